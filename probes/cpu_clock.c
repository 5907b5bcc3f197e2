/* Rated clocks from sysfs cpufreq. Never scaling_cur_freq: that is the present speed. */
#include "cpu_priv.h"

#include <errno.h>
#include <stdio.h>

#define CPU_POLICIES_MAX 512

static int read_khz(uint64_t *ret, const struct root *root, const char *path)
{
	uint64_t khz;
	int r = root_u64(root, path, &khz);

	if (r < 0)
		return r;
	if (khz > UINT32_MAX || !cpu_clock_is_plausible(khz * 1000))
		return -ERANGE;
	*ret = khz * 1000;
	return 0;
}

/* The greatest DIR/<PREFIX>*<REST>. */
static int greatest(uint64_t *ret, const struct root *root, const char *dir, const char *prefix,
		    const char *rest)
{
	AUTO(arena_done) struct arena arena = {0};
	const char *const *names;
	uint64_t best = 0;
	size_t count;
	int r = root_list(root, dir, &arena, &names, &count);

	for (size_t i = 0; r == 0 && i < count && i < CPU_POLICIES_MAX; i++) {
		uint64_t hz;

		if (str_starts(names[i], prefix) &&
		    read_khz(&hz, root, arena_printf(&arena, "%s/%s%s", dir, names[i], rest)) ==
			    0 &&
		    hz > best)
			best = hz;
	}
	if (r < 0)
		return r;
	if (!best)
		return -ENOENT;
	*ret = best;
	return 0;
}

int cpu_clock_max(uint64_t *ret, const struct root *root)
{
	int r;

	if (!root_exists(root, "sys/devices/system/cpu/cpu0/cpufreq"))
		return -ENOENT;
	r = greatest(ret, root, "sys/devices/system/cpu/cpufreq", "policy", "/cpuinfo_max_freq");
	/* Kernels before 4.2 and cut recordings have only each CPU's own folder. */
	return r == 0 ? 0
		      : greatest(ret, root, "sys/devices/system/cpu", "cpu",
				 "/cpufreq/cpuinfo_max_freq");
}

int cpu_clock_base(uint64_t *ret, const struct root *root)
{
	return read_khz(ret, root, "sys/devices/system/cpu/cpu0/cpufreq/base_frequency");
}
