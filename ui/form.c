/* What is typed into a form and what it means to the store. Nothing is drawn here. */
#include "form_priv.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#define WAIVER "waiver"

static const char *const answers[] = {"1", "0", NULL};
static const char *const answer_labels[] = {N_("có"), N_("không"), NULL};

static const struct field waiver_field = {
	.name = WAIVER,
	.label = N_("Lý do miễn"),
	.type = FIELD_TEXT,
	.required = true,
	.hint = N_("điều phối viên ghi vì sao cho qua; được in trên biên bản"),
};

static const struct field confirm_field = {
	.name = "confirm",
	.label = N_("Gõ lại mã"),
	.type = FIELD_CODE,
	.required = true,
	.hint = N_("không lấy lại được: gõ mã của bản ghi này rồi F2"),
};

void form_begin(struct form *form, const struct field *fields, size_t count, bool waiver)
{
	struct field *own = arena_alloc(&form->arena, (count + 1) * sizeof(*own));

	form->values = arena_alloc(&form->arena, (count + 2) * sizeof(*form->values));
	for (size_t i = 0; i < count; i++) {
		own[i] = fields[i];
		if (!fields[i].read_only && fields[i].type != FIELD_JSON)
			form->values[form->count++].field = &own[i];
	}
	if (waiver)
		form->values[form->count++].field = &waiver_field;
	if (form->code)
		form->values[form->count++].field = &confirm_field;
	for (size_t i = 0; i < form->count; i++) {
		enum field_type type = form->values[i].field->type;

		form->values[i].entry.is_code = type != FIELD_TEXT && type != FIELD_REF;
	}
}

void form_done(struct form *form)
{
	arena_done(&form->arena);
}

struct form_value *form_find(struct form *form, const char *name)
{
	for (size_t i = 0; i < form->count; i++)
		if (str_eq(form->values[i].field->name, name))
			return &form->values[i];
	return NULL;
}

void form_choose(struct form *form, struct form_value *value, const char *id)
{
	AUTO(buf_done) struct buf title = {0};

	if (store_title(form->store, record_kind_find(value->field->ref), id, &title, NULL) < 0 ||
	    !title.len)
		buf_add_str(&title, id);
	ui_entry_set(&value->entry, buf_text(&title));
	snprintf(value->chosen, sizeof(value->chosen), "%s", id);
	*value->error = '\0';
}

/* ---- choices --------------------------------------------------------------------------------- */

bool form_is_choice(const struct field *field)
{
	return field->type == FIELD_CHOICE || field->type == FIELD_BOOL;
}

static const char *const *keys_of(const struct field *field)
{
	return field->type == FIELD_BOOL ? answers : field->choices;
}

const char *form_choice_label(const struct field *field, const char *choice)
{
	const char *const *keys = keys_of(field);
	const char *const *labels =
		field->type == FIELD_BOOL ? answer_labels : field->choice_labels;

	for (size_t i = 0; choice && keys[i]; i++)
		if (str_eq(keys[i], choice))
			return _(labels[i]);
	return "";
}

static const char *find_choice(const struct field *field, const char *kept)
{
	const char *const *keys = keys_of(field);

	for (size_t i = 0; kept && keys[i]; i++)
		if (str_eq(keys[i], kept))
			return keys[i];
	return NULL;
}

const char *form_next_choice(const struct form_value *value, int step)
{
	const char *const *keys = keys_of(value->field);
	int count = 0, at = -1;

	for (; keys[count]; count++)
		if (str_eq(keys[count], value->choice))
			at = count;
	/* Empty stands before the first one and behind the last one. */
	if (at < 0)
		return step > 0 ? keys[0] : keys[count - 1];
	at += step;
	if (at >= 0 && at < count)
		return keys[at];
	return !value->field->required ? NULL : step > 0 ? keys[0] : keys[count - 1];
}

const char *form_letter_choice(const struct form_value *value, const char *letter)
{
	AUTO(buf_done) struct buf wanted = {0};
	const char *const *keys = keys_of(value->field);
	struct form_value at = *value;

	text_fold(&wanted, letter);
	for (size_t i = 0; wanted.len && (!i || keys[i - 1]); i++) {
		AUTO(buf_done) struct buf label = {0};

		at.choice = form_next_choice(&at, 1);
		text_fold(&label, form_choice_label(at.field, at.choice));
		if (at.choice && str_starts(buf_text(&label), buf_text(&wanted)))
			return at.choice;
	}
	return NULL;
}

