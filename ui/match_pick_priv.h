/* Choosing another device for a pupil, or another pupil for a device. */
#ifndef HOTROIT_MATCH_PICK_PRIV_H
#define HOTROIT_MATCH_PICK_PRIV_H

#include "screen.h"

struct match_pick {
	struct matches matches;
	struct ui_list list;
	bool is_open;
	bool of_pupils; /* the rows tell pupils; else devices */
	char title[120];
};

/* Finds what WISH allows. -ENOENT: nothing. */
int match_pick_open(struct match_pick *pick, struct ui *ui, const struct match_wish *wish,
		    struct err *err) MUST_USE;
void match_pick_close(struct match_pick *pick);
struct match *match_pick_chosen(struct match_pick *pick);
/* What is asked while it is open: true when it is used up. RET_CHOSEN: match_pick_chosen() is to be
 * taken; it is still open. */
bool match_pick_handle(struct match_pick *pick, int request, bool *ret_chosen);
/* The one who did not come stands behind the others: they may only be late. */
void match_pick_put_last(struct matches *matches, const char *recipient);
void match_pick_draw(struct match_pick *pick, struct canvas *canvas);
/* A rule at ROW, and below it the whole of what is proposed, in the rows that are left. */
void match_draw_detail(const struct match *match, struct canvas *canvas, int row);
/* "7K3M2X9 laptop ThinkPad X201"; appended. */
void match_device_text(struct buf *ret, const struct match *match);

#endif
