/*
 * What waits goes out, exactly once: every message is one transaction of the server that begins
 * with hello(), which says up to where it holds our entries. After an unknown end the next hello
 * tells.
 */
#include "sync_priv.h"

#include <errno.h>
#include <stdio.h>

#define REFUSALS_MAX 1000
#define COPY_SQL \
	"COPY sync.inbox (epoch, seq, txn, tbl, row_id, op, base, hlc, payload) FROM STDIN"

struct batch {
	struct buf lines; /* as COPY takes them */
	struct buf ends; /* size_t: where each line ends */
	struct buf entries; /* struct sent, one a line */
	const char *epoch;
};

struct sent {
	int64_t seq;
	char table[64], row[64];
};

static void batch_done(struct batch *batch)
{
	buf_done(&batch->lines);
	buf_done(&batch->ends);
	buf_done(&batch->entries);
}

static size_t batch_count(const struct batch *batch)
{
	return batch->entries.len / sizeof(struct sent);
}

static const struct sent *batch_at(const struct batch *batch, size_t i)
{
	return (const struct sent *)(const void *)batch->entries.data + i;
}

static void add_cell(struct buf *ret, const char *text)
{
	buf_add_char(ret, '\t');
	if (!text)
		buf_add_str(ret, "\\N");
	for (const char *p = text; p && *p; p++) {
		if (*p == '\\')
			buf_add_str(ret, "\\\\");
		else if (*p == '\t')
			buf_add_str(ret, "\\t");
		else if (*p == '\n')
			buf_add_str(ret, "\\n");
		else if (*p == '\r')
			buf_add_str(ret, "\\r");
		else
			buf_add_char(ret, *p);
	}
}

static int add_entry(void *user, const struct store_entry *entry)
{
	struct batch *batch = user;
	struct sent sent = {.seq = entry->seq};

	snprintf(sent.table, sizeof(sent.table), "%s", entry->table);
	snprintf(sent.row, sizeof(sent.row), "%s", entry->row);
	buf_printf(&batch->lines, "%s\t%lld\t%lld", batch->epoch, (long long)entry->seq,
		   (long long)entry->txn);
	add_cell(&batch->lines, entry->table);
	add_cell(&batch->lines, entry->row);
	add_cell(&batch->lines, entry->op);
	buf_printf(&batch->lines, "\t%lld\t%lld", (long long)entry->base, (long long)entry->hlc);
	add_cell(&batch->lines, entry->payload);
	buf_add_char(&batch->lines, '\n');
	buf_add(&batch->ends, &batch->lines.len, sizeof(batch->lines.len));
	buf_add(&batch->entries, &sent, sizeof(sent));
	return 0;
}

/* ---- a part of a batch ----------------------------------------------------------------------- */

/* The part from FROM on, COUNT lines. Points into BATCH. */
static struct buf batch_lines(const struct batch *batch, size_t from, size_t count)
{
	const size_t *ends = (const size_t *)(const void *)batch->ends.data;
	size_t begin = from ? ends[from - 1] : 0;

	return (struct buf){.data = batch->lines.data + begin,
			    .len = ends[from + count - 1] - begin};
}

static int run_apply(struct sync_round *round, struct pg_rows *ret_rows, struct err *err)
{
	const char *const values[] = {round->link.own};
	int r;

	if (!round->is_leaving)
		return pg_last(&round->pg, "SELECT accepted, rejected FROM sync.apply(); COMMIT",
			       ret_rows, err);
	r = pg_query(&round->pg, "SELECT accepted, rejected FROM sync.apply_former($1)", values,
		     ARRAY_LEN(values), ret_rows, err);
	return r < 0 ? r : pg_run(&round->pg, "COMMIT", err);
}

static int apply(struct sync_round *round, struct err *err)
{
	AUTO(pg_rows_done) struct pg_rows rows = {0};
	int64_t accepted, rejected;
	int r = run_apply(round, &rows, err);

	if (r < 0)
		return r;
	sync_step("push.committed");
	if (!pg_value(&rows, 0, 0) || !str_to_i64(pg_value(&rows, 0, 0), &accepted) ||
	    !str_to_i64(pg_value(&rows, 0, 1), &rejected))
		return err_set(err, EPROTO, _("máy chủ trả lời không đủ; báo người quản trị"));
	round->result->refused += rejected;
	r = store_sync_acked(round->store, accepted, err);
	sync_step("push.acked");
	return r;
}

static int give_up(struct sync_round *round, int r)
{
	if (pg_run(&round->pg, "ROLLBACK", NULL) < 0)
		log_debug("no ROLLBACK: the connection is gone");
	return r;
}

