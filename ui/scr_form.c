/*
 * The one form: adds or changes a record of any kind, and asks for what a step needs. Opened with
 * "add KIND [name=value…]", "set KIND ID" or "do ACTION KIND ID". What is typed is kept at every
 * key, and nothing that the store refuses closes the form.
 */
#include "form_priv.h"
#include "steps_priv.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

enum {
	REQ_SAVE = REQ_OWN,
	REQ_NEXT,
	REQ_PREVIOUS,
	REQ_PICK,
	REQ_NEW,
	REQ_DROP,
};

#define FIELDS_A_PAGE 8

struct state {
	struct form form;
	struct pick pick;
	size_t top; /* the first field shown */
	struct form_value *asked; /* waits for the record of a form opened from here, or NULL */
};

static struct form_value *current(struct state *state)
{
	return &state->form.values[state->form.at];
}

static int enter(struct ui *ui, void *data, const char *argument, struct err *err)
{
	struct state *state = data;

	*ui->made = '\0';
	return form_open(&state->form, ui, argument, err);
}

static void leave(struct ui *ui, void *data)
{
	struct state *state = data;

	(void)ui;
	pick_close(&state->pick);
	form_done(&state->form);
}

/* ---- saving ---------------------------------------------------------------------------------- */

static int save_step(struct ui *ui, struct form *form, const char *const *names,
		     const char *const *values, size_t count, struct err *err)
{
	const struct flow_step step = {.action = form->action, .id = form->row, .names = names,
				       .values = values, .count = count,
				       .waiver = form_waiver(form)};
	AUTO(buf_done) struct buf said = {0};
	int r = flow_do(ui->store, ui->plan, form->kind, &step, &said, err);

	if (r == 0)
		steps_say(ui, form->kind, form->row, buf_text(&said));
	return r;
}

static int save_record(struct ui *ui, struct form *form, const char *const *names,
		       const char *const *values, size_t count, struct err *err)
{
	AUTO(buf_done) struct buf title = {0};
	const char **seen = arena_alloc(&form->arena, (count + 1) * sizeof(*seen));
	char id[UUID_TEXT_MAX];
	int r;

	snprintf(id, sizeof(id), "%s", form->row);
	for (size_t i = 0; i < count; i++)
		seen[i] = form_find(form, names[i])->kept;
	r = flow_check_plan(form->kind, names, values, count, err);
	if (r == 0)
		r = *id ? store_set_seen(ui->store, form->kind, id, names, values, seen, count, err)
			: store_add(ui->store, form->kind, names, values, count, id, err);
	if (r == -EAGAIN)
		form_look_again(form);
	if (r < 0)
		return r;
	snprintf(ui->made, sizeof(ui->made), "%s", id);
	if (store_title(ui->store, form->kind, id, &title, NULL) < 0)
		buf_add_str(&title, id);
	ui_say(ui, STYLE_PASS, *form->row ? _("Đã sửa %s: %s") : _("Đã thêm %s: %s"),
	       _(form->kind->label), buf_text(&title));
	return 0;
}

/* The state is gone when it returns true. */
static bool save(struct ui *ui, struct state *state)
{
	struct form *form = &state->form;
	const char **names = arena_alloc(&form->arena, (form->count + 1) * sizeof(*names));
	const char **values = arena_alloc(&form->arena, (form->count + 1) * sizeof(*values));
	struct err err;
	size_t count;
	int r;

	pick_close(&state->pick);
	if (!form_check_all(form)) {
		ui_say(ui, STYLE_FAIL, _("Chưa lưu: sửa mục đang chọn rồi F2"));
		return false;
	}
	if (form_blame_empty(form)) {
		ui_say(ui, STYLE_FAIL, _("Chưa lưu: còn mục có dấu * chưa điền"));
		return false;
	}
	if (!form_is_confirmed(form)) {
		ui_say(ui, STYLE_FAIL, _("Chưa làm gì: mã gõ lại không đúng"));
		return false;
	}
	count = form_collect(form, names, values);
	r = form->action ? save_step(ui, form, names, values, count, &err)
			 : save_record(ui, form, names, values, count, &err);
	if (r < 0) {
		if (form_blame(form, &err))
			ui_say(ui, STYLE_FAIL, _("Chưa lưu: sửa mục đang chọn rồi F2"));
		else
			ui_say(ui, STYLE_FAIL, "%s", err.text);
		return false;
	}
	form_draft_drop(ui, &state->form);
	ui_back(ui);
	return true;
}

/* ---- moving ---------------------------------------------------------------------------------- */

static void go(struct state *state, size_t at)
{
	pick_close(&state->pick);
	form_check(&state->form, current(state));
	state->form.at = at < state->form.count ? at : state->form.count - 1;
}

