/*
 * The content of files, after all rows: chunks that the other side lacks, the small files first.
 * What is there is asked before, so a cut transfer goes on where it was. Nothing is asked when both
 * sides are known to have everything.
 */
#include "sync_priv.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Rows must not wait long behind photos: what is left goes with the next round. */
#define BLOBS_MS 60000
#define BLOBS_AT_ONCE 500

enum { BLOB_HASH, BLOB_BYTES, BLOB_WHOLE, BLOB_HAVE, BLOB_ROOM };

/* Files of one direction; of those from FROM on, COUNT are asked for at once, and ROWS is what the
 * server says of them. */
struct blobs {
	struct arena arena;
	struct buf list; /* struct store_blob */
	size_t from, count;
	struct pg_rows rows;
	int64_t until; /* by clock_mono_ms() */
};

static void blobs_done(struct blobs *blobs)
{
	arena_done(&blobs->arena);
	buf_done(&blobs->list);
	pg_rows_done(&blobs->rows);
}

static void add_blob(void *user, const struct store_blob *blob)
{
	struct blobs *blobs = user;
	const struct store_blob kept = {
		.hash = arena_str(&blobs->arena, blob->hash),
		.row = arena_str(&blobs->arena, blob->row),
		.bytes = blob->bytes,
	};

	if (kept.hash && kept.row)
		buf_add(&blobs->list, &kept, sizeof(kept));
}

static const struct store_blob *blob_at(const struct blobs *blobs, size_t i)
{
	return (const struct store_blob *)(const void *)blobs->list.data + blobs->from + i;
}

/* The next ones to be asked for; false: that was all. */
static bool next_slice(struct blobs *blobs)
{
	size_t all = blobs->list.len / sizeof(struct store_blob);

	blobs->from += blobs->count;
	blobs->count = all - blobs->from;
	if (blobs->count > BLOBS_AT_ONCE)
		blobs->count = BLOBS_AT_ONCE;
	return blobs->count;
}

static bool is_hash(const char *text)
{
	return strlen(text) == 64 && strspn(text, "0123456789abcdef") == 64;
}

static int ask(struct sync_round *round, struct blobs *blobs, struct err *err)
{
	AUTO(buf_done) struct buf hashes = {0};
	const char *value;

	for (size_t i = 0; i < blobs->count; i++)
		if (is_hash(blob_at(blobs, i)->hash))
			buf_printf(&hashes, "%c%s", hashes.len ? ',' : '{',
				   blob_at(blobs, i)->hash);
	buf_add_str(&hashes, hashes.len ? "}" : "{}");
	value = buf_text(&hashes);
	pg_rows_done(&blobs->rows);
	return pg_query(&round->pg,
			"SELECT hash, bytes, whole, have, room FROM sync.blobs($1::text[])", &value,
			1, &blobs->rows, err);
}

/* The row of the answer that is of the file; false: the server knows no row that names it. */
static bool find_answer(const struct blobs *blobs, const struct store_blob *blob, size_t *ret_at)
{
	for (size_t i = 0; i < pg_rows_count(&blobs->rows); i++)
		if (str_eq(pg_value(&blobs->rows, i, BLOB_HASH), blob->hash)) {
			*ret_at = i;
			return true;
		}
	return false;
}

static bool answer_is_whole(const struct blobs *blobs, size_t at)
{
	return str_eq(pg_value(&blobs->rows, at, BLOB_WHOLE), "t");
}

static int64_t answer_number(const struct blobs *blobs, size_t at, int column)
{
	const char *text = pg_value(&blobs->rows, at, column);
	int64_t number;

	return text && str_to_i64(text, &number) ? number : 0;
}

static bool is_over(const struct blobs *blobs)
{
	return clock_mono_ms() >= blobs->until;
}

static int refuse(struct sync_round *round, const struct store_blob *blob, bool is_in,
		  const char *reason, struct err *err)
{
	const struct store_refused refused = {.is_in = is_in, .table = "attachment",
					      .row = blob->row, .reason = reason};

	round->result->refused++;
	return store_sync_refuse(round->store, &refused, 1, err);
}

/* ---- out ------------------------------------------------------------------------------------- */

