/*
 * model: the plain values that walk the corridor: fact, snapshot, plan, verdict, and the
 * description of a record's fields. They print and parse themselves and know nothing else.
 * Formats: hotroit.snapshot/1, hotroit.verdict/1, hotroit.plan/1 (docs in README).
 */
#ifndef HOTROIT_MODEL_H
#define HOTROIT_MODEL_H

#include "base.h"
#include "text.h"

/* Appends TEXT as a JSON string, quoted and escaped; NULL → null. TEXT must be UTF-8. */
void json_add_text(struct buf *ret, const char *text);

/* ---- facts -------------------------------------------------------------------------------- */

enum fact_state {
	FACT_KNOWN,
	FACT_ABSENT, /* looked, and the device does not have it */
	FACT_UNREADABLE, /* could not look: the reason says why. Not zero, and never passes. */
};

enum fact_type { FACT_TEXT, FACT_INT, FACT_REAL, FACT_BOOL };

struct fact {
	const char *key; /* "memory.installed" */
	enum fact_state state;
	enum fact_type type; /* when known */
	const char *text;
	int64_t num;
	double real;
	bool yes;
	const char *source; /* "SMBIOS type 17"; NULL when it is not known */
	const char *reason; /* when absent (may be NULL) or unreadable (never NULL) */
};

/* Facts while they are being found; all of it lives in the arena. Strings are copied and cleaned
 * (text_clean). Start from {0}. */
struct facts {
	struct arena arena;
	struct fact *list;
	size_t count, cap;
};

void facts_done(struct facts *facts);
/* "disk.%u.size" → a key that lives as long as FACTS. */
const char *facts_key(struct facts *facts, const char *fmt, ...) PRINTF_LIKE(2, 3);
/* A later fact with the same key replaces the earlier one. Empty text is recorded as absent. */
void facts_text(struct facts *facts, const char *key, const char *value, const char *source);
void facts_int(struct facts *facts, const char *key, int64_t value, const char *source);
void facts_real(struct facts *facts, const char *key, double value, const char *source);
void facts_bool(struct facts *facts, const char *key, bool value, const char *source);
void facts_absent(struct facts *facts, const char *key, const char *reason);
void facts_unreadable(struct facts *facts, const char *key, const char *reason);
/* Copies every fact of FROM into FACTS. */
void facts_merge(struct facts *facts, const struct facts *from);
const struct fact *facts_find(const struct facts *facts, const char *key);

/* One line of the fact catalogue (interface.md). */
struct fact_def {
	const char *key; /* an N part stands for any number: "disk.N.size" */
	enum fact_type type;
	const char *unit; /* "B", "Hz", "%", "h", "Wh", "in" or NULL */
	const char *label; /* Vietnamese, short; translate when shown */
	bool personal; /* a serial, UUID or IMEI: not in logs, not on labels */
};

extern const struct fact_def fact_catalog[];
extern const size_t fact_catalog_count;
/* The catalogue line for a concrete key ("disk.0.size"), or NULL. */
const struct fact_def *fact_def_find(const char *key);
/* A value as people read it, appended: 120034123776 B → "120 GB (111,8 GiB)", 2160000000 Hz →
 * "2,16 GHz", true → "có". Absent and unreadable become words. */
void fact_show(struct buf *ret, const struct fact *fact);
void fact_show_number(struct buf *ret, double value, const char *unit, const char *key);
/* The same without the second unit: "120 GB". */
void fact_show_brief(struct buf *ret, double value, const char *unit, const char *key);
/* The word of an enumerated fact as people say it, "desktop" → "máy bàn"; any other text, of this
 * fact or of another, as it is: a phone may be called "Phone". KEY: as in the catalogue. */
const char *fact_word_label(const char *key, const char *word);

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

/* ---- plan ---------------------------------------------------------------------------------- */

enum rule_level { RULE_MANDATORY, RULE_RECOMMENDED, RULE_ADVISORY, RULE_LOCAL };
enum rule_how { RULE_MEASURED, RULE_INSPECTED };
enum rule_test {
	TEST_AT_LEAST, /* the greatest of some facts reaches a number, less a tolerance */
	TEST_ONE_OF, /* a word is in the pass list, the fail list, or neither (unknown) */
	TEST_MEMORY, /* installed reconciled with usable (parameters in struct rule) */
	TEST_FREE_SPACE, /* free room now, judged by the room that could become free */
	TEST_OS, /* least version, by operating system */
	TEST_CHECK, /* a technician's inspections: every one, or any one, is ok */
	TEST_BAND, /* a percentage named by bands: advice only */
};

