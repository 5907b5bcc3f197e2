/* Parcels put on a wire and taken off it. */
#include "parcel.h"

#include <ctype.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>

#define HEAD_MAX 256
#define SHA256_DIGITS 64

static const char *const words[PARCEL_WHATS] = {"file", "bad", "code", "place", "note"};

static bool is_name_letter(char c)
{
	return isalnum((unsigned char)c) || (c && strchr("._+-", c));
}

void parcel_set_name(struct parcel *parcel, const char *text)
{
	size_t len = 0;

	for (; *text && len < PARCEL_NAME_MAX - 1; text++, len++)
		parcel->name[len] =
			is_name_letter(*text) && (len || *text != '.') ? *text : '_';
	if (!len)
		parcel->name[len++] = '-';
	parcel->name[len] = '\0';
}

static bool is_sha256(const char *text)
{
	return strspn(text, "0123456789abcdef") == SHA256_DIGITS;
}

void parcel_set_sha256(struct parcel *parcel, const char *line)
{
	char digits[SHA256_DIGITS + 1];

	snprintf(digits, sizeof(digits), "%s", line);
	for (char *p = digits; *p; p++)
		*p = (char)tolower((unsigned char)*p);
	snprintf(parcel->sha256, sizeof(parcel->sha256), "%s", is_sha256(digits) ? digits : "");
}

void parcel_put(struct buf *ret, const struct parcel *parcel)
{
	buf_printf(ret, "%s %s %s %zu\n", words[parcel->what],
		   *parcel->name ? parcel->name : "-", *parcel->sha256 ? parcel->sha256 : "-",
		   parcel->len);
	buf_add(ret, parcel->bytes, parcel->len);
	buf_add_char(ret, '\n');
}

static int read_what(const char *word, enum parcel_what *ret)
{
	for (size_t i = 0; i < PARCEL_WHATS; i++)
		if (str_eq(word, words[i])) {
			*ret = (enum parcel_what)i;
			return 0;
		}
	return -EBADMSG;
}

static int read_name(const char *word, char ret[PARCEL_NAME_MAX])
{
	size_t len = strlen(word);

	if (!len || len >= PARCEL_NAME_MAX || *word == '.')
		return -EBADMSG;
	for (size_t i = 0; i < len; i++)
		if (!is_name_letter(word[i]))
			return -EBADMSG;
	memcpy(ret, word, len + 1);
	return 0;
}

/* LINE is cut at its blanks. */
static int read_head(char *line, struct parcel *ret)
{
	const char *what = strsep(&line, " "), *name = line ? strsep(&line, " ") : NULL;
	const char *sha256 = line ? strsep(&line, " ") : NULL;
	uint64_t bytes;

	if (!line || read_what(what, &ret->what) < 0 || read_name(name, ret->name) < 0 ||
	    !str_to_u64(line, 10, &bytes) || bytes > PARCEL_BYTES_MAX)
		return -EBADMSG;
	if (!str_eq(sha256, "-") && (!is_sha256(sha256) || strlen(sha256) != SHA256_DIGITS))
		return -EBADMSG;
	snprintf(ret->sha256, sizeof(ret->sha256), "%s", str_eq(sha256, "-") ? "" : sha256);
	ret->len = (size_t)bytes;
	return 0;
}

int parcel_next(const char *bytes, size_t len, struct parcel *ret, size_t *ret_used)
{
	const char *end = len ? memchr(bytes, '\n', len < HEAD_MAX ? len : HEAD_MAX) : NULL;
	struct parcel parcel = {0};
	char line[HEAD_MAX + 1];
	size_t head;

	if (!end)
		return len < HEAD_MAX ? 0 : -EBADMSG;
	head = (size_t)(end - bytes);
	memcpy(line, bytes, head);
	line[head++] = '\0';
	if (memchr(line, '\0', head) != line + head - 1 || read_head(line, &parcel) < 0)
		return -EBADMSG;
	if (len - head <= parcel.len)
		return 0;
	if (bytes[head + parcel.len] != '\n')
		return -EBADMSG;
	parcel.bytes = bytes + head;
	*ret = parcel;
	*ret_used = head + parcel.len + 1;
	return 1;
}
