/* The plugin: every partition of one disk, by what it holds and by what its type says. */
#include "system_priv.h"

#include <blkid/blkid.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#define SECTOR 512
#define PARTS_MAX 128

struct span {
	uint64_t at, size;
	const char *type; /* of the partition: a GUID, "0x83"; or NULL */
};

struct reading {
	int fd;
	struct system_report report;
};

static void add(struct reading *reading, enum system_state state, const char *name)
{
	struct system_found *found;

	/* One line says it all of several alike: macOS has two such partitions, ChromeOS five. */
	for (size_t i = 0; i < reading->report.count; i++)
		if (reading->report.list[i].state == state &&
		    strcmp(reading->report.list[i].name, name) == 0)
			return;
	if (reading->report.count == SYSTEMS_MAX)
		return;
	found = &reading->report.list[reading->report.count++];
	*found = (struct system_found){.state = state};
	snprintf(found->name, sizeof(found->name), "%s", name);
}

/* Systems whose file systems nothing in Debian reads are told by the partition's type. */
static const char *system_of_type(const char *type)
{
	static const struct {
		const char *guid, *name;
	} types[] = {{"fe3a2a5d-4f32-41a7-b725-accc3285a309", "ChromeOS"},
		     {"7c3457ef-0000-11aa-aa11-00306543ecac", "macOS"},
		     {"48465300-0000-11aa-aa11-00306543ecac", "macOS"},
		     {"53746f72-6167-11aa-aa11-00306543ecac", "macOS"},
		     {"0xaf", "macOS"}};

	for (size_t i = 0; type && i < sizeof(types) / sizeof(types[0]); i++)
		if (strcasecmp(type, types[i].guid) == 0)
			return types[i].name;
	return NULL;
}

/* What holds no system by itself. */
static bool is_none(const char *type)
{
	static const char *const types[] = {"vfat", "swap", "exfat", "iso9660", "udf", "swsuspend"};

	for (size_t i = 0; i < sizeof(types) / sizeof(types[0]); i++)
		if (strcmp(type, types[i]) == 0)
			return true;
	return false;
}

static void read_file_system(struct reading *reading, const struct span *span, const char *type)
{
	struct system_found found = {.state = SYSTEM_KNOWN};
	bool damaged = false, there = false;

	if (strncmp(type, "ext", 3) == 0)
		there = system_read_ext(reading->fd, span->at, &found, &damaged);
	else if (strcmp(type, "ntfs") == 0)
		there = system_read_ntfs(reading->fd, span->at, span->size, &found, &damaged);
	else if (strcmp(type, "BitLocker") == 0 || strcmp(type, "crypto_LUKS") == 0)
		add(reading, SYSTEM_LOCKED, type[0] == 'B' ? "BitLocker" : "LUKS");
	else if (strcmp(type, "apfs") == 0 || strncmp(type, "hfs", 3) == 0)
		add(reading, SYSTEM_KNOWN, "macOS");
	else if (!is_none(type))
		add(reading, SYSTEM_UNREAD, type);
	if (damaged)
		add(reading, SYSTEM_UNREAD, type);
	if (there && reading->report.count < SYSTEMS_MAX)
		reading->report.list[reading->report.count++] = found;
}

/* A partition with nothing known on it may hold anything; an empty one does not. */
static bool is_empty(int fd, const struct span *span)
{
	unsigned char block[65536];
	ssize_t got = pread(fd, block, sizeof(block), (off_t)span->at);

	for (ssize_t i = 0; i < got; i++)
		if (block[i])
			return false;
	return got > 0;
}

static void read_span(struct reading *reading, const struct span *span)
{
	blkid_probe probe = blkid_new_probe();
	const char *type = NULL;

	if (!probe)
		return;
	if (blkid_probe_set_device(probe, reading->fd, (blkid_loff_t)span->at,
				   (blkid_loff_t)span->size) == 0) {
		blkid_probe_enable_superblocks(probe, 1);
		blkid_probe_set_superblocks_flags(probe, BLKID_SUBLKS_TYPE);
		if (blkid_do_safeprobe(probe) == 0)
			(void)blkid_probe_lookup_value(probe, "TYPE", &type, NULL);
		if (system_of_type(span->type))
			add(reading, SYSTEM_KNOWN, system_of_type(span->type));
		else if (type)
			read_file_system(reading, span, type);
		/* Microsoft's reserved partition and BIOS boot code are no file systems. */
		else if (span->size > (UINT64_C(300) << 20) && !is_empty(reading->fd, span))
			add(reading, SYSTEM_UNREAD, "?");
	}
	blkid_free_probe(probe);
}

static void read_parts(struct reading *reading, blkid_partlist list, uint64_t bytes)
{
	int count = blkid_partlist_numof_partitions(list);

	for (int i = 0; i < count && i < PARTS_MAX; i++) {
		blkid_partition part = blkid_partlist_get_partition(list, i);
		char number[16];
		struct span span = {.at = (uint64_t)blkid_partition_get_start(part) * SECTOR,
				    .size = (uint64_t)blkid_partition_get_size(part) * SECTOR,
				    .type = blkid_partition_get_type_string(part)};

		if (!span.type) {
			snprintf(number, sizeof(number), "0x%02x",
				 (unsigned)blkid_partition_get_type(part));
			span.type = number;
		}
		if (!blkid_partition_is_extended(part) && span.size && span.at < bytes &&
		    span.size <= bytes - span.at)
			read_span(reading, &span);
	}
}

static int read_disk(struct reading *reading)
{
	blkid_probe probe = blkid_new_probe();
	blkid_partlist list = NULL;
	uint64_t bytes;

	if (!probe || blkid_probe_set_device(probe, reading->fd, 0, 0) != 0) {
		blkid_free_probe(probe);
		return -EIO;
	}
	bytes = (uint64_t)blkid_probe_get_size(probe);
	blkid_probe_enable_partitions(probe, 1);
	blkid_probe_enable_superblocks(probe, 0);
	list = blkid_probe_get_partitions(probe);
	if (list && blkid_partlist_numof_partitions(list) > 0)
		read_parts(reading, list, bytes);
	else
		read_span(reading, &(struct span){.size = bytes});
	blkid_free_probe(probe);
	return 0;
}

static int read_systems(int disk, struct system_report *ret)
{
	struct reading reading = {.fd = disk};
	int r = read_disk(&reading);

	if (r == 0)
		*ret = reading.report;
	return r;
}

extern const struct plug_system plug_system;
const struct plug_system plug_system = {.read = read_systems};
