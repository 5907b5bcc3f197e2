/*
 * Plugs phones and much else in and out of a umockdev testbed while `hotroit-probe --watch --all`
 * looks on, under the real libudev, libusb and libmtp. Run under umockdev-wrapper:
 * watch_rig PROBE DESCRIPTIONS.
 */
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <umockdev.h>
#include <unistd.h>

#define HUB "/sys/devices/pci0000:00/0000:00:14.0/usb1/1-1"

struct rig {
	UMockdevTestbed *testbed;
	const char *folder;
	FILE *lines;
	double worst_ms;
};

static void fail(const char *what)
{
	fprintf(stderr, "watch_rig: %s\n", what);
	exit(1);
}

static double now_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

static void add(struct rig *rig, const char *name)
{
	char path[1024];

	snprintf(path, sizeof(path), "%s/%s.umockdev", rig->folder, name);
	if (!umockdev_testbed_add_from_file(rig->testbed, path, NULL))
		fail(path);
}

static pid_t start(const char *probe, const char *all, FILE **ret_lines)
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
		/* no adb: a server of its own would outlive us */
		setenv("PATH", "/nonexistent", 1);
		execl(probe, probe, "--watch", all, (char *)NULL);
		_exit(127);
	}
	close(pipe_fds[1]);
	*ret_lines = fdopen(pipe_fds[0], "r");
	setvbuf(*ret_lines, NULL, _IONBF, 0);
	return pid;
}

/* The next line, within MS; false when none came. */
static bool line_within(const struct rig *rig, int ms, char *ret, int size)
{
	struct pollfd fd = {.fd = fileno(rig->lines), .events = POLLIN};

	return poll(&fd, 1, ms) > 0 && fgets(ret, size, rig->lines);
}

/* The next line that has all of EVENT, ID and WORD in it; others go by. */
static double expect(struct rig *rig, const char *event, const char *id, const char *word)
{
	char line[16384], wanted_event[64], wanted_id[64];
	double began = now_ms();

	snprintf(wanted_event, sizeof(wanted_event), "\"event\":\"%s\"", event);
	snprintf(wanted_id, sizeof(wanted_id), "\"id\":\"%s\"", id);
	while (now_ms() - began < 5000) {
		if (!line_within(rig, 200, line, sizeof(line)))
			continue;
		if (strstr(line, id[0] ? wanted_id : "") && strstr(line, word) &&
		    (!event[0] || strstr(line, wanted_event)))
			return now_ms();
	}
	fprintf(stderr, "watch_rig: never told: %s %s %s\n", event, id, word);
	exit(1);
}

/* The interfaces first: the testbed leaves a device's children behind. */
static void pull(struct rig *rig, const char *port)
{
	char path[256];

	for (int i = 0; i < 4; i++) {
		snprintf(path, sizeof(path), HUB "/%s/%s:1.%d", port, port, i);
		if (access(path, F_OK) == 0)
			umockdev_testbed_remove_device(rig->testbed, path);
	}
	snprintf(path, sizeof(path), HUB "/%s", port);
	umockdev_testbed_remove_device(rig->testbed, path);
}

struct plug {
	const char *name, *port, *id, *word;
};

/* In, told at once and right; out, told; in and out again in the same slot. */
static void try_plug(struct rig *rig, const struct plug *plug)
{
	char path[256], word[128];

	snprintf(path, sizeof(path), HUB "/%s", plug->port);
	snprintf(word, sizeof(word), "\"state\":\"%s\"", plug->word);
	for (int round = 0; round < 2; round++) {
		double began = now_ms(), took;

		add(rig, plug->name);
		took = expect(rig, "", plug->id, word) - began;
		if (took > rig->worst_ms)
			rig->worst_ms = took;
		if (round == 0)
			printf("ok %-16s %-12s %6.1f ms\n", plug->word, plug->id, took);
		umockdev_testbed_uevent(rig->testbed, path, "remove");
		expect(rig, "remove", plug->id, "");
		pull(rig, plug->port);
	}
}

static void try_all(struct rig *rig)
{
	static const struct plug plugs[] = {
		{"phone_adb", "1-1.2", "usb:1-1.2", "adb"},
		{"phone_old", "1-1.3", "mtp:1-1.3", "mtp-only"},
		{"phone_charging", "1-1.3", "usb:1-1.3", "charging-only"},
		{"iphone", "1-1.4", "usb:1-1.4", "ios"},
		{"dfu", "1-1.4", "usb:1-1.4", "dfu"},
		{"recovery", "1-1.4", "usb:1-1.4", "recovery"},
		{"fastboot", "1-1.5", "usb:1-1.5", "fastboot"},
		{"edl", "1-1.5", "usb:1-1.5", "edl"},
		{"preloader", "1-1.5", "usb:1-1.5", "mtk-preloader"},
		{"modem", "1-1.6", "usb:1-1.6", "modem"},
		{"reader", "1-1.6", "usb:1-1.6", "card-reader"},
	};

	for (size_t i = 0; i < sizeof(plugs) / sizeof(plugs[0]); i++)
		try_plug(rig, &plugs[i]);
}

static void stop(struct rig *rig, pid_t pid)
{
	int status;

	kill(pid, SIGTERM);
	if (waitpid(pid, &status, 0) != pid || !WIFEXITED(status) || WEXITSTATUS(status) != 0)
		fail("the watch did not end well on SIGTERM");
	fclose(rig->lines);
}

int main(int argc, char **argv)
{
	struct rig rig = {.testbed = umockdev_testbed_new()};
	char line[16384];
	pid_t pid;

	if (argc != 3)
		fail("usage: watch_rig PROBE DESCRIPTIONS");
	rig.folder = argv[2];
	add(&rig, "ports");
	add(&rig, "hub");
	add(&rig, "keyboard");
	add(&rig, "phone_mtp");
	pid = start(argv[1], NULL, &rig.lines);
	/* A phone that was there before; the hub and the keyboard are not told. */
	if (!line_within(&rig, 5000, line, sizeof(line)) || !strstr(line, "\"id\":\"mtp:1-1.1\"") ||
	    !strstr(line, "\"state\":\"mtp-only\"") ||
	    !strstr(line, "\"name\":\"SAMSUNG_Android\"") || !strstr(line, "Số hiệu"))
		fail(line);
	puts("ok plugged in before");
	try_all(&rig);
	umockdev_testbed_uevent(rig.testbed, HUB "/1-1:1.0", "change");
	expect(&rig, "add", "usb:1-1.7", "\"state\":\"over-current\"");
	puts("ok over-current");
	add(&rig, "stuck");
	expect(&rig, "add", "usb:1-1.8", "\"state\":\"no-endpoints\"");
	puts("ok no-endpoints");
	add(&rig, "stick");
	expect(&rig, "add", "usb:1-2", "\"state\":\"disk\",\"name\":\"Example \\\"stick\\\"\"");
	puts("ok disk");
	stop(&rig, pid);
	printf("ok SIGTERM; from plugging in to the line: %.1f ms at worst\n", rig.worst_ms);
	/* Alone: the testbed gives two listeners one socket. libmtp finds no one to speak with: a
	 * snapshot with the reason, and nothing made up. */
	pid = start(argv[1], "--all", &rig.lines);
	expect(&rig, "", "", "\"storage.free\",\"state\":\"unreadable\"");
	puts("ok asked over MTP");
	stop(&rig, pid);
	g_object_unref(rig.testbed);
	return rig.worst_ms < 2000 ? 0 : 1;
}
