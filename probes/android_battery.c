/*
 * The battery: its level, and its health only where a gauge really knows it. Most phones report
 * the word "good", which says nothing of how much of the battery is left. Asked in turn are the
 * kernel's gauge (power_supply, where the shell may read it), the health service of Android 14 on,
 * what Samsung keeps ("ASOC"), and what Android has learned from whole charges (batterystats).
 */
#include "android_priv.h"

#include <stdio.h>
#include <string.h>

/* µAh: a watch has more than the least, the thickest tablet less than the most. */
#define CHARGE_MIN 300000
#define CHARGE_MAX 20000000
#define CYCLES_MAX 5000
#define MAH 1000
/* Samsung counts the percents charged. */
#define SAMSUNG_CYCLE 100

static const char *const gauges[] = {"battery", "bms", "Battery", "bq27xxx-0", "max170xx_battery"};

/* What a battery is read from: each section may be empty. */
struct reports {
	struct span power, battery, gauge;
};

/* ret: 1 … 100 %. A gauge that says full is design to the last digit repeats what it was told. */
static bool percent(uint64_t full, uint64_t design, int64_t *ret)
{
	if (full == design || full < CHARGE_MIN / 10 || design < CHARGE_MIN ||
	    design > CHARGE_MAX || full > design + design / 10)
		return false;
	*ret = (int64_t)(full >= design ? 100 : full * 100 / design);
	return *ret > 0;
}

static bool health_of_kernel(const struct reports *reports, int64_t *ret)
{
	char key[64];
	uint64_t full, design;

	for (size_t i = 0; i < ARRAY_LEN(gauges); i++) {
		(void)snprintf(key, sizeof(key), "%s.charge_full", gauges[i]);
		if (!android_field_u64(reports->power, key, &full))
			continue;
		(void)snprintf(key, sizeof(key), "%s.charge_full_design", gauges[i]);
		if (android_field_u64(reports->power, key, &design) && percent(full, design, ret))
			return true;
	}
	return false;
}

static bool health_of_service(const struct reports *reports, int64_t *ret)
{
	uint64_t full, design;

	return android_field_u64(reports->gauge, "batteryFullChargeUah", &full) &&
	       android_field_u64(reports->gauge, "batteryFullChargeDesignCapacityUah", &design) &&
	       percent(full, design, ret);
}

/* "96", "[96]" or "95.23"; -1 stands for a battery that is not measured. */
static bool samsung_field(const struct reports *reports, const char *name, uint64_t *ret)
{
	char value[32], *digits = value;

	if (!android_field(reports->battery, name, value, sizeof(value)))
		return false;
	digits += *value == '[';
	digits[strspn(digits, "0123456789")] = '\0';
	return str_to_u64(digits, 10, ret);
}

static bool health_of_samsung(const struct reports *reports, int64_t *ret)
{
	static const char *const names[] = {"mSavedBatteryAsoc", "mSavedBatteryBsoh"};
	uint64_t value;

	for (size_t i = 0; i < ARRAY_LEN(names); i++) {
		if (!samsung_field(reports, names[i], &value) || !value || value > 100)
			continue;
		*ret = (int64_t)value;
		return true;
	}
	return false;
}

static bool capacity_of(const struct reports *reports, const char *name, uint64_t *ret)
{
	char value[32];

	if (!android_field(reports->gauge, name, value, sizeof(value)))
		return false;
	value[strcspn(value, " ")] = '\0';
	if (!str_to_u64(value, 10, ret) || *ret > CHARGE_MAX / MAH)
		return false;
	*ret *= MAH;
	return true;
}

/* "Estimated" is what the maker put down for a new one. */
static bool health_of_stats(const struct reports *reports, int64_t *ret)
{
	uint64_t full, design;

	return (capacity_of(reports, "Last learned battery capacity", &full) ||
		capacity_of(reports, "Min learned battery capacity", &full)) &&
	       capacity_of(reports, "Estimated battery capacity", &design) &&
	       percent(full, design, ret);
}

