/* Lists sys/block, leaves out what is no disk, and says how each is attached and what it is for. */
#include "disk_list.h"

#include <ctype.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define SECTOR 512 /* the unit of sys/block/NAME/size, whatever the disk's own */
/* 128 TiB, more than any disk holds: a broken disk that invents its size. */
#define SECTORS_MAX (UINT64_C(1) << 38)

static bool numbered(const char *name, const char *prefix)
{
	return str_starts(name, prefix) && isdigit((unsigned char)name[strlen(prefix)]);
}

static bool is_disk(const char *name, const char *link)
{
	static const char *const other[] = {"loop",   "ram",  "zram", "dm-", "md",
					    "sr",     "scd",  "fd",   "nbd", "mtdblock",
					    "bcache", "drbd", "rbd",  "zd",  "ubiblock"};

	for (size_t i = 0; i < ARRAY_LEN(other); i++)
		if (numbered(name, other[i]))
			return false;
	/* mmcblk0boot0, mmcblk0rpmb, mmcblk0gp0: areas of the chip, not disks */
	if (str_starts(name, "mmcblk") && name[6 + strspn(name + 6, "0123456789")])
		return false;
	/* nvme0c0n1 is one path to nvme0n1 */
	if (str_starts(name, "nvme") && strchr(name + 4, 'c'))
		return false;
	/* An NVMe disk that could have several paths lives among the virtual devices. */
	return !strstr(link, "/virtual/") || strstr(link, "/nvme-subsystem/");
}

static const char *bus_of(const char *link)
{
	/* A card reader on USB with its own mmc host is mmc: look for the nearest bus first. */
	static const struct {
		const char *part, *bus;
	} buses[] = {
		{"/mmc_host/", "mmc"}, {"/memstick_host/", "memstick"},
		{"/usb", "usb"},       {"/fw", "firewire"},
		{"/nvme", "nvme"},     {"/ata", "ata"},
		{"/virtio", "virtio"}, {"/vbd-", "xen"},
		{"/ide", "ata"},       {"/host", "scsi"},
	};

	for (size_t i = 0; i < ARRAY_LEN(buses); i++) {
		size_t len = strlen(buses[i].part);
		bool whole = buses[i].part[len - 1] == '/' || buses[i].part[len - 1] == '-' ||
			     str_eq(buses[i].bus, "nvme");

		for (const char *at = link; (at = strstr(at, buses[i].part)); at += len)
			if (whole || isdigit((unsigned char)at[len]))
				return buses[i].bus;
	}
	return NULL;
}

/* Disks of another machine: iSCSI sessions and Fibre Channel ports. */
static bool is_remote(const char *link)
{
	return strstr(link, "/session") || strstr(link, "/rport-");
}

static int read_attr(const struct root *root, const char *disk, const char *attr, uint64_t *ret)
{
	char path[DISK_NAME_MAX + 64];

	snprintf(path, sizeof(path), "sys/block/%s/%s", disk, attr);
	return root_u64(root, path, ret);
}

static void read_card(const struct root *root, struct disk *disk)
{
	char path[DISK_NAME_MAX + 64], type[32];

	snprintf(path, sizeof(path), "sys/block/%s/device/type", disk->name);
	if (root_line(root, path, type, sizeof(type)) == 0 && !str_eq(type, "MMC")) {
		disk->card = DISK_CARD_SD;
		return;
	}
	/* Only an eMMC has boot areas; there were cards of its type, too. */
	snprintf(path, sizeof(path), "sys/block/%sboot0", disk->name);
	disk->card = root_exists(root, path) ? DISK_CARD_EMMC : DISK_CARD_UNKNOWN;
}

/* ---- NVMe outside of the case: Thunderbolt, ExpressCard, SD Express -------------------------- */

/* Is anything above PLACE ("pci0000:00/…/nvme/nvme0", in sys/devices) told as removable? */
static bool is_behind_removable(const struct root *root, const char *place)
{
	size_t len = strlen(place);
	char path[640], said[16];

	while (len && place[len - 1] != '/')
		len--;
	for (; len; len--) {
		if (place[len - 1] != '/')
			continue;
		snprintf(path, sizeof(path), "sys/devices/%.*sremovable", (int)len, place);
		if (root_line(root, path, said, sizeof(said)) == 0 && str_eq(said, "removable"))
			return true;
	}
	return false;
}

