/* Around the line: who is heard after wrong codes, benches that call, files that wait. */
#include "lan.h"

#include <arpa/inet.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

/* ---- wrong codes ----------------------------------------------------------------------------- */

static void an_address_is_shut_out_alone(void **state)
{
	struct lan_guard guard = {0};

	(void)state;
	assert_true(lan_guard_hears(&guard, 1, 0));
	assert_int_equal(lan_guard_wrong(&guard, 1, 0), LAN_GUARD_ON);
	assert_int_equal(lan_guard_wrong(&guard, 1, 0), LAN_GUARD_ON);
	assert_true(lan_guard_hears(&guard, 1, 0));
	assert_int_equal(lan_guard_wrong(&guard, 1, 1000), LAN_GUARD_ADDRESS);
	assert_false(lan_guard_hears(&guard, 1, 1000));
	assert_true(lan_guard_hears(&guard, 2, 1000));
	assert_false(lan_guard_hears(&guard, 1, 999 + LAN_CLOSED_MS));
	assert_true(lan_guard_hears(&guard, 1, 1000 + LAN_CLOSED_MS));
}

static void many_addresses_guess_no_more_than_one(void **state)
{
	struct lan_guard guard = {0};

	(void)state;
	for (uint32_t i = 1; i < LAN_WRONG_ALL; i++)
		assert_int_equal(lan_guard_wrong(&guard, i, 0), LAN_GUARD_ON);
	assert_int_equal(lan_guard_wrong(&guard, 77, 5), LAN_GUARD_ALL);
	assert_false(lan_guard_hears(&guard, 99, LAN_CLOSED_MS));
	assert_true(lan_guard_hears(&guard, 99, 5 + LAN_CLOSED_MS));
	for (uint32_t i = LAN_WRONG_ALL + 1; i < LAN_WRONG_END; i++)
		assert_int_not_equal(lan_guard_wrong(&guard, 100 + i, 90000), LAN_GUARD_END);
	assert_int_equal(lan_guard_wrong(&guard, 200, 90000), LAN_GUARD_END);
	assert_false(lan_guard_hears(&guard, 1, INT64_MAX));
	for (uint32_t i = 0; i < 100; i++)
		assert_int_equal(lan_guard_wrong(&guard, 300 + i, 0), LAN_GUARD_END);
}

/* Nine from one address: the times double, and the last wrong one ends it. */
static void the_times_double(void **state)
{
	struct lan_guard guard = {0};
	int64_t now = 0;

	(void)state;
	for (int i = 0; i < 6; i++) {
		now = i == 3 ? LAN_CLOSED_MS : now;
		assert_true(lan_guard_hears(&guard, 1, now));
		assert_int_not_equal(lan_guard_wrong(&guard, 1, now), LAN_GUARD_END);
	}
	assert_false(lan_guard_hears(&guard, 1, now + 2 * LAN_CLOSED_MS - 1));
	assert_true(lan_guard_hears(&guard, 2, now + LAN_CLOSED_MS));
	assert_true(lan_guard_hears(&guard, 1, now + 2 * LAN_CLOSED_MS));
}

/* ---- calls ----------------------------------------------------------------------------------- */

static bool reads(const char *text, uint16_t *ret_port, char ret_name[LAN_NAME_MAX])
{
	return lan_call_read(text, strlen(text), ret_port, ret_name);
}

static void calls_are_read_with_and_without_a_name(void **state)
{
	AUTO(buf_done) struct buf call = {0};
	char name[LAN_NAME_MAX];
	uint16_t port = 0;

	(void)state;
	assert_true(reads("hotroit-bench 1 40001\n", &port, name));
	assert_int_equal(port, 40001);
	assert_string_equal(name, "");
	lan_call_put(&call, 65535, "Đội Phù Đổng");
	assert_string_equal(buf_text(&call), "hotroit-bench 1 65535\nĐội Phù Đổng\n");
	assert_true(reads(buf_text(&call), &port, name));
	assert_int_equal(port, 65535);
	assert_string_equal(name, "Đội Phù Đổng");
	buf_clear(&call);
	lan_call_put(&call, 1, "");
	assert_string_equal(buf_text(&call), "hotroit-bench 1 1\n");
}

static void what_is_no_call_is_none(void **state)
{
	static const char *const texts[] = {
		"", "\n", "hotroit-bench", "hotroit-bench 1 ", "hotroit-bench 1 \n",
		"hotroit-bench 1 0\n", "hotroit-bench 1 65536\n", "hotroit-bench 1 -1\n",
		"hotroit-bench 1 000080\n", "hotroit-bench 1 80 x\n", "hotroit-bench 2 80\n",
		"hotroit-bench 1  80\n", "HOTROIT-BENCH 1 80\n",
		"hotroit-bench 1 99999999999999999999999999\n",
	};
	AUTO(buf_done) struct buf longer = {0};
	char name[LAN_NAME_MAX];
	uint16_t port = 7;

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(texts); i++)
		assert_false(reads(texts[i], &port, name));
	buf_add_str(&longer, "hotroit-bench 1 80\n");
	while (longer.len <= LAN_CALL_BYTES)
		buf_add_char(&longer, 'a');
	assert_false(lan_call_read(longer.data, longer.len, &port, name));
	assert_false(lan_call_read("hotroit-bench 1 80\0\n", 20, &port, name));
	assert_int_equal(port, 7);
}

