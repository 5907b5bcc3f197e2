/* A donation is open while its things still come. Its money goes into the fund book, once, in the
 * transaction that closes it. */
#include "fund_priv.h"

static bool has_money(const struct life_case *c)
{
	return life_value(c, "amount") && (str_eq(life_value(c, "kind"), "money") ||
					   str_eq(life_value(c, "kind"), "mixed"));
}

static int brings_money(struct life_case *c, struct buf *ret_need, struct err *err)
{
	(void)err;
	if (!has_money(c))
		buf_add_str(ret_need,
			    _("đợt này không có tiền: ghi amount=, hoặc dùng bước close"));
	return has_money(c);
}

static int is_in_fund(struct life_case *c, bool *ret, struct err *err)
{
	return fund_has(c->store, "cash-donation", "donation", c->id, ret, err);
}

static int is_not_banked(struct life_case *c, struct buf *ret_need, struct err *err)
{
	bool banked = false;
	int r = is_in_fund(c, &banked, err);

	if (r < 0)
		return r;
	if (banked)
		buf_add_str(ret_need, _("tiền đợt này đã vào quỹ; ghi sai thì đảo dòng ấy"));
	return !banked;
}

static int has_no_money_left(struct life_case *c, struct buf *ret_need, struct err *err)
{
	bool banked = !has_money(c);
	int r = banked ? 0 : is_in_fund(c, &banked, err);

	if (r < 0)
		return r;
	if (!banked)
		buf_add_str(ret_need, _("nhập tiền vào quỹ trước (hotroit do bank)"));
	return banked;
}

static const struct life_guard guard_money = {"money", false, brings_money};
static const struct life_guard guard_once = {"once", false, is_not_banked};
static const struct life_guard guard_banked = {"banked", false, has_no_money_left};

static int bank(struct life_case *c, struct err *err)
{
	AUTO(buf_done) struct buf donor = {0};
	struct life_write *line = life_add(c, "fund");
	int r = store_title(c->store, record_kind_find("donor"), life_value(c, "donor"), &donor,
			    err);

	life_put(line, "at", life_param(c, "at") ? life_param(c, "at") : life_today(c));
	life_put(line, "kind", "cash-donation");
	life_put(line, "amount", life_value(c, "amount"));
	life_put(line, "description",
		 arena_printf(&c->arena, _("Ủng hộ tiền, đợt %s"), life_value(c, "tag")));
	life_put(line, "party", arena_str(&c->arena, buf_text(&donor)));
	life_put(line, "voucher", life_param(c, "voucher"));
	life_put(line, "donation", c->id);
	life_put(line, "by", *life_actor(c) ? life_actor(c) : NULL);
	return r;
}

static const struct life_step steps[] = {
	{.action = "bank", .label = N_("Tiền vào quỹ"), .from = "open", .to = "closed",
	 .roles = ROLE_LEAD, .asks_of = "fund", .asks = "at voucher", .apply = bank,
	 .guards = LIFE_GUARDS(&guard_money, &guard_once)},
	{.action = "close", .label = N_("Đã nhận đủ"), .from = "open", .to = "closed",
	 .roles = ROLE_BENCH, .is_undoable = true, .guards = LIFE_GUARDS(&guard_banked)},
	{.action = "reopen", .label = N_("Nhận tiếp"), .from = "closed", .to = "open",
	 .roles = ROLE_LEAD, LIFE_ASKS_WHY},
};

const struct life life_donation = {
	.kind = "donation",
	.steps = steps,
	.count = ARRAY_LEN(steps),
};
