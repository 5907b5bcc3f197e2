/*
 * Many new rows of one kind: the statements that make a row are put together once, and what the
 * triggers (capture.c) would write to the outbox is written here beside each row. To be able to
 * take back a statement that sets off triggers, SQLite copies every page that the row touches,
 * which took as long as writing them.
 */
#include "store_priv.h"

static uint64_t bit_of(const struct captured *captured, const char *name)
{
	for (size_t i = captured->first; i < captured->count; i++)
		if (str_eq(captured->columns[i], name))
			return UINT64_C(1) << i;
	return 0;
}

/* What the column gets that is given nothing: TEXT is SQL, of the schema. One that is no field is
 * left to the table, and is never empty. */
static int read_default(struct many *many, const struct captured *captured, const char *name,
			const char *text, struct err *err)
{
	const struct field *field = record_field_find(many->kind, name);
	AUTO(buf_done) struct buf question = {0};
	AUTO(sql_done) struct query query = {0};
	int r;

	if (!field) {
		many->mask |= bit_of(captured, name);
		return 0;
	}
	buf_printf(&question, "SELECT %s", text);
	r = sql_query(&query, many->store, err, buf_text(&question), "");
	if (r == 0)
		r = sql_step(&query, err);
	if (r > 0)
		many->defaults[field - many->kind->fields] =
			arena_str(&many->arena, sql_text(&query, 0));
	return r < 0 ? r : 0;
}

static int read_defaults(struct many *many, const struct captured *captured, struct err *err)
{
	AUTO(sql_done) struct query query = {0};
	int r = sql_query(&query, many->store, err,
			  "SELECT name, dflt_value FROM pragma_table_info(?1) "
			  "WHERE dflt_value IS NOT NULL UNION ALL "
			  "SELECT name, dflt_value FROM pragma_table_info(?1 || '_pii') "
			  "WHERE dflt_value IS NOT NULL",
			  "t", many->kind->name);

	while (r >= 0 && (r = sql_step(&query, err)) > 0)
		r = read_default(many, captured, sql_text(&query, 0), sql_text(&query, 1), err);
	return r;
}

/* The bits that the trigger sets of a line of the audit: who stands in it is the same in all. */
static int read_audit_mask(struct many *many, struct err *err)
{
	static const char *const always[] = {"at", "bench", "kind", "row", "op"};
	const struct store_actor *actor = store_acting(many->store);
	AUTO(captured_done) struct captured audit = {.table = "audit"};
	int r = captured_read(many->store, &audit, err);

	if (r < 0)
		return r;
	for (size_t i = 0; i < ARRAY_LEN(always); i++)
		many->audit_mask |= bit_of(&audit, always[i]);
	if (*actor->member)
		many->audit_mask |= bit_of(&audit, "who");
	if (*actor->name)
		many->audit_mask |= bit_of(&audit, "who_name");
	return 0;
}

static int read_kind(struct many *many, struct err *err)
{
	const struct record_kind *kind = many->kind;
	AUTO(captured_done) struct captured captured = {.table = kind->name};
	const size_t size = (kind->field_count + 1) * sizeof(const char *);
	int r = captured_read(many->store, &captured, err);

	if (r < 0)
		return r;
	many->names = arena_alloc(&many->arena, size);
	many->defaults = arena_alloc(&many->arena, size);
	many->values = arena_alloc(&many->arena, size);
	many->bits = arena_alloc(&many->arena, (kind->field_count + 1) * sizeof(*many->bits));
	for (size_t i = 0; i < kind->field_count; i++) {
		many->names[i] = kind->fields[i].name;
		many->bits[i] = bit_of(&captured, many->names[i]);
	}
	return read_defaults(many, &captured, err);
}

static struct values values_of(const struct many *many)
{
	return (struct values){.names = many->names, .values = many->values,
			       .count = many->kind->field_count};
}

static int read_state(struct many *many, struct err *err)
{
	AUTO(sql_done) struct query query = {0};
	int r = sql_query(&query, many->store, err,
			  "SELECT txn, hlc, EXISTS (SELECT 1 FROM captured WHERE tbl = ?1) "
			  "FROM sync_state",
			  "t", many->kind->name);

	if (r == 0)
		r = sql_step(&query, err);
	if (r < 0)
		return r;
	many->txn = sql_int(&query, 0);
	many->hlc = sql_int(&query, 1);
	many->travels = sql_int(&query, 2);
	return 0;
}

static int set_triggers(struct many *many, bool on)
{
	return sqlite3_db_config(many->store->db, SQLITE_DBCONFIG_ENABLE_TRIGGER, (int)on,
				 NULL);
}

int many_begin(struct many *many, struct err *err)
{
	struct values values;
	int r = read_kind(many, err);

	if (r == 0)
		r = read_audit_mask(many, err);
	if (r == 0)
		r = read_state(many, err);
	if (r < 0)
		return r;
	values = values_of(many);
	record_insert_texts(many->kind, &values, &many->row, &many->apart);
	many->store->many = many;
	r = set_triggers(many, false);
	return r == SQLITE_OK ? 0 : sql_error(many->store, r, err);
}

void many_done(struct many *many)
{
	if (many->store && many->store->many == many) {
		many->store->many = NULL;
		if (set_triggers(many, true) != SQLITE_OK)
			log_debug("triggers stay off");
	}
	buf_done(&many->row);
	buf_done(&many->apart);
	arena_done(&many->arena);
}

/* As add_capture() has the trigger do it. */
static int capture(struct many *many, const char *table, const char *id, uint64_t mask,
		   struct err *err)
{
	return sql_run(many->store, err,
		       "INSERT INTO outbox (txn, tbl, row_id, op, mask, base_seq, hlc) "
		       "VALUES (?1, ?2, ?3, 'I', ?4, coalesce((SELECT sseq FROM sync_base "
		       "WHERE tbl = ?2 AND row_id = ?3), 0), ?5)",
		       "ittii", many->txn, table, id, (int64_t)mask, many->hlc);
}

int many_audited(struct many *many, const char *line, struct err *err)
{
	return capture(many, "audit", line, many->audit_mask, err);
}

int many_put(struct many *many, const char *const *values, char id[UUID_TEXT_MAX], struct err *err)
{
	const struct record_change change = {.kind = many->kind};
	const struct values row = values_of(many);
	struct store *store = many->store;
	char now[CLOCK_TEXT_MAX];
	uint64_t mask = many->mask;
	int r;

	if (!*id)
		uuid_new(id);
	for (size_t i = 0; i < row.count; i++) {
		many->values[i] = values[i] ? values[i] : many->defaults[i];
		mask |= many->values[i] ? many->bits[i] : 0;
	}
	store_now(store, now);
	r = record_run(store, &many->row, id, now, &row, err);
	many->n = sqlite3_last_insert_rowid(store->db);
	if (r == 0 && many->apart.len)
		r = record_run(store, &many->apart, id, now, &row, err);
	if (r == 0 && many->travels)
		r = capture(many, many->kind->name, id, mask, err);
	if (r == 0)
		r = search_put_row(store, many->kind, many->n, values, err);
	return r < 0 ? r : audit_write(store, &change, id, err);
}
