/*
 * The order of the Vietnamese dictionary, as keys that compare by their bytes (the C library's
 * vi_VN puts Ẩn before Anh). Every syllable is its letters without tone, a blank, and the tone, so
 * that hòa and hoà are one and "Hoa Anh" comes before "Hóa An".
 */
#include "syllable_priv.h"

#include <ctype.h>
#include <string.h>

/* Where a letter stands in the alphabet, as one printable byte. */
static char rank_of(const struct letter *letter)
{
	static const struct letter alphabet[] = {
		{'a', MARK_NONE, false},   {'a', MARK_BREVE, false}, {'a', MARK_HAT, false},
		{'b', MARK_NONE, false},   {'c', MARK_NONE, false},  {'d', MARK_NONE, false},
		{'d', MARK_STROKE, false}, {'e', MARK_NONE, false},  {'e', MARK_HAT, false},
		{'f', MARK_NONE, false},   {'g', MARK_NONE, false},  {'h', MARK_NONE, false},
		{'i', MARK_NONE, false},   {'j', MARK_NONE, false},  {'k', MARK_NONE, false},
		{'l', MARK_NONE, false},   {'m', MARK_NONE, false},  {'n', MARK_NONE, false},
		{'o', MARK_NONE, false},   {'o', MARK_HAT, false},   {'o', MARK_HORN, false},
		{'p', MARK_NONE, false},   {'q', MARK_NONE, false},  {'r', MARK_NONE, false},
		{'s', MARK_NONE, false},   {'t', MARK_NONE, false},  {'u', MARK_NONE, false},
		{'u', MARK_HORN, false},   {'v', MARK_NONE, false},  {'w', MARK_NONE, false},
		{'x', MARK_NONE, false},   {'y', MARK_NONE, false},  {'z', MARK_NONE, false},
	};

	for (size_t i = 0; i < ARRAY_LEN(alphabet); i++)
		if (alphabet[i].base == letter->base && alphabet[i].mark == letter->mark)
			return (char)('A' + i);
	return isdigit((unsigned char)letter->base) ? letter->base : '-';
}

/* The key of the syllable at TEXT; returns the bytes it takes. */
static size_t add_syllable(struct buf *ret, const char *text)
{
	enum tone tone = TONE_LEVEL, own;
	struct letter letter;
	size_t at = 0, len;

	while (text[at] && text[at] != ' ' && (len = letter_read(text + at, &letter, &own))) {
		if (letter.base)
			buf_add_char(ret, rank_of(&letter));
		else
			buf_add(ret, text + at, len); /* after every letter of ours */
		if (own)
			tone = own;
		at += len;
	}
	buf_printf(ret, " %d", (int)tone);
	return at;
}

static void add_syllables(struct buf *ret, const char *text)
{
	while (*text) {
		text += strspn(text, " ");
		if (*text)
			text += add_syllable(ret, text);
	}
}

/* TEXT cleaned and in NFC, so that a blank is the only thing between words. */
static void normalise(struct buf *ret, const char *text)
{
	AUTO(buf_done) struct buf letters = {0};

	text_nfc(&letters, text);
	text_clean(ret, buf_text(&letters), letters.len, letters.len);
}

void text_sort_key(struct buf *ret, const char *text)
{
	AUTO(buf_done) struct buf plain = {0};

	normalise(&plain, text);
	add_syllables(ret, buf_text(&plain));
}

void text_name_key(struct buf *ret, const char *name)
{
	AUTO(buf_done) struct buf plain = {0};
	char *given;

	normalise(&plain, name);
	given = plain.len ? strrchr(plain.data, ' ') : NULL;
	if (given) {
		*given++ = '\0';
		add_syllables(ret, given);
	}
	/* What is left is the family name, then the middle name: the order they are written in. */
	add_syllables(ret, buf_text(&plain));
}

static bool is_plain(const char *text)
{
	while (*text && !(*text & 0x80))
		text++;
	return !*text;
}

bool text_same_name(const char *a, const char *b)
{
	bool by_fold = is_plain(a) || is_plain(b);
	AUTO(buf_done) struct buf left = {0}, right = {0};

	if (by_fold) {
		text_fold(&left, a);
		text_fold(&right, b);
	} else {
		text_sort_key(&left, a);
		text_sort_key(&right, b);
	}
	return str_eq(buf_text(&left), buf_text(&right));
}
