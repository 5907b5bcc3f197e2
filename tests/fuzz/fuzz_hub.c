/* Any bytes as what hotroit-probe --watch says, in two bites, into a bench's slots. */
#include "flow_priv.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	AUTO(bench_done) struct bench bench;
	size_t order[BENCH_SLOTS], first = size / 3;

	bench_init(&bench, NULL, NULL);
	hub_feed(&bench, (const char *)data, first);
	hub_feed(&bench, (const char *)data + first, size - first);
	bench_order(&bench, BENCH_BY_VERDICT, order);
	return 0;
}
