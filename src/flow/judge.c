/* A stored device judged anew, with what people have found since it was probed. */
#include "flow.h"

int flow_stored_snapshot(struct store *store, const char *device_id, struct snapshot *ret,
			 struct err *err)
{
	AUTO(buf_done) struct buf json = {0};
	int r = store_latest_snapshot(store, device_id, &json, err);

	return r < 0 ? r : snapshot_parse(ret, buf_text(&json), json.len, _("bản ghi đã lưu"), err);
}

int flow_judge_device(struct store *store, const struct plan *plan, const char *device_id,
		      enum assess_stage stage, struct snapshot *ret_snapshot,
		      struct verdict *ret_verdict, struct err *err)
{
	AUTO(facts_done) struct facts inspections = {0};
	AUTO(snapshot_done) struct snapshot snapshot = {0};
	AUTO(verdict_done) struct verdict verdict = {0};
	const struct assess_request request = {
		.plan = plan, .snapshot = &snapshot, .inspections = &inspections, .stage = stage};
	int r = flow_stored_snapshot(store, device_id, &snapshot, err);

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
