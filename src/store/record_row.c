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

	record_select(&text, kind, NULL);
	buf_add_str(&text, " WHERE id = ?1");
	r = sql_query(&query, store, err, buf_text(&text), "t", id);
	if (r == 0)
		r = sql_step(&query, err);
	if (r == 0)
		return err_set(err, ENOENT, _("%s: không có «%.40s»; xem «hotroit list %s»"),
			       _(kind->label), id, kind->name);
	if (r < 0)
		return r;
	for (size_t i = 0; i < kind->field_count; i++) {
		const char *value = sql_text(&query, RECORD_HEAD + (int)i);

		values[i] = arena_str(arena, value);
	}
	*ret_values = values;
	return 0;
}

#define FIRST_VALUE 3 /* after ?1 the id and ?2 the time */

int record_run(struct store *store, const struct buf *text, const char *id, const char *now,
	       const struct values *values, struct err *err)
{
	AUTO(sql_done) struct query query = {0};
	int places, r = sql_query(&query, store, err, buf_text(text), "");

	if (r < 0)
		return r;
	places = sqlite3_bind_parameter_count(query.stmt);
	for (int i = 1; i <= places; i++) {
		const char *value = i >= FIRST_VALUE ? values->values[i - FIRST_VALUE]
				    : i == 1	     ? id
						     : now;
		int code = sqlite3_bind_text(query.stmt, i, value, -1, SQLITE_STATIC);

		if (code != SQLITE_OK)
			return sql_error(store, code, err);
	}
	r = sql_step(&query, err);
	return r < 0 ? r : 0;
}

enum place { PLACE_NAME, PLACE_VALUE, PLACE_SET };

/* Adds ", …" for each value that stands in the one of the kind's tables or the other. */
static void add_places(struct buf *ret, const struct record_kind *kind,
		       const struct values *values, bool personal, enum place place)
{
	for (size_t i = 0; i < values->count; i++) {
		const char *name = values->names[i];

		if (apart_has(kind, record_field_find(kind, name)) != personal)
			continue;
		if (place == PLACE_NAME)
			buf_printf(ret, ", \"%s\"", name);
		else if (place == PLACE_VALUE)
			buf_printf(ret, ", ?%zu", FIRST_VALUE + i);
		else
			buf_printf(ret, ", \"%s\" = ?%zu", name, FIRST_VALUE + i);
	}
}

void record_insert_texts(const struct record_kind *kind, const struct values *values,
			 struct buf *ret_row, struct buf *ret_apart)
{
	buf_printf(ret_row, "INSERT INTO \"%s\" (id, created_at, updated_at", kind->name);
	add_places(ret_row, kind, values, false, PLACE_NAME);
	buf_add_str(ret_row, ") VALUES (?1, ?2, ?2");
	add_places(ret_row, kind, values, false, PLACE_VALUE);
	buf_add_char(ret_row, ')');
	if (!kind->apart)
		return;
	buf_printf(ret_apart, "INSERT INTO \"%s\" (n", apart_table(kind, true).text);
	add_places(ret_apart, kind, values, true, PLACE_NAME);
	buf_add_str(ret_apart, ") VALUES (last_insert_rowid()");
	add_places(ret_apart, kind, values, true, PLACE_VALUE);
	buf_add_char(ret_apart, ')');
}

static int insert_row(struct store *store, const struct record_kind *kind,
		      const struct values *values, const char *id, struct err *err)
{
	AUTO(buf_done) struct buf row = {0}, apart = {0};
	char now[CLOCK_TEXT_MAX];
	int r;

	store_now(store, now);
	record_insert_texts(kind, values, &row, &apart);
	r = record_run(store, &row, id, now, values, err);
	return r < 0 || !apart.len ? r : record_run(store, &apart, id, now, values, err);
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
		r = search_put_new(store, kind, sqlite3_last_insert_rowid(store->db), values,
				   err);
	return r < 0 ? r : audit_write(store, &change, id, err);
}

static int update_row(struct store *store, const struct record_kind *kind, const char *id,
		      const struct values *values, struct err *err)
{
	AUTO(buf_done) struct buf text = {0}, personal = {0};
	char now[CLOCK_TEXT_MAX];
	int r;

	store_now(store, now);
	buf_printf(&text, "UPDATE \"%s\" SET updated_at = ?2", kind->name);
	add_places(&text, kind, values, false, PLACE_SET);
	/* A row saved as it was keeps its time: nothing of it would travel. */
	buf_printf(&text, " WHERE id = ?1 AND EXISTS (SELECT 1 FROM \"%s\" AS row WHERE "
			  "row.id = ?1 AND (0", apart_whole(kind, NULL).text);
	for (size_t i = 0; i < values->count; i++)
		buf_printf(&text, " OR row.\"%s\" IS NOT ?%zu", values->names[i],
			   FIRST_VALUE + i);
	buf_add_str(&text, "))");
	r = record_run(store, &text, id, now, values, err);
	if (r < 0 || !kind->apart)
		return r;
	buf_printf(&personal, "UPDATE \"%s\" SET n = n", apart_table(kind, true).text);
	add_places(&personal, kind, values, true, PLACE_SET);
	buf_printf(&personal, " WHERE n = (SELECT n FROM \"%s\" WHERE id = ?1)", kind->name);
	return record_run(store, &personal, id, now, values, err);
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
