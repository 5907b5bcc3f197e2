/* Papers of handing over: what each holds and what it must not, pages of sixty pupils, the same
 * paper as JSON, CSV and a spreadsheet that another program opens. */
#include "base.h"
#include "export.h"
#include "text.h"

#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
// cmocka.h needs those above
#include <cmocka.h>

#include "printed.h"

#define PUPILS 60

static const struct paper_head doan_head = {
	.style = PAPER_DOAN,
	.parent = "THÀNH ĐOÀN HÀ NỘI",
	.issuer = "ĐOÀN XÃ PHÙ ĐỔNG",
	.number = "7K3M2X9-DS",
	.place = "Phù Đổng",
	.date = "2026-11-30",
	.signers = {{"ĐẠI DIỆN ĐƠN VỊ", NULL}},
};

static void make_list(struct buf *ret, enum paper_format format, bool is_public)
{
	struct handover_pupil pupils[PUPILS];
	struct handover_list list = {.head = doan_head,
				     .is_public = is_public,
				     .about = "Trao máy tại THCS Phù Đổng",
				     .pupils = pupils,
				     .count = PUPILS};
	struct err err = {0};

	for (size_t i = 0; i < PUPILS; i++)
		pupils[i] = (struct handover_pupil){
			.name = i % 2 ? "Đỗ Thị Ước" : "Nguyễn Ngọc Hòa",
			.class_name = "8A1",
			.school = "Trường THCS Phù Đổng",
			.born = "2012-10-05",
			.address = "thôn Đổng Viên, xã Phù Đổng",
			.circumstance = "Hộ nghèo",
			.guardian = "Trần Thị Mai (Mẹ)",
			.phone = "0912345678",
			.device = "Laptop",
			.tag = "WWWWWWW",
			.sim = i % 4 ? NULL : "4H7PQ2Z",
			.given = i % 3 ? "2026-11-30T09:15:00+07:00" : NULL,
			.note = i == 6 ? "=vắng mặt" : NULL,
		};
	list.head.format = format;
	if (export_handover_list(ret, &list, &err) < 0)
		fail_msg("%s", err.text);
}

static void test_list(void **state)
{
	static const char *const words[] = {
		"THÀNH ĐOÀN HÀ NỘI",
		"ĐOÀN XÃ PHÙ ĐỔNG",
		"Số: 7K3M2X9-DS",
		"Phù Đổng, ngày 30 tháng 11 năm 2026",
		"Trao máy tại THCS Phù Đổng",
		"05/10/2012",
		"0912345678",
		"30/11/2026",
		"60 máy",
		"15 SIM",
		"không",
		"NGƯỜI LẬP",
		"ĐẠI DIỆN ĐƠN VỊ",
	};
	AUTO(buf_done) struct buf first = {0}, again = {0}, text = {0};

	(void)state;
	make_list(&first, PAPER_PDF, false);
	make_list(&again, PAPER_PDF, false);
	assert_int_equal(first.len, again.len);
	assert_memory_equal(first.data, again.data, first.len);
	text_of(&text, "list.pdf", &first);
	for (size_t i = 0; i < ARRAY_LEN(words); i++)
		assert_has(&text, words[i]);
	assert_true(count_of(&text, "\f") > 3);
	assert_int_equal(count_of(&text, "STT"), count_of(&text, "\f"));
	/* A tag of the widest letters stays in one piece, once for every pupil. */
	assert_int_equal(count_of(&text, "WWWWWWW"), PUPILS);
}

/* Nothing but names, classes and schools, in any form. */
static void test_public(void **state)
{
	static const char *const secrets[] = {"2012",    "0912345678", "Trần", "Đổng Viên", "nghèo",
					      "WWWWWWW", "4H7PQ2Z",    "vắng", "Laptop"};
	AUTO(buf_done) struct buf pdf = {0}, text = {0};

	(void)state;
	make_list(&pdf, PAPER_PDF, true);
	text_of(&text, "public.pdf", &pdf);
	make_list(&text, PAPER_JSON, true);
	make_list(&text, PAPER_CSV, true);
	assert_has(&text, "Đỗ Thị Ước");
	assert_has(&text, "Danh sách có 60 học sinh.");
	for (size_t i = 0; i < ARRAY_LEN(secrets); i++)
		if (strstr(buf_text(&text), secrets[i]))
			fail_msg("published: %s", secrets[i]);
}

