/*
 * Copies. A copy is made under another name, checked, brought to the disk and only then given its
 * name, so that a name always stands for a whole, good file.
 */
#include "store_priv.h"

#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

static int file_error(struct err *err, const char *file, const char *what)
{
	int code = errno == EPERM || errno == EACCES ? EROFS : errno == EDQUOT ? ENOSPC : errno;

	return err_set(err, code, _("%s: không %s được (%s); kiểm tra quyền và chỗ trống"), file,
		       what, err_why(errno));
}

static int sync_path(const char *path, int flags)
{
	int fd = open(path, flags | O_CLOEXEC);
	int r;

	if (fd < 0)
		return -errno;
	r = fsync(fd) < 0 ? -errno : 0;
	close(fd);
	return r;
}

static void sync_folder_of(const char *file)
{
	char path[PATH_MAX];

	snprintf(path, sizeof(path), "%s", file);
	if (sync_path(dirname(path), O_RDONLY | O_DIRECTORY) < 0)
		log_debug("folder of the copy not synced");
}

/* A new, empty file beside FILE that only its owner may read. */
static int make_beside(const char *file, char ret[PATH_MAX], struct err *err)
{
	int len = snprintf(ret, PATH_MAX, "%s.XXXXXX", file);
	int fd;

	if (len < 0 || len >= PATH_MAX)
		return err_set(err, ENAMETOOLONG, _("%.80s…: đường dẫn dài quá"), file);
	fd = mkstemp(ret);
	if (fd < 0)
		return file_error(err, file, _("tạo"));
	close(fd);
	return 0;
}

static int copy_pages(struct store *from, struct store *to, struct err *err)
{
	sqlite3_backup *backup = sqlite3_backup_init(to->db, "main", from->db, "main");
	int code;

	if (!backup)
		return sql_error(to, sqlite3_extended_errcode(to->db), err);
	sqlite3_backup_step(backup, -1);
	code = sqlite3_backup_finish(backup);
	if (code == SQLITE_OK)
		return 0;
	/* A damaged source must not be told as a damaged copy. */
	return sql_error((code & 0xff) == SQLITE_CORRUPT ? from : to, code, err);
}

/* The whole of FROM into the empty file COPY: one file, without a log beside it. */
static int copy_into(struct store *from, const char *copy, bool new_epoch, struct err *err)
{
	AUTO(db_done) struct store to = {.lock_fd = -1};
	int r = db_open(&to, copy, SQLITE_OPEN_READWRITE, err);

	if (r < 0)
		return r;
	r = copy_pages(from, &to, err);
	if (r == 0)
		r = sql_run(&to, err, "PRAGMA journal_mode = DELETE", "");
	if (r == 0 && new_epoch)
		r = store_new_epoch(&to, err);
	if (r == 0)
		r = db_check_whole(&to, err);
	return r;
}

static int make_copy(struct store *from, const char *copy, bool new_epoch, struct err *err)
{
	int r = copy_into(from, copy, new_epoch, err);

	if (r < 0)
		return r;
	r = sync_path(copy, O_RDONLY);
	if (r < 0) {
		errno = -r;
		return file_error(err, copy, _("ghi xuống đĩa"));
	}
	return 0;
}

/* A line of the audit on the whole book, of what was done with FILE. */
static int audit_book(struct store *store, const char *op, const char *file, struct err *err)
{
	AUTO(buf_done) struct buf changes = {0};
	char bench[UUID_TEXT_MAX], path[PATH_MAX];
	int r = meta_get(store, "bench_id", bench, sizeof(bench), err);

	buf_add_str(&changes, "{\"file\":[null,");
	json_add_text(&changes, realpath(file, path) ? path : file);
	buf_add_str(&changes, "]}");
	return r < 0 ? r : audit_line(store, "book", bench, op, buf_text(&changes), err);
}

static void note_backup(struct store *store, const char *file)
{
	AUTO(txn_done) struct txn txn = {0};
	char now[CLOCK_TEXT_MAX];
	struct err err;

	clock_text(now);
	if (store->mode == STORE_READ_ONLY || txn_begin(&txn, store, &err) < 0 ||
	    meta_set(store, "backup_at", now, &err) < 0 ||
	    audit_book(store, "give", file, &err) < 0 || txn_commit(&txn, &err) < 0)
		log_debug("time of the backup not noted");
}

/* Some file systems of USB sticks know no RENAME_NOREPLACE; the name was free a moment ago. */
static int name_copy(const char *copy, const char *file)
{
	if (renameat2(AT_FDCWD, copy, AT_FDCWD, file, RENAME_NOREPLACE) == 0)
		return 0;
	return errno == EINVAL ? rename(copy, file) : -1;
}

int store_backup_at(struct store *store, char ret[CLOCK_TEXT_MAX], struct err *err)
{
	return meta_get(store, "backup_at", ret, CLOCK_TEXT_MAX, err);
}

/* What stands beside a book: a copy by that name would be read as its log, lock or list. */
static const char *const beside[] = {"-wal", "-shm", ".lock", ".forgotten"};

static bool is_beside(const char *file)
{
	for (size_t i = 0; i < ARRAY_LEN(beside); i++)
		if (str_ends(file, beside[i]))
			return true;
	return false;
}

