/* Papers: same bytes every time, Vietnamese that can be read back, pages that break where they
 * should, sums that are right, hostile texts that harm nothing. */
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

/* The head of a table, its total, the lines between columns, those of the letterhead. */
#define RULES_BESIDES 24

static const struct paper_head state_head = {
	.style = PAPER_STATE,
	.parent = "ĐẢNG ỦY XÃ GIA LÂM",
	.issuer = "TRƯỜNG THCS ĐẶNG XÁ",
	.number = "05/BN-THCS",
	.place = "Gia Lâm",
	.date = "2026-02-05T08:30:00+07:00",
	.signers = {{"HIỆU TRƯỞNG", "Nguyễn Thị Hường"}},
};

/* A receipt with COUNT items. */
static void make_receipt(struct buf *ret, const struct paper_head *head, size_t count)
{
	struct receipt_item *items = calloc(count + 1, sizeof(*items));
	struct receipt receipt = {
		.head = *head,
		.donor = "Trần Văn Đức",
		.donor_address = "Thôn Đổng Xuyên, xã Gia Lâm, Hà Nội",
		.receiver = "Phạm Ngọc Ánh",
		.items = items,
		.item_count = count,
		.money = 1050000,
		.consent = WIPE_AGREED,
		.note = "Xin trao cho học sinh lớp 9 của trường.",
	};
	struct err err = {0};
	int r;

	for (size_t i = 0; i < count; i++)
		items[i] = (struct receipt_item){
			.tag = "7K3M2X9",
			.name = i % 3 ? "Laptop Dell Latitude E5530" : "Điện thoại",
			.condition = "cũ, lên nguồn, bản lề trái lỏng",
			.accessories = i % 2 ? "sạc 65 W, túi" : NULL,
			.count = 1,
			.value = (int64_t)i * 100000,
		};
	r = export_receipt(ret, &receipt, &err);
	free(items);
	if (r < 0)
		fail_msg("%s", err.text);
}

static void test_receipt(void **state)
{
	static const char *const words[] = {
		"CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
		"Độc lập - Tự do - Hạnh phúc",
		"TRƯỜNG THCS ĐẶNG XÁ",
		"Số: 05/BN-THCS",
		"Gia Lâm, ngày 05 tháng 02 năm 2026",
		"BIÊN NHẬN TÀI TRỢ",
		"Bên tặng: Trần Văn Đức",
		"Liên hệ: …",
		"1.050.000 đồng (Bằng chữ: Một triệu không trăm năm mươi nghìn đồng)",
		"Bên tặng đồng ý để bên nhận xoá",
		"HIỆU TRƯỞNG",
		"Nguyễn Thị Hường",
	};
	AUTO(buf_done) struct buf first = {0}, again = {0}, text = {0};

	(void)state;
	make_receipt(&first, &state_head, 3);
	setenv("TZ", "America/New_York", 1);
	setenv("LANG", "C", 1);
	make_receipt(&again, &state_head, 3);
	unsetenv("TZ");
	assert_int_equal(first.len, again.len);
	assert_memory_equal(first.data, again.data, first.len);
	text_of(&text, "receipt.pdf", &first);
	for (size_t i = 0; i < ARRAY_LEN(words); i++)
		assert_has(&text, words[i]);
	assert_int_equal(count_of(&text, "\f"), 1);
}

