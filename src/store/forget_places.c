/*
 * What else in the book names a pupil: a call for help without a device, a note on a repair, on
 * another's kit, on a list. What is surely of them is emptied with them; where it may be somebody
 * else, a person says. What is emptied travels as any change does, so that the server and every
 * bench do it too; lines of history, which nobody may change, each bench and the server empty by
 * themselves (sync.forget_said() in schema/district/1007_forget.sql).
 */
#include "forget_priv.h"

#include <ctype.h>
#include <string.h>

enum naming { NAMES_NOT, NAMES_MAYBE, NAMES_SURELY };

/* Lines of history, which no person may change: each bench and the server empty them by themselves,
 * as they do conflicts. THEN: what stands there afterwards. */
static const struct history {
	const char *table, *field, *then;
} history[] = {
	{"step", "note", NULL},
	{"step", "waiver", NULL},
	{"audit", "changes", NULL},
	{"conflict", "kept", NULL},
	{"conflict", "lost", NULL},
	{"inspection", "by", RECORD_FORGOTTEN},
	{"inspection", "note", RECORD_FORGOTTEN},
};

static bool is_history(const struct record_kind *kind)
{
	for (size_t i = 0; i < ARRAY_LEN(history); i++)
		if (str_eq(history[i].table, kind->name))
			return true;
	return false;
}

/* ---- by what ------------------------------------------------------------- */

/* Another pupil, a member or a donor of the same name or telephone: what says so may mean them. */
static int look_for_others(struct forget_name *name, struct store *store, const char *id,
			   struct err *err)
{
	int64_t others = 0;
	int r = sql_number(store, &others, err,
			   "SELECT (SELECT count(*) FROM recipient_whole WHERE id <> ?1 AND "
			   "state <> 'gone' AND ?2 IN (name, guardian, phone)) + "
			   "(SELECT count(*) FROM member WHERE ?2 IN (name, phone)) + "
			   "(SELECT count(*) FROM donor WHERE ?2 IN (name, contact, phone))",
			   "tt", id, name->text);

	name->is_shared = others > 0;
	return r;
}

static int add_name(struct forget_names *names, struct store *store, const char *id,
		    const char *text, struct err *err)
{
	struct forget_name *name = &names->list[names->count];
	AUTO(buf_done) struct buf fold = {0}, key = {0};
	const char *given = strrchr(text, ' ');

	text_fold(&fold, text);
	*name = (struct forget_name){.text = arena_str(&names->arena, text),
				     .fold = arena_str(&names->arena, buf_text(&fold))};
	names->count++;
	if (!isdigit((unsigned char)*text)) {
		text_sort_key(&key, text);
		name->key = arena_str(&names->arena, buf_text(&key));
		name->given = arena_str(&names->arena, given ? given + 1 : text);
	}
	return look_for_others(name, store, id, err);
}

int forget_names_read(struct forget_names *ret, struct store *store, const char *id,
		      struct err *err)
{
	static const char *const fields[FORGET_NAMES_MAX] = {"name", "guardian", "phone",
							     "personal_id"};
	const struct record_kind *kind = record_kind_find("recipient");
	const char **values;
	int r = record_read(store, kind, id, &ret->arena, &values, err);

	for (size_t i = 0; i < ARRAY_LEN(fields) && r == 0; i++) {
		const char *value = values[record_field_find(kind, fields[i]) - kind->fields];

		if (value && !str_eq(value, RECORD_FORGOTTEN))
			r = add_name(ret, store, id, value, err);
	}
	return r;
}

void forget_names_done(struct forget_names *names)
{
	arena_done(&names->arena);
}

/* ---- does a text name them? ---------------------------------------------- */

/* "0912.345 678" as "0912345678", the rest as it is. */
static void join_digits(struct buf *ret, const char *text)
{
	for (const char *at = text; *at; at++) {
		bool is_gap = at > text && strchr(" .-", *at) && isdigit((unsigned char)at[-1]) &&
			      isdigit((unsigned char)at[1]);

		if (!is_gap)
			buf_add_char(ret, *at);
	}
}

static size_t word_end(const char *text, size_t at)
{
	while (text[at] && forget_is_letter(text[at]))
		at++;
	return at;
}

