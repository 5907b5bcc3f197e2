/* Who a disk is: model, serial number and kind of medium, from sysfs and, where that is silent on
 * the machine itself, from what udev found out when the disk was plugged in. */
#include "disk_priv.h"

#include "plug_udev.h"

#include <ctype.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>

#define VPD_ATA_DATA 60 /* where IDENTIFY DEVICE starts in VPD page 0x89 (SAT-4) */
#define IDENTIFY_BYTES 512
#define WORD_SERIAL 10
#define WORD_MODEL 27
#define WORD_ROTATION 217
#define ROTATION_NONE 1 /* a solid state disk */
#define ROTATION_LEAST 0x0401
#define ROTATION_MOST 0xfffe

struct ident {
	char model[96], serial[96];
	unsigned rotation; /* ATA's own word; 0: not told */
	bool blocked; /* something is there that could not be read */
};

static void attr_path(char *ret, size_t size, const struct disk *disk, const char *attr)
{
	snprintf(ret, size, "sys/block/%s/%s", disk->name, attr);
}

static void path_line(const struct root *root, const char *path, struct ident *ident, char *ret,
		      size_t size)
{
	char line[96];
	int r = root_line(root, path, line, sizeof(line));

	if (r == 0)
		snprintf(ret, size, "%s", line);
	else if (r != -ENOENT && r != -ENODATA)
		ident->blocked = true;
}

static void attr_line(const struct root *root, const struct disk *disk, const char *attr,
		      struct ident *ident, char *ret, size_t size)
{
	char path[DISK_NAME_MAX + 64];

	attr_path(path, sizeof(path), disk, attr);
	path_line(root, path, ident, ret, size);
}

static bool attr_bytes(const struct root *root, const struct disk *disk, const char *attr,
		       struct buf *ret)
{
	char path[DISK_NAME_MAX + 64];

	attr_path(path, sizeof(path), disk, attr);
	return root_read(root, path, 4096, ret) == 0;
}

/* Printable ASCII of BYTES, trimmed; ATA keeps the letters of a word in the other order. */
static void ascii(char *ret, size_t size, const unsigned char *bytes, size_t len, bool swapped)
{
	char text[96];
	size_t used = 0;

	for (size_t i = 0; i < len && used < sizeof(text) - 1; i++) {
		unsigned char c = bytes[swapped ? i ^ 1 : i];

		text[used++] = isprint(c) ? (char)c : ' ';
	}
	text[used] = '\0';
	snprintf(ret, size, "%s", str_trim(text));
}

static bool read_identify(const struct root *root, const struct disk *disk, struct ident *ident)
{
	AUTO(buf_done) struct buf page = {0};
	const unsigned char *id;

	if (!attr_bytes(root, disk, "device/vpd_pg89", &page) ||
	    page.len < VPD_ATA_DATA + IDENTIFY_BYTES || page.data[1] != (char)0x89)
		return false;
	id = (const unsigned char *)page.data + VPD_ATA_DATA;
	ascii(ident->serial, sizeof(ident->serial), id + (size_t)WORD_SERIAL * 2, 20, true);
	ascii(ident->model, sizeof(ident->model), id + (size_t)WORD_MODEL * 2, 40, true);
	ident->rotation = id[WORD_ROTATION * 2] | (unsigned)id[WORD_ROTATION * 2 + 1] << 8;
	return true;
}

static void read_vpd_serial(const struct root *root, const struct disk *disk, struct ident *ident)
{
	AUTO(buf_done) struct buf page = {0};

	if (attr_bytes(root, disk, "device/vpd_pg80", &page) && page.len > 4 &&
	    page.data[1] == (char)0x80)
		ascii(ident->serial, sizeof(ident->serial), (const unsigned char *)page.data + 4,
		      page.len - 4, false);
}

static void read_scsi(const struct root *root, const struct disk *disk, struct ident *ident)
{
	char vendor[96] = "", model[96] = "";

	if (read_identify(root, disk, ident))
		return;
	attr_line(root, disk, "device/vendor", ident, vendor, sizeof(vendor));
	attr_line(root, disk, "device/model", ident, model, sizeof(model));
	/* "ATA" is no vendor: it says that the disk was translated from ATA. */
	if (!*vendor || str_eq(vendor, "ATA"))
		snprintf(ident->model, sizeof(ident->model), "%s", model);
	else
		snprintf(ident->model, sizeof(ident->model), "%.40s%s%.50s", vendor,
			 *model ? " " : "", model);
	if (!str_eq(disk->bus, "usb"))
		read_vpd_serial(root, disk, ident);
}

