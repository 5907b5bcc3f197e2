/*
 * Laptop batteries from sys/class/power_supply (Documentation/ABI/testing/sysfs-class-power).
 * Health is full / design in the pack's own unit, µWh or µAh, never CAPACITY: firmware reports 95 %
 * on packs that hold a third of what they did. A voltage never enters the health, since
 * voltage_min_design is wrong on some packs.
 */
#include "probe.h"
#include "uevent.h"

#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

/* Beyond these a pack's numbers are firmware nonsense: 1 kWh or 1000 Ah, more than 10 % above the
 * design, more cycles than days in a laptop's life. */
#define BATTERY_UNITS_MAX 1000000000
#define BATTERY_HEALTH_MAX 110
#define BATTERY_CYCLES_MAX 10000

struct supply {
	const struct root *root;
	const char *name;
	struct buf uevent;
	bool uevent_only; /* the uevent holds the capacities, hence every property the driver has */
};

/* What a pack says of itself in one unit; 0: not said. */
struct capacity {
	const char *unit; /* "energy" (µWh) or "charge" (µAh) */
	int64_t full, design;
};

static bool supply_text(const struct supply *supply, const char *property, char *ret, size_t size)
{
	char path[384], key[64];
	int len = snprintf(key, sizeof(key), "POWER_SUPPLY_%s", property);

	for (int i = 0; i < len && i < (int)sizeof(key) - 1; i++)
		key[i] = (char)toupper((unsigned char)key[i]);
	if (uevent_value(buf_text(&supply->uevent), supply->uevent.len, key, ret, size))
		return true;
	if (supply->uevent_only)
		return false;
	snprintf(path, sizeof(path), "sys/class/power_supply/%s/%s", supply->name, property);
	return root_line(supply->root, path, ret, size) == 0;
}

static bool supply_number(const struct supply *supply, const char *property, int64_t *ret)
{
	char text[32];

	return supply_text(supply, property, text, sizeof(text)) && str_to_i64(text, ret);
}

static int64_t supply_amount(const struct supply *supply, const char *unit, const char *what)
{
	char property[32];
	int64_t value;

	snprintf(property, sizeof(property), "%s_%s", unit, what);
	if (!supply_number(supply, property, &value) || value < 0 || value > BATTERY_UNITS_MAX)
		return 0;
	return value;
}

static struct capacity supply_capacity(const struct supply *supply, const char *unit)
{
	return (struct capacity){
		.unit = unit,
		.full = supply_amount(supply, unit, "full"),
		.design = supply_amount(supply, unit, "full_design"),
	};
}

static bool capacity_is_whole(const struct capacity *capacity)
{
	return capacity->full && capacity->design;
}

static void supply_open(struct supply *supply)
{
	struct capacity energy, charge;
	char path[384];

	snprintf(path, sizeof(path), "sys/class/power_supply/%s/uevent", supply->name);
	if (root_read(supply->root, path, UEVENT_MAX, &supply->uevent) < 0)
		buf_clear(&supply->uevent);
	supply->uevent_only = true;
	energy = supply_capacity(supply, "energy");
	charge = supply_capacity(supply, "charge");
	supply->uevent_only = capacity_is_whole(&energy) || capacity_is_whole(&charge);
}

/* "Battery", "Mains", "UPS" …: kernels before 5.9 leave it out of the uevent. */
static bool supply_type(struct supply *supply, char *ret, size_t size)
{
	char path[384];

	if (uevent_value(buf_text(&supply->uevent), supply->uevent.len, "POWER_SUPPLY_TYPE", ret,
			 size))
		return true;
	snprintf(path, sizeof(path), "sys/class/power_supply/%s/type", supply->name);
	return root_line(supply->root, path, ret, size) == 0;
}

/* Is it a battery of this machine? Mice and pens (scope Device), chargers and UPSes are not. */
static bool supply_is_battery(struct supply *supply)
{
	char value[32];

	if (supply_type(supply, value, sizeof(value)) ? !str_eq(value, "Battery")
						      : !str_starts(supply->name, "BAT"))
		return false;
	if (supply_text(supply, "scope", value, sizeof(value)) && str_eq(value, "Device"))
		return false;
	return !str_starts(supply->name, "hid");
}

static void report_health(struct facts *facts, unsigned n, const struct capacity *capacity,
			  const char *name)
{
	const char *key = facts_key(facts, "battery.%u.health", n);
	char source[128];
	int64_t percent;

	if (!capacity->design) {
		facts_unreadable(facts, key,
				 _("pin không báo dung lượng khi mới; hãy thử thời gian dùng pin"));
		return;
	}
	if (!capacity->full) {
		facts_unreadable(facts, key,
				 _("pin không báo dung lượng khi đầy; sạc một lúc rồi dò lại"));
		return;
	}
	percent = (capacity->full * 100 + capacity->design / 2) / capacity->design;
	if (percent > BATTERY_HEALTH_MAX) {
		facts_unreadable(facts, key,
				 _("pin báo dung lượng đầy lớn hơn hẳn khi mới, không tin được; "
				   "hãy thử thời gian dùng pin"));
		return;
	}
	snprintf(source, sizeof(source), "%s: %s_full / %s_full_design", name, capacity->unit,
		 capacity->unit);
	facts_int(facts, key, percent, source);
}