static void test_styles(void **state)
{
	struct paper_head head = state_head;
	AUTO(buf_done) struct buf doan = {0}, joint = {0}, text = {0};

	(void)state;
	head.style = PAPER_DOAN;
	head.parent = "BCH ĐOÀN TP HÀ NỘI";
	head.issuer = "ĐOÀN XÃ GIA LÂM";
	head.number = "05-BN/ĐTN";
	head.date = "2026-03-15";
	make_receipt(&doan, &head, 1);
	text_of(&text, "doan.pdf", &doan);
	assert_has(&text, "ĐOÀN TNCS HỒ CHÍ MINH");
	assert_has(&text, "***");
	assert_has(&text, "ngày 15 tháng 3 năm 2026");
	assert_null(strstr(buf_text(&text), "CỘNG HÒA"));
	head.style = PAPER_JOINT;
	head.parent = NULL;
	head.partner = "PHÒNG VĂN HÓA - XÃ HỘI";
	head.signers[0] = (struct paper_signer){"TM. BAN THƯỜNG VỤ\nBÍ THƯ", "Lê Hoàng Yến"};
	head.signers[1] = (struct paper_signer){"TRƯỞNG PHÒNG", "Đỗ Thế Vĩ"};
	head.date = NULL;
	make_receipt(&joint, &head, 1);
	buf_clear(&text);
	text_of(&text, "joint.pdf", &joint);
	assert_has(&text, "- PHÒNG VĂN HÓA - XÃ HỘI");
	assert_has(&text, "Đỗ Thế Vĩ");
	assert_has(&text, "Lê Hoàng Yến");
	assert_has(&text, "ngày ………");
}

static void test_pages(void **state)
{
	AUTO(buf_done) struct buf none = {0}, many = {0}, text = {0};

	(void)state;
	make_receipt(&none, &state_head, 0);
	text_of(&text, "none.pdf", &none);
	assert_int_equal(count_of(&text, "\f"), 1);
	assert_int_equal(count_of(&text, "STT"), 0);
	make_receipt(&many, &state_head, 200);
	buf_clear(&text);
	text_of(&text, "many.pdf", &many);
	assert_true(count_of(&text, "\f") > 5);
	assert_int_equal(count_of(&text, "STT"), count_of(&text, "\f"));
	assert_int_equal(count_of(&text, "7K3M2X9"), 200);
	assert_has(&text, "1.990.000.000");
}

/* Where anybody signs, or is named to get it, there is a row of the list to sign for. */
static void check_signed_pages(const struct buf *text, const char *row, const char *what,
			       size_t count)
{
	AUTO(arena_done) struct arena arena = {0};
	char *rest = NULL, *all = arena_str(&arena, buf_text(text));

	for (char *page = strtok_r(all, "\f", &rest); page; page = strtok_r(NULL, "\f", &rest))
		if ((strstr(page, "ghi rõ họ tên") || strstr(page, "Nơi nhận")) &&
		    !strstr(page, row))
			fail_msg("%s of %zu: signatures alone:\n%s", what, count, page);
}

/* A table's rules lie on the page of its rows: at least one below each, and little else. */
static void check_ruled_pages(const struct buf *text, const struct buf *pdf, const char *row,
			      const char *what, size_t count)
{
	AUTO(arena_done) struct arena arena = {0};
	AUTO(buf_done) struct buf drawn = {0};
	char *rest = NULL, *all = arena_str(&arena, buf_text(text)), *at, path[PATH_MAX];

	put_file(path, "ruled.pdf", pdf);
	run(&drawn, (const char *const[]){"pdftocairo", "-ps", path, "-", NULL});
	drop_file(path);
	at = strstr(buf_text(&drawn), "%%Page: ");
	for (char *page = strtok_r(all, "\f", &rest); page; page = strtok_r(NULL, "\f", &rest)) {
		struct buf one = {.data = page, .len = strlen(page)};
		unsigned rows = count_of(&one, row), rules = 0;
		char *words = NULL, *next;

		assert_non_null(at);
		next = strstr(at + 1, "%%Page: ");
		if (next)
			next[-1] = '\0';
		for (char *word = strtok_r(at, " \n", &words); word;
		     word = strtok_r(NULL, " \n", &words))
			rules += str_eq(word, "l");
		if (rules < rows || rules > rows + RULES_BESIDES)
			fail_msg("%s of %zu: %u rules for %u rows:\n%s", what, count, rules, rows,
				 page);
		at = next;
	}
}

