/* The words for what becomes of a file, and lines of them. */
#include "stick_fate.h"

#include <errno.h>
#include <string.h>

#define SHA256_DIGITS 64
#define LINE_MAX_BYTES 80

static const char *const words[STICK_FATES] = {"taken", "held", "refused"};

const char *stick_fate_word(enum stick_fate fate)
{
	return words[fate];
}

bool stick_fate_find(const char *word, size_t len, enum stick_fate *ret)
{
	for (size_t i = 0; i < STICK_FATES; i++)
		if (len == strlen(words[i]) && memcmp(word, words[i], len) == 0) {
			*ret = (enum stick_fate)i;
			return true;
		}
	return false;
}

void stick_fate_put(struct buf *ret, enum stick_fate fate, const char *sha256)
{
	buf_printf(ret, "%s %s\n", words[fate], sha256);
}

/* Is TEXT, followed by a line end, a hash? */
static bool is_sha256(const char *text)
{
	for (int i = 0; i < SHA256_DIGITS; i++)
		if (!text[i] || !strchr("0123456789abcdef", text[i]))
			return false;
	return true;
}

int stick_fate_next(const char *bytes, size_t len, enum stick_fate *ret, char ret_sha256[65],
		    size_t *ret_used)
{
	const char *end = len ? memchr(bytes, '\n', len < LINE_MAX_BYTES ? len : LINE_MAX_BYTES)
			      : NULL;
	const char *blank = end ? memchr(bytes, ' ', (size_t)(end - bytes)) : NULL;
	enum stick_fate fate;

	if (!end)
		return len < LINE_MAX_BYTES ? 0 : -EBADMSG;
	if (!blank || end - blank != 1 + SHA256_DIGITS || !is_sha256(blank + 1) ||
	    !stick_fate_find(bytes, (size_t)(blank - bytes), &fate))
		return -EBADMSG;
	*ret = fate;
	memcpy(ret_sha256, blank + 1, SHA256_DIGITS);
	ret_sha256[SHA256_DIGITS] = '\0';
	*ret_used = (size_t)(end - bytes) + 1;
	return 1;
}
