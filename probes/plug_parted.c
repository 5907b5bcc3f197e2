/* The plugin over libparted: label and partitions of one disk. Never commits anything. */
#include "plug_parted.h"

#include <errno.h>
#include <parted/parted.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MB 1000000LL
#define GB 1000000000LL

static bool damaged;

/* Nothing is printed, no one is asked and nothing is mended: a warning is passed over, a spare
 * copy of the table is taken where libparted offers it. */
static PedExceptionOption answer(PedException *exception)
{
	/* That a disk could only be opened for reading is how we want it. */
	if (exception->type >= PED_EXCEPTION_WARNING && !strstr(exception->message, "read-only"))
		damaged = true;
	if (exception->options & PED_EXCEPTION_IGNORE)
		return PED_EXCEPTION_IGNORE;
	if (exception->options & PED_EXCEPTION_OK)
		return PED_EXCEPTION_OK;
	return exception->options & PED_EXCEPTION_CANCEL ? PED_EXCEPTION_CANCEL
							 : PED_EXCEPTION_UNHANDLED;
}

static const char *kind_of(const PedPartition *part)
{
	static const struct {
		PedPartitionFlag flag;
		const char *kind;
	} flags[] = {{PED_PARTITION_LVM, "lvm"},
		     {PED_PARTITION_RAID, "raid"},
		     {PED_PARTITION_MSFT_RESERVED, "msr"},
		     {PED_PARTITION_BIOS_GRUB, "bios-grub"}};

	if (part->type & PED_PARTITION_EXTENDED)
		return "extended";
	if (part->fs_type)
		return part->fs_type->name;
	for (size_t i = 0; i < sizeof(flags) / sizeof(flags[0]); i++)
		if (ped_partition_is_flag_available(part, flags[i].flag) &&
		    ped_partition_get_flag(part, flags[i].flag))
			return flags[i].kind;
	return "?";
}

static const char *name_of(const PedDisk *disk, const PedPartition *part)
{
	const char *name = NULL;

	if (ped_disk_type_check_feature(disk->type, PED_DISK_TYPE_PARTITION_NAME))
		name = ped_partition_get_name(part);
	if ((!name || !*name) && ped_partition_is_flag_available(part, PED_PARTITION_ESP) &&
	    ped_partition_get_flag(part, PED_PARTITION_ESP))
		name = "EFI";
	return name ? name : "";
}

static void add_part(struct parted_report *report, const PedDisk *disk, const PedPartition *part)
{
	char *text = report->part[report->count];
	long long bytes = part->geom.length * disk->dev->sector_size;
	bool small = bytes < GB;
	const char *name = name_of(disk, part);

	snprintf(text, sizeof(report->part[0]), "%d %s %lld %s%s%s", part->num, kind_of(part),
		 (bytes + (small ? MB : GB) / 2) / (small ? MB : GB), small ? "MB" : "GB",
		 *name ? " " : "", name);
	for (char *c = text; *c; c++)
		if ((unsigned char)*c < ' ' || *c == ';')
			*c = ' ';
	report->count++;
}

/* libparted takes a disk whose first GPT header is gone for one without a table; the MBR that was
 * put there to protect the GPT says otherwise. */
static bool has_protective_mbr(PedDevice *device)
{
	unsigned char *sector = malloc((size_t)device->sector_size);
	bool found = sector && ped_device_read(device, sector, 0, 1) && sector[510] == 0x55 &&
		     sector[511] == 0xaa && sector[446 + 4] == 0xee;

	free(sector);
	return found;
}

static int read_disk(PedDevice *device, struct parted_report *report)
{
	const PedDiskType *type = ped_disk_probe(device);
	const PedPartition *part = NULL;
	PedDisk *disk;

	if (!type)
		return has_protective_mbr(device) ? -EBADMSG : 0;
	snprintf(report->table, sizeof(report->table), "%s", type->name);
	disk = ped_disk_new(device);
	if (!disk)
		return -EBADMSG;
	while (report->count < PARTED_PARTS_MAX && (part = ped_disk_next_partition(disk, part)))
		if (part->num > 0)
			add_part(report, disk, part);
	ped_disk_destroy(disk);
	return 0;
}

static int read_path(const char *path, struct parted_report *ret)
{
	struct parted_report report = {0};
	PedDevice *device;
	int r;

	ped_exception_set_handler(answer);
	device = ped_device_get(path);
	if (!device || !ped_device_open(device))
		return -EIO;
	r = read_disk(device, &report);
	report.damaged = damaged;
	*ret = report;
	ped_device_close(device);
	ped_device_destroy(device);
	return r;
}

extern const struct plug_parted plug_parted;
const struct plug_parted plug_parted = {.read = read_path};
