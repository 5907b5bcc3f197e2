/* The plain form of names and values, and the patterns over it (quirks_priv.h). */
#include "quirks_priv.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

/* Marks that firmware sprinkles over names. The UTF-8 ones come from Windows-minded vendors. */
static const char *const marks[] = {"(r)", "(tm)", "(c)", "\xc2\xae", "\xe2\x84\xa2"};
static const char *const empty_words[] = {"intel", "amd", "cpu", "processor", "apu", "pro", "gen"};

static size_t mark_length(const char *text)
{
	for (size_t i = 0; i < sizeof(marks) / sizeof(marks[0]); i++) {
		size_t len = strlen(marks[i]);

		if (strncasecmp(text, marks[i], len) == 0)
			return len;
	}
	return 0;
}

/* "11th", as in "11th Gen Intel(R) Core(TM) …". */
static bool word_is_ordinal(const char *word, size_t len)
{
	return len == 4 && isdigit((unsigned char)word[0]) && isdigit((unsigned char)word[1]) &&
	       islower((unsigned char)word[2]) && islower((unsigned char)word[3]) &&
	       (memcmp(word + 2, "th", 2) == 0);
}

static bool word_is_empty(const char *word, size_t len)
{
	for (size_t i = 0; i < sizeof(empty_words) / sizeof(empty_words[0]); i++)
		if (strlen(empty_words[i]) == len && memcmp(word, empty_words[i], len) == 0)
			return true;
	return len == 0 || word_is_ordinal(word, len);
}

/* Lower case without marks, "@" between blanks; false when it does not fit. */
static bool strip_marks(const char *name, char ret[QUIRK_PLAIN_MAX])
{
	size_t len = 0;

	while (*name) {
		size_t mark = mark_length(name);
		char c = *name;

		if (mark) {
			name += mark;
			continue;
		}
		name++;
		if (len + 4 > QUIRK_PLAIN_MAX)
			return false;
		if (c == '@')
			ret[len++] = ' ';
		if (isspace((unsigned char)c) || (c && strchr("(),", c)))
			c = ' ';
		ret[len++] = (char)tolower((unsigned char)c);
		if (c == '@')
			ret[len++] = ' ';
	}
	ret[len] = '\0';
	return true;
}

void quirk_plain_cpu(const char *name, char ret[QUIRK_PLAIN_MAX])
{
	char text[QUIRK_PLAIN_MAX];
	const char *at = text;
	size_t len = 0;

	ret[0] = '\0';
	if (!strip_marks(name, text))
		return;
	while (*at) {
		size_t word;

		at += strspn(at, " ");
		word = strcspn(at, " ");
		if (!word_is_empty(at, word)) {
			if (len)
				ret[len++] = ' ';
			memcpy(ret + len, at, word);
			len += word;
		}
		at += word;
	}
	ret[len] = '\0';
}

void quirk_plain_value(enum quirk_junk_of of, const char *value, char ret[QUIRK_PLAIN_MAX])
{
	size_t len = 0;

	for (; *value && len + 1 < QUIRK_PLAIN_MAX; value++) {
		char c = isspace((unsigned char)*value) ? ' ' : *value;

		if (of == QUIRK_JUNK_UUID && c == '-')
			continue;
		if (c == ' ' && (len == 0 || ret[len - 1] == ' '))
			continue;
		ret[len++] = (char)tolower((unsigned char)c);
	}
	if (len && ret[len - 1] == ' ')
		len--;
	ret[len] = '\0';
}

bool quirk_match(const char *pattern, const char *plain)
{
	for (; *pattern; pattern++) {
		if (*pattern == '*') {
			plain += strcspn(plain, " ");
			continue;
		}
		if (*pattern == '#' ? !isdigit((unsigned char)*plain) : *pattern != *plain)
			return false;
		plain++;
	}
	return !*plain || *plain == ' ';
}
