/*
 * Rules that several kinds have in common. An empty field breaks none of them but rule_needs(); a
 * refusal is -EINVAL and begins with the field's name, as those of the field's type do.
 */
#ifndef HOTROIT_RECORDS_PRIV_H
#define HOTROIT_RECORDS_PRIV_H

#include "records.h"

int rule_needs(const struct record_change *change, const char *name, struct err *err) MUST_USE;
int rule_positive(const struct record_change *change, const char *name, struct err *err) MUST_USE;
int rule_not_negative(const struct record_change *change, const char *name,
		      struct err *err) MUST_USE;
/* A number of at most MOST; what is no number is for the rules above. */
int rule_at_most(const struct record_change *change, const char *name, int64_t most,
		 struct err *err) MUST_USE;
/* Two dates or two times: THEN is not before FIRST; and the same, but later by something. */
int rule_in_order(const struct record_change *change, const char *first, const char *then,
		  struct err *err) MUST_USE;
int rule_before(const struct record_change *change, const char *first, const char *then,
		struct err *err) MUST_USE;
/* From 2000 to 2100: of a number, a date or a time. */
int rule_year(const struct record_change *change, const char *name, struct err *err) MUST_USE;

#endif
