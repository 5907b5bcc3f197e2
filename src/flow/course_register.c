/* People come to a course, one by one or by a list: get a place, wait for one, or for a lead. */
#include "course_judge_priv.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

/* A row as it was taken. */
struct line {
	const char **values; /* in the order of course_row */
};

struct taker {
	struct arena arena;
	struct store *store;
	struct course_book book;
	struct line *lines;
	size_t count, room;
	char now[CLOCK_TEXT_MAX];
};

static void taker_done(struct taker *taker)
{
	course_book_done(&taker->book);
	arena_done(&taker->arena);
}

static int take(void *user, uint64_t at, const char *const *values, struct err *err)
{
	struct taker *taker = user;
	struct line line;

	(void)at;
	(void)err;
	line.values = arena_alloc(&taker->arena, course_row.field_count * sizeof(*line.values));
	for (size_t i = 0; i < course_row.field_count; i++)
		line.values[i] = arena_str(&taker->arena, values[i]);
	if (taker->count == taker->room) {
		struct line *more;

		taker->room = taker->room ? taker->room * 2 : 64;
		more = arena_alloc(&taker->arena, taker->room * sizeof(*more));
		if (taker->count)
			memcpy(more, taker->lines, taker->count * sizeof(*more));
		taker->lines = more;
	}
	taker->lines[taker->count++] = line;
	return 0;
}

/* ---- places ---------------------------------------------------------------------------------- */

static uint64_t places_taken(const struct course_book *book)
{
	uint64_t count = 0;

	for (size_t i = 0; i < book->people.count; i++)
		count += person_has_place(&book->people.list[i]);
	return count;
}

const char *course_place(const struct course_book *book)
{
	int64_t quota = row_number(&book->course, "quota");

	return quota && places_taken(book) >= (uint64_t)quota ? "waiting" : "registered";
}

const struct row *course_next_waiting(const struct course_book *book)
{
	for (size_t i = 0; i < book->people.count; i++)
		if (str_eq(row_get(&book->people.list[i], "state"), "waiting"))
			return &book->people.list[i];
	return NULL;
}

/* The row as it was read has another value of FIELD from now on. */
static void keep_value(struct course_book *book, struct row *row, const char *field,
		       const char *value)
{
	size_t count = row->kind->field_count;
	const char **values = arena_alloc(&book->arena, count * sizeof(*values));

	memcpy(values, row->values, count * sizeof(*values));
	values[record_field_find(row->kind, field) - row->kind->fields] =
		arena_str(&book->arena, value);
	row->values = values;
}

/* ---- looking at somebody --------------------------------------------------------------------- */

static void say(struct buf *ret, const struct row *person, const char *state, const char *flaws)
{
	if (str_eq(state, "asked"))
		buf_printf(ret, _("%s %s: %s; nhận: hotroit do admit %s note=…\n"),
			   row_get(person, "tag"), row_get(person, "name"), flaws,
			   row_get(person, "tag"));
	else if (str_eq(state, "waiting"))
		buf_printf(ret, _("%s %s: đã đủ chỗ, chờ có người rút\n"), row_get(person, "tag"),
			   row_get(person, "name"));
}

static void count(struct course_taken *taken, const char *state)
{
	taken->registered += str_eq(state, "registered");
	taken->waiting += str_eq(state, "waiting");
	taken->asked += str_eq(state, "asked");
}

/* Keeps what comes of looking at PERSON. REASON: they are let in, whatever is odd. */
static int look(struct course_book *book, struct row *person, const char *reason,
		struct course_taken *taken, struct buf *ret_said, struct err *err)
{
	static const char *const names[] = {"state", "flaws", "reason", "audience",
					    "registered_at"};
	const char *audience = row_get(person, "audience"), *state;
	AUTO(buf_done) struct buf flaws = {0};
	char now[CLOCK_TEXT_MAX];
	int r;

