/*
 * One writer at a time across processes, and only it checkpoints: SQLite 3.40 can corrupt a
 * write-ahead log that two connections write and checkpoint at once. Readers take no lock.
 */
#include "store_priv.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#define LOCK_RETRY_MS 5
#define WAL_PAGES_MAX 1000

int lock_open(const char *file, int *ret_fd, struct err *err)
{
	AUTO(buf_done) struct buf name = {0};
	int fd;

	buf_printf(&name, "%s.lock", file);
	fd = open(buf_text(&name), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
	if (fd < 0 && (errno == EACCES || errno == EPERM || errno == EROFS))
		return error_read_only(file, err);
	if (fd < 0 && (errno == ENOSPC || errno == EDQUOT))
		return err_set(err, ENOSPC, _("%s: đĩa đầy; dọn đĩa rồi làm lại"), file);
	if (fd < 0)
		return err_set(err, errno, _("%s: không mở được (%s); kiểm tra đường dẫn"), file,
			       err_why(errno));
	*ret_fd = fd;
	return 0;
}

int lock_take(int fd, const char *file, int wait_ms, struct err *err)
{
	const struct timespec pause = {.tv_nsec = LOCK_RETRY_MS * 1000000L};
	int64_t end = clock_mono_ms() + wait_ms;

	while (flock(fd, LOCK_EX | LOCK_NB) < 0) {
		if (errno != EWOULDBLOCK && errno != EINTR)
			return err_set(err, errno, _("%s.lock: không khoá được (%s)"), file,
				       err_why(errno));
		if (clock_mono_ms() >= end)
			return error_busy(file, err);
		nanosleep(&pause, NULL);
	}
	return 0;
}

void lock_release(int fd)
{
	flock(fd, LOCK_UN);
}

static int check_not_replaced(struct store *store, struct err *err)
{
	struct stat now;

	if (stat(store->file, &now) == 0 && now.st_dev == store->dev && now.st_ino == store->ino)
		return 0;
	return err_set(err, ESTALE, _("%s: tệp đã bị thay (vừa khôi phục?); mở lại chương trình"),
		       store->file);
}

/* The hybrid clock goes on from the wall clock, and never back when that one does. */
static int number_txn(struct store *store, struct err *err)
{
	return sql_run(store, err,
		       "UPDATE sync_state SET txn = txn + 1, hlc = max(hlc + 1, ?1)", "i",
		       clock_unix_ms());
}

int txn_begin(struct txn *ret_txn, struct store *store, struct err *err)
{
	int r;

	if (store->mode == STORE_READ_ONLY)
		return err_set(err, EROFS, _("%s: đang mở chỉ để đọc; mở lại để ghi"), store->file);
	if (store->is_held) {
		r = sql_run(store, err, "SAVEPOINT inner", "");
		if (r == 0)
			*ret_txn = (struct txn){.store = store, .is_inner = true};
		return r;
	}
	r = lock_take(store->lock_fd, store->file, STORE_BUSY_MS, err);
	if (r < 0)
		return r;
	r = check_not_replaced(store, err);
	if (r == 0)
		r = sql_run(store, err, "BEGIN IMMEDIATE", "");
	if (r < 0) {
		lock_release(store->lock_fd);
		return r;
	}
	ret_txn->store = store;
	/* A database being made has no sync_state yet: its migration numbers nothing. */
	if (sqlite3_table_column_metadata(store->db, NULL, "sync_state", NULL, NULL, NULL, NULL,
					  NULL, NULL) == SQLITE_OK)
		r = number_txn(store, err);
	if (r < 0)
		txn_done(ret_txn);
	return r;
}

int txn_commit(struct txn *txn, struct err *err)
{
	struct store *store = txn->store;
	int r = sql_run(store, err, txn->is_inner ? "RELEASE inner" : "COMMIT", "");

	if (r < 0)
		return r;
	if (txn->is_inner) {
		txn->store = NULL;
		return 0;
	}
	if (store->wal_pages > WAL_PAGES_MAX &&
	    sqlite3_wal_checkpoint_v2(store->db, NULL, SQLITE_CHECKPOINT_PASSIVE, NULL, NULL) !=
		    SQLITE_OK)
		log_debug("checkpoint put off: %s", sqlite3_errmsg(store->db));
	txn->store = NULL;
	lock_release(store->lock_fd);
	return 0;
}

void txn_done(struct txn *txn)
{
	struct store *store = txn->store;

	if (!store)
		return;
	txn->store = NULL;
	if (txn->is_inner) {
		sqlite3_exec(store->db, "ROLLBACK TO inner; RELEASE inner", NULL, NULL, NULL);
		return;
	}
	if (!sqlite3_get_autocommit(store->db))
		sqlite3_exec(store->db, "ROLLBACK", NULL, NULL, NULL);
	lock_release(store->lock_fd);
}

int store_hold_begin(struct store_hold *ret_hold, struct store *store, struct err *err)
{
	struct txn txn = {0};
	int r = txn_begin(&txn, store, err);

	if (r < 0)
		return r;
	store->is_held = true;
	ret_hold->store = store;
	return 0;
}

int store_hold_keep(struct store_hold *hold, struct err *err)
{
	struct txn txn = {.store = hold->store};
	int r = txn_commit(&txn, err);

	if (r < 0)
		return r;
	hold->store->is_held = false;
	hold->store = NULL;
	return 0;
}

void store_hold_done(struct store_hold *hold)
{
	struct txn txn = {.store = hold->store};

	if (!hold->store)
		return;
	hold->store->is_held = false;
	txn_done(&txn);
	hold->store = NULL;
}

int reading_begin(struct reading *ret_reading, struct store *store, struct err *err)
{
	int r = sql_run(store, err, "SAVEPOINT reading", "");

	if (r == 0)
		ret_reading->store = store;
	return r;
}

void reading_done(struct reading *reading)
{
	if (reading->store)
		sqlite3_exec(reading->store->db, "RELEASE reading", NULL, NULL, NULL);
	reading->store = NULL;
}

int store_read_begin(struct store *store, struct err *err)
{
	return sql_run(store, err, "SAVEPOINT reading", "");
}

void store_read_end(struct store *store)
{
	struct reading reading = {store};

	reading_done(&reading);
}

int store_version(struct store *store, int64_t *ret_version, struct err *err)
{
	int64_t others = 0;
	int r = sql_number(store, &others, err, "PRAGMA data_version", "");

	if (r == 0)
		*ret_version = (others << 32) + sqlite3_total_changes(store->db);
	return r;
}
