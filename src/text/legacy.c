/*
 * Vietnamese from before Unicode: lists typed with .VnTime (TCVN3), VNI or Windows-1258 fonts. What
 * a spreadsheet keeps of them are Latin letters of the same bytes, "NguyÔn ThÞ Hång"; so all of
 * this works on letters up to U+00FF (design "Vietnamese text": legacy lists).
 */
#include "syllable_priv.h"

#include <string.h>
#include <utf8proc.h>

static const char *const charset_names[] = {"utf8", "tcvn3", "vni", "cp1258"};

const char *text_charset_name(enum text_charset charset)
{
	return charset_names[charset];
}

bool text_charset_find(const char *name, enum text_charset *ret)
{
	for (size_t i = 0; i < ARRAY_LEN(charset_names); i++)
		if (str_eq(charset_names[i], name)) {
			*ret = (enum text_charset)i;
			return true;
		}
	return false;
}

/* ---- letters ------------------------------------------------------------- */

static void put(struct buf *ret, utf8proc_int32_t code)
{
	utf8proc_uint8_t bytes[4];
	utf8proc_ssize_t len = utf8proc_encode_char(code, bytes);

	buf_add(ret, bytes, (size_t)len);
}

static size_t take(const char *text, utf8proc_int32_t *ret_code)
{
	utf8proc_ssize_t len =
		utf8proc_iterate((const utf8proc_uint8_t *)text, -1, ret_code);

	if (len > 0)
		return (size_t)len;
	*ret_code = (unsigned char)*text;
	return 1;
}

/* Letters that only Unicode has: such a text was converted already. */
static bool is_beyond(utf8proc_int32_t code)
{
	static const utf8proc_int32_t letters[] = {0x102, 0x103, 0x110, 0x111, 0x128, 0x129, 0x168,
						   0x169, 0x1a0, 0x1a1, 0x1af, 0x1b0};

	for (size_t i = 0; i < ARRAY_LEN(letters); i++)
		if (letters[i] == code)
			return true;
	return code >= 0x1ea0 && code <= 0x1ef9;
}

/* What Windows shows for the bytes from 0x80 to 0x9f. */
static const uint16_t windows_signs[32] = {
	0x20ac, 0,	0x201a, 0x192,	0x201e, 0x2026, 0x2020, 0x2021, 0x2c6, 0x2030, 0x160,
	0x2039, 0x152,	0,	0x17d,	0,	0,	0x2018, 0x2019, 0x201c, 0x201d, 0x2022,
	0x2013, 0x2014, 0x2dc,	0x2122, 0x161,	0x203a, 0x153,	0,	0x17e,	0x178,
};

void text_from_bytes(struct buf *ret, const char *data, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		unsigned char byte = (unsigned char)data[i];

		if (byte < 0x80)
			buf_add_char(ret, data[i]);
		else if (byte < 0xa0)
			put(ret, windows_signs[byte - 0x80] ? windows_signs[byte - 0x80] : 0xfffd);
		else
			put(ret, byte);
	}
}

/* ---- TCVN3 --------------------------------------------------------------- */

/* TCVN 5712:1993, VN3: 0xa1 to 0xfe. It has no capital with a tone. */
static const uint16_t tcvn3[] = {
	0x102,	0xc2,	0xca,	0xd4,	0x1a0,	0x1af,	0x110,	0x103,	0xe2,	0xea,	0xf4,
	0x1a1,	0x1b0,	0x111,	0,	0,	0,	0,	0,	0,	0xe0,	0x1ea3,
	0xe3,	0xe1,	0x1ea1, 0,	0x1eb1, 0x1eb3, 0x1eb5, 0x1eaf, 0,	0,	0,
	0,	0,	0,	0,	0x1eb7, 0x1ea7, 0x1ea9, 0x1eab, 0x1ea5, 0x1ead, 0xe8,
	0,	0x1ebb, 0x1ebd, 0xe9,	0x1eb9, 0x1ec1, 0x1ec3, 0x1ec5, 0x1ebf, 0x1ec7, 0xec,
	0x1ec9, 0,	0,	0,	0x129,	0xed,	0x1ecb, 0xf2,	0,	0x1ecf, 0xf5,
	0xf3,	0x1ecd, 0x1ed3, 0x1ed5, 0x1ed7, 0x1ed1, 0x1ed9, 0x1edd, 0x1edf, 0x1ee1, 0x1edb,
	0x1ee3, 0xf9,	0,	0x1ee7, 0x169,	0xfa,	0x1ee5, 0x1eeb, 0x1eed, 0x1eef, 0x1ee9,
	0x1ef1, 0x1ef3, 0x1ef7, 0x1ef9, 0xfd,	0x1ef5,
};