	if (!audience)
		audience = course_guess_audience(book, person, &book->arena);
	course_judge(book, person, audience, &flaws);
	state = flaws.len && !reason ? "asked" : course_place(book);
	store_now(book->store, now);
	{
		const char *const values[] = {
			state, flaws.len ? buf_text(&flaws) : NULL, reason, audience,
			row_get(person, "registered_at") ? row_get(person, "registered_at") : now};
		const struct store_write write = {.kind = person->kind, .id = person->id,
						  .names = names, .values = values,
						  .count = ARRAY_LEN(names)};

		r = store_write_all(book->store, &write, 1, err);
	}
	keep_value(book, person, "state", state);
	count(taken, state);
	say(ret_said, person, state, buf_text(&flaws));
	return r;
}

/* Everybody whom nobody has decided on, within a hold. */
static int look_at_all(struct store *store, const char *course, struct course_taken *taken,
		       struct buf *ret_said, struct err *err)
{
	AUTO(course_book_done) struct course_book book = {0};
	int r = course_book_read(&book, store, course, err);

	for (size_t i = 0; r == 0 && i < book.people.count; i++)
		if (str_eq(row_get(&book.people.list[i], "state"), "asked"))
			r = look(&book, &book.people.list[i], NULL, taken, ret_said, err);
	return r;
}

int flow_course_check(struct store *store, const char *course, struct course_taken *ret_taken,
		      struct buf *ret_said, struct err *err)
{
	AUTO(store_hold_done) struct store_hold hold = {0};
	struct course_taken taken = {0};
	int r = store_may_write(store, record_kind_find("registration"), err);

	if (r == 0)
		r = store_hold_begin(&hold, store, err);
	if (r == 0)
		r = look_at_all(store, course, &taken, ret_said, err);
	if (r == 0)
		r = store_hold_keep(&hold, err);
	if (r == 0)
		*ret_taken = taken;
	return r;
}

/* One person who stands in the book and was not looked at yet. */
static int look_at(struct store *store, const char *id, const char *reason,
		   struct course_taken *taken, struct buf *ret_said, struct err *err)
{
	AUTO(course_book_done) struct course_book book = {0};
	AUTO(arena_done) struct arena arena = {0};
	struct row person = {0};
	int r = row_read(&person, store, &arena, "registration", id, err);

	if (r == 0)
		r = course_book_read(&book, store, row_get(&person, "course"), err);
	if (r == 0 && !course_is(&book, "open") && !course_is(&book, "running")) {
		buf_add_str(ret_said, _("khoá chưa mở, hoặc không còn nhận đăng ký: để chờ xét\n"));
		return 0;
	}
	for (size_t i = 0; r == 0 && i < book.people.count; i++)
		if (str_eq(book.people.list[i].id, person.id))
			return look(&book, &book.people.list[i], reason, taken, ret_said, err);
	return r;
}

int course_settle(struct store *store, const char *id, struct buf *ret_warnings, struct err *err)
{
	AUTO(store_hold_done) struct store_hold hold = {0};
	AUTO(arena_done) struct arena arena = {0};
	struct course_taken taken = {0};
	struct row person = {0};
	int r = store_hold_begin(&hold, store, err);

	if (r == 0)
		r = row_read(&person, store, &arena, "registration", id, err);
	if (r < 0 || !str_eq(row_get(&person, "state"), "asked"))
		return r;
	r = look_at(store, id, NULL, &taken, ret_warnings, err);
	return r < 0 ? r : store_hold_keep(&hold, err);
}

/* ---- the rows that are written --------------------------------------------------------------- */

static const char *get(const struct line *line, const char *name)
{
	return line->values[record_field_find(&course_row, name) - course_row.fields];
}

static bool is_same(const char *a, const char *b)
{
	return str_eq(a ? a : "", b ? b : "");
}

/* The very row come again: the same list taken in twice. */
static bool is_known(const struct taker *taker, const struct line *line, const char *unit)
{
	static const char *const fields[] = {"name", "birth_date", "class", "phone"};

	for (size_t i = 0; i < taker->book.people.count; i++) {
		const struct row *person = &taker->book.people.list[i];
		bool same = is_same(row_get(person, "unit"), unit);

		for (size_t f = 0; f < ARRAY_LEN(fields) && same; f++)
			same = is_same(row_get(person, fields[f]), get(line, fields[f]));
		if (same)
			return true;
	}
	return false;
}

