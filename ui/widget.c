/* A list with one line selected. */
#include "screen.h"

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
