/* A device as libudev saw it (plug_udev.h): its descriptors read, its name and next step in words
 * for people. */
#ifndef HOTROIT_USB_SEEN_H
#define HOTROIT_USB_SEEN_H

#include "plug_udev.h"
#include "usb_class.h"

/* *RET points into SEEN. -EBADMSG: no device descriptor. */
int usb_seen_read(struct usb_device *ret, const struct udev_usb *seen) MUST_USE;
/* Maker and product, cleaned; "" when it tells neither. */
void usb_seen_name(char *ret, size_t size, const struct udev_usb *seen, uint16_t vendor);
/* What to do next in STATE, translated, static; NULL: nothing. */
const char *usb_seen_hint(const struct udev_usb *seen, uint16_t vendor,
			  const struct usb_state *state);
/* Why a device that is there was not switched on: its hub can not feed it, or the bus is full. */
const struct usb_state *usb_seen_unconfigured(const struct root *root, const struct udev_usb *seen,
					      const struct usb_device *device);

#endif
