/* /proc/cpuinfo and the names in it, from any bytes. */
#include "cpu_priv.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct cpu_info info;
	struct quirk_cpu quirk;
	uint64_t clock;

	cpu_info_parse(&info, (const char *)data, size);
	if (info.cores > info.threads)
		abort();
	clock = cpu_name_clock(info.name);
	if (clock && !cpu_clock_is_plausible(clock))
		abort();
	quirk = quirk_cpu_find(info.name);
	if (quirk.fixed_clock && quirk.boost_hz)
		abort();
	return 0;
}
