/* EDID: any bytes, also under a right header and checksum, give a believable size or none. */
#include "edid.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void try(const uint8_t *data, size_t size)
{
	struct edid_size panel;

	if (edid_size(data, size, &panel) == 0 &&
	    !(edid_diagonal(&panel) > 2.9 && edid_diagonal(&panel) < 151))
		abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	uint8_t sealed[128] = {0x00, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x00};
	unsigned sum = 0;

	try(data, size);
	if (size >= sizeof(sealed)) {
		memcpy(sealed + 8, data + 8, sizeof(sealed) - 9);
		for (size_t i = 0; i < sizeof(sealed) - 1; i++)
			sum += sealed[i];
		sealed[127] = (uint8_t)(256 - sum % 256);
		try(sealed, sizeof(sealed));
	}
	return 0;
}
