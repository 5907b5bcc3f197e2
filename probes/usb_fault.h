/*
 * What goes wrong at a USB port before there is a device to ask: as the kernel's log tells it (the
 * messages are data, schema/quirks/usb.json) and as sysfs keeps it.
 */
#ifndef HOTROIT_USB_FAULT_H
#define HOTROIT_USB_FAULT_H

#include "kmsg.h"
#include "usb_class.h"

#define USB_PORT_MAX 64

struct usb_fault {
	char port[USB_PORT_MAX]; /* "1-1.4" */
	const struct usb_state *state;
};

/* Is this a message of the kernel's own that a port is in trouble? */
bool usb_fault_read(struct usb_fault *ret, const struct kmsg_record *record);

/* Is it over once there is a device to speak of? */
bool usb_fault_on_wire(const struct usb_state *state);
/* Was the port switched off, so that its device leaves? */
bool usb_fault_cut_off(const struct usb_state *state);

/* The kernel's log, from its oldest record on. */
struct usb_log {
	int fd; /* to wait on; -1: it has ended */
	const char *at; /* what was read of it and not yet looked at */
	size_t left;
	char data[KMSG_RECORD_MAX];
};

/* -EPERM and others as of kmsg_open(); the log is then empty, and usable. */
int usb_log_open(struct usb_log *ret, const struct root *root) MUST_USE;
/* The next fault that it tells of, and how long ago that was. False: nothing more for now. */
bool usb_log_next(struct usb_log *log, struct usb_fault *ret, int64_t *ret_age_ms);
void usb_log_close(struct usb_log *log);

/* Tells of each port that stands empty, that a person can reach, and that was switched off for too
 * much current since its hub was plugged in. Kernels before 4.20 do not count: none is told. */
void usb_ports_over_current(const struct root *root, void (*tell)(void *user, const char *port),
			    void *user);
/* What the devices that are switched on draw from the hub of PORT at most (mA). */
unsigned usb_hub_load(const struct root *root, const char *port);

#endif
