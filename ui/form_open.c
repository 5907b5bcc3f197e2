/* Opening a form: of a new record, of one that is there, or of a step of its life. */
#include "argument_priv.h"
#include "form_priv.h"
#include "steps_priv.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

static int take_kept(void *user, const struct record_kind *kind, const struct record *record)
{
	struct form *form = user;

	for (size_t i = 0; i < form->count; i++) {
		const char *kept = record_value(kind, record, form->values[i].field->name);

		form->values[i].kept = arena_str(&form->arena, kept);
	}
	return 0;
}

void form_look_again(struct form *form)
{
	struct err err;

	if (store_get(form->store, form->kind, form->row, take_kept, form, &err) < 0)
		log_debug("a record could not be looked at again");
}

static int take_record(void *user, const struct record_kind *kind, const struct record *record)
{
	struct form *form = user;

	snprintf(form->row, sizeof(form->row), "%s", record->id);
	take_kept(form, kind, record);
	for (size_t i = 0; i < form->count; i++)
		form_put(form, &form->values[i], form->values[i].kept);
	return 0;
}

/* Fields of people that the one who acts may not read are left out of what is changed. */
static void begin_record(struct ui *ui, struct form *form, bool is_new)
{
	size_t kept = 0;

	form_begin(form, form->kind->fields, form->kind->field_count, false);
	for (size_t i = 0; i < form->count; i++)
		if (is_new || ui_may_see(ui, form->values[i].field))
			form->values[kept++] = form->values[i];
	form->count = kept;
}

static int open_record(struct ui *ui, struct form *form, const char *id, struct err *err)
{
	AUTO(buf_done) struct buf title = {0};
	int r;

	begin_record(ui, form, !id);
	/* Nothing is written: only whether it may be. */
	r = store_check(ui->store, form->kind, id, NULL, NULL, 0, err);
	if (r == -EPERM)
		return r;
	r = id ? store_get(ui->store, form->kind, id, take_record, form, err) : 0;
	if (r == 0 && id)
		r = store_title(ui->store, form->kind, form->row, &title, err);
	snprintf(form->heading, sizeof(form->heading), "%s: %s %s", id ? _("Sửa") : _("Thêm"),
		 _(form->kind->label), buf_text(&title));
	return r;
}

/* What is known already is not asked again; a reason given once is none for this time. */
static int take_own(void *user, const struct record_kind *kind, const struct record *record)
{
	struct form *form = user;

	for (size_t i = 0; i < form->count; i++) {
		struct form_value *value = &form->values[i];
		const struct field *own = record_field_find(kind, value->field->name);
		const char *kept = record_value(kind, record, value->field->name);

		/* What the step alone asks for may be called as a field of the record is. */
		if (!kept || own->label != value->field->label ||
		    str_eq(value->field->name, "waiver"))
			continue;
		form_put(form, value, kept);
		value->is_kept = true;
	}
	return 0;
}

static int take_code(void *user, const struct record_kind *kind, const struct record *record)
{
	struct form *form = user;
	const char *tag = record_value(kind, record, "tag");

	form->code = arena_str(&form->arena, tag ? tag : record->id);
	return 0;
}

static int open_step(struct ui *ui, struct form *form, const char *id, struct err *err)
{
	AUTO(steps_done) struct steps steps = {0};
	AUTO(buf_done) struct buf title = {0};
	const struct flow_choice *choice;
	int r = store_get(ui->store, form->kind, id, take_record, form, err);

	if (r == 0)
		r = steps_load(&steps, ui, form->kind, form->row, err);
	if (r < 0)
		return r;
	choice = steps_find(&steps, form->action);
	if (!choice)
		return err_set(err, EPERM,
			       _("bước này lúc này không làm được, hoặc là việc của người khác "
				 "(F4: đổi người làm)"));
	if (choice->is_final)
		r = store_get(ui->store, form->kind, form->row, take_code, form, err);
	if (r < 0)
		return r;
	form_begin(form, choice->params, choice->param_count, steps_may_waive(ui, choice));
	if (!form->count)
		return err_set(err, EINVAL, _("«%s» không hỏi gì thêm: làm ngay ở bản ghi"),
			       choice->label);
	if (choice->is_own)
		r = store_get(ui->store, form->kind, form->row, take_own, form, err);
	if (r == 0)
		r = store_title(ui->store, form->kind, form->row, &title, err);
	snprintf(form->heading, sizeof(form->heading), "%s: %s %s", choice->label,
		 _(form->kind->label), buf_text(&title));
	return r;
}

int form_open(struct form *form, struct ui *ui, const char *argument, struct err *err)
{
	AUTO(argument_done) struct argument given = {0};
	bool is_step, is_set;
	int r;

	argument_read(&given, argument);
	is_step = str_eq(given.words[0], "do");
	is_set = str_eq(given.words[0], "set");
	form->store = ui->store;
	form->kind = given.word_count > 1 ? record_kind_find(given.words[is_step ? 2 : 1]) : NULL;
	if (!ui->store)
		return err_set(err, ENOENT, _("không mở được sổ; xem hotroit doctor"));
	if (!form->kind || (is_step && !given.words[3]) || (is_set && !given.words[2]))
		return err_set(err, EINVAL, _("«%.60s»: không có biểu mẫu này"), argument);
	if (is_step) {
		form->action = arena_str(&form->arena, given.words[1]);
		r = open_step(ui, form, given.words[3], err);
	} else {
		r = open_record(ui, form, is_set ? given.words[2] : NULL, err);
	}
	for (size_t i = 0; r == 0 && i < given.pair_count; i++) {
		struct form_value *value = form_find(form, given.pairs[i].name);

		if (value)
			form_put(form, value, given.pairs[i].value);
	}
	return r < 0 ? r : form_draft_look(form, err);
}