static size_t word_begin(const char *text, size_t at)
{
	while (text[at] && !forget_is_letter(text[at]))
		at++;
	return at;
}

/* Words of TEXT, as many as the name has, with its marks, wherever a tone is put. */
static bool says_name(const char *text, const struct forget_name *name)
{
	size_t words = 1;

	for (const char *at = name->text; (at = strchr(at, ' ')); at++)
		words++;
	for (size_t from = word_begin(text, 0); text[from];
	     from = word_begin(text, word_end(text, from))) {
		AUTO(buf_done) struct buf said = {0}, key = {0};
		size_t at = from;

		for (size_t i = 0; i < words && text[at]; i++) {
			size_t end = word_end(text, at);

			buf_printf(&said, "%s%.*s", i ? " " : "", (int)(end - at), text + at);
			at = word_begin(text, end);
		}
		text_sort_key(&key, buf_text(&said));
		if (str_eq(buf_text(&key), name->key))
			return true;
	}
	return false;
}

static enum naming names_by(const struct forget_name *name, const char *text, const char *fold)
{
	AUTO(buf_done) struct buf joined = {0};
	bool is_full = name->key && strchr(name->text, ' ');

	if (!name->key) {
		join_digits(&joined, text);
		if (!forget_stands_in(buf_text(&joined), name->text))
			return NAMES_NOT;
		return name->is_shared ? NAMES_MAYBE : NAMES_SURELY;
	}
	if (is_full && forget_stands_in(fold, name->fold))
		return name->is_shared || !says_name(text, name) ? NAMES_MAYBE : NAMES_SURELY;
	return forget_stands_in(text, name->given) ? NAMES_MAYBE : NAMES_NOT;
}

static enum naming names_them(const struct forget_names *names, const char *text)
{
	enum naming most = NAMES_NOT;
	AUTO(buf_done) struct buf fold = {0};

	text_fold(&fold, text);
	for (size_t i = 0; i < names->count; i++) {
		enum naming one = names_by(&names->list[i], text, buf_text(&fold));

		most = one > most ? one : most;
	}
	return most;
}

/* ---- where --------------------------------------------------------------- */

static bool is_about_one(const struct record_kind *kind)
{
	for (size_t i = 0; i < kind->field_count; i++)
		if (kind->fields[i].is_part)
			return true;
	return kind->is_people || str_eq(kind->name, "donor");
}

/* Of another person's own rows only what is said besides: their names are theirs. */
static bool may_name(const struct record_kind *kind, const struct field *field)
{
	if (field->type != FIELD_TEXT && field->type != FIELD_PHONE)
		return false;
	return !is_about_one(kind) || str_eq(field->name, "note") || str_eq(field->name, "reason");
}

/* A field that goes. Rows are not written while they are read. */
struct spot {
	const struct record_kind *kind;
	const struct field *field;
	const char *id;
	struct spot *next;
};

struct looking {
	const struct forgetting *f;
	const struct forget_names *names;
	store_place_fn fn; /* asked of what is not sure; while only looking: told of all */
	void *user;
	bool is_looking;
	struct spot *spots, **end;
	struct arena arena;
};

static void looking_done(struct looking *looking)
{
	arena_done(&looking->arena);
}

static bool is_own(const struct forgetting *f, const char *id)
{
	for (const struct forget_row *row = f->rows; row; row = row->next)
		if (str_eq(row->id, id))
			return true;
	return false;
}

static bool is_around(const struct forgetting *f, const struct record_kind *kind,
		      const struct record *record)
{
	for (const struct forget_row *row = f->around; row; row = row->next)
		if (str_eq(row->id, record->id) ||
		    str_eq(row->id, record_value(kind, record, "device")))
			return true;
	return false;
}

/* The row's fields that name them; who called goes with the telephone they called from. */
static enum naming read_row(const struct looking *looking, const struct record_kind *kind,
			    const struct record *record, enum naming *ret_fields)
{
	enum naming most = NAMES_NOT;

	for (size_t i = 0; i < kind->field_count; i++) {
		const char *value = record->values[i];

		ret_fields[i] = value && may_name(kind, &kind->fields[i])
					? names_them(looking->names, value)
					: NAMES_NOT;
		most = ret_fields[i] > most ? ret_fields[i] : most;
	}
	if (most && is_around(looking->f, kind, record))
		most = NAMES_SURELY;
	for (size_t i = 0; most == NAMES_SURELY && i < kind->field_count; i++)
		if (ret_fields[i] || (record->values[i] && !is_about_one(kind) &&
				      kind->fields[i].privacy == PRIVACY_PERSONAL))
			ret_fields[i] = NAMES_SURELY;
	return most;
}

