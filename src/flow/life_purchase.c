/*
 * What is bought out of the fund: planned, then paid, which is a line of the fund book in the same
 * transaction. A book that would go below nothing is no reason to leave out what was paid: people
 * pay ahead out of their own pocket, and a book that hides it is the worse one. It is told.
 */
#include "fund_priv.h"

static int is_not_paid(struct life_case *c, struct buf *ret_need, struct err *err)
{
	bool paid = false;
	int r = fund_has(c->store, "purchase", "purchase", c->id, &paid, err);

	if (r < 0)
		return r;
	if (paid)
		buf_add_str(ret_need, _("đợt mua này đã có dòng chi; ghi sai thì đảo dòng ấy"));
	return !paid;
}

static const struct life_guard guard_once = {"once", false, is_not_paid};

static int warn_of_balance(struct life_case *c, const char *amount, struct err *err)
{
	int64_t balance = 0, paid = 0;
	int r = flow_fund_balance(c->store, &balance, err);

	if (r < 0 || !str_to_i64(amount, &paid) || paid <= balance)
		return r;
	buf_add_str(&c->remark, _("lưu ý: quỹ âm, chỉ có "));
	record_show_money(&c->remark, balance);
	return 0;
}

static int pay(struct life_case *c, struct err *err)
{
	const char *amount = life_given(c, "amount");
	struct life_write *line = life_add(c, "fund");

	life_take_params(c);
	if (!life_given(c, "bought_by") && *life_actor(c))
		life_set(c, "bought_by", life_actor(c));
	life_put(line, "at", life_given(c, "bought_on"));
	life_put(line, "kind", "purchase");
	life_put(line, "amount", amount);
	life_put(line, "description",
		 arena_printf(&c->arena, _("Mua %s"), life_value(c, "what")));
	life_put(line, "party", life_given(c, "seller"));
	life_put(line, "voucher", life_given(c, "invoice"));
	life_put(line, "purchase", c->id);
	life_put(line, "by", *life_actor(c) ? life_actor(c) : NULL);
	return warn_of_balance(c, amount, err);
}

static const struct life_step steps[] = {
	{.action = "pay", .label = N_("Đã mua, chi quỹ"), .from = "planned", .to = "bought",
	 .roles = ROLE_LEAD, .asks = "bought_on amount seller invoice bought_by approved_by",
	 .apply = pay, .guards = LIFE_GUARDS(&guard_once)},
	{.action = "unpay", .label = N_("Về dự kiến, khi đã đảo dòng chi"), .from = "bought",
	 .to = "planned", .roles = ROLE_LEAD, LIFE_ASKS_WHY, .guards = LIFE_GUARDS(&guard_once)},
	{.action = "drop-purchase", .label = N_("Thôi mua"), .from = "planned", .to = "cancelled",
	 .roles = ROLE_LEAD, .is_undoable = true, .asks_of = "step", .asks = "note"},
};

const struct life life_purchase = {
	.kind = "purchase",
	.steps = steps,
	.count = ARRAY_LEN(steps),
};
