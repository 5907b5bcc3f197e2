/*
 * A pupil's way to a device: Liên đội puts forward, Đoàn cơ sở verifies, the bodies that the plan
 * names approve, a kit is given. Plan: III.3, III.4.
 */
#include "forgetting_priv.h"
#include "recipient_priv.h"

#include <errno.h>
#include <string.h>

/* ---- guards -------------------------------------------------------------- */

static int unmet(struct buf *ret_need, const char *need)
{
	buf_add_str(ret_need, need);
	return 0;
}

static int is_whole(struct life_case *c, struct buf *ret_need, struct err *err)
{
	static const char *const needed[] = {"school", "class", "circumstance"};

	(void)err;
	for (size_t i = 0; i < ARRAY_LEN(needed); i++)
		if (!life_value(c, needed[i]))
			buf_printf(ret_need, "%s%s", ret_need->len ? ", " : _("ghi thêm: "),
				   _(record_field_find(c->kind, needed[i])->label));
	return !ret_need->len;
}

static int is_consented(struct life_case *c, struct buf *ret_need, struct err *err)
{
	bool yes = false;
	int r = flow_has_consent(c->store, c->id, "processing", "guardian", &yes, err);

	return r < 0 ? r : yes || unmet(ret_need, _("ghi giấy đồng ý xử lý dữ liệu của cha mẹ "
						    "(hotroit add consent)"));
}

static void note_twin(void *user, const struct record *twin, const char *why)
{
	struct buf *need = user;

	buf_printf(need, _("%strùng với %s (%s)"), need->len ? "; " : "",
		   record_value(record_kind_find("recipient"), twin, "tag"), why);
}

/* The pupil as the step will leave them. */
static const char **given_values(struct life_case *c)
{
	const char **values = arena_alloc(&c->arena, (c->kind->field_count + 1) * sizeof(*values));

	for (size_t i = 0; i < c->kind->field_count; i++)
		values[i] = life_given(c, c->kind->fields[i].name);
	return values;
}

static int is_single(struct life_case *c, struct buf *ret_need, struct err *err)
{
	int r = recipient_twins(c->store, c->id, given_values(c), note_twin, ret_need, err);

	return r < 0 ? r : !ret_need->len;
}

static int is_another(struct life_case *c, struct buf *ret_need, struct err *err)
{
	const char *proposer = life_value(c, "proposed_by");

	(void)err;
	return !proposer || !str_eq(proposer, life_actor(c)) ||
	       unmet(ret_need, _("người xác minh phải khác người đề xuất"));
}

/* Who holds a device follows from their kit. */
static int is_by_kit(struct life_case *c, struct buf *ret_need, struct err *err)
{
	(void)err;
	return c->is_along ||
	       unmet(ret_need, _("ghi ở bộ máy của em (hotroit do hand-over, return)"));
}

static int is_asked_for(struct life_case *c, bool *ret, struct err *err)
{
	static const char *const asked[] = {"erase", "withdraw"};
	uint64_t done = 0, all = 0;
	int r = 0;

	for (size_t i = 0; r == 0 && i < ARRAY_LEN(asked); i++) {
		const struct store_filter filters[] = {
			{.name = "recipient", .value = c->id},
			{.name = "asked", .value = asked[i]},
			{.name = "done_at"},
		};

		r = store_count_where(c->store, record_kind_find("rights"), filters,
				      ARRAY_LEN(filters), &done, err);
		all += done;
	}
	*ret = all > 0;
	return r;
}

/* Twelve months after the support ended, or when the person asks for it. */
static int is_over(struct life_case *c, struct buf *ret_need, struct err *err)
{
	const char *ended = life_value(c, "support_ended");
	struct date from, until, today;
	bool asked = false;
	int r = is_asked_for(c, &asked, err);

	if (r < 0 || asked)
		return r < 0 ? r : 1;
	if (!ended || !date_read(ended, &from) || !date_read(life_today(c), &today))
		return unmet(ret_need, _("chưa ghi ngày hết hỗ trợ; cần một đề nghị xoá (hotroit "
					 "add rights)"));
	until = date_after_months(&from, PERSON_MONTHS_KEPT);
	if (date_compare(&today, &until) >= 0)
		return 1;
	buf_add_str(ret_need, _("giữ đến hết "));
	date_print_short(ret_need, &until);
	buf_add_str(ret_need, _(", hoặc khi có đề nghị xoá (hotroit add rights)"));
	return 0;
}