static void take_place(struct looking *looking, const struct store_place *place)
{
	bool goes = place->is_sure;
	struct spot *spot;

	if (looking->fn && (looking->is_looking || !goes))
		goes = looking->fn(looking->user, place) || goes;
	if (looking->is_looking || !goes || place->kind->append_only)
		return;
	spot = arena_alloc(&looking->arena, sizeof(*spot));
	*spot = (struct spot){.kind = place->kind, .field = place->field,
			      .id = arena_str(&looking->arena, place->id)};
	*looking->end = spot;
	looking->end = &spot->next;
}

static int take_row(void *user, const struct record_kind *kind, const struct record *record)
{
	AUTO(arena_done) struct arena arena = {0};
	struct looking *looking = user;
	enum naming *fields = arena_alloc(&arena, (kind->field_count + 1) * sizeof(*fields));
	const char *tag = record_value(kind, record, "tag"), *tail = strrchr(record->id, '-');

	if (is_own(looking->f, record->id) ||
	    read_row(looking, kind, record, fields) == NAMES_NOT)
		return 0;
	for (size_t i = 0; i < kind->field_count; i++) {
		const struct store_place place = {
			.kind = kind, .id = record->id,
			.tag = tag ? tag : tail ? tail + 1 : record->id,
			.field = &kind->fields[i], .text = record->values[i],
			.is_sure = fields[i] == NAMES_SURELY,
			.is_sealed = kind->append_only &&
				     (fields[i] != NAMES_SURELY || !is_history(kind))};

		if (fields[i] != NAMES_NOT)
			take_place(looking, &place);
	}
	return 0;
}

/* History is read apart: nobody is asked about its lines. */
static bool is_read(const struct record_kind *kind)
{
	static const char *const apart[] = {"step", "audit", "conflict", "attachment"};
	bool any = false;

	for (size_t i = 0; i < ARRAY_LEN(apart); i++)
		if (str_eq(kind->name, apart[i]))
			return false;
	for (size_t i = 0; i < kind->field_count; i++)
		any |= may_name(kind, &kind->fields[i]);
	return any;
}

/* Of a kind with one such field only the rows that have it: few pupils have a note. */
static int look_at(struct looking *looking, const struct record_kind *kind, struct err *err)
{
	struct store_filter filter = {.test = STORE_IS_NOT};
	struct store_query query = {.filters = &filter};
	size_t fields = 0;

	for (size_t i = 0; i < kind->field_count; i++)
		if (may_name(kind, &kind->fields[i])) {
			filter.name = kind->fields[i].name;
			fields++;
		}
	query.filter_count = fields == 1;
	return record_list(looking->f->store, kind, &query, take_row, looking, err);
}

static int look(struct looking *looking, struct err *err)
{
	int r = 0;

	looking->end = &looking->spots;
	for (size_t i = 0; i < record_kind_count && r == 0; i++)
		if (is_read(record_kind_table[i]))
			r = look_at(looking, record_kind_table[i], err);
	return r;
}

int store_named(struct store *store, const char *id, store_place_fn fn, void *user,
		struct err *err)
{
	AUTO(forgetting_done) struct forgetting f = {.store = store};
	AUTO(forget_names_done) struct forget_names names = {0};
	AUTO(looking_done) struct looking looking = {
		.f = &f, .names = &names, .fn = fn, .user = user, .is_looking = true};
	int r = forget_find_rows(&f, "recipient", id, err);

	if (r == 0)
		r = forget_names_read(&names, store, id, err);
	return r < 0 || !names.count ? r : look(&looking, err);
}

/* ---- emptying ------------------------------------------------------------ */

static int set_applying(struct store *store, int64_t applying, struct err *err)
{
	return sql_run(store, err, "UPDATE sync_state SET applying = ?1", "i", applying);
}