/* ---- values ---------------------------------------------------------------------------------- */

static int read_day(const char *typed, struct date *ret, struct err *err)
{
	const struct date today = date_today();
	bool both_ways;

	return date_read_typed(typed, &today, ret, &both_ways, err);
}

/* "5/10 14h30", a day alone (its beginning) or a time alone (today). */
static int read_moment(struct arena *arena, const char *typed, const char **ret, struct err *err)
{
	const char *blank = strrchr(typed, ' ');
	struct date date = date_today();
	char day[DATE_TEXT_MAX];
	int minutes = 0, r;

	if (time_read_typed(blank ? blank + 1 : typed, &minutes, err) == 0)
		r = blank ? read_day(arena_copy(arena, typed, (size_t)(blank - typed)), &date, err)
			  : 0;
	else
		r = read_day(typed, &date, err);
	if (r < 0)
		return err_set(err, EINVAL, _("cần ngày và giờ, như 22/11/2026 20:30"));
	date_print(&date, day);
	*ret = arena_printf(arena, "%sT%02d:%02d:00+07:00", day, minutes / 60, minutes % 60);
	return 0;
}

/* What is typed as the store reads it: it knows one way to write a day, a time and a sum. */
static int read_typed(struct arena *arena, const struct field *field, const char *typed,
		      const char **ret, struct err *err)
{
	char day[DATE_TEXT_MAX];
	struct date date;
	int64_t amount;
	int r = 0;

	switch (field->type) {
	case FIELD_DATE:
		r = read_day(typed, &date, err);
		if (r == 0) {
			date_print(&date, day);
			*ret = arena_str(arena, day);
		}
		return r;
	case FIELD_TIME:
		return read_moment(arena, typed, ret, err);
	case FIELD_MONEY:
		r = text_money_read(typed, &amount, err);
		if (r == 0)
			*ret = arena_printf(arena, "%lld", (long long)amount);
		return r;
	default:
		*ret = typed;
		return 0;
	}
}

static bool form_is_empty(const struct form_value *value)
{
	return form_is_choice(value->field) ? !value->choice : !*value->entry.text;
}

const char *form_text(struct arena *arena, const struct form_value *value)
{
	const char *text = NULL;

	if (form_is_empty(value))
		return NULL;
	if (form_is_choice(value->field))
		return value->choice;
	if (*value->chosen)
		return value->chosen;
	/* What can not be read goes to the store as it is, which refuses it. */
	if (read_typed(arena, value->field, value->entry.text, &text, NULL) < 0)
		return value->entry.text;
	return text;
}

void form_put(struct form *form, struct form_value *value, const char *kept)
{
	AUTO(buf_done) struct buf shown = {0};

	if (form_is_choice(value->field)) {
		value->choice = find_choice(value->field, kept);
	} else if (value->field->type == FIELD_REF && kept && uuid_is(kept)) {
		form_choose(form, value, kept);
	} else if (kept) {
		if (value->field->type == FIELD_DATE || value->field->type == FIELD_TIME)
			record_show_value(&shown, value->field, kept);
		else
			buf_add_str(&shown, kept);
		ui_entry_set(&value->entry, buf_text(&shown));
	}
}

size_t form_collect(struct form *form, const char **ret_names, const char **ret_values)
{
	bool is_change = *form->row && !form->action;
	size_t count = 0;

	for (size_t i = 0; i < form->count; i++) {
		const struct form_value *value = &form->values[i];

		if (value->field == &waiver_field || value->field == &confirm_field ||
		    (value->is_kept && !value->is_touched && !value->field->required) ||
		    (is_change ? !value->is_touched : form_is_empty(value)))
			continue;
		ret_names[count] = value->field->name;
		ret_values[count++] = form_text(&form->arena, value);
	}
	return count;
}

const char *form_waiver(struct form *form)
{
	struct form_value *value = form_find(form, WAIVER);

	return value && value->field == &waiver_field ? form_text(&form->arena, value) : NULL;
}

bool form_is_confirmed(struct form *form)
{
	struct form_value *value = form->code ? form_find(form, confirm_field.name) : NULL;

	if (!value || strcasecmp(value->entry.text, form->code) == 0)
		return true;
	snprintf(value->error, sizeof(value->error), _("không phải mã này (%s)"), form->code);
	form->at = (size_t)(value - form->values);
	return false;
}

