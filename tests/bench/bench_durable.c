/*
 * A durable edit, one field of one donor by store_set(), against the floor: a raw append of 4 KiB
 * and fdatasync() in the same folder. They take turns, so that a busy disk hurts both alike.
 *
 *     bench_durable [EDITS]
 */
#include "store_priv.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define EDITS_DEFAULT 1500
#define EDITS_MAX 100000
#define PARTS 5 /* whose ratios show the spread */

static double now_ms(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_MONOTONIC, &ts);
	return (double)ts.tv_sec * 1e3 + (double)ts.tv_nsec / 1e6;
}

static int by_size(const void *a, const void *b)
{
	double left = *(const double *)a, right = *(const double *)b;

	return left < right ? -1 : left > right;
}

/* The value that a HUNDREDTH of COUNT times stay below; sorts them. */
static double percentile(double *times, size_t count, size_t hundredth)
{
	qsort(times, count, sizeof(*times), by_size);
	return times[(count - 1) * hundredth / 100];
}

static void report(const double *floor, const double *edit, size_t count)
{
	static double sorted_floor[EDITS_MAX], sorted_edit[EDITS_MAX];
	double low = 1e9, high = 0;
	size_t part = count / PARTS;

	for (size_t i = 0; i < PARTS; i++) {
		double ratio;

		memcpy(sorted_floor, floor + i * part, part * sizeof(*floor));
		memcpy(sorted_edit, edit + i * part, part * sizeof(*edit));
		ratio = percentile(sorted_edit, part, 50) / percentile(sorted_floor, part, 50);
		low = ratio < low ? ratio : low;
		high = ratio > high ? ratio : high;
	}
	memcpy(sorted_floor, floor, count * sizeof(*floor));
	memcpy(sorted_edit, edit, count * sizeof(*edit));
	printf("durable, %zu turns%14s p50 %7.3f ms   p99 %7.3f ms\n", count, "floor",
	       percentile(sorted_floor, count, 50), percentile(sorted_floor, count, 99));
	printf("%32s p50 %7.3f ms   p99 %7.3f ms   %.2fx (parts %.2f to %.2f)\n", "store_set",
	       percentile(sorted_edit, count, 50), percentile(sorted_edit, count, 99),
	       percentile(sorted_edit, count, 50) / percentile(sorted_floor, count, 50), low, high);
}

static int add_donor(struct store *store, char ret_id[UUID_TEXT_MAX], struct err *err)
{
	static const char *const names[] = {"name", "kind"};
	static const char *const values[] = {"Trường Tiểu học Phù Đổng", "school"};

	return store_add(store, record_kind_find("donor"), names, values, 2, ret_id, err);
}

static int edit_once(struct store *store, const char *id, size_t turn, struct err *err)
{
	static const char *const name = "note";
	char text[64];
	const char *value = text;

	snprintf(text, sizeof(text), "gọi lại lần %zu", turn);
	return store_set(store, record_kind_find("donor"), id, &name, &value, 1, err);
}

static int append_once(int fd)
{
	static char page[4096];

	ssize_t written = write(fd, page, sizeof(page));

	return written == (ssize_t)sizeof(page) && fdatasync(fd) == 0 ? 0 : -1;
}

static int measure(struct store *store, int fd, size_t count, struct err *err)
{
	static double floor[EDITS_MAX], edit[EDITS_MAX];
	char id[UUID_TEXT_MAX];
	int r = add_donor(store, id, err);

	for (size_t i = 0; i < count && r == 0; i++) {
		double begin = now_ms();

		r = append_once(fd);
		floor[i] = now_ms() - begin;
		begin = now_ms();
		if (r == 0)
			r = edit_once(store, id, i, err);
		edit[i] = now_ms() - begin;
	}
	if (r == 0)
		report(floor, edit, count);
	return r;
}

int main(int argc, char **argv)
{
	size_t count = argc > 1 ? strtoul(argv[1], NULL, 10) : EDITS_DEFAULT;
	static const char *const made[] = {"book.db", "book.db-wal", "book.db-shm", "book.db.lock",
					   "raw"};
	char folder[] = "/var/tmp/bench-durable.XXXXXX", file[64], raw[64];
	struct store *store = NULL;
	struct err err = {0};
	int fd, r;

	if (count < PARTS || count > EDITS_MAX || !mkdtemp(folder))
		return 1;
	snprintf(file, sizeof(file), "%s/book.db", folder);
	snprintf(raw, sizeof(raw), "%s/raw", folder);
	fd = open(raw, O_CREAT | O_WRONLY | O_APPEND | O_CLOEXEC, 0600);
	r = store_open(&store, file, STORE_READ_WRITE, &err);
	if (r == 0)
		r = measure(store, fd, count, &err);
	if (r < 0)
		fprintf(stderr, "bench_durable: %s\n", err.text);
	store_close(store);
	close(fd);
	for (size_t i = 0; i < ARRAY_LEN(made); i++) {
		snprintf(file, sizeof(file), "%s/%s", folder, made[i]);
		unlink(file);
	}
	return rmdir(folder) < 0 || r < 0;
}
