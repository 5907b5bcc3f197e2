/* What an iPhone's or iPad's answers mean, and what they can not mean. */
#include "ios.h"
#include "ios_priv.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define UDID "00008030-001A2B3C4D5E6F70"

static struct ios_value text(const char *value)
{
	struct ios_value ret = {.type = IOS_TEXT};

	snprintf(ret.text, sizeof(ret.text), "%s", value);
	return ret;
}

static struct ios_value number(uint64_t value)
{
	return (struct ios_value){.type = IOS_INT, .num = value};
}

static struct ios_value truth(bool value)
{
	return (struct ios_value){.type = IOS_BOOL, .yes = value};
}

static const struct ios_value missing = {.type = IOS_MISSING};

/* An iPhone 7 as good as it can be. */
static struct ios_answer good(void)
{
	struct ios_answer answer = {.link = IOS_LINK_PAIRED};

	answer.values[IOS_PRODUCT_TYPE] = text("iPhone9,3");
	answer.values[IOS_PRODUCT_VERSION] = text("15.7.1");
	answer.values[IOS_SERIAL] = text("FAKE000003");
	answer.values[IOS_ACTIVATION] = text("Activated");
	answer.values[IOS_DATA_FREE] = number(9000000000);
	answer.values[IOS_DATA_TOTAL] = number(26000000000);
	answer.values[IOS_DISK_TOTAL] = number(32000000000);
	answer.values[IOS_FIND_MY] = truth(false);
	answer.values[IOS_CHAPERONED] = missing;
	answer.values[IOS_BATTERY_DESIGN] = number(1960);
	answer.values[IOS_BATTERY_NOMINAL] = number(1470);
	answer.values[IOS_BATTERY_RAW] = missing;
	answer.values[IOS_BATTERY_CYCLES] = number(410);
	answer.values[IOS_BATTERY_LEVEL] = number(38);
	answer.values[IOS_TELEPHONY] = truth(true);
	answer.values[IOS_SUPERVISED] = truth(false);
	answer.values[IOS_MANDATORY] = missing;
	answer.values[IOS_MDM_URL] = missing;
	answer.values[IOS_PROFILES] = number(0);
	return answer;
}

static struct facts facts_of(const struct ios_answer *answer)
{
	struct facts facts = {0};

	ios_facts(&facts, UDID, answer);
	for (size_t i = 0; ios_keys[i]; i++) {
		const struct fact *fact = facts_find(&facts, ios_keys[i]);

		assert_non_null(fact);
		assert_non_null(fact_def_find(ios_keys[i]));
		assert_true(fact->state != FACT_UNREADABLE || *fact->reason);
	}
	return facts;
}

/* The known value of KEY as text; "?" when it is not known. */
static const char *shown(const struct facts *facts, const char *key)
{
	static char ret[64];
	const struct fact *fact = facts_find(facts, key);

	if (fact->state != FACT_KNOWN)
		return "?";
	if (fact->type == FACT_TEXT)
		return fact->text;
	if (fact->type == FACT_BOOL)
		return fact->yes ? "true" : "false";
	snprintf(ret, sizeof(ret), "%lld", (long long)fact->num);
	return ret;
}

/* What KEY becomes when ASK is answered with VALUE on a device that is good otherwise. */
static void expect(enum ios_ask ask, struct ios_value value, const char *key, const char *wanted)
{
	AUTO(facts_done) struct facts facts = {0};
	struct ios_answer answer = good();

	answer.values[ask] = value;
	facts = facts_of(&answer);
	assert_string_equal(shown(&facts, key), wanted);
}

