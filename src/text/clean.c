/*
 * Outside text made safe: what a device says about itself never reaches a terminal, a label or a
 * database raw. No table of letters is needed here, so the probe links nothing for it.
 */
#include "text.h"

#include <stdio.h>
#include <string.h>

/* Length of the well-formed UTF-8 letter at P (1 to 4), or 0; *ret_code its code point. */
static size_t letter_at(const unsigned char *p, size_t left, unsigned *ret_code)
{
	static const unsigned least[] = {0, 0, 0x80, 0x800, 0x10000};
	size_t len = p[0] < 0x80             ? 1
		     : (p[0] & 0xe0) == 0xc0 ? 2
		     : (p[0] & 0xf0) == 0xe0 ? 3
		     : (p[0] & 0xf8) == 0xf0 ? 4
					     : 0;
	unsigned code;

	if (len == 0 || len > left)
		return 0;
	code = len == 1 ? p[0] : p[0] & (0x7fu >> len);
	for (size_t i = 1; i < len; i++) {
		if ((p[i] & 0xc0) != 0x80)
			return 0;
		code = code << 6 | (p[i] & 0x3fu);
	}
	if (code < least[len] || code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff))
		return 0;
	*ret_code = code;
	return len;
}

bool text_is_utf8(const char *text, size_t len)
{
	const unsigned char *p = (const unsigned char *)text;
	unsigned code;

	while (len) {
		size_t step = letter_at(p, len, &code);

		if (!step)
			return false;
		p += step;
		len -= step;
	}
	return true;
}

/* Blanks of every width, controls, the invisible marks that turn the reading direction, and letters
 * that leave no ink (Hangul and Braille have some). */
static bool letter_is_blank(unsigned code)
{
	static const struct {
		unsigned first, last;
	} blanks[] = {
		{0, 0x20}, {0x7f, 0xa0}, {0xad, 0xad}, {0x34f, 0x34f}, {0x61c, 0x61c},
		{0x115f, 0x1160}, {0x1680, 0x1680}, {0x17b4, 0x17b5}, {0x180b, 0x180e},
		{0x2000, 0x200f}, {0x2028, 0x202f}, {0x205f, 0x206f}, {0x2800, 0x2800},
		{0x3000, 0x3000}, {0x3164, 0x3164}, {0xfe00, 0xfe0f}, {0xfeff, 0xfeff},
		{0xffa0, 0xffa0}, {0xfff9, 0xfffb}, {0xe0000, 0xe0fff},
	};

	for (size_t i = 0; i < ARRAY_LEN(blanks) && code >= blanks[i].first; i++)
		if (code <= blanks[i].last)
			return true;
	return false;
}

bool text_is_blank(const char *text)
{
	const unsigned char *p = (const unsigned char *)text;
	size_t left = strlen(text);

	while (left) {
		unsigned code = 0;
		size_t step = letter_at(p, left, &code);

		if (!step || !letter_is_blank(code))
			return false;
		p += step;
		left -= step;
	}
	return true;
}

void text_clean(struct buf *ret, const char *data, size_t len, size_t max)
{
	const unsigned char *p = (const unsigned char *)data;
	size_t start = ret->len;
	bool blank = false;

	while (len) {
		unsigned code = 0;
		size_t step = letter_at(p, len, &code);
		char hex[5];
		const char *piece = (const char *)p;
		size_t piece_len = step;

		if (!step) {
			snprintf(hex, sizeof(hex), "\\x%02X", p[0]);
			piece = hex;
			piece_len = 4;
			step = 1;
		}
		if (piece != hex && letter_is_blank(code)) {
			blank = true;
		} else {
			bool gap = blank && ret->len > start;

			if (ret->len - start + gap + piece_len > max)
				break;
			if (gap)
				buf_add_char(ret, ' ');
			buf_add(ret, piece, piece_len);
			blank = false;
		}
		p += step;
		len -= step;
	}
}
