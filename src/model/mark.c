/* Marks as judges write them, "8,25", and as they are kept: whole hundredths. */
#include "model.h"

#include <stdlib.h>
#include <string.h>

#define WHOLE_DIGITS 6

bool mark_read(const char *text, int64_t *ret)
{
	size_t whole = strspn(text, "0123456789"), part;
	int64_t mark = 0;

	if (!whole || whole > WHOLE_DIGITS)
		return false;
	for (size_t i = 0; i < whole; i++)
		mark = mark * 10 + (text[i] - '0');
	mark *= 100;
	text += whole;
	if (*text == ',' || *text == '.') {
		part = strspn(text + 1, "0123456789");
		if (part < 1 || part > 2 || text[part + 1])
			return false;
		mark += (text[1] - '0') * 10 + (part == 2 ? text[2] - '0' : 0);
		text += part + 1;
	}
	if (*text)
		return false;
	*ret = mark;
	return true;
}

void mark_print(struct buf *ret, int64_t mark)
{
	long long part = llabs((long long)mark % 100);

	buf_printf(ret, "%s%lld", mark < 0 ? "-" : "", llabs((long long)mark) / 100);
	if (part % 10)
		buf_printf(ret, ",%02lld", part);
	else if (part)
		buf_printf(ret, ",%lld", part / 10);
}