static void test_forms(void **state)
{
	AUTO(buf_done) struct buf json = {0}, csv = {0};

	(void)state;
	make_list(&json, PAPER_JSON, false);
	assert_has(&json, "{\"schema\":\"hotroit.paper/1\"");
	assert_has(&json, "[2,\"Đỗ Thị Ước\",\"2012-10-05\",\"8A1\"");
	assert_has(&json, "\"2026-11-30\",null,null]");
	assert_has(&json, "{\"role\":\"NGƯỜI LẬP\",\"name\":null}");
	make_list(&csv, PAPER_CSV, false);
	assert_has(&csv, "\xef\xbb\xbf\"STT\";\"Họ và tên\";");
	assert_has(&csv, "\"05/10/2012\";\"8A1\"");
	assert_has(&csv, "\"0912345678\"");
	assert_has(&csv, ";\"'=vắng mặt\"\r\n");
	assert_int_equal(count_of(&csv, "\r\n"), PUPILS + 1);
}

/* What Python finds in the workbook: cells as kept, with the type of each. */
static void test_xlsx(void **state)
{
	static const char script[] =
		"import sys, zipfile, xml.etree.ElementTree as e\n"
		"z = zipfile.ZipFile(sys.argv[1])\n"
		"n = '{http://schemas.openxmlformats.org/spreadsheetml/2006/main}'\n"
		"x = e.fromstring(z.read('xl/worksheets/sheet1.xml'))\n"
		"for c in x.iter(n + 'c'):\n"
		"    print(c.get('r'), c.get('t', 'n'), ''.join(c.itertext()))\n"
		"print('frozen', x.find('.//' + n + 'pane').get('ySplit'))\n"
		"assert z.testzip() is None\n";
	AUTO(buf_done) struct buf first = {0}, again = {0}, text = {0};
	char path[PATH_MAX];

	(void)state;
	make_list(&first, PAPER_XLSX, false);
	setenv("TZ", "America/New_York", 1);
	make_list(&again, PAPER_XLSX, false);
	unsetenv("TZ");
	assert_int_equal(first.len, again.len);
	assert_memory_equal(first.data, again.data, first.len);
	put_file(path, "list.xlsx", &first);
	run(&text, (const char *const[]){"python3", "-c", script, path, NULL});
	drop_file(path);
	assert_has(&text, "A1 inlineStr DANH SÁCH HỌC SINH NHẬN THIẾT BỊ\n");
	assert_has(&text, "B4 inlineStr Họ và tên\n");
	assert_has(&text, "A6 n 2\n");
	assert_has(&text, "C6 n 41187\n"); /* 05/10/2012 */
	assert_has(&text, "I6 inlineStr 0912345678\n");
	assert_has(&text, "M6 n 46356\n"); /* 30/11/2026 */
	assert_has(&text, "O11 inlineStr =vắng mặt\n");
	assert_has(&text, "B65 inlineStr Cộng: 60 học sinh\n");
	assert_has(&text, "frozen 4\n");
}

static void test_minutes(void **state)
{
	const struct handover_item items[] = {
		{"Laptop Dell Latitude E5530", "7K3M2X9", "0012345", "Đã dùng", "1 sạc", "bộ A"},
		{.name = "SIM dữ liệu Viettel", .tag = "4H7PQ2Z"},
	};
	const struct handover_waiver waivers[] = {
		{"7K3M2X9", "không có webcam; người miễn: Lê Yến, 20/11/2026"}};
	struct handover_minutes minutes = {
		.head = doan_head,
		.venue = "Hội trường",
		.giver = {"Đoàn xã Phù Đổng", "Nguyễn Thị Hường", "Bí thư"},
		.receiver = {"Trường THCS Phù Đổng", "Trần Quốc Tuấn", NULL},
		.items = items,
		.item_count = 2,
		.waivers = waivers,
		.waiver_count = 1,
	};
	AUTO(buf_done) struct buf pdf = {0}, text = {0};

	(void)state;
	assert_int_equal(export_handover_minutes(&pdf, &minutes, NULL), 0);
	text_of(&text, "minutes.pdf", &pdf);
	assert_has(&text, "S/N 0012345");
	assert_has(&text, "Mã 7K3M2X9: không có webcam; người miễn: Lê Yến");
	assert_has(&text, "Chức vụ: …");
	assert_has(&text, "ĐẠI DIỆN BÊN GIAO");
	minutes.head.style = PAPER_JOINT;
	minutes.head.partner = "PHÒNG VĂN HÓA - XÃ HỘI";
	minutes.head.signers[1].role = "ĐẠI DIỆN PHÒNG";
	buf_clear(&pdf);
	buf_clear(&text);
	assert_int_equal(export_handover_minutes(&pdf, &minutes, NULL), 0);
	text_of(&text, "minutes-joint.pdf", &pdf);
	assert_null(strstr(buf_text(&text), "ĐẠI DIỆN BÊN GIAO"));
	assert_has(&text, "ĐẠI DIỆN PHÒNG");
}

