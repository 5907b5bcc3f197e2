/* Reading records of any kind by its descriptor: lists, counts, one by name. */
#include "search_priv.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

static bool is_device(const struct record_kind *kind)
{
	return str_eq(kind->name, "device");
}

void record_select(struct buf *ret, const struct record_kind *kind,
		   const struct store_actor *reader)
{
	buf_add_str(ret, "SELECT id, created_at, updated_at");
	for (size_t i = 0; i < kind->field_count; i++) {
		const struct field *field = &kind->fields[i];

		if (apart_has(kind, field) && !actor_sees(reader, kind, field))
			buf_add_str(ret, ", NULL");
		else
			buf_printf(ret, ", \"%s\"", field->name);
	}
	buf_printf(ret, " FROM \"%s\" AS row", apart_whole(kind, reader).text);
}

int record_give(struct query *query, const struct record_kind *kind,
		const struct store_actor *reader, store_row_fn fn, void *user)
{
	AUTO(arena_done) struct arena arena = {0};
	const char **values = arena_alloc(&arena, (kind->field_count + 1) * sizeof(*values));
	struct record record = {.values = values};

	record.id = sql_text(query, 0);
	record.created_at = sql_text(query, 1);
	record.updated_at = sql_text(query, 2);
	for (size_t i = 0; i < kind->field_count; i++)
		if (actor_sees(reader, kind, &kind->fields[i]))
			values[i] = sql_text(query, RECORD_HEAD + (int)i);
	return fn(user, kind, &record);
}

const struct record_kind *record_hides(const struct query *query, const struct record_kind *kind,
				       const struct store_actor *reader)
{
	for (size_t i = 0; reader && i < kind->field_count; i++) {
		const char *name = sql_text(query, RECORD_HEAD + (int)i);
		const struct record_kind *about =
			kind->fields[i].is_kind && name ? record_kind_find(name) : NULL;

		if (about && about->readers && !(reader->role & about->readers))
			return about;
	}
	return NULL;
}

const char *record_value(const struct record_kind *kind, const struct record *record,
			 const char *name)
{
	const struct field *field = record_field_find(kind, name);

	return field ? record->values[field - kind->fields] : NULL;
}

/* ---- conditions ---------------------------------------------------------- */

static const char *const test_signs[] = {
	[STORE_IS] = "IS", [STORE_IS_NOT] = "IS NOT", [STORE_BELOW] = "<", [STORE_FROM] = ">="};

/* What READER does not get to see can not be asked for either: the answer would tell it. */
static bool may_ask(const struct store *store, const struct store_actor *reader,
		    const struct record_kind *kind, const struct field *field)
{
	const struct record_kind *ref = field->ref ? record_kind_find(field->ref) : NULL;

	return actor_sees(reader, kind, field) &&
	       (!reader || !ref || store_may_read(store, ref, NULL) == 0);
}

static int refuse_field(const struct field *field, struct err *err)
{
	return err_set(err, EPERM, _("%s: không được xem mục này; đổi người làm (F4, hoặc --who)"),
		       field->name);
}

/* " AND "name" IS ?n …", the values to be bound from FIRST on. A name that the kind does not have
 * is refused. */
static int add_filters(struct buf *ret, struct store *store, const struct store_actor *reader,
		       const struct record_kind *kind, const struct store_filter *filters,
		       size_t count, size_t first, struct err *err)
{
	for (size_t i = 0; i < count; i++) {
		const struct field *field = record_field_find(kind, filters[i].name);
		bool is_plain;

		if (!field && !str_eq(filters[i].name, "created_at"))
			return err_set(err, EINVAL, _("%s không có mục «%.40s»"), kind->name,
				       filters[i].name);
		if (field && !may_ask(store, reader, kind, field))
			return refuse_field(field, err);
		/* By "IS", an index of what stands apart would not be looked into. */
		is_plain = field && apart_has(kind, field) && filters[i].test == STORE_IS &&
			   filters[i].value;
		buf_printf(ret, " AND row.\"%s\" %s ?%zu", filters[i].name,
			   is_plain ? "=" : test_signs[filters[i].test], first + i);
	}
	return 0;
}

