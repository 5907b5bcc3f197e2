/* The tasks of a plan as a table: what is printed, what it is read as, what its parts make, and the
 * sums below, so that a disagreement is seen and nobody has to add. */
#include "plan_text_priv.h"

#include <stdio.h>
#include <string.h>

#define MILLION 1000000
#define PERCENT_HUNDREDTHS 10000
#define NUMBER_COLUMNS 6
#define SPLIT_COLUMNS 7
#define UNDER 8

static bool is_whole(int64_t amount)
{
	return amount % MILLION == 0;
}

struct plan_money plan_money_of(const struct plan_work *work)
{
	struct plan_money money = {.unit = MILLION, .columns = 9};
	bool whole = is_whole(work->budget.stated.amount);

	for (size_t i = 0; i < work->task_count; i++) {
		const struct plan_task *task = &work->tasks[i];

		whole &= is_whole(task->total.amount);
		for (size_t p = 0; p < task->phase_count; p++)
			whole &= is_whole(task->phases[p].cost.amount);
	}
	return whole ? money : (struct plan_money){.unit = 1, .columns = 15};
}

void plan_add_money(struct buf *ret, const struct plan_money *money, int64_t amount)
{
	text_money(ret, amount / money->unit);
}

static void add_right(struct buf *ret, int columns, const char *text)
{
	AUTO(buf_done) struct buf cut = {0};

	text_fit(&cut, text, columns, false);
	buf_printf(ret, " %*s%s", columns - text_width(buf_text(&cut)), "", buf_text(&cut));
}

static void add_sum(struct buf *ret, const struct plan_money *money, int64_t amount)
{
	AUTO(buf_done) struct buf text = {0};

	if (amount)
		plan_add_money(&text, money, amount);
	else
		buf_add_char(&text, '-');
	add_right(ret, money->columns, buf_text(&text));
}

static int label_columns(const struct plan_money *money)
{
	return FLOW_PLAN_COLUMNS - 2 - NUMBER_COLUMNS - 3 * (money->columns + 1) - SPLIT_COLUMNS;
}

static void add_table_head(struct buf *ret, const struct plan_money *money)
{
	buf_add_str(ret, "  ");
	text_fit(ret, _("Số"), NUMBER_COLUMNS, true);
	text_fit(ret, _("Nhiệm vụ"), label_columns(money), true);
	add_right(ret, money->columns, _("Như in"));
	add_right(ret, money->columns, _("Đọc là"));
	add_right(ret, money->columns, _("Cộng lại"));
	add_right(ret, SPLIT_COLUMNS - 1, _("NS/XH"));
	buf_add_char(ret, '\n');
}

/* The label may take more lines than the numbers; the rest of it is left in *ret_rest. */
static void add_label(struct buf *ret, const char *label, int columns, struct buf *ret_rest)
{
	AUTO(buf_done) struct buf lines = {0}, first = {0};
	size_t len;

	text_wrap(&lines, label, 0, columns - 1);
	len = strcspn(buf_text(&lines), "\n");
	buf_add(&first, buf_text(&lines), len);
	text_fit(ret, buf_text(&first), columns, true);
	buf_add_str(ret_rest, buf_text(&lines) + len + 1);
}

static void add_rest(struct buf *ret, const struct buf *rest)
{
	const char *line = buf_text(rest);

	for (; *line; line += strcspn(line, "\n") + 1)
		buf_printf(ret, "%*s%.*s\n", UNDER, "", (int)strcspn(line, "\n"), line);
}

static void add_row(struct buf *ret, const struct plan_task *task, const struct plan_money *money)
{
	AUTO(buf_done) struct buf rest = {0};
	char number[32], split[32] = "-";

	snprintf(number, sizeof(number), "%s%s%lld", task->group ? task->group : "",
		 task->group ? "." : "", (long long)task->number);
	if (task->has_split)
		snprintf(split, sizeof(split), "%lld/%lld", (long long)task->state_percent,
			 (long long)(100 - task->state_percent));
	buf_add_str(ret, "  ");
	text_fit(ret, number, NUMBER_COLUMNS, true);
	add_label(ret, task->is.label, label_columns(money), &rest);
	add_right(ret, money->columns, task->total.text ? task->total.text : "-");
	add_sum(ret, money, task->total.amount);
	add_sum(ret, money, plan_task_parts(task));
	add_right(ret, SPLIT_COLUMNS - 1, split);
	buf_add_char(ret, '\n');
	add_rest(ret, &rest);
}