/* However many rows come before them, the signatures have words above them on their page. */
static void test_signatures(void **state)
{
	struct handover_item items[40];

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(items); i++)
		items[i] = (struct handover_item){.name = "Laptop", .tag = "7K3M2X9"};
	for (size_t count = 1; count <= ARRAY_LEN(items); count++) {
		const struct handover_minutes minutes = {
			.head = doan_head, .items = items, .item_count = count};
		AUTO(buf_done) struct buf pdf = {0}, text = {0};
		const char *page, *at;

		assert_int_equal(export_handover_minutes(&pdf, &minutes, NULL), 0);
		text_of(&text, "signed.pdf", &pdf);
		at = strstr(buf_text(&text), "mỗi bên giữ 01 bản");
		page = strchr(at, '\f');
		at = strstr(at, "ĐẠI DIỆN BÊN NHẬN");
		if (!at || page < at)
			fail_msg("signatures alone after %zu rows", count);
	}
}

static void test_kit(void **state)
{
	const struct kit_receipt receipt = {.head = doan_head,
					    .code = "3N3769U",
					    .pupil = "Hồ Văn Đạt",
					    .receiver = "Trần Thị Mai",
					    .relation = "Mẹ",
					    .device = {.name = "Laptop", .tag = "7K3M2X9"},
					    .sim = "4H7PQ2Z",
					    .sim_until = "2027-02-28",
					    .is_guided = true};
	AUTO(buf_done) struct buf pdf = {0}, text = {0};

	(void)state;
	assert_int_equal(export_kit_receipt(&pdf, &receipt, NULL), 0);
	text_of(&text, "kit.pdf", &pdf);
	assert_has(&text, "Trần Thị Mai (Mẹ)");
	assert_has(&text, "28/02/2027");
	assert_has(&text, "đã được hướng dẫn");
}

static void test_dossier(void **state)
{
	const char *const identity[] = {"Laptop"};
	const struct dossier_line lines[] = {{"Loại máy", identity[0]}, {"Hãng", NULL}};
	const char *findings[][DOSSIER_COLUMNS] = {
		{"II.3.3", "RAM", ">= 2 GB", "1 GB", "KHÔNG ĐẠT"}};
	const char *history[][DOSSIER_COLUMNS] = {
		{"2026-11-22T20:30:00+07:00", "Giữ chỗ", "Chờ trao", "Giữ chỗ", "Lê Yến"}};
	struct dossier dossier = {.head = doan_head,
				  .tag = "7K3M2X9",
				  .identity = lines,
				  .identity_count = 2,
				  .findings = {findings, 1},
				  .history = {history, 1}};
	AUTO(buf_done) struct buf pdf = {0}, text = {0}, picture = {0}, said = {0};
	char path[PATH_MAX], image[PATH_MAX];

	(void)state;
	assert_int_equal(export_dossier(&pdf, &dossier, NULL), 0);
	text_of(&text, "dossier.pdf", &pdf);
	assert_has(&text, "22/11/2026 20:30");
	assert_has(&text, "KHÔNG ĐẠT");
	assert_null(strstr(buf_text(&text), "Hãng"));
	put_file(path, "dossier.pdf", &pdf);
	run(&picture, (const char *const[]){"pdftoppm", "-r", "150", "-png", path, NULL});
	put_file(image, "dossier.png", &picture);
	run(&said, (const char *const[]){"zbarimg", "-q", "--raw", image, NULL});
	drop_file(path);
	drop_file(image);
	assert_string_equal(str_trim(said.data), EXPORT_QR_PREFIX "7K3M2X9");
	dossier.tag = NULL;
	assert_int_equal(export_dossier(&pdf, &dossier, NULL), -EINVAL);
}

