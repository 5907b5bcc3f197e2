/* Orders to the stick and its reports: round trips, whose order it is, and what is refused. */
#include "wipe_report.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

#define PRINTED \
	"{\"format\":\"hotroit-wipe\",\"version\":1,\"tag\":\"7K2M9QX\"," \
	"\"machine\":{\"schema\":\"hotroit.snapshot/1\",\"taken_at\":\"2026-11-23T09:00:00\"," \
	"\"device\":{\"id\":\"host\",\"transport\":\"host\"},\"facts\":[" \
	"{\"key\":\"device.uuid\",\"value\":\"A\"}]},"

static void set_machine(struct snapshot *snapshot, const char *uuid, const char *board,
			const char *disk)
{
	*snapshot = (struct snapshot){.device = {.id = "host", .transport = "host"},
				      .taken_at = "2026-11-23T09:00:00+07:00",
				      .probe_version = "1"};
	if (uuid)
		facts_text(&snapshot->facts, "device.uuid", uuid, "SMBIOS");
	if (board)
		facts_text(&snapshot->facts, "device.board_serial", board, "SMBIOS");
	facts_text(&snapshot->facts, "disk.0.role", "internal", "sysfs");
	facts_text(&snapshot->facts, "disk.0.serial", disk, "sysfs");
	facts_text(&snapshot->facts, "disk.1.role", "removable", "sysfs");
	facts_text(&snapshot->facts, "disk.1.serial", "STICK", "sysfs");
	facts_text(&snapshot->facts, "wifi.ssid", "kept out", "x");
	snapshot_freeze(snapshot);
}

#define SALT "0123456789abcdef0123456789abcdef"

static bool fits(const struct snapshot *ordered, const struct snapshot *met)
{
	AUTO(arena_done) struct arena arena = {0};
	struct wipe_order order = {.tag = "7K2M9QX"};
	bool of_old;

	order.fingerprint = wipe_fingerprint(&arena, NULL, ordered, &order.fingerprint_count);
	of_old = wipe_order_fits(&order, met);
	order.salt = SALT;
	order.fingerprint = wipe_fingerprint(&arena, SALT, ordered, &order.fingerprint_count);
	assert_int_equal(wipe_order_fits(&order, met), of_old);
	return of_old;
}

static void two_sticks_tell_nothing_of_each_other(void **state)
{
	AUTO(snapshot_done) struct snapshot machine;
	AUTO(arena_done) struct arena arena = {0};
	struct wipe_order order = {.tag = "7K2M9QX", .salt = SALT};
	char one[WIPE_ID_DIGITS + 1], other[WIPE_ID_DIGITS + 1];
	const char *const *plain;
	size_t count;
	struct err err;

	(void)state;
	set_machine(&machine, "ab-1", "B", "D1");
	order.fingerprint = wipe_fingerprint(&arena, SALT, &machine, &order.fingerprint_count);
	plain = wipe_fingerprint(&arena, NULL, &machine, &count);
	assert_int_equal(count, order.fingerprint_count);
	for (size_t i = 0; i < count; i++)
		assert_string_not_equal(order.fingerprint[i], plain[i]);
	order.salt = "0123456789abcdef0123456789abcdee";
	assert_false(wipe_order_fits(&order, &machine));
	assert_false(wipe_order_has_disk(&order, &machine, "D1"));
	assert_int_equal(wipe_id_new(one, &err), 0);
	assert_int_equal(wipe_id_new(other, &err), 0);
	assert_int_equal(strlen(one), WIPE_ID_DIGITS);
	assert_string_not_equal(one, other);
}

static void an_order_is_for_one_machine(void **state)
{
	AUTO(snapshot_done) struct snapshot a, again, b, moved, bare, bare_too, other;

	(void)state;
	set_machine(&a, "ab-1", "B", "D1");
	set_machine(&again, "AB-1", NULL, "D2"); /* its disk was replaced */
	set_machine(&b, "cd-2", "B", "D1"); /* a batch's board number, the disk moved here */
	set_machine(&moved, NULL, NULL, "D1");
	set_machine(&bare, NULL, NULL, "D1");
	set_machine(&bare_too, NULL, NULL, "D1");
	set_machine(&other, NULL, NULL, "D2");
	assert_true(fits(&a, &a));
	assert_true(fits(&a, &again));
	assert_false(fits(&a, &b));
	assert_false(fits(&a, &moved));
	assert_true(fits(&bare, &bare_too));
	assert_false(fits(&bare, &other));
	assert_false(fits(&(struct snapshot){0}, &(struct snapshot){0}));
}

