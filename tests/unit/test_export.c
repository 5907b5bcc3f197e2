/* Papers, labels and codes: same bytes every time, Vietnamese that can be read back, pages that
 * break where they should, hostile texts that harm nothing. */
#include "base.h"
#include "export.h"
#include "text.h"

#include <errno.h>
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
// cmocka.h needs those above
#include <cmocka.h>

#define TIMEOUT_MS 20000
#define OUTPUT_MAX (16u << 20)

static const struct paper_head state_head = {
	.style = PAPER_STATE,
	.parent = "ĐẢNG ỦY XÃ GIA LÂM",
	.issuer = "TRƯỜNG THCS ĐẶNG XÁ",
	.number = "05/BN-THCS",
	.place = "Gia Lâm",
	.date = "2026-02-05T08:30:00+07:00",
	.signers = {{"HIỆU TRƯỞNG", "Nguyễn Thị Hường"}},
};
static const struct label one_label = {.tag = "7K3M2X9",
				       .kind = "Máy tính xách tay",
				       .date = "2026-11-22",
				       .team = "Đội HT IT Gia Lâm"};

/* Where the test leaves a file for other programs; given as a path in RET. */
static void put_file(char ret[PATH_MAX], const char *name, const struct buf *data)
{
	const char *dir = getenv("EXPORT_KEEP");
	int fd;

	snprintf(ret, PATH_MAX, "%s/%s", dir ? dir : "/tmp", name);
	if (!dir)
		snprintf(ret, PATH_MAX, "/tmp/export-%d-%s", getpid(), name);
	fd = open(ret, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
	assert_true(fd >= 0);
	assert_int_equal(write(fd, data->data, data->len), (ssize_t)data->len);
	close(fd);
}

static void drop_file(const char *path)
{
	if (!getenv("EXPORT_KEEP"))
		unlink(path);
}

/* Runs ARGV, its output in RET; skips the test where the program is not installed. */
static void run(struct buf *ret, const char *const *argv)
{
	struct err err = {0};
	int status = -1;
	int r = proc_run(argv, TIMEOUT_MS, OUTPUT_MAX, ret, &status, &err);

	if (r == -ENOENT)
		skip();
	assert_int_equal(r, 0);
	assert_int_equal(status, 0);
}

/* The text of a PDF as pdftotext finds it; pages end with \f. */
static void text_of(struct buf *ret, const char *name, const struct buf *pdf)
{
	char path[PATH_MAX];

	put_file(path, name, pdf);
	run(ret, (const char *const[]){"pdftotext", "-layout", path, "-", NULL});
	drop_file(path);
}

static void assert_has(const struct buf *text, const char *words)
{
	if (!strstr(buf_text(text), words))
		fail_msg("not found: %s\n%s", words, buf_text(text));
}

static unsigned count_of(const struct buf *text, const char *words)
{
	unsigned count = 0;

	for (const char *at = buf_text(text); (at = strstr(at, words)); at++)
		count++;
	return count;
}

static void test_money(void **state)
{
	static const struct {
		int64_t amount;
		const char *words;
	} table[] = {
		{0, "Không đồng"},
		{10, "Mười đồng"},
		{15, "Mười lăm đồng"},
		{21, "Hai mươi mốt đồng"},
		{24, "Hai mươi tư đồng"},
		{55, "Năm mươi lăm đồng"},
		{101, "Một trăm linh một đồng"},
		{111, "Một trăm mười một đồng"},
		{1001, "Một nghìn không trăm linh một đồng"},
		{10005, "Mười nghìn không trăm linh năm đồng"},
		{105000, "Một trăm linh năm nghìn đồng"},
		{1005000, "Một triệu không trăm linh năm nghìn đồng"},
		{20021004, "Hai mươi triệu không trăm hai mươi mốt nghìn không trăm linh bốn đồng"},
		{1000000005, "Một tỷ không trăm linh năm đồng"},
		{4256800000000, "Bốn nghìn hai trăm năm mươi sáu tỷ tám trăm triệu đồng"},
		{1000000001000, "Một nghìn tỷ không trăm linh một nghìn đồng"},
		{-5, "Âm năm đồng"},
	};
	AUTO(buf_done) struct buf text = {0};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(table); i++) {
		buf_clear(&text);
		text_money_words(&text, table[i].amount);
		assert_string_equal(buf_text(&text), table[i].words);
	}
	buf_clear(&text);
	text_money(&text, 1234567);
	buf_add_char(&text, ' ');
	text_money(&text, INT64_MIN);
	buf_add_char(&text, ' ');
	text_money(&text, 100);
	assert_string_equal(buf_text(&text), "1.234.567 -9.223.372.036.854.775.808 100");
	buf_clear(&text);
	text_money_words(&text, INT64_MIN);
	assert_true(str_starts(buf_text(&text), "Âm chín tỷ"));
}

