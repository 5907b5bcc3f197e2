/* What the parts of the disk probe share: each adds the facts it answers for. */
#ifndef HOTROIT_DISK_PRIV_H
#define HOTROIT_DISK_PRIV_H

#include "disk_ident.h"

/* How long one disk may take over an answer; the others do not wait for it. */
#define DISK_ASK_MS 3000

/* disk.N.health .power_on_hours .table .partitions of every disk, asked all at once; is_mute of
 * those that could not be read. */
void disk_ask_add(struct facts *facts, const struct root *root, const struct disk_list *disks);
/* disk.hidden; true when a controller keeps its disks from us. */
bool disk_hidden_add(struct facts *facts, const struct root *root, const struct disk_list *disks);

/* Facts from smartctl's answer about disk N. */
void disk_smart_add(struct facts *facts, unsigned n, const char *json, size_t len);
/* disk.N.health of an eMMC, whose wear is in sysfs; no tool is asked. */
void disk_emmc_add(struct facts *facts, unsigned n, const struct root *root,
		   const struct disk *disk);
void disk_smart_unreadable(struct facts *facts, unsigned n, const char *reason);
/* Facts from the answer of partitions_print() (partitions.h) about disk N. */
void disk_partitions_add(struct facts *facts, unsigned n, const char *text);
void disk_partitions_unreadable(struct facts *facts, unsigned n, const char *reason);

#endif
