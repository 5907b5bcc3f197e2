/*
 * What the bench asks of the live stick (hotroit/orders.json) and what the stick tells of a wiping
 * (NAME.json in the same folder): hotroit-orders, version 2, and hotroit-wipe, version 1. An order
 * names no person and no donor; a report says what was done, never that a standard was met.
 */
#ifndef HOTROIT_WIPE_REPORT_H
#define HOTROIT_WIPE_REPORT_H

#include "model.h"

/* May the donor's data be destroyed? */
enum donor_consent { WIPE_CONSENT_UNKNOWN, WIPE_CONSENT_YES, WIPE_CONSENT_NO };

const char *wipe_consent_key(enum donor_consent consent); /* "unknown", "yes", "no" */

#define WIPE_ID_DIGITS 32

/* As many hex digits, by chance: of a wiping, or as a salt. -EIO. */
int wipe_id_new(char ret[WIPE_ID_DIGITS + 1], struct err *err) MUST_USE;

/* ---- orders: bench → stick ------------------------------------------------------------------ */

#define WIPE_ORDERS_MAX 4096 /* of one stick, and not more than ROOT_FILE_MAX bytes */

struct wipe_order {
	const char *tag; /* of the device, as on its label */
	const char *made_at, *salt; /* of its orders; salt NULL: of version 1, which had none */
	const char *const *fingerprint; /* as wipe_fingerprint() makes it; at least one */
	size_t fingerprint_count;
	enum donor_consent consent;
};

struct wipe_orders {
	struct arena arena;
	const char *made_at; /* ISO 8601 with offset */
	const char *salt; /* WIPE_ID_DIGITS hex digits; NULL: version 1 */
	struct wipe_order *list;
	size_t count;
	size_t unread; /* files of wipe_orders_load() that are no orders */
};

void wipe_orders_done(struct wipe_orders *orders);
/* The same orders give the same bytes. Appended to RET. */
void wipe_orders_print(struct buf *ret, const struct wipe_orders *orders);
/* NAME says in messages where the text came from. -EBADMSG: anything wrong with it, a tag that is
 * there twice among it. *ret is only set on success. */
int wipe_orders_parse(struct wipe_orders *ret_orders, const char *json, size_t len,
		      const char *name, struct err *err) MUST_USE;
/*
 * All that is known at UNIX_MS on the live stick: the file PATH, or the *.json of the folder PATH,
 * one of each hotroit stick that was plugged in, the newest first and each aged. made_at is that of
 * the newest, NULL without one; a tag may be there several times. A file that can not be read may
 * have held a no: then no yes of the others is known any more.
 */
void wipe_orders_load(struct wipe_orders *ret_orders, const char *path, int64_t unix_ms);

/* What identifies the machine of SNAPSHOT, hashed so that a lost stick tells no serials: one
 * "FIELD:SHA-256" for each of serial, uuid, board and disk (the machine's own disks) that is known.
 * Two sticks, of different SALT, do not tell that they are about one machine; who has a stick and a
 * list of serials can still try them one by one. The list lives in ARENA; the count may be 0. */
const char *const *wipe_fingerprint(struct arena *arena, const char *salt,
				    const struct snapshot *snapshot, size_t *ret_count);
/*
 * Is ORDER about the machine of SNAPSHOT? A serial or UUID that both have and that differs says no.
 * Else one of serial, uuid, board that is the same says yes. Where neither side has any of these,
 * every disk of the machine must be in the order, and there must be one. All else is no.
 */
bool wipe_order_fits(const struct wipe_order *order, const struct snapshot *snapshot);
/* Does ORDER, which fits MACHINE, speak of its disk of SERIAL ("": it tells none)? One that names
 * no disks speaks of all where the serial or the board is the same: many machines share a UUID. */
bool wipe_order_has_disk(const struct wipe_order *order, const struct snapshot *machine,
			 const char *serial);
/* A machine before 2023 has no clock. */
#define WIPE_CLOCK_FLOOR_MS (INT64_C(1700000000) * 1000)
/* A month on, a machine may have been in other hands. What is no moment is that old, too, and what
 * is made tomorrow or later, unless the clock of UNIX_MS was never set. */
