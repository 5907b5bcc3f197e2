/*
 * Life cycles: takes the steps that the life_*.c tables declare. A step is one transaction, from
 * the first look at what it needs: the record's new state, what goes with it, and its line of
 * history.
 */
#include "case_priv.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

void life_case_done(struct life_case *c)
{
	for (size_t i = 0; i < ARRAY_LEN(c->judged); i++) {
		verdict_done(&c->judged[i].verdict);
		snapshot_done(&c->judged[i].snapshot);
	}
	buf_done(&c->remark);
	arena_done(&c->arena);
}

/* ---- finding ------------------------------------------------------------- */

const struct life *life_find(const char *kind)
{
	for (size_t i = 0; i < life_count; i++)
		if (str_eq(life_table[i]->kind, kind))
			return life_table[i];
	return NULL;
}

const struct life_step *life_find_step(const struct life *life, const char *action)
{
	for (size_t i = 0; life && i < life->count; i++)
		if (str_eq(life->steps[i].action, action))
			return &life->steps[i];
	return NULL;
}

bool life_has_word(const char *words, const char *word)
{
	size_t len = strlen(word);

	for (const char *at = words; (at = strstr(at, word)); at += len)
		if ((at == words || at[-1] == ' ') && (at[len] == ' ' || !at[len]))
			return true;
	return false;
}

struct taking {
	struct life_case *c;
	const char **values;
};

static int take_record(void *user, const struct record_kind *kind, const struct record *record)
{
	struct taking *taking = user;

	snprintf(taking->c->id, sizeof(taking->c->id), "%s", record->id);
	taking->values = arena_alloc(&taking->c->arena,
				     (kind->field_count + 1) * sizeof(*taking->values));
	for (size_t i = 0; i < kind->field_count; i++)
		if (record->values[i])
			taking->values[i] = arena_str(&taking->c->arena, record->values[i]);
	return 0;
}

int life_case_read(struct life_case *c, const char *id, struct err *err)
{
	struct taking taking = {.c = c};
	int r = store_get(c->store, c->kind, id, take_record, &taking, err);

	store_now(c->store, c->now);
	c->values = taking.values;
	return r;
}

static int see(void *user, const struct record_kind *kind, const struct record *record)
{
	(void)user;
	(void)kind;
	(void)record;
	return 0;
}

/* What bears the tag but has no steps is changed by hand. */
static int tell_no_steps(struct store *store, const char *id, int r, struct err *err)
{
	for (size_t i = 0; i < record_kind_count; i++) {
		const struct record_kind *kind = record_kind_table[i];

		if (life_find(kind->name) || store_may_read(store, kind, NULL) < 0 ||
		    store_get(store, kind, id, see, NULL, NULL) < 0)
			continue;
		return err_set(err, EPERM,
			       _("%s không có bước nào: sửa bằng hotroit set %s %.40s …"),
			       _(kind->label), kind->name, id);
	}
	return r;
}

int flow_kind_of(struct store *store, const char *action, const char *id,
		 const struct record_kind **ret_kind, struct err *err)
{
	size_t hidden = 0;
	bool known = false;
	int r = -ENOENT;

	/* A kind that who acts may not see is none that they can mean. */
	for (size_t i = 0; i < life_count && (r == -ENOENT || r == -EPERM); i++) {
		AUTO(life_case_done) struct life_case c = {.store = store};

		if (action && !life_find_step(life_table[i], action))
			continue;
		known = true;
		c.kind = record_kind_find(life_table[i]->kind);
		/* Looking for whatever bears the tag stops at nothing that is not theirs to see. */
		if (!action && store_may_read(store, c.kind, NULL) < 0)
			continue;
		r = life_case_read(&c, id, err);
		hidden += r == -EPERM;
		if (r == 0)
			*ret_kind = c.kind;
	}
	if (!known)
		return err_set(err, ENOENT, _("không có bước «%.40s»; xem «hotroit do --help»"),
			       action);
	/* It may well be one of those that were not theirs to see. */
	if (r < 0 && action && hidden && (hidden > 1 || r == -ENOENT))
		return err_set(err, EPERM,
			       _("%.40s: không có «%.40s», hoặc không được xem: xem lại mã, hay "
				 "đổi người làm (F4, --who)"),
			       action, id);
	return r == -ENOENT ? tell_no_steps(store, id, r, err) : r;
}