_Static_assert(ARRAY_LEN(tcvn3) == 0xfe - 0xa1 + 1, "one for each byte");

static void from_tcvn3(struct buf *ret, const char *text)
{
	while (*text) {
		utf8proc_int32_t code;

		text += take(text, &code);
		if (code >= 0xa1 && code <= 0xfe && tcvn3[code - 0xa1])
			code = tcvn3[code - 0xa1];
		put(ret, code);
	}
}

/* ---- Windows-1258 -------------------------------------------------------- */

static void from_cp1258(struct buf *ret, const char *text)
{
	static const struct {
		utf8proc_int32_t latin, meant;
	} others[] = {
		{0xc3, 0x102}, {0xcc, 0x300}, {0xd0, 0x110}, {0xd2, 0x309}, {0xd5, 0x1a0},
		{0xdd, 0x1af}, {0xde, 0x303}, {0xe3, 0x103}, {0xec, 0x301}, {0xf0, 0x111},
		{0xf2, 0x323}, {0xf5, 0x1a1}, {0xfd, 0x1b0}, {0xfe, 0x20ab},
	};

	while (*text) {
		utf8proc_int32_t code;

		text += take(text, &code);
		for (size_t i = 0; i < ARRAY_LEN(others); i++)
			if (others[i].latin == code) {
				code = others[i].meant;
				break;
			}
		put(ret, code);
	}
}

/* ---- VNI ----------------------------------------------------------------- */

/* Behind a vowel a letter stands for its marks. */
static const struct {
	utf8proc_int32_t letter;
	const char *vowels; /* '+' and '*' stand for ơ and ư */
	const char *marks;
} vni_marks[] = {
	{0xf9, "aeouy+*", "\u0301"}, {0xf8, "aeouy+*", "\u0300"}, {0xfb, "aeouy+*", "\u0309"},
	{0xf5, "aeouy+*", "\u0303"}, {0xef, "aeouy+*", "\u0323"}, {0xe2, "aeo", "\u0302"},
	{0xe1, "aeo", "\u0302\u0301"}, {0xe0, "aeo", "\u0302\u0300"},
	{0xe5, "aeo", "\u0302\u0309"}, {0xe3, "aeo", "\u0302\u0303"},
	{0xe4, "aeo", "\u0302\u0323"}, {0xea, "a", "\u0306"}, {0xe9, "a", "\u0306\u0301"},
	{0xe8, "a", "\u0306\u0300"}, {0xfa, "a", "\u0306\u0309"}, {0xfc, "a", "\u0306\u0303"},
	{0xeb, "a", "\u0306\u0323"},
};

/* By itself a letter stands for another. */
static const struct {
	utf8proc_int32_t letter, meant;
	char vowel;
} vni_letters[] = {
	{0xf1, 0x111, '\0'}, {0xf4, 0x1a1, '+'}, {0xf6, 0x1b0, '*'}, {0xed, 0xed, '\0'},
	{0xec, 0xec, '\0'}, {0xe6, 0x1ec9, '\0'}, {0xf3, 0x129, '\0'}, {0xf2, 0x1ecb, '\0'},
	{0xee, 0x1ef5, '\0'},
};

static const char *vni_mark(utf8proc_int32_t letter, char vowel)
{
	for (size_t i = 0; vowel && i < ARRAY_LEN(vni_marks); i++)
		if (vni_marks[i].letter == letter && strchr(vni_marks[i].vowels, vowel))
			return vni_marks[i].marks;
	return NULL;
}

