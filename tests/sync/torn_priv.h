/* What the two files of the torn disk share. */
#ifndef HOTROIT_TEST_TORN_PRIV_H
#define HOTROIT_TEST_TORN_PRIV_H

#include "torn_vfs.h"

#include <stddef.h>

#define TRACKED_MAX 16

struct op {
	bool is_truncate;
	sqlite3_int64 at; /* or the new size */
	size_t len;
	unsigned char *data;
};

struct image {
	unsigned char *data;
	size_t len;
};

/* A name and what the disk holds under it. */
struct tracked {
	char path[512];
	struct image image;
	struct op *ops;
	size_t count, room;
	bool is_there, is_there_for_sure;
	bool is_reborn; /* a new file, and the disk may still know the former one of its name */
	bool syncs_folder; /* with its first sync, as the default VFS does with journals */
};

struct torn {
	sqlite3_vfs vfs, *under;
	uint64_t state;
	struct tracked tracked[TRACKED_MAX];
	size_t count;
	bool lies, is_cut;
	uint64_t cut_after;
	uint64_t full_after, full_count, refused;
	struct torn_counts counts;
};

/* The file of that name; what was there before we came is taken to be on the disk. */
struct tracked *track(struct torn *torn, const char *path);
void note_op(struct tracked *tracked, bool is_truncate, sqlite3_int64 at, const void *data,
	     size_t len);
void tracked_sync(struct tracked *tracked);
void tracked_done(struct tracked *tracked);
/* Names in the folder of PATH are as they are now. */
void folder_sync(struct torn *torn, const char *path);

#endif
