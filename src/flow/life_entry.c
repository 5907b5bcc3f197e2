/* What the board decides of an entry: each time with its reason. */
#include "contest_priv.h"
#include "life_priv.h"

static int is_open(struct life_case *c, struct buf *ret_need, struct err *err)
{
	AUTO(arena_done) struct arena arena = {0};
	struct row contest = {0};
	int r = row_read(&contest, c->store, &arena, "contest", life_value(c, "contest"), err);
	const char *state = r < 0 ? "" : row_get(&contest, "state");

	if (r < 0 || str_eq(state, "draft") || str_eq(state, "open") || str_eq(state, "judging"))
		return r < 0 ? r : 1;
	buf_add_str(ret_need, _("điểm đã chốt hoặc đã công bố: bài thi không đổi nữa"));
	return 0;
}

static int has_division(struct life_case *c, struct buf *ret_need, struct err *err)
{
	(void)err;
	if (!life_value(c, "division"))
		buf_add_str(ret_need, _("ghi bảng thi trước (hotroit set entry … division=…)"));
	return !ret_need->len;
}

static const struct life_guard guard_open = {"open", false, is_open};
static const struct life_guard guard_division = {"division", false, has_division};

static int decide(struct life_case *c, struct err *err)
{
	(void)err;
	life_set(c, "reason", life_param(c, "note"));
	return 0;
}

/* What comes in while the panel is at work gets its code at once. */
static int accept(struct life_case *c, struct err *err)
{
	AUTO(contest_book_done) struct contest_book book = {0};
	char *code = arena_alloc(&c->arena, CONTEST_BLIND_MAX);
	int r = contest_book_read(&book, c->store, life_value(c, "contest"), CONTEST_ENTRIES, err);

	if (r == 0 && contest_is(&book, "judging") && !life_value(c, "blind")) {
		contest_blind(&book, code);
		life_set(c, "blind", code);
	}
	return r < 0 ? r : decide(c, err);
}

static const struct life_step steps[] = {
	{.action = "accept", .label = N_("BTC nhận bài"), .from = "received late flawed rejected",
	 .to = "accepted", .roles = ROLE_LEAD, LIFE_ASKS_WHY, .apply = accept,
	 .guards = LIFE_GUARDS(&guard_open, &guard_division)},
	{.action = "reject", .label = N_("BTC không nhận bài"),
	 .from = "received late flawed accepted", .to = "rejected", .roles = ROLE_LEAD,
	 LIFE_ASKS_WHY, .apply = decide, .guards = LIFE_GUARDS(&guard_open)},
	{.action = "withdraw", .label = N_("Người thi rút bài"),
	 .from = "received late flawed accepted", .to = "withdrawn", .roles = ROLE_LEAD,
	 LIFE_ASKS_WHY, .apply = decide, .guards = LIFE_GUARDS(&guard_open)},
};

const struct life life_entry = {
	.kind = "entry",
	.steps = steps,
	.count = ARRAY_LEN(steps),
};
