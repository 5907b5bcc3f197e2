/* Any UTF-8 as text of each older charset: what comes out is UTF-8 of a sane length. */
#include "text.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(const struct buf *text, size_t size)
{
	if (!text_is_utf8(buf_text(text), text->len) || text->len > size * 6 + 8)
		abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	AUTO(buf_done) struct buf shown = {0}, name = {0};
	struct text_tally tally = {0};

	text_from_bytes(&shown, (const char *)data, size);
	check(&shown, size);
	if (memchr(data, '\0', size))
		return 0;
	for (int i = TEXT_UNICODE; i <= TEXT_CP1258; i++) {
		AUTO(buf_done) struct buf text = {0};

		text_from_legacy(&text, (enum text_charset)i, buf_text(&shown));
		check(&text, shown.len);
	}
	text_case_name(&name, buf_text(&shown));
	check(&name, shown.len);
	text_tally_add(&tally, buf_text(&shown));
	if (text_tally_guess(&tally) > TEXT_CP1258)
		abort();
	return 0;
}
