/* The pieces screens are made of: a list with a selected line, and a line being typed. */
#include "screen.h"

#include <string.h>

void ui_list_fit(struct ui_list *list, size_t count, size_t rows)
{
	list->rows = rows;
	if (list->selected >= count)
		list->selected = count ? count - 1 : 0;
	if (list->selected < list->top)
		list->top = list->selected;
	if (rows && list->selected >= list->top + rows)
		list->top = list->selected - rows + 1;
	/* No empty lines at the end while there are lines above. */
	if (list->top + rows > count)
		list->top = count > rows ? count - rows : 0;
}

bool ui_list_move(struct ui_list *list, int request, size_t count)
{
	size_t page = list->rows > 1 ? list->rows - 1 : 1;
	size_t last = count ? count - 1 : 0;

	switch (request) {
	case REQ_UP:
		list->selected -= list->selected > 0;
		return true;
	case REQ_DOWN:
		list->selected += list->selected < last;
		return true;
	case REQ_PAGE_UP:
		list->selected -= list->selected > page ? page : list->selected;
		return true;
	case REQ_PAGE_DOWN:
		list->selected = list->selected + page < last ? list->selected + page : last;
		return true;
	case REQ_HOME:
		list->selected = 0;
		return true;
	case REQ_END:
		list->selected = last;
		return true;
	default:
		return false;
	}
}

bool ui_input_handle(struct ui_input *input, const struct ui_event *event)
{
	size_t len = strlen(input->text), more = strlen(event->text);

	if (event->request == REQ_TEXT && len + more < sizeof(input->text)) {
		memcpy(input->text + len, event->text, more + 1);
		return true;
	}
	if (event->request != REQ_ERASE || !len)
		return false;
	do
		len--;
	while (len && (input->text[len] & 0xc0) == 0x80);
	input->text[len] = '\0';
	return true;
}

void ui_input_draw(const struct ui_input *input, struct canvas *canvas, int row, const char *label)
{
	int left = text_width(label) + 2;
	int room = canvas_columns(canvas) - left - 1;
	const char *text = input->text;

	canvas_printf(canvas, row, 0, 0, STYLE_NORMAL, "%s:", label);
	while (*text && text_width(text) > room)
		do
			text++;
		while ((*text & 0xc0) == 0x80);
	canvas_text(canvas, row, left, room, STYLE_INPUT, text);
	canvas_cursor(canvas, row, left + text_width(text));
}
