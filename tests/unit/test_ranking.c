/* Ranking: exact order, equal ones shown as equal, prizes within their numbers; and marks. */
#include "ranking.h"
#include "text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
// cmocka.h needs those above
#include <cmocka.h>

static const int64_t caps[] = {1, 2, 2, 5};

static void marks_are_read_and_shown(void **state)
{
	static const struct {
		const char *text;
		int64_t mark;
	} good[] = {{"8,25", 825}, {"8.5", 850}, {"0", 0}, {"10", 1000}, {"9,05", 905},
		    {"100", 10000}};
	static const char *const bad[] = {"", ",5", "8,", "8,255", "-1", "+1", "8 ", "1e3", "nan",
					  "٣", "8,2,5", "12345678", "8;", "8,a"};
	int64_t mark = 7;

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(good); i++) {
		assert_true(mark_read(good[i].text, &mark));
		assert_int_equal(mark, good[i].mark);
	}
	mark = 7;
	for (size_t i = 0; i < ARRAY_LEN(bad); i++)
		assert_false(mark_read(bad[i], &mark));
	assert_int_equal(mark, 7);
	for (int64_t i = 0; i <= 12000; i++) {
		AUTO(buf_done) struct buf text = {0};

		mark_print(&text, i);
		assert_true(mark_read(buf_text(&text), &mark));
		assert_int_equal(mark, i);
	}
}

static void weights_are_exact(void **state)
{
	static const struct rank_criterion criteria[] = {{40, 10}, {30, 15}, {30, 20}};
	static const struct rank_criterion odd[] = {{50, 997}, {50, 991}, {50, 983}};
	int64_t scale = rank_scale(criteria, ARRAY_LEN(criteria));

	(void)state;
	assert_int_equal(scale, 60);
	assert_int_equal(rank_share(&criteria[0], 1000, scale) +
				 rank_share(&criteria[1], 1500, scale) +
				 rank_share(&criteria[2], 2000, scale),
			 10000 * scale);
	assert_int_equal(rank_shown(10000 * scale * 3, 3, scale), 10000);
	assert_int_equal(rank_shown(1, 3, 1), 0);
	assert_int_equal(rank_shown(2, 3, 1), 1);
	assert_int_equal(rank_shown(1, 2, 1), 1);
	assert_int_equal(rank_scale(odd, ARRAY_LEN(odd)), 0);
}

static struct rank_item item(size_t of, int64_t sum, int64_t judges, int64_t position)
{
	return (struct rank_item){.of = of, .sum = sum, .judges = judges, .position = position};
}

static void thirds_are_equal_to_thirds(void **state)
{
	/* 1/3 and 2/6 are one mean; 33/100 is less. */
	struct rank_item items[] = {item(0, 33, 100, 0), item(1, 1, 3, 0), item(2, 2, 6, 0)};

	(void)state;
	rank_make(items, ARRAY_LEN(items), caps, ARRAY_LEN(caps));
	assert_int_equal(items[0].of, 1);
	assert_int_equal(items[1].of, 2);
	assert_int_equal(items[0].place, 1);
	assert_int_equal(items[1].place, 1);
	assert_int_equal(items[2].place, 3);
	assert_true(items[0].is_tied && items[0].is_contested && items[1].is_contested);
	assert_int_equal(items[0].prize, RANK_NO_PRIZE);
	/* Whatever the board makes of the two, the third one comes after them. */
	assert_int_equal(items[2].prize, 1);
}

static void the_board_breaks_a_tie(void **state)
{
	struct rank_item items[] = {item(0, 9, 1, 2), item(1, 9, 1, 1), item(2, 9, 1, 0),
				    item(3, 8, 1, 1)};

	(void)state;
	rank_make(items, ARRAY_LEN(items), caps, ARRAY_LEN(caps));
	assert_int_equal(items[0].of, 1);
	assert_int_equal(items[1].of, 0);
	assert_int_equal(items[2].of, 2);
	assert_int_equal(items[0].prize, 0);
	assert_int_equal(items[1].prize, 1);
	assert_int_equal(items[2].prize, 1);
	assert_int_equal(items[3].prize, 2);
	for (size_t i = 0; i < ARRAY_LEN(items); i++)
		assert_false(items[i].is_tied);
}

static void a_tie_inside_one_prize_needs_nobody(void **state)
{
	struct rank_item items[] = {item(0, 9, 1, 0), item(1, 8, 1, 0), item(2, 8, 1, 0)};

	(void)state;
	rank_make(items, ARRAY_LEN(items), caps, ARRAY_LEN(caps));
	assert_true(items[1].is_tied && !items[1].is_contested);
	assert_int_equal(items[1].prize, 1);
	assert_int_equal(items[2].prize, 1);
}

static void no_caps_give_nothing(void **state)
{
	static const int64_t none[] = {0, -3};
	struct rank_item items[] = {item(0, 9, 1, 0), item(1, 9, 1, 0)};

	(void)state;
	rank_make(items, 0, caps, ARRAY_LEN(caps));
	rank_make(items, ARRAY_LEN(items), none, ARRAY_LEN(none));
	assert_int_equal(items[0].prize, RANK_NO_PRIZE);
	assert_false(items[0].is_contested);
}

/* What must hold of every ranking, over many that chance makes. */
static void check_one(const struct rank_item *items, size_t count)
{
	size_t given[ARRAY_LEN(caps)] = {0};

	for (size_t i = 0; i < count; i++) {
		const struct rank_item *it = &items[i];

		if (it->prize != RANK_NO_PRIZE)
			given[it->prize]++;
		assert_true(it->place >= 1 && it->place <= i + 1);
		assert_true(!it->is_contested || (it->is_tied && it->prize == RANK_NO_PRIZE));
		for (size_t j = 0; j < i; j++) {
			int64_t before = items[j].sum * it->judges, here = it->sum * items[j].judges;
			bool is_equal = before == here && items[j].position == it->position;

			assert_true(before >= here);
			/* Equal ones share all that they get. */
			assert_int_equal(items[j].place == it->place, is_equal);
			assert_true(!is_equal || items[j].prize == it->prize);
			/* Nobody gets a higher prize than one who stands before. */
			assert_true(items[j].is_contested || items[j].prize <= it->prize);
		}
	}
	for (size_t i = 0; i < ARRAY_LEN(caps); i++)
		assert_true(given[i] <= (size_t)caps[i]);
}

static void what_holds_of_every_ranking(void **state)
{
	struct rank_item items[24];

	(void)state;
	srand(7);
	for (int run = 0; run < 3000; run++) {
		size_t count = (size_t)rand() % ARRAY_LEN(items);
		int spread = 1 + rand() % 12;

		for (size_t i = 0; i < count; i++)
			items[i] = item(i, rand() % spread, 1 + rand() % 3, rand() % 4 ? 0 : 1);
		rank_make(items, count, caps, ARRAY_LEN(caps));
		check_one(items, count);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(marks_are_read_and_shown),
		cmocka_unit_test(weights_are_exact),
		cmocka_unit_test(thirds_are_equal_to_thirds),
		cmocka_unit_test(the_board_breaks_a_tie),
		cmocka_unit_test(a_tie_inside_one_prize_needs_nobody),
		cmocka_unit_test(no_caps_give_nothing),
		cmocka_unit_test(what_holds_of_every_ranking),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