static int is_as_approved(struct life_case *c, struct buf *ret_need, struct err *err)
{
	(void)err;
	return recipient_is_as_approved(c->values) ||
	       unmet(ret_need, _("sửa sau khi duyệt: đính chính kèm lý do (hotroit do correct), "
				 "hoặc dừng để duyệt lại (hotroit do suspend)"));
}

static const struct life_guard guard_as_approved = {"as-approved", false, is_as_approved};
static const struct life_guard guard_over = {"over", false, is_over};
static const struct life_guard guard_whole = {"whole", false, is_whole};
static const struct life_guard guard_consent = {"consent", false, is_consented};
static const struct life_guard guard_single = {"single", true, is_single};
static const struct life_guard guard_another = {"another-person", true, is_another};
static const struct life_guard guard_by_kit = {"by-kit", false, is_by_kit};

/* ---- steps --------------------------------------------------------------- */

static int propose(struct life_case *c, struct err *err)
{
	(void)err;
	life_set(c, "proposed_at", c->now);
	life_set(c, "proposed_by", life_actor_or_null(c));
	return 0;
}

/* The code of VALUES as the pupil is to stand. */
static void set_mark(struct life_case *c, const char *const *values)
{
	char mark[RECIPIENT_MARK_MAX];

	recipient_mark(values, mark);
	life_set(c, "approved_as", arena_str(&c->arena, mark));
}

static int verify(struct life_case *c, struct err *err)
{
	const char *at;
	int r = approval_begin(c, &at, err);

	if (r < 0)
		return r;
	life_take_params(c);
	set_mark(c, given_values(c));
	life_set(c, "verified_at", at);
	life_set(c, "verified_by", life_actor_or_null(c));
	return 0;
}

static int refuse_body(const struct life_case *c, struct err *err)
{
	AUTO(buf_done) struct buf known = {0};

	for (size_t i = 0; c->plan && i < c->plan->approver_count; i++)
		buf_printf(&known, "%s%s", i ? ", " : "", c->plan->approvers[i].id);
	return err_set(err, EINVAL, _("body: kế hoạch ghi các nơi duyệt: %s"),
		       known.len ? buf_text(&known) : _("(không nơi nào)"));
}

/* Approved once every body of the plan has; without any in the plan, by the first. */
static int approve(struct life_case *c, struct err *err)
{
	const char *body = life_param(c, "body");
	AUTO(buf_done) struct buf bodies = {0};
	size_t left = 0;
	bool is_known = !c->plan || !c->plan->approver_count;
	int r = approval_bodies(&bodies, c, err);

	if (r < 0)
		return r;
	for (size_t i = 0; c->plan && i < c->plan->approver_count; i++) {
		const char *id = c->plan->approvers[i].id;

		is_known |= str_eq(id, body);
		left += !str_eq(id, body) && !approval_has(&bodies, id);
	}
	if (!is_known)
		return refuse_body(c, err);
	if (approval_has(&bodies, body))
		return err_set(err, EPERM, _("%s đã duyệt em này rồi"), body);
	approval_add(c, body, "approved");
	if (left) {
		buf_printf(&c->remark, _("còn %zu nơi phải duyệt"), left);
		return 0;
	}
	life_go(c, "approved");
	life_set(c, "approved_at", c->now);
	if (!life_value(c, "approved_as"))
		set_mark(c, c->values);
	return 0;
}

static int end_support(struct life_case *c, struct err *err)
{
	(void)err;
	life_set(c, "support_ended", life_today(c));
	return 0;
}

static int decline(struct life_case *c, struct err *err)
{
	approval_add(c, life_param(c, "body"), "declined");
	return end_support(c, err);
}

struct releasing {
	struct life_case *c;
	int result;
	struct err *err;
};

static int release_one(void *user, const struct record_kind *kind, const struct record *record)
{
	struct releasing *releasing = user;
	const struct flow_step step = {.action = "release", .id = record->id};

	if (str_eq(record_value(kind, record, "state"), "reserved"))
		releasing->result = life_also(releasing->c, "kit", &step, releasing->err);
	return releasing->result < 0;
}

/* What was kept for the pupil is free again. */
static int suspend(struct life_case *c, struct err *err)
{
	struct releasing releasing = {.c = c, .err = err};
	int r = life_each(c, "kit", "recipient", c->id, release_one, &releasing, err);

	return r < 0 ? r : releasing.result;
}

