/* Runs the probes, each within its own deadline, and freezes the snapshot. */
#ifndef HOTROIT_RUN_H
#define HOTROIT_RUN_H

#include "probe.h"

/* Called as each probe begins (done of total have answered). */
typedef void (*probe_progress_fn)(void *user, unsigned done, unsigned total, const char *name);

/* Fills *ret with what the probes of TABLE find under ROOT. Never fails: what could not be found
 * is unreadable, with its reason. A probe that overruns is left behind on its thread, so the caller
 * must leave by _exit. */
void probe_run(struct snapshot *ret, const struct root *root, const struct probe *const *table,
	       size_t count, probe_progress_fn progress, void *user);

#endif
