/*
 * NTFS, read in place by libntfs-3g through device operations of our own that can only read: the
 * registry, and the folders in Users. A dirty or hibernated volume reads as it lies there.
 */
#include "system_priv.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <ntfs-3g/attrib.h>
#include <ntfs-3g/device.h>
#include <ntfs-3g/dir.h>
#include <ntfs-3g/inode.h>
#include <ntfs-3g/logging.h>
#include <ntfs-3g/unistr.h>
#include <ntfs-3g/volume.h>

#define COPY_STEP (1u << 20)

/* ---- a device that is a part of a disk ------------------------------------------------------- */

struct part {
	int fd;
	s64 at, size, here;
};

static struct part *part_of(struct ntfs_device *device)
{
	return device->d_private;
}

static int part_open(struct ntfs_device *device, int flags)
{
	if ((flags & O_ACCMODE) != O_RDONLY) {
		errno = EROFS;
		return -1;
	}
	NDevSetOpen(device);
	NDevSetReadOnly(device);
	return 0;
}

static int part_close(struct ntfs_device *device)
{
	device->d_state &= ~(1UL << ND_Open);
	return 0;
}

static s64 part_seek(struct ntfs_device *device, s64 offset, int whence)
{
	struct part *part = part_of(device);
	s64 from = whence == SEEK_SET ? 0 : whence == SEEK_CUR ? part->here : part->size;

	if (offset < -from || offset > part->size - from) {
		errno = EINVAL;
		return -1;
	}
	part->here = from + offset;
	return part->here;
}

static s64 part_pread(struct ntfs_device *device, void *data, s64 count, s64 offset)
{
	const struct part *part = part_of(device);

	if (offset < 0 || count < 0 || offset > part->size) {
		errno = EINVAL;
		return -1;
	}
	if (count > part->size - offset)
		count = part->size - offset;
	return pread(part->fd, data, (size_t)count, part->at + offset);
}

static s64 part_read(struct ntfs_device *device, void *data, s64 count)
{
	struct part *part = part_of(device);
	s64 got = part_pread(device, data, count, part->here);

	if (got > 0)
		part->here += got;
	return got;
}

static s64 no_write(struct ntfs_device *device, const void *data, s64 count)
{
	(void)device;
	(void)data;
	(void)count;
	errno = EROFS;
	return -1;
}

static s64 no_pwrite(struct ntfs_device *device, const void *data, s64 count, s64 offset)
{
	(void)offset;
	return no_write(device, data, count);
}

static int part_sync(struct ntfs_device *device)
{
	(void)device;
	return 0;
}

static int part_stat(struct ntfs_device *device, struct stat *ret)
{
	const struct part *part = part_of(device);

	memset(ret, 0, sizeof(*ret));
	ret->st_mode = S_IFREG;
	ret->st_size = part->size;
	return 0;
}

static int no_ioctl(struct ntfs_device *device, unsigned long request, void *data)
{
	(void)device;
	(void)request;
	(void)data;
	errno = ENOTTY;
	return -1;
}

/* ---- what is in it --------------------------------------------------------------------------- */

static bool copy_out(ntfs_attr *from, int to)
{
	char *block = malloc(COPY_STEP);
	s64 at = 0, got = 0;
	bool whole = block;

	while (whole && at < from->data_size) {
		got = ntfs_attr_pread(from, at, COPY_STEP, block);
		whole = got > 0 && write(to, block, (size_t)got) == got;
		at += got;
	}
	free(block);
	return whole;
}

/* The registry as a file in memory, since hivex reads only files. -1: there is none, or it is no
 * registry; *RET_THERE tells these apart. */
static int take_hive(ntfs_volume *volume, bool *ret_there)
{
	ntfs_inode *inode =
		ntfs_pathname_to_inode(volume, NULL, "Windows/System32/config/SOFTWARE");
	ntfs_attr *data = inode ? ntfs_attr_open(inode, AT_DATA, AT_UNNAMED, 0) : NULL;
	int file = -1;

	*ret_there = inode;
	if (data && data->data_size > 0 && data->data_size <= SYSTEM_HIVE_MAX)
		file = memfd_create("hive", MFD_CLOEXEC);
	if (file >= 0 && !copy_out(data, file)) {
		close(file);
		file = -1;
	}
	if (data)
		ntfs_attr_close(data);
	if (inode)
		ntfs_inode_close(inode);
	return file;
}

/* Folders that every Windows has before anybody used it. */
static bool is_default(const char *name)
{
	static const char *const names[] = {".",       "..",          "Default", "Default User",
					    "Default.migrated", "Public", "All Users",
					    "defaultuser0",     "WDAGUtilityAccount"};

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (strcasecmp(name, names[i]) == 0)
			return true;
	return false;
}

static int count_folder(void *data, const ntfschar *name, const int len, const int type,
			const s64 at, const MFT_REF reference, const unsigned kind)
{
	unsigned *count = data;
	char *text = NULL;

	(void)at;
	(void)reference;
	/* A long name has a short one beside it, for DOS. */
	if (type == FILE_NAME_DOS || kind != NTFS_DT_DIR ||
	    ntfs_ucstombs(name, len, &text, 0) < 0)
		return 0;
	*count += !is_default(text);
	free(text);
	return 0;
}

static void count_users(ntfs_volume *volume, struct system_found *found)
{
	ntfs_inode *inode = ntfs_pathname_to_inode(volume, NULL, "Users");
	s64 at = 0;

	if (!inode)
		return;
	found->users_known = ntfs_readdir(inode, &at, &found->users, count_folder) == 0;
	ntfs_inode_close(inode);
}

static bool read_volume(ntfs_volume *volume, struct system_found *found)
{
	bool there;
	int hive = take_hive(volume, &there);

	if (!there)
		return false;
	/* It is Windows, though which one can not be told. */
	if (hive < 0 || !system_read_hive(hive, found))
		snprintf(found->name, sizeof(found->name), "Windows");
	if (hive >= 0)
		close(hive);
	count_users(volume, found);
	return true;
}

bool system_read_ntfs(int disk, uint64_t at, uint64_t size, struct system_found *found,
		      bool *ret_damaged)
{
	static struct ntfs_device_operations operations = {
		.open = part_open, .close = part_close,   .seek = part_seek, .read = part_read,
		.write = no_write, .pread = part_pread,   .pwrite = no_pwrite,
		.sync = part_sync, .stat = part_stat,     .ioctl = no_ioctl};
	struct part part = {.fd = disk, .at = (s64)at, .size = (s64)size};
	struct ntfs_device *device;
	ntfs_volume *volume;
	bool there;

	ntfs_log_set_handler(ntfs_log_handler_null);
	device = ntfs_device_alloc("disk", 0, &operations, &part);
	volume = device ? ntfs_device_mount(device, NTFS_MNT_RDONLY | NTFS_MNT_FORENSIC) : NULL;
	if (!volume) {
		*ret_damaged = true;
		return false;
	}
	there = read_volume(volume, found);
	ntfs_umount(volume, FALSE);
	return there;
}