/* HAVE: "{0,1,4}". */
static bool is_there(const char *have, int64_t n)
{
	const char *p = have;
	char *end;

	while (p && *p && *p != '}') {
		if (strtoll(p + 1, &end, 10) == n && end > p + 1)
			return true;
		p = strpbrk(p + 1, ",}");
	}
	return false;
}

static int send_chunk(struct sync_round *round, const struct store_blob *blob, int64_t n,
		      char ret_said[16], struct err *err)
{
	AUTO(pg_rows_done) struct pg_rows rows = {0};
	AUTO(buf_done) struct buf data = {0};
	char bytes[24], number[24];
	const char *const values[] = {blob->hash, bytes, number};
	int r = store_chunk(round->store, blob->hash, n, &data, err);

	/* Gone in this moment, or damaged: the whole is looked at. */
	if (r == -ENOENT) {
		snprintf(ret_said, 16, "hash");
		return 0;
	}
	snprintf(bytes, sizeof(bytes), "%lld", (long long)blob->bytes);
	snprintf(number, sizeof(number), "%lld", (long long)n);
	if (r == 0)
		r = pg_query_bytes(&round->pg,
				   "SELECT sync.blob_put($1, $2::bigint, $3::integer, $4::bytea)",
				   values, ARRAY_LEN(values), &data, &rows, err);
	sync_step("blob.sent");
	if (r < 0)
		return r;
	if (!pg_rows_count(&rows) || !pg_value(&rows, 0, 0))
		return err_set(err, EPROTO, _("máy chủ trả lời không đủ; báo người quản trị"));
	snprintf(ret_said, 16, "%s", pg_value(&rows, 0, 0));
	round->result->chunks_sent++;
	return 0;
}

/* What the server said at last; "part" when the time was over. */
static int send_chunks(struct sync_round *round, const struct blobs *blobs,
		       const struct store_blob *blob, const char *have, char ret_said[16],
		       struct err *err)
{
	int64_t count = store_chunk_count(blob->bytes);
	int r = 0;

	snprintf(ret_said, 16, "part");
	for (int64_t n = 0; n < count && r == 0 && str_eq(ret_said, "part"); n++) {
		if (is_there(have, n))
			continue;
		if (is_over(blobs))
			round->result->chunks_left++;
		else
			r = send_chunk(round, blob, n, ret_said, err);
	}
	return r;
}

/* The server found another hash, or none of it is here: is it ours that is damaged? */
static int look_again(struct sync_round *round, const struct store_blob *blob, struct err *err)
{
	bool good = true;
	int r = store_blob_settle(round->store, blob->hash, &good, err);

	return r < 0 || good ? r : refuse(round, blob, false, "hash", err);
}

static int64_t have_bytes(const char *have)
{
	int64_t count = have && have[0] == '{' && have[1] != '}';

	for (const char *p = have; p && *p; p++)
		count += *p == ',';
	return count * STORE_CHUNK_BYTES;
}

static int send_blob(struct sync_round *round, const struct blobs *blobs, size_t at,
		     const struct store_blob *blob, int64_t *room, struct err *err)
{
	const char *have = pg_value(&blobs->rows, at, BLOB_HAVE);
	int64_t rest = blob->bytes - have_bytes(have);
	char said[16];
	int r;

	if (rest > *room)
		return refuse(round, blob, false, "quota", err);
	r = send_chunks(round, blobs, blob, have, said, err);
	*room -= rest;
	if (r < 0 || str_eq(said, "part"))
		return r;
	if (str_eq(said, "whole"))
		return store_blob_held(round->store, blob->hash, err);
	return str_eq(said, "hash") ? look_again(round, blob, err)
				    : refuse(round, blob, false, said, err);
}

static int send_blobs(struct sync_round *round, const struct blobs *blobs, struct err *err)
{
	int64_t room = pg_rows_count(&blobs->rows) ? answer_number(blobs, 0, BLOB_ROOM) : 0;
	int r = 0;

	for (size_t i = 0; i < blobs->count && r == 0; i++) {
		const struct store_blob *blob = blob_at(blobs, i);
		size_t at;

		if (!find_answer(blobs, blob, &at))
			continue;
		r = answer_is_whole(blobs, at) ? store_blob_held(round->store, blob->hash, err)
					       : send_blob(round, blobs, at, blob, &room, err);
	}
	return r;
}

/* ---- in -------------------------------------------------------------------------------------- */

