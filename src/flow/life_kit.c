/*
 * What one pupil is given, from the day it is kept for them: handed over on somebody's signature,
 * or free again; brought back; looked after. Its device, its SIM and its pupil take their own steps
 * along.
 */
#include "kit_priv.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

/* ---- guards -------------------------------------------------------------- */

/* Where what the kit holds has to stand, and what is said when it does not. */
struct held {
	const char *field, *action, *state, *words;
};

static const struct held held_pupil = {
	"recipient", "serve", "approved", N_("em này «%s»: bỏ giữ chỗ (hotroit do release)")};
static const struct held held_device = {
	"device", "hand-over", "reserved", N_("máy này «%s»: bỏ giữ chỗ (hotroit do release)")};
static const struct held held_sim = {
	"sim", "hand-over", "bundled", N_("SIM này «%s»: bỏ giữ chỗ (hotroit do release)")};

struct standing {
	const char *wanted;
	bool is_there;
	struct buf said; /* its state in words */
};

static int take_standing(void *user, const struct record_kind *kind, const struct record *record)
{
	struct standing *standing = user;
	const char *state = record_value(kind, record, "state");

	standing->is_there = str_eq(state, standing->wanted);
	record_show_value(&standing->said, record_field_find(kind, "state"), state);
	return 0;
}

/* On another bench it may have gone its own way since. */
static int could(struct life_case *c, const struct held *held, struct buf *ret_need,
		 struct err *err)
{
	const char *id = life_value(c, held->field);
	struct standing standing = {.wanted = held->state};
	int r;

	if (!id)
		return 1;
	r = store_get(c->store, record_kind_find(held->field), id, take_standing, &standing, err);
	if (r == 0 && standing.is_there)
		r = life_could(c, held->field, id, held->action, ret_need, err);
	else if (r == 0)
		buf_printf(ret_need, _(held->words), buf_text(&standing.said));
	buf_done(&standing.said);
	return r;
}

static int pupil_may(struct life_case *c, struct buf *ret_need, struct err *err)
{
	return could(c, &held_pupil, ret_need, err);
}

static int device_may(struct life_case *c, struct buf *ret_need, struct err *err)
{
	return could(c, &held_device, ret_need, err);
}

static int sim_may(struct life_case *c, struct buf *ret_need, struct err *err)
{
	return could(c, &held_sim, ret_need, err);
}

static int is_consented(struct life_case *c, struct buf *ret_need, struct err *err)
{
	bool yes = false;
	int r = flow_has_consent(c->store, life_value(c, "recipient"), "processing", "guardian",
				 &yes, err);

	if (r == 0 && !yes)
		buf_add_str(ret_need, _("cha mẹ chưa đồng ý xử lý dữ liệu, hoặc đã rút"));
	return r < 0 ? r : yes;
}

static const char *day_given(struct life_case *c)
{
	const char *given = life_param(c, "given_at");

	return given ? given : c->now;
}

/* The last day that a SIM given now must still work. */
static bool sim_needed(struct life_case *c, struct date *ret)
{
	char day[DATE_TEXT_MAX];
	struct date given;

	snprintf(day, sizeof(day), "%.10s", day_given(c));
	if (!date_read(day, &given))
		return false;
	*ret = date_after_months(&given, KIT_MONTHS);
	return true;
}

struct lasting {
	const char *expires;
	struct arena arena;
};

static int take_expires(void *user, const struct record_kind *kind, const struct record *record)
{
	struct lasting *lasting = user;

	lasting->expires = arena_str(&lasting->arena, record_value(kind, record, "expires"));
	return 0;
}

static int read_expires(const struct life_case *c, struct lasting *ret, struct err *err)
{
	return store_get(c->store, record_kind_find("sim"), life_value(c, "sim"), take_expires,
			 ret, err);
}

static int sim_lasts(struct life_case *c, struct buf *ret_need, struct err *err)
{
	struct lasting lasting = {0};
	struct date needed, until;
	bool lasts;
	int r;

	if (!life_value(c, "sim") || !sim_needed(c, &needed))
		return 1;
	r = read_expires(c, &lasting, err);
	lasts = r == 0 && lasting.expires && date_read(lasting.expires, &until) &&
		date_compare(&until, &needed) >= 0;
	arena_done(&lasting.arena);
	if (r == 0 && !lasts) {
		buf_add_str(ret_need, _("SIM phải dùng được đến hết "));
		date_print_short(ret_need, &needed);
	}
	return r < 0 ? r : lasts;
}

