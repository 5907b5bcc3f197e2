/* The year as the plans want it, what was begun for it, and what comes next. */
#include "flow_course.h"
#include "scroll_priv.h"

#include <errno.h>

static int enter(struct ui *ui, void *data, const char *argument, struct err *err)
{
	AUTO(flow_plans_done) struct plan_library library = {0};
	AUTO(calendar_done) struct calendar calendar = {.year = 0};
	struct scroll *scroll = data;
	char now[CLOCK_TEXT_MAX];
	int r;

	(void)argument;
	clock_text(now);
	r = ui->store ? flow_plans_load(&library, NULL, err)
		      : err_set(err, ENOENT, _("không mở được sổ; xem hotroit doctor"));
	if (r == 0)
		r = flow_calendar(&calendar, ui->store, &library, 0, now, err);
	if (r < 0)
		return r;
	calendar_text(&scroll->text, &calendar);
	scroll_begin(scroll);
	return 0;
}

const struct screen scr_calendar = {
	.name = "calendar",
	.title = N_("Lịch năm"),
	.state_size = sizeof(struct scroll),
	.enter = enter,
	.leave = scroll_leave,
	.draw = scroll_draw_text,
	.handle = scroll_handle,
	.hint = scroll_hint,
};
