/* A part on the shelf: kept for a repair, or thrown away. Using one is a step of its repair. */
#include "device_priv.h"

#include <errno.h>

static int check_open(void *user, const struct record_kind *kind, const struct record *record)
{
	*(bool *)user = !record_value(kind, record, "closed_at");
	return 0;
}

static int keep_part(struct life_case *c, struct err *err)
{
	const char *repair = life_param(c, "repair");
	bool is_open = true;
	int r = repair ? store_get(c->store, record_kind_find("repair"), repair, check_open,
				   &is_open, err)
		       : 0;

	if (r == 0 && !is_open)
		r = err_set(err, EPERM, _("phiếu sửa chữa này đã đóng: giữ cho phiếu khác"));
	if (r == 0)
		life_set(c, "repair", repair);
	return r;
}

static int let_go(struct life_case *c, struct err *err)
{
	(void)err;
	life_set(c, "repair", NULL);
	return 0;
}

static const struct life_step steps[] = {
	{.action = "keep-part", .label = N_("Giữ cho một phiếu"), .from = "on-shelf",
	 .to = "reserved", .roles = ROLE_BENCH, .asks = "repair note", .apply = keep_part},
	{.action = "free-part", .label = N_("Thôi giữ"), .from = "reserved", .to = "on-shelf",
	 .roles = ROLE_BENCH, .apply = let_go},
	{.action = "discard-part", .label = N_("Bỏ linh kiện"), .from = "on-shelf reserved",
	 .to = "discarded", .roles = ROLE_BENCH, LIFE_ASKS_WHY, .apply = let_go},
};

const struct life life_part = {
	.kind = "part",
	.steps = steps,
	.count = ARRAY_LEN(steps),
};
