/* proc/self/mountinfo of a recorded tree. */
#include "disk_list.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	AUTO(arena_done) struct arena arena = {0};
	struct mount *mounts;
	size_t count, name;

	mounts_parse(&arena, (const char *)data, size, &mounts, &count);
	for (size_t i = 0; i < count; i++) {
		size_t len = disk_usb_device(mounts[i].source, &name);

		if (!*mounts[i].point || len > strlen(mounts[i].source) || (len && name >= len))
			abort();
	}
	return 0;
}
