/* See usb_rig.h. */
#include "usb_rig.h"

#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

void rig_fail(const char *what)
{
	fprintf(stderr, "rig: %s\n", what);
	exit(1);
}

double rig_now_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

void rig_add(struct rig *rig, const char *name)
{
	char path[1024];

	snprintf(path, sizeof(path), "%s/%s.umockdev", rig->folder, name);
	if (!umockdev_testbed_add_from_file(rig->testbed, path, NULL))
		rig_fail(path);
}

/* umockdev's own library stays where it is, behind ours. */
static void preload_too(const char *library)
{
	const char *before = getenv("LD_PRELOAD");
	char all[2048];

	snprintf(all, sizeof(all), "%s:%s", library, before ? before : "");
	setenv("LD_PRELOAD", all, 1);
}

pid_t rig_start(struct rig *rig, const char *probe, const char *const options[2],
		const char *preload)
{
	int pipe_fds[2];
	pid_t pid;

	if (pipe(pipe_fds) < 0)
		rig_fail("pipe");
	pid = fork();
	if (pid < 0)
		rig_fail("fork");
	if (pid == 0) {
		dup2(pipe_fds[1], 1);
		close(pipe_fds[0]);
		close(pipe_fds[1]);
		/* no adb: a server of its own would outlive us */
		setenv("PATH", "/nonexistent", 1);
		if (preload)
			preload_too(preload);
		execl(probe, probe, options[0], options[1], (char *)NULL);
		_exit(127);
	}
	close(pipe_fds[1]);
	rig->lines = fdopen(pipe_fds[0], "r");
	if (!rig->lines)
		rig_fail("fdopen");
	setvbuf(rig->lines, NULL, _IONBF, 0);
	return pid;
}

bool rig_line_within(const struct rig *rig, int ms, char *ret, int size)
{
	struct pollfd fd = {.fd = fileno(rig->lines), .events = POLLIN};

	return poll(&fd, 1, ms) > 0 && fgets(ret, size, rig->lines);
}

double rig_expect(struct rig *rig, const char *event, const char *id, const char *word)
{
	char line[16384], wanted_event[64], wanted_id[64];
	double began = rig_now_ms();

	snprintf(wanted_event, sizeof(wanted_event), "\"event\":\"%s\"", event);
	snprintf(wanted_id, sizeof(wanted_id), "\"id\":\"%s\"", id);
	while (rig_now_ms() - began < 5000) {
		if (!rig_line_within(rig, 200, line, sizeof(line)))
			continue;
		if (rig->never && strstr(line, rig->never))
			rig_fail(line);
		if (strstr(line, id[0] ? wanted_id : "") && strstr(line, word) &&
		    (!event[0] || strstr(line, wanted_event)))
			return rig_now_ms();
	}
	fprintf(stderr, "rig: never told: %s %s %s\n", event, id, word);
	exit(1);
}

void rig_stop(struct rig *rig, pid_t pid)
{
	int status;

	kill(pid, SIGTERM);
	if (waitpid(pid, &status, 0) != pid || !WIFEXITED(status) || WEXITSTATUS(status) != 0)
		rig_fail("the watch did not end well on SIGTERM");
	fclose(rig->lines);
}
