/* smartctl's JSON, as recorded or as answered, up to the facts. */
#include "disk_priv.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	AUTO(facts_done) struct facts facts = {0};

	disk_smart_add(&facts, 0, (const char *)data, size);
	/* every question has an answer, and one that was not read gives its reason */
	if (facts.count != 2)
		abort();
	for (size_t i = 0; i < facts.count; i++)
		if (facts.list[i].state == FACT_UNREADABLE && !facts.list[i].reason)
			abort();
	return 0;
}
