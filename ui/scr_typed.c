/* The form for what a phone does not let itself be asked: a person reads it off the phone's own
 * pages and types it here, beside what was measured. */
#include "screen.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#define ROWS_MAX 16 /* the fields, and who types */
#define HEAD_ROWS 3
#define FOOT_ROWS 4
#define COLUMN_VALUE 19
#define COLUMN_MEASURED 44

enum {
	REQ_KEEP = REQ_OWN,
};

struct row {
	struct ui_entry entry; /* of a choice its word */
	char loaded[UI_ENTRY_MAX]; /* as it stood before anything was typed */
	char error[128];
};

struct state {
	struct slot *slot; /* or NULL: a device in the book */
	unsigned comings; /* of the slot, when the form was opened */
	char device_id[UUID_TEXT_MAX];
	struct snapshot card; /* measured, and what was typed before */
	struct row rows[ROWS_MAX];
	size_t count; /* of the rows; the last one is the name */
	struct ui_list list;
	bool is_leaving; /* was asked whether to drop what was typed */
};

static const struct typed_field *field_of(const struct state *state, size_t row)
{
	return row + 1 < state->count ? &typed_fields[row] : NULL;
}

/* ---- loading --------------------------------------------------------------------------------- */

/* A value as it would be typed. */
static void put_value(struct buf *ret, const struct fact *fact)
{
	const struct fact_def *def = fact_def_find(fact->key);

	if (fact->type == FACT_TEXT)
		buf_add_str(ret, fact->text);
	else
		fact_show_brief(ret, (double)fact->num, def ? def->unit : NULL, fact->key);
}

static void load_rows(const struct ui *ui, struct state *state)
{
	for (size_t i = 0; i < typed_field_count && i + 1 < ROWS_MAX; i++) {
		struct row *row = &state->rows[i];
		const struct fact *fact = snapshot_typed(&state->card, typed_fields[i].key);
		AUTO(buf_done) struct buf text = {0};

		if (fact)
			put_value(&text, fact);
		row->entry.is_code = true;
		ui_entry_set(&row->entry, buf_text(&text));
		memcpy(row->loaded, row->entry.text, sizeof(row->loaded));
		state->count = i + 2;
	}
	state->rows[state->count - 1].entry.max = UI_WHO_MAX;
	ui_entry_set(&state->rows[state->count - 1].entry, ui->who);
}

static struct slot *slot_of_device(const struct ui *ui, const char *device_id)
{
	for (size_t i = 0; i < BENCH_SLOTS; i++) {
		struct slot *slot = &ui->bench->slots[i];

		if (slot->state == SLOT_DONE && slot->is_saved &&
		    str_eq(slot->saved.device_id, device_id))
			return slot;
	}
	return NULL;
}

/* WHERE: "slot:3" (from 0) or a device id. */
static int find(struct ui *ui, struct state *state, const char *where, struct err *err)
{
	uint64_t number;

	if (!str_starts(where, "slot:")) {
		snprintf(state->device_id, sizeof(state->device_id), "%s", where);
		state->slot = slot_of_device(ui, where);
	} else if (str_to_u64(where + strlen("slot:"), 10, &number) && number < BENCH_SLOTS) {
		state->slot = &ui->bench->slots[number];
	}
	if (!state->slot && !ui->store)
		return err_set(err, ENOENT, _("không mở được sổ thiết bị; xem hotroit doctor"));
	if (!state->slot)
		return flow_stored_snapshot(ui->store, state->device_id, &state->card, err);
	state->comings = state->slot->comings;
	if (!slot_takes_typing(state->slot))
		return err_set(err, EINVAL, _("ô này chưa có máy nào để nhập"));
	slot_card(&state->card, state->slot);
	return 0;
}

static int enter(struct ui *ui, void *data, const char *argument, struct err *err)
{
	struct state *state = data;
	int r = find(ui, state, argument, err);

	if (r == 0 && str_eq(state->card.device.transport, "host"))
		r = err_set(err, EINVAL,
			    _("chỉ nhập tay cho điện thoại, máy bảng; máy tính thì dò lại"));
	if (r == 0)
		load_rows(ui, state);
	return r;
}

