/*
 * What is odd about an entry: late, of the wrong level or place, twice, without its file. Nothing
 * is refused and nothing lost: it is said, and who answers decides.
 */
#include "contest_priv.h"
#include "life_priv.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define LATE N_("nộp muộn")
#define PARENTS_MAX 8 /* above a unit; a book may hold a circle */

/* ---- words --------------------------------------------------------------------------------- */

/* What is found stays in the book, in the language of the book. */
static void flaw(struct buf *ret, const char *fmt, ...) PRINTF_LIKE(2, 3);

static void flaw(struct buf *ret, const char *fmt, ...)
{
	char text[512];
	va_list args;

	va_start(args, fmt);
	vsnprintf(text, sizeof(text), fmt, args);
	va_end(args);
	buf_printf(ret, "%s%s", ret->len ? "; " : "", text);
}

static const char *audience_in_book(const char *word)
{
	for (size_t i = 0; word && audience_words[i]; i++)
		if (str_eq(audience_words[i], word))
			return audience_labels[i];
	return word;
}

/* ---- when ---------------------------------------------------------------------------------- */

/* Strictly before: what comes at that very second is late. */
static bool is_late(const struct contest_book *book, const struct row *entry)
{
	const char *deadline = row_get(&book->contest, "deadline");
	int64_t end, received;

	return deadline && time_read(deadline, &end) &&
	       time_read(row_get(entry, "received_at"), &received) && received >= end;
}

static void check_opening(const struct contest_book *book, const struct row *entry,
			  struct buf *ret)
{
	const char *opens = row_get(&book->contest, "opens");

	if (opens && strncmp(row_get(entry, "received_at"), opens, strlen(opens)) < 0)
		flaw(ret, N_("nhận trước ngày phát động"));
}

/* ---- who ----------------------------------------------------------------------------------- */

/* Does the unit lie in the contest's place? Its level besides. */
static int look_up(const struct contest_book *book, const char *unit, const char **ret_level,
		   bool *ret_within, struct arena *arena, struct err *err)
{
	const char *within = row_get(&book->contest, "within");

	*ret_within = !within;
	for (int i = 0; unit && i < PARENTS_MAX; i++) {
		struct row row = {0};
		int r = row_read(&row, book->store, arena, "unit", unit, err);

		if (r < 0)
			return r;
		if (i == 0)
			*ret_level = row_get(&row, "level");
		*ret_within |= str_eq(row.id, within);
		if (*ret_within)
			return 0;
		unit = row_get(&row, "parent");
	}
	return 0;
}

/* 0: no class that says its grade. */
static int64_t grade_of_class(const char *of)
{
	size_t digits = of ? strspn(of, "0123456789") : 0;
	char text[3];
	int64_t grade;

	if (digits < 1 || digits > 2)
		return 0;
	snprintf(text, sizeof(text), "%.*s", (int)digits, of);
	return str_to_i64(text, &grade) ? grade : 0;
}

/* Grade 6 is of THCS. */
static const char *level_of_class(const char *of)
{
	int64_t grade = grade_of_class(of);

	return grade >= 1 && grade <= 5	    ? "th"
	       : grade >= 6 && grade <= 9   ? "thcs"
	       : grade >= 10 && grade <= 12 ? "thpt"
					    : NULL;
}

static bool takes(const char *audience, const char *word)
{
	AUTO(buf_done) struct buf all = {0}, one = {0};

	buf_printf(&all, " %s ", audience);
	buf_printf(&one, " %s ", word);
	return strstr(buf_text(&all), buf_text(&one)) != NULL;
}

/* Who has a class is a pupil; without one a school's pupil, or its teacher where the division is
 * for teachers. */
static const char *guess_audience(struct arena *arena, const char *wanted, const char *of_class,
				  const char *level)
{
	const char *pupil = level ? arena_printf(arena, "hs-%s", level) : NULL;
	const char *teacher = level ? arena_printf(arena, "gv-%s", level) : NULL;

	if (of_class)
		return arena_printf(arena, "hs-%s", of_class);
	return teacher && takes(wanted, teacher) ? teacher : pupil;
}

