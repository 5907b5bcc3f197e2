/* Any bytes as the SOFTWARE hive of a Windows, through hivex as the system plugin reads it. */
#include "system_priv.h"

#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct system_found found = {0};
	int file = memfd_create("hive", MFD_CLOEXEC);

	if (file >= 0 && write(file, data, size) == (ssize_t)size &&
	    system_read_hive(file, &found) && !*found.name)
		__builtin_trap();
	if (file >= 0)
		close(file);
	return 0;
}