static bool move(struct ui *ui, struct state *state, int request)
{
	size_t at = state->form.at;

	switch (request) {
	case REQ_OPEN:
		if (at + 1 == state->form.count)
			save(ui, state);
		else
			go(state, at + 1);
		return true;
	case REQ_NEXT:
		go(state, (at + 1) % state->form.count);
		return true;
	case REQ_PREVIOUS:
		go(state, at ? at - 1 : state->form.count - 1);
		return true;
	case REQ_DOWN:
		go(state, at + 1);
		return true;
	case REQ_UP:
		go(state, at ? at - 1 : 0);
		return true;
	case REQ_PAGE_DOWN:
		go(state, at + FIELDS_A_PAGE);
		return true;
	case REQ_PAGE_UP:
		go(state, at > FIELDS_A_PAGE ? at - FIELDS_A_PAGE : 0);
		return true;
	default:
		return false;
	}
}

/* ---- one field ------------------------------------------------------------------------------- */

static void touched(struct ui *ui, struct state *state)
{
	current(state)->is_touched = true;
	*current(state)->error = '\0';
	form_draft_keep(ui, &state->form);
}

/* Of an entry the divisions of its own contest: what the form says it is a part of; or NULL. */
static const char *whole_of(const struct state *state, const struct record_kind *kind)
{
	for (size_t i = 0; kind->within && i < state->form.count; i++) {
		const struct form_value *value = &state->form.values[i];

		if (str_eq(value->field->name, kind->within) && *value->chosen)
			return value->chosen;
	}
	return NULL;
}

static void open_pick(struct ui *ui, struct state *state, const char *words)
{
	const struct record_kind *kind = record_kind_find(current(state)->field->ref);
	struct err err;

	if (!ui_may_read(ui, kind))
		ui_say(ui, STYLE_FAIL, _("%s: bạn không được xem; đổi người làm"), _(kind->label));
	else if (pick_find(&state->pick, ui->store, kind, whole_of(state, kind), words, &err) < 0)
		ui_say(ui, STYLE_FAIL, "%s", err.text);
}

static void choose(struct ui *ui, struct state *state, const char *id)
{
	form_choose(&state->form, current(state), id);
	touched(ui, state);
}

static bool handle_choice(struct ui *ui, struct state *state, const struct ui_event *event)
{
	struct form_value *value = current(state);
	const char *found;

	if (event->is_pasted)
		return true;
	switch (event->request) {
	case REQ_LEFT:
	case REQ_RIGHT:
		value->choice = form_next_choice(value, event->request == REQ_RIGHT ? 1 : -1);
		break;
	case REQ_TEXT:
		found = str_eq(event->text, " ") ? form_next_choice(value, 1)
						 : form_letter_choice(value, event->text);
		if (found)
			value->choice = found;
		break;
	case REQ_ERASE:
	case REQ_DELETE:
		value->choice = NULL;
		break;
	default:
		return false;
	}
	touched(ui, state);
	return true;
}

static bool handle_entry(struct ui *ui, struct state *state, const struct ui_event *event)
{
	struct form_value *value = current(state);
	bool is_ref = value->field->type == FIELD_REF;

	/* Another name is typed from its first letter on. */
	if (*value->chosen && (event->request == REQ_TEXT || event->request == REQ_ERASE)) {
		ui_entry_set(&value->entry, event->request == REQ_TEXT ? "" : " ");
		*value->chosen = '\0';
	}
	switch (ui_entry_handle(ui, &value->entry, event)) {
	case ENTRY_CHANGED:
		*value->chosen = '\0';
		if (is_ref && *value->entry.text)
			open_pick(ui, state, value->entry.text);
		else
			pick_close(&state->pick);
		touched(ui, state);
		return true;
	case ENTRY_USED:
		return true;
	default:
		return false;
	}
}

static bool handle_pick(struct ui *ui, struct state *state, const struct ui_event *event)
{
	struct pick *pick = &state->pick;

	switch (event->request) {
	case REQ_UP:
	case REQ_DOWN:
		return ui_list_move(&pick->list, event->request, pick->count);
	case REQ_OPEN:
		if (pick->count) {
			choose(ui, state, pick->rows[pick->list.selected].id);
			go(state, state->form.at + 1);
		}
		return true;
	case REQ_BACK:
		pick_close(pick);
		return true;
	default:
		return false;
	}
}

