/* How much of an Android phone's battery is left, and how far it has come with its script. */
#include "android_answers.h"
#include "android_rows.h"

#define POWER(text) SECTION("battery") "  health: 2\n" SECTION("power") text END
#define GAUGE(text) SECTION("battery") "  health: 2\n" SECTION("power") SECTION("gauge") text END
#define SAMSUNG(asoc, usage, bsoh) \
	SECTION("battery") "  health: 2\n  mSavedBatteryAsoc: " asoc \
			   "\n  mSavedBatteryUsage: " usage "\n  mSavedBatteryBsoh: " bsoh \
			   "\n" SECTION("power") END

static void batteries_are_known_only_where_measured(void **state)
{
	const struct row rows[] = {
		{"no gauge", POWER(""),
		 FACTS("battery.0.health!unreadable", "battery.0.cycles!unreadable")},
		{"a gauge that only repeats",
		 POWER("battery.charge_full: 3000000\n"
		       "battery.charge_full_design: 3000000\nbattery.cycle_count: 0\n"),
		 FACTS("battery.0.health!unreadable", "battery.0.cycles!unreadable")},
		{"the charger chip knows",
		 POWER("bms.charge_full: 2000000\n"
		       "bms.charge_full_design: 4000000\n"),
		 FACTS("battery.0.health=50")},
		{"mAh instead of microampere-hours",
		 POWER("battery.charge_full: 2000\n"
		       "battery.charge_full_design: 4000\n"),
		 FACTS("battery.0.health!unreadable")},
		{"far above new",
		 POWER("battery.charge_full: 9000000\n"
		       "battery.charge_full_design: 4000000\n"),
		 FACTS("battery.0.health!unreadable")},
		{"a little above new",
		 POWER("battery.charge_full: 4100000\n"
		       "battery.charge_full_design: 4000000\n"),
		 FACTS("battery.0.health=100")},
		{"none in it", SECTION("battery") "  present: false\n" SECTION("power") END,
		 FACTS("battery.0.health!absent", "battery.0.level!absent")},
		{"a level", SECTION("battery") "  level: 64\n  scale: 100\n" SECTION("power") END,
		 FACTS("battery.0.level=64")},
		{"a level of another scale",
		 SECTION("battery") "  level: 64\n  scale: 255\n" SECTION("power") END,
		 FACTS("battery.0.level!unreadable")},
	};

	(void)state;
	CHECK_ROWS(rows);
}

static void other_gauges_are_heard(void **state)
{
	const struct row rows[] = {
		{"Samsung keeps it", SAMSUNG("96", "31277", "-1"),
		 FACTS("battery.0.health=96", "battery.0.cycles=312")},
		{"in brackets", SAMSUNG("[93]", "[80739]", "91"),
		 FACTS("battery.0.health=93", "battery.0.cycles=807")},
		{"Samsung's other number", SAMSUNG("-1", "0", "95.23"),
		 FACTS("battery.0.health=95", "battery.0.cycles!unreadable")},
		{"Samsung does not know", SAMSUNG("-1", "-1", "0"),
		 FACTS("battery.0.health!unreadable", "battery.0.cycles!unreadable")},
		{"more than all of it", SAMSUNG("101", "99999999", "250"),
		 FACTS("battery.0.health!unreadable", "battery.0.cycles!unreadable")},
		{"the health service knows",
		 GAUGE("batteryCycleCount: 316\nbatteryFullChargeUah: 3395500\n"
		       "batteryFullChargeDesignCapacityUah: 7000000\n"),
		 FACTS("battery.0.health=48", "battery.0.cycles=316")},
		{"the health service repeats",
		 GAUGE("batteryCycleCount: 0\nbatteryFullChargeUah: 7000000\n"
		       "batteryFullChargeDesignCapacityUah: 7000000\n"),
		 FACTS("battery.0.health!unreadable", "battery.0.cycles!unreadable")},
		{"learned from charges",
		 GAUGE("  Estimated battery capacity: 5000 mAh\n"
		       "  Last learned battery capacity: 4050 mAh\n"
		       "  Min learned battery capacity: 4000 mAh\n"),
		 FACTS("battery.0.health=81")},
		{"learned before there was a last",
		 GAUGE("  Estimated battery capacity: 5000 mAh\n"
		       "  Min learned battery capacity: 4000 mAh\n"
		       "  Max learned battery capacity: 4900 mAh\n"),
		 FACTS("battery.0.health=80")},
		{"nothing learned",
		 GAUGE("  Estimated battery capacity: 2838 mAh\n"
		       "  Min learned battery capacity: 2838 mAh\n"),
		 FACTS("battery.0.health!unreadable")},
		{"a profile nobody filled in",
		 GAUGE("  Estimated battery capacity: 1000 mAh\n"
		       "  Last learned battery capacity: 4050 mAh\n"),
		 FACTS("battery.0.health!unreadable")},
		{"a capacity no phone has",
		 GAUGE("  Estimated battery capacity: 18446744073709551615 mAh\n"
		       "  Last learned battery capacity: -5 mAh\n"),
		 FACTS("battery.0.health!unreadable")},
	};

	(void)state;
	CHECK_ROWS(rows);
}

static void progress_only_goes_on(void **state)
{
	static const char answer[] = "\036kernel\n4.9\n\036prop\r\n[a]: [b]\n\036cpu\n"
				     "\036nonsense\n\036\036\n\036abcdefghijklmnopqrst"
				     "\036df\n/data\n\036end\n";
	static const struct {
		size_t len;
		unsigned step;
		bool moved;
	} parts[] = {{0, 0, false},  {5, 0, false}, {14, 0, false}, {20, 4, true},
		     {60, 4, false}, {78, 6, true}, {80, 6, false}, {sizeof(answer) - 1, 15, true}};
	struct android_progress progress = {0};

	(void)state;
	assert_int_equal(android_step_count, 15);
	for (size_t i = 0; i < ARRAY_LEN(parts); i++) {
		assert_int_equal(android_progress(&progress, answer, parts[i].len), parts[i].moved);
		assert_int_equal(progress.step, parts[i].step);
	}
	/* The script has these sections in this order. */
	for (size_t i = 0, at = 0; i < android_step_count; i++) {
		char heading[32];
		const char *found;

		snprintf(heading, sizeof(heading), "echo '\036%s'\n", android_steps[i].section);
		found = strstr(android_script + at, heading);
		assert_non_null(found);
		at = (size_t)(found - android_script);
	}
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(batteries_are_known_only_where_measured),
		cmocka_unit_test(other_gauges_are_heard),
		cmocka_unit_test(progress_only_goes_on),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
