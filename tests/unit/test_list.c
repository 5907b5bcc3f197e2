/* Lists as schools and communes make them: where the head is, what its columns and cells mean. */
#include "import_help.h"

/* ---- heads --------------------------------------------------------------- */

/* "B=name G=circumstance …" of a table of pupils, then the line behind the head; or "!" and the
 * first words of what is said. */
static void head_of(const char *table, const struct import_choice *choice, struct buf *ret)
{
	AUTO(table_reader_done) struct table_reader *reader = NULL;
	AUTO(import_head_done) struct import_head head = {0};
	const struct record_kind *kind = record_kind_find("recipient");
	struct import_columns columns = {0};
	struct table_row row;
	struct err err = {0};
	char file[64];
	int r;

	as_file(table, strlen(table), file);
	assert_int_equal(csv_reader_open(&reader, file, &err), 0);
	r = import_head_find(&head, reader, kind, choice, &err);
	if (r == 0)
		r = import_columns_read(&columns, kind, &head.row, choice, &err);
	if (r < 0) {
		buf_printf(ret, "!%s", err.text);
		return;
	}
	for (size_t i = 0; i < columns.count; i++) {
		char letter[IMPORT_LETTER_MAX];

		import_letter(i, letter);
		if (columns.fields[i])
			buf_printf(ret, "%s%s=%s ", columns.is_more[i] ? "+" : "", letter,
				   columns.fields[i]->name);
	}
	while ((r = reader->next(reader, &row, &err)) > 0 && import_is_decoration(&head, &row))
		;
	buf_printf(ret, "%d", r > 0 ? (int)row.line : 0);
}

static void reads_head(const char *table, const char *wanted)
{
	AUTO(buf_done) struct buf text = {0};

	head_of(table, NULL, &text);
	if (*wanted == '!')
		assert_non_null(strstr(buf_text(&text), wanted + 1));
	else
		assert_string_equal(buf_text(&text), wanted);
}

static void heads(void **state)
{
	(void)state;
	reads_head("Họ và tên;Ngày sinh;Lớp\nA;;6A\n", "A=name B=birth_date C=class 2");
	reads_head("UBND XÃ PHÙ ĐỔNG;;;\nDANH SÁCH HỌC SINH KHÓ KHĂN, năm 2026;;;\n;;;\n"
		   "STT;Họ và tên (*);Ngày, tháng, năm sinh;Diện (hộ nghèo, cận nghèo)\n1;A;;\n",
		   "B=name C=birth_date D=circumstance 5");
	/* A comma list below a title that has none, and texts with more of them. */
	reads_head("DANH SÁCH\nSTT,Họ tên,Địa chỉ\n1,A,\"thôn 1, xã B, tỉnh C\"\n",
		   "B=name C=address 3");
	reads_head("Họ tên;Địa chỉ\nA;thôn 1, xã B, tỉnh C\nB;số 5, tổ 2, xã B\n",
		   "A=name B=address 2");
	reads_head("STT;Họ và tên;Phụ huynh;;Ghi chú\n;;Họ tên;SĐT;\n(1);(2);(3);(4);(5)\n"
		   "1;A;B;;\n",
		   "B=name C=guardian D=phone E=note 4");
	reads_head("Họ đệm;Ngày sinh;Tên\nNguyễn Văn;;An\n", "A=name B=birth_date +C=name 2");
	reads_head("Họ tên;Ngày;Tháng;Năm sinh;Lớp\nA;5;10;2012;6A\n",
		   "A=name B=birth_date +C=birth_date +D=birth_date E=class 2");
	reads_head("Họ tên;Ngày sinh;Tháng sinh;Năm sinh\nA;5;10;2012\n",
		   "A=name B=birth_date +C=birth_date +D=birth_date 2");
	reads_head("STT;Họ tên;Ngày tháng năm sinh;;;Lớp\n;;Ngày;Tháng;Năm;\n1;A;5;10;2012;6A\n",
		   "B=name C=birth_date +D=birth_date +E=birth_date F=class 3");
	reads_head("STT;Họ tên;Ngày, tháng, năm sinh;;;Lớp\n1;A;5;10;2012;6A\n",
		   "B=name C=birth_date +D=birth_date +E=birth_date F=class 2");
	reads_head("Họ tên;Ngày sinh;;\nA;5/10/2012;;\n", "A=name B=birth_date 2");
	reads_head("Họ tên;Năm sinh;Lớp\nA;2012;6A\n", "!B «Năm sinh»");
	reads_head("Họ tên;Tháng;Năm sinh\nA;10;2012\n", "!B «Tháng», C «Năm sinh»");
	reads_head("Họ tên;Ngày;Tháng;Năm;Ngày sinh\nA;5;10;2012;\n", "!cột E");
	reads_head("Họ tên;Lớp\nHọ tên;Lớp\nA;6A\n", "A=name B=class 3");
	reads_head("Họ tên;Lớp\n", "A=name B=class 0");
	reads_head("", "!tệp trống");
	reads_head("1;2\n3;4\n", "!không thấy dòng tên cột");
	reads_head("Họ đệm;Lớp\nA;6A\n", "!họ đệm");
	reads_head("Họ tên;Họ và tên\nA;B\n", "!cột B");
	reads_head("Họ tên;Dân tộc;Lớp;Tôn giáo\nA;;;\n", "!B «Dân tộc», D «Tôn giáo»");
}

