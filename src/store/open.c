/* Opening, making and migrating the database file. */
#include "store_priv.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

extern const struct embedded_file store_migration_table[];

int store_default_file(const char *wanted, char *ret, size_t size, struct err *err)
{
	const char *set = getenv("HOTROIT_DB");
	int r = 0;

	if (!wanted && set && *set)
		wanted = set;
	if (!wanted)
		r = path_data("hotroit.db", ret, size);
	else if (!*wanted)
		return err_set(err, EINVAL, _("--db: thiếu tên tệp"));
	else if ((size_t)snprintf(ret, size, "%s", wanted) >= size)
		r = -ENAMETOOLONG;
	if (r == -ENAMETOOLONG)
		return err_set(err, ENAMETOOLONG,
			       _("đường dẫn tới dữ liệu dài quá; thêm --db TỆP"));
	if (r < 0)
		return err_set(err, -r, _("không biết để dữ liệu ở đâu; thêm --db TỆP"));
	return 0;
}

int64_t db_latest_version(void)
{
	int64_t count = 0;

	while (store_migration_table[count].name)
		count++;
	return count;
}

static int note_wal(void *user, sqlite3 *db, const char *schema, int pages)
{
	(void)db;
	(void)schema;
	((struct store *)user)->wal_pages = pages;
	return SQLITE_OK;
}

