/* Reads what a record's screen shows: its fields, its steps, its history, and what refers to it. */
#include "record_priv.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

struct reading_view {
	struct record_view *view;
	struct ui *ui;
	bool all;
};

/* ---- fields ---------------------------------------------------------------------------------- */

static void add_field(const struct reading_view *reading, const struct field *field,
		      const char *value)
{
	struct record_view *view = reading->view;
	AUTO(buf_done) struct buf shown = {0};
	bool is_hidden = !ui_may_see(reading->ui, field);

	if ((!value && !reading->all) || view->field_count == RECORD_FIELDS_MAX)
		return;
	if (is_hidden)
		buf_add_str(&shown, _("(ẩn)"));
	else
		store_show_value(reading->ui->store, field, value, &shown);
	view->fields[view->field_count].label = _(field->label);
	view->fields[view->field_count].is_hidden = is_hidden;
	if (field->type == FIELD_REF && value && !is_hidden) {
		view->fields[view->field_count].kind = field->ref;
		view->fields[view->field_count].ref = arena_str(&view->arena, value);
	}
	view->fields[view->field_count++].value = arena_str(&view->arena, buf_text(&shown));
}

static void add_line(struct record_view *view, const char *label, const struct buf *value)
{
	if (view->field_count == RECORD_FIELDS_MAX)
		return;
	view->fields[view->field_count].label = label;
	view->fields[view->field_count++].value = arena_str(&view->arena, buf_text(value));
}

/* What follows from a request's times, above the times themselves. */
static void add_clocks(const struct reading_view *reading, const struct record *record)
{
	AUTO(buf_done) struct buf contact = {0}, work = {0};
	struct request_clock clock;

	flow_request_clock(&clock, record, reading->ui->plan, clock_unix_ms() / 1000);
	request_clock_show_contact(&contact, &clock);
	request_clock_show_work(&work, &clock);
	add_line(reading->view, _("Tiếp cận"), &contact);
	add_line(reading->view, _("Xử lý"), &work);
}

/* Of a device, what of it waits for a second person: also for whoever may not be that. */
static void add_waiting(const struct reading_view *reading, const struct record *record)
{
	const struct store_filter filters[] = {
		{.name = "device", .value = record->id},
		{.name = "result", .value = "ok"},
		{.name = "verified_at", .value = NULL},
		{.name = "superseded", .test = STORE_IS_NOT, .value = "1"},
	};
	AUTO(buf_done) struct buf text = {0};
	uint64_t count = 0;

	if (store_count_where(reading->ui->store, record_kind_find("wipe"), filters,
			      ARRAY_LEN(filters), &count, NULL) < 0 ||
	    !count)
		return;
	buf_printf(&text, _("%llu ổ đã xoá, chờ người khác soát"), (unsigned long long)count);
	add_line(reading->view, _("Xoá dữ liệu"), &text);
}

static int take_record(void *user, const struct record_kind *kind, const struct record *record)
{
	const struct reading_view *reading = user;
	struct record_view *view = reading->view;
	const struct field *state = record_field_find(kind, "state");
	AUTO(buf_done) struct buf label = {0};

	snprintf(view->id, sizeof(view->id), "%s", record->id);
	if (str_eq(kind->name, "request"))
		add_clocks(reading, record);
	if (str_eq(kind->name, "device"))
		add_waiting(reading, record);
	for (size_t i = 0; i < kind->field_count; i++)
		add_field(reading, &kind->fields[i], record->values[i]);
	if (state)
		record_show_value(&label, state, record_value(kind, record, "state"));
	view->state = arena_str(&view->arena, buf_text(&label));
	return 0;
}

/* ---- history --------------------------------------------------------------------------------- */

/* "23/11/2026 20:50  Sửa chữa: Đã nhận → Đang sửa, Bình (miễn: …)". */
static int take_step(void *user, const struct record_kind *kind, const struct record *record)
{
	const struct reading_view *reading = user;
	struct record_view *view = reading->view;
	const struct field *state = record_field_find(view->kind, "state");
	const char *action = record_value(kind, record, "action");
	const char *label = action ? flow_step_label(view->kind, action) : NULL;
	const char *waiver = record_value(kind, record, "waiver");
	const char *by = record_value(kind, record, "by_name");
	AUTO(buf_done) struct buf text = {0};

	record_show_value(&text, record_field_find(kind, "at"), record_value(kind, record, "at"));
	buf_printf(&text, "  %s%s", label ? label : action ? action : "", state ? ": " : "");
	if (state) {
		record_show_value(&text, state, record_value(kind, record, "from_state"));
		buf_add_str(&text, " → ");
		record_show_value(&text, state, record_value(kind, record, "to_state"));
	}
	if (by)
		buf_printf(&text, ", %s", by);
	if (waiver)
		buf_printf(&text, _(" (miễn: %s)"), waiver);
	view->history[view->history_count++] = arena_str(&view->arena, buf_text(&text));
	return view->history_count == RECORD_HISTORY_MAX;
}