/* A condition on one fact; a list of them holds when every one holds. */
enum cond_op { COND_IS, COND_AT_LEAST, COND_BELOW, COND_STATE };
struct cond {
	const char *fact;
	enum cond_op op;
	const char *text; /* COND_IS */
	double num; /* COND_AT_LEAST, COND_BELOW */
	enum fact_state state; /* COND_STATE */
};

/* One piece of advice: the first of a rule's whose conditions hold is shown. {key} in the text is
 * replaced by that fact as shown; {missing} by what is lacking, for RAM the module that makes up
 * for it. */
struct advice {
	struct cond *when;
	size_t when_count;
	const char *outcome; /* "fail", "unknown", "pass" or NULL for any but pass */
	const char *text; /* in the running language */
};

struct os_floor {
	const char *name; /* "Android" */
	const char *fact; /* "os.sdk" or "os.version" */
	const char *min; /* "19", "9": compared number by number */
};

struct band {
	double from; /* %, inclusive */
	const char *label;
};

struct rule {
	const char *id; /* "laptop.memory" */
	const char *clause; /* "II.3.3" */
	const char *quote; /* the plan's own words */
	const char *label;
	const char *required; /* ">= 2 GB": as shown */
	enum rule_level level;
	enum rule_how how;
	enum rule_test test;
	const char **facts; /* what it looks at; the first is the one reported */
	size_t fact_count;
	double value, tolerance; /* AT_LEAST, MEMORY, FREE_SPACE */
	bool absent_fails; /* AT_LEAST: an absent fact counts as 0 instead of unknown */
	double max_gap, usable_pass, usable_review; /* MEMORY: see assess */
	const char **pass, **fail; /* ONE_OF */
	size_t pass_count, fail_count;
	struct os_floor *floors; /* OS */
	size_t floor_count;
	bool any; /* CHECK: one ok is enough */
	struct band *bands; /* BAND */
	size_t band_count;
	struct cond *when; /* the rule counts only when these hold … */
	size_t when_count;
	struct cond *unless; /* … and is not considered when all of these hold */
	size_t unless_count;
	struct cond *doubt; /* a fail is only unknown while all of these hold */
	size_t doubt_count;
	struct advice *advice;
	size_t advice_count;
};

struct profile {
	const char *id; /* "laptop" */
	const char *label;
	const char **kinds; /* device kinds it judges */
	size_t kind_count;
	const char **transports; /* … and machines of unknown kind that were probed this way */
	size_t transport_count;
	struct rule *rules;
	size_t rule_count;
};

/* A practical warning beside the verdict that never changes it. */
struct warning {
	const char *id, *text, *source;
	struct cond *when;
	size_t when_count;
};

/* What the programme is to reach: a number of the plan's own. */
struct target {
	const char *id; /* one of those that the program measures: TARGET_* */
	const char *clause, *quote, *label, *unit;
	int64_t value;
	bool is_most; /* no more than that; else no less */
};

struct approver {
	const char *id, *clause, *quote, *label; /* "doan" */
};

/* Children of one household: each for themselves; after those who have nothing at home; or one
 * device for all of them. */
enum sibling_rule { SIBLINGS_EQUAL, SIBLINGS_LAST, SIBLINGS_ONE };

/* Who is proposed first where devices are fewer than pupils; all empty: by waiting time alone. */
struct matching {
	const char *source; /* whose custom it is */
	const char **priority; /* values of recipient.circumstance, the first before all */
	size_t priority_count;
	enum sibling_rule siblings;
	int64_t laptop_from_grade; /* from here on a keyboard serves better than a screen alone */
};

struct plan {
	struct arena arena;
	const char *id, *title, *number, *issuer, *issued, *effective_from, *effective_to, *source;
	const char *version;
	char sha256[65]; /* of the file's bytes */
	struct profile *profiles;
	size_t profile_count;
	struct warning *warnings;
	size_t warning_count;
	struct target *targets;
	size_t target_count;
	/* Who must approve a pupil before a device is given, each of them once. */
	struct approver *approvers;
	size_t approver_count;
	struct matching matching;
};

#define TARGET_DEVICES_A_MONTH "handover.devices_a_month"
#define TARGET_CONTACT_HOURS "request.contact_hours"
#define TARGET_TEAMS_A_COMMUNE "team.per_commune"
#define TARGET_SCHOOLS_PERCENT "school.reached_percent"

