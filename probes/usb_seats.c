/* Ports as sysfs shows them: sys/bus/usb/devices/HUB/HUB:1.0/HUB-portN, with connect_type from
 * ACPI's _UPC and peer, the same socket at the other speed. */
#include "usb_seats.h"

#include <limits.h>
#include <stdio.h>
#include <string.h>

#define DEVICES "sys/bus/usb/devices"
#define HUB_CLASS "09"
#define DISK_CLASS "08"

/* What is seen in one look. */
struct look {
	struct usb_seat_list occupied, sockets, disks;
};

static bool has(const struct usb_seat_list *list, const char *name)
{
	for (size_t i = 0; i < list->count; i++)
		if (str_eq(list->name[i], name))
			return true;
	return false;
}

static void add(struct usb_seat_list *list, const char *name)
{
	if (!has(list, name) && list->count < USB_SEATS_MAX && strlen(name) < USB_SEAT_NAME_MAX)
		snprintf(list->name[list->count++], USB_SEAT_NAME_MAX, "%s", name);
}

/* "usb1-port3" → "1-3"; "1-2-port4" → "1-2.4". False for anything else. */
static bool port_name(const char *entry, char *ret, size_t size)
{
	const char *at = strstr(entry, "-port");
	const char *number = at ? at + strlen("-port") : NULL;
	bool root_hub = str_starts(entry, "usb");

	if (!at || !*number || number[strspn(number, "0123456789")])
		return false;
	snprintf(ret, size, "%.*s%c%s", (int)(at - entry) - (root_hub ? 3 : 0),
		 entry + (root_hub ? 3 : 0), root_hub ? '-' : '.', number);
	return true;
}

static bool is_wired(const struct root *root, const char *folder)
{
	char path[PATH_MAX], word[32];

	snprintf(path, sizeof(path), "%s/connect_type", folder);
	return root_line(root, path, word, sizeof(word)) == 0 &&
	       (str_eq(word, "hardwired") || str_eq(word, "not used"));
}

static bool is_reachable(const struct root *root, const char *folder)
{
	char path[PATH_MAX], word[32];

	snprintf(path, sizeof(path), "%s/connect_type", folder);
	return root_line(root, path, word, sizeof(word)) == 0 && str_eq(word, "hotplug");
}

/* The lesser name of a socket's two. */
static void seat_name(const struct root *root, const char *folder, const char *port, char *ret,
		      size_t size)
{
	char path[PATH_MAX], link[1024], peer[USB_SEAT_NAME_MAX];
	const char *last;

	snprintf(ret, size, "%s", port);
	snprintf(path, sizeof(path), "%s/peer", folder);
	if (root_link(root, path, link, sizeof(link)) < 0)
		return;
	last = strrchr(link, '/');
	if (port_name(last ? last + 1 : link, peer, sizeof(peer)) && strverscmp(peer, port) < 0)
		snprintf(ret, size, "%s", peer);
}

static bool is_occupied(const struct root *root, const char *port)
{
	char path[PATH_MAX], class[16];

	snprintf(path, sizeof(path), DEVICES "/%s/bDeviceClass", port);
	return root_line(root, path, class, sizeof(class)) == 0 && !str_eq(class, HUB_CLASS);
}

static bool is_disk(const struct root *root, const char *port)
{
	char path[PATH_MAX], class[16];

	snprintf(path, sizeof(path), DEVICES "/%s:1.0/bInterfaceClass", port);
	return root_line(root, path, class, sizeof(class)) == 0 && str_eq(class, DISK_CLASS);
}

static void look_at_hub(struct look *look, const struct root *root, const char *hub)
{
	AUTO(arena_done) struct arena arena = {0};
	const char *const *names = NULL;
	char folder[512], port_folder[PATH_MAX], port[USB_SEAT_NAME_MAX], seat[USB_SEAT_NAME_MAX];
	size_t count = 0;

	snprintf(folder, sizeof(folder), DEVICES "/%s", hub);
	if (root_list(root, folder, &arena, &names, &count) < 0)
		return;
	for (size_t i = 0; i < count; i++) {
		if (!port_name(names[i], port, sizeof(port)))
			continue;
		snprintf(port_folder, sizeof(port_folder), "%s/%s", folder, names[i]);
		if (is_wired(root, port_folder))
			continue;
		seat_name(root, port_folder, port, seat, sizeof(seat));
		if (is_reachable(root, port_folder))
			add(&look->sockets, seat);
		if (is_occupied(root, port))
			add(&look->occupied, seat);
		if (is_reachable(root, port_folder) && is_disk(root, port))
			add(&look->disks, seat);
	}
}

void usb_seats_look(struct usb_seats *seats, const struct root *root)
{
	AUTO(arena_done) struct arena arena = {0};
	struct usb_seat_list stayed = {0};
	struct look look = {0};
	const char *const *names = NULL;
	size_t count = 0;

	if (root_list(root, DEVICES, &arena, &names, &count) < 0)
		return;
	for (size_t i = 0; i < count; i++)
		if (str_ends(names[i], ":1.0") || str_ends(names[i], "-0:1.0"))
			look_at_hub(&look, root, names[i]);
	if (!seats->has_begun)
		seats->before = look.occupied;
	seats->has_begun = true;
	for (size_t i = 0; i < look.occupied.count; i++) {
		const char *name = look.occupied.name[i];

		if (has(&seats->before, name))
			add(&stayed, name);
		if (!has(&seats->before, name) || has(&look.disks, name))
			add(&seats->found, name);
	}
	seats->before = stayed;
	if (look.sockets.count > seats->expected)
		seats->expected = look.sockets.count;
}
