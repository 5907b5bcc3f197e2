/*
 * Letters by utf8proc: NFC, the folded key for finding, columns on the screen. utf8proc alone keeps
 * đ (it has no decomposition), so the fold maps it itself.
 */
#include "text.h"

#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#define LETTER_D_STROKE_UPPER 0x110
#define LETTER_D_STROKE 0x111
#define LETTER_ETH_UPPER 0xd0
#define LETTER_ETH 0xf0

static utf8proc_int32_t map_eth(utf8proc_int32_t letter, void *user)
{
	(void)user;
	if (letter == LETTER_ETH_UPPER)
		return LETTER_D_STROKE_UPPER;
	return letter == LETTER_ETH ? LETTER_D_STROKE : letter;
}

static utf8proc_int32_t map_d(utf8proc_int32_t letter, void *user)
{
	letter = map_eth(letter, user);
	if (letter == LETTER_D_STROKE_UPPER)
		return 'D';
	return letter == LETTER_D_STROKE ? 'd' : letter;
}

static void map_into(struct buf *ret, const char *text, utf8proc_option_t options,
		     utf8proc_custom_func map)
{
	utf8proc_uint8_t *mapped = NULL;
	utf8proc_ssize_t len = utf8proc_map_custom((const utf8proc_uint8_t *)text, 0, &mapped,
						   options | UTF8PROC_NULLTERM, map, NULL);

	if (len >= 0)
		buf_add(ret, mapped, (size_t)len);
	free(mapped);
}

static utf8proc_int32_t map_upper(utf8proc_int32_t letter, void *user)
{
	return utf8proc_toupper(map_eth(letter, user));
}

/* Is a circumflex or a breve left over that composing found no place for? */
static bool has_late_mark(const char *text)
{
	return strstr(text, "\u0302") || strstr(text, "\u0306");
}

static bool is_mark(const char *at)
{
	return str_starts(at, "\u0302") || str_starts(at, "\u0306");
}

/* To Unicode a tone before the mark ("e´^") is another letter; who types it so means "ế". */
static void put_marks_first(struct buf *ret, const char *text)
{
	static const char *const tones[] = {"\u0300", "\u0301", "\u0303", "\u0309"};
	const size_t len = strlen("\u0300");
	AUTO(buf_done) struct buf parts = {0};

	map_into(&parts, text, UTF8PROC_STABLE | UTF8PROC_DECOMPOSE, map_eth);
	for (char *at = parts.data; at && *at; at++)
		for (size_t i = 0; i < ARRAY_LEN(tones); i++)
			if (str_starts(at, tones[i]) && is_mark(at + len)) {
				memcpy(at, at + len, len);
				memcpy(at + len, tones[i], len);
			}
	map_into(ret, buf_text(&parts), UTF8PROC_STABLE | UTF8PROC_COMPOSE, map_eth);
}

void text_upper(struct buf *ret, const char *text)
{
	map_into(ret, text, UTF8PROC_STABLE | UTF8PROC_COMPOSE, map_upper);
}

/* Bytes of the letter at P where it stands composed and stays as it is: below U+0300, or one of
 * Vietnamese from U+1EA0 to U+1EF9, but no eth. Nearly all that people write. 0: not sure. */
static size_t composed_at(const unsigned char *p)
{
	if (*p < 0x80)
		return 1;
	if (*p >= 0xc2 && *p <= 0xcb && (p[1] & 0xc0) == 0x80)
		return *p == 0xc3 && (p[1] == 0x90 || p[1] == 0xb0) ? 0 : 2;
	if (*p != 0xe1)
		return 0;
	if (p[1] == 0xba)
		return p[2] >= 0xa0 && p[2] <= 0xbf ? 3 : 0;
	return p[1] == 0xbb && p[2] >= 0x80 && p[2] <= 0xb9 ? 3 : 0;
}

static bool is_composed(const char *text)
{
	const unsigned char *p = (const unsigned char *)text;
	size_t len;

	while (*p && (len = composed_at(p)))
		p += len;
	return !*p;
}

void text_nfc(struct buf *ret, const char *text)
{
	AUTO(buf_done) struct buf composed = {0};

	if (is_composed(text)) {
		buf_add_str(ret, text);
		return;
	}
	map_into(&composed, text, UTF8PROC_STABLE | UTF8PROC_COMPOSE, map_eth);
	if (has_late_mark(buf_text(&composed)))
		put_marks_first(ret, buf_text(&composed));
	else
		buf_add_str(ret, buf_text(&composed));
}

static bool is_ascii(const char *text)
{
	while (*text && !(*text & 0x80))
		text++;
	return !*text;
}

static void add_lower(struct buf *ret, const char *text)
{
	buf_add_str(ret, text);
	for (char *at = ret->data + ret->len - strlen(text); *at; at++)
		if (*at >= 'A' && *at <= 'Z')
			*at = (char)(*at - 'A' + 'a');
}

void text_fold(struct buf *ret, const char *text)
{
	AUTO(buf_done) struct buf folded = {0};
	bool blank = true;
	const char *p;

	if (is_ascii(text))
		add_lower(&folded, text);
	else
		map_into(&folded, text,
			 UTF8PROC_STABLE | UTF8PROC_DECOMPOSE | UTF8PROC_STRIPMARK |
				 UTF8PROC_CASEFOLD | UTF8PROC_COMPAT,
			 map_d);
	for (p = buf_text(&folded); *p; p++) {
		bool is_blank = strchr(" \t\r\n", *p) != NULL;

		if (!is_blank)
			buf_add_char(ret, *p);
		else if (!blank && p[1])
			buf_add_char(ret, ' ');
		blank = is_blank;
	}
	while (ret->len && ret->data[ret->len - 1] == ' ')
		ret->data[--ret->len] = '\0';
}

