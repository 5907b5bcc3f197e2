/* Search as one types: compared with plain reading of every record. */
#include "store_help.h"
#include "store_priv.h"

#include <time.h>

static void add(struct bed *bed, const char *model, const char *note, char ret_id[UUID_TEXT_MAX])
{
	static const char *const names[] = {"model", "note"};
	const char *const values[] = {model, note};

	if (store_add(bed->store, device(), names, values, 2, ret_id, &bed->err) < 0)
		fail_msg("%s", bed->err.text);
}

static uint64_t count_of(struct bed *bed, const char *words)
{
	uint64_t count = 0;

	if (store_count(bed->store, device(), words, &count, &bed->err) < 0)
		fail_msg("%s", bed->err.text);
	return count;
}

struct page {
	char ids[64][UUID_TEXT_MAX];
	size_t count;
};

static int take(void *user, const struct record_kind *kind, const struct record *record)
{
	struct page *page = user;

	(void)kind;
	assert_true(page->count < ARRAY_LEN(page->ids));
	snprintf(page->ids[page->count++], UUID_TEXT_MAX, "%s", record->id);
	return 0;
}

static void letters_with_and_without_marks(void **state)
{
	struct bed *bed = *state;
	char id[UUID_TEXT_MAX];

	add(bed, "Latitude E5530", "Trường Đặng Trần Côn, màn hình vỡ", id);
	add(bed, "ThinkPad-X201", "của ông Nguyễn", id);
	assert_int_equal(count_of(bed, "truong"), 1);
	assert_int_equal(count_of(bed, "TRƯỜNG"), 1);
	assert_int_equal(count_of(bed, "đặng con"), 1);
	assert_int_equal(count_of(bed, "dang man hinh"), 1);
	assert_int_equal(count_of(bed, "x201"), 1);
	assert_int_equal(count_of(bed, "thinkpad-x2"), 1);
	assert_int_equal(count_of(bed, "hinkpad"), 0);
	assert_int_equal(count_of(bed, "nguyen truong"), 0);
	assert_int_equal(count_of(bed, ""), 2);
	assert_int_equal(count_of(bed, " -- "), 2);
	assert_int_equal(count_of(bed, "%"), 2);
	assert_int_equal(count_of(bed, "' OR 1=1 --"), 0);
	assert_int_equal(count_of(bed, "latitude latitude lat"), 1);
}

static void changed_and_emptied_words(void **state)
{
	static const char *const names[] = {"note"};
	static const char *const other[] = {"đã thay pin"}, *const none[] = {NULL};
	struct bed *bed = *state;
	char id[UUID_TEXT_MAX];

	add(bed, "Aspire", "liệt phím", id);
	assert_int_equal(store_set(bed->store, device(), id, names, other, 1, &bed->err), 0);
	assert_int_equal(count_of(bed, "liet"), 0);
	assert_int_equal(count_of(bed, "thay pin"), 1);
	assert_int_equal(store_set(bed->store, device(), id, names, none, 1, &bed->err), 0);
	assert_int_equal(count_of(bed, "pin"), 0);
	assert_int_equal(count_of(bed, "aspire"), 1);
}

static void pages_go_on_where_they_ended(void **state)
{
	struct bed *bed = *state;
	struct store_query query = {.words = "lat", .limit = 4};
	struct page page = {.count = 0};
	char ids[10][UUID_TEXT_MAX];

	for (size_t i = 0; i < ARRAY_LEN(ids); i++)
		add(bed, "Latitude", NULL, ids[i]);
	for (int i = 0; i < 3; i++) {
		assert_int_equal(store_list(bed->store, device(), &query, take, &page, &bed->err),
				 0);
		query.after_id = page.ids[page.count - 1];
	}
	assert_int_equal(page.count, 10);
	for (size_t i = 0; i < 10; i++)
		assert_string_equal(page.ids[i], ids[9 - i]);
	page.count = 0;
	query = (struct store_query){.limit = 3, .after_id = ids[5]};
	assert_int_equal(store_list(bed->store, device(), &query, take, &page, &bed->err), 0);
	assert_int_equal(page.count, 3);
	assert_string_equal(page.ids[0], ids[4]);
	query.after_id = "khong-co";
	assert_int_equal(store_list(bed->store, device(), &query, take, &page, &bed->err), -ENOENT);
}

