/* typing: Telex and VNI, word by word, every syllable there and back, and words that are none. */
#include "text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static void check(enum typing_method method, const char *keys, const char *expected)
{
	AUTO(buf_done) struct buf word = {0};

	typing_compose(&word, method, keys, true);
	if (!str_eq(buf_text(&word), expected))
		fail_msg("%s → %s, not %s", keys, buf_text(&word), expected);
}

static const struct {
	const char *telex, *vni, *word;
} words[] = {
	{"nguowif", "nguoi72", "người"},
	{"nguwowif", "ngu7o7i2", "người"},
	{"nguoiwf", "nguo72i", "người"},
	{"DDawks", "D9a8k1", "Đắk"},
	{"ddawks", "d9ak81", "đắk"},
	{"DDAWKS", "D9A8K1", "ĐẮK"},
	{"Lawks", "La81k", "Lắk"},
	{"giuwowngf", "giuong72", "giường"},
	{"Huyeefn", "Huye62n", "Huyền"},
	{"Huyeenf", "Huyen62", "Huyền"},
	{"quyeets", "quye61t", "quyết"},
	{"gif", "gi2", "gì"},
	{"giaf", "gia2", "già"},
	{"giuwx", "giu74", "giữ"},
	{"gieengs", "gieng61", "giếng"},
	{"gieets", "giet61", "giết"},
	{"quas", "qua1", "quá"},
	{"quys", "quy1", "quý"},
	{"quoocs", "quoc61", "quốc"},
	{"quaanf", "quan62", "quần"},
	{"Nguyeenx", "Nguyen64", "Nguyễn"},
	{"Nguyeexn", "Nguye64n", "Nguyễn"},
	{"Traanf", "Tran62", "Trần"},
	{"Lee", "Le6", "Lê"},
	{"Phamj", "Pham5", "Phạm"},
	{"Hoangf", "Hoang2", "Hoàng"},
	{"Huynhf", "Huynh2", "Huỳnh"},
	{"Vox", "Vo4", "Võ"},
	{"Vux", "Vu4", "Vũ"},
	{"DDawngj", "D9ang85", "Đặng"},
	{"Buif", "Bui2", "Bùi"},
	{"DDoox", "D9o64", "Đỗ"},
	{"Hoof", "Ho62", "Hồ"},
	{"Ngoo", "Ngo6", "Ngô"},
	{"Duwowng", "Duong7", "Dương"},
	{"Lys", "Ly1", "Lý"},
	{"Vawn", "Van8", "Văn"},
	{"Thij", "Thi5", "Thị"},
	{"DDuwcs", "D9u7c1", "Đức"},
	{"Tuaans", "Tuan61", "Tuấn"},
	{"Hoaf", "Hoa2", "Hòa"},
	{"Hofa", "Ho2a", "Hòa"},
	{"Thuys", "Thuy1", "Thúy"},
	{"Khoer", "Khoe3", "Khỏe"},
	{"Thuowngr", "Thuong73", "Thưởng"},
	{"thuowr", "thuo73", "thuở"},
	{"Uwowng", "Uong7", "Ương"},
	{"ruwowuj", "ruou75", "rượu"},
	{"huouw", "huou7", "hươu"},
	{"khuyur", "khuyu3", "khuỷu"},
	{"ngoawnf", "ngoan82", "ngoằn"},
	{"ngoefo", "ngoeo2", "ngoèo"},
	{"moooc", "mooc", "mooc"},
	{"mooocs", "mooc1", "moóc"},
	{"nhwngx", "nhung74", "những"},
	{"tieengs", "tie61ng", "tiếng"},
	{"tiengse", "tieng16", "tiếng"},
	{"Vieetj", "Viet65", "Việt"},
	{"dduwowcj", "d9uoc75", "được"},
	{"duowcdj", "duoc975", "được"},
	{"muaw", "mua7", "mưa"},
	{"maays", "may61", "mấy"},
	{"mays", "may1", "máy"},
	{"suwar", "sua73", "sửa"},
	{"hoongr", "ho6ng3", "hổng"},
	{"hoongr", "hong63", "hổng"},
	{"manf", "man2", "màn"},
	{"hinhf", "hinh2", "hình"},
	{"phims", "phim1", "phím"},
	{"chuootj", "chuo65t", "chuột"},
	{"oor", "o63", "ổ"},
	{"cuwngs", "cung71", "cứng"},
	{"sajc", "sac5", "sạc"},
	{"dday", "d9ay", "đay"},
	{"truwowngf", "truong72", "trường"},
	{"xax", "xa4", "xã"},
	{"Kroong", "Kro6ng", "Krông"},
	{"Niee", "Nie6", "Niê"},
	{"Browi", "Bro7i", "Brơi"},
	{"Kpaw", "Kpa8", "Kpă"},
	{"dd", "d9", "đ"},
	{"SDDT", "SD9T", "SĐT"},
	{"QDD", "QD9", "QĐ"},
	{"hasf", "ha2", "hà"},
	{"tieengsz", "tieng610", "tiêng"},
};

