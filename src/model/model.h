/*
 * model: the plain values that walk the corridor: fact, snapshot, plan, verdict, and the
 * description of a record's fields. They print and parse themselves and know nothing else.
 * Formats: hotroit.snapshot/1, hotroit.verdict/1, hotroit.plan/1 (docs in README).
 */
#ifndef HOTROIT_MODEL_H
#define HOTROIT_MODEL_H

#include "fact.h"
#include "plan.h"

/* Appends TEXT as a JSON string, quoted and escaped; NULL → null. TEXT must be UTF-8. */
void json_add_text(struct buf *ret, const char *text);

/* ---- snapshot ------------------------------------------------------------------------------ */

struct device {
	const char *id; /* "host", "adb:<serial>@<port>" … (interface.md) */
	const char *kind; /* "laptop", "desktop", "tablet", "phone", "other" or NULL */
	const char *transport; /* "host", "adb", "ios", "mtp", "usb" */
	const char *port; /* USB port path or NULL */
};

/* Frozen after probing; facts sorted by key. */
struct snapshot {
	struct facts facts;
	struct device device;
	const char *taken_at; /* ISO 8601 with offset */
	const char *probe_version;
};

void snapshot_done(struct snapshot *snapshot);
const struct fact *snapshot_fact(const struct snapshot *snapshot, const char *key);
/* The text of a known fact, or NULL. */
const char *snapshot_text(const struct snapshot *snapshot, const char *key);
/* Maker and model as the machine says, or what stands for them. Appended. */
void snapshot_show_name(struct buf *ret, const struct snapshot *snapshot);
/* Sorts the facts. Call once, when probing is over. */
void snapshot_freeze(struct snapshot *snapshot);
/* The canonical text: one fact a line, keys sorted, byte-stable. Appended to RET. */
void snapshot_print(struct buf *ret, const struct snapshot *snapshot);
/* The same on one line (hotroit-probe --all). */
void snapshot_print_line(struct buf *ret, const struct snapshot *snapshot);
/* Is TEXT, printed by another process, all of it? That one may live on, stuck in the kernel. */
bool snapshot_is_whole(const char *text);
/* NAME says in messages where the text came from. Unknown top-level keys and fact keys outside
 * the catalogue are kept out and reported in *err only when they make the text unusable.
 * -EBADMSG with the place and the cure. *ret is only set on success. */
int snapshot_parse(struct snapshot *ret_snapshot, const char *json, size_t len, const char *name,
		   struct err *err) MUST_USE;

/* The same of a file of this machine. */
int snapshot_load(struct snapshot *ret_snapshot, const char *file, struct err *err) MUST_USE;

/* ---- what a person read off a device and typed ----------------------------------------------- */

/*
 * A typed fact stands beside the measured ones under a key of its own, "typed.os.version": it
 * replaces nothing, and who looks only at what was measured does not see it. Its source names who
 * typed it and when. One field for each fact that a device's own pages can tell.
 */
struct typed_field {
	const char *key; /* "os.version" */
	const char *label; /* Vietnamese, short */
	const char *where, *where_apple; /* where the device shows it */
	const char *const *choices; /* FACT_TEXT: its words, NULL-terminated; NULL: any text */
	double least, most; /* FACT_INT */
};

extern const struct typed_field typed_fields[];
extern const size_t typed_field_count;
const struct typed_field *typed_field_find(const char *key);
/* "typed.os.version" → "os.version", where that can be typed; any other key → NULL. */
const char *typed_key(const char *key);
/* Reads VALUE ("8,5 GB", "4G", "Android") into TYPED as the fact for KEY by WHO, now; an empty one
 * makes it absent: it is taken away, and that is kept, too. -EINVAL: one line without the key;
 * TYPED is as it was. */
int typed_read(struct facts *typed, const char *key, const char *value, const char *who,
	       struct err *err) MUST_USE;
/* What follows from the typed facts, given what is measured: os.sdk from the version of Android.
 * -EINVAL: no such version. */
int typed_settle(struct facts *typed, const struct snapshot *measured, struct err *err) MUST_USE;
/* The known typed fact for KEY ("os.version"), or NULL. */
const struct fact *snapshot_typed(const struct snapshot *snapshot, const char *key);
/* What is known of KEY: measured, else typed; else as measured, or NULL. */
const struct fact *snapshot_said(const struct snapshot *snapshot, const char *key);
bool snapshot_has_typed(const struct snapshot *snapshot);
/* Copies the typed facts of SNAPSHOT into TYPED. */
void snapshot_get_typed(const struct snapshot *snapshot, struct facts *typed);
/* Those of TYPED take the place of all typed facts of SNAPSHOT. */
void snapshot_set_typed(struct snapshot *snapshot, const struct facts *typed);

