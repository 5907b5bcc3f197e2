/* libudev, behind a plugin: one device's properties, and the watch on plugging and unplugging. */
#ifndef HOTROIT_PLUG_UDEV_H
#define HOTROIT_PLUG_UDEV_H

#include <stdbool.h>
#include <stddef.h>

struct udev_watch;

struct udev_event {
	bool add; /* else: remove */
	char subsystem[16]; /* "block", "usb" */
	char id[80]; /* "usb:1-2.3", or "host" for a disk that is not on USB */
	char name[160]; /* from the device: not to be trusted */
};

/* Exported as plug_udev. */
struct plug_udev {
	/* A property of block device DISK ("sda"); false when there is none. */
	bool (*property)(const char *disk, const char *name, char *ret, size_t size);
	/* Watches disks and USB devices; *ret_fd becomes readable when something happened.
	 * -errno. */
	int (*watch_open)(struct udev_watch **ret, int *ret_fd);
	/* Takes one event off; false when it is nothing to tell, or there is none. */
	bool (*watch_next)(struct udev_watch *watch, struct udev_event *ret);
	void (*watch_close)(struct udev_watch *watch);
};

#endif
