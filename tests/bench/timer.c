/*
 * Times commands against each other: every round runs each command once, so that a busy moment
 * hurts all alike; the table shows medians. Commands come on standard input, one a line:
 *
 *   NAME <tab> BASE <tab> [PATH=DIR] PROGRAM and its arguments, blank between them
 *
 * BASE names an earlier row that the ratio is taken against, or "-". Output of a command is thrown
 * away. Usage: timer ROUNDS
 */
#include <errno.h>
#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define ROWS_MAX 32
#define ARGS_MAX 32
#define ROUNDS_MAX 1001

struct row {
	char line[1024];
	const char *name, *base;
	char *env[2]; /* nothing but PATH when the row sets it, else the caller's own */
	char *argv[ARGS_MAX + 1];
	double ms[ROUNDS_MAX];
	long max_rss_kb;
	int status;
};

static struct row rows[ROWS_MAX];
static size_t row_count;

static double now_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

static int read_rows(void)
{
	while (row_count < ROWS_MAX && fgets(rows[row_count].line, sizeof(rows->line), stdin)) {
		struct row *row = &rows[row_count];
		char *save, *command;
		int argc = 0;

		row->line[strcspn(row->line, "\n")] = '\0';
		row->name = strtok_r(row->line, "\t", &save);
		row->base = strtok_r(NULL, "\t", &save);
		command = strtok_r(NULL, "\t", &save);
		if (!row->name || !row->base || !command)
			return -EINVAL;
		for (char *arg = strtok_r(command, " ", &save); arg && argc < ARGS_MAX;
		     arg = strtok_r(NULL, " ", &save)) {
			if (argc == 0 && strncmp(arg, "PATH=", 5) == 0)
				row->env[0] = arg;
			else
				row->argv[argc++] = arg;
		}
		row_count++;
	}
	return 0;
}

static void run(struct row *row, double *ret_ms)
{
	posix_spawn_file_actions_t actions;
	double started = now_ms();
	struct rusage usage;
	pid_t pid;

	posix_spawn_file_actions_init(&actions);
	posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
	posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0);
	posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0);
	if (posix_spawnp(&pid, row->argv[0], &actions, NULL, row->argv,
			 row->env[0] ? row->env : environ) != 0) {
		row->status = 127;
	} else if (wait4(pid, &row->status, 0, &usage) == pid) {
		if (usage.ru_maxrss > row->max_rss_kb)
			row->max_rss_kb = usage.ru_maxrss;
		row->status = WIFEXITED(row->status) ? WEXITSTATUS(row->status) : 128;
	}
	*ret_ms = now_ms() - started;
	posix_spawn_file_actions_destroy(&actions);
}

static int by_size(const void *a, const void *b)
{
	const double *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

static double median_of(const char *name, size_t rounds)
{
	for (size_t i = 0; i < row_count; i++)
		if (strcmp(rows[i].name, name) == 0)
			return rows[i].ms[rounds / 2];
	return 0;
}

static void show(size_t rounds)
{
	printf("%-28s %10s %10s %10s  %-20s %5s\n", "medians of interleaved runs", "ms", "ratio",
	       "max KiB", "ratio to", "exit");
	for (size_t i = 0; i < row_count; i++)
		qsort(rows[i].ms, rounds, sizeof(double), by_size);
	for (size_t i = 0; i < row_count; i++) {
		double base = median_of(rows[i].base, rounds);

		printf("%-28s %10.2f ", rows[i].name, rows[i].ms[rounds / 2]);
		if (base > 0)
			printf("%10.2f", rows[i].ms[rounds / 2] / base);
		else
			printf("%10s", "");
		printf(" %10ld  %-20s %5d\n", rows[i].max_rss_kb, base > 0 ? rows[i].base : "",
		       rows[i].status);
	}
}

int main(int argc, char **argv)
{
	size_t rounds = argc == 2 ? strtoul(argv[1], NULL, 10) : 0;

	if (rounds < 1 || rounds > ROUNDS_MAX || read_rows() < 0 || row_count == 0) {
		fputs("usage: timer ROUNDS <COMMANDS\n", stderr);
		return 64;
	}
	for (size_t round = 0; round < rounds; round++)
		for (size_t i = 0; i < row_count; i++)
			run(&rows[i], &rows[i].ms[round]);
	show(rounds);
	return 0;
}
