/* Two snapshots of one device beside each other. */
#ifndef HOTROIT_COMPARE_PRIV_H
#define HOTROIT_COMPARE_PRIV_H

#include "flow.h"

/* The facts that differ, a line each: "  RAM đã lắp: 2 GB → 4 GB". What changes by itself is left
 * out, and a serial is never told. Appended. */
void compare_facts(struct buf *ret, const struct snapshot *before, const struct snapshot *after);
/* The verdicts' difference: the word, and which rules came to pass or to fail. */
void compare_verdicts(struct buf *ret, const struct verdict *before, const struct verdict *after);

#endif
