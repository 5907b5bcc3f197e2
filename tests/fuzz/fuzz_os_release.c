/* os-release: any bytes give ended strings. */
#include "os_release.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct os_release release;

	os_release_parse(&release, (const char *)data, size);
	if (strlen(release.name) >= sizeof(release.name) ||
	    strlen(release.version) >= sizeof(release.version))
		abort();
	return 0;
}
