/* Rows that are of one thing though no id says so, while an import runs (record_kind.same). */
#ifndef HOTROIT_SAME_PRIV_H
#define HOTROIT_SAME_PRIV_H

#include "store_priv.h"

/* Looks through the book once; within the transaction. */
int same_begin(struct store *store, const struct record_kind *kind, struct err *err) MUST_USE;
int same_end(struct store *store, struct err *err) MUST_USE;
/* Can anything be said of these values (kept, in the kind's order)? */
bool same_is_asked(const struct record_kind *kind, const char *const *values);
/* 1: *ret_values are those of the row ID that is of the same thing; 0: there is none. */
int same_find(struct store *store, const struct record_kind *kind, const char *const *values,
	      struct arena *arena, char ret_id[UUID_TEXT_MAX], const char ***ret_values,
	      struct err *err) MUST_USE;
int same_put(struct store *store, const struct record_kind *kind, const char *const *values,
	     const char *id, struct err *err) MUST_USE;

#endif
