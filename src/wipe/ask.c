/* Asks a disk what it can do, through the tools that know how. One that does not answer in time can
 * nothing but be overwritten. */
#include "wipe.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define ASK_MS 8000
#define ANSWER_MAX (256u << 10)

/* The tool's output, "" when it did not run or answer. */
static const char *ask(const char *const *argv, struct buf *ret)
{
	int status;

	buf_clear(ret);
	if (proc_run(argv, ASK_MS, ANSWER_MAX, ret, &status, NULL) < 0)
		buf_clear(ret);
	return buf_text(ret);
}

static void ask_ata(struct wipe_target *target, const char *path)
{
	AUTO(buf_done) struct buf said = {0};

	wipe_read_identify(&target->can, ask((const char *[]){"hdparm", "-I", path, NULL}, &said));
	wipe_read_hpa(&target->can, ask((const char *[]){"hdparm", "-N", path, NULL}, &said));
	wipe_read_dco(&target->can,
		      ask((const char *[]){"hdparm", "--dco-identify", path, NULL}, &said),
		      target->bytes);
}

static void ask_discard(struct wipe_target *target, const struct root *root)
{
	char path[DISK_NAME_MAX + 48];
	uint64_t most = 0;

	snprintf(path, sizeof(path), "sys/block/%s/queue/discard_max_bytes", target->name);
	target->can.discard = root_u64(root, path, &most) == 0 && most > 0;
}

/* ---- what there is besides ------------------------------------------------------------------- */

/* How many disks here are namespaces of CONTROLLER, "nvme0". 0: nobody knows. */
static unsigned count_namespaces(const struct root *root, const char *controller)
{
	AUTO(arena_done) struct arena arena = {0};
	const char *const *names;
	size_t count, len = strlen(controller);
	unsigned seen = 0;

	if (root_list(root, "sys/block", &arena, &names, &count) < 0)
		return 0;
	for (size_t i = 0; i < count; i++)
		seen += str_starts(names[i], controller) && names[i][len] == 'n';
	return seen;
}

/* Sanitize and format may reach every namespace of the controller, one that nobody chose among
 * them: they are for a disk that is all of it. */
static void ask_nvme(struct wipe_target *target, const struct root *root, const char *path)
{
	AUTO(buf_done) struct buf said = {0};
	struct wipe_can *can = &target->can;
	char controller[DISK_NAME_MAX], whole[PATH_MAX];
	size_t word = strcspn(target->name, "0123456789");
	size_t number = strspn(target->name + word, "0123456789");
	unsigned seen;

	/* "nvme0n1" → "nvme0" */
	snprintf(controller, sizeof(controller), "%.*s", (int)(word + number), target->name);
	seen = count_namespaces(root, controller);
	wipe_read_controller(can, ask((const char *[]){"nvme", "id-ctrl", path, NULL}, &said));
	if (seen != 1) {
		can->is_shared = true;
		can->sanitize_block = can->sanitize_crypto = can->nvme_format = false;
	}
	if (can->namespaces_most != 1)
		wipe_read_namespaces(
			can, ask((const char *[]){"nvme", "list-ns", path, "--all", NULL}, &said),
			seen);
	wipe_device_path(whole, sizeof(whole), root, controller);
	wipe_read_registers(can,
			    ask((const char *[]){"nvme", "show-regs", whole, "-H", NULL}, &said));
}