/* *ret_gone: it was erased at the server in this moment. */
static int fetch_chunk(struct sync_round *round, const struct store_blob *blob, int64_t n,
		       bool *ret_gone, struct err *err)
{
	AUTO(buf_done) struct buf data = {0};
	char number[24];
	const char *const values[] = {blob->hash, number};
	int r;

	snprintf(number, sizeof(number), "%lld", (long long)n);
	r = pg_bytes(&round->pg,
		     "SELECT data FROM sync.blob_chunk WHERE hash = $1 AND n = $2::integer LIMIT 1",
		     values, ARRAY_LEN(values), &data, err);
	if (r == -ENOENT) {
		*ret_gone = true;
		return 0;
	}
	if (r == 0)
		r = store_chunk_put(round->store, blob, n, &data, err);
	sync_step("blob.got");
	round->result->chunks_fetched += r == 0;
	return r;
}

static int fetch_blob(struct sync_round *round, const struct blobs *blobs,
		      const struct store_blob *blob, struct err *err)
{
	int64_t count = store_chunk_count(blob->bytes), left = 0;
	bool gone = false, good = true;
	int r = 0;

	for (int64_t n = 0; n < count && r == 0 && !gone; n++) {
		bool has = false;

		r = store_chunk_has(round->store, blob->hash, n, &has, err);
		if (r < 0 || has)
			continue;
		if (is_over(blobs))
			left++;
		else
			r = fetch_chunk(round, blob, n, &gone, err);
	}
	round->result->chunks_left += left;
	if (r == 0 && !left && !gone)
		r = store_blob_settle(round->store, blob->hash, &good, err);
	if (r == 0 && !good)
		return refuse(round, blob, true, "hash", err);
	return r < 0 || left || gone ? r : store_blob_held(round->store, blob->hash, err);
}

static int fetch_blobs(struct sync_round *round, const struct blobs *blobs, struct err *err)
{
	int r = 0;

	for (size_t i = 0; i < blobs->count && r == 0; i++) {
		struct store_blob blob = *blob_at(blobs, i);
		size_t at;

		if (!find_answer(blobs, &blob, &at) || !answer_is_whole(blobs, at))
			continue;
		/* The server has measured it; the row only says. */
		blob.bytes = answer_number(blobs, at, BLOB_BYTES);
		if (blob.bytes < 1 || blob.bytes > (int64_t)STORE_FILE_BYTES_MAX)
			r = refuse(round, &blob, true, "size", err);
		else
			r = fetch_blob(round, blobs, &blob, err);
	}
	return r;
}

/* ---- a round --------------------------------------------------------------------------------- */

/* A server of an older version takes rows alone. */
static int server_takes_files(struct sync_round *round, bool *ret_takes, struct err *err)
{
	AUTO(pg_rows_done) struct pg_rows rows = {0};
	int r = pg_query(&round->pg,
			 "SELECT to_regprocedure('sync.blobs(text[])') IS NOT NULL", NULL, 0, &rows,
			 err);

	if (r == 0)
		*ret_takes = pg_rows_count(&rows) && str_eq(pg_value(&rows, 0, 0), "t");
	return r;
}

static int transfer(struct sync_round *round, struct blobs *out, struct blobs *in, struct err *err)
{
	bool takes = false;
	int r = server_takes_files(round, &takes, err);

	if (r < 0 || !takes)
		return r;
	/* A chunk may take minutes on a poor line. */
	r = pg_run(&round->pg, "SET statement_timeout = '10min'", err);
	while (r == 0 && next_slice(out)) {
		r = ask(round, out, err);
		if (r == 0)
			r = send_blobs(round, out, err);
	}
	while (r == 0 && next_slice(in)) {
		r = ask(round, in, err);
		if (r == 0)
			r = fetch_blobs(round, in, err);
	}
	return r;
}

int round_blobs(struct sync_round *round, struct err *err)
{
	int64_t until = clock_mono_ms() + BLOBS_MS;
	AUTO(blobs_done) struct blobs out = {.until = until}, in = {.until = until};
	int r = store_blobs_unsent(round->store, add_blob, &out, err);

	if (r == 0)
		r = store_blobs_missing(round->store, add_blob, &in, err);
	if (r < 0 || (!out.list.len && !in.list.len))
		return r;
	return transfer(round, &out, &in, err);
}
