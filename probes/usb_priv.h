/* The rows of the tables that gen_usb makes of schema/quirks/usb.json and brands.json. */
#ifndef HOTROIT_USB_PRIV_H
#define HOTROIT_USB_PRIV_H

#include <stddef.h>
#include <stdint.h>

struct usb_mode_row {
	uint16_t vendor, low, high;
	const char *state;
};

enum usb_vendor_kind {
	USB_VENDOR_UNKNOWN,
	USB_VENDOR_PHONE,
	USB_VENDOR_MIXED,
	USB_VENDOR_CAMERA,
	USB_VENDOR_READER,
	USB_VENDOR_MODEM,
};

struct usb_vendor_row {
	uint16_t id;
	uint8_t kind; /* enum usb_vendor_kind */
	const char *name;
};

/* In the order in which they are tried. %d a number, %s letters or nothing, %p a port's number. */
struct usb_message_row {
	const char *format, *state;
};

struct brand_row {
	const char *match; /* NULL: for everyone else, the last */
	const char *vi, *en;
};

extern const struct usb_mode_row usb_modes[];
extern const size_t usb_mode_count;
extern const struct usb_vendor_row usb_vendors[];
extern const size_t usb_vendor_count;
extern const struct usb_message_row usb_messages[];
extern const size_t usb_message_count;
extern const struct brand_row brands[];
extern const size_t brand_count;

#endif
