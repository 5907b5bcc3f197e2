/*
 * Locks that firmware owns up to. They are signs, not proofs: a BIOS password from the setting the
 * kernel exports or from SMBIOS type 24; Absolute from its module's mark in the firmware, which
 * says nothing of whether it was ever switched on.
 */
#include "probe.h"
#include "smbios.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#define HARDWARE_SECURITY 24
#define ABSOLUTE_MODULE 150 /* of the OEM's own range */
#define FIRMWARE_ATTRIBUTES "sys/class/firmware-attributes"

struct passwords {
	unsigned off, on, unreadable;
};

static void count_passwords(const struct root *root, const char *driver, struct passwords *ret)
{
	AUTO(arena_done) struct arena arena = {0};
	const char *const *names;
	char path[600];
	uint64_t enabled;
	size_t count;

	snprintf(path, sizeof(path), FIRMWARE_ATTRIBUTES "/%s/authentication", driver);
	if (root_list(root, path, &arena, &names, &count) < 0)
		return;
	for (size_t i = 0; i < count; i++) {
		snprintf(path, sizeof(path), FIRMWARE_ATTRIBUTES "/%s/authentication/%s/is_enabled",
			 driver, names[i]);
		if (root_u64(root, path, &enabled) < 0)
			ret->unreadable++;
		else if (enabled)
			ret->on++;
		else
			ret->off++;
	}
}

/* The driver's word for every password of this firmware, or NULL when there is none. */
static const char *ask_driver(const struct root *root)
{
	AUTO(arena_done) struct arena arena = {0};
	struct passwords passwords = {0};
	const char *const *names;
	size_t count;

	if (root_list(root, FIRMWARE_ATTRIBUTES, &arena, &names, &count) < 0)
		return NULL;
	for (size_t i = 0; i < count; i++)
		count_passwords(root, names[i], &passwords);
	if (passwords.on)
		return "present";
	return passwords.off && !passwords.unreadable ? "none" : NULL;
}

/* Type 24, DSP0134 §7.25: two bits a password: off, on, not implemented, not known. */
static const char *ask_smbios(const struct smbios *smbios)
{
	const struct smbios_structure *s = smbios_next(smbios, HARDWARE_SECURITY, NULL);
	unsigned power_on, administrator;
	uint8_t settings;

	if (!s || !smbios_u8(s, 0x04, &settings))
		return NULL;
	power_on = settings >> 6;
	administrator = settings >> 2 & 3;
	/* Some firmware says that everything is on, whatever is set. */
	if (power_on == 1 && administrator == 1)
		return "possible";
	if (power_on == 1 || administrator == 1)
		return "present";
	return power_on == 3 || administrator == 3 ? NULL : "none";
}

static void tell_password(struct probe_ctx *ctx)
{
	const char *word = ask_driver(ctx->root);

	if (word) {
		facts_text(ctx->facts, "lock.firmware_password", word, "/" FIRMWARE_ATTRIBUTES);
		return;
	}
	word = ctx->smbios ? ask_smbios(ctx->smbios) : NULL;
	if (word)
		facts_text(ctx->facts, "lock.firmware_password", word, "SMBIOS type 24");
	else if (!ctx->smbios && ctx->smbios_why)
		facts_unreadable(ctx->facts, "lock.firmware_password", ctx->smbios_why);
	else
		facts_unreadable(ctx->facts, "lock.firmware_password",
				 _("BIOS không khai; khởi động lại, vào BIOS xem có hỏi mật khẩu"));
}

static bool has_absolute_module(const struct smbios *smbios)
{
	static const char mark[] = "ABSOLUTE";
	const struct smbios_structure *s = NULL;

	while ((s = smbios_next(smbios, ABSOLUTE_MODULE, s)))
		if (memmem(s->strings, s->strings_len, mark, sizeof(mark) - 1))
			return true;
	return false;
}

static void tell_absolute(struct probe_ctx *ctx)
{
	if (ctx->smbios && has_absolute_module(ctx->smbios))
		facts_text(ctx->facts, "lock.absolute", "possible", "SMBIOS type 150");
	else if (root_exists(ctx->root, "sys/firmware/acpi/tables/WPBT"))
		facts_text(ctx->facts, "lock.absolute", "possible", "ACPI WPBT");
	else if (!ctx->smbios && ctx->smbios_why)
		facts_unreadable(ctx->facts, "lock.absolute", ctx->smbios_why);
	else if (!ctx->smbios || ctx->smbios->damaged ||
		 !root_exists(ctx->root, "sys/firmware/acpi/tables"))
		facts_unreadable(ctx->facts, "lock.absolute",
				 _("không đọc hết firmware; vào BIOS xem mục Computrace/Absolute"));
	else
		facts_text(ctx->facts, "lock.absolute", "none", "SMBIOS, ACPI");
}

static void run(struct probe_ctx *ctx)
{
	tell_password(ctx);
	tell_absolute(ctx);
}

static const char *const keys[] = {"lock.firmware_password", "lock.absolute", NULL};

const struct probe probe_locks = {
	.name = "locks",
	.label = N_("khoá firmware"),
	.deadline_ms = PROBE_DEADLINE_MS,
	.keys = keys,
	.run = run,
};