static int bind_filters(struct query *query, const struct store_filter *filters, size_t count,
			size_t first, struct err *err)
{
	for (size_t i = 0; i < count; i++) {
		int code = sqlite3_bind_text(query->stmt, (int)(first + i), filters[i].value, -1,
					     SQLITE_TRANSIENT);

		if (code != SQLITE_OK)
			return sql_error(query->store, code, err);
	}
	return 0;
}

/* Does a number over the rows go by what stands apart? */
static bool goes_by_apart(const struct record_kind *kind, const struct field *of,
			  const struct store_filter *filters, size_t count)
{
	bool any = of && apart_has(kind, of);

	for (size_t i = 0; i < count && !any; i++) {
		const struct field *field = record_field_find(kind, filters[i].name);

		any = field && apart_has(kind, field);
	}
	return any;
}

/* "SELECT …" over the rows that match; ?1 is bound to nothing of it. OF: the field that the columns
 * are made of, or NULL. */
static int query_matching(struct query *ret_query, struct store *store,
			  const struct record_kind *kind, const char *columns, const char *of,
			  const char *rest, const struct store_filter *filters, size_t count,
			  struct err *err)
{
	const struct field *field = of ? record_field_find(kind, of) : NULL;
	AUTO(buf_done) struct buf text = {0};
	int r;

	if (field && !actor_sees(&store->actor, kind, field))
		return refuse_field(field, err);
	buf_printf(&text, "SELECT %s FROM \"%s\" AS row WHERE true", columns,
		   goes_by_apart(kind, field, filters, count)
			   ? apart_whole(kind, &store->actor).text
			   : kind->name);
	r = add_filters(&text, store, &store->actor, kind, filters, count, 1, err);
	buf_add_str(&text, rest);
	if (r == 0)
		r = sql_query(ret_query, store, err, buf_text(&text), "");
	return r < 0 ? r : bind_filters(ret_query, filters, count, 1, err);
}

/* ---- lists --------------------------------------------------------------- */

struct listing {
	const struct record_kind *kind;
	const struct store_query *asked;
	const struct store_actor *reader;
	bool hides_words; /* the reader does not see all that is searched */
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
	if (record_hides(row, listing->kind, listing->reader))
		return 0;
	if (record_give(row, listing->kind, listing->reader, listing->fn, listing->user) ||
	    --listing->left == 0)
		listing->stopped = true;
	return listing->stopped;
}

/* ---- hits that must not tell what is hidden ------------------------------ */

struct sighting {
	const char *word; /* typed, folded */
	size_t len;
	const struct buf *seen; /* the folded text of the fields that may be seen */
};

static int begins_alike(void *user, const char *word, size_t len)
{
	const struct sighting *sighting = user;

	return len >= sighting->len && memcmp(word, sighting->word, sighting->len) == 0;
}

static int is_not_seen(void *user, const char *word, size_t len)
{
	struct sighting sighting = {.word = word, .len = len, .seen = user};

	return !search_words(buf_text(sighting.seen), begins_alike, &sighting);
}

static bool hides_words(const struct record_kind *kind, const struct store_actor *reader)
{
	for (size_t i = 0; i < kind->field_count; i++)
		if (kind->fields[i].searched && !actor_sees(reader, kind, &kind->fields[i]))
			return true;
	return false;
}

/* Is every word that was typed in a field that the reader sees? */
static bool hit_is_seen(const struct listing *listing)
{
	AUTO(buf_done) struct buf seen = {0}, typed = {0};

	for (size_t i = 0; i < listing->kind->field_count; i++) {
		const struct field *field = &listing->kind->fields[i];
		const char *value = sql_text(&listing->row, RECORD_HEAD + (int)i);

		if (!value || !field->searched ||
		    !actor_sees(listing->reader, listing->kind, field))
			continue;
		text_fold(&seen, value);
		buf_add_char(&seen, ' ');
	}
	text_fold(&typed, listing->asked->words);
	return !search_words(buf_text(&typed), is_not_seen, &seen);
}

