/* What the tools print, read: hdparm 9.65, nvme-cli 2.3, mmc-utils, nwipe 0.34. Where a tool prints
 * something else, nothing is claimed. */
#include "wipe.h"

#include <ctype.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Copies the line at *TEXT into RET, its blanks made one each, and goes on behind it. */
static bool next_line(const char **text, char *ret, size_t size)
{
	size_t used = 0;

	if (!**text)
		return false;
	for (; **text && **text != '\n'; (*text)++) {
		bool blank = isspace((unsigned char)**text);

		if (used + 1 < size && !(blank && (!used || ret[used - 1] == ' ')))
			ret[used++] = blank ? ' ' : **text;
	}
	if (**text)
		(*text)++;
	while (used && ret[used - 1] == ' ')
		used--;
	ret[used] = '\0';
	return true;
}

/* The number behind WORD in LINE, in any base; false where there is none. */
static bool number_after(const char *line, const char *word, uint64_t *ret)
{
	const char *at = strstr(line, word);
	char *end;
	uint64_t value;

	if (!at)
		return false;
	at += strlen(word);
	at += strspn(at, " :=");
	if (!isdigit((unsigned char)*at))
		return false;
	value = strtoull(at, &end, 0);
	*ret = value;
	return end > at;
}

/* ---- ATA ------------------------------------------------------------------------------------- */

static void read_minutes(struct wipe_can *can, const char *line)
{
	const char *enhanced = strstr(line, "min for ENHANCED SECURITY ERASE");

	if (strstr(line, "min for SECURITY ERASE UNIT"))
		can->erase_minutes = (unsigned)(strtoul(line, NULL, 10) % 10000);
	if (!enhanced)
		return;
	while (enhanced > line && isdigit((unsigned char)enhanced[-1]))
		enhanced--;
	can->enhanced_minutes = (unsigned)(strtoul(enhanced, NULL, 10) % 10000);
}

static void read_security(struct wipe_can *can, const char *line)
{
	if (str_eq(line, "supported"))
		can->ata_erase = true;
	else if (str_eq(line, "supported: enhanced erase"))
		can->ata_erase_enhanced = true;
	else if (str_eq(line, "enabled"))
		can->ata_enabled = true;
	else if (str_eq(line, "locked"))
		can->ata_locked = true;
	else if (str_eq(line, "frozen"))
		can->ata_frozen = true;
	else
		read_minutes(can, line);
}

void wipe_read_identify(struct wipe_can *can, const char *text)
{
	bool in_security = false, sanitize = false, block = false, crypto = false;
	char line[160];

	while (next_line(&text, line, sizeof(line))) {
		if (str_starts(line, "Security:"))
			in_security = true;
		else if (str_starts(line, "Logical Unit WWN") || str_starts(line, "Checksum"))
			in_security = false;
		else if (in_security)
			read_security(can, line);
		else if (str_eq(line, "* SANITIZE feature set"))
			sanitize = true;
		else if (str_eq(line, "* BLOCK_ERASE_EXT command"))
			block = true;
		else if (str_eq(line, "* CRYPTO_SCRAMBLE_EXT command"))
			crypto = true;
	}
	can->sanitize_block = sanitize && block;
	can->sanitize_crypto = sanitize && crypto;
	/* Without the first there is nothing that the second could be said of. */
	can->ata_erase_enhanced = can->ata_erase_enhanced && can->ata_erase;
}

/* " max sectors   = 976771055/976773168, HPA is enabled", on newer disks "…, ACCESSIBLE MAX ADDRESS
 * enabled". More than is shown is hidden, whatever the words. */
void wipe_read_hpa(struct wipe_can *can, const char *text)
{
	const char *slash = strchr(text, '/');
	uint64_t shown = 0, real = 0;

	can->hidden = HIDDEN_UNKNOWN;
	/* A bridge that made its answer up has sense data to complain of, or sizes of 0 or 1. */
	if (strstr(text, "bad/missing sense data") || strstr(text, "invalid") ||
	    !number_after(text, "max sectors", &shown) || shown < 2 || !slash ||
	    !number_after(slash, "/", &real) || real < shown)
		return;
	if (strstr(text, "disabled") && real == shown)
		can->hidden = HIDDEN_NO;
	if (real > shown && real < UINT64_C(1) << 48) {
		can->hidden = HIDDEN_YES;
		can->hidden_bytes = (real - shown) * 512;
	}
}

/* Many newer disks have no DCO and answer with an error: what is known of the HPA stands then. A
 * disk that has one says how large it really is. */
void wipe_read_dco(struct wipe_can *can, const char *text, uint64_t bytes)
{
	uint64_t shown = (bytes + can->hidden_bytes) / 512, real = 0;

	if (strstr(text, "bad/missing sense data") ||
	    !number_after(text, "Real max sectors", &real) || real < 2)
		return;
	if (real + 1 < shown || real >= UINT64_C(1) << 48) {
		/* What the other answer found hidden is hidden all the same. */
		if (can->hidden != HIDDEN_YES)
			can->hidden = HIDDEN_UNKNOWN;
	} else if (real > shown + 1) {
		can->hidden = HIDDEN_YES;
		can->dco_bytes = (real - shown) * 512;
		can->hidden_bytes += can->dco_bytes;
	}
}

