/* What of a record can be found: its searched fields, folded, as one text. */
#include "search_priv.h"

#include <string.h>

static int any_word(void *user, const char *word, size_t len)
{
	(void)user;
	(void)word;
	return len > 0;
}

bool search_is_empty(const char *words)
{
	AUTO(buf_done) struct buf fold = {0};

	if (!text_is_utf8(words, strlen(words)))
		return false;
	text_fold(&fold, words);
	return !search_words(buf_text(&fold), any_word, NULL);
}

static void add_value(struct buf *ret, const char *value)
{
	if (!value)
		return;
	text_fold(ret, value);
	buf_add_char(ret, ' ');
}

/* N 0: there is no such row. */
static int keep_fold(struct store *store, const struct record_kind *kind, int64_t n,
		     const char *fold, struct err *err)
{
	return !n ? 0
		  : sql_run(store, err,
			    "INSERT INTO search_row VALUES (?1, ?2, 1, ?3) ON CONFLICT (kind, n) "
			    "DO UPDATE SET fresh = 1, fold = excluded.fold "
			    "WHERE fold <> excluded.fold",
			    "tit", kind->name, n, fold);
}

/* The number that is a row's first column, the last one's; and the other columns' words. */
static int add_searched(struct buf *ret, struct query *query, int64_t *ret_n, struct err *err)
{
	const int columns = sqlite3_column_count(query->stmt);
	int r;

	while ((r = sql_step(query, err)) > 0) {
		*ret_n = sql_int(query, 0);
		for (int i = 1; i < columns; i++)
			add_value(ret, sql_text(query, i));
	}
	return r;
}

/* A device is found by the tags and serials of its aliases too. */
static int add_aliases(struct buf *ret, struct store *store, const char *id, struct err *err)
{
	AUTO(sql_done) struct query query = {0};
	int64_t n;
	int r = sql_query(&query, store, err,
			  DEVICE_GROUP "SELECT n, tag, serial FROM device WHERE id IN grp "
				       "AND id <> ?1",
			  "t", id);

	return r < 0 ? r : add_searched(ret, &query, &n, err);
}

int search_put(struct store *store, const struct record_kind *kind, const char *id, struct err *err)
{
	AUTO(sql_done) struct query query = {0};
	AUTO(buf_done) struct buf text = {0};
	AUTO(buf_done) struct buf fold = {0};
	bool any = false;
	int64_t n = 0;
	int r;

	buf_add_str(&text, "SELECT n");
	for (size_t i = 0; i < kind->field_count; i++)
		if (kind->fields[i].searched) {
			buf_printf(&text, ", \"%s\"", kind->fields[i].name);
			any = true;
		}
	buf_printf(&text, " FROM \"%s\" WHERE id = ?1", apart_whole(kind, NULL).text);
	if (!any)
		return 0;
	r = sql_query(&query, store, err, buf_text(&text), "t", id);
	if (r == 0)
		r = add_searched(&fold, &query, &n, err);
	if (r == 0 && str_eq(kind->name, "device"))
		r = add_aliases(&fold, store, id, err);
	return r < 0 ? r : keep_fold(store, kind, n, buf_text(&fold), err);
}

int search_put_row(struct store *store, const struct record_kind *kind, int64_t n,
		   const char *const *values, struct err *err)
{
	AUTO(buf_done) struct buf fold = {0};
	bool any = false;

	for (size_t i = 0; i < kind->field_count; i++) {
		if (!kind->fields[i].searched)
			continue;
		any = true;
		add_value(&fold, values[i]);
	}
	return any ? keep_fold(store, kind, n, buf_text(&fold), err) : 0;
}

int search_put_new(struct store *store, const struct record_kind *kind, int64_t n,
		   const struct values *values, struct err *err)
{
	AUTO(arena_done) struct arena arena = {0};
	const char **row = arena_alloc(&arena, kind->field_count * sizeof(*row));

	for (size_t i = 0; i < values->count; i++) {
		const struct field *field = record_field_find(kind, values->names[i]);

		if (field)
			row[field - kind->fields] = values->values[i];
	}
	return search_put_row(store, kind, n, row, err);
}

int search_drop(struct store *store, const struct record_kind *kind, const char *id,
		struct err *err)
{
	AUTO(buf_done) struct buf text = {0};
	int64_t n;
	int r;

	buf_printf(&text, "SELECT n FROM \"%s\" WHERE id = ?1", kind->name);
	r = sql_number(store, &n, err, buf_text(&text), "t", id);
	return r < 0 ? r : keep_fold(store, kind, n, "", err);
}
