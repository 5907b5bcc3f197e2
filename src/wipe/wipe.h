/*
 * wipe: destroys what is on the disks of the machine that the live stick was booted on. What can be
 * decided is apart from what is done: wipe_plan() and the readers of the tools' answers are pure.
 * Every disk is looked at again right before it is touched. A recorded tree (root.is_host false)
 * does as well as the machine, and there nothing but plain files and loop devices is ever opened.
 */
#ifndef HOTROIT_WIPE_H
#define HOTROIT_WIPE_H

#include "disk_list.h"
#include "wipe_report.h"

/* ---- what a disk can do (ask.c asks, tell.c reads) ------------------------------------------- */

enum wipe_medium { MEDIUM_UNSURE, MEDIUM_HDD, MEDIUM_SSD, MEDIUM_NVME, MEDIUM_EMMC };

enum wipe_hidden {
	HIDDEN_NONE, /* not a kind of disk that could */
	HIDDEN_UNKNOWN, /* asked, and it did not answer sensibly: told as "???" */
	HIDDEN_NO,
	HIDDEN_YES, /* a host protected area or a device configuration overlay */
};

struct wipe_can {
	bool sanitize_block, sanitize_crypto; /* ATA SANITIZE or NVMe Sanitize */
	bool ata_erase, ata_erase_enhanced; /* ATA Security */
	bool ata_enabled, ata_locked, ata_frozen;
	unsigned erase_minutes, enhanced_minutes; /* as the disk says; 0: it does not */
	bool nvme_format;
	bool emmc_secure_erase, emmc_sanitize;
	bool discard;
	enum wipe_hidden hidden;
	uint64_t hidden_bytes; /* HIDDEN_YES, where it is known how much */
	uint64_t dco_bytes; /* of these: by a device configuration overlay, which we do not open */
	/* What no way of wiping this disk reaches, or only some do. */
	bool is_shared; /* NVMe: other namespaces of it are disks of their own here */
	unsigned namespaces_most; /* NVMe: as many as it could have; 0: it does not say */
	unsigned namespaces_more; /* NVMe: that are no disks here; Sanitize reaches them */
	bool namespaces_untold; /* NVMe: it could have such, and does not say */
	unsigned general_areas; /* eMMC: general purpose partitions */
	bool boot_areas; /* eMMC, NVMe: boot partitions that are not, or perhaps not, blank */
};

/* Each takes the text of one tool and sets what it tells of; the rest of *CAN stays. */
void wipe_read_identify(struct wipe_can *can, const char *text); /* hdparm -I */
void wipe_read_hpa(struct wipe_can *can, const char *text); /* hdparm -N */
/* hdparm --dco-identify, after -N; BYTES: how large the disk shows itself. */
void wipe_read_dco(struct wipe_can *can, const char *text, uint64_t bytes);
void wipe_read_controller(struct wipe_can *can, const char *text); /* nvme id-ctrl */
/* nvme list-ns --all, after id-ctrl; SEEN: how many of its namespaces are disks here. */
void wipe_read_namespaces(struct wipe_can *can, const char *text, unsigned seen);
void wipe_read_registers(struct wipe_can *can, const char *text); /* nvme show-regs -H */
void wipe_read_extcsd(struct wipe_can *can, const char *text); /* mmc extcsd read */

enum wipe_sanitize { SANITIZE_UNREAD, SANITIZE_RUNNING, SANITIZE_DONE, SANITIZE_FAILED };

enum wipe_sanitize wipe_read_ata_sanitize(const char *text); /* hdparm --sanitize-status */
enum wipe_sanitize wipe_read_nvme_sanitize(const char *text); /* nvme sanitize-log */

struct wipe_nwipe {
	bool erased; /* it says so of this disk, and has no error to tell */
	uint64_t pass_errors, verify_errors, sync_errors;
	uint64_t written; /* bytes, of the last pass */
};

/* What nwipe's log tells of the disk NAME ("sda"). False: nothing. */
bool wipe_read_nwipe(struct wipe_nwipe *ret, const char *log, const char *name);

/* ---- which way for which disk (plan.c) ------------------------------------------------------- */

enum wipe_way {
	WAY_OVERWRITE,
	WAY_DISCARD_OVERWRITE,
	WAY_ATA_SANITIZE_BLOCK,
	WAY_ATA_SANITIZE_CRYPTO,
	WAY_ATA_ERASE_ENHANCED,
	WAY_ATA_ERASE,
	WAY_NVME_SANITIZE_BLOCK,
	WAY_NVME_SANITIZE_CRYPTO,
	WAY_NVME_FORMAT,
	WAY_EMMC_SANITIZE,
	WAY_EMMC_SECURE_ERASE,
	WAY_COUNT,
};

/* What has to be read back where our mark was put before. */
enum wipe_expect {
	EXPECT_ZERO,
	EXPECT_BLANK, /* every block of one byte throughout: 00 or FF */
	EXPECT_CHANGED, /* anything but the mark: the key of what was there is gone */
	EXPECT_MARK, /* the mark itself: nothing was done yet */
};

struct wipe_way_about {
	const char *method; /* Vietnamese; translate when shown */
	const char *level; /* clear, purge */
	const char *tool; /* "hdparm" */
	enum wipe_expect expect;
};

