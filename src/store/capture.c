/*
 * The triggers that write down which columns of which row changed (design "SQLite bench <->
 * PostgreSQL district": capture), made from the columns that a table has. Bit k of a mask is the
 * table's column number k; columns that travel come after the row's id and times and are only ever
 * appended, so an old mask keeps its meaning.
 */
#include "store_priv.h"

#include <errno.h>
#include <stdio.h>

void captured_done(struct captured *captured)
{
	arena_done(&captured->arena);
}

int captured_read(struct store *store, struct captured *captured, struct err *err)
{
	AUTO(sql_done) struct query query = {0};
	int r = sql_query(&query, store, err,
			  "SELECT c.name, c.cid > 0 AND c.name IN "
			  "(SELECT name FROM pragma_table_info(?1 || '_pii')), t.name "
			  "FROM (SELECT name FROM sqlite_schema WHERE name IN (?1, ?1 || '_whole') "
			  "ORDER BY length(name) DESC LIMIT 1) AS t, "
			  "pragma_table_info(t.name) AS c ORDER BY c.cid",
			  "t", captured->table);

	while (r >= 0 && (r = sql_step(&query, err)) > 0) {
		const char *name = sql_text(&query, 0);

		if (captured->count == CAPTURED_COLUMNS_MAX)
			return err_set(err, EBADMSG, _("bảng %s có quá nhiều cột"),
				       captured->table);
		if (!captured->whole)
			captured->whole = arena_str(&captured->arena, sql_text(&query, 2));
		captured->is_apart[captured->count] = sql_int(&query, 1);
		captured->has_apart |= captured->is_apart[captured->count];
		captured->columns[captured->count++] = arena_str(&captured->arena, name);
		if (str_eq(name, "id") || str_eq(name, "created_at") || str_eq(name, "updated_at"))
			captured->first = captured->count;
	}
	return r;
}

static void add_mask(struct buf *ret, const struct captured *captured, char op, bool is_apart)
{
	const char *or = "";

	for (size_t i = captured->first; op != 'D' && i < captured->count; i++) {
		const char *name = captured->columns[i];

		if (captured->is_apart[i] != is_apart)
			continue;
		if (op == 'I')
			buf_printf(ret, "%s((new.\"%s\" IS NOT NULL) << %zu)", or, name, i);
		else
			buf_printf(ret, "%s((old.\"%s\" IS NOT new.\"%s\") << %zu)", or, name,
				   name, i);
		or = "\n\t\t| ";
	}
	if (!*or)
		buf_add_char(ret, '0');
}

/* The outbox row of one change. ROW is "new" or "old". */
static void add_capture(struct buf *ret, const struct captured *captured, char op, const char *row)
{
	buf_printf(ret,
		   "\tINSERT INTO outbox (txn, tbl, row_id, op, mask, base_seq, hlc)\n"
		   "\tSELECT txn, '%s', %s.id, '%c',\n\t\t",
		   captured->table, row, op);
	add_mask(ret, captured, op, false);
	buf_printf(ret,
		   ",\n\t\tcoalesce((SELECT sseq FROM sync_base\n"
		   "\t\t\tWHERE tbl = '%s' AND row_id = %s.id), 0), hlc\n"
		   "\tFROM sync_state;\nEND;\n",
		   captured->table, row);
}

/* What stands apart is a part of its row: it joins the entry that the row got just before. */
static void add_capture_apart(struct buf *ret, const struct captured *captured, char op)
{
	AUTO(buf_done) struct buf entry = {0};

	buf_printf(&entry,
		   "seq = (SELECT max(seq) FROM outbox) AND tbl = '%s'\n"
		   "\t\tAND (txn, row_id) = (SELECT txn, id FROM sync_state, %s AS it "
		   "WHERE it.n = new.n)",
		   captured->table, captured->table);
	buf_add_str(ret, "\tUPDATE outbox SET mask = mask | ");
	add_mask(ret, captured, op, true);
	buf_printf(ret, "\n\tWHERE %s;\n", buf_text(&entry));
	/* A new row always got one. */
	if (op == 'I') {
		buf_add_str(ret, "END;\n");
		return;
	}
	buf_printf(ret,
		   "\tINSERT INTO outbox (txn, tbl, row_id, op, mask, base_seq, hlc)\n"
		   "\tSELECT txn, '%s', it.id, 'U',\n\t\t",
		   captured->table);
	add_mask(ret, captured, op, true);
	buf_printf(ret,
		   ",\n\t\tcoalesce((SELECT sseq FROM sync_base\n"
		   "\t\t\tWHERE tbl = '%s' AND row_id = it.id), 0), hlc\n"
		   "\tFROM sync_state, %s AS it WHERE it.n = new.n\n"
		   "\tAND NOT EXISTS (SELECT 1 FROM outbox WHERE %s);\nEND;\n",
		   captured->table, captured->table, buf_text(&entry));
}

