/* Rows of a feed as a server may give them, line by line "table row op payload": whatever they are,
 * they are kept or written down, the cursor moves on, and nothing is left half done. */
#include "store.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define SCOPE "gia-lam.phu-dong"
#define ROWS_MAX 32

static char folder[] = "/dev/shm/hotroit-feed-XXXXXX", file[64];

static void remove_book(void)
{
	static const char *const ends[] = {"", "-wal", "-shm", ".lock"};
	char path[80];

	for (size_t i = 0; i < ARRAY_LEN(ends); i++) {
		snprintf(path, sizeof(path), "%s%s", file, ends[i]);
		unlink(path);
	}
	rmdir(folder);
}

/* One book for all runs, in memory. */
static struct store *open_book(void)
{
	static struct store *store;
	static const struct store_server server = {
		.epoch = "019b0000-0000-7000-8000-0000000000e1", .role = "hotroit_b_a1",
		.own = SCOPE, .shared = "gia-lam", .accepted = -1, .now_ms = 1795441800000};

	if (store)
		return store;
	if (!mkdtemp(folder))
		abort();
	snprintf(file, sizeof(file), "%s/b.db", folder);
	if (atexit(remove_book) != 0 ||
	    store_open(&store, file, STORE_READ_WRITE, NULL) < 0 ||
	    store_sync_meet(store, &server, NULL) < 0)
		abort();
	return store;
}

static size_t read_rows(char *text, struct store_pulled rows[ROWS_MAX])
{
	size_t count = 0;
	char *line;

	while ((line = strsep(&text, "\n")) && count < ROWS_MAX) {
		struct store_pulled row = {.sseq = (int64_t)count + 1};

		row.table = strsep(&line, "\t");
		row.row = strsep(&line, "\t");
		row.op = strsep(&line, "\t");
		row.payload = line;
		if (row.row && row.op)
			rows[count++] = row;
	}
	return count;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct store *store = open_book();
	struct store_pulled rows[ROWS_MAX] = {0};
	struct store_link link;
	char *text = malloc(size + 1);
	size_t count;

	if (!text)
		return 0;
	memcpy(text, data, size);
	text[size] = '\0';
	count = read_rows(text, rows);
	if (store_sync_take(store, SCOPE, rows, count, NULL) < 0)
		abort();
	if (store_sync_link(store, &link, NULL) < 0 ||
	    (count && link.own_seen != (int64_t)count))
		abort();
	free(text);
	return 0;
}
