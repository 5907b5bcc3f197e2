/* getprop, from any bytes: a value is one ended, non-empty line. */
#include "android_priv.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char *const keys[] = {"ro.build.version.sdk", "a", ""};
	struct span text = {(const char *)data, size};
	char value[64];

	for (size_t i = 0; i < ARRAY_LEN(keys); i++)
		if (android_prop(text, keys[i], value, sizeof(value)) &&
		    (!value[0] || strlen(value) >= sizeof(value) || strchr(value, '\n')))
			abort();
	return 0;
}
