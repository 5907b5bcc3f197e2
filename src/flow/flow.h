/*
 * flow: the corridor itself. Starts the probe as a child, turns its output into a snapshot, judges
 * it, keeps it. Knows every room below and no screen; nothing here blocks on hardware.
 */
#ifndef HOTROIT_FLOW_H
#define HOTROIT_FLOW_H

#include "assess.h"
#include "export.h"
#include "flow_stick.h"
#include "store.h"

/* ---- plans ----------------------------------------------------------------------------------- */

struct plan_library {
	struct plan **plans;
	size_t count;
};

#define FLOW_PLAN_DEFAULT "gia-lam-2021"

/* Parses a plan; the circumstances that it ranks are those that a pupil's record knows, the levels
 * of its pilots those of a school's. */
int flow_plan_read(struct plan *ret_plan, const char *json, size_t len, const char *name,
		   struct err *err) MUST_USE;
/* The plans built in, and those in $XDG_DATA_HOME/hotroit/plans, which win by id. A plan file that
 * does not pass its check is left out and told by WARN. */
int flow_plans_load(struct plan_library *ret_library, void (*warn)(const struct err *err),
		    struct err *err) MUST_USE;
void flow_plans_done(struct plan_library *library);
const struct plan *flow_plan_find(const struct plan_library *library, const char *id);
/* What a person writes of a programme names a plan that is there, or none: -EINVAL says which are
 * near. For every other kind it is 0. */
int flow_check_plan(const struct record_kind *kind, const char *const *names,
		    const char *const *values, size_t count, struct err *err) MUST_USE;

/* ---- bench slots ----------------------------------------------------------------------------- */

enum slot_state {
	SLOT_EMPTY,
	SLOT_PROBING,
	SLOT_WAITING, /* plugged in, but a person is to do something first: see slot_link() */
	SLOT_DONE, /* snapshot and verdict are there */
	SLOT_FAILED, /* err says why */
};

/* The ways a plugged-in device is seen; a later one knows more than an earlier one. */
enum link_rank { LINK_USB, LINK_MTP, LINK_FULL, LINK_RANKS };

struct slot_link {
	char id[192]; /* "adb:R58N30@1-1.4"; "" when it was never seen this way */
	bool is_there;
	char state[32]; /* the link.state word */
	char name[96], hint[512]; /* "" when nothing was said */
};

/* One place on the bench. It is either this machine's own (bench_probe: its own child) or a USB
 * port's (bench_watch). A port keeps its slot, and what last stood there, when it is empty. */
struct slot {
	enum slot_state state;
	char device_id[192]; /* "host", … */
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

	bool on_hub; /* told of by the watch; all below is for these */
	char port[64]; /* USB port path "1-1.4"; "" over TCP */
	bool is_gone; /* unplugged */
	struct slot_link links[LINK_RANKS];
	int read_rank; /* by which link the snapshot came; -1: there is none */
	unsigned comings; /* counted: what was begun for one device is not finished on the next */
	/* The device at this port that is in the book: read again, it is kept again. */
	char kept_id[192], kept_device[UUID_TEXT_MAX];
	char before[192]; /* who stood here before, in words; "": nobody */
};

#define BENCH_SLOTS 64 /* there is room for */
#define BENCH_BOARD 20 /* always shown, empty or not */
#define BENCH_PROBE_DEADLINE_MS 60000

/* The child that tells of every device on every port: hotroit-probe --watch --all --progress. */
struct hub {
	bool is_wanted;
	struct proc proc;
	struct buf line; /* begun, its end not yet seen */
	bool is_skipping; /* … and too long: passed over until its end */
	struct buf note; /* what it complains of, likewise */
	int64_t started_ms, start_at_ms; /* clock_mono_ms */
	unsigned deaths; /* one after another */
	struct err err; /* the newest trouble: its own, a line refused, its death; or code 0 */
	unsigned troubles; /* counted, so that a screen tells each once */
};

#define BENCH_STICKS 4

/* A live stick that is plugged in. */
struct bench_stick {
	char part[64]; /* its partition: "sdb1" */
	char name[96]; /* the maker's; may be "" */
};

