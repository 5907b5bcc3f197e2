/* ext2, ext3 and ext4, read in place by libext2fs: os-release and the folders in /home. */
#include "system_priv.h"

#include "os_release.h"

#include <ext2fs/ext2fs.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define RELEASE_MAX 65536

static bool read_release(ext2_filsys fs, const char *path, struct system_found *found)
{
	struct os_release release;
	char *text = calloc(1, RELEASE_MAX + 1);
	unsigned got = 0;
	ext2_file_t file;
	ext2_ino_t inode;
	bool done = false;

	if (text && ext2fs_namei_follow(fs, EXT2_ROOT_INO, EXT2_ROOT_INO, path, &inode) == 0 &&
	    ext2fs_file_open(fs, inode, 0, &file) == 0) {
		done = ext2fs_file_read(file, text, RELEASE_MAX, &got) == 0 && got > 0;
		ext2fs_file_close(file);
	}
	if (done) {
		os_release_parse(&release, text, got);
		snprintf(found->name, sizeof(found->name), "%s",
			 *release.name ? release.name : release.pretty_name);
		snprintf(found->version, sizeof(found->version), "%s",
			 *release.version_id ? release.version_id : release.version);
		done = *found->name;
	}
	free(text);
	return done;
}

static int count_folder(struct ext2_dir_entry *entry, int offset, int size, char *block,
			void *data)
{
	unsigned *count = data;
	int len = ext2fs_dirent_name_len(entry);

	(void)offset;
	(void)size;
	(void)block;
	if (entry->inode && entry->name[0] != '.' &&
	    ext2fs_dirent_file_type(entry) == EXT2_FT_DIR &&
	    !(len == 10 && strncmp(entry->name, "lost+found", 10) == 0))
		(*count)++;
	return 0;
}

static void count_users(ext2_filsys fs, struct system_found *found)
{
	ext2_ino_t inode;

	if (ext2fs_namei(fs, EXT2_ROOT_INO, EXT2_ROOT_INO, "/home", &inode) == 0 &&
	    ext2fs_dir_iterate(fs, inode, 0, NULL, count_folder, &found->users) == 0)
		found->users_known = true;
}

bool system_read_ext(int disk, uint64_t at, struct system_found *found, bool *ret_damaged)
{
	ext2_filsys fs;
	char options[48], path[64];
	bool there;

	snprintf(path, sizeof(path), "/proc/self/fd/%d", disk);
	snprintf(options, sizeof(options), "offset=%llu", (unsigned long long)at);
	if (ext2fs_open2(path, options, EXT2_FLAG_64BITS | EXT2_FLAG_SOFTSUPP_FEATURES, 0, 0,
			 unix_io_manager, &fs) != 0) {
		*ret_damaged = true;
		return false;
	}
	there = read_release(fs, "/etc/os-release", found) ||
		read_release(fs, "/usr/lib/os-release", found);
	if (there)
		count_users(fs, found);
	ext2fs_close_free(&fs);
	return there;
}
