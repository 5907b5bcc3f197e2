/*
 * What sort of machine this is. The chassis type is the firmware's word, and firmware copies it
 * from board to board: a battery of its own or a lid says more than "Desktop" or "Other".
 */
#include "probe.h"
#include "smbios.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

#define CHASSIS 3
#define CHASSIS_TYPE 0x05
#define POWER_SUPPLY "sys/class/power_supply"

/* DSP0134 §7.4.1, by its numbers; kind NULL: says nothing about the machine's sort. */
static const struct chassis {
	const char *name, *kind;
} chassis_table[] = {
	[0x03] = {"Desktop", "desktop"},
	[0x04] = {"Low Profile Desktop", "desktop"},
	[0x05] = {"Pizza Box", "desktop"},
	[0x06] = {"Mini Tower", "desktop"},
	[0x07] = {"Tower", "desktop"},
	[0x08] = {"Portable", "laptop"},
	[0x09] = {"Laptop", "laptop"},
	[0x0a] = {"Notebook", "laptop"},
	[0x0b] = {"Hand Held", NULL},
	[0x0c] = {"Docking Station", NULL},
	[0x0d] = {"All In One", "desktop"},
	[0x0e] = {"Sub Notebook", "laptop"},
	[0x0f] = {"Space-saving", "desktop"},
	[0x10] = {"Lunch Box", NULL},
	[0x11] = {"Main Server Chassis", "desktop"},
	[0x12] = {"Expansion Chassis", NULL},
	[0x13] = {"Sub Chassis", NULL},
	[0x14] = {"Bus Expansion Chassis", NULL},
	[0x15] = {"Peripheral Chassis", NULL},
	[0x16] = {"RAID Chassis", NULL},
	[0x17] = {"Rack Mount Chassis", "desktop"},
	[0x18] = {"Sealed-case PC", "desktop"},
	[0x19] = {"Multi-system", "desktop"},
	[0x1a] = {"CompactPCI", NULL},
	[0x1b] = {"AdvancedTCA", NULL},
	[0x1c] = {"Blade", "desktop"},
	[0x1d] = {"Blade Enclosure", "desktop"},
	[0x1e] = {"Tablet", "tablet"},
	[0x1f] = {"Convertible", "laptop"},
	[0x20] = {"Detachable", "laptop"},
	[0x21] = {"IoT Gateway", NULL},
	[0x22] = {"Embedded PC", "desktop"},
	[0x23] = {"Mini PC", "desktop"},
	[0x24] = {"Stick PC", "desktop"},
};

/* The makers of machines that are not there, as type 1 names them. */
static const struct {
	const char *vendor, *product;
} virtual_table[] = {
	{"QEMU", ""},       {"VMware", ""},        {"innotek GmbH", ""},
	{"Xen", ""},        {"Bochs", ""},         {"Parallels", ""},
	{"Amazon EC2", ""}, {"OpenStack", ""},     {"Microsoft Corporation", "Virtual Machine"},
	{"", "KVM"},        {"", "VirtualBox"},    {"Google", "Google Compute Engine"},
	{"", "VMware"},     {"", "Standard PC ("},
};

static bool starts_with(const char *text, const char *prefix)
{
	return strncasecmp(text, prefix, strlen(prefix)) == 0;
}

static bool is_virtual_name(const char *vendor, const char *product)
{
	for (size_t i = 0; i < ARRAY_LEN(virtual_table); i++)
		if (starts_with(vendor, virtual_table[i].vendor) &&
		    starts_with(product, virtual_table[i].product))
			return true;
	return false;
}

static const struct chassis *chassis_find(uint64_t type)
{
	type &= 0x7f; /* bit 7: it can be locked */
	return type < ARRAY_LEN(chassis_table) && chassis_table[type].name ? &chassis_table[type]
									   : NULL;
}

/* What the firmware says: its chassis type, and whether the machine is virtual. */
struct firmware_word {
	const struct chassis *chassis;
	const char *source;
	const char *virtual_source; /* NULL: the machine is there */
};

static void ask_smbios(const struct smbios *smbios, struct firmware_word *ret)
{
	const struct smbios_structure *system = smbios_next(smbios, 1, NULL);
	const struct smbios_structure *chassis = smbios_next(smbios, CHASSIS, NULL);
	const char *vendor = system ? smbios_string(system, 0x04) : NULL;
	const char *product = system ? smbios_string(system, 0x05) : NULL;
	uint8_t type;

	if (is_virtual_name(vendor ? vendor : "", product ? product : ""))
		ret->virtual_source = "SMBIOS type 1";
	if (chassis && smbios_u8(chassis, CHASSIS_TYPE, &type)) {
		ret->source = "SMBIOS type 3";
		ret->chassis = chassis_find(type);
	}
}

