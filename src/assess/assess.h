/*
 * assess: pure rules. Same plan, same facts, same verdict; nothing is read, nothing is written.
 * A better fact never worsens a verdict, and a fact that is not known never passes.
 */
#ifndef HOTROIT_ASSESS_H
#define HOTROIT_ASSESS_H

#include "model.h"

/* When in its life the device is judged: free space decides only at the final check. */
enum assess_stage { ASSESS_INTAKE, ASSESS_FINAL };

struct assess_request {
	const struct plan *plan;
	const struct snapshot *snapshot;
	const struct facts *inspections; /* check.* and human overrides (device.kind …), or NULL */
	const char *as_kind; /* judge as this kind; NULL: as the snapshot says */
	enum assess_stage stage;
};

/* Always gives a verdict; an unknown kind gives review with the advice to choose one. */
void assess(struct verdict *ret_verdict, const struct assess_request *request);

#endif
