/* The hubs' ports as sysfs shows them: /sys/bus/usb/devices/HUB:1.0/HUB-portN. */
#include "usb_fault.h"

#include <limits.h>
#include <stdio.h>
#include <string.h>

#define DEVICES "sys/bus/usb/devices"

/* Ports inside the machine, wired to something or to nothing, are no one's to mend; some of them
 * report nonsense. */
static bool is_reachable(const struct root *root, const char *folder)
{
	char path[PATH_MAX], word[32];

	snprintf(path, sizeof(path), "%s/connect_type", folder);
	return root_line(root, path, word, sizeof(word)) < 0 ||
	       (!str_eq(word, "hardwired") && !str_eq(word, "not used"));
}

static bool was_cut_off(const struct root *root, const char *folder)
{
	char path[PATH_MAX];
	uint64_t times;

	snprintf(path, sizeof(path), "%s/over_current_count", folder);
	return root_u64(root, path, &times) == 0 && times > 0;
}

static void look_at_hub(const struct root *root, const char *hub,
			void (*tell)(void *user, const char *port), void *user)
{
	AUTO(arena_done) struct arena arena = {0};
	const char *const *names;
	char folder[512], path[PATH_MAX], port[USB_PORT_MAX];
	size_t count;

	snprintf(folder, sizeof(folder), DEVICES "/%s", hub);
	if (root_list(root, folder, &arena, &names, &count) < 0)
		return;
	for (size_t i = 0; i < count; i++) {
		if (!usb_port_of(names[i], port, sizeof(port)))
			continue;
		snprintf(path, sizeof(path), DEVICES "/%s", port);
		if (root_exists(root, path))
			continue;
		snprintf(path, sizeof(path), "%s/%s", folder, names[i]);
		if (was_cut_off(root, path) && is_reachable(root, path))
			tell(user, port);
	}
}

void usb_ports_over_current(const struct root *root, void (*tell)(void *user, const char *port),
			    void *user)
{
	AUTO(arena_done) struct arena arena = {0};
	const char *const *names;
	size_t count;

	if (root_list(root, DEVICES, &arena, &names, &count) < 0)
		return;
	for (size_t i = 0; i < count; i++)
		if (str_ends(names[i], ":1.0"))
			look_at_hub(root, names[i], tell, user);
}

/* "500mA" */
static unsigned draw_of(const struct root *root, const char *device)
{
	char path[PATH_MAX], text[32];
	uint64_t most;

	snprintf(path, sizeof(path), DEVICES "/%s/bMaxPower", device);
	if (root_line(root, path, text, sizeof(text)) < 0)
		return 0;
	text[strspn(text, "0123456789")] = '\0';
	return str_to_u64(text, 10, &most) && most < 100000 ? (unsigned)most : 0;
}

static bool is_switched_on(const struct root *root, const char *device)
{
	char path[PATH_MAX], text[32];

	snprintf(path, sizeof(path), DEVICES "/%s/bConfigurationValue", device);
	return root_line(root, path, text, sizeof(text)) == 0;
}

unsigned usb_hub_load(const struct root *root, const char *port)
{
	AUTO(arena_done) struct arena arena = {0};
	const char *last = strrchr(port, '.'), *const * names;
	size_t len = last ? (size_t)(last - port) + 1 : 0, count;
	unsigned sum = 0;

	if (!len || root_list(root, DEVICES, &arena, &names, &count) < 0)
		return 0;
	for (size_t i = 0; i < count; i++) {
		const char *rest = names[i] + len;

		if (strncmp(names[i], port, len) == 0 && *rest &&
		    !rest[strspn(rest, "0123456789")] && is_switched_on(root, names[i]))
			sum += draw_of(root, names[i]);
	}
	return sum;
}
