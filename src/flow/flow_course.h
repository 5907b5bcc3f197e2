/* Courses and seminars: beside flow.h, for who holds one. A course is named by its id, tag or name;
 * a session by its id or tag; who takes part by their tag or, within the course, by their name. */
#ifndef HOTROIT_FLOW_COURSE_H
#define HOTROIT_FLOW_COURSE_H

#include "course.h"
#include "flow_import.h"

/* What a person adds or says otherwise: fields by name, in parallel. */
struct course_words {
	const char *const *names, *const *values;
	size_t count;
};

/* How the sessions are laid out; NULL or 0: not said. */
struct course_layout {
	const char *shape; /* "2x240": sessions × minutes; else the plan's first one */
	const char *time; /* "08:00", of each */
	int64_t every; /* days from one session to the next; else 1 */
};

/* A course with its sessions from the item ITEM of PLAN. WORDS: fields of the course. What the plan
 * leaves open is told in RET_SAID, and which sessions clash with others. -ENOENT: the plan has no
 * such course; -EEXIST: this one is there already; -EINVAL, -EPERM. */
int flow_course_new(struct store *store, const struct plan *plan, const char *item,
		    const struct course_words *words, const struct course_layout *layout,
		    char ret_id[UUID_TEXT_MAX], struct buf *ret_said, struct err *err) MUST_USE;
/* "3x240", "2×240": both at least 1. False: it is no such thing. */
bool flow_course_shape(const char *text, struct plan_shape *ret) MUST_USE;

/* ---- who takes part ------------------------------------------------------------------------ */

/* What a row of a list of people holds. */
extern const struct record_kind course_row;

struct course_taken {
	uint64_t added, known; /* known: rows that the book had already */
	uint64_t registered, waiting, asked; /* of those looked at now */
};

/* One person. REASON: a lead lets them in whatever is odd; or NULL: then they wait for a decision.
 * What is odd, or that the course is full, is told in RET_SAID. */
int flow_course_register(struct store *store, const char *course, const struct course_words *words,
			 const char *reason, struct course_taken *ret_taken, struct buf *ret_said,
			 struct err *err) MUST_USE;
/* A list of people, as flow_import(): all or none. What is odd about somebody refuses nothing. */
int flow_course_import(struct store *store, const char *course,
		       const struct flow_import_request *request, struct flow_import *ret_import,
		       struct course_taken *ret_taken, struct buf *ret_said,
		       struct err *err) MUST_USE;
/* Looks again at those nobody has decided on; a line for each that is odd, appended. */
int flow_course_check(struct store *store, const char *course, struct course_taken *ret_taken,
		      struct buf *ret_said, struct err *err) MUST_USE;

/* ---- attendance ---------------------------------------------------------------------------- */

struct course_checkin {
	const char *session;
	const char *who; /* a tag as typed or scanned, or a name or the beginnings of its words */
	const char *minutes; /* NULL: the whole session */
	const char *how; /* typed, qr, list; NULL: as WHO looks */
	const char *reason; /* for what is asked about: a session of another day; or NULL */
};

#define COURSE_NAME_MAX 128

struct course_checked {
	char tag[STORE_TAG_MAX], name[COURSE_NAME_MAX];
	int64_t minutes;
	uint64_t present, expected; /* of this session now */
};

/* Writes down that somebody is there. -ENOENT: nobody of the course is called so; -ENOTUNIQ: more
 * than one is; -EEXIST: they were written down already; -EPERM: not their turn, or no day for it;
 * -EACCES: it needs a reason; -EINVAL: minutes. One line says which. */
int flow_course_checkin(struct store *store, const struct course_checkin *checkin,
			struct course_checked *ret, struct err *err) MUST_USE;

/* ---- where it stands ----------------------------------------------------------------------- */

struct course_person {
	const char *id, *tag, *name, *unit, *state, *state_label; /* unit may be NULL */
	const char *flaws; /* or NULL */
	int64_t attended; /* minutes that count */
	bool is_there; /* in the session that was asked for */
};

struct course_session {
	const char *id, *tag, *day, *starts, *topic; /* all but id and tag may be NULL */
	int64_t minutes;
	uint64_t present;
	bool is_cancelled, is_today;
};

struct course_desk {
	struct arena arena;
	const char *id, *tag, *name, *state, *state_label;
	int64_t minutes, needed, percent, quota; /* quota 0: none */
	bool certifies;
	struct course_session *sessions; /* by day */
	size_t session_count;
	struct course_person *people; /* by given name */
	size_t person_count;
	uint64_t registered, waiting, asked, withdrawn, completed, failed;
	const char *todo; /* what is to be done next, in words */
};

/* SESSION: whom to look for in course_person.is_there; or NULL. */
int flow_course_desk(struct course_desk *ret, struct store *store, const char *course,
		     const char *session, struct err *err) MUST_USE;
/* The same by one of its sessions. */
int flow_course_desk_of(struct course_desk *ret, struct store *store, const char *session,
			struct err *err) MUST_USE;
void flow_course_desk_done(struct course_desk *desk);

/* A unit's share of a year's training. */
struct course_hours {
	const char *unit; /* its name; NULL: nobody said */
	uint64_t people, completed; /* registrations that count */
	int64_t minutes;
};

/* Of courses of YEAR (0: all), by name of unit; strings live in ARENA. */
int flow_course_hours(struct store *store, int64_t year, struct arena *arena,
		      struct course_hours **ret, size_t *ret_count, struct err *err) MUST_USE;

/* ---- the year ------------------------------------------------------------------------------ */

/* Something that a plan wants every year. */
struct calendar_item {
	int month; /* 0: the plan says none */
	int year;
	bool is_contest;
	bool is_ours; /* a programme names its plan; else the plan is only in effect */
	const char *plan, *item, *clause, *label;
	const char *record, *tag, *state_label; /* of the one that was begun for it; NULL: none */
};

/* A session or a deadline of the next days. */
struct calendar_date {
	const char *day, *time; /* time may be NULL */
	const struct record_kind *kind;
	const char *id, *tag, *what;
};

#define CALENDAR_DAYS 7 /* ahead */

struct calendar {
	struct arena arena;
	int year, month; /* the year it is of; the month of today */
	bool is_now; /* the year is that of today */
	size_t plans; /* that programmes name; none: the items are of every plan in effect */
	struct calendar_item *items; /* by month */
	size_t item_count;
	struct calendar_date *dates; /* by day */
	size_t date_count;
};

/* Of YEAR (0: that of NOW; in December with the next January). */
int flow_calendar(struct calendar *ret, struct store *store, const struct plan_library *library,
		  int year, const char *now, struct err *err) MUST_USE;
void calendar_done(struct calendar *calendar);
/* All of it for a person to read, a line each. */
void calendar_text(struct buf *ret, const struct calendar *calendar);
/* Is it of this month or the next, and nothing was begun for it? */
bool calendar_is_due(const struct calendar *calendar, const struct calendar_item *item);
/* What is due, then what comes in the next days: a line each, appended. */
void calendar_say_soon(struct buf *ret, const struct calendar *calendar);

/* ---- certificates -------------------------------------------------------------------------- */

/* What the certificate with CODE says, and whether it holds; appended. -ENOENT: none has it. */
int flow_course_verify(struct store *store, const char *code, struct buf *ret,
		       struct err *err) MUST_USE;

#endif
