/* Who entered a contest is forgotten twelve months after it is over, or when they ask for it. */
#include "forgetting_priv.h"

static int is_over(struct life_case *c, struct buf *ret_need, struct err *err)
{
	AUTO(arena_done) struct arena arena = {0};
	const char *ended = NULL;
	int r = entrant_ended(c->store, &arena, life_value(c, "entry"), &ended, err);

	return r < 0 ? r
		     : forget_is_time(c, ended,
				      _("cuộc thi chưa xong; người thi hay gia đình đề nghị xoá "
					"thì bỏ qua, kèm lý do"),
				      ret_need);
}

static const struct life_guard guard_over = {"over", true, is_over};

static const struct life_step steps[] = {
	{.action = "forget", .label = N_("Ẩn danh"), .from = "kept", .to = "gone",
	 .roles = ROLE_COORDINATOR, .apply = forget_person, .guards = LIFE_GUARDS(&guard_over)},
};

const struct life life_entrant = {
	.kind = "entrant",
	.steps = steps,
	.count = ARRAY_LEN(steps),
};
