/* Which disks there are, which of them must not be touched, and opening one for us alone. */
#include "wipe.h"

#include "disk_ident.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/fs.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>

#define LOOP_MAJOR_NUMBER 7
#define BLKID_MS 5000
#define NUMBERS_MAX 130

void wipe_device_path(char *ret, size_t size, const struct root *root, const char *name)
{
	if (root->is_host)
		snprintf(ret, size, "/dev/%s", name);
	else
		snprintf(ret, size, "%s/dev/%s", root->path, name);
}

/* ---- is it in use ---------------------------------------------------------------------------- */

struct number {
	unsigned major, minor;
};

/* Adds PATH/dev, "8:1". */
static void add_number(const struct root *root, const char *path, struct number *list,
		       size_t *count)
{
	char line[32];

	if (*count < NUMBERS_MAX && root_line(root, path, line, sizeof(line)) == 0 &&
	    mounts_device(line, &list[*count].major, &list[*count].minor))
		(*count)++;
}

static bool has_holders(const struct root *root, const char *folder)
{
	AUTO(arena_done) struct arena arena = {0};
	char path[2 * DISK_NAME_MAX + 64];
	const char *const *names;
	size_t count = 0;

	snprintf(path, sizeof(path), "%s/holders", folder);
	return root_list(root, path, &arena, &names, &count) == 0 && count > 0;
}

/* The numbers of the disk and its partitions; *RET_HELD when LVM, RAID or LUKS has one of them. */
static size_t numbers_of(const struct root *root, const char *name, struct number *list,
			 bool *ret_held)
{
	AUTO(arena_done) struct arena arena = {0};
	char folder[2 * DISK_NAME_MAX + 32], path[2 * DISK_NAME_MAX + 64];
	const char *const *names = NULL;
	size_t count = 0, parts = 0;

	snprintf(folder, sizeof(folder), "sys/block/%s", name);
	snprintf(path, sizeof(path), "%s/dev", folder);
	add_number(root, path, list, &count);
	*ret_held = has_holders(root, folder);
	if (root_list(root, folder, &arena, &names, &parts) < 0)
		return count;
	for (size_t i = 0; i < parts; i++) {
		if (!str_starts(names[i], name) || strlen(names[i]) >= DISK_NAME_MAX)
			continue;
		snprintf(folder, sizeof(folder), "sys/block/%s/%s", name, names[i]);
		snprintf(path, sizeof(path), "%s/dev", folder);
		add_number(root, path, list, &count);
		*ret_held = *ret_held || has_holders(root, folder);
	}
	return count;
}

static bool is_mounted(const struct root *root, const struct number *list, size_t count)
{
	AUTO(arena_done) struct arena arena = {0};
	struct mount *mounts = NULL;
	size_t mount_count = 0;

	/* Without a table of mounts nothing could be told apart from something that is mounted. */
	if (mounts_read(root, &arena, &mounts, &mount_count) < 0)
		return true;
	for (size_t i = 0; i < mount_count; i++)
		for (size_t j = 0; j < count; j++)
			if (mounts[i].major == list[j].major && mounts[i].minor == list[j].minor)
				return true;
	return false;
}

static bool is_swap(const struct root *root, const char *name)
{
	AUTO(buf_done) struct buf text = {0};
	char device[DISK_NAME_MAX + 8];

	snprintf(device, sizeof(device), "/dev/%s", name);
	return root_read(root, "proc/swaps", ROOT_FILE_MAX, &text) == 0 &&
	       strstr(buf_text(&text), device);
}

static const char *why_in_use(const struct root *root, const char *name)
{
	struct number list[NUMBERS_MAX];
	bool held;
	size_t count = numbers_of(root, name, list, &held);

	if (is_mounted(root, list, count))
		return _("đang được gắn (mount)");
	return held || is_swap(root, name) ? _("đang được hệ thống dùng") : NULL;
}

/* ---- is it one of our sticks ----------------------------------------------------------------- */

