/*
 * Plugs phones and much else in and out of a umockdev testbed while `hotroit-probe --watch --all`
 * looks on, under the real libudev, libusb and libmtp. Run under umockdev-wrapper:
 * watch_rig PROBE DESCRIPTIONS.
 */
#include "usb_rig.h"

#include <string.h>
#include <unistd.h>

#define WATCH ((const char *const[]){"--watch", NULL})
#define WATCH_ALL ((const char *const[]){"--watch", "--all"})
#define STICK \
	"/sys/devices/pci0000:00/0000:00:14.0/usb1/1-2/1-2:1.0/host6/target6:0:0/6:0:0:0/block/sdb"
#define HUB "/sys/devices/pci0000:00/0000:00:14.0/usb1/1-1"

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
		double began = rig_now_ms(), took;

		rig_add(rig, plug->name);
		took = rig_expect(rig, "", plug->id, word) - began;
		if (took > rig->worst_ms)
			rig->worst_ms = took;
		if (round == 0)
			printf("ok %-16s %-12s %6.1f ms\n", plug->word, plug->id, took);
		umockdev_testbed_uevent(rig->testbed, path, "remove");
		rig_expect(rig, "remove", plug->id, "");
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

int main(int argc, char **argv)
{
	struct rig rig = {.testbed = umockdev_testbed_new()};
	char line[16384];
	pid_t pid;

	if (argc != 3)
		rig_fail("usage: watch_rig PROBE DESCRIPTIONS");
	rig.folder = argv[2];
	rig_add(&rig, "ports");
	rig_add(&rig, "hub");
	rig_add(&rig, "keyboard");
	rig_add(&rig, "phone_mtp");
	pid = rig_start(&rig, argv[1], WATCH, NULL);
	/* A phone that was there before; the hub and the keyboard are not told. */
	if (!rig_line_within(&rig, 5000, line, sizeof(line)) ||
	    !strstr(line, "\"id\":\"mtp:1-1.1\"") || !strstr(line, "\"state\":\"mtp-only\"") ||
	    !strstr(line, "\"name\":\"SAMSUNG_Android\"") || !strstr(line, "Số hiệu"))
		rig_fail(line);
	puts("ok plugged in before");
	try_all(&rig);
	umockdev_testbed_uevent(rig.testbed, HUB "/1-1:1.0", "change");
	rig_expect(&rig, "add", "usb:1-1.7", "\"state\":\"over-current\"");
	puts("ok over-current");
	rig_add(&rig, "stuck");
	rig_expect(&rig, "add", "usb:1-1.8", "\"state\":\"no-endpoints\"");
	puts("ok no-endpoints");
	rig_add(&rig, "stick");
	rig_expect(&rig, "add", "usb:1-2", "\"state\":\"disk\",\"name\":\"Example \\\"stick\\\"\"");
	puts("ok disk");
	rig_add(&rig, "homestick");
	rig_expect(&rig, "add", "stick:sdb1", "\"transport\":\"stick\"");
	umockdev_testbed_uevent(rig.testbed, STICK "/sdb1", "remove");
	rig_expect(&rig, "remove", "stick:sdb1", "");
	umockdev_testbed_uevent(rig.testbed, STICK "/sdb1", "add");
	rig_expect(&rig, "add", "stick:sdb1", "\"name\":\"DataTraveler_3.0\"");
	puts("ok live stick");
	rig_stop(&rig, pid);
	printf("ok SIGTERM; from plugging in to the line: %.1f ms at worst\n", rig.worst_ms);
	/* Alone: the testbed gives two listeners one socket. libmtp finds no one to speak with: a
	 * snapshot with the reason, and nothing made up. */
	pid = rig_start(&rig, argv[1], WATCH_ALL, NULL);
	rig_expect(&rig, "", "", "\"storage.free\",\"state\":\"unreadable\"");
	puts("ok asked over MTP");
	rig_stop(&rig, pid);
	g_object_unref(rig.testbed);
	return rig.worst_ms < 2000 ? 0 : 1;
}
