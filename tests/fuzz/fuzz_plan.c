/* Any bytes as a plan; one that is taken must judge an empty machine without a pass, and its sums
 * must be of one piece. */
#include "assess.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_work(const struct plan_work *work)
{
	struct plan_sums sums = plan_sums(work);

	if (sums.printed < 0 || sums.parts < 0 || sums.state + sums.social > sums.printed)
		abort();
	for (size_t i = 0; i < work->contest_count; i++)
		if (plan_contest(work, work->contests[i].is.id) != &work->contests[i] ||
		    !work->contests[i].division_count)
			abort();
	for (size_t i = 0; i < work->task_count; i++)
		if (plan_task(work, work->tasks[i].is.id) != &work->tasks[i])
			abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct snapshot empty = {.device = {.id = "host", .transport = "host"}};
	struct assess_request request = {.snapshot = &empty, .as_kind = "laptop"};
	struct verdict verdict;
	AUTO(buf_done) struct buf wrong = {0};
	struct plan plan;
	struct err err;

	/* Telling all of it reads on past what is wrong. */
	if (plan_parse_all(&plan, (const char *)data, size, "fuzz", NULL, &wrong, &err) == 0)
		plan_done(&plan);
	else if (!wrong.len)
		abort();
	if (plan_parse(&plan, (const char *)data, size, "fuzz", &err) < 0) {
		if (!wrong.len)
			abort();
		return 0;
	}
	check_work(&plan.work);
	request.plan = &plan;
	assess(&verdict, &request);
	for (size_t i = 0; i < verdict.count; i++)
		if (verdict.findings[i].outcome == OUTCOME_PASS &&
		    !str_eq(verdict.findings[i].rule->facts[0], "device.kind"))
			abort();
	verdict_done(&verdict);
	plan_done(&plan);
	return 0;
}
