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
const struct home_place *home_area(const char *key); /* in either case; NULL: none */
const struct home_place *home_queue_place(size_t queue);

/* LIST is over home.todo. */
void home_draw(struct ui *ui, const struct home *home, struct ui_list *list,
	       struct canvas *canvas);

#endif
