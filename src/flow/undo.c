/* Life cycles: takes the last step back, where the tables allow it. */
#include "case_priv.h"

#include <errno.h>

struct last_step {
	struct arena arena;
	const char *id, *action, *from, *to;
};

static void last_step_done(struct last_step *last)
{
	arena_done(&last->arena);
}

static int take_last(void *user, const struct record_kind *kind, const struct record *record)
{
	struct last_step *last = user;

	last->id = arena_str(&last->arena, record->id);
	last->action = arena_str(&last->arena, record_value(kind, record, "action"));
	last->from = arena_str(&last->arena, record_value(kind, record, "from_state"));
	last->to = arena_str(&last->arena, record_value(kind, record, "to_state"));
	return 1;
}

int flow_undo(struct store *store, const struct record_kind *kind, const char *id,
	      struct buf *ret_said, struct err *err)
{
	AUTO(store_hold_done) struct store_hold hold = {0};
	AUTO(life_case_done) struct life_case c = {.store = store, .kind = kind};
	AUTO(last_step_done) struct last_step last = {0};
	struct store_filter of_this = {.name = "subject", .value = c.id};
	const struct store_query query = {.filters = &of_this, .filter_count = 1, .limit = 1};
	int r = store_hold_begin(&hold, store, err);

	if (r == 0)
		r = life_case_read(&c, id, err);
	if (r == 0)
		r = store_list(store, record_kind_find("step"), &query, take_last, &last, err);
	if (r < 0)
		return r;
	c.step = last.action ? life_find_step(life_find(kind->name), last.action) : NULL;
	if (!c.step || !str_eq(last.to, life_value(&c, STATE)))
		return err_set(err, EPERM, _("không có bước nào để hoàn tác"));
	if (!c.step->is_undoable)
		return err_set(err, EPERM,
			       _("«%s» không hoàn tác được: đã ghi sổ; làm bước ngược lại"),
			       _(c.step->label));
	r = life_check_role(&c, err);
	if (r < 0)
		return r;
	life_begin(&c, last.from);
	life_add_history(&c, "undo", last.from, NULL, last.id);
	r = life_keep(&c, err);
	if (r == 0)
		r = store_hold_keep(&hold, err);
	if (r == 0)
		life_say(ret_said, &c, _("Hoàn tác"), last.from);
	return r;
}
