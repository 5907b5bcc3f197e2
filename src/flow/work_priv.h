/* For what follows from a record of the plans' work. */
#ifndef HOTROIT_WORK_PRIV_H
#define HOTROIT_WORK_PRIV_H

#include "flow.h"

/* As flow_settle(): what looks odd, a line each; nothing for kinds of other work. */
int work_warnings(struct buf *ret, struct store *store, const struct record_kind *kind,
		  const char *id, struct err *err) MUST_USE;

#endif