/* What the kernel shows of the same to everyone. */
static bool ask_dmi(const struct root *root, struct firmware_word *ret)
{
	char vendor[128] = "", product[128] = "";
	uint64_t type;

	if (root_u64(root, "sys/class/dmi/id/chassis_type", &type) < 0)
		return false;
	ret->source = "/sys/class/dmi/id/chassis_type";
	ret->chassis = chassis_find(type);
	if (root_line(root, "sys/class/dmi/id/sys_vendor", vendor, sizeof(vendor)) < 0)
		vendor[0] = '\0';
	if (root_line(root, "sys/class/dmi/id/product_name", product, sizeof(product)) < 0)
		product[0] = '\0';
	if (!ret->virtual_source && is_virtual_name(vendor, product))
		ret->virtual_source = "/sys/class/dmi/id/sys_vendor";
	return true;
}

/* The chassis-type of the Devicetree Specification (0.4, §3.2): DSP0134's words in lower case. */
static void ask_tree(const struct root *root, struct firmware_word *ret)
{
	AUTO(buf_done) struct buf type = {0};

	if (root_read(root, "sys/firmware/devicetree/base/chassis-type", 64, &type) < 0)
		return;
	ret->source = "devicetree";
	for (size_t i = 0; i < ARRAY_LEN(chassis_table); i++)
		if (chassis_table[i].name &&
		    strcasecmp(chassis_table[i].name, buf_text(&type)) == 0)
			ret->chassis = &chassis_table[i];
}

/* A battery that feeds the machine, not one of a mouse or a pen (scope "Device"). */
static bool is_own_battery(const struct root *root, const char *name)
{
	char path[320], value[32];

	snprintf(path, sizeof(path), POWER_SUPPLY "/%s/type", name);
	if (root_line(root, path, value, sizeof(value)) < 0 || !str_eq(value, "Battery"))
		return false;
	snprintf(path, sizeof(path), POWER_SUPPLY "/%s/scope", name);
	return root_line(root, path, value, sizeof(value)) < 0 || !str_eq(value, "Device");
}

/* What only a machine to carry about has, as a source to show; NULL: nothing of the kind. */
static const char *portable_sign(const struct root *root)
{
	AUTO(arena_done) struct arena arena = {0};
	const char *const *names;
	size_t count;

	if (root_list(root, POWER_SUPPLY, &arena, &names, &count) < 0)
		count = 0;
	for (size_t i = 0; i < count; i++)
		if (is_own_battery(root, names[i]))
			return "/" POWER_SUPPLY;
	/* The kernel makes this directory only for a lid it has found. */
	if (root_exists(root, "proc/acpi/button/lid"))
		return "/proc/acpi/button/lid";
	return NULL;
}

static void run(struct probe_ctx *ctx)
{
	struct firmware_word word = {0};
	const char *kind, *sign = NULL;

	if (ctx->smbios)
		ask_smbios(ctx->smbios, &word);
	if (!word.source && !ask_dmi(ctx->root, &word))
		ask_tree(ctx->root, &word);

	if (word.chassis)
		facts_text(ctx->facts, "device.chassis", word.chassis->name, word.source);
	else if (word.source)
		facts_absent(ctx->facts, "device.chassis", NULL);
	else
		facts_unreadable(ctx->facts, "device.chassis",
				 ctx->smbios_why ? ctx->smbios_why
						 : _("SMBIOS: không khai dạng vỏ"));

	kind = word.chassis ? word.chassis->kind : NULL;
	if (!word.virtual_source && (!kind || str_eq(kind, "desktop")))
		sign = portable_sign(ctx->root);
	if (word.virtual_source)
		facts_text(ctx->facts, "device.kind", "desktop", word.virtual_source);
	else if (sign)
		facts_text(ctx->facts, "device.kind", "laptop", sign);
	else if (kind)
		facts_text(ctx->facts, "device.kind", kind, word.source);
	else
		facts_unreadable(ctx->facts, "device.kind",
				 _("không rõ loại máy: có pin, có màn hình liền không? Chọn tay"));
}

static const char *const keys[] = {"device.chassis", "device.kind", NULL};

const struct probe probe_kind = {
	.name = "kind",
	.label = N_("loại máy"),
	.deadline_ms = PROBE_DEADLINE_MS,
	.keys = keys,
	.run = run,
};
