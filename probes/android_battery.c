/*
 * The battery's health, only where its gauge really knows: most phones report a level and the word
 * "good", and neither says how much of the battery is left.
 */
#include "android_priv.h"

#include <stdio.h>

/* µAh: a watch has more than the least, the thickest tablet less than the most. */
#define CHARGE_MIN 300000
#define CHARGE_MAX 20000000
#define CYCLES_MAX 5000

static const char *const gauges[] = {"battery", "bms", "Battery", "bq27xxx-0", "max170xx_battery"};

/* ret: 1 … 100 %. A gauge that says full is design to the last digit repeats what it was told. */
static bool health_of(struct span power, const char *gauge, int64_t *ret)
{
	char key[64];
	uint64_t full, design;

	(void)snprintf(key, sizeof(key), "%s.charge_full", gauge);
	if (!android_field_u64(power, key, &full))
		return false;
	(void)snprintf(key, sizeof(key), "%s.charge_full_design", gauge);
	if (!android_field_u64(power, key, &design))
		return false;
	if (full == design || full < CHARGE_MIN / 10 || design < CHARGE_MIN ||
	    design > CHARGE_MAX || full > design + design / 10)
		return false;
	*ret = (int64_t)(full >= design ? 100 : full * 100 / design);
	return true;
}

static void read_cycles(const struct android *android, struct span power)
{
	char key[64];
	uint64_t cycles;

	for (size_t i = 0; i < ARRAY_LEN(gauges); i++) {
		(void)snprintf(key, sizeof(key), "%s.cycle_count", gauges[i]);
		/* 0 is what a driver without a counter says. */
		if (!android_field_u64(power, key, &cycles) || !cycles || cycles > CYCLES_MAX)
			continue;
		facts_int(android->facts, "battery.0.cycles", (int64_t)cycles, key);
		return;
	}
	facts_unreadable(android->facts, "battery.0.cycles", _("không đọc được"));
}

void android_read_battery(const struct android *android)
{
	struct facts *facts = android->facts;
	struct span power, battery;
	uint64_t word = 0;
	int64_t health;
	char present[8];

	if (!android_section(android->answer, "power", &power))
		return;
	read_cycles(android, power);
	for (size_t i = 0; i < ARRAY_LEN(gauges); i++) {
		if (!health_of(power, gauges[i], &health))
			continue;
		facts_int(facts, "battery.0.health", health, "power_supply");
		return;
	}
	if (!android_section(android->answer, "battery", &battery))
		return;
	(void)android_field_u64(battery, "health", &word);
	if (android_field(battery, "present", present, sizeof(present)) && str_eq(present, "false"))
		facts_absent(facts, "battery.0.health", _("máy không có pin"));
	else if (word == 4 || word == 6) /* BATTERY_HEALTH_DEAD, _UNSPECIFIED_FAILURE */
		facts_unreadable(facts, "battery.0.health", _("máy báo pin hỏng: thay pin"));
	else
		facts_unreadable(facts, "battery.0.health",
				 _("không đọc được: máy không đo độ chai pin"));
}
