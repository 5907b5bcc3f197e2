/* A part on the shelf: kept for a repair, or thrown away. Using one is a step of its repair. */
#include "life_priv.h"

static const struct life_step steps[] = {
	{.action = "keep-part", .label = N_("Giữ cho một phiếu"), .from = "on-shelf",
	 .to = "reserved", .roles = ROLE_BENCH, .asks_of = "step", .asks = "note",
	 .is_undoable = true},
	{.action = "free-part", .label = N_("Thôi giữ"), .from = "reserved", .to = "on-shelf",
	 .roles = ROLE_BENCH, .is_undoable = true},
	{.action = "discard-part", .label = N_("Bỏ linh kiện"), .from = "on-shelf reserved",
	 .to = "discarded", .roles = ROLE_BENCH, .asks_of = "step", .asks = "note!",
	 .is_undoable = true},
};

const struct life life_part = {
	.kind = "part",
	.steps = steps,
	.count = ARRAY_LEN(steps),
};
