/* A half-filled form as text:
 * {"name":{"text":"Lan"},"unit":{"text":"Phù Đổng","chosen":"<id>"}} */
#include "form_priv.h"

#include <errno.h>
#include <jansson.h>
#include <stdio.h>
#include <string.h>

#define STEP_PREFIX "do "

void form_draft_print(const struct form *form, struct buf *ret)
{
	const char *comma = "";

	buf_add_char(ret, '{');
	for (size_t i = 0; i < form->count; i++) {
		const struct form_value *value = &form->values[i];

		if (!value->is_touched)
			continue;
		buf_add_str(ret, comma);
		comma = ",";
		json_add_text(ret, value->field->name);
		buf_add_str(ret, ":{\"text\":");
		json_add_text(ret, form_is_choice(value->field) ? value->choice
								 : value->entry.text);
		if (*value->chosen) {
			buf_add_str(ret, ",\"chosen\":");
			json_add_text(ret, value->chosen);
		}
		buf_add_char(ret, '}');
	}
	buf_add_char(ret, '}');
}

static void free_json(json_t **json)
{
	json_decref(*json);
}

static void take_value(struct form *form, const char *name, const json_t *given)
{
	struct form_value *value = form_find(form, name);
	const char *text = json_string_value(json_object_get(given, "text"));
	const char *chosen = json_string_value(json_object_get(given, "chosen"));

	if (!value)
		return;
	value->is_touched = true;
	*value->chosen = '\0';
	if (form_is_choice(value->field)) {
		value->choice = NULL;
		form_put(form, value, text);
		return;
	}
	ui_entry_set(&value->entry, text ? text : "");
	if (chosen && uuid_is(chosen) && value->field->type == FIELD_REF)
		form_choose(form, value, chosen);
}

int form_draft_read(struct form *form, const char *json, struct err *err)
{
	AUTO(free_json) json_t *root = json_loads(json, JSON_REJECT_DUPLICATES, NULL);
	const char *name;
	json_t *given;

	if (!json_is_object(root))
		return err_set(err, EBADMSG, _("bản nháp không đọc được; bấm Del để bỏ"));
	json_object_foreach(root, name, given)
		take_value(form, name, given);
	return 0;
}

/* The name drafts of this form go by: "donor", "do repair device". Appended. */
static void form_draft_name(const struct form *form, struct buf *ret)
{
	if (form->action)
		buf_printf(ret, STEP_PREFIX "%s ", form->action);
	buf_add_str(ret, form->kind->name);
}

void form_draft_argument(const char *name, const char *row, struct buf *ret)
{
	if (str_starts(name, STEP_PREFIX))
		buf_printf(ret, "%s %s", name, row);
	else if (!record_kind_find(name))
		return;
	else if (*row)
		buf_printf(ret, "set %s %s", name, row);
	else
		buf_printf(ret, "add %s", name);
}

/* ---- keeping them ---------------------------------------------------------------------------- */

static void note_draft(void *user, const char *name, const char *row, const char *at)
{
	struct form *form = user;
	AUTO(buf_done) struct buf own = {0};

	form_draft_name(form, &own);
	if (!str_eq(name, buf_text(&own)) || !str_eq(row, form->row))
		return;
	form->is_offered = true;
	snprintf(form->draft_at, sizeof(form->draft_at), "%s", at);
}

int form_draft_look(struct form *form, struct err *err)
{
	return store_drafts(form->store, note_draft, form, err);
}

static int put(const struct form *form, const char *text, struct err *err)
{
	AUTO(buf_done) struct buf name = {0};

	form_draft_name(form, &name);
	return store_draft_put(form->store, buf_text(&name), form->row, text, err);
}

void form_draft_keep(struct ui *ui, struct form *form)
{
	AUTO(buf_done) struct buf text = {0};
	struct err err;

	form_draft_print(form, &text);
	if (put(form, buf_text(&text), &err) == 0 || form->is_draft_lost)
		return;
	form->is_draft_lost = true;
	ui_say(ui, STYLE_FAIL, _("Không giữ được bản nháp: %s"), err.text);
}

void form_draft_drop(struct ui *ui, struct form *form)
{
	struct err err;

	form->is_offered = false;
	if (put(form, NULL, &err) < 0)
		ui_say(ui, STYLE_FAIL, "%s", err.text);
}

void form_draft_take(struct ui *ui, struct form *form)
{
	AUTO(buf_done) struct buf name = {0}, text = {0};
	struct err err;
	int r;

	form_draft_name(form, &name);
	r = store_draft_get(form->store, buf_text(&name), form->row, &text, &err);
	if (r == 0)
		r = form_draft_read(form, buf_text(&text), &err);
	if (r < 0) {
		ui_say(ui, STYLE_FAIL, "%s", err.text);
		return;
	}
	form->is_offered = false;
	if (!form_check_all(form))
		log_debug("the draft is not whole yet");
	ui_say(ui, STYLE_NORMAL, _("Đã lấy lại bản nháp; xem lại rồi F2 để lưu"));
}
