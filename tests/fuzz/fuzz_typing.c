/* typing: any keys behind any text leave UTF-8 in NFC, and never take back more than is there. */
#include "text.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_nfc(const struct buf *text)
{
	AUTO(buf_done) struct buf again = {0};

	if (!text_is_utf8(buf_text(text), text->len))
		abort();
	text_nfc(&again, buf_text(text));
	if (!str_eq(buf_text(&again), buf_text(text)))
		abort();
}

static void press(struct buf *line, struct typing_word *word, enum typing_method method, char key)
{
	AUTO(buf_done) struct buf more = {0};
	size_t back = typing_press(word, method, buf_text(line), line->len, key, &more);

	if (back > line->len)
		abort();
	line->len -= back;
	buf_add_str(line, buf_text(&more));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	AUTO(buf_done) struct buf line = {0};
	struct typing_word word = {0};
	enum typing_method method = size && data[0] == 'V' ? TYPING_VNI : TYPING_TELEX;

	for (size_t i = 1; i < size && i < 400; i++) {
		char key = (char)data[i];

		if (key == '<' && line.len) {
			line.len = text_previous(buf_text(&line), line.len);
			line.data[line.len] = '\0';
			word = (struct typing_word){0};
		} else if (key >= ' ' && key < 0x7f) {
			press(&line, &word, method, key);
		}
		check_nfc(&line);
	}
	press(&line, &word, method, ' ');
	check_nfc(&line);
	return 0;
}
