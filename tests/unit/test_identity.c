/* Identity, the sort of machine and firmware locks, from SMBIOS, sysfs and the device tree. */
#include "probe_tree.h"
#include "smbios_build.h"

#include <errno.h>

extern const struct probe probe_identity, probe_kind, probe_locks;

struct bench {
	struct build b;
	struct tree tree;
	struct facts facts;
	unsigned minor; /* of SMBIOS 2 */
};

static void bench_start(struct bench *bench)
{
	*bench = (struct bench){.minor = 8};
	tree_new(&bench->tree);
}

static void bench_run(struct bench *bench)
{
	static const struct probe *const probes[] = {&probe_identity, &probe_kind, &probe_locks};
	AUTO(smbios_done) struct smbios smbios = {0};
	struct probe_ctx ctx = {.root = &bench->tree.root,
				.facts = &bench->facts,
				.smbios_why = "SMBIOS: cần quyền root để đọc"};

	facts_done(&bench->facts);
	build_decode(&bench->b, &smbios, 2, bench->minor);
	if (smbios.count) {
		ctx.smbios = &smbios;
		ctx.smbios_why = NULL;
	}
	for (size_t i = 0; i < ARRAY_LEN(probes); i++) {
		probes[i]->run(&ctx);
		for (const char *const *key = probes[i]->keys; *key; key++)
			assert_non_null(facts_find(&bench->facts, *key));
	}
}

static void bench_done(struct bench *bench)
{
	facts_done(&bench->facts);
	build_done(&bench->b);
	tree_done(&bench->tree);
}

/* A known text, or "absent" or "unreadable". */
static void assert_fact(const struct bench *bench, const char *key, const char *wanted)
{
	const struct fact *fact = facts_find(&bench->facts, key);

	assert_non_null(fact);
	if (fact->state == FACT_KNOWN)
		assert_string_equal(fact->text, wanted);
	else
		assert_string_equal(fact->state == FACT_ABSENT ? "absent" : "unreadable", wanted);
	if (fact->state == FACT_UNREADABLE)
		assert_non_null(fact->reason);
}

static void build_system(struct build *b, const char *vendor, const char *product,
			 const char *version, const char *serial)
{
	build_begin(b, 1, 27);
	build_string(b, 4, vendor);
	build_string(b, 5, product);
	build_string(b, 6, version);
	build_string(b, 7, serial);
	for (uint8_t i = 0; i < 16; i++)
		b->data[8 + i] = (uint8_t)(0x10 + i);
	build_end(b);
}

static void build_board(struct build *b, const char *vendor, const char *product)
{
	build_begin(b, 2, 15);
	build_string(b, 4, vendor);
	build_string(b, 5, product);
	build_string(b, 7, "BRD7731");
	build_end(b);
}

static void build_chassis(struct build *b, uint8_t type)
{
	build_begin(b, 3, 13);
	b->data[5] = type;
	build_end(b);
}

static void lenovo_hides_its_name_in_version(void **state)
{
	struct bench bench;

	(void)state;
	bench_start(&bench);
	build_system(&bench.b, "LENOVO", "2349XYZ", "ThinkPad T430  ", "R9ABCDE");
	build_board(&bench.b, "LENOVO", "2349XYZ");
	build_chassis(&bench.b, 0x80 | 0x0a);
	bench_run(&bench);
	assert_fact(&bench, "device.vendor", "LENOVO");
	assert_fact(&bench, "device.model", "ThinkPad T430 (2349XYZ)");
	assert_fact(&bench, "device.serial", "R9ABCDE");
	assert_fact(&bench, "device.board_serial", "BRD7731");
	assert_fact(&bench, "device.uuid", "13121110-1514-1716-1819-1a1b1c1d1e1f");
	assert_fact(&bench, "device.chassis", "Notebook");
	assert_fact(&bench, "device.kind", "laptop");
	bench.minor = 4; /* before 2.6 the bytes of the UUID stand as they are read */
	bench_run(&bench);
	assert_fact(&bench, "device.uuid", "10111213-1415-1617-1819-1a1b1c1d1e1f");
	bench_done(&bench);
}