struct bench {
	struct slot slots[BENCH_SLOTS];
	struct bench_stick sticks[BENCH_STICKS]; /* the one that came last first */
	size_t stick_count;
	unsigned stick_comings; /* counted, so that a screen tells each once */
	struct stick_in stick, lan; /* what is being taken in: of a stick, over the network */
	struct store *store; /* lent; NULL: nothing is kept */
	const struct plan *plan; /* lent; NULL: nothing is judged */
	const char *root; /* lent: --root for the probes; NULL: this machine */
	struct hub hub;
};

void bench_init(struct bench *bench, struct store *store, const struct plan *plan);
void bench_done(struct bench *bench); /* stops every child */
/* Starts a probe of DEVICE_ID in SLOT (what stood there is dropped; it is in the store). */
int bench_probe(struct bench *bench, size_t slot, const char *device_id, struct err *err) MUST_USE;
/* From now on bench_poll keeps the watch running, and starts it again when it dies. */
void bench_watch(struct bench *bench);
/* Takes in whatever the children have said; never blocks. True when something changed. */
bool bench_poll(struct bench *bench);
/* The descriptors to wait on, for the screen's own poll(2): at most BENCH_FDS. */
#define BENCH_FDS (2 * BENCH_SLOTS + 6)
size_t bench_fds(const struct bench *bench, int *ret_fds, size_t max);
/* When bench_poll is to be called though no descriptor has anything: ms, or -1 for never. */
int bench_wait_ms(const struct bench *bench);
/* Begins to take in what the stick that came last has brought. */
int bench_take_stick(struct bench *bench, struct err *err) MUST_USE;
/* Keeps a slot's device in the book, as blocked when it is locked. What inspections it has from
 * before are counted in. */
int bench_take(struct bench *bench, struct slot *slot, struct err *err) MUST_USE;

/* Is all that can be measured good enough? Of a SIM: it works, and its number was read. */
bool slot_passes(const struct slot *slot);
/* What a person typed of a slot's device takes the place of what was typed before, judged at once
 * and kept in the book, where there is one. A phone that could not be read is judged by it alone.
 * -EINVAL: not of this machine itself. When the book can not be written, the slot keeps it. */
int bench_type(struct bench *bench, struct slot *slot, const struct facts *typed,
	       struct err *err) MUST_USE;
/* Is there a device in it of which something could be typed? Not while it is being read. */
bool slot_takes_typing(const struct slot *slot);
/* What is measured and typed so far; of a phone that could not be read, how it is linked. */
void slot_card(struct snapshot *ret, const struct slot *slot);

enum bench_sort { BENCH_BY_PORT, BENCH_BY_VERDICT };
/* The slots as a board shows them: ports in their natural order, then the others by number; or the
 * ones that pass first. At least BENCH_BOARD of them. */
size_t bench_order(const struct bench *bench, enum bench_sort sort, size_t ret[BENCH_SLOTS]);
/* How the device is best seen now (or was seen last). NULL where the slot is not a port's. */
const struct slot_link *slot_link(const struct slot *slot);

/* ---- the same work for the command line ------------------------------------------------------ */

/* Runs hotroit-probe to its end. ROOT may be NULL. -ENOENT no such device or program, … */
int flow_probe(struct snapshot *ret_snapshot, const char *device_id, const char *root,
	       struct err *err) MUST_USE;
/* Judges a stored device anew, inspections included. Nothing is kept: store_save_verdict() does
 * that. The plan must outlive the verdict. */
int flow_judge_device(struct store *store, const struct plan *plan, const char *device_id,
		      enum assess_stage stage, struct snapshot *ret_snapshot,
		      struct verdict *ret_verdict, struct err *err) MUST_USE;
/* The newest snapshot of a stored device. */
int flow_stored_snapshot(struct store *store, const char *device_id, struct snapshot *ret,
			 struct err *err) MUST_USE;
/* As bench_type(), for a device in the book: keeps it and its verdict. */
int flow_type(struct store *store, const struct plan *plan, const char *device_id,
	      const struct facts *typed, struct err *err) MUST_USE;
