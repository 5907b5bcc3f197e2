/* Rows of the server that meet what waits here, and a book that is given another unit. */
#include "store_help.h"

#define ROW "01900000-0000-7000-8000-000000000001"
#define OTHER "01900000-0000-7000-8000-000000000002"
#define EPOCH "00000000-0000-4000-8000-000000000000"

static const struct record_kind *donor(void)
{
	return record_kind_find("donor");
}

/* The server says who we are; ACCEPTED: the last entry it holds. */
static void meet(struct bed *bed, const char *own, int64_t accepted)
{
	const struct store_server server = {.epoch = EPOCH, .role = "me", .own = own,
					    .shared = "d", .accepted = accepted,
					    .now_ms = clock_unix_ms()};

	if (store_sync_meet(bed->store, &server, &bed->err) < 0)
		fail_msg("%s", bed->err.text);
}

static void take(struct bed *bed, const char *scope, int64_t sseq, const char *row, const char *op,
		 const char *payload)
{
	const struct store_pulled pulled = {.sseq = sseq, .table = "donor", .row = row, .op = op,
					    .payload = payload};

	if (store_sync_take(bed->store, scope, &pulled, 1, &bed->err) < 0)
		fail_msg("%s", bed->err.text);
}

static void write_note(struct bed *bed, const char *note)
{
	const char *const name = "note";

	if (store_set(bed->store, donor(), ROW, &name, &note, 1, &bed->err) < 0)
		fail_msg("%s", bed->err.text);
}

static int take_values(void *user, const struct record_kind *kind, const struct record *record)
{
	const char *phone = record_value(kind, record, "phone");
	const char *note = record_value(kind, record, "note");

	buf_printf(user, "%s|%s;", phone ? phone : "-", note ? note : "-");
	return 0;
}

/* "phone|note;" of every donor. */
static void assert_donors(struct bed *bed, const char *expected)
{
	const struct store_query query = {0};
	AUTO(buf_done) struct buf found = {0};

	assert_int_equal(store_list(bed->store, donor(), &query, take_values, &found, &bed->err),
			 0);
	assert_string_equal(buf_text(&found), expected);
}

static int64_t waiting(struct bed *bed)
{
	int64_t count = -1;

	assert_int_equal(store_sync_waiting(bed->store, &count, &bed->err), 0);
	return count;
}

static void all_sent(struct bed *bed)
{
	if (store_sync_acked(bed->store, 1000, &bed->err) < 0)
		fail_msg("%s", bed->err.text);
}

static void assert_own(struct bed *bed, const char *expected)
{
	struct store_link link;

	assert_int_equal(store_sync_link(bed->store, &link, &bed->err), 0);
	assert_string_equal(link.own, expected);
}

static void begin(struct bed *bed)
{
	meet(bed, "d.a", -1);
	take(bed, "d.a", 1, ROW, "U",
	     "{\"name\":\"Lan\",\"kind\":\"person\",\"phone\":\"1\",\"note\":\"cũ\"}");
	assert_donors(bed, "1|cũ;");
	assert_int_equal(waiting(bed), 0);
}

static void test_column(void **state)
{
	(void)state;
	assert_int_equal(merge_column("a", "a", MERGE_THEIRS_FIRST), MERGE_SAME);
	assert_int_equal(merge_column(NULL, NULL, MERGE_ALONE), MERGE_SAME);
	assert_int_equal(merge_column(NULL, "", MERGE_ALONE), MERGE_SET);
	assert_int_equal(merge_column("a", NULL, MERGE_ALONE), MERGE_SET);
	assert_int_equal(merge_column("a", "b", MERGE_MINE_FIRST), MERGE_WON);
	assert_int_equal(merge_column("a", "b", MERGE_THEIRS_FIRST), MERGE_LOST);
	assert_true(merge_sets(MERGE_SET) && merge_sets(MERGE_WON));
	assert_false(merge_sets(MERGE_SAME) || merge_sets(MERGE_LOST));
}

/* What waits stays, the rest comes; a tombstone has to wait, too, but for an erasing one. */
static void test_waiting_edit(void **state)
{
	struct bed *bed = *state;

	begin(bed);
	write_note(bed, "của tôi");
	take(bed, "d.a", 2, ROW, "U",
	     "{\"name\":\"Lan\",\"kind\":\"person\",\"phone\":\"2\",\"note\":\"của họ\"}");
	assert_donors(bed, "2|của tôi;");
	take(bed, "d.a", 3, ROW, "L", NULL);
	take(bed, "d.a", 4, ROW, "D", NULL);
	assert_donors(bed, "2|của tôi;");
	assert_true(waiting(bed) > 0);
	all_sent(bed);
	take(bed, "d.a", 5, ROW, "L", NULL);
	assert_donors(bed, "");
}

static void test_emptied_edit(void **state)
{
	struct bed *bed = *state;

	begin(bed);
	write_note(bed, NULL);
	take(bed, "d.a", 2, ROW, "U", "{\"name\":\"Lan\",\"kind\":\"person\",\"note\":\"của họ\"}");
	assert_donors(bed, "-|-;");
}

static void test_erased_while_waiting(void **state)
{
	struct bed *bed = *state;
	AUTO(buf_done) struct buf draft = {0};

	begin(bed);
	write_note(bed, "của tôi");
	assert_int_equal(store_draft_put(bed->store, "donor", ROW, "{}", &bed->err), 0);
	take(bed, "d.a", 2, ROW, "E", NULL);
	assert_donors(bed, "");
	assert_int_equal(store_draft_get(bed->store, "donor", ROW, &draft, &bed->err), 0);
	assert_string_equal(buf_text(&draft), "");
}

/* The book stays of its unit while something waits; then only the district's rows stay, and what
 * stands nowhere else. */
static void test_another_unit(void **state)
{
	struct bed *bed = *state;
	const char *const names[] = {"name", "kind", "note"};
	const char *const values[] = {"Minh", "person", "3"};
	char id[UUID_TEXT_MAX];
	const struct store_refused refused = {.table = "donor", .row = id, .number = 7,
					      .reason = "large"};

	begin(bed);
	take(bed, "d", 1, OTHER, "U", "{\"name\":\"Chung\",\"kind\":\"person\",\"phone\":\"9\"}");
	write_note(bed, "của tôi");
	meet(bed, "d.b", -1);
	assert_own(bed, "d.a");
	assert_donors(bed, "9|-;1|của tôi;");
	all_sent(bed);
	meet(bed, "d.b", 1000);
	assert_own(bed, "d.b");
	assert_donors(bed, "9|-;");
	assert_int_equal(waiting(bed), 0);

	assert_int_equal(store_add(bed->store, donor(), names, values, 3, id, &bed->err), 0);
	assert_int_equal(store_sync_refuse(bed->store, &refused, 1, &bed->err), 0);
	all_sent(bed);
	meet(bed, "d.c", 1000);
	assert_donors(bed, "-|3;9|-;");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_column),
		cmocka_unit_test_setup_teardown(test_waiting_edit, bed_make, bed_drop),
		cmocka_unit_test_setup_teardown(test_emptied_edit, bed_make, bed_drop),
		cmocka_unit_test_setup_teardown(test_erased_while_waiting, bed_make, bed_drop),
		cmocka_unit_test_setup_teardown(test_another_unit, bed_make, bed_drop),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
