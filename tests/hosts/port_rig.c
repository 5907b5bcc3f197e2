/*
 * Ports whose device never comes to be: a hub without a supply in a umockdev testbed, and what the
 * kernel says of its ports through a pipe in the place of /dev/kmsg. Run under umockdev-wrapper:
 * port_rig PROBE DESCRIPTIONS ROOTED (the library that leads openat2 into the testbed).
 */
#include "usb_rig.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#define HUB "/sys/devices/pci0000:00/0000:00:14.0/usb1/1-4"
#define ALL ((const char *const[]){"--all", NULL})
#define DEVICE ((const char *const[]){"--device", "usb:1-4.2"})
#define WATCH ((const char *const[]){"--watch", "--all"})

/* A pipe that stays open, so that its reader waits as at the kernel's. */
static int make_log(UMockdevTestbed *testbed)
{
	char *folder = umockdev_testbed_get_root_dir(testbed);
	char path[512];
	int fd;

	snprintf(path, sizeof(path), "%s/dev/kmsg", folder);
	free(folder);
	if (mkfifo(path, 0600) < 0)
		rig_fail("mkfifo");
	fd = open(path, O_RDWR | O_CLOEXEC);
	if (fd < 0)
		rig_fail(path);
	return fd;
}

/* A record as the kernel writes one, of AGO seconds before. */
static void say(int log, int priority, int ago, const char *text)
{
	char record[512];
	double when = rig_now_ms() * 1e3 - ago * 1e6;
	int len = snprintf(record, sizeof(record), "%d,%d,%.0f,-;%s\n SUBSYSTEM=usb\n", priority,
			   ago, when > 0 ? when : 0, text);

	if (write(log, record, (size_t)len) != len)
		rig_fail("write");
}

/* What was there when we came: only what is still so. A machine just started has no such past. */
static void say_before(int log)
{
	if (rig_now_ms() > 4000e3)
		say(log, 3, 4000, "usb 1-4.7: device descriptor read/64, error -71");
	say(log, 3, 11, "usb 1-4.2: device descriptor read/64, error -110");
	say(log, 3, 10, "usb 1-4.2: device descriptor read/64, error -71");
	if (rig_now_ms() > 120e3)
		say(log, 3, 118, "usb 1-4.30: device descriptor read/64, error -71");
	say(log, 3, 9, "usb 1-4-port2: unable to enumerate USB device");
	say(log, 3, 9, "hub 1-4:1.0: insufficient power available to use all downstream ports");
}

/* Two minutes after the kernel's last word nobody knows any more. */
static void try_end(struct rig *rig)
{
	if (rig_now_ms() < 130e3)
		return;
	rig_expect(rig, "remove", "usb:1-4.30", "\"state\":\"bad-cable\"");
	puts("ok ends by itself");
}

static void try_log(struct rig *rig, int log)
{
	static const struct {
		const char *text, *event, *id, *state;
	} said[] = {
		{"usb 1-4.3: device descriptor read/64, error -110", "add", "usb:1-4.3",
		 "not-responding"},
		{"usb 1-4-port3: Cannot enable. Maybe the USB cable is bad?", "change", "usb:1-4.3",
		 "bad-cable"},
		{"usb 1-4-port4: unable to enumerate USB device", "add", "usb:1-4.4",
		 "not-responding"},
		{"usb 1-4-port1: over-current condition", "add", "usb:1-4.1", "over-current"},
		{"usb 1-4.7: rejected 1 configuration due to insufficient available bus power",
		 "add", "usb:1-4.7", "hub-overload"},
		{"usb 1-4.20: can't set config #1, error -28", "add", "usb:1-4.20", "no-endpoints"},
		{"hub 1-0:1.0: unable to enumerate USB device on port 7", "add", "usb:1-7",
		 "not-responding"},
	};
	char word[64];

	/* a hub that was pulled out, a program that plays the kernel */
	say(log, 3, 0, "usb 1-77.2: device not accepting address 16, error -108");
	say(log, 11, 0, "usb 1-4.77: device descriptor read/64, error -71");
	for (size_t i = 0; i < sizeof(said) / sizeof(said[0]); i++) {
		double began = rig_now_ms(), took;

		say(log, 3, 0, said[i].text);
		snprintf(word, sizeof(word), "\"state\":\"%s\"", said[i].state);
		took = rig_expect(rig, said[i].event, said[i].id, word) - began;
		rig->worst_ms = took > rig->worst_ms ? took : rig->worst_ms;
		printf("ok %-16s %-12s %6.1f ms\n", said[i].state, said[i].id, took);
	}
	rig_expect(rig, "", "usb:1-7", "\"link.state\",\"value\":\"not-responding\"");
}