/* ---- against reading everything ------------------------------------------ */

#define ROWS 9000
static const char *const words[] = {"alpha", "al", "beta", "betamax", "gamma", "g2", "đelta", "số"};

static void random_text(char *ret, size_t size, unsigned *seed)
{
	size_t at = 0;

	ret[0] = '\0';
	for (int i = 0; i < 3; i++)
		at += (size_t)snprintf(ret + at, size - at, "%s%d ",
				       words[(size_t)rand_r(seed) % ARRAY_LEN(words)],
				       rand_r(seed) % 40);
}

static void fill(struct bed *bed, unsigned *seed)
{
	AUTO(txn_done) struct txn txn = {0};

	assert_int_equal(txn_begin(&txn, bed->store, &bed->err), 0);
	for (int i = 0; i < ROWS; i++) {
		static const char *const names[] = {"tag", "model"};
		char model[128], id[UUID_TEXT_MAX] = "";
		const char *const row[] = {"T", model};
		const struct values values = {.names = names, .values = row, .count = 2};

		random_text(model, sizeof(model), seed);
		assert_int_equal(record_insert(bed->store, device(), &values, id, &bed->err), 0);
	}
	assert_int_equal(search_settle(bed->store, &bed->err), 0);
	assert_int_equal(txn_commit(&txn, &bed->err), 0);
}

struct scan {
	const char *const *typed;
	uint64_t count;
};

static int scan_row(void *user, const struct record_kind *kind, const struct record *record)
{
	AUTO(buf_done) struct buf text = {0};
	AUTO(buf_done) struct buf fold = {0};
	struct scan *scan = user;
	bool all = true;

	(void)kind;
	buf_printf(&text, "%s", record->values[4]);
	text_fold(&fold, buf_text(&text));
	for (const char *const *typed = scan->typed; *typed; typed++) {
		char spaced[64], padded[256];

		snprintf(spaced, sizeof(spaced), " %s", *typed);
		snprintf(padded, sizeof(padded), " %s", buf_text(&fold));
		all &= strstr(padded, spaced) != NULL;
	}
	scan->count += all;
	return 0;
}

static void compare(struct bed *bed)
{
	static const char *const typed[][4] = {
		{"a"}, {"al"}, {"alpha1"}, {"b", "g"}, {"betamax"}, {"beta3", "so"}, {"delta39"},
		{"g2", "g21"}, {"gamma", "alpha", "beta"}, {"zeta"}, {"delt", "s"}, {"so1"},
	};
	const struct store_query all = {0};

	for (size_t i = 0; i < ARRAY_LEN(typed); i++) {
		AUTO(buf_done) struct buf text = {0};
		struct scan scan = {.typed = typed[i]};

		for (const char *const *word = typed[i]; *word; word++)
			buf_printf(&text, "%s ", *word);
		assert_int_equal(store_list(bed->store, device(), &all, scan_row, &scan, &bed->err),
				 0);
		assert_int_equal(count_of(bed, buf_text(&text)), scan.count);
	}
}

static void blocks_and_fresh_rows_agree_with_the_text(void **state)
{
	struct bed *bed = *state;
	unsigned seed = 20261122;

	fill(bed, &seed);
	assert_true(bed_number(bed, "SELECT count(DISTINCT block) FROM search_block") >= 2);
	assert_true(bed_number(bed, "SELECT count(*) FROM search_block WHERE word < 'a'") > 0);
	compare(bed);
	/* Change rows all over, so that blocks hold words that are no longer true. */
	for (int round = 0; round < 2; round++) {
		AUTO(txn_done) struct txn txn = {0};

		assert_int_equal(txn_begin(&txn, bed->store, &bed->err), 0);
		for (int i = 0; i < 200; i++) {
			static const char *const names[] = {"model"};
			AUTO(sql_done) struct query query = {0};
			char model[128], id[UUID_TEXT_MAX] = "";
			const char *const row[] = {model};
			const struct values values = {.names = names, .values = row, .count = 1};

			assert_int_equal(sql_query(&query, bed->store, &bed->err,
						   "SELECT id FROM device WHERE n = ?1", "i",
						   (int64_t)(1 + rand_r(&seed) % ROWS)), 0);
			assert_int_equal(sql_step(&query, &bed->err), 1);
			snprintf(id, sizeof(id), "%s", sql_text(&query, 0));
			random_text(model, sizeof(model), &seed);
			assert_int_equal(record_update(bed->store, device(), id, &values,
						       &bed->err), 0);
		}
		assert_int_equal(search_settle(bed->store, &bed->err), 0);
		assert_int_equal(txn_commit(&txn, &bed->err), 0);
		compare(bed);
	}
}