static int withdraw(struct life_case *c, struct err *err)
{
	int r = suspend(c, err);

	return r < 0 ? r : end_support(c, err);
}

static int serve(struct life_case *c, struct err *err)
{
	const char *given = life_param(c, "given_at");

	life_set(c, "served_at", given ? given : c->now);
	return life_happened(c, given, err);
}

static bool is_corrected(struct life_case *c, const struct field *field)
{
	const char *given = life_param(c, field->name);

	return field->approved && given && !str_eq(given, life_value(c, field->name));
}

/* The same name in other marks or letters is a slip. */
static bool is_another_value(const struct field *field, const char *before, const char *after)
{
	AUTO(buf_done) struct buf was = {0}, is = {0};

	if (!before || !after || !str_eq(field->name, "name"))
		return !str_eq(before ? before : "", after ? after : "");
	text_fold(&was, before);
	text_fold(&is, after);
	return !str_eq(buf_text(&was), buf_text(&is));
}

/* Which of what tells who the pupil is was changed since the verification, a letter each behind
 * the code; in capitals what was empty then: filled in, it says nothing of who it was. */
static int mark_correction(struct life_case *c, const char *const *after, struct err *err)
{
	static const struct {
		const char *name;
		char changed, filled;
	} who[] = {{"name", 'n', 'N'}, {"birth_date", 'b', 'B'}, {"personal_id", 'i', 'I'}};
	const char *approved = life_value(c, "approved_as"), *state = life_value(c, "state");
	const char *before = approved ? approved + strcspn(approved, "-") : "";
	bool is_served = str_eq(state, "served") || str_eq(state, "closed");
	char mark[RECIPIENT_MARK_MAX], since[ARRAY_LEN(who) * 2 + 1] = "";
	size_t changes = 0, same = 0, len = 0;

	for (size_t i = 0; i < ARRAY_LEN(who); i++) {
		const struct field *field = record_field_find(c->kind, who[i].name);
		const char *was = life_value(c, who[i].name), *is = after[field - c->kind->fields];
		bool is_new = is_another_value(field, was, is);
		bool is_changed = strchr(before, who[i].changed) || (was && is_new);
		bool is_filled = strchr(before, who[i].filled) || (!was && is_new);

		if (is_served && was && is_new)
			return err_set(err, EPERM,
				       _("%s: em đã nhận máy, chỉ sửa được dấu viết sai"),
				       _(field->label));
		changes += is_changed;
		same += is && !is_changed && !is_filled;
		if (is_changed)
			since[len++] = who[i].changed;
		if (is_filled)
			since[len++] = who[i].filled;
	}
	if (changes > 1 || (changes && !same))
		return err_set(err, EPERM, _("họ tên, ngày sinh, số ĐDCN: từ khi xác minh đổi hơn "
					     "một là một em khác; dừng để duyệt lại (suspend)"));
	recipient_mark(after, mark);
	life_set(c, "approved_as", arena_printf(&c->arena, "%s%s%s", mark, len ? "-" : "", since));
	return 0;
}

/* A slip of the pen is mended; who is put in the place of another is approved anew. What another
 * bench changed meanwhile is not approved by mending something else: it can only be led back. */
static int check_same_pupil(struct life_case *c, const char *const *after, struct err *err)
{
	if (recipient_is_as_approved(c->values))
		return mark_correction(c, after, err);
	if (recipient_is_as_approved(after))
		return 0;
	return err_set(err, EPERM, _("đã bị sửa sau khi duyệt: ghi lại đúng như đã duyệt, hoặc "
				     "dừng để duyệt lại (suspend)"));
}

/* "Họ tên, Lớp: viết sai dấu": the history says what, the audit who and when. */
static void tell_corrected(struct life_case *c, const char *fields)
{
	for (size_t i = 0; i < c->asked_count; i++)
		if (str_eq(c->asked[i].name, "note"))
			c->params[i] = arena_printf(&c->arena, "%s: %s", fields, c->params[i]);
}

