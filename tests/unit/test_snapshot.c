/* hotroit.snapshot/1: written byte-stable, read back strictly; bad input is refused by name. */
#include "snapshots.h"

#include <errno.h>

static void reads_back_to_the_same_bytes(void **state)
{
	AUTO(snapshot_done) struct snapshot first, second = {0};
	AUTO(buf_done) struct buf one = {0}, two = {0};
	struct err err = {0};

	(void)state;
	make_snapshot(&first, "host",
		      (const char *const[]){"memory.installed=2147483648",
					    "device.model=Máy \"A\"\\", "lock.account!unreadable",
					    "battery.0.full=47.52", "camera.count=0",
					    "wifi.present=false", "disk.0.size=120034123776",
					    "device.serial!absent", NULL});
	snapshot_print(&one, &first);
	if (snapshot_parse(&second, buf_text(&one), one.len, "test", &err) < 0)
		fail_msg("%s", err.text);
	snapshot_print(&two, &second);
	assert_string_equal(buf_text(&one), buf_text(&two));
	/* keys sorted, absent and unreadable kept apart, units from the catalogue */
	assert_true(strstr(buf_text(&one), "battery.0.full") < strstr(buf_text(&one), "camera"));
	assert_non_null(strstr(buf_text(&one), "\"value\":2147483648,\"unit\":\"B\""));
	assert_non_null(strstr(buf_text(&one), "{\"key\":\"device.serial\",\"state\":\"absent\"}"));
	assert_null(strstr(buf_text(&one) + 1, "\n\n"));
}

#define HEAD \
	"{\"schema\":\"hotroit.snapshot/1\",\"taken_at\":\"2026-11-22T20:30:00+07:00\"," \
	"\"probe\":{\"version\":\"1\"},\"device\":{\"id\":\"host\",\"kind\":null," \
	"\"transport\":\"host\",\"port\":null},\"facts\":["

static void check_refused(const char *json, size_t len, const char *says)
{
	struct snapshot snapshot = {0};
	struct err err = {0};

	assert_int_equal(snapshot_parse(&snapshot, json, len, "tệp.json", &err), -EBADMSG);
	if (!strstr(err.text, says))
		fail_msg("\"%s\" does not say \"%s\"", err.text, says);
	assert_null(strchr(err.text, '\n'));
	assert_int_equal(snapshot.facts.count, 0);
}

static void bad_snapshots_are_refused_by_name(void **state)
{
	static const char *const cases[][2] = {
		{"", "tệp.json"},
		{"{", "JSON"},
		{"[]", "{"},
		{"{}", "schema"},
		{"{\"schema\":\"hotroit.snapshot/9\"}", "hotroit.snapshot/9"},
		{HEAD, "JSON"},
		{HEAD "{\"key\":\"memory.installed\",\"value\":-1,\"unit\":\"B\"}]}",
		 "memory.installed"},
		{HEAD "{\"key\":\"memory.installed\",\"value\":2,\"unit\":\"kB\"}]}", "kB"},
		{HEAD "{\"key\":\"memory.installed\",\"value\":\"2 GB\"}]}", "memory.installed"},
		{HEAD "{\"key\":\"memory.installed\",\"value\":1e300}]}", "memory.installed"},
		{HEAD "{\"key\":\"wifi.present\",\"value\":1}]}", "wifi.present"},
		{HEAD "{\"key\":\"wifi.present\"}]}", "state"},
		{HEAD "{\"key\":\"wifi.present\",\"value\":true,\"state\":\"absent\"}]}", "state"},
		{HEAD "{\"key\":\"wifi.present\",\"state\":\"maybe\"}]}", "state"},
		{HEAD "{\"key\":\"cpu.model\",\"value\":\"a\"},{\"key\":\"cpu.model\",\"value\":"
		      "\"b\"}]}",
		 "cpu.model"},
		{HEAD "{\"key\":\"cpu.model\",\"value\":\"a\",\"value\":\"b\"}]}", "JSON"},
		{HEAD "{\"key\":\"cpu.model\",\"value\":\"a\",\"extra\":1}]}", "extra"},
		{HEAD "{\"key\":\"cpu.model\",\"value\":\"\xff\"}]}", "JSON"},
		{HEAD "7]}", "{"},
	};

	(void)state;
	text_start("vi");
	for (size_t i = 0; i < ARRAY_LEN(cases); i++)
		check_refused(cases[i][0], strlen(cases[i][0]), cases[i][1]);
	check_refused("{\"schema\":\0\"x\"}", 16, "JSON");
}

