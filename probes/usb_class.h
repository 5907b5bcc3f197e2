/*
 * What a device on the USB bus is, by its descriptors: a phone and in which mode, a modem, a card
 * reader, or nothing of ours. Vendors, modes and the makers' own menus are data (schema/quirks).
 */
#ifndef HOTROIT_USB_CLASS_H
#define HOTROIT_USB_CLASS_H

#include "base.h"

#define USB_INTERFACES_MAX 32
#define USB_DESCRIPTORS_MAX 8192

struct usb_interface {
	uint8_t class, subclass, protocol;
};

struct usb_device {
	uint16_t vendor, product;
	uint8_t class;
	uint16_t power_ma; /* the most that its first configuration draws */
	struct usb_interface interfaces[USB_INTERFACES_MAX]; /* of every configuration */
	size_t count;
	bool says_mtp, says_ptp; /* a string of an interface */
	const char *name; /* the product's, "" when it has none; not to be trusted */
};

/* Reads sysfs "descriptors" (or /dev/bus/usb/…): the device descriptor, then whole configurations.
 * What comes after a descriptor that does not fit is left out. -EBADMSG: no device descriptor. */
int usb_descriptors_read(struct usb_device *ret, const void *data, size_t len) MUST_USE;

enum usb_kind {
	USB_ORDINARY, /* keyboard, disk, hub …: no business of the bench's */
	USB_BETTER, /* a phone that another source asks: adb, ios */
	USB_MTP, /* can be asked by libmtp */
	USB_MODEM, /* may hold a SIM: can be asked over its serial port */
	USB_OTHER, /* a phone in another mode, a card reader */
};

struct usb_state {
	const char *word; /* link.state */
	enum usb_kind kind;
	const char *hint; /* to be translated; NULL: nothing, or the steps of its brand */
};

const struct usb_state *usb_classify(const struct usb_device *device);
/* The state of that name; NULL: there is none. */
const struct usb_state *usb_state_find(const char *word);
/* "Samsung" by its vendor number, NULL when the table does not know it. */
const char *usb_vendor_name(uint16_t vendor);
/* The same, but only of one that puts its number into nothing but phones of its own make: others
 * are chip makers, and the phone is someone else's. */
const char *usb_phone_maker(uint16_t vendor);

/* How USB debugging is switched on in a phone of this MAKER ("samsung", "TCL"; may be NULL), one
 * line in the language of the program. */
const char *brand_steps(const char *maker);

/* The device that a hub's port is for: "1-1-port4" → "1-1.4", "usb1-port3" → "1-3". */
bool usb_port_of(const char *name, char *ret, size_t size);

#endif