static void add_phases(struct buf *ret, const struct plan_task *task)
{
	AUTO(buf_done) struct buf text = {0};

	for (size_t i = 0; i < task->phase_count; i++)
		buf_printf(&text, "%s%s%s%s", i ? "; " : "", task->phases[i].text,
			   task->phases[i].cost.text ? ": " : "",
			   task->phases[i].cost.text ? task->phases[i].cost.text : "");
	if (!text.len)
		return;
	buf_printf(ret, "%*s", UNDER, "");
	text_wrap(ret, buf_text(&text), UNDER, FLOW_PLAN_COLUMNS);
}

static bool has_same_bodies(const struct plan_task *a, const struct plan_task *b)
{
	if (!str_eq(a->lead, b->lead) || a->coordinator_count != b->coordinator_count)
		return false;
	for (size_t i = 0; i < a->coordinator_count; i++)
		if (!str_eq(a->coordinators[i], b->coordinators[i]))
			return false;
	return true;
}

static void add_bodies(struct buf *ret, const struct plan_task *task, int left)
{
	AUTO(buf_done) struct buf text = {0};

	buf_printf(&text, _("Chủ trì: %s"), task->lead);
	for (size_t i = 0; i < task->coordinator_count; i++)
		buf_printf(&text, "%s%s", i ? "; " : _(". Phối hợp: "), task->coordinators[i]);
	buf_printf(ret, "%*s", left, "");
	text_wrap(ret, buf_text(&text), left, FLOW_PLAN_COLUMNS);
}

static void add_task(struct buf *ret, const struct plan_work *work, const struct plan_task *task,
		     const struct plan_money *money)
{
	add_row(ret, task, money);
	add_phases(ret, task);
	if (!has_same_bodies(task, &work->tasks[0]))
		add_bodies(ret, task, UNDER);
	if (!task->is.note)
		return;
	buf_printf(ret, "%*s", UNDER, "");
	text_wrap(ret, task->is.note, UNDER, FLOW_PLAN_COLUMNS);
}

void plan_add_odd(struct buf *ret, const struct plan_work *work, const struct plan_money *money)
{
	bool any = false;

	for (size_t i = 0; i < work->task_count; i++) {
		const struct plan_task *task = &work->tasks[i];
		int64_t parts = plan_task_parts(task);

		if (!task->total.amount || parts == task->total.amount)
			continue;
		buf_add_str(ret, any ? ", " : "");
		plan_add_money(ret, money, task->total.amount - parts);
		buf_printf(ret, _(" ở nhiệm vụ %lld"), (long long)task->number);
		any = true;
	}
}

static void add_check(struct buf *ret, const struct plan_work *work, const struct plan_sums *sums,
		      const struct plan_money *money)
{
	AUTO(buf_done) struct buf text = {0};

	buf_add_str(&text, _("Các dòng cộng lại "));
	plan_add_money(&text, money, sums->printed);
	buf_add_str(&text, _("; thành phần cộng lại "));
	plan_add_money(&text, money, sums->parts);
	if (sums->odd_count) {
		buf_add_str(&text, _(": lệch "));
		plan_add_odd(&text, work, money);
	}
	buf_add_str(ret, "  ");
	text_wrap(ret, buf_text(&text), 2, FLOW_PLAN_COLUMNS);
}