static void print_list(struct paper_head head, bool is_public, size_t count)
{
	struct handover_pupil *pupils = calloc(count, sizeof(*pupils));
	struct handover_list list = {.head = head, .is_public = is_public, .about = "Trao máy",
				     .pupils = pupils, .count = count};
	AUTO(buf_done) struct buf pdf = {0}, text = {0};

	for (size_t i = 0; i < count; i++)
		pupils[i] = (struct handover_pupil){
			.name = "Khánh Ly", .class_name = "8A1", .school = "Trường THCS Phù Đổng",
			.device = "Laptop", .tag = "7K3M2X9", .guardian = "Trần Thị Mai (Mẹ)"};
	assert_int_equal(export_handover_list(&pdf, &list, NULL), 0);
	free(pupils);
	text_of(&text, "list.pdf", &pdf);
	assert_int_equal(count_of(&text, "Khánh Ly"), count);
	check_signed_pages(&text, "Khánh Ly", is_public ? "public list" : "list", count);
	check_ruled_pages(&text, &pdf, "Khánh Ly", is_public ? "public list" : "list", count);
}

/* However long a list is, nobody signs on a page of its own. */
static void test_signed_pages(void **state)
{
	struct paper_head joint = state_head;

	(void)state;
	joint.style = PAPER_JOINT;
	joint.partner = "PHÒNG VĂN HÓA - XÃ HỘI";
	joint.copies = "Các bên ký tên\nTrường THCS Phù Đổng\nThành đoàn Hà Nội\nLưu: VT";
	joint.signers[0] = (struct paper_signer){"ĐẠI DIỆN\nĐOÀN XÃ GIA LÂM", "Lê Hoàng Yến"};
	joint.signers[1] = (struct paper_signer){"ĐẠI DIỆN\nPHÒNG VĂN HÓA", "Đỗ Thế Vĩ"};
	for (size_t count = 1; count <= 34; count++) {
		print_list(joint, false, count);
		print_list(joint, true, count);
	}
	print_list(joint, false, 600);
	print_list(state_head, true, 27);
}

static void test_repair(void **state)
{
	const struct repair_part parts[] = {
		{"RAM DDR3 2 GB", "lấy từ 4H7PQ2Z", 1, 0},
		{"Pin CMOS CR2032", "mua", 1, 15000},
	};
	const struct repair_sheet sheet = {.head = state_head,
					   .code = "SC-0012",
					   .tag = "7K3M2X9",
					   .symptom = "Không lên hình",
					   .barrier = "không có linh kiện",
					   .technician = "Đặng Hữu Nghĩa",
					   .minutes = 45,
					   .parts = parts,
					   .part_count = 2};
	AUTO(buf_done) struct buf pdf = {0}, text = {0};

	(void)state;
	assert_int_equal(export_repair_sheet(&pdf, &sheet, NULL), 0);
	text_of(&text, "repair.pdf", &pdf);
	assert_has(&text, "Mã phiếu: SC-0012");
	assert_has(&text, "lấy từ 4H7PQ2Z");
	assert_has(&text, "Tổng chi phí: 15.000 đồng (Bằng chữ: Mười lăm nghìn đồng)");
	assert_has(&text, "45 phút");
	assert_has(&text, "Nguyên nhân: …");
}

