/*
 * The content of files: by its SHA-256, in chunks, so that the same file is kept once and a
 * transfer goes on where it was cut. A trigger of the schema removes what no row names any more.
 */
#include "store_priv.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

static size_t chunk_len(int64_t bytes, int64_t n)
{
	int64_t rest = bytes - n * STORE_CHUNK_BYTES;

	return (size_t)(rest < STORE_CHUNK_BYTES ? rest : STORE_CHUNK_BYTES);
}

int64_t store_chunk_count(int64_t bytes)
{
	return (bytes + STORE_CHUNK_BYTES - 1) / STORE_CHUNK_BYTES;
}

/* ---- keeping --------------------------------------------------------------------------------- */

static int chunk_keep(struct store *store, const char *hash, int64_t n, const char *data,
		      size_t len, struct err *err)
{
	return sql_run(store, err, "INSERT OR REPLACE INTO blob_chunk VALUES (?1, ?2, ?3)", "tib",
		       hash, n, data, len);
}

static int content_keep(struct store *store, const char *hash, const struct buf *data,
			struct err *err)
{
	int64_t whole = 0, bytes = (int64_t)data->len;
	int r = sql_number(store, &whole, err, "SELECT whole FROM blob WHERE hash = ?1", "t", hash);

	if (r < 0 || whole)
		return r;
	r = sql_run(store, err,
		    "INSERT INTO blob (hash, bytes, whole) VALUES (?1, ?2, 1) ON CONFLICT (hash) "
		    "DO UPDATE SET bytes = excluded.bytes, whole = 1",
		    "ti", hash, bytes);
	for (int64_t n = 0; r == 0 && n < store_chunk_count(bytes); n++)
		r = chunk_keep(store, hash, n, data->data + n * STORE_CHUNK_BYTES,
			       chunk_len(bytes, n), err);
	return r;
}

static int check_file(const char *name, const struct buf *data, struct err *err)
{
	if (!data->len)
		return err_set(err, EINVAL, _("%s: tệp rỗng, không có gì để đính kèm"), name);
	if (data->len > STORE_FILE_BYTES_MAX)
		return err_set(err, EFBIG, _("%s: lớn quá 16 MB; thu nhỏ hoặc chia ra rồi làm lại"),
			       name);
	return 0;
}

static int attach(struct store *store, const struct record_kind *kind, const char *subject,
		  const struct store_file *file, const struct buf *data,
		  char ret_id[UUID_TEXT_MAX], struct err *err)
{
	static const char *const names[] = {"kind", "subject", "name", "media",
					    "bytes", "sha256", "at", "note"};
	char full[UUID_TEXT_MAX], hash[65], bytes[24], now[CLOCK_TEXT_MAX];
	const char *const values[] = {kind->name, full, file->name, media_of(data->data, data->len),
				      bytes, hash, now, file->note};
	const struct store_write write = {.kind = record_kind_find("attachment"), .is_new = true,
					  .names = names, .values = values,
					  .count = ARRAY_LEN(names)};
	int r = record_resolve(store, kind, subject, full, err);

	if (r == 0 && kind->files_settle)
		r = store_check_settled(store, kind, full, err);
	snprintf(bytes, sizeof(bytes), "%zu", data->len);
	sha256_hex(data->data, data->len, hash);
	store_now(store, now);
	if (r == 0)
		r = content_keep(store, hash, data, err);
	return r < 0 ? r : record_write(store, &write, false, ret_id, err);
}

int store_attach(struct store *store, const struct record_kind *kind, const char *subject,
		 const struct store_file *file, const struct buf *data,
		 char ret_id[UUID_TEXT_MAX], struct err *err)
{
	AUTO(txn_done) struct txn txn = {0};
	char id[UUID_TEXT_MAX];
	int r = check_file(file->name, data, err);

	if (r == 0)
		r = txn_begin(&txn, store, err);
	if (r == 0)
		r = store_may_write(store, kind, err);
	if (r == 0)
		r = attach(store, kind, subject, file, data, id, err);
	if (r == 0)
		r = search_settle(store, err);
	if (r == 0)
		r = txn_commit(&txn, err);
	if (r == 0)
		memcpy(ret_id, id, sizeof(id));
	return r;
}

