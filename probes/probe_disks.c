/*
 * Disks: what sysfs says at once, then SMART and partitions, for which every disk is asked at the
 * same time by a child process that is cut off when its disk does not answer.
 */
#include "disk_priv.h"
#include "probe.h"

#include <errno.h>
#include <stdio.h>

static const char *role_word(enum disk_role role)
{
	switch (role) {
	case DISK_INTERNAL:
		return "internal";
	case DISK_BOOT_MEDIUM:
		return "boot-medium";
	case DISK_REMOVABLE:
		return "removable";
	case DISK_UNSURE:
		break;
	}
	return NULL;
}

static void add_disk(struct facts *facts, unsigned n, const struct root *root,
		     const struct disk *disk)
{
	const char *size = facts_key(facts, "disk.%u.size", n);
	const char *role = facts_key(facts, "disk.%u.role", n);
	const char *bus = facts_key(facts, "disk.%u.bus", n);

	if (disk->size_known)
		facts_int(facts, size, (int64_t)disk->size, "sysfs");
	else
		facts_unreadable(facts, size, _("ổ không báo dung lượng; có thể đã hỏng"));
	if (role_word(disk->role))
		facts_text(facts, role, role_word(disk->role), "sysfs");
	else
		facts_unreadable(facts, role, _("sysfs không đủ để biết ổ trong máy hay ổ rời"));
	if (disk->bus)
		facts_text(facts, bus, disk->bus, "sysfs");
	else
		facts_unreadable(facts, bus, _("không rõ ổ nối qua cổng nào"));
	disk_ident_add(facts, n, root, disk);
}

/* A disk of the machine whose size is not known, or that gives nothing to read, leaves the question
 * open, unless another one answers it: then the answer is at least that. */
static void add_largest(struct facts *facts, const struct disk_list *disks, bool hidden)
{
	const struct disk *largest = NULL;
	bool open = false, mute = false;

	for (size_t i = 0; i < disks->count; i++) {
		const struct disk *disk = &disks->list[i];

		if (disk->role == DISK_INTERNAL && disk->is_mute)
			mute = true;
		else if (disk->role == DISK_UNSURE ||
			 (disk->role == DISK_INTERNAL && !disk->size_known))
			open = true;
		else if (disk->role == DISK_INTERNAL && (!largest || disk->size > largest->size))
			largest = disk;
	}
	if (largest)
		facts_int(facts, "storage.largest", (int64_t)largest->size, "sysfs");
	else if (hidden)
		facts_unreadable(facts, "storage.largest",
				 _("bộ điều khiển RAID/RST/VMD che mất ổ"));
	else if (mute)
		facts_unreadable(facts, "storage.largest",
				 _("ổ không đọc được: thử cáp khác, máy khác, hoặc thay ổ"));
	else if (open)
		facts_unreadable(facts, "storage.largest",
				 _("có ổ nhưng không rõ dung lượng hoặc vai trò; xem từng ổ"));
	else
		facts_absent(facts, "storage.largest", _("không thấy ổ cứng trong máy"));
}

static void run(struct probe_ctx *ctx)
{
	AUTO(disk_list_done) struct disk_list disks = {0};
	bool hidden;
	int r = disk_list_read(&disks, ctx->root);

	if (r < 0) {
		const char *reason = r == -ENOENT ? _("không có sys/block để xem ổ")
						  : _("không đọc được sys/block");

		facts_unreadable(ctx->facts, "storage.largest", reason);
		facts_unreadable(ctx->facts, "disk.hidden", reason);
		return;
	}
	for (unsigned i = 0; i < disks.count; i++)
		add_disk(ctx->facts, i, ctx->root, &disks.list[i]);
	hidden = disk_hidden_add(ctx->facts, ctx->root, &disks);
	disk_ask_add(ctx->facts, ctx->root, &disks);
	add_largest(ctx->facts, &disks, hidden);
}

static const char *const keys[] = {"storage.largest", "disk.hidden", NULL};

const struct probe probe_disks = {
	.name = "disks",
	.label = N_("ổ cứng"),
	/* The disks' own deadline comes first, on a slow machine, too. */
	.deadline_ms = DISK_ASK_MS + 5000,
	.beside = true,
	.keys = keys,
	.run = run,
};
