/* A stored SIM judged by what people wrote of it. */
#include "flow.h"

static struct sim sim_of(const struct record_kind *kind, const struct record *record)
{
	return (struct sim){
		.iccid = record_value(kind, record, "iccid"),
		.operator_id = record_value(kind, record, "operator"),
		.generation = record_value(kind, record, "generation"),
		.daily_quota_mb = record_value(kind, record, "daily_quota_mb"),
		.activated = record_value(kind, record, "activated"),
		.expires = record_value(kind, record, "expires"),
		.handover = record_value(kind, record, "handover_planned"),
	};
}

void flow_sim_warnings(struct buf *ret, const struct record_kind *kind, const struct record *record)
{
	const struct sim sim = sim_of(kind, record);

	sim_warnings(ret, &sim);
}

struct reading_sim {
	struct facts facts;
	struct buf *warnings;
};

static int read_sim(void *user, const struct record_kind *kind, const struct record *record)
{
	struct reading_sim *reading = user;
	const struct sim sim = sim_of(kind, record);

	sim_facts(&reading->facts, &sim);
	sim_warnings(reading->warnings, &sim);
	return 0;
}

int flow_judge_sim(struct store *store, const struct plan *plan, const char *id,
		   struct snapshot *ret_snapshot, struct verdict *ret_verdict,
		   struct buf *ret_warnings, struct err *err)
{
	struct reading_sim reading = {.warnings = ret_warnings};
	struct assess_request request = {.plan = plan, .snapshot = ret_snapshot};
	int r = store_get(store, record_kind_find("sim"), id, read_sim, &reading, err);

	if (r < 0)
		return r;
	*ret_snapshot = (struct snapshot){
		.facts = reading.facts,
		.device = {.id = "sim", .kind = "sim", .transport = "typed"},
	};
	snapshot_freeze(ret_snapshot);
	assess(ret_verdict, &request);
	return 0;
}
