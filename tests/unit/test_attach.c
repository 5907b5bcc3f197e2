/* Files of records: what they are, how they are named, and their content in the book. */
#include "flow.h"
#include "store_help.h"

static const struct record_kind *kind_of(const char *name)
{
	return record_kind_find(name);
}

/* ---- what a file is -------------------------------------------------------------------------- */

static void files_are_told_by_their_bytes(void **state)
{
	static const struct {
		const char *data;
		size_t len;
		const char *media;
	} cases[] = {
		{"\xff\xd8\xff\xe0", 4, "jpeg"},
		{"\xff\xd8", 2, "other"},
		{"\x89PNG\r\n\x1a\n", 8, "png"},
		{"\x89PNG\r\n\x1a", 7, "other"},
		{"RIFF\0\0\0\0WEBP", 12, "webp"},
		{"RIFF\0\0\0\0WEB", 11, "other"},
		{"RIFF\0\0\0\0WAVE", 12, "other"},
		{"%PDF-1.7", 8, "pdf"},
		{"%PDF", 4, "text"},
		{"Biên bản\r\n\t", 12, "text"},
		{"a\0b", 3, "other"},
		{"a\033[2J", 5, "other"},
		{"\xc3", 1, "other"},
		{"PK\3\4", 4, "zip"},
		{"PK\5\6", 4, "zip"},
		{"", 0, "other"},
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++)
		assert_string_equal(media_of(cases[i].data, cases[i].len), cases[i].media);
}

/* A zip whose directory has one entry of this name; AT and LEN as its end says them. */
static void make_zip(struct buf *ret, const char *name, uint32_t at, uint16_t name_len)
{
	char entry[46] = "PK\1\2", end[22] = "PK\5\6";

	buf_clear(ret);
	buf_add(ret, "PK\3\4", 4);
	memcpy(entry + 28, &name_len, sizeof(name_len));
	buf_add(ret, entry, sizeof(entry));
	buf_add_str(ret, name);
	memcpy(end + 16, &at, sizeof(at));
	buf_add(ret, end, sizeof(end));
}

static const char *media_of_copy(const struct buf *data, size_t len)
{
	char *copy = malloc(len ? len : 1);
	const char *media;

	assert_non_null(copy);
	memcpy(copy, data->data, len);
	media = media_of(copy, len);
	free(copy);
	return media;
}

static void office_files_are_told_apart_within_their_bytes(void **state)
{
	AUTO(buf_done) struct buf zip = {0};

	(void)state;
	make_zip(&zip, "xl/workbook.xml", 4, 15);
	assert_string_equal(media_of_copy(&zip, zip.len), "xlsx");
	for (size_t len = 4; len < zip.len; len++)
		assert_string_equal(media_of_copy(&zip, len), "zip");
	make_zip(&zip, "word/document.xml", 4, 17);
	assert_string_equal(media_of_copy(&zip, zip.len), "docx");
	make_zip(&zip, "word/document.xml", 4, 65535);
	assert_string_equal(media_of_copy(&zip, zip.len), "zip");
	make_zip(&zip, "xl/workbook.xml", UINT32_MAX, 15);
	assert_string_equal(media_of_copy(&zip, zip.len), "zip");
	make_zip(&zip, "xl/workbook.xml", 4, 2);
	assert_string_equal(media_of_copy(&zip, zip.len), "zip");
}

static void names_lead_nowhere(void **state)
{
	static const struct {
		const char *name, *tamed;
	} cases[] = {
		{"ảnh cháu An.jpg", "ảnh cháu An.jpg"},
		{"/etc/passwd", "passwd"},
		{"../../../x", "x"},
		{"..", "tep"},
		{"...", "tep"},
		{"", "tep"},
		{"a/", "tep"},
		{".bashrc", "bashrc"},
		{"..\\..\\x", "_.._x"},
		{"C:x|y", "C_x_y"},
		{"a\033[2J\nb", "a [2J b"},
		{"a\u202egpj.exe", "a gpj.exe"},
		{"\xff.jpg", "_xFF.jpg"},
		{" . ", "tep"},
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		AUTO(buf_done) struct buf name = {0};

		flow_file_name(&name, cases[i].name);
		assert_string_equal(buf_text(&name), cases[i].tamed);
	}
}

static void a_long_name_is_cut_at_a_letter(void **state)
{
	AUTO(buf_done) struct buf given = {0}, name = {0};

	(void)state;
	while (given.len < 100000)
		buf_add_str(&given, "ả");
	flow_file_name(&name, buf_text(&given));
	assert_in_range(name.len, 100, 200);
	assert_true(text_is_utf8(buf_text(&name), name.len));
}

/* ---- in the book ----------------------------------------------------------------------------- */

static void add_donor(struct bed *bed, char ret_id[UUID_TEXT_MAX])
{
	static const char *const names[] = {"name", "kind"};
	static const char *const values[] = {"Lan", "person"};

	assert_int_equal(store_add(bed->store, kind_of("donor"), names, values, 2, ret_id,
				   &bed->err), 0);
}

