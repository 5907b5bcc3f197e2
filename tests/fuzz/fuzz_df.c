/* df of an Android phone, from any bytes: never more free room than the partition is large. */
#include "android_priv.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct android_df df;

	if (!android_df_parse((struct span){(const char *)data, size}, &df))
		return 0;
	if (df.free > df.total_most || df.total_least > df.total_most ||
	    df.total_most > (UINT64_C(2) << 46))
		abort();
	return 0;
}
