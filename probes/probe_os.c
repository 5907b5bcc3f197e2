/*
 * The installed system, read without writing: os-release(5) of the running root file system when
 * that lies on an internal disk. On a live medium os-release describes the stick, so the answer is
 * not that: there the machine's own disks are read (systems.h).
 */
#include "disk_list.h"
#include "os_release.h"
#include "probe.h"
#include "systems.h"

#include <stdio.h>
#include <string.h>

/* Is disk NAME ("sdb") one that can be carried away, or one that only memory or a file holds? */
static bool disk_is_external(const struct root *root, const char *name)
{
	char path[DISK_NAME_MAX + 64], link[1024], type[16];
	uint64_t removable;
	size_t usb;

	if (str_starts(name, "loop") || str_starts(name, "ram") || str_starts(name, "zram"))
		return true;
	snprintf(path, sizeof(path), "sys/block/%s", name);
	if (root_link(root, path, link, sizeof(link)) == 0 && disk_usb_device(link, &usb))
		return true;
	snprintf(path, sizeof(path), "sys/block/%s/removable", name);
	if (root_u64(root, path, &removable) == 0 && removable)
		return true;
	snprintf(path, sizeof(path), "sys/block/%s/device/type", name);
	return str_starts(name, "mmcblk") && root_line(root, path, type, sizeof(type)) == 0 &&
	       str_eq(type, "SD");
}

static bool system_is_external(const struct root *root)
{
	struct disk_names live, system;

	disk_boot_find(&live, &system, root);
	for (size_t i = 0; i < system.count; i++)
		if (disk_is_external(root, system.name[i]))
			return true;
	return false;
}

/* Does the kernel command line belong to a live system? */
static bool cmdline_is_live(const struct root *root)
{
	static const char *const words[] = {"boot=live",  "boot=casper",     "rd.live.image",
					    "root=live:", "archisobasedir=", "live-media="};
	AUTO(buf_done) struct buf text = {0};

	if (root_read(root, "proc/cmdline", 65536, &text) < 0)
		return false;
	for (const char *word = buf_text(&text); *word; word += strcspn(word, " \n")) {
		word += strspn(word, " \n");
		for (size_t i = 0; i < ARRAY_LEN(words); i++)
			if (str_starts(word, words[i]))
				return true;
	}
	return false;
}

static bool type_is_live(const char *type)
{
	static const char *const types[] = {"overlay", "aufs",  "unionfs", "squashfs",
					    "erofs",   "tmpfs", "ramfs",   "rootfs",
					    "iso9660", "nfs",   "nfs4",    "virtiofs"};

	for (size_t i = 0; i < ARRAY_LEN(types); i++)
		if (str_eq(type, types[i]))
			return true;
	return false;
}

/* Why os-release would not be the installed system's; NULL when it is. */
static const char *why_not_installed(const struct root *root)
{
	AUTO(arena_done) struct arena arena = {0};
	const char *const live = _("máy đang chạy hệ thống tạm từ USB hoặc bộ nhớ; "
				   "hệ điều hành đã cài sẽ được đọc từ ổ đĩa");
	const struct mount *mount = NULL;
	struct mount *mounts;
	size_t count;

	if (cmdline_is_live(root))
		return live;
	if (mounts_read(root, &arena, &mounts, &count) == 0)
		mount = mounts_of(mounts, count, "/");
	if (!mount) /* a recording without mount tables is of an installed system */
		return root->is_host ? _("không đọc được bảng mount trong /proc") : NULL;
	return type_is_live(mount->type) || system_is_external(root) ? live : NULL;
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
	bool is_live = why && ctx->root->is_host;
	struct os_release release;

	if (!why && root_read(ctx->root, "etc/os-release", ROOT_FILE_MAX, &text) < 0) {
		buf_clear(&text);
		if (root_read(ctx->root, "usr/lib/os-release", ROOT_FILE_MAX, &text) < 0)
			why = _("không đọc được /etc/os-release");
	}
	if (is_live) {
		systems_add(ctx->facts, ctx->root);
		return;
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
	.deadline_ms = 25000, /* an old disk takes its time over Windows' registry */
	.beside = true,
	.keys = keys,
	.run = run,
};
