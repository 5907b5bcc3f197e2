/* The tasks of a plan put into the book: its numbers are copied; a person adjusts them there. */
#include "flow_priv.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#define VALUES_MAX 16

/* Rows being gathered, each with its own names and values. */
struct gathered {
	struct arena arena;
	struct store_write *writes;
	size_t count;
	struct gathered_values {
		const char *names[VALUES_MAX], *values[VALUES_MAX];
	} *values;
};

static void gathered_done(struct gathered *gathered)
{
	arena_done(&gathered->arena);
}

static void begin_row(struct gathered *gathered, const char *kind)
{
	struct store_write *write = &gathered->writes[gathered->count];
	char id[UUID_TEXT_MAX];

	uuid_new(id);
	*write = (struct store_write){
		.kind = record_kind_find(kind),
		.id = arena_str(&gathered->arena, id),
		.is_new = true,
		.names = gathered->values[gathered->count].names,
		.values = gathered->values[gathered->count].values,
	};
	gathered->count++;
}

static void put(struct gathered *gathered, const char *name, const char *value)
{
	struct store_write *write = &gathered->writes[gathered->count - 1];
	struct gathered_values *values = &gathered->values[gathered->count - 1];

	if (!value || write->count == VALUES_MAX)
		return;
	values->names[write->count] = name;
	values->values[write->count++] = value;
}

static void put_number(struct gathered *gathered, const char *name, int64_t number)
{
	put(gathered, name, arena_printf(&gathered->arena, "%lld", (long long)number));
}

static void put_year(struct gathered *gathered, const char *name, int year, const char *day)
{
	if (year)
		put(gathered, name, arena_printf(&gathered->arena, "%04d-%s", year, day));
}

static void add_phase(struct gathered *gathered, const char *task, const struct plan_phase *phase,
		      size_t position)
{
	begin_row(gathered, "phase");
	put(gathered, "task", task);
	put_number(gathered, "position", (int64_t)position);
	put(gathered, "period", phase->text);
	put_year(gathered, "starts", phase->from_year, "01-01");
	put_year(gathered, "ends", phase->to_year, "12-31");
	put(gathered, "printed", phase->cost.text);
	if (phase->cost.text)
		put_number(gathered, "budget", phase->cost.amount);
}

static void put_times(struct gathered *gathered, const struct plan_task *task)
{
	int from = 0, to = 0;

	for (size_t i = 0; i < task->phase_count; i++) {
		const struct plan_phase *phase = &task->phases[i];

		if (phase->from_year && (!from || phase->from_year < from))
			from = phase->from_year;
		to = phase->to_year > to ? phase->to_year : to;
	}
	put_year(gathered, "starts", from, "01-01");
	put_year(gathered, "ends", to, "12-31");
}

static void add_task(struct gathered *gathered, const struct plan *plan,
		     const struct plan_task *task, const char *programme)
{
	AUTO(buf_done) struct buf bodies = {0};
	const char *id;

	for (size_t i = 0; i < task->coordinator_count; i++)
		buf_printf(&bodies, "%s%s", i ? "; " : "", task->coordinators[i]);
	begin_row(gathered, "task");
	id = gathered->writes[gathered->count - 1].id;
	put(gathered, "plan", plan->id);
	put(gathered, "plan_item", task->is.id);
	put(gathered, "programme", programme);
	put(gathered, "section", task->group);
	put_number(gathered, "number", task->number);
	put(gathered, "name", task->is.label);
	put(gathered, "lead", task->lead);
	put(gathered, "coordinators",
	    bodies.len ? arena_str(&gathered->arena, buf_text(&bodies)) : NULL);
	put_times(gathered, task);
	put(gathered, "printed", task->total.text);
	if (task->total.text)
		put_number(gathered, "budget", task->total.amount);
	if (task->has_split)
		put_number(gathered, "state_percent", task->state_percent);
	put(gathered, "reading", task->is.note);
	for (size_t i = 0; i < task->phase_count; i++)
		add_phase(gathered, id, &task->phases[i], i + 1);
}

