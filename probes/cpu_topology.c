/* Cores and threads by hwloc, asked through our hotroit-topology (tool_topology.c). */
#include "cpu_priv.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define TOPOLOGY_TIMEOUT_MS 2000
#define TOPOLOGY_ANSWER_MAX 64

/* "CORES THREADS\n" */
static bool parse(char *answer, struct cpu_topology *ret)
{
	char *blank = strchr(answer, ' ');
	uint64_t cores, threads;

	if (!blank)
		return false;
	*blank = '\0';
	if (!str_to_u64(answer, 10, &cores) || !str_to_u64(str_trim(blank + 1), 10, &threads))
		return false;
	if (cores == 0 || threads < cores || threads > UINT16_MAX)
		return false;
	*ret = (struct cpu_topology){.cores = (unsigned)cores, .threads = (unsigned)threads};
	return true;
}

int cpu_topology_read(struct cpu_topology *ret, const struct root *root)
{
	AUTO(buf_done) struct buf answer = {0};
	char tool[PATH_MAX], tree[64];
	const char *const argv[] = {tool, root->is_host ? NULL : tree, NULL};
	int r, status;

	/* Without these files hwloc makes a machine up: one core, one thread. */
	if (!root_exists(root, "sys/devices/system/cpu/cpu0/topology"))
		return -ENOENT;
	r = path_beside("../lib/hotroit/hotroit-topology", tool, sizeof(tool));
	if (r < 0)
		return r;
	/* By descriptor: the root itself, whatever was renamed or mounted since it was opened. */
	snprintf(tree, sizeof(tree), "/proc/%d/fd/%d", getpid(), root->fd);
	r = proc_run(argv, TOPOLOGY_TIMEOUT_MS, TOPOLOGY_ANSWER_MAX, &answer, &status, NULL);
	if (r < 0)
		return r;
	if (!WIFEXITED(status) || WEXITSTATUS(status) != 0 || !answer.len)
		return -EIO;
	return parse(answer.data, ret) ? 0 : -EIO;
}
