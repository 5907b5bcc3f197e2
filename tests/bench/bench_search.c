/*
 * Search as one types, over many devices: the first 50 hits and the exact count after each key,
 * beside reading every byte of the text once and beside LIKE, in the same run.
 *
 *     bench_search [ROWS [FILE]]      a FILE that is there already is measured as it is
 */
#include "store_priv.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define GROUP_TEXTS 12

#define ROWS_DEFAULT 100000
#define ROWS_A_TXN 50000
#define PAGE 50
#define SAMPLES_MAX 20000
#define LIKE_SAMPLES 5
#define ROUNDS 3
#define STEPS 300

static uint64_t seed = 20261122;

/* xorshift64*: the same rows on every machine. */
static unsigned pick(unsigned below)
{
	seed ^= seed >> 12;
	seed ^= seed << 25;
	seed ^= seed >> 27;
	return (unsigned)((seed * UINT64_C(2685821657736338717)) >> 33) % below;
}

static double now_ms(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_MONOTONIC, &ts);
	return (double)ts.tv_sec * 1e3 + (double)ts.tv_nsec / 1e6;
}

/* ---- rows ---------------------------------------------------------------- */

static const char *const machines[][2] = {
	{"Dell Inc.", "Latitude E"}, {"Dell Inc.", "Inspiron "}, {"LENOVO", "ThinkPad T"},
	{"LENOVO", "ThinkPad X"}, {"LENOVO", "IdeaPad "}, {"Hewlett-Packard", "EliteBook "},
	{"HP", "ProBook "}, {"ASUSTeK COMPUTER INC.", "VivoBook X"}, {"Acer", "Aspire E1-"},
	{"TOSHIBA", "Satellite L"}, {"Samsung", "Galaxy Tab A"}, {"Apple Inc.", "MacBookPro"},
};
static const char *const cpus[] = {
	"Intel(R) Core(TM) i5-%u CPU @ 2.50GHz", "Intel(R) Core(TM) i3-%u CPU @ 1.90GHz",
	"Intel(R) Core(TM) i7-%u CPU @ 2.80GHz", "Intel(R) Celeron(R) CPU N%u @ 1.10GHz",
	"Intel(R) Pentium(R) CPU N%u @ 1.60GHz", "AMD A8-%u APU with Radeon Graphics",
	"AMD Ryzen 5 %uU",
};
static const char *const notes[] = {
	"Trường THCS Nguyễn Trãi tặng", "Công ty Điện lực Gia Lâm ủng hộ", "thiếu bộ sạc",
	"pin chai, cần thay", "màn hình có vết xước", "bàn phím liệt vài phím",
	"Ủy ban nhân dân xã Đa Tốn", "chị Hương mang đến", "anh Dũng mang đến", "máy còn tốt",
	"Đoàn Thanh niên phường Thượng Thanh", "vỏ máy nứt", "đã lau chùi", NULL, NULL, NULL,
};

static int add_row(struct store *store, struct err *err)
{
	static const char *const names[] = {"tag", "vendor", "model", "serial", "cpu", "note"};
	static const char letters[] = "0123456789ABCDEFGHJKLMNPQRSTUVWXYZ";
	char tag[STORE_TAG_MAX] = "", model[64], serial[16] = "", cpu[96], note[128];
	char id[UUID_TEXT_MAX] = "";
	unsigned machine = pick(ARRAY_LEN(machines));
	const char *first = notes[pick(ARRAY_LEN(notes))], *second = notes[pick(ARRAY_LEN(notes))];
	const char *values[] = {tag, machines[machine][0], model, serial, cpu, note};
	const struct values row = {.names = names, .values = values, .count = ARRAY_LEN(names)};

	for (int i = 0; i < 7; i++)
		tag[i] = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"[pick(31)];
	snprintf(model, sizeof(model), "%s%u", machines[machine][1], 100 + 10 * pick(800));
	snprintf(serial, sizeof(serial), "%s", pick(2) ? "PF" : "5CD");
	for (size_t i = strlen(serial); i < 10; i++)
		serial[i] = letters[pick(sizeof(letters) - 1)];
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
	snprintf(cpu, sizeof(cpu), cpus[pick(ARRAY_LEN(cpus))], 2000 + 10 * pick(700));
#pragma GCC diagnostic pop
	snprintf(note, sizeof(note), "%s%s%s", first ? first : "", first && second ? "; " : "",
		 second ? second : "");
	if (!*note)
		values[5] = NULL;
	return record_insert(store, record_kind_find("device"), &row, id, err);
}

