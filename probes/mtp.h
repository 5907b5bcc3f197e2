/*
 * A phone whose user can not switch USB debugging on: what MTP tells all the same. The rest stays
 * unreadable, for a form or for another try.
 */
#ifndef HOTROIT_MTP_H
#define HOTROIT_MTP_H

#include "model.h"
#include "plug_mtp.h"

#define MTP_DEADLINE_MS 20000

/* The snapshot of the phone at PORT ("1-1.4") in STATE (mtp-only, ptp-only), frozen. REPORT may be
 * NULL: it could not be asked, for the reason WHY. */
void mtp_snapshot(struct snapshot *ret, const char *port, const char *state,
		  const struct mtp_report *report, const char *why);
/* hotroit-probe --device mtp:PORT. Blocks as long as libmtp does: whoever needs an end to it runs
 * it as a child and stops that. */
enum exit_code mtp_probe(const struct root *root, const char *port);

#endif
