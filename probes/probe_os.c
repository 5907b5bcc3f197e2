/*
 * The installed system, read without writing: os-release(5) of the running root file system when
 * that lies on an internal disk. On a live medium os-release describes the stick, so the answer is
 * unreadable here, and the disks' own systems are another reader's work.
 */
#include "mounts.h"
#include "os_release.h"
#include "probe.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

#define OS_STACK_MAX 4 /* LVM on LUKS on RAID on a partition */

enum place { PLACE_UNKNOWN, PLACE_INTERNAL, PLACE_EXTERNAL };

static enum place disk_place(const struct root *root, const char *name, unsigned depth);

/* Device mapper and RAID: external when any disk under it is. */
static enum place stack_place(const struct root *root, const char *name, unsigned depth)
{
	AUTO(arena_done) struct arena arena = {0};
	enum place place = PLACE_UNKNOWN;
	const char *const *slaves = NULL;
	char path[384];
	size_t count = 0;

	snprintf(path, sizeof(path), "sys/class/block/%s/slaves", name);
	if (depth == 0 || root_list(root, path, &arena, &slaves, &count) < 0)
		return PLACE_UNKNOWN;
	for (size_t i = 0; i < count && place != PLACE_EXTERNAL; i++) {
		enum place slave = disk_place(root, slaves[i], depth - 1);

		if (slave != PLACE_UNKNOWN)
			place = slave;
	}
	return place;
}

/* Where the disk that holds block device NAME ("sda2") is. */
static enum place disk_place(const struct root *root, const char *name, unsigned depth)
{
	char path[384], link[1024], type[16];
	const char *usb;
	uint64_t removable = 0;

	snprintf(path, sizeof(path), "sys/class/block/%s", name);
	if (root_link(root, path, link, sizeof(link)) < 0)
		return PLACE_UNKNOWN;
	usb = strstr(link, "/usb");
	if (usb && isdigit((unsigned char)usb[4]))
		return PLACE_EXTERNAL;
	if (strstr(link, "/virtual/"))
		return str_starts(name, "dm-") || str_starts(name, "md")
			       ? stack_place(root, name, depth)
			       : PLACE_EXTERNAL; /* loop, ram, zram: what a live system runs from */
	snprintf(path, sizeof(path), "sys/class/block/%s/removable", name);
	if (root_u64(root, path, &removable) < 0) {
		/* a partition: its disk is the directory above */
		snprintf(path, sizeof(path), "sys/class/block/%s/../removable", name);
		if (root_u64(root, path, &removable) < 0)
			removable = 0;
	}
	snprintf(path, sizeof(path), "sys/class/block/%s/../device/type", name);
	if (str_starts(name, "mmcblk") && root_line(root, path, type, sizeof(type)) == 0 &&
	    str_eq(type, "SD"))
		return PLACE_EXTERNAL;
	return removable ? PLACE_EXTERNAL : PLACE_INTERNAL;
}

static const char *base_name(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash ? slash + 1 : path;
}

static enum place mount_place(const struct root *root, const struct root_mount *mount)
{
	char path[384], link[1024];

	if (*mount->device && !str_starts(mount->device, "0:")) {
		snprintf(path, sizeof(path), "sys/dev/block/%s", mount->device);
		if (root_link(root, path, link, sizeof(link)) == 0)
			return disk_place(root, base_name(link), OS_STACK_MAX);
	}
	/* btrfs has no device number of its own, and old tables give only the name */
	if (!str_starts(mount->source, "/dev/"))
		return PLACE_UNKNOWN;
	if (root_link(root, mount->source + 1, link, sizeof(link)) == 0)
		return disk_place(root, base_name(link), OS_STACK_MAX);
	return disk_place(root, base_name(mount->source), OS_STACK_MAX);
}

/* Does the kernel command line belong to a live system? */
static bool cmdline_is_live(const struct root *root)
{
	static const char *const words[] = {"boot=live", "boot=casper", "rd.live.image",
					    "root=live:", "archisobasedir=", "live-media="};
	AUTO(buf_done) struct buf text = {0};

	if (root_read(root, "proc/cmdline", 65536, &text) < 0)
		return false;
	for (size_t i = 0; i < ARRAY_LEN(words); i++) {
		const char *found = strstr(buf_text(&text), words[i]);

		if (found && (found == text.data || found[-1] == ' '))
			return true;
	}
	return false;
}

static bool type_is_live(const char *type)
{
	static const char *const types[] = {"overlay", "aufs",	  "unionfs", "squashfs", "erofs",
					    "tmpfs",   "ramfs",	  "rootfs",  "iso9660",	 "nfs",
					    "nfs4",    "virtiofs"};

	for (size_t i = 0; i < ARRAY_LEN(types); i++)
		if (str_eq(type, types[i]))
			return true;
	return false;
}

/* Why os-release would not be the installed system's; NULL when it is. */
static const char *why_not_installed(const struct root *root)
{
	static const char *const tables[] = {"proc/self/mountinfo", "proc/mounts",
					     "proc/self/mounts"};
	const char *const live = _("máy đang chạy hệ thống tạm từ USB hoặc bộ nhớ; "
				   "hệ điều hành đã cài sẽ được đọc từ ổ đĩa");
	struct root_mount mount;
	bool found = false;

	if (cmdline_is_live(root))
		return live;
	for (size_t i = 0; i < ARRAY_LEN(tables) && !found; i++) {
		AUTO(buf_done) struct buf text = {0};

		found = root_read(root, tables[i], ROOT_FILE_MAX, &text) == 0 &&
			mounts_root(&mount, buf_text(&text), text.len);
	}
	if (!found) /* a recording without mount tables is of an installed system */
		return root->is_host ? _("không đọc được bảng mount trong /proc") : NULL;
	if (type_is_live(mount.type) || mount_place(root, &mount) == PLACE_EXTERNAL)
		return live;
	return NULL;
}

static void report(struct facts *facts, const struct os_release *release)
{
	const char *const source = "/etc/os-release";
	const char *name = *release->name ? release->name : release->pretty_name;
	const char *version = *release->version_id ? release->version_id : release->version;

	if (!*name)
		name = release->id;
	if (*name)
		facts_text(facts, "os.name", name, source);
	else
		facts_unreadable(facts, "os.name", _("/etc/os-release không có tên hệ điều hành"));
	if (*version)
		facts_text(facts, "os.version", version, source);
	else if (*name)
		facts_absent(facts, "os.version", _("hệ này không đánh số phiên bản"));
	else
		facts_unreadable(facts, "os.version", _("/etc/os-release không có phiên bản"));
}

static void run(struct probe_ctx *ctx)
{
	AUTO(buf_done) struct buf text = {0};
	const char *why = why_not_installed(ctx->root);
	struct os_release release;

	if (!why && root_read(ctx->root, "etc/os-release", ROOT_FILE_MAX, &text) < 0) {
		buf_clear(&text);
		if (root_read(ctx->root, "usr/lib/os-release", ROOT_FILE_MAX, &text) < 0)
			why = _("không đọc được /etc/os-release");
	}
	if (why) {
		facts_unreadable(ctx->facts, "os.name", why);
		facts_unreadable(ctx->facts, "os.version", why);
		return;
	}
	os_release_parse(&release, buf_text(&text), text.len);
	report(ctx->facts, &release);
}

static const char *const keys[] = {"os.name", "os.version", NULL};

const struct probe probe_os = {
	.name = "os",
	.label = N_("hệ điều hành"),
	.deadline_ms = PROBE_DEADLINE_MS,
	.keys = keys,
	.run = run,
};
