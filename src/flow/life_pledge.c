/* A promise of a donation: it comes, or it does not. */
#include "life_priv.h"

static const struct field came[] = {
	{.name = "donation", .label = N_("Ủng hộ"), .type = FIELD_REF, .ref = "donation",
	 .required = true, .hint = N_("mã đợt ủng hộ đã nhận")},
};

static int take_donation(struct life_case *c, struct err *err)
{
	(void)err;
	life_set(c, "donation", life_param(c, "donation"));
	return 0;
}

static const struct life_step steps[] = {
	{.action = "redeem", .label = N_("Đã nhận đủ"), .from = "promised lapsed",
	 .to = "received", .roles = ROLE_BENCH, .params = came, .param_count = ARRAY_LEN(came),
	 .apply = take_donation},
	{.action = "lapse", .label = N_("Không thực hiện"), .from = "promised", .to = "lapsed",
	 .roles = ROLE_LEAD, .is_undoable = true},
};

const struct life life_pledge = {
	.kind = "pledge",
	.steps = steps,
	.count = ARRAY_LEN(steps),
};
