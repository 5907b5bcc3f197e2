/* The fund book: a wrong line is never changed; another goes against it. */
#include "fund_priv.h"

static int is_not_reversed(struct life_case *c, struct buf *ret_need, struct err *err)
{
	bool reversed = false;
	int r = fund_is_reversed(c->store, c->id, &reversed, err);

	if (r < 0)
		return r;
	if (reversed)
		buf_add_str(ret_need, _("dòng này đã có bút toán đảo"));
	return !reversed;
}

static const struct life_guard guard_once = {"once", false, is_not_reversed};

static int reverse(struct life_case *c, struct err *err)
{
	struct life_write *line = life_add(c, "fund");

	(void)err;
	life_put(line, "at", life_param(c, "at") ? life_param(c, "at") : life_today(c));
	life_put(line, "kind", "reversal");
	life_put(line, "direction", str_eq(life_value(c, "direction"), "in") ? "out" : "in");
	life_put(line, "amount", life_value(c, "amount"));
	life_put(line, "description", life_param(c, "description"));
	life_put(line, "party", life_value(c, "party"));
	life_put(line, "reverses", c->id);
	life_put(line, "by", *life_actor(c) ? life_actor(c) : NULL);
	return 0;
}

static const struct life_step steps[] = {
	{.action = "reverse", .label = N_("Đảo dòng ghi sai"), .roles = ROLE_LEAD,
	 .asks = "description! at", .apply = reverse, .guards = LIFE_GUARDS(&guard_once)},
};

const struct life life_fund = {
	.kind = "fund",
	.steps = steps,
	.count = ARRAY_LEN(steps),
};