int attachments_drop(struct store *store, const char *subject, struct err *err)
{
	const struct record_kind *kind = record_kind_find("attachment");
	AUTO(sql_done) struct query query = {0};
	int r = sql_query(&query, store, err, "SELECT id FROM attachment WHERE subject = ?1", "t",
			  subject);

	while (r >= 0 && (r = sql_step(&query, err)) > 0)
		r = search_drop(store, kind, sql_text(&query, 0), err);
	return r < 0 ? r : sql_run(store, err, "DELETE FROM attachment WHERE subject = ?1", "t",
				   subject);
}

/* ---- reading --------------------------------------------------------------------------------- */

/* All chunks that are here, in their order. */
static int content_read(struct store *store, const char *hash, struct buf *ret, struct err *err)
{
	AUTO(sql_done) struct query query = {0};
	int r = sql_query(&query, store, err,
			  "SELECT data FROM blob_chunk WHERE hash = ?1 ORDER BY n", "t", hash);

	while (r >= 0 && (r = sql_step(&query, err)) > 0)
		buf_add(ret, sqlite3_column_blob(query.stmt, 0),
			(size_t)sqlite3_column_bytes(query.stmt, 0));
	return r;
}

static bool is_of_hash(const struct buf *data, const char *hash)
{
	char found[65];

	sha256_hex(buf_text(data), data->len, found);
	return str_eq(found, hash);
}

struct asked_file {
	const char *hash, *kind;
	struct store_file *ret_file;
	struct arena *arena;
};

static int take_file(void *user, const struct record_kind *kind, const struct record *record)
{
	struct asked_file *asked = user;

	asked->hash = arena_str(asked->arena, record_value(kind, record, "sha256"));
	asked->kind = arena_str(asked->arena, record_value(kind, record, "kind"));
	asked->ret_file->name = arena_str(asked->arena, record_value(kind, record, "name"));
	asked->ret_file->note = arena_str(asked->arena, record_value(kind, record, "note"));
	return 0;
}

int store_attached(struct store *store, const char *id, struct arena *arena,
		   struct store_file *ret_file, struct buf *ret_data, struct err *err)
{
	AUTO(reading_done) struct reading reading = {0};
	AUTO(buf_done) struct buf data = {0};
	struct asked_file asked = {.ret_file = ret_file, .arena = arena};
	const struct record_kind *kind;
	int64_t whole = 0;
	int r = reading_begin(&reading, store, err);

	if (r == 0)
		r = store_get(store, record_kind_find("attachment"), id, take_file, &asked, err);
	if (r < 0)
		return r;
	/* Who may not see the record may not see its papers. */
	kind = record_kind_find(asked.kind);
	r = kind ? store_may_read(store, kind, err) : 0;
	if (r == 0)
		r = sql_number(store, &whole, err, "SELECT whole FROM blob WHERE hash = ?1", "t",
			       asked.hash);
	if (r == 0 && !whole)
		return err_set(err, ENODATA,
			       _("%.60s: nội dung chưa về bàn này; chạy «hotroit sync»"),
			       ret_file->name);
	if (r == 0)
		r = content_read(store, asked.hash, &data, err);
	if (r == 0 && !is_of_hash(&data, asked.hash))
		return err_set(err, EBADMSG,
			       _("%.60s: nội dung ở đây đã hỏng; chạy «hotroit doctor», lấy từ bản "
				 "sao lưu"),
			       ret_file->name);
	if (r == 0)
		buf_add(ret_data, data.data, data.len);
	return r;
}

/* ---- for sync -------------------------------------------------------------------------------- */

static int give_blobs(struct query *query, store_blob_fn fn, void *user, struct err *err)
{
	int r = 0;

	while (r >= 0 && (r = sql_step(query, err)) > 0) {
		const struct store_blob blob = {.hash = sql_text(query, 0),
						.bytes = sql_int(query, 1),
						.row = sql_text(query, 2)};

		fn(user, &blob);
	}
	return r;
}

int store_blobs_unsent(struct store *store, store_blob_fn fn, void *user, struct err *err)
{
	AUTO(sql_done) struct query query = {0};
	int r = sql_query(&query, store, err,
			  "SELECT hash, bytes, (SELECT id FROM attachment WHERE sha256 = hash "
			  "ORDER BY n LIMIT 1) FROM blob WHERE whole = 1 AND held_by IS NOT "
			  "(SELECT server_epoch FROM sync_link) ORDER BY bytes, hash",
			  "");

	return r < 0 ? r : give_blobs(&query, fn, user, err);
}

