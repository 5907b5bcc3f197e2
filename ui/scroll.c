/* Reading a text that is longer than the screen. */
#include "scroll_priv.h"

#include <string.h>

void scroll_begin(struct scroll *scroll)
{
	for (const char *at = buf_text(&scroll->text); *at; at++)
		scroll->lines += *at == '\n';
}

void scroll_leave(struct ui *ui, void *data)
{
	(void)ui;
	buf_done(&((struct scroll *)data)->text);
}

static enum ui_style line_style(const char *line, size_t index, bool is_headed)
{
	bool is_first = index == 0 || line[-2] == '\n';

	return is_headed && is_first && *line != ' ' ? STYLE_TITLE : STYLE_NORMAL;
}

void scroll_draw(struct scroll *scroll, struct canvas *canvas, int left, bool is_headed)
{
	const char *line = buf_text(&scroll->text);
	int row = 0;

	ui_list_fit(&scroll->list, scroll->lines, (size_t)canvas_rows(canvas));
	for (size_t i = 0; i < scroll->lines && row < canvas_rows(canvas); i++) {
		const char *end = strchr(line, '\n');

		if (i >= scroll->list.top)
			canvas_printf(canvas, row++, left, 0, line_style(line, i, is_headed),
				      "%.*s", (int)(end - line), line);
		line = end + 1;
	}
}

void scroll_draw_text(struct ui *ui, void *data, struct canvas *canvas)
{
	(void)ui;
	scroll_draw(data, canvas, 1, true);
}

bool scroll_handle(struct ui *ui, void *data, const struct ui_event *event)
{
	struct ui_list *list = &((struct scroll *)data)->list;
	size_t last = list->top + list->rows - 1;
	int request = event->request;

	(void)ui;
	if ((request == REQ_DOWN || request == REQ_PAGE_DOWN) && list->selected < last)
		list->selected = last;
	if (request == REQ_UP || request == REQ_PAGE_UP)
		list->selected = list->top;
	return ui_list_move(list, request, ((struct scroll *)data)->lines);
}

const char *scroll_hint(struct ui *ui, void *data)
{
	(void)ui;
	(void)data;
	return _("Mũi tên, PgUp, PgDn để đọc tiếp; Esc để về");
}
