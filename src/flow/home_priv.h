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

/* The moment DAYS before now. */
void home_days_before(const struct home_reading *reading, int days, char ret[CLOCK_TEXT_MAX]);
/* Devices in STATE that came more than DAYS ago. */
int home_count_older(const struct home_reading *reading, const char *state, int days,
		     uint64_t *ret_count, struct err *err) MUST_USE;
/* The things to do, and the queues that only reading them tells. */
int home_read_todo(const struct home_reading *reading, struct err *err) MUST_USE;
int home_read_duty(const struct home_reading *reading, struct err *err) MUST_USE;

#endif
