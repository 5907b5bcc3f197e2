/* Bound statements, and SQLite's refusals in words. */
#include "store_priv.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

static int io_error_code(struct store *store)
{
	int code = sqlite3_system_errno(store->db);

	return code == ENOSPC || code == EDQUOT || code == EFBIG ? ENOSPC : EIO;
}

int error_read_only(const char *file, struct err *err)
{
	return err_set(err, EROFS, _("%s: chỉ đọc được; cấp quyền ghi cho tệp và thư mục của nó"),
		       file);
}

int error_busy(const char *file, struct err *err)
{
	return err_set(err, EBUSY, _("%s: chương trình khác đang ghi; đợi vài giây rồi làm lại"),
		       file);
}

int sql_error(struct store *store, int code, struct err *err)
{
	const char *file = store->file;
	bool full = (code & 0xff) == SQLITE_IOERR && io_error_code(store) == ENOSPC;

	switch (full ? SQLITE_FULL : code & 0xff) {
	case SQLITE_BUSY:
	case SQLITE_LOCKED:
		return error_busy(file, err);
	case SQLITE_FULL:
		return err_set(err, ENOSPC,
			       _("%s: đĩa đầy, bước này chưa được ghi; dọn đĩa rồi làm lại"), file);
	case SQLITE_READONLY:
	case SQLITE_PERM:
		return error_read_only(file, err);
	case SQLITE_CORRUPT:
	case SQLITE_NOTADB:
		return err_set(err, EBADMSG,
			       _("%s: tệp hỏng hoặc không phải dữ liệu của hotroit; chạy «hotroit "
				 "doctor», rồi «hotroit restore» từ bản sao lưu"), file);
	case SQLITE_CANTOPEN:
		return err_set(err, sqlite3_system_errno(store->db) == EACCES ? EACCES : EIO,
			       _("%s: không mở được tệp; kiểm tra quyền và thư mục"), file);
	case SQLITE_NOMEM:
		return err_set(err, ENOMEM, _("%s: máy hết bộ nhớ; đóng bớt chương trình"), file);
	case SQLITE_TOOBIG:
		return err_set(err, EFBIG, _("%s: giá trị dài quá mức lưu được"), file);
	case SQLITE_CONSTRAINT:
		return err_set(err, EINVAL, _("%s: dữ liệu không khớp quy định (%s)"), file,
			       sqlite3_errstr(code));
	default:
		return err_set(err, EIO, _("%s: lỗi đọc ghi (%s); chạy «hotroit doctor»"), file,
			       sqlite3_errstr(code));
	}
}

/* LIVES: SQLITE_STATIC where what is bound outlives the statement's run, else SQLITE_TRANSIENT. */
static int bind_all(struct query *query, sqlite3_destructor_type lives, const char *types,
		    va_list args)
{
	int code = SQLITE_OK;

	for (int i = 1; types[i - 1] && code == SQLITE_OK; i++) {
		if (types[i - 1] == 'i') {
			code = sqlite3_bind_int64(query->stmt, i, va_arg(args, int64_t));
		} else if (types[i - 1] == 't') {
			code = sqlite3_bind_text(query->stmt, i, va_arg(args, const char *), -1,
						 lives);
		} else {
			const void *data = va_arg(args, const void *);

			code = sqlite3_bind_blob64(query->stmt, i, data, va_arg(args, size_t),
						   lives);
		}
	}
	return code;
}

/* Parsing costs more than most of our statements do, so they are kept for the next time. */
static sqlite3_stmt *take_idle(struct store *store, const char *text)
{
	for (size_t i = 0; i < STORE_IDLE_MAX; i++)
		if (store->idle[i] && str_eq(sqlite3_sql(store->idle[i]), text))
			return STEAL(store->idle[i]);
	return NULL;
}

