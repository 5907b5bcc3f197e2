/* Reads a course whole. See course_priv.h. */
#include "course_priv.h"

#include <stdlib.h>
#include <string.h>

void course_book_done(struct course_book *book)
{
	arena_done(&book->arena);
}

static int by_session(const void *a, const void *b)
{
	const struct row *left = a, *right = b;
	int order = strcmp(row_get(left, "session"), row_get(right, "session"));

	if (order == 0)
		order = strcmp(row_get(left, "registration"), row_get(right, "registration"));
	return order ? order : strcmp(left->id, right->id);
}

/* What is written of one session that counts, put behind what there is. */
static int read_seen(struct course_book *book, const struct row *session, struct err *err)
{
	struct rows more = {0};
	struct row *all;
	int r = row_list(&more.list, &more.count, book->store, &book->arena, "attendance",
			 "session", session->id, err);

	if (r < 0 || !more.count)
		return r;
	all = arena_alloc(&book->arena, (book->seen.count + more.count) * sizeof(*all));
	if (book->seen.count)
		memcpy(all, book->seen.list, book->seen.count * sizeof(*all));
	book->seen.list = all;
	for (size_t i = 0; i < more.count; i++)
		if (str_eq(row_get(&more.list[i], "state"), "counted"))
			all[book->seen.count++] = more.list[i];
	return 0;
}

static int read_parts(struct course_book *book, struct err *err)
{
	const char *id = book->course.id;
	int r = row_list(&book->sessions.list, &book->sessions.count, book->store, &book->arena,
			 "session", "course", id, err);

	if (r == 0)
		r = row_list(&book->people.list, &book->people.count, book->store, &book->arena,
			     "registration", "course", id, err);
	for (size_t i = 0; i < book->sessions.count && r == 0; i++)
		r = read_seen(book, &book->sessions.list[i], err);
	if (r == 0 && book->seen.count)
		qsort(book->seen.list, book->seen.count, sizeof(*book->seen.list), by_session);
	return r;
}

int course_book_read(struct course_book *book, struct store *store, const char *course,
		     struct err *err)
{
	int r = store_read_begin(store, err);

	if (r < 0)
		return r;
	book->store = store;
	r = row_read(&book->course, store, &book->arena, "course", course, err);
	if (r == 0)
		r = read_parts(book, err);
	store_read_end(store);
	return r;
}

bool course_is(const struct course_book *book, const char *state)
{
	return str_eq(row_get(&book->course, "state"), state);
}

bool session_is_off(const struct row *session)
{
	return str_eq(row_get(session, "cancelled"), "1");
}

int64_t course_minutes(const struct course_book *book)
{
	int64_t minutes = row_number(&book->course, "minutes");

	for (size_t i = 0; i < book->sessions.count && !row_get(&book->course, "minutes"); i++)
		if (!session_is_off(&book->sessions.list[i]))
			minutes += row_number(&book->sessions.list[i], "minutes");
	return minutes;
}

int64_t course_percent(const struct course_book *book)
{
	int64_t percent = row_number(&book->course, "attend_percent");

	return percent ? percent : 100;
}

bool course_certifies(const struct course_book *book)
{
	return !str_eq(row_get(&book->course, "certifies"), "0");
}

/* The first of what is written of a session and a person, or where it would stand. */
static size_t find_seen(const struct course_book *book, const char *session, const char *person)
{
	size_t low = 0, high = book->seen.count;

	while (low < high) {
		size_t middle = (low + high) / 2;
		const struct row *row = &book->seen.list[middle];
		int order = strcmp(row_get(row, "session"), session);

		if (order == 0)
			order = strcmp(row_get(row, "registration"), person);
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

int64_t course_sat_in(const struct course_book *book, const struct row *session,
		      const char *person)
{
	int64_t most = 0, minutes;

	if (session_is_off(session))
		return 0;
	for (size_t i = find_seen(book, session->id, person); i < book->seen.count; i++) {
		const struct row *row = &book->seen.list[i];

		if (!str_eq(row_get(row, "session"), session->id) ||
		    !str_eq(row_get(row, "registration"), person))
			break;
		minutes = row_number(row, "minutes");
		most = minutes > most ? minutes : most;
	}
	return course_sat(&most, 1, row_number(session, "minutes"));
}

int64_t course_attended(const struct course_book *book, const char *person)
{
	int64_t sum = 0;

	for (size_t i = 0; i < book->sessions.count; i++)
		sum += course_sat_in(book, &book->sessions.list[i], person);
	return sum;
}

bool person_is_off(const struct row *person)
{
	const char *state = row_get(person, "state");

	return str_eq(state, "withdrawn") || str_eq(state, "declined") || str_eq(state, "gone");
}

bool person_completed(const struct row *person)
{
	const char *state = row_get(person, "state");

	return str_eq(state, "completed") || (str_eq(state, "gone") && row_get(person, "code"));
}

bool person_has_place(const struct row *person)
{
	const char *state = row_get(person, "state");

	return str_eq(state, "registered") || str_eq(state, "completed") ||
	       str_eq(state, "not-completed");
}
