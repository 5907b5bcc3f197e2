/* One plan, read from its head to its remarks. */
#include "scroll_priv.h"

#include <errno.h>
#include <string.h>

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

static void leave(struct ui *ui, void *data)
{
	(void)ui;
	scroll_done(data);
}

static void draw(struct ui *ui, void *data, struct canvas *canvas)
{
	(void)ui;
	scroll_draw(data, canvas, 1, true);
}

static bool handle(struct ui *ui, void *data, const struct ui_event *event)
{
	(void)ui;
	return scroll_move(data, event->request);
}

static const char *hint(struct ui *ui, void *data)
{
	(void)ui;
	(void)data;
	return _("Mũi tên, PgUp, PgDn để đọc tiếp; Esc để về");
}

const struct screen scr_plan = {
	.name = "plan",
	.title = N_("Kế hoạch"),
	.state_size = sizeof(struct scroll),
	.enter = enter,
	.leave = leave,
	.draw = draw,
	.handle = handle,
	.hint = hint,
};
