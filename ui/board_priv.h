/* The rows of the bench board, and what is said below them about the selected one. */
#ifndef HOTROIT_BOARD_PRIV_H
#define HOTROIT_BOARD_PRIV_H

#include "screen.h"

void board_head(struct canvas *canvas, int row);
/* What comes from live sticks, in lines of its own from ROW; returns the row behind them. */
int board_sticks(struct ui *ui, struct canvas *canvas, int row);
void board_row(struct ui *ui, struct canvas *canvas, int row, const struct slot *slot,
	       bool selected);
/* The next step for a slot, in full; "" when there is none. */
const char *board_hint(const struct slot *slot);
/* All that is known of the selected slot and keeps it from passing, from ROW to the bottom. */
void board_details(struct canvas *canvas, int row, const struct slot *slot);

#endif