static void a_name_commands_no_terminal(void **state)
{
	static const struct {
		const char *text, *name;
	} cases[] = {
		{"\033[2JBàn 1", "2JBàn 1"},
		{"a\x07\x08\x7f" "b", "a b"},
		{"Bàn `rm` $(x) ; & | < > \\ \" ' * % #", "Bàn rm (x)"},
		{"đảo\xe2\x80\xae" "ngược", "đảo ngược"},
		{"\xff\xfe\xc3", "xFFxFExC3"},
		{"Ba\xcc\x80n \xcc\x81\xcc\x81", "Bàn"},
	};
	AUTO(buf_done) struct buf longer = {0};
	char name[LAN_NAME_MAX];

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		lan_set_name(name, cases[i].text);
		assert_string_equal(name, cases[i].name);
	}
	for (int i = 0; i < 40; i++)
		buf_add_str(&longer, "ổ");
	lan_set_name(name, buf_text(&longer));
	assert_int_equal(strlen(name), (LAN_NAME_MAX - 1) / 3 * 3);
}

static struct lan_bench bench_at(uint32_t address, const char *cable, int64_t now)
{
	struct lan_bench bench = {.address = htonl(address), .port = 80, .heard_at = now};

	snprintf(bench.cable, sizeof(bench.cable), "%s", cable);
	return bench;
}

static void benches_come_stay_and_go(void **state)
{
	AUTO(buf_done) struct buf list = {0};
	struct lan_benches benches = {0};
	struct lan_bench bench = bench_at(0xc0a80105, "eth0", 0);

	(void)state;
	snprintf(bench.name, sizeof(bench.name), "Đội Một");
	lan_benches_hear(&benches, &bench);
	bench = bench_at(0xc0a80105, "eth1", 0); /* the same address on another cable */
	lan_benches_hear(&benches, &bench);
	bench = bench_at(0xc0a80105, "eth0", 5000); /* begun anew */
	bench.port = 90;
	lan_benches_hear(&benches, &bench);
	lan_benches_put(&list, &benches);
	assert_string_equal(buf_text(&list), "192.168.1.5 90 eth0 \n192.168.1.5 80 eth1 \n");
	lan_benches_forget(&benches, LAN_BENCH_MS + 1);
	assert_int_equal(benches.count, 1);
	assert_string_equal(benches.list[0].cable, "eth0");
	for (uint32_t i = 0; i < 100; i++) {
		bench = bench_at(i, "eth2", 6000);
		lan_benches_hear(&benches, &bench);
	}
	assert_int_equal(benches.count, LAN_BENCHES_MAX);
	assert_string_equal(benches.list[0].cable, "eth0");
	lan_benches_forget(&benches, 6001 + LAN_BENCH_MS);
	assert_int_equal(benches.count, 0);
}

/* ---- files ----------------------------------------------------------------------------------- */

static void files_wait_and_are_asked_about_again(void **state)
{
	AUTO(lan_outbox_done) struct lan_outbox outbox = {0};
	AUTO(buf_done) struct buf list = {0};
	struct lan_file *a = lan_outbox_file(&outbox, "a.json", "1");
	struct lan_file *b = lan_outbox_file(&outbox, "b.json", "2");
	struct lan_file *c = lan_outbox_file(&outbox, "c.json", "3");

	(void)state;
	lan_outbox_file(&outbox, "d.json", "4");
	assert_true(lan_file_is_due(a, 0));
	lan_file_tell(a, STICK_TAKEN, 0);
	lan_file_tell(b, STICK_HELD, 0);
	lan_file_tell(c, STICK_REFUSED, 0);
	assert_false(lan_file_is_due(a, INT64_MAX));
	assert_false(lan_file_is_due(b, LAN_HELD_MS - 1));
	assert_true(lan_file_is_due(b, LAN_HELD_MS));
	assert_false(lan_file_is_due(c, INT64_MAX));
	lan_outbox_put(&list, &outbox);
	assert_string_equal(buf_text(&list),
			    "taken a.json\nheld b.json\nrefused c.json\nwaiting d.json\n");
	/* The end of a wiping under the name of its beginning. */
	assert_ptr_equal(lan_outbox_file(&outbox, "a.json", "1"), a);
	assert_false(lan_file_is_due(a, INT64_MAX));
	assert_ptr_equal(lan_outbox_file(&outbox, "a.json", "5"), a);
	assert_true(lan_file_is_due(a, 0));
	assert_int_equal(outbox.count, 4);
}

static void more_files_than_there_is_room_for(void **state)
{
	AUTO(lan_outbox_done) struct lan_outbox outbox = {0};
	char name[16];

	(void)state;
	for (int i = 0; i < LAN_FILES_MAX; i++) {
		snprintf(name, sizeof(name), "%d.json", i);
		assert_non_null(lan_outbox_file(&outbox, name, "x"));
	}
	assert_null(lan_outbox_file(&outbox, "more.json", "x"));
	assert_non_null(lan_outbox_file(&outbox, "7.json", "y"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_address_is_shut_out_alone),
		cmocka_unit_test(many_addresses_guess_no_more_than_one),
		cmocka_unit_test(the_times_double),
		cmocka_unit_test(calls_are_read_with_and_without_a_name),
		cmocka_unit_test(what_is_no_call_is_none),
		cmocka_unit_test(a_name_commands_no_terminal),
		cmocka_unit_test(benches_come_stay_and_go),
		cmocka_unit_test(files_wait_and_are_asked_about_again),
		cmocka_unit_test(more_files_than_there_is_room_for),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
