/* Plans as people read, check and adapt them; a part of flow.h, which is the one to include. */
#ifndef HOTROIT_FLOW_PLAN_H
#define HOTROIT_FLOW_PLAN_H

#include "model.h"

#define FLOW_PLAN_COLUMNS 78

struct plan_library;

/* All of a plan that is for people, in lines of at most FLOW_PLAN_COLUMNS. Appended, as below. */
void flow_plan_text(struct buf *ret, const struct plan *plan);
/* In one line, what sections it has: "5 bộ tiêu chuẩn, 4 chỉ tiêu, 1 khoá học". */
void flow_plan_holds(struct buf *ret, const struct plan *plan);
/* What a person should look at again although the plan can be read, a line each: a contest without
 * prizes, sums that disagree; apart what its own note speaks for. */
void flow_plan_doubts(struct buf *ret_open, struct buf *ret_noted, const struct plan *plan);
/* Of these what is of the tasks' money. */
void flow_plan_odd_sums(struct buf *ret, const struct plan *plan);
/* As flow_plan_read() (flow.h), everything that is wrong told in RET_WRONG, a line each without the
 * file's name. With it also what contradicts itself and has no note is wrong. */
int flow_plan_check(struct plan *ret_plan, const char *json, size_t len, const char *name,
		    struct buf *ret_wrong, struct err *err) MUST_USE;
/* What flow_plan_check() says of a file, to be read: appended also where it is wrong. 1: it can be
 * used, and something is open; 0: nothing is; -errno: it is wrong, ERR tells in how many places. */
int flow_plan_told(struct buf *ret, const char *json, size_t len, const char *name,
		   struct err *err) MUST_USE;
/* The same of the coordinator's own file of plan ID, or of all of them (NULL), each below its name,
 * wrong or not. -ENOENT: there is none. */
int flow_plan_told_own(struct buf *ret, const char *id, struct err *err) MUST_USE;
/* Writes the file of plan ID under NEW_ID among the coordinator's own plans; RET_FILE: where.
 * -ENOENT: no such plan; -EINVAL: no id; -EEXIST: there is one of that id. */
int flow_plan_copy(const struct plan_library *library, const char *id, const char *new_id,
		   struct buf *ret_file, struct err *err) MUST_USE;

#endif
