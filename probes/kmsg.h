/* The kernel's log as /dev/kmsg gives it (Documentation/ABI/testing/dev-kmsg): one record a read,
 * "priority,sequence,microseconds,flags;text", then lines " KEY=value". */
#ifndef HOTROIT_KMSG_H
#define HOTROIT_KMSG_H

#include "base.h"

#define KMSG_RECORD_MAX 8192 /* what the kernel needs for its longest record */

struct kmsg_record {
	unsigned priority; /* syslog's: facility * 8 + level; facility 0 is the kernel itself */
	int64_t usec; /* since the machine was started, as the monotonic clock */
	char text[256]; /* unescaped; what is longer is cut off */
	char subsystem[32]; /* "usb"; "" when the record names none */
	char device[64]; /* "+usb:1-1.4", "c189:3"; "" likewise */
};

/* Opens it for reading without waiting, at its oldest record; returns the descriptor. -EPERM: only
 * for root here (kernel.dmesg_restrict); -ENOENT: no such file. */
int kmsg_open(const struct root *root) MUST_USE;
/* Reads on: what was overwritten before it was read is passed over. The number of bytes, 0 at the
 * end of a recorded file, -EAGAIN: nothing new. */
ssize_t kmsg_read(int fd, char data[KMSG_RECORD_MAX]) MUST_USE;
/* Takes the first well-formed record off *AT, LEFT bytes of any kind; the rest stays for the next
 * call. False: there is none left. */
bool kmsg_next(const char **at, size_t *left, struct kmsg_record *ret);

#endif
