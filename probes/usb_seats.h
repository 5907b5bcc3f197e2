/* Which USB ports have answered: a USB 3 socket is two ports to the kernel, but one to a hand. */
#ifndef HOTROIT_USB_SEATS_H
#define HOTROIT_USB_SEATS_H

#include "base.h"

#define USB_SEATS_MAX 32
#define USB_SEAT_NAME_MAX 64

struct usb_seat_list {
	char name[USB_SEATS_MAX][USB_SEAT_NAME_MAX]; /* "1-2", the lesser of the two */
	size_t count;
};

/* Start from {0}. */
struct usb_seats {
	struct usb_seat_list found, before; /* before: there from the first look on */
	size_t expected; /* sockets that the firmware says a hand can reach; 0: it does not tell */
	bool has_begun;
};

/* Adds the ports in which something came to stand after the first look, outside the machine as far
 * as the firmware tells; hubs do not count for themselves. What was there before may be built in:
 * only a disk where a hand reaches, as the stick that runs here, counts at once. */
void usb_seats_look(struct usb_seats *seats, const struct root *root);

#endif
