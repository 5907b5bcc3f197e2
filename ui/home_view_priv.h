/* The first screen: where its keys lead (home_places.c) and how it is drawn (home_draw.c). */
#ifndef HOTROIT_HOME_VIEW_PRIV_H
#define HOTROIT_HOME_VIEW_PRIV_H

#include "screen.h"

struct home_place {
	const char *key, *label; /* label: Vietnamese; not for queues */
	const char *screen, *argument;
};

/* The key of every area, for the key table. */
#define HOME_AREA_KEYS "n m s y k r u b h i p o f c l w e x v t d j z a"

/* In columns of HOME_AREA_ROWS. */
#define HOME_AREA_ROWS 6
extern const struct home_place home_areas[];
extern const size_t home_area_count;
#define DESK_AREA_KEYS "h d n m b k t y e r c"
#define DESK_AREA_ROWS 3
extern const struct home_place desk_areas[]; /* of the pupils' screen */
extern const size_t desk_area_count;
/* The place of that key, in either case; NULL: none. */
const struct home_place *home_place_find(const struct home_place *places, size_t count,
					 const char *key);
const struct home_place *home_queue_place(size_t queue); /* by enum home_queue; NULL: none */

/* LIST is over home.todo. */
void home_draw(struct ui *ui, const struct home *home, struct ui_list *list,
	       struct canvas *canvas);
/* A queue's key, label, number and bar within WIDTH. */
void home_draw_tile(const struct home *home, struct canvas *canvas, int row, int column, int width,
		    size_t queue);
/* A rule at ROW, and below it the places in columns of ROWS. */
void home_draw_menu(struct canvas *canvas, int row, const struct home_place *places, size_t count,
		    int rows);

#endif
