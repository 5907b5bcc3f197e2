/* When a course is completed, to the minute; and how its sessions may be written. */
#include "course.h"
#include "flow_course.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
// cmocka.h needs those above
#include <cmocka.h>

static void the_least_is_rounded_up(void **state)
{
	static const struct {
		int64_t minutes, percent, needed;
	} cases[] = {
		{480, 100, 480}, {480, 80, 384},  {720, 75, 540}, {481, 80, 385}, {1, 1, 1},
		{99, 50, 50},	 {0, 100, 0},	  {-5, 80, 0},	  {480, 0, 480},  {480, 101, 480},
		{480, -1, 480},	 {60000, 99, 59400},
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++)
		assert_int_equal(course_needed(cases[i].minutes, cases[i].percent),
				 cases[i].needed);
	/* As large as numbers get, nothing runs over. */
	assert_true(course_needed(INT64_MAX, 99) > 0);
	assert_int_equal(course_needed(INT64_MAX, 100), INT64_MAX);
}

static void nobody_sits_longer_than_it_lasts(void **state)
{
	static const int64_t twice[] = {240, 240}, parts[] = {60, 90}, long_one[] = {1441};

	(void)state;
	assert_int_equal(course_sat(NULL, 0, 240), 0);
	assert_int_equal(course_sat(twice, 2, 240), 240);
	assert_int_equal(course_sat(parts, 2, 240), 90);
	assert_int_equal(course_sat(long_one, 1, 240), 240);
	assert_int_equal(course_sat(long_one, 1, 0), 0);
	assert_int_equal(course_sat(long_one, 1, -10), 0);
}

static void one_minute_less_is_not_completed(void **state)
{
	(void)state;
	assert_true(course_is_completed(480, 480, 100));
	assert_false(course_is_completed(479, 480, 100));
	assert_true(course_is_completed(384, 480, 80));
	assert_false(course_is_completed(383, 480, 80));
	assert_false(course_is_completed(0, 0, 100));
	assert_false(course_is_completed(INT64_MAX, -1, 1));
}

static void shapes_are_read_or_refused(void **state)
{
	static const char *const wrong[] = {
		"", "x", "2x", "x240", "0x240", "2x0", "2x1441", "61x10", "-2x240", "2x240x2",
		"2 x 240", "99999999999999999999x1", "2x99999999999999999999", "2×", "２x240"};
	struct plan_shape shape = {0};

	(void)state;
	assert_true(flow_course_shape("2x240", &shape));
	assert_int_equal(shape.sessions, 2);
	assert_int_equal(shape.minutes, 240);
	assert_true(flow_course_shape("3×240", &shape));
	assert_int_equal(shape.sessions, 3);
	assert_true(flow_course_shape("1*1440", &shape));
	for (size_t i = 0; i < ARRAY_LEN(wrong); i++)
		assert_false(flow_course_shape(wrong[i], &shape));
	assert_int_equal(shape.minutes, 1440);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_least_is_rounded_up),
		cmocka_unit_test(nobody_sits_longer_than_it_lasts),
		cmocka_unit_test(one_minute_less_is_not_completed),
		cmocka_unit_test(shapes_are_read_or_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
