/* Any bytes as lines of what became of files: what is read is written the same. */
#include "stick_fate.h"

#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const char *bytes = (const char *)data;
	size_t at = 0, used;
	enum stick_fate fate;
	char sha256[65];

	while (stick_fate_next(bytes + at, size - at, &fate, sha256, &used) > 0) {
		AUTO(buf_done) struct buf line = {0};

		stick_fate_put(&line, fate, sha256);
		if (line.len != used || memcmp(line.data, bytes + at, used) != 0)
			__builtin_trap();
		at += used;
	}
	return 0;
}
