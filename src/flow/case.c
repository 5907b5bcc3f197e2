/* What a step of a life cycle may ask, and how it says what is to be written. */
#include "case_priv.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

const char *life_value(const struct life_case *c, const char *name)
{
	const struct field *field = record_field_find(c->kind, name);

	return field ? c->values[field - c->kind->fields] : NULL;
}

const char *life_param(const struct life_case *c, const char *name)
{
	for (size_t i = 0; c->params && i < c->asked_count; i++)
		if (str_eq(c->asked[i].name, name))
			return c->params[i];
	return NULL;
}

const char *life_given(const struct life_case *c, const char *name)
{
	const char *given = life_param(c, name);

	return given ? given : life_value(c, name);
}

const char *life_actor(const struct life_case *c)
{
	return store_acting(c->store)->member;
}

const char *life_actor_or_null(const struct life_case *c)
{
	return *life_actor(c) ? life_actor(c) : NULL;
}

const char *life_today(struct life_case *c)
{
	return arena_copy(&c->arena, c->now, strlen("YYYY-MM-DD"));
}

void life_put(struct life_write *write, const char *name, const char *value)
{
	if (write->count == LIFE_VALUES_MAX)
		return;
	write->names[write->count] = name;
	write->values[write->count++] = value;
}

static struct life_write *new_write(struct life_case *c, const char *kind, const char *id,
				    bool is_new)
{
	struct life_write *write = arena_alloc(&c->arena, sizeof(*write));

	*write = (struct life_write){.kind = record_kind_find(kind),
				     .id = arena_str(&c->arena, id), .is_new = is_new};
	if (c->last)
		c->last->next = write;
	else
		c->first = write;
	c->last = write;
	c->write_count++;
	return write;
}

struct life_write *life_add(struct life_case *c, const char *kind)
{
	char id[UUID_TEXT_MAX];

	uuid_new(id);
	return life_add_as(c, kind, id);
}

struct life_write *life_add_as(struct life_case *c, const char *kind, const char *id)
{
	return new_write(c, kind, id, true);
}

struct life_write *life_change(struct life_case *c, const char *kind, const char *id)
{
	return new_write(c, kind, id, false);
}

void life_set(struct life_case *c, const char *name, const char *value)
{
	life_put(c->first, name, value);
}

void life_go(struct life_case *c, const char *to)
{
	c->to = to;
	life_set(c, "state", to);
}

void life_take_params(struct life_case *c)
{
	for (size_t i = 0; i < c->asked_count; i++)
		if (c->params[i] && record_field_find(c->kind, c->asked[i].name))
			life_set(c, c->asked[i].name, c->params[i]);
}

static int take_at(void *user, const struct record_kind *kind, const struct record *record)
{
	const char *at = record_value(kind, record, "at");

	snprintf(user, CLOCK_TEXT_MAX, "%s", at ? at : "");
	return 1;
}

int life_happened(struct life_case *c, const char *at, struct err *err)
{
	char last[CLOCK_TEXT_MAX] = "";
	int64_t happened, before;
	int r = at ? life_each(c, "step", "subject", c->id, take_at, last, err) : 0;

	if (r < 0 || !at || !time_read(at, &happened))
		return r;
	c->at = time_read(last, &before) && before > happened ? arena_str(&c->arena, last) : at;
	return 0;
}

int life_judge(struct life_case *c, enum assess_stage stage, const struct verdict **ret_verdict,
	       struct err *err)
{
	struct life_judged *judged = &c->judged[stage];
	int r = 0;

	if (!judged->is_done && c->plan) {
		r = flow_judge_device(c->store, c->plan, c->id, stage, &judged->snapshot,
				      &judged->verdict, err);
		judged->is_found = r == 0;
		if (r == -ENOENT)
			r = 0;
	}
	if (r < 0)
		return r;
	judged->is_done = true;
	*ret_verdict = judged->is_found ? &judged->verdict : NULL;
	return 0;
}

/* One of another kind's that makes records of this one. */
static const struct life_step *find_maker(const struct record_kind *kind, const char *action)
{
	for (size_t i = 0; i < life_count; i++) {
		const struct life_step *step = life_find_step(life_table[i], action);

		if (step && str_eq(step->asks_of, kind->name))
			return step;
	}
	return NULL;
}

const char *flow_step_label(const struct record_kind *kind, const char *action)
{
	const struct life_step *step = life_find_step(life_find(kind->name), action);

	if (str_eq(action, "undo"))
		return _("Hoàn tác");
	if (!step)
		step = find_maker(kind, action);
	return step ? _(step->label) : NULL;
}
