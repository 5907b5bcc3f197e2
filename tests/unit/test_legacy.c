/* Lists from before Unicode: TCVN3, VNI and Windows-1258 read as meant, and never by force. */
#include "text.h"

#include <iconv.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void reads(enum text_charset charset, const char *shown, const char *wanted)
{
	AUTO(buf_done) struct buf text = {0};

	text_from_legacy(&text, charset, shown);
	assert_string_equal(buf_text(&text), wanted);
}

static void tcvn3(void **state)
{
	(void)state;
	reads(TEXT_TCVN3, "NguyÔn ThÞ Hång", "Nguyễn Thị Hồng");
	reads(TEXT_TCVN3, "§µo Ngäc Ph\u00ad¬ng", "Đào Ngọc Phương");
	reads(TEXT_TCVN3, "NGUYÔN THÞ HåNG", "Nguyễn Thị Hồng");
	reads(TEXT_TCVN3, "NGUYÔN V¡N AN", "Nguyễn Văn An");
	reads(TEXT_TCVN3, "NguyÔn ThÞ ¸nh", "Nguyễn Thị Ánh");
	reads(TEXT_TCVN3, "hé nghÌo", "hộ nghèo");
	reads(TEXT_TCVN3, "TR\u00adêNG THCS PHï §æNG", "Trường THCS Phù Đổng");
	reads(TEXT_TCVN3, "Líp 6A1", "Lớp 6A1");
	reads(TEXT_TCVN3, "6A1", "6A1");
	/* Unicode that stands among it is kept. */
	reads(TEXT_TCVN3, "Nguyễn Thị Hoà", "Nguyễn Thị Hoà");
}

/* Every code of TCVN3 that the C library knows for a letter of the third set. */
static void tcvn3_is_that_of_the_c_library(void **state)
{
	static const char codes[] =
		"\xa1\xa2\xa3\xa4\xa5\xa6\xa7\xa8\xa9\xaa\xab\xac\xad\xae\xb5\xb6\xb7\xb8\xb9\xbb"
		"\xbc\xbd\xbe\xc6\xc7\xc8\xc9\xca\xcb\xcc\xce\xcf\xd0\xd1\xd2\xd3\xd4\xd5\xd6\xd7"
		"\xd8\xdc\xdd\xde\xdf\xe1\xe2\xe3\xe4\xe5\xe6\xe7\xe8\xe9\xea\xeb\xec\xed\xee\xef"
		"\xf1\xf2\xf3\xf4\xf5\xf6\xf7\xf8\xf9\xfa\xfb\xfc\xfd\xfe";
	iconv_t to = iconv_open("UTF-8", "TCVN5712-1");

	(void)state;
	assert_int_equal(sizeof(codes) - 1, 74);
	if (to == (iconv_t)-1)
		skip();
	for (const char *code = codes; *code; code++) {
		AUTO(buf_done) struct buf shown = {0}, text = {0}, wanted = {0};
		char in[] = {'b', *code, 'b', '\0'}, out[32] = "";
		char *from = in, *into = out;
		size_t left = 3, room = sizeof(out) - 1;

		assert_int_equal(iconv(to, &from, &left, &into, &room), 0);
		assert_int_equal(iconv(to, NULL, NULL, &into, &room), 0); /* what it held back */
		text_from_bytes(&shown, in, 3);
		text_from_legacy(&text, TEXT_TCVN3, buf_text(&shown));
		text_nfc(&wanted, out);
		/* A capital within a word is no word of a list: its case is mended. */
		if ((unsigned char)*code > 0xa7)
			assert_string_equal(buf_text(&text), buf_text(&wanted));
	}
	iconv_close(to);
}

static void vni(void **state)
{
	(void)state;
	reads(TEXT_VNI, "Traàn Vaên Ñöùc", "Trần Văn Đức");
	reads(TEXT_VNI, "NGUYEÃN THÒ HOÀNG", "NGUYỄN THỊ HỒNG");
	reads(TEXT_VNI, "Löu Thuyû Tieân", "Lưu Thuỷ Tiên");
	reads(TEXT_VNI, "Phöôïng Myõ Kyø Æ", "Phượng Mỹ Kỳ Ỉ");
	reads(TEXT_VNI, "hoä ngheøo", "hộ nghèo");
	reads(TEXT_VNI, "Hoàng", "Hồng");
}

static void cp1258(void **state)
{
	AUTO(buf_done) struct buf shown = {0};

	(void)state;
	text_from_bytes(&shown, "Nguy\xea\xden Th\xed Ho\xcc\x61", 14);
	reads(TEXT_CP1258, "Nguyê\u00den", "Nguyễn");
	reads(TEXT_CP1258, "Ðào Thiò Hoàng", "Đào Thị Hoàng");
}

static enum text_charset guess(const char *text)
{
	struct text_tally tally = {0};

	text_tally_add(&tally, text);
	return text_tally_guess(&tally);
}

static void guesses(void **state)
{
	(void)state;
	assert_int_equal(guess("Nguyễn Thị Hồng, Trần Văn Đức"), TEXT_UNICODE);
	assert_int_equal(guess("Nguyen Van An"), TEXT_UNICODE);
	assert_int_equal(guess("NguyÔn ThÞ Hång; TrÇn V¨n §øc"), TEXT_TCVN3);
	assert_int_equal(guess("NGUYÔN THÞ HåNG"), TEXT_TCVN3);
	assert_int_equal(guess("Traàn Vaên Ñöùc; Nguyeãn Thò Hoàng"), TEXT_VNI);
	assert_int_equal(guess("Nguyêþn Viòêt Ðýìc"), TEXT_CP1258);
	assert_int_equal(guess(""), TEXT_UNICODE);
	/* Valid in both readings: left alone. */
	assert_int_equal(guess("Hoàng"), TEXT_UNICODE);
	assert_int_equal(guess("Y Moan Ênuôl; Nguyễn Thị Hồng; Trần Văn Đức; Đào Ngọc Phượng; "
			       "Lưu Thuỷ Tiên; Hoàng Thị Mỹ"),
			 TEXT_UNICODE);
}

static void names(void **state)
{
	static const char *const cases[][2] = {
		{"NGUYỄN THỊ HÒA", "Nguyễn Thị Hòa"}, {"Nguyễn Văn A", "Nguyễn Văn A"},
		{"K'BRƠI Y MOAN", "K'Brơi Y Moan"},   {"LÊ ĐỨC-ANH", "Lê Đức-Anh"},
		{"", ""},			      {"A", "A"},
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		AUTO(buf_done) struct buf name = {0};

		text_case_name(&name, cases[i][0]);
		assert_string_equal(buf_text(&name), cases[i][1]);
	}
}

static void bytes_shown(void **state)
{
	AUTO(buf_done) struct buf shown = {0};

	(void)state;
	text_from_bytes(&shown, "\x93\xd4\x94\x81", 4);
	assert_string_equal(buf_text(&shown), "“Ô”\ufffd");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(tcvn3),
		cmocka_unit_test(tcvn3_is_that_of_the_c_library),
		cmocka_unit_test(vni),
		cmocka_unit_test(cp1258),
		cmocka_unit_test(guesses),
		cmocka_unit_test(names),
		cmocka_unit_test(bytes_shown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
