/* Consent is given, and may be taken back at any time; from then on nothing rests on it. */
#include "life_priv.h"

static int withdraw(struct life_case *c, struct err *err)
{
	(void)err;
	life_set(c, "withdrawn_at", c->now);
	return 0;
}

static const struct life_step steps[] = {
	{.action = "revoke", .label = N_("Rút đồng ý"), .from = "given", .to = "withdrawn",
	 .roles = ROLE_LEAD, .apply = withdraw},
};

const struct life life_consent = {
	.kind = "consent",
	.steps = steps,
	.count = ARRAY_LEN(steps),
};
