/* A task: begun, brought forward, done; or stopped, and taken up again. */
#include "life_priv.h"

static int is_whole(struct life_case *c, struct buf *ret_need, struct err *err)
{
	(void)err;
	if (str_eq(life_given(c, "progress"), "100"))
		return 1;
	buf_add_str(ret_need, _("tiến độ chưa 100 %: ghi tiến độ (hotroit do progress)"));
	return 0;
}

static const struct life_guard guard_whole = {"whole", true, is_whole};

static int take_params(struct life_case *c, struct err *err)
{
	(void)err;
	life_take_params(c);
	return 0;
}

static const struct life_step steps[] = {
	{.action = "start", .label = N_("Bắt đầu làm"), .from = "not-started", .to = "doing",
	 .roles = ROLE_LEAD, .is_undoable = true},
	{.action = "progress", .label = N_("Ghi tiến độ"), .from = "doing", .roles = ROLE_LEAD,
	 .asks = "progress! note", .apply = take_params},
	{.action = "finish", .label = N_("Ghi đã xong"), .from = "doing", .to = "done",
	 .roles = ROLE_LEAD, .asks = "progress", .apply = take_params,
	 .guards = LIFE_GUARDS(&guard_whole)},
	{.action = "stop", .label = N_("Dừng nhiệm vụ"), .from = "not-started doing",
	 .to = "stopped", .roles = ROLE_COORDINATOR, LIFE_ASKS_WHY, .is_undoable = true},
	{.action = "resume", .label = N_("Làm tiếp"), .from = "stopped done", .to = "doing",
	 .roles = ROLE_COORDINATOR, LIFE_ASKS_WHY, .is_undoable = true},
};

const struct life life_task = {
	.kind = "task",
	.steps = steps,
	.count = ARRAY_LEN(steps),
};
