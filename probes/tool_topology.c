/*
 * hotroit-topology [ROOT]: prints "CORES THREADS" of this machine, or of the tree ROOT, by hwloc.
 * A program of its own, because hwloc is dear to link, takes its settings through the environment
 * and opens files by itself; here it can leave neither a recorded tree (Landlock) nor its deadline.
 * Exit: 0; 66 no such root; 69 no answer.
 */
#include "base.h"

#include <hwloc.h>
#include <stdio.h>
#include <stdlib.h>

static int prepare(const char *path)
{
	struct root root;
	char fsroot[32];
	struct err err;

	/* No plugins: hwloc would load OpenCL, OpenGL and PCI libraries before it asks a filter. */
	setenv("HWLOC_PLUGINS_PATH", "", 1);
	setenv("HWLOC_HIDE_ERRORS", "2", 1);
	if (!path)
		return EXIT_PASS;
	if (root_open(&root, path, &err) < 0)
		return EXIT_NO_INPUT;
	/* Our own descriptor: once confined, the path by which we came may be out of reach. */
	snprintf(fsroot, sizeof(fsroot), "/proc/self/fd/%d", root.fd);
	setenv("HWLOC_FSROOT", fsroot, 1);
	return root_confine_thread(&root) < 0 ? EXIT_UNAVAILABLE : EXIT_PASS;
}

/* Cores and threads only: everything else costs several times as much. */
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

int main(int argc, char **argv)
{
	int r = prepare(argc > 1 ? argv[1] : NULL);
	hwloc_topology_t topology;

	if (r)
		return r;
	if (hwloc_topology_init(&topology) < 0)
		return EXIT_UNAVAILABLE;
	r = load(topology);
	if (r == 0)
		printf("%d %d\n", hwloc_get_nbobjs_by_type(topology, HWLOC_OBJ_CORE),
		       hwloc_get_nbobjs_by_type(topology, HWLOC_OBJ_PU));
	hwloc_topology_destroy(topology);
	return r == 0 ? EXIT_PASS : EXIT_UNAVAILABLE;
}
