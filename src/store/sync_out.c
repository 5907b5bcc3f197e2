/* What waits in the outbox, with the values of now. */
#include "store_priv.h"

#include <stdio.h>
#include <string.h>

#define BATCH_ENTRIES 500
#define BATCH_BYTES (256u << 10)
#define TABLES_MAX 32

/* A table that entries were of. */
struct sent {
	char name[64];
	struct captured captured;
};

struct sending {
	struct store *store;
	const struct store_pass *pass;
	struct sent tables[TABLES_MAX];
	size_t table_count;
	const struct sent *table; /* of the entry at hand */
	struct buf payload;
};

static void sending_done(struct sending *sending)
{
	for (size_t i = 0; i < TABLES_MAX; i++)
		captured_done(&sending->tables[i].captured);
	buf_done(&sending->payload);
}

/* Each change of a record is followed by its line of the audit: what was read of a table stays. */
static int sending_table(struct sending *sending, const char *name, struct err *err)
{
	struct sent *table;

	for (size_t i = 0; i < TABLES_MAX; i++)
		if (str_eq(sending->tables[i].name, name)) {
			sending->table = &sending->tables[i];
			return 0;
		}
	table = &sending->tables[sending->table_count++ % TABLES_MAX];
	captured_done(&table->captured);
	snprintf(table->name, sizeof(table->name), "%s", name);
	table->captured = (struct captured){.table = table->name};
	sending->table = table;
	return captured_read(sending->store, &table->captured, err);
}

/* The columns of the row that go out in this pass before SEQ, with values of now. */
static int sent_before(struct sending *sending, const char *row, int64_t seq, uint64_t *ret_mask,
		       struct err *err)
{
	AUTO(sql_done) struct query query = {0};
	uint64_t mask = 0;
	int r = sql_query(&query, sending->store, err,
			  "SELECT mask FROM outbox WHERE row_id = ?1 AND seq > ?2 AND seq < ?3 "
			  "AND tbl = ?4",
			  "tiit", row, sending->pass->begin, seq, sending->table->name);

	while (r >= 0 && (r = sql_step(&query, err)) > 0)
		mask |= (uint64_t)sql_int(&query, 0);
	*ret_mask = mask;
	return r;
}

/* A character NUL, which the database's own tools can write, is not passed over: the server refuses
 * it, and says so. */
static void add_text(struct buf *ret, const char *text, size_t len)
{
	json_add_text(ret, text);
	if (!text || strlen(text) == len)
		return;
	ret->len--;
	buf_add_str(ret, "\\u0000\"");
}

/* What of the row the server refused goes out again with the next change of it. */
static int refused_before(struct sending *sending, const struct store_entry *entry,
			  uint64_t *ret_mask, bool *ret_is_new, struct err *err)
{
	AUTO(sql_done) struct query query = {0};
	uint64_t mask = 0;
	bool is_new = false;
	int r = sql_query(&query, sending->store, err,
			  "SELECT o.mask, o.op = 'I' FROM sync_refused r JOIN outbox o "
			  "ON o.seq = r.number WHERE r.way = 'out' AND r.tbl = ?1 AND "
			  "r.row_id = ?2 AND r.number < ?3",
			  "tti", entry->table, entry->row, entry->seq);

	while (r >= 0 && (r = sql_step(&query, err)) > 0) {
		mask |= (uint64_t)sql_int(&query, 0);
		is_new |= sql_int(&query, 1) != 0;
	}
	*ret_mask = mask;
	*ret_is_new = is_new;
	return r;
}

static void add_value(struct buf *ret, const char *name, const struct query *row, int column)
{
	buf_add_char(ret, ret->len > 1 ? ',' : '{');
	json_add_text(ret, name);
	buf_add_char(ret, ':');
	if (sqlite3_column_type(row->stmt, column) == SQLITE_INTEGER)
		buf_add_str(ret, sql_text(row, column));
	else
		add_text(ret, sql_text(row, column),
			 (size_t)sqlite3_column_bytes(row->stmt, column));
}