/* Who answers requests at the time AT, by the roster; the duty ends at UNTIL. */
typedef void (*flow_duty_fn)(void *user, const char *member_id, const char *name,
			     const char *until);
int flow_on_duty(struct store *store, const char *at, flow_duty_fn fn, void *user,
		 struct err *err) MUST_USE;
/* The name of whoever sits at this machine, as the system knows it; "" when it does not. */
void flow_who(char *ret, size_t size);
/* Judges a stored SIM (its id or tag) by what was written of it; nothing is kept. RET_WARNINGS: as
 * sim_warnings(), and other SIMs of the same number. The plan must outlive the verdict. */
int flow_judge_sim(struct store *store, const struct plan *plan, const char *id,
		   struct snapshot *ret_snapshot, struct verdict *ret_verdict,
		   struct buf *ret_warnings, struct err *err) MUST_USE;
/* The same, and the verdict is kept: for a SIM that was written anew. */
int flow_settle_sim(struct store *store, const struct plan *plan, const char *id,
		    struct buf *ret_warnings, struct err *err) MUST_USE;
/* What follows from a record that was just written: of a SIM, its verdict is kept. RET_WARNINGS:
 * what looks odd about it, a line each; nothing is refused. PLAN may be NULL but for a SIM. */
int flow_settle(struct store *store, const struct plan *plan, const struct record_kind *kind,
		const char *id, struct buf *ret_warnings, struct err *err) MUST_USE;
/* Is it of a SIM, read by a modem? */
bool flow_is_sim(const struct snapshot *snapshot);
/* Did its donor leave a SIM or a memory card in it, as far as it tells? */
bool flow_holds_card(const struct snapshot *snapshot);
/* Adds what follows from what the modem read (whose SIM it is), and what the plan asks that no
 * modem can tell, as unreadable. */
void flow_complete_sim(struct snapshot *snapshot);
/* Puts a SIM into the book, as a new one or as the one with that card number, whose written fields
 * stand; the verdict is kept. */
int flow_take_sim(struct store *store, const struct plan *plan, const struct snapshot *snapshot,
		  struct store_saved *ret_saved, struct err *err) MUST_USE;

/* ---- life cycles ----------------------------------------------------------------------------- */

/* What may be done with a record from where it stands. */
struct flow_choice {
	const char *action, *label; /* label: Vietnamese, translated */
	const struct field *params;
	size_t param_count;
	bool is_own; /* params that are fields of the record itself begin as they stand there */
	const char *need; /* what is still missing; NULL: it may be done now */
	bool is_final; /* nothing leads back: to be asked for by the record's code */
	bool is_aside; /* off the usual way: not what comes next */
	bool is_waivable; /* … and a coordinator may let all of it pass */
};

typedef void (*flow_choice_fn)(void *user, const struct flow_choice *choice);

/* The kind of the record that ID names, among those whose life has ACTION (NULL: among all that
 * have a life). -ENOENT. */
int flow_kind_of(struct store *store, const char *action, const char *id,
		 const struct record_kind **ret_kind, struct err *err) MUST_USE;
/* Every step that starts where the record stands and that the acting person may take. PLAN may be
 * NULL. */
int flow_choices(struct store *store, const struct plan *plan, const struct record_kind *kind,
		 const char *id, flow_choice_fn fn, void *user, struct err *err) MUST_USE;

/* What the step is called, translated: "Sửa chữa"; NULL: this kind has no such step. */
const char *flow_step_label(const struct record_kind *kind, const char *action);

struct flow_step {
	const char *action; /* "repair" */
	const char *id; /* the record: an id, tag or name */
	const char *const *names, *const *values; /* what the step asks for */
	size_t count;
	const char *waiver; /* why a coordinator lets unmet guards pass, or NULL */
	/* Only "erase": the record is of the wiping disk of this name, the same on every bench, and
	 * the one that it has already is corrected. NULL: a record of its own. -EEXIST: that one
	 * tells of success. */
	const char *made_of;
	bool is_answered; /* of MADE_OF: who erased is what the one who acts says */
};

