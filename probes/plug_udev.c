/* The plugin over libudev. Devices are asked for one at a time: enumerating is dear. */
#include "plug_udev.h"
#include "disk_list.h"

#include <errno.h>
#include <libudev.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

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
	if (!monitor ||
	    udev_monitor_filter_add_match_subsystem_devtype(monitor, "block", "disk") < 0 ||
	    udev_monitor_filter_add_match_subsystem_devtype(monitor, "usb", "usb_device") < 0 ||
	    udev_monitor_enable_receiving(monitor) < 0) {
		watch_close(watch);
		return -EIO;
	}
	*ret_fd = udev_monitor_get_fd(monitor);
	*ret = watch;
	return 0;
}

static const char *name_of(struct udev_device *device)
{
	const char *name = udev_device_get_property_value(device, "ID_MODEL");

	if (!name)
		name = udev_device_get_sysattr_value(device, "product");
	return name ? name : udev_device_get_sysname(device);
}

/* By its path alone: when a device is gone, so are its parents in sysfs. */
static void id_of(const char *path, char *ret, size_t size)
{
	size_t name, end = disk_usb_device(path, &name);

	if (end)
		snprintf(ret, size, "usb:%.*s", (int)(end - name), path + name);
	else
		snprintf(ret, size, "host");
}

static bool describe(struct udev_device *device, struct udev_event *ret)
{
	const char *action = udev_device_get_action(device);
	const char *path = udev_device_get_devpath(device);
	const char *subsystem = udev_device_get_subsystem(device);
	struct udev_event event = {.add = action && str_eq(action, "add")};

	if (!action || !path || !subsystem || (!event.add && !str_eq(action, "remove")))
		return false;
	id_of(path, event.id, sizeof(event.id));
	/* Root hubs, and loop devices and the like, were not plugged in by anyone. */
	if (strstr(path, "/virtual/") ||
	    (str_eq(subsystem, "usb") && !str_starts(event.id, "usb:")))
		return false;
	snprintf(event.subsystem, sizeof(event.subsystem), "%s", subsystem);
	snprintf(event.name, sizeof(event.name), "%s", name_of(device));
	*ret = event;
	return true;
}

static bool watch_next(struct udev_watch *watch, struct udev_event *ret)
{
	struct udev_device *device = udev_monitor_receive_device(watch->monitor);
	bool told = device && describe(device, ret);

	udev_device_unref(device);
	return told;
}

extern const struct plug_udev plug_udev;
const struct plug_udev plug_udev = {
	.property = property,
	.watch_open = watch_open,
	.watch_next = watch_next,
	.watch_close = watch_close,
};
