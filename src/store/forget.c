/*
 * A person is forgotten: their row and what is a part of it stay as counts, and nothing in the book
 * says any more who it was. The server does the same by sync.forget() (schema/district/
 * 1007_forget.sql), and every bench once it hears of it.
 */
#include "forget_priv.h"

#include <ctype.h>
#include <string.h>

#define FORGET_TERM_MIN 4 /* bytes: a shorter text is in too many others */

void forgetting_done(struct forgetting *forgetting)
{
	arena_done(&forgetting->arena);
}

const char *const person_kinds[] = {"recipient", "entrant", "registration", NULL};

/* ---- which rows ---------------------------------------------------------- */

static void add_row(struct forgetting *f, struct forget_row ***end, const char *kind,
		    const char *id)
{
	struct forget_row *row;

	if (!id)
		return;
	row = arena_alloc(&f->arena, sizeof(*row));
	row->kind = record_kind_find(kind);
	row->id = arena_str(&f->arena, id);
	**end = row;
	*end = &row->next;
}

/* The rows that QUERY gives of KIND, where ?1 is ID. */
static int add_rows(struct forgetting *f, struct forget_row ***end, const char *kind,
		    const char *text, const char *id, struct err *err)
{
	AUTO(sql_done) struct query query = {0};
	int r = sql_query(&query, f->store, err, text, "t", id);

	while (r >= 0 && (r = sql_step(&query, err)) > 0)
		add_row(f, end, kind, sql_text(&query, 0));
	return r;
}

static int add_parts(struct forgetting *f, const struct forget_row *row, struct err *err)
{
	int r = 0;

	for (size_t i = 0; i < record_kind_count && r == 0; i++) {
		const struct record_kind *kind = record_kind_table[i];

		for (size_t j = 0; j < kind->field_count && r == 0; j++) {
			const struct field *field = &kind->fields[j];
			AUTO(buf_done) struct buf text = {0};

			if (!field->is_part || !str_eq(field->ref, row->kind->name))
				continue;
			buf_printf(&text, "SELECT id FROM \"%s\" WHERE \"%s\" = ?1", kind->name,
				   field->name);
			r = add_rows(f, &f->rows_end, kind->name, buf_text(&text), row->id, err);
		}
	}
	return r;
}

/* Who called for help with a device while it was theirs, and the goods themselves. */
static int add_kit(struct forgetting *f, const struct forget_row *kit, struct err *err)
{
	int r = add_rows(f, &f->rows_end, "request",
			 "SELECT r.id FROM request r JOIN kit k ON k.device = r.device "
			 "WHERE k.id = ?1 AND substr(r.received_at, 1, 10) >= "
			 "substr(k.given_at, 1, 10) AND (k.ended_at IS NULL OR "
			 "substr(r.received_at, 1, 10) <= substr(k.ended_at, 1, 10))",
			 kit->id, err);

	if (r == 0)
		r = add_rows(f, &f->around_end, "device",
			     "SELECT device FROM kit WHERE id = ?1", kit->id, err);
	return r < 0 ? r : add_rows(f, &f->around_end, "sim", "SELECT sim FROM kit WHERE id = ?1",
				    kit->id, err);
}

/* An entry is of the last one of its people who is forgotten: its files go with them. */
static int add_entry(struct forgetting *f, const struct forget_row *entrant, struct err *err)
{
	return add_rows(f, &f->rows_end, "entry",
			"SELECT entry FROM entrant WHERE id = ?1 AND NOT EXISTS (SELECT 1 FROM "
			"entrant o WHERE o.entry = entrant.entry AND o.id <> ?1 AND "
			"o.state <> 'gone')",
			entrant->id, err);
}

int forget_find_rows(struct forgetting *f, const char *kind, const char *id, struct err *err)
{
	int r = 0;

	f->rows_end = &f->rows;
	f->around_end = &f->around;
	add_row(f, &f->rows_end, kind, id);
	if (str_eq(kind, "entrant"))
		r = add_entry(f, f->rows, err);
	for (const struct forget_row *row = f->rows; row && r == 0; row = row->next) {
		r = add_parts(f, row, err);
		if (r == 0 && str_eq(row->kind->name, "kit"))
			r = add_kit(f, row, err);
	}
	return r;
}

/* ---- what they are called ------------------------------------------------ */

