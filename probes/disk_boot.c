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

/* \ooo → the byte; in place. */
static void unescape(char *text)
{
	char *to = text;

	for (const char *from = text; *from; from++) {
		if (from[0] == '\\' && from[1] >= '0' && from[1] <= '3' && from[2] >= '0' &&
		    from[2] <= '7' && from[3] >= '0' && from[3] <= '7') {
			*to++ = (char)((from[1] - '0') << 6 | (from[2] - '0') << 3 |
				       (from[3] - '0'));
			from += 3;
		} else {
			*to++ = *from;
		}
	}
	*to = '\0';
}

static bool device_parse(const char *text, unsigned *ret_major, unsigned *ret_minor)
{
	char copy[32];
	uint64_t major, minor;
	char *colon;

	if (strlen(text) >= sizeof(copy))
		return false;
	memcpy(copy, text, strlen(text) + 1);
	colon = strchr(copy, ':');
	if (!colon)
		return false;
	*colon = '\0';
	if (!str_to_u64(copy, 10, &major) || !str_to_u64(colon + 1, 10, &minor) ||
	    major > UINT32_MAX || minor > UINT32_MAX)
		return false;
	*ret_major = (unsigned)major;
	*ret_minor = (unsigned)minor;
	return true;
}

/* "36 35 98:0 /root /point options … - type source options" */
static bool line_parse(char *line, struct mount *ret)
{
	char *save = NULL, *point = NULL, *source = NULL, *device = NULL;
	unsigned at = 0, dash = 0;

	for (char *word = strtok_r(line, " ", &save); word; word = strtok_r(NULL, " ", &save)) {
		at++;
		if (at == 3)
			device = word;
		else if (at == 5)
			point = word;
		else if (at > 6 && !dash && str_eq(word, "-"))
			dash = at;
		else if (dash && at == dash + 2)
			source = word;
	}
	if (!source || !device_parse(device, &ret->major, &ret->minor))
		return false;
	unescape(point);
	unescape(source);
	ret->point = point;
	ret->source = source;
	return true;
}

void mounts_parse(struct arena *arena, const char *text, size_t len, struct mount **ret,
		  size_t *ret_count)
{
	char *copy = arena_copy(arena, text, len), *save = NULL;
	size_t lines = 1, count = 0;
	struct mount *mounts;

	for (size_t i = 0; i < len; i++)
		lines += copy[i] == '\n';
	if (lines > MOUNTS_MAX)
		lines = MOUNTS_MAX;
	mounts = arena_alloc(arena, lines * sizeof(*mounts));
	for (char *line = strtok_r(copy, "\n", &save); line && count < lines;
	     line = strtok_r(NULL, "\n", &save))
		count += line_parse(line, &mounts[count]);
	*ret = mounts;
	*ret_count = count;
}

/* The mount that PATH lies on: the last of those with the longest mount point. */
static const struct mount *mount_of(const struct mount *mounts, size_t count, const char *path)
{
	const struct mount *best = NULL;
	size_t longest = 0;

	for (size_t i = 0; i < count; i++) {
		size_t len = strlen(mounts[i].point);
		bool root = len == 1;

		if (len >= longest && str_starts(path, mounts[i].point) &&
		    (root || path[len] == '/' || !path[len])) {
			best = &mounts[i];
			longest = len;
		}
	}
	return best;
}

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
		follow_mount(search, mount_of(search->mounts, search->count, text), depth + 1);
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
		    device_parse(text, &below_major, &below_minor))
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
	    device_parse(text, &major, &minor))
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
	AUTO(buf_done) struct buf text = {0};
	struct search search = {.root = root};
	struct mount *mounts;

	ret_live->count = ret_system->count = 0;
	if (root_read(root, "proc/self/mountinfo", ROOT_FILE_MAX, &text) < 0)
		return;
	mounts_parse(&arena, buf_text(&text), text.len, &mounts, &search.count);
	search.mounts = mounts;
	search.found = ret_live;
	for (size_t i = 0; i < search.count; i++)
		if (is_live_point(mounts[i].point))
			follow_mount(&search, &mounts[i], 0);
	search.found = ret_system;
	follow_mount(&search, mount_of(mounts, search.count, "/"), 0);
}
