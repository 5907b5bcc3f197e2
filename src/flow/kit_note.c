/* What a person who keeps a device or SIM for a pupil is told besides: none of it forbids that. */
#include "household_priv.h"
#include "kit_priv.h"

#include <errno.h>
#include <string.h>

#define DAYS_NEAR 2 /* a device is not kept much longer than it takes to hand it over */
#define SIBLINGS_TOLD 3

static struct buf *next_note(struct life_case *c)
{
	buf_add_str(&c->remark, c->remark.len ? "; " : "");
	return &c->remark;
}

/* ---- the network at home ------------------------------------------------- */

static int note_wifi(struct life_case *c, const struct row *pupil, struct err *err)
{
	AUTO(snapshot_done) struct snapshot snapshot = {0};
	const struct fact *wifi;
	int r;

	if (!str_eq(c->kind->name, "device") || !str_eq(life_value(c, "kind"), "desktop") ||
	    str_eq(row_get(pupil, "network"), "wired"))
		return 0;
	r = flow_stored_snapshot(c->store, c->id, &snapshot, err);
	wifi = r == 0 ? snapshot_fact(&snapshot, "wifi.present") : NULL;
	if (!wifi || wifi->state != FACT_KNOWN || !wifi->yes)
		buf_add_str(next_note(c),
			    _("lưu ý: nhà em không có mạng dây, chưa rõ máy bàn này có Wi-Fi"));
	return r == -ENOENT ? 0 : r;
}

/* ---- days ---------------------------------------------------------------- */

/* The SIM is looked at again on the day it is given; here while another can still be found. */
static int note_sim(struct life_case *c, const struct date *given, struct err *err)
{
	const char *id = str_eq(c->kind->name, "sim") ? c->id : life_param(c, "sim");
	const struct date needed = date_after_months(given, KIT_MONTHS);
	struct date until;
	struct row sim;
	int r = id ? row_read(&sim, c->store, &c->arena, "sim", id, err) : 0;

	if (r < 0 || !id)
		return r;
	if (!row_get(&sim, "expires") || !date_read(row_get(&sim, "expires"), &until)) {
		buf_add_str(next_note(c), _("lưu ý: SIM chưa ghi hạn dùng"));
	} else if (date_compare(&until, &needed) < 0) {
		buf_add_str(next_note(c), _("lưu ý: SIM chỉ dùng được đến "));
		date_print_short(&c->remark, &until);
		buf_add_str(&c->remark, _(", cần đến hết "));
		date_print_short(&c->remark, &needed);
	}
	return 0;
}

/* A handover that is still to come keeps the thing until its day. */
static void note_last_day(struct life_case *c, const struct date *today)
{
	const struct date near = date_after_days(today, DAYS_NEAR);
	const char *until = kit_last_day(c);
	struct date last;

	if (!until || !date_read(until, &last) || date_compare(&last, &near) > 0)
		return;
	buf_add_str(next_note(c), _("lưu ý: chỉ giữ đến "));
	date_print_short(&c->remark, &last);
}

static int note_days(struct life_case *c, struct err *err)
{
	const char *handover = life_param(c, "handover");
	struct date today, given, on_date;
	struct row day;
	int r;

	if (!date_read(life_today(c), &today))
		return 0;
	given = today;
	r = handover ? row_read(&day, c->store, &c->arena, "handover", handover, err) : 0;
	if (r < 0)
		return r;
	if (!handover) {
		note_last_day(c, &today);
	} else if (date_read(row_get(&day, "on_date"), &on_date)) {
		if (date_compare(&on_date, &today) >= 0)
			given = on_date;
		else
			buf_add_str(next_note(c), _("lưu ý: buổi trao đã qua ngày, sửa lại ngày"));
	}
	return note_sim(c, &given, err);
}

/* ---- the home ------------------------------------------------------------ */

static bool is_waiting(const struct row *pupil)
{
	const char *state = row_get(pupil, "state");

	return str_eq(state, "proposed") || str_eq(state, "verified") || str_eq(state, "approved");
}

/* One whom this book does not have can not be told of. */
static int note_sibling(struct life_case *c, const char *id, size_t *told, struct err *err)
{
	struct row sibling;
	bool held = false;
	int r = row_read(&sibling, c->store, &c->arena, "recipient", id, err);

	if (r == 0)
		r = kit_is_held(c, id, &held, err);
	if (r < 0 || (!held && !is_waiting(&sibling)))
		return r == -ENOENT ? 0 : r;
	++*told;
	buf_printf(next_note(c),
		   held ? _("lưu ý: anh chị em %.40s đã có bộ máy")
			: _("lưu ý: anh chị em %.40s cũng đang chờ máy"),
		   row_get(&sibling, "tag"));
	return 0;
}

static int note_siblings(struct life_case *c, const struct row *pupil, struct err *err)
{
	struct households homes = {0};
	struct row *bound = NULL, *all;
	size_t count = 0, at = 0, told = 0;
	const char *sibling;
	int r = household_members(&bound, &count, c->store, &c->arena, err);

	if (r < 0 || !count)
		return r;
	all = arena_alloc(&c->arena, (count + 1) * sizeof(*all));
	memcpy(all, bound, count * sizeof(*all));
	all[count] = *pupil;
	households_read(&homes, &c->arena, all, count + 1, NULL, 0);
	while (r == 0 && told < SIBLINGS_TOLD &&
	       (sibling = household_sibling(&homes, pupil->id, &at)))
		r = note_sibling(c, sibling, &told, err);
	return r;
}

int kit_note(struct life_case *c, struct err *err)
{
	struct row pupil;
	int r = row_read(&pupil, c->store, &c->arena, "recipient", life_param(c, "recipient"),
			 err);

	if (r == 0)
		r = note_siblings(c, &pupil, err);
	if (r == 0)
		r = note_days(c, err);
	return r < 0 ? r : note_wifi(c, &pupil, err);
}
