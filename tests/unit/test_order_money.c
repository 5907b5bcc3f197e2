/* The order of names, and money: read, printed, said in words and heard back. */
#include "text.h"

#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static int compare(void (*key)(struct buf *, const char *), const char *a, const char *b)
{
	AUTO(buf_done) struct buf first = {0}, second = {0};

	key(&first, a);
	key(&second, b);
	assert_true(text_is_utf8(buf_text(&first), first.len));
	return strcmp(buf_text(&first), buf_text(&second));
}

static void check_order(void (*key)(struct buf *, const char *), const char *const *texts,
			size_t count)
{
	for (size_t i = 0; i < count; i++)
		for (size_t j = i + 1; j < count; j++)
			if (compare(key, texts[i], texts[j]) >= 0)
				fail_msg("%s does not come before %s", texts[i], texts[j]);
}

static void texts_are_in_dictionary_order(void **state)
{
	static const char *const texts[] = {
		"",    "12",     "a",       "à",      "ả",     "ã",  "á",    "ạ",  "An",  "Anh",
		"Ẩn",  "Ất",     "ba",      "cam",    "chanh", "da", "đa",   "đá", "e",   "ê",
		"hoa", "Hoa An", "Hoa Anh", "Hóa An", "huy",   "i",  "lan",  "na", "nga", "o",
		"ô",   "ơ",      "u",       "ư",      "vy",    "y",  "電腦",
	};

	(void)state;
	check_order(text_sort_key, texts, ARRAY_LEN(texts));
	assert_int_equal(compare(text_sort_key, "hòa", "hoà"), 0);
	assert_int_equal(compare(text_sort_key, "THÚY", "thuý"), 0);
	assert_int_equal(compare(text_sort_key, "  Hoa \tAnh ", "hoa anh"), 0);
	assert_int_equal(compare(text_sort_key, "Nguye\u0302\u0303n", "Nguyễn"), 0);
}

static void people_are_in_order_of_given_names(void **state)
{
	static const char *const names[] = {
		"Trần An",  "Nguyễn Thị Bình", "Trần Văn Bình",  "Vũ Bình",
		"Lê Chi",   "Nguyễn Văn Chi",  "Nguyễn Văn Chí", "Phạm Thị Dung",
		"Đặng Đào", "Y Moan Ênuôl",    "Bùi Hòa",
	};

	(void)state;
	check_order(text_name_key, names, ARRAY_LEN(names));
	assert_int_equal(compare(text_name_key, "Lan", " lan"), 0);
}

static void a_name_is_known_however_it_is_typed(void **state)
{
	(void)state;
	assert_true(text_same_name("Nguyễn Thúy Hòa", "  NGUYỄN  thuý hoà"));
	assert_true(text_same_name("Nguyễn Thúy Hòa", "nguyen thuy hoa"));
	assert_true(text_same_name("Đỗ An", "Do An"));
	assert_true(text_same_name("Hòa", "Ho\u0300a"));
	assert_false(text_same_name("Nguyễn Văn An", "Nguyễn Văn Ân"));
	assert_false(text_same_name("Nguyễn Văn An", "Nguyen An"));
}

static void folding_and_nfc_know_every_spelling(void **state)
{
	static const char *const spellings[] = {"ế", "ê\u0301", "e\u0302\u0301", "e\u0301\u0302",
						"é\u0302"};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(spellings); i++) {
		AUTO(buf_done) struct buf nfc = {0};

		text_nfc(&nfc, spellings[i]);
		assert_string_equal(buf_text(&nfc), "ế");
	}
}

/* ---- money ----------------------------------------------------------------------------------- */

static void money_is_read(void **state)
{
	static const struct {
		const char *text;
		int64_t amount;
	} good[] = {
		{"0", 0},
		{"1500000", 1500000},
		{"1.500.000", 1500000},
		{"1,500,000", 1500000},
		{"1 500 000 ₫", 1500000},
		{"1\u00a0500\u00a0000", 1500000},
		{"1500000đ", 1500000},
		{"1.500", 1500},
		{"1.500 VNĐ", 1500},
		{"500k", 500000},
		{"500 nghìn đồng", 500000},
		{"500 ngàn", 500000},
		{"1,5 triệu", 1500000},
		{"1.5tr", 1500000},
		{"2tr5", 2500000},
		{"2tr35", 2350000},
		{"2tr050", 2050000},
		{"1k5", 1500},
		{"2 triệu 500 nghìn", 2500000},
		{"1 tỷ 200 triệu", 1200000000},
		{"1,25 TỶ", 1250000000},
		{"1.500.000k", 1500000000},
		{"1000000000000000000", 1000000000000000000},
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(good); i++) {
		int64_t amount = -1;
		struct err err = {0};

		if (text_money_read(good[i].text, &amount, &err) < 0)
			fail_msg("%s", err.text);
		if (amount != good[i].amount)
			fail_msg("%s: %lld", good[i].text, (long long)amount);
	}
}

static void doubtful_money_is_refused(void **state)
{
	static const struct {
		const char *text;
		int code;
	} bad[] = {
		{"", EINVAL},
		{"   ", EINVAL},
		{"1,5", EINVAL},
		{"1.5", EINVAL},
		{"1.500k", EINVAL},
		{"1,500 triệu", EINVAL},
		{"-500", EINVAL},
		{"1.500.00", EINVAL},
		{"1.500,000", EINVAL},
		{"1.500.000,00", EINVAL},
		{"0,0001k", EINVAL},
		{"500k 2tr", EINVAL},
		{"2tr 3tr", EINVAL},
		{"năm trăm", EINVAL},
		{"500 usd", EINVAL},
		{"đ", EINVAL},
		{"5k\033[2J", EINVAL},
		{"1,", EINVAL},
		{"1000000000000000001", ERANGE},
		{"99999999999999999999999", ERANGE},
		{"9999999999 tỷ", ERANGE},
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(bad); i++) {
		int64_t amount = -1;
		struct err err = {0};

		if (text_money_read(bad[i].text, &amount, &err) != -bad[i].code)
			fail_msg("%s was read as %lld", bad[i].text, (long long)amount);
		assert_int_equal(amount, -1);
		assert_null(strchr(err.text, '\033'));
		assert_true(*err.text);
	}
}

