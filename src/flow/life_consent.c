/* Consent is given, and may be taken back at any time; from then on nothing rests on it. */
#include "recipient_priv.h"

/* ---- what rested on it --------------------------------------------------- */

struct resting {
	struct life_case *c;
	size_t released, given; /* kits that are free again, and those that the pupil holds */
	int result;
	struct err *err;
};

static int take_kit(void *user, const struct record_kind *kind, const struct record *record)
{
	struct resting *resting = user;
	const struct flow_step step = {.action = "release", .id = record->id};
	const char *state = record_value(kind, record, "state");

	resting->given += str_eq(state, "given");
	if (!str_eq(state, "reserved"))
		return 0;
	resting->released++;
	resting->result = life_also(resting->c, "kit", &step, resting->err);
	return resting->result < 0;
}

static int take_pupil(void *user, const struct record_kind *kind, const struct record *record)
{
	struct resting *resting = user;
	const char *state = record_value(kind, record, "state");
	struct buf *remark = &resting->c->remark;

	buf_printf(remark, _("%s đang «%s»"), record_value(kind, record, "tag"),
		   record_choice_label(record_field_find(kind, "state"), state));
	if (str_eq(state, "proposed") || str_eq(state, "verified") || str_eq(state, "approved"))
		buf_add_str(remark, _(": dừng ở đó đến khi có giấy mới, hoặc do withdraw"));
	return 0;
}

/* What was kept for the pupil is free again; the rest is a person's to end, and told. */
static int stop_use(struct life_case *c, struct err *err)
{
	struct resting resting = {.c = c, .err = err};
	const char *pupil = life_value(c, "recipient");
	int r = life_each(c, "kit", "recipient", pupil, take_kit, &resting, err);

	if (r == 0)
		r = resting.result;
	if (r == 0)
		r = store_get(c->store, record_kind_find("recipient"), pupil, take_pupil, &resting,
			      err);
	if (r < 0)
		return r;
	if (resting.released)
		buf_printf(&c->remark, _("; bỏ giữ chỗ %zu bộ"), resting.released);
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
