/* When a bench syncs by itself: after good rounds, after failures, and with any clock. */
#include "store_help.h"
#include "sync.h"

static struct store_link link_of(int64_t minutes_ago, unsigned failures)
{
	struct store_link link = {.failures = failures, .bench_epoch = "e"};

	clock_text_at(clock_unix_ms() - minutes_ago * 60000, link.tried_at);
	return link;
}

/* Minutes from the last try, rounded down. */
static int64_t pause_after(unsigned failures, unsigned minutes)
{
	struct store_link link = link_of(10, failures);

	return (sync_next_ms(&link, minutes) - clock_unix_ms()) / 60000 + 10;
}

static void longer_each_time(void **state)
{
	static const int64_t expected[] = {15, 1, 2, 4, 8, 16, 32, 60, 60};

	(void)state;
	for (unsigned i = 0; i < ARRAY_LEN(expected); i++)
		assert_in_range(pause_after(i, 15), expected[i] - 1,
				expected[i] + expected[i] / 4 + 1);
	assert_in_range(pause_after(4000000000u, 15), 59, 76);
	assert_in_range(pause_after(0, 240), 239, 301);
}

static void clocks(void **state)
{
	struct store_link link = link_of(-60 * 24 * 365, 0), never = {0}, bad = {.tried_at = "x"};

	(void)state;
	assert_true(sync_next_ms(&link, 15) <= clock_unix_ms());
	assert_true(sync_next_ms(&never, 15) <= clock_unix_ms());
	assert_true(sync_next_ms(&bad, 15) <= clock_unix_ms());
}

static void never_all_at_once(void **state)
{
	struct store_link link = link_of(0, 0);
	int64_t first = 0;
	bool differ = false;

	(void)state;
	for (int i = 0; i < 8; i++) {
		snprintf(link.bench_epoch, sizeof(link.bench_epoch), "%d", i);
		differ |= i && sync_next_ms(&link, 15) != first;
		first = sync_next_ms(&link, 15);
		assert_true(first == sync_next_ms(&link, 15));
	}
	assert_true(differ);
}

static void failures_are_counted(void **state)
{
	struct bed *bed = *state;
	struct store_link link;

	for (unsigned i = 1; i <= 3; i++) {
		assert_int_equal(store_sync_note(bed->store, "xem mạng", &bed->err), 0);
		assert_int_equal(store_sync_link(bed->store, &link, &bed->err), 0);
		assert_int_equal(link.failures, i);
	}
	assert_int_equal(store_sync_note(bed->store, NULL, &bed->err), 0);
	assert_int_equal(store_sync_link(bed->store, &link, &bed->err), 0);
	assert_int_equal(link.failures, 0);
}

static void the_setting(void **state)
{
	static const struct {
		const char *text;
		unsigned minutes;
	} cases[] = {{"0", 0}, {"30", 30}, {"", 15}, {"-1", 15}, {"99999", 15}, {"x", 15}};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		setenv("HOTROIT_SYNC", cases[i].text, 1);
		assert_int_equal(sync_minutes(), cases[i].minutes);
	}
	unsetenv("HOTROIT_SYNC");
	assert_int_equal(sync_minutes(), 15);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(longer_each_time), cmocka_unit_test(clocks),
		cmocka_unit_test(never_all_at_once), BED_TEST(failures_are_counted),
		cmocka_unit_test(the_setting),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