static int correct(struct life_case *c, struct err *err)
{
	const char **after = arena_alloc(&c->arena, (c->kind->field_count + 1) * sizeof(*after));
	const struct record_change change = {.kind = c->kind, .before = c->values, .after = after};
	AUTO(buf_done) struct buf fields = {0};
	const char *grade;
	int r;

	for (size_t i = 0; i < c->kind->field_count; i++) {
		const struct field *field = &c->kind->fields[i];
		bool is_new = is_corrected(c, field);

		after[i] = is_new ? life_param(c, field->name) : c->values[i];
		if (!is_new)
			continue;
		life_set(c, field->name, after[i]);
		buf_printf(&fields, "%s%s", fields.len ? ", " : "", _(field->label));
	}
	if (!fields.len)
		return err_set(err, EINVAL, _("chưa có gì khác trước: ghi mục cần đính chính"));
	r = check_same_pupil(c, after, err);
	if (r < 0)
		return r;
	grade = c->kind->derive(&change, "grade", &c->arena);
	if (record_changes(&change, "class"))
		life_set(c, "grade", grade);
	tell_corrected(c, buf_text(&fields));
	return 0;
}

static int reopen(struct life_case *c, struct err *err)
{
	(void)err;
	life_set(c, "support_ended", NULL);
	return 0;
}

static const struct field why[] = {
	{.name = "note", .label = N_("Lý do"), .type = FIELD_TEXT, .required = true,
	 .hint = N_("như viết sai dấu; theo giấy khai sinh")},
};

/* ---- the table ----------------------------------------------------------- */

static const struct life_step steps[] = {
	{.action = "propose", .label = N_("Đề xuất"), .from = "draft", .to = "proposed",
	 .roles = ROLE_LEAD, .apply = propose, .is_undoable = true,
	 .guards = LIFE_GUARDS(&guard_whole)},
	{.action = "verify", .label = N_("Xác minh"), .from = "proposed", .to = "verified",
	 .roles = ROLE_LEAD, .asks = "circumstance certificate_year", .apply = verify,
	 .guards = LIFE_GUARDS(&guard_consent, &guard_single, &guard_another)},
	{.action = "approve", .label = N_("Duyệt"), .from = "verified", .roles = ROLE_COORDINATOR,
	 .asks_of = "approval", .asks = "body! document note", .apply = approve,
	 .guards = LIFE_GUARDS(&guard_consent, &guard_as_approved)},
	{.action = "decline", .label = N_("Không duyệt"), .from = "proposed verified",
	 .to = "declined", .roles = ROLE_COORDINATOR, .asks_of = "approval",
	 .asks = "body! note! document", .apply = decline},
	{.action = "suspend", .label = N_("Dừng, xác minh lại"), .from = "verified approved",
	 .to = "proposed", .roles = ROLE_LEAD, .apply = suspend},
	{.action = "correct", .label = N_("Đính chính"), .from = "verified approved served closed",
	 .roles = ROLE_LEAD, .asks = "name birth_date sex personal_id class", .params = why,
	 .param_count = ARRAY_LEN(why), .apply = correct, .guards = LIFE_GUARDS(&guard_single)},
	{.action = "withdraw", .label = N_("Rút khỏi danh sách"),
	 .from = "draft proposed verified approved", .to = "withdrawn", .roles = ROLE_LEAD,
	 LIFE_ASKS_WHY, .apply = withdraw},
	{.action = "reopen", .label = N_("Lập lại"), .from = "declined withdrawn", .to = "draft",
	 .roles = ROLE_LEAD, .apply = reopen},
	{.action = "serve", .label = N_("Đã nhận máy"), .from = "approved", .to = "served",
	 .roles = ROLE_LEAD, .apply = serve, .is_rare = true, .asks_of = "kit", .asks = "given_at",
	 .guards = LIFE_GUARDS(&guard_by_kit, &guard_as_approved)},
	{.action = "wait", .label = N_("Chờ máy khác"), .from = "served", .to = "approved",
	 .roles = ROLE_LEAD, .is_rare = true, .guards = LIFE_GUARDS(&guard_by_kit)},
	{.action = "end", .label = N_("Hết hỗ trợ"), .from = "served", .to = "closed",
	 .roles = ROLE_LEAD, .apply = end_support},
	{.action = "forget", .label = N_("Ẩn danh"), .from = "closed declined withdrawn",
	 .to = "gone", .roles = ROLE_COORDINATOR, .params = forget_pupil_asks,
	 .param_count = FORGET_PUPIL_ASKS, .apply = forget_pupil, .is_final = true,
	 .guards = LIFE_GUARDS(&guard_over)},
};

const struct life life_recipient = {
	.kind = "recipient",
	.steps = steps,
	.count = ARRAY_LEN(steps),
};
