/* What is new at the server comes in, the district's rows before the unit's own. */
#include "sync_priv.h"

#include <errno.h>
#include <stdio.h>

#define PULL_ROWS 1000

static int read_row(const struct pg_rows *rows, size_t i, struct store_pulled *ret,
		    struct err *err)
{
	struct store_pulled row = {
		.table = pg_value(rows, i, 1),
		.row = pg_value(rows, i, 2),
		.op = pg_value(rows, i, 3),
		.payload = pg_value(rows, i, 4),
	};
	const char *sseq = pg_value(rows, i, 0);

	if (!sseq || !str_to_i64(sseq, &row.sseq) || !row.table || !row.row || !uuid_is(row.row) ||
	    !row.op || (str_eq(row.op, "U") && !row.payload))
		return err_set(err, EBADMSG, _("máy chủ trả lời không đủ; báo người quản trị"));
	*ret = row;
	return 0;
}

static int take_rows(struct sync_round *round, const char *scope, const struct pg_rows *rows,
		     int64_t *ret_seen, struct err *err)
{
	struct store_pulled taken[PULL_ROWS] = {0};
	size_t count = pg_rows_count(rows);
	int r = count > PULL_ROWS ? err_set(err, EBADMSG,
					    _("máy chủ trả lời không đủ; báo người quản trị")) : 0;

	for (size_t i = 0; i < count && r == 0; i++)
		r = read_row(rows, i, &taken[i], err);
	sync_step("pull.fetched");
	if (r == 0)
		r = store_sync_take(round->store, scope, taken, count, err);
	sync_step("pull.taken");
	if (r == 0 && count)
		*ret_seen = taken[count - 1].sseq;
	return r;
}

/* One batch; *MORE while there may be another. */
static int pull_some(struct sync_round *round, const char *scope, int64_t *seen, bool *ret_more,
		     struct err *err)
{
	AUTO(pg_rows_done) struct pg_rows rows = {0};
	char after[24];
	const char *const values[] = {scope, after};
	int r;

	snprintf(after, sizeof(after), "%lld", (long long)*seen);
	r = pg_query(&round->pg,
		     "SELECT sseq, tbl, row_id, op, payload FROM sync.feed WHERE scope = $1 "
		     "AND sseq > $2::bigint ORDER BY sseq LIMIT 1000",
		     values, ARRAY_LEN(values), &rows, err);
	if (r == 0)
		r = take_rows(round, scope, &rows, seen, err);
	if (r < 0)
		return r;
	round->result->fetched += (int64_t)pg_rows_count(&rows);
	round_tell(round);
	*ret_more = pg_rows_count(&rows) == PULL_ROWS;
	return 0;
}

static int pull_scope(struct sync_round *round, const char *scope, int64_t seen, struct err *err)
{
	bool more = true;
	int r = 0;

	while (r == 0 && more)
		r = pull_some(round, scope, &seen, &more, err);
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
	if (r < 0)
		return r;
	/* What was erased leaves the log before the server hears that we saw it. */
	r = store_sync_link(round->store, &link, err);
	if (r == 0 && !link.is_scrubbed && store_sync_scrub(round->store, err) < 0)
		log_debug("the log is read: erased rows leave it next time");
	return r;
}