#define STARTS_AT 6 /* years old in grade 1 */
#define AHEAD_MOST 1
#define BEHIND_MOST 4

static void check_age(const struct row *entry, const struct row *entrant, struct buf *ret)
{
	const char *born = row_get(entrant, "birth_date"), *class = row_get(entrant, "class");
	int64_t grade = grade_of_class(class), year, now, age;
	char text[2][5];

	if (!born || !level_of_class(class))
		return;
	snprintf(text[0], sizeof(text[0]), "%.4s", born);
	snprintf(text[1], sizeof(text[1]), "%.4s", row_get(entry, "received_at"));
	if (!str_to_i64(text[0], &year) || !str_to_i64(text[1], &now))
		return;
	/* In the year in which the grade begins; in its second half one more. */
	age = STARTS_AT + grade - 1;
	if (now - year < age - AHEAD_MOST || now - year > age + 1 + BEHIND_MOST)
		flaw(ret, N_("tuổi không hợp lớp: sinh %s, lớp %s"), text[0], class);
}

/* A centre of continuing education has classes of every level. */
static void check_level(const char *class, const char *level, struct buf *ret)
{
	const char *of_class = level_of_class(class);
	const struct field *field = record_field_find(record_kind_find("unit"), "level");

	for (size_t i = 0; of_class && level && field->choices[i]; i++)
		if (str_eq(field->choices[i], level) && !str_eq(level, of_class) &&
		    !str_eq(level, "gdtx"))
			flaw(ret, N_("lớp không phải của trường: %s, trường %s"), class,
			     field->choice_labels[i]);
}

static bool is_pupil(const struct row *entrant)
{
	const char *audience = row_get(entrant, "audience");

	return !audience || str_starts(audience, "hs-");
}

static void check_audience(const struct row *division, const struct row *entrant,
			   const char *level, struct buf *ret)
{
	const char *wanted = division ? row_get(division, "audience") : NULL;
	const char *of_class = level_of_class(row_get(entrant, "class"));
	const char *audience = row_get(entrant, "audience");
	AUTO(arena_done) struct arena arena = {0};

	if (!wanted)
		return;
	if (!audience)
		audience = guess_audience(&arena, wanted, of_class, level);
	if (!audience)
		flaw(ret, N_("chưa rõ đối tượng (lớp hoặc cấp học của trường)"));
	else if (!takes(wanted, audience))
		flaw(ret, N_("%s không thuộc %s"), audience_in_book(audience),
		     row_get(division, "name"));
	else if (str_starts(audience, "hs-") && of_class && !str_ends(audience, of_class) &&
		 !str_eq(audience, "hs-gdtx"))
		flaw(ret, N_("lớp %s không phải %s"), row_get(entrant, "class"),
		     audience_in_book(audience));
}

static int check_entrant(const struct contest_book *book, const struct row *entry,
			 const struct row *division, const struct row *entrant, struct buf *ret,
			 struct err *err)
{
	const char *unit = row_get(entrant, "unit"), *level = NULL;
	AUTO(arena_done) struct arena arena = {0};
	bool is_within = false;
	int r;

	unit = unit ? unit : row_get(entry, "unit");
	if (!unit)
		flaw(ret, N_("chưa rõ đơn vị"));
	r = look_up(book, unit, &level, &is_within, &arena, err);
	if (r < 0)
		return r;
	if (unit && !is_within)
		flaw(ret, N_("đơn vị không thuộc địa bàn"));
	check_audience(division, entrant, level, ret);
	if (is_pupil(entrant)) {
		check_level(row_get(entrant, "class"), level, ret);
		check_age(entry, entrant, ret);
	}
	return 0;
}