static int fill(struct store *store, size_t rows, struct err *err)
{
	double start = now_ms();
	int r = 0;

	for (size_t done = 0; done < rows && r == 0;) {
		AUTO(txn_done) struct txn txn = {0};

		r = txn_begin(&txn, store, err);
		for (size_t i = 0; i < ROWS_A_TXN && done < rows && r == 0; i++, done++)
			r = add_row(store, err);
		if (r == 0)
			r = search_settle(store, err);
		if (r == 0)
			r = txn_commit(&txn, err);
	}
	printf("made %zu rows in %.1f s\n", rows, (now_ms() - start) / 1e3);
	return r;
}

/* ---- samples ------------------------------------------------------------- */

struct samples {
	double list[SAMPLES_MAX];
	size_t count;
};

static void sample(struct samples *samples, double value)
{
	if (samples->count < SAMPLES_MAX)
		samples->list[samples->count++] = value;
}

static int by_value(const void *a, const void *b)
{
	double left = *(const double *)a, right = *(const double *)b;

	return left == right ? 0 : left < right ? -1 : 1;
}

static double percentile(struct samples *samples, unsigned percent)
{
	if (!samples->count)
		return 0;
	qsort(samples->list, samples->count, sizeof(double), by_value);
	return samples->list[(samples->count - 1) * percent / 100];
}

static int count_row(void *user, const struct record_kind *kind, const struct record *record)
{
	(void)kind;
	(void)record;
	++*(size_t *)user;
	return 0;
}

static struct samples all_hits, all_counts;

/* Types TEXT key by key; both answers after each. */
static int type(struct store *store, const char *text, struct samples *hits,
		struct samples *counts, uint64_t *ret_last, struct err *err)
{
	const struct record_kind *kind = record_kind_find("device");
	char typed[128] = "";

	for (size_t len = 1; len <= strlen(text); len++) {
		struct store_query query = {.words = typed, .limit = PAGE};
		size_t given = 0;
		double start, middle;

		if (((unsigned char)text[len] & 0xc0) == 0x80)
			continue;
		memcpy(typed, text, len);
		start = now_ms();
		if (store_list(store, kind, &query, count_row, &given, err) < 0)
			return -1;
		middle = now_ms();
		if (store_count(store, kind, typed, ret_last, err) < 0)
			return -1;
		sample(hits, middle - start);
		sample(&all_hits, middle - start);
		sample(counts, now_ms() - middle);
		sample(&all_counts, now_ms() - middle);
		if (given != (*ret_last < PAGE ? *ret_last : PAGE)) {
			err_set(err, EIO, "«%s»: %zu hits, count %llu", typed, given,
				(unsigned long long)*ret_last);
			return -1;
		}
	}
	return 0;
}