static void add_trigger(struct buf *ret, const struct captured *captured, const char *event,
			char op, bool is_apart)
{
	const char *table = captured->table, *part = is_apart ? "_pii" : "", *or = "\n\tAND (";

	buf_printf(ret,
		   "DROP TRIGGER IF EXISTS %s%s_out_%s;\n"
		   "CREATE TRIGGER %s%s_out_%s AFTER %s ON %s%s\n"
		   "WHEN (SELECT applying = 0 FROM sync_state)",
		   table, part, event, table, part, event, event, table, part);
	for (size_t i = captured->first; op == 'U' && i < captured->count; i++) {
		const char *name = captured->columns[i];

		if (captured->is_apart[i] != is_apart)
			continue;
		buf_printf(ret, "%sold.\"%s\" IS NOT new.\"%s\"", or, name, name);
		or = "\n\tOR ";
	}
	buf_add_str(ret, op == 'U' ? ")\nBEGIN\n" : "\nBEGIN\n");
	if (is_apart)
		add_capture_apart(ret, captured, op);
	else
		add_capture(ret, captured, op, op == 'D' ? "old" : "new");
}

/* Rows that were seen once stay as they were seen, unless the server says otherwise (erasing). */
static void add_refusal(struct buf *ret, const char *table, const char *event, bool is_apart)
{
	const char *part = is_apart ? "_pii" : "";

	buf_printf(ret,
		   "DROP TRIGGER IF EXISTS %s%s_no_%s;\n"
		   "CREATE TRIGGER %s%s_no_%s BEFORE %s ON %s%s\n"
		   "WHEN (SELECT applying = 0 FROM sync_state)\n"
		   "BEGIN\n\tSELECT raise(ABORT, '%s is append-only');\nEND;\n",
		   table, part, event, table, part, event, event, table, part, table);
}

/* What is captured of the table, or of its part that stands apart: that goes when the row does. */
static void add_triggers(struct buf *ret, const struct captured *captured, bool append_only,
			 bool is_apart)
{
	add_trigger(ret, captured, "insert", 'I', is_apart);
	if (append_only) {
		add_refusal(ret, captured->table, "update", is_apart);
		add_refusal(ret, captured->table, "delete", is_apart);
		return;
	}
	add_trigger(ret, captured, "update", 'U', is_apart);
	if (!is_apart)
		add_trigger(ret, captured, "delete", 'D', false);
}

static int capture_table(struct store *store, const char *table, bool append_only, struct err *err)
{
	AUTO(captured_done) struct captured captured = {.table = table};
	AUTO(buf_done) struct buf text = {0};
	int code, r = captured_read(store, &captured, err);

	if (r < 0)
		return r;
	add_triggers(&text, &captured, append_only, false);
	if (captured.has_apart)
		add_triggers(&text, &captured, append_only, true);
	code = sqlite3_exec(store->db, buf_text(&text), NULL, NULL, NULL);
	return code == SQLITE_OK ? 0 : sql_error(store, code, err);
}

int capture_settle(struct store *store, struct err *err)
{
	AUTO(sql_done) struct query query = {0};
	int64_t there = 0;
	int r = sql_number(store, &there, err,
			   "SELECT 1 FROM sqlite_schema WHERE name = 'captured'", "");

	if (r < 0 || !there)
		return r;
	r = sql_query(&query, store, err, "SELECT tbl, append_only FROM captured", "");
	while (r >= 0 && (r = sql_step(&query, err)) > 0) {
		r = capture_table(store, sql_text(&query, 0), sql_int(&query, 1), err);
		if (r < 0)
			return r;
	}
	return r;
}