static unsigned lines_in(const struct buf *text)
{
	return count_of(text, "\n");
}

static void test_qr_text(void **state)
{
	AUTO(buf_done) struct buf text = {0};
	struct err err;

	(void)state;
	assert_int_equal(export_qr_text(&text, "7K3M2X9", QR_HALVES, 24, 80, &err), 0);
	assert_int_equal(lines_in(&text), 15);
	buf_clear(&text);
	assert_int_equal(export_qr_text(&text, "7K3M2X9", QR_BLOCKS, 24, 80, &err), 0);
	assert_int_equal(lines_in(&text), 23);
	assert_int_equal(text_width(strtok_r(text.data, "\n", &(char *){NULL})), 46);
	buf_clear(&text);
	assert_int_equal(export_qr_text(&text, "7K3M2X9", QR_BLOCKS, 22, 80, &err), -ENOSPC);
	assert_int_equal(export_qr_text(&text, "7K3M2X9", QR_HALVES, 11, 80, &err), -ENOSPC);
	assert_int_equal(export_qr_text(&text, "7k3", QR_HALVES, 24, 80, &err), -EINVAL);
	assert_int_equal(export_qr_text(&text, "", QR_HALVES, 24, 80, &err), -EINVAL);
	assert_int_equal(export_qr_text(&text, NULL, QR_HALVES, 24, 80, &err), -EINVAL);
	assert_int_equal(export_qr_text(&text, "ABCDEFGHJ", QR_HALVES, 24, 80, &err), -EINVAL);
	assert_int_equal(text.len, 0);
}

/* A picture of black and white dots with a white border, as zbarimg reads it. */
static void assert_picture_reads(const char *name, const unsigned char *dots, size_t wide,
				 size_t high)
{
	AUTO(buf_done) struct buf pgm = {0}, said = {0};
	const size_t border = 32;
	char path[PATH_MAX];

	buf_printf(&pgm, "P5 %zu %zu 255\n", wide + 2 * border, high + 2 * border);
	for (size_t y = 0; y < high + 2 * border; y++)
		for (size_t x = 0; x < wide + 2 * border; x++) {
			bool inside = x >= border && y >= border && x < wide + border &&
				      y < high + border;

			buf_add_char(&pgm, inside && dots[(y - border) * wide + x - border]
						   ? '\0'
						   : '\xff');
		}
	put_file(path, name, &pgm);
	run(&said, (const char *const[]){"zbarimg", "-q", "--raw", path, NULL});
	drop_file(path);
	assert_string_equal(str_trim(said.data), EXPORT_QR_PREFIX "7K3M2X9");
}

/* What the screen shows of QR_BLOCKS, eight dots a module. */
static void test_qr_text_reads(void **state)
{
	enum { MODULES = 23, DOTS = 8, SIDE = MODULES * DOTS };
	AUTO(buf_done) struct buf text = {0};
	unsigned char *dots = calloc(SIDE, SIDE);
	const char *at;

	(void)state;
	assert_int_equal(export_qr_text(&text, "7K3M2X9", QR_BLOCKS, 23, 46, NULL), 0);
	at = text.data;
	for (size_t y = 0; y < MODULES; y++, at++)
		for (size_t x = 0; x < MODULES; x++) {
			bool dark = *at == ' ';

			at += dark ? 2 : 2 * strlen("█");
			for (size_t i = 0; i < DOTS * DOTS; i++)
				dots[(y * DOTS + i / DOTS) * SIDE + x * DOTS + i % DOTS] = dark;
		}
	assert_picture_reads("qr.pgm", dots, SIDE, SIDE);
	free(dots);
}