/* A record that is not there yet is made in a form of its own; what was typed begins it. */
static void open_new(struct ui *ui, struct state *state)
{
	struct form_value *value = current(state);
	const struct record_kind *kind = record_kind_find(value->field->ref);
	AUTO(buf_done) struct buf argument = {0};

	/* The two would be one draft. */
	if (kind == state->form.kind && !*state->form.row) {
		ui_say(ui, STYLE_REVIEW, _("Lưu %s này trước (F2), rồi mới thêm được cái khác"),
		       _(kind->label));
		return;
	}
	buf_printf(&argument, "add %s", kind->name);
	if (kind->title && *value->entry.text && !*value->chosen)
		buf_printf(&argument, " %s=%s", kind->title, value->entry.text);
	pick_close(&state->pick);
	state->asked = value;
	ui_open(ui, "form", buf_text(&argument));
}

static void take_made(struct ui *ui, struct state *state)
{
	if (state->asked && *ui->made) {
		choose(ui, state, ui->made);
		go(state, state->form.at + 1);
	}
	*ui->made = '\0';
	state->asked = NULL;
}

/* ---- the screen ------------------------------------------------------------------------------ */

static void draw(struct ui *ui, void *data, struct canvas *canvas)
{
	struct state *state = data;

	form_draw(ui, &state->form, &state->pick, &state->top, canvas);
}

static bool handle_offer(struct ui *ui, struct state *state, const struct ui_event *event)
{
	if (event->request == REQ_OPEN)
		form_draft_take(ui, &state->form);
	else if (event->request == REQ_DROP)
		form_draft_drop(ui, &state->form);
	else
		return false;
	return true;
}

static void close(struct ui *ui, const struct state *state)
{
	if (form_is_touched(&state->form))
		ui_say(ui, STYLE_NORMAL, _("Chưa lưu; đã giữ bản nháp, mở lại để điền tiếp"));
	*ui->made = '\0';
	ui_back(ui);
}

static bool handle(struct ui *ui, void *data, const struct ui_event *event)
{
	struct state *state = data;
	bool is_ref = current(state)->field->type == FIELD_REF;

	if (event->request == REQ_RETURN) {
		take_made(ui, state);
		return true;
	}
	if (state->form.is_offered)
		return handle_offer(ui, state, event);
	if (state->pick.is_open && handle_pick(ui, state, event))
		return true;
	if (form_is_choice(current(state)->field) ? handle_choice(ui, state, event)
						   : handle_entry(ui, state, event))
		return true;
	switch (event->request) {
	case REQ_SAVE:
		save(ui, state);
		return true;
	case REQ_PICK:
	case REQ_NEW:
		if (!is_ref)
			ui_say(ui, STYLE_DIM, _("Mục này gõ thẳng vào, không chọn từ sổ khác"));
		else if (event->request == REQ_PICK)
			open_pick(ui, state, NULL);
		else
			open_new(ui, state);
		return true;
	case REQ_BACK:
		close(ui, state);
		return true;
	default:
		return move(ui, state, event->request);
	}
}

static bool wants_text(struct ui *ui, const void *data)
{
	(void)ui;
	return !((const struct state *)data)->form.is_offered;
}

static const char *hint(struct ui *ui, void *data)
{
	struct state *state = data;

	(void)ui;
	if (state->form.is_offered)
		return _("Enter: điền tiếp bản nháp; Del: bỏ nó, điền lại từ đầu");
	if (state->pick.is_open)
		return _("Lên xuống rồi Enter để chọn; F7: tạo mới; Esc: thôi");
	if (form_is_choice(current(state)->field))
		return _("Trái phải hoặc chữ đầu để chọn; Enter: mục sau; F2: lưu");
	return _("Enter: mục sau; F2: lưu; Esc: về, điều đã gõ được giữ");
}

static const char *heading(struct ui *ui, const void *data)
{
	(void)ui;
	return ((const struct state *)data)->form.heading;
}

static const struct ui_key keys[] = {
	{REQ_OPEN, "Enter", N_("Tiếp"), N_("sang mục sau; ở mục cuối: lưu; trong danh sách: chọn")},
	{REQ_SAVE, "F2 ^O", N_("Lưu"), N_("lưu; mục nào sai thì con trỏ về mục đó")},
	{REQ_PICK, "F3 ^P", N_("Chọn"), N_("danh sách để chọn cho mục đang điền")},
	{REQ_NEW, "F7 ^N", N_("Tạo mới"), N_("tạo mới bản ghi mà mục này chỉ tới, rồi quay lại")},
	{REQ_NEXT, "Tab", NULL, N_("sang mục sau")},
	{REQ_PREVIOUS, "S-Tab", NULL, N_("về mục trước")},
	{REQ_DROP, "Del", NULL, N_("bỏ bản nháp")},
};

const struct screen scr_form = {
	.name = "form",
	.title = N_("Biểu mẫu"),
	.heading = heading,
	.keys = keys,
	.key_count = ARRAY_LEN(keys),
	.state_size = sizeof(struct state),
	.enter = enter,
	.leave = leave,
	.draw = draw,
	.handle = handle,
	.hint = hint,
	.wants_text = wants_text,
};
