/* Any bytes as what a child of the bench hands over. */
#include "parcel.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const char *bytes = (const char *)data;
	struct parcel parcel;
	size_t at = 0, used;

	while (parcel_next(bytes + at, size - at, &parcel, &used) > 0) {
		AUTO(buf_done) struct buf again = {0};

		parcel_put(&again, &parcel);
		if (!used || used > size - at || parcel.len > PARCEL_BYTES_MAX)
			__builtin_trap();
		at += used;
	}
	return 0;
}
