/* Cores and threads by hwloc, with the filters that leave out all else. */
#include "plug_hwloc.h"

#include <hwloc.h>

static int load(hwloc_topology_t topology)
{
	unsigned long flags = HWLOC_TOPOLOGY_FLAG_DONT_CHANGE_BINDING |
			      HWLOC_TOPOLOGY_FLAG_INCLUDE_DISALLOWED |
			      HWLOC_TOPOLOGY_FLAG_NO_DISTANCES | HWLOC_TOPOLOGY_FLAG_NO_MEMATTRS |
			      HWLOC_TOPOLOGY_FLAG_NO_CPUKINDS;

	if (hwloc_topology_set_flags(topology, flags) < 0 ||
	    hwloc_topology_set_all_types_filter(topology, HWLOC_TYPE_FILTER_KEEP_NONE) < 0 ||
	    hwloc_topology_set_type_filter(topology, HWLOC_OBJ_CORE, HWLOC_TYPE_FILTER_KEEP_ALL) <
		    0)
		return -1;
	/* x86 asks this machine's own processor, whatever the root. */
	if (hwloc_topology_set_components(topology, HWLOC_TOPOLOGY_COMPONENTS_FLAG_BLACKLIST,
					  "x86") < 0)
		return -1;
	return hwloc_topology_load(topology);
}

static int count(unsigned *ret_cores, unsigned *ret_threads)
{
	hwloc_topology_t topology;
	int cores = 0, threads = 0;

	if (hwloc_topology_init(&topology) < 0)
		return -1;
	if (load(topology) == 0) {
		cores = hwloc_get_nbobjs_by_type(topology, HWLOC_OBJ_CORE);
		threads = hwloc_get_nbobjs_by_type(topology, HWLOC_OBJ_PU);
	}
	hwloc_topology_destroy(topology);
	if (cores <= 0 || threads < cores)
		return -1;
	*ret_cores = (unsigned)cores;
	*ret_threads = (unsigned)threads;
	return 0;
}

extern const struct plug_hwloc plug_hwloc;
const struct plug_hwloc plug_hwloc = {.count = count};
