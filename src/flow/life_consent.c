/* Consent is given, and may be taken back at any time; from then on nothing rests on it. */
#include "recipient_priv.h"

/* ---- what rested on it --------------------------------------------------- */

struct resting {
	struct arena *arena;
	const char *state; /* the pupil's */
	struct buf *said;
	size_t kept, given; /* kits */
};

static int take_pupil(void *user, const struct record_kind *kind, const struct record *record)
{
	struct resting *resting = user;
	const char *state = record_value(kind, record, "state");

	resting->state = arena_str(resting->arena, state);
	buf_printf(resting->said, _("%s đang «%s»"), record_value(kind, record, "tag"),
		   _(record_choice_label(record_field_find(kind, "state"), state)));
	return 0;
}

static int count_kit(void *user, const struct record_kind *kind, const struct record *record)
{
	struct resting *resting = user;
	const char *state = record_value(kind, record, "state");

	resting->kept += str_eq(state, "reserved");
	resting->given += str_eq(state, "given");
	return 0;
}

/* The pupil has to be verified anew, and what was kept for them is free again; the rest is a
 * person's to end, and told. */
static int stop_use(struct life_case *c, struct err *err)
{
	struct resting resting = {.arena = &c->arena, .said = &c->remark};
	const struct flow_step step = {.action = "suspend", .id = life_value(c, "recipient")};
	int r = store_get(c->store, record_kind_find("recipient"), step.id, take_pupil, &resting,
			  err);

	if (r == 0)
		r = life_each(c, "kit", "recipient", step.id, count_kit, &resting, err);
	if (r == 0 && (str_eq(resting.state, "verified") || str_eq(resting.state, "approved"))) {
		buf_add_str(&c->remark, _(": quay về đề xuất, có giấy mới thì xác minh lại"));
		r = life_also(c, "recipient", &step, err);
	}
	if (r < 0)
		return r;
	if (resting.kept)
		buf_printf(&c->remark, _("; bỏ giữ chỗ %zu bộ"), resting.kept);
	if (resting.given)
		buf_printf(&c->remark, _("; em đang giữ %zu bộ: để lại (do end) hay nhận lại (do "
					 "return) thì bàn với gia đình"),
			   resting.given);
	return 0;
}

/* Another paper of the same kind may still stand. */
static int stands_elsewhere(struct life_case *c, bool *ret, struct err *err)
{
	const struct store_filter filters[] = {
		{.name = "recipient", .value = life_value(c, "recipient")},
		{.name = "purpose", .value = life_value(c, "purpose")},
		{.name = "given_by", .value = life_value(c, "given_by")},
		{.name = "state", .value = "given"},
	};
	uint64_t count = 0;
	int r = store_count_where(c->store, record_kind_find("consent"), filters,
				  ARRAY_LEN(filters), &count, err);

	*ret = count > 1;
	return r;
}

static int withdraw(struct life_case *c, struct err *err)
{
	bool stands = false;
	int r = stands_elsewhere(c, &stands, err);

	if (r < 0)
		return r;
	life_set(c, "withdrawn_at", c->now);
	if (stands) {
		buf_add_str(&c->remark, _("còn một giấy đồng ý khác cho việc này"));
		return 0;
	}
	if (str_eq(life_value(c, "purpose"), "publishing")) {
		buf_add_str(&c->remark, _("từ nay không có tên trong danh sách công khai"));
		return 0;
	}
	return str_eq(life_value(c, "given_by"), "guardian") ? stop_use(c, err) : 0;
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
