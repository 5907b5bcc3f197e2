/*
 * Which row of the book is of the same thing as one from a file: by the digest of the fields that
 * tell it. One look through the book, then one look-up a row, whatever the size of either. A part
 * of the digest tells rows apart as well, and a million of them lie in memory.
 */
#include "same_priv.h"

#include <stdio.h>

#define DIGEST_SIZE 25 /* 24 hex digits and NUL */

static const char *value_of(const struct record_kind *kind, const char *const *values,
			    const char *name)
{
	return values[record_field_find(kind, name) - kind->fields];
}

static bool is_full(const struct record_kind *kind, const char *const *list,
		    const char *const *values)
{
	for (; *list; list++)
		if (!value_of(kind, values, *list))
			return false;
	return true;
}

bool same_is_asked(const struct record_kind *kind, const char *const *values)
{
	for (size_t i = 0; kind->same && kind->same[i]; i++)
		if (is_full(kind, kind->same[i], values))
			return true;
	return false;
}

/* People's names are one however their tones and capitals are typed. */
static void digest(const struct record_kind *kind, size_t number, const char *const *values,
		   char ret[DIGEST_SIZE])
{
	AUTO(buf_done) struct buf text = {0};
	char whole[65];

	buf_printf(&text, "%zu", number);
	for (const char *const *name = kind->same[number]; *name; name++) {
		buf_add_char(&text, '\n');
		if (kind->is_people && str_eq(*name, kind->title))
			text_name_key(&text, value_of(kind, values, *name));
		else
			buf_add_str(&text, value_of(kind, values, *name));
	}
	sha256_hex(text.data, text.len, whole);
	snprintf(ret, DIGEST_SIZE, "%s", whole);
}

int same_put(struct store *store, const struct record_kind *kind, const char *const *values,
	     const char *id, struct err *err)
{
	char hash[DIGEST_SIZE], text[160];
	int r = 0;

	snprintf(text, sizeof(text),
		 "INSERT OR IGNORE INTO import_same SELECT ?1, n FROM \"%s\" WHERE id = ?2",
		 kind->name);

	for (size_t i = 0; r == 0 && kind->same[i]; i++) {
		if (!is_full(kind, kind->same[i], values))
			continue;
		digest(kind, i, values, hash);
		r = sql_run(store, err, text, "tt", hash, id);
	}
	return r;
}

static int put_known(const struct record_kind *kind, struct query *row, struct err *err)
{
	AUTO(arena_done) struct arena arena = {0};
	const char **values = arena_alloc(&arena, (kind->field_count + 1) * sizeof(*values));

	for (size_t i = 0; i < kind->field_count; i++)
		values[i] = sql_text(row, (int)i + 1);
	return same_put(row->store, kind, values, sql_text(row, 0), err);
}

int same_begin(struct store *store, const struct record_kind *kind, struct err *err)
{
	AUTO(sql_done) struct query query = {0};
	AUTO(buf_done) struct buf text = {0};
	int r = sql_run(store, err,
			"CREATE TEMP TABLE import_same (hash TEXT PRIMARY KEY, n INTEGER NOT NULL) "
			"WITHOUT ROWID",
			"");

	buf_add_str(&text, "SELECT id");
	for (size_t i = 0; i < kind->field_count; i++)
		buf_printf(&text, ", \"%s\"", kind->fields[i].name);
	buf_printf(&text, " FROM \"%s\"", apart_whole(kind, NULL).text);
	if (r == 0)
		r = sql_query(&query, store, err, buf_text(&text), "");
	while (r >= 0 && (r = sql_step(&query, err)) > 0)
		r = put_known(kind, &query, err);
	return r;
}

int same_end(struct store *store, struct err *err)
{
	return sql_run(store, err, "DROP TABLE import_same", "");
}

/* Both say something surer, and not the same: two of one name, born on one day. */
static bool is_told_apart(const struct record_kind *kind, size_t number, const char *const *values,
			  const char *const *others)
{
	for (size_t i = 0; i < number; i++) {
		const char *const *list = kind->same[i];

		if (!is_full(kind, list, values) || !is_full(kind, list, others))
			continue;
		for (; *list; list++)
			if (!str_eq(value_of(kind, values, *list), value_of(kind, others, *list)))
				return true;
	}
	return false;
}

static int look_up(struct store *store, const struct record_kind *kind, const char *hash,
		   char ret_id[UUID_TEXT_MAX], struct err *err)
{
	AUTO(sql_done) struct query query = {0};
	char text[160];
	int r;

	snprintf(text, sizeof(text),
		 "SELECT id FROM import_same JOIN \"%s\" USING (n) WHERE hash = ?1",
		 kind->name);
	r = sql_query(&query, store, err, text, "t", hash);

	if (r == 0)
		r = sql_step(&query, err);
	if (r > 0)
		snprintf(ret_id, UUID_TEXT_MAX, "%s", sql_text(&query, 0));
	return r;
}

int same_find(struct store *store, const struct record_kind *kind, const char *const *values,
	      struct arena *arena, char ret_id[UUID_TEXT_MAX], const char ***ret_values,
	      struct err *err)
{
	for (size_t i = 0; kind->same[i]; i++) {
		const char **others;
		char hash[DIGEST_SIZE];
		int r;

		if (!is_full(kind, kind->same[i], values))
			continue;
		digest(kind, i, values, hash);
		r = look_up(store, kind, hash, ret_id, err);
		if (r == 0)
			continue;
		if (r > 0)
			r = record_read(store, kind, ret_id, arena, &others, err);
		if (r < 0)
			return r;
		if (is_told_apart(kind, i, values, others))
			continue;
		*ret_values = others;
		return 1;
	}
	return 0;
}
