/* text: cleaning, folding, width. */
#include "text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static void check_clean(const char *raw, size_t len, const char *expected)
{
	AUTO(buf_done) struct buf out = {0};

	text_clean(&out, raw, len, 64);
	assert_string_equal(buf_text(&out), expected);
	assert_true(text_is_utf8(buf_text(&out), out.len));
}

static void outside_text_is_made_safe(void **state)
{
	(void)state;
	check_clean("  ThinkPad\t X201 \n", 18, "ThinkPad X201");
	check_clean("a\033[31mred", 9, "a [31mred");
	check_clean("\xff\xfe", 2, "\\xFF\\xFE");
	check_clean("\xe1\xbb", 2, "\\xE1\\xBB");
	check_clean("\xed\xa0\x80", 3, "\\xED\\xA0\\x80");
	check_clean("\xc0\xaf", 2, "\\xC0\\xAF");
	check_clean("a\xe2\x80\xae"
		    "b",
		    5, "a b");
	check_clean("", 0, "");
}

static void what_nobody_sees_is_blank(void **state)
{
	(void)state;
	assert_true(text_is_blank(""));
	assert_true(text_is_blank(" \t"));
	assert_true(text_is_blank("\u200b\u202e\ufeff\u2060"));
	assert_true(text_is_blank("\u00a0\u3000\u3164\u2800\u00ad"));
	assert_false(text_is_blank(" \u200bHòa"));
	assert_false(text_is_blank("."));
	assert_false(text_is_blank("\xff"));
}

static void check_fold(const char *text, const char *expected)
{
	AUTO(buf_done) struct buf out = {0};

	text_fold(&out, text);
	assert_string_equal(buf_text(&out), expected);
}

static void search_key_has_no_marks(void **state)
{
	(void)state;
	check_fold("Nguyễn Đức  Ất", "nguyen duc at");
	check_fold("Nguye\xcc\x82\xcc\x83n", "nguyen");
	check_fold("\xc3\x90\xe1\xbb\xa9"
		   "c",
		   "duc"); /* Ð U+00D0 typed for Đ */
	check_fold("  HP  ", "hp");
}

static void columns_not_bytes(void **state)
{
	AUTO(buf_done) struct buf out = {0};

	(void)state;
	assert_int_equal(text_width("Nguyễn"), 6);
	assert_int_equal(text_width("Nguye\xcc\x82\xcc\x83n"), 6);
	text_fit(&out, "Khoẻ mạnh", 5, true);
	assert_string_equal(buf_text(&out), "Khoẻ…");
	buf_clear(&out);
	text_fit(&out, "Đạt", 5, true);
	assert_string_equal(buf_text(&out), "Đạt  ");
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

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_money),
		cmocka_unit_test(outside_text_is_made_safe),
		cmocka_unit_test(what_nobody_sees_is_blank),
		cmocka_unit_test(search_key_has_no_marks),
		cmocka_unit_test(columns_not_bytes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
