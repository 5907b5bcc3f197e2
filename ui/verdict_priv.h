/* Why a machine passes or not, as the bench's and the live stick's screen show it: every rule with
 * what is required, what was measured and what to do; the practical warnings below; and the facts
 * themselves. */
#ifndef HOTROIT_VERDICT_PRIV_H
#define HOTROIT_VERDICT_PRIV_H

#include "view_priv.h"

/* Start from {0}. */
struct verdict_view {
	struct view view;
	struct ui_list rules, facts;
	bool show_facts;
	struct arena arena;
	const char **shelf; /* what the shelf has for each finding, or "" */
	size_t shelf_count; /* a slot that is probed anew has other findings than were looked at */
};

/* WHERE: as of view_load(). */
int verdict_view_load(struct verdict_view *state, struct ui *ui, const char *where,
		      struct err *err) MUST_USE;
/* For the first time: begins where something is to be done. */
int verdict_view_begin(struct verdict_view *state, struct ui *ui, const char *where,
		       struct err *err) MUST_USE;
void verdict_view_done(struct verdict_view *state);
void verdict_view_draw(struct verdict_view *state, struct canvas *canvas);
bool verdict_view_move(struct verdict_view *state, int request);
/* Is there something that a person finds by looking at the machine, and nobody has? */
bool verdict_view_is_untried(const struct verdict_view *state);

#endif