static void check_words(int64_t amount, const char *expected)
{
	AUTO(buf_done) struct buf words = {0};

	text_money_words(&words, amount);
	assert_string_equal(buf_text(&words), expected);
}

static void money_is_said(void **state)
{
	(void)state;
	check_words(0, "Không đồng");
	check_words(5, "Năm đồng");
	check_words(10, "Mười đồng");
	check_words(11, "Mười một đồng");
	check_words(14, "Mười bốn đồng");
	check_words(15, "Mười lăm đồng");
	check_words(20, "Hai mươi đồng");
	check_words(21, "Hai mươi mốt đồng");
	check_words(24, "Hai mươi tư đồng");
	check_words(55, "Năm mươi lăm đồng");
	check_words(101, "Một trăm linh một đồng");
	check_words(104, "Một trăm linh bốn đồng");
	check_words(111, "Một trăm mười một đồng");
	check_words(1001, "Một nghìn không trăm linh một đồng");
	check_words(1015, "Một nghìn không trăm mười lăm đồng");
	check_words(105000, "Một trăm linh năm nghìn đồng");
	check_words(1005000, "Một triệu không trăm linh năm nghìn đồng");
	check_words(20021004,
		    "Hai mươi triệu không trăm hai mươi mốt nghìn không trăm linh bốn đồng");
	check_words(1000000005, "Một tỷ không trăm linh năm đồng");
	check_words(1050000000, "Một tỷ không trăm năm mươi triệu đồng");
	check_words(4256800000000, "Bốn nghìn hai trăm năm mươi sáu tỷ tám trăm triệu đồng");
	check_words(1000000001000, "Một nghìn tỷ không trăm linh một nghìn đồng");
	check_words(1000000000000000000, "Một tỷ tỷ đồng");
	check_words(-2000, "Âm hai nghìn đồng");
}

/* The amount that words stand for, by their values alone. */
static uint64_t hear(const char *words)
{
	static const struct {
		const char *word;
		uint64_t value;
	} digits[] = {{"Không", 0}, {"không", 0}, {"một", 1}, {"mốt", 1}, {"hai", 2},
		      {"ba", 3},    {"bốn", 4},   {"tư", 4},  {"năm", 5}, {"lăm", 5},
		      {"sáu", 6},   {"bảy", 7},   {"tám", 8}, {"chín", 9}};
	uint64_t total = 0, part = 0, group = 0, digit = 0;
	char text[1024], *save = NULL;

	snprintf(text, sizeof(text), "%s", words);
	for (char *word = strtok_r(text, " ", &save); word; word = strtok_r(NULL, " ", &save)) {
		if (str_eq(word, "trăm")) {
			group = digit * 100;
			digit = 0;
		} else if (str_eq(word, "mươi")) {
			group += digit * 10;
			digit = 0;
		} else if (str_eq(word, "mười")) {
			group += 10;
		} else if (str_eq(word, "nghìn") || str_eq(word, "triệu")) {
			part += (group + digit) * (str_eq(word, "nghìn") ? 1000 : 1000000);
			group = digit = 0;
		} else if (str_eq(word, "tỷ")) {
			total = (total + part + group + digit) * 1000000000;
			part = group = digit = 0;
		}
		for (size_t i = 0; i < ARRAY_LEN(digits); i++)
			if (str_eq(word, digits[i].word))
				digit = digits[i].value;
	}
	return total + part + group + digit;
}

static void words_are_heard_back(void **state)
{
	uint64_t seed = 2026;

	(void)state;
	for (int i = 0; i < 50000; i++) {
		AUTO(buf_done) struct buf words = {0}, lower = {0};
		int64_t amount;

		seed = seed * 6364136223846793005u + 1442695040888963407u;
		amount = (int64_t)(seed % TEXT_MONEY_MAX >> i % 60);
		/* Whole thousands and millions have silent groups. */
		amount -= i % 3 ? amount % (i % 3 == 1 ? 1000 : 1000000) : 0;
		text_money_words(&words, amount);
		buf_add_str(&lower, buf_text(&words));
		lower.data[0] |= 0x20 * ((lower.data[0] & 0x80) == 0);
		if (hear(buf_text(&lower)) != (uint64_t)amount)
			fail_msg("%lld: %s", (long long)amount, buf_text(&words));
	}
}

/* What is printed is read again. */
static void printed_money_is_read_again(void **state)
{
	static const int64_t amounts[] = {0, 7, 999, 1000, 1500, 1500000, 999999999999};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(amounts); i++) {
		AUTO(buf_done) struct buf text = {0};
		int64_t amount;

		text_money(&text, amounts[i]);
		assert_int_equal(text_money_read(buf_text(&text), &amount, NULL), 0);
		assert_true(amount == amounts[i]);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(texts_are_in_dictionary_order),
		cmocka_unit_test(people_are_in_order_of_given_names),
		cmocka_unit_test(a_name_is_known_however_it_is_typed),
		cmocka_unit_test(folding_and_nfc_know_every_spelling),
		cmocka_unit_test(money_is_read),
		cmocka_unit_test(doubtful_money_is_refused),
		cmocka_unit_test(money_is_said),
		cmocka_unit_test(words_are_heard_back),
		cmocka_unit_test(printed_money_is_read_again),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
