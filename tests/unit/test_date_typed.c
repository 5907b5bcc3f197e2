/* Days and times as people type them. */
#include "model.h"

#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static const struct date today = {2026, 11, 22};

static void days_are_read(void **state)
{
	static const struct {
		const char *text;
		struct date date;
		bool both_ways;
	} good[] = {
		{"5/10/2026", {2026, 10, 5}, true},
		{"05-10-26", {2026, 10, 5}, true},
		{"5.10.2026", {2026, 10, 5}, true},
		{"5 / 10 / 2026", {2026, 10, 5}, true},
		{"5 10 2026", {2026, 10, 5}, true},
		{"051026", {2026, 10, 5}, true},
		{"05102026", {2026, 10, 5}, true},
		{"5/10", {2026, 10, 5}, true},
		{"25/12/2026", {2026, 12, 25}, false},
		{"10/10/2026", {2026, 10, 10}, false},
		{"2026-10-05", {2026, 10, 5}, false},
		{"5 tháng 10 năm 2026", {2026, 10, 5}, false},
		{"ngày 05 tháng 10 năm 2026", {2026, 10, 5}, false},
		{"Hôm nay", {2026, 11, 22}, false},
		{"hom qua", {2026, 11, 21}, false},
		{"ngày mai", {2026, 11, 23}, false},
		{"29/02/2028", {2028, 2, 29}, false},
		{"1/9/85", {1985, 9, 1}, true},
		{"31/12/1900", {1900, 12, 31}, false},
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(good); i++) {
		struct date date = {0};
		struct err err = {0};
		bool both_ways = false;

		if (date_read_typed(good[i].text, &today, &date, &both_ways, &err) < 0)
			fail_msg("%s", err.text);
		if (date_compare(&date, &good[i].date) != 0 || both_ways != good[i].both_ways)
			fail_msg("%s: %d-%d-%d", good[i].text, date.year, date.month, date.day);
	}
}

static void other_days_are_refused(void **state)
{
	static const char *const bad[] = {
		"",
		"31/02/2026",
		"29/02/2026",
		"31/4",
		"12/25/2026",
		"0/1/2026",
		"1/0/2026",
		"1/1/1899",
		"1/1/2077",
		"1/1/20260",
		"1/1/202",
		"1//2026",
		"5/",
		"5",
		"hôm kìa nay",
		"1/2/3/4",
		"99999999999999999999",
		"2026-13-01",
		"abc",
		"-1/2/2026",
		"5/10/2026x",
		"\033[2J",
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(bad); i++) {
		struct date date = {1, 2, 3};
		struct err err = {0};
		bool both_ways;

		if (date_read_typed(bad[i], &today, &date, &both_ways, &err) != -EINVAL)
			fail_msg("%s was read", bad[i]);
		assert_int_equal(date.year, 1);
		assert_null(strchr(err.text, '\033'));
		assert_true(*err.text);
	}
}

static void times_are_read(void **state)
{
	static const struct {
		const char *text;
		int minutes;
	} times[] = {
		{"14h30", 870}, {"14:30", 870}, {"14h", 840},  {"14 giờ 30", 870}, {"8g5", 485},
		{"00:00", 0},   {"24:00", -1},  {"14:60", -1}, {"14:", -1},        {"14", -1},
		{"h30", -1},    {"14h30x", -1}, {"", -1},      {"123h00", -1},     {"-1h", -1},
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(times); i++) {
		int minutes = -1;
		struct err err;
		int r = time_read_typed(times[i].text, &minutes, &err);

		if (minutes != times[i].minutes || (r < 0) != (minutes < 0))
			fail_msg("%s: %d", times[i].text, minutes);
	}
}

static void days_are_printed(void **state)
{
	AUTO(buf_done) struct buf text = {0};
	const struct date first = {2026, 2, 5};

	(void)state;
	date_print_short(&text, &first);
	assert_string_equal(buf_text(&text), "05/02/2026");
}

static void days_are_counted(void **state)
{
	struct date day = date_after_days(&(struct date){2028, 2, 28}, 2), back;

	(void)state;
	assert_int_equal(date_compare(&day, &(struct date){2028, 3, 1}), 0);
	back = date_after_days(&(struct date){2026, 1, 1}, -1);
	assert_int_equal(date_compare(&back, &(struct date){2025, 12, 31}), 0);
	day = date_after_days(&today, 1000);
	back = date_after_days(&day, -1000);
	assert_int_equal(date_compare(&back, &today), 0);
	assert_true(date_today().year >= 1970);
}

static void holidays_are_known(void **state)
{
	static const struct date off[] = {{2026, 1, 1},  {2031, 9, 2},  {2027, 2, 6}, {2030, 2, 2},
					  {2028, 4, 4},  {2026, 11, 21}, {2025, 5, 1}};
	static const struct date working[] = {{2026, 11, 23}, {2027, 2, 10}, {2030, 2, 5}};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(off); i++)
		assert_true(date_is_day_off(&off[i], NULL));
	for (size_t i = 0; i < ARRAY_LEN(working); i++)
		assert_false(date_is_day_off(&working[i], ""));
	assert_true(date_is_day_off(&working[0], "x\n2026-11-23 bù\n"));
	assert_false(date_is_day_off(&working[0], "x 2026-11-23\n2026-11-2"));
	assert_true(holiday_year_is_known(2024) && holiday_year_is_known(2030));
	assert_false(holiday_year_is_known(2023) || holiday_year_is_known(2031));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(days_are_read),    cmocka_unit_test(other_days_are_refused),
		cmocka_unit_test(times_are_read),   cmocka_unit_test(days_are_printed),
		cmocka_unit_test(days_are_counted), cmocka_unit_test(holidays_are_known),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
