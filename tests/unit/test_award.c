/* Certificates: a framed page each, whose code a scanner reads; as a table in the other forms. */
#include "export_award.h"
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

static const struct award list[] = {
	{"Nguyễn Thị Ngọc Huyền", "Trường THCS Hồ Thị Kỷ, phường Xuân Lập",
	 "đạt Giải Nhất Bảng B, Cuộc thi sáng tạo vẽ tranh, video clip truyền thông bằng AI",
	 "Tác phẩm: Thành phố thông minh của em", "7K3M2X9QAB", "01/2024"},
	{"Y Moan Ênuôl", NULL, "đã hoàn thành chương trình tập huấn, 12 giờ", NULL, "ABCDE12345",
	 NULL},
};

static struct awards two(void)
{
	return (struct awards){
		.head = {.style = PAPER_STATE, .parent = "UBND THÀNH PHỐ LONG KHÁNH",
			 .issuer = "PHÒNG GIÁO DỤC VÀ ĐÀO TẠO", .place = "Long Khánh",
			 .date = "2024-11-18",
			 .signers = {{"TRƯỞNG PHÒNG", "Trần Văn Mẫu"}, {NULL, NULL}}},
		.title = "GIẤY CHỨNG NHẬN", .list = list, .count = ARRAY_LEN(list),
	};
}

static void a_page_each(void **state)
{
	AUTO(buf_done) struct buf pdf = {0}, text = {0}, again = {0};
	struct awards awards = two();
	struct err err;

	(void)state;
	assert_int_equal(export_awards(&pdf, &awards, &err), 0);
	assert_int_equal(export_awards(&again, &awards, &err), 0);
	assert_int_equal(pdf.len, again.len);
	assert_memory_equal(pdf.data, again.data, pdf.len);
	text_of(&text, "awards.pdf", &pdf);
	assert_int_equal(count_of(&text, "\f"), 2);
	assert_int_equal(count_of(&text, "GIẤY CHỨNG NHẬN"), 2);
	assert_has(&text, "Nguyễn Thị Ngọc Huyền");
	assert_has(&text, "Giải Nhất Bảng B");
	assert_has(&text, "Mã tra cứu: 7K3M2X9QAB");
	assert_has(&text, "Số vào sổ: 01/2024");
	assert_has(&text, "Y Moan Ênuôl");
	assert_has(&text, "Số vào sổ: ……");
}

static void a_scanner_reads_the_code(void **state)
{
	AUTO(buf_done) struct buf pdf = {0}, said = {0};
	struct awards awards = two();
	char path[PATH_MAX], picture[PATH_MAX + 8];
	struct err err;

	(void)state;
	assert_int_equal(export_awards(&pdf, &awards, &err), 0);
	put_file(path, "award-code.pdf", &pdf);
	run(&said, (const char *const[]){"pdftoppm", "-r", "150", "-png", "-singlefile", path, path,
					 NULL});
	snprintf(picture, sizeof(picture), "%s.png", path);
	buf_clear(&said);
	run(&said, (const char *const[]){"zbarimg", "-q", "--raw", picture, NULL});
	drop_file(path);
	drop_file(picture);
	assert_string_equal(str_trim(said.data), EXPORT_QR_PREFIX "7K3M2X9QAB");
}

static void other_forms_are_tables(void **state)
{
	AUTO(buf_done) struct buf csv = {0}, json = {0}, xlsx = {0};
	struct awards awards = two();
	struct err err;

	(void)state;
	awards.head.format = PAPER_CSV;
	assert_int_equal(export_awards(&csv, &awards, &err), 0);
	assert_has(&csv, "\"2\";\"Y Moan Ênuôl\";;");
	awards.head.format = PAPER_JSON;
	assert_int_equal(export_awards(&json, &awards, &err), 0);
	assert_has(&json, "\"ABCDE12345\"");
	awards.head.format = PAPER_XLSX;
	assert_int_equal(export_awards(&xlsx, &awards, &err), 0);
}

static void what_is_overlong_stays_on_its_page(void **state)
{
	AUTO(buf_done) struct buf pdf = {0}, text = {0}, words = {0};
	struct award award = list[0];
	struct awards awards = two();
	struct err err;

	(void)state;
	for (int i = 0; i < 2000; i++)
		buf_add_str(&words, "Ễ ệ\x1b ");
	award.name = award.unit = award.reason = award.detail = buf_text(&words);
	awards.list = &award;
	awards.count = 1;
	assert_int_equal(export_awards(&pdf, &awards, &err), 0);
	text_of(&text, "overlong.pdf", &pdf);
	assert_int_equal(count_of(&text, "\f"), 1);
}

static void refused(void **state)
{
	AUTO(buf_done) struct buf pdf = {0};
	static const char *const codes[] = {NULL, "", "abc", "A B", "ABCDEFGHJKLMN"};
	struct award award = list[0];
	struct awards awards = two();
	struct err err;

	(void)state;
	awards.count = 0;
	assert_int_equal(export_awards(&pdf, &awards, &err), -EINVAL);
	awards.list = &award;
	awards.count = 1;
	for (size_t i = 0; i < ARRAY_LEN(codes); i++) {
		award.code = codes[i];
		assert_int_equal(export_awards(&pdf, &awards, &err), -EINVAL);
	}
	assert_int_equal(pdf.len, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_page_each),
		cmocka_unit_test(a_scanner_reads_the_code),
		cmocka_unit_test(other_forms_are_tables),
		cmocka_unit_test(what_is_overlong_stays_on_its_page),
		cmocka_unit_test(refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