static int read_history(struct reading_view *reading, struct err *err)
{
	const struct store_filter of_this = {.name = "subject", .value = reading->view->id};
	const struct store_query query = {.filters = &of_this, .filter_count = 1,
					  .limit = RECORD_HISTORY_MAX};

	return store_list(reading->ui->store, record_kind_find("step"), &query, take_step, reading,
			  err);
}

/* ---- what refers to it ----------------------------------------------------------------------- */

static int add_related(const struct reading_view *reading, const struct record_kind *kind,
		       const struct field *field, struct err *err)
{
	struct record_view *view = reading->view;
	const struct store_filter filter = {.name = field->name, .value = view->id};
	uint64_t count = 0;
	int r = store_count_where(reading->ui->store, kind, &filter, 1, &count, err);

	if (r < 0 || !count || view->related_count == RECORD_RELATED_MAX)
		return r;
	view->related[view->related_count].kind = kind;
	view->related[view->related_count].field = field;
	view->related[view->related_count++].count = count;
	return 0;
}

static bool refers_here(const struct record_kind *kind, const struct field *field,
			const struct record_kind *here)
{
	/* A file may belong to a record of any kind. */
	if (str_eq(kind->name, "attachment"))
		return str_eq(field->name, "subject");
	return field->type == FIELD_REF && str_eq(field->ref, here->name);
}

static int read_related(const struct reading_view *reading, struct err *err)
{
	int r = 0;

	for (size_t i = 0; i < record_kind_count; i++) {
		const struct record_kind *kind = record_kind_table[i];

		for (size_t j = 0; r == 0 && j < kind->field_count; j++)
			if (refers_here(kind, &kind->fields[j], reading->view->kind) &&
			    ui_may_read(reading->ui, kind))
				r = add_related(reading, kind, &kind->fields[j], err);
	}
	return r;
}

/* ---- what follows from it -------------------------------------------------------------------- */

/* What can not be had is said in its place: the record itself is still shown. */
static void read_more(struct reading_view *reading)
{
	struct record_view *view = reading->view;
	AUTO(buf_done) struct buf text = {0};
	char *lines, *rest = NULL;
	struct err err;

	if (flow_more(reading->ui->store, reading->ui->plan, view->kind, view->id, &text, &err) < 0)
		buf_printf(&text, "  %s\n", err.text);
	lines = arena_copy(&view->arena, buf_text(&text), text.len);
	for (char *line = strtok_r(lines, "\n", &rest);
	     line && view->more_count < RECORD_MORE_MAX; line = strtok_r(NULL, "\n", &rest))
		view->more[view->more_count++] = line;
}

/* ---- all of it ------------------------------------------------------------------------------- */

int record_view_load(struct record_view *view, struct ui *ui, const struct record_kind *kind,
		     const char *id, bool all, struct err *err)
{
	AUTO(record_view_done) struct record_view fresh = {.kind = kind};
	struct reading_view reading = {&fresh, ui, all};
	AUTO(buf_done) struct buf title = {0};
	int r = ui_may_read(ui, kind)
			? store_get(ui->store, kind, id, take_record, &reading, err)
			: err_set(err, EPERM, _("%s: bạn không được xem; đổi người làm (F4)"),
				  _(kind->label));

	if (r == 0)
		r = store_title(ui->store, kind, fresh.id, &title, err);
	fresh.title = arena_str(&fresh.arena, buf_text(&title));
	if (r == 0)
		r = read_history(&reading, err);
	if (r == 0)
		r = read_related(&reading, err);
	if (r == 0)
		read_more(&reading);
	if (r == 0)
		r = steps_load(&fresh.steps, ui, kind, fresh.id, err);
	if (r < 0)
		return r;
	record_view_done(view);
	*view = fresh;
	fresh = (struct record_view){0};
	return 0;
}

void record_view_done(struct record_view *view)
{
	arena_done(&view->arena);
	steps_done(&view->steps);
	*view = (struct record_view){0};
}
