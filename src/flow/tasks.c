/* The tasks with their phases, what they may cost and what was spent, read together. */
#include "flow_priv.h"

#include <stdlib.h>
#include <string.h>

#define MILLION 1000000
#define PERCENT 100

void flow_tasks_done(struct task_board *board)
{
	arena_done(&board->arena);
	*board = (struct task_board){0};
}

/* ---- reading --------------------------------------------------------------------------------- */

struct task_tables {
	struct row *phases, *spendings;
	size_t phase_count, spending_count;
	const struct row *task; /* whose lines are looked for */
};

static int by_place(const void *a, const void *b)
{
	int64_t one = row_number(a, "position"), other = row_number(b, "position");

	if (one != other)
		return one < other ? -1 : 1;
	return strcmp(((const struct row *)a)->id, ((const struct row *)b)->id);
}

static int by_number(const void *a, const void *b)
{
	const struct task_line *one = a, *other = b;
	int r = strcmp(one->plan ? one->plan : "", other->plan ? other->plan : "");

	if (r == 0 && one->number != other->number)
		return one->number < other->number ? -1 : 1;
	return r ? r : strcmp(one->id, other->id);
}

/* Was the line taken back, or does it take another back? Both together are nothing. */
static bool is_void(const struct task_tables *tables, const struct row *spending)
{
	if (row_get(spending, "reverses"))
		return true;
	for (size_t i = 0; i < tables->spending_count; i++)
		if (str_eq(row_get(&tables->spendings[i], "reverses"), spending->id))
			return true;
	return false;
}

static bool is_in(const struct task_phase *phase, const char *day)
{
	return day && (phase->starts || phase->ends) &&
	       (!phase->starts || strcmp(phase->starts, day) <= 0) &&
	       (!phase->ends || strcmp(day, phase->ends) <= 0);
}

static void spend(struct task_line *line, const struct row *spending)
{
	int64_t amount = row_number(spending, "amount");
	const char *day = row_get(spending, "on_date");

	line->spent += amount;
	if (str_eq(row_get(spending, "source"), "state"))
		line->spent_state += amount;
	else
		line->spent_social += amount;
	for (size_t i = 0; i < line->phase_count; i++)
		if (is_in(&line->phases[i], day)) {
			line->phases[i].spent += amount;
			return;
		}
	line->spent_outside += amount;
}

static void take_phases(struct task_line *line, const struct task_tables *tables,
			struct arena *arena)
{
	int64_t parts = 0;
	bool has_cost = false;

	line->phases = arena_alloc(arena, (tables->phase_count + 1) * sizeof(*line->phases));
	for (size_t i = 0; i < tables->phase_count; i++) {
		const struct row *phase = &tables->phases[i];

		if (!str_eq(row_get(phase, "task"), line->id))
			continue;
		line->phases[line->phase_count++] = (struct task_phase){
			.period = row_get(phase, "period"),
			.printed = row_get(phase, "printed"),
			.starts = row_get(phase, "starts"),
			.ends = row_get(phase, "ends"),
			.budget = row_number(phase, "budget")};
		has_cost |= row_get(phase, "budget") != NULL;
		parts += row_number(phase, "budget");
	}
	line->parts = has_cost ? parts : line->budget;
}

static struct task_line make_line(const struct row *task)
{
	return (struct task_line){
		.id = task->id,
		.tag = row_get(task, "tag"),
		.plan = row_get(task, "plan"),
		.section = row_get(task, "section"),
		.name = row_get(task, "name"),
		.lead = row_get(task, "lead"),
		.coordinators = row_get(task, "coordinators"),
		.printed = row_get(task, "printed"),
		.reading = row_get(task, "reading"),
		.state = row_get(task, "state"),
		.number = row_number(task, "number"),
		.progress = row_number(task, "progress"),
		.budget = row_number(task, "budget"),
		.state_percent = row_get(task, "state_percent")
					 ? row_number(task, "state_percent")
					 : -1,
	};
}

static void add_up(struct task_sums *sums, const struct task_line *line)
{
	int64_t percent = line->state_percent < 0 ? 0 : line->state_percent;
	int64_t state = line->budget / PERCENT * percent +
			line->budget % PERCENT * percent / PERCENT;

	sums->budget += line->budget;
	sums->parts += line->parts;
	sums->spent += line->spent;
	sums->state += state;
	sums->social += line->state_percent < 0 ? 0 : line->budget - state;
	sums->odd_count += line->parts != line->budget;
}

static int read_tables(struct task_tables *ret, struct row **ret_tasks, size_t *ret_count,
		       struct task_board *board, struct store *store, const char *plan_id,
		       struct err *err)
{
	int r = row_list(ret_tasks, ret_count, store, &board->arena, "task",
			 plan_id ? "plan" : NULL, plan_id, err);

