/* One row: read whole, written as it is, indexed and audited. */
#include "store_priv.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

int record_read(struct store *store, const struct record_kind *kind, const char *id,
		struct arena *arena, const char ***ret_values, struct err *err)
{
	AUTO(sql_done) struct query query = {0};
	AUTO(buf_done) struct buf text = {0};
	const char **values = arena_alloc(arena, (kind->field_count + 1) * sizeof(*values));
	int r;

	buf_add_str(&text, "SELECT id");
	for (size_t i = 0; i < kind->field_count; i++)
		buf_printf(&text, ", \"%s\"", kind->fields[i].name);
	buf_printf(&text, " FROM \"%s\" WHERE id = ?1", kind->name);
	r = sql_query(&query, store, err, buf_text(&text), "t", id);
	if (r == 0)
		r = sql_step(&query, err);
	if (r == 0)
		return err_set(err, ENOENT, _("%s: không có «%.40s»; xem «hotroit list %s»"),
			       _(kind->label), id, kind->name);
	if (r < 0)
		return r;
	for (size_t i = 0; i < kind->field_count; i++) {
		const char *value = sql_text(&query, (int)i + 1);

		values[i] = arena_str(arena, value);
	}
	*ret_values = values;
	return 0;
}

/* Binds the values after the FIRST parameters that are bound already, and runs. */
static int run_values(struct query *query, int first, const struct values *values, struct err *err)
{
	int r;

	for (size_t i = 0; i < values->count; i++) {
		int code = sqlite3_bind_text(query->stmt, first + (int)i, values->values[i], -1,
					     SQLITE_TRANSIENT);

		if (code != SQLITE_OK)
			return sql_error(query->store, code, err);
	}
	r = sql_step(query, err);
	return r < 0 ? r : 0;
}

static int insert_row(struct store *store, const struct record_kind *kind,
		      const struct values *values, const char *id, struct err *err)
{
	AUTO(sql_done) struct query query = {0};
	AUTO(buf_done) struct buf text = {0};
	char now[CLOCK_TEXT_MAX];
	int r;

	store_now(store, now);
	buf_printf(&text, "INSERT INTO \"%s\" (id, created_at, updated_at", kind->name);
	for (size_t i = 0; i < values->count; i++)
		buf_printf(&text, ", \"%s\"", values->names[i]);
	buf_add_str(&text, ") VALUES (?1, ?2, ?2");
	for (size_t i = 0; i < values->count; i++)
		buf_printf(&text, ", ?%zu", i + 3);
	buf_add_char(&text, ')');
	r = sql_query(&query, store, err, buf_text(&text), "tt", id, now);
	return r < 0 ? r : run_values(&query, 3, values, err);
}

int record_insert(struct store *store, const struct record_kind *kind, const struct values *values,
		  char id[UUID_TEXT_MAX], struct err *err)
{
	const struct record_change change = {.kind = kind};
	int r;

	if (!*id)
		uuid_new(id);
	r = insert_row(store, kind, values, id, err);
	if (r == 0)
		r = search_put(store, kind, id, err);
	return r < 0 ? r : audit_write(store, &change, id, err);
}

static int update_row(struct store *store, const struct record_kind *kind, const char *id,
		      const struct values *values, struct err *err)
{
	AUTO(sql_done) struct query query = {0};
	AUTO(buf_done) struct buf text = {0};
	char now[CLOCK_TEXT_MAX];
	int r;

	store_now(store, now);
	buf_printf(&text, "UPDATE \"%s\" SET updated_at = ?2", kind->name);
	for (size_t i = 0; i < values->count; i++)
		buf_printf(&text, ", \"%s\" = ?%zu", values->names[i], i + 3);
	/* A row saved as it was keeps its time: nothing of it would travel. */
	buf_add_str(&text, " WHERE id = ?1 AND (0");
	for (size_t i = 0; i < values->count; i++)
		buf_printf(&text, " OR \"%s\" IS NOT ?%zu", values->names[i], i + 3);
	buf_add_char(&text, ')');
	r = sql_query(&query, store, err, buf_text(&text), "tt", id, now);
	return r < 0 ? r : run_values(&query, 3, values, err);
}

int record_update(struct store *store, const struct record_kind *kind, const char *id,
		  const struct values *values, struct err *err)
{
	AUTO(arena_done) struct arena arena = {0};
	struct record_change change = {.kind = kind};
	const char **before = NULL, **after;
	int r = record_read(store, kind, id, &arena, &before, err);

	if (r < 0 || !before)
		return r;
	after = arena_alloc(&arena, (kind->field_count + 1) * sizeof(*after));
	memcpy(after, before, kind->field_count * sizeof(*after));
	for (size_t i = 0; i < values->count; i++)
		after[record_field_find(kind, values->names[i]) - kind->fields] =
			values->values[i];
	change.before = before;
	change.after = after;
	r = update_row(store, kind, id, values, err);
	if (r == 0)
		r = search_put(store, kind, id, err);
	return r < 0 ? r : audit_write(store, &change, id, err);
}
