/* What the files of the home screen's numbers share. */
#ifndef HOTROIT_HOME_PRIV_H
#define HOTROIT_HOME_PRIV_H

#include "flow.h"

struct home_reading {
	struct home *home;
	struct store *store;
	const struct plan *plan;
	const char *now;
	int64_t now_s;
};

#define HOME_TODO_EACH 8 /* of one queue: no queue hides the others */
#define HOME_TODO_ROWS 200 /* looked through: of more than that no order is of help */

/* The first few of a queue by time. */
struct home_first {
	const struct home_reading *reading;
	enum home_queue queue;
	const char *time_field, *what_field;
	struct home_todo todo[HOME_TODO_EACH];
	int64_t since[HOME_TODO_EACH];
	size_t count;
};

/* Puts a copy of what is to be done (in FIRST's queue) where SINCE belongs, if it does. */
void home_first_put(struct home_first *first, int64_t since, const struct home_todo *todo);
/* They are things to do now. */
void home_first_keep(const struct home_first *first);

/* The moment DAYS before now. */
void home_days_before(const struct home_reading *reading, int days, char ret[CLOCK_TEXT_MAX]);
/* Devices in STATE that came more than DAYS ago. */
int home_count_older(const struct home_reading *reading, const char *state, int days,
		     uint64_t *ret_count, struct err *err) MUST_USE;
/* The things to do, and the queues that only reading them tells. */
int home_read_todo(const struct home_reading *reading, struct err *err) MUST_USE;
/* The same for pupils, their kits and what they ask: counts, and things to do. */
int home_count_pupils(const struct home_reading *reading, struct err *err) MUST_USE;
int home_read_pupils(const struct home_reading *reading, struct err *err) MUST_USE;
/* What the year's calendar has for these weeks. */
int home_read_soon(const struct home_reading *reading, struct err *err) MUST_USE;
int home_read_duty(const struct home_reading *reading, struct err *err) MUST_USE;

#endif
