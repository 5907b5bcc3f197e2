/* The plans at hand: what each holds, one read, a copy of one as a plan of one's own. */
#include "screen.h"

#include <string.h>

#define BELOW 4

enum {
	REQ_TASKS = REQ_OWN,
	REQ_CHECK,
	REQ_COPY,
};

struct state {
	struct plan_library library;
	struct ui_list list;
	const struct plan *asked; /* whose tasks the next F7 makes; or NULL */
	bool is_copying; /* the id of the copy is typed */
	struct ui_entry id;
};

static int enter(struct ui *ui, void *data, const char *argument, struct err *err)
{
	(void)ui;
	(void)argument;
	/* A file that is left out was told on starting. */
	return flow_plans_load(&((struct state *)data)->library, NULL, err);
}

/* What was edited meanwhile is read anew; the one with ID is selected then, where it is there. */
static void read_again(struct ui *ui, struct state *state, const char *id)
{
	struct plan_library library;
	struct err err;

	if (flow_plans_load(&library, NULL, &err) < 0) {
		ui_say(ui, STYLE_FAIL, "%s", err.text);
		return;
	}
	flow_plans_done(&state->library);
	state->library = library;
	state->asked = NULL;
	for (size_t i = 0; i < library.count; i++)
		if (str_eq(library.plans[i]->id, id))
			state->list.selected = i;
	if (state->list.selected >= library.count)
		state->list.selected = library.count - 1;
}

static void leave(struct ui *ui, void *data)
{
	(void)ui;
	flow_plans_done(&((struct state *)data)->library);
}

static int id_columns(const struct plan_library *library)
{
	int columns = 0;

	for (size_t i = 0; i < library->count; i++)
		if (text_width(library->plans[i]->id) > columns)
			columns = text_width(library->plans[i]->id);
	return columns;
}

static void draw_selected(struct canvas *canvas, int row, const struct plan *plan)
{
	AUTO(buf_done) struct buf text = {0};

	canvas_line(canvas, row, 0, 0);
	canvas_wrap(canvas, row + 1, 1, 0, 2, STYLE_NORMAL, plan->issuer);
	flow_plan_holds(&text, plan);
	canvas_text(canvas, row + 3, 1, 0, STYLE_DIM, buf_text(&text));
}

static void draw_copying(struct ui *ui, struct state *state, struct canvas *canvas, int row)
{
	canvas_line(canvas, row, 0, 0);
	ui_entry_draw_labelled(ui, &state->id, canvas, row + 1, _(" Mã của kế hoạch mới"));
	canvas_wrap(canvas, row + 2, 1, 0, 2, STYLE_DIM,
		    _("Chữ thường không dấu, số, dấu - và dấu chấm, như cu-chi-2027. Bản chép là "
		      "một tệp để sửa; kế hoạch có sẵn giữ nguyên."));
}

static void draw(struct ui *ui, void *data, struct canvas *canvas)
{
	struct state *state = data;
	const struct plan_library *library = &state->library;
	int row = 0, rows = canvas_rows(canvas) - BELOW, columns = id_columns(library);

	ui_list_fit(&state->list, library->count, (size_t)rows);
	for (size_t i = state->list.top; i < library->count && row < rows; i++, row++) {
		const struct plan *plan = library->plans[i];
		bool is_ours = ui->plan && str_eq(ui->plan->id, plan->id);
		AUTO(buf_done) struct buf line = {0};

		text_fit(&line, plan->id, columns, true);
		buf_printf(&line, "  %s%s", is_ours ? _("(đang dùng) ") : "", plan->title);
		canvas_printf(canvas, row, 0, 0,
			      i == state->list.selected ? STYLE_SELECTED : STYLE_NORMAL, " %s",
			      buf_text(&line));
	}
	if (state->is_copying)
		draw_copying(ui, state, canvas, rows);
	else
		draw_selected(canvas, rows, library->plans[state->list.selected]);
}

static void make_tasks(struct ui *ui, const struct plan *plan)
{
	AUTO(buf_done) struct buf said = {0};
	struct err err;

	if (flow_tasks_new(ui->store, plan, NULL, 0, &said, &err) < 0)
		ui_say(ui, STYLE_FAIL, "%s", err.text);
	else
		ui_say(ui, STYLE_PASS, _("Đã lập nhiệm vụ của %s; xem ở màn hình đầu, F11"),
		       plan->id);
}

