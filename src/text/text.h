/*
 * text: letters. Cleans outside text, normalises Vietnamese, folds it for searching, orders it,
 * composes it from Telex and VNI keys, measures it in screen columns, reads and says money, and
 * speaks the user's language (Vietnamese in the source, English by gettext).
 */
#ifndef HOTROIT_TEXT_H
#define HOTROIT_TEXT_H

#include "base.h"

#include <libintl.h>

/* Marks and translates a message. The source text is Vietnamese. */
#define _(msg) gettext(msg)
/* Marks a message that is translated where it is shown. */
#define N_(msg) msg

/* A message that was written down in Vietnamese, as it is to be shown now;
 * NULL for NULL. One with a name or a number in it stays Vietnamese. */
const char *text_said(const char *text);

enum text_lang { TEXT_VI, TEXT_EN };
/* How this terminal can be written to. */
enum text_output { TEXT_UTF8, TEXT_ASCII };

/* Sets the locale and the language: WANTED is "vi", "en" or NULL (then the environment's, and
 * Vietnamese where it names none). In a locale that is not UTF-8 text is shown without marks. */
void text_start(const char *wanted);
enum text_lang text_lang(void);
/* Speaks LANG from here on, and says what was spoken before: for a while of TEXT_VI, as papers are
 * Vietnamese in every language of the user, and back again. */
enum text_lang text_speak(enum text_lang lang);
enum text_output text_output(void);
/* The locale's own code set when text_output() is TEXT_ASCII: "ISO-8859-1". */
const char *text_codeset(void);
/* TEXT as this terminal can show it, without anything that commands it or turns the direction:
 * itself, or a copy in RET, without marks where it has none ("Đạt" → "Dat"). */
const char *text_for_output(const char *text, struct buf *ret);

bool text_is_utf8(const char *text, size_t len);
/* Is there nothing to be seen in it: no letter, or only blanks and invisible marks? */
bool text_is_blank(const char *text);
/* Does TEXT begin with a letter of Vietnamese that is not ASCII, or with one of its marks? */
bool text_is_vietnamese(const char *text);
/* Text from a device or a file, made safe to store and show: invalid UTF-8 bytes become \xNN,
 * control characters and terminal escapes a space, runs of blanks one; ends trimmed; at most MAX
 * bytes, cut at a letter. Appended to RET. */
void text_clean(struct buf *ret, const char *data, size_t len, size_t max);
/* Unicode NFC, with the look-alikes Ð/ð mapped to Đ/đ, and a tone before a mark put behind
 * it. Appended to RET. Input must be UTF-8. */
void text_nfc(struct buf *ret, const char *text);
/* The key for finding: lower case, no marks, đ → d, one blank between words. Appended to RET. */
void text_fold(struct buf *ret, const char *text);
/* "Đoàn xã Phù Đổng" → "ĐOÀN XÃ PHÙ ĐỔNG", for the heads of papers. Appended to RET. */
void text_upper(struct buf *ret, const char *text);
/* Screen columns of UTF-8 TEXT. */
int text_width(const char *text);
/* Where the letter at, or before, byte AT of TEXT ends, or begins: what a cursor steps over, with
 * all the marks on it. At the end, or at 0, AT itself. */
size_t text_next(const char *text, size_t at);
size_t text_previous(const char *text, size_t at);
/* Appends TEXT cut to at most COLUMNS ("…" at the end when cut); PAD fills it up with blanks. */
void text_fit(struct buf *ret, const char *text, int columns, bool pad);
/* Appends TEXT broken between words into lines of COLUMNS, and a newline. The first line goes on
 * where LEFT columns are taken already; the others begin with LEFT blanks. */
void text_wrap(struct buf *ret, const char *text, int left, int columns);
/* An amount of đồng with dots between thousands: "1.234.567". Appended to RET. */
void text_money(struct buf *ret, int64_t amount);
/* The same in words, as after "Bằng chữ": "Một trăm linh năm nghìn đồng". Appended to RET. */
void text_money_words(struct buf *ret, int64_t amount);

/* ---- order ----------------------------------------------------------------------------------- */

/* Keys that put texts into the order of the Vietnamese dictionary when their bytes are compared (in
 * SQLite as in C); equal for texts that differ only in case or in where a tone stands. UTF-8,
 * appended. A name is ordered by its last syllable, then by family and middle name. */
