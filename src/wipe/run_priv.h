/* One disk at work: what run.c lends to the ways. */
#ifndef HOTROIT_WIPE_RUN_PRIV_H
#define HOTROIT_WIPE_RUN_PRIV_H

#include "wipe.h"

#define RUN_OUTPUT_MAX (1u << 20)
#define MINUTE_MS (60 * 1000LL)

struct run {
	const struct root *root;
	const struct wipe_target *target;
	const struct wipe_watcher *watcher;
	char path[PATH_MAX]; /* for the tools */
	struct buf said; /* what the last tool printed */
	struct buf note; /* for the report */
	/* The disk does not listen: stopping the tool would only lose it, and it outlives us. */
	bool unstoppable;
	uint64_t moved; /* bytes that the disk had moved before this way began */
};

/* One more sentence for the report. */
void run_note(struct run *run, const char *fmt, ...) PRINTF_LIKE(2, 3);
/* Runs ARGV to its end. It is cut off when the disk has not moved a byte for STALL_MS, which must
 * hold for a tool that only waits, too. TOTAL: bytes it will move, for the progress; 0: not known.
 * 0, or -EIO (ended badly), -ETIMEDOUT, -ECANCELED, -ENOENT (not there). */
int run_tool(struct run *run, const char *const *argv, int64_t stall_ms, uint64_t total) MUST_USE;
/* Waits MS while listening whether to stop: -ECANCELED. */
int run_wait(struct run *run, int64_t ms) MUST_USE;

/* Does WAY to the disk; what comes of it is not looked at. Errors as of run_tool(). */
int way_do(struct run *run, enum wipe_way way) MUST_USE;

#endif
