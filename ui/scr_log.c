/* What was said on the message line, newest first. */
#include "screen.h"

enum { REQ_DRAFTS = REQ_OWN };

struct state {
	struct ui_list list;
};

static size_t count_said(struct ui *ui)
{
	enum ui_style style;
	size_t count = 0;

	while (ui_said(ui, count, &style))
		count++;
	return count;
}

static void draw(struct ui *ui, void *data, struct canvas *canvas)
{
	struct state *state = data;
	size_t count = count_said(ui), index;
	int row = 0, rows = canvas_rows(canvas) - 5;
	enum ui_style style;

	ui_list_fit(&state->list, count, (size_t)rows);
	if (!count) {
		canvas_text(canvas, 1, 1, 0, STYLE_DIM, _("Chưa có thông báo nào."));
		return;
	}
	for (index = state->list.top; index < count && row < rows; index++, row++) {
		const char *text = ui_said(ui, index, &style);

		if (index == state->list.selected)
			style = STYLE_SELECTED;
		canvas_printf(canvas, row, 0, 0, style, " %s", text);
	}
	/* The line may be longer than the screen is wide. */
	canvas_line(canvas, rows, 0, 0);
	canvas_wrap(canvas, rows + 1, 1, 0, 4, STYLE_NORMAL,
		    ui_said(ui, state->list.selected, &style));
}

static bool handle(struct ui *ui, void *data, const struct ui_event *event)
{
	struct state *state = data;

	if (event->request == REQ_DRAFTS) {
		ui_open(ui, "drafts", NULL);
		return true;
	}
	return ui_list_move(&state->list, event->request, count_said(ui));
}

static const char *hint(struct ui *ui, void *data)
{
	(void)ui;
	(void)data;
	return _("Dòng mới nhất ở trên cùng; Esc để về");
}

static const struct ui_key keys[] = {
	{REQ_DRAFTS, "F2 n", N_("Bản nháp"), N_("các biểu mẫu điền dở, để điền tiếp hoặc bỏ")},
};

const struct screen scr_log = {
	.name = "log",
	.title = N_("Nhật ký"),
	.keys = keys,
	.key_count = ARRAY_LEN(keys),
	.state_size = sizeof(struct state),
	.draw = draw,
	.handle = handle,
	.hint = hint,
};
