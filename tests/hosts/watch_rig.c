/*
 * Plugs devices in and out of a umockdev testbed while `hotroit-probe --watch` looks on, under the
 * real libudev. Run under umockdev-wrapper: watch_rig PROBE DESCRIPTIONS.
 */
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <umockdev.h>
#include <unistd.h>

#define USB "/sys/devices/pci0000:00/0000:00:14.0/usb1/1-2"
#define DISK USB "/1-2:1.0/host6/target6:0:0/6:0:0:0/block/sdb"
#define LOOP "/sys/devices/virtual/block/loop9"

static void fail(const char *what)
{
	fprintf(stderr, "watch_rig: %s\n", what);
	exit(1);
}

static void add(UMockdevTestbed *testbed, const char *folder, const char *name)
{
	char path[1024];

	snprintf(path, sizeof(path), "%s/%s.umockdev", folder, name);
	if (!umockdev_testbed_add_from_file(testbed, path, NULL))
		fail(path);
}

static pid_t start(const char *probe, FILE **ret_lines)
{
	int pipe_fds[2];
	pid_t pid;

	if (pipe(pipe_fds) < 0)
		fail("pipe");
	pid = fork();
	if (pid < 0)
		fail("fork");
	if (pid == 0) {
		dup2(pipe_fds[1], 1);
		close(pipe_fds[0]);
		close(pipe_fds[1]);
		execl(probe, probe, "--watch", (char *)NULL);
		_exit(127);
	}
	close(pipe_fds[1]);
	*ret_lines = fdopen(pipe_fds[0], "r");
	setvbuf(*ret_lines, NULL, _IONBF, 0);
	return pid;
}

/* The next line, within MS; false when none came. */
static bool line_within(FILE *lines, int ms, char *ret, int size)
{
	struct pollfd fd = {.fd = fileno(lines), .events = POLLIN};

	return poll(&fd, 1, ms) > 0 && fgets(ret, size, lines);
}

/* Sends EVENT for PATH until the watch tells of it: at first it may not be listening yet. */
static void expect(UMockdevTestbed *testbed, FILE *lines, const char *path, const char *event,
		   const char *wanted)
{
	char line[512];

	for (int tries = 0; tries < 100; tries++) {
		umockdev_testbed_uevent(testbed, path, event);
		if (!line_within(lines, 100, line, sizeof(line)))
			continue;
		line[strcspn(line, "\n")] = '\0';
		if (strcmp(line, wanted) == 0) {
			printf("ok %s\n", line);
			return;
		}
		fprintf(stderr, "watch_rig: got %s\n", line);
		fail(wanted);
	}
	fail(wanted);
}

int main(int argc, char **argv)
{
	UMockdevTestbed *testbed = umockdev_testbed_new();
	char line[512];
	FILE *lines;
	int status;
	pid_t pid;

	if (argc != 3)
		fail("usage: watch_rig PROBE DESCRIPTIONS");
	add(testbed, argv[2], "ports");
	add(testbed, argv[2], "stick");
	add(testbed, argv[2], "stick_disk");
	add(testbed, argv[2], "disk");
	pid = start(argv[1], &lines);
	expect(testbed, lines, USB, "add",
	       "{\"event\":\"add\",\"id\":\"usb:1-2\",\"port\":\"1-2\",\"transport\":\"usb\","
	       "\"state\":\"usb\",\"name\":\"Example \\\"stick\\\"\",\"hint\":null}");
	expect(testbed, lines, DISK, "add",
	       "{\"event\":\"change\",\"id\":\"usb:1-2\",\"port\":\"1-2\",\"transport\":\"usb\","
	       "\"state\":\"disk\",\"name\":\"Example_stick\",\"hint\":null}");
	umockdev_testbed_uevent(testbed, DISK, "change");
	umockdev_testbed_uevent(testbed, LOOP, "add");
	if (line_within(lines, 200, line, sizeof(line)))
		fail("a change or a loop device was told");
	expect(testbed, lines, USB, "remove",
	       "{\"event\":\"remove\",\"id\":\"usb:1-2\",\"port\":\"1-2\",\"transport\":\"usb\","
	       "\"state\":\"disk\",\"name\":\"Example_stick\",\"hint\":null}");
	kill(pid, SIGTERM);
	if (waitpid(pid, &status, 0) != pid || !WIFEXITED(status) || WEXITSTATUS(status) != 0)
		fail("the watch did not end well on SIGTERM");
	puts("ok SIGTERM");
	fclose(lines);
	g_object_unref(testbed);
	return 0;
}