static void over_every_kind(void **state)
{
	struct bed *bed = *state;
	struct page page = {.count = 0};
	struct store_saved saved;
	char id[UUID_TEXT_MAX];

	save(bed, &thinkpad, &saved);
	add(bed, "Lan Station", NULL, id);
	assert_int_equal(store_inspect(bed->store, saved.tag, "screen", "ok", "Lan", "không sao",
				       &bed->err), 0);
	assert_int_equal(store_search(bed->store, "lan", 0, take, &page, &bed->err), 0);
	assert_int_equal(page.count, 2);
	page.count = 0;
	assert_int_equal(store_search(bed->store, "lan", 1, take, &page, &bed->err), 0);
	assert_int_equal(page.count, 2); /* one of each kind */
	page.count = 0;
	assert_int_equal(store_search(bed->store, saved.tag, 0, take, &page, &bed->err), 0);
	assert_int_equal(page.count, 1);
	assert_int_equal(store_search(bed->store, "\xff", 0, take, &page, &bed->err), -EINVAL);
}

static int take_note(void *user, const struct record_kind *kind, const struct record *record)
{
	buf_printf(user, "%s, ", record_value(kind, record, "note"));
	return 0;
}

static void picks(struct bed *bed, const char *typed, size_t limit, const char *expected)
{
	const struct store_query query = {.words = typed, .limit = limit};
	AUTO(buf_done) struct buf found = {0};

	if (store_pick(bed->store, device(), &query, take_note, &found, &bed->err) < 0)
		fail_msg("%s", bed->err.text);
	assert_string_equal(buf_text(&found), expected);
}

/* Who types "hoa" means Hoa before Hoà, and both before Hoàng, whichever is newest; in blocks and
 * in fresh rows. */
static void the_likeliest_is_picked_first(void **state)
{
	struct bed *bed = *state;
	char id[UUID_TEXT_MAX];

	add(bed, "a", "Nguyễn Hoa", id);
	add(bed, "a", "Nguyễn Hoà", id);
	add(bed, "a", "Hoa Nguyệt", id);
	add(bed, "a", "Nguyễn Hoàng", id);
	for (int i = 0; i < 2; i++) {
		picks(bed, "hoa", 9, "Hoa Nguyệt, Nguyễn Hoa, Nguyễn Hoà, Nguyễn Hoàng, ");
		picks(bed, "hoà", 2, "Nguyễn Hoà, Hoa Nguyệt, ");
		picks(bed, "hòa", 1, "Nguyễn Hoà, ");
		picks(bed, "ng hoa", 9, "Hoa Nguyệt, Nguyễn Hoà, Nguyễn Hoa, Nguyễn Hoàng, ");
		picks(bed, "hoang", 9, "Nguyễn Hoàng, ");
		picks(bed, "hoan", 9, "Nguyễn Hoàng, ");
		picks(bed, "xa", 9, "");
		assert_int_equal(search_purge(bed->store, &bed->err), 0);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		BED_TEST(letters_with_and_without_marks),
		BED_TEST(changed_and_emptied_words),
		BED_TEST(pages_go_on_where_they_ended),
		BED_TEST(blocks_and_fresh_rows_agree_with_the_text),
		BED_TEST(over_every_kind),
		BED_TEST(the_likeliest_is_picked_first),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
