/* What can be typed and pointed with, from proc/bus/input/devices. */
#ifndef HOTROIT_INPUT_DEVICES_H
#define HOTROIT_INPUT_DEVICES_H

#include "base.h"

#define INPUT_NAME_MAX 128

/* From the least to the most telling. */
enum input_pointer { INPUT_POINTER_NONE, INPUT_TOUCHSCREEN, INPUT_MOUSE, INPUT_TOUCHPAD };

struct input_devices {
	bool keyboard; /* a device with every letter: no power button, no hotkeys */
	char keyboard_name
		[INPUT_NAME_MAX]; /* "" for a Bluetooth one, whose name may be its owner's */
	enum input_pointer pointer;
	unsigned count; /* devices listed; 0: the text is no such list */
};

/* Never fails: what makes no sense is passed over. Devices that software made do not count. */
void input_devices_parse(struct input_devices *ret, const char *text, size_t len);

#endif