/* Takes a step: the new state, everything that goes with it and the line of history are kept in one
 * transaction, or none of it. KIND may be NULL: it is the one that has this action and this
 * record. -ENOENT no such action or record; -EPERM a guard or a right refuses, the text says which
 * and what would satisfy it; -EINVAL a value; -EAGAIN somebody else was first. RET_SAID: one line
 * of what was done, appended. */
int flow_do(struct store *store, const struct plan *plan, const struct record_kind *kind,
	    const struct flow_step *step, struct buf *ret_said, struct err *err) MUST_USE;
/* What a step could be given for this very record, as command lines; nothing where its life has no
 * such step, or nothing is known. Appended. */
int flow_suggest(struct store *store, const char *action, const char *id, struct buf *ret,
		 struct err *err) MUST_USE;
/* Takes back the record's last step, where the life cycle allows it. */
int flow_undo(struct store *store, const struct record_kind *kind, const char *id,
	      struct buf *ret_said, struct err *err) MUST_USE;

/* ---- a pupil's consent ----------------------------------------------------------------------- */

/* Does a consent of the pupil ID for PURPOSE, by GIVEN_BY ("guardian", "child"), stand? One whose
 * day is still to come does not yet. */
int flow_has_consent(struct store *store, const char *id, const char *purpose, const char *given_by,
		     bool *ret, struct err *err) MUST_USE;

/* ---- which pupil gets which device ----------------------------------------------------------- */

/* A pupil who was approved and waits, and what is proposed for them. */
struct match {
	const char *recipient, *recipient_tag, *name;
	const char *device, *device_tag, *device_kind; /* NULL: nothing fits, REASON says why */
	const char *device_model; /* may be NULL */
	const char *sim, *sim_tag; /* where there is no network at home; else NULL */
	const char *reason; /* for a person to agree with, or not */
	/* For who takes it to fill in, or NULL: for which day, and in the place of which kit. */
	const char *handover, *substitutes;
};

struct matches {
	struct arena arena;
	struct match *rows; /* who needs it most first */
	size_t count;
	size_t devices; /* ready to be given */
	const char *unfit; /* ready, but not to be given: why, and what to do, a line each */
};

/* Proposes; nothing is kept. The order of need, siblings and grades are the plan's (struct
 * matching); PLAN may be NULL. For the same book always the same. */
int flow_match(struct matches *ret, struct store *store, const struct plan *plan,
	       struct err *err) MUST_USE;
void flow_matches_done(struct matches *matches);

struct match_wish {
	const char *recipient, *device; /* only of this pupil, only this device; NULL: any */
	const char *unit; /* only pupils of this school or commune; NULL: any */
};

/* Every pair that could be, for a person to choose from: pupils in the order of need, each with the
 * devices that could serve them, the best first. Nothing is kept. */
int flow_match_others(struct matches *ret, struct store *store, const struct plan *plan,
		      const struct match_wish *wish, struct err *err) MUST_USE;
/* Reserves what is proposed; the reason stays with the kit. */
int flow_match_take(struct store *store, const struct plan *plan, const struct match *match,
		    struct buf *ret_said, struct err *err) MUST_USE;

/* Frees what was kept for a pupil until a day that has passed; says a line for each. */
int flow_match_expire(struct store *store, const struct plan *plan, struct buf *ret_said,
		      struct err *err) MUST_USE;

/* ---- forgetting people (forget.c) ------------------------------------------------------------ */

struct flow_over {
	const char *kind, *id; /* a recipient, an entrant or a registration */
	const char *tag; /* the pupil's, the entry's, the registration's */
	const char *ended; /* the day on which the support, contest or course was over */
};

typedef void (*flow_over_fn)(void *user, const struct flow_over *over);
/* People whose data have been kept for as long as they may be. */
int flow_due_to_forget(struct store *store, flow_over_fn fn, void *user,
		       struct err *err) MUST_USE;
/* The step "forget" for each of them; a line each, appended. One about whom a person has to be
 * asked is left as they were, and told. */
int flow_forget_due(struct store *store, struct buf *ret_said, struct err *err) MUST_USE;

/* ---- the shelf ------------------------------------------------------------------------------- */

