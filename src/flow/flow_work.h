/*
 * The work that plans ask for beside devices: tasks with their money, targets, and the movement by
 * area and unit. A part of flow.h, which is the one to include.
 */
#ifndef HOTROIT_FLOW_WORK_H
#define HOTROIT_FLOW_WORK_H

#include "store.h"

struct plan;
struct plan_library;

/* ---- tasks ----------------------------------------------------------------------------------- */

/* Amounts in đồng. What was spent leaves out lines that were taken back. */
struct task_phase {
	const char *period, *printed; /* as the plan prints them; or NULL */
	const char *starts, *ends; /* days, or NULL */
	int64_t budget, spent;
};

struct task_line {
	const char *id, *tag, *plan, *section, *name, *lead, *coordinators, *printed, *reading;
	const char *state; /* its word */
	int64_t number, progress;
	int64_t budget;
	int64_t parts; /* what its phases make; its budget where none has any */
	int64_t state_percent; /* -1: not said */
	int64_t spent, spent_state, spent_social;
	int64_t spent_outside; /* in none of its phases */
	struct task_phase *phases;
	size_t phase_count;
};

struct task_sums {
	int64_t budget, parts, spent;
	int64_t state, social; /* of the budgets, by their split */
	size_t odd_count; /* tasks whose phases do not make their budget */
};

struct task_board {
	struct arena arena;
	struct task_line *lines; /* by plan and number */
	size_t count;
	struct task_sums sums;
};

/* Makes the tasks of PLAN, those of ITEMS (ids in it) or all, with their phases; one that is there
 * already stays as it is. Says what was made, and what of the plan's sums disagrees, a line each.
 * -ENOENT: the plan has no such task, or none; -EPERM. */
int flow_tasks_new(struct store *store, const struct plan *plan, const char *const *items,
		   size_t item_count, struct buf *ret_said, struct err *err) MUST_USE;
/* The tasks of PLAN_ID, or of every plan (NULL). */
int flow_tasks(struct task_board *ret, struct store *store, const char *plan_id,
	       struct err *err) MUST_USE;
void flow_tasks_done(struct task_board *board);
/* What the sums are and where they do not agree: among the records, and with what PLAN states (may
 * be NULL); a line each. Appended. */
void flow_tasks_sums(struct buf *ret, const struct task_board *board, const struct plan *plan);
/* In million đồng: "21.600", "0,5". Appended. */
void flow_millions(struct buf *ret, int64_t amount);

/* ---- targets --------------------------------------------------------------------------------- */

enum target_word { TARGET_UNKNOWN, TARGET_HIDDEN, TARGET_MISSED, TARGET_MET };

struct target_line {
	const char *plan, *programme; /* ids of the plan; name of the programme, or NULL */
	const char *id, *clause, *label, *unit;
	enum target_word word;
	int64_t value, needed; /* in UNIT: both whole numbers, so that nothing is rounded up */
	const char *figure; /* of the month's report: the records are behind it */
};

struct targets {
	struct arena arena;
	char month[8];
	struct target_line *lines;
	size_t count;
};

/* The targets of the plan of every programme (where there is none: of FALLBACK, may be NULL) in
 * MONTH ("2026-11"), by the figures of its report. */
int flow_targets(struct targets *ret, struct store *store, const struct plan *fallback,
		 const char *month, const char *now, struct err *err) MUST_USE;
void flow_targets_done(struct targets *targets);
/* "đạt", "chưa", "chưa có số liệu", "không được xem": translated. */
const char *flow_target_label(enum target_word word);

/* ---- the movement ---------------------------------------------------------------------------- */

#define MOVEMENT_AREAS 8 /* from 1 on; 0: nobody said */
#define MOVEMENT_MONTHS 12

struct movement_area {
	const char *label; /* as the plan of the areas has it; NULL: no plan has any */
	int64_t months[MOVEMENT_MONTHS], total, participants;
};

struct movement_unit {
	const char *id, *name;
	int64_t areas[MOVEMENT_AREAS], total, participants;
	bool is_reviewed;
	int64_t points;
	const char *rank, *body; /* as the board says it; or NULL */
	size_t place; /* 1 for the most points; 0: not reviewed */
	bool is_tied; /* another has as many */
	size_t reviews; /* more than one: the newest counts, a person is to look */
};

struct movement_cell {
	const char *unit; /* NULL: none was named */
	size_t area, month; /* month 1 to 12 */
	int64_t count;
};

struct movement {
	struct arena arena;
	char year[5];
	struct movement_area areas[MOVEMENT_AREAS];
	struct movement_unit *units; /* by place, then by activities, then by id */
	size_t unit_count;
	struct movement_cell *cells; /* by unit, area and month: what the rest adds up */
	size_t cell_count;
	int64_t total, participants;
	size_t repeats; /* left out: they are of a course or contest that is counted */
};

/* -EINVAL: YEAR is none. */
int flow_movement(struct movement *ret, struct store *store, const char *year,
		  struct err *err) MUST_USE;
void flow_movement_done(struct movement *movement);

/* ---- for the city's data warehouse ----------------------------------------------------------- */

/* hotroit.statistics/1 (README, schema/statistics.schema.json): the shared lists and the figures of
 * YEAR; nothing that is personal or internal. The same bytes for the same book. Appended; to
 * RET_SAID a line that names units without their national code, when there are any. */
int flow_statistics(struct buf *ret, struct buf *ret_said, struct store *store,
		    const struct plan *plan, const char *year, struct err *err) MUST_USE;

#endif
