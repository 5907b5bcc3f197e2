/* Which activities count: shared by the movement's tables and the month's report. */
#ifndef HOTROIT_MOVEMENT_PRIV_H
#define HOTROIT_MOVEMENT_PRIV_H

#include <stdbool.h>
#include <stddef.h>

struct movement_item {
	const char *id, *about, *on_date; /* about: the course or contest that it is, or NULL */
	bool is_repeat; /* an earlier one is of the same course or contest */
	size_t at; /* the caller's own number of it */
};

/* Sets is_repeat; the order is another one afterwards. */
void movement_count_once(struct movement_item *items, size_t count);

struct movement_place {
	const char *id; /* of the evaluation */
	const char *unit, *created_at;
	int64_t points;
	size_t place; /* 1 for the most points; 0: an older one of the same unit */
	bool is_tied;
	size_t same; /* evaluations of this unit in the year */
	size_t at;
};

/* Ranks one year's evaluations: of two of one unit the newest counts. The best come first. */
void movement_rank(struct movement_place *places, size_t count);

#endif