static void words_are_composed(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(words); i++) {
		check(TYPING_TELEX, words[i].telex, words[i].word);
		check(TYPING_VNI, words[i].vni, words[i].word);
	}
}

static void a_key_pressed_twice_is_itself(void **state)
{
	static const char *const telex[][2] = {
		{"aaa", "aa"},     {"eee", "ee"},     {"ooo", "oo"},   {"ddd", "dd"},
		{"ww", "w"},       {"aww", "aw"},     {"uww", "uw"},   {"ass", "as"},
		{"tesst", "test"}, {"Assus", "Asus"}, {"maxx", "max"}, {"seeen", "seen"},
		{"aaaa", "aaa"},
	};
	static const char *const vni[][2] = {
		{"a11", "a1"}, {"a66", "a6"}, {"o77", "o7"}, {"d99", "d9"}, {"i55", "i5"}};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(telex); i++)
		check(TYPING_TELEX, telex[i][0], telex[i][1]);
	for (size_t i = 0; i < ARRAY_LEN(vni); i++)
		check(TYPING_VNI, vni[i][0], vni[i][1]);
}

static void other_words_stay_as_typed(void **state)
{
	static const char *const telex[] = {
		"text",     "windows", "Dell",     "Celeron",  "Pentium",  "Asus",     "Acer",
		"Lenovo",   "Toshiba", "Samsung",  "Xiaomi",   "Nokia",    "Google",   "google",
		"wifi",     "data",    "book",     "MacBook",  "keep",     "week",     "mouse",
		"router",   "server",  "laser",    "Epson",    "Canon",    "Brother",  "printer",
		"keyboard", "class",   "access",   "case",     "desktop",  "notebook", "USB",
		"HDD",      "SSD",     "hdd",      "ddr",      "BIOS",     "UEFI",     "CPU",
		"GPU",      "LCD",     "WC",       "iOS",      "user",     "Office",   "Word",
		"Excel",    "Zalo",    "Facebook", "email",    "web",      "software", "driver",
		"Intel",    "Ryzen",   "Android",  "iPhone",   "tablet",   "charger",  "Latitude",
		"Inspiron", "Vostro",  "Aspire",   "Pavilion", "ThinkPad", "test",     "Pass",
		"error",    "offline",
	};
	static const char *const vni[] = {
		"X201", "N2840", "A125F", "E6420", "T420", "A51", "A12",  "i3",   "i5",   "i7",
		"DDR3", "DDR4",  "J5",    "S20",   "M2",   "4G",  "3h30", "7XK2", "B1B2",
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(telex); i++)
		check(TYPING_TELEX, telex[i], telex[i]);
	for (size_t i = 0; i < ARRAY_LEN(vni); i++)
		check(TYPING_VNI, vni[i], vni[i]);
	check(TYPING_OFF, "tieengs", "tieengs");
	check(TYPING_TELEX, "", "");
	check(TYPING_TELEX, "nghieengfnghieengfnghieengf", "nghieengfnghieengfnghieengf");
}

/* ---- every syllable -------------------------------------------------------------------------- */

static const char *const initials[] = {"",   "b",  "c", "ch", "d",  "đ",  "g",  "gh",  "gi", "h",
				       "k",  "kh", "l", "m",  "n",  "nh", "ng", "ngh", "p",  "ph",
				       "qu", "r",  "s", "t",  "th", "tr", "v",  "x"};