static void junk_is_no_identity(void **state)
{
	struct bench bench;

	(void)state;
	bench_start(&bench);
	build_system(&bench.b, "To Be Filled By O.E.M.", "To Be Filled By O.E.M.",
		     "To Be Filled By O.E.M.", "To Be Filled By O.E.M.");
	build_board(&bench.b, "ASRock", "H61M-VS");
	build_chassis(&bench.b, 3);
	bench_run(&bench);
	assert_fact(&bench, "device.vendor", "ASRock");
	assert_fact(&bench, "device.model", "H61M-VS");
	assert_string_equal(facts_find(&bench.facts, "device.model")->source, "SMBIOS type 2");
	assert_fact(&bench, "device.serial", "absent");
	assert_fact(&bench, "device.kind", "desktop");
	bench_done(&bench);
}

static void sysfs_stands_in_without_root(void **state)
{
	struct bench bench;
	char path[256];

	(void)state;
	bench_start(&bench);
	tree_file(&bench.tree, "sys/class/dmi/id/sys_vendor", "Dell Inc.\n");
	tree_file(&bench.tree, "sys/class/dmi/id/product_name", "Latitude E6430\n");
	tree_file(&bench.tree, "sys/class/dmi/id/chassis_type", "9\n");
	tree_file(&bench.tree, "sys/class/dmi/id/product_serial", "7XKQ2W1\n");
	snprintf(path, sizeof(path), "%s/sys/class/dmi/id/product_serial", bench.tree.path);
	assert_int_equal(chmod(path, 0), 0);
	bench_run(&bench);
	assert_fact(&bench, "device.vendor", "Dell Inc.");
	assert_fact(&bench, "device.model", "Latitude E6430");
	if (geteuid() != 0) /* root reads it all the same */
		assert_fact(&bench, "device.serial", "unreadable");
	assert_fact(&bench, "device.uuid", "absent");
	assert_fact(&bench, "device.kind", "laptop");
	assert_fact(&bench, "lock.firmware_password", "unreadable");
	assert_fact(&bench, "lock.absolute", "unreadable");
	bench_done(&bench);
}

static void the_device_tree_names_an_arm_machine(void **state)
{
	static const char model[] = "Google Kevin";
	struct bench bench;

	(void)state;
	bench_start(&bench);
	bench_run(&bench); /* nothing at all: nothing is made up */
	assert_fact(&bench, "device.model", "unreadable");
	assert_fact(&bench, "device.kind", "unreadable");
	assert_fact(&bench, "device.chassis", "unreadable");
	tree_put(&bench.tree, "sys/firmware/devicetree/base/model", model, sizeof(model));
	tree_put(&bench.tree, "sys/firmware/devicetree/base/chassis-type", "convertible",
		   sizeof("convertible"));
	bench_run(&bench);
	assert_fact(&bench, "device.model", "Google Kevin");
	assert_fact(&bench, "device.serial", "absent");
	assert_fact(&bench, "device.kind", "laptop");
	bench_done(&bench);
}

static void a_battery_or_a_lid_overrules_the_chassis(void **state)
{
	static const uint8_t chassis[] = {0x01, 0x02, 0x03, 0x0d, 0x7f};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(chassis); i++) {
		const char *alone = i == 2 || i == 3 ? "desktop" : "unreadable";
		struct bench bench;

		bench_start(&bench);
		build_chassis(&bench.b, chassis[i]);
		tree_file(&bench.tree, "sys/class/power_supply/AC/type", "Mains\n");
		tree_file(&bench.tree, "sys/class/power_supply/hidpp_battery_0/type", "Battery\n");
		tree_file(&bench.tree, "sys/class/power_supply/hidpp_battery_0/scope", "Device\n");
		bench_run(&bench);
		assert_fact(&bench, "device.kind", alone);
		tree_file(&bench.tree, "proc/acpi/button/lid/LID0/state", "state: open\n");
		bench_run(&bench);
		assert_fact(&bench, "device.kind", "laptop");
		bench_done(&bench);

		bench_start(&bench);
		build_chassis(&bench.b, chassis[i]);
		tree_file(&bench.tree, "sys/class/power_supply/BAT0/type", "Battery\n");
		bench_run(&bench);
		assert_fact(&bench, "device.kind", "laptop");
		bench_done(&bench);
	}
}

