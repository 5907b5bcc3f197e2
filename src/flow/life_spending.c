/* Money spent: a wrong line is never changed; another takes it back. */
#include "life_priv.h"

static int is_not_reversed(struct life_case *c, struct buf *ret_need, struct err *err)
{
	const struct store_filter filter = {.name = "reverses", .value = c->id};
	uint64_t count = 0;
	int r = store_count_where(c->store, c->kind, &filter, 1, &count, err);

	if (r == 0 && count)
		buf_add_str(ret_need, _("dòng này đã có dòng đảo"));
	return r < 0 ? r : !count;
}

static int is_no_reversal(struct life_case *c, struct buf *ret_need, struct err *err)
{
	bool is_reversal = life_value(c, "reverses") != NULL;

	(void)err;
	if (is_reversal)
		buf_add_str(ret_need, _("dòng đảo không đảo lại: ghi khoản chi mới cho đúng"));
	return !is_reversal;
}

static const struct life_guard guard_no_reversal = {"no-reversal", false, is_no_reversal};
static const struct life_guard guard_once = {"once", false, is_not_reversed};

static int reverse(struct life_case *c, struct err *err)
{
	struct life_write *line = life_add(c, "spending");

	(void)err;
	life_put(line, "task", life_value(c, "task"));
	life_put(line, "on_date", life_param(c, "on_date") ? life_param(c, "on_date")
							   : life_today(c));
	life_put(line, "amount", life_value(c, "amount"));
	life_put(line, "source", life_value(c, "source"));
	life_put(line, "document", life_value(c, "document"));
	life_put(line, "reverses", c->id);
	life_put(line, "by", *life_actor(c) ? life_actor(c) : NULL);
	life_put(line, "note", life_param(c, "note"));
	return 0;
}

static const struct life_step steps[] = {
	{.action = "reverse", .label = N_("Đảo dòng ghi sai"), .roles = ROLE_COORDINATOR,
	 .asks = "note! on_date", .apply = reverse,
	 .guards = LIFE_GUARDS(&guard_no_reversal, &guard_once)},
};

const struct life life_spending = {
	.kind = "spending",
	.steps = steps,
	.count = ARRAY_LEN(steps),
};
