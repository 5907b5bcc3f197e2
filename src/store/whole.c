/*
 * A book is read through before it is written to or sent from when it may have been damaged unseen:
 * first of all after every start of the machine (power cuts, disks that lie about syncs), then once
 * a day (laptops that are never switched off), and whenever it was left without being closed. Where
 * and when it was last found whole stands in FILE.lock.
 */
#include "store_priv.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#define BOOT_ID "/proc/sys/kernel/random/boot_id"
#define MARK_MAX 80

int db_check_whole(struct store *store, struct err *err)
{
	AUTO(sql_done) struct query query = {0};
	int r = sql_query(&query, store, err, "PRAGMA integrity_check(1)", "");

	if (r == 0)
		r = sql_step(&query, err);
	if (r < 0)
		return r;
	return str_eq(sql_text(&query, 0), "ok") ? 0 : sql_error(store, SQLITE_CORRUPT, err);
}

/* Pages of two tables, each good in itself, may be of two moments: numbers that only ever grow show
 * it. */
static int check_numbers(struct store *store, struct err *err)
{
	int64_t apart = 0;
	int r = sql_number(store, &apart, err,
			   "SELECT 1 FROM sync_state WHERE applying OR "
			   "txn < (SELECT max(txn) FROM outbox) OR "
			   "coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'outbox'), 0) < "
			   "(SELECT max(seq) FROM outbox)",
			   "");

	return r == 0 && apart ? sql_error(store, SQLITE_CORRUPT, err) : r;
}

/* This start of the machine and this day; "" when nobody knows: then every opening is the first. */
static void make_mark(char ret[MARK_MAX])
{
	char boot[40] = "";
	int fd = open(BOOT_ID, O_RDONLY | O_CLOEXEC);
	ssize_t len = fd < 0 ? -1 : read(fd, boot, sizeof(boot) - 1);

	if (fd >= 0)
		close(fd);
	*ret = '\0';
	if (len <= 0)
		return;
	boot[strcspn(boot, "\n")] = '\0';
	snprintf(ret, MARK_MAX, "%s %lld\n", boot, (long long)(clock_unix_ms() / 86400000));
}

static bool is_marked(const struct store *store, const char *mark)
{
	char found[MARK_MAX] = "";
	ssize_t len = pread(store->lock_fd, found, sizeof(found) - 1, 0);

	return len > 0 && *mark && str_eq(found, mark);
}

/* Does no other program have the book open to write? From now on we have. */
static bool is_alone(const struct store *store)
{
	struct flock whole = {.l_type = F_WRLCK, .l_whence = SEEK_SET};
	bool alone = fcntl(store->lock_fd, F_OFD_SETLK, &whole) == 0;

	whole.l_type = F_RDLCK;
	if (fcntl(store->lock_fd, F_OFD_SETLKW, &whole) < 0)
		log_debug("no lock on the use of the book");
	return alone;
}

/* Whoever closes the book leaves an empty log. */
static bool was_left_open(const struct store *store, const char *log)
{
	struct stat there;

	return is_alone(store) && stat(log, &there) == 0 && there.st_size > 0;
}

/* What a cut left behind the log's end must not be taken for a part of it later. */
static int empty_log(struct store *store, struct err *err)
{
	int r = lock_take(store->lock_fd, store->file, STORE_BUSY_MS, err);

	if (r < 0)
		return r;
	if (sqlite3_wal_checkpoint_v2(store->db, NULL, SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL) !=
	    SQLITE_OK)
		log_debug("the log stays as it is: %s", sqlite3_errmsg(store->db));
	lock_release(store->lock_fd);
	return 0;
}

static int read_through(struct store *store, bool is_new, struct err *err)
{
	int r = db_check_whole(store, err);

	return r < 0 || is_new ? r : check_numbers(store, err);
}

int whole_settle(struct store *store, bool is_new, struct err *err)
{
	AUTO(buf_done) struct buf log = {0};
	char mark[MARK_MAX];
	bool left_open;
	int r = 0;

	buf_printf(&log, "%s-wal", store->file);
	left_open = was_left_open(store, buf_text(&log));
	make_mark(mark);
	if (!left_open && is_marked(store, mark))
		return 0;
	if (left_open)
		r = log_check(store, buf_text(&log), err);
	if (r == 0)
		r = read_through(store, is_new, err);
	if (r == 0 && left_open)
		r = empty_log(store, err);
	if (r < 0)
		return r;
	/* Not written or not kept: it is looked at once more, no harm. */
	if (ftruncate(store->lock_fd, 0) < 0 ||
	    pwrite(store->lock_fd, mark, strlen(mark), 0) < 0)
		log_debug("the look at the book was not noted");
	return 0;
}
