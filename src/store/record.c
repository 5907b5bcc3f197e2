/* Reading records of any kind by its descriptor: lists, counts, one by name. */
#include "store_priv.h"

#include <ctype.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>

#define RECORD_HEAD 3 /* id, created_at, updated_at stand before the fields */
#define ALIAS_DEPTH_MAX 32

static bool is_device(const struct record_kind *kind)
{
	return str_eq(kind->name, "device");
}

void record_columns(struct buf *ret, const struct record_kind *kind)
{
	buf_add_str(ret, "id, created_at, updated_at");
	for (size_t i = 0; i < kind->field_count; i++)
		buf_printf(ret, ", \"%s\"", kind->fields[i].name);
}

int record_give(struct query *query, const struct record_kind *kind, store_row_fn fn, void *user)
{
	AUTO(arena_done) struct arena arena = {0};
	const char **values = arena_alloc(&arena, (kind->field_count + 1) * sizeof(*values));
	struct record record = {.values = values};

	record.id = sql_text(query, 0);
	record.created_at = sql_text(query, 1);
	record.updated_at = sql_text(query, 2);
	for (size_t i = 0; i < kind->field_count; i++)
		values[i] = sql_text(query, RECORD_HEAD + (int)i);
	return fn(user, kind, &record);
}

const char *record_value(const struct record_kind *kind, const struct record *record,
			 const char *name)
{
	const struct field *field = record_field_find(kind, name);

	return field ? record->values[field - kind->fields] : NULL;
}

/* ---- lists --------------------------------------------------------------- */

struct listing {
	const struct record_kind *kind;
	struct query row; /* one record by n */
	store_row_fn fn;
	void *user;
	size_t left;
	bool stopped; /* by the caller or by the limit */
	int result;
	struct err *err;
};

static void listing_done(struct listing *listing)
{
	sql_done(&listing->row);
}

static int listing_give(struct listing *listing, struct query *row)
{
	if (record_give(row, listing->kind, listing->fn, listing->user) || --listing->left == 0)
		listing->stopped = true;
	return listing->stopped;
}

static int listing_hit(void *user, int64_t n)
{
	struct listing *listing = user;
	int r = sql_again(&listing->row, listing->err, "i", n);

	if (r == 0)
		r = sql_step(&listing->row, listing->err);
	listing->result = r < 0 ? r : 0;
	return r < 0 || (r > 0 && listing_give(listing, &listing->row));
}

static int list_words(struct store *store, struct listing *listing, const char *words,
		      int64_t below)
{
	AUTO(buf_done) struct buf text = {0};
	int r;

	buf_add_str(&text, "SELECT ");
	record_columns(&text, listing->kind);
	buf_printf(&text, " FROM \"%s\" WHERE n = ?1", listing->kind->name);
	r = sql_query(&listing->row, store, listing->err, buf_text(&text), "i", (int64_t)0);
	if (r == 0)
		r = search_walk(store, listing->kind->name, words, below, listing_hit, listing,
				listing->err);
	return r < 0 ? r : listing->result;
}

static int list_all(struct store *store, struct listing *listing, int64_t below)
{
	AUTO(buf_done) struct buf text = {0};
	int r;

	buf_add_str(&text, "SELECT ");
	record_columns(&text, listing->kind);
	buf_printf(&text, " FROM \"%s\" AS row WHERE n < ?1", listing->kind->name);
	if (is_device(listing->kind))
		buf_add_str(&text, " AND NOT EXISTS (SELECT 1 FROM device_alias "
				   "WHERE other = row.id AND same = 1)");
	buf_add_str(&text, " ORDER BY n DESC");
	r = sql_query(&listing->row, store, listing->err, buf_text(&text), "i", below);
	while (r >= 0 && (r = sql_step(&listing->row, listing->err)) > 0)
		if (listing_give(listing, &listing->row))
			return 0;
	return r;
}

static int row_number(struct store *store, const struct record_kind *kind, const char *id,
		      int64_t *ret_n, struct err *err)
{
	char text[96];
	int r;

	snprintf(text, sizeof(text), "SELECT n FROM \"%s\" WHERE id = ?1", kind->name);
	r = sql_number(store, ret_n, err, text, "t", id);
	if (r == 0 && *ret_n == 0)
		return err_set(err, ENOENT, _("%s: không có «%.40s»; xem «hotroit list %s»"),
			       _(kind->label), id, kind->name);
	return r;
}

int store_list(struct store *store, const struct record_kind *kind, const struct store_query *query,
	       store_row_fn fn, void *user, struct err *err)
{
	AUTO(reading_done) struct reading reading = {0};
	AUTO(listing_done) struct listing listing = {
		.kind = kind, .fn = fn, .user = user, .err = err,
		.left = query->limit ? query->limit : SIZE_MAX,
	};
	int64_t below = INT64_MAX;
	int r = reading_begin(&reading, store, err);

	if (r == 0 && query->after_id)
		r = row_number(store, kind, query->after_id, &below, err);
	if (r < 0)
		return r;
	if (query->words && !search_is_empty(query->words))
		return list_words(store, &listing, query->words, below);
	return list_all(store, &listing, below);
}

int store_count(struct store *store, const struct record_kind *kind, const char *words,
		uint64_t *ret_count, struct err *err)
{
	AUTO(reading_done) struct reading reading = {0};
	int64_t count = 0, aliases = 0;
	char text[96];
	int r = reading_begin(&reading, store, err);

	if (r < 0)
		return r;
	if (words && !search_is_empty(words))
		return search_count(store, kind->name, words, ret_count, err);
	snprintf(text, sizeof(text), "SELECT count(*) FROM \"%s\"", kind->name);
	r = sql_number(store, &count, err, text, "");
	if (r == 0 && is_device(kind))
		r = sql_number(store, &aliases, err,
			       "SELECT count(DISTINCT other) FROM device_alias WHERE same = 1", "");
	if (r == 0)
		*ret_count = (uint64_t)(count - aliases);
	return r;
}

