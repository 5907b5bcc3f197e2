/* Finding things of a plan's work, and what its sums make. */
#include "plan_work.h"

/* Every list begins each thing with its struct plan_item. */
static const void *find(const void *list, size_t count, size_t size, const char *id)
{
	for (size_t i = 0; id && i < count; i++) {
		const struct plan_item *item = (const void *)((const char *)list + i * size);

		if (str_eq(item->id, id))
			return item;
	}
	return NULL;
}

const struct plan_contest *plan_contest(const struct plan_work *work, const char *id)
{
	return find(work->contests, work->contest_count, sizeof(*work->contests), id);
}

const struct plan_course *plan_course(const struct plan_work *work, const char *id)
{
	return find(work->courses, work->course_count, sizeof(*work->courses), id);
}

const struct plan_pilot *plan_pilot(const struct plan_work *work, const char *id)
{
	return find(work->pilots, work->pilot_count, sizeof(*work->pilots), id);
}

const struct plan_task *plan_task(const struct plan_work *work, const char *id)
{
	return find(work->tasks, work->task_count, sizeof(*work->tasks), id);
}

const struct plan_area *plan_area(const struct plan_work *work, const char *id)
{
	return find(work->areas, work->area_count, sizeof(*work->areas), id);
}

int64_t plan_task_parts(const struct plan_task *task)
{
	int64_t parts = 0;

	for (size_t i = 0; i < task->phase_count; i++)
		parts += task->phases[i].cost.amount;
	return parts ? parts : task->total.amount;
}

struct plan_sums plan_sums(const struct plan_work *work)
{
	struct plan_sums sums = {0};

	for (size_t i = 0; i < work->task_count; i++) {
		const struct plan_task *task = &work->tasks[i];
		int64_t parts = plan_task_parts(task);
		int64_t state = task->total.amount * task->state_percent / 100;

		sums.printed += task->total.amount;
		sums.parts += parts;
		sums.odd_count += task->total.amount && parts != task->total.amount;
		if (!task->has_split)
			continue;
		sums.state += state;
		sums.social += task->total.amount - state;
	}
	return sums;
}
