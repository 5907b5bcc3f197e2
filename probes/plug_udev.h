/* libudev, behind a plugin: a disk's properties; what stands on the USB bus, comes and goes; and the
 * partitions of live sticks. */
#ifndef HOTROIT_PLUG_UDEV_H
#define HOTROIT_PLUG_UDEV_H

#include <stdbool.h>
#include <stddef.h>

struct udev_watch;

enum udev_what {
	UDEV_NOTHING,
	UDEV_HERE,
	UDEV_GONE,
	UDEV_OVER_CURRENT,
	UDEV_STICK, /* no USB device, but the partition of a live stick that snapshots come on */
	UDEV_STICK_GONE, /* a partition is gone that may have been one */
};

#define UDEV_STICK_LABEL "HOTROIT"

/* One device on the bus; every text is from the device and not to be trusted. */
struct udev_usb {
	enum udev_what what;
	/* "1-2.3"; for UDEV_OVER_CURRENT the hub's own name of it: "1-2-port3"; of a stick the
	 * partition's: "sdb1" */
	char port[64];
	char maker[96], name[96];
	unsigned bus, number; /* /dev/bus/usb/BUS/NUMBER */
	bool configured; /* it was switched on: its interfaces are there */
	bool says_mtp, says_ptp; /* a string of one of its interfaces */
	bool hub_is_fed; /* its hub has a supply of its own, or is the machine's */
	unsigned char descriptors[8192];
	size_t len;
};

/* Exported as plug_udev. */
struct plug_udev {
	/* A property of block device DISK ("sda"); false when there is none. */
	bool (*property)(const char *disk, const char *name, char *ret, size_t size);
	/* Watches the bus; *ret_fd becomes readable when something happened. -errno. */
	int (*watch_open)(struct udev_watch **ret, int *ret_fd);
	/* Takes one event off; UDEV_NOTHING: it is nothing to tell. False: there is none left. */
	bool (*watch_next)(struct udev_watch *watch, struct udev_usb *ret);
	/* Looks at the device at PORT; false: there is none (now). */
	bool (*look)(struct udev_watch *watch, const char *port, struct udev_usb *ret);
	/* Tells of every device that is plugged in, but not of the machine's own hubs; and of every
	 * stick. */
	void (*list)(struct udev_watch *watch,
		     void (*tell)(void *user, const struct udev_usb *device), void *user);
	void (*watch_close)(struct udev_watch *watch);
};

#endif