/* With sắc where the tone stands. */
static const char *const rimes[] = {
	"á",    "ác",   "ách",  "ái",   "ám",   "án",   "áng",  "ánh",  "áo",   "áp",  "át",
	"áu",   "áy",   "ắc",   "ắm",   "ắn",   "ắng",  "ắp",   "ắt",   "ấc",   "ấm",  "ấn",
	"ấng",  "ấp",   "ất",   "ấu",   "ấy",   "é",    "éc",   "ém",   "én",   "éng", "éo",
	"ép",   "ét",   "ế",    "ếch",  "ếm",   "ến",   "ếnh",  "ếp",   "ết",   "ếu",  "í",
	"ía",   "ích",  "ím",   "ín",   "ính",  "íp",   "ít",   "íu",   "iếc",  "iếm", "iến",
	"iếng", "iếp",  "iết",  "iếu",  "ó",    "óc",   "ói",   "óm",   "ón",   "óng", "óp",
	"ót",   "óa",   "oác",  "oách", "oái",  "oán",  "oáng", "oánh", "oát",  "oáy", "oắc",
	"oắn",  "oắng", "oắt",  "óe",   "oén",  "oéo",  "oét",  "ố",    "ốc",   "ối",  "ốm",
	"ốn",   "ống",  "ốp",   "ốt",   "ớ",    "ới",   "ớm",   "ớn",   "ớp",   "ớt",  "ú",
	"úa",   "úc",   "úi",   "úm",   "ún",   "úng",  "úp",   "út",   "uấn",  "uất", "uấy",
	"uế",   "uếch", "uếnh", "uở",   "uốc",  "uối",  "uốm",  "uốn",  "uống", "uốt", "úy",
	"uých", "uýnh", "uýt",  "uýu",  "uyến", "uyết", "ứ",    "ứa",   "ức",   "ứi",  "ứng",
	"ứt",   "ứu",   "ước",  "ưới",  "ướm",  "ướn",  "ướng", "ướp",  "ướt",  "ướu", "ý",
	"yếm",  "yến",  "yết",  "yếu",
};

static const char *const tones[] = {"\u0301", "\u0323", "", "\u0300", "\u0309", "\u0303"};

static bool is_written(const char *initial, const char *rime)
{
	bool is_front = strchr("eiy", rime[0]) || str_starts(rime, "é") || str_starts(rime, "ế") ||
			str_starts(rime, "í") || str_starts(rime, "ý");

	if (str_eq(initial, "qu"))
		return rime[0] != 'u' && !str_starts(rime, "ú") && !str_starts(rime, "ó") &&
		       !str_starts(rime, "ư") && !str_starts(rime, "ứ") && rime[0] != 'o';
	if (str_eq(initial, "c") || str_eq(initial, "g") || str_eq(initial, "ng"))
		return !is_front;
	if (str_eq(initial, "gh") || str_eq(initial, "ngh"))
		return is_front && !str_starts(rime, "ý") && rime[0] != 'y';
	if (str_eq(initial, "gi"))
		return rime[0] != 'i' && rime[0] != 'y' && !str_starts(rime, "í") &&
		       !str_starts(rime, "ý");
	return true;
}

/* Puts TONE in the place of the sắc of RIME. */
static void set_tone(struct buf *ret, const char *initial, const char *rime, const char *tone)
{
	AUTO(buf_done) struct buf word = {0};
	static const char *const acute[] = {"áa", "ắă", "ấâ", "ée", "ếê", "íi",
					    "óo", "ốô", "ớơ", "úu", "ứư", "ýy"};

	buf_add_str(&word, initial);
	while (*rime) {
		const char *plain = NULL;
		size_t len = 0;

		for (size_t i = 0; i < ARRAY_LEN(acute) && !plain; i++) {
			len = (acute[i][0] & 0xf0) == 0xe0 ? 3 : 2;
			if (strncmp(rime, acute[i], len) == 0)
				plain = acute[i] + len;
		}
		if (plain) {
			buf_printf(&word, "%s%s", plain, tone);
			rime += len;
		} else {
			buf_add_char(&word, *rime++);
		}
	}
	text_nfc(ret, buf_text(&word));
}

