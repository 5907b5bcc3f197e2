/* The ways, each through the tool that its makers maintain. */
#include "run_priv.h"

#include <errno.h>
#include <string.h>

#define SHORT_MS (2 * MINUTE_MS)
#define STALL_MS (10 * MINUTE_MS)
#define DISCARD_MS (60 * MINUTE_MS)
#define FORMAT_MS (4 * 60 * MINUTE_MS)
#define SANITIZE_MS (12 * 60 * MINUTE_MS)
#define SANITIZE_LOOK_MS 2000
#define ERASE_LEAST_MINUTES 120

static int overwrite(struct run *run)
{
	const char *const argv[] = {"nwipe",     "--autonuke", "--nogui",       "--nowait",
				    "--noblank", "--quiet",    "--method=zero", "--verify=last",
				    run->path,   NULL};
	struct wipe_nwipe told;
	int r = run_tool(run, argv, STALL_MS, 2 * run->target->bytes);

	if (r == -ECANCELED || r == -ETIMEDOUT || r == -ENOENT)
		return r;
	if (!wipe_read_nwipe(&told, buf_text(&run->said), run->target->name)) {
		run_note(run, _("nwipe không nói gì về ổ này"));
		return -EIO;
	}
	if (told.pass_errors || told.verify_errors || told.sync_errors)
		run_note(run, _("nwipe: %llu lỗi ghi, %llu lỗi đọc lại, %llu lỗi đồng bộ"),
			 (unsigned long long)told.pass_errors,
			 (unsigned long long)told.verify_errors,
			 (unsigned long long)told.sync_errors);
	/* Its exit code alone is not believed, and neither is its word without the bytes. */
	return r == 0 && told.erased && told.written == run->target->bytes ? 0 : -EIO;
}

static int discard(struct run *run, bool secure)
{
	const char *const plain[] = {"blkdiscard", "-f", run->path, NULL};
	const char *const deep[] = {"blkdiscard", "-f", "-s", run->path, NULL};

	return run_tool(run, secure ? deep : plain, DISCARD_MS, 0);
}

static int discard_overwrite(struct run *run)
{
	int r = discard(run, false);

	if (r == -ECANCELED)
		return r;
	return overwrite(run);
}

/* ---- ATA ------------------------------------------------------------------------------------- */

static int sanitize_wait(struct run *run, const char *const *argv,
			 enum wipe_sanitize (*read)(const char *text))
{
	for (int64_t end = clock_mono_ms() + SANITIZE_MS; clock_mono_ms() < end;) {
		int r = run_tool(run, argv, SHORT_MS, 0);

		if (r == -ECANCELED)
			return r;
		switch (read(buf_text(&run->said))) {
		case SANITIZE_DONE:
			return 0;
		case SANITIZE_RUNNING:
			break;
		case SANITIZE_FAILED:
		case SANITIZE_UNREAD:
			return -EIO;
		}
		r = run_wait(run, SANITIZE_LOOK_MS);
		if (r < 0)
			return r;
	}
	return -ETIMEDOUT;
}

static int ata_sanitize(struct run *run, const char *action)
{
	const char *const start[] = {"hdparm", "--yes-i-know-what-i-am-doing", action, run->path,
				     NULL};
	const char *const look[] = {"hdparm", "--sanitize-status", run->path, NULL};
	int r = run_tool(run, start, SHORT_MS, 0);

	return r < 0 ? r : sanitize_wait(run, look, wipe_read_ata_sanitize);
}

static int ata_password(struct run *run, const char *option)
{
	const char *const argv[] = {"hdparm", "--user-master", "u", option,
				    WIPE_ATA_PASSWORD, run->path, NULL};

	return run_tool(run, argv, SHORT_MS, 0);
}

/* The erase takes the password away with it; where it failed, we do. A disk that no longer answers
 * may still have it. */
