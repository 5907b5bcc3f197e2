/* What people copy off labels: sizes of memory and disks, ratings of chargers. */
#include "assess.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	AUTO(arena_done) struct arena arena = {0};
	const char *text = arena_copy(&arena, (const char *)data, size);
	int64_t bytes = 0;

	for (int memory = 0; memory < 2; memory++)
		if (size_read(text, memory, &bytes) && bytes < 0)
			abort();
	/* What has no rating never serves; one that serves is itself asked for and served. */
	if (charger_fits("", text) || charger_fits(text, ""))
		abort();
	if (charger_fits("19V 3A", text) && !charger_fits(text, text))
		abort();
	return 0;
}