static void check_both(const char *word)
{
	for (int method = TYPING_TELEX; method <= TYPING_VNI; method++) {
		AUTO(buf_done) struct buf keys = {0};

		/* "i3" and "i5" are processors. */
		if (method == TYPING_VNI && (str_eq(word, "ỉ") || str_eq(word, "ị")))
			continue;
		if (!typing_keys(&keys, (enum typing_method)method, word))
			fail_msg("no keys for %s", word);
		check((enum typing_method)method, buf_text(&keys), word);
	}
}

static bool ends_short(const char *rime)
{
	return str_ends(rime, "c") || str_ends(rime, "ch") || str_ends(rime, "p") ||
	       str_ends(rime, "t");
}

static size_t check_tones(const char *initial, const char *rime)
{
	size_t count = ends_short(rime) ? 2 : 6;

	if (!is_written(initial, rime))
		return 0;
	for (size_t i = 0; i < count; i++) {
		AUTO(buf_done) struct buf word = {0};

		set_tone(&word, initial, rime, tones[i]);
		check_both(buf_text(&word));
	}
	return count;
}

static void every_syllable_can_be_typed(void **state)
{
	size_t count = 0;

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(initials); i++)
		for (size_t j = 0; j < ARRAY_LEN(rimes); j++)
			count += check_tones(initials[i], rimes[j]);
	assert_true(count > 10000);
}

/* ---- at a cursor ----------------------------------------------------------------------------- */

/* Types KEYS behind TEXT; '<' takes back a letter. */
static void type(const char *text, const char *keys, enum typing_method method,
		 const char *expected)
{
	AUTO(buf_done) struct buf line = {0};
	struct typing_word word = {0};

	buf_add_str(&line, text);
	for (; *keys; keys++) {
		AUTO(buf_done) struct buf more = {0};
		size_t back;

		if (*keys == '<') {
			line.len = text_previous(buf_text(&line), line.len);
			line.data[line.len] = '\0';
			word = (struct typing_word){0};
			continue;
		}
		back = typing_press(&word, method, buf_text(&line), line.len, *keys, &more);
		assert_true(back <= line.len);
		line.len -= back;
		buf_add_str(&line, buf_text(&more));
	}
	assert_string_equal(buf_text(&line), expected);
}

static void words_follow_one_another(void **state)
{
	(void)state;
	type("", "Nguyeenx Thij Hoaf", TYPING_TELEX, "Nguyễn Thị Hòa");
	type("", "mays Dell bij nuwst gocs phair,", TYPING_TELEX, "máy Dell bị nứt góc phải,");
	type("", "keep ", TYPING_TELEX, "keep ");
	type("", "K'Browi", TYPING_TELEX, "K'Brơi");
	type("", "lowps5", TYPING_TELEX, "lớp5");
	/* A label under the scanner. */
	type("", "UW9PS6B", TYPING_TELEX, "UW9PS6B");
	type("", "TAAN4XW", TYPING_TELEX, "TAAN4XW");
	type("", "AA", TYPING_TELEX, "Â");
	type("", "DDR3 HDD 5CG1234Xs", TYPING_TELEX, "DDR3 HDD 5CG1234Xs");
	type("", "500d9 la2 d9u3", TYPING_VNI, "500d9 là đủ");
	type("", "SM-A125F", TYPING_VNI, "SM-A125F");
	/* A letter is taken back as it is seen, and the word goes on. */
	type("", "tieengs<g", TYPING_TELEX, "tiếng");
	type("", "tieengs<f", TYPING_TELEX, "tiền");
	type("", "nguwowif<<if", TYPING_TELEX, "ngừi");
	type("Nguyên", "x", TYPING_TELEX, "Nguyễn");
	type("Asu", "s", TYPING_TELEX, "Asus");
	type("hoà", "s", TYPING_TELEX, "hoàs");
	type("", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaas", TYPING_TELEX,
	     "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaas");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(words_are_composed),
		cmocka_unit_test(a_key_pressed_twice_is_itself),
		cmocka_unit_test(other_words_stay_as_typed),
		cmocka_unit_test(every_syllable_can_be_typed),
		cmocka_unit_test(words_follow_one_another),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