/* The versions of Android and their API levels, oldest first. */
struct android_release {
	unsigned sdk, major, minor;
};

extern const struct android_release android_releases[];
extern const size_t android_release_count;
/* The level of "8.1.0", "12"; the least of several. 0: there is no such version, or ("4") it does
 * not tell. */
unsigned android_sdk_of(const char *release);

/* ---- what hotroit-probe --watch tells ------------------------------------------------------- */

enum watch_what { WATCH_ADD, WATCH_CHANGE, WATCH_REMOVE, WATCH_PROGRESS, WATCH_SNAPSHOT };

/* One line of it: a device came, changed or went, how far its probe is, or a snapshot of it.
 * Cleaned; "" where nothing was said. */
struct watch_event {
	enum watch_what what;
	char id[192], port[64], transport[16], state[32];
	char name[96], hint[512];
	unsigned done, total; /* WATCH_PROGRESS: steps */
	char step[64]; /* … and the one at work */
	struct snapshot snapshot; /* WATCH_SNAPSHOT */
};

/* -EBADMSG: no such line. Keys of a later probe are passed over. */
int watch_event_parse(struct watch_event *ret_event, const char *json, size_t len, const char *name,
		      struct err *err) MUST_USE;
void watch_event_done(struct watch_event *event);

/* ---- verdict ------------------------------------------------------------------------------- */

enum verdict_word { VERDICT_PASS, VERDICT_FAIL, VERDICT_REVIEW };
enum outcome { OUTCOME_PASS, OUTCOME_FAIL, OUTCOME_UNKNOWN, OUTCOME_NOT_APPLICABLE };

struct finding {
	const struct rule *rule; /* owned by the plan */
	enum outcome outcome;
	const char *measured; /* as people read it; NULL when nothing was read */
	const char *source; /* where the number came from, or NULL */
	const char *reason; /* why it is unknown, or NULL */
	const char *advice; /* what to do, or NULL */
	double missing; /* how much is lacking of what was measured; 0: nothing can be said */
	bool typed; /* rests on what a person read off the device and typed */
};

/* Something that keeps the next owner out. Only its owner can open it: we check, never bypass. */
enum lock_state {
	LOCK_PRESENT, /* blocks the device's way */
	LOCK_POSSIBLE, /* a sign of one */
	LOCK_UNREAD, /* could not be looked at */
};

/* What the locks together mean for the device's way. */
enum gate {
	GATE_UNREAD, /* not all that can be read was read, or not clearly: nothing changes */
	GATE_OPEN,
	GATE_LOCKED, /* one is there for certain: nothing may be done but asking the donor */
};

struct lock {
	const char *fact; /* "lock.account" */
	enum lock_state state;
	const char *ask; /* what to ask of the donor: where to tap on this very device */
};

struct said_warning {
	const struct warning *warning; /* owned by the plan */
	const char *text; /* with the device's own numbers in it */
};

struct verdict {
	struct arena arena;
	const struct plan *plan; /* lent; must outlive the verdict */
	const struct profile *profile; /* NULL: the kind is not known, everything is review */
	enum verdict_word word;
	enum verdict_word measured; /* by probes alone: what a person typed does not count */
	struct finding *findings;
	size_t count;
	struct said_warning *warnings;
	size_t warning_count;
	struct lock *locks; /* beside the plan: they gate the path and never change the word */
	size_t lock_count;
	enum gate gate;
};

void verdict_done(struct verdict *verdict);
const char *lock_state_label(enum lock_state state);
const char *verdict_word_key(enum verdict_word word); /* "pass", "fail", "review" */
const char *verdict_word_label(enum verdict_word word); /* "ĐẠT", "KHÔNG ĐẠT", "CẦN KIỂM TRA" */
/* What it was judged by, or in words why by nothing. */
const char *verdict_profile_label(const struct verdict *verdict);
const char *outcome_key(enum outcome outcome); /* "pass", "fail", "unknown", "not-applicable" */
const char *outcome_label(enum outcome outcome);
const char *rule_level_key(enum rule_level level);
const char *rule_level_label(enum rule_level level);
void verdict_print(struct buf *ret, const struct verdict *verdict); /* hotroit.verdict/1 */
/* Only how each rule came out, the same in every language: {"laptop.memory":"fail",…}. */
void verdict_print_outcomes(struct buf *ret, const struct verdict *verdict);

