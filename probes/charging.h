/* Does the machine get power, and does its battery take it? From sys/class/power_supply. */
#ifndef HOTROIT_CHARGING_H
#define HOTROIT_CHARGING_H

#include "base.h"

enum charging_word {
	CHARGING_WORKS, /* power comes in and the battery takes it, or is full */
	CHARGING_UNPLUGGED, /* no charger gives power */
	CHARGING_REFUSED, /* power comes in, the battery is not full and takes none */
	CHARGING_NO_BATTERY,
	CHARGING_UNKNOWN, /* the machine does not tell */
};

struct charging {
	enum charging_word word;
	bool is_full; /* of CHARGING_WORKS: full, or held at a limit on purpose */
	int64_t microwatts; /* into the battery; 0: not told */
	int level; /* percent; -1: not told */
};

/* The machine's own packs together; mice, pens and UPSes are none. */
void charging_look(const struct root *root, struct charging *ret);

#endif
