/* One plan, read from its head to its remarks. */
#include "scroll_priv.h"

#include <errno.h>

static int enter(struct ui *ui, void *data, const char *argument, struct err *err)
{
	AUTO(flow_plans_done) struct plan_library library = {0};
	struct scroll *scroll = data;
	const struct plan *plan;
	int r = flow_plans_load(&library, NULL, err);

	(void)ui;
	if (r < 0)
		return r;
	plan = flow_plan_find(&library, argument);
	if (!plan)
		return err_set(err, ENOENT, _("không có kế hoạch \"%s\"; xem hotroit plan list"),
			       argument ? argument : "");
	flow_plan_text(&scroll->text, plan);
	scroll_begin(scroll);
	return 0;
}

const struct screen scr_plan = {
	.name = "plan",
	.title = N_("Kế hoạch"),
	.state_size = sizeof(struct scroll),
	.enter = enter,
	.leave = scroll_leave,
	.draw = scroll_draw_text,
	.handle = scroll_handle,
	.hint = scroll_hint,
};
