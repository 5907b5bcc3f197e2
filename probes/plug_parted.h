/* libparted, behind a plugin. One call a process: it keeps what it learnt. */
#ifndef HOTROIT_PLUG_PARTED_H
#define HOTROIT_PLUG_PARTED_H

#include <stdbool.h>
#include <stddef.h>

#define PARTED_PARTS_MAX 128

struct parted_report {
	char table[24]; /* "gpt", "msdos", "loop" (a file system without a table), "" for none */
	bool damaged; /* the table has faults; what could be read is told */
	size_t count;
	char part[PARTED_PARTS_MAX][96]; /* "2 ntfs 118 GB Basic data partition" */
};

/* Exported as plug_parted. */
struct plug_parted {
	/* Reads the disk or image PATH without writing to it. -EIO: it can not be opened; -EBADMSG:
	 * it has a table that can not be read. */
	int (*read)(const char *path, struct parted_report *ret);
};

#endif