static void test_liquidation(void **state)
{
	const struct paper_signer board[] = {{"TRƯỞNG BAN", "Nguyễn Văn Ước"},
					     {"ỦY VIÊN", "Trần Thị Ngọc Diễm"},
					     {"THƯ KÝ", "Lý Quỳnh"}};
	const struct liquidation_item items[] = {
		{"7K3M2X9", "Laptop Asus X44H", "2011", "hỏng bo mạch chủ", 300000, 120000},
		{"4H7PQ2Z", "Máy bàn", NULL, "không sửa được", 0, 80000},
	};
	struct liquidation_minutes minutes = {.head = state_head,
					      .venue = "Nhà văn hóa thôn Đổng Xuyên",
					      .board = board,
					      .board_count = 3,
					      .items = items,
					      .item_count = 2,
					      .expenses = 20000};
	AUTO(buf_done) struct buf pdf = {0}, text = {0};

	(void)state;
	assert_int_equal(export_liquidation_minutes(&pdf, &minutes, NULL), 0);
	text_of(&text, "liquidation.pdf", &pdf);
	assert_has(&text, "2. ỦY VIÊN: Trần Thị Ngọc Diễm");
	assert_has(&text, "Giá trị thu hồi: 200.000 đồng");
	assert_has(&text, "Nộp vào quỹ: 180.000 đồng");
	minutes.expenses = -1;
	assert_int_equal(export_liquidation_minutes(&pdf, &minutes, NULL), -EINVAL);
}

static void test_fund(void **state)
{
	enum { LINES = 10000 };
	struct fund_line *lines = calloc(LINES, sizeof(*lines));
	struct fund_book book = {.head = state_head,
				 .from = "2026-11-01",
				 .to = "2026-11-30",
				 .opening = 500000,
				 .lines = lines,
				 .line_count = 2};
	AUTO(buf_done) struct buf pdf = {0}, text = {0};
	struct err err;

	(void)state;
	for (size_t i = 0; i < LINES; i++)
		lines[i] = (struct fund_line){.date = "2026-11-22",
					      .voucher = "PT-01",
					      .content = "Ủng hộ của phụ huynh lớp 6A",
					      .in = i % 2 ? 0 : 1000000,
					      .out = i % 2 ? 250000 : 0};
	assert_int_equal(export_fund_book(&pdf, &book, &err), 0);
	text_of(&text, "fund.pdf", &pdf);
	assert_has(&text, "Từ ngày 01/11/2026 đến ngày 30/11/2026");
	assert_has(&text, "1.500.000");
	assert_has(&text, "Số dư cuối kỳ: 1.250.000 đồng");
	for (book.line_count = 1; book.line_count <= 60; book.line_count++) {
		buf_clear(&pdf);
		buf_clear(&text);
		assert_int_equal(export_fund_book(&pdf, &book, &err), 0);
		text_of(&text, "fund.pdf", &pdf);
		check_ruled_pages(&text, &pdf, "PT-01", "fund book", book.line_count);
	}
	book.line_count = LINES;
	buf_clear(&pdf);
	buf_clear(&text);
	assert_int_equal(export_fund_book(&pdf, &book, &err), 0);
	text_of(&text, "fund-long.pdf", &pdf);
	assert_int_equal(count_of(&text, "PT-01"), LINES);
	lines[0].in = -1;
	assert_int_equal(export_fund_book(&pdf, &book, &err), -EINVAL);
	lines[0] = (struct fund_line){.out = INT64_MAX};
	book.opening = INT64_MIN;
	assert_int_equal(export_fund_book(&pdf, &book, &err), -EINVAL);
	free(lines);
}