static void consent_is_about_disks(void **state)
{
	AUTO(snapshot_done) struct snapshot machine, diskless, other;
	AUTO(arena_done) struct arena arena = {0};
	struct wipe_order order = {.tag = "7K2M9QX"};

	(void)state;
	set_machine(&machine, "ab-1", "B", "D1");
	set_machine(&diskless, "ab-1", "B", NULL);
	order.fingerprint = wipe_fingerprint(&arena, NULL, &machine, &order.fingerprint_count);
	assert_true(wipe_order_has_disk(&order, &machine, "d1"));
	assert_false(wipe_order_has_disk(&order, &machine, "D2"));
	assert_false(wipe_order_has_disk(&order, &machine, ""));
	order.fingerprint = wipe_fingerprint(&arena, NULL, &diskless, &order.fingerprint_count);
	assert_true(wipe_order_has_disk(&order, &machine, "D2"));
	set_machine(&other, "ab-2", "C", "D1");
	assert_false(wipe_order_has_disk(&order, &other, "D1"));
}

static enum donor_consent aged_at(int64_t now_ms, const char *made_at, enum donor_consent consent)
{
	struct wipe_order order = {.tag = "7K2M9QX", .consent = consent};
	struct wipe_orders orders = {.made_at = made_at, .list = &order, .count = 1};

	wipe_orders_age(&orders, now_ms);
	return order.consent;
}

static enum donor_consent aged(const char *made_at, enum donor_consent consent)
{
	return aged_at(INT64_C(1795392000) * 1000, made_at, consent); /* 2026-11-23 */
}

static void a_yes_lasts_a_month(void **state)
{
	(void)state;
	assert_int_equal(aged("2026-10-25T08:00:00+07:00", WIPE_CONSENT_YES), WIPE_CONSENT_YES);
	assert_int_equal(aged("2026-10-20T08:00:00+07:00", WIPE_CONSENT_YES),
			 WIPE_CONSENT_UNKNOWN);
	assert_int_equal(aged("2026-10-20T08:00:00+07:00", WIPE_CONSENT_NO), WIPE_CONSENT_NO);
	assert_int_equal(aged("2026-11-23T20:00:00+07:00", WIPE_CONSENT_YES), WIPE_CONSENT_YES);
	assert_int_equal(aged("2031-01-01T08:00:00+07:00", WIPE_CONSENT_YES),
			 WIPE_CONSENT_UNKNOWN);
	assert_int_equal(aged_at(0, "2026-11-23T08:00:00+07:00", WIPE_CONSENT_YES),
			 WIPE_CONSENT_YES);
	assert_int_equal(aged("hôm nào", WIPE_CONSENT_YES), WIPE_CONSENT_UNKNOWN);
}

static void orders_come_back_as_they_went(void **state)
{
	AUTO(wipe_orders_done) struct wipe_orders read = {0};
	AUTO(snapshot_done) struct snapshot machine;
	AUTO(arena_done) struct arena arena = {0};
	AUTO(buf_done) struct buf one = {0}, two = {0};
	struct wipe_order list[] = {{.tag = "7K2M9QX", .consent = WIPE_CONSENT_YES},
				    {.tag = "7K2M9QY", .consent = WIPE_CONSENT_NO}};
	struct wipe_orders orders = {
		.made_at = "2026-11-23T09:00", .salt = SALT, .list = list, .count = 2};
	struct err err;

	(void)state;
	set_machine(&machine, "ab-1", "B", "D1");
	for (size_t i = 0; i < 2; i++)
		list[i].fingerprint = wipe_fingerprint(&arena, SALT, &machine,
						       &list[i].fingerprint_count);
	wipe_orders_print(&one, &orders);
	assert_null(strstr(buf_text(&one), "AB-1"));
	assert_int_equal(wipe_file_of(buf_text(&one), one.len), WIPE_FILE_ORDERS);
	assert_int_equal(wipe_orders_parse(&read, buf_text(&one), one.len, "orders.json", &err), 0);
	wipe_orders_print(&two, &read);
	assert_string_equal(buf_text(&one), buf_text(&two));
	assert_int_equal(wipe_order_find(&read, "7K2M9QY")->consent, WIPE_CONSENT_NO);
	assert_true(wipe_order_fits(wipe_order_find(&read, "7K2M9QX"), &machine));
	assert_null(wipe_order_find(&read, "7K2M9QZ"));
}

