/* Finds one value in a uevent file's text. */
#include "uevent.h"

#include <ctype.h>
#include <string.h>

/* Copies the trimmed value that stands between START and END. */
static bool take(const char *start, const char *end, char *ret, size_t size)
{
	size_t len;

	while (start < end && isspace((unsigned char)*start))
		start++;
	while (end > start && isspace((unsigned char)end[-1]))
		end--;
	len = (size_t)(end - start);
	if (!len || len >= size || memchr(start, '\0', len))
		return false;
	memcpy(ret, start, len);
	ret[len] = '\0';
	return true;
}

bool uevent_value(const char *text, size_t len, const char *key, char *ret, size_t size)
{
	size_t key_len = strlen(key);
	const char *end = text + len;

	for (const char *line = text; line < end;) {
		const char *stop = memchr(line, '\n', (size_t)(end - line));

		if (!stop)
			stop = end;
		if ((size_t)(stop - line) > key_len && line[key_len] == '=' &&
		    memcmp(line, key, key_len) == 0)
			return take(line + key_len + 1, stop, ret, size);
		line = stop + 1;
	}
	return false;
}
