/*
 * The SIM in a plugged-in modem (a "USB Dcom"), asked over the modem's own serial port with AT
 * commands. Nothing is written to the card, no PIN is ever tried, and of the IMSI only MCC and MNC
 * leave this room.
 */
#ifndef HOTROIT_MODEM_H
#define HOTROIT_MODEM_H

#include "model.h"

enum modem_sim {
	MODEM_SIM_SILENT, /* it does not tell */
	MODEM_SIM_READY,
	MODEM_SIM_PIN,
	MODEM_SIM_PUK,
	MODEM_SIM_LOCKED, /* the modem takes another operator's alone */
	MODEM_SIM_NONE,
	MODEM_SIM_BUSY, /* just plugged in */
	MODEM_SIM_BAD,
};

struct modem_report {
	enum modem_sim sim;
	char iccid[24]; /* "" where it was not told */
	char network[6]; /* MCC and MNC: "45204" */
	int generation; /* of the network it is in just now; 0: in none */
};

/* Asks on the terminal FD. -ENOTTY, -ETIMEDOUT: nobody there speaks AT, -EBADMSG: a flood, -EIO. */
int modem_ask(int fd, struct modem_report *ret) MUST_USE;

/* What was found at PORT, as a frozen snapshot of a SIM. REPORT NULL: nothing, for the reason WHY
 * (NULL: in general). */
void modem_snapshot(struct snapshot *ret, const char *port, const struct modem_report *report,
		    const char *why);

/* Does a modem stand at PORT? */
bool modem_is_at(const struct root *root, const char *port);
/* hotroit-probe --device usb:PORT, where one does: asks once, prints the snapshot. */
enum exit_code modem_probe(const struct root *root, const char *port);

#endif