/* The line tells which field, so that a copy from before is emptied there again. */
static int audit_place(struct store *store, const struct spot *spot, struct err *err)
{
	AUTO(buf_done) struct buf changes = {0};

	buf_add_char(&changes, '{');
	json_add_text(&changes, spot->field->name);
	buf_add_str(&changes, ":[null,");
	json_add_text(&changes, RECORD_FORGOTTEN);
	buf_add_str(&changes, "]}");
	return audit_line(store, spot->kind->name, spot->id, "set", buf_text(&changes), err);
}

/* What stood there was told by the lines of its changes, too; that it was forgotten, stays. */
static int empty_changes(struct store *store, const struct spot *spot, struct err *err)
{
	AUTO(buf_done) struct buf path = {0};

	buf_printf(&path, "$.%s", spot->field->name);
	return sql_run(store, err,
		       "UPDATE audit SET changes = json_remove(changes, ?3) "
		       "WHERE kind = ?1 AND \"row\" = ?2 AND iif(json_valid(changes), "
		       "json_type(changes, ?3) = 'array' "
		       "AND changes ->> (?3 || '[1]') IS NOT ?4, 0)",
		       "tttt", spot->kind->name, spot->id, buf_text(&path), RECORD_FORGOTTEN);
}

static int empty_spot(struct store *store, const struct spot *spot, struct err *err)
{
	int64_t applying = 0;
	int r = sql_number(store, &applying, err, "SELECT applying FROM sync_state", "");

	if (r == 0)
		r = set_applying(store, 1, err);
	if (r == 0)
		r = empty_changes(store, spot, err);
	if (r == 0)
		r = set_applying(store, 0, err);
	if (r == 0)
		r = forget_empty(store, spot->kind, spot->field, spot->id, err);
	if (r == 0)
		r = audit_place(store, spot, err);
	if (r == 0)
		r = set_applying(store, applying, err);
	return r < 0 ? r : search_put(store, spot->kind, spot->id, err);
}

int forget_field(struct store *store, const struct record_kind *kind, const struct field *field,
		 const char *id, struct err *err)
{
	const struct spot spot = {.kind = kind, .field = field, .id = id};
	AUTO(txn_done) struct txn txn = {0};
	int r = txn_begin(&txn, store, err);

	if (r == 0)
		r = empty_spot(store, &spot, err);
	if (r == 0)
		r = search_purge(store, err);
	return r < 0 ? r : txn_commit(&txn, err);
}

static int empty_history(struct store *store, const struct forget_names *names,
			 const struct history *line, struct err *err)
{
	const struct record_kind *kind = record_kind_find(line->table);
	AUTO(buf_done) struct buf text = {0}, emptied = {0};
	AUTO(sql_done) struct query query = {0};
	int r;

	buf_printf(&text, "SELECT id, \"%s\" FROM \"%s\" WHERE \"%s\" IS NOT NULL", line->field,
		   line->table, line->field);
	buf_printf(&emptied, "UPDATE \"%s\" SET \"%s\" = ?2 WHERE id = ?1", line->table,
		   line->field);
	r = sql_query(&query, store, err, buf_text(&text), "");
	while (r >= 0 && (r = sql_step(&query, err)) > 0) {
		if (names_them(names, sql_text(&query, 1)) != NAMES_SURELY)
			continue;
		r = sql_run(store, err, buf_text(&emptied), "tt", sql_text(&query, 0),
			    line->then);
		if (r == 0 && kind)
			r = search_put(store, kind, sql_text(&query, 0), err);
		if (r < 0)
			return r;
	}
	return r;
}

int forget_places(struct forgetting *f, const struct forget_names *names, store_place_fn also,
		  void *user, struct err *err)
{
	AUTO(looking_done) struct looking looking = {
		.f = f, .names = names, .fn = also, .user = user};
	int r = names->count ? look(&looking, err) : 0;

	for (const struct spot *spot = looking.spots; spot && r == 0; spot = spot->next)
		r = empty_spot(f->store, spot, err);
	for (size_t i = 0; i < ARRAY_LEN(history) && r == 0 && names->count; i++)
		r = empty_history(f->store, names, &history[i], err);
	return r;
}