static void add_term(struct forgetting *f, const char *text)
{
	AUTO(buf_done) struct buf fold = {0};
	struct forget_term *term = arena_alloc(&f->arena, sizeof(*term));

	text_fold(&fold, text);
	term->text = arena_str(&f->arena, text);
	term->fold = arena_str(&f->arena, buf_text(&fold));
	term->is_word = !strchr(text, ' ') && !isdigit((unsigned char)*text);
	term->next = f->terms;
	f->terms = term;
}

static bool is_called(const struct field *field)
{
	return record_forgets(field) && field->privacy == PRIVACY_PERSONAL &&
	       (field->type == FIELD_TEXT || field->type == FIELD_CODE ||
		field->type == FIELD_PHONE) &&
	       !str_eq(field->name, "note");
}

static int find_terms(struct forgetting *f, const struct forget_row *row, struct err *err)
{
	const char **values;
	int r = record_read(f->store, row->kind, row->id, &f->arena, &values, err);

	for (size_t i = 0; i < row->kind->field_count && r == 0; i++) {
		const struct field *field = &row->kind->fields[i];
		const char *given;

		if (!is_called(field) || !values[i] || str_eq(values[i], record_forgets(field)))
			continue;
		if (strlen(values[i]) >= FORGET_TERM_MIN)
			add_term(f, values[i]);
		given = strrchr(values[i], ' ');
		if (str_eq(row->kind->name, "recipient") && str_eq(field->name, "name"))
			add_term(f, given ? given + 1 : values[i]);
	}
	return r;
}

bool forget_is_letter(char c)
{
	return isalnum((unsigned char)c) || (c & 0x80);
}

bool forget_stands_in(const char *text, const char *word)
{
	size_t len = strlen(word);

	for (const char *at = text; len && (at = strstr(at, word)); at += len)
		if ((at == text || !forget_is_letter(at[-1])) && !forget_is_letter(at[len]))
			return true;
	return false;
}

static bool names_them(const struct forgetting *f, const char *text)
{
	AUTO(buf_done) struct buf fold = {0};

	text_fold(&fold, text);
	for (const struct forget_term *term = f->terms; term; term = term->next)
		if (term->is_word ? forget_stands_in(text, term->text)
				  : forget_stands_in(buf_text(&fold), term->fold))
			return true;
	return false;
}

/* ---- emptying ------------------------------------------------------------ */

static int empty_fields(struct forgetting *f, const struct forget_row *row, bool personal,
			struct err *err)
{
	AUTO(buf_done) struct buf text = {0};

	buf_printf(&text, "UPDATE \"%s\" SET n = n", apart_table(row->kind, personal).text);
	for (size_t i = 0; i < row->kind->field_count; i++) {
		const struct field *field = &row->kind->fields[i];
		const char *word = record_forgets(field);

		if (word && apart_has(row->kind, field) == personal)
			buf_printf(&text, ", \"%s\" = nullif('%s', '')", field->name, word);
	}
	buf_printf(&text, " WHERE n = (SELECT n FROM \"%s\" WHERE id = ?1)", row->kind->name);
	return sql_run(f->store, err, buf_text(&text), "t", row->id);
}

static int empty_row(struct forgetting *f, const struct forget_row *row, struct err *err)
{
	int r = empty_fields(f, row, false, err);

	if (r == 0 && row->kind->apart)
		r = empty_fields(f, row, true, err);
	if (r == 0)
		r = search_put(f->store, row->kind, row->id, err);
	return r < 0 ? r : gone_traces(f->store, row->id, err);
}

int forget_empty(struct store *store, const struct record_kind *kind, const struct field *field,
		 const char *id, struct err *err)
{
	AUTO(buf_done) struct buf text = {0};

	buf_printf(&text,
		   "UPDATE \"%s\" SET \"%s\" = nullif('%s', '') WHERE n = "
		   "(SELECT n FROM \"%s\" WHERE id = ?1)",
		   apart_table(kind, apart_has(kind, field)).text, field->name,
		   field->type == FIELD_TEXT ? RECORD_FORGOTTEN : "", kind->name);
	return sql_run(store, err, buf_text(&text), "t", id);
}

/* Rows that tell of the device or SIM ?1. FIELDS: what may name its user, NULL: any. */
struct told {
	const char *kind, *which;
	const char *fields[2];
};

static bool is_told(const struct told *told, const struct field *field)
{
	if (!told->fields[0])
		return field->type != FIELD_REF;
	return str_eq(field->name, told->fields[0]) || str_eq(field->name, told->fields[1]);
}

/* Fields of a row that stays which name the person. */
static int empty_named(struct forgetting *f, const struct told *told, const char *id,
		       struct err *err)
{
	const struct record_kind *kind = record_kind_find(told->kind);
	AUTO(arena_done) struct arena arena = {0};
	const char **values;
	bool any = false;
	int r = record_read(f->store, kind, id, &arena, &values, err);