static int listing_hit(void *user, int64_t n)
{
	struct listing *listing = user;
	int r = sql_again(&listing->row, listing->err, "i", n);

	if (r == 0)
		r = sql_step(&listing->row, listing->err);
	listing->result = r < 0 ? r : 0;
	if (r > 0 && listing->hides_words && !hit_is_seen(listing))
		return 0;
	return r < 0 || (r > 0 && listing_give(listing, &listing->row));
}

static int list_words(struct store *store, struct listing *listing, int64_t below)
{
	const struct store_query *asked = listing->asked;
	AUTO(buf_done) struct buf text = {0};
	int r;

	record_select(&text, listing->kind, listing->reader);
	buf_add_str(&text, " WHERE n = ?1");
	r = add_filters(&text, store, listing->reader, listing->kind, asked->filters,
			asked->filter_count, 2, listing->err);
	if (r == 0)
		r = sql_query(&listing->row, store, listing->err, buf_text(&text), "i",
			      (int64_t)0);
	if (r == 0)
		r = bind_filters(&listing->row, asked->filters, asked->filter_count, 2,
				 listing->err);
	if (r == 0)
		r = search_walk(store, listing->kind->name, asked->words, asked->whole, below,
				listing_hit, listing, listing->err);
	return r < 0 ? r : listing->result;
}

/* An order by names tells of the names. */
static bool sees_title(const struct listing *listing)
{
	const struct record_kind *kind = listing->kind;

	return kind->title &&
	       actor_sees(listing->reader, kind, record_field_find(kind, kind->title));
}

/* Then no row that is found is left out of the list: as many as are asked for are enough. */
static bool shows_all_rows(const struct record_kind *kind)
{
	for (size_t i = 0; i < kind->field_count; i++)
		if (kind->fields[i].is_kind)
			return false;
	return true;
}

