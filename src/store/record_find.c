/* Finding one record by what a person calls it: an id or its beginning, a tag, a name. */
#include "store_priv.h"

#include <ctype.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>

#define ALIAS_DEPTH_MAX 32

int device_follow_aliases(struct store *store, char id[UUID_TEXT_MAX], struct err *err)
{
	for (int i = 0; i < ALIAS_DEPTH_MAX; i++) {
		int r = sql_follow(store, id, err,
				   "SELECT device FROM device_alias WHERE other = ?1 AND same = 1 "
				   "ORDER BY n DESC LIMIT 1");

		if (r <= 0)
			return r;
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
		r = str_eq(kind->name, "device") ? device_follow_aliases(store, id, err) : 0;
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

struct called {
	const char *field;
	const char *folded; /* what was given, without case and tones */
	char id[UUID_TEXT_MAX];
	size_t count;
};

static int take_called(void *user, const struct record_kind *kind, const struct record *record)
{
	AUTO(buf_done) struct buf folded = {0};
	struct called *called = user;
	const char *value = record_value(kind, record, called->field);

	if (!value)
		return 0;
	text_fold(&folded, value);
	if (!str_eq(buf_text(&folded), called->folded))
		return 0;
	snprintf(called->id, sizeof(called->id), "%s", record->id);
	return ++called->count > 1;
}

static int say_many(const struct record_kind *kind, const char *given, struct err *err)
{
	if (kind->within)
		return err_set(err, ENOTUNIQ, _("%s: có nhiều «%.60s»; ghi rõ cuộc thi nào, như "
						"7K3M2X9/%.60s"),
			       _(kind->label), given, given);
	return err_set(err, ENOTUNIQ, _("%s: có nhiều «%.60s»; gõ mã thay cho tên"),
		       _(kind->label), given);
}

/* The one row whose FIELD is what was given, whatever its case and tones. WHOLE: of this one only,
 * or NULL. */
static int find_called(struct store *store, const struct record_kind *kind, const char *whole,
		       const char *field, const char *given, char ret_id[UUID_TEXT_MAX],
		       struct err *err)
{
	AUTO(buf_done) struct buf folded = {0};
	const struct store_filter of_whole = {.name = kind->within, .value = whole};
	/* The parts of a whole are few, and their codes are in no search. */
	const struct store_query query = {.words = kind->within ? NULL : given,
					  .filters = &of_whole, .filter_count = whole ? 1 : 0};
	struct called called = {.field = field};
	int r = 0;

	text_fold(&folded, given);
	called.folded = buf_text(&folded);
	if (!search_is_empty(given))
		r = record_list(store, kind, &query, take_called, &called, err);
	if (r == 0 && called.count > 1)
		return say_many(kind, given, err);
	if (r == 0 && called.count)
		memcpy(ret_id, called.id, sizeof(called.id));
	return r < 0 ? r : (int)called.count;
}

static int find_named(struct store *store, const struct record_kind *kind, const char *whole,
		      const char *given, char ret_id[UUID_TEXT_MAX], struct err *err)
{
	int r = kind->handle
			? find_called(store, kind, whole, kind->handle, given, ret_id, err)
			: 0;

	return r == 0 && kind->title
		       ? find_called(store, kind, whole, kind->title, given, ret_id, err)
		       : r;
}

/* "7K3M2X9/a": the part a of that whole. */
static int find_part(struct store *store, const struct record_kind *kind, const char *given,
		     char ret_id[UUID_TEXT_MAX], struct err *err)
{
	const char *slash = kind->within ? strchr(given, '/') : NULL;
	AUTO(buf_done) struct buf word = {0};
	char whole[UUID_TEXT_MAX];
	struct err unknown;

	if (!slash || slash == given || !slash[1])
		return 0;
	buf_add(&word, given, (size_t)(slash - given));
	/* A name may have a slash of its own. */
	if (record_resolve(store, record_kind_find(record_field_find(kind, kind->within)->ref),
			   buf_text(&word), whole, &unknown) < 0)
		return 0;
	return find_named(store, kind, whole, slash + 1, ret_id, err);
}

int record_check_code(struct store *store, const struct record_kind *kind, const char *id,
		      const char *const *values, struct err *err)
{
	const struct field *code = kind->within && kind->handle
					   ? record_field_find(kind, kind->handle)
					   : NULL;
	const struct field *within = code ? record_field_find(kind, kind->within) : NULL;
	const char *given = code ? values[code - kind->fields] : NULL;
	const char *whole = code ? values[within - kind->fields] : NULL;
	char found[UUID_TEXT_MAX] = "";
	int r;

	if (!given || !whole)
		return 0;
	r = find_called(store, kind, whole, code->name, given, found, err);
	if (r == 0 || (r == 1 && str_eq(found, id)) || (r < 0 && r != -ENOTUNIQ))
		return r < 0 ? r : 0;
	return err_set(err, EEXIST, _("%s: %s này đã có «%.40s»; chọn mã khác"), code->name,
		       _(within->label), given);
}

int record_resolve_within(struct store *store, const struct record_kind *kind, const char *whole,
			  const char *given, char ret_id[UUID_TEXT_MAX], struct err *err)
{
	int r = whole ? find_named(store, kind, whole, given, ret_id, err) : 0;

	return r ? (r < 0 ? r : 0) : record_resolve(store, kind, given, ret_id, err);
}

int record_resolve(struct store *store, const struct record_kind *kind, const char *given,
		   char ret_id[UUID_TEXT_MAX], struct err *err)
{
	AUTO(sql_done) struct query query = {0};
	char tag[STORE_TAG_MAX], id[UUID_TEXT_MAX], end[UUID_TEXT_MAX + 1], text[160];
	int r = 0;

	if (record_field_find(kind, "tag") && store_read_tag(given, tag)) {
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
	sql_done(&query);
	if (r == 0)
		r = find_part(store, kind, given, ret_id, err);
	if (r == 0)
		r = find_named(store, kind, NULL, given, ret_id, err);
	if (r == 0)
		return err_set(err, ENOENT, _("%s: không có «%.40s»; xem «hotroit list %s»"),
			       _(kind->label), given, kind->name);
	return r < 0 ? r : 0;
}

/* Whoever may not read the row is not told its name either. */
static bool sees_title(const struct store *store, const struct record_kind *kind)
{
	return kind->title && store_may_read(store, kind, NULL) == 0 &&
	       actor_sees(&store->actor, kind, record_field_find(kind, kind->title));
}

int store_title(struct store *store, const struct record_kind *kind, const char *id,
		struct buf *ret, struct err *err)
{
	AUTO(sql_done) struct query query = {0};
	bool is_named = sees_title(store, kind);
	const char *field = is_named			     ? kind->title
			    : record_field_find(kind, "tag") ? "tag"
							     : "substr(id, 1, 8)";
	char text[160];
	int r;

	snprintf(text, sizeof(text), "SELECT %s FROM \"%s\" WHERE id = ?1", field,
		 is_named ? apart_whole(kind, &store->actor).text : kind->name);
	r = sql_query(&query, store, err, text, "t", id);
	if (r == 0)
		r = sql_step(&query, err);
	if (r > 0 && sql_text(&query, 0))
		buf_add_str(ret, sql_text(&query, 0));
	return r < 0 ? r : 0;
}

/* Nobody is told by the beginning of an id who it is: one without a tag is hidden, then. */
static bool is_nameless(const struct store *store, const struct record_kind *kind)
{
	return kind->title && !record_field_find(kind, "tag") && !sees_title(store, kind);
}

void store_show_value(struct store *store, const struct field *field, const char *value,
		      struct buf *ret)
{
	const struct record_kind *ref =
		value && field->type == FIELD_REF ? record_kind_find(field->ref) : NULL;
	size_t before = ret->len;

	if (ref && is_nameless(store, ref))
		buf_add_str(ret, _("(ẩn)"));
	else if (ref && store_title(store, ref, value, ret, NULL) < 0)
		log_debug("no title for a %s", field->ref);
	if (ret->len == before)
		record_show_value(ret, field, value);
}

int store_get(struct store *store, const struct record_kind *kind, const char *id,
	      store_row_fn fn, void *user, struct err *err)
{
	AUTO(reading_done) struct reading reading = {0};
	AUTO(sql_done) struct query query = {0};
	AUTO(buf_done) struct buf text = {0};
	const struct record_kind *about;
	char full[UUID_TEXT_MAX];
	int r = store_may_read(store, kind, err);

	if (r == 0)
		r = reading_begin(&reading, store, err);
	if (r == 0)
		r = record_resolve(store, kind, id, full, err);
	if (r < 0)
		return r;
	record_select(&text, kind, &store->actor);
	buf_add_str(&text, " WHERE id = ?1");
	r = sql_query(&query, store, err, buf_text(&text), "t", full);
	if (r == 0)
		r = sql_step(&query, err);
	if (r <= 0)
		return r;
	about = record_hides(&query, kind, &store->actor);
	if (about)
		return store_may_read(store, about, err);
	record_give(&query, kind, &store->actor, fn, user);
	return 0;
}