/* A disk that could have several paths is a virtual device; beside it are links to those. */
static bool has_removable_path(const struct root *root, const char *link)
{
	AUTO(arena_done) struct arena arena = {0};
	const char *start = link + strspn(link, "./"), *end = strrchr(start, '/');
	const char *const *names;
	char folder[640], path[700], to[512];
	size_t count;

	if (!end || !strstr(link, "/nvme-subsystem/"))
		return false;
	snprintf(folder, sizeof(folder), "sys/%.*s", (int)(end - start), start);
	if (root_list(root, folder, &arena, &names, &count) < 0)
		return false;
	for (size_t i = 0; i < count; i++) {
		snprintf(path, sizeof(path), "%s/%.40s", folder, names[i]);
		if (numbered(names[i], "nvme") && root_link(root, path, to, sizeof(to)) == 0 &&
		    is_behind_removable(root, to + strspn(to, "./")))
			return true;
	}
	return false;
}

static bool is_outside(const struct root *root, const char *link)
{
	const char *place = strstr(link, "devices/");

	return (place && is_behind_removable(root, place + strlen("devices/"))) ||
	       has_removable_path(root, link);
}

static enum disk_role role_of(const struct root *root, struct disk *disk)
{
	uint64_t removable = 0;

	if (str_eq(disk->bus, "mmc")) {
		read_card(root, disk);
		disk->removable = disk->card == DISK_CARD_SD;
		if (disk->card == DISK_CARD_UNKNOWN)
			return DISK_UNSURE;
		return disk->removable ? DISK_REMOVABLE : DISK_INTERNAL;
	}
	if (str_eq(disk->bus, "nvme"))
		return is_outside(root, disk->link) ? DISK_REMOVABLE : DISK_INTERNAL;
	if (read_attr(root, disk->name, "removable", &removable) < 0 && !str_eq(disk->bus, "usb"))
		return DISK_UNSURE;
	disk->removable = removable != 0;
	if (disk->removable || str_eq(disk->bus, "usb") || str_eq(disk->bus, "firewire") ||
	    str_eq(disk->bus, "memstick") || is_remote(disk->link))
		return DISK_REMOVABLE;
	/* On no bus that disks are on: memory dressed up as one, or a driver's invention. */
	return disk->bus ? DISK_INTERNAL : DISK_UNSURE;
}

/* False when it turns out to be an empty reader. */
static bool examine(const struct root *root, struct disk *disk)
{
	uint64_t sectors;
	int r = read_attr(root, disk->name, "size", &sectors);

	disk->bus = bus_of(disk->link);
	disk->role = role_of(root, disk);
	if (r == 0 && sectors == 0 && disk->role != DISK_INTERNAL)
		return false;
	/* An internal disk of size 0 is there and does not work. */
	disk->size_known = r == 0 && sectors > 0 && sectors <= SECTORS_MAX;
	if (disk->size_known)
		disk->size = sectors * SECTOR;
	return true;
}

static void mark_boot_medium(const struct root *root, struct disk_list *disks)
{
	struct disk_names live, system;

	disk_boot_find(&live, &system, root);
	for (size_t i = 0; i < disks->count; i++) {
		struct disk *disk = &disks->list[i];

		/* A system installed on the machine's own disk leaves that disk internal. */
		if (disk_names_has(&live, disk->name) ||
		    (disk->role != DISK_INTERNAL && disk_names_has(&system, disk->name)))
			disk->role = DISK_BOOT_MEDIUM;
	}
}

static int by_role(const void *a, const void *b)
{
	const struct disk *left = a, *right = b;
	int others = (left->role != DISK_INTERNAL) - (right->role != DISK_INTERNAL);

	return others ? others : strverscmp(left->name, right->name);
}

int disk_list_read(struct disk_list *ret, const struct root *root)
{
	struct disk_list disks = {0};
	const char *const *names;
	size_t count;
	int r = root_list(root, "sys/block", &disks.arena, &names, &count);

	if (r < 0) {
		disk_list_done(&disks);
		return r;
	}
	disks.list = arena_alloc(&disks.arena, DISK_COUNT_MAX * sizeof(*disks.list));
	for (size_t i = 0; i < count && disks.count < DISK_COUNT_MAX; i++) {
		struct disk disk = {.name = names[i]};
		char path[DISK_NAME_MAX + 16], link[512];

		if (strlen(names[i]) >= DISK_NAME_MAX)
			continue;
		snprintf(path, sizeof(path), "sys/block/%s", names[i]);
		if (root_link(root, path, link, sizeof(link)) < 0)
			link[0] = '\0';
		disk.link = arena_str(&disks.arena, link);
		if (is_disk(disk.name, disk.link) && examine(root, &disk))
			disks.list[disks.count++] = disk;
	}
	if (disks.count) {
		mark_boot_medium(root, &disks);
		qsort(disks.list, disks.count, sizeof(*disks.list), by_role);
	}
	*ret = disks;
	return 0;
}

void disk_list_done(struct disk_list *disks)
{
	arena_done(&disks->arena);
	*disks = (struct disk_list){0};
}