static void ata_unlock(struct run *run)
{
	const char *const argv[] = {"hdparm", "-I", run->path, NULL};
	struct wipe_can can = {0};

	if (run_tool(run, argv, SHORT_MS, 0) < 0) {
		run_note(run, _("ổ có thể còn mật khẩu ATA «%s»"), WIPE_ATA_PASSWORD);
		return;
	}
	wipe_read_identify(&can, buf_text(&run->said));
	if (!can.ata_enabled)
		return;
	/* One that is not locked refuses to be unlocked. */
	if (can.ata_locked && ata_password(run, "--security-unlock") < 0)
		log_debug("wipe: not unlocked");
	if (ata_password(run, "--security-disable") < 0)
		run_note(run, _("ổ còn đặt mật khẩu ATA «%s»"), WIPE_ATA_PASSWORD);
}

static int ata_erase(struct run *run, const char *option, unsigned minutes)
{
	const char *const argv[] = {"hdparm", "--user-master", "u", option,
				    WIPE_ATA_PASSWORD, run->path, NULL};
	int64_t limit = minutes > ERASE_LEAST_MINUTES / 2 ? 2 * (int64_t)minutes
							   : ERASE_LEAST_MINUTES;
	int r = run_wait(run, 0);

	if (r < 0)
		return r;
	/* Stopped in its midst, the disk would keep a password that nobody knows of. */
	run->watcher->doing(run->watcher->user, _("ổ tự xoá, không dừng được"));
	run->unstoppable = true;
	r = ata_password(run, "--security-set-pass");
	if (r == 0)
		r = run_tool(run, argv, limit * MINUTE_MS, 0);
	ata_unlock(run);
	run->unstoppable = false;
	return r;
}

/* ---- NVMe, eMMC ------------------------------------------------------------------------------ */

static int nvme_sanitize(struct run *run, const char *action)
{
	const char *const start[] = {"nvme", "sanitize", run->path, "-a", action, NULL};
	const char *const look[] = {"nvme", "sanitize-log", run->path, NULL};
	int r = run_tool(run, start, SHORT_MS, 0);

	return r < 0 ? r : sanitize_wait(run, look, wipe_read_nvme_sanitize);
}

static int nvme_format(struct run *run)
{
	const char *const argv[] = {"nvme", "format", run->path, "-s", "1", "--force",
				    "-t", "14400000", NULL};

	return run_tool(run, argv, FORMAT_MS, 0);
}

static int emmc_sanitize(struct run *run)
{
	const char *const argv[] = {"mmc", "sanitize", run->path, NULL};
	int r = discard(run, false);

	return r < 0 ? r : run_tool(run, argv, DISCARD_MS, 0);
}

int way_do(struct run *run, enum wipe_way way)
{
	const struct wipe_can *can = &run->target->can;

	switch (way) {
	case WAY_DISCARD_OVERWRITE:
		return discard_overwrite(run);
	case WAY_ATA_SANITIZE_BLOCK:
		return ata_sanitize(run, "--sanitize-block-erase");
	case WAY_ATA_SANITIZE_CRYPTO:
		return ata_sanitize(run, "--sanitize-crypto-scramble");
	case WAY_ATA_ERASE_ENHANCED:
		return ata_erase(run, "--security-erase-enhanced", can->enhanced_minutes);
	case WAY_ATA_ERASE:
		return ata_erase(run, "--security-erase", can->erase_minutes);
	case WAY_NVME_SANITIZE_BLOCK:
		return nvme_sanitize(run, "2");
	case WAY_NVME_SANITIZE_CRYPTO:
		return nvme_sanitize(run, "4");
	case WAY_NVME_FORMAT:
		return nvme_format(run);
	case WAY_EMMC_SANITIZE:
		return emmc_sanitize(run);
	case WAY_EMMC_SECURE_ERASE:
		return discard(run, true);
	case WAY_OVERWRITE:
	case WAY_COUNT:
		break;
	}
	return overwrite(run);
}