/* ---- twice --------------------------------------------------------------------------------- */

bool contest_same_person(const struct row *a, const struct row *b, bool is_sure)
{
	const char *born = row_get(a, "birth_date"), *other_born = row_get(b, "birth_date");
	const char *of = row_get(a, "class"), *other_of = row_get(b, "class");
	/* Two birth dates tell more than two classes. */
	bool by_birth = born && other_born, by_class = !by_birth && of && other_of;

	/* Of whom nothing is known any more nobody can say it. */
	if (str_eq(row_get(a, "state"), "gone") || str_eq(row_get(b, "state"), "gone"))
		return false;
	if ((by_birth && !str_eq(born, other_born)) || (by_class && !str_eq(of, other_of)) ||
	    (is_sure && !by_birth && !by_class))
		return false;
	return text_same_name(row_get(a, "name"), row_get(b, "name"));
}

/* Of two the one that came later is told; ids tell which, where the times are equal. */
static bool is_earlier(const struct row *a, const struct row *b)
{
	int order = strcmp(row_get(a, "received_at"), row_get(b, "received_at"));

	return order ? order < 0 : strcmp(a->id, b->id) < 0;
}

static bool counts(const struct row *entry)
{
	const char *state = row_get(entry, "state");

	return !str_eq(state, "withdrawn") && !str_eq(state, "rejected");
}

static void check_twice(const struct contest_book *book, const struct row *entry,
			const struct row *entrant, struct buf *ret)
{
	for (size_t i = 0; i < book->entrants.count; i++) {
		const struct row *other = &book->entrants.list[i];
		const struct row *theirs;

		if (str_eq(row_get(other, "entry"), entry->id) ||
		    !contest_same_person(entrant, other, true))
			continue;
		theirs = contest_entry_by_id(book, row_get(other, "entry"));
		if (!theirs || !counts(theirs) || !is_earlier(theirs, entry))
			continue;
		flaw(ret, N_("có thể đã nộp: trùng người với bài %s"), row_get(theirs, "tag"));
		return;
	}
}

/* ---- the rest ------------------------------------------------------------------------------ */

static bool has_file(const struct contest_book *book, const char *entry)
{
	for (size_t i = 0; i < book->files.count; i++)
		if (str_eq(row_get(&book->files.list[i], "subject"), entry))
			return true;
	return false;
}

/* The entry that came before this one with the very same file; NULL: none. */
static const struct row *with_same_file(const struct contest_book *book, const struct row *entry,
					const struct row *file)
{
	for (size_t i = 0; i < book->files.count; i++) {
		const struct row *other = &book->files.list[i];
		const struct row *theirs = contest_entry_by_id(book, row_get(other, "subject"));

		if (str_eq(row_get(other, "sha256"), row_get(file, "sha256")) && theirs &&
		    theirs != entry && counts(theirs) && is_earlier(theirs, entry))
			return theirs;
	}
	return NULL;
}

static void check_copies(const struct contest_book *book, const struct row *entry, struct buf *ret)
{
	for (size_t i = 0; i < book->files.count; i++) {
		const struct row *file = &book->files.list[i], *theirs;

		if (!str_eq(row_get(file, "subject"), entry->id))
			continue;
		theirs = with_same_file(book, entry, file);
		if (!theirs)
			continue;
		flaw(ret, N_("tệp giống hệt: của bài %s"), row_get(theirs, "tag"));
		return;
	}
}

static void check_size(const struct contest_book *book, const struct row *entry, size_t people,
		       struct buf *ret)
{
	int64_t most = row_number(&book->contest, "group_max");

	if (!people)
		flaw(ret, N_("chưa có người dự thi"));
	if (people > 1 && str_eq(row_get(entry, "kind"), "individual"))
		flaw(ret, N_("ghi là cá nhân nhưng có %zu người"), people);
	if (most && people > (size_t)most)
		flaw(ret, N_("nhóm %zu người, nhiều nhất là %lld"), people, (long long)most);
}

