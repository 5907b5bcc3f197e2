/* Who entered a contest is forgotten twelve months after it is over, or when they ask for it. */
#include "forgetting_priv.h"

#include <errno.h>

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

/* On a certificate, too: the person stays, the spelling is mended. */
static int correct(struct life_case *c, struct err *err)
{
	if (str_eq(life_param(c, "name"), life_value(c, "name")))
		return err_set(err, EINVAL, _("chưa có gì khác trước: ghi họ tên đúng"));
	life_take_params(c);
	return 0;
}

static const struct field why[] = {
	{.name = "note", .label = N_("Lý do"), .type = FIELD_TEXT, .required = true,
	 .hint = N_("như viết sai dấu; theo giấy khai sinh")},
};

static const struct life_step steps[] = {
	{.action = "correct", .label = N_("Đính chính"), .from = "kept", .roles = ROLE_LEAD,
	 .asks = "name!", .params = why, .param_count = ARRAY_LEN(why), .apply = correct},
	{.action = "forget", .label = N_("Ẩn danh"), .from = "kept", .to = "gone",
	 .roles = ROLE_COORDINATOR, .apply = forget_person, .guards = LIFE_GUARDS(&guard_over)},
};

const struct life life_entrant = {
	.kind = "entrant",
	.steps = steps,
	.count = ARRAY_LEN(steps),
};