void plan_done(struct plan *plan);
/* Refuses an unknown key or fact, a missing clause, a duplicate id or key, a bad number: -EBADMSG
 * with the rule and the cure. NAME is used in messages. */
int plan_parse(struct plan *ret_plan, const char *json, size_t len, const char *name,
	       struct err *err) MUST_USE;
/* The profile for a kind ("laptop"), or NULL. */
const struct profile *plan_profile(const struct plan *plan, const char *device_kind);
/* The plan's number for one of TARGET_*; 0: it names none. PLAN may be NULL. */
int64_t plan_target(const struct plan *plan, const char *id);
/* The profile to show measurements against while a person has not said what kind it is, or NULL. */
const struct profile *plan_profile_for_transport(const struct plan *plan, const char *transport);

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
const char *outcome_key(enum outcome outcome); /* "pass", "fail", "unknown", "not-applicable" */
const char *outcome_label(enum outcome outcome);
const char *rule_level_key(enum rule_level level);
const char *rule_level_label(enum rule_level level);
void verdict_print(struct buf *ret, const struct verdict *verdict); /* hotroit.verdict/1 */
/* Only how each rule came out, the same in every language: {"laptop.memory":"fail",…}. */
void verdict_print_outcomes(struct buf *ret, const struct verdict *verdict);

/* ---- days and telephone numbers ------------------------------------------------------------ */

#define DATE_TEXT_MAX 16
#define PHONE_TEXT_MAX 16

struct date {
	int year, month, day;
};

/* "22/11/2026" or "2026-11-22"; false for a day there is not, such as 31/02. */
bool date_read(const char *text, struct date *ret) MUST_USE;
void date_print(const struct date *date, char ret[DATE_TEXT_MAX]); /* YYYY-MM-DD */
/* "2026-11-22T20:30:00+07:00", or the day alone for its beginning in UTC → seconds since 1970;
 * false for a moment there is not. */
bool time_read(const char *text, int64_t *ret_unix) MUST_USE;
int date_compare(const struct date *a, const struct date *b); /* as strcmp */
/* The last day of a term of MONTHS (not negative) that is counted from START, by the Civil Code
 * (articles 147, 148): START itself does not count; the term ends with the corresponding day, or
 * with the last day of a month that has no such day. */
struct date date_after_months(const struct date *start, int months);
int date_month_length(int year, int month); /* days; MONTH from 1 to 12 */
struct date date_today(void); /* in Vietnam, as the clock of this machine says */
struct date date_after_days(const struct date *start, int days); /* days may be negative */
/* What a person types: 5/10/2026 · 05-10-26 · 5.10 (this year) · 051026 · 5 tháng 10 năm 2026 ·
 * 2026-10-05 · hôm nay · hôm qua. The day comes first; *ret_both_ways: another may read it month
 * first, so show it in words. -EINVAL with one line for what is no day, or far from TODAY. */
int date_read_typed(const char *text, const struct date *today, struct date *ret,
		    bool *ret_both_ways, struct err *err) MUST_USE;
/* "14h30", "14:30", "14 giờ": minutes since midnight. */
int time_read_typed(const char *text, int *ret_minutes, struct err *err) MUST_USE;
void date_print_short(struct buf *ret, const struct date *date); /* appends 05/10/2026 */
void date_print_words(struct buf *ret, const struct date *date); /* 5 tháng 10 năm 2026 */
/* "+84 163 123 45 67" → "0331234567": digits alone, numbers of before 2018 as they are today.
 * False for what can be no Vietnamese number. */
bool phone_read(const char *typed, char ret[PHONE_TEXT_MAX]) MUST_USE;
/* "2 GB", "512 MB", "1,5 TB", or plain bytes. RAM counts by 1024, a disk by 1000; where it may be
 * either, a power of two as modules have is RAM. False for what is no size. */
bool size_read(const char *text, bool is_memory, int64_t *ret_bytes) MUST_USE;

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
	const char *const *choices; /* NULL-terminated keys */
	const char *const *choice_labels;
	const char *ref;
	const char *said_by; /* the field that keeps "person" once a person said this one */
	const char *hint; /* where to look or what to write, one line; or NULL */
	const char *fact; /* FIELD_INT: kept in this fact's unit, and shown as it is */
	bool required;
	bool read_only; /* set by the program, not by a form */
	bool derived; /* of a new row, by its kind's derive() unless the program gives it */
	bool by_actor; /* a member: of a new row typed in, who typed it, unless given */
	bool searched; /* goes into the search index */
	bool is_kind; /* holds the name of a record kind; shown by its label */
};

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
