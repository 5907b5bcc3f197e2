/*
 * Which way for which disk, purely. Flash is told to erase itself, as overwriting does not reach
 * what it keeps in reserve; what turns is overwritten. The level is the lesser of what could be
 * claimed: ATA's plain erase is trusted no further than overwriting.
 */
#include "wipe.h"

const struct wipe_way_about wipe_ways[WAY_COUNT] = {
	[WAY_OVERWRITE] = {N_("ghi đè 1 lượt số 0, đọc lại hết"), "clear", "nwipe", EXPECT_ZERO},
	[WAY_DISCARD_OVERWRITE] = {N_("bỏ hết khối (discard) rồi ghi đè 1 lượt số 0, đọc lại hết"),
				   "clear", "nwipe", EXPECT_ZERO},
	[WAY_ATA_SANITIZE_BLOCK] = {N_("ATA Sanitize, xoá khối"), "purge", "hdparm",
				    EXPECT_BLANK},
	[WAY_ATA_SANITIZE_CRYPTO] = {N_("ATA Sanitize, xoá khoá mã hoá"), "purge", "hdparm",
				     EXPECT_CHANGED},
	[WAY_ATA_ERASE_ENHANCED] = {N_("ATA Secure Erase (enhanced)"), "purge", "hdparm",
				    EXPECT_CHANGED},
	[WAY_ATA_ERASE] = {N_("ATA Secure Erase"), "clear", "hdparm", EXPECT_BLANK},
	[WAY_NVME_SANITIZE_BLOCK] = {N_("NVMe Sanitize, xoá khối"), "purge", "nvme-cli",
				     EXPECT_BLANK},
	[WAY_NVME_SANITIZE_CRYPTO] = {N_("NVMe Sanitize, xoá khoá mã hoá"), "purge", "nvme-cli",
				      EXPECT_CHANGED},
	[WAY_NVME_FORMAT] = {N_("NVMe Format, xoá dữ liệu người dùng"), "purge", "nvme-cli",
			     EXPECT_BLANK},
	[WAY_EMMC_SANITIZE] = {N_("eMMC: bỏ hết khối rồi Sanitize"), "purge", "mmc-utils",
			       EXPECT_BLANK},
	[WAY_EMMC_SECURE_ERASE] = {N_("eMMC Secure Erase"), "purge", "blkdiscard", EXPECT_BLANK},
};

struct ladder {
	enum wipe_way *ways;
	size_t count;
};

static void add(struct ladder *ladder, bool can, enum wipe_way way)
{
	if (can)
		ladder->ways[ladder->count++] = way;
}

static void plan_ata(struct ladder *ladder, const struct wipe_can *can)
{
	/* A frozen or locked disk refuses these; the firmware does it at every start. One with a
	 * password of somebody's refuses ours. */
	bool open = !can->ata_frozen && !can->ata_locked && !can->ata_enabled;

	add(ladder, can->sanitize_block, WAY_ATA_SANITIZE_BLOCK);
	add(ladder, can->sanitize_crypto, WAY_ATA_SANITIZE_CRYPTO);
	add(ladder, open && can->ata_erase_enhanced, WAY_ATA_ERASE_ENHANCED);
	add(ladder, open && can->ata_erase, WAY_ATA_ERASE);
}

size_t wipe_plan(enum wipe_medium medium, const struct wipe_can *can,
		 enum wipe_way ret_ways[WAY_COUNT])
{
	struct ladder ladder = {.ways = ret_ways};

	switch (medium) {
	case MEDIUM_SSD:
		plan_ata(&ladder, can);
		break;
	case MEDIUM_NVME:
		add(&ladder, can->sanitize_block, WAY_NVME_SANITIZE_BLOCK);
		add(&ladder, can->sanitize_crypto, WAY_NVME_SANITIZE_CRYPTO);
		add(&ladder, can->nvme_format, WAY_NVME_FORMAT);
		break;
	case MEDIUM_EMMC:
		add(&ladder, can->emmc_sanitize, WAY_EMMC_SANITIZE);
		add(&ladder, can->emmc_secure_erase, WAY_EMMC_SECURE_ERASE);
		break;
	case MEDIUM_HDD:
	case MEDIUM_UNSURE:
		break;
	}
	add(&ladder, true,
	    medium != MEDIUM_HDD && can->discard ? WAY_DISCARD_OVERWRITE : WAY_OVERWRITE);
	return ladder.count;
}

const char *wipe_medium_key(enum wipe_medium medium)
{
	static const char *const keys[] = {[MEDIUM_HDD] = "hdd",
					   [MEDIUM_SSD] = "ssd",
					   [MEDIUM_NVME] = "nvme",
					   [MEDIUM_EMMC] = "emmc"};

	return keys[medium];
}

const char *wipe_hidden_key(enum wipe_hidden hidden)
{
	static const char *const keys[] = {[HIDDEN_NONE] = "n/a",
					   [HIDDEN_UNKNOWN] = "???",
					   [HIDDEN_NO] = "no",
					   [HIDDEN_YES] = "yes"};

	return keys[hidden];
}