/* What the shelf has for one finding of a device (DEVICE_ID "": it is not kept): "có 2 thanh DDR3
 * 2 GB trên kệ A3 (mã …)", or what a person has to look at first. Appended, on one line; nothing
 * where nothing is to be said. */
int flow_shelf(struct store *store, const char *device_id, const struct snapshot *snapshot,
	       const struct verdict *verdict, size_t finding, struct buf *ret,
	       struct err *err) MUST_USE;

/* What a record's own fields do not tell, line by line: of a repair, what was used, what it cost,
 * what changed and what the shelf has for it; of a device, what the shelf has. PLAN may be NULL.
 * Appended; nothing for other kinds. */
int flow_more(struct store *store, const struct plan *plan, const struct record_kind *kind,
	      const char *id, struct buf *ret, struct err *err) MUST_USE;

/* ---- the fund -------------------------------------------------------------------------------- */

/* What the book says there is, in đồng. */
int flow_fund_balance(struct store *store, int64_t *ret_balance, struct err *err) MUST_USE;
/* The same as a line: "Tồn quỹ: 1.500.000 đ". Appended, without a line end. */
int flow_fund_total(struct store *store, struct buf *ret, struct err *err) MUST_USE;

/* ---- the month's report ---------------------------------------------------------------------- */

/* Of PERIOD ("2026-11" or "2026") as of NOW; of a closed month as closed. -EINVAL, -EBADMSG. */
int flow_month(struct month_pack *ret, struct store *store, const struct plan *plan,
	       const char *period, const char *now, struct err *err) MUST_USE;
/* The records behind the figure KEY as the book has them today. -ENOENT: none, or it is 0. */
int flow_month_trace(struct month_pack *ret, struct store *store, const struct plan *plan,
		     const char *period, const char *key, const char *now,
		     const struct month_figure **ret_figure, struct err *err) MUST_USE;
/* What a list shows of the figure's record number AT; of a pupil nothing that names them. Appended,
 * on one line. */
int flow_month_record(struct buf *ret, struct store *store, const struct month_figure *figure,
		      size_t at, struct err *err) MUST_USE;
/* Would figures kept NOW be short of what this month has still to bring? */
bool flow_month_is_running(const char *month, const char *now);
/* Keeps the figures for ever: once a month, by a coordinator; of a month that is still running only
 * EARLY. -EPERM, -EEXIST. */
int flow_month_close(struct store *store, const struct plan *plan, const char *month,
		     const char *now, bool early, struct buf *ret_said, struct err *err) MUST_USE;
/* The report as a paper; of WISH its style, partner and number. */
struct flow_paper_wish;
int flow_month_pdf(struct buf *ret, struct store *store, const struct month_pack *pack,
		   const struct flow_paper_wish *wish, struct err *err) MUST_USE;

/* Open kits that two benches began apart for one device, one SIM or one pupil: a person lets all
 * but one go. SAID: "bộ 7K3M2X («Giữ chỗ») cũng giữ máy này". None for one who may not see kits. */
typedef void (*flow_kit_fn)(void *user, const char *id, const char *said);
int flow_shared_kits(struct store *store, flow_kit_fn fn, void *user, struct err *err) MUST_USE;

/* ---- what is to be done now ------------------------------------------------------------------ */

enum home_queue {
	HOME_OVERDUE, /* requests that nobody answered in time */
	HOME_UNREACHED, /* … that still have time */
	HOME_QC,
	HOME_PARTS, /* repairs that wait for parts */
	HOME_READY, /* devices without a recipient */
	HOME_UNTRIAGED, /* received, and for days nobody looked */
	HOME_BLOCKED, /* locked, and for weeks its donor did not help */
	HOME_DRAFTS,
	HOME_TILES, /* those before have a place of their own on the first screen */
	HOME_PROPOSED = HOME_TILES, /* pupils to be verified */
	HOME_VERIFIED, /* … to be approved */
	HOME_APPROVED, /* … without a device kept for them */
	HOME_PAST, /* kits kept until a day that has passed */
	HOME_VISITS, /* due by today */
	HOME_RIGHTS, /* asked about their own data, and due within days */
	HOME_QUEUES
};