bool wipe_made_is_old(const char *made_at, int64_t unix_ms);
/* The yes of orders that are old is not known any more. */
void wipe_orders_age(struct wipe_orders *orders, int64_t unix_ms);
/* The newest order for TAG, or NULL; whether it fits the machine is asked apart. */
const struct wipe_order *wipe_order_find(const struct wipe_orders *orders, const char *tag);
/* The one that decides of wiping MACHINE as TAG: a no that is for TAG or fits MACHINE; else the
 * newest for TAG, if it fits; else NULL. */
const struct wipe_order *wipe_order_of(const struct wipe_orders *orders, const char *tag,
				       const struct snapshot *machine);

/* ---- report: stick → bench ------------------------------------------------------------------ */

enum wipe_result {
	WIPE_UNKNOWN, /* cut off, or nobody looked: to be taken for not wiped */
	WIPE_FAILED,
	WIPE_OK, /* done to its end and verified */
};

const char *wipe_result_key(enum wipe_result result); /* "unknown", "failed", "ok" */

/* One disk. Texts are NULL where nothing is to be said. */
struct wipe_disk {
	const char *disk; /* "ST9320325AS …1A2B": as the field disk of a wipe record */
	const char *medium; /* hdd ssd nvme emmc flash: as of a wipe record */
	const char *level; /* clear purge none */
	const char *method, *tool; /* "ghi đè 1 lượt số 0", "nwipe 0.34" */
	const char *started_at, *finished_at; /* ISO 8601 with offset */
	bool clock_ok; /* false: the machine's clock is wrong, and so are these times */
	enum wipe_result result;
	int64_t bytes; /* of the disk as it shows itself; 0: not known */
	const char *hidden; /* HPA, DCO: no, yes, removed, ???, n/a */
	const char *verify_method;
	enum wipe_result verify_result; /* WIPE_UNKNOWN: not verified */
	const char *sample_hash; /* SHA-256 of what was read back */
	const char *note; /* read errors, why it failed, what to do */
};

/* One wiping has two: one of before the first disk is touched, every result unknown, for when it is
 * cut off; and the one of its end, which counts instead. */
struct wipe_report {
	struct arena arena;
	const char *wiping; /* WIPE_ID_DIGITS hex digits, in both; NULL: of an older stick */
	const char *tag;
	struct snapshot machine; /* what identifies it, and its disks; see wipe_machine() */
	bool ordered; /* an order with this tag fits this machine */
	enum donor_consent consent; /* of wipe_order_of(), and of every disk; unknown without */
	const char *override_reason; /* typed; NULL where ordered with consent, else there */
	const char *by; /* initials as typed */
	struct wipe_disk *disks;
	size_t disk_count;
};

/* Is TEXT a reason to wipe without the donor's consent? "ok" is none. TEXT may be NULL. */
bool wipe_reason_is(const char *text);

void wipe_report_done(struct wipe_report *report);
/* Copies into MACHINE (from {0}) what of SNAPSHOT a report carries: enough to find the device in
 * the book as from the whole snapshot, and its disks. */
void wipe_machine(struct snapshot *machine, const struct snapshot *snapshot);
/* The same report gives the same bytes. Appended to RET. */
void wipe_report_print(struct buf *ret, const struct wipe_report *report);
/*
 * -EBADMSG: anything wrong. Refused, too, is a disk told as ok without level, method, tool, end or
 * a verification that is ok, or with something hidden left, and a wiping with neither consent nor a
 * reason, or with both. *ret is only set on success.
 */
int wipe_report_parse(struct wipe_report *ret_report, const char *json, size_t len,
		      const char *name, struct err *err) MUST_USE;

/* Is it the one of before? The end of a wiping that told of no disk says the same. */
bool wipe_report_is_begun(const struct wipe_report *report);

/* What a NAME.json off a stick is, by its content. */
enum wipe_file { WIPE_FILE_OTHER, WIPE_FILE_ORDERS, WIPE_FILE_REPORT };

enum wipe_file wipe_file_of(const char *json, size_t len);

#endif
