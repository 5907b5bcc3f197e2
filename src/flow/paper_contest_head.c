/* Who issues the papers of a contest, and by which decisions: by the book, else by its plan. */
#include "contest_priv.h"
#include "paper_priv.h"

#include <string.h>

/* The first of the bodies that the plan names: "A – B – C". */
static const char *plan_issuer(struct desk *desk, const char *id)
{
	AUTO(flow_plans_done) struct plan_library library = {0};
	AUTO(buf_done) struct buf first = {0}, upper = {0};
	const struct plan *plan;
	const char *end;
	struct err err;

	if (!id || flow_plans_load(&library, NULL, &err) < 0)
		return NULL;
	plan = flow_plan_find(&library, id);
	if (!plan || !plan->issuer)
		return NULL;
	end = strstr(plan->issuer, " – ");
	buf_add(&first, plan->issuer, end ? (size_t)(end - plan->issuer) : strlen(plan->issuer));
	text_upper(&upper, buf_text(&first));
	return arena_str(&desk->arena, buf_text(&upper));
}

/* A contest that stands in no programme of the book is its plan's. */
static void use_plan(struct desk *desk, struct paper_head *head, const struct row *contest)
{
	const char *issuer = row_get(contest, "programme")
				     ? head->issuer
				     : plan_issuer(desk, row_get(contest, "plan"));
	const char *place = desk_place(desk, row_get(contest, "within"));

	if (issuer && issuer != head->issuer) {
		head->issuer = issuer;
		head->parent = NULL;
		head->place = place ? place : head->place;
	}
	if (!head->place)
		head->place = place;
	if (!head->issuer)
		buf_add_str(&desk->said, _("Chưa rõ cơ quan ban hành: thêm chương trình có đơn vị "
					   "(hotroit add programme)\n"));
}

int contest_paper_head(struct paper_head *ret, struct desk *desk, const struct contest_book *book,
		       const char *type, struct err *err)
{
	const struct row *contest = &book->contest;
	const char *announced = row_get(contest, "published_at"),
		   *planned = row_get(contest, "announce_on");
	const struct desk_subject subject = {contest, announced ? announced : planned, type,
					     row_get(contest, "tag")};
	int r = desk_head(ret, desk, &subject, err);

	if (r < 0)
		return r;
	use_plan(desk, ret, contest);
	desk_sign(desk, ret);
	return 0;
}

const char *contest_decision(struct desk *desk, const struct contest_book *book,
			     const char *field)
{
	bool is_panel = str_eq(field, "panel_decision");
	const char *decision = row_get(&book->contest, field);

	for (size_t i = 0; !decision && i < book->judges.count; i++)
		if (judge_is_scoring(&book->judges.list[i]) == is_panel)
			decision = row_get(&book->judges.list[i], "decision");
	if (!decision)
		buf_printf(&desk->said, _("Chưa có %s: hotroit set contest %s %s=…\n"),
			   _(record_field_find(book->contest.kind, field)->label),
			   row_get(&book->contest, "tag"), field);
	return decision;
}
