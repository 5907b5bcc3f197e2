/* Forgetting a pupil: whatever they are called, no byte of it stays in the book, and what others
 * are called does. */
#include "store_help.h"

#define PUPILS 40

static void bed_sql(struct bed *bed, const char *sql)
{
	sqlite3 *db;

	assert_int_equal(sqlite3_open(bed->file, &db), SQLITE_OK);
	sqlite3_db_config(db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
	assert_int_equal(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK);
	sqlite3_close(db);
}

static void add(struct bed *bed, const char *kind, const char *const *names,
		const char *const *values, size_t count, char ret_id[UUID_TEXT_MAX])
{
	if (store_add(bed->store, record_kind_find(kind), names, values, count, ret_id,
		      &bed->err) < 0)
		fail_msg("add %s: %s", kind, bed->err.text);
}

static void add_pupil(struct bed *bed, const char *name, const char *phone,
		      char ret_id[UUID_TEXT_MAX])
{
	static const char *const names[] = {"name", "phone", "guardian", "class", "circumstance"};
	const char *const values[] = {name, phone, "Đỗ Thị Yến", "8A1", "poor"};

	add(bed, "recipient", names, values, ARRAY_LEN(names), ret_id);
}

static bool file_has(const char *file, const char *ending, const char *words)
{
	AUTO(buf_done) struct buf text = {0};
	char path[320], chunk[4096];
	bool found = false;
	size_t len;
	FILE *in;

	snprintf(path, sizeof(path), "%s%s", file, ending);
	in = fopen(path, "rb");
	while (in && (len = fread(chunk, 1, sizeof(chunk), in)) > 0)
		buf_add(&text, chunk, len);
	if (in) {
		fclose(in);
		found = text.len && memmem(text.data, text.len, words, strlen(words));
	}
	return found;
}

static bool book_has(const struct bed *bed, const char *words)
{
	return file_has(bed->file, "", words) || file_has(bed->file, "-wal", words);
}

static void forget(struct bed *bed, const char *id)
{
	if (store_forget(bed->store, "recipient", id, NULL, NULL, &bed->err) < 0 ||
	    store_sync_scrub(bed->store, &bed->err) < 0)
		fail_msg("%s", bed->err.text);
}

/* Names that break out of quotes, out of a pattern or out of a line. */
static void names_may_be_anything(void **state)
{
	static const char *const hostile[] = {
		"O'Brien \"Bé\" An", "%_%% Xuân", "'; DELETE FROM recipient; --", "\\d+ (Hạ|Thu).*",
		"H'Hen Niê", "K", "Nguyễn\u202eThị Nga",
	};
	struct bed *bed = *state;
	char id[UUID_TEXT_MAX], other[UUID_TEXT_MAX];

	add_pupil(bed, "Trần Văn Sơn", "0987654321", other);
	for (size_t i = 0; i < ARRAY_LEN(hostile); i++) {
		add_pupil(bed, hostile[i], "0912345678", id);
		forget(bed, id);
		if (strlen(hostile[i]) > 1)
			assert_false(book_has(bed, hostile[i]));
		assert_false(book_has(bed, "0912345678"));
	}
	assert_true(book_has(bed, "Trần Văn Sơn"));
	assert_int_equal(bed_number(bed, "SELECT count(*) FROM recipient"),
			 ARRAY_LEN(hostile) + 1);
	assert_int_equal(bed_number(bed, "SELECT count(*) FROM recipient WHERE grade = 8 AND "
					 "circumstance = 'poor'"),
			 ARRAY_LEN(hostile) + 1);
}

/* A page holds many rows; what a row left behind in it must go with the row. */
static void a_full_page_keeps_nothing(void **state)
{
	struct bed *bed = *state;
	char ids[PUPILS][UUID_TEXT_MAX], name[64], phone[16];

	for (unsigned i = 0; i < PUPILS; i++) {
		snprintf(name, sizeof(name), "Vũ Thị Số%02u", i);
		snprintf(phone, sizeof(phone), "09000000%02u", i);
		add_pupil(bed, name, phone, ids[i]);
	}
	for (unsigned i = 0; i < PUPILS; i++) {
		static const char *const names[] = {"address", "note"};
		const char *const values[] = {"ngõ dài hơn trước, nhà Số", "Yến gọi lại sau"};

		assert_int_equal(store_set(bed->store, record_kind_find("recipient"), ids[i], names,
					   values, ARRAY_LEN(names), &bed->err), 0);
	}
	for (unsigned i = 0; i < PUPILS; i += 3)
		forget(bed, ids[i]);
	for (unsigned i = 0; i < PUPILS; i++) {
		snprintf(name, sizeof(name), "Vũ Thị Số%02u", i);
		snprintf(phone, sizeof(phone), "09000000%02u", i);
		assert_int_equal(book_has(bed, name), i % 3 != 0);
		assert_int_equal(book_has(bed, phone), i % 3 != 0);
	}
}

/* Another's name in the notes of the same device is not theirs to lose. */
static void who_has_the_same_name_keeps_it(void **state)
{
	static const char *const device[] = {"kind"}, *const laptop[] = {"laptop"};
	static const char *const asks[] = {"requester", "symptom", "device"};
	struct bed *bed = *state;
	char id[UUID_TEXT_MAX], machine[UUID_TEXT_MAX], request[UUID_TEXT_MAX], sql[512];
	const char *const named[] = {"Ai đó", "máy của LÊ THỊ HOÀ treo", machine};
	const char *const other[] = {"Ai đó", "máy bị hòa vào mạng khác", machine};

	add(bed, "device", device, laptop, 1, machine);
	add_pupil(bed, "Lê Thị Hòa", "0912345678", id);
	add(bed, "request", asks, named, ARRAY_LEN(asks), request);
	add(bed, "request", asks, other, ARRAY_LEN(asks), request);
	snprintf(sql, sizeof(sql),
		 "INSERT INTO kit (id, created_at, updated_at, tag, recipient, device) "
		 "VALUES ('01a20588-67f4-709a-a752-ccd3bf673282', '', '', 'X', '%s', '%s')",
		 id, machine);
	bed_sql(bed, sql);
	forget(bed, id);
	assert_int_equal(bed_number(bed, "SELECT count(*) FROM request WHERE symptom = "
					 "'(đã ẩn danh)'"), 1);
	assert_int_equal(bed_number(bed, "SELECT count(*) FROM request WHERE symptom LIKE "
					 "'máy bị hòa%'"), 1);
	assert_int_equal(bed_number(bed, "SELECT count(*) FROM request WHERE requester = "
					 "'Ai đó'"), 2);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		BED_TEST(names_may_be_anything),
		BED_TEST(a_full_page_keeps_nothing),
		BED_TEST(who_has_the_same_name_keeps_it),
	};

	text_start("vi");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
