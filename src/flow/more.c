/* What is to be told of a record beyond its own fields. */
#include "compare_priv.h"
#include "kit_priv.h"

#include <errno.h>
#include <stdio.h>

struct telling {
	struct store *store;
	const struct plan *plan;
	struct buf *text;
	struct arena arena;
	const char *device, *before, *after; /* of a repair */
	bool is_open, is_done;
	int64_t own_cost, parts_cost;
	size_t parts;
};

static void telling_done(struct telling *telling)
{
	arena_done(&telling->arena);
}

/* ---- the shelf ----------------------------------------------------------- */

/* A device that was never probed, or is not judged, needs nothing that is known. */
static int tell_shelf(struct telling *telling, const char *device, struct err *err)
{
	AUTO(snapshot_done) struct snapshot snapshot = {0};
	AUTO(verdict_done) struct verdict verdict = {0};
	bool any = false;
	int r = telling->plan ? flow_judge_device(telling->store, telling->plan, device,
						  ASSESS_INTAKE, &snapshot, &verdict, err)
			      : -ENOENT;

	for (size_t i = 0; r == 0 && i < verdict.count; i++) {
		AUTO(buf_done) struct buf line = {0};

		r = flow_shelf(telling->store, device, &snapshot, &verdict, i, &line, err);
		if (r < 0 || !line.len)
			continue;
		buf_printf(telling->text, "%s  %s: %s\n", any ? "" : _("Trên kệ:\n"),
			   verdict.findings[i].rule->label, buf_text(&line));
		any = true;
	}
	return r == -ENOENT ? 0 : r;
}

/* ---- a repair ------------------------------------------------------------ */

static int take_repair(void *user, const struct record_kind *kind, const struct record *record)
{
	struct telling *telling = user;
	const char *cost = record_value(kind, record, "cost");

	telling->device = arena_str(&telling->arena, record_value(kind, record, "device"));
	telling->before = arena_str(&telling->arena, record_value(kind, record, "before_snapshot"));
	telling->after = arena_str(&telling->arena, record_value(kind, record, "after_snapshot"));
	telling->is_done = str_eq(record_value(kind, record, "state"), "done");
	telling->is_open = !record_value(kind, record, "closed_at");
	if (cost && !str_to_i64(cost, &telling->own_cost))
		telling->own_cost = 0;
	return 0;
}

static int take_part(void *user, const struct record_kind *kind, const struct record *record)
{
	static const char *const told[] = {"kind", "spec", "type", "size", "cost"};
	struct telling *telling = user;
	const char *cost = record_value(kind, record, "cost");
	int64_t sum = 0;

	if (!telling->parts++)
		buf_add_str(telling->text, _("Linh kiện đã dùng:\n"));
	buf_printf(telling->text, "  %s", record_value(kind, record, "tag"));
	for (size_t i = 0; i < ARRAY_LEN(told); i++) {
		const char *value = record_value(kind, record, told[i]);

		buf_add_str(telling->text, value ? "  " : "");
		record_show_value(telling->text, record_field_find(kind, told[i]), value);
	}
	buf_add_char(telling->text, '\n');
	if (cost && str_to_i64(cost, &sum))
		telling->parts_cost += sum;
	return 0;
}

static int tell_parts(struct telling *telling, const char *repair, struct err *err)
{
	const struct store_filter filters[] = {
		{.name = "repair", .value = repair},
		{.name = "state", .value = "used"},
	};
	const struct store_query query = {.filters = filters, .filter_count = ARRAY_LEN(filters)};
	int r = store_list(telling->store, record_kind_find("part"), &query, take_part, telling,
			   err);

	if (r < 0 || !telling->parts_cost)
		return r;
	buf_add_str(telling->text, _("  Cộng chi phí: "));
	record_show_money(telling->text, telling->own_cost + telling->parts_cost);
	buf_add_str(telling->text, _(" (linh kiện "));
	record_show_money(telling->text, telling->parts_cost);
	buf_add_str(telling->text, ")\n");
	return 0;
}

static int read_snapshot(struct telling *telling, const char *id, struct snapshot *ret,
			 struct err *err)
{
	AUTO(buf_done) struct buf json = {0};
	int r = store_snapshot(telling->store, id, &json, err);

	return r < 0 ? r : snapshot_parse(ret, buf_text(&json), json.len, _("bản ghi đã lưu"), err);
}

/* Both as they are now: what people found and said since holds for both. */
static int tell_verdicts(struct telling *telling, const struct snapshot *before,
			 const struct snapshot *after, struct err *err)
{
	AUTO(facts_done) struct facts inspections = {0};
	AUTO(verdict_done) struct verdict then = {0};
	AUTO(verdict_done) struct verdict now = {0};
	struct assess_request request = {
		.plan = telling->plan, .snapshot = before, .inspections = &inspections};
	int r = store_inspections(telling->store, telling->device, &inspections, err);

	if (r < 0 || !telling->plan)
		return r;
	assess(&then, &request);
	request.snapshot = after;
	assess(&now, &request);
	compare_verdicts(telling->text, &then, &now);
	return 0;
}

static int tell_change(struct telling *telling, struct err *err)
{
	AUTO(snapshot_done) struct snapshot before = {0};
	AUTO(snapshot_done) struct snapshot after = {0};
	int r;

	if (!telling->before || !telling->after) {
		if (telling->is_done)
			buf_add_str(telling->text,
				    telling->before ? _("Sau sửa chưa dò lại: dò máy (F5)\n")
						    : _("Trước khi sửa máy chưa được dò\n"));
		return 0;
	}
	r = read_snapshot(telling, telling->before, &before, err);
	if (r == 0)
		r = read_snapshot(telling, telling->after, &after, err);
	if (r < 0)
		return r;
	buf_add_str(telling->text, _("Trước và sau sửa:\n"));
	compare_facts(telling->text, &before, &after);
	return tell_verdicts(telling, &before, &after, err);
}

static int tell_repair(struct telling *telling, const char *id, struct err *err)
{
	int r = store_get(telling->store, record_kind_find("repair"), id, take_repair, telling,
			  err);

	if (r == 0)
		r = tell_parts(telling, id, err);
	if (r == 0)
		r = tell_change(telling, err);
	return r == 0 && telling->is_open ? tell_shelf(telling, telling->device, err) : r;
}

int flow_more(struct store *store, const struct plan *plan, const struct record_kind *kind,
	      const char *id, struct buf *ret, struct err *err)
{
	AUTO(telling_done) struct telling telling = {.store = store, .plan = plan, .text = ret};

	if (str_eq(kind->name, "repair"))
		return tell_repair(&telling, id, err);
	if (str_eq(kind->name, "recipient"))
		return recipient_tell(ret, store, id, err);
	if (str_eq(kind->name, "kit"))
		return kit_tell(ret, store, id, err);
	return str_eq(kind->name, "device") ? tell_shelf(&telling, id, err) : 0;
}