static void a_good_phone_is_read(void **state)
{
	AUTO(facts_done) struct facts facts = {0};
	struct ios_answer answer = good();

	(void)state;
	facts = facts_of(&answer);
	assert_string_equal(shown(&facts, "device.kind"), "phone");
	assert_string_equal(shown(&facts, "device.model"), "iPhone 7");
	assert_string_equal(shown(&facts, "device.serial"), "FAKE000003");
	assert_string_equal(shown(&facts, "memory.installed"), "2147483648");
	assert_non_null(strstr(facts_find(&facts, "memory.installed")->source, "iPhone9,3"));
	assert_string_equal(shown(&facts, "os.name"), "iOS");
	assert_string_equal(shown(&facts, "os.version"), "15.7.1");
	assert_string_equal(shown(&facts, "storage.free"), "9000000000");
	assert_string_equal(shown(&facts, "storage.total"), "26000000000");
	assert_string_equal(shown(&facts, "battery.0.health"), "75");
	assert_non_null(strstr(facts_find(&facts, "battery.0.health")->source, "ước tính"));
	assert_string_equal(shown(&facts, "battery.0.cycles"), "410");
	assert_string_equal(shown(&facts, "battery.0.level"), "38");
	assert_string_equal(shown(&facts, "camera.count"), "2");
	assert_string_equal(shown(&facts, "camera.front"), "true");
	assert_string_equal(shown(&facts, "cellular.generation"), "4");
	assert_string_equal(shown(&facts, "cellular.volte"), "true");
	assert_string_equal(facts_find(&facts, "camera.count")->source, "theo bảng máy: iPhone9,3");
	assert_string_equal(shown(&facts, "lock.account"), "none");
	assert_string_equal(shown(&facts, "lock.activation"), "none");
	assert_string_equal(shown(&facts, "lock.mdm"), "none");
	assert_string_equal(shown(&facts, "link.state"), "device");
}

static void models_have_their_ram(void **state)
{
	static const struct {
		const char *type, *kind, *ram;
	} models[] = {
		{"iPhone6,2", "phone", "1073741824"},
		{"iPhone7,2", "phone", "1073741824"},
		{"iPhone8,1", "phone", "2147483648"},
		{"iPhone12,8", "phone", "3221225472"},
		{"iPad4,5", "tablet", "1073741824"},
		{"iPad5,3", "tablet", "2147483648"},
		{"iPad8,4", "tablet", "4294967296"}, /* the one with 1 TB has more */
		{"iPod7,1", "other", "1073741824"},
		{"iPhone99,1", "phone", "?"},
		{"iPad99,1", "tablet", "?"},
		{"AppleTV5,3", "other", "?"},
		{"iPhone9,", "phone", "?"},
		{"iPhone9,33", "phone", "?"},
		{"", "?", "?"},
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(models); i++) {
		expect(IOS_PRODUCT_TYPE, text(models[i].type), "device.kind", models[i].kind);
		expect(IOS_PRODUCT_TYPE, text(models[i].type), "memory.installed", models[i].ram);
	}
	expect(IOS_PRODUCT_TYPE, number(9), "memory.installed", "?");
	for (size_t i = 1; i < ios_model_count; i++)
		assert_true(strcmp(ios_models[i - 1].type, ios_models[i].type) < 0);
}

