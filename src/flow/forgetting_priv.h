/* A person is forgotten: a pupil, somebody who entered a contest or took part in a course. */
#ifndef HOTROIT_FORGETTING_PRIV_H
#define HOTROIT_FORGETTING_PRIV_H

#include "flow_priv.h"
#include "life_priv.h"

/* How long a person's data are kept once what they were needed for is over. */
#define PERSON_MONTHS_KEPT 12

/* What the step "forget" does to the record of C, and what is left to be done. */
int forget_person(struct life_case *c, struct err *err) MUST_USE;
/* The same of a pupil, whom other places of the book may name; and what it asks. */
#define FORGET_PUPIL_ASKS 2
extern const struct field forget_pupil_asks[FORGET_PUPIL_ASKS];
int forget_pupil(struct life_case *c, struct err *err) MUST_USE;
/* A guard's answer: are the months over since the day ENDED (NULL: it has not ended)? Appends what
 * is missing: WAITING where it has not ended. */
int forget_is_time(struct life_case *c, const char *ended, const char *waiting,
		   struct buf *ret_need);
/* The day, in ARENA, on which the contest of ENTRY was announced or given up; NULL: neither. */
int entrant_ended(struct store *store, struct arena *arena, const char *entry,
		  const char **ret_day, struct err *err) MUST_USE;
/* The same of a course: judged or given up. */
int course_ended(struct store *store, struct arena *arena, const struct row *course,
		 const char **ret_day, struct err *err) MUST_USE;

#endif
