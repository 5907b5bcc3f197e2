/* A live stick with snapshots: told of as an arrival "stick:sdb1", and never asked for a snapshot of
 * its own. */
#ifndef HOTROIT_USB_STICK_H
#define HOTROIT_USB_STICK_H

#include "plug_udev.h"
#include "source.h"

/* Tells of it, where SEEN is about one. */
void usb_stick_take(struct watcher *watcher, const struct udev_usb *seen);

#endif
