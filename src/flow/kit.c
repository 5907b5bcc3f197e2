/* How a kit begins: one working device a pupil, only for one who was approved. */
#include "kit_priv.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

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

int kit_may_wait(struct life_case *c, struct err *err)
{
	const char *handover = life_param(c, "handover"), *until = life_param(c, "reserved_until");
	struct handing_day day = {.is_coming = true};
	int r = 0;

	if (until && strcmp(until, life_today(c)) < 0)
		return err_set(err, EINVAL, _("reserved_until: ngày này đã qua"));
	if (handover)
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

/* The kit of one who did not come. */
struct absence {
	char id[UUID_TEXT_MAX];
	bool is_absent, is_same; /* what was kept there is what is kept now */
	const char *own, *own_id; /* "device" or "sim", and which */
	struct buf taker; /* the tag of the kit that has its place; "": none */
};

static int take_absence(void *user, const struct record_kind *kind, const struct record *record)
{
	struct absence *absence = user;

	snprintf(absence->id, sizeof(absence->id), "%s", record->id);
	absence->is_absent = str_eq(record_value(kind, record, "state"), "no-show");
	absence->is_same = str_eq(record_value(kind, record, absence->own), absence->own_id);
	return 0;
}

static int take_taker(void *user, const struct record_kind *kind, const struct record *record)
{
	struct absence *absence = user;
	const char *state = record_value(kind, record, "state");

	if (!str_eq(state, "reserved") && !str_eq(state, "given"))
		return 0;
	buf_add_str(&absence->taker, record_value(kind, record, "tag"));
	return 1;
}

/* What was kept for one who did not come goes to one other. */
static int may_substitute(struct life_case *c, struct err *err)
{
	const char *of = life_param(c, "substitutes");
	struct absence absence = {.own = c->kind->name, .own_id = c->id};
	int r;

	if (!of)
		return 0;
	r = store_get(c->store, record_kind_find("kit"), of, take_absence, &absence, err);
	if (r == 0)
		r = life_each(c, "kit", "substitutes", absence.id, take_taker, &absence, err);
	if (r == 0 && !absence.is_absent)
		r = err_set(err, EPERM, _("substitutes: bộ đó chưa ghi vắng (no-show)"));
	else if (r == 0 && absence.taker.len)
		r = err_set(err, EPERM, _("substitutes: bộ %.20s đã thay em vắng đó; giữ chỗ không "
					  "ghi substitutes, hoặc bỏ giữ bộ ấy (release)"),
			    buf_text(&absence.taker));
	else if (r == 0 && !absence.is_same)
		r = err_set(err, EPERM, _("substitutes: em thay nhận đúng thứ đã giữ cho em vắng; "
					  "thứ khác thì giữ chỗ không ghi substitutes"));
	buf_done(&absence.taker);
	return r;
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

static const char *last_day(struct life_case *c)
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
	life_put(kit, "reserved_until", last_day(c));
	life_put(kit, "substitutes", life_param(c, "substitutes"));
	life_put(kit, "reason", life_param(c, "note"));
	return sim && !str_eq(field, "sim") ? life_also(c, "sim", &bundle, err) : 0;
}