static void leave(struct ui *ui, void *data)
{
	(void)ui;
	snapshot_done(&((struct state *)data)->card);
}

/* ---- keeping --------------------------------------------------------------------------------- */

static bool is_changed(const struct state *state)
{
	for (size_t i = 0; i + 1 < state->count; i++)
		if (!str_eq(state->rows[i].entry.text, state->rows[i].loaded))
			return true;
	return false;
}

static void refuse(struct state *state, size_t row, const char *why)
{
	bool first = true;

	for (size_t i = 0; i < state->count; i++)
		first &= !*state->rows[i].error;
	snprintf(state->rows[row].error, sizeof(state->rows[row].error), "%s", why);
	if (first)
		state->list.selected = row;
}

static size_t row_of(const struct state *state, const char *key)
{
	size_t row = 0;

	while (row + 2 < state->count && !str_eq(typed_fields[row].key, key))
		row++;
	return row;
}

/* Everything typed, as facts; what was not changed stays whose it was. True when all can be read;
 * else every field that can not says why, and all stays as it was typed. */
static bool gather(struct state *state, struct facts *ret)
{
	const char *who = state->rows[state->count - 1].entry.text;
	bool good = true;
	struct err err;

	for (size_t i = 0; i < state->count; i++)
		state->rows[i].error[0] = '\0';
	snapshot_get_typed(&state->card, ret);
	for (size_t i = 0; i + 1 < state->count; i++) {
		const struct row *row = &state->rows[i];

		if (str_eq(row->entry.text, row->loaded) ||
		    typed_read(ret, typed_fields[i].key, row->entry.text, who, &err) == 0)
			continue;
		refuse(state, i, err.text);
		good = false;
	}
	if (good && typed_settle(ret, &state->card, &err) < 0) {
		refuse(state, row_of(state, "os.version"), err.text);
		good = false;
	}
	if (who[strspn(who, " ")])
		return good;
	refuse(state, state->count - 1, _("ghi tên người đọc trên máy"));
	return false;
}

static int keep_facts(struct ui *ui, struct state *state, const struct facts *typed,
		      struct err *err)
{
	if (!state->slot)
		return flow_type(ui->store, ui->plan, state->device_id, typed, err);
	if (state->slot->comings != state->comings)
		return err_set(err, ENOENT,
			       _("cổng này đã sang máy khác: chưa ghi; chép lại rồi bấm Esc"));
	return bench_type(ui->bench, state->slot, typed, err);
}

static void keep(struct ui *ui, struct state *state)
{
	AUTO(facts_done) struct facts typed = {0};
	struct err err;

	if (!gather(state, &typed)) {
		ui_say(ui, STYLE_FAIL, _("Chưa ghi: sửa dòng có dấu X rồi bấm F2 lại"));
		return;
	}
	snprintf(ui->who, sizeof(ui->who), "%s", state->rows[state->count - 1].entry.text);
	if (keep_facts(ui, state, &typed, &err) < 0) {
		ui_say(ui, STYLE_FAIL, _("CHƯA LƯU: %s"), err.text);
		return;
	}
	ui_say(ui, STYLE_PASS, _("Đã ghi vào sổ điều bạn đọc trên máy"));
	ui_back(ui);
}

/* ---- drawing --------------------------------------------------------------------------------- */

static bool is_apple(const struct state *state)
{
	const struct fact *name = snapshot_said(&state->card, "os.name");
	const char *typed = state->rows[row_of(state, "os.name")].entry.text;

	return str_eq(state->card.device.transport, "ios") || str_eq(typed, "iOS") ||
	       str_eq(typed, "iPadOS") ||
	       (name && name->state == FACT_KNOWN &&
		(str_eq(name->text, "iOS") || str_eq(name->text, "iPadOS")));
}

/* A choice is shown in words. */
static void value_text(struct buf *ret, const struct typed_field *field, const char *text)
{
	const struct fact fact = {
		.key = field ? field->key : "", .type = FACT_TEXT, .text = text};

	if (field && field->choices && *text)
		fact_show(ret, &fact);
	else
		buf_add_str(ret, text);
}

