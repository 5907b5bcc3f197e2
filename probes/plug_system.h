/* Which systems lie on one disk, behind a plugin: libblkid finds the file systems, libext2fs and
 * libntfs-3g read them in place, hivex reads Windows' registry. Nothing is mounted or written. */
#ifndef HOTROIT_PLUG_SYSTEM_H
#define HOTROIT_PLUG_SYSTEM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define SYSTEMS_MAX 16

enum system_state {
	SYSTEM_KNOWN, /* name is what it is called */
	SYSTEM_LOCKED, /* encrypted: name is by what */
	SYSTEM_UNREAD, /* something we can not look into: name is the file system */
};

struct system_found {
	enum system_state state;
	char name[128]; /* "Windows 10 Pro", "Debian GNU/Linux", "BitLocker", "btrfs" */
	char version[64]; /* "22H2 (19045)", "12"; "" when it is not known */
	bool users_known;
	unsigned users; /* folders of people: a count, never their names */
};

struct system_report {
	struct system_found list[SYSTEMS_MAX];
	size_t count;
};

/* Exported as plug_system. */
struct plug_system {
	/* Reads the disk or image that DISK is open on. -EIO: it can not be read. */
	int (*read)(int disk, struct system_report *ret);
};

#endif