/* Appends the letter that CODE is by itself; the vowel that marks may follow, or NUL. */
static char put_vni_letter(struct buf *ret, utf8proc_int32_t code)
{
	utf8proc_int32_t lower = utf8proc_tolower(code);

	for (size_t i = 0; i < ARRAY_LEN(vni_letters); i++) {
		if (vni_letters[i].letter != lower)
			continue;
		put(ret, lower == code ? vni_letters[i].meant
				       : utf8proc_toupper(vni_letters[i].meant));
		return vni_letters[i].vowel;
	}
	put(ret, code);
	return lower < 0x80 && strchr("aeouy", (char)lower) ? (char)lower : '\0';
}

static void from_vni(struct buf *ret, const char *text)
{
	char vowel = '\0';

	while (*text) {
		utf8proc_int32_t code;
		const char *marks;

		text += take(text, &code);
		marks = vni_mark(utf8proc_tolower(code), vowel);
		if (marks)
			buf_add_str(ret, marks);
		vowel = marks ? '\0' : put_vni_letter(ret, code);
	}
}

/* ---- case ---------------------------------------------------------------- */

struct letter_case {
	bool upper, lower; /* there are such letters */
	bool upper_later; /* … behind the first one */
	bool lower_tone; /* a small letter that is not ASCII */
	bool vowel, digit;
};

static size_t look_at_word(const char *text, struct letter_case *ret)
{
	struct letter_case seen = {0};
	size_t len = 0;

	while (text[len] && text[len] != ' ') {
		utf8proc_int32_t code;
		struct letter letter;
		enum tone tone;
		bool is_first = len == 0;

		letter_read(text + len, &letter, &tone);
		len += take(text + len, &code);
		seen.digit |= code >= '0' && code <= '9';
		seen.vowel |= letter.base && letter_is_vowel(&letter);
		seen.lower |= utf8proc_toupper(code) != code;
		seen.lower_tone |= code >= 0x80 && utf8proc_toupper(code) != code;
		seen.upper |= utf8proc_tolower(code) != code;
		seen.upper_later |= !is_first && utf8proc_tolower(code) != code;
	}
	*ret = seen;
	return len;
}

static void put_word(struct buf *ret, const char *text, size_t len, bool raise, bool lower_rest)
{
	for (size_t at = 0; at < len;) {
		utf8proc_int32_t code;
		bool is_first = at == 0 || strchr("-'", text[at - 1]);

		at += take(text + at, &code);
		if (is_first && raise)
			code = utf8proc_toupper(code);
		else if (!is_first && lower_rest)
			code = utf8proc_tolower(code);
		put(ret, code);
	}
}

/* "THCS" and "6A1" are no syllables. */
static bool is_syllable(const struct letter_case *seen)
{
	return seen->vowel && !seen->digit;
}

static void put_words(struct buf *ret, const char *text, bool raise_all, bool is_capitals)
{
	while (*text) {
		struct letter_case seen;
		size_t len = look_at_word(text, &seen);
		bool is_mixed = seen.upper_later && seen.lower_tone;
		bool whole = is_syllable(&seen) && (is_capitals || is_mixed);

		put_word(ret, text, len, whole || (raise_all && is_syllable(&seen)), whole);
		text += len;
		if (*text)
			buf_add_char(ret, *text++);
	}
}

/* TCVN3 writes its capitals in a font of their own: after the conversion "NGUYễN" and "ánh". */
static void mend_case(struct buf *ret, const char *text)
{
	bool is_mixed = false, ascii_lower = false, is_name = true;
	size_t words = 0;
	const char *p = text;

	for (const char *c = text; *c; c++)
		ascii_lower |= *c >= 'a' && *c <= 'z';
	while (*p) {
		struct letter_case seen;
		size_t len = look_at_word(p, &seen);

		is_mixed |= seen.upper_later && seen.lower_tone;
		words += len > 0;
		/* One that begins with a small ASCII letter was not meant as a capital. */
		is_name &= !(*p >= 'a' && *p <= 'z');
		p += len;
		p += *p == ' ';
	}
	put_words(ret, text, is_name && words > 1, is_mixed && !ascii_lower);
}