/* Puts a number in the place of an entry that the server can not even take in. */
static int set_aside(struct sync_round *round, const struct sent *sent, struct err *err)
{
	char seq[24];
	const char *const values[] = {seq, sent->table, sent->row, "unfit"};
	int r = round_hello(round, err);

	snprintf(seq, sizeof(seq), "%lld", (long long)sent->seq);
	if (r == 0)
		r = pg_do(&round->pg, "SELECT sync.set_aside($1::bigint, $2, $3, $4)", values,
			  ARRAY_LEN(values), err);
	if (r == 0)
		r = apply(round, err);
	round->result->refused += r == 0;
	return r < 0 ? give_up(round, r) : 0;
}

static int send_lines(struct sync_round *round, const struct buf *lines, struct err *err)
{
	int r = round_hello(round, err);

	sync_step("push.hello");
	if (r == 0)
		r = pg_copy_in(&round->pg, COPY_SQL, lines, err);
	sync_step("push.copied");
	if (r == 0)
		r = apply(round, err);
	return r < 0 ? give_up(round, r) : 0;
}

/* One bad line refuses all: it is found by halving, and the rest goes on. */
static int send_part(struct sync_round *round, const struct batch *batch, size_t from, size_t count,
		     struct err *err)
{
	const struct buf lines = batch_lines(batch, from, count);
	int r = send_lines(round, &lines, err);

	if (r != -EILSEQ)
		return r;
	if (count == 1)
		return set_aside(round, batch_at(batch, from), err);
	r = send_part(round, batch, from, count / 2, err);
	return r < 0 ? r : send_part(round, batch, from + count / 2, count - count / 2, err);
}

/* ---- a round --------------------------------------------------------------------------------- */

static int ask_accepted(struct sync_round *round, struct err *err)
{
	int r = round_hello(round, err);

	return r < 0 ? give_up(round, r) : pg_run(&round->pg, "COMMIT", err);
}

static int take_refusals(struct sync_round *round, const struct pg_rows *rows, struct err *err)
{
	struct store_refused refused[REFUSALS_MAX] = {0};
	size_t count = 0;

	for (size_t i = 0; i < pg_rows_count(rows) && count < ARRAY_LEN(refused); i++) {
		struct store_refused one = {.table = pg_value(rows, i, 1),
					    .row = pg_value(rows, i, 2),
					    .reason = pg_value(rows, i, 3)};

		if (one.table && one.row && one.reason && pg_value(rows, i, 0) &&
		    str_to_i64(pg_value(rows, i, 0), &one.number))
			refused[count++] = one;
	}
	return store_sync_refuse(round->store, refused, count, err);
}

/* Why the server set entries aside, in its own words of reason. Asked every time: a round that was
 * cut off before this must not leave them unsaid. */
static int fetch_refusals(struct sync_round *round, struct err *err)
{
	static const char sql[] = "SELECT seq, tbl, row_id, reason FROM sync.rejects(1000) "
				  "WHERE epoch = $1::uuid";
	const char *const values[] = {round->link.bench_epoch};
	AUTO(pg_rows_done) struct pg_rows rows = {0};
	int r = pg_query(&round->pg, sql, values, ARRAY_LEN(values), &rows, err);

	return r < 0 ? r : take_refusals(round, &rows, err);
}

int round_push(struct sync_round *round, struct err *err)
{
	struct store_pass pass = {0};
	int r = ask_accepted(round, err);

	if (r == 0)
		r = store_sync_waiting(round->store, &round->result->total, err);
	round->result->total += round->result->sent;
	while (r == 0) {
		AUTO(batch_done) struct batch batch = {.epoch = round->link.bench_epoch};
		int64_t after = round->link.acked;

		/* People go on writing while a pass is under way. */
		if (after >= pass.end)
			r = store_sync_pass(round->store, &pass, err);
		if (r == 0)
			r = store_sync_entries(round->store, &pass, after, add_entry, &batch, err);
		if (r < 0 || !batch_count(&batch))
			break;
		r = send_part(round, &batch, 0, batch_count(&batch), err);
		if (r == 0)
			r = store_sync_link(round->store, &round->link, err);
		if (r == 0 && round->link.acked <= after)
			r = err_set(err, EPERM, _("máy chủ không nhận; báo người quản trị"));
		round->result->sent += r == 0 ? (int64_t)batch_count(&batch) : 0;
		round_tell(round);
	}
	if (r == 0)
		r = fetch_refusals(round, err);
	if (r == 0)
		r = store_sync_link(round->store, &round->link, err);
	/* All that was changed for the former unit has gone out: now the book is of the new one. */
	return r == 0 && round->is_leaving ? ask_accepted(round, err) : r;
}