static void hostile_texts_are_made_safe(void **state)
{
	static const char json[] =
		HEAD "{\"key\":\"device.model\",\"value\":\"A\\u001b[31mB\\u202ec\"},"
		     "{\"key\":\"a.later.fact\",\"value\":{\"x\":1}}]}";
	AUTO(snapshot_done) struct snapshot snapshot = {0};
	struct err err = {0};

	(void)state;
	if (snapshot_parse(&snapshot, json, sizeof(json) - 1, "test", &err) < 0)
		fail_msg("%s", err.text);
	assert_int_equal(snapshot.facts.count, 1); /* a later probe's fact is left out */
	assert_string_equal(snapshot_fact(&snapshot, "device.model")->text, "A [31mB c");
}

static void hostile_heads_are_made_safe(void **state)
{
	static const char json[] =
		"{\"schema\":\"hotroit.snapshot/1\",\"taken_at\":\"2026\\u001b[2J\",\"device\":"
		"{\"id\":\"ho\\u001b]0;x\\u0007st\",\"kind\":\"lap\\ntop\",\"transport\":\"host\"},"
		"\"facts\":[]}";
	AUTO(snapshot_done) struct snapshot snapshot = {0};
	struct err err = {0};

	(void)state;
	if (snapshot_parse(&snapshot, json, sizeof(json) - 1, "test", &err) < 0)
		fail_msg("%s", err.text);
	assert_string_equal(snapshot.taken_at, "2026 [2J");
	assert_string_equal(snapshot.device.id, "ho ]0;x st");
	assert_string_equal(snapshot.device.kind, "lap top");
}

static void deep_nesting_ends(void **state)
{
	static char json[200000];
	struct snapshot snapshot;
	struct err err;

	(void)state;
	memset(json, '[', sizeof(json));
	assert_int_equal(snapshot_parse(&snapshot, json, sizeof(json), "test", &err), -EBADMSG);
}

static void check_shown(const char *line, const char *expected)
{
	AUTO(facts_done) struct facts facts = {0};
	AUTO(buf_done) struct buf text = {0};

	put_fact(&facts, line);
	fact_show(&text, &facts.list[0]);
	assert_string_equal(buf_text(&text), expected);
}

static void facts_read_as_people_say_them(void **state)
{
	(void)state;
	check_shown("disk.0.size=120034123776", "120 GB (111,8 GiB)");
	check_shown("storage.free=5000000000", "5 GB");
	check_shown("memory.installed=2147483648", "2 GB");
	check_shown("memory.usable=1696325632", "1,58 GB");
	check_shown("memory.installed=268435456", "256 MB");
	check_shown("cpu.clock.nominal=2160000000", "2,16 GHz");
	check_shown("battery.0.health=57", "57%");
	check_shown("battery.0.full=47.52", "47,5 Wh");
	check_shown("wifi.present=true", "có");
	check_shown("device.serial!absent", "không có");
	check_shown("device.serial!unreadable", "không đọc được");
	text_start("en");
	check_shown("cpu.clock.nominal=2160000000", "2.16 GHz");
	text_start("vi");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_back_to_the_same_bytes),
		cmocka_unit_test(bad_snapshots_are_refused_by_name),
		cmocka_unit_test(hostile_texts_are_made_safe),
		cmocka_unit_test(hostile_heads_are_made_safe),
		cmocka_unit_test(deep_nesting_ends),
		cmocka_unit_test(facts_read_as_people_say_them),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
