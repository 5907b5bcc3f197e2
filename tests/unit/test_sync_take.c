/* Rows of a feed that the book can not keep are passed over alone, and what the server refused goes
 * out again with its mending. */
#include "store_help.h"

#define SCOPE "gia-lam.phu-dong"
#define ROW(n) "019b0000-0000-7000-8000-0000000000" #n
#define GOOD \
	"{\"name\":\"Cô Lan\",\"kind\":\"person\",\"created_at\":\"2026-11-20T08:00:00+07:00\"}"

static void meet(struct bed *bed, int64_t accepted)
{
	const struct store_server server = {.epoch = ROW(e1), .role = "hotroit_b_a1", .own = SCOPE,
					    .shared = "gia-lam", .accepted = accepted,
					    .now_ms = 1795441800000};

	assert_int_equal(store_sync_meet(bed->store, &server, &bed->err), 0);
}

static void take(struct bed *bed, const struct store_pulled *rows, size_t count)
{
	if (store_sync_take(bed->store, SCOPE, rows, count, &bed->err) < 0)
		fail_msg("%s", bed->err.text);
}

static struct store_pulled donor(int64_t sseq, const char *row, const char *payload)
{
	return (struct store_pulled){.sseq = sseq, .table = "donor", .row = row, .op = "U",
				     .payload = payload};
}

/* ---- rows that can not be kept --------------------------------------------------------------- */

/* RUN of "[" and "]" around nothing, as the value of a column. */
static void add_nest(struct buf *ret, size_t run)
{
	buf_add_str(ret, "{\"name\":\"x\",\"kind\":\"person\",\"strange\":");
	for (size_t i = 0; i < run; i++)
		buf_add_char(ret, '[');
	for (size_t i = 0; i < run; i++)
		buf_add_char(ret, ']');
	buf_add_char(ret, '}');
}

/* BAD between two good ones: they are kept, it is set aside, and the cursor goes on. */
static void expect_refused(struct bed *bed, const struct store_pulled *bad, const char *reason)
{
	const struct store_pulled rows[] = {donor(1, ROW(a1), GOOD), *bad, donor(3, ROW(a3), GOOD)};
	char sql[200];

	meet(bed, -1);
	take(bed, rows, ARRAY_LEN(rows));
	assert_int_equal(bed_number(bed, "SELECT count(*) FROM donor"), 2);
	assert_int_equal(bed_number(bed, "SELECT own_seen FROM sync_link"), 3);
	assert_int_equal(bed_number(bed, "SELECT count(*) FROM sync_refused WHERE way = 'in'"), 1);
	snprintf(sql, sizeof(sql), "SELECT count(*) FROM sync_refused WHERE reason = '%s'", reason);
	if (bed_number(bed, sql) != 1)
		fail_msg("not «%s»: %.60s", reason, bad->payload ? bad->payload : bad->row);
	assert_int_equal(bed_number(bed, "SELECT count(*) FROM sync_base"), 2);
	assert_int_equal(bed_number(bed, "SELECT applying FROM sync_state"), 0);
	assert_int_equal(bed_number(bed, "SELECT count(*) FROM outbox"), 0);
}

static void bad_payloads(void **state)
{
	static const char *const payloads[] = {
		"", "x", "[]", "7", "\"x\"", "null", "{", "{\"name\":}", "{\"name\":\"x\"} {}",
		"{\"kind\":\"person\"}", /* no name: the column must have one */
		"{\"name\":null,\"kind\":\"person\"}",
		"{\"name\":\"x\\u0000y\",\"kind\":\"person\"}",
		"{\"name\":\"x\\ud800y\",\"kind\":\"person\"}",
		"{\"name\":\"x\xff\",\"kind\":\"person\"}",
		"{\"name\":\"x\",\"name\":\"y\",\"kind\":\"person\"}",
		"{\"name\":\"x\",\"kind\":\"person\",\"strange\":99999999999999999999}",
		"{\"name\":\"x\",\"kind\":\"person\",\"strange\":1e999}",
	};

	for (size_t i = 0; i < ARRAY_LEN(payloads); i++) {
		const struct store_pulled bad = donor(2, ROW(a2), payloads[i]);

		expect_refused(*state, &bad, "value");
		bed_drop(state);
		bed_make(state);
	}
}

