/* The plugin over libudev. Devices are asked for one at a time: enumerating is dear. */
#include "plug_udev.h"
#include "base.h"

#include <errno.h>
#include <libudev.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define CONFIGURATION_SELF_POWERED 0x40

struct udev_watch {
	struct udev *udev;
	struct udev_monitor *monitor;
};

static bool property(const char *disk, const char *name, char *ret, size_t size)
{
	struct udev *udev = udev_new();
	struct udev_device *device =
		udev ? udev_device_new_from_subsystem_sysname(udev, "block", disk) : NULL;
	const char *value = device ? udev_device_get_property_value(device, name) : NULL;

	if (value)
		snprintf(ret, size, "%s", value);
	udev_device_unref(device);
	udev_unref(udev);
	return value != NULL;
}

static void watch_close(struct udev_watch *watch)
{
	udev_monitor_unref(watch->monitor);
	udev_unref(watch->udev);
	free(watch);
}

static int watch_open(struct udev_watch **ret, int *ret_fd)
{
	struct udev_watch *watch = calloc(1, sizeof(*watch));
	struct udev_monitor *monitor;

	if (!watch)
		return -ENOMEM;
	watch->udev = udev_new();
	monitor = watch->udev ? udev_monitor_new_from_netlink(watch->udev, "udev") : NULL;
	watch->monitor = monitor;
	if (!monitor || udev_monitor_filter_add_match_subsystem_devtype(monitor, "usb", NULL) < 0 ||
	    udev_monitor_filter_add_match_subsystem_devtype(monitor, "block", "partition") < 0 ||
	    udev_monitor_enable_receiving(monitor) < 0) {
		watch_close(watch);
		return -EIO;
	}
	*ret_fd = udev_monitor_get_fd(monitor);
	*ret = watch;
	return 0;
}

/* ---- one device --------------------------------------------------------------------------- */

static void attribute(struct udev_device *device, const char *name, char *ret, size_t size)
{
	const char *value = udev_device_get_sysattr_value(device, name);

	snprintf(ret, size, "%s", value ? value : "");
}

static unsigned attribute_number(struct udev_device *device, const char *name)
{
	const char *value = udev_device_get_sysattr_value(device, name);

	return value ? (unsigned)strtoul(value, NULL, 10) : 0;
}

/* libudev gives an attribute only up to its first NUL byte. */
static size_t read_descriptors(struct udev_device *device, unsigned char *ret, size_t max)
{
	AUTO(buf_done) struct buf bytes = {0};
	AUTO(root_done) struct root folder = {.fd = -1};
	struct err err;
	size_t len;

	if (root_open(&folder, udev_device_get_syspath(device), &err) < 0 ||
	    root_read(&folder, "descriptors", ROOT_FILE_MAX, &bytes) < 0)
		return 0;
	len = bytes.len < max ? bytes.len : max;
	memcpy(ret, buf_text(&bytes), len);
	return len;
}

static void read_words(struct udev_watch *watch, struct udev_device *device, struct udev_usb *usb)
{
	struct udev_enumerate *children = udev_enumerate_new(watch->udev);
	struct udev_list_entry *entry;

	if (!children || udev_enumerate_add_match_parent(children, device) < 0 ||
	    udev_enumerate_add_match_subsystem(children, "usb") < 0 ||
	    udev_enumerate_scan_devices(children) < 0) {
		udev_enumerate_unref(children);
		return;
	}
	udev_list_entry_foreach(entry, udev_enumerate_get_list_entry(children))
	{
		struct udev_device *child =
			udev_device_new_from_syspath(watch->udev, udev_list_entry_get_name(entry));
		const char *word = child ? udev_device_get_sysattr_value(child, "interface") : NULL;

		usb->says_mtp = usb->says_mtp || (word && strstr(word, "MTP"));
		usb->says_ptp = usb->says_ptp || (word && strstr(word, "PTP"));
		udev_device_unref(child);
	}
	udev_enumerate_unref(children);
}

/* A hub without a supply of its own shares out 500 mA. */
static bool is_fed(struct udev_device *device)
{
	struct udev_device *hub =
		udev_device_get_parent_with_subsystem_devtype(device, "usb", "usb_device");
	const char *attributes = hub ? udev_device_get_sysattr_value(hub, "bmAttributes") : NULL;

	return !attributes || (strtoul(attributes, NULL, 16) & CONFIGURATION_SELF_POWERED);
}

/* Root hubs ("usb1") were not plugged in by anyone. */
static bool is_plugged(struct udev_device *device)
{
	const char *type = udev_device_get_devtype(device);
	const char *name = udev_device_get_sysname(device);

	return type && str_eq(type, "usb_device") && name && !str_starts(name, "usb");
}

static void describe(struct udev_watch *watch, struct udev_device *device, struct udev_usb *ret)
{
	char value[32];

	memset(ret, 0, sizeof(*ret));
	ret->what = UDEV_HERE;
	snprintf(ret->port, sizeof(ret->port), "%s", udev_device_get_sysname(device));
	attribute(device, "manufacturer", ret->maker, sizeof(ret->maker));
	attribute(device, "product", ret->name, sizeof(ret->name));
	ret->bus = attribute_number(device, "busnum");
	ret->number = attribute_number(device, "devnum");
	attribute(device, "bConfigurationValue", value, sizeof(value));
	ret->configured = *str_trim(value) != '\0';
	ret->hub_is_fed = is_fed(device);
	ret->len = read_descriptors(device, ret->descriptors, sizeof(ret->descriptors));
	read_words(watch, device, ret);
}

