/*
 * Cores and threads by hwloc, in a child process: hwloc takes its settings through the environment
 * and opens files by itself. There it can change neither this program's environment nor leave a
 * recorded tree (Landlock), and a tree made to break it breaks only the child.
 */
#include "cpu_priv.h"
#include "plug_hwloc.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#define TOPOLOGY_TIMEOUT_MS 2000

struct answer {
	int result;
	struct cpu_topology found;
};

static int ask(const struct root *root, const struct plug_hwloc *hwloc, struct cpu_topology *ret)
{
	char path[32];
	int r;

	/* By descriptor: the root itself, whatever was renamed or mounted since it was opened. */
	snprintf(path, sizeof(path), "/proc/self/fd/%d", root->fd);
	if (!root->is_host)
		setenv("HWLOC_FSROOT", path, 1);
	/* No plugins: hwloc would load OpenCL, OpenGL and PCI libraries before it asks a filter. */
	setenv("HWLOC_PLUGINS_PATH", "", 1);
	setenv("HWLOC_HIDE_ERRORS", "2", 1);
	r = root_confine_thread(root);
	if (r < 0)
		return r;
	return hwloc->count(&ret->cores, &ret->threads) < 0 ? -EIO : 0;
}

static void __attribute__((noreturn)) be_child(const struct root *root,
					       const struct plug_hwloc *hwloc, int out)
{
	struct answer answer = {0};

	answer.result = ask(root, hwloc, &answer.found);
	_exit(write(out, &answer, sizeof(answer)) == (ssize_t)sizeof(answer) ? 0 : 1);
}

static int read_answer(int in, struct cpu_topology *ret)
{
	struct pollfd wait = {.fd = in, .events = POLLIN};
	struct answer answer;

	if (poll(&wait, 1, TOPOLOGY_TIMEOUT_MS) <= 0)
		return -ETIMEDOUT;
	if (read(in, &answer, sizeof(answer)) != (ssize_t)sizeof(answer))
		return -EIO;
	if (answer.result == 0)
		*ret = answer.found;
	return answer.result;
}

int cpu_topology_read(struct cpu_topology *ret, const struct root *root)
{
	const struct plug_hwloc *hwloc;
	const void *table;
	int pipes[2];
	pid_t child;
	int r;

	/* Without these files hwloc makes a machine up: one core, one thread. */
	if (!root_exists(root, "sys/devices/system/cpu/cpu0/topology"))
		return -ENOENT;
	r = plugin_open("hwloc", "plug_hwloc", &table, NULL);
	if (r < 0)
		return r;
	hwloc = table;
	if (pipe2(pipes, O_CLOEXEC) < 0)
		return -errno;
	child = fork();
	if (child == 0)
		be_child(root, hwloc, pipes[1]);
	close(pipes[1]);
	r = child < 0 ? -EAGAIN : read_answer(pipes[0], ret);
	close(pipes[0]);
	if (child > 0) {
		kill(child, SIGKILL);
		waitpid(child, NULL, 0);
	}
	return r;
}
