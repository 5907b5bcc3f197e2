/* Which disks carry the running system: mountinfo, followed down through sysfs. */
#include "disk_list.h"

#include <stdio.h>
#include <string.h>

#define DEPTH_MAX 8 /* LUKS on LVM on RAID on a partition is four */
#define STEPS_MAX 256 /* a recorded tree may go round in circles */

/* Where live systems mount the medium they were started from: Debian, Ubuntu, dracut, Arch. */
static const char *const live_points[] = {
	"/run/live/medium",
	"/run/live/findiso",
	"/run/live/fromiso",
	"/lib/live/mount/medium",
	"/lib/live/mount/findiso",
	"/cdrom",
	"/isodevice",
	"/run/initramfs/live",
	"/run/initramfs/isoscan",
	"/run/archiso/bootmnt",
};

static const char *const live_prefixes[] = {"/run/live/persistence/",
					    "/lib/live/mount/persistence/"};

bool disk_names_has(const struct disk_names *names, const char *name)
{
	for (size_t i = 0; i < names->count; i++)
		if (str_eq(names->name[i], name))
			return true;
	return false;
}

static void names_add(struct disk_names *names, const char *name)
{
	if (names->count < DISK_NAMES_MAX && !disk_names_has(names, name))
		snprintf(names->name[names->count++], DISK_NAME_MAX, "%s", name);
}

struct search {
	const struct root *root;
	const struct mount *mounts;
	size_t count;
	struct disk_names *found;
	unsigned steps;
};

static void follow_mount(struct search *search, const struct mount *mount, unsigned depth);

/* The disk's own name for MAJOR:MINOR: a partition is a directory inside its disk's. */
static bool disk_of(const struct root *root, unsigned major, unsigned minor, char *ret, size_t size)
{
	char path[64], link[512];
	char *slash;
	int printed;

	snprintf(path, sizeof(path), "sys/dev/block/%u:%u", major, minor);
	if (root_link(root, path, link, sizeof(link)) < 0)
		return false;
	snprintf(path, sizeof(path), "sys/dev/block/%u:%u/partition", major, minor);
	slash = strrchr(link, '/');
	if (slash && root_exists(root, path)) {
		*slash = '\0';
		slash = strrchr(link, '/');
	}
	if (!slash || !slash[1])
		return false;
	printed = snprintf(ret, size, "%s", slash + 1);
	return printed > 0 && (size_t)printed < size;
}

static void follow(struct search *search, unsigned major, unsigned minor, unsigned depth)
{
	AUTO(arena_done) struct arena arena = {0};
	char disk[DISK_NAME_MAX], path[DISK_NAME_MAX * 2 + 64], text[512];
	const char *const *slaves;
	size_t count = 0;

	if (depth > DEPTH_MAX || search->steps++ > STEPS_MAX ||
	    !disk_of(search->root, major, minor, disk, sizeof(disk)))
		return;
	snprintf(path, sizeof(path), "sys/block/%s/loop/backing_file", disk);
	if (root_line(search->root, path, text, sizeof(text)) == 0) {
		follow_mount(search, mounts_of(search->mounts, search->count, text), depth + 1);
		return;
	}
	snprintf(path, sizeof(path), "sys/block/%s/slaves", disk);
	if (root_list(search->root, path, &arena, &slaves, &count) < 0 || !count) {
		names_add(search->found, disk);
		return;
	}
	for (size_t i = 0; i < count && i < DISK_NAMES_MAX; i++) {
		unsigned below_major, below_minor;

		if (strlen(slaves[i]) >= DISK_NAME_MAX)
			continue;
		snprintf(path, sizeof(path), "sys/block/%s/slaves/%s/dev", disk, slaves[i]);
		if (root_line(search->root, path, text, sizeof(text)) == 0 &&
		    mounts_device(text, &below_major, &below_minor))
			follow(search, below_major, below_minor, depth + 1);
	}
}

static void follow_mount(struct search *search, const struct mount *mount, unsigned depth)
{
	char path[DISK_NAME_MAX + 64], text[32];
	unsigned major, minor;

	if (!mount)
		return;
	if (mount->major) {
		follow(search, mount->major, mount->minor, depth);
		return;
	}
	/* btrfs gives its mounts a number of its own: go by the name of the device. */
	if (!str_starts(mount->source, "/dev/") || strchr(mount->source + 5, '/') ||
	    strlen(mount->source + 5) >= DISK_NAME_MAX)
		return;
	snprintf(path, sizeof(path), "sys/class/block/%s/dev", mount->source + 5);
	if (root_line(search->root, path, text, sizeof(text)) == 0 &&
	    mounts_device(text, &major, &minor))
		follow(search, major, minor, depth);
}

static bool is_live_point(const char *point)
{
	for (size_t i = 0; i < ARRAY_LEN(live_points); i++)
		if (str_eq(point, live_points[i]))
			return true;
	for (size_t i = 0; i < ARRAY_LEN(live_prefixes); i++)
		if (str_starts(point, live_prefixes[i]))
			return true;
	return false;
}

void disk_boot_find(struct disk_names *ret_live, struct disk_names *ret_system,
		    const struct root *root)
{
	AUTO(arena_done) struct arena arena = {0};
	struct search search = {.root = root};
	struct mount *mounts;

	ret_live->count = ret_system->count = 0;
	if (mounts_read(root, &arena, &mounts, &search.count) < 0)
		return;
	search.mounts = mounts;
	search.found = ret_live;
	for (size_t i = 0; i < search.count; i++)
		if (is_live_point(mounts[i].point))
			follow_mount(&search, &mounts[i], 0);
	search.found = ret_system;
	follow_mount(&search, mounts_of(mounts, search.count, "/"), 0);
}