static void fill(struct buf *ret, size_t len)
{
	for (size_t i = 0; i < len; i++)
		buf_add_char(ret, (char)(i * 7 + i / 251));
}

static int attach(struct bed *bed, const char *donor, const struct buf *data,
		  char ret_id[UUID_TEXT_MAX])
{
	const struct store_file file = {.name = "a.bin"};

	return store_attach(bed->store, kind_of("donor"), donor, &file, data, ret_id, &bed->err);
}

static int get(struct bed *bed, const char *id, struct buf *ret)
{
	AUTO(arena_done) struct arena arena = {0};
	struct store_file file;

	return store_attached(bed->store, id, &arena, &file, ret, &bed->err);
}

static void raw(struct bed *bed, const char *sql)
{
	sqlite3 *db;

	assert_int_equal(sqlite3_open(bed->file, &db), SQLITE_OK);
	sqlite3_db_config(db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
	assert_int_equal(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK);
	sqlite3_close(db);
}

static void the_same_content_is_kept_once(void **state)
{
	struct bed *bed = *state;
	AUTO(buf_done) struct buf data = {0}, found = {0};
	char donor[UUID_TEXT_MAX], one[UUID_TEXT_MAX], two[UUID_TEXT_MAX];

	add_donor(bed, donor);
	fill(&data, 2 * STORE_CHUNK_BYTES + 1);
	assert_int_equal(attach(bed, donor, &data, one), 0);
	assert_int_equal(attach(bed, "Lan", &data, two), 0);
	assert_int_equal(bed_number(bed, "SELECT count(*) FROM blob"), 1);
	assert_int_equal(bed_number(bed, "SELECT count(*) FROM blob_chunk"), 3);
	assert_int_equal(bed_number(bed, "SELECT count(*) FROM outbox WHERE tbl = 'attachment'"),
			 2);
	assert_int_equal(get(bed, one, &found), 0);
	assert_int_equal(found.len, data.len);
	assert_memory_equal(found.data, data.data, data.len);
	/* As the server erases: the last that names it takes the content along. */
	raw(bed, "UPDATE sync_state SET applying = 1; DELETE FROM attachment WHERE n = 1");
	assert_int_equal(bed_number(bed, "SELECT count(*) FROM blob_chunk"), 3);
	raw(bed, "DELETE FROM attachment");
	assert_int_equal(bed_number(bed, "SELECT (SELECT count(*) FROM blob) + "
					 "(SELECT count(*) FROM blob_chunk)"), 0);
}

static void sizes_have_their_limits(void **state)
{
	struct bed *bed = *state;
	AUTO(buf_done) struct buf data = {0};
	char donor[UUID_TEXT_MAX], id[UUID_TEXT_MAX];

	add_donor(bed, donor);
	assert_int_equal(attach(bed, donor, &data, id), -EINVAL);
	fill(&data, STORE_FILE_BYTES_MAX);
	assert_int_equal(attach(bed, donor, &data, id), 0);
	assert_int_equal(bed_number(bed, "SELECT count(*) FROM blob_chunk"), 64);
	buf_add_char(&data, 'x');
	assert_int_equal(attach(bed, donor, &data, id), -EFBIG);
	assert_int_equal(attach(bed, "nobody", &data, id), -EFBIG);
	data.len = 1;
	assert_int_equal(attach(bed, "nobody", &data, id), -ENOENT);
	assert_int_equal(bed_number(bed, "SELECT count(*) FROM blob"), 1);
}

static void damage_is_seen(void **state)
{
	struct bed *bed = *state;
	AUTO(buf_done) struct buf data = {0}, found = {0};
	char donor[UUID_TEXT_MAX], id[UUID_TEXT_MAX];

	add_donor(bed, donor);
	fill(&data, 1000);
	assert_int_equal(attach(bed, donor, &data, id), 0);
	raw(bed, "UPDATE blob_chunk SET data = zeroblob(1000)");
	assert_int_equal(get(bed, id, &found), -EBADMSG);
	raw(bed, "DELETE FROM blob_chunk");
	assert_int_equal(get(bed, id, &found), -EBADMSG);
	raw(bed, "DELETE FROM blob");
	assert_int_equal(get(bed, id, &found), -ENODATA);
	assert_int_equal(get(bed, donor, &found), -ENOENT);
	assert_int_equal(found.len, 0);
}

static void who_may_not_see_the_record_sees_no_file(void **state)
{
	struct bed *bed = *state;
	const struct store_actor viewer = {.name = "Khách", .role = ROLE_VIEWER};
	AUTO(buf_done) struct buf data = {0}, found = {0};
	char donor[UUID_TEXT_MAX], id[UUID_TEXT_MAX];

	add_donor(bed, donor);
	fill(&data, 10);
	assert_int_equal(attach(bed, donor, &data, id), 0);
	store_act_as(bed->store, &viewer);
	assert_int_equal(attach(bed, donor, &data, id), -EPERM);
	assert_int_equal(get(bed, id, &found), -EPERM);
	assert_int_equal(found.len, 0);
	assert_int_equal(flow_attachments(bed->store, donor, &found, &bed->err), 0);
	assert_int_equal(found.len, 0);
}

/* ---- from the server ------------------------------------------------------------------------- */

static void take_blob(void *user, const struct store_blob *blob)
{
	(void)blob;
	++*(size_t *)user;
}

static size_t missing(struct bed *bed)
{
	size_t count = 0;

	assert_int_equal(store_blobs_missing(bed->store, take_blob, &count, &bed->err), 0);
	return count;
}

static int put(struct bed *bed, const char *hash, const struct buf *data, int64_t n, int64_t bytes)
{
	const struct store_blob blob = {.hash = hash, .bytes = bytes};

	return store_chunk_put(bed->store, &blob, n, data, &bed->err);
}

static void chunks_make_a_file_or_nothing(void **state)
{
	struct bed *bed = *state;
	AUTO(buf_done) struct buf data = {0}, found = {0};
	struct buf first, last;
	char donor[UUID_TEXT_MAX], id[UUID_TEXT_MAX], hash[65];
	int64_t bytes = STORE_CHUNK_BYTES + 5;
	bool good = true, has = false;

	add_donor(bed, donor);
	fill(&data, (size_t)bytes);
	sha256_hex(data.data, data.len, hash);
	first = (struct buf){.data = data.data, .len = STORE_CHUNK_BYTES};
	last = (struct buf){.data = data.data + STORE_CHUNK_BYTES, .len = 5};
	assert_int_equal(put(bed, hash, &first, 0, bytes), 0);
	assert_int_equal(bed_number(bed, "SELECT count(*) FROM blob_chunk"), 0);
	assert_int_equal(attach(bed, donor, &data, id), 0);
	raw(bed, "DELETE FROM blob; DELETE FROM blob_chunk");
	assert_int_equal(missing(bed), 1);
	assert_int_equal(put(bed, hash, &last, 0, bytes), -EBADMSG);
	assert_int_equal(put(bed, hash, &last, 2, bytes), -EBADMSG);
	assert_int_equal(put(bed, hash, &last, -1, bytes), -EBADMSG);
	assert_int_equal(put(bed, hash, &first, 1, bytes), -EBADMSG);
	assert_int_equal(put(bed, hash, &last, 1, bytes), 0);
	assert_int_equal(get(bed, id, &found), -ENODATA);
	assert_int_equal(store_chunk_has(bed->store, hash, 1, &has, &bed->err), 0);
	assert_true(has);
	assert_int_equal(store_blob_settle(bed->store, hash, &good, &bed->err), 0);
	assert_false(good);
	assert_int_equal(bed_number(bed, "SELECT count(*) FROM blob_chunk"), 0);
	assert_int_equal(put(bed, hash, &last, 1, bytes), 0);
	assert_int_equal(put(bed, hash, &first, 0, bytes), 0);
	assert_int_equal(store_blob_settle(bed->store, hash, &good, &bed->err), 0);
	assert_true(good);
	assert_int_equal(missing(bed), 0);
	assert_int_equal(get(bed, id, &found), 0);
	assert_memory_equal(found.data, data.data, data.len);
}

static void erasing_a_record_takes_its_files(void **state)
{
	struct bed *bed = *state;
	AUTO(buf_done) struct buf data = {0};
	char donor[UUID_TEXT_MAX], id[UUID_TEXT_MAX];
	struct store_pulled erased = {.sseq = 1, .table = "donor", .row = donor, .op = "E"};

	add_donor(bed, donor);
	fill(&data, 10);
	assert_int_equal(attach(bed, donor, &data, id), 0);
	raw(bed, "UPDATE sync_link SET acked = (SELECT max(seq) FROM outbox)");
	assert_int_equal(store_sync_take(bed->store, "x.y", &erased, 1, &bed->err), 0);
	assert_int_equal(bed_number(bed, "SELECT (SELECT count(*) FROM attachment) + "
					 "(SELECT count(*) FROM blob_chunk)"), 0);
	assert_int_equal(bed_number(bed, "SELECT scrub FROM sync_link"), 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(files_are_told_by_their_bytes),
		cmocka_unit_test(office_files_are_told_apart_within_their_bytes),
		cmocka_unit_test(names_lead_nowhere),
		cmocka_unit_test(a_long_name_is_cut_at_a_letter),
		BED_TEST(the_same_content_is_kept_once),
		BED_TEST(sizes_have_their_limits),
		BED_TEST(damage_is_seen),
		BED_TEST(who_may_not_see_the_record_sees_no_file),
		BED_TEST(chunks_make_a_file_or_nothing),
		BED_TEST(erasing_a_record_takes_its_files),
	};

	text_start("vi");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
