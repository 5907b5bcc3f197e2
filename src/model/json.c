/* JSON text, written so that the same value always gives the same bytes. */
#include "json_priv.h"

#include <math.h>

void json_add_text(struct buf *ret, const char *text)
{
	if (!text) {
		buf_add_str(ret, "null");
		return;
	}
	buf_add_char(ret, '"');
	for (const unsigned char *p = (const unsigned char *)text; *p; p++) {
		if (*p == '"' || *p == '\\')
			buf_printf(ret, "\\%c", *p);
		else if (*p == '\n')
			buf_add_str(ret, "\\n");
		else if (*p < 0x20)
			buf_printf(ret, "\\u%04x", *p);
		else
			buf_add_char(ret, (char)*p);
	}
	buf_add_char(ret, '"');
}

void json_add_real(struct buf *ret, double value)
{
	if (isfinite(value))
		buf_printf(ret, "%.10g", value);
	else
		buf_add_str(ret, "null");
}