/* "-": absent, since the model has none. */
static void models_have_their_radio_and_cameras(void **state)
{
	static const struct {
		const char *type;
		const char *generation, *volte, *cameras;
		struct ios_value telephony;
	} models[] = {
		{"iPhone3,1", "3", "false", "2", {.type = IOS_BOOL, .yes = true}},
		{"iPhone5,1", "3", "false", "2", {.type = IOS_BOOL, .yes = true}},
		{"iPhone5,2", "4", "false", "2", {.type = IOS_UNASKED}},
		{"iPhone7,2", "4", "true", "2", {.type = IOS_MISSING}},
		{"iPhone13,1", "5", "true", "3", {.type = IOS_BOOL, .yes = true}},
		{"iPhone9,3", "?", "?", "2", {.type = IOS_BOOL, .yes = false}},
		{"iPad5,3", "-", "-", "2", {.type = IOS_BOOL, .yes = false}},
		{"iPad5,3", "?", "?", "2", {.type = IOS_BOOL, .yes = true}},
		{"iPad5,4", "4", "-", "2", {.type = IOS_BOOL, .yes = false}},
		{"iPad1,1", "?", "?", "0", {.type = IOS_BOOL, .yes = false}},
		{"iPod9,1", "-", "-", "2", {.type = IOS_BOOL, .yes = false}},
		{"iPhone99,1", "?", "?", "?", {.type = IOS_BOOL, .yes = true}},
		{"", "?", "?", "?", {.type = IOS_UNASKED}},
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(models); i++) {
		static const char *const keys[] = {"cellular.generation", "cellular.volte",
						   "camera.count"};
		const char *wanted[] = {models[i].generation, models[i].volte, models[i].cameras};
		AUTO(facts_done) struct facts facts = {0};
		struct ios_answer answer = good();

		answer.values[IOS_PRODUCT_TYPE] = text(models[i].type);
		answer.values[IOS_TELEPHONY] = models[i].telephony;
		facts = facts_of(&answer);
		for (size_t key = 0; key < ARRAY_LEN(keys); key++) {
			bool absent = facts_find(&facts, keys[key])->state == FACT_ABSENT;

			assert_string_equal(absent ? "-" : shown(&facts, keys[key]), wanted[key]);
		}
	}
	for (size_t i = 0; i < ios_model_count; i++)
		assert_true(!ios_models[i].volte || str_eq(ios_models[i].kind, "phone"));
}

static void an_ipod_says_why_it_is_neither(void **state)
{
	AUTO(facts_done) struct facts facts = {0};
	struct ios_answer answer = good();

	(void)state;
	answer.values[IOS_PRODUCT_TYPE] = text("iPod9,1");
	facts = facts_of(&answer);
	assert_string_equal(shown(&facts, "device.kind"), "other");
	assert_non_null(strstr(facts_find(&facts, "device.kind")->source, "điều phối"));
}

static void versions_are_numbers(void **state)
{
	(void)state;
	expect(IOS_PRODUCT_VERSION, text("10.0"), "os.version", "10.0");
	/* no iPhone 7 has iOS 9 */
	expect(IOS_PRODUCT_VERSION, text("9.3.5"), "os.version", "?");
	expect(IOS_PRODUCT_VERSION, text("9.3.5"), "os.name", "?");
	expect(IOS_PRODUCT_VERSION, text("15.7.1-beta"), "os.version", "?");
	expect(IOS_PRODUCT_VERSION, text("99999"), "os.version", "?");
	expect(IOS_PRODUCT_VERSION, text("1.2.3.4.5"), "os.version", "?");
	expect(IOS_PRODUCT_VERSION, text("15."), "os.version", "?");
	expect(IOS_PRODUCT_VERSION, number(15), "os.version", "?");
	expect(IOS_PRODUCT_TYPE, text("iPad7,5"), "os.name", "iPadOS");
	expect(IOS_PRODUCT_TYPE, text("AppleTV5,3"), "os.name", "?");
	assert_true(ios_version_compare("9.3", "12.5") < 0);
	assert_int_equal(ios_version_compare("18", "18.0"), 0);
	assert_true(ios_version_compare("18.0.1", "18") > 0);
}

