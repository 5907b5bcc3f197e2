/*
 * A plan (hotroit.plan/1): the minimum specification that devices are judged by, whom they are for,
 * what is to be reached, and the work besides. Data only; every rule cites its clause.
 */
#ifndef HOTROIT_PLAN_H
#define HOTROIT_PLAN_H

#include "fact.h"
#include "plan_work.h"

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
	const char *note; /* the coordinator's own, or where it was copied from; or NULL */
	const char *json; /* the file itself */
	char sha256[65]; /* of the file's bytes */
	struct profile *profiles; /* none: it judges no device */
	size_t profile_count;
	struct warning *warnings;
	size_t warning_count;
	struct target *targets;
	size_t target_count;
	/* Who must approve a pupil before a device is given, each of them once. */
	struct approver *approvers;
	size_t approver_count;
	struct matching matching;
	struct plan_work work;
};

#define PLAN_ID_MAX 40

#define TARGET_DEVICES_A_MONTH "handover.devices_a_month"
#define TARGET_CONTACT_HOURS "request.contact_hours"
#define TARGET_TEAMS_A_COMMUNE "team.per_commune"
#define TARGET_SCHOOLS_PERCENT "school.reached_percent"

void plan_done(struct plan *plan);
/* Refuses an unknown key or fact, a missing clause, a duplicate id or key, a bad number: -EBADMSG
 * with the rule and the cure. NAME is used in messages. */
int plan_parse(struct plan *ret_plan, const char *json, size_t len, const char *name,
	       struct err *err) MUST_USE;
/* Words of our records that a plan may use; NULL: any. Both end with NULL. */
struct plan_words {
	const char *const *circumstances, *const *levels;
};
/* The same, told whole: everything that is wrong appended to RET_WRONG (NULL: stops at the first),
 * a line each without NAME, the first of them in err too. With it also what contradicts itself and
 * has no note is wrong. WORDS may be NULL. */
int plan_parse_all(struct plan *ret_plan, const char *json, size_t len, const char *name,
		   const struct plan_words *words, struct buf *ret_wrong,
		   struct err *err) MUST_USE;
/* The file of PLAN under another id, with VERSION and NOTE, to be edited. Appended to RET. */
void plan_copy(struct buf *ret, const struct plan *plan, const char *id, const char *version,
	       const char *note);
/* Lower case letters, digits, "-" and ".", at most PLAN_ID_MAX of them? */
bool plan_id_is(const char *id);
/* The profile for a kind ("laptop"), or NULL; a plan of other work has none at all. */
const struct profile *plan_profile(const struct plan *plan, const char *device_kind);
/* The plan's number for one of TARGET_*; 0: it names none. PLAN may be NULL. */
int64_t plan_target(const struct plan *plan, const char *id);
/* The profile to show measurements against while a person has not said what kind it is, or NULL. */
const struct profile *plan_profile_for_transport(const struct plan *plan, const char *transport);

#endif
