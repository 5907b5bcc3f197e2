/*
 * Rows of the server. A batch and its cursor are kept together or not at all. A row may come before
 * the one it refers to, so references are not checked while they come in: at the feed's end they
 * all are there.
 */
#include "store_priv.h"

#include <errno.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define TABLES_MAX 32

/* A table that rows were for. */
struct taken {
	char name[64];
	bool is_known; /* it travels here */
	struct captured captured;
	struct buf upsert, upsert_apart;
};

struct taking {
	struct store *store;
	const char *scope;
	char now[CLOCK_TEXT_MAX];
	int64_t refused; /* rows of feeds that could not be kept so far */
	struct taken tables[TABLES_MAX];
	size_t table_count;
	const struct taken *table; /* of the row at hand */
	bool purges; /* words of a row that is gone must leave the index */
};

static void taking_done(struct taking *taking)
{
	for (size_t i = 0; i < TABLES_MAX; i++) {
		captured_done(&taking->tables[i].captured);
		buf_done(&taking->tables[i].upsert);
		buf_done(&taking->tables[i].upsert_apart);
	}
}

/* What becomes of the columns of a row that is there already. */
static void add_merge(struct buf *ret, const struct captured *captured, const char *table,
		      bool is_apart)
{
	for (size_t i = captured->first; i < captured->count; i++) {
		const char *name = captured->columns[i];

		if (captured->is_apart[i] == is_apart)
			buf_printf(ret,
				   ", \"%s\" = iif(?2 >> %zu & 1, \"%s\".\"%s\", "
				   "excluded.\"%s\")",
				   name, i, table, name, name);
	}
}

#define FIRST_COLUMN 4u

/* ?1 id, ?2 the columns that keep what waits here, ?3 now; from FIRST_COLUMN on the columns. */
static void make_upsert(struct buf *ret, const struct captured *captured)
{
	AUTO(buf_done) struct buf values = {0};

	buf_printf(ret, "INSERT INTO \"%s\" (id", captured->table);
	for (size_t i = 0; i < captured->count; i++) {
		const char *name = captured->columns[i];

		if (captured->is_apart[i] || str_eq(name, "n") || str_eq(name, "id"))
			continue;
		buf_printf(ret, ", \"%s\"", name);
		if (i >= captured->first)
			buf_printf(&values, ", ?%zu", FIRST_COLUMN + i);
		else
			buf_printf(&values, ", coalesce(?%zu, ?3)", FIRST_COLUMN + i);
	}
	buf_printf(ret, ") VALUES (?1%s) ON CONFLICT (id) DO UPDATE SET "
			"created_at = excluded.created_at", buf_text(&values));
	add_merge(ret, captured, captured->table, false);
	for (size_t i = 0; i < captured->first; i++)
		if (str_eq(captured->columns[i], "updated_at"))
			buf_add_str(ret, ", updated_at = excluded.updated_at");
}

/* The same for what stands apart, once the row is there. */
static void make_upsert_apart(struct buf *ret, const struct captured *captured)
{
	AUTO(buf_done) struct buf values = {0}, table = {0};

	buf_printf(&table, "%s_pii", captured->table);
	buf_printf(ret, "INSERT INTO \"%s\" (n", buf_text(&table));
	for (size_t i = 0; i < captured->count; i++)
		if (captured->is_apart[i]) {
			buf_printf(ret, ", \"%s\"", captured->columns[i]);
			buf_printf(&values, ", ?%zu", FIRST_COLUMN + i);
		}
	buf_printf(ret,
		   ") VALUES ((SELECT n FROM \"%s\" WHERE id = ?1)%s) ON CONFLICT (n) "
		   "DO UPDATE SET n = n",
		   captured->table, buf_text(&values));
	add_merge(ret, captured, buf_text(&table), true);
}

