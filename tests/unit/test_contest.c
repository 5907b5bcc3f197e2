/* When an entry came, and codes on certificates: what people write, and what they mistype. */
#include "flow_contest.h"

#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
// cmocka.h needs those above
#include <cmocka.h>

static void times_are_read_in_vietnam(void **state)
{
	static const char *const good[][2] = {
		{"14/11/2024 23:59:59", "2024-11-14T23:59:59+07:00"},
		{"14/11/2024 23:59", "2024-11-14T23:59:00+07:00"},
		{"14/11/2024 8:05", "2024-11-14T08:05:00+07:00"},
		{"2024-11-15 00:00:00", "2024-11-15T00:00:00+07:00"},
		{"2024-11-14T17:00:00+00:00", "2024-11-15T00:00:00+07:00"},
		/* Of a day alone the hour is not known: it may have been the last. */
		{"14/11/2024", "2024-11-14T23:59:59+07:00"},
	};
	static const char *const bad[] = {
		"", " ", "14/11", "31/02/2024", "14/11/2024 24:00", "14/11/2024 8",
		"14/11/2024 08:60",
		"14/11/2024 08:00:61", "14/11/2024 08:00:00:00", "14/11/2024 8h", "chiều thứ Sáu",
		"2024-11-14T25:00:00+07:00", "14/11/2024 -1:00", "14/11/2024  08:00", "T",
		"45610.5"};
	char time[CLOCK_TEXT_MAX];

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(good); i++) {
		assert_true(flow_contest_time(good[i][0], time));
		assert_string_equal(time, good[i][1]);
	}
	for (size_t i = 0; i < ARRAY_LEN(bad); i++)
		if (flow_contest_time(bad[i], time))
			fail_msg("«%s» was read as %s", bad[i], time);
}

static void a_code_is_read_however_it_is_typed(void **state)
{
	char code[AWARD_CODE_MAX], read[AWARD_CODE_MAX], typed[64];

	(void)state;
	for (int i = 0; i < 200; i++) {
		flow_award_code(code);
		assert_int_equal(strlen(code), AWARD_CODE_MAX - 1);
		snprintf(typed, sizeof(typed), " " EXPORT_QR_PREFIX "%.5s-%s ", code, code + 5);
		for (char *at = typed; *at; at++)
			if (i % 2 && *at >= 'A' && *at <= 'Z')
				*at = (char)(*at - 'A' + 'a');
		assert_true(flow_award_read(typed, read));
		assert_string_equal(read, code);
	}
}

/* Any one wrong letter, and any two neighbours that changed places. */
static void a_slip_is_seen(void **state)
{
	static const char letters[] = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";
	char code[AWARD_CODE_MAX], slip[AWARD_CODE_MAX], read[AWARD_CODE_MAX];

	(void)state;
	flow_award_code(code);
	for (size_t i = 0; code[i]; i++)
		for (size_t j = 0; letters[j]; j++) {
			memcpy(slip, code, sizeof(slip));
			slip[i] = letters[j];
			assert_int_equal(flow_award_read(slip, read), letters[j] == code[i]);
		}
	for (size_t i = 0; code[i + 2]; i++) {
		memcpy(slip, code, sizeof(slip));
		slip[i] = code[i + 1];
		slip[i + 1] = code[i];
		assert_int_equal(flow_award_read(slip, read), code[i] == code[i + 1]);
	}
	assert_false(flow_award_read("", read));
	assert_false(flow_award_read("HOTROIT:", read));
	assert_false(flow_award_read("0OIL1", read));
	assert_false(flow_award_read("ABCDEFGHJKMNPQRSTUVW", read));
	assert_false(flow_award_read("ẮẮẮẮẮẮẮẮẮẮ", read));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(times_are_read_in_vietnam),
		cmocka_unit_test(a_code_is_read_however_it_is_typed),
		cmocka_unit_test(a_slip_is_seen),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