static bool read_health(struct facts *facts, const struct reports *reports)
{
	static const struct {
		bool (*health)(const struct reports *reports, int64_t *ret);
		const char *source;
	} sources[] = {
		{health_of_kernel, "power_supply"},
		{health_of_service, "dumpsys IHealth"},
		{health_of_samsung, "dumpsys battery: ASOC"},
		{health_of_stats, N_("ước tính: dumpsys batterystats")},
	};
	int64_t health;

	for (size_t i = 0; i < ARRAY_LEN(sources); i++) {
		if (!sources[i].health(reports, &health))
			continue;
		facts_int(facts, "battery.0.health", health, _(sources[i].source));
		return true;
	}
	return false;
}

/* 0 is what a driver without a counter says. */
static bool take_cycles(struct facts *facts, uint64_t cycles, const char *source)
{
	if (!cycles || cycles > CYCLES_MAX)
		return false;
	facts_int(facts, "battery.0.cycles", (int64_t)cycles, source);
	return true;
}

static void read_cycles(struct facts *facts, const struct reports *reports)
{
	static const char *const names[] = {"cycle_count", "battery_cycle"};
	char key[64];
	uint64_t cycles;

	for (size_t i = 0; i < ARRAY_LEN(gauges) * ARRAY_LEN(names); i++) {
		(void)snprintf(key, sizeof(key), "%s.%s", gauges[i / ARRAY_LEN(names)],
			       names[i % ARRAY_LEN(names)]);
		if (android_field_u64(reports->power, key, &cycles) &&
		    take_cycles(facts, cycles, key))
			return;
	}
	if (android_field_u64(reports->gauge, "batteryCycleCount", &cycles) &&
	    take_cycles(facts, cycles, "dumpsys IHealth"))
		return;
	if (samsung_field(reports, "mSavedBatteryUsage", &cycles) &&
	    take_cycles(facts, cycles / SAMSUNG_CYCLE, _("ước tính: mSavedBatteryUsage / 100")))
		return;
	facts_unreadable(facts, "battery.0.cycles", _("máy không đếm số lần sạc"));
}

static void read_level(struct facts *facts, struct span battery)
{
	uint64_t level, scale;

	if (android_field_u64(battery, "level", &level) &&
	    android_field_u64(battery, "scale", &scale) && scale == 100 && level <= scale)
		facts_int(facts, "battery.0.level", (int64_t)level, "dumpsys battery");
	else
		facts_unreadable(facts, "battery.0.level", _("máy không cho biết"));
}

void android_read_battery(const struct android *android)
{
	static const char *const keys[] = {"battery.0.health", "battery.0.cycles",
					   "battery.0.level"};
	struct facts *facts = android->facts;
	struct reports reports = {{"", 0}, {"", 0}, {"", 0}};
	uint64_t word = 0;
	char present[8];

	/* What may be slow comes last, and may not come. */
	(void)android_section(android->answer, "gauge", &reports.gauge);
	if (!android_section(android->answer, "power", &reports.power) ||
	    !android_section(android->answer, "battery", &reports.battery))
		return;
	if (android_field(reports.battery, "present", present, sizeof(present)) &&
	    str_eq(present, "false")) {
		for (size_t i = 0; i < ARRAY_LEN(keys); i++)
			facts_absent(facts, keys[i], _("máy không có pin"));
		return;
	}
	read_level(facts, reports.battery);
	read_cycles(facts, &reports);
	if (read_health(facts, &reports))
		return;
	(void)android_field_u64(reports.battery, "health", &word);
	if (word == 4 || word == 6) /* BATTERY_HEALTH_DEAD, _UNSPECIFIED_FAILURE */
		facts_unreadable(facts, "battery.0.health", _("máy báo pin hỏng: thay pin"));
	else
		facts_unreadable(
			facts, "battery.0.health",
			_("máy không đo độ chai pin: sạc đầy, dùng thử một giờ xem tụt bao nhiêu"));
}
