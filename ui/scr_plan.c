/* One plan, read from its head to its remarks. */
#include "screen.h"

#include <errno.h>
#include <string.h>

struct state {
	struct buf text;
	size_t lines;
	struct ui_list list;
};

static int enter(struct ui *ui, void *data, const char *argument, struct err *err)
{
	AUTO(flow_plans_done) struct plan_library library = {0};
	struct state *state = data;
	const struct plan *plan;
	int r = flow_plans_load(&library, NULL, err);

	(void)ui;
	if (r < 0)
		return r;
	plan = flow_plan_find(&library, argument);
	if (!plan)
		return err_set(err, ENOENT, _("không có kế hoạch \"%s\"; xem hotroit plan list"),
			       argument ? argument : "");
	flow_plan_text(&state->text, plan);
	for (const char *p = buf_text(&state->text); *p; p++)
		state->lines += *p == '\n';
	return 0;
}

static void leave(struct ui *ui, void *data)
{
	(void)ui;
	buf_done(&((struct state *)data)->text);
}

/* The words that stand at the left edge head what is below them. */
static enum ui_style line_style(const char *line, size_t index)
{
	bool is_head = *line != ' ' && (index == 0 || line[-2] == '\n');

	return is_head ? STYLE_TITLE : STYLE_NORMAL;
}

static void draw(struct ui *ui, void *data, struct canvas *canvas)
{
	struct state *state = data;
	const char *line = buf_text(&state->text);
	int row = 0;

	(void)ui;
	ui_list_fit(&state->list, state->lines, (size_t)canvas_rows(canvas));
	for (size_t i = 0; i < state->lines && row < canvas_rows(canvas); i++) {
		const char *end = strchr(line, '\n');

		if (i >= state->list.top)
			canvas_printf(canvas, row++, 1, 0, line_style(line, i), "%.*s",
				      (int)(end - line), line);
		line = end + 1;
	}
}

/* Nothing is selected here: the keys move the paper. */
static bool handle(struct ui *ui, void *data, const struct ui_event *event)
{
	struct state *state = data;
	size_t rows = state->list.rows;

	(void)ui;
	if ((event->request == REQ_DOWN || event->request == REQ_PAGE_DOWN) &&
	    state->list.selected < state->list.top + rows - 1)
		state->list.selected = state->list.top + rows - 1;
	if (event->request == REQ_UP || event->request == REQ_PAGE_UP)
		state->list.selected = state->list.top;
	return ui_list_move(&state->list, event->request, state->lines);
}

static const char *hint(struct ui *ui, void *data)
{
	(void)ui;
	(void)data;
	return _("Mũi tên, PgUp, PgDn để đọc tiếp; Esc để về");
}

const struct screen scr_plan = {
	.name = "plan",
	.title = N_("Kế hoạch"),
	.state_size = sizeof(struct state),
	.enter = enter,
	.leave = leave,
	.draw = draw,
	.handle = handle,
	.hint = hint,
};