/* Of the phases of the first year, of the later ones, and of what is not divided. */
static void add_phase_sums(struct buf *ret, const struct plan_work *work,
			   const struct plan_money *money)
{
	int64_t early = 0, late = 0, whole = 0;
	AUTO(buf_done) struct buf text = {0};
	int first = 0;

	for (size_t i = 0; i < work->task_count; i++)
		for (size_t p = 0; p < work->tasks[i].phase_count; p++) {
			int from = work->tasks[i].phases[p].from_year;

			first = from && (!first || from < first) ? from : first;
		}
	for (size_t i = 0; i < work->task_count; i++) {
		const struct plan_task *task = &work->tasks[i];
		int64_t divided = 0;

		for (size_t p = 0; p < task->phase_count; p++) {
			const struct plan_phase *phase = &task->phases[p];

			divided += phase->cost.amount;
			*(phase->from_year == first ? &early : &late) += phase->cost.amount;
		}
		whole += divided ? 0 : task->total.amount;
	}
	if (!first || !(early + late))
		return;
	buf_printf(&text, _("Giai đoạn từ %d "), first);
	plan_add_money(&text, money, early);
	buf_add_str(&text, _("; giai đoạn sau "));
	plan_add_money(&text, money, late);
	buf_add_str(&text, _("; không chia giai đoạn "));
	plan_add_money(&text, money, whole);
	buf_add_str(ret, "  ");
	text_wrap(ret, buf_text(&text), 2, FLOW_PLAN_COLUMNS);
}

/* Groups as printed, the tasks of each one after another. */
static void add_group_sums(struct buf *ret, const struct plan_work *work,
			   const struct plan_money *money)
{
	AUTO(buf_done) struct buf text = {0};
	int64_t sum = 0;

	for (size_t i = 0; i < work->task_count; i++) {
		const struct plan_task *task = &work->tasks[i];

		if (!task->group)
			return;
		sum += task->total.amount;
		if (i + 1 < work->task_count && str_eq(work->tasks[i + 1].group, task->group))
			continue;
		buf_printf(&text, "%s%s ", text.len ? "; " : _("Theo nhóm: "), task->group);
		plan_add_money(&text, money, sum);
		sum = 0;
	}
	buf_add_str(ret, "  ");
	text_wrap(ret, buf_text(&text), 2, FLOW_PLAN_COLUMNS);
}

static void add_funding(struct buf *ret, const struct plan_sums *sums,
			const struct plan_money *money)
{
	AUTO(buf_done) struct buf text = {0};
	int64_t both = sums->state + sums->social;
	int64_t share = both ? (int64_t)((__int128)sums->state * PERCENT_HUNDREDTHS / both) : 0;

	if (!both)
		return;
	buf_add_str(&text, _("Ngân sách (NS) "));
	plan_add_money(&text, money, sums->state);
	buf_printf(&text, _(" (%lld,%02lld %%); xã hội hoá (XH) "), (long long)(share / 100),
		   (long long)(share % 100));
	plan_add_money(&text, money, sums->social);
	buf_add_str(ret, "  ");
	text_wrap(ret, buf_text(&text), 2, FLOW_PLAN_COLUMNS);
}

static void add_budget(struct buf *ret, const struct plan_budget *budget,
		       const struct plan_sums *sums, const struct plan_money *money)
{
	AUTO(buf_done) struct buf text = {0};

	if (!budget->clause)
		return;
	buf_printf(&text, _("Kế hoạch ghi “%s” (%s): "), budget->stated.text, budget->clause);
	if (budget->stated.amount == sums->printed) {
		buf_add_str(&text, _("bằng các dòng cộng lại"));
	} else {
		buf_add_str(&text, _("lệch các dòng "));
		plan_add_money(&text, money, budget->stated.amount - sums->printed);
	}
	buf_add_str(ret, "  ");
	text_wrap(ret, buf_text(&text), 2, FLOW_PLAN_COLUMNS);
	plan_add_line(ret, _("Cách hiểu:"), budget->note);
}

void plan_add_tasks(struct buf *ret, const struct plan_work *work)
{
	struct plan_money money = plan_money_of(work);
	struct plan_sums sums = plan_sums(work);

	if (!work->task_count)
		return;
	plan_add_section(ret, money.unit == MILLION ? _("NHIỆM VỤ VÀ KINH PHÍ (TRIỆU ĐỒNG)")
						    : _("NHIỆM VỤ VÀ KINH PHÍ (ĐỒNG)"));
	add_bodies(ret, &work->tasks[0], 2);
	add_table_head(ret, &money);
	for (size_t i = 0; i < work->task_count; i++)
		add_task(ret, work, &work->tasks[i], &money);
	add_check(ret, work, &sums, &money);
	add_phase_sums(ret, work, &money);
	add_group_sums(ret, work, &money);
	add_budget(ret, &work->budget, &sums, &money);
	add_funding(ret, &sums, &money);
}