static const struct {
	const char *group;
	const char *texts[GROUP_TEXTS];
} groups[] = {
	{"one letter", {"d", "l", "t", "n", "i", "p", "5", "x", "2", "a", "z"}},
	{"two letters", {"de", "th", "in", "ng", "co", "pf", "5c", "tr", "ch", "qz"}},
	{"three letters", {"lat", "thi", "int", "tru", "cor", "pfa", "5cd", "mac", "qzx"}},
	{"common word", {"latitude", "thinkpad", "intel", "truong", "Nguyễn", "điện lực"}},
	{"two words", {"dell i5", "intel truong", "lenovo n", "hp pin", "asus d", "gia lam"}},
	{"two, no hit", {"latitude thinkpad", "dell lenovo", "acer macbookpro", "celeron ryzen"}},
	{"no hit", {"qqqqq", "zzzzzz", "không có gì", "xyzzy"}},
	{"serial, tag", {"PF1A2B", "5CD9Z", "K7M2Q", "PFZZZ9", "X2A"}},
};

static int measure(struct store *store, struct err *err)
{
	printf("%-14s %8s %8s   %8s %8s   ms; last count\n", "", "hits p50", "p99", "count50",
	       "p99");
	for (size_t i = 0; i < ARRAY_LEN(groups); i++) {
		static struct samples hits, counts;
		uint64_t last = 0;

		hits.count = counts.count = 0;
		for (size_t j = 0; j < ROUNDS * GROUP_TEXTS; j++) {
			const char *text = groups[i].texts[j % GROUP_TEXTS];

			if (text && type(store, text, &hits, &counts, &last, err) < 0)
				return -1;
		}
		printf("%-14s %8.3f %8.3f   %8.3f %8.3f   %llu\n", groups[i].group,
		       percentile(&hits, 50), percentile(&hits, 99), percentile(&counts, 50),
		       percentile(&counts, 99), (unsigned long long)last);
	}
	printf("%-14s %8.3f %8.3f   %8.3f %8.3f\n", "every key", percentile(&all_hits, 50),
	       percentile(&all_hits, 99), percentile(&all_counts, 50),
	       percentile(&all_counts, 99));
	return 0;
}

/* What a list shows before anything is typed. */
static int measure_all(struct store *store, struct err *err)
{
	const struct record_kind *kind = record_kind_find("device");
	const struct store_query query = {.limit = PAGE};
	static struct samples lists, counts;

	for (int i = 0; i < STEPS / 10; i++) {
		double start = now_ms(), next;
		uint64_t count;
		size_t given = 0;

		if (store_list(store, kind, &query, count_row, &given, err) < 0)
			return -1;
		sample(&lists, (next = now_ms()) - start);
		if (store_count(store, kind, NULL, &count, err) < 0)
			return -1;
		sample(&counts, now_ms() - next);
	}
	printf("%-14s %8.3f %8.3f   %8.3f %8.3f\n", "all", percentile(&lists, 50),
	       percentile(&lists, 99), percentile(&counts, 50), percentile(&counts, 99));
	return 0;
}

