/*
 * A batch to be liquidated: proposed, approved by two people, then sold or recycled. What is sold
 * comes into the fund in the same transaction as its machines go out.
 */
#include "life_priv.h"

/* ---- guards -------------------------------------------------------------- */

static int count_one(void *user, const struct record_kind *kind, const struct record *record)
{
	(void)kind;
	(void)record;
	++*(size_t *)user;
	return 0;
}

static int each_device(const struct life_case *c, store_row_fn fn, void *user, struct err *err)
{
	const struct store_filter filter = {.name = "liquidation", .value = c->id};
	const struct store_query query = {.filters = &filter, .filter_count = 1};

	return store_list(c->store, record_kind_find("device"), &query, fn, user, err);
}

static int has_devices(struct life_case *c, struct buf *ret_need, struct err *err)
{
	size_t count = 0;
	int r = each_device(c, count_one, &count, err);

	if (r < 0)
		return r;
	if (!count)
		buf_add_str(ret_need, _("lô còn trống: đưa máy vào (hotroit do liquidate)"));
	return count > 0;
}

static int is_known_person(struct life_case *c, struct buf *ret_need, struct err *err)
{
	(void)err;
	if (!*life_actor(c))
		buf_add_str(ret_need, _("người duyệt phải đăng nhập (F4, hoặc --who)"));
	return *life_actor(c) != '\0';
}

static int is_second_person(struct life_case *c, struct buf *ret_need, struct err *err)
{
	bool same = str_eq(life_value(c, "approved_by_1"), life_actor(c));

	(void)err;
	if (same)
		buf_add_str(ret_need, _("cần người duyệt thứ hai, khác người duyệt thứ nhất"));
	return !same;
}

static int is_approved_twice(struct life_case *c, struct buf *ret_need, struct err *err)
{
	bool twice = life_value(c, "approved_by_1") && life_value(c, "approved_by_2");

	(void)err;
	if (!twice)
		buf_add_str(ret_need, _("cần hai người duyệt (hotroit do approve)"));
	return twice;
}

static const struct life_guard guard_devices = {"devices", false, has_devices};
static const struct life_guard guard_person = {"person", false, is_known_person};
static const struct life_guard guard_second = {"second-person", false, is_second_person};
static const struct life_guard guard_twice = {"approved-twice", false, is_approved_twice};

/* ---- steps --------------------------------------------------------------- */

static int approve(struct life_case *c, struct err *err)
{
	bool second = life_value(c, "approved_by_1") != NULL;

	(void)err;
	life_set(c, second ? "approved_by_2" : "approved_by_1", life_actor(c));
	life_set(c, second ? "approved_at_2" : "approved_at_1", c->now);
	return 0;
}

struct moving {
	struct life_case *c;
	const char *to, *custody;
	bool leaves; /* the batch */
};

static int move_one(void *user, const struct record_kind *kind, const struct record *record)
{
	struct moving *moving = user;
	struct life_write *device = life_change(moving->c, kind->name, record->id);

	life_put(device, "state", moving->to);
	life_put(device, "custody", moving->custody);
	if (moving->leaves)
		life_put(device, "liquidation", NULL);
	device->expect_name = "state";
	device->expect_value = "liquidating";
	return 0;
}

static int move_devices(struct moving *moving, struct err *err)
{
	return each_device(moving->c, move_one, moving, err);
}

static int sell(struct life_case *c, struct err *err)
{
	struct moving moving = {.c = c, .to = "liquidated", .custody = "gone"};
	struct life_write *income = life_add(c, "fund");

	life_take_params(c);
	life_set(c, "method", "sale");
	life_put(income, "at", life_param(c, "settled_on"));
	life_put(income, "kind", "liquidation");
	life_put(income, "amount", life_param(c, "amount"));
	life_put(income, "description",
		 arena_printf(&c->arena, _("Thanh lý lô %s"), life_value(c, "tag")));
	life_put(income, "party", life_param(c, "buyer"));
	life_put(income, "liquidation", c->id);
	life_put(income, "by", *life_actor(c) ? life_actor(c) : NULL);
	return move_devices(&moving, err);
}

static int recycle(struct life_case *c, struct err *err)
{
	struct moving moving = {.c = c, .to = "recycled", .custody = "gone"};

	life_take_params(c);
	life_set(c, "method", "recycle");
	return move_devices(&moving, err);
}

static int cancel(struct life_case *c, struct err *err)
{
	struct moving moving = {.c = c, .to = "triage", .custody = "bench", .leaves = true};

	return move_devices(&moving, err);
}

static const struct life_step steps[] = {
	{.action = "approve", .label = N_("Duyệt thanh lý"), .from = "draft",
	 .roles = ROLE_LEAD, .apply = approve,
	 .guards = LIFE_GUARDS(&guard_person, &guard_second, &guard_devices)},
	{.action = "close-list", .label = N_("Chốt danh sách đã duyệt"), .from = "draft",
	 .to = "approved", .roles = ROLE_LEAD,
	 .guards = LIFE_GUARDS(&guard_twice, &guard_devices)},
	{.action = "sell", .label = N_("Đã bán, thu tiền vào quỹ"), .from = "approved",
	 .to = "sold", .roles = ROLE_COORDINATOR, .asks = "amount! settled_on! buyer note",
	 .apply = sell, .guards = LIFE_GUARDS(&guard_twice, &guard_devices)},
	{.action = "recycle", .label = N_("Đã giao tái chế"), .from = "approved", .to = "closed",
	 .roles = ROLE_COORDINATOR, .asks = "settled_on! note", .apply = recycle,
	 .guards = LIFE_GUARDS(&guard_twice, &guard_devices)},
	{.action = "cancel", .label = N_("Huỷ lô"), .from = "draft approved", .to = "cancelled",
	 .roles = ROLE_LEAD, .apply = cancel},
};

const struct life life_liquidation = {
	.kind = "liquidation",
	.steps = steps,
	.count = ARRAY_LEN(steps),
};
