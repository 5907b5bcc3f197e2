/* What the bench's slots and the command line share. */
#ifndef HOTROIT_FLOW_PRIV_H
#define HOTROIT_FLOW_PRIV_H

#include "flow.h"

#define FLOW_SNAPSHOT_MAX (4u << 20)

/* The probe's command line; the strings live in STORAGE. */
struct probe_command {
	char program[512];
	const char *argv[9];
};

int probe_command_init(struct probe_command *ret, const char *device_id, const char *root,
		       bool progress, struct err *err) MUST_USE;
/* A child's last words as an error: its own line when it said one. STATUS as of waitpid. */
int probe_failed(int status, const char *note, struct err *err);
/* The snapshot's kind, unless a person overruled it, is the profile's business: see assess. */
void judge(struct verdict *ret, const struct plan *plan, const struct snapshot *snapshot,
	   const struct facts *inspections, enum assess_stage stage);

#endif
