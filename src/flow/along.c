/* Steps of other records that a step takes along, or is taken through. */
#include "case_priv.h"

#include <errno.h>
#include <stdio.h>

int life_also(struct life_case *c, const char *kind, const struct flow_step *step, struct err *err)
{
	AUTO(life_case_done) struct life_case also = {
		.store = c->store, .plan = c->plan, .kind = record_kind_find(kind)};
	int r;

	also.is_along = true;
	life_ask(&also, life_find_step(life_find(kind), step->action));
	r = life_case_read(&also, step->id, err);
	if (r == 0)
		r = life_take(&also, step, err);
	if (r == 0 && also.remark.len)
		buf_printf(&c->remark, "%s%s", c->remark.len ? "; " : "", buf_text(&also.remark));
	return r;
}

int life_could(struct life_case *c, const char *kind, const char *id, const char *action,
	       struct buf *ret_need, struct err *err)
{
	AUTO(life_case_done) struct life_case also = {
		.store = c->store, .plan = c->plan, .kind = record_kind_find(kind),
		.is_along = true};
	int r;

	life_ask(&also, life_find_step(life_find(kind), action));
	r = life_case_read(&also, id, err);
	return r < 0 ? r : life_check(&also, ret_need, err);
}

struct holder {
	const char *from; /* the states in which it has the step */
	char id[UUID_TEXT_MAX];
	struct buf tags;
	size_t count;
};

static int take_holder(void *user, const struct record_kind *kind, const struct record *record)
{
	struct holder *holder = user;

	if (!life_has_word(holder->from, record_value(kind, record, STATE)))
		return 0;
	snprintf(holder->id, sizeof(holder->id), "%s", record->id);
	buf_printf(&holder->tags, "%s%s", holder->count++ ? ", " : "",
		   record_value(kind, record, "tag"));
	return 0;
}

int life_holder(const struct life_case *c, char ret_id[UUID_TEXT_MAX], struct err *err)
{
	const struct record_kind *kind = record_kind_find(c->step->via);
	const struct life_step *there = life_find_step(life_find(kind->name), c->step->action);
	const struct store_filter filter = {.name = c->kind->name, .value = c->id};
	const struct store_query query = {.filters = &filter, .filter_count = 1};
	struct holder holder = {.from = there->from};
	int r = store_list(c->store, kind, &query, take_holder, &holder, err);

	/* Begun on two benches apart: which one is meant is for a person to say. */
	if (r == 0 && holder.count > 1)
		r = err_set(err, EPERM, _("%s: nhiều bản ghi cùng giữ: %s; ghi mã của một bản ghi"),
			    _(kind->label), buf_text(&holder.tags));
	if (r == 0)
		snprintf(ret_id, UUID_TEXT_MAX, "%s", holder.id);
	buf_done(&holder.tags);
	return r;
}