/* What goes back to the pupil is a device; a SIM begins anew, as do they who got another kit. */
static int may_go_back(struct life_case *c, struct buf *ret_need, struct err *err)
{
	bool held = false;
	int r = kit_is_held(c, life_value(c, "recipient"), &held, err);

	if (r == 0 && held)
		buf_add_str(ret_need, _("em này đã có bộ máy khác"));
	if (r == 0 && !life_value(c, "device"))
		buf_add_str(ret_need, _("bộ này không có máy: giữ SIM lại (hotroit do bundle)"));
	return r < 0 ? r : !ret_need->len;
}

static int has_device(struct life_case *c, struct buf *ret_need, struct err *err)
{
	(void)err;
	if (!life_value(c, "device"))
		buf_add_str(ret_need, _("bộ này không có máy"));
	return !ret_need->len;
}

/* What the device itself never lets pass it refuses again. */
static int may_take_back(struct life_case *c, struct buf *ret_need, struct err *err)
{
	const char *device = life_value(c, "device");

	return device ? life_could(c, "device", device, "hand-back", ret_need, err) : 1;
}

static const struct life_guard guard_goods = {"goods", false, has_device};
static const struct life_guard guard_back = {"back", false, may_go_back};
static const struct life_guard guard_device_back = {"device", true, may_take_back};

static int is_open(void *user, const struct record_kind *kind, const struct record *record)
{
	*(bool *)user = str_eq(record_value(kind, record, "state"), "open");
	return 0;
}

/* Kept on another bench, too: a person lets one of them go. */
static int is_alone(struct life_case *c, struct buf *ret_need, struct err *err)
{
	int r = 0;

	for (size_t i = 0; r == 0 && i < KIT_SHARED; i++)
		r = kit_rivals(ret_need, c->store, c->id, kit_shared[i],
			       life_value(c, kit_shared[i]), KIT_OPEN, err);
	if (ret_need->len)
		buf_add_str(ret_need, _("; chọn một bộ, bỏ giữ bộ kia (release)"));
	return r < 0 ? r : !ret_need->len;
}

/* A day that is being held goes on until it is finished, past midnight too. */
static int is_in_time(struct life_case *c, struct buf *ret_need, struct err *err)
{
	const struct row kit = {.kind = c->kind, .id = c->id, .values = c->values};
	const char *until = life_value(c, "reserved_until"), *handover = life_value(c, "handover");
	/* A time that is still to come is no help: the step itself refuses it. */
	const char *given = strcmp(day_given(c), c->now) < 0 ? day_given(c) : c->now;
	bool expected = false, held = false;
	struct date last;
	int r;

	if (!until || strncmp(given, until, strlen(until)) <= 0 || !date_read(until, &last))
		return 1;
	r = kit_is_expected(&expected, c->store, &kit, arena_copy(&c->arena, given, strlen(until)),
			    err);
	if (r == 0 && handover)
		r = store_get(c->store, record_kind_find("handover"), handover, is_open, &held,
			      err);
	if (r < 0 || expected || held)
		return r < 0 ? r : 1;
	buf_add_str(ret_need, _("quá hạn giữ, hết "));
	date_print_short(ret_need, &last);
	buf_printf(ret_need, _(": giữ tiếp (hotroit do plan %s reserved_until=…), hoặc bỏ giữ"),
		   life_value(c, "tag"));
	return 0;
}

static const struct life_guard guard_in_time = {"in-time", false, is_in_time};
static const struct life_guard guard_alone = {"alone", false, is_alone};
static const struct life_guard guard_pupil = {"pupil", false, pupil_may};
static const struct life_guard guard_device = {"device", false, device_may};
static const struct life_guard guard_sim = {"sim", false, sim_may};
static const struct life_guard guard_consent = {"consent", false, is_consented};
static const struct life_guard guard_sim_lasts = {"sim-months", true, sim_lasts};

/* ---- steps --------------------------------------------------------------- */

#define PARAMS_MAX 8

/* A step of another record with what was given to the kit's own. */
static struct flow_step passed_on(const struct life_case *c, const char *action,
				  const char *names[PARAMS_MAX], const char *values[PARAMS_MAX])
{
	struct flow_step step = {.action = action, .names = names, .values = values};

	for (size_t i = 0; i < c->asked_count && step.count < PARAMS_MAX; i++) {
		if (!c->params[i])
			continue;
		names[step.count] = c->asked[i].name;
		values[step.count++] = c->params[i];
	}
	return step;
}

/* What is another kit's in one of these STATES, or has meanwhile gone its own way, stays as it is;
 * the person is told. */
static int set_free(struct life_case *c, const char *field, struct flow_step step,
		    const char *states, struct err *err)
{
	AUTO(buf_done) struct buf need = {0};
	int r;

	step.id = life_value(c, field);
	r = kit_rivals(&need, c->store, c->id, field, step.id, states, err);
	if (r == 0 && step.id && !need.len)
		r = life_could(c, field, step.id, step.action, &need, err);
	if (r < 0 || !step.id)
		return r;
	if (!need.len)
		return life_also(c, field, &step, err);
	buf_printf(&c->remark, "%s%s", c->remark.len ? "; " : "", buf_text(&need));
	return 0;
}