#define HOME_UNTRIAGED_DAYS 3
#define HOME_BLOCKED_DAYS 30
#define HOME_BACKUP_DAYS 7 /* after that a new one is due */
#define HOME_RIGHTS_DAYS 3 /* ahead: time enough to answer */

struct home_queue_kind {
	const char *name; /* for scripts: "requests_overdue" */
	const char *label; /* Vietnamese */
	const char *of; /* a record kind: only who may read it is told; NULL: everybody */
};

extern const struct home_queue_kind home_queue_kinds[HOME_QUEUES];

/* One thing to do, the most pressing first. */
struct home_todo {
	enum home_queue queue;
	const struct record_kind *kind;
	const char *id, *title; /* title: its tag */
	const char *when, *what; /* "quá 3 giờ", "không vào được mạng" */
};

struct home_duty {
	const char *member, *name, *from, *to;
	bool is_now; /* else it is the next one */
};

#define HOME_TODO_MAX 56
#define HOME_DUTY_MAX 4

struct home {
	struct arena arena;
	bool is_empty; /* nothing was ever written into this book */
	/* The machine's clock was never set, or was set back: what depends on it is 0. */
	bool is_clock_wrong;
	uint64_t queues[HOME_QUEUES];
	bool is_hidden[HOME_QUEUES]; /* from the one who acts; then it is 0 */
	struct home_todo todo[HOME_TODO_MAX];
	size_t todo_count;
	uint64_t month_devices, month_sims; /* handed over in this calendar month */
	int64_t month_target; /* 0: the plan has none */
	int month;
	bool is_fund_known; /* the one who acts may see it */
	int64_t fund;
	char backup_at[CLOCK_TEXT_MAX]; /* "": never */
	int backup_days; /* since then; -1: never */
	/* Of a bench that has met its server: changes that wait, fields to choose, refusals. */
	int64_t sync_waiting;
	size_t sync_conflicts, sync_refused;
	size_t kits_shared; /* flow_shared_kits() */
	bool is_sync_failing;
	struct home_duty duty[HOME_DUTY_MAX];
	size_t duty_count;
	/* What the linked plans want this month or the next and nobody began, sessions and
	 * deadlines of the next days: a line each. */
	const char **soon;
	size_t soon_count;
};

/* NOW as clock_text() gives it; PLAN may be NULL. */
int flow_home(struct home *ret, struct store *store, const struct plan *plan, const char *now,
	      struct err *err) MUST_USE;
void home_done(struct home *home);
/* The two clocks of a request that was read. */
void flow_request_clock(struct request_clock *ret, const struct record *request,
			const struct plan *plan, int64_t now);

/* ---- the slip for the donor ------------------------------------------------------------------ */

#define FLOW_SLIP_COLUMNS 80

/* What to ask of the donor of a locked device, as plain text of at most 80 columns: its tag and
 * model, no serial and no name. DEVICE_ID may be a tag. -ENOENT: there is nothing to ask. */
int flow_slip(struct buf *ret, struct store *store, const struct plan *plan, const char *device_id,
	      struct err *err) MUST_USE;

/* ---- files that belong to records ------------------------------------------------------------ */

/* Keeps the file PATH as one of the record ID (an id or tag) of KIND; NOTE may be NULL. -EFBIG over
 * 16 MiB, -EINVAL an empty one or no file, -ENOENT, -EACCES, -EPERM. Appends what was done. */
int flow_attach(struct store *store, const struct record_kind *kind, const char *id,
		const char *path, const char *note, struct buf *ret_said, struct err *err) MUST_USE;
/* A name that a file may get here, from one that came from anywhere: no folder, no hidden file. */
void flow_file_name(struct buf *ret, const char *name);
/* The record's files, a line each; nothing where there are none, or none that may be seen. */
int flow_attachments(struct store *store, const char *subject, struct buf *ret,
		     struct err *err) MUST_USE;

#include "flow_check.h"
#include "flow_intake.h"
#include "flow_paper.h"
#include "flow_plan.h"
#include "flow_work.h"

#endif
