/* What a lead decides of somebody who wants to take part, and what follows when they leave. */
#include "course_priv.h"
#include "forgetting_priv.h"

static int is_taking(struct life_case *c, struct buf *ret_need, struct err *err)
{
	AUTO(arena_done) struct arena arena = {0};
	struct row course = {0};
	int r = row_read(&course, c->store, &arena, "course", life_value(c, "course"), err);
	const char *state = r < 0 ? "" : row_get(&course, "state");

	if (r < 0 || str_eq(state, "open") || str_eq(state, "running"))
		return r < 0 ? r : 1;
	buf_add_str(ret_need, _("khoá chưa mở đăng ký, đã xét hoặc đã huỷ"));
	return 0;
}

static const struct life_guard guard_taking = {"taking", false, is_taking};

/* The quota holds for whoever is let in, too. */
static int admit(struct life_case *c, struct err *err)
{
	AUTO(course_book_done) struct course_book book = {0};
	int r = course_book_read(&book, c->store, life_value(c, "course"), err);

	if (r < 0)
		return r;
	life_go(c, course_place(&book));
	life_set(c, "reason", life_param(c, "note"));
	return 0;
}

/* Whoever has waited longest gets the place. */
static int withdraw(struct life_case *c, struct err *err)
{
	AUTO(course_book_done) struct course_book book = {0};
	const struct flow_step up = {.action = "promote"};
	struct flow_step next = up;
	const struct row *first;
	int r = course_book_read(&book, c->store, life_value(c, "course"), err);

	if (r < 0)
		return r;
	life_set(c, "reason", life_param(c, "note"));
	first = course_next_waiting(&book);
	if (!str_eq(life_value(c, "state"), "registered") || !first)
		return 0;
	next.id = first->id;
	r = life_also(c, "registration", &next, err);
	if (r == 0)
		buf_printf(&c->remark, _("%s được lên từ danh sách chờ"), row_get(first, "tag"));
	return r;
}

static int decline(struct life_case *c, struct err *err)
{
	(void)err;
	life_set(c, "reason", life_param(c, "note"));
	return 0;
}

/* Twelve months after the course was judged or given up; who asks for it earlier has a reason that
 * is written down. */
static int is_long_over(struct life_case *c, struct buf *ret_need, struct err *err)
{
	AUTO(arena_done) struct arena arena = {0};
	struct row course = {0};
	const char *ended = NULL;
	int r = row_read(&course, c->store, &arena, "course", life_value(c, "course"), err);

	if (r == 0)
		r = course_ended(c->store, &arena, &course, &ended, err);
	return r < 0 ? r
		     : forget_is_time(c, ended,
				      _("khoá chưa xong; người học hay gia đình đề nghị xoá thì bỏ "
					"qua, kèm lý do"),
				      ret_need);
}

static const struct life_guard guard_over = {"over", true, is_long_over};

static const struct life_step steps[] = {
	{.action = "admit", .label = N_("Nhận vào khoá"), .from = "asked withdrawn declined",
	 .roles = ROLE_LEAD, LIFE_ASKS_WHY, .apply = admit, .guards = LIFE_GUARDS(&guard_taking)},
	{.action = "promote", .label = N_("Lên từ danh sách chờ"), .from = "waiting",
	 .to = "registered", .roles = ROLE_LEAD, .guards = LIFE_GUARDS(&guard_taking)},
	{.action = "withdraw", .label = N_("Rút khỏi khoá"), .from = "asked registered waiting",
	 .to = "withdrawn", .roles = ROLE_LEAD, LIFE_ASKS_WHY, .apply = withdraw},
	{.action = "decline", .label = N_("Từ chối"), .from = "asked waiting", .to = "declined",
	 .roles = ROLE_LEAD, LIFE_ASKS_WHY, .apply = decline},
	{.action = "forget", .label = N_("Ẩn danh"),
	 .from = "asked registered waiting completed not-completed withdrawn declined",
	 .to = "gone", .roles = ROLE_COORDINATOR, .apply = forget_person,
	 .guards = LIFE_GUARDS(&guard_over)},
};

const struct life life_registration = {
	.kind = "registration",
	.steps = steps,
	.count = ARRAY_LEN(steps),
};
