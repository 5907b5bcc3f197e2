/* The steps of a record's life, those that may be taken first. */
#include "steps_priv.h"

#include <string.h>

struct gathering {
	struct steps *steps;
	const struct record_kind *kind;
	bool allowed; /* gather those that may be taken, or the others */
	size_t seen;
};

/* "battery_safety=removed" → "Pin an toàn: Đã tháo"; false: it names no field. */
static bool add_named(struct buf *ret, const struct record_kind *kind, const char *text)
{
	AUTO(arena_done) struct arena arena = {0};
	const char *equals = strchr(text, '=');
	const struct field *field =
		equals ? record_field_find(kind, arena_copy(&arena, text, (size_t)(equals - text)))
		       : NULL;

	if (!field)
		return false;
	buf_add_str(ret, _(field->label));
	if (equals[1]) {
		buf_add_str(ret, ": ");
		record_show_value(ret, field, equals + 1);
	}
	return true;
}

/* What is missing is said for the command line too: "(battery_safety=)", "(hotroit do erase)". On
 * a screen a field is called by its label, and the steps stand in the menu. */
static const char *for_screen(struct arena *arena, const struct record_kind *kind, const char *need)
{
	AUTO(buf_done) struct buf text = {0};

	while (*need) {
		const char *end = str_starts(need, " (") ? strchr(need, ')') : NULL;
		AUTO(buf_done) struct buf named = {0};
		const char *inner =
			end ? arena_copy(arena, need + 2, (size_t)(end - need) - 2) : "";

		if (!end || (!add_named(&named, kind, inner) && !str_starts(inner, "hotroit "))) {
			buf_add_char(&text, *need++);
			continue;
		}
		if (named.len)
			buf_printf(&text, " (%s)", buf_text(&named));
		need = end + 1;
	}
	return arena_str(arena, buf_text(&text));
}

static void take_choice(void *user, const struct flow_choice *choice)
{
	struct gathering *gathering = user;
	struct steps *steps = gathering->steps;
	struct flow_choice *kept = &steps->list[steps->count];
	size_t size = choice->param_count * sizeof(*choice->params);

	bool is_first = !choice->is_aside && !gathering->seen++;

	if (!choice->need != gathering->allowed || steps->count == STEPS_MAX)
		return;
	if (is_first)
		steps->next = kept;
	*kept = *choice;
	kept->action = arena_str(&steps->arena, choice->action);
	kept->label = arena_str(&steps->arena, choice->label);
	kept->need = choice->need
			     ? for_screen(&steps->arena, gathering->kind, choice->need)
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
