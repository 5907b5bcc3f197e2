/*
 * What a modem says on its serial port: the answer to one AT command (3GPP TS 27.007, ITU V.250),
 * told from its echo and from what the modem says by itself. Any bytes may come.
 */
#ifndef HOTROIT_MODEM_AT_H
#define HOTROIT_MODEM_AT_H

#include "base.h"

#define AT_LINE_MAX 256 /* a longer line is passed over */
#define AT_VALUE_MAX 128

enum at_end {
	AT_OPEN, /* not yet ended */
	AT_OK,
	AT_ERROR,
};

/* Set command and prefix, the rest 0. */
struct at_answer {
	const char *command; /* "AT+CIMI": its echo is no answer */
	const char *prefix; /* "+CCID", NULL: a line of digits alone is the answer */
	enum at_end end;
	unsigned cme; /* the number of a +CME ERROR; 0: none */
	char value[AT_VALUE_MAX]; /* the first answering line, without its prefix; "" none */
	char line[AT_LINE_MAX]; /* begun */
	size_t len; /* of it; AT_LINE_MAX: too long */
};

/* Takes in what came; after the end nothing more is taken. */
void at_feed(struct at_answer *answer, const char *bytes, size_t len);

/* The number of a card as it is printed: quotes, blanks and the filling F go, and the digits that
 * some modems give in swapped pairs are put in order. False: it is no such number. */
bool at_iccid(const char *value, char *ret, size_t size);
/* MCC and MNC out of an IMSI (Vietnam's have five digits together). False: it is no IMSI. */
bool at_network(const char *imsi, char ret[6]);
/* The generation of the network that +COPS? tells of; 0: it does not tell. */
int at_generation(const char *cops);

#endif
