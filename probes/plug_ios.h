/* libimobiledevice and libusbmuxd, behind a plugin: asking one device, and the watch on them. */
#ifndef HOTROIT_PLUG_IOS_H
#define HOTROIT_PLUG_IOS_H

#include "ios.h"

struct ios_watch;

enum ios_event_what {
	IOS_EVENT_ADD,
	IOS_EVENT_REMOVE,
	IOS_EVENT_PAIRED, /* the device trusts this computer now */
	IOS_EVENT_LISTED, /* all that were there when the watch began have been told */
};

struct ios_event {
	enum ios_event_what what;
	char udid[IOS_UDID_MAX]; /* "" for IOS_EVENT_LISTED */
};

/* Exported as plug_ios. */
struct plug_ios {
	/* Asks everything, trying once to pair. May block for long. *ret is filled as far as it
	 * came, whatever is returned: -ENODEV when usbmuxd has no such device. */
	int (*ask)(const char *udid, struct ios_answer *ret);
	/* Watches usbmuxd (USBMUXD_SOCKET_ADDRESS is honoured), waiting for it while it is not
	 * there; *ret_fd becomes readable when something happened. -errno. */
	int (*watch_open)(struct ios_watch **ret, int *ret_fd);
	/* Takes one event off; false when there is none. Never blocks. */
	bool (*watch_next)(struct ios_watch *watch, struct ios_event *ret);
	void (*watch_close)(struct ios_watch *watch);
};

#endif