static void draw_measured(const struct state *state, struct canvas *canvas, int row,
			  const struct typed_field *field)
{
	const struct fact *fact = field ? snapshot_fact(&state->card, field->key) : NULL;
	AUTO(buf_done) struct buf text = {0};

	if (!field)
		return;
	if (fact && fact->state != FACT_UNREADABLE) {
		fact_show(&text, fact);
		if (fact->source)
			buf_printf(&text, " (%s)", text_said(fact->source));
	}
	canvas_text(canvas, row, COLUMN_MEASURED, 0, STYLE_DIM,
		    text.len ? buf_text(&text) : _("chưa đọc được"));
}

static void draw_row(struct ui *ui, struct state *state, struct canvas *canvas, int at,
		     size_t index)
{
	const struct typed_field *field = field_of(state, index);
	struct row *row = &state->rows[index];
	bool selected = index == state->list.selected;
	int room = COLUMN_MEASURED - COLUMN_VALUE - 2;
	AUTO(buf_done) struct buf text = {0};

	value_text(&text, field, row->entry.text);
	canvas_text(canvas, at, 1, COLUMN_VALUE - 2, selected ? STYLE_TITLE : STYLE_NORMAL,
		    field ? _(field->label) : _("Người nhập"));
	if (selected && !(field && field->choices))
		ui_entry_draw(ui, &row->entry, canvas, at, COLUMN_VALUE, room);
	else
		canvas_text(canvas, at, COLUMN_VALUE, room, selected ? STYLE_INPUT : STYLE_NORMAL,
			    text.len || selected ? buf_text(&text) : "-");
	if (*row->error)
		canvas_printf(canvas, at, COLUMN_MEASURED, 0, STYLE_FAIL, "X %s", row->error);
	else
		draw_measured(state, canvas, at, field);
	if (selected && field && field->choices)
		canvas_cursor(canvas, at, COLUMN_VALUE + text_width(buf_text(&text)));
}

/* Where to look, what can be chosen, and what was wrong, in full. */
static void draw_foot(const struct state *state, struct canvas *canvas, int row)
{
	const struct typed_field *field = field_of(state, state->list.selected);
	const char *error = state->rows[state->list.selected].error;
	AUTO(buf_done) struct buf text = {0};

	canvas_line(canvas, row++, 0, 0);
	if (*error)
		row += canvas_wrap(canvas, row, 1, 0, 1, STYLE_FAIL, error);
	if (!field) {
		canvas_text(canvas, row, 1, 0, STYLE_NORMAL,
			    _("Tên người đọc trên máy: được ghi bên từng điều đã nhập."));
		return;
	}
	buf_printf(&text, _("Xem ở: %s"),
		   _(is_apple(state) && field->where_apple ? field->where_apple : field->where));
	for (size_t i = 0; field->choices && field->choices[i]; i++) {
		AUTO(buf_done) struct buf word = {0};

		value_text(&word, field, field->choices[i]);
		buf_printf(&text, "%s%zu %s", i ? "  " : _(". Bấm: "), i + 1, buf_text(&word));
	}
	canvas_wrap(canvas, row, 1, 0, canvas_rows(canvas) - row, STYLE_NORMAL, buf_text(&text));
}

static void draw(struct ui *ui, void *data, struct canvas *canvas)
{
	struct state *state = data;
	int bottom = canvas_rows(canvas) - FOOT_ROWS, row = HEAD_ROWS;
	AUTO(buf_done) struct buf name = {0}, place = {0};

	if (state->slot)
		ui_slot_place(&place, ui->bench, state->slot);
	if (state->slot && state->slot->on_hub && *slot_link(state->slot)->name)
		buf_add_str(&name, slot_link(state->slot)->name);
	else
		snapshot_show_name(&name, &state->card);
	canvas_printf(canvas, 0, 1, 0, STYLE_NORMAL, "%s%s%s", buf_text(&place),
		      place.len ? ": " : "", buf_text(&name));
	canvas_text(canvas, 1, 1, 0, STYLE_DIM,
		    _("Chỉ ghi điều thấy trên máy; không thấy thì bỏ trống, đừng đoán."));
	canvas_text(canvas, 2, 1, 0, STYLE_DIM, _("Mục"));
	canvas_text(canvas, 2, COLUMN_VALUE, 0, STYLE_DIM, _("Bạn nhập"));
	canvas_text(canvas, 2, COLUMN_MEASURED, 0, STYLE_DIM, _("Máy tính đọc được"));
	ui_list_fit(&state->list, state->count, (size_t)(bottom - row));
	for (size_t i = state->list.top; i < state->count && row < bottom; i++)
		draw_row(ui, state, canvas, row++, i);
	draw_foot(state, canvas, bottom);
}