extern const struct wipe_way_about wipe_ways[WAY_COUNT];

/* The ways to try, one after another, best first; the last one every disk can. Returns how many. */
size_t wipe_plan(enum wipe_medium medium, const struct wipe_can *can,
		 enum wipe_way ret_ways[WAY_COUNT]);
const char *wipe_medium_key(enum wipe_medium medium); /* hdd ssd nvme emmc; NULL: unsure */
const char *wipe_hidden_key(enum wipe_hidden hidden); /* "n/a", "???", "no", "yes" */

/* ---- the machine's disks (target.c) ---------------------------------------------------------- */

#define TARGET_ID_MAX 17

struct wipe_target {
	char name[DISK_NAME_MAX]; /* "sda" */
	char id[TARGET_ID_MAX]; /* of this very disk: place, model, serial and size */
	char label[80]; /* "ST9320325AS …1A2B", cleaned */
	char serial[64];
	enum wipe_medium medium;
	uint64_t bytes; /* 0: not known */
	char why[192]; /* why it must not be touched, translated; "": it may be */
	struct wipe_can can; /* of one that may be wiped, once wipe_ask() was called */
	enum wipe_way ways[WAY_COUNT];
	size_t way_count;
};

struct wipe_targets {
	struct wipe_target list[DISK_COUNT_MAX];
	size_t count;
};

/* Every disk that is there, those that must not be touched with the reason. MACHINE: the snapshot
 * of this boot, which knows what it was booted from; may be NULL. */
int wipe_targets_read(struct wipe_targets *ret, const struct root *root,
		      const struct snapshot *machine, struct err *err) MUST_USE;
/* Asks the disk what it can do, and plans. */
void wipe_ask(struct wipe_target *target, const struct root *root);
/* Takes away a host protected area for good, where the disk lets it go; TARGET is then as it shows
 * itself now, and asked again. What a device configuration overlay hides stays hidden. -EIO: it is
 * still there. -EXDEV: another disk answers. */
int wipe_unhide(struct wipe_target *target, const struct root *root,
		const struct snapshot *machine, struct err *err) MUST_USE;
/* The path by which a tool opens the disk. */
void wipe_device_path(char *ret, size_t size, const struct root *root, const char *name);
/* Opens the disk for this program alone, as long as the descriptor is open. -EBUSY: it is mounted
 * or used. -EXDEV: what is there now is no longer the TARGET. */
int wipe_device_open(const struct wipe_target *target, const struct root *root, int *ret_fd,
		     struct err *err) MUST_USE;

/* ---- looking by a way of our own (sample.c) -------------------------------------------------- */

#define SAMPLE_SPOTS 1000
#define SAMPLE_BLOCK 4096u
#define SAMPLE_ENDS (1u << 20) /* bytes at the start and at the end, all of them */

struct wipe_sample {
	uint64_t bytes; /* of the disk */
	/* Where in its stretch each spot lies, and what the mark is: another for every way. */
	uint64_t seed;
};

struct wipe_seen {
	uint64_t blocks, wrong, unread;
	uint64_t first_wrong; /* byte */
	char unread_at[96]; /* the first bytes that could not be read: "0, 4096, …" */
	char hash[65]; /* SHA-256 of all that was read */
};

/* Writes our mark at every spot. -EIO: not at all of them. */
int wipe_sample_mark(const struct wipe_sample *sample, int fd) MUST_USE;
/* Reads every spot from the medium. 0 whatever was seen; errors are those of memory and of an
 * unusable descriptor. */
int wipe_sample_look(struct wipe_seen *ret, const struct wipe_sample *sample, int fd,
		     enum wipe_expect expect) MUST_USE;

/* Of a disk whose power goes while it erases itself, which then asks for it at every start. */
#define WIPE_ATA_PASSWORD "hotroit"

/* ---- doing it (run.c, ways.c) ---------------------------------------------------------------- */

/* Told of as it goes on, from the thread that called. */
struct wipe_watcher {
	void (*doing)(void *user, const char *what); /* translated */
	void (*at)(void *user, uint64_t done, uint64_t total); /* bytes, roughly */
	bool (*stopped)(void *user); /* somebody wants it to end */
	void *user;
};

/* Wipes and verifies TARGET. What became of it is in RET, whose texts live in ARENA: ok only when
 * done to its end and verified, whatever happens. */
void wipe_disk_run(struct wipe_disk *ret, struct arena *arena, const struct wipe_target *target,
		   const struct root *root, const struct wipe_watcher *watcher);

/* ---- may it be done (permit.c) --------------------------------------------------------------- */

struct wipe_permit {
	const char *tag, *confirmed; /* as asked for, and as typed again */
	const char *by;
	const char *override_reason; /* or NULL */
	const struct wipe_orders *orders;
	const struct snapshot *machine;
	const struct wipe_target *targets; /* what is to be wiped */
	size_t target_count;
};

/* Fills ordered, consent and the texts of RET (lent). -EINVAL what was typed is no good, -EPERM no
 * consent and no reason. */
int wipe_permit_check(struct wipe_report *ret, const struct wipe_permit *permit,
		      struct err *err) MUST_USE;

#endif