	for (size_t i = 0; i < kind->field_count && r == 0; i++) {
		if (!values[i] || !is_told(told, &kind->fields[i]) ||
		    !names_them(f, values[i]))
			continue;
		any = true;
		r = forget_empty(f->store, kind, &kind->fields[i], id, err);
	}
	return r < 0 || !any ? r : search_put(f->store, kind, id, err);
}

/* The goods ?1, and what was asked for and mended on them. */
#define THEIRS \
	"(SELECT ?1 UNION ALL SELECT id FROM request WHERE device = ?1 " \
	"UNION ALL SELECT id FROM repair WHERE device = ?1)"

/* What else is written of a device or SIM of theirs. */
static int empty_around(struct forgetting *f, const struct forget_row *row, struct err *err)
{
	static const struct told told[] = {
		{"device", "SELECT id FROM device WHERE id = ?1", {NULL}},
		{"sim", "SELECT id FROM sim WHERE id = ?1", {NULL}},
		{"request", "SELECT id FROM request WHERE device = ?1", {NULL}},
		{"repair", "SELECT id FROM repair WHERE device = ?1", {NULL}},
		{"step", "SELECT id FROM step WHERE subject IN " THEIRS, {"note", "waiver"}},
		{"audit", "SELECT id FROM audit WHERE row IN " THEIRS, {"changes", NULL}},
	};
	int r = 0;

	for (size_t i = 0; i < ARRAY_LEN(told) && r == 0; i++) {
		AUTO(sql_done) struct query query = {0};

		r = sql_query(&query, f->store, err, told[i].which, "t", row->id);
		while (r >= 0 && (r = sql_step(&query, err)) > 0) {
			r = empty_named(f, &told[i], sql_text(&query, 0), err);
			if (r < 0)
				return r;
		}
	}
	return r;
}

/* A form that is half typed may be for a row that is not there yet. */
static int drop_drafts(struct forgetting *f, struct err *err)
{
	AUTO(sql_done) struct query query = {0};
	int r = sql_query(&query, f->store, err, "SELECT form, row_id, text FROM draft", "");

	while (r >= 0 && (r = sql_step(&query, err)) > 0) {
		if (!names_them(f, sql_text(&query, 2)))
			continue;
		r = sql_run(f->store, err, "DELETE FROM draft WHERE form = ?1 AND row_id = ?2",
			    "tt", sql_text(&query, 0), sql_text(&query, 1));
		if (r < 0)
			return r;
	}
	return r;
}

static int gone(struct store *store, const char *kind, const char *id, store_place_fn also,
		void *user, struct err *err)
{
	AUTO(forgetting_done) struct forgetting f = {.store = store};
	AUTO(forget_names_done) struct forget_names names = {0};
	int r = forget_find_rows(&f, kind, id, err);

	/* Elsewhere the book names pupils; others are named in their own rows. */
	if (r == 0 && str_eq(kind, "recipient"))
		r = forget_names_read(&names, store, id, err);
	for (const struct forget_row *row = f.rows; row && r == 0; row = row->next)
		r = find_terms(&f, row, err);
	for (const struct forget_row *row = f.rows; row && r == 0; row = row->next)
		r = empty_row(&f, row, err);
	for (const struct forget_row *row = f.around; row && r == 0; row = row->next)
		r = empty_around(&f, row, err);
	if (r == 0)
		r = drop_drafts(&f, err);
	if (r == 0)
		r = forget_places(&f, &names, also, user, err);
	return r < 0 ? r : sql_run(store, err, "UPDATE sync_link SET scrub = 1", "");
}

int gone_person(struct store *store, const char *kind, const char *id, struct err *err)
{
	return gone(store, kind, id, NULL, NULL, err);
}

int store_forget(struct store *store, const char *kind, const char *id, store_place_fn also,
		 void *user, struct err *err)
{
	AUTO(txn_done) struct txn txn = {0};
	int r = txn_begin(&txn, store, err);

	/* What travels is that the person is gone: every bench and the server then do the same. */
	if (r == 0)
		r = sql_run(store, err, "UPDATE sync_state SET applying = 1", "");
	if (r == 0)
		r = gone(store, kind, id, also, user, err);
	if (r == 0)
		r = sql_run(store, err, "UPDATE sync_state SET applying = 0", "");
	if (r == 0)
		r = search_purge(store, err);
	return r < 0 ? r : txn_commit(&txn, err);
}
