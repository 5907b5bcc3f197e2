/* Mount tables: a root file system that is found has a type. */
#include "mounts.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct root_mount mount;

	if (mounts_root(&mount, (const char *)data, size) &&
	    (!*mount.type || strlen(mount.source) >= sizeof(mount.source)))
		abort();
	return 0;
}
