/* What MTP tells, made facts: known with its source, or unreadable, never made up. */
#include "mtp.h"
#include "usb_snapshot.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static const struct mtp_report phone = {
	.maker = "OPPO",
	.model = "CPH0000",
	.is_android = true,
	.stores = 1,
	.total = UINT64_C(24000000000),
	.free = UINT64_C(9000000000),
	.battery_known = true,
	.level = 55,
	.level_max = 100,
};

static struct snapshot taken(const struct mtp_report *report, const char *why)
{
	struct snapshot snapshot;

	mtp_snapshot(&snapshot, "1-1.4", "mtp-only", report, why);
	return snapshot;
}

static bool known(const struct snapshot *snapshot, const char *key)
{
	const struct fact *fact = snapshot_fact(snapshot, key);

	assert_non_null(fact);
	assert_true(fact->state == FACT_KNOWN || fact->reason);
	return fact->state == FACT_KNOWN;
}

static void test_whole(void **state)
{
	AUTO(snapshot_done) struct snapshot snapshot = taken(&phone, NULL);

	(void)state;
	assert_string_equal(snapshot.device.id, "mtp:1-1.4");
	assert_string_equal(snapshot.device.port, "1-1.4");
	assert_string_equal(snapshot_text(&snapshot, "device.vendor"), "OPPO");
	assert_string_equal(snapshot_text(&snapshot, "device.model"), "CPH0000");
	assert_string_equal(snapshot_text(&snapshot, "os.name"), "Android");
	assert_int_equal(snapshot_fact(&snapshot, "storage.total")->num, 24000000000);
	assert_int_equal(snapshot_fact(&snapshot, "storage.free")->num, 9000000000);
	assert_string_equal(snapshot_fact(&snapshot, "storage.free")->source, "MTP");
	assert_int_equal(snapshot_fact(&snapshot, "battery.0.level")->num, 55);
	/* MTP knows a version, but of itself; a kind, a serial, but not the phone's */
	assert_false(known(&snapshot, "os.version"));
	assert_false(known(&snapshot, "device.kind"));
	assert_false(known(&snapshot, "device.serial"));
	assert_false(known(&snapshot, "memory.nominal"));
	assert_false(known(&snapshot, "lock.account"));
}

static void assert_storage_unreadable(struct mtp_report report)
{
	AUTO(snapshot_done) struct snapshot snapshot = taken(&report, NULL);

	assert_false(known(&snapshot, "storage.total"));
	assert_false(known(&snapshot, "storage.free"));
}

static void test_doubtful(void **state)
{
	struct mtp_report report = phone;

	(void)state;
	report.stores = 0;
	assert_storage_unreadable(report);
	report.stores = 2;
	assert_storage_unreadable(report);
	report = phone;
	report.free = report.total + 1;
	assert_storage_unreadable(report);
	report.total = 0;
	report.free = 0;
	assert_storage_unreadable(report);
	report.total = UINT64_MAX;
	assert_storage_unreadable(report);
	report = phone;
	report.level = 101;
	report.model[0] = '\0';
	report.is_android = false;
	{
		AUTO(snapshot_done) struct snapshot snapshot = taken(&report, NULL);

		assert_false(known(&snapshot, "battery.0.level"));
		assert_false(known(&snapshot, "device.model"));
		assert_false(known(&snapshot, "os.name"));
	}
}

static void test_hostile(void **state)
{
	struct mtp_report report = phone;

	(void)state;
	memcpy(report.model, "\x1b[31m\xff\nX", 9);
	{
		AUTO(snapshot_done) struct snapshot snapshot = taken(&report, NULL);
		const char *model = snapshot_text(&snapshot, "device.model");

		assert_null(strpbrk(model, "\x1b\n\xff"));
	}
}

static void test_silent(void **state)
{
	AUTO(snapshot_done) struct snapshot snapshot = taken(NULL, "máy im lặng");

	(void)state;
	assert_false(known(&snapshot, "storage.free"));
	assert_false(known(&snapshot, "battery.0.level"));
	assert_string_equal(snapshot_fact(&snapshot, "device.model")->reason, "máy im lặng");
	assert_string_equal(snapshot_text(&snapshot, "link.state"), "mtp-only");
}

/* What stands in a port and can not be asked: its state, and a reason for all the rest. */
static void test_unasked(void **state)
{
	static const struct {
		const char *state, *vendor, *kind;
	} ports[] = {
		{"charging-only", "OPPO", NULL}, {"edl", NULL, NULL},      {"dfu", "Apple", NULL},
		{"bad-cable", NULL, NULL},       {"modem", NULL, "other"},
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(ports); i++) {
		AUTO(snapshot_done) struct snapshot snapshot = {0};

		usb_snapshot(&snapshot, "1-1.4", ports[i].state, i == 0 ? ports[i].vendor : NULL,
			     "đổi cáp");
		assert_string_equal(snapshot.device.id, "usb:1-1.4");
		assert_string_equal(snapshot_text(&snapshot, "link.state"), ports[i].state);
		assert_int_equal(known(&snapshot, "device.kind"), ports[i].kind != NULL);
		if (ports[i].vendor)
			assert_string_equal(snapshot_text(&snapshot, "device.vendor"),
					    ports[i].vendor);
		if (ports[i].kind)
			assert_string_equal(snapshot.device.kind, ports[i].kind);
		else
			assert_string_equal(snapshot_fact(&snapshot, "storage.free")->reason,
					    "đổi cáp");
	}
	{
		AUTO(snapshot_done) struct snapshot snapshot = {0};

		mtp_snapshot(&snapshot, "1-1.4", "ptp-only", NULL, "đổi cáp");
		assert_string_equal(snapshot_text(&snapshot, "link.state"), "ptp-only");
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_whole),   cmocka_unit_test(test_doubtful),
		cmocka_unit_test(test_hostile), cmocka_unit_test(test_silent),
		cmocka_unit_test(test_unasked),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
