/* Disks that a RAID or RST controller keeps from Linux: NVMe that the firmware remapped behind
 * AHCI, and RAID controllers (PCI class 0104, VMD among them) with no disk behind them. */
#include "disk_priv.h"

#include <stdio.h>
#include <string.h>

#define PCI_SLOT_MAX 32

/* How many NVMe disks the firmware hid behind an AHCI controller; the driver counts them. */
static uint64_t remapped(const struct root *root, char slot[PCI_SLOT_MAX])
{
	AUTO(arena_done) struct arena arena = {0};
	const char *const *names;
	size_t count;

	if (root_list(root, "sys/bus/pci/drivers/ahci", &arena, &names, &count) < 0)
		return 0;
	for (size_t i = 0; i < count; i++) {
		char path[128];
		uint64_t hidden;

		if (!strchr(names[i], ':') || strlen(names[i]) >= PCI_SLOT_MAX)
			continue;
		snprintf(path, sizeof(path), "sys/bus/pci/drivers/ahci/%s/remapped_nvme", names[i]);
		if (root_u64(root, path, &hidden) == 0 && hidden) {
			snprintf(slot, PCI_SLOT_MAX, "%s", names[i]);
			return hidden;
		}
	}
	return 0;
}

static bool disk_behind(const struct disk_list *disks, const char *slot)
{
	char part[PCI_SLOT_MAX + 2];

	snprintf(part, sizeof(part), "/%s/", slot);
	for (size_t i = 0; i < disks->count; i++)
		if (strstr(disks->list[i].link, part))
			return true;
	return false;
}

static bool empty_raid(const struct root *root, const struct disk_list *disks,
		       char slot[PCI_SLOT_MAX])
{
	AUTO(arena_done) struct arena arena = {0};
	const char *const *names;
	size_t count;

	if (root_list(root, "sys/bus/pci/devices", &arena, &names, &count) < 0)
		return false;
	for (size_t i = 0; i < count; i++) {
		char path[128], class[16];

		if (strlen(names[i]) >= PCI_SLOT_MAX)
			continue;
		snprintf(path, sizeof(path), "sys/bus/pci/devices/%s/class", names[i]);
		if (root_line(root, path, class, sizeof(class)) == 0 &&
		    str_starts(class, "0x0104") && !disk_behind(disks, names[i])) {
			snprintf(slot, PCI_SLOT_MAX, "%s", names[i]);
			return true;
		}
	}
	return false;
}

/* A machine with a disk on a fast bus needs no look at every PCI device. */
static bool has_full_disk(const struct disk_list *disks)
{
	for (size_t i = 0; i < disks->count; i++)
		if (disks->list[i].role == DISK_INTERNAL && disks->list[i].size_known &&
		    disks->list[i].card == DISK_CARD_NONE)
			return true;
	return false;
}

bool disk_hidden_add(struct facts *facts, const struct root *root, const struct disk_list *disks)
{
	char slot[PCI_SLOT_MAX], text[256], source[64];
	uint64_t count = remapped(root, slot);

	if (count)
		snprintf(text, sizeof(text),
			 _("%u ổ NVMe bị RST che; vào BIOS đổi RAID/RST → AHCI rồi dò lại"),
			 (unsigned)count);
	else if (!has_full_disk(disks) && empty_raid(root, disks, slot))
		snprintf(text, sizeof(text),
			 _("có bộ điều khiển RAID/RST/VMD mà không thấy ổ nào sau nó; "
			   "vào BIOS đổi RAID/RST → AHCI rồi dò lại"));
	else {
		facts_absent(facts, "disk.hidden", NULL);
		return false;
	}
	snprintf(source, sizeof(source), "PCI %s", slot);
	facts_text(facts, "disk.hidden", text, source);
	return true;
}
