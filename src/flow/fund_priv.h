/* What the steps that move money share. */
#ifndef HOTROIT_FUND_PRIV_H
#define HOTROIT_FUND_PRIV_H

#include "life_priv.h"

/* Has the line ID been gone against by another? */
int fund_is_reversed(struct store *store, const char *id, bool *ret, struct err *err) MUST_USE;
/* Is there a line of the kind ITEM whose FIELD names the record ID, and that was not reversed? */
int fund_has(struct store *store, const char *item, const char *field, const char *id, bool *ret,
	     struct err *err) MUST_USE;

#endif
