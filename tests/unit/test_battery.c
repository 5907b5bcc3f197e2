/* Batteries: health by the pack's own unit, empty bays, other devices' batteries, hostile files. */
#include "probe_tree.h"

extern const struct probe probe_battery;

#define SUPPLY "sys/class/power_supply/"

static void health_is_full_by_design_not_capacity(void **state)
{
	struct tree tree;

	(void)state;
	tree_new(&tree);
	tree_file(&tree, SUPPLY "AC/uevent", "POWER_SUPPLY_NAME=AC\nPOWER_SUPPLY_ONLINE=1\n");
	tree_file(&tree, SUPPLY "AC/type", "Mains\n");
	tree_file(&tree, SUPPLY "BAT0/type", "Battery\n");
	tree_file(&tree, SUPPLY "BAT0/uevent",
		  "POWER_SUPPLY_NAME=BAT0\nPOWER_SUPPLY_PRESENT=1\nPOWER_SUPPLY_CYCLE_COUNT=0\n"
		  "POWER_SUPPLY_VOLTAGE_MIN_DESIGN=11100000\nPOWER_SUPPLY_VOLTAGE_NOW=10914000\n"
		  "POWER_SUPPLY_CHARGE_FULL_DESIGN=5600000\nPOWER_SUPPLY_CHARGE_FULL=1997000\n"
		  "POWER_SUPPLY_CAPACITY=95\n");
	tree_probe(&tree, &probe_battery);
	assert_int_fact(&tree, "battery.0.health", 36);
	assert_real_fact(&tree, "battery.0.full", 22.17);
	assert_real_fact(&tree, "battery.0.design", 62.16);
	tree_fact(&tree, "battery.0.cycles", FACT_ABSENT);
	assert_null(facts_find(&tree.facts, "battery.1.health"));
	tree_done(&tree);
}

static void units_are_never_mixed(void **state)
{
	struct tree tree;

	(void)state;
	tree_new(&tree);
	/* full in µWh, design in both: only the µWh pair is whole */
	tree_file(&tree, SUPPLY "BAT0/type", "Battery\n");
	tree_file(&tree, SUPPLY "BAT0/energy_full", "30000000\n");
	tree_file(&tree, SUPPLY "BAT0/energy_full_design", "60000000\n");
	tree_file(&tree, SUPPLY "BAT0/charge_full_design", "5000000\n");
	tree_file(&tree, SUPPLY "BAT0/cycle_count", "412\n");
	/* one in each unit: nothing can be said */
	tree_file(&tree, SUPPLY "BAT1/type", "Battery\n");
	tree_file(&tree, SUPPLY "BAT1/energy_full", "30000000\n");
	tree_file(&tree, SUPPLY "BAT1/charge_full_design", "5000000\n");
	tree_probe(&tree, &probe_battery);
	assert_int_fact(&tree, "battery.0.health", 50);
	assert_real_fact(&tree, "battery.0.full", 30);
	assert_int_fact(&tree, "battery.0.cycles", 412);
	tree_fact(&tree, "battery.1.health", FACT_UNREADABLE);
	assert_real_fact(&tree, "battery.1.full", 30);
	tree_fact(&tree, "battery.1.design", FACT_UNREADABLE);
	tree_done(&tree);
}

static void voltage_of_one_cell_is_not_believed(void **state)
{
	struct tree tree;

	(void)state;
	tree_new(&tree);
	tree_file(&tree, SUPPLY "BAT0/uevent",
		  "POWER_SUPPLY_TYPE=Battery\nPOWER_SUPPLY_VOLTAGE_MIN_DESIGN=3750000\n"
		  "POWER_SUPPLY_VOLTAGE_NOW=7600000\nPOWER_SUPPLY_CHARGE_FULL=4500000\n"
		  "POWER_SUPPLY_CHARGE_FULL_DESIGN=5000000\n");
	tree_file(&tree, SUPPLY "BAT1/uevent",
		  "POWER_SUPPLY_TYPE=Battery\nPOWER_SUPPLY_CHARGE_FULL=4500000\n"
		  "POWER_SUPPLY_CHARGE_FULL_DESIGN=5000000\n");
	tree_probe(&tree, &probe_battery);
	assert_int_fact(&tree, "battery.0.health", 90);
	assert_real_fact(&tree, "battery.0.design", 38);
	assert_int_fact(&tree, "battery.1.health", 90);
	tree_fact(&tree, "battery.1.design", FACT_UNREADABLE);
	tree_done(&tree);
}

static void above_design_is_real_only_a_little(void **state)
{
	struct tree tree;

	(void)state;
	tree_new(&tree);
	tree_file(&tree, SUPPLY "BAT0/energy_full", "51000000\n");
	tree_file(&tree, SUPPLY "BAT0/energy_full_design", "50000000\n");
	tree_file(&tree, SUPPLY "BAT1/energy_full", "65535000\n");
	tree_file(&tree, SUPPLY "BAT1/energy_full_design", "50000000\n");
	tree_probe(&tree, &probe_battery);
	assert_int_fact(&tree, "battery.0.health", 102); /* BAT0 by its name: no type file */
	tree_fact(&tree, "battery.1.health", FACT_UNREADABLE);
	tree_done(&tree);
}