static void a_virtual_machine_is_a_desktop(void **state)
{
	struct bench bench;

	(void)state;
	bench_start(&bench);
	build_system(&bench.b, "innotek GmbH", "VirtualBox", "1.2", "0");
	build_chassis(&bench.b, 1);
	tree_file(&bench.tree, "sys/class/power_supply/BAT0/type", "Battery\n");
	bench_run(&bench);
	assert_fact(&bench, "device.kind", "desktop");
	assert_fact(&bench, "device.chassis", "absent");
	bench_done(&bench);
}

static void passwords_are_present_possible_or_none(void **state)
{
	static const struct {
		uint8_t settings;
		const char *wanted;
	} cases[] = {
		{0x00, "none"},     {0x04, "present"},    {0x40, "present"},
		{0x44, "possible"}, {0xcc, "unreadable"}, {0x20, "none"},
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		struct bench bench;

		bench_start(&bench);
		build_begin(&bench.b, 24, 5);
		bench.b.data[4] = cases[i].settings;
		build_end(&bench.b);
		bench_run(&bench);
		assert_fact(&bench, "lock.firmware_password", cases[i].wanted);
		tree_file(&bench.tree,
			  "sys/class/firmware-attributes/thinklmi/authentication/Admin/is_enabled",
			  "0\n");
		bench_run(&bench);
		assert_fact(&bench, "lock.firmware_password", "none");
		tree_file(&bench.tree,
			  "sys/class/firmware-attributes/thinklmi/authentication/System/is_enabled",
			  "1\n");
		bench_run(&bench);
		assert_fact(&bench, "lock.firmware_password", "present");
		bench_done(&bench);
	}
}

static void absolute_is_never_more_than_possible(void **state)
{
	struct bench bench;

	(void)state;
	bench_start(&bench);
	build_chassis(&bench.b, 10);
	bench_run(&bench);
	assert_fact(&bench, "lock.absolute", "unreadable"); /* nobody looked at ACPI */
	tree_file(&bench.tree, "sys/firmware/acpi/tables/FACP", "x");
	bench_run(&bench);
	assert_fact(&bench, "lock.absolute", "none");
	tree_file(&bench.tree, "sys/firmware/acpi/tables/WPBT", "x");
	bench_run(&bench);
	assert_fact(&bench, "lock.absolute", "possible");
	bench_done(&bench);

	bench_start(&bench);
	build_begin(&bench.b, 150, 6);
	build_string(&bench.b, 4, "ABSOLUTE(PHOENIX) CLM");
	build_end(&bench.b);
	bench_run(&bench);
	assert_fact(&bench, "lock.absolute", "possible");
	bench_done(&bench);
}

/* Escapes, broken UTF-8 and endless strings stay text, and stay short. */
static void hostile_text_is_tamed(void **state)
{
	struct bench bench;
	char flood[5000];

	(void)state;
	memset(flood, 'A', sizeof(flood) - 1);
	flood[sizeof(flood) - 1] = '\0';
	memcpy(flood, "xyz", 3);
	bench_start(&bench);
	build_system(&bench.b, "Evil\033[2J\xff", flood, "v", "S\nN1");
	bench_run(&bench);
	assert_null(strchr(facts_find(&bench.facts, "device.vendor")->text, '\033'));
	assert_true(strlen(facts_find(&bench.facts, "device.model")->text) <= 256);
	assert_fact(&bench, "device.serial", "S N1");
	bench_done(&bench);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(lenovo_hides_its_name_in_version),
		cmocka_unit_test(junk_is_no_identity),
		cmocka_unit_test(sysfs_stands_in_without_root),
		cmocka_unit_test(the_device_tree_names_an_arm_machine),
		cmocka_unit_test(a_battery_or_a_lid_overrules_the_chassis),
		cmocka_unit_test(a_virtual_machine_is_a_desktop),
		cmocka_unit_test(passwords_are_present_possible_or_none),
		cmocka_unit_test(absolute_is_never_more_than_possible),
		cmocka_unit_test(hostile_text_is_tamed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