static int serve(struct life_case *c, struct err *err)
{
	const char *const names[] = {"given_at"}, *const values[] = {life_param(c, "given_at")};
	const struct flow_step step = {.action = "serve", .id = life_value(c, "recipient"),
				       .names = names, .values = values, .count = 1};

	return life_also(c, "recipient", &step, err);
}

static int let_go(struct life_case *c, struct err *err)
{
	const struct flow_step release = {.action = "release"};
	int r = set_free(c, "device", release, KIT_OPEN, err);

	life_set(c, "ended_at", c->now);
	return r < 0 ? r : set_free(c, "sim", release, KIT_OPEN, err);
}

static void plan_visit(struct life_case *c)
{
	struct life_write *visit;
	char text[DATE_TEXT_MAX];
	struct date due;

	if (!sim_needed(c, &due))
		return;
	date_print(&due, text);
	visit = life_add(c, "visit");
	life_put(visit, "kit", c->id);
	life_put(visit, "due", arena_str(&c->arena, text));
}

static int hand_over(struct life_case *c, const char *field, struct err *err)
{
	const char *names[PARAMS_MAX], *values[PARAMS_MAX];
	struct flow_step step = passed_on(c, "hand-over", names, values);

	step.id = life_value(c, field);
	return step.id ? life_also(c, field, &step, err) : 0;
}

/* What the family is told stays, whatever becomes of the SIM. */
static int note_expires(struct life_case *c, struct err *err)
{
	struct lasting lasting = {0};
	int r = life_value(c, "sim") ? read_expires(c, &lasting, err) : 0;

	life_set(c, "sim_until", arena_str(&c->arena, lasting.expires));
	arena_done(&lasting.arena);
	return r;
}

static int take_approved(void *user, const struct record_kind *kind, const struct record *record)
{
	const char *at = record_value(kind, record, "approved_at");

	snprintf(user, DATE_TEXT_MAX, "%.10s", at ? at : "");
	return 0;
}

/* What is written down later has its own day: after the approval, and not one to come. */
static int check_given_at(const struct life_case *c, struct err *err)
{
	const char *given = life_param(c, "given_at");
	char approved[DATE_TEXT_MAX] = "";
	int64_t at, now;
	int r;

	if (!given)
		return 0;
	if (time_read(given, &at) && time_read(c->now, &now) && at > now)
		return err_set(err, EINVAL, _("given_at: lúc này chưa đến"));
	r = store_get(c->store, record_kind_find("recipient"), life_value(c, "recipient"),
		      take_approved, approved, err);
	if (r == 0 && strncmp(given, approved, strlen(approved)) < 0)
		r = err_set(err, EINVAL, _("given_at: trước ngày em được duyệt nhận máy"));
	return r;
}

static int give(struct life_case *c, struct err *err)
{
	int r = check_given_at(c, err);

	if (r < 0)
		return r;
	if (life_value(c, "device") && !str_eq(life_param(c, "boots"), "1"))
		return err_set(err, EPERM, _("boots: máy phải lên màn hình chính tại chỗ; đổi máy "
					     "hoặc ghi vắng (no-show)"));
	r = serve(c, err);
	if (r == 0)
		r = hand_over(c, "device", err);
	if (r == 0)
		r = hand_over(c, "sim", err);
	life_take_params(c);
	if (r == 0)
		r = life_happened(c, life_param(c, "given_at"), err);
	if (r == 0)
		r = note_expires(c, err);
	if (!str_eq(life_param(c, "guided"), "1"))
		buf_printf(&c->remark, _("%sem chưa được hướng dẫn: hẹn một buổi"),
			   c->remark.len ? "; " : "");
	if (!life_param(c, "given_at"))
		life_set(c, "given_at", c->now);
	life_set(c, "given_by", *life_actor(c) ? life_actor(c) : NULL);
	plan_visit(c);
	return r;
}

static int cancel_visit(void *user, const struct record_kind *kind, const struct record *record)
{
	if (str_eq(record_value(kind, record, "state"), "due"))
		life_put(life_change(user, kind->name, record->id), "state", "cancelled");
	return 0;
}

/* Who takes a device back at the bench need not be one who may see pupils: that this one waits
 * again is the program's to write, and what else it found of them is told only to those who may. */
