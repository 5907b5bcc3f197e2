/* What is new at the server comes in, the district's rows before the unit's own. */
#include "sync_priv.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

/* What is kept at once. */
#define BATCH_ROWS 1000
#define BATCH_BYTES ((size_t)4 << 20)

static const char feed_sql[] =
	"SELECT sseq, tbl, row_id, op, payload FROM sync.feed WHERE scope = $1 AND "
	"sseq > $2::bigint ORDER BY sseq";

struct batch {
	const char *scope;
	struct pg_rows answers[BATCH_ROWS]; /* one a row; ROWS point into them */
	struct store_pulled rows[BATCH_ROWS];
	size_t count, bytes;
};

static void batch_clear(struct batch *batch)
{
	for (size_t i = 0; i < batch->count; i++)
		pg_rows_done(&batch->answers[i]);
	batch->count = batch->bytes = 0;
}

static int read_row(const struct pg_rows *rows, struct store_pulled *ret, struct err *err)
{
	struct store_pulled row = {
		.table = pg_value(rows, 0, 1),
		.row = pg_value(rows, 0, 2),
		.op = pg_value(rows, 0, 3),
		.payload = pg_value(rows, 0, 4),
	};
	const char *sseq = pg_value(rows, 0, 0);

	if (!sseq || !str_to_i64(sseq, &row.sseq) || !row.table || !row.row || !uuid_is(row.row) ||
	    !row.op || (str_eq(row.op, "U") && !row.payload))
		return err_set(err, EPROTO, _("máy chủ trả lời không đủ; báo người quản trị"));
	*ret = row;
	return 0;
}

static int keep_batch(struct sync_round *round, struct batch *batch, struct err *err)
{
	int r;

	sync_step("pull.fetched");
	r = store_sync_take(round->store, batch->scope, batch->rows, batch->count, err);
	sync_step("pull.taken");
	round->result->fetched += r == 0 ? (int64_t)batch->count : 0;
	round_tell(round);
	batch_clear(batch);
	return r;
}

/* The next row of the answer; *RET_MORE is false after the last. */
static int add_row(struct sync_round *round, struct batch *batch, bool *ret_more, struct err *err)
{
	struct pg_rows *answer = &batch->answers[batch->count];
	struct store_pulled *row = &batch->rows[batch->count];
	int r = pg_row(&round->pg, answer, ret_more, err);

	if (r < 0 || !*ret_more)
		return r;
	batch->count++;
	r = read_row(answer, row, err);
	if (r < 0)
		pg_rows_done(&batch->answers[--batch->count]);
	else
		batch->bytes += row->payload ? strlen(row->payload) : 0;
	return r;
}

/* The server makes the next rows while we keep these. When the line breaks, what came is kept: a
 * slow one gets there, too. */
static int pull_rows(struct sync_round *round, struct batch *batch, struct err *err)
{
	bool more = true;
	int r = 0;

	while (r == 0 && more) {
		r = add_row(round, batch, &more, err);
		if (r == 0 && more && batch->count < BATCH_ROWS && batch->bytes < BATCH_BYTES)
			continue;
		if (batch->count) {
			int kept = keep_batch(round, batch, r < 0 ? NULL : err);

			r = r < 0 ? r : kept;
		}
	}
	return r;
}

static int pull_scope(struct sync_round *round, const char *scope, int64_t seen, struct err *err)
{
	struct batch batch = {.scope = scope};
	char after[24];
	const char *const values[] = {scope, after};
	int r;

	snprintf(after, sizeof(after), "%lld", (long long)seen);
	r = pg_stream(&round->pg, feed_sql, values, ARRAY_LEN(values), err);
	if (r == 0)
		r = pull_rows(round, &batch, err);
	batch_clear(&batch);
	return r;
}

int round_pull(struct sync_round *round, struct err *err)
{
	struct store_link link = round->link;
	int r;

	if (!round->may_pull)
		return err_set(err, EPROTO,
			       _("đã gửi xong, nhưng bản hotroit này quá cũ để nhận; cập nhật "
				 "hotroit"));
	r = pull_scope(round, link.shared, link.shared_seen, err);
	if (r == 0)
		r = pull_scope(round, link.own, link.own_seen, err);
	if (round->result->fetched && store_sync_settle(round->store, NULL) < 0)
		log_debug("the next change settles the index");
	if (r < 0)
		return r;
	/* What was erased leaves the log before the server hears that we saw it. */
	r = store_sync_link(round->store, &link, err);
	if (r == 0 && !link.is_scrubbed && store_sync_scrub(round->store, err) < 0)
		log_debug("the log is read: erased rows leave it next time");
	return r;
}
