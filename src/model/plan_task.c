/* The tasks of a plan with their money, its emulation areas, to whom it is reported, and what is
 * odd about it. */
#include "plan_list_priv.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#define PHASES_MAX 8

static int read_phase(struct reader *reader, struct plan_phase *phase, const json_t *json)
{
	static const char *const keys[] = {"text", "from_year", "to_year", "cost", NULL};
	int64_t from = 0, to = 0;

	if (read_keys(reader, json, keys) < 0 ||
	    read_text(reader, json, "text", true, &phase->text) < 0 ||
	    plan_read_int(reader, json, "from_year", false, PLAN_YEAR_MIN, PLAN_YEAR_MAX, &from) <
		    0 ||
	    plan_read_int(reader, json, "to_year", false, PLAN_YEAR_MIN, PLAN_YEAR_MAX, &to) < 0)
		return -EBADMSG;
	if (from && to && to < from &&
	    read_fail(reader, _("\"to_year\" %lld trước \"from_year\" %lld"), (long long)to,
		      (long long)from) < 0)
		return -EBADMSG;
	phase->from_year = (int)from;
	phase->to_year = (int)to;
	return plan_read_sum(reader, json, "cost", false, &phase->cost);
}

static int read_phases(struct reader *reader, struct plan_task *task, const json_t *json)
{
	const json_t *list;

	if (read_array(reader, json, "phases", false, &list) < 0)
		return -EBADMSG;
	task->phase_count = json_array_size(list);
	if (task->phase_count > PHASES_MAX)
		return read_fail(reader, _("\"%s\" nhiều hơn %d mục"), "phases", PHASES_MAX);
	task->phases = arena_alloc(reader->arena, (task->phase_count + 1) * sizeof(*task->phases));
	for (size_t i = 0; i < task->phase_count; i++)
		if (read_phase(reader, &task->phases[i], json_array_get(list, i)) < 0)
			return -EBADMSG;
	return 0;
}

static int read_task(struct reader *reader, void *item, const json_t *json)
{
	struct plan_task *task = item;

	if (read_text(reader, json, "group", false, &task->group) < 0 ||
	    plan_read_int(reader, json, "number", true, 1, PLAN_COUNT_MAX, &task->number) < 0 ||
	    read_text(reader, json, "lead", true, &task->lead) < 0 ||
	    plan_read_names(reader, json, "coordinators", &task->coordinators,
			    &task->coordinator_count) < 0 ||
	    read_phases(reader, task, json) < 0 ||
	    plan_read_sum(reader, json, "total", false, &task->total) < 0)
		return -EBADMSG;
	task->has_split = json_object_get(json, "state_percent");
	if (task->has_split && !json_object_get(json, "total") &&
	    read_fail(reader, _("có \"state_percent\" mà thiếu \"total\"")) < 0)
		return -EBADMSG;
	if (plan_read_int(reader, json, "state_percent", false, 0, 100, &task->state_percent) < 0)
		return -EBADMSG;
	for (size_t i = 0; i < task->phase_count; i++) {
		const struct plan_sum *cost = &task->phases[i].cost;

		if (plan_check_sum(reader, cost, cost->amount, task->is.note) < 0)
			return -EBADMSG;
	}
	return plan_check_sum(reader, &task->total, plan_task_parts(task), task->is.note);
}

static const char *const task_keys[] = {"group",  "number", "lead",          "coordinators",
					"phases", "total",  "state_percent", NULL};
static const struct plan_list_form task_form = {
	.key = "tasks",
	.thing = N_("nhiệm vụ"),
	.keys = task_keys,
	.size = sizeof(struct plan_task),
	.read = read_task,
};

static int read_budget(struct reader *reader, struct plan_budget *budget, const json_t *json)
{
	static const char *const keys[] = {"clause",  "unit_text", "note",
					   "note_en", "stated",    NULL};
	const json_t *value = json_object_get(json, "budget");

	if (!value)
		return 0;
	snprintf(reader->where, sizeof(reader->where), "budget");
	if (read_keys(reader, value, keys) < 0 ||
	    read_text(reader, value, "clause", true, &budget->clause) < 0 ||
	    read_text(reader, value, "unit_text", false, &budget->unit_text) < 0 ||
	    read_text_lang(reader, value, "note", false, &budget->note) < 0 ||
	    plan_read_sum(reader, value, "stated", true, &budget->stated) < 0)
		return -EBADMSG;
	reader->where[0] = '\0';
	return 0;
}

static int read_area(struct reader *reader, void *item, const json_t *json)
{
	struct plan_area *area = item;

	return plan_read_int(reader, json, "number", true, 1, PLAN_COUNT_MAX, &area->number);
}

static const char *const area_keys[] = {"number", NULL};
static const struct plan_list_form area_form = {
	.key = "areas",
	.thing = N_("nội dung thi đua"),
	.keys = area_keys,
	.size = sizeof(struct plan_area),
	.read = read_area,
};

static int read_report(struct reader *reader, void *item, const json_t *json)
{
	struct plan_report *report = item;

	return read_text_lang(reader, json, "when", false, &report->when);
}

static const char *const report_keys[] = {"when", "when_en", NULL};
static const struct plan_list_form report_form = {
	.key = "reports",
	.thing = N_("báo cáo"),
	.keys = report_keys,
	.size = sizeof(struct plan_report),
	.read = read_report,
};

static const struct plan_list_form remark_form = {
	.key = "remarks",
	.thing = N_("điều cần biết"),
	.size = sizeof(struct plan_item),
};

/* Two things of one number would be one line in a report. */
static int check_numbers(struct reader *reader, const struct plan_work *work)
{
	for (size_t i = 0; i < work->task_count; i++)
		for (size_t j = 0; j < i; j++)
			if (work->tasks[i].number == work->tasks[j].number &&
			    read_fail(reader, _("nhiệm vụ %s và %s cùng số %lld"),
				      work->tasks[j].is.id, work->tasks[i].is.id,
				      (long long)work->tasks[i].number) < 0)
				return -EBADMSG;
	for (size_t i = 0; i < work->area_count; i++)
		for (size_t j = 0; j < i; j++)
			if (work->areas[i].number == work->areas[j].number &&
			    read_fail(reader, _("nội dung thi đua %s và %s cùng số %lld"),
				      work->areas[j].is.id, work->areas[i].is.id,
				      (long long)work->areas[i].number) < 0)
				return -EBADMSG;
	return 0;
}

static int check_stated(struct reader *reader, const struct plan_work *work)
{
	const struct plan_budget *budget = &work->budget;

	if (!budget->clause)
		return 0;
	snprintf(reader->where, sizeof(reader->where), "budget");
	return plan_check_sum(reader, &budget->stated, plan_sums(work).printed, budget->note);
}

int plan_read_tasks(struct reader *reader, struct plan_work *work, const json_t *json)
{
	int r = read_budget(reader, &work->budget, json);

	reader->where[0] = '\0';
	work->tasks = plan_read_list(reader, json, &task_form, &work->task_count);
	work->areas = plan_read_list(reader, json, &area_form, &work->area_count);
	work->reports = plan_read_list(reader, json, &report_form, &work->report_count);
	work->remarks = plan_read_list(reader, json, &remark_form, &work->remark_count);
	if (r < 0 || !work->tasks || !work->areas || !work->reports || !work->remarks)
		return -EBADMSG;
	r = check_numbers(reader, work);
	return r < 0 ? r : check_stated(reader, work);
}