void text_sort_key(struct buf *ret, const char *text);
void text_name_key(struct buf *ret, const char *name);
/* May these be one person's name: the same however the tones are typed and placed, or one of them
 * without any. Neither may be NULL. */
bool text_same_name(const char *a, const char *b);

/* ---- money ----------------------------------------------------------------------------------- */

#define TEXT_MONEY_MAX 1000000000000000000 /* đồng */

/* Whole đồng as people write them: 1.500.000 · 1,500,000 · 1 500 000 ₫ · 500k · 1,5 triệu · 2tr5 ·
 * 2 triệu 500 nghìn. "1.500" is 1500, as there is nothing less than a đồng. -EINVAL for what can be
 * read in two ways ("1,5", "1.500k"), is negative or no number; -ERANGE above TEXT_MONEY_MAX. */
int text_money_read(const char *text, int64_t *ret, struct err *err) MUST_USE;

/* ---- texts from before Unicode --------------------------------------------------------------- */

enum text_charset { TEXT_UNICODE, TEXT_TCVN3, TEXT_VNI, TEXT_CP1258 };

const char *text_charset_name(enum text_charset charset); /* "utf8", "tcvn3", "vni", "cp1258" */
bool text_charset_find(const char *name, enum text_charset *ret) MUST_USE;
/* Bytes of an 8-bit file as the Latin letters that Windows shows for them. Appended, UTF-8. */
void text_from_bytes(struct buf *ret, const char *data, size_t len);
/* TEXT shows the bytes of CHARSET as Latin letters, as spreadsheets keep them: "NguyÔn" →
 * "Nguyễn". One that holds a letter of Vietnamese that no such font has is Unicode already, and
 * stays. Capitals that TCVN3 lost are put back as in a name. Appended, NFC. */
void text_from_legacy(struct buf *ret, enum text_charset charset, const char *text);
/* "NGUYỄN THỊ HÒA" → "Nguyễn Thị Hòa"; a name that has small letters stays. Appended. */
void text_case_name(struct buf *ret, const char *name);

/* What a table's texts may be written in. Start from {0}. */
struct text_tally {
	uint64_t words; /* that are not ASCII */
	uint64_t whole[TEXT_CP1258 + 1]; /* Vietnamese as they stand; else: when read so */
};

void text_tally_add(struct text_tally *tally, const char *text);
/* TEXT_UNICODE unless many words are Vietnamese only in another reading. A guess: "Hoàng" may be
 * the VNI of "Hồng", so nothing may be converted by it alone. */
enum text_charset text_tally_guess(const struct text_tally *tally);

/* ---- typing Vietnamese ---------------------------------------------------------------------- */

enum typing_method { TYPING_OFF, TYPING_TELEX, TYPING_VNI };

/* Appends the word that KEYS ("nguowif", "nguoi72") make: NFC, the tone where the older spelling
 * has it (hòa, thúy). A key that sets a mark or a tone, pressed twice, is the letter itself (aaa
 * is aa); what is not Vietnamese comes back as typed. IS_ENDED: nothing more follows, so a word
 * that is only begun is not Vietnamese either (keep, kêp). */
void typing_compose(struct buf *ret, enum typing_method method, const char *keys, bool is_ended);
/* Keys that make the NFC WORD, appended. False when there are none, as for "Dell" or "hoà". */
bool typing_keys(struct buf *ret, enum typing_method method, const char *word);

#define TYPING_KEYS_MAX 24

/* The word being typed at a cursor. Start from {0}, and so again once the cursor or the text was
 * moved by anything else: the word that stands there is then taken up as it is. */
struct typing_word {
	char keys[TYPING_KEYS_MAX];
	size_t shown; /* bytes of it before the cursor */
	bool is_literal; /* not Vietnamese, until it ends */
};

/* The ASCII KEY is typed behind the LEN bytes of HEAD: appends to RET what takes the place of the
 * last bytes of HEAD; returns how many. */
size_t typing_press(struct typing_word *word, enum typing_method method, const char *head,
		    size_t len, char key, struct buf *ret);
/* The same for the end of the word, when the cursor goes elsewhere. */
size_t typing_end(struct typing_word *word, enum typing_method method, struct buf *ret);

#endif