static bool look(struct udev_watch *watch, const char *port, struct udev_usb *ret)
{
	struct udev_device *device =
		udev_device_new_from_subsystem_sysname(watch->udev, "usb", port);
	bool is_there = device && is_plugged(device);

	if (is_there)
		describe(watch, device, ret);
	udev_device_unref(device);
	return is_there;
}

/* ---- live sticks -------------------------------------------------------------------------- */

/* Only what can be pulled out: a partition of that name on a machine's own disk is none of ours. */
static bool is_stick(struct udev_device *device)
{
	const char *label = udev_device_get_property_value(device, "ID_FS_LABEL");
	const char *bus = udev_device_get_property_value(device, "ID_BUS");
	const char *path = udev_device_get_syspath(device);
	struct udev_device *disk =
		udev_device_get_parent_with_subsystem_devtype(device, "block", "disk");
	const char *removable = disk ? udev_device_get_sysattr_value(disk, "removable") : NULL;

	return str_eq(label, UDEV_STICK_LABEL) &&
	       (str_eq(bus, "usb") || (removable && *removable == '1') ||
		strstr(path, "/mmc_host/"));
}

static void describe_stick(struct udev_device *device, struct udev_usb *ret)
{
	const char *model = udev_device_get_property_value(device, "ID_MODEL");

	memset(ret, 0, sizeof(*ret));
	ret->what = UDEV_STICK;
	snprintf(ret->port, sizeof(ret->port), "%s", udev_device_get_sysname(device));
	snprintf(ret->name, sizeof(ret->name), "%s", model ? model : "");
}

static void list_sticks(struct udev_watch *watch,
			void (*tell)(void *user, const struct udev_usb *device), void *user)
{
	struct udev_enumerate *all = udev_enumerate_new(watch->udev);
	struct udev_list_entry *entry;
	struct udev_usb usb;

	if (all && udev_enumerate_add_match_subsystem(all, "block") >= 0 &&
	    udev_enumerate_add_match_property(all, "ID_FS_LABEL", UDEV_STICK_LABEL) >= 0 &&
	    udev_enumerate_scan_devices(all) >= 0)
		udev_list_entry_foreach(entry, udev_enumerate_get_list_entry(all))
		{
			struct udev_device *device = udev_device_new_from_syspath(
				watch->udev, udev_list_entry_get_name(entry));

			if (device && is_stick(device)) {
				describe_stick(device, &usb);
				tell(user, &usb);
			}
			udev_device_unref(device);
		}
	udev_enumerate_unref(all);
}

static void take_partition(struct udev_device *device, bool is_leaving, struct udev_usb *ret)
{
	if (is_leaving || !is_stick(device)) {
		ret->what = UDEV_STICK_GONE;
		snprintf(ret->port, sizeof(ret->port), "%s", udev_device_get_sysname(device));
	} else {
		describe_stick(device, ret);
	}
}

/* ---- all of them, and the news ------------------------------------------------------------ */

static void list(struct udev_watch *watch, void (*tell)(void *user, const struct udev_usb *device),
		 void *user)
{
	struct udev_enumerate *all = udev_enumerate_new(watch->udev);
	struct udev_list_entry *entry;
	struct udev_usb usb;

	if (all && udev_enumerate_add_match_subsystem(all, "usb") >= 0 &&
	    udev_enumerate_add_match_property(all, "DEVTYPE", "usb_device") >= 0 &&
	    udev_enumerate_scan_devices(all) >= 0)
		udev_list_entry_foreach(entry, udev_enumerate_get_list_entry(all))
		{
			const char *path = udev_list_entry_get_name(entry);
			const char *name = strrchr(path, '/');

			if (name && look(watch, name + 1, &usb))
				tell(user, &usb);
		}
	udev_enumerate_unref(all);
	list_sticks(watch, tell, user);
}

/* An interface brings its words and news of its hub's ports; its device is looked at again. */
static void take_interface(struct udev_watch *watch, struct udev_device *device,
			   struct udev_usb *ret)
{
	const char *port = udev_device_get_property_value(device, "OVER_CURRENT_PORT");
	struct udev_device *parent;

	if (port) {
		const char *name = strrchr(port, '/');

		ret->what = UDEV_OVER_CURRENT;
		snprintf(ret->port, sizeof(ret->port), "%s", name ? name + 1 : port);
		return;
	}
	parent = udev_device_get_parent_with_subsystem_devtype(device, "usb", "usb_device");
	if (parent && is_plugged(parent))
		describe(watch, parent, ret);
}

static bool watch_next(struct udev_watch *watch, struct udev_usb *ret)
{
	struct udev_device *device = udev_monitor_receive_device(watch->monitor);
	const char *action = device ? udev_device_get_action(device) : NULL;
	bool is_leaving = action && (str_eq(action, "remove") || str_eq(action, "unbind"));

	ret->what = UDEV_NOTHING;
	if (!device)
		return false;
	if (str_eq(udev_device_get_subsystem(device), "block")) {
		take_partition(device, is_leaving, ret);
	} else if (is_plugged(device) && is_leaving) {
		if (str_eq(action, "remove")) {
			ret->what = UDEV_GONE;
			snprintf(ret->port, sizeof(ret->port), "%s",
				 udev_device_get_sysname(device));
		}
	} else if (is_plugged(device)) {
		describe(watch, device, ret);
	} else if (!is_leaving) {
		take_interface(watch, device, ret);
	}
	udev_device_unref(device);
	return true;
}

extern const struct plug_udev plug_udev;
const struct plug_udev plug_udev = {
	.property = property,
	.watch_open = watch_open,
	.watch_next = watch_next,
	.look = look,
	.list = list,
	.watch_close = watch_close,
};
