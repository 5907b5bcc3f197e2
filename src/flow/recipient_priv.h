/* A pupil on the way to a device: what is odd about them, and what a step of theirs asks. */
#ifndef HOTROIT_RECIPIENT_PRIV_H
#define HOTROIT_RECIPIENT_PRIV_H

#include "life_priv.h"

/* What does not fit together in what is written of the pupil, a line each, appended; nothing where
 * all fits. VALUES in the kind's order. A warning refuses nothing. */
void recipient_odd(struct buf *ret, const char *const *values);

/* Is a pupil who was verified or approved still who was? Their name may have changed on another
 * bench. VALUES as above. */
bool recipient_is_as_approved(const char *const *values);
/* The steps by which that was corrected, newest first; "note": which fields, and why. */
int recipient_corrections(struct store *store, const char *id, store_row_fn fn, void *user,
			  struct err *err) MUST_USE;

/* From when on approvals of the pupil count, who is verified now: later than every one there is, of
 * this second or by a clock that is ahead. The text lives with the case. */
int approval_begin(struct life_case *c, const char **ret_at, struct err *err) MUST_USE;
/* The bodies that have approved since the pupil was last verified; for approval_has(). Appended. */
int approval_bodies(struct buf *ret, const struct life_case *c, struct err *err) MUST_USE;
bool approval_has(const struct buf *bodies, const char *body);
/* What BODY decides now: "approved", "declined". */
void approval_add(struct life_case *c, const char *body, const char *decision);

/* Others in the book who seem to be the same pupil: the same personal ID; or the same name however
 * its tones are typed, born on the same day, at the same school. ID: the pupil's own row. */
typedef void (*recipient_twin_fn)(void *user, const struct record *twin, const char *why);
int recipient_twins(struct store *store, const char *id, const char *const *values,
		    recipient_twin_fn fn, void *user, struct err *err) MUST_USE;

/* Where else they are named, and the copies that know them, as lines; nothing of a pupil who is
 * not to be forgotten now. Appended. */
int recipient_tell_named(struct buf *ret, struct store *store, const char *id,
			 struct err *err) MUST_USE;

/* Both, as lines: what a person is to look at. */
int recipient_warnings(struct buf *ret, struct store *store, const char *id,
		       struct err *err) MUST_USE;
/* The same, and which consents there are. */
int recipient_tell(struct buf *ret, struct store *store, const char *id, struct err *err) MUST_USE;

#endif