bool form_is_touched(const struct form *form)
{
	for (size_t i = 0; i < form->count; i++)
		if (form->values[i].is_touched)
			return true;
	return false;
}

/* ---- what is wrong --------------------------------------------------------------------------- */

/* The value as the store would keep it, or NULL and its complaint. */
static const char *keep_one(struct form *form, const struct form_value *value, struct arena *arena,
			    struct err *err)
{
	struct field field = *value->field;
	const char *text = form_text(arena, value), *kept = NULL;

	field.required = false;
	*err = (struct err){0};
	if (store_keep_values(form->store, &field, 1, &field.name, &text, 1, arena, &kept, err) < 0)
		return NULL;
	return kept;
}

/* What follows the "name: " of a complaint; NULL when it is not of this field. */
static const char *complaint_of(const struct field *field, const char *text)
{
	size_t len = strlen(field->name);

	return str_starts(text, field->name) && str_starts(text + len, ": ") ? text + len + 2
									       : NULL;
}

/* The store speaks to a command line; what a form can say better it says itself. */
static void set_error(struct form_value *value, const struct err *err)
{
	const char *what = complaint_of(value->field, err->text);

	if (form_is_empty(value) && value->field->required)
		what = _("cần điền mục này");
	else if (value->field->type == FIELD_REF && (err->code == ENOENT || err->code == ENOTUNIQ))
		what = err->code == ENOENT ? _("không có trong sổ; gõ lại, hoặc F7 để tạo mới")
					   : _("có nhiều dòng trùng tên; bấm F3 để chọn một");
	snprintf(value->error, sizeof(value->error), "%s", what ? what : err->text);
}

void form_check(struct form *form, struct form_value *value)
{
	AUTO(arena_done) struct arena arena = {0};
	const char *kept;
	struct err err;

	*value->error = '\0';
	if (form_is_empty(value) || (!value->is_touched && *form->row))
		return;
	/* The one who reads what is typed says best why it can not be read. */
	if (!form_is_choice(value->field) && !*value->chosen &&
	    read_typed(&arena, value->field, value->entry.text, &kept, &err) < 0) {
		snprintf(value->error, sizeof(value->error), "%s", err.text);
		return;
	}
	kept = keep_one(form, value, &arena, &err);
	if (kept && value->field->type == FIELD_REF)
		form_choose(form, value, kept);
	else if (!kept && err.code)
		set_error(value, &err);
}

bool form_check_all(struct form *form)
{
	bool is_good = true;

	for (size_t i = form->count; i-- > 0;) {
		form_check(form, &form->values[i]);
		if (!*form->values[i].error)
			continue;
		form->at = i;
		is_good = false;
	}
	return is_good;
}

void form_echo(struct form *form, const struct form_value *value, struct buf *ret)
{
	AUTO(arena_done) struct arena arena = {0};
	AUTO(buf_done) struct buf shown = {0};
	const char *kept;
	struct date date;
	struct err err;

	if (form_is_empty(value) || form_is_choice(value->field) ||
	    value->field->type == FIELD_REF || value->field->type == FIELD_TEXT)
		return;
	kept = keep_one(form, value, &arena, &err);
	if (!kept)
		return;
	/* 5/10 may be read both ways: words say which it is. */
	if (value->field->type == FIELD_DATE && date_read(kept, &date))
		date_print_words(&shown, &date);
	else
		record_show_value(&shown, value->field, kept);
	if (!str_eq(buf_text(&shown), value->entry.text))
		buf_printf(ret, "→ %s", buf_text(&shown));
}

bool form_blame(struct form *form, const struct err *err)
{
	for (size_t i = 0; i < form->count; i++) {
		if (!complaint_of(form->values[i].field, err->text))
			continue;
		set_error(&form->values[i], err);
		form->at = i;
		return true;
	}
	return false;
}

bool form_blame_empty(struct form *form)
{
	bool is_new = !*form->row || form->action;
	size_t first = form->count;

	for (size_t i = form->count; i-- > 0;) {
		struct form_value *value = &form->values[i];

		/* The store fills in a required time of a new record. */
		if (!value->field->required || !form_is_empty(value) ||
		    (is_new && !form->action && value->field->type == FIELD_TIME))
			continue;
		snprintf(value->error, sizeof(value->error), "%s", _("cần điền mục này"));
		first = i;
	}
	if (first < form->count)
		form->at = first;
	return first < form->count;
}
