/* A kit as the steps of its device and its SIM begin it. */
#ifndef HOTROIT_KIT_PRIV_H
#define HOTROIT_KIT_PRIV_H

#include "flow_priv.h"
#include "recipient_priv.h"

#define KIT_DAYS 14 /* a device is kept for a pupil, unless said otherwise */
#define KIT_MONTHS 3 /* from the handing over: a SIM must last so long, and then somebody looks */

/* What whoever signs on the day tells. */
#define KIT_ASKS_SIGNING "received_by! received_as! guided! boots! given_at note"

/* *RET becomes true where the pupil has a kit that is kept for them or given. */
int kit_is_held(const struct life_case *c, const char *recipient, bool *ret,
		struct err *err) MUST_USE;
/* For a step that asks for the fields of a kit: may this pupil have one? -EPERM says why not. */
int kit_may_be(struct life_case *c, struct err *err) MUST_USE;
/* Are the day and the handover that it asks for, where they were given, still to come? */
int kit_may_wait(struct life_case *c, struct err *err) MUST_USE;
/* Is it of a handover that is still to come, or today (YYYY-MM-DD)? Then it is kept until then. */
int kit_is_expected(bool *ret, struct store *store, const struct row *kit, const char *today,
		    struct err *err) MUST_USE;
/* Adds the kit with the case's record in its field FIELD; a SIM that was asked for is bundled. */
int kit_begin(struct life_case *c, const char *field, struct err *err) MUST_USE;

/* Until when the case's step keeps it; NULL: the clock is wrong. */
const char *kit_last_day(struct life_case *c);
/* The step keeps a thing, by a person's choice: tells what of it they may not have seen. */
int kit_note(struct life_case *c, struct err *err) MUST_USE;

/* Two benches may keep one device, SIM or pupil apart, each in a kit of its own, and only once they
 * have met is it seen. */
#define KIT_SHARED 3
extern const char *const kit_shared[KIT_SHARED]; /* the fields that only one open kit may have */
#define KIT_OPEN "reserved given"

/* The kits besides ID that are in one of STATES and have VALUE in FIELD, in words, appended. */
int kit_rivals(struct buf *ret, struct store *store, const char *id, const char *field,
	       const char *value, const char *states, struct err *err) MUST_USE;
/* All of the kit ID, a line each: what a person is to decide. */
int kit_tell(struct buf *ret, struct store *store, const char *id, struct err *err) MUST_USE;

#endif
