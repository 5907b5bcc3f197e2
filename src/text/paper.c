/* What papers say, in Vietnamese whatever the language of the bench: amounts and days. */
#include "text.h"

#include <ctype.h>

#define BILLION 1000000000

static const char *const digit_words[] = {"không", "một", "hai", "ba",  "bốn",
					  "năm",   "sáu", "bảy", "tám", "chín"};

static void add_word(struct buf *ret, const char *word)
{
	if (ret->len)
		buf_add_char(ret, ' ');
	buf_add_str(ret, word);
}

/* The last digit sounds otherwise behind "mươi" and "mười". */
static const char *unit_word(unsigned tens, unsigned unit)
{
	if (tens > 1 && unit == 1)
		return "mốt";
	if (tens > 1 && unit == 4)
		return "tư";
	return tens && unit == 5 ? "lăm" : digit_words[unit];
}

/* Up to 999, not 0. IS_INNER: something was said before, so its hundreds are said too. */
static void add_group(struct buf *ret, unsigned number, bool is_inner)
{
	unsigned hundreds = number / 100, tens = number / 10 % 10, unit = number % 10;

	if (hundreds || is_inner) {
		add_word(ret, digit_words[hundreds]);
		add_word(ret, "trăm");
	}
	if (tens > 1) {
		add_word(ret, digit_words[tens]);
		add_word(ret, "mươi");
	} else if (tens) {
		add_word(ret, "mười");
	} else if (unit && (hundreds || is_inner)) {
		add_word(ret, "linh");
	}
	if (unit)
		add_word(ret, unit_word(tens, unit));
}

static void add_number(struct buf *ret, uint64_t number)
{
	static const struct {
		unsigned worth;
		const char *name;
	} groups[] = {{1000000, "triệu"}, {1000, "nghìn"}, {1, NULL}};

	if (number >= BILLION) {
		add_number(ret, number / BILLION);
		add_word(ret, "tỷ");
	}
	for (size_t i = 0; i < ARRAY_LEN(groups); i++) {
		unsigned group = (unsigned)(number % BILLION / groups[i].worth % 1000);

		if (!group)
			continue;
		add_group(ret, group, ret->len > 0);
		if (groups[i].name)
			add_word(ret, groups[i].name);
	}
}

void text_money_words(struct buf *ret, int64_t amount, bool is_round_said)
{
	AUTO(buf_done) struct buf words = {0};

	add_number(&words, amount < 0 ? 0 - (uint64_t)amount : (uint64_t)amount);
	if (!amount)
		buf_add_str(&words, digit_words[0]);
	if (amount < 0)
		buf_add_str(ret, "Âm ");
	else
		words.data[0] = (char)toupper((unsigned char)words.data[0]);
	buf_printf(ret, "%s đồng", buf_text(&words));
	if (is_round_said && amount && amount % 1000 == 0)
		buf_add_str(ret, " chẵn");
}

void text_paper_date(struct buf *ret, int year, int month, int day)
{
	buf_printf(ret, "ngày %02d tháng %0*d năm %d", day, month < 3 ? 2 : 1, month, year);
}
