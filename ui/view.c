/* A device as screens look at it; see view_priv.h. */
#include "view_priv.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

void view_done(struct view *view)
{
	snapshot_done(&view->own.snapshot);
	verdict_done(&view->own.verdict);
	facts_done(&view->inspections);
	*view = (struct view){0};
}

static int keep_tag(void *user, const struct record_kind *kind, const struct record *record)
{
	struct view *view = user;
	const char *tag = record_value(kind, record, "tag");

	snprintf(view->tag, sizeof(view->tag), "%s", tag ? tag : "");
	snprintf(view->device_id, sizeof(view->device_id), "%s", record->id);
	return 0;
}

static int load_stored(struct view *view, struct ui *ui, const char *device_id, struct err *err)
{
	AUTO(buf_done) struct buf json = {0};
	struct assess_request request = {.plan = ui->plan, .snapshot = &view->own.snapshot};
	int r;

	if (!ui->store || !ui->plan)
		return err_set(err, ENOENT, _("không mở được sổ thiết bị; xem hotroit doctor"));
	r = store_get(ui->store, record_kind_find("device"), device_id, keep_tag, view, err);
	if (r == 0)
		r = store_latest_snapshot(ui->store, view->device_id, &json, err);
	if (r == 0)
		r = snapshot_parse(&view->own.snapshot, buf_text(&json), json.len, view->tag, err);
	if (r == 0)
		r = store_inspections(ui->store, view->device_id, &view->inspections, err);
	if (r < 0)
		return r;
	request.inspections = &view->inspections;
	assess(&view->own.verdict, &request);
	view->snapshot = &view->own.snapshot;
	view->verdict = &view->own.verdict;
	return 0;
}

/* "slot:3" → that slot, or NULL. */
static struct slot *find_slot(struct ui *ui, const char *where)
{
	uint64_t number;

	if (!str_starts(where, "slot:") || !str_to_u64(where + strlen("slot:"), 10, &number) ||
	    number >= BENCH_SLOTS || ui->bench->slots[number].state != SLOT_DONE)
		return NULL;
	return &ui->bench->slots[number];
}

/* Moves what was loaded into its place, where the pointers into it must point. */
static void take(struct view *view, struct view *loaded)
{
	bool is_own = loaded->snapshot == &loaded->own.snapshot;

	view_done(view);
	*view = *loaded;
	*loaded = (struct view){0};
	if (is_own) {
		view->snapshot = &view->own.snapshot;
		view->verdict = &view->own.verdict;
	}
}

int view_load(struct view *view, struct ui *ui, const char *where, struct err *err)
{
	AUTO(view_done) struct view loaded = {.slot = find_slot(ui, where)};
	struct slot *slot = loaded.slot;
	int r = 0;

	if (!slot && str_starts(where, "slot:"))
		return err_set(err, ENOENT, _("ô này chưa có kết quả; bấm F5 để dò"));
	if (!slot || (slot->is_saved && !flow_is_sim(&slot->snapshot))) {
		r = load_stored(&loaded, ui, slot ? slot->saved.device_id : where, err);
	} else {
		loaded.snapshot = &slot->snapshot;
		loaded.verdict = &slot->verdict;
		snprintf(loaded.tag, sizeof(loaded.tag), "%s",
			 slot->is_saved ? slot->saved.tag : "");
	}
	if (r == 0)
		take(view, &loaded);
	return r;
}

void view_judge_slot(struct ui *ui, struct slot *slot)
{
	AUTO(facts_done) struct facts inspections = {0};
	struct assess_request request = {
		.plan = ui->plan, .snapshot = &slot->snapshot, .inspections = &inspections};
	struct err err;

	if (!slot->is_saved ||
	    store_inspections(ui->store, slot->saved.device_id, &inspections, &err) < 0 ||
	    !inspections.count)
		return;
	verdict_done(&slot->verdict);
	assess(&slot->verdict, &request);
}

void view_judge_device(struct ui *ui, const char *device_id)
{
	for (size_t i = 0; i < BENCH_SLOTS; i++) {
		struct slot *slot = &ui->bench->slots[i];

		if (slot->state == SLOT_DONE && str_eq(slot->saved.device_id, device_id))
			view_judge_slot(ui, slot);
	}
}

/* A person's word on the kind counts more than the probe's. */
static const char *kind_of(const struct view *view)
{
	const struct fact *said = facts_find(&view->inspections, "device.kind");
	const struct fact *typed = snapshot_typed(view->snapshot, "device.kind");

	if (said && said->state == FACT_KNOWN)
		return said->text;
	return view->snapshot->device.kind || !typed ? view->snapshot->device.kind : typed->text;
}

void view_head(const struct view *view, struct canvas *canvas)
{
	AUTO(buf_done) struct buf name = {0}, word = {0}, measured = {0};
	const struct verdict *verdict = view->verdict;
	int width, columns = canvas_columns(canvas);

	snapshot_show_name(&name, view->snapshot);
	buf_printf(&name, ", %s", ui_kind_label(kind_of(view)));
	ui_verdict_text(&word, verdict->word);
	ui_verdict_text(&measured, verdict->measured);
	width = text_width(buf_text(&word));
	canvas_printf(canvas, 0, 1, columns - width - 3, STYLE_NORMAL, "%s  %s",
		      *view->tag ? view->tag : _("chưa lưu"), buf_text(&name));
	canvas_text(canvas, 0, columns - width - 1, width, ui_verdict_style(verdict->word),
		    buf_text(&word));
	canvas_printf(canvas, 1, 1, columns - 2, STYLE_DIM, _("Tiêu chuẩn: %s │ phần đo được: %s"),
		      verdict_profile_label(verdict),
		      buf_text(&measured));
}