static void test_wipe(void **state)
{
	struct wipe_medium media[] = {
		{.model = "KINGSTON SA400S37",
		 .type = "SSD",
		 .size = "240 GB",
		 .level = "Xoá sâu (Purge)",
		 .method = "ATA Sanitize, block erase",
		 .verification = "đọc lại 10 %: toàn số 0",
		 .checker = "Hồ Thị Mỹ, 23/11/2026 10:00"},
		{.model = "eMMC",
		 .level = "Xoá (Clear)",
		 .method = "ghi đè một lượt số 0",
		 .sample = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
		 .started = "23/11/2026 09:00",
		 .wiper = "Lê Lan",
		 .override_reason = "bên tặng gọi điện đồng ý"},
		{.model = "TOSHIBA MQ01", .level = "Xoá (Clear)", .method = "ghi đè",
		 .started = "23/11/2026 09:00", .finished = "23/11/2026 12:00",
		 .note = "theo USB"},
	};
	struct wipe_certificate certificate = {.head = state_head,
					       .tag = "7K3M2X9",
					       .consent = "chưa hỏi",
					       .media = media,
					       .medium_count = 3,
					       .wiper = "Vũ Đức Thắng",
					       .checker = "Hồ Thị Mỹ"};
	AUTO(buf_done) struct buf pdf = {0}, text = {0};

	(void)state;
	assert_int_equal(export_wipe_certificate(&pdf, &certificate, NULL), 0);
	text_of(&text, "wipe.pdf", &pdf);
	assert_has(&text, "Mức xoá: Xoá sâu (Purge)");
	assert_has(&text, "Kiểm chứng: đọc lại 10 %: toàn số 0");
	assert_has(&text, "Kiểm chứng: chưa ghi");
	assert_has(&text, "Người soát: Hồ Thị Mỹ, 23/11/2026 10:00");
	assert_has(&text, "Người soát: chưa có người khác soát");
	assert_has(&text, "Loại, dung lượng: SSD, 240 GB");
	assert_has(&text, "Bên tặng cho xoá dữ liệu: chưa hỏi");
	assert_has(&text, "Lúc xoá chưa có đồng ý, lý do vẫn xoá: bên tặng gọi điện đồng ý");
	assert_int_equal(count_of(&text, "Số sê-ri:"), 0);
	/* The last disk and the signatures stand on one page. */
	assert_int_equal(count_of(&text, "\f"), 2);
	assert_true(strstr(buf_text(&text), "Ổ lưu trữ 3") > strchr(buf_text(&text), '\f'));
	assert_has(&text, "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08");
	assert_int_equal(count_of(&text, "Người xoá:"), 1);
	assert_int_equal(count_of(&text, "NIST"), 0);
	media[1].method = NULL;
	assert_int_equal(export_wipe_certificate(&pdf, &certificate, NULL), -EINVAL);
	certificate.medium_count = 0;
	assert_int_equal(export_wipe_certificate(&pdf, &certificate, NULL), -EINVAL);
}

static void test_hostile(void **state)
{
	static const char bad[] =
		"\x1b[2J\x07\xff\xfe\xc3 \u202E\u0301 \u4e2d\u6587 \xf0\x9f\x98\x80 %s%n\n\n\n";
	AUTO(buf_done) struct buf pdf = {0}, text = {0};
	struct receipt_item items[2] = {{.count = 1},
					{.tag = bad, .name = bad, .count = UINT32_MAX}};
	struct receipt receipt = {
		.head = state_head, .donor = bad, .items = items, .item_count = 2};
	char *endless = malloc(100001);
	struct err err = {0};

	(void)state;
	memset(endless, 'W', 100000);
	endless[100000] = '\0';
	items[0].name = items[0].accessories = endless;
	receipt.donor_address = endless;
	receipt.head.issuer = endless + 99000;
	assert_int_equal(export_receipt(&pdf, &receipt, &err), 0);
	text_of(&text, "hostile.pdf", &pdf);
	assert_has(&text, "[2J");
	assert_has(&text, "%s%n");
	items[0].value = items[1].value = INT64_MAX;
	assert_int_equal(export_receipt(&pdf, &receipt, &err), -EINVAL);
	items[0].value = -1;
	assert_int_equal(export_receipt(&pdf, &receipt, &err), -EINVAL);
	receipt = (struct receipt){0};
	buf_clear(&pdf);
	assert_int_equal(export_receipt(&pdf, &receipt, &err), 0);
	assert_null(memmem(pdf.data, pdf.len, "CreationDate", 12));
	free(endless);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_receipt),     cmocka_unit_test(test_styles),
		cmocka_unit_test(test_pages),       cmocka_unit_test(test_repair),
		cmocka_unit_test(test_signed_pages),
		cmocka_unit_test(test_liquidation), cmocka_unit_test(test_fund),
		cmocka_unit_test(test_wipe),        cmocka_unit_test(test_hostile),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
