/* What a file is, by its own bytes; its name says nothing. Office files are zip archives, told
 * apart by the folders in their directory (PKWARE APPNOTE 4.3). */
#include "model.h"

#include <string.h>

#define ZIP_END_BYTES 22
#define ZIP_COMMENT_MAX 65535
#define ZIP_ENTRY_BYTES 46

static bool begins(const unsigned char *data, size_t len, const char *magic, size_t magic_len)
{
	return len >= magic_len && memcmp(data, magic, magic_len) == 0;
}

static size_t number_at(const unsigned char *data, size_t bytes)
{
	size_t number = 0;

	for (size_t i = bytes; i > 0; i--)
		number = number << 8 | data[i - 1];
	return number;
}

/* Where the directory begins; LEN when there is none. */
static size_t zip_directory(const unsigned char *data, size_t len)
{
	size_t most = ZIP_END_BYTES + ZIP_COMMENT_MAX;
	size_t first = len > most ? len - most : 0;

	for (size_t at = len; at >= first + ZIP_END_BYTES; at--) {
		const unsigned char *end = data + at - ZIP_END_BYTES;

		if (memcmp(end, "PK\5\6", 4) == 0)
			return number_at(end + 16, 4);
	}
	return len;
}

static const char *zip_kind(const unsigned char *data, size_t len)
{
	size_t at = zip_directory(data, len);

	while (at < len && len - at >= ZIP_ENTRY_BYTES && memcmp(data + at, "PK\1\2", 4) == 0) {
		size_t name = number_at(data + at + 28, 2);
		const unsigned char *text = data + at + ZIP_ENTRY_BYTES;

		if (name > len - at - ZIP_ENTRY_BYTES)
			break;
		if (begins(text, name, "xl/", 3))
			return "xlsx";
		if (begins(text, name, "word/", 5))
			return "docx";
		at += ZIP_ENTRY_BYTES + name + number_at(data + at + 30, 2) +
		      number_at(data + at + 32, 2);
	}
	return "zip";
}

static bool is_text(const unsigned char *data, size_t len)
{
	static const char blanks[] = {'\t', '\n', '\r', '\f'};

	for (size_t i = 0; i < len; i++)
		if ((data[i] < ' ' && !memchr(blanks, data[i], sizeof(blanks))) || data[i] == 0x7f)
			return false;
	return text_is_utf8((const char *)data, len);
}

const char *media_of(const void *bytes, size_t len)
{
	static const struct {
		const char *magic;
		size_t len;
		const char *media;
	} magics[] = {
		{"\xff\xd8\xff", 3, "jpeg"},
		{"\x89PNG\r\n\x1a\n", 8, "png"},
		{"%PDF-", 5, "pdf"},
	};
	const unsigned char *data = bytes;

	for (size_t i = 0; i < ARRAY_LEN(magics); i++)
		if (begins(data, len, magics[i].magic, magics[i].len))
			return magics[i].media;
	if (len >= 12 && begins(data, len, "RIFF", 4) && memcmp(data + 8, "WEBP", 4) == 0)
		return "webp";
	if (begins(data, len, "PK\3\4", 4) || begins(data, len, "PK\5\6", 4))
		return zip_kind(data, len);
	return len && is_text(data, len) ? "text" : "other";
}
