/* The month's figures: the book is read once into tables, every figure is worked out from them with
 * the records behind it. */
#ifndef HOTROIT_MONTH_PRIV_H
#define HOTROIT_MONTH_PRIV_H

#include "flow.h"

/* What is read of each kind, in the order of the columns below. */
enum month_kind {
	BOOK_DEVICE, BOOK_SIM, BOOK_STEP, BOOK_DONATION, BOOK_DONOR, BOOK_REQUEST, BOOK_REPAIR,
	BOOK_FUND, BOOK_UNIT, BOOK_TEAM, BOOK_ROSTER, BOOK_HANDOVER, BOOK_RECIPIENT, BOOK_CLOSING,
	BOOK_SESSION, BOOK_REGISTRATION, BOOK_ATTENDANCE,
	BOOK_TASK, BOOK_SPENDING, BOOK_ACTIVITY, BOOK_REVIEW,
	BOOK_COURSE, BOOK_CONTEST, BOOK_ENTRY, BOOK_PRIZE, BOOK_KINDS
};

#define BOOK_COLUMNS 8

enum { DEVICE_KIND, DEVICE_STATE, DEVICE_RECEIVED, DEVICE_DONATION };
enum { SIM_STATE, SIM_DONATION };
enum { STEP_KIND, STEP_SUBJECT, STEP_FROM, STEP_TO, STEP_AT, STEP_BY, STEP_UNDOES };
enum { DONATION_DONOR };
enum { DONOR_KIND, DONOR_THANKS, DONOR_NAME };
enum { REQUEST_RECEIVED, REQUEST_CONTACT, REQUEST_WAITING, REQUEST_WAITED, REQUEST_RESOLVED,
       REQUEST_BY };
enum { REPAIR_BY, REPAIR_STATE, REPAIR_CLOSED, REPAIR_MINUTES, REPAIR_RESULT };
enum { FUND_AT, FUND_KIND, FUND_DIRECTION, FUND_AMOUNT };
enum { UNIT_KIND, UNIT_LEVEL, UNIT_PARENT, UNIT_FROM, UNIT_TO };
enum { TEAM_KIND, TEAM_UNIT, TEAM_FOUNDED, TEAM_ENDED };
enum { ROSTER_UNIT, ROSTER_SENT };
enum { HANDOVER_UNIT, HANDOVER_DATE, HANDOVER_STATE };
enum { PUPIL_CIRCUMSTANCE, PUPIL_UNIT, PUPIL_STATE, PUPIL_PROPOSED, PUPIL_VERIFIED, PUPIL_APPROVED,
       PUPIL_SERVED };
enum { CLOSING_MONTH, CLOSING_AT, CLOSING_BY, CLOSING_FIGURES, CLOSING_SHA256 };

enum { SESSION_DAY, SESSION_MINUTES, SESSION_CANCELLED, SESSION_COURSE };
enum { REGISTRATION_AUDIENCE, REGISTRATION_MEMBER, REGISTRATION_UNIT, REGISTRATION_COURSE,
       REGISTRATION_STATE, REGISTRATION_CODE, REGISTRATION_COMPLETED };
enum { COURSE_STATE, COURSE_COMPLETED };
enum { CONTEST_NAME, CONTEST_DEADLINE };
enum { ENTRY_CONTEST, ENTRY_DIVISION, ENTRY_RECEIVED, ENTRY_STATE, ENTRY_FLAWS };
enum { PRIZE_CONTEST, PRIZE_RANK, PRIZE_STATE, PRIZE_AWARDED };
enum { ATTENDANCE_SESSION, ATTENDANCE_REGISTRATION, ATTENDANCE_MINUTES, ATTENDANCE_STATE };
enum { TASK_STATE, TASK_BUDGET };
enum { SPENDING_AT, SPENDING_AMOUNT, SPENDING_SOURCE, SPENDING_REVERSES };
enum { ACTIVITY_AT, ACTIVITY_UNIT, ACTIVITY_AREA, ACTIVITY_ABOUT, ACTIVITY_PEOPLE };
enum { REVIEW_UNIT, REVIEW_YEAR, REVIEW_POINTS };

struct book_row {
	const char *id, *created_at;
	const char *cells[BOOK_COLUMNS]; /* NULL when empty */
};

