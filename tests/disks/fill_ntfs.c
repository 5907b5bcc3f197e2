/* Fills a fresh NTFS image as Windows would: fill_ntfs IMAGE HIVE USER… makes the folders, the
 * registry and a folder in Users for each USER. */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include <ntfs-3g/attrib.h>
#include <ntfs-3g/dir.h>
#include <ntfs-3g/inode.h>
#include <ntfs-3g/unistr.h>
#include <ntfs-3g/volume.h>

/* Makes NAME in FOLDER, which it closes, and hands on what it made. */
static ntfs_inode *make(ntfs_inode *folder, const char *name, mode_t kind)
{
	ntfschar *wide = NULL;
	int len = ntfs_mbstoucs(name, &wide);
	ntfs_inode *made = len > 0 ? ntfs_create(folder, 0, wide, (u8)len, kind) : NULL;

	free(wide);
	ntfs_inode_close(folder);
	if (!made)
		exit(1);
	return made;
}

static ntfs_inode *open_path(ntfs_volume *volume, const char *path)
{
	ntfs_inode *inode = ntfs_pathname_to_inode(volume, NULL, path);

	if (!inode)
		exit(1);
	return inode;
}

static void put(ntfs_inode *file, const char *from)
{
	static char data[1 << 20];
	FILE *stream = fopen(from, "r");
	size_t len = stream ? fread(data, 1, sizeof(data), stream) : 0;
	ntfs_attr *attr = ntfs_attr_open(file, AT_DATA, AT_UNNAMED, 0);

	if (!attr || ntfs_attr_pwrite(attr, 0, (s64)len, data) != (s64)len)
		exit(1);
	ntfs_attr_close(attr);
	ntfs_inode_close(file);
	if (stream)
		fclose(stream);
}

int main(int argc, char **argv)
{
	ntfs_volume *volume = argc > 2 ? ntfs_mount(argv[1], 0) : NULL;

	if (!volume)
		return 1;
	ntfs_inode_close(make(open_path(volume, "/"), "Windows", S_IFDIR));
	ntfs_inode_close(make(open_path(volume, "/Windows"), "System32", S_IFDIR));
	ntfs_inode_close(make(open_path(volume, "/Windows/System32"), "config", S_IFDIR));
	put(make(open_path(volume, "/Windows/System32/config"), "SOFTWARE", S_IFREG), argv[2]);
	ntfs_inode_close(make(open_path(volume, "/"), "Users", S_IFDIR));
	for (int i = 3; i < argc; i++)
		ntfs_inode_close(make(open_path(volume, "/Users"), argv[i], S_IFDIR));
	return ntfs_umount(volume, FALSE) != 0;
}
