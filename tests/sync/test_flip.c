/*
 * A book whose files were changed by other hands than ours: bits, sectors, ends. It is refused with
 * what to do, or it opens and is what it was. Of a log only the last step is taken for torn; one
 * that was cut short is the book of an earlier time (its numbers: "went back" in e2e/disk.sh).
 * What no check can see, since SQLite keeps no sums of its pages, is counted: other text in a page
 * that is in order. FLIP_RUNS (50) and TORN_SEED: the long run.
 */
#include "torn_book.h"

#include <fcntl.h>

#define RUNS 50
#define SECTOR 512

enum seen { REFUSED, UNTOUCHED, TAIL_GONE, OLDER, OTHER_TEXT, OUTCOMES };

static void put(int fd, const void *data, size_t len, uint64_t at)
{
	assert_int_equal(pwrite(fd, data, len, (off_t)at), len);
}

static void flip_bits(struct torn *torn, int fd, uint64_t size)
{
	unsigned char byte;
	uint64_t at = torn_roll(torn, size);

	assert_int_equal(pread(fd, &byte, 1, (off_t)at), 1);
	byte = (unsigned char)(byte ^ (1u << torn_roll(torn, 8)));
	put(fd, &byte, 1, at);
}

static void spoil_sectors(struct torn *torn, int fd, uint64_t size)
{
	unsigned char sector[SECTOR] = {0};
	uint64_t count = 1 + torn_roll(torn, 4), at = torn_roll(torn, size / SECTOR);
	bool noise = torn_roll(torn, 2);

	for (uint64_t i = 0; i < count && (at + i + 1) * SECTOR <= size; i++) {
		for (size_t k = 0; noise && k < SECTOR; k++)
			sector[k] = (unsigned char)torn_roll(torn, 256);
		put(fd, sector, SECTOR, (at + i) * SECTOR);
	}
}

/* True: it was cut short. */
static bool spoil(struct book *book, size_t part)
{
	struct torn *torn = book->torn;
	struct stat there;
	char path[300];
	uint64_t how = torn_roll(torn, 3);
	int fd;

	snprintf(path, sizeof(path), "%s%s", book->bed.file, book_parts[part]);
	fd = open(path, O_RDWR | O_CLOEXEC);
	assert_true(fd >= 0 && fstat(fd, &there) == 0 && there.st_size > SECTOR);
	if (how == 0)
		flip_bits(torn, fd, (uint64_t)there.st_size);
	else if (how == 1)
		spoil_sectors(torn, fd, (uint64_t)there.st_size);
	else
		assert_int_equal(ftruncate(fd, (off_t)torn_roll(torn, (uint64_t)there.st_size)), 0);
	close(fd);
	return how == 2;
}

/* What stood there is kept beside it; the backup is in its place, under a new epoch. */
static void restores(struct book *book, const char *backup)
{
	struct err err = {0};

	if (store_restore(backup, book->bed.file, NULL, &err) < 0)
		fail_msg("restore: %s", err.text);
	assert_int_equal(book_open(book), 0);
	assert_int_equal(book_number(book, "SELECT count(*) FROM pragma_integrity_check "
					   "WHERE integrity_check = 'ok'"), 1);
}

static enum seen look(struct book *book, int64_t last_txn, const char *backup)
{
	const struct doubt none = {.funds = book->funds, .pulled = book->pulled};
	int64_t txn;
	int r = book_open(book);

	if (r < 0) {
		if (!strstr(book->bed.err.text, "hotroit restore") ||
		    strchr(book->bed.err.text, '\n'))
			fail_msg("seed %llu: %s", (unsigned long long)book_seed(),
				 book->bed.err.text);
		restores(book, backup);
		return REFUSED;
	}
	switch (book_judge(book, &none)) {
	case BOOK_WHOLE:
		return UNTOUCHED;
	case BOOK_LOST_SOME:
		txn = book_number(book, "SELECT txn FROM sync_state");
		return txn == last_txn ? OTHER_TEXT : txn == last_txn - 1 ? TAIL_GONE : OLDER;
	default:
		if (str_starts(book->fault, "integrity"))
			fail_msg("seed %llu: opened: %s", (unsigned long long)book_seed(),
				 book->fault);
		return OTHER_TEXT;
	}
}

static void run(const struct book *good, size_t part, const char *backup, unsigned *ret_counts)
{
	struct book book;
	enum seen seen;
	bool cut;
	int64_t last = book_number((struct book *)(uintptr_t)good, "SELECT txn FROM sync_state");

	for (uint64_t i = 0; i < book_setting("FLIP_RUNS", RUNS); i++) {
		book_copy(&book, good);
		cut = spoil(&book, part);
		seen = look(&book, last, backup);
		/* A log that ends early is one of an earlier time: nothing tells it from that. */
		if (part == 1 && !cut && (seen == OLDER || seen == OTHER_TEXT))
			fail_msg("seed %llu: the log: %s", (unsigned long long)book_seed(),
				 book.fault);
		ret_counts[seen]++;
		book_done(&book);
	}
}

static void spoilt_files_are_refused_or_whole(void **state)
{
	unsigned db[OUTCOMES] = {0}, log[OUTCOMES] = {0};
	struct torn *torn = torn_new(book_seed());
	struct doubt doubt;
	struct book book;
	char backup[300];

	(void)state;
	book_init(&book, torn);
	for (int i = 0; i < 120; i++) {
		/* The latter part stays in the log. */
		if (i % 40 == 0) {
			book_close(&book);
			assert_int_equal(book_open(&book), 0);
		}
		assert_int_equal(book_step(&book, &doubt), 0);
	}
	snprintf(backup, sizeof(backup), "%s/backup", book.bed.dir);
	assert_int_equal(store_backup(book.bed.store, backup, &book.bed.err), 0);
	for (int i = 0; i < 5; i++)
		assert_int_equal(book_step(&book, &doubt), 0);
	run(&book, 0, backup, db);
	run(&book, 1, backup, log);
	print_message("[   flip   ] seed %llu: file: %u refused, %u untouched, %u other text; log: "
		      "%u refused, %u untouched, %u without the last step, %u of an earlier time\n",
		      (unsigned long long)book_seed(), db[REFUSED], db[UNTOUCHED],
		      db[OTHER_TEXT] + db[TAIL_GONE] + db[OLDER], log[REFUSED], log[UNTOUCHED],
		      log[TAIL_GONE], log[OLDER]);
	assert_true(db[REFUSED] > 0 && log[REFUSED] > 0);
	book_done(&book);
	torn_free(torn);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(spoilt_files_are_refused_or_whole),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
