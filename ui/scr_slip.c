/* The slip for the donor of a locked device, as it would be printed. */
#include "screen.h"

#include <string.h>

struct state {
	struct buf text;
	size_t lines;
	struct ui_list list;
};

static int enter(struct ui *ui, void *data, const char *argument, struct err *err)
{
	struct state *state = data;
	int r = flow_slip(&state->text, ui->store, ui->plan, argument, err);

	if (r < 0)
		return r;
	for (const char *p = buf_text(&state->text); *p; p++)
		state->lines += *p == '\n';
	return 0;
}

static void leave(struct ui *ui, void *data)
{
	(void)ui;
	buf_done(&((struct state *)data)->text);
}

static void draw(struct ui *ui, void *data, struct canvas *canvas)
{
	struct state *state = data;
	const char *line = buf_text(&state->text);
	int left = (canvas_columns(canvas) - FLOW_SLIP_COLUMNS) / 2, row = 0;

	(void)ui;
	ui_list_fit(&state->list, state->lines, (size_t)canvas_rows(canvas));
	for (size_t i = 0; i < state->lines && row < canvas_rows(canvas); i++) {
		const char *end = strchr(line, '\n');

		if (i >= state->list.top)
			canvas_printf(canvas, row++, left, 0, STYLE_NORMAL, "%.*s",
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
	if (event->request == REQ_DOWN && state->list.selected < state->list.top + rows - 1)
		state->list.selected = state->list.top + rows - 1;
	if (event->request == REQ_UP)
		state->list.selected = state->list.top;
	return ui_list_move(&state->list, event->request, state->lines);
}

static const char *hint(struct ui *ui, void *data)
{
	(void)ui;
	(void)data;
	return _("In phiếu: hotroit slip MÃ | lp. Esc để về");
}

const struct screen scr_slip = {
	.name = "slip",
	.title = N_("Phiếu đề nghị mở khoá"),
	.state_size = sizeof(struct state),
	.enter = enter,
	.leave = leave,
	.draw = draw,
	.handle = handle,
	.hint = hint,
};