/* What can not be read may hold anything. */
static bool is_blank(const struct root *root, const char *name)
{
	char path[2 * DISK_NAME_MAX], block[4096];
	bool blank = true;
	ssize_t got;
	int fd;

	snprintf(path, sizeof(path), "dev/%s", name);
	fd = root_openat(root, path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	if (fd < 0)
		return false;
	while ((got = read(fd, block, sizeof(block))) > 0)
		blank = blank && (block[0] == 0 || block[0] == '\xff') &&
			memcmp(block, block + 1, (size_t)got - 1) == 0;
	close(fd);
	return blank && got == 0;
}

/* mmcblk0boot0 holds what a machine starts with, and stays; mmcblk0gp0 is used by nobody, and no
 * tool of ours wipes it. */
static void ask_emmc(struct wipe_target *target, const struct root *root, const char *path)
{
	AUTO(buf_done) struct buf said = {0};
	AUTO(arena_done) struct arena arena = {0};
	struct wipe_can *can = &target->can;
	size_t count = 0, len = strlen(target->name);
	const char *const *names;

	wipe_read_extcsd(can,
			 ask((const char *[]){"mmc", "extcsd", "read", path, NULL}, &said));
	if (root_list(root, "sys/block", &arena, &names, &count) < 0)
		return;
	for (size_t i = 0; i < count; i++) {
		if (!str_starts(names[i], target->name) || strlen(names[i]) >= DISK_NAME_MAX)
			continue;
		can->general_areas += str_starts(names[i] + len, "gp");
		if (str_starts(names[i] + len, "boot") && !is_blank(root, names[i]))
			can->boot_areas = true;
	}
}

void wipe_ask(struct wipe_target *target, const struct root *root)
{
	char path[PATH_MAX];

	target->can = (struct wipe_can){0};
	wipe_device_path(path, sizeof(path), root, target->name);
	ask_discard(target, root);
	if (target->medium == MEDIUM_NVME)
		ask_nvme(target, root, path);
	else if (target->medium == MEDIUM_EMMC)
		ask_emmc(target, root, path);
	else if (!str_starts(target->name, "vd"))
		ask_ata(target, path);
	target->way_count = wipe_plan(target->medium, &target->can, target->ways);
}

/* ---- what hides ------------------------------------------------------------------------------ */

/* The kernel learns the new size only when told to look. */
static void rescan(const struct root *root, const char *name)
{
	char path[DISK_NAME_MAX + 48];
	int fd;

	snprintf(path, sizeof(path), "sys/block/%s/device/rescan", name);
	fd = root_openat(root, path, O_WRONLY);
	if (fd < 0)
		return;
	if (write(fd, "1", 1) != 1)
		log_debug("wipe: no rescan");
	close(fd);
}

static int find_again(struct wipe_target *target, const struct root *root,
		      const struct snapshot *machine, struct err *err)
{
	struct wipe_targets *all = calloc(1, sizeof(*all));
	int r = all ? wipe_targets_read(all, root, machine, err) : -ENOMEM;
	bool found = false;

	for (size_t i = 0; r == 0 && i < all->count; i++) {
		struct wipe_target *now = &all->list[i];

		if (!str_eq(now->name, target->name) || !str_eq(now->serial, target->serial) ||
		    !str_eq(now->label, target->label) || *now->why)
			continue;
		*target = *now;
		found = true;
	}
	free(all);
	if (r == 0 && !found)
		return err_set(err, EXDEV, _("ổ không còn là ổ đã chọn; không đụng vào"));
	return r;
}

int wipe_unhide(struct wipe_target *target, const struct root *root,
		const struct snapshot *machine, struct err *err)
{
	AUTO(buf_done) struct buf said = {0};
	char path[PATH_MAX], sectors[32];
	uint64_t protected = target->can.hidden_bytes - target->can.dco_bytes;
	uint64_t all = (target->bytes + protected) / 512;
	const char *argv[] = {"hdparm", "--yes-i-know-what-i-am-doing", "-N", sectors, path, NULL};
	int r;

	if (target->can.dco_bytes && !protected)
		return 0;
	wipe_device_path(path, sizeof(path), root, target->name);
	snprintf(sectors, sizeof(sectors), "p%llu", (unsigned long long)all);
	(void)ask(argv, &said);
	rescan(root, target->name);
	r = find_again(target, root, machine, err);
	if (r < 0)
		return r;
	wipe_ask(target, root);
	if (target->can.hidden != HIDDEN_NO &&
	    (!target->can.dco_bytes || target->can.hidden_bytes > target->can.dco_bytes))
		return err_set(err, EIO,
			       _("vùng ẩn chưa mở được; tắt hẳn máy, bật lại rồi thử lại"));
	return 0;
}
