/* The descriptors and what they mean; the tables are generated from schema/quirks. */
#include "usb_class.h"

#include "text.h"
#include "usb_priv.h"

#include <ctype.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>

#define DESCRIPTOR_DEVICE 1
#define DESCRIPTOR_CONFIGURATION 2
#define DESCRIPTOR_INTERFACE 4
#define CLASS_STILL 0x06
#define CLASS_STORAGE 0x08
#define CLASS_HUB 0x09
#define CLASS_VENDOR 0xff

/* ---- descriptors -------------------------------------------------------------------------- */

static uint16_t le16(const uint8_t *at)
{
	return (uint16_t)(at[0] | at[1] << 8);
}

static void add_interface(struct usb_device *device, const uint8_t *at)
{
	struct usb_interface found = {at[5], at[6], at[7]};

	for (size_t i = 0; i < device->count; i++)
		if (memcmp(&device->interfaces[i], &found, sizeof(found)) == 0)
			return;
	if (device->count < USB_INTERFACES_MAX)
		device->interfaces[device->count++] = found;
}

int usb_descriptors_read(struct usb_device *ret, const void *data, size_t len)
{
	const uint8_t *at = data, *end = at + len;
	struct usb_device device = {.name = ""};

	if (len < 18 || at[0] != 18 || at[1] != DESCRIPTOR_DEVICE)
		return -EBADMSG;
	device.class = at[4];
	device.vendor = le16(at + 8);
	device.product = le16(at + 10);
	for (at += 18; end - at >= 2 && at[0] >= 2 && at[0] <= end - at; at += at[0]) {
		if (at[1] == DESCRIPTOR_INTERFACE && at[0] >= 9)
			add_interface(&device, at);
		else if (at[1] == DESCRIPTOR_CONFIGURATION && at[0] >= 9 && !device.power_ma)
			device.power_ma = (uint16_t)(at[8] * 2);
	}
	*ret = device;
	return 0;
}

/* ---- what it is --------------------------------------------------------------------------- */

static bool has_class(const struct usb_device *device, uint8_t class)
{
	if (device->class == class)
		return true;
	for (size_t i = 0; i < device->count; i++)
		if (device->interfaces[i].class == class)
			return true;
	return false;
}

static bool has(const struct usb_device *device, uint8_t class, uint8_t subclass, uint8_t protocol)
{
	struct usb_interface wanted = {class, subclass, protocol};

	for (size_t i = 0; i < device->count; i++)
		if (memcmp(&device->interfaces[i], &wanted, sizeof(wanted)) == 0)
			return true;
	return false;
}

static const struct usb_vendor_row *vendor_of(uint16_t id)
{
	for (size_t i = 0; i < usb_vendor_count; i++)
		if (usb_vendors[i].id == id)
			return &usb_vendors[i];
	return NULL;
}

const char *usb_vendor_name(uint16_t vendor)
{
	const struct usb_vendor_row *row = vendor_of(vendor);

	return row ? row->name : NULL;
}

const char *usb_phone_maker(uint16_t vendor)
{
	const struct usb_vendor_row *row = vendor_of(vendor);

	return row && row->kind == USB_VENDOR_PHONE ? row->name : NULL;
}

/* Only what a phone shows while it charges: nothing, vendor-specific, or its modem and network. */
static bool only_charges(const struct usb_device *device)
{
	static const uint8_t of_phone[] = {0x00, 0x02, 0x0a, 0xe0, 0xef, CLASS_VENDOR};

	if (!memchr(of_phone, device->class, sizeof(of_phone)) || has(device, 0xe0, 1, 1))
		return false;
	for (size_t i = 0; i < device->count; i++)
		if (!memchr(of_phone, device->interfaces[i].class, sizeof(of_phone)))
			return false;
	return true;
}

static bool says_reader(const struct usb_device *device)
{
	return strcasestr(device->name, "reader") || strcasestr(device->name, "sd card") ||
	       strcasestr(device->name, "cardreader");
}

static const char *mode_of(const struct usb_device *device)
{
	for (size_t i = 0; i < usb_mode_count; i++)
		if (usb_modes[i].vendor == device->vendor && device->product >= usb_modes[i].low &&
		    device->product <= usb_modes[i].high)
			return usb_modes[i].state;
	return NULL;
}

static const char *word_of(const struct usb_device *device)
{
	const struct usb_vendor_row *row = vendor_of(device->vendor);
	enum usb_vendor_kind kind = row ? (enum usb_vendor_kind)row->kind : USB_VENDOR_UNKNOWN;
	const char *mode = mode_of(device);

	if (mode)
		return mode;
	if (has(device, CLASS_VENDOR, 0x42, 3))
		return "fastboot";
	if (has(device, CLASS_VENDOR, 0x42, 1))
		return "adb";
	if (has_class(device, CLASS_HUB))
		return "hub";
	if (has(device, CLASS_STILL, 1, 1) && kind != USB_VENDOR_CAMERA)
		return device->says_mtp || !device->says_ptp ? "mtp-only" : "ptp-only";
	if (has_class(device, CLASS_VENDOR) && device->says_mtp)
		return "mtp-only";
	/* MBIM is spoken by modems alone. */
	if (kind == USB_VENDOR_MODEM || has(device, 0x02, 0x0e, 0))
		return "modem";
	if (has_class(device, CLASS_STORAGE))
		return kind == USB_VENDOR_READER || says_reader(device) ? "card-reader" : "disk";
	return kind == USB_VENDOR_PHONE && only_charges(device) ? "charging-only" : "usb";
}

const struct usb_state *usb_classify(const struct usb_device *device)
{
	const struct usb_state *state = usb_state_find(word_of(device));

	return state ? state : usb_state_find("usb");
}

/* ---- brands ------------------------------------------------------------------------------- */

/* Does MAKER hold the word, without regard to case? "LG Electronics Inc." holds "lg". */
static bool holds_word(const char *maker, const char *word)
{
	size_t len = strlen(word);

	for (const char *at = strcasestr(maker, word); at; at = strcasestr(at + 1, word))
		if ((at == maker || !isalnum((unsigned char)at[-1])) &&
		    !isalnum((unsigned char)at[len]))
			return true;
	return false;
}

const char *brand_steps(const char *maker)
{
	size_t i = 0;

	while (i + 1 < brand_count && !(maker && holds_word(maker, brands[i].match)))
		i++;
	return text_lang() == TEXT_EN ? brands[i].en : brands[i].vi;
}

/* ---- ports -------------------------------------------------------------------------------- */

bool usb_port_of(const char *name, char *ret, size_t size)
{
	const char *port = strstr(name, "-port");
	bool is_root = str_starts(name, "usb");
	const char *hub = is_root ? name + 3 : name;
	size_t hub_len = port && port > hub ? (size_t)(port - hub) : 0;
	const char *number = port ? port + 5 : "";
	int len;

	if (!hub_len ||
	    strspn(hub, is_root ? "0123456789" : "0123456789-.") != hub_len + !is_root ||
	    !*number || number[strspn(number, "0123456789")])
		return false;
	len = snprintf(NULL, 0, "%.*s%c%s", (int)hub_len, hub, is_root ? '-' : '.', number);
	if (len < 0 || (size_t)len >= size)
		return false;
	snprintf(ret, size, "%.*s%c%s", (int)hub_len, hub, is_root ? '-' : '.', number);
	return true;
}
