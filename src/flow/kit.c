/* How a kit begins: one working device a pupil, only for one who was approved. */
#include "kit_priv.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#define KEEP_DAYS_MOST 90 /* a kit for one pupil, by hand */

struct pupil {
	char state[24];
	struct buf said; /* the state in words */
};

static int take_pupil(void *user, const struct record_kind *kind, const struct record *record)
{
	struct pupil *pupil = user;
	const char *state = record_value(kind, record, "state");

	snprintf(pupil->state, sizeof(pupil->state), "%s", state ? state : "");
	record_show_value(&pupil->said, record_field_find(kind, "state"), state);
	return 0;
}

static int is_held(void *user, const struct record_kind *kind, const struct record *record)
{
	const char *state = record_value(kind, record, "state");
	bool *held = user;

	*held |= str_eq(state, "reserved") || str_eq(state, "given");
	return *held;
}

int kit_is_held(const struct life_case *c, const char *recipient, bool *ret, struct err *err)
{
	return life_each(c, "kit", "recipient", recipient, is_held, ret, err);
}

struct handing_day {
	bool is_coming;
	struct buf said; /* its state in words */
};

static int take_day(void *user, const struct record_kind *kind, const struct record *record)
{
	struct handing_day *day = user;
	const char *state = record_value(kind, record, "state");

	day->is_coming = str_eq(state, "planned") || str_eq(state, "open");
	record_show_value(&day->said, record_field_find(kind, "state"), state);
	return 0;
}

/* Whoever waits behind them waits as long. */
static int check_until(struct life_case *c, const char *until, struct err *err)
{
	char latest[DATE_TEXT_MAX];
	struct date day;

	if (strcmp(until, life_today(c)) < 0)
		return err_set(err, EINVAL, _("reserved_until: ngày này đã qua"));
	if (!date_read(life_today(c), &day))
		return 0;
	day = date_after_days(&day, KEEP_DAYS_MOST);
	date_print(&day, latest);
	if (strcmp(until, latest) <= 0)
		return 0;
	return err_set(err, EINVAL, _("reserved_until: giữ được nhiều nhất %d ngày, đến %s"),
		       KEEP_DAYS_MOST, latest);
}

int kit_may_wait(struct life_case *c, struct err *err)
{
	const char *handover = life_param(c, "handover"), *until = life_param(c, "reserved_until");
	struct handing_day day = {.is_coming = true};
	int r = until ? check_until(c, until, err) : 0;

	if (r == 0 && handover)
		r = store_get(c->store, record_kind_find("handover"), handover, take_day, &day,
			      err);
	if (r == 0 && !day.is_coming)
		r = err_set(err, EPERM, _("handover: buổi này «%s»; chọn buổi khác"),
			    buf_text(&day.said));
	buf_done(&day.said);
	return r;
}

int kit_is_expected(bool *ret, struct store *store, const struct row *kit, const char *today,
		    struct err *err)
{
	AUTO(arena_done) struct arena arena = {0};
	const char *handover = row_get(kit, "handover"), *state;
	struct row day;
	int r;

	*ret = false;
	if (!handover)
		return 0;
	r = row_read(&day, store, &arena, "handover", handover, err);
	if (r < 0)
		return r;
	state = row_get(&day, "state");
	*ret = (str_eq(state, "planned") || str_eq(state, "open")) &&
	       strcmp(row_get(&day, "on_date"), today) >= 0;
	return 0;
}

/* The kit whose place is taken. */
struct replaced {
	struct arena arena;
	const char *id, *state, *recipient, *goods;
	const char *field; /* of the goods: "device" or "sim" */
	struct buf taker; /* the tag of the kit that has its place already; "": none */
};

static void replaced_done(struct replaced *replaced)
{
	arena_done(&replaced->arena);
	buf_done(&replaced->taker);
}

static int take_replaced(void *user, const struct record_kind *kind, const struct record *record)
{
	struct replaced *replaced = user;
	struct arena *arena = &replaced->arena;

	replaced->id = arena_str(arena, record->id);
	replaced->state = arena_str(arena, record_value(kind, record, "state"));
	replaced->recipient = arena_str(arena, record_value(kind, record, "recipient"));
	replaced->goods = arena_str(arena, record_value(kind, record, replaced->field));
	return 0;
}

static int take_taker(void *user, const struct record_kind *kind, const struct record *record)
{
	struct replaced *replaced = user;
	const char *state = record_value(kind, record, "state");

	if (!str_eq(state, "reserved") && !str_eq(state, "given"))
		return 0;
	buf_add_str(&replaced->taker, record_value(kind, record, "tag"));
	return 1;
}

