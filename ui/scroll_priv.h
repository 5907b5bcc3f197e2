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
void scroll_done(struct scroll *scroll);
/* Draws from column LEFT on. IS_HEADED: a paragraph whose first line is not indented begins with
 * its title. */
void scroll_draw(struct scroll *scroll, struct canvas *canvas, int left, bool is_headed);
/* True: the request was one of the scrolling keys. */
bool scroll_move(struct scroll *scroll, int request);

#endif
