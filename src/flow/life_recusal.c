/* A judge who keeps off an entry may be let judge it, by the board and with its reason. */
#include "life_priv.h"

#include <errno.h>

static int is_open(struct life_case *c, struct buf *ret_need, struct err *err)
{
	int r = store_check_settled(c->store, c->kind, c->id, err);

	if (r != -EPERM)
		return r < 0 ? r : 1;
	buf_add_str(ret_need, err->text);
	return 0;
}

static const struct life_guard guard_open = {"open", false, is_open};

static const struct life_step steps[] = {
	{.action = "lift", .label = N_("BTC cho chấm bài này"), .from = "stands", .to = "lifted",
	 .roles = ROLE_LEAD, LIFE_ASKS_WHY, .guards = LIFE_GUARDS(&guard_open)},
};

const struct life life_recusal = {
	.kind = "recusal",
	.steps = steps,
	.count = ARRAY_LEN(steps),
};