/* The field that WORD names, "!" behind it if it has to be given. */
static bool find_asked(const struct record_kind *kind, const char *word, struct field *ret)
{
	char name[64];
	size_t len = strcspn(word, "!");
	const struct field *field;

	snprintf(name, sizeof(name), "%.*s", (int)len, word);
	field = record_field_find(kind, name);
	if (!field)
		return false;
	*ret = *field;
	ret->required = word[len] == '!';
	ret->read_only = false;
	return true;
}

void life_ask(struct life_case *c, const struct life_step *step)
{
	const struct record_kind *kind =
		step->asks_of ? record_kind_find(step->asks_of) : c->kind;
	char *words = arena_str(&c->arena, step->asks ? step->asks : ""), *rest = NULL;
	size_t room = step->param_count + strlen(words) / 2 + 1;

	c->step = step;
	c->asked = arena_alloc(&c->arena, room * sizeof(*c->asked));
	c->asked_count = 0;
	for (char *word = strtok_r(words, " ", &rest); word; word = strtok_r(NULL, " ", &rest))
		c->asked_count += find_asked(kind, word, &c->asked[c->asked_count]);
	for (size_t i = 0; i < step->param_count; i++)
		c->asked[c->asked_count++] = step->params[i];
}

/* ---- may it be taken? ---------------------------------------------------- */

static void add_state_label(struct buf *ret, const struct record_kind *kind, const char *state)
{
	record_show_value(ret, record_field_find(kind, STATE), state);
}

static int check_place(struct life_case *c, struct err *err)
{
	AUTO(buf_done) struct buf now = {0}, wanted = {0};
	AUTO(arena_done) struct arena arena = {0};
	const char *state = life_value(c, STATE);
	char *rest = NULL;

	if (!c->step->from || (state && life_has_word(c->step->from, state)))
		return 0;
	add_state_label(&now, c->kind, state);
	for (char *word = strtok_r(arena_str(&arena, c->step->from), " ", &rest); word;
	     word = strtok_r(NULL, " ", &rest)) {
		buf_add_str(&wanted, wanted.len ? ", " : "");
		add_state_label(&wanted, c->kind, word);
	}
	return err_set(err, EPERM, _("«%s» chưa đến lượt: đang «%s», cần ở: %s"),
		       _(c->step->label), buf_text(&now), buf_text(&wanted));
}

int life_check_role(const struct life_case *c, struct err *err)
{
	const struct store_actor *actor = store_acting(c->store);

	if (actor->role & c->step->roles)
		return 0;
	return err_set(err, EPERM, _("«%s»: %s không được làm; đổi người làm (F4, hoặc --who)"),
		       _(c->step->label), *actor->name ? actor->name : _("người chưa đăng nhập"));
}

struct missing {
	struct buf need;
	bool is_waivable; /* all of it */
};

static int check_guards(struct life_case *c, struct missing *ret_missing, struct err *err)
{
	ret_missing->is_waivable = true;
	for (size_t i = 0; c->step->guards && c->step->guards[i]; i++) {
		const struct life_guard *guard = c->step->guards[i];
		AUTO(buf_done) struct buf need = {0};
		int r = guard->check(c, &need, err);

		if (r < 0)
			return r;
		if (r > 0)
			continue;
		buf_printf(&ret_missing->need, "%s%s", ret_missing->need.len ? "; " : "",
			   buf_text(&need));
		if (!guard->is_waivable)
			ret_missing->is_waivable = false;
	}
	return 0;
}

static int check_waiver(const struct life_case *c, const struct missing *missing,
			const char *waiver, struct err *err)
{
	const struct store_actor *actor = store_acting(c->store);

	if (!missing->need.len)
		return 0;
	if (!waiver || !*waiver)
		return err_set(err, EPERM, _("chưa «%s» được: %s"), _(c->step->label),
			       buf_text(&missing->need));
	if (!missing->is_waivable)
		return err_set(err, EPERM, _("chưa «%s» được, không miễn được: %s"),
			       _(c->step->label), buf_text(&missing->need));
	if (!(actor->role & ROLE_COORDINATOR) || !*actor->member)
		return err_set(err, EPERM,
			       _("miễn điều kiện cần điều phối viên ký tên: đổi người làm rồi "
				 "làm lại (còn thiếu: %s)"),
			       buf_text(&missing->need));
	return 0;
}

