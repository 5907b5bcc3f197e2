/*
 * The bench through a pseudo-terminal beside the least a ncurses program can do: from exec to the
 * first painted screen, and from a key to the first byte it paints, in one run.
 *
 *     bench_ui [ROWS [FILE]]      a FILE that is there already is measured as it is
 */
#include "store_priv.h"

#include <curses.h>
#include <fcntl.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define ROWS_DEFAULT 100000
#define ROWS_A_TXN 20000
#define STARTS 21
#define KEYS 400
#define QUIET_MS 15
#define PATIENCE_MS 5000

static double now_ms(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_MONOTONIC, &ts);
	return (double)ts.tv_sec * 1e3 + (double)ts.tv_nsec / 1e6;
}

/* ---- the floor: a list of lines, one of them reversed -------------------------------------- */

static int hello(void)
{
	int at = 0, key = 0;

	initscr();
	cbreak();
	noecho();
	keypad(stdscr, TRUE);
	curs_set(0);
	do {
		at += key == KEY_DOWN ? 1 : key == KEY_UP ? -1 : 0;
		erase();
		for (int row = 0; row < LINES; row++) {
			attrset(row == (at % LINES + LINES) % LINES ? A_REVERSE : A_NORMAL);
			mvprintw(row, 0, "%-79s", "hello");
		}
		refresh();
		key = getch();
	} while (key != 'q');
	endwin();
	return 0;
}

/* ---- rows ---------------------------------------------------------------------------------- */

static int add_row(struct store *store, size_t number, struct err *err)
{
	static const char *const names[] = {"tag",    "vendor", "model",
					    "serial", "memory", "verdict"};
	char tag[STORE_TAG_MAX], model[32], serial[32], id[UUID_TEXT_MAX] = "";
	const char *values[] = {tag,    number % 3 ? "Dell Inc." : "LENOVO", model, serial,
				"4294967296", number % 2 ? "pass" : "review"};
	const struct values row = {.names = names, .values = values, .count = ARRAY_LEN(names)};

	snprintf(tag, sizeof(tag), "T%06zu", number % 1000000);
	snprintf(model, sizeof(model), "Latitude E%zu", 1000 + number % 7919);
	snprintf(serial, sizeof(serial), "SN%08zX", number * 2654435761u % 4294967296u);
	return record_insert(store, record_kind_find("device"), &row, id, err);
}

static int fill(const char *file, size_t rows, struct err *err)
{
	struct store *store;
	int r = store_open(&store, file, STORE_READ_WRITE, err);

	if (r < 0)
		return r;
	for (size_t done = 0; done < rows && r == 0;) {
		AUTO(txn_done) struct txn txn = {0};

		r = txn_begin(&txn, store, err);
		for (size_t i = 0; i < ROWS_A_TXN && done < rows && r == 0; i++, done++)
			r = add_row(store, done, err);
		if (r == 0)
			r = search_settle(store, err);
		if (r == 0)
			r = txn_commit(&txn, err);
	}
	store_close(store);
	return r;
}

/* ---- a program on a terminal --------------------------------------------------------------- */

struct run {
	pid_t pid;
	int fd;
};

static struct run start(const char *const *argv)
{
	const struct winsize size = {.ws_row = 24, .ws_col = 80};
	struct run run = {.fd = -1};

	run.pid = forkpty(&run.fd, NULL, NULL, &size);
	if (run.pid == 0) {
		setenv("TERM", "xterm", 1);
		execv(argv[0], (char *const *)argv);
		_exit(127);
	}
	return run;
}

/* Reads until it has been quiet; *ret_last is when the last byte came. False: nothing came. */
static bool drain(const struct run *run, int patience_ms, double *ret_first, double *ret_last)
{
	char block[65536];
	struct pollfd fd = {.fd = run->fd, .events = POLLIN};
	int wait = patience_ms;

	while (poll(&fd, 1, wait) > 0 && read(run->fd, block, sizeof(block)) > 0) {
		*ret_last = now_ms();
		if (wait != QUIET_MS)
			*ret_first = *ret_last;
		wait = QUIET_MS;
	}
	return wait == QUIET_MS;
}

static void end(struct run *run, struct rusage *ret_usage)
{
	kill(run->pid, SIGTERM);
	close(run->fd);
	wait4(run->pid, NULL, 0, ret_usage);
}

