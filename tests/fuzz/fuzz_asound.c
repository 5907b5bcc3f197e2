/* PCM lists: any bytes are survived. */
#include "asound.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct asound_pcms pcms;

	asound_parse(&pcms, (const char *)data, size);
	if (!size && (pcms.output || pcms.input))
		abort();
	return 0;
}
