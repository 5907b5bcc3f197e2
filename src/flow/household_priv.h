/* Which pupils live together, and who of them holds what. */
#ifndef HOTROIT_HOUSEHOLD_PRIV_H
#define HOTROIT_HOUSEHOLD_PRIV_H

#include "flow_priv.h"

struct households {
	struct resident *residents; /* by id */
	size_t count;
};

/* The pupils who name another as living with them. */
int household_members(struct row **ret, size_t *ret_count, struct store *store,
		      struct arena *arena, struct err *err) MUST_USE;
/* From all kits of the book, all pupils who name another, and whoever else is asked about; one may
 * be there twice. Pupils live together however they name each other: in a chain, in a circle, or
 * one whom the book does not have. What RET holds lives in ARENA, and points into the rows. */
void households_read(struct households *ret, struct arena *arena, const struct row *recipients,
		     size_t count, const struct row *kits, size_t kit_count);

/* Is a kit kept for the pupil, or given? */
bool household_holds(const struct households *households, const char *recipient);
/* Does another pupil of the same home hold a device? */
bool household_sibling_holds(const struct households *households, const char *recipient);
/* Another of the same home: the first from *AT on, which goes behind them; start at 0. NULL: there
 * are no more. */
const char *household_sibling(const struct households *households, const char *recipient,
			      size_t *at);

#endif
