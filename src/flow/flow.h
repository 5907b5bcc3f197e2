/*
 * flow: the corridor itself. Starts the probe as a child, turns its output into a snapshot, judges
 * it, keeps it. Knows every room below and no screen; nothing here blocks on hardware.
 */
#ifndef HOTROIT_FLOW_H
#define HOTROIT_FLOW_H

#include "assess.h"
#include "store.h"

/* ---- plans ----------------------------------------------------------------------------------- */

struct plan_library {
	struct plan **plans;
	size_t count;
};

#define FLOW_PLAN_DEFAULT "gia-lam-2021"

/* The plans built in, and those in $XDG_DATA_HOME/hotroit/plans, which win by id. A plan file that
 * does not pass its check is left out and told by WARN. */
int flow_plans_load(struct plan_library *ret_library, void (*warn)(const struct err *err),
		    struct err *err) MUST_USE;
void flow_plans_done(struct plan_library *library);
const struct plan *flow_plan_find(const struct plan_library *library, const char *id);

/* ---- bench slots ----------------------------------------------------------------------------- */

enum slot_state {
	SLOT_EMPTY,
	SLOT_PROBING,
	SLOT_DONE, /* snapshot and verdict are there */
	SLOT_FAILED, /* err says why */
};

struct slot {
	enum slot_state state;
	char device_id[128]; /* "host", … */
	struct proc proc;
	struct buf out, note;
	unsigned step, steps; /* probes answered, of how many */
	char step_label[64]; /* the probe at work, in the user's language */
	int64_t started_ms; /* clock_mono_ms */
	struct snapshot snapshot;
	struct verdict verdict;
	struct store_saved saved;
	bool is_saved;
	struct err err;
};

#define BENCH_SLOTS 20
#define BENCH_PROBE_DEADLINE_MS 60000

struct bench {
	struct slot slots[BENCH_SLOTS];
	struct store *store; /* lent; NULL: nothing is kept */
	const struct plan *plan; /* lent; NULL: nothing is judged */
	const char *root; /* lent: --root for the probes; NULL: this machine */
};

void bench_init(struct bench *bench, struct store *store, const struct plan *plan);
void bench_done(struct bench *bench); /* stops every child */
/* Starts a probe of DEVICE_ID in SLOT (what stood there is dropped; it is in the store). */
int bench_probe(struct bench *bench, size_t slot, const char *device_id, struct err *err) MUST_USE;
/* Takes in whatever the children have said; never blocks. True when something changed. */
bool bench_poll(struct bench *bench);
/* The descriptors to wait on, for the screen's own poll(2): at most 2 a slot. */
size_t bench_fds(const struct bench *bench, int *ret_fds, size_t max);

/* ---- the same work for the command line ------------------------------------------------------ */

/* Runs hotroit-probe to its end. ROOT may be NULL. -ENOENT no such device or program, … */
int flow_probe(struct snapshot *ret_snapshot, const char *device_id, const char *root,
	       struct err *err) MUST_USE;
/* Judges a stored device anew, inspections included. Nothing is kept: store_save_verdict() does
 * that. The plan must outlive the verdict. */
int flow_judge_device(struct store *store, const struct plan *plan, const char *device_id,
		      enum assess_stage stage, struct snapshot *ret_snapshot,
		      struct verdict *ret_verdict, struct err *err) MUST_USE;
/* Judges a stored SIM (its id or tag) by what was written of it; nothing is kept. RET_WARNINGS: as
 * sim_warnings(). The plan must outlive the verdict. */
int flow_judge_sim(struct store *store, const struct plan *plan, const char *id,
		   struct snapshot *ret_snapshot, struct verdict *ret_verdict,
		   struct buf *ret_warnings, struct err *err) MUST_USE;
/* The same warnings alone, of a record that was read. */
void flow_sim_warnings(struct buf *ret, const struct record_kind *kind,
		       const struct record *record);

#endif
