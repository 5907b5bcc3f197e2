/* Which USB ports have answered: a USB 3 socket is two ports to the kernel, but one to a hand. */
#ifndef HOTROIT_USB_SEATS_H
#define HOTROIT_USB_SEATS_H

#include "base.h"

#define USB_SEATS_MAX 32
#define USB_SEAT_NAME_MAX 64

/* Start from {0}. */
struct usb_seats {
	char name[USB_SEATS_MAX][USB_SEAT_NAME_MAX]; /* "1-2", the lesser of the two */
	size_t count;
	size_t expected; /* sockets that the firmware says a hand can reach; 0: it does not tell */
};

/* Adds the ports in which something stands now, outside the machine as far as the firmware tells;
 * hubs do not count for themselves. */
void usb_seats_look(struct usb_seats *seats, const struct root *root);

#endif