static int query_start(struct query *ret_query, struct store *store,
		       sqlite3_destructor_type lives, struct err *err, const char *text,
		       const char *types, va_list args)
{
	struct query query = {.store = store, .stmt = take_idle(store, text)};
	int code = SQLITE_OK;

	if (!query.stmt)
		code = sqlite3_prepare_v2(store->db, text, -1, &query.stmt, NULL);
	if (code == SQLITE_OK)
		code = bind_all(&query, lives, types, args);
	if (code != SQLITE_OK) {
		sqlite3_finalize(query.stmt);
		return sql_error(store, code, err);
	}
	*ret_query = query;
	return 0;
}

int sql_query(struct query *ret_query, struct store *store, struct err *err, const char *text,
	      const char *types, ...)
{
	va_list args;
	int r;

	va_start(args, types);
	r = query_start(ret_query, store, SQLITE_TRANSIENT, err, text, types, args);
	va_end(args);
	return r;
}

int sql_again(struct query *query, struct err *err, const char *types, ...)
{
	va_list args;
	int code;

	sqlite3_reset(query->stmt);
	va_start(args, types);
	code = bind_all(query, SQLITE_TRANSIENT, types, args);
	va_end(args);
	return code == SQLITE_OK ? 0 : sql_error(query->store, code, err);
}

int sql_step(struct query *query, struct err *err)
{
	int code = sqlite3_step(query->stmt);

	if (code == SQLITE_ROW)
		return 1;
	return code == SQLITE_DONE ? 0 : sql_error(query->store, code, err);
}

const char *sql_text(const struct query *query, int column)
{
	return (const char *)sqlite3_column_text(query->stmt, column);
}

int64_t sql_int(const struct query *query, int column)
{
	return sqlite3_column_int64(query->stmt, column);
}

void sql_done(struct query *query)
{
	struct store *store = query->store;

	if (!query->stmt)
		return;
	sqlite3_reset(query->stmt);
	sqlite3_clear_bindings(query->stmt);
	sqlite3_finalize(store->idle[store->idle_next]);
	store->idle[store->idle_next] = STEAL(query->stmt);
	store->idle_next = (store->idle_next + 1) % STORE_IDLE_MAX;
}

int sql_run(struct store *store, struct err *err, const char *text, const char *types, ...)
{
	AUTO(sql_done) struct query query = {0};
	va_list args;
	int r;

	va_start(args, types);
	r = query_start(&query, store, SQLITE_STATIC, err, text, types, args);
	va_end(args);
	if (r < 0)
		return r;
	do {
		r = sql_step(&query, err);
	} while (r > 0);
	return r;
}

int sql_number(struct store *store, int64_t *ret_number, struct err *err, const char *text,
	       const char *types, ...)
{
	AUTO(sql_done) struct query query = {0};
	va_list args;
	int r;

	va_start(args, types);
	r = query_start(&query, store, SQLITE_STATIC, err, text, types, args);
	va_end(args);
	if (r == 0)
		r = sql_step(&query, err);
	if (r < 0)
		return r;
	*ret_number = r ? sql_int(&query, 0) : 0;
	return 0;
}

int sql_follow(struct store *store, char id[UUID_TEXT_MAX], struct err *err, const char *text)
{
	AUTO(sql_done) struct query query = {0};
	int r = sql_query(&query, store, err, text, "t", id);

	if (r == 0)
		r = sql_step(&query, err);
	if (r > 0)
		snprintf(id, UUID_TEXT_MAX, "%s", sql_text(&query, 0));
	return r;
}

int meta_get(struct store *store, const char *key, char *ret, size_t size, struct err *err)
{
	AUTO(sql_done) struct query query = {0};
	int r = sql_query(&query, store, err, "SELECT value FROM meta WHERE key = ?1", "t", key);

	if (r == 0)
		r = sql_step(&query, err);
	if (r < 0)
		return r;
	snprintf(ret, size, "%s", r ? sql_text(&query, 0) : "");
	return 0;
}

int meta_set(struct store *store, const char *key, const char *value, struct err *err)
{
	return sql_run(store, err,
		       "INSERT INTO meta VALUES (?1, ?2) ON CONFLICT (key) DO UPDATE "
		       "SET value = excluded.value", "tt", key, value);
}