/* Leaves the payload empty when the row is gone. */
static int make_payload(struct sending *sending, const char *row_id, bool is_new, uint64_t mask,
			struct err *err)
{
	const struct captured *captured = &sending->table->captured;
	AUTO(buf_done) struct buf text = {0};
	AUTO(sql_done) struct query row = {0};
	int r;

	buf_clear(&sending->payload);
	buf_printf(&text, "SELECT * FROM \"%s\" WHERE id = ?1", captured->whole);
	r = sql_query(&row, sending->store, err, buf_text(&text), "t", row_id);
	if (r == 0)
		r = sql_step(&row, err);
	if (r <= 0)
		return r;
	for (size_t i = 0; i < captured->count; i++) {
		const char *name = captured->columns[i];
		bool is_time = str_eq(name, "updated_at") || (is_new && str_eq(name, "created_at"));

		if (is_time || (i >= captured->first && mask >> i & 1))
			add_value(&sending->payload, name, &row, (int)i);
	}
	buf_add_str(&sending->payload, sending->payload.len ? "}" : "{}");
	return 0;
}

static int give_entry(struct sending *sending, const struct query *query, store_entry_fn fn,
		      void *user, struct err *err)
{
	struct store_entry entry = {
		.seq = sql_int(query, 0),
		.txn = sql_int(query, 1),
		.table = sql_text(query, 2),
		.row = sql_text(query, 3),
		.op = sql_text(query, 4),
		.base = sql_int(query, 6),
		.hlc = sql_int(query, 7),
	};
	uint64_t before = 0, refused = 0;
	bool is_new = false;
	int r = sending_table(sending, entry.table, err);

	buf_clear(&sending->payload);
	if (r == 0)
		r = sent_before(sending, entry.row, entry.seq, &before, err);
	if (r == 0)
		r = refused_before(sending, &entry, &refused, &is_new, err);
	if (is_new && str_eq(entry.op, "U"))
		entry.op = "I";
	if (r == 0 && !str_eq(entry.op, "D"))
		r = make_payload(sending, entry.row, str_eq(entry.op, "I"),
				 ((uint64_t)sql_int(query, 5) | refused) & ~before, err);
	if (r < 0)
		return r;
	entry.payload = sending->payload.len ? buf_text(&sending->payload) : NULL;
	return fn(user, &entry);
}

static int give_entries(struct sending *sending, int64_t after, store_entry_fn fn, void *user,
			struct err *err)
{
	AUTO(sql_done) struct query query = {0};
	size_t count = 0, bytes = 0;
	int64_t txn = 0;
	int r = sql_query(&query, sending->store, err,
			  "SELECT seq, txn, tbl, row_id, op, mask, base_seq, hlc FROM outbox "
			  "WHERE seq > ?1 AND seq <= ?2 ORDER BY seq",
			  "ii", after, sending->pass->end);

	while (r >= 0 && (r = sql_step(&query, err)) > 0) {
		if ((count >= BATCH_ENTRIES || bytes >= BATCH_BYTES) && sql_int(&query, 1) != txn)
			return 0;
		txn = sql_int(&query, 1);
		r = give_entry(sending, &query, fn, user, err);
		if (r != 0)
			return r < 0 ? r : 0;
		count++;
		bytes += sending->payload.len;
	}
	return r;
}

int store_sync_pass(struct store *store, struct store_pass *ret_pass, struct err *err)
{
	AUTO(sql_done) struct query query = {0};
	int r = sql_query(&query, store, err,
			  "SELECT acked, coalesce((SELECT max(seq) FROM outbox), 0) FROM sync_link",
			  "");

	if (r == 0)
		r = sql_step(&query, err);
	if (r < 0)
		return r;
	*ret_pass = (struct store_pass){.begin = sql_int(&query, 0), .end = sql_int(&query, 1)};
	return 0;
}

int store_sync_entries(struct store *store, const struct store_pass *pass, int64_t after,
		       store_entry_fn fn, void *user, struct err *err)
{
	AUTO(sending_done) struct sending sending = {.store = store, .pass = pass};
	AUTO(reading_done) struct reading reading = {0};
	int r = reading_begin(&reading, store, err);

	return r < 0 ? r : give_entries(&sending, after, fn, user, err);
}
