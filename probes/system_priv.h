/* What the parts of the system plugin share. Each reads the file system that begins at byte AT of a
 * disk and fills FOUND when a system is on it. */
#ifndef HOTROIT_SYSTEM_PRIV_H
#define HOTROIT_SYSTEM_PRIV_H

#include "plug_system.h"

#define SYSTEM_HIVE_MAX (192u << 20) /* the largest registry that is looked into */

/* True: FOUND says something; false: a file system without a system, or one that can not be read
 * at all (*RET_DAMAGED). */
bool system_read_ext(int disk, uint64_t at, struct system_found *found, bool *ret_damaged);
bool system_read_ntfs(int disk, uint64_t at, uint64_t size, struct system_found *found,
		      bool *ret_damaged);

/* Name and version of Windows from its SOFTWARE hive, an open file. False: it can not be read. */
bool system_read_hive(int file, struct system_found *found);

#endif
