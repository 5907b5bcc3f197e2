/*
 * What is odd about somebody who wants to take part: not one of those it is for, or here already
 * under another spelling. Nothing is refused and nothing lost: it is said, and a lead decides.
 */
#include "course_judge_priv.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

/* What is found stays in the book, in the language of the book. */
static void flaw(struct buf *ret, const char *text)
{
	buf_printf(ret, "%s%s", ret->len ? "; " : "", text);
}

bool course_takes(const char *audience, const char *word)
{
	AUTO(buf_done) struct buf all = {0}, one = {0};

	buf_printf(&all, " %s ", audience);
	buf_printf(&one, " %s ", word);
	return strstr(buf_text(&all), buf_text(&one)) != NULL;
}

static const char *audience_in_book(const char *word)
{
	for (size_t i = 0; audience_words[i]; i++)
		if (str_eq(audience_words[i], word))
			return audience_labels[i];
	return word;
}

/* ---- for whom it is -------------------------------------------------------------------------- */

static const char *level_of(const struct course_book *book, const char *unit, struct arena *arena)
{
	struct row row = {0};

	return unit && row_read(&row, book->store, arena, "unit", unit, NULL) == 0
		       ? row_get(&row, "level")
		       : NULL;
}

/* The only one of those it is for that the person can be; NULL: none, or several. */
const char *course_guess_audience(const struct course_book *book, const struct row *person,
				  struct arena *arena)
{
	const char *wanted = row_get(&book->course, "audience"), *found = NULL;
	const char *level = level_of(book, row_get(person, "unit"), arena);

	if (!wanted)
		return NULL;
	if (row_get(person, "member") && course_takes(wanted, "tnv"))
		return "tnv";
	for (size_t i = 0; audience_words[i]; i++) {
		const char *word = audience_words[i], *of = strchr(word, '-');
		bool is_school = str_starts(word, "gv-") || str_starts(word, "hs-");

		if (!course_takes(wanted, word) || (is_school && level && !str_eq(of + 1, level)))
			continue;
		if (found)
			return NULL;
		found = word;
	}
	return found;
}

static void check_audience(const struct course_book *book, const struct row *person,
			   const char *audience, struct buf *ret)
{
	const char *wanted = row_get(&book->course, "audience");
	AUTO(buf_done) struct buf text = {0};

	(void)person;
	if (!wanted || (audience && course_takes(wanted, audience)))
		return;
	if (!audience) {
		flaw(ret, N_("chưa rõ đối tượng"));
		return;
	}
	buf_printf(&text, N_("khoá không dành cho %s"), audience_in_book(audience));
	flaw(ret, buf_text(&text));
}

/* ---- twice ----------------------------------------------------------------------------------- */

static bool is_contrary(const struct row *a, const struct row *b, const char *field)
{
	const char *left = row_get(a, field), *right = row_get(b, field);

	return left && right && !str_eq(left, right);
}

/* The same name however its tones are typed, or without any; a birth date or a school that differs
 * makes two people of them, the same telephone one. */
bool course_same_person(const struct row *a, const struct row *b)
{
	const char *left = row_get(a, "name"), *right = row_get(b, "name");
	const char *phone = row_get(a, "phone");
	AUTO(buf_done) struct buf one = {0}, other = {0};

	if (!left || !right)
		return false;
	text_fold(&one, left);
	text_fold(&other, right);
	if (!str_eq(buf_text(&one), buf_text(&other)))
		return false;
	if (phone && str_eq(phone, row_get(b, "phone")))
		return true;
	return !is_contrary(a, b, "birth_date") && !is_contrary(a, b, "unit") &&
	       text_same_name(left, right);
}

static void check_twice(const struct course_book *book, const struct row *person, struct buf *ret)
{
	for (size_t i = 0; i < book->people.count; i++) {
		const struct row *other = &book->people.list[i];
		AUTO(buf_done) struct buf text = {0};

		if (str_eq(other->id, person->id) ||
		    person_is_off(other) ||
		    strcmp(other->id, person->id) > 0 || !course_same_person(other, person))
			continue;
		/* Whose name the other one is, is not kept where everybody's flaws stand. */
		buf_printf(&text, N_("có thể trùng với %s"), row_get(other, "tag"));
		flaw(ret, buf_text(&text));
		return;
	}
}

void course_judge(const struct course_book *book, const struct row *person, const char *audience,
		  struct buf *ret_flaws)
{
	check_audience(book, person, audience, ret_flaws);
	check_twice(book, person, ret_flaws);
}
