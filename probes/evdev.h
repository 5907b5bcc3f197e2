/* Keyboards and pointers as the kernel's event devices (/dev/input/eventN) show them. */
#ifndef HOTROIT_EVDEV_H
#define HOTROIT_EVDEV_H

#include "base.h"

#include <linux/input.h>

#define EVDEV_MAX 32
#define EVDEV_BYTES(count) (((count) + 7) / 8)

/* Bit masks, lowest bit of the first byte first. */
struct evdev_bits {
	unsigned bus; /* BUS_I8042, BUS_USB … */
	unsigned char key[EVDEV_BYTES(KEY_CNT)], rel[EVDEV_BYTES(REL_CNT)];
	unsigned char abs[EVDEV_BYTES(ABS_CNT)], prop[EVDEV_BYTES(INPUT_PROP_CNT)];
};

enum evdev_kind { EVDEV_OTHER, EVDEV_KEYBOARD, EVDEV_MOUSE, EVDEV_TOUCHPAD };

bool evdev_has(const unsigned char *mask, unsigned bit);
/* A keyboard has every letter; a touchpad tells where a finger is, but is no screen. */
enum evdev_kind evdev_kind_of(const struct evdev_bits *bits);
/* Is it wired into the machine, as far as its bus tells? */
bool evdev_is_inside(const struct evdev_bits *bits);

struct evdev {
	int fd; /* non-blocking; -1: it was pulled out */
	enum evdev_kind kind;
	struct evdev_bits bits;
};

struct evdevs {
	struct evdev list[EVDEV_MAX];
	size_t count;
};

/* Opens those of KINDS (1 << EVDEV_KEYBOARD | …) that software did not make. */
void evdev_open(struct evdevs *ret, const struct root *root, unsigned kinds);
void evdev_close(struct evdevs *devices);
/* Waits up to MS for one to have news; its index, or -1. */
int evdev_wait(const struct evdevs *devices, unsigned ms);
/* Takes one event off; false when there is none left. One that was pulled out is closed. */
bool evdev_read(struct evdev *device, struct input_event *ret) MUST_USE;

#endif