static void deep_json(void **state)
{
	static const size_t runs[] = {1990, 2010, 2040, 100000};

	for (size_t i = 0; i < ARRAY_LEN(runs); i++) {
		AUTO(buf_done) struct buf text = {0};
		struct store_pulled row;

		add_nest(&text, runs[i]);
		row = donor(2, ROW(a2), buf_text(&text));
		meet(*state, -1);
		take(*state, &row, 1);
		assert_int_equal(bed_number(*state, "SELECT count(*) FROM donor") +
				 bed_number(*state, "SELECT count(*) FROM sync_refused"), 1);
		bed_drop(state);
		bed_make(state);
	}
}

static void numbers_and_kinds(void **state)
{
	static const char fund[] = "{\"at\":\"2026-11-20\",\"kind\":\"gift\",\"direction\":\"%s\","
				   "\"amount\":%s,\"description\":\"x\",\"chain\":\"c\","
				   "\"number\":1,\"hash\":\"h\"}";
	static const char *const wrong[][2] = {
		{"in", "\"nhiều\""}, {"in", "1.5"}, {"in", "-1"}, {"in", "0"}, {"in", "null"},
		{"in", "9223372036854775808"}, {"in", "{}"}, {"sideways", "5"},
	};
	struct store_pulled bad = {.sseq = 2, .table = "fund", .row = ROW(f1), .op = "U"};

	for (size_t i = 0; i < ARRAY_LEN(wrong); i++) {
		AUTO(buf_done) struct buf text = {0};

		buf_printf(&text, fund, wrong[i][0], wrong[i][1]);
		bad.payload = buf_text(&text);
		expect_refused(*state, &bad, "value");
		bed_drop(state);
		bed_make(state);
	}
	bad.payload = GOOD;
	bad.table = "no such kind";
	expect_refused(*state, &bad, "kind");
	bed_drop(state);
	bed_make(state);
	bad.table = "sync_link"; /* a table of ours, but none that travels */
	expect_refused(*state, &bad, "kind");
	bed_drop(state);
	bed_make(state);
	bad.table = "d\xffrone";
	expect_refused(*state, &bad, "kind");
	assert_int_equal(bed_number(*state, "SELECT tbl = '?' FROM sync_refused"), 1);
	bed_drop(state);
	bed_make(state);
	bad.table = "donor";
	bad.row = "'; DROP TABLE donor --";
	expect_refused(*state, &bad, "id");
}

/* Names that are the book's own, columns nobody knows, a value of 1 MB, a day far away. */
static void odd_but_kept(void **state)
{
	struct bed *bed = *state;
	AUTO(buf_done) struct buf text = {0};
	struct store_pulled rows[] = {
		donor(1, ROW(a1),
		      "{\"id\":\"019b0000-0000-7000-8000-0000000000ff\",\"n\":77,\"sseq\":5,"
		      "\"rowid\":88,\"name\":\"x\",\"kind\":\"person\",\"a\\\"; b\":[1,{}],"
		      "\"updated_at\":\"9999-12-31T23:59:59+07:00\"}"),
		donor(2, ROW(a2), NULL),
	};

	buf_add_str(&text, "{\"kind\":\"person\",\"name\":\"");
	for (size_t i = 0; i < 1u << 20; i++)
		buf_add_char(&text, 'x');
	buf_add_str(&text, "\"}");
	rows[1].payload = buf_text(&text);
	meet(bed, -1);
	take(bed, rows, ARRAY_LEN(rows));
	assert_int_equal(bed_number(bed, "SELECT count(*) FROM sync_refused"), 0);
	assert_int_equal(bed_number(bed, "SELECT n < 10 FROM donor WHERE id = '" ROW(a1) "'"), 1);
	assert_int_equal(bed_number(bed, "SELECT length(name) FROM donor WHERE id = '" ROW(a2)
				    "'"), 1 << 20);
}

static void a_refused_row_comes_again(void **state)
{
	struct bed *bed = *state;
	struct store_pulled row = donor(1, ROW(a1), "{\"kind\":\"person\"}");

	meet(bed, -1);
	take(bed, &row, 1);
	row = donor(2, ROW(a1), "{\"kind\":7}");
	take(bed, &row, 1);
	assert_int_equal(bed_number(bed, "SELECT count(*) FROM sync_refused"), 1);
	row = donor(3, ROW(a1), GOOD);
	take(bed, &row, 1);
	assert_int_equal(bed_number(bed, "SELECT count(*) FROM sync_refused"), 0);
	assert_int_equal(bed_number(bed, "SELECT count(*) FROM donor"), 1);
}