static void chosen(void **state)
{
	static const char table[] = "Họ tên;Dân tộc;Tốt;\nNguyễn;;x;An\n";
	struct import_choice choice = {.skip = "Dân tộc;C"};
	AUTO(buf_done) struct buf text = {0};

	(void)state;
	choice.map = "D=Họ tên";
	head_of(table, &choice, &text);
	assert_string_equal(buf_text(&text), "A=name +D=name 2");
	buf_clear(&text);
	choice.map = "C=note;B=address";
	choice.skip = "";
	head_of(table, &choice, &text);
	assert_string_equal(buf_text(&text), "A=name B=address C=note 2");
	buf_clear(&text);
	choice.map = "C=nosuch;B=note";
	head_of(table, &choice, &text);
	assert_non_null(strstr(buf_text(&text), "nosuch"));
	buf_clear(&text);
	choice = (struct import_choice){.map = "B=Ngày;C=Tháng;D=Năm"};
	head_of("Họ tên;N;T;N\nA;5;10;2012\n", &choice, &text);
	assert_string_equal(buf_text(&text),
			    "A=name B=birth_date +C=birth_date +D=birth_date 2");
	buf_clear(&text);
	choice = (struct import_choice){.map = ";;=;C", .skip = ";=;"};
	head_of(table, &choice, &text);
	assert_non_null(strstr(buf_text(&text), "Dân tộc"));
}

static void letters(void **state)
{
	static const struct {
		size_t at;
		const char *letter;
	} cases[] = {{0, "A"}, {25, "Z"}, {26, "AA"}, {51, "AZ"}, {52, "BA"}, {255, "IV"}};
	char letter[IMPORT_LETTER_MAX];

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		import_letter(cases[i].at, letter);
		assert_string_equal(letter, cases[i].letter);
	}
}

/* ---- values -------------------------------------------------------------- */

/* A cell of a pupil; "!" and words of the refusal. */
static void reads(const char *field, const char *cell, const char *wanted)
{
	const struct record_kind *kind = record_kind_find("recipient");
	struct import_notes notes = {0};
	AUTO(buf_done) struct buf text = {0};
	struct err err = {0};
	int r = import_read(&text, kind, record_field_find(kind, field), cell, false, &notes,
			    &err);

	if (*wanted == '!') {
		assert_int_equal(r, -EINVAL);
		assert_true(str_starts(err.text, field));
		assert_non_null(strstr(err.text, wanted + 1));
		return;
	}
	assert_int_equal(r, 0);
	assert_string_equal(buf_text(&text), wanted);
}

static void days(void **state)
{
	(void)state;
	reads("birth_date", "5/10/2012", "2012-10-05");
	reads("birth_date", " 05-10-2012 ", "2012-10-05");
	reads("birth_date", "05.10.2012", "2012-10-05");
	reads("birth_date", "2012-10-05", "2012-10-05");
	reads("birth_date", "2012-10-05 00:00", "2012-10-05");
	reads("birth_date", "05102012", "2012-10-05");
	reads("birth_date", "ngày 5 tháng 10 năm 2012", "2012-10-05");
	reads("birth_date", "41187", "2012-10-05");
	reads("birth_date", "-", "");
	reads("birth_date", "05.10.12", "!2 chữ số");
	reads("birth_date", "tháng 10/2012", "!đủ ngày");
	reads("birth_date", "2012", "!chỉ có năm");
	reads("birth_date", "5/10", "!đủ ngày");
	reads("birth_date", "10/25/2012", "!tháng 25");
	reads("birth_date", "31/02/2012", "!31/02/2012");
	reads("birth_date", "không rõ", "!đủ ngày");
}

