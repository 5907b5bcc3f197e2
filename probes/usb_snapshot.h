/* The snapshot of what stands in a USB port and can not be asked: in which state it is, and why
 * the rest is not known. */
#ifndef HOTROIT_USB_SNAPSHOT_H
#define HOTROIT_USB_SNAPSHOT_H

#include "model.h"

/* How every snapshot taken over USB ends: id "TRANSPORT:PORT", time, link.state; it is frozen. */
void usb_snapshot_end(struct snapshot *snapshot, const char *transport, const char *port,
		      const char *state);
/* A whole one, frozen, of a device in STATE. VENDOR: who made it, NULL when that is not known; WHY:
 * what to do so that more can be read, static. */
void usb_snapshot(struct snapshot *ret, const char *port, const char *state, const char *vendor,
		  const char *why);

#endif