/* One durable change, turn about with the least that a disk can do. */
static int measure_add(struct store *store, const char *file, struct err *err)
{
	static const char *const names[] = {"model"}, *const values[] = {"Latitude"};
	static struct samples adds, raws;
	char beside[256], page[4096] = "", id[UUID_TEXT_MAX];
	int fd;

	snprintf(beside, sizeof(beside), "%s.raw", file);
	fd = open(beside, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
	for (int i = 0; i < STEPS; i++) {
		double start = now_ms(), next;

		if (store_add(store, record_kind_find("device"), names, values, 1, id, err) < 0)
			return -1;
		sample(&adds, (next = now_ms()) - start);
		if (write(fd, page, sizeof(page)) < 0 || fdatasync(fd) < 0)
			return err_set(err, errno, "%s", beside);
		sample(&raws, now_ms() - next);
	}
	close(fd);
	unlink(beside);
	printf("durable add p50 %.3f p99 %.3f ms; 4 KiB + fdatasync %.3f %.3f ms; ratio %.2f\n",
	       percentile(&adds, 50), percentile(&adds, 99), percentile(&raws, 50),
	       percentile(&raws, 99), percentile(&adds, 50) / percentile(&raws, 50));
	return 0;
}

/* ---- beside -------------------------------------------------------------- */

/* The folded text of all rows read once, byte by byte, from memory. */
static int read_once(struct store *store, double *ret_ms, struct err *err)
{
	AUTO(sql_done) struct query query = {0};
	AUTO(buf_done) struct buf text = {0};
	const uint64_t *words;
	uint64_t sum = 0;
	double start;
	int r = sql_query(&query, store, err, "SELECT fold FROM search_row", "");

	while (r >= 0 && (r = sql_step(&query, err)) > 0)
		buf_add_str(&text, sql_text(&query, 0));
	if (r < 0)
		return r;
	words = (const uint64_t *)(const void *)text.data;
	start = now_ms();
	for (size_t i = 0; i < text.len / sizeof(*words); i++)
		sum += words[i];
	*ret_ms = now_ms() - start;
	printf("text: %zu MB (%llx)\n", text.len >> 20, (unsigned long long)sum & 0xf);
	return 0;
}

static int like(struct store *store, double *ret_ms, struct err *err)
{
	static struct samples samples;
	int64_t count = 0;

	samples.count = 0;
	for (int i = 0; i < LIKE_SAMPLES; i++) {
		double start = now_ms();

		if (sql_number(store, &count, err,
			       "SELECT count(*) FROM search_row WHERE kind = 'device' AND "
			       "' ' || fold LIKE '% thinkpad%'",
			       "") < 0)
			return -1;
		sample(&samples, now_ms() - start);
	}
	*ret_ms = percentile(&samples, 50);
	return 0;
}

static int compare(struct store *store, struct err *err)
{
	double once = 0, by_like = 0;

	if (read_once(store, &once, err) < 0 || like(store, &by_like, err) < 0)
		return -1;
	printf("every byte once %.2f ms, LIKE %.1f ms\n", once, by_like);
	printf("first hits p50/p99: %.3f / %.3f of every byte once; LIKE is %.0f / %.0f times\n",
	       percentile(&all_hits, 50) / once, percentile(&all_hits, 99) / once,
	       by_like / percentile(&all_hits, 50), by_like / percentile(&all_hits, 99));
	return 0;
}

static void close_store(struct store **store)
{
	store_close(*store);
}

static int run(size_t rows, const char *file, bool is_new, struct err *err)
{
	AUTO(close_store) struct store *store = NULL;
	double start = now_ms();

	if (store_open(&store, file, STORE_READ_WRITE, err) < 0)
		return -1;
	printf("open: %.2f ms\n", now_ms() - start);
	if (is_new && fill(store, rows, err) < 0)
		return -1;
	if (measure(store, err) < 0 || measure_all(store, err) < 0 ||
	    measure_add(store, file, err) < 0)
		return -1;
	return compare(store, err);
}

int main(int argc, char **argv)
{
	char dir[] = "/tmp/hotroit-bench-XXXXXX", file[128];
	uint64_t rows = ROWS_DEFAULT;
	struct err err = {0};
	bool is_new = true;

	if ((argc > 1 && !str_to_u64(argv[1], 10, &rows)) || argc > 3) {
		fprintf(stderr, "bench_search [ROWS [FILE]]\n");
		return EXIT_USAGE;
	}
	if (argc > 2) {
		snprintf(file, sizeof(file), "%s", argv[2]);
		is_new = access(file, F_OK) < 0;
	} else if (mkdtemp(dir)) {
		snprintf(file, sizeof(file), "%s/bench.db", dir);
	}
	if (run((size_t)rows, file, is_new, &err) < 0) {
		fprintf(stderr, "%s\n", err.text);
		return EXIT_IO;
	}
	if (argc <= 2) {
		static const char *const ends[] = {"", "-wal", "-shm", ".lock"};

		for (size_t i = 0; i < ARRAY_LEN(ends); i++) {
			char name[160];

			snprintf(name, sizeof(name), "%s%s", file, ends[i]);
			unlink(name);
		}
		rmdir(dir);
	}
	return 0;
}
