/* An Android phone's /proc/meminfo, from any bytes: memory in bounds, and a size on the box that
 * is never less than what the kernel has. */
#include "android.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	AUTO(facts_done) struct facts facts = {0};
	AUTO(buf_done) struct buf answer = {0};
	const struct fact *usable, *nominal;

	buf_add_str(&answer, "\036memory\n");
	buf_add(&answer, data, size);
	buf_add_str(&answer, "\n\036end\n");
	android_read(&facts, answer.data, answer.len, "?");
	usable = facts_find(&facts, "memory.usable");
	nominal = facts_find(&facts, "memory.nominal");
	if (usable->state == FACT_KNOWN && (usable->num <= 0 || usable->num > INT64_C(64) << 30))
		abort();
	if (nominal->state == FACT_KNOWN &&
	    (usable->state != FACT_KNOWN || nominal->num < usable->num))
		abort();
	return 0;
}
