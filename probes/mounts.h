/* What is mounted where: proc_pid_mountinfo(5), or the older proc_pid_mounts(5). */
#ifndef HOTROIT_MOUNTS_H
#define HOTROIT_MOUNTS_H

#include "base.h"

#define MOUNTS_MAX 4096

struct mount {
	unsigned major, minor; /* 0:0 where the table is of the older kind */
	const char *point, *type, *source; /* unescaped; in the arena given to mounts_parse */
};

/* Decodes a mount table of either kind; lines it does not understand are left out. */
void mounts_parse(struct arena *arena, const char *text, size_t len, struct mount **ret,
		  size_t *ret_count);
/* Reads the table of ROOT, proc/self/mountinfo before the older ones. -ENODATA: an empty one. */
int mounts_read(const struct root *root, struct arena *arena, struct mount **ret,
		size_t *ret_count) MUST_USE;
/* The mount that PATH lies on: the last of those with the longest mount point. */
const struct mount *mounts_of(const struct mount *mounts, size_t count, const char *path);
/* "8:2" → 8 and 2. */
bool mounts_device(const char *text, unsigned *ret_major, unsigned *ret_minor) MUST_USE;

#endif