void text_case_name(struct buf *ret, const char *name)
{
	bool upper = false, lower = false;

	for (const char *p = name; *p && !lower; p++)
		lower = *p >= 'a' && *p <= 'z';
	for (const char *p = name; *p && !lower;) {
		struct letter_case seen;
		size_t len = look_at_word(p, &seen);

		/* An initial alone, "Nguyễn Văn A", tells nothing. */
		upper |= seen.upper_later;
		lower |= seen.lower;
		p += len;
		p += *p == ' ';
	}
	if (upper && !lower)
		put_words(ret, name, true, true);
	else
		buf_add_str(ret, name);
}

/* ---- a text -------------------------------------------------------------- */

static bool is_latin(const char *text)
{
	bool any = false;

	while (*text) {
		utf8proc_int32_t code;

		text += take(text, &code);
		if (is_beyond(code))
			return false;
		any |= code >= 0x80;
	}
	return any;
}

static void decode(struct buf *ret, enum text_charset charset, const char *text)
{
	AUTO(buf_done) struct buf letters = {0};

	if (charset == TEXT_TCVN3)
		from_tcvn3(&letters, text);
	else if (charset == TEXT_VNI)
		from_vni(&letters, text);
	else if (charset == TEXT_CP1258)
		from_cp1258(&letters, text);
	else
		buf_add_str(&letters, text);
	text_nfc(ret, buf_text(&letters));
}

void text_from_legacy(struct buf *ret, enum text_charset charset, const char *text)
{
	AUTO(buf_done) struct buf decoded = {0};

	if (charset == TEXT_UNICODE || !is_latin(text)) {
		buf_add_str(ret, text);
		return;
	}
	decode(&decoded, charset, text);
	if (charset == TEXT_TCVN3)
		mend_case(ret, buf_text(&decoded));
	else
		buf_add_str(ret, buf_text(&decoded));
}

/* ---- a guess ------------------------------------------------------------- */

#define WORD_MAX 64 /* bytes; a longer one is no syllable */

static bool is_whole(const char *word)
{
	struct syllable syllable;

	return syllable_read(&syllable, word) && syllable_fit(&syllable) == SYLLABLE_WHOLE;
}

static void count_word(struct text_tally *tally, const char *word)
{
	tally->words++;
	for (int i = TEXT_UNICODE; i <= TEXT_CP1258; i++) {
		AUTO(buf_done) struct buf decoded = {0};

		decode(&decoded, (enum text_charset)i, word);
		if (!is_whole(buf_text(&decoded)))
			continue;
		tally->whole[i]++;
		/* What is Vietnamese as it stands says nothing against Unicode ("Hoàng"). */
		if (i == TEXT_UNICODE)
			return;
	}
}

void text_tally_add(struct text_tally *tally, const char *text)
{
	while (*text) {
		size_t len = strcspn(text, " \t\r\n.,;:()/-+\"'0123456789");
		char word[WORD_MAX];

		if (len > 0 && len < sizeof(word)) {
			memcpy(word, text, len);
			word[len] = '\0';
			if (is_latin(word))
				count_word(tally, word);
			else if (strspn(word, "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
					      "abcdefghijklmnopqrstuvwxyz") != len)
				tally->words++;
		}
		text += len;
		text += *text != '\0';
	}
}

enum text_charset text_tally_guess(const struct text_tally *tally)
{
	enum text_charset best = TEXT_UNICODE;
	uint64_t most = 0;

	for (int i = TEXT_TCVN3; i <= TEXT_CP1258; i++)
		if (tally->whole[i] > most) {
			most = tally->whole[i];
			best = (enum text_charset)i;
		}
	/* A foreign name here and there is no other charset. */
	return most * 10 > tally->words ? best : TEXT_UNICODE;
}