static bool label_is_ours(const struct root *root, const char *name)
{
	AUTO(buf_done) struct buf said = {0};
	char path[PATH_MAX];
	const char *argv[] = {"blkid", "-p", "-s", "LABEL", "-o", "value", path, NULL};
	int status;

	wipe_device_path(path, sizeof(path), root, name);
	if (access(path, R_OK) < 0 ||
	    proc_run(argv, BLKID_MS, 4096, &said, &status, NULL) < 0)
		return false;
	return str_starts(buf_text(&said), "HOTROIT");
}

static bool is_our_stick(const struct root *root, const char *name)
{
	AUTO(arena_done) struct arena arena = {0};
	char folder[DISK_NAME_MAX + 32];
	const char *const *names = NULL;
	size_t count = 0;

	if (label_is_ours(root, name))
		return true;
	snprintf(folder, sizeof(folder), "sys/block/%s", name);
	if (root_list(root, folder, &arena, &names, &count) < 0)
		return false;
	for (size_t i = 0; i < count; i++)
		if (str_starts(names[i], name) && strlen(names[i]) < DISK_NAME_MAX &&
		    label_is_ours(root, names[i]))
			return true;
	return false;
}

/* Did this boot's probe see the disk as what it had started from? Its file system is not mounted
 * any more, but its number is known. */
static bool was_booted_from(const struct snapshot *machine, const struct wipe_target *target)
{
	for (unsigned i = 0; machine && i < DISK_COUNT_MAX; i++) {
		char role[32], serial[32];

		snprintf(role, sizeof(role), "disk.%u.role", i);
		snprintf(serial, sizeof(serial), "disk.%u.serial", i);
		if (str_eq(snapshot_text(machine, role), "boot-medium") && *target->serial &&
		    str_eq(snapshot_text(machine, serial), target->serial))
			return true;
	}
	return false;
}

/* ---- what the disk is ------------------------------------------------------------------------ */

static enum wipe_medium medium_of(const char *word)
{
	for (enum wipe_medium medium = MEDIUM_HDD; medium <= MEDIUM_EMMC; medium++)
		if (str_eq(word, wipe_medium_key(medium)))
			return medium;
	return MEDIUM_UNSURE;
}

static const char *known(const struct facts *facts, const char *key)
{
	const struct fact *fact = facts_find(facts, key);

	return fact && fact->state == FACT_KNOWN ? fact->text : "";
}

static void identify(struct wipe_target *target, const struct root *root, const struct disk *disk)
{
	AUTO(facts_done) struct facts facts = {0};
	AUTO(buf_done) struct buf text = {0};
	char sha256[65];
	const char *model, *serial;
	size_t len;

	disk_ident_add(&facts, 0, root, disk);
	model = known(&facts, "disk.0.model");
	serial = known(&facts, "disk.0.serial");
	len = strlen(serial);
	snprintf(target->serial, sizeof(target->serial), "%s", serial);
	snprintf(target->label, sizeof(target->label), "%.50s%s%s", *model ? model : disk->name,
		 len ? " …" : "", len > 4 ? serial + len - 4 : serial);
	target->medium = medium_of(known(&facts, "disk.0.media"));
	target->bytes = disk->size_known ? disk->size : 0;
	buf_printf(&text, "%s\n%s\n%s\n%llu", disk->link, model, serial,
		   (unsigned long long)target->bytes);
	sha256_hex(text.data, text.len, sha256);
	memcpy(target->id, sha256, TARGET_ID_MAX - 1);
	target->id[TARGET_ID_MAX - 1] = '\0';
}

static const char *why_not(const struct wipe_target *target, const struct root *root,
			   const struct disk *disk, const struct snapshot *machine)
{
	char path[DISK_NAME_MAX + 32];
	uint64_t locked = 0;

	if (disk->role == DISK_BOOT_MEDIUM || was_booted_from(machine, target))
		return _("USB đang chạy chương trình này");
	if (disk->role == DISK_REMOVABLE || disk->removable)
		return _("ổ rời, USB hoặc thẻ nhớ: không bao giờ xoá ở đây");
	if (disk->role != DISK_INTERNAL)
		return _("không rõ là ổ trong máy hay ổ rời");
	if (!target->bytes)
		return _("ổ không báo dung lượng, có thể đã hỏng: tháo ra, huỷ ổ");
	if (target->medium == MEDIUM_UNSURE)
		return _("không rõ là loại ổ gì: tháo ra, xoá ở máy khác");
	snprintf(path, sizeof(path), "sys/block/%s/ro", target->name);
	if (root_u64(root, path, &locked) == 0 && locked)
		return _("ổ bị khoá ghi");
	if (is_our_stick(root, target->name))
		return _("có phân vùng HOTROIT: có thể là USB của hotroit");
	return why_in_use(root, target->name);
}