static void others_batteries_do_not_count(void **state)
{
	struct tree tree;

	(void)state;
	tree_new(&tree);
	tree_file(&tree, SUPPLY "hidpp_battery_0/uevent",
		  "POWER_SUPPLY_TYPE=Battery\nPOWER_SUPPLY_SCOPE=Device\n"
		  "POWER_SUPPLY_ENERGY_FULL=1000000\nPOWER_SUPPLY_ENERGY_FULL_DESIGN=1000000\n");
	tree_file(&tree, SUPPLY "wacom_battery/type", "Battery\n");
	tree_file(&tree, SUPPLY "wacom_battery/scope", "Device\n");
	tree_file(&tree, SUPPLY "UPS0/type", "UPS\n");
	tree_file(&tree, SUPPLY "UPS0/energy_full", "1000000\n");
	tree_file(&tree, SUPPLY "BAT9/type", "Mains\n");
	tree_probe(&tree, &probe_battery);
	tree_fact(&tree, "battery.0.health", FACT_ABSENT);
	tree_done(&tree);
}

static void empty_bay_is_no_pack(void **state)
{
	struct tree tree;

	(void)state;
	tree_new(&tree);
	tree_probe(&tree, &probe_battery);
	tree_fact(&tree, "battery.0.health", FACT_UNREADABLE); /* nothing to look at */
	tree_file(&tree, SUPPLY "BAT0/uevent",
		  "POWER_SUPPLY_TYPE=Battery\nPOWER_SUPPLY_PRESENT=0\n");
	tree_probe(&tree, &probe_battery);
	assert_non_null(strstr(tree_fact(&tree, "battery.0.health", FACT_ABSENT)->reason, "BAT0"));
	tree_file(&tree, SUPPLY "BAT1/uevent",
		  "POWER_SUPPLY_TYPE=Battery\nPOWER_SUPPLY_ENERGY_FULL=40000000\n"
		  "POWER_SUPPLY_ENERGY_FULL_DESIGN=50000000\n");
	tree_probe(&tree, &probe_battery);
	assert_int_fact(&tree, "battery.0.health", 80);
	tree_done(&tree);
}

static void nonsense_is_never_a_health(void **state)
{
	static const char *const values[][2] = {
		{"", ""},
		{"0", "50000000"},
		{"-1", "50000000"},
		{"40000000", "0"},
		{"40000000", "-50000000"},
		{"abc", "50000000"},
		{"40000000", "1e9"},
		{"4294967295000", "4294967295000"},
	};
	struct tree tree;

	(void)state;
	tree_new(&tree);
	for (size_t i = 0; i < ARRAY_LEN(values); i++) {
		char text[256];

		snprintf(text, sizeof(text),
			 "POWER_SUPPLY_TYPE=Battery\nPOWER_SUPPLY_ENERGY_FULL=%s\n"
			 "POWER_SUPPLY_ENERGY_FULL_DESIGN=%s\nPOWER_SUPPLY_CYCLE_COUNT=-1\n",
			 values[i][0], values[i][1]);
		tree_file(&tree, SUPPLY "BAT0/uevent", text);
		tree_probe(&tree, &probe_battery);
		tree_fact(&tree, "battery.0.health", FACT_UNREADABLE);
		tree_fact(&tree, "battery.0.cycles", FACT_ABSENT);
	}
	tree_done(&tree);
}

static void hostile_files_are_survived(void **state)
{
	static const char binary[] = "POWER_SUPPLY_TYPE=Battery\nPOWER_SUPPLY_ENERGY_FULL=4\0000\n"
				     "\x00\xff\xfe=\n=\nPOWER_SUPPLY_ENERGY_FULL_DESIGN=50\n";
	struct tree tree;

	(void)state;
	tree_new(&tree);
	tree_put(&tree, SUPPLY "BAT0/uevent", binary, sizeof(binary));
	tree_big(&tree, SUPPLY "BAT1/uevent", 1 << 20, '1');
	tree_big(&tree, SUPPLY "BAT1/energy_full", 1 << 20, '1');
	tree_file(&tree, SUPPLY "BAT1/energy_full_design", "50000000");
	tree_link(&tree, SUPPLY "BAT2", "/etc");
	tree_link(&tree, SUPPLY "BAT3", "../../../../../../../../proc");
	tree_link(&tree, SUPPLY "BAT4", "BAT4");
	tree_probe(&tree, &probe_battery);
	for (unsigned i = 0; i < 5; i++)
		tree_fact(&tree, facts_key(&tree.facts, "battery.%u.health", i), FACT_UNREADABLE);
	tree_done(&tree);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(health_is_full_by_design_not_capacity),
		cmocka_unit_test(units_are_never_mixed),
		cmocka_unit_test(voltage_of_one_cell_is_not_believed),
		cmocka_unit_test(above_design_is_real_only_a_little),
		cmocka_unit_test(others_batteries_do_not_count),
		cmocka_unit_test(empty_bay_is_no_pack),
		cmocka_unit_test(nonsense_is_never_a_health),
		cmocka_unit_test(hostile_files_are_survived),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