static void numbers(void **state)
{
	(void)state;
	reads("personal_id", "1312000123", "001312000123");
	reads("personal_id", "36312000123", "036312000123");
	reads("personal_id", "001 312 000 123", "001312000123");
	reads("personal_id", "1312000123", "001312000123");
	/* No zero is made up where the first one is there still. */
	reads("personal_id", "01312000123", "!11 chữ số và còn số 0");
	reads("personal_id", "0131200012", "!10 chữ số và còn số 0");
	reads("personal_id", "1,21201E+11", "!mất chữ số");
	reads("personal_id", "1.21201E+11", "!mất chữ số");
	reads("personal_id", "012345678", "!CMND");
	reads("personal_id", "12", "12"); /* for the kind's own rule to refuse */
	reads("class", "6A1", "6A1");
	reads("class", "6E1", "6E1"); /* a class, and 60 */
	reads("phone", "912345678", "0912345678");
	reads("phone", "0912.345.678", "0912345678");
	reads("phone", "84912345678", "+84912345678");
	reads("phone", "1631234567", "01631234567");
	reads("phone", "9.12E+08", "!mất chữ số");
	reads("phone", "hỏi thầy", "hỏi thầy");
}

static void words(void **state)
{
	(void)state;
	reads("circumstance", "poor", "poor");
	reads("circumstance", "HỘ NGHÈO", "poor");
	reads("circumstance", "Cận nghèo", "near-poor");
	reads("circumstance", "mồ côi cha", "orphan");
	reads("circumstance", "giàu", "!Hộ nghèo, Hộ cận nghèo");
	reads("sex", "nam", "male");
	reads("sex", "Gái", "female");
	reads("guardian_relation", "Bố", "father");
	reads("guardian_relation", "bà nội", "grandparent");
	reads("guardian_relation", "Bà", "!Ông, bà"); /* or "ba", the father */
	reads("name", "NGUYỄN THỊ HÒA", "Nguyễn Thị Hòa");
	reads("name", "Nguyễn  Văn\nA", "Nguyễn Văn A");
	reads("address", "THÔN 1", "THÔN 1");
	reads("note", "'=1+1", "=1+1");
}

/* ---- bytes --------------------------------------------------------------- */

static void opens(const void *data, size_t len, bool is_bytes, const char *wanted)
{
	AUTO(table_reader_done) struct table_reader *reader = NULL;
	struct table_source source = {0};
	AUTO(buf_done) struct buf rows = {0};
	struct table_row row;
	struct err err = {0};
	char file[64];

	as_file(data, len, file);
	source.file = file;
	assert_int_equal(table_open(&reader, &source, &err), 0);
	assert_int_equal(reader->is_bytes, is_bytes);
	while (reader->next(reader, &row, &err) > 0)
		for (size_t i = 0; i < row.count && !row.fault; i++)
			buf_printf(&rows, "%s|", row.cells[i]);
	assert_string_equal(buf_text(&rows), wanted);
}

#define OPENS(bytes, is_bytes, wanted) opens(bytes, sizeof(bytes) - 1, is_bytes, wanted)

static void charsets(void **state)
{
	(void)state;
	OPENS("\xff\xfe" "a\0;\0\xa1\x1e\n\0" "1\0;\0\x3d\xd8\x00\xde", false, "a|ạ|1|😀|");
	OPENS("\xfe\xff" "\0a\0;\x1e\xa1\0\n", false, "a|ạ|");
	OPENS("\xff\xfe" "a\0;\0\x00\xdc" "b\0\x3d", false, "a|\xef\xbf\xbd" "b|");
	OPENS("a;Nguy\xd4n Th\xde H\xe5ng\n", true, "a|NguyÔn ThÞ Hång|");
	OPENS("a;Nguyễn\xff\n1;2\n", false, "1|2|");
	OPENS("PK\n", false, "PK|");
}

static void refuses_file(const void *data, size_t len, int wanted)
{
	struct table_reader *reader = NULL;
	struct table_source source = {0};
	struct err err = {0};
	char file[64];

	as_file(data, len, file);
	source.file = file;
	assert_int_equal(table_open(&reader, &source, &err), wanted);
	assert_null(reader);
	assert_true(*err.text);
}

