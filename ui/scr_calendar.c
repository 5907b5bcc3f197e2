/* The year as the plans want it, what was begun for it, and what comes next. */
#include "flow_course.h"
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
	AUTO(calendar_done) struct calendar calendar = {.year = 0};
	struct state *state = data;
	char now[CLOCK_TEXT_MAX];
	int r;

	(void)argument;
	clock_text(now);
	r = ui->store ? flow_plans_load(&library, NULL, err)
		      : err_set(err, ENOENT, _("không mở được sổ; xem hotroit doctor"));
	if (r == 0)
		r = flow_calendar(&calendar, ui->store, &library, 0, now, err);
	if (r < 0)
		return r;
	calendar_text(&state->text, &calendar);
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
	int row = 0;

	(void)ui;
	ui_list_fit(&state->list, state->lines, (size_t)canvas_rows(canvas));
	for (size_t i = 0; i < state->lines && row < canvas_rows(canvas); i++) {
		const char *end = strchr(line, '\n');

		if (i >= state->list.top)
			canvas_printf(canvas, row++, 1, 0,
				      *line == ' ' ? STYLE_NORMAL : STYLE_TITLE, "%.*s",
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

const struct screen scr_calendar = {
	.name = "calendar",
	.title = N_("Lịch năm"),
	.state_size = sizeof(struct state),
	.enter = enter,
	.leave = leave,
	.draw = draw,
	.handle = handle,
	.hint = hint,
};