/* As its category says, else as the contest does. */
static bool needs_file(const struct contest_book *book, const struct row *entry)
{
	const struct row *category = rows_find(&book->categories, row_get(entry, "category"));
	const char *said = category ? row_get(category, "needs_file") : NULL;

	return !str_eq(said ? said : row_get(&book->contest, "needs_file"), "0");
}

static void check_entry(const struct contest_book *book, const struct row *entry,
			struct buf *ret)
{
	if (!rows_find(&book->divisions, row_get(entry, "division")))
		flaw(ret, N_("chưa rõ bảng thi"));
	if (book->categories.count &&
	    !rows_find(&book->categories, row_get(entry, "category")))
		flaw(ret, N_("chưa rõ hạng mục"));
	if (needs_file(book, entry) && !has_file(book, entry->id))
		flaw(ret, N_("thiếu tệp bài thi"));
	check_copies(book, entry, ret);
	check_opening(book, entry, ret);
}

const char *contest_judge_entry(const struct contest_book *book, const struct row *entry,
				struct buf *ret_flaws, struct err *err)
{
	const struct row *division = rows_find(&book->divisions, row_get(entry, "division"));
	bool late = is_late(book, entry);
	size_t count;
	const struct row *people = contest_entrants(book, entry->id, &count);

	if (late)
		flaw(ret_flaws, LATE);
	check_size(book, entry, count, ret_flaws);
	for (size_t i = 0; i < count; i++) {
		if (check_entrant(book, entry, division, &people[i], ret_flaws, err) < 0)
			return NULL;
		check_twice(book, entry, &people[i], ret_flaws);
	}
	check_entry(book, entry, ret_flaws);
	if (late)
		return str_eq(row_get(&book->contest, "late"), "refuse") ? "rejected" : "late";
	return ret_flaws->len ? "flawed" : "accepted";
}

/* ---- all of a contest's -------------------------------------------------------------------- */

/* Once somebody has decided, with a reason, nothing here decides otherwise; nor of what the panel
 * has before it. */
static bool is_open(const struct row *entry)
{
	return !row_get(entry, "reason") && !str_eq(row_get(entry, "state"), "withdrawn") &&
	       !(row_get(entry, "blind") && entry_is_accepted(entry));
}

static int keep(const struct contest_book *book, const struct row *entry, const char *state,
		const char *flaws, struct err *err)
{
	static const char *const names[] = {"state", "flaws", "blind"};
	static const char *const step_names[] = {"kind", "subject", "action", "from_state",
						 "to_state", "at", "by", "by_name", "note"};
	const struct store_actor *actor = store_acting(book->store);
	const char *values[] = {state, *flaws ? flaws : NULL, NULL};
	const char *before = row_get(entry, "state"), *flawed = row_get(entry, "flaws");
	char now[CLOCK_TEXT_MAX], blind[CONTEST_BLIND_MAX];
	/* What comes in while the panel is at work gets its code at once. */
	bool is_coded = str_eq(state, "accepted") && contest_is(book, "judging") &&
			!row_get(entry, "blind");
	const char *const step_values[] = {
		"entry", entry->id, "check", before, state, now,
		*actor->member ? actor->member : NULL, *actor->name ? actor->name : NULL, NULL};
	const struct store_write writes[] = {
		{.kind = entry->kind, .id = entry->id, .names = names, .values = values,
		 .count = is_coded ? ARRAY_LEN(names) : ARRAY_LEN(names) - 1},
		{.kind = record_kind_find("step"), .is_new = true, .names = step_names,
		 .values = step_values, .count = ARRAY_LEN(step_names)},
	};

	if (str_eq(before, state) && str_eq(flawed ? flawed : "", flaws))
		return 0;
	store_now(book->store, now);
	contest_blind(book, blind);
	values[2] = blind;
	return store_write_all(book->store, writes, str_eq(before, state) ? 1 : ARRAY_LEN(writes),
			       err);
}

