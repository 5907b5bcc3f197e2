/* Records read whole, for the work that needs several of them at once. */
#include "flow_priv.h"

#include <string.h>

struct reading {
	struct arena *arena;
	struct row *rows;
	size_t count, room;
};

static void row_copy(struct row *ret, struct arena *arena, const struct record_kind *kind,
		     const struct record *record)
{
	const char **values = arena_alloc(arena, (kind->field_count + 1) * sizeof(*values));

	for (size_t i = 0; i < kind->field_count; i++)
		values[i] = arena_str(arena, record->values[i]);
	*ret = (struct row){.kind = kind, .id = arena_str(arena, record->id),
			    .created_at = arena_str(arena, record->created_at), .values = values};
}

static int take(void *user, const struct record_kind *kind, const struct record *record)
{
	struct reading *reading = user;

	if (reading->count == reading->room) {
		size_t room = reading->room ? reading->room * 2 : 16;
		struct row *rows = arena_alloc(reading->arena, room * sizeof(*rows));

		if (reading->count)
			memcpy(rows, reading->rows, reading->count * sizeof(*rows));
		reading->rows = rows;
		reading->room = room;
	}
	row_copy(&reading->rows[reading->count++], reading->arena, kind, record);
	return 0;
}

int row_read(struct row *ret, struct store *store, struct arena *arena, const char *kind,
	     const char *id, struct err *err)
{
	struct reading reading = {.arena = arena};
	int r = store_get(store, record_kind_find(kind), id, take, &reading, err);

	if (r == 0)
		*ret = reading.rows[0];
	return r;
}

int row_list(struct row **ret, size_t *ret_count, struct store *store, struct arena *arena,
	     const char *kind, const char *field, const char *value, struct err *err)
{
	const struct store_filter filter = {.name = field, .value = value};

	return row_list_where(ret, ret_count, store, arena, kind, &filter, field != NULL, err);
}

int row_list_where(struct row **ret, size_t *ret_count, struct store *store, struct arena *arena,
		   const char *kind, const struct store_filter *filters, size_t filter_count,
		   struct err *err)
{
	const struct store_query query = {.filters = filters, .filter_count = filter_count};
	struct reading reading = {.arena = arena};
	int r = store_list(store, record_kind_find(kind), &query, take, &reading, err);

	if (r < 0)
		return r;
	for (size_t i = 0; i < reading.count / 2; i++) {
		struct row swapped = reading.rows[i];

		reading.rows[i] = reading.rows[reading.count - 1 - i];
		reading.rows[reading.count - 1 - i] = swapped;
	}
	*ret = reading.rows;
	*ret_count = reading.count;
	return 0;
}

const char *row_get(const struct row *row, const char *name)
{
	const struct field *field = record_field_find(row->kind, name);

	return field ? row->values[field - row->kind->fields] : NULL;
}

const char *row_show(const struct row *row, struct store *store, struct arena *arena,
		     const char *name)
{
	const struct field *field = record_field_find(row->kind, name);
	const char *value = row_get(row, name);
	AUTO(buf_done) struct buf text = {0};

	if (!field || !value)
		return NULL;
	if (field->type == FIELD_REF &&
	    store_title(store, record_kind_find(field->ref), value, &text, NULL) < 0)
		return NULL;
	for (size_t i = 0; field->type == FIELD_CHOICE && field->choices[i]; i++)
		if (str_eq(field->choices[i], value))
			return field->choice_labels[i];
	if (field->type != FIELD_REF) {
		enum text_lang before = text_speak(TEXT_VI);

		record_show_value(&text, field, value);
		text_speak(before);
	}
	return text.len ? arena_str(arena, buf_text(&text)) : NULL;
}

int64_t row_number(const struct row *row, const char *name)
{
	const char *value = row_get(row, name);
	int64_t number;

	return value && str_to_i64(value, &number) ? number : 0;
}

const char *row_named(struct store *store, struct arena *arena, const char *kind, const char *word)
{
	struct row row = {0};
	struct err err;

	return word && row_read(&row, store, arena, kind, word, &err) == 0 ? row.id : NULL;
}

/* "Trường Trung học cơ sở Kim Đồng" → "thcs kim dong": what tells it from other units. */
static void unit_key(struct buf *ret, const char *name)
{
	static const char *const words[][2] = {
		{"truong ", ""},	     {"trung hoc co so ", "thcs "},
		{"trung hoc pho thong ", "thpt "}, {"tieu hoc ", "th "},
		{"mam non ", "mn "},	     {"trung tam gdnn - gdtx ", "gdtx "}};
	AUTO(buf_done) struct buf folded = {0};
	const char *rest;

	text_fold(&folded, name);
	rest = buf_text(&folded);
	for (size_t i = 0; i < ARRAY_LEN(words); i++)
		if (str_starts(rest, words[i][0])) {
			buf_add_str(ret, words[i][1]);
			rest += strlen(words[i][0]);
		}
	buf_add_str(ret, rest);
}

/* The only unit that the short name can mean; NULL: none, or several. */
static const char *unit_short(struct store *store, struct arena *arena, const char *word)
{
	AUTO(buf_done) struct buf wanted = {0};
	const char *found = NULL;
	struct row *rows = NULL;
	size_t count = 0;
	struct err err;

	unit_key(&wanted, word);
	if (row_list(&rows, &count, store, arena, "unit", NULL, NULL, &err) < 0)
		return NULL;
	for (size_t i = 0; i < count; i++) {
		AUTO(buf_done) struct buf key = {0};

		unit_key(&key, row_get(&rows[i], "name"));
		if (!str_eq(buf_text(&key), buf_text(&wanted)))
			continue;
		if (found)
			return NULL;
		found = rows[i].id;
	}
	return found;
}

const char *row_unit_or_note(struct store *store, struct arena *arena, const char *word,
			     struct buf *note)
{
	const char *id = row_named(store, arena, "unit", word);

	if (word && !id)
		id = unit_short(store, arena, word);
	if (word && !id)
		buf_printf(note, N_("%sđơn vị ghi là «%s»"), note->len ? "; " : "", word);
	return id;
}

const char *row_programme_of(struct store *store, struct arena *arena, const char *plan)
{
	struct row *rows = NULL;
	size_t count = 0;
	struct err err;

	return row_list(&rows, &count, store, arena, "programme", "plan", plan, &err) == 0 && count
		       ? rows[count - 1].id
		       : NULL;
}
