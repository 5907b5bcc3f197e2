/*
 * The disks of a machine, as sys/block shows them: which there are, how they are attached, how
 * large, and what part they play. Everything else about a disk is asked of it later.
 */
#ifndef HOTROIT_DISK_LIST_H
#define HOTROIT_DISK_LIST_H

#include "base.h"
#include "mounts.h"

#define DISK_NAME_MAX 32
#define DISK_COUNT_MAX 64

enum disk_role {
	DISK_INTERNAL,
	DISK_UNSURE, /* sysfs does not say enough: it must not be counted as the machine's own */
	DISK_BOOT_MEDIUM, /* carries the live system that is running now */
	DISK_REMOVABLE,
};

enum disk_card { DISK_CARD_NONE, DISK_CARD_EMMC, DISK_CARD_SD, DISK_CARD_UNKNOWN };

struct disk {
	const char *name; /* "sda" */
	const char *link; /* "../devices/pci0000:00/…/block/sda", "" when it could not be read */
	const char *bus; /* "ata" "nvme" "mmc" "usb" "scsi" "virtio" …; NULL: not known */
	bool size_known;
	uint64_t size; /* bytes */
	bool removable; /* a medium that can be taken out: stick, card reader */
	enum disk_card card; /* of the mmc bus */
	enum disk_role role;
	bool is_mute; /* once asked (disk_ask_add): its first bytes did not come */
};

struct disk_list {
	struct arena arena;
	struct disk *list; /* internal ones first, then the others, each in name order */
	size_t count;
};

/* Leaves out what is no disk: loop, RAM, device mapper, RAID members' sums, optical, floppy, eMMC
 * boot areas, hidden NVMe paths, empty card readers. -ENOENT: there is no sys/block to look at. */
int disk_list_read(struct disk_list *ret, const struct root *root) MUST_USE;
void disk_list_done(struct disk_list *disks);

/* The usb device that PATH ("…/usb1/1-2/1-2.3/1-2.3:1.0/host6/…") goes through: length of the part
 * of PATH that names it, 0 when there is none; *ret_name is where its own name ("1-2.3") starts. */
size_t disk_usb_device(const char *path, size_t *ret_name);

/* ---- what the running system stands on ---------------------------------------------------- */

#define DISK_NAMES_MAX 16

/* Disk names, each once. */
struct disk_names {
	char name[DISK_NAMES_MAX][DISK_NAME_MAX];
	size_t count;
};

bool disk_names_has(const struct disk_names *names, const char *name);
/* Follows partitions, device mapper, RAID and loop files down to the disks: RET_LIVE under a live
 * system's medium, RET_SYSTEM under "/". Both empty when it can not be told. */
void disk_boot_find(struct disk_names *ret_live, struct disk_names *ret_system,
		    const struct root *root);

#endif