int store_backup(struct store *store, const char *file, struct err *err)
{
	char copy[PATH_MAX];
	int r;

	if (is_beside(file))
		return err_set(err, EINVAL, _("%s: tên của tệp đi kèm sổ; chọn tên khác"), file);
	if (access(file, F_OK) == 0)
		return err_set(err, EEXIST, _("%s: đã có tệp này; chọn tên khác"), file);
	r = make_beside(file, copy, err);
	if (r < 0)
		return r;
	r = make_copy(store, copy, false, err);
	if (r == 0 && name_copy(copy, file) < 0)
		r = errno == EEXIST
			    ? err_set(err, EEXIST, _("%s: đã có tệp này; chọn tên khác"), file)
			    : file_error(err, file, _("đặt tên"));
	if (r < 0) {
		unlink(copy);
		return r;
	}
	sync_folder_of(file);
	note_backup(store, file);
	return 0;
}

/* ---- restore ------------------------------------------------------------- */

static int open_copy(struct store *ret_copy, const char *file, struct err *err)
{
	int64_t version = 0;
	int r;

	if (access(file, R_OK) < 0)
		return err_set(err, errno, _("%s: không đọc được (%s); kiểm tra đường dẫn"), file,
			       err_why(errno));
	r = db_open_readable(ret_copy, file, &version, err);
	if (r < 0)
		return r;
	r = version == 0 ? err_set(err, EBADMSG, _("%s: tệp trống; chọn bản sao lưu khác"), file)
			 : db_check_whole(ret_copy, err);
	if (r < 0)
		db_done(ret_copy);
	return r;
}

/* DATABASE and its log go on under a dated name. The log must leave before another file takes the
 * name, or SQLite would play it into that one. */
static int set_aside(const char *database, struct err *err)
{
	char aside[PATH_MAX], log[PATH_MAX], log_aside[PATH_MAX], when[32];
	time_t now = time(NULL);
	struct tm tm;

	if (access(database, F_OK) < 0)
		return 0;
	do {
		localtime_r(&now, &tm);
		strftime(when, sizeof(when), "%Y%m%d-%H%M%S", &tm);
		snprintf(aside, sizeof(aside), "%.4000s.%s", database, when);
		now++;
	} while (access(aside, F_OK) == 0);
	snprintf(log, sizeof(log), "%.4000s-wal", database);
	snprintf(log_aside, sizeof(log_aside), "%.4000s.%s-wal", database, when);
	/* A second name leaves no moment without a database; FAT knows no second names. */
	if (link(database, aside) < 0 && (errno != EPERM || rename(database, aside) < 0))
		return file_error(err, aside, _("giữ lại dữ liệu cũ"));
	if (rename(log, log_aside) < 0 && errno != ENOENT)
		return file_error(err, log_aside, _("giữ lại dữ liệu cũ"));
	snprintf(log, sizeof(log), "%.4000s-shm", database);
	unlink(log);
	return 0;
}

static void close_book(struct store **store)
{
	store_close(*store);
}

/* Who was forgotten here since, as the book that stands there knows, where it can be read. */
static void note_forgotten(const char *database)
{
	AUTO(db_done) struct store here = {.lock_fd = -1};
	int64_t version = 0;

	if (db_open_readable(&here, database, &version, NULL) < 0 ||
	    forgotten_note(&here, database, NULL) < 0)
		log_debug("the former book does not tell who was forgotten");
}

/* The copy is opened as any book, under its own name, and left as one file. */
static int settle_copy(const char *copy, const char *file, const char *database,
		       const struct store_actor *by, struct err *err)
{
	AUTO(close_book) struct store *store = NULL;
	AUTO(txn_done) struct txn txn = {0};
	int r = store_open(&store, copy, STORE_READ_WRITE, err);

	if (r < 0)
		return r;
	if (by)
		store_act_as(store, by);
	r = forgotten_apply(store, database, err);
	if (r == 0)
		r = txn_begin(&txn, store, err);
	if (r == 0)
		r = audit_book(store, "restore", file, err);
	if (r == 0)
		r = txn_commit(&txn, err);
	return r < 0 ? r : store_sync_scrub(store, err);
}

static void drop_companions(const char *copy)
{
	for (size_t i = 0; i < ARRAY_LEN(beside); i++) {
		char path[PATH_MAX];

		snprintf(path, sizeof(path), "%.4000s%s", copy, beside[i]);
		if (unlink(path) < 0 && errno != ENOENT)
			log_debug("a file beside the copy stays");
	}
}

static int take_place(const char *copy, const char *database, struct err *err)
{
	int lock = -1;
	int r = lock_open(database, &lock, err);

	if (r < 0)
		return r;
	r = lock_take(lock, database, STORE_BUSY_MS, err);
	if (r == 0)
		r = set_aside(database, err);
	if (r == 0 && rename(copy, database) < 0)
		r = file_error(err, database, _("đặt tên"));
	if (r == 0)
		sync_folder_of(database);
	close(lock);
	return r;
}

int store_restore(const char *file, const char *database, const struct store_actor *by,
		  struct err *err)
{
	AUTO(db_done) struct store from = {.lock_fd = -1};
	char copy[PATH_MAX];
	struct stat a, b;
	int r = open_copy(&from, file, err);

	if (r < 0)
		return r;
	if (stat(file, &a) == 0 && stat(database, &b) == 0 && a.st_dev == b.st_dev &&
	    a.st_ino == b.st_ino)
		return err_set(err, EINVAL, _("%s: chính là dữ liệu đang dùng; chọn bản sao lưu"),
			       file);
	r = make_folders(database, err);
	if (r == 0)
		r = make_beside(database, copy, err);
	if (r < 0)
		return r;
	r = make_copy(&from, copy, true, err);
	note_forgotten(database);
	if (r == 0)
		r = settle_copy(copy, file, database, by, err);
	drop_companions(copy);
	if (r == 0)
		r = take_place(copy, database, err);
	if (r < 0)
		unlink(copy);
	return r;
}