static void read_usb_serial(const struct root *root, const struct disk *disk, struct ident *ident)
{
	char path[640];
	size_t name, len = disk_usb_device(disk->link, &name);

	if (!len || !str_starts(disk->link, "../"))
		return;
	snprintf(path, sizeof(path), "sys/%.*s/serial", (int)(len - 3), disk->link + 3);
	path_line(root, path, ident, ident->serial, sizeof(ident->serial));
}

static void read_ident(const struct root *root, const struct disk *disk, struct ident *ident)
{
	if (str_eq(disk->bus, "nvme")) {
		attr_line(root, disk, "device/model", ident, ident->model, sizeof(ident->model));
		attr_line(root, disk, "device/serial", ident, ident->serial, sizeof(ident->serial));
	} else if (str_eq(disk->bus, "mmc")) {
		attr_line(root, disk, "device/name", ident, ident->model, sizeof(ident->model));
		attr_line(root, disk, "device/serial", ident, ident->serial, sizeof(ident->serial));
	} else if (str_eq(disk->bus, "virtio")) {
		attr_line(root, disk, "serial", ident, ident->serial, sizeof(ident->serial));
	} else {
		read_scsi(root, disk, ident);
		if (str_eq(disk->bus, "usb") && !*ident->serial)
			read_usb_serial(root, disk, ident);
	}
}

/* What udev knows, for a disk of this machine about which sysfs is silent. */
static void ask_udev(const struct root *root, const struct disk *disk, struct ident *ident)
{
	bool bridge = str_eq(disk->bus, "usb") && !disk->removable && !ident->rotation;
	const struct plug_udev *plug;
	const void *table;
	char rpm[16] = "";
	uint64_t value;

	if (!root->is_host || (*ident->serial && !bridge) ||
	    plugin_open("udev", "plug_udev", &table, NULL) < 0)
		return;
	plug = table;
	if (!*ident->serial)
		(void)plug->property(disk->name, "ID_SERIAL_SHORT", ident->serial,
				     sizeof(ident->serial));
	if (bridge && plug->property(disk->name, "ID_ATA_ROTATION_RATE_RPM", rpm, sizeof(rpm)) &&
	    str_to_u64(rpm, 10, &value) && value <= ROTATION_MOST)
		ident->rotation = value ? (unsigned)value : ROTATION_NONE;
}

static void add_media(struct facts *facts, const char *key, const struct root *root,
		      const struct disk *disk, const struct ident *ident)
{
	char path[DISK_NAME_MAX + 64];
	uint64_t rotational = 0;
	bool known;

	if (str_eq(disk->bus, "nvme") || disk->card == DISK_CARD_EMMC) {
		facts_text(facts, key, disk->card == DISK_CARD_EMMC ? "emmc" : "nvme", "sysfs");
		return;
	}
	if (disk->card == DISK_CARD_UNKNOWN) {
		facts_unreadable(facts, key, _("sysfs không nói đây là eMMC hay thẻ nhớ"));
		return;
	}
	if (disk->card == DISK_CARD_SD || disk->removable) {
		facts_absent(facts, key, _("thẻ hoặc que nhớ, không phải ổ cứng"));
		return;
	}
	if (ident->rotation == ROTATION_NONE ||
	    (ident->rotation >= ROTATION_LEAST && ident->rotation <= ROTATION_MOST)) {
		facts_text(facts, key, ident->rotation == ROTATION_NONE ? "ssd" : "hdd",
			   "ATA IDENTIFY");
		return;
	}
	attr_path(path, sizeof(path), disk, "queue/rotational");
	known = root_u64(root, path, &rotational) == 0;
	/* The kernel takes every USB disk that says nothing for one that turns. */
	if (!known)
		facts_unreadable(facts, key, _("sysfs không cho biết loại ổ"));
	else if (rotational && str_eq(disk->bus, "usb"))
		facts_unreadable(facts, key, _("đầu nối USB không cho biết loại ổ"));
	else
		facts_text(facts, key, rotational ? "hdd" : "ssd", "sysfs rotational");
}

static void add_text(struct facts *facts, const char *key, const char *value, bool blocked)
{
	if (!*value && blocked)
		facts_unreadable(facts, key, _("sysfs có nhưng không đọc được"));
	else
		facts_text(facts, key, value, "sysfs");
}

void disk_ident_add(struct facts *facts, unsigned n, const struct root *root,
		    const struct disk *disk)
{
	struct ident ident = {0};

	read_ident(root, disk, &ident);
	ask_udev(root, disk, &ident);
	add_text(facts, facts_key(facts, "disk.%u.model", n), ident.model, ident.blocked);
	add_text(facts, facts_key(facts, "disk.%u.serial", n), ident.serial, ident.blocked);
	add_media(facts, facts_key(facts, "disk.%u.media", n), root, disk, &ident);
}