static int db_settings(struct store *store, struct err *err)
{
	static const char settings[] = "PRAGMA foreign_keys = ON; PRAGMA trusted_schema = OFF; "
				       "PRAGMA cell_size_check = ON; PRAGMA secure_delete = ON; "
				       "PRAGMA synchronous = FULL; PRAGMA mmap_size = 0; "
				       "PRAGMA temp_store = MEMORY; "
				       "PRAGMA wal_autocheckpoint = 0;";
	int code;

	sqlite3_extended_result_codes(store->db, 1);
	sqlite3_busy_timeout(store->db, STORE_BUSY_MS);
	sqlite3_db_config(store->db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
	sqlite3_db_config(store->db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
	code = sqlite3_exec(store->db, settings, NULL, NULL, NULL);
	if (code != SQLITE_OK)
		return sql_error(store, code, err);
	sqlite3_wal_hook(store->db, note_wal, store);
	return order_settle(store, err);
}

int db_open(struct store *ret_store, const char *file, int flags, struct err *err)
{
	struct stat opened;
	int r;

	*ret_store = (struct store){.lock_fd = -1};
	ret_store->file = strdup(file);
	if (!ret_store->file)
		return err_set(err, ENOMEM, _("máy hết bộ nhớ"));
	/* SQLite would count its memory, which nobody asks for, under a lock; and take one at
	 * each call, where one thread alone uses a store. Told once it is at work, it goes on as
	 * it was. */
	sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
	r = sqlite3_open_v2(file, &ret_store->db, flags | SQLITE_OPEN_NOMUTEX, NULL);
	r = r == SQLITE_OK ? db_settings(ret_store, err) : sql_error(ret_store, r, err);
	if (r == 0 && stat(file, &opened) == 0) {
		ret_store->dev = opened.st_dev;
		ret_store->ino = opened.st_ino;
	}
	if (r < 0)
		db_done(ret_store);
	return r;
}

void db_done(struct store *store)
{
	for (size_t i = 0; i < STORE_IDLE_MAX; i++)
		sqlite3_finalize(store->idle[i]);
	sqlite3_close(store->db);
	if (store->lock_fd >= 0)
		close(store->lock_fd);
	free(store->file);
	buf_done(&store->tag_question);
	*store = (struct store){.lock_fd = -1};
}

/* Is it ours, and of a version we know? *ret_version is 0 for an empty file. */
static int db_check_ours(struct store *store, int64_t *ret_version, struct err *err)
{
	int64_t application = 0, version = 0, tables = 0;
	int r = sql_number(store, &application, err, "PRAGMA application_id", "");

	if (r == 0)
		r = sql_number(store, &version, err, "PRAGMA user_version", "");
	if (r == 0)
		r = sql_number(store, &tables, err, "SELECT count(*) FROM sqlite_schema", "");
	if (r < 0)
		return r;
	if ((tables || application || version) && application != STORE_APPLICATION_ID)
		return err_set(err, EBADMSG,
			       _("%s: không phải dữ liệu của hotroit; chọn tệp khác bằng --db"),
			       store->file);
	if (version > db_latest_version())
		return err_set(err, EPROTO,
			       _("%s: do hotroit mới hơn ghi (phiên bản %lld, ở đây biết tới "
				 "%lld); cập nhật hotroit"),
			       store->file, (long long)version, (long long)db_latest_version());
	*ret_version = version;
	return 0;
}

int store_new_epoch(struct store *store, struct err *err)
{
	char epoch[UUID_TEXT_MAX];
	int r = chain_part(store, err);

	uuid_new(epoch);
	return r < 0 ? r : meta_set(store, "epoch", epoch, err);
}

/* The triggers that capture changes are made anew once, with the last one: nobody writes before. */
static int migrate_one(struct store *store, int64_t version, struct err *err)
{
	const struct embedded_file *file = &store_migration_table[version];
	char bench[UUID_TEXT_MAX], set_version[64];
	int r = 0;
	int code = sqlite3_exec(store->db, (const char *)file->data, NULL, NULL, NULL);

	if (code != SQLITE_OK)
		return sql_error(store, code, err);
	if (version + 1 == db_latest_version())
		r = capture_settle(store, err);
	if (r == 0 && version == 0) {
		uuid_new(bench);
		r = meta_set(store, "bench_id", bench, err);
		if (r == 0)
			r = store_new_epoch(store, err);
	}
	/* A pragma takes no bound value; this one is our own number. */
	snprintf(set_version, sizeof(set_version), "PRAGMA user_version = %lld",
		 (long long)version + 1);
	return r < 0 ? r : sql_run(store, err, set_version, "");
}

/* Another process may have migrated meanwhile: the version is read again under the lock. */
static int migrate_step(struct store *store, bool *ret_more, struct err *err)
{
	AUTO(txn_done) struct txn txn = {0};
	int64_t version = 0;
	int r = txn_begin(&txn, store, err);

	if (r == 0)
		r = db_check_ours(store, &version, err);
	if (r < 0)
		return r;
	*ret_more = version < db_latest_version();
	if (*ret_more)
		r = migrate_one(store, version, err);
	return r < 0 ? r : txn_commit(&txn, err);
}

static int set_wal(struct store *store, struct err *err)
{
	AUTO(sql_done) struct query query = {0};
	int r = sql_query(&query, store, err, "PRAGMA journal_mode", "");

	if (r == 0)
		r = sql_step(&query, err);
	if (r < 0)
		return r;
	if (str_eq(sql_text(&query, 0), "wal"))
		return 0;
	sql_done(&query);
	r = lock_take(store->lock_fd, store->file, STORE_BUSY_MS, err);
	if (r < 0)
		return r;
	r = sql_run(store, err, "PRAGMA journal_mode = WAL", "");
	lock_release(store->lock_fd);
	return r;
}

static int bring_up_to_date(struct store *store, struct err *err)
{
	int64_t version = 0;
	int r = db_check_ours(store, &version, err);
	bool more = version < db_latest_version();

	if (r == 0)
		r = whole_settle(store, !version, err);
	while (r == 0 && more)
		r = migrate_step(store, &more, err);
	return r < 0 ? r : set_wal(store, err);
}

int make_folders(const char *file, struct err *err)
{
	int r = path_make_folders(file);

	if (r == -ENAMETOOLONG)
		return err_set(err, ENAMETOOLONG, _("%.80s…: đường dẫn dài quá"), file);
	if (r < 0)
		return err_set(err, r == -EACCES ? EROFS : -r,
			       _("%s: không tạo được thư mục (%s); chọn chỗ khác bằng --db"), file,
			       err_why(-r));
	return 0;
}

/* Made by us first, so that only its owner may read it. */
static int make_file(const char *file, struct err *err)
{
	int fd = open(file, O_RDWR | O_CREAT | O_CLOEXEC, 0600);

	if (fd < 0 && errno == EISDIR)
		return err_set(err, EISDIR, _("%s: là thư mục; thêm tên tệp"), file);
	if (fd < 0 && (errno == EACCES || errno == EPERM || errno == EROFS))
		return error_read_only(file, err);
	if (fd < 0)
		return err_set(err, errno, _("%s: không mở được (%s); kiểm tra đường dẫn"), file,
			       err_why(errno));
	close(fd);
	return 0;
}

static int open_writable(struct store *store, const char *file, struct err *err)
{
	int lock_fd = -1;
	int r = make_folders(file, err);

	if (r == 0)
		r = make_file(file, err);
	if (r == 0)
		r = lock_open(file, &lock_fd, err);
	if (r == 0)
		r = db_open(store, file, SQLITE_OPEN_READWRITE, err);
	if (r < 0) {
		if (lock_fd >= 0)
			close(lock_fd);
		return r;
	}
	store->lock_fd = lock_fd;
	r = bring_up_to_date(store, err);
	if (r < 0)
		db_done(store);
	return r;
}

/* In a folder that can not be written SQLite can not share a log; a file without one is read as
 * what it is: unchanging. */
static int open_unchanging(struct store *store, const char *file, struct err *err)
{
	AUTO(buf_done) struct buf uri = {0};
	int r;

	buf_add_str(&uri, "file:");
	for (const char *p = file; *p; p++) {
		if (strchr("%?#", *p))
			buf_printf(&uri, "%%%02X", (unsigned char)*p);
		else
			buf_add_char(&uri, *p);
	}
	buf_add_str(&uri, "?immutable=1");
	r = db_open(store, buf_text(&uri), SQLITE_OPEN_READONLY | SQLITE_OPEN_URI, err);
	if (r == 0) {
		free(store->file);
		store->file = strdup(file);
	}
	return r;
}

static int open_and_check(struct store *store, const char *file, int64_t *ret_version,
			  struct err *err)
{
	int r = db_open(store, file, SQLITE_OPEN_READONLY, err);

	if (r < 0)
		return r;
	r = db_check_ours(store, ret_version, err);
	if (r < 0)
		db_done(store);
	return r;
}

int db_open_readable(struct store *ret_store, const char *file, int64_t *ret_version,
		     struct err *err)
{
	AUTO(buf_done) struct buf wal = {0};
	struct stat log;
	int r = open_and_check(ret_store, file, ret_version, err);

	if (r == 0 || r == -EPROTO || r == -EBADMSG)
		return r;
	buf_printf(&wal, "%s-wal", file);
	if (stat(buf_text(&wal), &log) == 0 && log.st_size > 0)
		return r;
	r = open_unchanging(ret_store, file, err);
	if (r < 0)
		return r;
	r = db_check_ours(ret_store, ret_version, err);
	if (r < 0)
		db_done(ret_store);
	return r;
}

static int open_readable(struct store *store, const char *file, struct err *err)
{
	int64_t version = 0;
	struct stat there;
	int r;

	if (stat(file, &there) == 0 && S_ISDIR(there.st_mode))
		return err_set(err, EISDIR, _("%s: là thư mục; thêm tên tệp"), file);
	if (access(file, R_OK) < 0)
		return errno == ENOENT
			       ? err_set(err, ENOENT,
					 _("%s: chưa có sổ; mở «hotroit» để lập sổ, sổ ở chỗ khác "
					   "thì thêm --db TỆP"),
					 file)
			       : err_set(err, errno,
					 _("%s: không đọc được (%s); kiểm tra đường dẫn sau --db"),
					 file, err_why(errno));
	r = db_open_readable(store, file, &version, err);
	if (r == 0 && version < db_latest_version()) {
		db_done(store);
		r = err_set(err, EBADMSG,
			    _("%s: dữ liệu của bản cũ hoặc còn trống; mở một lần bằng «hotroit»"),
			    file);
	}
	return r;
}

int store_open(struct store **ret_store, const char *file, enum store_mode mode, struct err *err)
{
	struct store *store = malloc(sizeof(*store));
	int r;

	if (!store)
		return err_set(err, ENOMEM, _("máy hết bộ nhớ"));
	r = mode == STORE_READ_WRITE ? open_writable(store, file, err)
				     : open_readable(store, file, err);
	if (r < 0) {
		free(store);
		return r;
	}
	store->mode = mode;
	r = store_sign_out(store, err);
	if (r < 0) {
		store_close(store);
		return r;
	}
	*ret_store = store;
	return 0;
}

const char *store_file(const struct store *store)
{
	return store->file;
}

void store_close(struct store *store)
{
	if (!store)
		return;
	if (store->lock_fd >= 0 && store->wal_pages > 0 &&
	    lock_take(store->lock_fd, store->file, 0, NULL) == 0) {
		sqlite3_busy_timeout(store->db, 0);
		sqlite3_wal_checkpoint_v2(store->db, NULL, SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL);
		lock_release(store->lock_fd);
	}
	db_done(store);
	free(store);
}