/* ---- keys ------------------------------------------------------------------------------------ */

/* A digit chooses; any letter else is passed over. */
static void choose(struct row *row, const struct typed_field *field, const struct ui_event *event)
{
	size_t count = 0, number = (size_t)(unsigned char)event->text[0] - '1';

	while (field->choices[count])
		count++;
	if (event->request == REQ_ERASE)
		ui_entry_set(&row->entry, "");
	else if (number < count)
		ui_entry_set(&row->entry, field->choices[number]);
}

/* True when the event was for the field. */
static bool type(struct ui *ui, struct state *state, const struct ui_event *event)
{
	const struct typed_field *field = field_of(state, state->list.selected);
	struct row *row = &state->rows[state->list.selected];
	bool is_list = event->request == REQ_HOME || event->request == REQ_END;

	if (field && field->choices) {
		if (event->request != REQ_TEXT && event->request != REQ_ERASE)
			return false;
		choose(row, field, event);
	} else if (is_list || ui_entry_handle(ui, &row->entry, event) == ENTRY_PASSED) {
		return false;
	}
	row->error[0] = '\0';
	return true;
}

/* The field that is left is looked at, so that a slip shows at once. */
static void check(struct state *state)
{
	AUTO(facts_done) struct facts facts = {0};
	const struct typed_field *field = field_of(state, state->list.selected);
	struct row *row = &state->rows[state->list.selected];
	struct err err;

	row->error[0] = '\0';
	if (field && !str_eq(row->entry.text, row->loaded) &&
	    typed_read(&facts, field->key, row->entry.text, "", &err) < 0)
		snprintf(row->error, sizeof(row->error), "%s", err.text);
}

static bool back(struct ui *ui, struct state *state)
{
	if (state->is_leaving || !is_changed(state))
		return false;
	state->is_leaving = true;
	ui_say(ui, STYLE_REVIEW, _("Chưa ghi: F2 để ghi; Esc lần nữa để bỏ điều vừa nhập"));
	return true;
}

static bool handle(struct ui *ui, void *data, const struct ui_event *event)
{
	struct state *state = data;
	int request = event->request == REQ_OPEN ? REQ_DOWN : event->request;

	if (request == REQ_BACK)
		return back(ui, state);
	if (request != REQ_TICK)
		state->is_leaving = false;
	if (type(ui, state, event))
		return true;
	if (request == REQ_KEEP) {
		keep(ui, state);
		return true;
	}
	if (request >= REQ_UP && request <= REQ_END)
		check(state);
	return ui_list_move(&state->list, request, state->count);
}

static const char *hint(struct ui *ui, void *data)
{
	(void)ui;
	return is_changed(data) ? _("F2: ghi vào sổ; Enter: mục tiếp theo")
				: _("Đọc trên máy, gõ vào từng mục; Enter: mục tiếp theo");
}

static bool wants_text(struct ui *ui, const void *data)
{
	(void)ui;
	(void)data;
	return true;
}

static const struct ui_key keys[] = {
	{REQ_KEEP, "F2 ^O", N_("Ghi"), N_("ghi vào sổ mọi điều đã nhập")},
	{REQ_OPEN, "Enter Tab", N_("Mục sau"), N_("sang mục tiếp theo")},
};

const struct screen scr_typed = {
	.name = "typed",
	.title = N_("Nhập tay"),
	.keys = keys,
	.key_count = ARRAY_LEN(keys),
	.state_size = sizeof(struct state),
	.enter = enter,
	.leave = leave,
	.draw = draw,
	.handle = handle,
	.hint = hint,
	.wants_text = wants_text,
};
