/* What names a child stands in a table of its own: written, told, brought along, let go. */
#include "store_help.h"

#define SCOPE "gia-lam.phu-dong"
#define ROW(n) "019b0000-0000-7000-8000-0000000000" #n
#define WHEN "2026-11-20T08:00:00+07:00"
#define OUTBOX "FROM outbox WHERE tbl = 'recipient'"
/* Their numbers in 0010_people.sql, which masks are made of. */
#define BIT_TAG (1u << 4)
#define BIT_NAME (1u << 5)
#define BIT_CLASS (1u << 10)
#define BIT_GRADE (1u << 11)
#define BIT_PHONE (1u << 18)
#define BIT_STATE (1u << 24)

static const struct record_kind *pupils(void)
{
	return record_kind_find("recipient");
}

static void raw(struct bed *bed, const char *sql)
{
	sqlite3 *db;
	char *why = NULL;

	assert_int_equal(sqlite3_open(bed->file, &db), SQLITE_OK);
	sqlite3_db_config(db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
	sqlite3_exec(db, "PRAGMA foreign_keys = ON", NULL, NULL, NULL);
	if (sqlite3_exec(db, sql, NULL, NULL, &why) != SQLITE_OK)
		fail_msg("%s: %s", sql, why);
	sqlite3_close(db);
}

static void add_pupil(struct bed *bed, const char *name, const char *phone,
		      char ret_id[UUID_TEXT_MAX])
{
	static const char *const names[] = {"name", "class", "phone"};
	const char *const values[] = {name, "8A", phone};

	if (store_add(bed->store, pupils(), names, values, ARRAY_LEN(names), ret_id, &bed->err) < 0)
		fail_msg("%s", bed->err.text);
}

static void set(struct bed *bed, const char *id, const char *name, const char *value)
{
	if (store_set(bed->store, pupils(), id, &name, &value, 1, &bed->err) < 0)
		fail_msg("%s", bed->err.text);
}

/* ---- captured as one row --------------------------------------------------------------------- */

static void one_change_is_one_entry(void **state)
{
	static const char *const both[] = {"class", "phone"}, *const to[] = {"9A", "0987654321"};
	struct bed *bed = *state;
	char id[UUID_TEXT_MAX];

	add_pupil(bed, "Lê Thị Hòa", "0912345678", id);
	assert_int_equal(bed_number(bed, "SELECT count(*) " OUTBOX), 1);
	assert_int_equal(bed_number(bed, "SELECT mask " OUTBOX " AND op = 'I'"),
			 BIT_TAG | BIT_NAME | BIT_CLASS | BIT_GRADE | BIT_PHONE | BIT_STATE);
	set(bed, id, "phone", "0987654320");
	assert_int_equal(bed_number(bed, "SELECT count(*) " OUTBOX " AND op = 'U'"), 1);
	assert_int_equal(bed_number(bed, "SELECT mask " OUTBOX " AND op = 'U'"), BIT_PHONE);
	assert_int_equal(store_set(bed->store, pupils(), id, both, to, 2, &bed->err), 0);
	assert_int_equal(bed_number(bed, "SELECT count(*) " OUTBOX " AND op = 'U'"), 2);
	assert_int_equal(bed_number(bed, "SELECT mask " OUTBOX " ORDER BY seq DESC LIMIT 1"),
			 BIT_CLASS | BIT_PHONE);
	/* Saved as it was: its time stays, and nothing travels. */
	raw(bed, "UPDATE recipient SET updated_at = '" WHEN "'");
	assert_int_equal(store_set(bed->store, pupils(), id, both, to, 2, &bed->err), 0);
	assert_int_equal(bed_number(bed, "SELECT count(*) " OUTBOX), 3);
	assert_int_equal(bed_number(bed, "SELECT updated_at = '" WHEN "' FROM recipient"), 1);
	set(bed, id, "phone", "0987654322");
	assert_int_equal(bed_number(bed, "SELECT updated_at = '" WHEN "' FROM recipient"), 0);
}

static int keep_payload(void *user, const struct store_entry *entry)
{
	if (str_eq(entry->table, "recipient"))
		buf_printf(user, "%s %s\n", entry->op, entry->payload);
	return 0;
}

static void what_goes_out_is_the_whole_row(void **state)
{
	struct bed *bed = *state;
	AUTO(buf_done) struct buf sent = {0};
	struct store_pass pass;
	char id[UUID_TEXT_MAX];

	add_pupil(bed, "Lê Thị Hòa", "0912345678", id);
	assert_int_equal(store_sync_pass(bed->store, &pass, &bed->err), 0);
	assert_int_equal(store_sync_entries(bed->store, &pass, 0, keep_payload, &sent, &bed->err),
			 0);
	assert_non_null(strstr(buf_text(&sent), "I {\"created_at\":"));
	assert_non_null(strstr(buf_text(&sent), "\"name\":\"Lê Thị Hòa\",\"class\":\"8A\","
						"\"grade\":8,\"phone\":\"0912345678\","
						"\"state\":\"draft\"}\n"));
}

/* ---- only who may be told is read ------------------------------------------------------------ */

static int count(void *user, const struct record_kind *kind, const struct record *record)
{
	(void)kind;
	(void)record;
	++*(size_t *)user;
	return 0;
}

static void tell(void *user, const char *value, uint64_t many)
{
	(void)user;
	(void)value;
	(void)many;
}

static void who_may_not_be_told_does_not_read_there(void **state)
{
	static const struct store_actor volunteer = {.role = ROLE_VOLUNTEER};
	const struct store_filter by_state = {.name = "state", .value = "draft"};
	const struct store_filter by_name = {.name = "name", .value = "Lê Thị Hòa"};
	const struct record_kind *kit = record_kind_find("kit");
	const struct store_query all = {0};
	struct bed *bed = *state;
	struct store_actor bench = *store_acting(bed->store);
	char id[UUID_TEXT_MAX], sql[512];
	uint64_t many = 0;
	size_t rows = 0;

	add_pupil(bed, "Lê Thị Hòa", "0912345678", id);
	snprintf(sql, sizeof(sql), "INSERT INTO kit (id, created_at, updated_at, tag, recipient) "
				   "VALUES ('" ROW(b1) "', '', '', 'X', '%s')", id);
	raw(bed, sql);
	/* Without the tables and views every reading of them fails. */
	raw(bed, "DROP VIEW kit_whole; DROP TABLE kit_pii");
	raw(bed, "DROP VIEW recipient_whole; DROP TABLE recipient_pii");
	assert_true(store_list(bed->store, kit, &all, count, &rows, &bed->err) < 0);
	assert_true(store_count_where(bed->store, pupils(), &by_name, 1, &many, &bed->err) < 0);
	store_act_as(bed->store, &volunteer);
	if (store_list(bed->store, kit, &all, count, &rows, &bed->err) < 0 ||
	    store_get(bed->store, kit, ROW(b1), count, &rows, &bed->err) < 0 ||
	    store_count_where(bed->store, pupils(), &by_state, 1, &many, &bed->err) < 0)
		fail_msg("%s", bed->err.text);
	assert_int_equal(rows, 2);
	assert_int_equal(many, 1);
	assert_int_equal(store_count_where(bed->store, pupils(), &by_name, 1, &many, &bed->err),
			 -EPERM);
	assert_int_equal(store_count(bed->store, pupils(), "hoa", &many, &bed->err), -EPERM);
	assert_int_equal(store_tally(bed->store, pupils(), "sex", NULL, 0, tell, NULL, &bed->err),
			 -EPERM);
	store_act_as(bed->store, &bench);
}

/* ---- rows that come and go ------------------------------------------------------------------- */

static void a_row_goes_with_its_part(void **state)
{
	struct bed *bed = *state;
	char id[UUID_TEXT_MAX];

	add_pupil(bed, "Lê Thị Hòa", "0912345678", id);
	raw(bed, "DELETE FROM recipient");
	assert_int_equal(bed_number(bed, "SELECT count(*) FROM recipient_pii"), 0);
	assert_int_equal(bed_number(bed, "SELECT count(*) " OUTBOX " AND op = 'D'"), 1);
	/* Its number is given again: to a row of its own. */
	add_pupil(bed, "Vũ Văn An", "0987654321", id);
	assert_int_equal(bed_number(bed, "SELECT count(*) FROM recipient_whole WHERE n = 1 AND "
					 "name = 'Vũ Văn An'"), 1);
}

static void forgotten_is_both(void **state)
{
	struct bed *bed = *state;
	char id[UUID_TEXT_MAX];

	add_pupil(bed, "Lê Thị Hòa", "0912345678", id);
	assert_int_equal(store_forget(bed->store, "recipient", id, NULL, NULL,
				      &bed->err), 0);
	assert_int_equal(bed_number(bed, "SELECT count(*) FROM recipient_whole WHERE name = "
					 "'(đã ẩn danh)' AND phone IS NULL AND class IS NULL AND "
					 "grade = 8"), 1);
}

static struct store_pulled pupil(int64_t sseq, const char *row, const char *payload)
{
	return (struct store_pulled){.sseq = sseq, .table = "recipient", .row = row, .op = "U",
				     .payload = payload};
}

static void take(struct bed *bed, const struct store_pulled *rows, size_t many)
{
	if (store_sync_take(bed->store, SCOPE, rows, many, &bed->err) < 0)
		fail_msg("%s", bed->err.text);
}

#define PUPIL(rest) \
	"{\"tag\":\"X\",\"state\":\"draft\",\"created_at\":\"" WHEN "\",\"updated_at\":\"" WHEN \
	"\"" rest "}"

static void what_comes_is_whole_or_refused(void **state)
{
	const struct store_server server = {.epoch = ROW(e1), .role = "hotroit_b_a1", .own = SCOPE,
					    .shared = "gia-lam", .accepted = -1,
					    .now_ms = 1795441800000};
	const struct store_pulled rows[] = {
		pupil(1, ROW(a1), PUPIL(",\"name\":\"Vũ Văn An\",\"phone\":\"0912345678\"")),
		/* No name: the second table does not take it, so the first has none of it. */
		pupil(2, ROW(a2), PUPIL(",\"class\":\"8A\"")),
	};
	const struct store_pulled later[] = {
		pupil(3, ROW(a1), PUPIL(",\"name\":\"Vũ Văn Ân\",\"phone\":\"0912345679\"")),
		pupil(4, ROW(a1), PUPIL(",\"class\":\"9A\"")),
	};
	struct bed *bed = *state;

	assert_int_equal(store_sync_meet(bed->store, &server, &bed->err), 0);
	take(bed, rows, ARRAY_LEN(rows));
	assert_int_equal(bed_number(bed, "SELECT count(*) FROM recipient"), 1);
	assert_int_equal(bed_number(bed, "SELECT count(*) FROM recipient_pii"), 1);
	assert_int_equal(bed_number(bed, "SELECT count(*) FROM sync_refused WHERE row_id = '"
					 ROW(a2) "' AND reason = 'value'"), 1);
	/* What was changed here and is not sent yet stands, in its own table. */
	set(bed, ROW(a1), "phone", "0987654321");
	take(bed, later, ARRAY_LEN(later));
	assert_int_equal(bed_number(bed, "SELECT count(*) FROM recipient_whole WHERE name = "
					 "'Vũ Văn Ân' AND phone = '0987654321' AND class IS NULL"),
			 1);
	assert_int_equal(bed_number(bed, "SELECT max(seq) = count(*) FROM outbox"), 1);
	assert_int_equal(bed_number(bed, "SELECT count(*) FROM pragma_foreign_key_check"), 0);
}

/* ---- a book of before ------------------------------------------------------------------------ */

static void make_old(struct bed *bed, int version)
{
	static const char *const files[] = {
		"0001_devices", "0002_search", "0003_sims", "0004_sim_verdicts", "0005_capture",
		"0006_day", "0007_sync", "0008_attachment", "0009_sync_marks", "0010_people"};
	struct root root;
	char name[64];

	assert_int_equal(root_open(&root, HOTROIT_SOURCE_DIR "/schema/local", NULL), 0);
	for (int i = 0; i < version; i++) {
		AUTO(buf_done) struct buf text = {0};

		snprintf(name, sizeof(name), "%s.sql", files[i]);
		assert_int_equal(root_read(&root, name, 1 << 20, &text), 0);
		raw(bed, buf_text(&text));
	}
	root_done(&root);
	snprintf(name, sizeof(name), "PRAGMA user_version = %d", version);
	raw(bed, name);
}

/* As the former program left them: they name columns that leave. */
static void add_old_triggers(struct bed *bed)
{
	static const char *const kinds[][2] = {
		{"recipient", "name"}, {"consent", "giver"}, {"approval", "note"},
		{"kit", "received_by"}, {"visit", "note"}, {"rights", "requester"}};
	static const char *const events[][2] = {
		{"insert", "new"}, {"update", "new"}, {"delete", "old"}};

	for (size_t i = 0; i < ARRAY_LEN(kinds); i++)
		for (size_t j = 0; j < ARRAY_LEN(events); j++) {
			AUTO(buf_done) struct buf text = {0};

			if (j > 0 && record_kind_find(kinds[i][0])->append_only)
				continue;
			buf_printf(&text,
				   "CREATE TRIGGER %s_out_%s AFTER %s ON %s BEGIN UPDATE "
				   "sync_state SET hlc = hlc WHERE %s.%s IS NULL; END",
				   kinds[i][0], events[j][0], events[j][0], kinds[i][0],
				   events[j][1], kinds[i][1]);
			raw(bed, buf_text(&text));
		}
}

#define OLD(kind, row, columns, values) \
	"INSERT INTO " kind " (id, created_at, updated_at" columns ") VALUES ('" row "', '" WHEN \
	"', '" WHEN "'" values ");"

/* One of each kind, all about one child, and a change of hers that waits: phone and state. */
static void fill_old(struct bed *bed)
{
	raw(bed,
	    "INSERT INTO meta VALUES ('bench_id', 'x'), ('epoch', 'y');"
	    OLD("recipient", ROW(a1), ", tag, name, birth_date, sex, personal_id, address, "
		"guardian, guardian_relation, phone, note, class, grade, state",
		", 'X', 'Lê Thị Hòa', '2012-10-05', 'female', '001312000123', 'thôn 3', "
		"'Lê Văn Ba', 'father', '0912345678', 'hay ốm', '8A', 8, 'approved'")
	    OLD("recipient", ROW(a2), ", tag, name, household",
		", 'Y', 'Lê Văn Em', '" ROW(a1) "'")
	    OLD("consent", ROW(b1), ", recipient, purpose, given_by, giver, given_on, evidence",
		", '" ROW(a1) "', 'processing', 'guardian', 'Lê Văn Ba', '2026-10-01', 'tờ 4'")
	    OLD("approval", ROW(b2), ", recipient, body, decision, at, note",
		", '" ROW(a1) "', 'ward', 'approved', '" WHEN "', 'nhà xa'")
	    OLD("kit", ROW(b3), ", tag, recipient, received_by, received_as, note",
		", 'Z', '" ROW(a1) "', 'Lê Văn Ba', 'father', 'chung'")
	    OLD("visit", ROW(b4), ", kit, due, note", ", '" ROW(b3) "', '2027-01-01', 'gọi'")
	    OLD("rights", ROW(b5), ", tag, recipient, asked, requester, received_at",
		", 'W', '" ROW(a1) "', 'see', 'bà nội', '" WHEN "'")
	    "INSERT INTO outbox (txn, tbl, row_id, op, mask, base_seq, hlc) VALUES "
	    "(0, 'recipient', '" ROW(a1) "', 'U', 16777216 | 262144, 0, 0)");
}

static void expect_filled(struct bed *bed)
{
	assert_int_equal(bed_number(bed, "SELECT count(*) FROM recipient_whole WHERE n = 1 AND "
					 "name = 'Lê Thị Hòa' AND birth_date = '2012-10-05' AND "
					 "sex = 'female' AND personal_id = '001312000123' AND "
					 "address = 'thôn 3' AND guardian = 'Lê Văn Ba' AND "
					 "guardian_relation = 'father' AND phone = '0912345678' "
					 "AND note = 'hay ốm' AND class = '8A' AND grade = 8 AND "
					 "state = 'approved'"), 1);
	assert_int_equal(bed_number(bed, "SELECT count(*) FROM recipient_whole WHERE n = 2 AND "
					 "name = 'Lê Văn Em' AND household = '" ROW(a1) "' AND "
					 "state = 'draft'"), 1);
	assert_int_equal(bed_number(bed, "SELECT count(*) FROM consent_whole, approval_whole AS a, "
					 "kit_whole AS k, visit_whole AS v, rights_whole WHERE "
					 "giver = 'Lê Văn Ba' AND a.note = 'nhà xa' AND "
					 "received_by = 'Lê Văn Ba' AND received_as = 'father' "
					 "AND k.note = 'chung' AND v.note = 'gọi' AND "
					 "requester = 'bà nội'"), 1);
	assert_int_equal(bed_number(bed, "SELECT count(*) FROM pragma_foreign_key_check"), 0);
}

static bool book_has(struct bed *bed, const char *words)
{
	const char *const grep[] = {"grep", "-raqF", "--", words, bed->dir, NULL};
	AUTO(buf_done) struct buf out = {0};
	int status = -1;

	assert_int_equal(proc_run(grep, 10000, 100, &out, &status, NULL), 0);
	return status == 0;
}

static void an_older_book_loses_nothing(void **state)
{
	struct bed *bed = *state;
	AUTO(buf_done) struct buf sent = {0};
	struct store_pass pass;
	char id[UUID_TEXT_MAX];

	bed_close(bed);
	snprintf(bed->file, sizeof(bed->file), "%s/old.db", bed->dir);
	make_old(bed, 10);
	add_old_triggers(bed);
	fill_old(bed);
	bed_open(bed);
	expect_filled(bed);
	assert_int_equal(bed_number(bed, "SELECT count(*) FROM outbox"), 1);
	assert_int_equal(store_sync_pass(bed->store, &pass, &bed->err), 0);
	assert_int_equal(store_sync_entries(bed->store, &pass, 0, keep_payload, &sent, &bed->err),
			 0);
	assert_string_equal(buf_text(&sent), "U {\"updated_at\":\"" WHEN "\",\"phone\":"
					     "\"0912345678\",\"state\":\"approved\"}\n");
	set(bed, ROW(a1), "phone", "0987654321");
	add_pupil(bed, "Vũ Văn An", "0900000001", id);
	assert_int_equal(bed_number(bed, "SELECT count(*) FROM recipient_pii WHERE phone IN "
					 "('0987654321', '0900000001')"), 2);
	/* Nor does it keep anything where the columns were. */
	assert_true(book_has(bed, "Lê Thị Hòa"));
	assert_int_equal(store_forget(bed->store, "recipient", ROW(a1), NULL, NULL,
				      &bed->err), 0);
	assert_int_equal(store_sync_scrub(bed->store, &bed->err), 0);
	assert_false(book_has(bed, "Lê Thị Hòa"));
	assert_false(book_has(bed, "001312000123"));
	assert_true(book_has(bed, "Vũ Văn An"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		BED_TEST(one_change_is_one_entry),
		BED_TEST(what_goes_out_is_the_whole_row),
		BED_TEST(who_may_not_be_told_does_not_read_there),
		BED_TEST(a_row_goes_with_its_part),
		BED_TEST(forgotten_is_both),
		BED_TEST(what_comes_is_whole_or_refused),
		BED_TEST(an_older_book_loses_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