int store_blobs_missing(struct store *store, store_blob_fn fn, void *user, struct err *err)
{
	AUTO(sql_done) struct query query = {0};
	int r = sql_query(&query, store, err,
			  "SELECT sha256, min(bytes), min(id) FROM attachment AS a WHERE NOT "
			  "EXISTS (SELECT 1 FROM blob WHERE hash = a.sha256 AND whole = 1) "
			  "GROUP BY sha256 ORDER BY 2, 1",
			  "");

	return r < 0 ? r : give_blobs(&query, fn, user, err);
}

/* What was told of the content before is over. */
static int forget_refusals(struct store *store, const char *hash, struct err *err)
{
	return sql_run(store, err,
		       "DELETE FROM sync_refused WHERE tbl = 'attachment' AND number = 0 AND "
		       "row_id IN (SELECT id FROM attachment WHERE sha256 = ?1)",
		       "t", hash);
}

int store_blob_held(struct store *store, const char *hash, struct err *err)
{
	AUTO(txn_done) struct txn txn = {0};
	int r = txn_begin(&txn, store, err);

	if (r == 0)
		r = sql_run(store, err,
			    "UPDATE blob SET held_by = (SELECT server_epoch FROM sync_link) "
			    "WHERE hash = ?1",
			    "t", hash);
	if (r == 0)
		r = forget_refusals(store, hash, err);
	return r < 0 ? r : txn_commit(&txn, err);
}

int store_chunk(struct store *store, const char *hash, int64_t n, struct buf *ret, struct err *err)
{
	AUTO(sql_done) struct query query = {0};
	int r = sql_query(&query, store, err,
			  "SELECT data FROM blob_chunk WHERE hash = ?1 AND n = ?2", "ti", hash, n);

	if (r == 0)
		r = sql_step(&query, err);
	if (r > 0)
		buf_add(ret, sqlite3_column_blob(query.stmt, 0),
			(size_t)sqlite3_column_bytes(query.stmt, 0));
	return r < 0 ? r : r ? 0 : -ENOENT;
}

int store_chunk_has(struct store *store, const char *hash, int64_t n, bool *ret_has,
		    struct err *err)
{
	int64_t has = 0;
	int r = sql_number(store, &has, err,
			   "SELECT 1 FROM blob_chunk WHERE hash = ?1 AND n = ?2", "ti", hash, n);

	if (r == 0)
		*ret_has = has;
	return r;
}

int store_chunk_put(struct store *store, const struct store_blob *blob, int64_t n,
		    const struct buf *data, struct err *err)
{
	AUTO(txn_done) struct txn txn = {0};
	int64_t named = 0;
	int r;

	if (n < 0 || n >= store_chunk_count(blob->bytes) || data->len != chunk_len(blob->bytes, n))
		return err_set(err, EBADMSG, _("máy chủ trả lời không đủ; báo người quản trị"));
	r = txn_begin(&txn, store, err);
	/* Its last row may have been erased meanwhile. */
	if (r == 0)
		r = sql_number(store, &named, err, "SELECT 1 FROM attachment WHERE sha256 = ?1",
			       "t", blob->hash);
	if (r < 0 || !named)
		return r;
	r = sql_run(store, err,
		    "INSERT INTO blob (hash, bytes, whole) VALUES (?1, ?2, 0) ON CONFLICT (hash) "
		    "DO UPDATE SET bytes = excluded.bytes WHERE whole = 0",
		    "ti", blob->hash, blob->bytes);
	if (r == 0)
		r = chunk_keep(store, blob->hash, n, data->data, data->len, err);
	return r < 0 ? r : txn_commit(&txn, err);
}

static int drop_content(struct store *store, const char *hash, struct err *err)
{
	int r = sql_run(store, err, "DELETE FROM blob_chunk WHERE hash = ?1", "t", hash);

	return r < 0 ? r : sql_run(store, err, "DELETE FROM blob WHERE hash = ?1", "t", hash);
}

int store_blob_settle(struct store *store, const char *hash, bool *ret_good, struct err *err)
{
	AUTO(buf_done) struct buf data = {0};
	AUTO(txn_done) struct txn txn = {0};
	bool good = false;
	int r = txn_begin(&txn, store, err);

	if (r == 0)
		r = content_read(store, hash, &data, err);
	if (r < 0)
		return r;
	good = is_of_hash(&data, hash);
	if (good)
		r = sql_run(store, err, "UPDATE blob SET whole = 1 WHERE hash = ?1", "t", hash);
	else
		r = drop_content(store, hash, err);
	if (r == 0 && good)
		r = forget_refusals(store, hash, err);
	if (r == 0)
		r = txn_commit(&txn, err);
	if (r == 0)
		*ret_good = good;
	return r;
}