static int read_table(struct taking *taking, struct taken *table, struct err *err)
{
	int64_t known = 0;
	int r = sql_number(taking->store, &known, err, "SELECT 1 FROM captured WHERE tbl = ?1", "t",
			   table->name);

	table->is_known = known;
	if (r < 0 || !known)
		return r;
	table->captured = (struct captured){.table = table->name};
	r = captured_read(taking->store, &table->captured, err);
	if (r == 0)
		make_upsert(&table->upsert, &table->captured);
	if (r == 0 && table->captured.has_apart)
		make_upsert_apart(&table->upsert_apart, &table->captured);
	return r;
}

/* Kinds take turns in a feed: what was read of a table stays. */
static int taking_table(struct taking *taking, const char *name, struct err *err)
{
	struct taken *table;

	for (size_t i = 0; i < TABLES_MAX; i++)
		if (str_eq(taking->tables[i].name, name)) {
			taking->table = &taking->tables[i];
			return 0;
		}
	table = &taking->tables[taking->table_count++ % TABLES_MAX];
	buf_clear(&table->upsert);
	buf_clear(&table->upsert_apart);
	captured_done(&table->captured);
	snprintf(table->name, sizeof(table->name), "%s", name);
	taking->table = table;
	return read_table(taking, table, err);
}

/* The columns of the row that were changed here and are not sent yet, or that the server could not
 * take: a person has yet to mend them. ANY: something waits. */
static int find_pending(struct taking *taking, const char *row, bool *ret_any, uint64_t *ret_mask,
			struct err *err)
{
	AUTO(sql_done) struct query query = {0};
	bool any = false;
	uint64_t mask = 0;
	int r = sql_query(&query, taking->store, err,
			  "SELECT iif(op = 'D', -1, mask), seq > acked FROM outbox, sync_link "
			  "WHERE row_id = ?1 AND tbl = ?2 AND (seq > acked OR (op <> 'D' AND seq "
			  "IN (SELECT number FROM sync_refused WHERE way = 'out' AND tbl = ?2 AND "
			  "row_id = ?1 AND reason IN ('value', 'payload', 'large', 'unfit'))))",
			  "tt", row, taking->table->name);

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

static int drop_base(struct taking *taking, const struct store_pulled *row, struct err *err)
{
	return sql_run(taking->store, err, "DELETE FROM sync_base WHERE tbl = ?1 AND row_id = ?2",
		       "tt", row->table, row->row);
}

static int remove_row(struct taking *taking, const struct store_pulled *row, struct err *err)
{
	struct store *store = taking->store;
	int r = gone_row(store, row->table, row->row, err);

	if (r < 0 || str_eq(row->op, "D"))
		return r;
	/* Erased, or another unit's from now on: it leaves the file, too. */
	taking->purges = true;
	if (str_eq(row->op, "E"))
		r = gone_traces(store, row->row, err);
	else
		r = sql_run(store, err, "DELETE FROM draft WHERE row_id = ?1", "t", row->row);
	return r < 0 ? r : sql_run(store, err, "UPDATE sync_link SET scrub = 1", "");
}

/* Of the columns that wait here, those whose value here is to stand: who else wrote one of them is
 * the server's to know, and what goes out then is merged there. */
static int merge_pending(struct taking *taking, const struct store_pulled *row, uint64_t *mask,
			 struct err *err)
{
	const struct captured *captured = &taking->table->captured;
	uint64_t stands = 0;

