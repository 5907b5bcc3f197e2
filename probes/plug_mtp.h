/* libmtp, behind a plugin: what a phone tells before USB debugging is switched on. */
#ifndef HOTROIT_PLUG_MTP_H
#define HOTROIT_PLUG_MTP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct mtp_address {
	uint32_t bus;
	uint8_t device;
	uint16_t vendor, product;
};

/* Texts are the phone's and not to be trusted; "" where it gives none. */
struct mtp_report {
	char maker[96], model[96];
	bool is_android; /* it speaks Android's own extension */
	unsigned stores; /* memories built in; total and free are those of the last */
	uint64_t total, free; /* bytes */
	bool battery_known;
	unsigned level, level_max;
};

/* Exported as plug_mtp. */
struct plug_mtp {
	/* Asks the phone; may take long, and writes to standard output what it thinks of it.
	 * -EIO: it does not open a session (locked, in use by another program, or no right). */
	int (*ask)(const struct mtp_address *address, struct mtp_report *ret);
};

#endif