/* ---- records' fields ----------------------------------------------------------------------- */

enum field_type {
	FIELD_TEXT, /* one line, composed by Telex when the user wishes */
	FIELD_CODE, /* a serial, tag or number: never composed, never re-cased */
	FIELD_PHONE, /* kept as phone_read() gives it */
	FIELD_INT,
	FIELD_MONEY, /* whole đồng */
	FIELD_BOOL,
	FIELD_DATE, /* kept as YYYY-MM-DD; dd/mm/yyyy is read too */
	FIELD_TIME, /* ISO 8601 with offset */
	FIELD_CHOICE, /* one of .choices */
	FIELD_REF, /* the id of another kind, .ref */
	FIELD_JSON, /* shown as text, never edited */
};

/* Who may see a field, and whether it may be written outside the database. */
enum privacy {
	PRIVACY_OPEN,
	PRIVACY_INTERNAL, /* for the team: its screens and exports, not papers for the public */
	PRIVACY_PERSONAL, /* of people: in no list, exported only when asked for by name */
};

struct field {
	const char *name; /* the column, and the k of k=v */
	const char *label; /* Vietnamese, at most 13 columns */
	enum field_type type;
	enum privacy privacy;
	unsigned readers; /* enum role: who of the kind's readers sees it; 0: as its privacy says */
	const char *const *choices; /* NULL-terminated keys */
	const char *const *choice_labels;
	const char *ref;
	const char *said_by; /* the field that keeps "person" once a person said this one */
	const char *hint; /* where to look or what to write, one line; or NULL */
	bool is_hundredths; /* FIELD_INT: kept in hundredths, shown as "8,25" */
	const char *fact; /* FIELD_INT: kept in this fact's unit, and shown as it is */
	bool required;
	bool is_past; /* a day, time or year that has begun: none to come is taken from a person */
	bool read_only; /* set by the program, not by a form */
	bool derived; /* of a new row, by its kind's derive() unless the program gives it */
	bool by_actor; /* a member: of a new row typed in, who typed it, unless given */
	bool searched; /* goes into the search index */
	bool is_kind; /* holds the name of a record kind; shown by its label */
	bool is_part; /* a reference: the row tells of the one it names, and is forgotten with it */
	bool unsettled; /* may be written still when its record is settled (record_kind.settled) */
	bool approved; /* what an approval covers: then it changes by a correction alone */
	bool forgotten; /* emptied with the person it tells of, as every personal field is */
};

/* A mark as a judge writes it, "8,25", "8.5" or "9", in hundredths: 825. At most two digits behind
 * the comma; false for anything else. */
bool mark_read(const char *text, int64_t *ret) MUST_USE;
void mark_print(struct buf *ret, int64_t mark); /* "8,25", "8,5", "9"; appended */

/* "có", "x", "yes", "1" and their contraries; false for any other word. */
bool yes_read(const char *text, bool *ret) MUST_USE;

/* ---- two hands on one row ------------------------------------------------------------------- */

/* Has somebody else written the column since the writer saw the row? If so, whose value wins. */
enum merge_touch { MERGE_ALONE, MERGE_MINE_FIRST, MERGE_THEIRS_FIRST };

enum merge_fate {
	MERGE_SAME, /* both are equal: nothing is to be written, and it is no conflict */
	MERGE_SET, /* nobody else wrote it: mine is to be written */
	MERGE_WON, /* mine is to be written over another's, which is lost */
	MERGE_LOST, /* theirs stays, mine is lost */
};

/* What becomes of one column that was changed (MINE) on a row where it now is CURRENT. The values
 * are lent, both as the same side keeps them, so that equal ones are equal bytes; NULL: empty or
 * not there. Pure, and over all the columns of a change the twin of sync.merge() in
 * schema/district/1002_apply.sql: patch is what is set or won. */
enum merge_fate merge_column(const char *current, const char *mine, enum merge_touch touch);
/* Is mine what stands afterwards? */
bool merge_sets(enum merge_fate fate);

/* ---- files (media.c) ------------------------------------------------------------------------- */

/* What the bytes of a whole file are: "jpeg", "png", "webp", "pdf", "text" (UTF-8), "xlsx", "docx",
 * "zip", else "other". */
const char *media_of(const void *bytes, size_t len);

#endif