	if (r == 0)
		r = row_list(&ret->phases, &ret->phase_count, store, &board->arena, "phase", NULL,
			     NULL, err);
	if (r == 0)
		r = row_list(&ret->spendings, &ret->spending_count, store, &board->arena,
			     "spending", NULL, NULL, err);
	if (r == 0 && ret->phase_count)
		qsort(ret->phases, ret->phase_count, sizeof(*ret->phases), by_place);
	return r;
}

static void fill(struct task_board *board, const struct task_tables *tables,
		 const struct row *tasks, size_t count)
{
	board->lines = arena_alloc(&board->arena, (count + 1) * sizeof(*board->lines));
	for (size_t i = 0; i < count; i++) {
		struct task_line *line = &board->lines[board->count++];

		*line = make_line(&tasks[i]);
		take_phases(line, tables, &board->arena);
		for (size_t k = 0; k < tables->spending_count; k++)
			if (str_eq(row_get(&tables->spendings[k], "task"), line->id) &&
			    !is_void(tables, &tables->spendings[k]))
				spend(line, &tables->spendings[k]);
		add_up(&board->sums, line);
	}
	if (count)
		qsort(board->lines, count, sizeof(*board->lines), by_number);
}

int flow_tasks(struct task_board *ret, struct store *store, const char *plan_id, struct err *err)
{
	AUTO(flow_tasks_done) struct task_board board = {0};
	struct task_tables tables = {0};
	struct row *tasks = NULL;
	size_t count = 0;
	int r = store_read_begin(store, err);

	if (r < 0)
		return r;
	r = read_tables(&tables, &tasks, &count, &board, store, plan_id, err);
	store_read_end(store);
	if (r < 0)
		return r;
	fill(&board, &tables, tasks, count);
	*ret = board;
	board = (struct task_board){0};
	return 0;
}

/* ---- the sums in words ----------------------------------------------------------------------- */

void flow_millions(struct buf *ret, int64_t amount)
{
	int64_t rest = (amount < 0 ? -amount : amount) % MILLION;
	char text[8];

	text_money(ret, amount / MILLION);
	if (!rest)
		return;
	text[0] = ',';
	for (int i = 1, digit = MILLION / 10; i <= 6; i++, digit /= 10)
		text[i] = (char)('0' + rest / digit % 10);
	text[7] = '\0';
	for (size_t end = 6; text[end] == '0'; end--)
		text[end] = '\0';
	buf_add_str(ret, text);
}

static void add_odd(struct buf *ret, const struct task_board *board)
{
	for (size_t i = 0; i < board->count; i++) {
		const struct task_line *line = &board->lines[i];

		if (line->parts == line->budget)
			continue;
		buf_printf(ret, _("Nhiệm vụ %lld: kinh phí "), (long long)line->number);
		flow_millions(ret, line->budget);
		buf_add_str(ret, _(", các giai đoạn cộng lại "));
		flow_millions(ret, line->parts);
		buf_add_str(ret, _(": lệch "));
		flow_millions(ret, line->budget - line->parts);
		buf_printf(ret, "%s%s\n", line->reading ? ". " : "",
			   line->reading ? line->reading : "");
	}
}

static void add_stated(struct buf *ret, const struct task_board *board, const struct plan *plan)
{
	const struct plan_sums sums = plan_sums(&plan->work);
	int64_t stated = plan->work.budget.stated.amount;

	if (!plan->work.task_count)
		return;
	buf_printf(ret, _("Kế hoạch %s: các dòng in "), plan->id);
	flow_millions(ret, sums.printed);
	buf_add_str(ret, _(", thành phần "));
	flow_millions(ret, sums.parts);
	if (stated) {
		buf_add_str(ret, _(", tổng ghi "));
		flow_millions(ret, stated);
	}
	if (sums.printed != board->sums.budget || sums.parts != board->sums.parts)
		buf_add_str(ret, _("; sổ này khác kế hoạch"));
	else if (stated && stated != sums.printed)
		buf_add_str(ret, _("; tổng ghi không khớp các dòng"));
	buf_add_char(ret, '\n');
}

void flow_tasks_sums(struct buf *ret, const struct task_board *board, const struct plan *plan)
{
	const struct task_sums *sums = &board->sums;

	buf_add_str(ret, _("Kinh phí "));
	flow_millions(ret, sums->budget);
	buf_add_str(ret, _(" triệu đồng (ngân sách "));
	flow_millions(ret, sums->state);
	buf_add_str(ret, _(", xã hội hoá "));
	flow_millions(ret, sums->social);
	buf_add_str(ret, _("); đã chi "));
	flow_millions(ret, sums->spent);
	buf_add_char(ret, '\n');
	add_odd(ret, board);
	if (plan)
		add_stated(ret, board, plan);
}
