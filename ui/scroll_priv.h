/* A text that is read by scrolling: nothing in it is selected, the keys move the paper. */
#ifndef HOTROIT_SCROLL_PRIV_H
#define HOTROIT_SCROLL_PRIV_H

#include "screen.h"

struct scroll {
	struct buf text; /* lines that each end in a newline; filled before scroll_begin() */
	size_t lines;
	struct ui_list list;
};

void scroll_begin(struct scroll *scroll);
/* Draws from column LEFT on. IS_HEADED: a paragraph whose first line is not indented begins with
 * its title. */
void scroll_draw(struct scroll *scroll, struct canvas *canvas, int left, bool is_headed);
/* The rest of a screen whose state is a struct scroll; scroll_draw_text: from column 1, headed. */
void scroll_leave(struct ui *ui, void *data);
void scroll_draw_text(struct ui *ui, void *data, struct canvas *canvas);
bool scroll_handle(struct ui *ui, void *data, const struct ui_event *event);
const char *scroll_hint(struct ui *ui, void *data);

#endif