/* Ordered by id; steps by subject and time. */
struct book_table {
	const struct record_kind *kind;
	struct book_row *rows;
	size_t count, room;
	bool is_hidden; /* from the one who acts */
};

struct month_book {
	struct arena arena;
	struct store *store;
	const struct plan *plan;
	struct book_table tables[BOOK_KINDS];
};

void month_book_done(struct month_book *book);
int month_book_read(struct month_book *ret, struct store *store, const struct plan *plan,
		    struct err *err) MUST_USE;
/* NULL: no such row. */
const struct book_row *book_find(const struct month_book *book, enum month_kind kind,
				 const char *id);
/* The steps of one record, oldest first. */
const struct book_row *book_steps(const struct month_book *book, const char *subject,
				  size_t *ret_count);
bool book_is_undone(const struct book_row *steps, size_t count, const struct book_row *step);
/* The state in which ROW stood before the day TO began, CURRENT being its state of now. */
const char *book_state(const struct month_book *book, const struct book_row *row,
		       const char *current, const char *to);
/* The earliest closing of MONTH, or NULL. */
const struct book_row *book_closing(const struct month_book *book, const char *month);

/* One period being worked out. */
struct month_work {
	const struct month_book *book;
	struct month_pack *pack;
	size_t room;
	char from[DATE_TEXT_MAX], to[DATE_TEXT_MAX]; /* its first day, and the first one after it */
	const char *now;
	int64_t now_s;
};

int month_work_begin(struct month_work *ret, const struct month_book *book,
		     struct month_pack *pack, const char *period, const char *now,
		     struct err *err) MUST_USE;
/* All figures of the period. */
int month_work_out(struct month_work *work, struct err *err) MUST_USE;

/* A moment or a day, in the period; before its end. NULL: never. */
bool month_has(const struct month_work *work, const char *at);
bool month_ended(const struct month_work *work, const char *at);

struct month_figure *month_add(struct month_work *work, struct month_figure figure);
/* A part like OF for every choice of a field, "PREFIX.CHOICE", and one for what nobody said; the
 * part of a choice, whatever it is. */
void month_add_parts(struct month_work *work, const struct month_figure *of, const char *prefix,
		     const struct record_kind *kind, const char *field);
struct month_figure *month_choice(struct month_work *work, const char *prefix, const char *choice);
/* The part "PREFIX.WORD", the figure KEY that is none; NULL: not added yet. */
struct month_figure *month_part(struct month_work *work, const char *prefix, const char *word);
struct month_figure *month_whole(struct month_work *work, const char *key);
void month_count(struct month_work *work, struct month_figure *figure, const char *id);
void month_sum(struct month_work *work, struct month_figure *figure, const char *id,
	       int64_t amount);
/* PART of WHOLE in percent; not known of nothing. */
void month_share(struct month_figure *figure, int64_t part, int64_t whole);
/* Only the MOST largest of the figures from FIRST on stay, the largest first. */
void month_keep_top(struct month_work *work, size_t first, size_t most);
int64_t book_number(const char *cell); /* 0 when empty */

void month_handed(struct month_work *work);
void month_received(struct month_work *work);
void month_requests(struct month_work *work);
int month_verdicts(struct month_work *work, struct err *err) MUST_USE;
void month_cover(struct month_work *work);
void month_pupils(struct month_work *work);
int month_fund(struct month_work *work, struct err *err) MUST_USE;
void month_people(struct month_work *work);
/* The volunteers' own training, in the same section as the people. */
void month_training(struct month_work *work);
void month_ranks(struct month_work *work);
void month_courses(struct month_work *work);
void month_contests(struct month_work *work);
void month_tasks(struct month_work *work);
void month_movement(struct month_work *work);

/* What the book says of PERIOD today, also where it was closed. */
int month_figures(struct month_pack *ret, struct store *store, const struct plan *plan,
		  const char *period, const char *now, struct err *err) MUST_USE;

/* What was closed, its names not filled in; checked against its hash. */
int month_read_closing(struct month_pack *ret, const struct book_row *closing,
		       struct err *err) MUST_USE;
/* What came in after earlier months were closed. */
int month_adjust(struct month_work *work, struct err *err) MUST_USE;

#endif