static void a_report_comes_back_as_it_went(void **state)
{
	AUTO(wipe_report_done) struct wipe_report read = {0}, report = {0};
	AUTO(snapshot_done) struct snapshot machine;
	AUTO(buf_done) struct buf one = {0}, two = {0};
	struct wipe_disk disk = {.disk = "ST9320325AS …1A2B",
				 .medium = "hdd",
				 .level = "clear",
				 .method = "ghi đè 1 lượt số 0",
				 .tool = "nwipe 0.34",
				 .started_at = "2026-11-23T09:00:00+07:00",
				 .finished_at = "2026-11-23T10:00:00+07:00",
				 .clock_ok = true,
				 .result = WIPE_OK,
				 .bytes = 320072933376,
				 .hidden = "no",
				 .verify_method = "đọc lại 1000 chỗ",
				 .verify_result = WIPE_OK,
				 .sample_hash = "00"};
	struct err err;

	(void)state;
	set_machine(&machine, "ab-1", "B", "D1");
	report.wiping = "00112233445566778899aabbccddeeff";
	report.tag = "7K2M9QX";
	wipe_machine(&report.machine, &machine);
	report.ordered = true;
	report.consent = WIPE_CONSENT_YES;
	report.by = "lan";
	report.disks = &disk;
	report.disk_count = 1;
	wipe_report_print(&one, &report);
	assert_null(strstr(buf_text(&one), "kept out"));
	assert_int_equal(wipe_file_of(buf_text(&one), one.len), WIPE_FILE_REPORT);
	assert_int_equal(wipe_report_parse(&read, buf_text(&one), one.len, "a.json", &err), 0);
	wipe_report_print(&two, &read);
	assert_string_equal(buf_text(&one), buf_text(&two));
	assert_string_equal(read.wiping, report.wiping);
	assert_false(wipe_report_is_begun(&read));
	read.disks[0].result = WIPE_UNKNOWN;
	assert_true(wipe_report_is_begun(&read));
	read.wiping = NULL;
	assert_false(wipe_report_is_begun(&read));
	assert_int_equal(read.disks[0].bytes, disk.bytes);
	assert_string_equal(snapshot_text(&read.machine, "disk.0.serial"), "D1");
}

static void orders_say(const char *text, const char *what)
{
	AUTO(wipe_orders_done) struct wipe_orders orders = {0};
	struct err err = {0};
	int r = wipe_orders_parse(&orders, text, strlen(text), "orders.json", &err);

	assert_int_equal(r, what ? -74 : 0);
	if (what && !strstr(err.text, what))
		fail_msg("%s: %s", what, err.text);
}

static void orders_have_a_salt_since_version_2(void **state)
{
#define ORDERS(rest) "{\"format\":\"hotroit-orders\",\"made_at\":\"2026\",\"orders\":[]," rest "}"

	(void)state;
	orders_say(ORDERS("\"version\":1"), NULL);
	orders_say(ORDERS("\"version\":2,\"salt\":\"" SALT "\""), NULL);
	orders_say(ORDERS("\"version\":2"), "salt");
	orders_say(ORDERS("\"version\":2,\"salt\":null"), "salt");
	orders_say(ORDERS("\"version\":2,\"salt\":\"00\""), "salt");
	orders_say(ORDERS("\"version\":2,\"salt\":\"" SALT "0\""), "salt");
	orders_say(ORDERS("\"version\":2,\"salt\":7"), "salt");
	orders_say(ORDERS("\"version\":3,\"salt\":\"" SALT "\""), "version");
	orders_say(ORDERS("\"version\":0"), "version");
}

static void says(const char *text, const char *what)
{
	AUTO(wipe_report_done) struct wipe_report report = {0};
	struct err err;

	assert_int_equal(wipe_report_parse(&report, text, strlen(text), "a.json", &err), -74);
	if (!strstr(err.text, what))
		fail_msg("%s: %s", what, err.text);
}

