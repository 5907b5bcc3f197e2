/* uevent: a value that is given is neither empty nor too long. */
#include "uevent.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char value[32] = "";

	if (uevent_value((const char *)data, size, "POWER_SUPPLY_ENERGY_FULL", value,
			 sizeof(value)) &&
	    (!*value || strlen(value) >= sizeof(value)))
		abort();
	return 0;
}