int wipe_targets_read(struct wipe_targets *ret, const struct root *root,
		      const struct snapshot *machine, struct err *err)
{
	AUTO(disk_list_done) struct disk_list disks = {0};
	int r = disk_list_read(&disks, root);

	if (r < 0)
		return err_set(err, -r, _("không đọc được danh sách ổ (sys/block)"));
	ret->count = 0;
	for (size_t i = 0; i < disks.count; i++) {
		struct wipe_target *target = &ret->list[ret->count++];
		const char *why;

		*target = (struct wipe_target){0};
		snprintf(target->name, sizeof(target->name), "%s", disks.list[i].name);
		identify(target, root, &disks.list[i]);
		why = why_not(target, root, &disks.list[i], machine);
		snprintf(target->why, sizeof(target->why), "%s", why ? why : "");
	}
	return 0;
}

/* ---- opening it ------------------------------------------------------------------------------ */

/* Is the open descriptor the disk that sys/block/NAME tells of? In a recorded tree only a plain
 * file or a loop device may ever stand for one. */
static bool is_that_disk(const struct root *root, const char *name, const struct stat *about)
{
	struct number number;
	char path[DISK_NAME_MAX + 32];
	size_t count = 0;

	if (!root->is_host)
		return S_ISREG(about->st_mode) || (S_ISBLK(about->st_mode) &&
						   major(about->st_rdev) == LOOP_MAJOR_NUMBER);
	snprintf(path, sizeof(path), "sys/block/%s/dev", name);
	add_number(root, path, &number, &count);
	return S_ISBLK(about->st_mode) && count && major(about->st_rdev) == number.major &&
	       minor(about->st_rdev) == number.minor;
}

static uint64_t size_of(int fd, const struct stat *about)
{
	uint64_t bytes = 0;

	if (S_ISREG(about->st_mode))
		return (uint64_t)about->st_size;
	return ioctl(fd, BLKGETSIZE64, &bytes) < 0 ? 0 : bytes;
}

/* A number is given anew to what is plugged in next: the disk itself is asked once more. */
static bool is_still(const struct wipe_target *target, const struct root *root)
{
	AUTO(disk_list_done) struct disk_list disks = {0};
	bool same = false;

	if (disk_list_read(&disks, root) < 0)
		return false;
	for (size_t i = 0; i < disks.count; i++) {
		struct wipe_target now = {0};

		if (!str_eq(disks.list[i].name, target->name))
			continue;
		identify(&now, root, &disks.list[i]);
		same = str_eq(now.id, target->id);
	}
	return same;
}

int wipe_device_open(const struct wipe_target *target, const struct root *root, int *ret_fd,
		     struct err *err)
{
	char path[DISK_NAME_MAX + 8];
	struct stat about;
	int fd;

	snprintf(path, sizeof(path), "dev/%s", target->name);
	/* O_EXCL: the kernel refuses when it is mounted or held, and mounts nothing of it later. */
	fd = root_openat(root, path, O_RDWR | O_EXCL | O_CLOEXEC | O_NONBLOCK);
	if (fd < 0)
		return err_set(err, -fd, fd == -EBUSY ? _("ổ đang được gắn hoặc đang dùng")
						      : _("không mở được ổ để ghi"));
	if (fstat(fd, &about) < 0 || !is_that_disk(root, target->name, &about) ||
	    size_of(fd, &about) != target->bytes || !is_still(target, root)) {
		close(fd);
		return err_set(err, EXDEV, _("ổ không còn là ổ đã chọn; không đụng vào"));
	}
	*ret_fd = fd;
	return 0;
}