static bool count_and_stop(void *user, uint64_t rows)
{
	assert_int_equal(rows, 0); /* a small book: its parts are asked about before any row */
	return --*(int *)user == 0;
}

/* Opening a large workbook takes minutes: whoever has had enough is heard before its first row. */
static void stopped_while_opening(void **state)
{
	(void)state;
	for (int patience = 1; patience < 4; patience++) {
		int left = patience;
		const struct table_source source = {
			.file = HOTROIT_SOURCE_DIR "/tests/fuzz/corpus/table/book.xlsx",
			.is_stopped = count_and_stop, .user = &left};
		struct table_reader *reader = NULL;
		struct err err = {0};

		assert_int_equal(table_open(&reader, &source, &err), -ECANCELED);
		assert_null(reader);
		assert_int_equal(left, 0);
	}
}

static void no_tables(void **state)
{
	static const char web[] = "\xef\xbb\xbf \n<HTML><table><tr><td>STT</td></tr></table>";
	static const char zip[] = "PK\3\4rest of nothing";
	static const char old[600] = "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";

	(void)state;
	refuses_file(web, sizeof(web) - 1, -EBADMSG);
	refuses_file(zip, sizeof(zip) - 1, -EBADMSG);
	refuses_file(old, sizeof(old) - 1, -EBADMSG);
}

/* ---- the same pupil ------------------------------------------------------ */

static struct flow_import take_in(struct bed *bed, const char *text)
{
	struct flow_import import = {0};
	char file[64];

	as_file(text, strlen(text), file);
	if (import_file(bed, "recipient", file, &import) < 0)
		fail_msg("%s", bed->err.text);
	if (import.refused)
		fail_msg("%s", import.told[0].text);
	flow_import_done(&import);
	return import;
}

static void known_pupils(void **state)
{
	struct bed *bed = *state;
	struct flow_import import;

	take_in(bed, "Họ tên;Ngày sinh;Số ĐDCN;Lớp;SĐT\n"
		     "Nguyễn Thị Hòa;05/10/2012;001312000123;8A;0912345678\n"
		     "Trần Văn An;06/10/2012;;8A;\n");
	/* Another list, other capitals, the tone elsewhere, one thing changed. */
	import = take_in(bed, "Số ĐDCN;Họ tên;Ngày sinh;SĐT\n"
			      "1312000123;NGUYỄN THỊ HOÀ;5/10/2012;0987654321\n");
	assert_int_equal(import.added, 0);
	assert_int_equal(import.differing, 1);
	assert_int_equal(bed_number(bed, "SELECT count(*) FROM recipient_pii WHERE phone = "
					 "'0912345678'"), 1);
	/* The same file again. */
	import = take_in(bed, "Họ tên;Ngày sinh;Số ĐDCN;Lớp;SĐT\n"
			      "Nguyễn Thị Hòa;05/10/2012;001312000123;8A;0912345678\n"
			      "Trần Văn An;06/10/2012;;8A;\n");
	assert_int_equal(import.added, 0);
	assert_int_equal(import.known, 2);
	assert_int_equal(import.differing, 0);
}

static void two_of_one_name(void **state)
{
	static const char table[] = "Họ tên;Ngày sinh;Số ĐDCN;Trường\n"
				    "Lê An;05/10/2012;001312000123;THCS B\n"
				    "Lê An;05/10/2012;001312000456;THCS B\n"
				    "Lê An;05/10/2012;;THCS B\n";
	struct bed *bed = *state;
	struct flow_import import;
	char file[64];

	as_file("name;kind\nTHCS B;school\n", strlen("name;kind\nTHCS B;school\n"), file);
	assert_int_equal(import_file(bed, "unit", file, &import), 0);
	flow_import_done(&import);
	/* Two IDs are two pupils; who has none is taken for one of them. */
	import = take_in(bed, table);
	assert_int_equal(import.added, 2);
	assert_int_equal(import.known, 1);
	import = take_in(bed, table);
	assert_int_equal(import.added, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(heads),
		cmocka_unit_test(chosen),
		cmocka_unit_test(letters),
		cmocka_unit_test(days),
		cmocka_unit_test(numbers),
		cmocka_unit_test(words),
		cmocka_unit_test(charsets),
		cmocka_unit_test(stopped_while_opening),
		cmocka_unit_test(no_tables),
		BED_TEST(known_pupils),
		BED_TEST(two_of_one_name),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