static int list_all(struct store *store, struct listing *listing, int64_t below)
{
	const struct store_query *asked = listing->asked;
	AUTO(buf_done) struct buf text = {0};
	int r;

	record_select(&text, listing->kind, listing->reader);
	buf_add_str(&text, " WHERE n < ?1");
	if (is_device(listing->kind))
		buf_add_str(&text, " AND NOT EXISTS (SELECT 1 FROM device_alias "
				   "WHERE other = row.id AND same = 1)");
	r = add_filters(&text, store, listing->reader, listing->kind, asked->filters,
			asked->filter_count, 2, listing->err);
	if (asked->by_title && sees_title(listing))
		buf_printf(&text, " ORDER BY %s(\"%s\"), n",
			   listing->kind->is_people ? "name_key" : "dictionary_key",
			   listing->kind->title);
	else
		buf_add_str(&text, " ORDER BY n DESC");
	/* Told of it, SQLite sorts no more than these. */
	if (asked->limit && asked->limit <= INT32_MAX && shows_all_rows(listing->kind))
		buf_printf(&text, " LIMIT %zu", asked->limit);
	if (r == 0)
		r = sql_query(&listing->row, store, listing->err, buf_text(&text), "i", below);
	if (r == 0)
		r = bind_filters(&listing->row, asked->filters, asked->filter_count, 2,
				 listing->err);
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

static int list_for(struct store *store, struct listing *listing, struct err *err)
{
	AUTO(reading_done) struct reading reading = {0};
	const struct store_query *asked = listing->asked;
	int64_t below = INT64_MAX;
	int r = reading_begin(&reading, store, err);

	listing->left = asked->limit ? asked->limit : SIZE_MAX;
	listing->hides_words = hides_words(listing->kind, listing->reader);
	listing->err = err;
	if (r == 0 && asked->after_id)
		r = row_number(store, listing->kind, asked->after_id, &below, err);
	if (r < 0)
		return r;
	if (asked->words && !search_is_empty(asked->words))
		return list_words(store, listing, below);
	return list_all(store, listing, below);
}

int record_list(struct store *store, const struct record_kind *kind,
		const struct store_query *query, store_row_fn fn, void *user, struct err *err)
{
	AUTO(listing_done) struct listing listing = {
		.kind = kind, .asked = query, .fn = fn, .user = user};

	return list_for(store, &listing, err);
}

int store_list(struct store *store, const struct record_kind *kind, const struct store_query *query,
	       store_row_fn fn, void *user, struct err *err)
{
	AUTO(listing_done) struct listing listing = {
		.kind = kind, .asked = query, .reader = &store->actor, .fn = fn, .user = user};
	int r = store_may_read(store, kind, err);

	return r < 0 ? r : list_for(store, &listing, err);
}

static int count_seen(void *user, const struct record_kind *kind, const struct record *record)
{
	(void)kind;
	(void)record;
	++*(uint64_t *)user;
	return 0;
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
	if (words && !search_is_empty(words) && hides_words(kind, &store->actor)) {
		const struct store_query query = {.words = words};

		*ret_count = 0;
		return store_list(store, kind, &query, count_seen, ret_count, err);
	}
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

/* Rows of devices that were found to be another one: counted apart, for to look at each matching
 * row whether it is one costs far more than all of them do. */
static int count_aliases(struct store *store, const struct record_kind *kind,
			 const struct store_filter *filters, size_t count, uint64_t *ret_count,
			 struct err *err)
{
	AUTO(sql_done) struct query query = {0};
	int r = query_matching(&query, store, kind, "count(*)", NULL,
			       " AND id IN (SELECT other FROM device_alias WHERE same = 1)",
			       filters, count, err);

	if (r == 0)
		r = sql_step(&query, err);
	if (r > 0)
		*ret_count = (uint64_t)sql_int(&query, 0);
	return r < 0 ? r : 0;
}

int store_count_where(struct store *store, const struct record_kind *kind,
		      const struct store_filter *filters, size_t count, uint64_t *ret_count,
		      struct err *err)
{
	AUTO(reading_done) struct reading reading = {0};
	AUTO(sql_done) struct query query = {0};
	uint64_t aliases = 0;
	int r = reading_begin(&reading, store, err);

	if (r == 0)
		r = query_matching(&query, store, kind, "count(*)", NULL, "", filters, count,
				   err);
	if (r == 0)
		r = sql_step(&query, err);
	if (r > 0 && is_device(kind))
		r = count_aliases(store, kind, filters, count, &aliases, err);
	if (r >= 0)
		*ret_count = (uint64_t)sql_int(&query, 0) - aliases;
	return r < 0 ? r : 0;
}

int store_sum(struct store *store, const struct record_kind *kind, const char *field,
	      const struct store_filter *filters, size_t count, int64_t *ret_sum, struct err *err)
{
	AUTO(sql_done) struct query query = {0};
	char columns[96];
	int r;

	snprintf(columns, sizeof(columns), "coalesce(sum(\"%s\"), 0)", field);
	r = query_matching(&query, store, kind, columns, field, "", filters, count, err);
	if (r == 0)
		r = sql_step(&query, err);
	if (r > 0)
		*ret_sum = sql_int(&query, 0);
	return r < 0 ? r : 0;
}

int store_tally(struct store *store, const struct record_kind *kind, const char *field,
		const struct store_filter *filters, size_t count, store_tally_fn fn, void *user,
		struct err *err)
{
	AUTO(sql_done) struct query query = {0};
	char columns[96];
	int r;

	/* With "+" the conditions choose the index; else the grouping would, and read every row. */
	snprintf(columns, sizeof(columns), "%s\"%s\", count(*)", count ? "+" : "", field);
	r = query_matching(&query, store, kind, columns, field, " GROUP BY 1 ORDER BY 1", filters,
			   count, err);
	while (r >= 0 && (r = sql_step(&query, err)) > 0)
		fn(user, sql_text(&query, 0), (uint64_t)sql_int(&query, 1));
	return r;
}

int store_search(struct store *store, const char *words, size_t limit, store_row_fn fn, void *user,
		 struct err *err)
{
	const struct store_query query = {.words = words, .limit = limit};
	int r = 0;

	for (size_t i = 0; i < record_kind_count && r == 0; i++)
		if (store_may_read(store, record_kind_table[i], NULL) == 0)
			r = store_pick(store, record_kind_table[i], &query, fn, user, err);
	return r;
}
