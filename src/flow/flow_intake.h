/* Intake: what a donor brings, taken in at once. Included by flow.h. */
#ifndef HOTROIT_FLOW_INTAKE_H
#define HOTROIT_FLOW_INTAKE_H

#include "store.h"

#define INTAKE_DEVICES_MAX 200 /* in one go */
#define INTAKE_SIMS_MAX 500

/* A device on the counter. Texts as a form has them; NULL or "": not said. */
struct intake_device {
	const char *device; /* its id or tag in the book; NULL: nobody has probed it yet */
	/* It was with a pupil and is given anew, not brought back. What was given back, lost,
	 * liquidated or recycled needs no saying. */
	bool is_again;
	const char *kind, *vendor, *model; /* of one that is not in the book */
	const char *accessories, *media_removed, *battery_safety, *wipe_consent, *condition, *photo;
	const char *charger; /* the rating on its own charger, which then becomes an accessory */
};

struct intake {
	const char *donor; /* in the book; NULL: a new one, by the next three */
	const char *donor_name, *donor_kind, *donor_phone;
	const char *donation; /* an open one of this donor; NULL: a new one */
	const char *pledge; /* what was promised has come with it; or NULL */
	const struct intake_device *devices;
	size_t device_count;
	unsigned sims; /* data SIMs */
	const char *sim_operator;
};

struct intake_done {
	char donation[UUID_TEXT_MAX], donation_tag[STORE_TAG_MAX];
	size_t count; /* devices, in the order given */
	char tags[INTAKE_DEVICES_MAX][STORE_TAG_MAX];
};

/* The answer that a device still lacks, in words; NULL: none. */
const char *flow_intake_lacks(const struct intake_device *device);
/* Takes everything in, in one transaction or not at all. A device whose former life is over, or is
 * given anew, gets a new row and tag with the old one as its former. -EINVAL says which line lacks
 * what; -EPERM: with a pupil, or of another donation; -ENOENT, -EAGAIN. PLAN: as for flow_do. */
int flow_intake(struct store *store, const struct plan *plan, const struct intake *intake,
		struct intake_done *ret_done, struct err *err) MUST_USE;

#endif