int life_check(struct life_case *c, struct buf *ret_need, struct err *err)
{
	struct missing missing = {0};
	struct err place;
	int r;

	if (check_place(c, &place) < 0) {
		buf_add_str(ret_need, place.text);
		return 0;
	}
	r = check_guards(c, &missing, err);
	if (missing.need.len)
		buf_add_str(ret_need, buf_text(&missing.need));
	buf_done(&missing.need);
	return r < 0 ? r : !ret_need->len;
}

/* ---- taking it ----------------------------------------------------------- */

/* What not everybody may read stands in the record that it was asked for, not in the history. */
static const char *open_note(const struct life_case *c)
{
	for (size_t i = 0; i < c->asked_count; i++)
		if (str_eq(c->asked[i].name, "note") &&
		    (c->asked[i].readers || c->asked[i].privacy == PRIVACY_PERSONAL))
			return NULL;
	return life_param(c, "note");
}

void life_add_history(struct life_case *c, const char *action, const char *to,
			const char *waiver, const char *undoes)
{
	const struct store_actor *actor = store_acting(c->store);
	struct life_write *line = life_add(c, "step");

	life_put(line, "kind", c->kind->name);
	life_put(line, "subject", c->id);
	life_put(line, "action", action);
	life_put(line, "from_state", life_value(c, STATE));
	life_put(line, "to_state", to ? to : life_value(c, STATE));
	life_put(line, "at", c->at ? c->at : c->now);
	life_put(line, "by", *actor->member ? actor->member : NULL);
	life_put(line, "by_name", *actor->name ? actor->name : NULL);
	life_put(line, "waiver", waiver);
	life_put(line, "note", open_note(c));
	life_put(line, "undoes", undoes);
}

/* The record itself comes last: it may name a row that the step makes. */
int life_keep(struct life_case *c, struct err *err)
{
	struct store_write *writes = arena_alloc(&c->arena, c->write_count * sizeof(*writes));
	size_t at = c->write_count - 1;

	for (const struct life_write *from = c->first; from; from = from->next) {
		writes[at] = (struct store_write){
			.kind = from->kind, .id = from->id, .is_new = from->is_new,
			.names = from->names, .values = from->values, .count = from->count,
			.expect_name = from->expect_name, .expect_value = from->expect_value,
		};
		at = at == c->write_count - 1 ? 0 : at + 1;
	}
	return store_write_all(c->store, writes, c->write_count, err);
}

/* The first write: the record itself, while it stands where the step began. */
void life_begin(struct life_case *c, const char *to)
{
	struct life_write *own;

	if (c->kind->append_only)
		return;
	own = life_change(c, c->kind->name, c->id);
	if (!c->step->from)
		return;
	own->expect_name = STATE;
	own->expect_value = life_value(c, STATE);
	if (to && !str_eq(to, life_value(c, STATE)))
		life_put(own, STATE, to);
}

void life_say(struct buf *ret, const struct life_case *c, const char *label,
		     const char *state)
{
	AUTO(buf_done) struct buf title = {0}, there = {0};

	if (store_title(c->store, c->kind, c->id, &title, NULL) < 0)
		buf_add_str(&title, c->id);
	buf_printf(ret, "%s %s: %s", _(c->kind->label), buf_text(&title), label);
	if (state)
		add_state_label(&there, c->kind, state);
	/* A step is often called as what it leads to. */
	if (there.len && !str_eq(buf_text(&there), label))
		buf_printf(ret, " → %s", buf_text(&there));
}

int life_take(struct life_case *c, const struct flow_step *step, struct err *err)
{
	AUTO(buf_done) struct buf need = {0};
	struct missing missing = {0};
	const char *waived = NULL;
	int r = check_place(c, err);

	if (r == 0)
		r = life_check_role(c, err);
	c->params = arena_alloc(&c->arena, (c->asked_count + 1) * sizeof(*c->params));
	if (r == 0)
		r = store_keep_values(c->store, c->asked, c->asked_count, step->names,
				      step->values, step->count, &c->arena, c->params, err);
	if (r == 0)
		r = check_guards(c, &missing, err);
	need = missing.need;
	if (r == 0)
		r = check_waiver(c, &missing, step->waiver, err);
	if (r < 0)
		return r;
	if (need.len)
		waived = arena_printf(&c->arena, "%s (%s)", step->waiver, buf_text(&need));
	c->to = c->step->to;
	c->waiver = step->waiver;
	c->made_of = step->made_of;
	c->is_answered = step->is_answered;
	life_begin(c, c->to);
	if (waived && record_field_find(c->kind, "waiver"))
		life_set(c, "waiver", waived);
	if (c->step->apply)
		r = c->step->apply(c, err);
	if (r < 0)
		return r;
	life_add_history(c, c->step->action, c->to, waived, NULL);
	return life_keep(c, err);
}