static void test_no_table(void **state)
{
	const struct wipe_medium medium = {.level = "Xoá (Clear)", .method = "ghi đè"};
	struct wipe_certificate certificate = {
		.head = doan_head, .media = &medium, .medium_count = 1};
	AUTO(buf_done) struct buf bytes = {0};

	(void)state;
	certificate.head.format = PAPER_XLSX;
	assert_int_equal(export_wipe_certificate(&bytes, &certificate, NULL), -EINVAL);
	certificate.head.format = PAPER_CSV;
	assert_int_equal(export_wipe_certificate(&bytes, &certificate, NULL), -EINVAL);
	assert_int_equal(bytes.len, 0);
	certificate.head.format = PAPER_JSON;
	assert_int_equal(export_wipe_certificate(&bytes, &certificate, NULL), 0);
	assert_has(&bytes, "{\"label\":\"Mức xoá\",\"value\":\"Xoá (Clear)\"}");
}

/* Cells that would be a formula, not UTF-8, endless or beyond a spreadsheet's numbers. */
static void test_hostile(void **state)
{
	static const char bad[] = "=cmd|' /C calc'!A0\x1b[2J\xff\x01 <&>\"\u202E";
	const struct xlsx_column columns[] = {{"Tên", CELL_TEXT},
					      {"Số", CELL_COUNT},
					      {"Tiền", CELL_MONEY},
					      {"Ngày", CELL_DAY},
					      {"Lúc", CELL_TIME}};
	const struct xlsx_look look = {.name = "a/b:[c]*?'một tên dài hơn ba mươi mốt chữ cái",
				       .columns = columns,
				       .column_count = 5};
	const char *rows[][5] = {{bad, bad, bad, bad, bad},
				 {"", "9223372036854775807", "-5", "2026-02-31", "2026-02-28"},
				 {NULL, NULL, NULL, "1899-12-31", "2026-02-28Tab:cd"}};
	char *endless = malloc(100001);
	AUTO(xlsx_done) struct xlsx *xlsx = NULL;
	AUTO(buf_done) struct buf text = {0};
	char path[PATH_MAX];
	struct err err = {0};

	(void)state;
	memset(endless, 'W', 100000);
	endless[100000] = '\0';
	rows[2][0] = endless;
	put_file(path, "hostile.xlsx", &(struct buf){.data = (char[]){""}, .len = 0});
	assert_int_equal(xlsx_open(&xlsx, path, &look, &err), 0);
	for (size_t i = 0; i < ARRAY_LEN(rows); i++)
		assert_int_equal(xlsx_row(xlsx, rows[i], false, &err), 0);
	assert_int_equal(xlsx_close(&xlsx, &err), 0);
	assert_null(xlsx);
	run(&text,
	    (const char *const[]){"python3", "-c",
				  "import sys, zipfile, xml.dom.minidom as m\n"
				  "z = zipfile.ZipFile(sys.argv[1])\n"
				  "for n in z.namelist(): m.parseString(z.read(n))\n"
				  "s = z.read('xl/worksheets/sheet1.xml').decode()\n"
				  "print('formula' if '<f>' in s else 'text', len(s) < 20000)",
				  path, NULL});
	drop_file(path);
	assert_string_equal(buf_text(&text), "text True\n");
	free(endless);
	assert_int_equal(xlsx_open(&xlsx, "/proc/none/x.xlsx", &look, &err), -ENOENT);
	assert_null(xlsx);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_list),     cmocka_unit_test(test_public),
		cmocka_unit_test(test_forms),    cmocka_unit_test(test_xlsx),
		cmocka_unit_test(test_minutes),  cmocka_unit_test(test_signatures),
		cmocka_unit_test(test_kit),      cmocka_unit_test(test_dossier),
		cmocka_unit_test(test_no_table), cmocka_unit_test(test_hostile),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
