/*
 * Who this machine is: SMBIOS types 1 and 2; without them what the kernel publishes of them in
 * /sys/class/dmi/id; on ARM the device tree. Placeholders are absent, not values.
 */
#include "probe.h"
#include "quirks.h"
#include "smbios.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#define IDENTITY_DMI "sys/class/dmi/id"
#define IDENTITY_TREE "sys/firmware/devicetree/base"
#define IDENTITY_TEXT_MAX 256
#define UUID_BYTES 16

enum source { SOURCE_SMBIOS, SOURCE_DMI, SOURCE_TREE, SOURCE_NONE };

enum part {
	PART_VENDOR,
	PART_PRODUCT,
	PART_VERSION,
	PART_SERIAL,
	PART_UUID,
	PART_BOARD_VENDOR,
	PART_BOARD,
	PART_BOARD_SERIAL,
};

/* The same part in the table, in /sys/class/dmi/id and in the device tree. */
static const struct {
	uint8_t type, offset;
	const char *name, *file, *node;
	bool (*is_junk)(const char *value);
} parts[] = {
	[PART_VENDOR] = {1, 0x04, "SMBIOS type 1", "sys_vendor", NULL, quirk_junk_text},
	[PART_PRODUCT] = {1, 0x05, "SMBIOS type 1", "product_name", "model", quirk_junk_text},
	[PART_VERSION] = {1, 0x06, "SMBIOS type 1", "product_version", NULL, quirk_junk_text},
	[PART_SERIAL] = {1, 0x07, "SMBIOS type 1", "product_serial", "serial-number",
			 quirk_junk_serial},
	[PART_UUID] = {1, 0x08, "SMBIOS type 1", "product_uuid", NULL, quirk_junk_uuid},
	[PART_BOARD_VENDOR] = {2, 0x04, "SMBIOS type 2", "board_vendor", NULL, quirk_junk_text},
	[PART_BOARD] = {2, 0x05, "SMBIOS type 2", "board_name", NULL, quirk_junk_text},
	[PART_BOARD_SERIAL] = {2, 0x07, "SMBIOS type 2", "board_serial", NULL, quirk_junk_serial},
};

struct identity {
	struct probe_ctx *ctx;
	enum source source;
	struct arena arena; /* what was found */
};

/* One part as it was found. error: 0, -ENODATA when it is missing or junk, else why it could not
 * be read. */
struct found {
	int error;
	const char *text, *source;
};

/* The first three fields are little-endian since 2.6, as they stand before. */
static const char *print_uuid(struct arena *arena, const struct smbios *smbios, const uint8_t *raw)
{
	static const uint8_t swapped[UUID_BYTES] = {3, 2, 1,  0,  5,  4,  7,  6,
						    8, 9, 10, 11, 12, 13, 14, 15};
	bool is_old = smbios->major == 1 || (smbios->major == 2 && smbios->minor < 6);
	char text[UUID_TEXT_MAX];
	size_t at = 0;

	for (size_t i = 0; i < UUID_BYTES; i++) {
		const char *dash = i == 4 || i == 6 || i == 8 || i == 10 ? "-" : "";

		at += (size_t)snprintf(text + at, sizeof(text) - at, "%s%02x", dash,
				       raw[is_old ? i : swapped[i]]);
	}
	return arena_str(arena, text);
}

static int read_table(struct identity *identity, enum part part, struct found *found)
{
	const struct smbios *smbios = identity->ctx->smbios;
	const struct smbios_structure *s = smbios_next(smbios, parts[part].type, NULL);
	const size_t offset = parts[part].offset;

	found->source = parts[part].name;
	if (s && part != PART_UUID)
		found->text = smbios_string(s, offset);
	else if (s && s->length >= offset + UUID_BYTES)
		found->text = print_uuid(&identity->arena, smbios, s->data + offset);
	return found->text ? 0 : -ENODATA;
}

static int read_dmi(struct identity *identity, enum part part, struct found *found)
{
	const char *path = arena_printf(&identity->arena, IDENTITY_DMI "/%s", parts[part].file);
	char line[IDENTITY_TEXT_MAX];
	int r = root_line(identity->ctx->root, path, line, sizeof(line));

	if (r < 0)
		return r;
	found->source = arena_printf(&identity->arena, "/%s", path);
	found->text = arena_str(&identity->arena, line);
	return 0;
}

/* A device tree property: text that ends with a NUL byte. */
static int read_node(struct identity *identity, enum part part, struct found *found)
{
	AUTO(buf_done) struct buf value = {0};
	char path[128];
	int r;

	if (!parts[part].node)
		return -ENODATA;
	snprintf(path, sizeof(path), IDENTITY_TREE "/%s", parts[part].node);
	r = root_read(identity->ctx->root, path, IDENTITY_TEXT_MAX, &value);
	if (r < 0)
		return r;
	found->source = "devicetree";
	found->text = arena_str(&identity->arena, buf_text(&value));
	return 0;
}

