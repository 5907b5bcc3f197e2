/* The steps of a record's life, those that may be taken first. */
#include "steps_priv.h"

#include <string.h>

struct gathering {
	struct steps *steps;
	const struct record_kind *kind;
	bool allowed; /* gather those that may be taken, or the others */
	size_t seen;
};

/* What is missing names a field as the command line does, "(battery_safety=)"; on a screen it is
 * called by its label. */
static const char *with_labels(struct arena *arena, const struct record_kind *kind,
			       const char *need)
{
	AUTO(buf_done) struct buf text = {0};

	while (*need) {
		const char *name = *need == '(' ? need + 1 : NULL;
		size_t len = name ? strspn(name, "abcdefghijklmnopqrstuvwxyz_") : 0;
		const struct field *field =
			len && str_starts(name + len, "=)")
				? record_field_find(kind, arena_copy(arena, name, len))
				: NULL;

		if (!field) {
			buf_add_char(&text, *need++);
			continue;
		}
		buf_printf(&text, "(%s)", _(field->label));
		need = name + len + 2;
	}
	return arena_str(arena, buf_text(&text));
}

static void take_choice(void *user, const struct flow_choice *choice)
{
	struct gathering *gathering = user;
	struct steps *steps = gathering->steps;
	struct flow_choice *kept = &steps->list[steps->count];
	size_t size = choice->param_count * sizeof(*choice->params);

	bool is_first = !gathering->seen++;

	if (!choice->need != gathering->allowed || steps->count == STEPS_MAX)
		return;
	if (is_first)
		steps->next = kept;
	*kept = *choice;
	kept->action = arena_str(&steps->arena, choice->action);
	kept->label = arena_str(&steps->arena, choice->label);
	kept->need = choice->need
			     ? with_labels(&steps->arena, gathering->kind, choice->need)
			     : NULL;
	if (choice->param_count)
		kept->params = memcpy(arena_alloc(&steps->arena, size), choice->params, size);
	steps->count++;
}

int steps_load(struct steps *steps, struct ui *ui, const struct record_kind *kind, const char *id,
	       struct err *err)
{
	struct gathering gathering = {steps, kind, true, 0}, others = {steps, kind, false, 0};
	int r;

	steps_done(steps);
	r = flow_choices(ui->store, ui->plan, kind, id, take_choice, &gathering, err);
	steps->allowed = steps->count;
	return r < 0 ? r
		     : flow_choices(ui->store, ui->plan, kind, id, take_choice, &others, err);
}

void steps_done(struct steps *steps)
{
	arena_done(&steps->arena);
	*steps = (struct steps){0};
}

const struct flow_choice *steps_find(const struct steps *steps, const char *action)
{
	for (size_t i = 0; i < steps->count; i++)
		if (str_eq(steps->list[i].action, action))
			return &steps->list[i];
	return NULL;
}

bool steps_may_waive(const struct ui *ui, const struct flow_choice *choice)
{
	const struct store_actor *actor = store_acting(ui->store);

	return choice->need && choice->is_waivable && actor->role & ROLE_COORDINATOR &&
	       *actor->member;
}

void steps_say(struct ui *ui, const struct record_kind *kind, const char *id, const char *said)
{
	AUTO(steps_done) struct steps steps = {0};
	struct err err;

	if (steps_load(&steps, ui, kind, id, &err) < 0 || !steps.next)
		ui_say(ui, STYLE_PASS, "%s", said);
	else if (steps.next->need)
		ui_say(ui, STYLE_PASS, _("%s; tiếp theo: %s, còn thiếu: %s"), said,
		       steps.next->label, steps.next->need);
	else
		ui_say(ui, STYLE_PASS, _("%s; tiếp theo: %s"), said, steps.next->label);
}
