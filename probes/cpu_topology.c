/*
 * Cores and threads by hwloc. A recorded tree is read on a thread of its own that can see nothing
 * else (Landlock), because hwloc opens files by itself.
 */
#include "cpu_priv.h"

#include <errno.h>
#include <hwloc.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct job {
	const struct root *root;
	struct cpu_topology found;
	int result;
};

/* An environment variable set for hwloc, which takes these by no other way; given back at scope
 * end. Probes run one at a time and the main thread sleeps meanwhile. */
struct setting {
	const char *name;
	char *before;
};

static struct setting setting_start(const char *name, const char *value)
{
	const char *before = getenv(name);
	struct setting setting = {.name = name, .before = before ? strdup(before) : NULL};

	setenv(name, value, 1);
	return setting;
}

static void setting_done(struct setting *setting)
{
	if (setting->before)
		setenv(setting->name, setting->before, 1);
	else
		unsetenv(setting->name);
	free(setting->before);
}

static int load(struct cpu_topology *ret)
{
	/* Only cores and their threads: the rest costs several times as much. */
	unsigned long flags = HWLOC_TOPOLOGY_FLAG_DONT_CHANGE_BINDING |
			      HWLOC_TOPOLOGY_FLAG_INCLUDE_DISALLOWED |
			      HWLOC_TOPOLOGY_FLAG_NO_DISTANCES | HWLOC_TOPOLOGY_FLAG_NO_MEMATTRS |
			      HWLOC_TOPOLOGY_FLAG_NO_CPUKINDS;
	hwloc_topology_t topology;
	int cores, threads;

	if (hwloc_topology_init(&topology) < 0)
		return -EIO;
	/* x86 asks this machine's own processor, whatever the root. */
	if (hwloc_topology_set_flags(topology, flags) < 0 ||
	    hwloc_topology_set_all_types_filter(topology, HWLOC_TYPE_FILTER_KEEP_NONE) < 0 ||
	    hwloc_topology_set_type_filter(topology, HWLOC_OBJ_CORE, HWLOC_TYPE_FILTER_KEEP_ALL) <
		    0 ||
	    hwloc_topology_set_components(topology, HWLOC_TOPOLOGY_COMPONENTS_FLAG_BLACKLIST,
					  "x86") < 0 ||
	    hwloc_topology_load(topology) < 0) {
		hwloc_topology_destroy(topology);
		return -EIO;
	}
	cores = hwloc_get_nbobjs_by_type(topology, HWLOC_OBJ_CORE);
	threads = hwloc_get_nbobjs_by_type(topology, HWLOC_OBJ_PU);
	hwloc_topology_destroy(topology);
	if (cores <= 0 || threads < cores)
		return -EIO;
	*ret = (struct cpu_topology){.cores = (unsigned)cores, .threads = (unsigned)threads};
	return 0;
}

static void *load_confined(void *argument)
{
	struct job *job = argument;

	job->result = root_confine_thread(job->root);
	if (job->result == 0)
		job->result = load(&job->found);
	return NULL;
}

static int load_tree(struct cpu_topology *ret, const struct root *root)
{
	struct job job = {.root = root, .result = -EIO};
	char path[32];
	pthread_t thread;

	/* By descriptor: the root itself, whatever was renamed or mounted since it was opened. */
	snprintf(path, sizeof(path), "/proc/self/fd/%d", root->fd);
	AUTO(setting_done) struct setting fsroot = setting_start("HWLOC_FSROOT", path);

	if (pthread_create(&thread, NULL, load_confined, &job) != 0)
		return -EIO;
	pthread_join(thread, NULL);
	if (job.result == 0)
		*ret = job.found;
	return job.result;
}

int cpu_topology_read(struct cpu_topology *ret, const struct root *root)
{
	/* Without these files hwloc makes a machine up: one core, one thread. */
	if (!root_exists(root, "sys/devices/system/cpu/cpu0/topology"))
		return -ENOENT;
	/* No plugins: they load OpenCL, OpenGL and PCI libraries before any filter is asked. */
	AUTO(setting_done) struct setting plugins = setting_start("HWLOC_PLUGINS_PATH", "");
	AUTO(setting_done) struct setting quiet = setting_start("HWLOC_HIDE_ERRORS", "2");

	return root->is_host ? load(ret) : load_tree(ret, root);
}