static int wait_again(struct life_case *c, struct err *err)
{
	const struct flow_step wait = {.action = "wait"};
	const struct store_actor actor = *store_acting(c->store);
	bool is_told = store_may_read(c->store, record_kind_find("recipient"), NULL) == 0;
	struct store_actor program = actor;
	AUTO(buf_done) struct buf before = c->remark;
	int r;

	c->remark = (struct buf){0};
	program.role |= ROLE_LEAD;
	store_act_as(c->store, &program);
	r = set_free(c, "recipient", wait, "given", err);
	store_act_as(c->store, &actor);
	if (!is_told)
		buf_clear(&c->remark);
	if (before.len)
		buf_printf(&c->remark, "%s%s", c->remark.len ? "; " : "", buf_text(&before));
	return r;
}

static int take_back(struct life_case *c, struct err *err)
{
	const char *names[PARAMS_MAX], *values[PARAMS_MAX];
	const struct flow_step back = passed_on(c, "return", names, values);
	int r = set_free(c, "device", back, "given", err);

	if (r == 0)
		r = set_free(c, "sim", back, "given", err);
	if (r == 0)
		r = wait_again(c, err);
	if (r == 0)
		r = life_each(c, "visit", "kit", c->id, cancel_visit, c, err);
	life_set(c, "ended_at", c->now);
	return r;
}

/* What is gone before it was given leaves nothing with the pupil; a SIM that was given is theirs
 * still, until somebody brings it or it runs out. */
static int lose(struct life_case *c, struct err *err)
{
	const char *names[PARAMS_MAX], *values[PARAMS_MAX];
	const struct flow_step lost = passed_on(c, "lose", names, values);
	const struct flow_step release = {.action = "release"};
	bool was_given = str_eq(life_value(c, "state"), "given");
	int r = set_free(c, "device", lost, was_given ? "given" : KIT_OPEN, err);

	life_go(c, was_given ? "lost" : "released");
	life_set(c, "ended_at", c->now);
	if (r == 0 && !was_given)
		return set_free(c, "sim", release, KIT_OPEN, err);
	if (r == 0)
		r = wait_again(c, err);
	if (r == 0 && life_value(c, "sim"))
		buf_printf(&c->remark, _("%sSIM vẫn ở em: nhận lại (return) hoặc ghi hết hạn"),
			   c->remark.len ? "; " : "");
	return r < 0 ? r : life_each(c, "visit", "kit", c->id, cancel_visit, c, err);
}

/* The SIM is not theirs any more: it came back to the bench, for whoever needs it. */
static int give_again(struct life_case *c, struct err *err)
{
	const struct flow_step step = {.action = "hand-back", .id = life_value(c, "device"),
				       .waiver = c->waiver};
	int r = serve(c, err);

	life_set(c, "ended_at", NULL);
	life_set(c, "sim", NULL);
	life_set(c, "sim_until", NULL);
	plan_visit(c);
	return r < 0 ? r : life_also(c, "device", &step, err);
}

static int keep_longer(struct life_case *c, struct err *err)
{
	life_take_params(c);
	return kit_may_wait(c, err);
}

static const struct life_step steps[] = {
	{.action = "plan", .label = N_("Giữ tiếp, đổi buổi trao"), .from = "reserved",
	 .roles = ROLE_LEAD, .asks = "handover reserved_until", .apply = keep_longer},
	{.action = "hand-over", .label = N_("Trao tặng"), .from = "reserved", .to = "given",
	 .roles = ROLE_LEAD, .asks = KIT_ASKS_SIGNING, .apply = give,
	 .guards = LIFE_GUARDS(&guard_alone, &guard_in_time, &guard_pupil, &guard_consent,
			  &guard_device, &guard_sim, &guard_sim_lasts)},
	{.action = "no-show", .label = N_("Vắng mặt"), .from = "reserved", .to = "no-show",
	 .roles = ROLE_LEAD, .apply = let_go},
	{.action = "release", .label = N_("Bỏ giữ chỗ"), .from = "reserved", .to = "released",
	 .roles = ROLE_LEAD, .apply = let_go},
	{.action = "return", .label = N_("Nhận lại từ học sinh"), .from = "given",
	 .to = "returned", .roles = ROLE_BENCH, LIFE_ASKS_WHY, .apply = take_back},
	{.action = "lose", .label = N_("Mất máy"), .from = "reserved given",
	 .roles = ROLE_LEAD, LIFE_ASKS_WHY, .apply = lose, .guards = LIFE_GUARDS(&guard_goods)},
	{.action = "hand-back", .label = N_("Trả lại học sinh đó"), .from = "returned",
	 .to = "given", .roles = ROLE_LEAD, .apply = give_again,
	 .guards = LIFE_GUARDS(&guard_back, &guard_device_back)},
};

const struct life life_kit = {
	.kind = "kit",
	.steps = steps,
	.count = ARRAY_LEN(steps),
};
