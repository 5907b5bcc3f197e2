/* Any bytes as a plan; one that is taken must judge an empty machine without a pass. */
#include "assess.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct snapshot empty = {.device = {.id = "host", .transport = "host"}};
	struct assess_request request = {.snapshot = &empty, .as_kind = "laptop"};
	struct verdict verdict;
	struct plan plan;
	struct err err;

	if (plan_parse(&plan, (const char *)data, size, "fuzz", &err) < 0)
		return 0;
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