static void what_was_not_done_is_not_told_as_done(void **state)
{
#define DISK \
	"\"disks\":[{\"disk\":\"X\",\"medium\":\"hdd\",\"level\":\"clear\",\"method\":\"m\"," \
	"\"tool\":\"t\",\"finished_at\":\"2026\",\"result\":\"ok\",\"bytes\":1"
#define YES "\"ordered\":true,\"consent\":\"yes\",\"by\":\"l\","

	(void)state;
	says("", "trống");
	says("{\"format\":\"hotroit-wipe\",\"version\":2}", "version");
	says("{\"format\":\"hotroit-orders\",\"version\":1}", "format");
	says(PRINTED "\"ordered\":true,\"consent\":\"no\",\"by\":\"l\"," DISK "}]}", "override");
	says(PRINTED "\"ordered\":false,\"consent\":\"yes\",\"by\":\"l\"," DISK "}]}", "override");
	says(PRINTED YES DISK ",\"verify_result\":\"unknown\"}]}", "verify_result");
	says(PRINTED YES DISK ",\"verify_result\":\"failed\"}]}", "verify_result");
	says(PRINTED YES DISK ",\"verify_result\":\"ok\"}]}", "verify_result");
	says(PRINTED YES DISK ",\"verify_result\":\"ok\",\"x\":1}]}", "x");
	says(PRINTED YES DISK ",\"verify_result\":\"ok\",\"verify_method\":\"v\","
			      "\"clock_ok\":true,\"hidden\":\"yes\"}]}", "hidden");
	says(PRINTED YES "\"disks\":[]}", "disks");
	says(PRINTED YES "\"disks\":[1]}", "{");
}

static void a_reason_stands_in_for_a_consent(void **state)
{
#define UNTOUCHED \
	"\"disks\":[{\"disk\":\"X\",\"medium\":\"hdd\",\"level\":\"none\",\"result\":\"unknown\"," \
	"\"clock_ok\":true,\"verify_result\":\"unknown\",\"bytes\":1}]}"
#define SAID(ordered, consent, reason) \
	PRINTED "\"ordered\":" ordered ",\"consent\":\"" consent "\",\"by\":\"l\"," \
		"\"override_reason\":" reason "," UNTOUCHED
	static const char good[] = SAID("true", "no", "\"máy của trường\"");
	AUTO(wipe_report_done) struct wipe_report report = {0};
	struct err err;

	(void)state;
	assert_int_equal(wipe_report_parse(&report, good, strlen(good), "a.json", &err), 0);
	says(SAID("true", "no", "null"), "override");
	says(SAID("true", "no", "\".\""), "override");
	says(SAID("false", "unknown", "\"           x\""), "override");
	says(SAID("true", "yes", "\"máy của trường\""), "override");
	says(SAID("true", "yes", "\"\""), "override");
}

static void a_word_is_no_reason(void **state)
{
	(void)state;
	assert_true(wipe_reason_is("máy của trường"));
	assert_false(wipe_reason_is(NULL));
	assert_false(wipe_reason_is(""));
	assert_false(wipe_reason_is("ok"));
	assert_false(wipe_reason_is("         ok"));
}

static void a_wiping_has_an_id(void **state)
{
	static const char *const bad[] = {
		"\"\"", "1", "[]", "\"0011\"", "\"00112233445566778899aabbccddeef\"",
		"\"00112233445566778899aabbccddeeff0\"", "\"00112233445566778899AABBCCDDEEFF\"",
		"\"00112233445566778899aabbccddeeg0\"", "\"%n0112233445566778899aabbccddeeff\"",
		"\"0011223344556677'); DROP TABLE wi\""};
	AUTO(wipe_report_done) struct wipe_report old = {0};
	static const char disk[] =
		YES "\"disks\":[{\"disk\":\"X\",\"medium\":\"hdd\",\"level\":\"none\","
		    "\"result\":\"unknown\",\"verify_result\":\"unknown\",\"bytes\":1}]}";
	AUTO(buf_done) struct buf text = {0};
	struct err err;

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(bad); i++) {
		buf_clear(&text);
		buf_printf(&text, PRINTED "\"wiping\":%s,%s", bad[i], disk);
		says(buf_text(&text), "wiping");
	}
	/* One that an older stick wrote has none. */
	buf_clear(&text);
	buf_printf(&text, PRINTED "%s", disk);
	assert_int_equal(wipe_report_parse(&old, buf_text(&text), text.len, "a.json", &err), 0);
	assert_null(old.wiping);
	assert_false(wipe_report_is_begun(&old));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_order_is_for_one_machine),
		cmocka_unit_test(consent_is_about_disks),
		cmocka_unit_test(two_sticks_tell_nothing_of_each_other),
		cmocka_unit_test(orders_have_a_salt_since_version_2),
		cmocka_unit_test(a_yes_lasts_a_month),
		cmocka_unit_test(orders_come_back_as_they_went),
		cmocka_unit_test(a_report_comes_back_as_it_went),
		cmocka_unit_test(what_was_not_done_is_not_told_as_done),
		cmocka_unit_test(a_reason_stands_in_for_a_consent),
		cmocka_unit_test(a_word_is_no_reason),
		cmocka_unit_test(a_wiping_has_an_id),
	};

	text_start("vi");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