/* Returns 1 when the book has the row already. */
static int add(struct taker *taker, const struct line *line, char ret_id[UUID_TEXT_MAX],
	       struct err *err)
{
	static const char *const names[] = {"course", "name", "birth_date", "audience",
					    "class",  "phone", "member",   "unit",
					    "note",   "registered_at"};
	AUTO(buf_done) struct buf note = {0};
	const char *unit;

	buf_add_str(&note, get(line, "note") ? get(line, "note") : "");
	unit = row_unit_or_note(taker->store, &taker->arena, get(line, "unit"), &note);
	if (is_known(taker, line, unit))
		return 1;
	uuid_new(ret_id);
	{
		const char *const values[] = {
			taker->book.course.id, get(line, "name"), get(line, "birth_date"),
			get(line, "audience"), get(line, "class"), get(line, "phone"),
			get(line, "member"), unit, note.len ? buf_text(&note) : NULL, taker->now};
		const struct store_write write = {
			.kind = record_kind_find("registration"), .id = ret_id, .is_new = true,
			.names = names, .values = values, .count = ARRAY_LEN(names)};

		return store_write_all(taker->store, &write, 1, err);
	}
}

/* ---- all of it ------------------------------------------------------------------------------- */

static int open_book(struct taker *taker, struct store *store, const char *course, struct err *err)
{
	int r = store_may_write(store, &course_row, err);

	taker->store = store;
	if (r == 0)
		r = course_book_read(&taker->book, store, course, err);
	if (r < 0)
		return r;
	store_now(store, taker->now);
	if (course_is(&taker->book, "planned"))
		return err_set(err, EPERM, _("khoá chưa mở đăng ký: hotroit do open %s"),
			       row_get(&taker->book.course, "tag"));
	if (!course_is(&taker->book, "open") && !course_is(&taker->book, "running"))
		return err_set(err, EPERM, _("khoá không còn nhận đăng ký"));
	return 0;
}

/* IS_ONE: a single person, whom REASON lets in. */
static int keep(struct taker *taker, bool is_one, const char *reason,
		struct course_taken *ret_taken, struct buf *ret_said, struct err *err)
{
	AUTO(store_hold_done) struct store_hold hold = {0};
	struct course_taken taken = {0};
	char id[UUID_TEXT_MAX];
	int r = store_hold_begin(&hold, taker->store, err);

	for (size_t i = 0; i < taker->count && r >= 0; i++) {
		r = add(taker, &taker->lines[i], id, err);
		taken.added += r == 0;
		taken.known += r == 1;
	}
	if (r >= 0 && is_one)
		r = taken.added ? look_at(taker->store, id, reason, &taken, ret_said, err) : 0;
	else if (r >= 0)
		r = look_at_all(taker->store, taker->book.course.id, &taken, ret_said, err);
	if (r >= 0)
		r = store_hold_keep(&hold, err);
	if (r == 0)
		*ret_taken = taken;
	return r;
}

int flow_course_register(struct store *store, const char *course, const struct course_words *words,
			 const char *reason, struct course_taken *ret_taken, struct buf *ret_said,
			 struct err *err)
{
	AUTO(taker_done) struct taker taker = {0};
	const char **kept = arena_alloc(&taker.arena, course_row.field_count * sizeof(*kept));
	int r = open_book(&taker, store, course, err);

	if (r == 0)
		r = store_keep_values(store, course_row.fields, course_row.field_count,
				      words->names, words->values, words->count, &taker.arena, kept,
				      err);
	if (r == 0)
		r = take(&taker, 0, kept, err);
	return r < 0 ? r : keep(&taker, true, reason, ret_taken, ret_said, err);
}

int flow_course_import(struct store *store, const char *course,
		       const struct flow_import_request *request, struct flow_import *ret_import,
		       struct course_taken *ret_taken, struct buf *ret_said, struct err *err)
{
	AUTO(taker_done) struct taker taker = {0};
	struct flow_import_request mine = *request;
	int r = open_book(&taker, store, course, err);

	*ret_taken = (struct course_taken){0};
	mine.take = take;
	mine.taker = &taker;
	if (r == 0)
		r = flow_import(store, &course_row, &mine, ret_import, err);
	if (r < 0 || request->dry_run || ret_import->refused || ret_import->is_charset_asked)
		return r;
	return keep(&taker, false, NULL, ret_taken, ret_said, err);
}
