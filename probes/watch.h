/*
 * The one poll loop: every source (source.h) side by side, and what they tell made into lines.
 */
#ifndef HOTROIT_WATCH_H
#define HOTROIT_WATCH_H

#include "base.h"

/* What is wanted. list: one line a device, "id<TAB>state", then the end. watch: one JSON line an
 * event ({"event":"add"|"change"|"remove","id":…,"port":…,"transport":…,"state":…,"name":…,
 * "hint":…}), until SIGTERM or until no one reads any more. all: one snapshot line a device as each
 * completes; with watch, among the events. device: the snapshot of that one, in canonical form.
 * progress: how far each is; on standard error "@ DONE/TOTAL STEP", with its id behind it unless
 * it is the only one; with watch an event more ({"event":"progress","id":…,"port":…,"transport":…,
 * "done":…,"total":…,"step":…}). */
struct watch_order {
	const struct root *root;
	const char *device;
	bool list, all, watch, progress;
};

/* Returns the exit code; 66: no such device. A source that can not do its work says so on standard
 * error and the others go on; 69 where nothing else was asked. */
enum exit_code watch_run(const struct watch_order *order, struct err *err);

#endif
