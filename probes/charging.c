/* See charging.h. What each property means: Documentation/ABI/testing/sysfs-class-power. */
#include "charging.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define SUPPLIES "sys/class/power_supply"
#define HELD_LEVEL 75 /* from here on makers stop on purpose, to spare the pack */
#define AMOUNT_MAX 1000000000 /* µW, µA: beyond is nonsense */

struct sum {
	bool mains, online; /* there is a supply that tells; one gives power */
	unsigned packs, charging, full, held, discharging;
	int64_t microwatts;
	int level;
};

static bool property(const struct root *root, const char *name, const char *what, char *ret,
		     size_t size)
{
	char path[384];

	snprintf(path, sizeof(path), SUPPLIES "/%s/%s", name, what);
	return root_line(root, path, ret, size) == 0;
}

/* Currents of some packs are negative; the sign says nothing that the status does not. */
static int64_t amount(const struct root *root, const char *name, const char *what)
{
	char text[32];
	int64_t value;

	if (!property(root, name, what, text, sizeof(text)) || !str_to_i64(text, &value) ||
	    value > AMOUNT_MAX || value < -AMOUNT_MAX)
		return 0;
	return value < 0 ? -value : value;
}

static int64_t power_of(const struct root *root, const char *name)
{
	int64_t power = amount(root, name, "power_now");

	if (power)
		return power;
	return (int64_t)((double)amount(root, name, "current_now") *
			 (double)amount(root, name, "voltage_now") / 1e6);
}

static void add_pack(struct sum *sum, const struct root *root, const char *name)
{
	char status[32] = "", present[8];
	int64_t level = amount(root, name, "capacity");

	if (property(root, name, "present", present, sizeof(present)) && str_eq(present, "0"))
		return;
	sum->packs++;
	if (!property(root, name, "status", status, sizeof(status)))
		return;
	if (level <= 100 && level > sum->level)
		sum->level = (int)level;
	if (str_eq(status, "Charging")) {
		int64_t power = power_of(root, name);

		sum->charging += power > 0;
		sum->microwatts += power;
	} else if (str_eq(status, "Full")) {
		sum->full++;
	} else if (str_eq(status, "Not charging")) {
		sum->held += level >= HELD_LEVEL;
	} else if (str_eq(status, "Discharging")) {
		sum->discharging++;
	}
}

static void add(struct sum *sum, const struct root *root, const char *name)
{
	char type[32], scope[32], online[8];

	if (!property(root, name, "type", type, sizeof(type)))
		return;
	if (property(root, name, "scope", scope, sizeof(scope)) && str_eq(scope, "Device"))
		return;
	if (str_eq(type, "Battery")) {
		if (!str_starts(name, "hid"))
			add_pack(sum, root, name);
	} else if (str_eq(type, "Mains") || str_starts(type, "USB")) {
		if (property(root, name, "online", online, sizeof(online))) {
			sum->mains = true;
			sum->online |= !str_eq(online, "0");
		}
	}
}

static enum charging_word word_of(const struct sum *sum)
{
	if (!sum->packs)
		return CHARGING_NO_BATTERY;
	if (!sum->mains)
		return CHARGING_UNKNOWN;
	if (!sum->online)
		return CHARGING_UNPLUGGED;
	return sum->charging || ((sum->full || sum->held) && !sum->discharging) ? CHARGING_WORKS
										: CHARGING_REFUSED;
}

void charging_look(const struct root *root, struct charging *ret)
{
	AUTO(arena_done) struct arena arena = {0};
	const char *const *names = NULL;
	struct sum sum = {.level = -1};
	size_t count = 0;

	if (root_list(root, SUPPLIES, &arena, &names, &count) < 0) {
		*ret = (struct charging){.word = CHARGING_UNKNOWN, .level = -1};
		return;
	}
	for (size_t i = 0; i < count; i++)
		add(&sum, root, names[i]);
	*ret = (struct charging){.word = word_of(&sum),
				 .is_full = !sum.charging,
				 .microwatts = sum.microwatts,
				 .level = sum.level};
}
