/* Input devices: nothing is found where nothing is listed. */
#include "input_devices.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct input_devices devices;

	input_devices_parse(&devices, (const char *)data, size);
	if (!devices.count && (devices.keyboard || devices.pointer != INPUT_POINTER_NONE))
		abort();
	return 0;
}
