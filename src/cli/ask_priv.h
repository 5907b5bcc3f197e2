/* The questions of what live sticks bring (flow_stick.h), asked on a terminal line by line. */
#ifndef HOTROIT_ASK_PRIV_H
#define HOTROIT_ASK_PRIV_H

#include "cli.h"

/* Does somebody sit there: are both ends a terminal? */
bool ask_is_possible(void);
/* What question I is, and how it is answered. */
void ask_show(const struct stick_in *in, size_t i);
/* Takes one line, waiting for it, as the answer to question *I; an empty one puts it off, and *I is
 * the next. What it leads to is said. False: nobody answers any more. */
bool ask_take(struct stick_in *in, size_t *i);
/* Where nobody can be asked: which commands answer them, those from question I on. PATH: where the
 * reports are, as given; or NULL. Appended. */
void ask_advise(struct buf *ret, const struct stick_in *in, size_t i, const char *path);

#endif