/* The voltage that turns µAh into Wh, in µV; 0 when there is none. The nominal one, unless the pack
 * stands at half or twice of it: then the firmware gave one cell's voltage for several. */
static int64_t supply_voltage(const struct supply *supply, const char **ret_property)
{
	int64_t nominal = supply_amount(supply, "voltage", "min_design");
	int64_t now = supply_amount(supply, "voltage", "now");
	bool odd = nominal && now && (now * 2 > nominal * 3 || now * 2 < nominal);

	*ret_property = nominal && !odd ? "voltage_min_design" : "voltage_now";
	return nominal && !odd ? nominal : now;
}

static void report_energy(struct facts *facts, unsigned n, const char *what, int64_t amount,
			  int64_t microvolts, const char *source)
{
	const char *key = facts_key(facts, "battery.%u.%s", n, what);

	if (!amount)
		facts_unreadable(facts, key, _("pin không báo dung lượng này"));
	else if (!microvolts)
		facts_unreadable(facts, key, _("pin chỉ báo mAh, không báo điện áp"));
	else
		facts_real(facts, key,
			   round((double)amount * (double)microvolts / 1e12 * 100) / 100, source);
}

static void report_cycles(struct facts *facts, unsigned n, const struct supply *supply)
{
	const char *key = facts_key(facts, "battery.%u.cycles", n);
	char source[128];
	int64_t cycles;

	if (!supply_number(supply, "cycle_count", &cycles) || cycles <= 0)
		facts_absent(facts, key, _("pin này không đếm số lần sạc"));
	else if (cycles > BATTERY_CYCLES_MAX)
		facts_unreadable(facts, key, _("pin báo số lần sạc vô lý"));
	else {
		snprintf(source, sizeof(source), "%s: cycle_count", supply->name);
		facts_int(facts, key, cycles, source);
	}
}

static void report_pack(struct facts *facts, unsigned n, const struct supply *supply)
{
	struct capacity capacity = supply_capacity(supply, "energy");
	int64_t microvolts = 1000000; /* µWh is already energy */
	const char *voltage = NULL;
	char source[128];

	if (!capacity_is_whole(&capacity)) {
		struct capacity charge = supply_capacity(supply, "charge");

		if (capacity_is_whole(&charge) || (!capacity.full && !capacity.design)) {
			capacity = charge;
			microvolts = supply_voltage(supply, &voltage);
		}
	}
	report_health(facts, n, &capacity, supply->name);
	if (voltage)
		snprintf(source, sizeof(source), "%s: charge × %s", supply->name, voltage);
	else
		snprintf(source, sizeof(source), "%s: energy", supply->name);
	report_energy(facts, n, "full", capacity.full, microvolts, source);
	report_energy(facts, n, "design", capacity.design, microvolts, source);
	report_cycles(facts, n, supply);
}

/* Reports one supply as pack N; false when it is no pack. An empty bay is named in *ret_empty. */
static bool probe_supply(struct probe_ctx *ctx, const char *name, unsigned n,
			 const char **ret_empty)
{
	struct supply supply = {.root = ctx->root, .name = name};
	int64_t present;
	bool pack = false;

	supply_open(&supply);
	if (supply_is_battery(&supply)) {
		pack = !supply_number(&supply, "present", &present) || present != 0;
		if (pack)
			report_pack(ctx->facts, n, &supply);
		else
			*ret_empty = name;
	}
	buf_done(&supply.uevent);
	return pack;
}

static void run(struct probe_ctx *ctx)
{
	AUTO(arena_done) struct arena arena = {0};
	const char *const *names = NULL, *empty = NULL;
	char reason[128];
	size_t count = 0;
	unsigned packs = 0;

	if (root_list(ctx->root, "sys/class/power_supply", &arena, &names, &count) < 0) {
		facts_unreadable(ctx->facts, "battery.0.health",
				 _("không xem được /sys/class/power_supply"));
		return;
	}
	for (size_t i = 0; i < count; i++)
		if (probe_supply(ctx, names[i], packs, &empty))
			packs++;
	if (packs)
		return;
	if (empty)
		snprintf(reason, sizeof(reason), _("khe pin %.32s đang trống"), empty);
	facts_absent(ctx->facts, "battery.0.health", empty ? reason : _("máy không có pin"));
}

static const char *const keys[] = {"battery.0.health", NULL};

const struct probe probe_battery = {
	.name = "battery",
	.label = N_("pin"),
	.deadline_ms = PROBE_DEADLINE_MS,
	.keys = keys,
	.run = run,
};
