/* A day on which kits are given: planned, held, closed once every kit of it is given or not. */
#include "recipient_priv.h"

static const struct store_filter still_kept = {.name = "state", .value = "reserved"};

static int count_kept(const struct life_case *c, uint64_t *ret, struct err *err)
{
	const struct store_filter filters[] = {
		{.name = "handover", .value = c->id}, still_kept};

	return store_count_where(c->store, record_kind_find("kit"), filters, ARRAY_LEN(filters),
				 ret, err);
}

static int has_kits(struct life_case *c, struct buf *ret_need, struct err *err)
{
	uint64_t count = 0;
	int r = count_kept(c, &count, err);

	if (r == 0 && !count)
		buf_add_str(ret_need, _("chưa có bộ máy nào: gom vào (hotroit do gather)"));
	return r < 0 ? r : count > 0;
}

static int is_settled(struct life_case *c, struct buf *ret_need, struct err *err)
{
	uint64_t count = 0;
	int r = count_kept(c, &count, err);

	if (r == 0 && count)
		buf_printf(ret_need, _("còn %llu bộ chưa trao: ghi trao hoặc vắng (no-show)"),
			   (unsigned long long)count);
	return r < 0 ? r : !count;
}

static int is_unused(struct life_case *c, struct buf *ret_need, struct err *err)
{
	const struct store_filter filters[] = {
		{.name = "handover", .value = c->id},
		{.name = "given_at", .test = STORE_IS_NOT},
	};
	uint64_t count = 0;
	int r = store_count_where(c->store, record_kind_find("kit"), filters, ARRAY_LEN(filters),
				  &count, err);

	if (r == 0 && count)
		buf_printf(ret_need, _("đã trao %llu bộ: làm «Xong buổi trao» (finish)"),
			   (unsigned long long)count);
	return r < 0 ? r : !count;
}

static const struct life_guard guard_unused = {"unused", false, is_unused};
static const struct life_guard guard_kits = {"kits", false, has_kits};
static const struct life_guard guard_settled = {"settled", false, is_settled};

/* ---- steps --------------------------------------------------------------- */

struct gathering {
	struct life_case *c;
	const char *unit; /* only of this school or commune; NULL: all */
	size_t count;
	bool is_theirs;
	int result;
	struct err *err;
};

static int take_home(void *user, const struct record_kind *kind, const struct record *record)
{
	struct gathering *gathering = user;

	gathering->is_theirs =
		!gathering->unit || str_eq(record_value(kind, record, "school"), gathering->unit) ||
		str_eq(record_value(kind, record, "unit"), gathering->unit);
	return 0;
}

static int take_kit(void *user, const struct record_kind *kind, const struct record *record)
{
	struct gathering *gathering = user;
	struct life_case *c = gathering->c;

	if (record_value(kind, record, "handover"))
		return 0;
	gathering->result = store_get(c->store, record_kind_find("recipient"),
				      record_value(kind, record, "recipient"), take_home, gathering,
				      gathering->err);
	if (gathering->result < 0 || !gathering->is_theirs)
		return gathering->result < 0;
	life_put(life_change(c, "kit", record->id), "handover", c->id);
	gathering->count++;
	return 0;
}

/* All that is kept for pupils of the place and stands in no other day's list. */
static int gather(struct life_case *c, struct err *err)
{
	struct gathering gathering = {.c = c, .unit = life_value(c, "unit"), .err = err};
	const struct store_query query = {.filters = &still_kept, .filter_count = 1};
	int r = store_list(c->store, record_kind_find("kit"), &query, take_kit, &gathering, err);

	if (r == 0)
		r = gathering.result;
	if (r == 0)
		buf_printf(&c->remark, _("thêm %zu bộ"), gathering.count);
	return r;
}

static int finish(struct life_case *c, struct err *err)
{
	(void)err;
	life_set(c, "closed_at", c->now);
	return 0;
}

static const struct life_step steps[] = {
	{.action = "gather", .label = N_("Gom các bộ đã ghép"), .from = "planned open",
	 .roles = ROLE_LEAD, .apply = gather},
	{.action = "start", .label = N_("Bắt đầu trao"), .from = "planned", .to = "open",
	 .roles = ROLE_LEAD, .is_undoable = true, .guards = LIFE_GUARDS(&guard_kits)},
	{.action = "finish", .label = N_("Xong buổi trao"), .from = "planned open", .to = "closed",
	 .roles = ROLE_LEAD, .apply = finish, .guards = LIFE_GUARDS(&guard_settled)},
	{.action = "cancel", .label = N_("Huỷ buổi trao"), .from = "planned", .to = "cancelled",
	 .roles = ROLE_LEAD, .guards = LIFE_GUARDS(&guard_settled, &guard_unused)},
};

const struct life life_handover = {
	.kind = "handover",
	.steps = steps,
	.count = ARRAY_LEN(steps),
};
