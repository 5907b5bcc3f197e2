/*
 * What somebody asked about data on them: answered, put off once, carried out or refused, within
 * the days that the law gives (Law 91/2025/QH15, Decree 356/2025/NĐ-CP).
 */
#include "recipient_priv.h"

#include <errno.h>
#include <stdio.h>

#define EXTENSION_DAYS 15

/* ---- guards -------------------------------------------------------------- */

struct pupil {
	bool is_gone;
};

static int take_pupil(void *user, const struct record_kind *kind, const struct record *record)
{
	struct pupil *pupil = user;

	pupil->is_gone = str_eq(record_value(kind, record, "state"), "gone");
	return 0;
}

static int is_erased(struct life_case *c, struct buf *ret_need, struct err *err)
{
	struct pupil pupil = {0};
	const char *id = life_value(c, "recipient");
	int r = id ? store_get(c->store, record_kind_find("recipient"), id, take_pupil, &pupil, err)
		   : 0;

	if (r < 0 || !id || pupil.is_gone)
		return r < 0 ? r : 1;
	buf_add_str(ret_need, _("ẩn danh em trước (hotroit do forget)"));
	return 0;
}

static int is_withdrawn(struct life_case *c, struct buf *ret_need, struct err *err)
{
	const struct store_filter filters[] = {
		{.name = "recipient", .value = life_value(c, "recipient")},
		{.name = "state", .value = "given"},
	};
	uint64_t left = 0;
	int r = life_value(c, "recipient")
			? store_count_where(c->store, record_kind_find("consent"), filters,
					    ARRAY_LEN(filters), &left, err)
			: 0;

	if (r < 0 || !left)
		return r < 0 ? r : 1;
	buf_printf(ret_need, _("còn %llu giấy đồng ý: rút trước (hotroit do revoke)"),
		   (unsigned long long)left);
	return 0;
}

/* What was asked for has been done, as far as the book can tell. */
static int is_carried_out(struct life_case *c, struct buf *ret_need, struct err *err)
{
	const char *asked = life_value(c, "asked");

	if (str_eq(asked, "erase"))
		return is_erased(c, ret_need, err);
	return str_eq(asked, "withdraw") ? is_withdrawn(c, ret_need, err) : 1;
}

static const struct life_guard guard_carried_out = {"carried-out", false, is_carried_out};

/* ---- steps --------------------------------------------------------------- */

/* Whatever is said first is the answer. */
static int answer(struct life_case *c, struct err *err)
{
	(void)err;
	life_take_params(c);
	if (!life_value(c, "answered_at"))
		life_set(c, "answered_at", c->now);
	if (*life_actor(c))
		life_set(c, "handled_by", life_actor(c));
	return 0;
}

static int extend(struct life_case *c, struct err *err)
{
	const char *before = life_value(c, "due"), *after = life_param(c, "due");
	struct date from, to, last;

	if (!before || !date_read(before, &from) || !date_read(after, &to))
		return err_set(err, EINVAL, _("due: ghi ngày, như 15/12/2026"));
	last = date_after_days(&from, EXTENSION_DAYS);
	if (date_compare(&to, &from) <= 0 || date_compare(&to, &last) > 0) {
		AUTO(buf_done) struct buf day = {0};

		date_print_short(&day, &last);
		return err_set(err, EINVAL, _("due: chỉ gia hạn thêm, nhiều nhất đến %s"),
			       buf_text(&day));
	}
	return answer(c, err);
}

static int finish(struct life_case *c, struct err *err)
{
	life_set(c, "done_at", c->now);
	return answer(c, err);
}

static const struct field extension[] = {
	{.name = "note", .label = N_("Lý do"), .type = FIELD_TEXT, .required = true},
};

static const struct life_step steps[] = {
	{.action = "answer", .label = N_("Trả lời"), .from = "open", .to = "answered",
	 .roles = ROLE_LEAD, .asks = "outcome", .apply = answer},
	{.action = "extend", .label = N_("Gia hạn"), .from = "open answered", .to = "extended",
	 .roles = ROLE_LEAD, .asks = "due!", .params = extension,
	 .param_count = ARRAY_LEN(extension), .apply = extend},
	{.action = "done", .label = N_("Đã làm xong"), .from = "open answered extended",
	 .to = "done", .roles = ROLE_LEAD, .asks = "outcome!", .apply = finish,
	 .guards = LIFE_GUARDS(&guard_carried_out)},
	{.action = "refuse", .label = N_("Từ chối"), .from = "open answered extended",
	 .to = "refused", .roles = ROLE_COORDINATOR, .asks = "outcome!", .apply = finish},
};

const struct life life_rights = {
	.kind = "rights",
	.steps = steps,
	.count = ARRAY_LEN(steps),
};
