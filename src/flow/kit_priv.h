/* A kit as the steps of its device and its SIM begin it. */
#ifndef HOTROIT_KIT_PRIV_H
#define HOTROIT_KIT_PRIV_H

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
/* Adds the kit with the case's record in its field FIELD; a SIM that was asked for is bundled. */
int kit_begin(struct life_case *c, const char *field, struct err *err) MUST_USE;

#endif
