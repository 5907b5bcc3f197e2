/* Contests: beside flow.h, for who holds one. A contest is named by its id, tag or name; a
 * division, category or judge by its short code or name; an entry by its tag or, while it is
 * judged, by its code for the panel. */
#ifndef HOTROIT_FLOW_CONTEST_H
#define HOTROIT_FLOW_CONTEST_H

#include "flow_import.h"
#include "ranking.h"

/* What a person adds or says otherwise: fields by name, in parallel. */
struct contest_words {
	const char *const *names, *const *values;
	size_t count;
};

/* A contest with its divisions, categories and criteria from the item ITEM of PLAN. WORDS: fields
 * of the contest. What the plan leaves open is told in RET_SAID. -ENOENT: the plan has no such
 * contest; -EEXIST: the book has it; -EINVAL, -EPERM. */
int flow_contest_new(struct store *store, const struct plan *plan, const char *item,
		     const struct contest_words *words, char ret_id[UUID_TEXT_MAX],
		     struct buf *ret_said, struct err *err) MUST_USE;

/* ---- entries --------------------------------------------------------------------------------- */

/* What a row of a list of entries holds: of the entry, and of one of its people. */
extern const struct record_kind contest_row;

struct contest_taken {
	uint64_t entries, entrants, known; /* known: rows that the book had already */
	uint64_t accepted, late, flawed, rejected; /* of all that nobody has decided on */
};

/* When an entry came, as people write it: "14/11/2024 23:59", "2024-11-14 23:59:59", ISO 8601 with
 * its offset; a day alone is its last second. In +07:00; false: it is none. */
bool flow_contest_time(const char *text, char ret[CLOCK_TEXT_MAX]) MUST_USE;
/* One entry as a form or a command gives it: fields of contest_row. */
int flow_contest_enter(struct store *store, const char *contest, const struct contest_words *words,
		       struct contest_taken *ret_taken, struct buf *ret_said,
		       struct err *err) MUST_USE;
/* A list of entries, a person a row; rows with the same "Số bài" are one entry. As flow_import():
 * all or none. What is odd about an entry refuses nothing: it stands with it, and a line a entry in
 * RET_SAID. FILES: a folder with the files that the rows name, or NULL. */
int flow_contest_import(struct store *store, const char *contest,
			const struct flow_import_request *request, const char *files,
			struct flow_import *ret_import, struct contest_taken *ret_taken,
			struct buf *ret_said, struct err *err) MUST_USE;
/* Looks again at the entries nobody has decided on; a line for each that is odd, appended. */
int flow_contest_check(struct store *store, const char *contest, struct contest_taken *ret_counts,
		       struct buf *ret_said, struct err *err) MUST_USE;

/* ---- judging --------------------------------------------------------------------------------- */

/* Gives every entry to be judged a code that chance makes, and begins the judging. */
int flow_contest_judge(struct store *store, const char *contest, struct buf *ret_said,
		       struct err *err) MUST_USE;

struct contest_mark {
	const char *criterion; /* its code */
	const char *points; /* as written: "8,25" */
};

struct contest_marks {
	const char *contest, *judge, *entry;
	const struct contest_mark *list;
	size_t count;
	const char *reason; /* needed where other points stand already */
};

/* Keeps one judge's points for one entry. -EINVAL out of range; -EPERM: not of the panel, an entry
 * that the judge keeps off, a contest that is not being judged; -EEXIST: other points stand, and
 * no reason was given. */
int flow_contest_score(struct store *store, const struct contest_marks *marks,
		       struct buf *ret_said, struct err *err) MUST_USE;
struct contest_recusal {
	const char *contest, *judge, *entry, *why, *note;
};

/* The judge keeps off the entry from now on; also the way to let one of the same unit judge it
 * after all, by the step "lift". */
int flow_contest_recuse(struct store *store, const struct contest_recusal *recusal,
			struct buf *ret_said, struct err *err) MUST_USE;
/* The judge may judge it after all, for the reason that NOTE gives. */
int flow_contest_lift(struct store *store, const struct contest_recusal *recusal,
		      struct buf *ret_said, struct err *err) MUST_USE;
/* The judge's sheet for spreadsheets: a row an entry by its code, a column a criterion. */
int flow_contest_sheet(struct store *store, const char *contest, const char *judge,
		       struct buf *ret_csv, struct err *err) MUST_USE;
/* The same in FILE: a workbook where its name ends in .xlsx, else CSV. */
int flow_contest_sheet_file(struct store *store, const char *contest, const char *judge,
			    const char *file, bool force, struct err *err) MUST_USE;
/* Takes such a sheet back: all of it or nothing, every refused cell told with its line. */
int flow_contest_scores(struct store *store, const struct contest_marks *whose, const char *file,
			struct buf *ret_said, struct err *err) MUST_USE;

/* One line of a judge's work. */
struct contest_line {
	const char *id, *blind, *title, *division, *category;
	const char *kept_off; /* why this judge does not judge it; or NULL */
	const char **points; /* by criterion, as shown; NULL: none yet */
};