static int by_value(const void *a, const void *b)
{
	double left = *(const double *)a, right = *(const double *)b;

	return left == right ? 0 : left < right ? -1 : 1;
}

static double percentile(double *list, size_t count, unsigned percent)
{
	qsort(list, count, sizeof(*list), by_value);
	return count ? list[(count - 1) * percent / 100] : 0;
}

/* Interleaved, so that both see the same machine. */
static void measure_start(const char *const *ours, const char *const *floor)
{
	double a[STARTS], b[STARTS], first, last;
	struct rusage usage;

	for (size_t i = 0; i < STARTS; i++) {
		double begin = now_ms();
		struct run run = start(floor);

		b[i] = drain(&run, PATIENCE_MS, &first, &last) ? last - begin : PATIENCE_MS;
		end(&run, &usage);
		begin = now_ms();
		run = start(ours);
		a[i] = drain(&run, PATIENCE_MS, &first, &last) ? last - begin : PATIENCE_MS;
		end(&run, &usage);
	}
	printf("%-34s %8.2f ms\n", "ncurses hello, exec to painted", percentile(b, STARTS, 50));
	printf("%-34s %8.2f ms  %5.2f x\n", "hotroit, exec to painted", percentile(a, STARTS, 50),
	       percentile(a, STARTS, 50) / percentile(b, STARTS, 50));
}

static size_t press(const struct run *run, const char *const *keys, size_t key_count, double *ret)
{
	double first, last;
	size_t count = 0;

	for (size_t i = 0; i < KEYS; i++) {
		const char *key = keys[i % key_count];
		double begin = now_ms();

		if (write(run->fd, key, strlen(key)) < 0)
			break;
		if (drain(run, 1000, &first, &last))
			ret[count++] = first - begin;
	}
	return count;
}

static void print_keys(const char *name, double *list, size_t count, double floor)
{
	printf("%-34s %8.2f ms", name, percentile(list, count, 50));
	if (floor > 0)
		printf("  %5.2f x", percentile(list, count, 50) / floor);
	printf("  p99 %.2f ms\n", percentile(list, count, 99));
}

static void measure_keys(const char *const *ours, const char *const *floor)
{
	static const char *const moves[] = {"\033OB", "\033OB", "\033OB", "\033OA", "\033OA"};
	static const char *const typed[] = {"l",    "a",    "t",    " ",    "1",
					    "\177", "\177", "\177", "\177", "\177"};
	double list[KEYS], first, last, least;
	struct rusage usage;
	struct run run = start(floor);
	size_t count;

	drain(&run, PATIENCE_MS, &first, &last);
	count = press(&run, moves, ARRAY_LEN(moves), list);
	least = percentile(list, count, 50);
	print_keys("ncurses hello, line move", list, count, 0);
	end(&run, &usage);
	run = start(ours);
	drain(&run, PATIENCE_MS, &first, &last);
	if (write(run.fd, "m", 1) == 1)
		drain(&run, PATIENCE_MS, &first, &last);
	count = press(&run, moves, ARRAY_LEN(moves), list);
	print_keys("hotroit, line move in devices", list, count, least);
	count = press(&run, typed, ARRAY_LEN(typed), list);
	print_keys("hotroit, a letter of a search", list, count, least);
	end(&run, &usage);
	printf("%-34s %8.1f MB\n", "hotroit, largest resident size",
	       (double)usage.ru_maxrss / 1024);
}

int main(int argc, char **argv)
{
	char made[] = "/tmp/bench-ui-XXXXXX.db";
	const char *file = argc > 2 ? argv[2] : made;
	const char *const floor[] = {argv[0], "--hello", NULL};
	const char *const ours[] = {HOTROIT_BIN_DIR "/hotroit", "--db", file, NULL};
	uint64_t rows = ROWS_DEFAULT;
	struct err err;

	text_start("vi");
	if (argc > 1 && str_eq(argv[1], "--hello"))
		return hello();
	if (argc > 1 && !str_to_u64(argv[1], 10, &rows))
		return EXIT_USAGE;
	if (argc <= 2)
		close(mkstemps(made, 3));
	if ((argc <= 2 || access(file, F_OK) < 0) && fill(file, rows, &err) < 0) {
		fprintf(stderr, "%s\n", err.text);
		return 1;
	}
	printf("== screens, %llu devices\n", (unsigned long long)rows);
	measure_start(ours, floor);
	measure_keys(ours, floor);
	if (argc <= 2)
		unlink(file);
	return 0;
}
