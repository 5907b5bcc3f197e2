/*
 * text: letters. Cleans outside text, normalises Vietnamese, folds it for searching, measures it
 * in screen columns, and speaks the user's language (Vietnamese in the source, English by gettext).
 */
#ifndef HOTROIT_TEXT_H
#define HOTROIT_TEXT_H

#include "base.h"

#include <libintl.h>

/* Marks and translates a message. The source text is Vietnamese. */
#define _(msg) gettext(msg)
/* Marks a message that is translated where it is shown. */
#define N_(msg) msg

enum text_lang { TEXT_VI, TEXT_EN };
/* How this terminal can be written to. */
enum text_output { TEXT_UTF8, TEXT_ASCII };

/* Sets the locale and the language: WANTED is "vi", "en" or NULL (then the environment's, and
 * Vietnamese where it names none). In a locale that is not UTF-8 text is shown without marks. */
void text_start(const char *wanted);
enum text_lang text_lang(void);
enum text_output text_output(void);
/* The locale's own code set when text_output() is TEXT_ASCII: "ISO-8859-1". */
const char *text_codeset(void);
/* TEXT as this terminal can show it: itself, or a copy in RET without marks ("Đạt" → "Dat"). */
const char *text_for_output(const char *text, struct buf *ret);

bool text_is_utf8(const char *text, size_t len);
/* Text from a device or a file, made safe to store and show: invalid UTF-8 bytes become \xNN,
 * control characters and terminal escapes a space, runs of blanks one; ends trimmed; at most MAX
 * bytes, cut at a letter. Appended to RET. */
void text_clean(struct buf *ret, const char *data, size_t len, size_t max);
/* Unicode NFC, with the look-alikes Ð/ð mapped to Đ/đ. Appended to RET. Input must be UTF-8. */
void text_nfc(struct buf *ret, const char *text);
/* The key for finding: lower case, no marks, đ → d, one blank between words. Appended to RET. */
void text_fold(struct buf *ret, const char *text);
/* Screen columns of UTF-8 TEXT. */
int text_width(const char *text);
/* Appends TEXT cut to at most COLUMNS ("…" at the end when cut); PAD fills it up with blanks. */
void text_fit(struct buf *ret, const char *text, int columns, bool pad);
/* An amount of đồng with dots between thousands: "1.234.567". Appended to RET. */
void text_money(struct buf *ret, int64_t amount);
/* The same in words, as after "Bằng chữ": "Một trăm linh năm nghìn đồng". Appended to RET. */
void text_money_words(struct buf *ret, int64_t amount);

#endif
