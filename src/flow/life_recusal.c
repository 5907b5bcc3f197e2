/* A judge who keeps off an entry may be let judge it, by the board and with its reason. */
#include "life_priv.h"

static const struct life_step steps[] = {
	{.action = "lift", .label = N_("BTC cho chấm bài này"), .from = "stands", .to = "lifted",
	 .roles = ROLE_LEAD, LIFE_ASKS_WHY, .is_undoable = true},
};

const struct life life_recusal = {
	.kind = "recusal",
	.steps = steps,
	.count = ARRAY_LEN(steps),
};
