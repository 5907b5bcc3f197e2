/* hotroit-probe as a child: how it is called, and what its end means. */
#ifndef HOTROIT_FLOW_PRIV_H
#define HOTROIT_FLOW_PRIV_H

#include "flow.h"

/* The probe's command line. Points into itself and to what it was made from. */
struct probe_command {
	char program[512];
	const char *argv[9];
};

/* ROOT may be NULL. -ENOENT: no hotroit-probe beside this program. */
int probe_command_init(struct probe_command *ret, const char *device_id, const char *root,
		       struct err *err) MUST_USE;
/* A child's last words as an error: its own line when it said one. STATUS as of waitpid. */
int probe_failed(int status, const char *note, struct err *err);

#endif