/* The few signs of ours that no ASCII letter underlies; each is one column wide. */
static char plain_sign(const char *at)
{
	static const struct {
		const char *sign;
		char plain;
	} signs[] = {
		{"…", '~'}, {"●", '*'}, {"█", '#'}, {"░", '.'}, {"─", '-'},
		{"│", '|'}, {"×", 'x'}, {"→", '>'}, {"·", '-'}, {"–", '-'},
		{"—", '-'}, {"“", '"'}, {"”", '"'}, {"«", '"'}, {"»", '"'},
		{"≥", '>'},
	};

	for (size_t i = 0; i < ARRAY_LEN(signs); i++)
		if (str_starts(at, signs[i].sign))
			return signs[i].plain;
	return '?';
}

/* Bytes at P that a terminal takes for a command, or that turn the direction of what follows; 0: it
 * is a letter, a blank, a new line. */
static size_t command_at(const char *p)
{
	static const char *const marks[] = {"\xe2\x80\x8e", "\xe2\x80\x8f", "\xe2\x80\xa8",
					    "\xe2\x80\xa9"};
	unsigned char first = (unsigned char)p[0], last;

	if ((first < 0x20 && first != '\n' && first != '\t') || first == 0x7f)
		return 1;
	if (first == 0xc2 && (unsigned char)p[1] >= 0x80 && (unsigned char)p[1] < 0xa0)
		return 2;
	for (size_t i = 0; i < ARRAY_LEN(marks); i++)
		if (str_starts(p, marks[i]))
			return 3;
	/* U+202A to 202E, U+2066 to 2069 */
	last = str_starts(p, "\xe2\x80") || str_starts(p, "\xe2\x81") ? (unsigned char)p[2] : 0;
	return (unsigned char)p[1] == 0x80 ? (last >= 0xaa && last <= 0xae ? 3 : 0)
					   : (last >= 0xa6 && last <= 0xa9 ? 3 : 0);
}

static const char *without_commands(const char *text, struct buf *ret)
{
	const char *p = text;

	while (*p && !command_at(p))
		p++;
	if (!*p)
		return text;
	buf_clear(ret);
	buf_add(ret, text, (size_t)(p - text));
	while (*p) {
		size_t len = command_at(p);

		if (!len)
			buf_add_char(ret, *p++);
		p += len;
	}
	return buf_text(ret);
}

const char *text_for_output(const char *text, struct buf *ret)
{
	AUTO(buf_done) struct buf plain = {0};

	text = without_commands(text, ret);
	if (text_output() == TEXT_UTF8)
		return text;
	map_into(&plain, text, UTF8PROC_STABLE | UTF8PROC_DECOMPOSE | UTF8PROC_STRIPMARK, map_d);
	buf_clear(ret);
	for (const char *p = buf_text(&plain); *p; p++) {
		if ((unsigned char)*p < 0x80)
			buf_add_char(ret, *p);
		else if (((unsigned char)*p & 0xc0) == 0xc0)
			buf_add_char(ret, plain_sign(p));
	}
	return buf_text(ret);
}

static utf8proc_ssize_t next_letter(const char *text, utf8proc_int32_t *ret_letter)
{
	utf8proc_ssize_t len = utf8proc_iterate((const utf8proc_uint8_t *)text, -1, ret_letter);

	if (len <= 0) {
		*ret_letter = '?';
		return 1;
	}
	return len;
}

int text_width(const char *text)
{
	int columns = 0;

	while (*text) {
		utf8proc_int32_t letter;

		text += next_letter(text, &letter);
		columns += utf8proc_charwidth(letter);
	}
	return columns;
}

void text_fit(struct buf *ret, const char *text, int columns, bool pad)
{
	bool cut = text_width(text) > columns;
	int room = cut ? columns - 1 : columns;
	int used = 0;

	while (*text) {
		utf8proc_int32_t letter;
		utf8proc_ssize_t len = next_letter(text, &letter);
		int width = utf8proc_charwidth(letter);

		if (used + width > room)
			break;
		buf_add(ret, text, (size_t)len);
		used += width;
		text += len;
	}
	if (cut && columns > 0) {
		buf_add_str(ret, "…");
		used++;
	}
	while (pad && used++ < columns)
		buf_add_char(ret, ' ');
}

size_t text_next(const char *text, size_t at)
{
	utf8proc_int32_t letter, following;
	utf8proc_int32_t state = 0;

	if (!text[at])
		return at;
	at += (size_t)next_letter(text + at, &letter);
	while (text[at]) {
		utf8proc_ssize_t len = next_letter(text + at, &following);

		if (utf8proc_grapheme_break_stateful(letter, following, &state))
			break;
		at += (size_t)len;
		letter = following;
	}
	return at;
}

size_t text_previous(const char *text, size_t at)
{
	size_t begin = 0;

	for (size_t end = 0; end < at; end = text_next(text, end))
		begin = end;
	return begin;
}

void text_wrap(struct buf *ret, const char *text, int left, int columns)
{
	int column = left;

	while (*text) {
		size_t len = strcspn(text, " ");
		AUTO(buf_done) struct buf word = {0};
		int width;

		buf_add(&word, text, len);
		width = text_width(buf_text(&word));
		if (column > left && column + 1 + width > columns) {
			buf_printf(ret, "\n%*s", left, "");
			column = left;
		}
		buf_printf(ret, "%s%s", column > left ? " " : "", buf_text(&word));
		column += width + (column > left);
		text += len;
		text += strspn(text, " ");
	}
	buf_add_char(ret, '\n');
}
