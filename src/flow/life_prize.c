/* A prize may be taken away: before it is announced, or afterwards with its certificate. */
#include "life_priv.h"

static int keep_reason(struct life_case *c, struct err *err)
{
	(void)err;
	life_set(c, "reason", life_param(c, "note"));
	return 0;
}

static const struct life_step steps[] = {
	{.action = "drop", .label = N_("BTC không trao giải này"), .from = "proposed",
	 .to = "dropped", .roles = ROLE_LEAD, LIFE_ASKS_WHY, .apply = keep_reason},
	{.action = "revoke", .label = N_("Thu hồi giải"), .from = "awarded", .to = "revoked",
	 .roles = ROLE_LEAD, LIFE_ASKS_WHY, .apply = keep_reason},
};

const struct life life_prize = {
	.kind = "prize",
	.steps = steps,
	.count = ARRAY_LEN(steps),
};
