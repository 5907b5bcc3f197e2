/*
 * What one of our child programs hands to the bench, and a live stick to it over the network: whole
 * files and short words, one after another. A head line "WHAT NAME SHA256 BYTES" (SHA256 "-": there
 * was none), that many bytes, a line end.
 */
#ifndef HOTROIT_PARCEL_H
#define HOTROIT_PARCEL_H

#include "base.h"

#define PARCEL_NAME_MAX 128
#define PARCEL_BYTES_MAX (1u << 20) /* a snapshot has some 30 KB */

enum parcel_what {
	PARCEL_FILE,
	PARCEL_BAD, /* a file that could not be read; the bytes say why */
	PARCEL_CODE, /* the bytes are the code to be shown to a person */
	PARCEL_PLACE, /* the bytes are the addresses by which we are reached, or none */
	PARCEL_NOTE, /* the bytes are a line for a person */
	PARCEL_WHATS
};

/* The bytes are lent. */
struct parcel {
	enum parcel_what what;
	char name[PARCEL_NAME_MAX]; /* letters, digits, ". _ + -"; never with a "." first */
	char sha256[65]; /* as was written beside the file, lower case; "" when nothing was */
	const char *bytes;
	size_t len;
};

/* A name made of what PARCEL may be called, whatever TEXT is; "-" for nothing. */
void parcel_set_name(struct parcel *parcel, const char *text);
/* A line of sha256sum(1): its first 64 digits, or "" when they are none. */
void parcel_set_sha256(struct parcel *parcel, const char *line);
/* Appends it. More bytes than PARCEL_BYTES_MAX are not for a parcel. */
void parcel_put(struct buf *ret, const struct parcel *parcel);
/* The first parcel of BYTES, which are not to be trusted: 1, and *RET_USED bytes are its own; 0: it
 * is not all there yet; -EBADMSG: that never was a parcel. */
int parcel_next(const char *bytes, size_t len, struct parcel *ret, size_t *ret_used) MUST_USE;

#endif
