/* Mount tables: every mount that is found is whole. */
#include "mounts.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	AUTO(arena_done) struct arena arena = {0};
	struct mount *mounts;
	size_t count;

	mounts_parse(&arena, (const char *)data, size, &mounts, &count);
	for (size_t i = 0; i < count; i++)
		if (!mounts[i].point || !mounts[i].type || !mounts[i].source)
			abort();
	if (!count && mounts_of(mounts, count, "/"))
		abort();
	return 0;
}
