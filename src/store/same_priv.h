/* Rows that are of one thing though no id says so, while an import runs (record_kind.same). */
#ifndef HOTROIT_SAME_PRIV_H
#define HOTROIT_SAME_PRIV_H

#include "store_priv.h"

#include <sha256.h>

#define SAME_WAYS_MAX 4

struct same_seen;

/* How a row may be known by one of the lists of its kind. */
struct same_way {
	bool is_full; /* the row says all that the list names */
	bool is_found; /* another is of the same */
	uint8_t hash[SHA256_DIGEST_LENGTH];
};

/* Start from {0}; AUTO(same_done). 24 bytes of memory for each row that lists two ways. */
struct same {
	struct store *store;
	const struct record_kind *kind;
	struct same_seen *seen; /* NULL until same_begin() */
	size_t count, room; /* room: a power of two */
	struct same_way ways[SAME_WAYS_MAX]; /* of the row that was looked for last */
};

/* Looks through the book once; within the transaction. */
int same_begin(struct same *same, struct store *store, const struct record_kind *kind,
	       struct err *err) MUST_USE;
void same_done(struct same *same);
/* Can anything be said of these values (kept, in the kind's order)? */
bool same_is_asked(const struct record_kind *kind, const char *const *values);
/* n > 0: *ret_values are those of the row that is of the same thing, by its way n - 1; 0: there is
 * none. */
int same_find(struct same *same, const char *const *values, struct arena *arena,
	      const char ***ret_values, struct err *err) MUST_USE;
/* What same_find() did not find is there now, as row N: by each way that no other is found by. */
int same_put(struct same *same, int64_t n, struct err *err) MUST_USE;

#endif
