/*
 * Rows of the server. A batch and its cursor are kept together or not at all. A row may come before
 * the one it refers to, so references are not checked while they come in: at the feed's end they
 * all are there.
 */
#include "store_priv.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

struct taking {
	struct store *store;
	const char *scope;
	char now[CLOCK_TEXT_MAX];
	char table[64]; /* the one last seen; is_known: it travels here */
	bool is_known;
	struct buf upsert, remove;
};

static void taking_done(struct taking *taking)
{
	buf_done(&taking->upsert);
	buf_done(&taking->remove);
}

/* ?1 id, ?2 the row as JSON, ?3 the columns that keep what waits here, ?4 now. */
static void make_upsert(struct buf *ret, const struct captured *captured)
{
	buf_printf(ret, "INSERT INTO \"%s\" (id", captured->table);
	for (size_t i = 0; i < captured->count; i++)
		if (!str_eq(captured->columns[i], "n") && !str_eq(captured->columns[i], "id"))
			buf_printf(ret, ", \"%s\"", captured->columns[i]);
	buf_add_str(ret, ") VALUES (?1");
	for (size_t i = 0; i < captured->count; i++) {
		const char *name = captured->columns[i];

		if (i >= captured->first)
			buf_printf(ret, ", ?2 ->> '%s'", name);
		else if (!str_eq(name, "n") && !str_eq(name, "id"))
			buf_printf(ret, ", coalesce(?2 ->> '%s', ?4)", name);
	}
	buf_add_str(ret, ") ON CONFLICT (id) DO UPDATE SET created_at = excluded.created_at");
	for (size_t i = captured->first; i < captured->count; i++)
		buf_printf(ret, ", \"%s\" = iif(?3 >> %zu & 1, \"%s\".\"%s\", excluded.\"%s\")",
			   captured->columns[i], i, captured->table, captured->columns[i],
			   captured->columns[i]);
	for (size_t i = 0; i < captured->first; i++)
		if (str_eq(captured->columns[i], "updated_at"))
			buf_add_str(ret, ", updated_at = excluded.updated_at");
}

static int taking_table(struct taking *taking, const char *table, struct err *err)
{
	AUTO(captured_done) struct captured captured = {.table = table};
	int64_t known = 0;
	int r;

	if (str_eq(taking->table, table))
		return 0;
	buf_clear(&taking->upsert);
	buf_clear(&taking->remove);
	snprintf(taking->table, sizeof(taking->table), "%s", table);
	r = sql_number(taking->store, &known, err, "SELECT 1 FROM captured WHERE tbl = ?1", "t",
		       table);
	taking->is_known = known;
	if (r < 0 || !known)
		return r;
	r = captured_read(taking->store, &captured, err);
	if (r < 0)
		return r;
	make_upsert(&taking->upsert, &captured);
	buf_printf(&taking->remove, "DELETE FROM \"%s\" WHERE id = ?1", table);
	return 0;
}

/* The columns of the row that were changed here and are not at the server: *RET_ANY, they wait to
 * be sent; or it refused them, and they stay for the person who mends them. */
static int find_pending(struct taking *taking, const char *row, bool *ret_any, uint64_t *ret_mask,
			struct err *err)
{
	AUTO(sql_done) struct query query = {0};
	bool any = false;
	uint64_t mask = 0;
	int r = sql_query(&query, taking->store, err,
			  "SELECT iif(op = 'D', -1, mask), seq > acked FROM outbox, sync_link "
			  "WHERE row_id = ?1 AND tbl = ?2 AND (seq > acked OR (op <> 'D' AND "
			  "seq IN (SELECT number FROM sync_refused WHERE way = 'out' AND "
			  "row_id = ?1 AND reason NOT IN ('reference', 'erased', "
			  "'append-only'))))",
			  "tt", row, taking->table);

	while (r >= 0 && (r = sql_step(&query, err)) > 0) {
		any |= sql_int(&query, 1) != 0;
		mask |= (uint64_t)sql_int(&query, 0);
	}
	*ret_any = any;
	*ret_mask = mask;
	return r;
}

static int keep_base(struct taking *taking, const struct store_pulled *row, struct err *err)
{
	return sql_run(taking->store, err,
		       "INSERT INTO sync_base (tbl, row_id, sseq, scope) VALUES (?1, ?2, ?3, ?4) "
		       "ON CONFLICT DO UPDATE SET sseq = excluded.sseq, scope = excluded.scope",
		       "ttit", row->table, row->row, row->sseq, taking->scope);
}

