/* What follows from a record that a person has just written. */
#include "course_priv.h"
#include "recipient_priv.h"
#include "work_priv.h"

int flow_settle(struct store *store, const struct plan *plan, const struct record_kind *kind,
		const char *id, struct buf *ret_warnings, struct err *err)
{
	if (str_eq(kind->name, "sim"))
		return flow_settle_sim(store, plan, id, ret_warnings, err);
	if (str_eq(kind->name, "recipient"))
		return recipient_warnings(ret_warnings, store, id, err);
	if (str_eq(kind->name, "registration"))
		return course_settle(store, id, ret_warnings, err);
	if (str_eq(kind->name, "session"))
		return course_clashes(ret_warnings, store, id, err);
	if (str_eq(kind->name, "entry") || str_eq(kind->name, "entrant"))
		return contest_settle(store, kind, id, ret_warnings, err);
	return work_warnings(ret_warnings, store, kind, id, err);
}
