/* What is mounted on /: proc_pid_mountinfo(5), or the older proc_pid_mounts(5). */
#ifndef HOTROIT_MOUNTS_H
#define HOTROIT_MOUNTS_H

#include "base.h"

struct root_mount {
	char device[32]; /* "254:0"; "" when the text is of the older kind */
	char type[32]; /* "ext4" */
	char source[256]; /* "/dev/vda2" */
};

/* The last mount on /, which hides the ones before it. False when the text names none. */
bool mounts_root(struct root_mount *ret, const char *text, size_t len) MUST_USE;

#endif
