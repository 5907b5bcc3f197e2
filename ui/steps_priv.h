/* The steps of a record's life as screens offer them. */
#ifndef HOTROIT_STEPS_PRIV_H
#define HOTROIT_STEPS_PRIV_H

#include "screen.h"

#define STEPS_MAX 24

struct steps {
	struct arena arena;
	struct flow_choice list[STEPS_MAX]; /* those that may be taken come first */
	size_t count, allowed;
	const struct flow_choice *next; /* what the life cycle names first, or NULL */
};

int steps_load(struct steps *steps, struct ui *ui, const struct record_kind *kind, const char *id,
	       struct err *err) MUST_USE;
void steps_done(struct steps *steps);
const struct flow_choice *steps_find(const struct steps *steps, const char *action);
/* Is it refused, but a coordinator who has signed in may let it pass? */
bool steps_may_waive(const struct ui *ui, const struct flow_choice *choice);
/* Says what was done and what may be done next. */
void steps_say(struct ui *ui, const struct record_kind *kind, const char *id, const char *said);

#endif