static void count_one(struct contest_taken *counts, const char *state)
{
	counts->accepted += str_eq(state, "accepted");
	counts->late += str_eq(state, "late");
	counts->flawed += str_eq(state, "flawed");
	counts->rejected += str_eq(state, "rejected");
}

static int look_at(const struct contest_book *book, const struct row *entry,
		   struct contest_taken *ret_counts, struct buf *ret_said, struct err *err)
{
	AUTO(buf_done) struct buf flaws = {0};
	const char *state;

	if (!is_open(entry)) {
		count_one(ret_counts, row_get(entry, "state"));
		return 0;
	}
	state = contest_judge_entry(book, entry, &flaws, err);
	if (!state)
		return -err->code;
	count_one(ret_counts, state);
	if (flaws.len && ret_said)
		buf_printf(ret_said, "%s: %s\n", row_get(entry, "tag"), buf_text(&flaws));
	return keep(book, entry, state, buf_text(&flaws), err);
}

int contest_check_all(struct store *store, const char *contest, struct contest_taken *ret_counts,
		      struct buf *ret_said, struct err *err)
{
	AUTO(contest_book_done) struct contest_book book = {0};
	int r = contest_book_read(&book, store, contest,
				  CONTEST_ENTRIES | CONTEST_ENTRANTS | CONTEST_FILES, err);

	if (r == 0 && (contest_is(&book, "published") || contest_is(&book, "closed")))
		return err_set(err, EPERM, _("cuộc thi đã công bố kết quả: bài thi không đổi nữa"));
	for (size_t i = 0; i < book.entries.count && r == 0; i++)
		r = look_at(&book, &book.entries.list[i], ret_counts, ret_said, err);
	return r;
}

int flow_contest_check(struct store *store, const char *contest, struct contest_taken *ret_counts,
		       struct buf *ret_said, struct err *err)
{
	AUTO(store_hold_done) struct store_hold hold = {0};
	int r = store_may_write(store, record_kind_find("entry"), err);

	*ret_counts = (struct contest_taken){0};
	if (r == 0)
		r = store_hold_begin(&hold, store, err);
	if (r == 0)
		r = contest_check_all(store, contest, ret_counts, ret_said, err);
	return r < 0 ? r : store_hold_keep(&hold, err);
}

/* ---- after one record was written ---------------------------------------------------------- */

int contest_settle(struct store *store, const struct record_kind *kind, const char *id,
		   struct buf *ret_warnings, struct err *err)
{
	AUTO(store_hold_done) struct store_hold hold = {0};
	AUTO(contest_book_done) struct contest_book book = {0};
	AUTO(arena_done) struct arena arena = {0};
	struct contest_taken counts = {0};
	struct row row = {0}, entry = {0};
	int r = row_read(&row, store, &arena, kind->name, id, err);

	if (r == 0)
		r = row_read(&entry, store, &arena, "entry",
			     str_eq(kind->name, "entry") ? row.id : row_get(&row, "entry"), err);
	if (r == 0)
		r = store_hold_begin(&hold, store, err);
	if (r == 0)
		r = contest_book_read(&book, store, row_get(&entry, "contest"),
				      CONTEST_ENTRIES | CONTEST_ENTRANTS | CONTEST_FILES, err);
	if (r < 0)
		return r;
	if (contest_is(&book, "draft"))
		buf_add_str(ret_warnings, _("cuộc thi chưa mở nhận bài (hotroit do open)\n"));
	if (contest_is(&book, "published") || contest_is(&book, "closed")) {
		buf_add_str(ret_warnings, _("cuộc thi đã công bố: bài này không được chấm nữa\n"));
		return 0;
	}
	r = look_at(&book, contest_entry_by_id(&book, entry.id), &counts, ret_warnings, err);
	return r < 0 ? r : store_hold_keep(&hold, err);
}