static void sizes_no_device_has_are_not_read(void **state)
{
	(void)state;
	expect(IOS_DATA_FREE, number((uint64_t)-1), "storage.free", "?");
	expect(IOS_DATA_FREE, number(26000000001), "storage.free", "?");
	expect(IOS_DATA_FREE, text("9000000000"), "storage.free", "?");
	expect(IOS_DATA_FREE, truth(true), "storage.free", "?");
	expect(IOS_DATA_FREE, missing, "storage.free", "?");
	expect(IOS_DATA_FREE, number(0), "storage.free", "0");
	expect(IOS_DATA_TOTAL, number(0), "storage.total", "?");
	expect(IOS_DATA_TOTAL, number(32000000001), "storage.total", "?");
	expect(IOS_DATA_TOTAL, number(UINT64_MAX), "storage.total", "?");
	/* more free than the whole disk holds */
	expect(IOS_DISK_TOTAL, number(8000000000), "storage.free", "?");
	expect(IOS_BATTERY_DESIGN, number(0), "battery.0.health", "?");
	expect(IOS_BATTERY_DESIGN, number(UINT64_MAX), "battery.0.health", "?");
	expect(IOS_BATTERY_NOMINAL, number(0), "battery.0.health", "?");
	expect(IOS_BATTERY_NOMINAL, number(2000), "battery.0.health", "100");
	expect(IOS_BATTERY_NOMINAL, number(2200), "battery.0.health", "?");
	expect(IOS_BATTERY_NOMINAL, missing, "battery.0.health", "?");
	expect(IOS_BATTERY_CYCLES, number(70000), "battery.0.cycles", "?");
	expect(IOS_BATTERY_LEVEL, number(101), "battery.0.level", "?");
	expect(IOS_BATTERY_LEVEL, number(UINT64_MAX), "battery.0.level", "?");
	expect(IOS_BATTERY_LEVEL, text("70"), "battery.0.level", "?");
	expect(IOS_BATTERY_LEVEL, missing, "battery.0.level", "?");
	expect(IOS_BATTERY_LEVEL, number(0), "battery.0.level", "0");
	expect(IOS_SERIAL, text("\033[2J\xff"), "device.serial", "[2J\\xFF");
}

static void locks_are_never_guessed_away(void **state)
{
	static const char *const weird[] = {"Unactivated", "FactoryActivated", "MissingSIM", "x"};

	(void)state;
	expect(IOS_FIND_MY, truth(true), "lock.activation", "present");
	expect(IOS_FIND_MY, truth(true), "lock.account", "present");
	expect(IOS_FIND_MY, missing, "lock.activation", "?");
	expect(IOS_FIND_MY, number(0), "lock.activation", "?");
	expect(IOS_FIND_MY, text("false"), "lock.account", "?");
	for (size_t i = 0; i < ARRAY_LEN(weird); i++) {
		expect(IOS_ACTIVATION, text(weird[i]), "lock.activation", "possible");
		expect(IOS_ACTIVATION, text(weird[i]), "lock.mdm", "possible");
	}
	expect(IOS_ACTIVATION, missing, "lock.activation", "?");
	expect(IOS_SUPERVISED, truth(true), "lock.mdm", "present");
	expect(IOS_SUPERVISED, missing, "lock.mdm", "none");
	expect(IOS_SUPERVISED, number(1), "lock.mdm", "?");
	expect(IOS_SUPERVISED, (struct ios_value){0}, "lock.mdm", "?");
	expect(IOS_CHAPERONED, truth(true), "lock.mdm", "present");
	expect(IOS_MANDATORY, truth(true), "lock.mdm", "present");
	expect(IOS_MDM_URL, text("https://mdm.example"), "lock.mdm", "present");
	expect(IOS_MDM_URL, number(1), "lock.mdm", "?");
	expect(IOS_PROFILES, number(2), "lock.mdm", "possible");
	expect(IOS_PROFILES, missing, "lock.mdm", "?");
}

static void a_sim_that_works_proves_nothing_of_others(void **state)
{
	static const char *const rows[][4] = {
		/* status, sim.count, sim.0.state, lock.sim */
		{"Ready", "1", "ready", "?"},
		{"PINLocked", "1", "pin", "?"},
		{"OperatorLocked", "1", "locked", "present"},
		{"NetworkLocked", "1", "locked", "present"},
		{"NotInserted", "0", "?", "?"},
		{"NotReady", "?", NULL, "?"},
		{"", "?", NULL, "?"},
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		char status[64];

		snprintf(status, sizeof(status), "kCTSIMSupportSIMStatus%s", rows[i][0]);
		expect(IOS_SIM, text(status), "sim.count", rows[i][1]);
		if (rows[i][2])
			expect(IOS_SIM, text(status), "sim.0.state", rows[i][2]);
		expect(IOS_SIM, text(status), "lock.sim", rows[i][3]);
	}
	expect(IOS_SIM, text("Ready"), "sim.count", "?");
	expect(IOS_SIM, number(1), "lock.sim", "?");
	expect(IOS_SIM, missing, "lock.sim", "?");
}

