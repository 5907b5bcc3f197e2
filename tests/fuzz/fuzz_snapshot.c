/* Any bytes as a snapshot: read, judged by nothing, printed, read again to the same bytes. */
#include "model.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct snapshot first, second;
	struct buf one = {0}, two = {0};
	struct err err;

	if (snapshot_parse(&first, (const char *)data, size, "fuzz", &err) < 0)
		return 0;
	snapshot_print(&one, &first);
	if (snapshot_parse(&second, buf_text(&one), one.len, "fuzz", &err) < 0)
		abort();
	snapshot_print(&two, &second);
	if (strcmp(buf_text(&one), buf_text(&two)) != 0)
		abort();
	snapshot_done(&first);
	snapshot_done(&second);
	buf_done(&one);
	buf_done(&two);
	return 0;
}