static int read_part(struct identity *identity, enum part part, struct found *found)
{
	switch (identity->source) {
	case SOURCE_SMBIOS:
		return read_table(identity, part, found);
	case SOURCE_DMI:
		return read_dmi(identity, part, found);
	case SOURCE_TREE:
		return read_node(identity, part, found);
	case SOURCE_NONE:
		break;
	}
	return -ENODEV;
}

static struct found find(struct identity *identity, enum part part)
{
	AUTO(buf_done) struct buf clean = {0};
	struct found found = {0};

	found.error = read_part(identity, part, &found);
	/* The kernel leaves out the file of a part that the firmware does not have. */
	if (found.error == -ENOENT)
		found.error = -ENODATA;
	if (found.error)
		return found;
	text_clean(&clean, found.text, strlen(found.text), IDENTITY_TEXT_MAX);
	found.text = arena_str(&identity->arena, buf_text(&clean));
	if (!clean.len || parts[part].is_junk(found.text))
		found.error = -ENODATA;
	return found;
}

static const char *why_not(const struct identity *identity, int error)
{
	if (error == -EACCES || error == -EPERM)
		return _("cần quyền root để đọc; chạy lại bằng sudo");
	if (identity->source == SOURCE_NONE && identity->ctx->smbios_why)
		return identity->ctx->smbios_why;
	return _("máy không cho đọc; xem nhãn trên vỏ máy");
}

static void tell(const struct identity *identity, const char *key, const struct found *found)
{
	struct facts *facts = identity->ctx->facts;

	if (found->error == 0)
		facts_text(facts, key, found->text, found->source);
	else if (found->error == -ENODATA)
		facts_absent(facts, key, NULL);
	else
		facts_unreadable(facts, key, why_not(identity, found->error));
}

/* Lenovo and IBM keep the name people know in Version and the machine type in Product. */
static void join_lenovo(struct identity *identity, const struct found *vendor,
			struct found *product)
{
	struct found version;

	if (vendor->error ||
	    (strcasecmp(vendor->text, "LENOVO") != 0 && strcasecmp(vendor->text, "IBM") != 0))
		return;
	version = find(identity, PART_VERSION);
	if (version.error || (!product->error && strcasecmp(version.text, product->text) == 0))
		return;
	if (!product->error)
		version.text =
			arena_printf(&identity->arena, "%s (%s)", version.text, product->text);
	*product = version;
}

/* A machine put together from parts has a board's name and no own. */
static void tell_model(struct identity *identity)
{
	struct found vendor = find(identity, PART_VENDOR);
	struct found product = find(identity, PART_PRODUCT);

	join_lenovo(identity, &vendor, &product);
	if (product.error == -ENODATA) {
		struct found board = find(identity, PART_BOARD);

		if (!board.error) {
			struct found maker = find(identity, PART_BOARD_VENDOR);

			product = board;
			vendor = maker.error ? vendor : maker;
		}
	} else if (vendor.error == -ENODATA) {
		vendor = find(identity, PART_BOARD_VENDOR);
	}
	tell(identity, "device.vendor", &vendor);
	tell(identity, "device.model", &product);
}

static enum source choose_source(const struct probe_ctx *ctx)
{
	/* Some firmware has lost its type 1: the board is then all there is. */
	if (ctx->smbios && (smbios_next(ctx->smbios, 1, NULL) || smbios_next(ctx->smbios, 2, NULL)))
		return SOURCE_SMBIOS;
	if (root_exists(ctx->root, IDENTITY_DMI))
		return SOURCE_DMI;
	return root_exists(ctx->root, IDENTITY_TREE) ? SOURCE_TREE : SOURCE_NONE;
}

static void run(struct probe_ctx *ctx)
{
	static const struct {
		const char *key;
		enum part part;
	} plain[] = {
		{"device.serial", PART_SERIAL},
		{"device.uuid", PART_UUID},
		{"device.board_serial", PART_BOARD_SERIAL},
	};
	struct identity identity = {.ctx = ctx, .source = choose_source(ctx)};

	tell_model(&identity);
	for (size_t i = 0; i < ARRAY_LEN(plain); i++) {
		struct found found = find(&identity, plain[i].part);

		tell(&identity, plain[i].key, &found);
	}
	arena_done(&identity.arena);
}

static const char *const keys[] = {"device.vendor", "device.model",        "device.serial",
				   "device.uuid",   "device.board_serial", NULL};

const struct probe probe_identity = {
	.name = "identity",
	.label = N_("hãng và số máy"),
	.deadline_ms = PROBE_DEADLINE_MS,
	.keys = keys,
	.run = run,
};
