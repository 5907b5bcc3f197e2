/* A stored device judged anew, with what people have found since it was probed. */
#include "flow.h"

int flow_judge_device(struct store *store, const struct plan *plan, const char *device_id,
		      enum assess_stage stage, struct snapshot *ret_snapshot,
		      struct verdict *ret_verdict, struct err *err)
{
	AUTO(buf_done) struct buf json = {0};
	AUTO(facts_done) struct facts inspections = {0};
	AUTO(snapshot_done) struct snapshot snapshot = {0};
	AUTO(verdict_done) struct verdict verdict = {0};
	const struct assess_request request = {
		.plan = plan, .snapshot = &snapshot, .inspections = &inspections, .stage = stage};
	int r = store_latest_snapshot(store, device_id, &json, err);

	if (r == 0)
		r = snapshot_parse(&snapshot, buf_text(&json), json.len, _("bản ghi đã lưu"), err);
	if (r == 0)
		r = store_inspections(store, device_id, &inspections, err);
	if (r < 0)
		return r;
	assess(&verdict, &request);
	*ret_snapshot = snapshot;
	*ret_verdict = verdict;
	snapshot = (struct snapshot){0};
	verdict = (struct verdict){0};
	return 0;
}
