/* The guards of a device's life (device_guard.c), and what its steps and those of repairs and
 * liquidation ask of its records. */
#ifndef HOTROIT_DEVICE_PRIV_H
#define HOTROIT_DEVICE_PRIV_H

#include "flow_priv.h"
#include "life_priv.h"

extern const struct life_guard guard_donation, guard_intake, guard_battery, guard_unlocked,
	guard_locks_read, guard_repairs_closed, guard_wipe_consent, guard_wiped,
	guard_other_person, guard_standard, guard_charger, guard_fails, guard_hopeless,
	guard_data_closed, guard_same_pupil, guard_safe, guard_still_good, guard_locks_clear,
	guard_to_verify;

/* The newest snapshot of a device; NULL: it was never probed. */
int device_snapshot_id(struct life_case *c, const char *device, const char **ret_id,
		       struct err *err) MUST_USE;

/* What could be taken out of the device, by its newest probe: a life_step.suggest. */
int device_suggest_harvest(struct life_case *c, struct buf *ret, struct err *err);

/* A disk that a probe saw inside the device. */
struct device_unit {
	char label[80]; /* "ST9320325AS …1A2B": as of a wipe record; "": nobody knows */
	char mark[32]; /* the end of its serial, folded; "": not known */
	char serial[64]; /* whole; "": not known */
	int64_t bytes; /* 0: not known */
};

/* The disks inside the machine of SNAPSHOT, at most MAX; how many. */
size_t device_units_seen(const struct snapshot *snapshot, struct device_unit *ret, size_t max);
/* The same of a device's newest probe. At least one: of a device that was never probed or holds
 * what no probe counts nothing is known but that. */
int device_units(struct store *store, const char *device, struct device_unit *ret, size_t max,
		 size_t *ret_count, struct err *err) MUST_USE;
/* May DISK, as a wipe record names it, be this one? */
bool device_unit_fits(const struct device_unit *unit, const char *disk);

/* The wipes of the device since it last came back from a pupil. */
struct device_wipes {
	size_t missing; /* storage units without one */
	const char *names; /* theirs, as far as known; in the case's arena */
	bool cleared, purged, destroyed; /* some unit was, and no more than that */
	bool by_actor; /* the acting person did or wrote down one of them */
};

/* Of each disk the newest wiping tells: one that found data, or was cut off, takes an earlier one's
 * word back. WRITTEN: one that is being written down, perhaps in place of the record with its id;
 * or NULL. */
int device_wipes(struct life_case *c, const struct row *written, struct device_wipes *ret,
		 struct err *err) MUST_USE;
/* Did the device come back from hands that may have used it, by STEP? LATEST ("" at first) is then
 * moved on to that step's moment. */
bool device_came_back(const struct row *step, char latest[CLOCK_TEXT_MAX]);
/* The records by which the device's disks are wiped, in the order they were written down. */
int device_wipes_standing(struct store *store, struct arena *arena, const char *device,
			  const struct row ***ret, size_t *ret_count, struct err *err) MUST_USE;

/* What keeps a device that was ready once from being given: a disk, put in since, of which no
 * wiping tells. NULL: none is known. */
int device_wipe_doubt(struct store *store, struct arena *arena, const char *device,
		      const char **ret_why, struct err *err) MUST_USE;

/* Verifies every wiping of the device that waits for whoever acts: a life_step.apply. */
int device_verify(struct life_case *c, struct err *err);

/* Why a device may not be given, in words that say what to do; NULL: it may. */
struct device_doubt {
	const char *why;
	bool is_waivable; /* a coordinator may let it pass */
};

/* May DEVICE, which passed its last check or was brought back, be given? A swollen battery, a lock
 * and a disk that nobody wiped keep it whenever they were found; what else was found since that
 * check counts again, and what a coordinator let pass there stays so until it is probed anew. Asked
 * at every step to a pupil, and before one is proposed. */
int device_still_good(struct store *store, struct arena *arena, const struct row *device,
		      struct device_doubt *ret, struct err *err) MUST_USE;

#endif