static int take_step(struct life_case *c, const struct flow_step *step, struct err *err)
{
	struct flow_step there = *step;
	char holder[UUID_TEXT_MAX] = "";
	const struct life_step *found = life_find_step(life_find(c->kind->name), step->action);
	int r;

	if (!found)
		return err_set(err, ENOENT, _("%s không có bước «%.40s»; xem «hotroit do --help»"),
			       _(c->kind->label), step->action);
	life_ask(c, found);
	r = life_case_read(c, step->id, err);
	if (r == 0 && found->via)
		r = life_holder(c, holder, err);
	if (r < 0)
		return r;
	if (!*holder)
		return life_take(c, step, err);
	there.id = holder;
	c->to = found->to;
	return life_also(c, found->via, &there, err);
}

int flow_do(struct store *store, const struct plan *plan, const struct record_kind *kind,
	    const struct flow_step *step, struct buf *ret_said, struct err *err)
{
	AUTO(store_hold_done) struct store_hold hold = {0};
	AUTO(life_case_done) struct life_case c = {.store = store, .plan = plan, .kind = kind};
	int r = kind ? 0 : flow_kind_of(store, step->action, step->id, &c.kind, err);

	if (r == 0)
		r = store_hold_begin(&hold, store, err);
	if (r == 0)
		r = take_step(&c, step, err);
	if (r == 0)
		r = store_hold_keep(&hold, err);
	/* Somebody who reads keeps the log: the next step or round does it. */
	if (r == 0 && c.is_scrubbing && store_sync_scrub(store, NULL) < 0)
		buf_printf(&c.remark, _("; sổ đang mở ở nơi khác: đóng lại rồi đồng bộ"));
	/* Where it stays has no news when there is some besides. */
	if (r == 0)
		life_say(ret_said, &c, _(c.step->label),
			 c.to            ? c.to
			 : !c.remark.len ? life_value(&c, STATE)
					 : NULL);
	if (r == 0 && c.remark.len)
		buf_printf(ret_said, "; %s", buf_text(&c.remark));
	return r;
}

/* ---- what may be done ---------------------------------------------------- */

int flow_suggest(struct store *store, const char *action, const char *id, struct buf *ret,
		 struct err *err)
{
	AUTO(life_case_done) struct life_case c = {.store = store};
	int r = flow_kind_of(store, action, id, &c.kind, err);

	if (r < 0)
		return r;
	c.step = life_find_step(life_find(c.kind->name), action);
	if (!c.step->suggest)
		return 0;
	r = life_case_read(&c, id, err);
	return r < 0 ? r : c.step->suggest(&c, ret, err);
}

int flow_choices(struct store *store, const struct plan *plan, const struct record_kind *kind,
		 const char *id, flow_choice_fn fn, void *user, struct err *err)
{
	const struct life *life = life_find(kind->name);
	AUTO(life_case_done) struct life_case c = {.store = store, .plan = plan, .kind = kind};
	int r = life_case_read(&c, id, err);

	for (size_t i = 0; r == 0 && life && i < life->count; i++) {
		const struct life_step *step = &life->steps[i];
		AUTO(buf_done) struct buf need = {0};
		struct missing missing = {0};
		struct flow_choice choice = {
			.action = step->action, .label = _(step->label),
		};

		life_ask(&c, step);
		choice.params = c.asked;
		choice.param_count = c.asked_count;
		choice.is_own = !step->asks_of;
		choice.is_final = step->is_final;
		choice.is_aside = step->is_aside;
		if ((step->from && !life_has_word(step->from, life_value(&c, STATE))) ||
		    !(store_acting(store)->role & step->roles))
			continue;
		r = check_guards(&c, &missing, err);
		need = missing.need;
		choice.need = need.len ? buf_text(&need) : NULL;
		choice.is_waivable = missing.is_waivable;
		if (step->is_rare && choice.need)
			continue;
		if (r == 0)
			fn(user, &choice);
	}
	return r;
}