static void test_label_pdf(void **state)
{
	AUTO(buf_done) struct buf first = {0}, again = {0}, text = {0}, sheet = {0};
	struct label many[40];
	struct err err = {0};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(many); i++)
		many[i] = one_label;
	assert_int_equal(export_labels_pdf(&first, many, 2, LABEL_ROLL, &err), 0);
	assert_int_equal(export_labels_pdf(&again, many, 2, LABEL_ROLL, &err), 0);
	assert_int_equal(first.len, again.len);
	assert_memory_equal(first.data, again.data, first.len);
	text_of(&text, "label.pdf", &first);
	assert_int_equal(count_of(&text, "7K3M2X9"), 2);
	assert_int_equal(count_of(&text, "\f"), 2);
	assert_has(&text, "Máy tính xách");
	assert_has(&text, "22/11/2026");
	assert_has(&text, "Đội HT IT Gia Lâm");
	assert_int_equal(export_labels_pdf(&sheet, many, ARRAY_LEN(many), LABEL_A4, &err), 0);
	buf_clear(&text);
	text_of(&text, "sheet.pdf", &sheet);
	assert_int_equal(count_of(&text, "7K3M2X9"), 40);
	assert_int_equal(count_of(&text, "\f"), 2);
	assert_int_equal(export_labels_pdf(&sheet, many, 0, LABEL_A4, &err), -EINVAL);
	many[1].tag = "khác";
	assert_int_equal(export_labels_pdf(&sheet, many, 2, LABEL_A4, &err), -EINVAL);
}

/* A label printed at 203 dots an inch is read by a scanner. */
static void test_label_reads(void **state)
{
	AUTO(buf_done) struct buf pdf = {0}, picture = {0}, said = {0};
	char path[PATH_MAX], image[PATH_MAX];

	(void)state;
	assert_int_equal(export_labels_pdf(&pdf, &one_label, 1, LABEL_ROLL, NULL), 0);
	put_file(path, "scan.pdf", &pdf);
	run(&picture, (const char *const[]){"pdftoppm", "-r", "203", "-png", path, NULL});
	put_file(image, "scan.png", &picture);
	run(&said, (const char *const[]){"zbarimg", "-q", "--raw", image, NULL});
	drop_file(path);
	drop_file(image);
	assert_string_equal(str_trim(said.data), EXPORT_QR_PREFIX "7K3M2X9");
}

static void test_label_escpos(void **state)
{
	enum { WIDE = 384, HIGH = 240, HEAD = 2 + 8 };
	AUTO(buf_done) struct buf bytes = {0};
	unsigned char *dots = malloc((size_t)WIDE * HIGH);
	const unsigned char *row;

	(void)state;
	assert_int_equal(export_labels_escpos(&bytes, &one_label, 1, NULL), 0);
	assert_int_equal(bytes.len, HEAD + WIDE / 8 * HIGH + 3 + 4);
	assert_memory_equal(bytes.data, "\x1b@\x1dv0\0\x30\0\xf0\0", HEAD);
	row = (const unsigned char *)bytes.data + HEAD;
	for (size_t i = 0; i < (size_t)WIDE * HIGH; i++)
		dots[i] = row[i / 8] >> (7 - i % 8) & 1;
	assert_picture_reads("escpos.pgm", dots, WIDE, HIGH);
	free(dots);
}

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
		"Bên tặng đồng ý để bên nhận xóa",
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
		 .level = "Purge",
		 .method = "ATA Sanitize, block erase",
		 .verification = "đọc lại 10 %: toàn số 0"},
		{.model = "eMMC", .level = "Clear", .method = "ghi đè một lượt số 0"},
	};
	struct wipe_certificate certificate = {.head = state_head,
					       .tag = "7K3M2X9",
					       .media = media,
					       .medium_count = 2,
					       .wiper = "Vũ Đức Thắng",
					       .checker = "Hồ Thị Mỹ"};
	AUTO(buf_done) struct buf pdf = {0}, text = {0};

	(void)state;
	assert_int_equal(export_wipe_certificate(&pdf, &certificate, NULL), 0);
	text_of(&text, "wipe.pdf", &pdf);
	assert_has(&text, "Mức xóa: Purge");
	assert_has(&text, "Kiểm chứng: đọc lại 10 %: toàn số 0");
	assert_has(&text, "Kiểm chứng: chưa kiểm chứng");
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
		cmocka_unit_test(test_money),         cmocka_unit_test(test_qr_text),
		cmocka_unit_test(test_qr_text_reads), cmocka_unit_test(test_label_pdf),
		cmocka_unit_test(test_label_reads),   cmocka_unit_test(test_label_escpos),
		cmocka_unit_test(test_receipt),       cmocka_unit_test(test_styles),
		cmocka_unit_test(test_pages),         cmocka_unit_test(test_repair),
		cmocka_unit_test(test_liquidation),   cmocka_unit_test(test_fund),
		cmocka_unit_test(test_wipe),          cmocka_unit_test(test_hostile),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
