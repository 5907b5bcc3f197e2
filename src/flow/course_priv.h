/* A course as it stands in the book, read whole for the work on it. */
#ifndef HOTROIT_COURSE_PRIV_H
#define HOTROIT_COURSE_PRIV_H

#include "contest_priv.h"
#include "flow_course.h"

struct course_book {
	struct store *store;
	struct arena arena;
	struct row course;
	struct rows sessions, people; /* oldest first */
	struct rows seen; /* attendance of these people that counts, by session then person */
};

void course_book_done(struct course_book *book);
int course_book_read(struct course_book *book, struct store *store, const char *course,
		     struct err *err) MUST_USE;
bool course_is(const struct course_book *book, const char *state);
/* Minutes of the whole course: as said, else of its sessions. */
int64_t course_minutes(const struct course_book *book);
int64_t course_percent(const struct course_book *book);
bool course_certifies(const struct course_book *book);
bool session_is_off(const struct row *session);
/* Minutes of one person that count: in one session, in all. */
int64_t course_sat_in(const struct course_book *book, const struct row *session,
		      const char *person);
int64_t course_attended(const struct course_book *book, const char *person);
/* Has a place: is registered, or was judged already. */
bool person_has_place(const struct row *person);
/* Left, was turned down or is forgotten: nobody to be found or counted on. */
bool person_is_off(const struct row *person);
/* Was judged to have completed the course, also where they are forgotten by now: a certificate goes
 * on to hold. */
bool person_completed(const struct row *person);

/* ---- course_clash.c -------------------------------------------------------- */

/* Sessions of the same hours as session ID with its room, trainer or course; a line each. */
int course_clashes(struct buf *ret, struct store *store, const char *id,
		   struct err *err) MUST_USE;

/* ---- course_register.c ----------------------------------------------------- */

/* Where somebody who is let in gets: "registered", or "waiting" when the course is full. */
const char *course_place(const struct course_book *book);
/* The one who has waited longest; NULL: nobody does. */
const struct row *course_next_waiting(const struct course_book *book);
/* Looks at a registration that was just typed in. */
int course_settle(struct store *store, const char *id, struct buf *ret_warnings,
		  struct err *err) MUST_USE;

#endif