static void try_devices(struct rig *rig, int log)
{
	rig_add(rig, "bare_hub_phone");
	rig_expect(rig, "change", "usb:1-4.4", "\"state\":\"charging-only\"");
	/* it is reset, and works on */
	say(log, 3, 0, "usb 1-4.4: device descriptor read/64, error -71");
	puts("ok cleared by a device");
	rig_add(rig, "bare_hub_hungry");
	rig_expect(rig, "add", "usb:1-4.8", "\"state\":\"hub-overload\"");
	puts("ok hub-overload by one that wants 500 mA");
	rig->never = "\"port\":\"1-4.4\",\"transport\":\"usb\",\"state\":\"bad";
	rig_add(rig, "bare_hub_sum");
	rig_expect(rig, "add", "usb:1-4.9", "\"state\":\"hub-overload\"");
	puts("ok hub-overload by the sum");
	umockdev_testbed_uevent(rig->testbed, HUB, "remove");
	rig_expect(rig, "remove", "usb:1-4.2", "");
	puts("ok gone with the hub");
}

/* --all without --watch: a line for each, then the end. */
static void try_once(struct rig *rig, const char *probe, const char *rooted)
{
	pid_t pid = rig_start(rig, probe, ALL, rooted);
	char line[65536];
	int status, phones = 0, ports = 0;

	while (rig_line_within(rig, 20000, line, sizeof(line))) {
		phones += strstr(line, "\"id\":\"usb:1-4.4\"") &&
			  strstr(line, "\"link.state\",\"value\":\"charging-only\"") &&
			  strstr(line, "\"device.vendor\",\"value\":\"OPPO\"") &&
			  strstr(line, "\"device.kind\",\"state\":\"unreadable\",\"reason\":\"M");
		/* of two states the later alone */
		if (strstr(line, "\"id\":\"usb:1-4.2\""))
			ports += strstr(line, "\"link.state\",\"value\":\"bad-cable\"") ? 1 : 2;
	}
	if (waitpid(pid, &status, 0) != pid || status != 0 || phones != 1 || ports != 1)
		rig_fail("--all");
	fclose(rig->lines);
	puts("ok --all tells of ports that can not be asked");
}

static void try_one(struct rig *rig, const char *probe, const char *rooted)
{
	pid_t pid = rig_start(rig, probe, DEVICE, rooted);
	int status;

	rig_expect(rig, "", "", "\"link.state\",\"value\":\"bad-cable\"");
	if (waitpid(pid, &status, 0) != pid || status != 0)
		rig_fail("--device");
	fclose(rig->lines);
	puts("ok --device usb:PORT");
}

int main(int argc, char **argv)
{
	struct rig rig = {.testbed = umockdev_testbed_new(), .never = "77"};
	pid_t pid;
	int log;

	if (argc != 4)
		rig_fail("usage: port_rig PROBE DESCRIPTIONS ROOTED");
	rig.folder = argv[2];
	rig_add(&rig, "ports");
	rig_add(&rig, "bare_hub");
	log = make_log(rig.testbed);
	say_before(log);
	pid = rig_start(&rig, argv[1], WATCH, argv[3]);
	rig.never = "\"port\":\"1-4.7\"";
	rig_expect(&rig, "add", "usb:1-4.2", "\"state\":\"bad-cable\"");
	rig.never = "\"port\":\"1-4.6\"";
	rig_expect(&rig, "add", "usb:1-4.5", "\"state\":\"over-current\"");
	puts("ok what was so before");
	rig.never = "77";
	try_end(&rig);
	try_log(&rig, log);
	try_devices(&rig, log);
	rig_stop(&rig, pid);
	rig.never = NULL;
	say_before(log);
	try_once(&rig, argv[1], argv[3]);
	say_before(log);
	try_one(&rig, argv[1], argv[3]);
	g_object_unref(rig.testbed);
	printf("ok from the kernel's word to the line: %.1f ms at worst\n", rig.worst_ms);
	return rig.worst_ms < 2000 ? 0 : 1;
}