/* Another pupil for one who did not come, or another device for one that came back or is lost. */
static int check_replaced(const struct life_case *c, const struct replaced *replaced,
			  struct err *err)
{
	bool is_back = str_eq(replaced->state, "returned") || str_eq(replaced->state, "lost");

	if (!is_back && !str_eq(replaced->state, "no-show"))
		return err_set(err, EPERM, _("substitutes: bộ đó chưa ghi vắng (no-show), chưa trả "
					     "lại (return)"));
	if (replaced->taker.len)
		return err_set(err, EPERM, _("substitutes: bộ %.20s đã thay bộ đó; giữ chỗ không "
					     "ghi substitutes, hoặc bỏ giữ bộ ấy (release)"),
			       buf_text(&replaced->taker));
	if (is_back && !str_eq(replaced->recipient, life_param(c, "recipient")))
		return err_set(err, EPERM, _("substitutes: bộ đã trả chỉ thay cho chính em đó; em "
					     "khác thì giữ chỗ không ghi substitutes"));
	if (!is_back && !str_eq(replaced->goods, c->id))
		return err_set(err, EPERM, _("substitutes: em thay nhận đúng thứ đã giữ cho em "
					     "vắng; thứ khác thì giữ chỗ không ghi substitutes"));
	return 0;
}

static int may_substitute(struct life_case *c, struct err *err)
{
	AUTO(replaced_done) struct replaced replaced = {.field = c->kind->name};
	const char *of = life_param(c, "substitutes");
	int r;

	if (!of)
		return 0;
	r = store_get(c->store, record_kind_find("kit"), of, take_replaced, &replaced, err);
	if (r == 0)
		r = life_each(c, "kit", "substitutes", replaced.id, take_taker, &replaced, err);
	return r < 0 ? r : check_replaced(c, &replaced, err);
}

int kit_may_be(struct life_case *c, struct err *err)
{
	const char *recipient = life_param(c, "recipient");
	AUTO(buf_done) struct buf need = {0};
	struct pupil pupil = {0};
	bool held = false;
	int r = store_get(c->store, record_kind_find("recipient"), recipient, take_pupil, &pupil,
			  err);

	if (r == 0 && !str_eq(pupil.state, "approved"))
		r = err_set(err, EPERM, _("recipient: em này «%s», chưa được duyệt nhận máy"),
			    buf_text(&pupil.said));
	buf_done(&pupil.said);
	if (r == 0)
		r = life_could(c, "recipient", recipient, "serve", &need, err);
	if (r == 0)
		return err_set(err, EPERM, "recipient: %s", buf_text(&need));
	if (r > 0)
		r = kit_is_held(c, recipient, &held, err);
	if (r == 0 && held)
		r = err_set(err, EPERM, _("recipient: em này đã có một bộ máy"));
	if (r == 0)
		r = may_substitute(c, err);
	return r < 0 ? r : kit_may_wait(c, err);
}

const char *kit_last_day(struct life_case *c)
{
	char text[DATE_TEXT_MAX];
	struct date today;

	if (life_param(c, "reserved_until"))
		return life_param(c, "reserved_until");
	if (!date_read(life_today(c), &today))
		return NULL;
	today = date_after_days(&today, KIT_DAYS);
	date_print(&today, text);
	return arena_str(&c->arena, text);
}

int kit_begin(struct life_case *c, const char *field, struct err *err)
{
	struct life_write *kit = life_add(c, "kit");
	const char *sim = life_param(c, "sim");
	const char *const names[] = {"recipient"}, *const values[] = {life_param(c, "recipient")};
	const struct flow_step bundle = {
		.action = "bundle", .id = sim, .names = names, .values = values, .count = 1};

	life_put(kit, field, c->id);
	if (sim && !str_eq(field, "sim"))
		life_put(kit, "sim", sim);
	life_put(kit, "recipient", values[0]);
	life_put(kit, "handover", life_param(c, "handover"));
	life_put(kit, "reserved_at", c->now);
	life_put(kit, "reserved_by", *life_actor(c) ? life_actor(c) : NULL);
	life_put(kit, "reserved_until", kit_last_day(c));
	life_put(kit, "substitutes", life_param(c, "substitutes"));
	life_put(kit, "reason", life_param(c, "note"));
	return sim && !str_eq(field, "sim") ? life_also(c, "sim", &bundle, err) : 0;
}
