/* The plans at hand: what each holds; Enter reads one. */
#include "screen.h"

#include <string.h>

#define BELOW 4

enum {
	REQ_TASKS = REQ_OWN,
};

struct state {
	struct plan_library library;
	struct ui_list list;
	const struct plan *asked; /* whose tasks the next F7 makes; or NULL */
};

static int enter(struct ui *ui, void *data, const char *argument, struct err *err)
{
	(void)ui;
	(void)argument;
	/* A file that is left out was told on starting. */
	return flow_plans_load(&((struct state *)data)->library, NULL, err);
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

static bool handle(struct ui *ui, void *data, const struct ui_event *event)
{
	struct state *state = data;

	if (event->request == REQ_TASKS) {
		take_tasks(ui, state);
		return true;
	}
	if (event->request == REQ_OPEN) {
		ui_open(ui, "plan", state->library.plans[state->list.selected]->id);
		return true;
	}
	return ui_list_move(&state->list, event->request, state->library.count);
}

static const char *hint(struct ui *ui, void *data)
{
	(void)ui;
	(void)data;
	return _("Enter: đọc. Lập kế hoạch của mình: hotroit plan copy MÃ MÃ-MỚI");
}

static const struct ui_key keys[] = {
	{REQ_OPEN, "Enter", N_("Đọc"), N_("đọc trọn kế hoạch đang chọn")},
	{REQ_TASKS, "F7 n", N_("Nhiệm vụ"), N_("lập các nhiệm vụ của kế hoạch đang chọn vào sổ")},
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
};