	for (size_t i = captured->first; i < captured->count; i++) {
		AUTO(sql_done) struct query query = {0};
		AUTO(buf_done) struct buf text = {0};
		int r;

		if (!(*mask >> i & 1))
			continue;
		buf_printf(&text, "SELECT \"%s\", ?2 ->> '%s' FROM \"%s\" WHERE id = ?1",
			   captured->columns[i], captured->columns[i], captured->whole);
		r = sql_query(&query, taking->store, err, buf_text(&text), "tt", row->row,
			      row->payload);
		if (r == 0)
			r = sql_step(&query, err);
		if (r < 0)
			return r;
		if (r > 0 && merge_sets(merge_column(sql_text(&query, 1), sql_text(&query, 0),
						     MERGE_ALONE)))
			stands |= UINT64_C(1) << i;
	}
	*mask = stands;
	return 0;
}

static void json_done(json_t **json)
{
	json_decref(*json);
}

/* One object whose texts are UTF-8 without NUL: SQLite cuts or breaks others without a word. Else
 * NULL. */
static json_t *read_payload(const char *payload)
{
	AUTO(json_done) json_t *json =
		payload ? json_loads(payload, JSON_REJECT_DUPLICATES, NULL) : NULL;

	return json_is_object(json) ? STEAL(json) : NULL;
}

/* The server has forgotten somebody: what they were called here is still known. */
static int forget_first(struct taking *taking, const struct store_pulled *row, struct err *err)
{
	AUTO(buf_done) struct buf text = {0};
	int64_t is_new = 0;
	int r;

	if (!str_is_one_of(row->table, person_kinds))
		return 0;
	buf_printf(&text, "SELECT count(*) FROM %s_whole WHERE id = ?1 AND json_valid(?2) "
			  "AND ?2 ->> 'state' = 'gone' AND name <> ?3", row->table);
	r = sql_number(taking->store, &is_new, err, buf_text(&text), "ttt", row->row, row->payload,
		       RECORD_FORGOTTEN);
	if (r < 0 || !is_new)
		return r;
	taking->purges = true;
	return gone_person(taking->store, row->table, row->row, err);
}

/* As SQLite's own ->> has it: what is no single value is kept as its JSON. */
static int bind_json(sqlite3_stmt *stmt, int place, const json_t *value)
{
	char *text;

	if (!value || json_is_null(value))
		return sqlite3_bind_null(stmt, place);
	if (json_is_string(value))
		return sqlite3_bind_text64(stmt, place, json_string_value(value),
					   json_string_length(value), SQLITE_STATIC, SQLITE_UTF8);
	if (json_is_integer(value))
		return sqlite3_bind_int64(stmt, place, json_integer_value(value));
	if (json_is_real(value))
		return sqlite3_bind_double(stmt, place, json_real_value(value));
	if (json_is_boolean(value))
		return sqlite3_bind_int(stmt, place, json_is_true(value));
	text = json_dumps(value, JSON_COMPACT);
	return text ? sqlite3_bind_text(stmt, place, text, -1, free) : SQLITE_NOMEM;
}

static int run_upsert(struct taking *taking, const struct buf *text, const char *id,
		      const json_t *values, uint64_t pending, struct err *err)
{
	const struct captured *captured = &taking->table->captured;
	AUTO(sql_done) struct query query = {0};
	int places, r = sql_query(&query, taking->store, err, buf_text(text), "tit", id,
				  (int64_t)pending, taking->now);

	if (r < 0)
		return r;
	places = sqlite3_bind_parameter_count(query.stmt);
	for (size_t i = 0; i < captured->count && (int)(FIRST_COLUMN + i) <= places; i++) {
		int code = bind_json(query.stmt, (int)(FIRST_COLUMN + i),
				     json_object_get(values, captured->columns[i]));

		if (code != SQLITE_OK)
			return sql_error(taking->store, code, err);
	}
	return sql_step(&query, err);
}

static int run_upserts(struct taking *taking, const char *id, const json_t *values,
		       uint64_t pending, struct err *err)
{
	const struct taken *table = taking->table;
	int r = run_upsert(taking, &table->upsert, id, values, pending, err);

	return r < 0 || !table->captured.has_apart
		       ? r
		       : run_upsert(taking, &table->upsert_apart, id, values, pending, err);
}

/* Both tables of a row take it, or neither does. */
static int upsert_row(struct taking *taking, const char *id, const json_t *values,
		      uint64_t pending, struct err *err)
{
	struct store *store = taking->store;
	int r, undone = 0;

	if (!taking->table->captured.has_apart)
		return run_upserts(taking, id, values, pending, err);
	r = sql_run(store, err, "SAVEPOINT both", "");
	if (r < 0)
		return r;
	r = run_upserts(taking, id, values, pending, err);
	if (r < 0)
		undone = sql_run(store, NULL, "ROLLBACK TO both", "");
	if (undone == 0)
		undone = sql_run(store, r < 0 ? NULL : err, "RELEASE both", "");
	return undone < 0 ? undone : r;
}

/* -EINVAL: not what the table can hold, and nothing was written. */
static int put_row(struct taking *taking, const struct store_pulled *row, uint64_t pending,
		   struct err *err)
{
	const struct record_kind *kind = record_kind_find(row->table);
	AUTO(json_done) json_t *values = read_payload(row->payload);
	int r = values ? 0 : -EINVAL;