struct search_rest {
	store_row_fn fn;
	void *user;
	size_t left;
	bool stopped;
};

static int count_down(void *user, const struct record_kind *kind, const struct record *record)
{
	struct search_rest *rest = user;

	rest->stopped = rest->fn(rest->user, kind, record) != 0 || --rest->left == 0;
	return rest->stopped;
}

int store_search(struct store *store, const char *words, size_t limit, store_row_fn fn, void *user,
		 struct err *err)
{
	struct search_rest rest = {.fn = fn, .user = user, .left = limit ? limit : SIZE_MAX};
	const struct store_query query = {.words = words};
	int r = 0;

	for (size_t i = 0; i < record_kind_count && r == 0 && !rest.stopped; i++)
		r = store_list(store, record_kind_table[i], &query, count_down, &rest, err);
	return r;
}

/* ---- one record ---------------------------------------------------------- */

int device_follow_aliases(struct store *store, char id[UUID_TEXT_MAX], struct err *err)
{
	for (int i = 0; i < ALIAS_DEPTH_MAX; i++) {
		AUTO(sql_done) struct query query = {0};
		int r = sql_query(&query, store, err,
				  "SELECT device FROM device_alias WHERE other = ?1 AND same = 1 "
				  "ORDER BY n DESC LIMIT 1",
				  "t", id);

		if (r == 0)
			r = sql_step(&query, err);
		if (r <= 0)
			return r;
		snprintf(id, UUID_TEXT_MAX, "%s", sql_text(&query, 0));
	}
	return 0;
}

/* Takes the rows that QUERY gives for one: two names of one machine are no ambiguity. */
static int take_only(struct store *store, struct query *query, const struct record_kind *kind,
		     const char *given, char ret_id[UUID_TEXT_MAX], struct err *err)
{
	char found[UUID_TEXT_MAX] = "";
	int r;

	while ((r = sql_step(query, err)) > 0) {
		char id[UUID_TEXT_MAX];

		snprintf(id, sizeof(id), "%s", sql_text(query, 0));
		r = is_device(kind) ? device_follow_aliases(store, id, err) : 0;
		if (r < 0)
			return r;
		if (*found && strcmp(found, id) != 0)
			return err_set(err, ENOTUNIQ,
				       _("%s: nhiều mã bắt đầu bằng «%.40s»; gõ dài thêm"),
				       _(kind->label), given);
		memcpy(found, id, sizeof(found));
	}
	if (r == 0 && *found)
		memcpy(ret_id, found, sizeof(found));
	return r < 0 ? r : *found ? 1 : 0;
}

/* A uuid or its beginning, in lower case; anything else can be no id. */
static bool read_id(const char *given, char ret[UUID_TEXT_MAX])
{
	size_t len = strlen(given);

	if (len == 0 || len >= UUID_TEXT_MAX)
		return false;
	for (size_t i = 0; i <= len; i++) {
		if (given[i] && given[i] != '-' && !isxdigit((unsigned char)given[i]))
			return false;
		ret[i] = (char)tolower((unsigned char)given[i]);
	}
	return true;
}

int record_resolve(struct store *store, const struct record_kind *kind, const char *given,
		   char ret_id[UUID_TEXT_MAX], struct err *err)
{
	AUTO(sql_done) struct query query = {0};
	char tag[STORE_TAG_MAX], id[UUID_TEXT_MAX], end[UUID_TEXT_MAX + 1], text[160];
	int r = 0;

	if (record_field_find(kind, "tag") && tag_read(given, tag)) {
		snprintf(text, sizeof(text), "SELECT id FROM \"%s\" WHERE tag = ?1", kind->name);
		r = sql_query(&query, store, err, text, "t", tag);
		if (r == 0)
			r = take_only(store, &query, kind, given, ret_id, err);
		if (r != 0)
			return r < 0 ? r : 0;
		sql_done(&query);
	}
	if (read_id(given, id)) {
		/* Above every hex digit and dash. */
		snprintf(end, sizeof(end), "%s~", id);
		snprintf(text, sizeof(text),
			 "SELECT id FROM \"%s\" WHERE id >= ?1 AND id < ?2 LIMIT 8", kind->name);
		r = sql_query(&query, store, err, text, "tt", id, end);
		if (r == 0)
			r = take_only(store, &query, kind, given, ret_id, err);
	}
	if (r == 0)
		return err_set(err, ENOENT, _("%s: không có «%.40s»; xem «hotroit list %s»"),
			       _(kind->label), given, kind->name);
	return r < 0 ? r : 0;
}

int store_get(struct store *store, const struct record_kind *kind, const char *id,
	      store_row_fn fn, void *user, struct err *err)
{
	AUTO(reading_done) struct reading reading = {0};
	AUTO(sql_done) struct query query = {0};
	AUTO(buf_done) struct buf text = {0};
	char full[UUID_TEXT_MAX];
	int r = reading_begin(&reading, store, err);

	if (r == 0)
		r = record_resolve(store, kind, id, full, err);
	if (r < 0)
		return r;
	buf_add_str(&text, "SELECT ");
	record_columns(&text, kind);
	buf_printf(&text, " FROM \"%s\" WHERE id = ?1", kind->name);
	r = sql_query(&query, store, err, buf_text(&text), "t", full);
	if (r == 0)
		r = sql_step(&query, err);
	if (r > 0)
		record_give(&query, kind, fn, user);
	return r < 0 ? r : 0;
}
