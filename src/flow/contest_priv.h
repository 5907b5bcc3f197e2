/* A contest as it stands in the book, read whole for the work on it. */
#ifndef HOTROIT_CONTEST_PRIV_H
#define HOTROIT_CONTEST_PRIV_H

#include "flow_contest.h"
#include "flow_priv.h"

struct rows {
	struct row *list;
	size_t count;
};

/* What is read besides the contest itself, its divisions, categories and criteria. */
enum contest_part {
	CONTEST_ENTRIES = 1,
	CONTEST_ENTRANTS = 2, /* with the entries */
	CONTEST_PANEL = 4, /* judges, recusals */
	CONTEST_SCORES = 8, /* with the entries and the panel */
	CONTEST_PRIZES = 16, /* and the board's rulings */
	CONTEST_FILES = 32, /* with the entries */
	CONTEST_ALL = 63,
};

struct contest_book {
	struct store *store;
	struct arena arena;
	struct row contest;
	struct rows divisions, categories, criteria; /* oldest first */
	struct rows entries; /* by id */
	struct rows entrants; /* by entry */
	struct rows judges, recusals, scores, rulings, prizes, files;
};

void contest_book_done(struct contest_book *book);
int contest_book_read(struct contest_book *book, struct store *store, const char *contest,
		      unsigned parts, struct err *err) MUST_USE;
/* NULL: none of these. */
const struct row *rows_find(const struct rows *rows, const char *id);
/* By code or name, whatever case and tones. */
const struct row *rows_called(const struct rows *rows, const char *word);
/* The entry by id, tag or code for the panel. */
const struct row *contest_entry(const struct contest_book *book, const char *word);
const struct row *contest_entry_by_id(const struct contest_book *book, const char *id);
/* The entry's people: the first, and how many. */
const struct row *contest_entrants(const struct contest_book *book, const char *entry,
				   size_t *ret_count);
bool contest_is(const struct contest_book *book, const char *state);
/* Those of the panel who judge: its head and its members. */
bool judge_is_scoring(const struct row *judge);
/* Is it to be judged and ranked? */
bool entry_is_accepted(const struct row *entry);

#define CONTEST_BLIND_MAX 6

/* A code for the panel that no entry of the contest has: chance makes it, nothing leads back. */
void contest_blind(const struct contest_book *book, char ret[CONTEST_BLIND_MAX]);
/* The row as it was read has CODE from now on. */
void contest_keep_blind(struct contest_book *book, struct row *entry, const char *code);

/* ---- contest_check.c --------------------------------------------------------- */

/* The same name however its tones are typed, and no other birth date or, without one, class.
 * IS_SURE: one of the two must be known, and the same. */
bool contest_same_person(const struct row *a, const struct row *b, bool is_sure);
/* What is odd about the entry, "; " between, in RET_FLAWS; the state that follows. */
const char *contest_judge_entry(const struct contest_book *book, const struct row *entry,
				struct buf *ret_flaws, struct err *err);
/* How many entries have each kind of flaw; texts live in ARENA. */
size_t contest_flaw_kinds(const struct contest_book *book, bool only_undecided,
			  struct arena *arena, struct contest_flaw_kind **ret);
/* Looks at every entry nobody has decided on and keeps what comes of it, within a hold. */
int contest_check_all(struct store *store, const char *contest, struct contest_taken *ret_counts,
		      struct buf *ret_said, struct err *err) MUST_USE;
/* The same for the contest of this record, after it was written. */
int contest_settle(struct store *store, const struct record_kind *kind, const char *id,
		   struct buf *ret_warnings, struct err *err) MUST_USE;

/* ---- contest_score.c --------------------------------------------------------- */

/* The newest word on judge and entry; NULL: none. */
const struct row *contest_recusal(const struct contest_book *book, const struct row *judge,
				  const struct row *entry);
/* Why the judge keeps off the entry; NULL: does not. In the language of the user. */
const char *contest_keeps_off(const struct contest_book *book, const struct row *judge,
			      const struct row *entry);
/* The points that stand; NULL: none, or *RET_TWICE: two benches gave some apart. */
const struct row *contest_score(const struct contest_book *book, const char *entry,
				const char *judge, const char *criterion, bool *ret_twice);
/* Judge, entry, criterion without points, counted; of this JUDGE and this CRITERION only, unless
 * NULL. */
size_t contest_missing(const struct contest_book *book, const struct row *judge,
		       const struct row *criterion);

/* One judge's points on their way into the book. Start from {0}. */
struct scoring {
	struct contest_book book;
	const struct row *judge;
	size_t kept;
	char now[CLOCK_TEXT_MAX];
};

void scoring_done(struct scoring *scoring);
int scoring_begin(struct scoring *scoring, struct store *store, const char *contest,
		  const char *judge, struct err *err) MUST_USE;
/* Is the contest being judged? */
int scoring_check(const struct scoring *scoring, struct err *err) MUST_USE;
/* The entry by its code, unless the judge keeps off it. */
int scoring_entry(const struct scoring *scoring, const char *word, const struct row **ret,
		  struct err *err) MUST_USE;
int scoring_keep(struct scoring *scoring, const struct row *entry,
		 const struct contest_mark *mark, const char *reason, struct err *err) MUST_USE;

/* ---- paper_contest_head.c ---------------------------------------------------- */

struct desk;
struct paper_head;
int contest_paper_head(struct paper_head *ret, struct desk *desk, const struct contest_book *book,
		       const char *type, struct err *err) MUST_USE;
/* By which decision the board or, "panel_decision", the panel works; NULL, and what to write is
 * said. */
const char *contest_decision(struct desk *desk, const struct contest_book *book,
			     const char *field);

/* ---- contest_rank.c ---------------------------------------------------------- */

int contest_rank(struct contest_ranking *ret, const struct contest_book *book,
		 struct err *err) MUST_USE;
/* Standing prizes of RANK in the set, and how many there may be. */
size_t contest_prizes_of(const struct contest_book *book, const char *division,
			 const char *category, const char *rank);
int64_t contest_room(const struct row *division, const char *rank);
bool prize_stands(const struct row *prize);
/* Of whom the board speaks: ids; entry or unit. */
struct contest_whose {
	const char *division, *category, *entry, *unit;
};

/* The contest with its marks, prizes and rulings, while it is ranked; else why not: -EPERM. */
int contest_open_ranked(struct contest_book *book, struct store *store, const char *contest,
			struct err *err) MUST_USE;
int contest_find_whose(struct contest_book *book, const struct contest_award *award,
		       struct contest_whose *ret, struct err *err) MUST_USE;
/* The first set with more prizes than there may be, said in RET; false: none. */
bool contest_over(const struct contest_book *book, struct buf *ret);

#endif