/* Many records at once: asked again before. */
static void take_tasks(struct ui *ui, struct state *state)
{
	const struct plan *plan = state->library.plans[state->list.selected];

	if (!ui->store)
		ui_say(ui, STYLE_FAIL, "%s", _("không mở được sổ; xem hotroit doctor"));
	else if (!plan->work.task_count)
		ui_say(ui, STYLE_REVIEW, _("%s không có nhiệm vụ nào; chọn kế hoạch khác"),
		       plan->id);
	else if (state->asked == plan)
		make_tasks(ui, plan);
	else
		ui_say(ui, STYLE_REVIEW, _("Lập %zu nhiệm vụ của %s vào sổ? F7 lần nữa để lập"),
		       plan->work.task_count, plan->id);
	state->asked = state->asked == plan ? NULL : plan;
}

/* ---- a plan of one's own --------------------------------------------------------------------- */

static void begin_copy(struct state *state)
{
	state->id = (struct ui_entry){.is_code = true, .max = PLAN_ID_MAX + 1};
	state->is_copying = true;
}

static void copy(struct ui *ui, struct state *state)
{
	const char *id = state->library.plans[state->list.selected]->id;
	AUTO(buf_done) struct buf file = {0};
	struct err err;

	if (flow_plan_copy(&state->library, id, state->id.text, &file, &err) < 0) {
		ui_say(ui, STYLE_FAIL, "%s", err.text);
		return;
	}
	state->is_copying = false;
	ui_say(ui, STYLE_PASS, _("Đã chép %s thành %s"), id, state->id.text);
	read_again(ui, state, state->id.text);
	ui_open(ui, "plan_check", state->id.text);
}

static bool handle_copy(struct ui *ui, struct state *state, const struct ui_event *event)
{
	if (ui_entry_handle(ui, &state->id, event) != ENTRY_PASSED)
		return true;
	if (event->request == REQ_OPEN)
		copy(ui, state);
	else if (event->request == REQ_BACK)
		state->is_copying = false;
	else
		return event->request >= REQ_OWN;
	return true;
}

static bool handle(struct ui *ui, void *data, const struct ui_event *event)
{
	struct state *state = data;

	if (state->is_copying)
		return handle_copy(ui, state, event);
	switch (event->request) {
	case REQ_RETURN:
		read_again(ui, state, NULL);
		return true;
	case REQ_TASKS:
		take_tasks(ui, state);
		return true;
	case REQ_CHECK:
		ui_open(ui, "plan_check", NULL);
		return true;
	case REQ_COPY:
		begin_copy(state);
		return true;
	case REQ_OPEN:
		ui_open(ui, "plan", state->library.plans[state->list.selected]->id);
		return true;
	default:
		return ui_list_move(&state->list, event->request, state->library.count);
	}
}

static bool wants_text(struct ui *ui, const void *data)
{
	(void)ui;
	return ((const struct state *)data)->is_copying;
}

static const char *hint(struct ui *ui, void *data)
{
	(void)ui;
	return ((const struct state *)data)->is_copying
		       ? _("Gõ mã mới rồi Enter; Esc: thôi")
		       : _("Enter: đọc; F8: chép thành kế hoạch của mình; F5: kiểm tra bản mình");
}

static const struct ui_key keys[] = {
	{REQ_OPEN, "Enter", N_("Đọc"), N_("đọc trọn kế hoạch đang chọn")},
	{REQ_CHECK, "F5 k", N_("Kiểm tra"), N_("kế hoạch của mình: chỗ sai, chỗ nên xem lại")},
	{REQ_TASKS, "F7 n", N_("Nhiệm vụ"), N_("lập các nhiệm vụ của kế hoạch đang chọn vào sổ")},
	{REQ_COPY, "F8 c", N_("Chép"), N_("chép kế hoạch đang chọn, để sửa thành của mình")},
};

const struct screen scr_plans = {
	.name = "plans",
	.title = N_("Kế hoạch"),
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