	if (r == 0)
		r = forget_first(taking, row, err);
	/* Another bench emptied what named them: the words that stood here leave the file, too. */
	if (r == 0 && strstr(row->payload, RECORD_FORGOTTEN)) {
		taking->purges = true;
		r = sql_run(taking->store, err, "UPDATE sync_link SET scrub = 1", "");
	}
	if (r == 0 && pending)
		r = merge_pending(taking, row, &pending, err);
	if (r == 0)
		r = upsert_row(taking, row->row, values, pending, err);
	return r < 0 || !kind ? r : search_put(taking->store, kind, row->row, err);
}

static int refuse_row(struct taking *taking, const struct store_pulled *row, const char *reason,
		      struct err *err)
{
	const struct store_refused refused = {.is_in = true, .table = row->table, .row = row->row,
					      .number = row->sseq, .reason = reason};

	taking->refused++;
	return refused_put(taking->store, &refused, err);
}

/* It could be kept, in the end. */
static int forget_refusal(struct taking *taking, const struct store_pulled *row, struct err *err)
{
	return !taking->refused ? 0
				: sql_run(taking->store, err,
					  "DELETE FROM sync_refused WHERE way = 'in' AND tbl = ?1 "
					  "AND row_id = ?2",
					  "tt", row->table, row->row);
}

/* A change that waits goes before a tombstone: the server answers it with the tombstone again, and
 * keeps the change where a person sees it. What is deleted here stays so. */
static bool goes_first(const struct store_pulled *row, bool waits, uint64_t pending)
{
	return pending == UINT64_MAX || (waits && !str_eq(row->op, "U"));
}

static int take_row(struct taking *taking, const struct store_pulled *row, struct err *err)
{
	uint64_t pending;
	bool waits;
	int r = taking_table(taking, row->table, err);

	if (r < 0)
		return r;
	if (!taking->table->is_known)
		return refuse_row(taking, row, "kind", err);
	if (!uuid_is(row->row))
		return refuse_row(taking, row, "id", err);
	r = find_pending(taking, row->row, &waits, &pending, err);
	if (r < 0 || (!str_eq(row->op, "E") && goes_first(row, waits, pending)))
		return r;
	r = str_eq(row->op, "U") ? put_row(taking, row, pending, err)
				 : remove_row(taking, row, err);
	if (r == -EINVAL)
		return refuse_row(taking, row, "value", err);
	if (r == 0)
		r = forget_refusal(taking, row, err);
	if (r < 0)
		return r;
	return str_eq(row->op, "L") ? drop_base(taking, row, err) : keep_base(taking, row, err);
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
		r = sql_number(store, &taking->refused, err,
			       "SELECT count(*) FROM sync_refused WHERE way = 'in'", "");
	if (r == 0)
		r = sql_run(store, err, "UPDATE sync_state SET applying = 1", "");
	for (size_t i = 0; i < count && r == 0; i++)
		r = take_row(taking, &rows[i], err);
	if (r == 0)
		r = move_cursor(taking, rows[count - 1].sseq, err);
	if (r == 0)
		r = sql_run(store, err, "UPDATE sync_state SET applying = 0", "");
	if (r == 0)
		r = taking->purges ? search_purge(store, err) : search_settle_later(store, err);
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

int store_sync_settle(struct store *store, struct err *err)
{
	AUTO(txn_done) struct txn txn = {0};
	int r = txn_begin(&txn, store, err);

	if (r == 0)
		r = search_settle(store, err);
	return r < 0 ? r : txn_commit(&txn, err);
}