static int remove_row(struct taking *taking, const struct store_pulled *row, struct err *err)
{
	const struct record_kind *kind = record_kind_find(row->table);
	/* The index finds the row by its number, so it goes first. */
	int r = kind ? search_drop(taking->store, kind, row->row, err) : 0;

	if (r == 0)
		r = sql_run(taking->store, err, buf_text(&taking->remove), "t", row->row);
	if (r == 0 && str_eq(row->op, "E"))
		r = sql_run(taking->store, err, "UPDATE sync_link SET scrub = 1", "");
	if (r == 0 && str_eq(row->op, "E"))
		r = sql_run(taking->store, err, "DELETE FROM draft WHERE row_id = ?1", "t",
			    row->row);
	return r;
}

static int put_row(struct taking *taking, const struct store_pulled *row, uint64_t pending,
		   struct err *err)
{
	const struct record_kind *kind = record_kind_find(row->table);
	int r = sql_run(taking->store, err, buf_text(&taking->upsert), "ttit", row->row,
			row->payload, (int64_t)pending, taking->now);

	return r < 0 || !kind ? r : search_put(taking->store, kind, row->row, err);
}

static int refuse_row(struct taking *taking, const struct store_pulled *row, const char *reason,
		      struct err *err)
{
	const struct store_refused refused = {.is_in = true, .table = row->table, .row = row->row,
					      .number = row->sseq, .reason = reason};

	return refused_put(taking->store, &refused, err);
}

static int take_row(struct taking *taking, const struct store_pulled *row, struct err *err)
{
	uint64_t pending;
	bool waits;
	int r = taking_table(taking, row->table, err);

	if (r < 0)
		return r;
	if (!taking->is_known)
		return refuse_row(taking, row, "kind", err);
	r = find_pending(taking, row->row, &waits, &pending, err);
	/* A change that waits goes first: the server answers it with this tombstone again, and
	 * keeps the change where a person sees it. What is deleted here stays so. */
	if (r < 0 || (waits && (str_eq(row->op, "D") || str_eq(row->op, "L"))) ||
	    pending == UINT64_MAX)
		return r;
	r = str_eq(row->op, "U") ? put_row(taking, row, pending, err)
				 : remove_row(taking, row, err);
	if (r == -EINVAL)
		return refuse_row(taking, row, "value", err);
	return r < 0 ? r : keep_base(taking, row, err);
}

static int move_cursor(struct taking *taking, int64_t sseq, struct err *err)
{
	int64_t version = 0;
	int r = sql_number(taking->store, &version, err, "PRAGMA user_version", "");

	/* After an upgrade of the book both feeds begin anew. */
	if (r == 0)
		r = sql_run(taking->store, err,
			    "UPDATE sync_link SET own_seen = 0, shared_seen = 0, schema = ?1 "
			    "WHERE schema <> ?1",
			    "i", version);
	return r < 0 ? r : sql_run(taking->store, err,
				   "UPDATE sync_link SET own_seen = iif(own = ?1, ?2, own_seen), "
				   "shared_seen = iif(shared = ?1, ?2, shared_seen)",
				   "ti", taking->scope, sseq);
}

static int take_rows(struct taking *taking, const struct store_pulled *rows, size_t count,
		     struct err *err)
{
	AUTO(txn_done) struct txn txn = {0};
	struct store *store = taking->store;
	int r = txn_begin(&txn, store, err);

	store_now(store, taking->now);
	if (r == 0)
		r = sql_run(store, err, "UPDATE sync_state SET applying = 1", "");
	for (size_t i = 0; i < count && r == 0; i++)
		r = take_row(taking, &rows[i], err);
	if (r == 0)
		r = move_cursor(taking, rows[count - 1].sseq, err);
	if (r == 0)
		r = sql_run(store, err, "UPDATE sync_state SET applying = 0", "");
	if (r == 0)
		r = search_settle(store, err);
	return r < 0 ? r : txn_commit(&txn, err);
}

int store_sync_take(struct store *store, const char *scope, const struct store_pulled *rows,
		    size_t count, struct err *err)
{
	AUTO(taking_done) struct taking taking = {.store = store, .scope = scope};
	int r = count ? sql_run(store, err, "PRAGMA foreign_keys = OFF", "") : 0;

	if (r < 0 || !count)
		return r;
	r = take_rows(&taking, rows, count, err);
	if (sql_run(store, NULL, "PRAGMA foreign_keys = ON", "") < 0)
		log_debug("foreign keys stay unchecked");
	return r;
}