enum wipe_sanitize wipe_read_ata_sanitize(const char *text)
{
	if (strstr(text, "SD2 Sanitize operation In Process"))
		return SANITIZE_RUNNING;
	if (strstr(text, "SD3") || strstr(text, "unsuccessfully") ||
	    strstr(text, "SANITIZE failed"))
		return SANITIZE_FAILED;
	return strstr(text, "Last Sanitize Operation Completed Without Error") &&
			       strstr(text, "SD0")
		       ? SANITIZE_DONE
		       : SANITIZE_UNREAD;
}

/* ---- NVMe (base specification 1.4) ----------------------------------------------------------- */

#define SANICAP_CRYPTO 0x1
#define SANICAP_BLOCK 0x2
#define OACS_FORMAT 0x2
#define SSTAT_WORD 0x7

void wipe_read_controller(struct wipe_can *can, const char *text)
{
	char line[160];
	uint64_t value;

	while (next_line(&text, line, sizeof(line))) {
		if (str_starts(line, "sanicap :") && number_after(line, "sanicap :", &value)) {
			can->sanitize_crypto = value & SANICAP_CRYPTO;
			can->sanitize_block = value & SANICAP_BLOCK;
		}
		if (str_starts(line, "nn :") && number_after(line, "nn :", &value))
			can->namespaces_most = value > UINT_MAX ? UINT_MAX : (unsigned)value;
		if (str_starts(line, "oacs :") && number_after(line, "oacs :", &value))
			can->nvme_format = value & OACS_FORMAT;
	}
}

/* "[   0]:0x1", a line each. */
void wipe_read_namespaces(struct wipe_can *can, const char *text, unsigned seen)
{
	unsigned count = 0;
	char line[160];
	uint64_t id;

	while (next_line(&text, line, sizeof(line)))
		count += line[0] == '[' && number_after(line, "]:", &id) && id;
	can->namespaces_more = count > seen ? count - seen : 0;
	can->namespaces_untold = count == 0 && can->namespaces_most != 1;
}

void wipe_read_registers(struct wipe_can *can, const char *text)
{
	char line[160];

	while (next_line(&text, line, sizeof(line)))
		if (str_starts(line, "Boot Partition Support (BPS): Yes"))
			can->boot_areas = true;
}

enum wipe_sanitize wipe_read_nvme_sanitize(const char *text)
{
	uint64_t status;

	if (!number_after(text, "(SSTAT) :", &status))
		return SANITIZE_UNREAD;
	switch (status & SSTAT_WORD) {
	case 1:
	case 4:
		return SANITIZE_DONE;
	case 2:
		return SANITIZE_RUNNING;
	case 3:
		return SANITIZE_FAILED;
	default:
		return SANITIZE_UNREAD;
	}
}

/* ---- eMMC (JEDEC 84-B51, SEC_FEATURE_SUPPORT) ------------------------------------------------ */

#define SEC_ER_EN 0x1
#define SEC_SANITIZE 0x40

void wipe_read_extcsd(struct wipe_can *can, const char *text)
{
	uint64_t value;

	if (!number_after(text, "[SEC_FEATURE_SUPPORT:", &value))
		return;
	can->emmc_secure_erase = value & SEC_ER_EN;
	can->emmc_sanitize = value & SEC_SANITIZE;
}

/* ---- nwipe ----------------------------------------------------------------------------------- */

/* Cuts "sda | 0 | 0 | 0" (or with a mark before the name) into its columns. */
static size_t columns_of(char *line, const char *name, char *ret[4])
{
	size_t count = 0;
	char *save = NULL;

	for (char *part = strtok_r(line, "|", &save); part && count < 4;
	     part = strtok_r(NULL, "|", &save))
		ret[count++] = str_trim(part);
	if (count < 4)
		return 0;
	if (str_starts(ret[0], "!"))
		ret[0] = str_trim(ret[0] + 1);
	return str_eq(ret[0], name) ? count : 0;
}

bool wipe_read_nwipe(struct wipe_nwipe *ret, const char *log, const char *name)
{
	struct wipe_nwipe told = {0};
	bool counted = false, status = false, erased = false;
	static const char *const written = " bytes written to ";
	char line[256], *part[4];

	while (next_line(&log, line, sizeof(line))) {
		const char *at = strstr(line, written), *from = at;

		while (from && from > line && isdigit((unsigned char)from[-1]))
			from--;
		if (at && str_ends(line, name))
			told.written = strtoull(from, NULL, 10);
		if (at || columns_of(line, name, part) == 0)
			continue;
		if (str_to_u64(part[1], 10, &told.pass_errors) &&
		    str_to_u64(part[2], 10, &told.verify_errors) &&
		    str_to_u64(part[3], 10, &told.sync_errors)) {
			counted = true;
		} else {
			erased = str_eq(part[1], "Erased") && (!status || erased);
			status = true;
		}
	}
	told.erased = counted && erased && !told.pass_errors && !told.verify_errors &&
		      !told.sync_errors;
	*ret = told;
	return counted || status;
}
