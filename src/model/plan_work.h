/*
 * The part of a plan that is about people's work: contests, courses, pilots, tasks with their
 * money, emulation areas, and to whom is reported. Each thing stands as the plan words it, beside
 * the value it is read as and a note where the two need one. JSON keys are the fields' names unless
 * said otherwise; texts shown to people may have a twin "KEY_en".
 */
#ifndef HOTROIT_PLAN_WORK_H
#define HOTROIT_PLAN_WORK_H

#include "date.h"

/* What every cited thing has: {"id","clause","quote","label","note"}. */
struct plan_item {
	const char *id; /* lower case letters, digits, "-" and "." */
	const char *clause, *quote, *label; /* quote: the plan's own words, slips and all */
	const char *note; /* how it is read where it contradicts itself or is silent; or NULL */
};

/* Who takes part, one word each, the same in plans and records: pupils hs-mn hs-th hs-thcs hs-thpt
 * hs-gdtx, teachers gv-mn gv-th gv-thcs gv-thpt, doan-vien, phu-huynh, lanh-dao, tnv. */
extern const char *const audience_words[]; /* NULL-terminated */
extern const char *const audience_labels[]; /* Vietnamese, marked for gettext, in that order */
/* Translated; NULL for a word that is not one of them. */
const char *audience_label(const char *word);

/* A month of every year from one on: {"month": 4, "from_year": 2025}; month 0: no month said;
 * from_year 0: not yearly. */
struct plan_yearly {
	int month, from_year;
};

struct plan_prize {
	struct plan_item is; /* id: first, second, third, consolation */
	int64_t count; /* at most so many a division (and a category, where the set is by it) */
};

struct plan_division {
	struct plan_item is; /* id: "a"; label: "Bảng A" */
	const char **audience; /* words */
	size_t audience_count;
};

struct plan_category {
	struct plan_item is;
	bool is_file_said; /* "needs_file" stands here; else it is the contest's */
	bool needs_file;
};

struct plan_criterion {
	struct plan_item is;
	int64_t weight; /* per cent; those of a contest make 100 */
	int64_t most; /* highest mark, in whole points */
};

/* An entry that comes on or after the deadline: kept and left to the board, or turned down. */
enum plan_late { LATE_BOARD, LATE_REFUSE };

struct plan_contest {
	struct plan_item is;
	const char *theme, *place; /* or NULL */
	struct plan_yearly yearly;
	const char *opens; /* YYYY-MM-DD or NULL */
	const char *before; /* received strictly before: 2024-11-15T00:00:00+07:00, or NULL */
	const char *announce; /* YYYY-MM-DD or NULL */
	const char *within; /* the place entrants are of, in words, or NULL */
	enum plan_late late; /* "board" | "refuse" */
	bool is_prize_by_category; /* "prize_set": "division" | "category" */
	bool is_blind; /* "blind" */
	bool needs_file; /* an entry without its file is incomplete; true unless said */
	int64_t group_max; /* entrants of one entry at most; 1: individual only; 0: not said */
	int64_t collective; /* prizes a division for the unit with most distinct entrants */
	struct plan_division *divisions;
	size_t division_count;
	struct plan_category *categories; /* what is handed in, or fields */
	size_t category_count;
	struct plan_prize *prizes;
	size_t prize_count;
	struct plan_criterion *criteria; /* none: the coordinator writes them */
	size_t criterion_count;
	const char **bodies; /* who sits on the panel */
	size_t body_count;
	const char *report_to; /* or NULL */
};

/* One way to give a course: {"sessions": 2, "minutes": 240}. */
struct plan_shape {
	int64_t sessions, minutes; /* minutes of each */
};

enum plan_mode { MODE_ONSITE, MODE_ONLINE, MODE_HYBRID };

struct plan_course {
	struct plan_item is;
	const char **audience; /* any of these words */
	size_t audience_count;
	const char *audience_note; /* a condition in words, or NULL */
	enum plan_mode mode; /* "onsite" | "online" | "hybrid" */
	struct plan_yearly yearly;
	bool is_event; /* a seminar: attendance, no certificate */
	int64_t minutes; /* in all; 0: not said */
	struct plan_shape *shapes;
	size_t shape_count;
	int64_t attend_percent; /* of the minutes, to complete it; 100 unless said */
	const char *place;
	const char **partners;
	size_t partner_count;
};

struct plan_quota {
	const char *level; /* unit.level: "th" */
	int64_t count;
};

/* Schools that try something first. */
struct plan_pilot {
	struct plan_item is;
	struct plan_quota *quotas;
	size_t quota_count;
};

/* A sum as printed and as read, in đồng: {"text": "20.0000", "amount": 20000000000}. */
struct plan_sum {
	const char *text; /* NULL: none printed */
	int64_t amount; /* 0 when none */
	int64_t off; /* by how much its parts are known to miss it: a note says why */
};

struct plan_phase {
	const char *text; /* "2022 - 230" */
	int from_year, to_year; /* 0: not said */
	struct plan_sum cost;
};

struct plan_task {
	struct plan_item is;
	const char *group; /* "I": as numbered in the plan, or NULL */
	int64_t number;
	const char *lead;
	const char **coordinators;
	size_t coordinator_count;
	struct plan_phase *phases;
	size_t phase_count;
	struct plan_sum total;
	int64_t state_percent; /* of the total, from the state budget; the rest is xã hội hoá */
	bool has_split; /* is state_percent said at all? */
};

/* The whole, as the plan states it; "task_unit" says how the table's numbers are to be read. */
struct plan_budget {
	const char *clause, *unit_text, *note; /* NULL clause: the plan states none */
	struct plan_sum stated;
};

struct plan_area {
	struct plan_item is;
	int64_t number;
};

struct plan_report {
	struct plan_item is; /* label: to whom, and what */
	const char *when; /* "hằng tháng", "khi có yêu cầu"; NULL: not said */
};

/* Every list may be empty. */
struct plan_work {
	struct plan_contest *contests;
	size_t contest_count;
	struct plan_course *courses;
	size_t course_count;
	struct plan_pilot *pilots;
	size_t pilot_count;
	struct plan_task *tasks;
	size_t task_count;
	struct plan_budget budget;
	struct plan_area *areas;
	size_t area_count;
	struct plan_report *reports;
	size_t report_count;
	struct plan_item *remarks; /* slips and silences of the plan that belong to nothing else */
	size_t remark_count;
};

const struct plan_contest *plan_contest(const struct plan_work *work, const char *id);
const struct plan_course *plan_course(const struct plan_work *work, const char *id);
const struct plan_pilot *plan_pilot(const struct plan_work *work, const char *id);
const struct plan_task *plan_task(const struct plan_work *work, const char *id);
const struct plan_area *plan_area(const struct plan_work *work, const char *id);

/* What the tasks' own numbers add up to, and where they do not. Amounts in đồng. */
struct plan_sums {
	int64_t printed; /* totals as printed */
	int64_t parts; /* phases where there are any, else the total */
	int64_t state, social; /* by the printed totals and their split */
	size_t odd_count; /* tasks whose phases do not make their total */
};

struct plan_sums plan_sums(const struct plan_work *work);
/* What the phases of TASK make; its total where none has a cost. */
int64_t plan_task_parts(const struct plan_task *task);

#endif