/* A book of a later version asks for everything once more, what it did not know before included. */
static void an_upgrade_fetches_anew(void **state)
{
	struct bed *bed = *state;
	const struct store_pulled unknown = {.sseq = 9, .table = "drone", .row = ROW(d1), .op = "U",
					     .payload = "{}"};
	struct store_link link;
	sqlite3 *db;

	meet(bed, -1);
	take(bed, &unknown, 1);
	assert_int_equal(store_sync_link(bed->store, &link, &bed->err), 0);
	assert_int_equal(link.own_seen, 9);
	assert_int_equal(sqlite3_open(bed->file, &db), SQLITE_OK);
	assert_int_equal(sqlite3_exec(db, "UPDATE sync_link SET schema = schema - 1", NULL, NULL,
				      NULL), SQLITE_OK);
	sqlite3_db_config(db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
	sqlite3_close(db);
	assert_int_equal(store_sync_link(bed->store, &link, &bed->err), 0);
	assert_int_equal(link.own_seen, 0);
}

/* ---- entries that the server refused --------------------------------------------------------- */

static void add_donor(struct bed *bed, char ret_id[UUID_TEXT_MAX])
{
	static const char *const names[] = {"name", "kind"}, *const values[] = {"Cô Lan", "person"};

	assert_int_equal(store_add(bed->store, record_kind_find("donor"), names, values, 2, ret_id,
				   &bed->err), 0);
}

static void set_note(struct bed *bed, const char *id, const char *note)
{
	static const char *const names[] = {"note"};

	assert_int_equal(store_set(bed->store, record_kind_find("donor"), id, names, &note, 1,
				   &bed->err), 0);
}

struct seen {
	int64_t last;
	char op[2];
	bool has_name;
};

static int see(void *user, const struct store_entry *entry)
{
	struct seen *seen = user;

	if (!str_eq(entry->table, "donor"))
		return 0;
	seen->last = entry->seq;
	snprintf(seen->op, sizeof(seen->op), "%s", entry->op);
	seen->has_name = entry->payload && strstr(entry->payload, "Cô Lan");
	return 0;
}

static struct seen look(struct bed *bed)
{
	struct seen seen = {0};
	int64_t after = bed_number(bed, "SELECT acked FROM sync_link");
	struct store_pass pass;

	assert_int_equal(store_sync_pass(bed->store, &pass, &bed->err), 0);
	assert_int_equal(store_sync_entries(bed->store, &pass, after, see, &seen, &bed->err), 0);
	return seen;
}

static void refuse(struct bed *bed, const char *id, int64_t number, const char *reason)
{
	const struct store_refused refused = {.table = "donor", .row = id, .number = number,
					      .reason = reason};

	assert_int_equal(store_sync_refuse(bed->store, &refused, 1, &bed->err), 0);
}

static void mending_sends_all_of_it(void **state)
{
	struct bed *bed = *state;
	char id[UUID_TEXT_MAX];
	struct store_pulled row;
	struct seen seen;
	int64_t first;

	add_donor(bed, id);
	meet(bed, -1);
	seen = look(bed);
	first = seen.last;
	assert_int_equal(store_sync_acked(bed->store, first + 50, &bed->err), 0);
	refuse(bed, id, first, "value");
	refuse(bed, id, first, "value");
	assert_int_equal(bed_number(bed, "SELECT count(*) FROM sync_refused"), 1);
	/* What was refused stays as it was typed, whatever the server has meanwhile. */
	row = donor(5, id, "{\"name\":\"khác\",\"kind\":\"school\",\"note\":\"mới\"}");
	take(bed, &row, 1);
	assert_int_equal(bed_number(bed, "SELECT name = 'Cô Lan' AND note = 'mới' FROM donor"), 1);
	assert_int_equal(store_sync_acked(bed->store, 0, &bed->err), 0);
	meet(bed, first);
	set_note(bed, id, "đã sửa");
	seen = look(bed);
	assert_true(seen.last > first);
	assert_string_equal(seen.op, "I");
	assert_true(seen.has_name);
	/* The server still tells of the old one; it is past once the new one was taken. */
	refuse(bed, id, first, "value");
	assert_int_equal(bed_number(bed, "SELECT count(*) FROM sync_refused"), 1);
	assert_int_equal(store_sync_acked(bed->store, seen.last, &bed->err), 0);
	refuse(bed, id, first, "value");
	assert_int_equal(bed_number(bed, "SELECT count(*) FROM sync_refused"), 0);
	set_note(bed, id, "lần nữa");
	assert_false(look(bed).has_name);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		BED_TEST(bad_payloads),
		BED_TEST(deep_json),
		BED_TEST(numbers_and_kinds),
		BED_TEST(odd_but_kept),
		BED_TEST(a_refused_row_comes_again),
		BED_TEST(an_upgrade_fetches_anew),
		BED_TEST(mending_sends_all_of_it),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
