/* A pilot school: chosen within the numbers of its plan, or over them by a coordinator who says
 * why. */
#include "flow_priv.h"
#include "life_priv.h"

struct choosing {
	struct life_case *c;
	const char *level; /* of the school; NULL: nobody has said */
	int64_t running; /* other schools of that level, of the same item of the plan */
	bool is_twice; /* this very school is one of them */
};

static int read_level(struct life_case *c, const char *school, const char **ret, struct err *err)
{
	struct row unit;
	int r = row_read(&unit, c->store, &c->arena, "unit", school, err);

	if (r == 0)
		*ret = row_get(&unit, "level");
	return r;
}

/* Those whose time is over keep their place: the plan counts schools, not years. */
static int count_others(struct choosing *choosing, struct err *err)
{
	struct life_case *c = choosing->c;
	const struct store_filter filters[] = {
		{.name = "plan", .value = life_value(c, "plan")},
		{.name = "plan_item", .value = life_value(c, "plan_item")},
	};
	struct row *rows = NULL;
	size_t count = 0;
	int r = row_list_where(&rows, &count, c->store, &c->arena, "pilot", filters,
			       ARRAY_LEN(filters), err);

	for (size_t i = 0; r == 0 && i < count; i++) {
		const char *state = row_get(&rows[i], "state"), *level = NULL;

		if (str_eq(rows[i].id, c->id) ||
		    (!str_eq(state, "running") && !str_eq(state, "ended")))
			continue;
		r = read_level(c, row_get(&rows[i], "school"), &level, err);
		choosing->running += r == 0 && str_eq(level, choosing->level);
		choosing->is_twice |=
			str_eq(row_get(&rows[i], "school"), life_value(c, "school"));
	}
	return r;
}

static const struct plan_quota *find_quota(const struct plan_pilot *pilot, const char *level)
{
	for (size_t i = 0; i < pilot->quota_count; i++)
		if (str_eq(pilot->quotas[i].level, level))
			return &pilot->quotas[i];
	return NULL;
}

static const char *level_label(const char *level)
{
	const struct field *field = record_field_find(record_kind_find("unit"), "level");
	const char *label = level ? record_choice_label(field, level) : NULL;

	return label ? label : _("chưa ghi cấp học");
}

static int fits(struct choosing *choosing, const struct plan_pilot *pilot, struct buf *ret_need)
{
	const struct plan_quota *quota = find_quota(pilot, choosing->level);

	if (choosing->is_twice)
		buf_add_str(ret_need, _("trường này đã thí điểm rồi"));
	else if (!quota && pilot->quota_count)
		buf_printf(ret_need, _("kế hoạch không có chỗ cho trường %s"),
			   level_label(choosing->level));
	else if (quota && choosing->running >= quota->count)
		buf_printf(ret_need, _("đã đủ %lld/%lld trường %s (%s)"),
			   (long long)choosing->running, (long long)quota->count,
			   level_label(choosing->level), pilot->is.clause);
	return !ret_need->len;
}

static int is_within_quota(struct life_case *c, struct buf *ret_need, struct err *err)
{
	AUTO(flow_plans_done) struct plan_library library = {0};
	struct choosing choosing = {.c = c};
	const struct plan_pilot *pilot;
	const struct plan *plan;
	int r = flow_plans_load(&library, NULL, err);

	if (r < 0)
		return r;
	plan = flow_plan_find(&library, life_value(c, "plan"));
	pilot = plan ? plan_pilot(&plan->work, life_value(c, "plan_item")) : NULL;
	if (!pilot) {
		buf_printf(ret_need, _("không có mục %.40s trong kế hoạch %.40s"),
			   life_value(c, "plan_item"), life_value(c, "plan"));
		return 0;
	}
	r = read_level(c, life_value(c, "school"), &choosing.level, err);
	if (r == 0)
		r = count_others(&choosing, err);
	return r < 0 ? r : fits(&choosing, pilot, ret_need);
}

static const struct life_guard guard_quota = {"quota", true, is_within_quota};

static int begin(struct life_case *c, struct err *err)
{
	(void)err;
	life_take_params(c);
	if (!life_given(c, "starts"))
		life_set(c, "starts", life_today(c));
	return 0;
}

static int end(struct life_case *c, struct err *err)
{
	(void)err;
	life_take_params(c);
	if (!life_given(c, "ends"))
		life_set(c, "ends", life_today(c));
	return 0;
}

static const struct life_step steps[] = {
	{.action = "start", .label = N_("Bắt đầu thí điểm"), .from = "proposed", .to = "running",
	 .roles = ROLE_COORDINATOR, .asks = "starts", .apply = begin,
	 .guards = LIFE_GUARDS(&guard_quota)},
	{.action = "finish", .label = N_("Kết thúc thí điểm"), .from = "running", .to = "ended",
	 .roles = ROLE_COORDINATOR, .asks = "ends", .apply = end},
	{.action = "cancel", .label = N_("Thôi thí điểm"), .from = "proposed running",
	 .to = "cancelled", .roles = ROLE_COORDINATOR, LIFE_ASKS_WHY, .is_undoable = true},
};

const struct life life_pilot = {
	.kind = "pilot",
	.steps = steps,
	.count = ARRAY_LEN(steps),
};
