/* A data SIM: looked at, put into a kit, handed over, used up. */
#include "kit_priv.h"

static int is_fit(struct life_case *c, struct buf *ret_need, struct err *err)
{
	(void)err;
	if (!str_eq(life_value(c, "verdict"), "pass"))
		buf_add_str(ret_need, _("SIM chưa đạt: xem lý do (hotroit show sim)"));
	return !ret_need->len;
}

static const struct life_guard guard_fit = {"fit", true, is_fit};

/* Without a device, for a pupil who has one: a kit of the SIM alone. */
static int bundle(struct life_case *c, struct err *err)
{
	int r;

	if (c->is_along)
		return 0;
	r = kit_may_be(c, err);
	if (r == 0)
		r = kit_begin(c, "sim", err);
	return r < 0 ? r : kit_note(c, err);
}

static int hand_over(struct life_case *c, struct err *err)
{
	return life_happened(c, life_param(c, "given_at"), err);
}

static const struct life_step steps[] = {
	{.action = "accept", .label = N_("SIM dùng được"), .from = "received", .to = "checked",
	 .roles = ROLE_BENCH, .is_undoable = true, .guards = LIFE_GUARDS(&guard_fit)},
	{.action = "bundle", .label = N_("Giữ cho học sinh"), .from = "checked",
	 .to = "bundled", .roles = ROLE_LEAD, .asks_of = "kit", .apply = bundle,
	 .asks = "recipient! handover reserved_until substitutes note"},
	{.action = "release", .label = N_("Bỏ giữ chỗ"), .from = "bundled", .to = "checked",
	 .roles = ROLE_LEAD, .via = "kit"},
	{.action = "hand-over", .label = N_("Trao tặng"), .from = "bundled",
	 .to = "handed-over", .roles = ROLE_LEAD, .via = "kit", .asks_of = "kit",
	 .asks = KIT_ASKS_SIGNING, .apply = hand_over},
	{.action = "return", .label = N_("Nhận lại từ học sinh"), .from = "handed-over",
	 .to = "received", .roles = ROLE_BENCH, LIFE_ASKS_WHY, .via = "kit"},
	{.action = "expire", .label = N_("Hết hạn"), .from = "received checked handed-over",
	 .to = "expired", .roles = ROLE_BENCH, .is_undoable = true},
};

const struct life life_sim = {
	.kind = "sim",
	.steps = steps,
	.count = ARRAY_LEN(steps),
};