/* ---- which ----------------------------------------------------------------------------------- */

static int check_items(const struct plan *plan, const char *const *items, size_t count,
		       struct err *err)
{
	if (!plan->work.task_count)
		return err_set(err, ENOENT, _("kế hoạch %s không có nhiệm vụ nào"), plan->id);
	for (size_t i = 0; i < count; i++)
		if (!plan_task(&plan->work, items[i]))
			return err_set(err, ENOENT,
				       _("%.40s: kế hoạch %s không có nhiệm vụ này; xem hotroit "
					 "plan show %s"), items[i], plan->id, plan->id);
	return 0;
}

static bool is_wanted(const struct plan_task *task, const char *const *items, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (str_eq(items[i], task->is.id))
			return true;
	return !count;
}

static bool is_there(const struct row *tasks, size_t count, const char *item)
{
	for (size_t i = 0; i < count; i++)
		if (str_eq(row_get(&tasks[i], "plan_item"), item))
			return true;
	return false;
}

/* The programme that works by the plan, where there is but one. */
static int find_programme(struct gathered *gathered, struct store *store, const char *plan,
			  const char **ret, struct err *err)
{
	struct row *rows = NULL;
	size_t count = 0;
	int r = row_list(&rows, &count, store, &gathered->arena, "programme", "plan", plan, err);

	*ret = r == 0 && count == 1 ? rows[0].id : NULL;
	return r;
}

static size_t most_rows(const struct plan *plan)
{
	size_t most = 1;

	for (size_t i = 0; i < plan->work.task_count; i++)
		most += 1 + plan->work.tasks[i].phase_count;
	return most;
}

static int gather(struct gathered *gathered, struct store *store, const struct plan *plan,
		  const char *const *items, size_t item_count, struct buf *ret_said,
		  struct err *err)
{
	const char *programme = NULL;
	struct row *there = NULL;
	size_t there_count = 0, made = 0, known = 0;
	int r = find_programme(gathered, store, plan->id, &programme, err);

	if (r == 0)
		r = row_list(&there, &there_count, store, &gathered->arena, "task", "plan",
			     plan->id, err);
	for (size_t i = 0; r == 0 && i < plan->work.task_count; i++) {
		const struct plan_task *task = &plan->work.tasks[i];

		if (!is_wanted(task, items, item_count))
			continue;
		if (is_there(there, there_count, task->is.id)) {
			known++;
			continue;
		}
		add_task(gathered, plan, task, programme);
		made++;
	}
	if (r == 0)
		buf_printf(ret_said, _("Đã lập %zu nhiệm vụ của %s; %zu đã có từ trước, để "
				       "nguyên.\n"), made, plan->id, known);
	return r;
}

int flow_tasks_new(struct store *store, const struct plan *plan, const char *const *items,
		   size_t item_count, struct buf *ret_said, struct err *err)
{
	AUTO(gathered_done) struct gathered gathered = {0};
	AUTO(store_hold_done) struct store_hold hold = {0};
	size_t most = most_rows(plan);
	int r = store_may_write(store, record_kind_find("task"), err);

	if (r == 0)
		r = check_items(plan, items, item_count, err);
	if (r < 0)
		return r;
	gathered.writes = arena_alloc(&gathered.arena, most * sizeof(*gathered.writes));
	gathered.values = arena_alloc(&gathered.arena, most * sizeof(*gathered.values));
	r = store_hold_begin(&hold, store, err);
	if (r == 0)
		r = gather(&gathered, store, plan, items, item_count, ret_said, err);
	if (r == 0 && gathered.count)
		r = store_write_all(store, gathered.writes, gathered.count, err);
	if (r == 0)
		r = store_hold_keep(&hold, err);
	if (r == 0)
		flow_plan_odd_sums(ret_said, plan);
	return r;
}
