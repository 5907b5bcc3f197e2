/*
 * The one header a source needs. A source watches one way in which devices reach the bench (the adb
 * server, usbmuxd, the USB bus itself), tells of each arrival and change at once, and hands over a
 * snapshot of each device that can be read. Everything runs on one poll loop (watch.c); a library
 * that blocks is kept in a child of ours (hotroit-probe --device …), so that one sick device costs
 * only its own slot. Add one by adding source_NAME.c that defines `const struct source
 * source_NAME`; CMake finds it.
 */
#ifndef HOTROIT_SOURCE_H
#define HOTROIT_SOURCE_H

#include "model.h"

#include <poll.h>

#define ARRIVAL_ID_MAX 192
#define ARRIVAL_PORT_MAX 64
#define ARRIVAL_NAME_MAX 96

/* A device as it is seen now. The slot on the bench is the port: two phones with one serial are
 * two slots, and the same phone seen by two sources is one. */
struct arrival {
	char id[ARRIVAL_ID_MAX]; /* "adb:R58N30@1-1.4" (interface.md) */
	char port[ARRIVAL_PORT_MAX]; /* USB port path "1-1.4"; "" when it has none (adb over TCP) */
	const char *transport; /* "adb", "ios", "mtp", "usb": static */
	const char *state; /* the link.state word: static */
	char name[ARRIVAL_NAME_MAX]; /* cleaned; what to show before there is a snapshot */
	const char *hint; /* Vietnamese, what to do next, static; NULL: nothing */
};

/* Where the news goes; owned by the loop. */
struct watcher;

/* It came, or something about it changed. */
void watcher_say(struct watcher *watcher, const struct arrival *arrival);
/* It is gone; the slot keeps its history. */
void watcher_gone(struct watcher *watcher, const char *id, const char *port);
/* How far the asking of a device has come: DONE of TOTAL steps, and the one at work (to show). */
void watcher_progress(struct watcher *watcher, const struct arrival *arrival, unsigned done,
		      unsigned total, const char *step);
/* What was found out about a device; frozen. The watcher prints it and frees it. */
void watcher_answer(struct watcher *watcher, struct snapshot *snapshot);
/* What this source watches can not be reached just now (no server, no right to it): TEXT is one
 * line that says what to do. The source goes on trying by itself. */
void watcher_trouble(struct watcher *watcher, const char *text);
/* Something is not seen here, and nothing else suffers: TEXT is one line for those who watch. */
void watcher_note(const struct watcher *watcher, const char *text);
/* Is a snapshot of this device wanted (--list wants none, --device ID only its own)? */
bool watcher_wants(const struct watcher *watcher, const char *id);

struct source {
	const char *name; /* "adb" */
	/* Begins to watch. ROOT is the host's / or a recorded tree. -ENOTSUP: this source has
	 * nothing to watch here (no such bus): not an error. */
	int (*open)(void **ret_state, struct watcher *watcher, const struct root *root,
		    struct err *err);
	/* The descriptors to wait on, at most MAX; and the longest wait (ms), or -1. */
	size_t (*fds)(void *state, struct pollfd *ret_fds, size_t max);
	int (*wait_ms)(void *state);
	/* Goes on: FDS are those that fds() gave, with revents. Never blocks. */
	void (*step)(void *state, const struct pollfd *fds, size_t count);
	/* Is everything that is plugged in told and, where wanted, answered, or is the trouble told
	 * that stands in the way? Ends --list and --all. */
	bool (*settled)(void *state);
	void (*close)(void *state);
};

extern const struct source *const source_table[];
extern const size_t source_table_count;

#endif
