/* The parts of a plan's reading text, one function a section; each says nothing where the plan has
 * nothing of the kind. */
#ifndef HOTROIT_PLAN_TEXT_PRIV_H
#define HOTROIT_PLAN_TEXT_PRIV_H

#include "flow.h"

/* "\nCUỘC THI\n" */
void plan_add_section(struct buf *ret, const char *title);
/* "    Chủ đề:    …", wrapped; nothing when TEXT is NULL. */
void plan_add_line(struct buf *ret, const char *label, const char *text);
/* "  Bảng A (II.3)" */
void plan_add_title(struct buf *ret, const struct plan_item *item);
/* Its quote, then how it is read. */
void plan_add_words(struct buf *ret, const struct plan_item *item);
void plan_add_names(struct buf *ret, const char *label, const char *const *names, size_t count);
void plan_add_day(struct buf *ret, const char *day); /* "2021-10-05" → "05/10/2021" */

void plan_add_contests(struct buf *ret, const struct plan_work *work);
void plan_add_courses(struct buf *ret, const struct plan_work *work);
void plan_add_pilots(struct buf *ret, const struct plan_work *work);
void plan_add_calendar(struct buf *ret, const struct plan_work *work);
void plan_add_tasks(struct buf *ret, const struct plan_work *work);

/* "10.000": millions of đồng, or đồng where the plan's sums are not whole millions. */
struct plan_money {
	int64_t unit;
	int columns;
};

struct plan_money plan_money_of(const struct plan_work *work);
void plan_add_money(struct buf *ret, const struct plan_money *money, int64_t amount);
/* "10.000 ở nhiệm vụ 16": what the phases of each odd task lack. */
void plan_add_odd(struct buf *ret, const struct plan_work *work, const struct plan_money *money);

#endif
