/* Walks sys/bus/{pci,usb}/devices, one small read a device. */
#include "bus.h"

#include <stdio.h>
#include <string.h>

int bus_pci_count(const struct root *root, unsigned class, unsigned *ret)
{
	AUTO(arena_done) struct arena arena = {0};
	const char *const *names = NULL;
	size_t count = 0;
	int r = root_list(root, "sys/bus/pci/devices", &arena, &names, &count);

	if (r < 0)
		return r;
	*ret = 0;
	for (size_t i = 0; i < count; i++) {
		char path[384];
		uint64_t code;

		snprintf(path, sizeof(path), "sys/bus/pci/devices/%s/class", names[i]);
		if (root_u64(root, path, &code) == 0 && code >> 8 == class)
			(*ret)++;
	}
	return 0;
}

static bool interface_is(const struct root *root, const char *name, unsigned class)
{
	char path[384];
	char code[8], subcode[8];
	uint64_t high, low;

	snprintf(path, sizeof(path), "sys/bus/usb/devices/%s/bInterfaceClass", name);
	if (root_line(root, path, code, sizeof(code)) < 0 || !str_to_u64(code, 16, &high) ||
	    high != class >> 8)
		return false;
	snprintf(path, sizeof(path), "sys/bus/usb/devices/%s/bInterfaceSubClass", name);
	return root_line(root, path, subcode, sizeof(subcode)) == 0 &&
	       str_to_u64(subcode, 16, &low) && low == (class & 0xff);
}

/* Do two interfaces ("1-5:1.0", "1-5:1.2") belong to one device? */
static bool same_device(const char *a, const char *b)
{
	size_t len = strcspn(a, ":");

	return strcspn(b, ":") == len && memcmp(a, b, len) == 0;
}

int bus_usb_count(const struct root *root, unsigned class, unsigned *ret)
{
	AUTO(arena_done) struct arena arena = {0};
	const char *const *names = NULL, *last = "";
	size_t count = 0;
	int r = root_list(root, "sys/bus/usb/devices", &arena, &names, &count);

	if (r < 0)
		return r;
	*ret = 0;
	/* Sorted by name, so a device's interfaces stand together. */
	for (size_t i = 0; i < count; i++) {
		if (!strchr(names[i], ':') || same_device(names[i], last) ||
		    !interface_is(root, names[i], class))
			continue;
		last = names[i];
		(*ret)++;
	}
	return 0;
}

int bus_usb_count_named(const struct root *root, const char *const *words, unsigned *ret)
{
	AUTO(arena_done) struct arena arena = {0};
	const char *const *names = NULL;
	size_t count = 0;
	int r = root_list(root, "sys/bus/usb/devices", &arena, &names, &count);

	if (r < 0)
		return r;
	*ret = 0;
	for (size_t i = 0; i < count; i++) {
		char path[384], product[256];

		if (strchr(names[i], ':'))
			continue;
		snprintf(path, sizeof(path), "sys/bus/usb/devices/%s/product", names[i]);
		if (root_line(root, path, product, sizeof(product)) < 0)
			continue;
		for (const char *const *word = words; *word; word++) {
			if (strcasestr(product, *word)) {
				(*ret)++;
				break;
			}
		}
	}
	return 0;
}
