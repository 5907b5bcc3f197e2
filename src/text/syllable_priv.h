/* One Vietnamese syllable, taken apart: letters without their tone, and the tone beside them. */
#ifndef HOTROIT_SYLLABLE_PRIV_H
#define HOTROIT_SYLLABLE_PRIV_H

#include "text.h"

#define SYLLABLE_MAX 12 /* "nghiêng" has 7 */

enum mark { MARK_NONE, MARK_HAT, MARK_BREVE, MARK_HORN, MARK_STROKE }; /* a: â ă, o: ơ, d: đ */
/* In the order of the dictionary. */
enum tone { TONE_LEVEL, TONE_GRAVE, TONE_HOOK, TONE_TILDE, TONE_ACUTE, TONE_DOT };

struct letter {
	char base; /* lower-case ASCII; a digit or "w" where it is no Vietnamese letter */
	enum mark mark;
	bool is_upper;
};

struct syllable {
	struct letter letters[SYLLABLE_MAX];
	size_t count;
	enum tone tone;
};

/* The letter at TEXT: LETTER (its base 0 where it is none of Vietnamese) and its tone. Returns the
 * bytes it takes, 0 at the end. TEXT is UTF-8 in NFC. */
size_t letter_read(const char *text, struct letter *ret_letter, enum tone *ret_tone);
/* False: other letters, too many of them, or more than one tone. */
bool syllable_read(struct syllable *ret, const char *word);
/* NFC, the tone where the older spelling has it (hòa, thúy). Appended to RET. */
void syllable_print(struct buf *ret, const struct syllable *syllable);

enum syllable_fit {
	SYLLABLE_NONE, /* nothing that is typed behind it makes Vietnamese of it */
	SYLLABLE_BEGUN, /* letters, marks or a tone may be missing */
	SYLLABLE_WHOLE,
};

enum syllable_fit syllable_fit(const struct syllable *syllable);
bool letter_is_vowel(const struct letter *letter);
/* Is the "u" at INDEX that of "qu"? */
bool syllable_is_qu(const struct syllable *syllable, size_t index);

#endif
