/*
 * Money as Vietnamese papers want it: dots between thousands, and in words ("Bằng chữ"). A group
 * of three digits that follows another is read in full: 1.001 is "một nghìn không trăm linh một".
 */
#include "text.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#define BILLION 1000000000u

static const char *const digits[] = {"không", "một", "hai", "ba",  "bốn",
				     "năm",   "sáu", "bảy", "tám", "chín"};

static void add_word(struct buf *ret, const char *word)
{
	if (ret->len)
		buf_add_char(ret, ' ');
	buf_add_str(ret, word);
}

static void add_ones(struct buf *ret, unsigned tens, unsigned ones)
{
	if (ones == 1 && tens > 1)
		add_word(ret, "mốt");
	else if (ones == 4 && tens > 1)
		add_word(ret, "tư");
	else if (ones == 5 && tens > 0)
		add_word(ret, "lăm");
	else if (ones)
		add_word(ret, digits[ones]);
}

/* 1 to 999; in FULL "không trăm" is said too. */
static void add_group(struct buf *ret, unsigned group, bool full)
{
	unsigned hundreds = group / 100, tens = group / 10 % 10, ones = group % 10;

	if (full || hundreds) {
		add_word(ret, digits[hundreds]);
		add_word(ret, "trăm");
	}
	if (tens == 1) {
		add_word(ret, "mười");
	} else if (tens) {
		add_word(ret, digits[tens]);
		add_word(ret, "mươi");
	} else if (ones && (full || hundreds)) {
		add_word(ret, "linh");
	}
	add_ones(ret, tens, ones);
}

static void add_number(struct buf *ret, uint64_t number)
{
	static const struct {
		uint64_t unit;
		const char *word;
	} groups[] = {{1000000, "triệu"}, {1000, "nghìn"}, {1, NULL}};

	if (number >= BILLION) {
		add_number(ret, number / BILLION);
		add_word(ret, "tỷ");
		number %= BILLION;
	}
	for (size_t i = 0; i < ARRAY_LEN(groups); i++) {
		unsigned group = (unsigned)(number / groups[i].unit % 1000);

		if (!group)
			continue;
		add_group(ret, group, ret->len);
		if (groups[i].word)
			add_word(ret, groups[i].word);
	}
}

/* Without its sign, which the least of all numbers can not lose. */
static uint64_t magnitude(int64_t amount)
{
	return amount < 0 ? 0 - (uint64_t)amount : (uint64_t)amount;
}

void text_money_words(struct buf *ret, int64_t amount)
{
	AUTO(buf_done) struct buf words = {0};
	const char *first;

	if (amount)
		add_number(&words, magnitude(amount));
	else
		add_word(&words, digits[0]);
	/* Every word that can stand first begins with a plain letter. */
	first = amount < 0 ? "Âm " : "";
	buf_add_str(ret, first);
	if (!*first)
		words.data[0] = (char)(words.data[0] - 'a' + 'A');
	buf_printf(ret, "%s đồng", buf_text(&words));
}

void text_money(struct buf *ret, int64_t amount)
{
	char plain[24];
	size_t len = (size_t)snprintf(plain, sizeof(plain), "%" PRIu64, magnitude(amount));

	if (amount < 0)
		buf_add_char(ret, '-');
	for (size_t i = 0; i < len; i++) {
		if (i && (len - i) % 3 == 0)
			buf_add_char(ret, '.');
		buf_add_char(ret, plain[i]);
	}
}