static void every_link_has_its_word(void **state)
{
	(void)state;
	for (enum ios_link link = IOS_LINK_PAIRED + 1; link < IOS_LINK_COUNT; link++) {
		AUTO(facts_done) struct facts facts = {0};
		struct ios_answer answer = {.link = link};

		answer.values[IOS_PRODUCT_TYPE] = text("iPhone6,1");
		answer.values[IOS_PRODUCT_VERSION] = text("12.5.7");
		facts = facts_of(&answer);
		assert_int_equal(ios_link_find(ios_links[link].state), link);
		assert_string_equal(shown(&facts, "link.state"), ios_links[link].state);
		assert_string_equal(shown(&facts, "memory.installed"), "1073741824");
		assert_string_equal(shown(&facts, "storage.free"), "?");
		assert_string_equal(facts_find(&facts, "storage.free")->reason,
				    ios_links[link].hint);
		assert_string_equal(shown(&facts, "lock.activation"),
				    link == IOS_LINK_FIND_MY ? "present" : "?");
		assert_string_equal(shown(&facts, "lock.mdm"),
				    link == IOS_LINK_MANAGED ? "present" : "?");
	}
	assert_int_equal(ios_link_find("sideload"), IOS_LINK_REFUSED);
}

static void udids_are_checked(void **state)
{
	(void)state;
	assert_true(ios_udid_is(UDID));
	assert_true(ios_udid_is("0123456789abcdef0123456789abcdef01234567"));
	assert_false(ios_udid_is(""));
	assert_false(ios_udid_is("../../../../etc/passwd/0000000"));
	assert_false(ios_udid_is("0123456789abcdef0123456789abcdef0123456789abcdef0"));
}

static void port_is_found_by_serial(void **state)
{
	static const char script[] = "d=$0/sys/bus/usb/devices; mkdir -p $d/1-1 $d/1-1.4 $d/usb1; "
				     "echo x > $d/1-1/serial;"
				     "echo 00008030001a2b3c4d5e6f70 > $d/1-1.4/serial";
	char folder[] = "/tmp/hotroit-ios-XXXXXX", port[64];
	const char *argv[] = {"sh", "-c", script, folder, NULL};
	const char *clean[] = {"rm", "-r", folder, NULL};
	AUTO(buf_done) struct buf output = {0};
	struct root root;
	int status;

	(void)state;
	assert_non_null(mkdtemp(folder));
	assert_int_equal(proc_run(argv, 5000, 100, &output, &status, NULL), 0);
	assert_int_equal(root_open(&root, folder, NULL), 0);
	ios_port(&root, UDID, port, sizeof(port));
	assert_string_equal(port, "1-1.4");
	ios_port(&root, "00008030-001A2B3C4D5E6F71", port, sizeof(port));
	assert_string_equal(port, "");
	root_done(&root);
	assert_int_equal(proc_run(clean, 5000, 100, &output, &status, NULL), 0);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_good_phone_is_read),
		cmocka_unit_test(models_have_their_ram),
		cmocka_unit_test(models_have_their_radio_and_cameras),
		cmocka_unit_test(an_ipod_says_why_it_is_neither),
		cmocka_unit_test(versions_are_numbers),
		cmocka_unit_test(sizes_no_device_has_are_not_read),
		cmocka_unit_test(locks_are_never_guessed_away),
		cmocka_unit_test(a_sim_that_works_proves_nothing_of_others),
		cmocka_unit_test(every_link_has_its_word),
		cmocka_unit_test(udids_are_checked),
		cmocka_unit_test(port_is_found_by_serial),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
