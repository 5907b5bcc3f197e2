/*
 * Is there a Wi-Fi adapter? A network device with phy80211 (or the older "wireless"); failing that,
 * an adapter on PCI or USB that this system has no driver or firmware for. Interface names stay out
 * of the snapshot: udev may build them from the MAC address.
 */
#include "bus.h"
#include "probe.h"
#include "rfkill.h"

#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

#define PCI_NETWORK_OTHER 0x0280

static bool netdev_has(const struct root *root, const char *name, const char *entry)
{
	char path[384];
	int fd;

	snprintf(path, sizeof(path), "sys/class/net/%s/%s", name, entry);
	/* A link counts by itself: a recording may lack what it leads to. */
	fd = root_openat(root, path, O_PATH | O_NOFOLLOW);
	if (fd < 0)
		return false;
	close(fd);
	return true;
}

static bool netdev_is_wireless(const struct root *root, const char *name)
{
	return netdev_has(root, name, "phy80211") || netdev_has(root, name, "wireless");
}

static void report_netdev(struct probe_ctx *ctx)
{
	const char *source = "/sys/class/net";

	switch (rfkill_wifi(ctx->root)) {
	case RFKILL_HARD:
		source = _("/sys/class/net: đang tắt bằng công tắc hoặc phím Fn");
		break;
	case RFKILL_SOFT_OFF:
		source = _("/sys/class/net: đang tắt bằng phần mềm (rfkill)");
		break;
	case RFKILL_ON:
		break;
	}
	facts_bool(ctx->facts, "wifi.present", true, source);
}

/* No network device: is there an adapter that nothing drives? */
static void report_bus(struct probe_ctx *ctx, bool listed)
{
	static const char *const words[] = {
		"802.11", "WLAN", "Wi-Fi", "WiFi", "Wireless LAN", "Wireless Network", NULL};
	unsigned pci = 0, usb = 0;
	bool looked = bus_pci_count(ctx->root, PCI_NETWORK_OTHER, &pci) == 0;

	if (bus_usb_count_named(ctx->root, words, &usb) == 0)
		looked = true;
	if (pci)
		facts_bool(ctx->facts, "wifi.present", true,
			   _("PCI: có nhưng thiếu driver hoặc firmware"));
	else if (usb)
		facts_bool(ctx->facts, "wifi.present", true,
			   _("USB: có nhưng thiếu driver hoặc firmware"));
	else if (ctx->root->is_host || (listed && looked))
		facts_bool(ctx->facts, "wifi.present", false, "/sys/class/net, /sys/bus");
	else
		facts_unreadable(ctx->facts, "wifi.present",
				 _("bản ghi không có danh sách thiết bị mạng và PCI"));
}

static void run(struct probe_ctx *ctx)
{
	AUTO(arena_done) struct arena arena = {0};
	const char *const *names = NULL;
	size_t count = 0;
	int r = root_list(ctx->root, "sys/class/net", &arena, &names, &count);

	for (size_t i = 0; r == 0 && i < count; i++) {
		if (!str_eq(names[i], "lo") && netdev_is_wireless(ctx->root, names[i])) {
			report_netdev(ctx);
			return;
		}
	}
	report_bus(ctx, r == 0);
}

static const char *const keys[] = {"wifi.present", NULL};

const struct probe probe_wifi = {
	.name = "wifi",
	.label = N_("Wi-Fi"),
	.deadline_ms = PROBE_DEADLINE_MS,
	.keys = keys,
	.run = run,
};
