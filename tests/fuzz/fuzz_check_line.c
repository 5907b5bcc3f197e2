/* A line of hotroit-check: what was understood is the same when it is said again. */
#include "check_line.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	AUTO(buf_done) struct buf line = {0}, said = {0};
	struct check_line heard, again;

	buf_add(&line, data, size);
	buf_add_char(&line, '\0');
	if (!check_line_parse(&heard, line.data))
		return 0;
	check_line_print(&said, &heard);
	said.data[said.len - 1] = '\0';
	if (!check_line_parse(&again, said.data) || again.word != heard.word)
		abort();
	return 0;
}
