/* Parses os-release(5), also when it was edited on Windows (byte order mark, CRLF). */
#include "os_release.h"

#include <string.h>

/* Appends one byte to a value of SIZE bytes, dropping what does not fit. */
static void put(char *value, size_t size, size_t *used, char c)
{
	if (*used + 1 < size && c)
		value[(*used)++] = c;
}

/* Unquotes the shell word in START..END: 'a', "a\"b", a\ b and any of them joined. */
static void unquote(const char *start, const char *end, char *ret, size_t size)
{
	size_t used = 0;
	char quote = '\0';

	for (const char *p = start; p < end; p++) {
		if (quote ? *p == quote : (*p == '"' || *p == '\'')) {
			quote = quote ? '\0' : *p;
			continue;
		}
		/* Some files leave the quotes out around words: keep the blanks, drop a comment. */
		if (!quote && *p == '#' && p > start && p[-1] == ' ')
			break;
		/* Inside "…" a backslash is itself before any but these. */
		if (*p == '\\' && quote != '\'' && p + 1 < end &&
		    (!quote || strchr("\"\\$`", p[1])))
			p++;
		put(ret, size, &used, *p);
	}
	while (used && (ret[used - 1] == ' ' || ret[used - 1] == '\t'))
		used--;
	ret[used] = '\0';
}

static void parse_line(struct os_release *ret, const char *line, const char *end)
{
	const struct {
		const char *key;
		char *value;
		size_t size;
	} known[] = {
		{"NAME=", ret->name, sizeof(ret->name)},
		{"ID=", ret->id, sizeof(ret->id)},
		{"PRETTY_NAME=", ret->pretty_name, sizeof(ret->pretty_name)},
		{"VERSION_ID=", ret->version_id, sizeof(ret->version_id)},
		{"VERSION=", ret->version, sizeof(ret->version)},
	};

	while (line < end && (*line == ' ' || *line == '\t'))
		line++;
	for (size_t i = 0; i < ARRAY_LEN(known); i++) {
		size_t len = strlen(known[i].key);

		if ((size_t)(end - line) >= len && memcmp(line, known[i].key, len) == 0)
			unquote(line + len, end, known[i].value, known[i].size);
	}
}

void os_release_parse(struct os_release *ret, const char *text, size_t len)
{
	const char *end = text + len;

	*ret = (struct os_release){0};
	if (len >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0)
		text += 3;
	while (text < end) {
		const char *stop = memchr(text, '\n', (size_t)(end - text));
		const char *line_end;

		if (!stop)
			stop = end;
		line_end = stop > text && stop[-1] == '\r' ? stop - 1 : stop;
		parse_line(ret, text, line_end);
		text = stop + 1;
	}
}
