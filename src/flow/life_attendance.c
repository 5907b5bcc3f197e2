/* What was written down of somebody who was not there is taken back, and stays visible. */
#include "course_priv.h"
#include "life_priv.h"

static int is_unjudged(struct life_case *c, struct buf *ret_need, struct err *err)
{
	AUTO(arena_done) struct arena arena = {0};
	struct row session = {0}, course = {0};
	int r = row_read(&session, c->store, &arena, "session", life_value(c, "session"), err);

	if (r == 0)
		r = row_read(&course, c->store, &arena, "course", row_get(&session, "course"), err);
	if (r < 0 || (!str_eq(row_get(&course, "state"), "done") &&
		      !str_eq(row_get(&course, "state"), "closed")))
		return r < 0 ? r : 1;
	buf_add_str(ret_need, _("khoá đã xét: mở lại trước (hotroit do reopen)"));
	return 0;
}

static const struct life_guard guard_unjudged = {"unjudged", false, is_unjudged};

static int undo(struct life_case *c, struct err *err)
{
	(void)err;
	life_set(c, "reason", life_param(c, "note"));
	return 0;
}

static const struct life_step steps[] = {
	{.action = "void", .label = N_("Bỏ điểm danh"), .from = "counted", .to = "void",
	 .roles = ROLE_LEAD, LIFE_ASKS_WHY, .apply = undo,
	 .guards = LIFE_GUARDS(&guard_unjudged)},
};

const struct life life_attendance = {
	.kind = "attendance",
	.steps = steps,
	.count = ARRAY_LEN(steps),
};