/* "nộp muộn", and how many entries that wait for the board have that flaw. */
struct contest_flaw_kind {
	const char *text;
	size_t count;
};

/* What is to be done next; its words stand in the desk's todo. */
enum contest_next {
	NEXT_OVER,
	NEXT_OPEN, /* see that all is ready, then take entries */
	NEXT_DECIDE,
	NEXT_ENTER,
	NEXT_PANEL, /* judges and criteria are missing */
	NEXT_JUDGE,
	NEXT_SCORE,
	NEXT_RANK,
	NEXT_RULE,
	NEXT_AWARD,
	NEXT_PUBLISH,
	NEXT_PAPERS,
};

struct contest_desk {
	struct arena arena;
	const char *id, *tag, *name, *state, *state_label;
	uint64_t entries, accepted, undecided, late, rejected, prizes, missing_scores, ties;
	uint64_t units, people;
	enum contest_next next;
	const char *todo; /* in words */
	const char **judges, **judge_names; /* codes of the panel */
	size_t judge_count;
	const char **criteria, **criterion_names; /* codes */
	int64_t *most;
	size_t criterion_count;
	struct contest_flaw_kind *flaws;
	size_t flaw_count;
};

int flow_contest_desk(struct contest_desk *ret, struct store *store, const char *contest,
		      struct err *err) MUST_USE;
void flow_contest_desk_done(struct contest_desk *desk);
/* The judge's lines, by code for the panel; strings live in ARENA. */
int flow_contest_lines(struct store *store, const char *contest, const char *judge,
		       struct arena *arena, struct contest_line **ret, size_t *ret_count,
		       struct err *err) MUST_USE;
/* An entry that waits for a decision. */
struct contest_flaw {
	const char *id, *tag, *state_label, *division, *unit, *flaws;
};
int flow_contest_flaws(struct store *store, const char *contest, struct arena *arena,
		       struct contest_flaw **ret, size_t *ret_count, struct err *err) MUST_USE;

/* ---- ranking --------------------------------------------------------------------------------- */

struct contest_place {
	const char *id; /* of the entry, or of the unit */
	const char *tag, *title, *unit; /* of a collective prize: tag NULL, title the unit's name */
	const char *blind;
	size_t place, judges;
	int64_t score; /* hundredths of 100; of a collective prize the number of people */
	int64_t position; /* among equal ones, as the board said; 0: it has not */
	size_t equals, group; /* how many have these very marks; the first of them in the set */
	const char *prize; /* "first" …, NULL: none */
	const char *prize_id; /* of the prize that stands; NULL: none does */
	bool is_tied, is_contested, is_given; /* given: a prize record stands */
};

/* One set of prizes: a division, where the set is by category one of them, or the collective
 * one. */
struct contest_set {
	const char *division, *division_name, *category, *category_name; /* ids; category or NULL */
	bool is_collective;
	struct contest_place *places;
	size_t count;
	size_t room; /* prizes that there are */
	size_t contested; /* places that wait for the board */
};

struct contest_ranking {
	struct arena arena;
	struct contest_set *sets;
	size_t count;
	size_t missing, contested; /* scores not there yet; places that wait for the board */
	bool is_final; /* published: no prize changes any more */
};

int flow_contest_rank(struct contest_ranking *ret, struct store *store, const char *contest,
		      struct err *err) MUST_USE;
void flow_contest_ranking_done(struct contest_ranking *ranking);
/* Keeps as proposed what the ranking gives and no prize stands for yet. */
int flow_contest_prizes(struct store *store, const char *contest, struct buf *ret_said,
			struct err *err) MUST_USE;
/* A prize that the board gives otherwise: RANK ("third") to an entry or, collective, to a unit.
 * -EPERM: more than there are, or one that has a prize already. */
struct contest_award {
	const char *contest, *division, *category, *entry, *unit, *rank, *reason;
};
int flow_contest_award(struct store *store, const struct contest_award *award,
		       struct buf *ret_said, struct err *err) MUST_USE;
/* What the board decided of equal ones: POSITION among them, from 1; 0 takes it back. -EPERM: no
 * other has the same marks; -EINVAL: no such position, or another one has it. */
int flow_contest_rule(struct store *store, const struct contest_award *about,
		      const char *position, struct buf *ret_said, struct err *err) MUST_USE;

/* ---- codes on certificates ------------------------------------------------------------------- */

#define AWARD_CODE_MAX 11

/* Ten letters and digits of a tag's alphabet, the last a check of the others. */
void flow_award_code(char ret[AWARD_CODE_MAX]);
/* TYPED in capitals, blanks, dashes and EXPORT_QR_PREFIX taken off. False: no such code can be. */
bool flow_award_read(const char *typed, char ret[AWARD_CODE_MAX]);
/* What the certificate with that code says, and whether it holds; appended. -EINVAL: a slip of the
 * keys; -ENOENT: none was given out with it. */
int flow_award_verify(struct store *store, const char *typed, struct buf *ret,
		      struct err *err) MUST_USE;

#endif
