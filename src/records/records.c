/* Finding a record kind and its fields by name. */
#include "records.h"

#include <stdio.h>
#include <string.h>

const struct record_kind *record_kind_find(const char *name)
{
	for (size_t i = 0; i < record_kind_count; i++)
		if (str_eq(record_kind_table[i]->name, name))
			return record_kind_table[i];
	return NULL;
}

const char *record_choice_label(const struct field *field, const char *value)
{
	for (size_t i = 0; field->type == FIELD_CHOICE && field->choices[i]; i++)
		if (str_eq(field->choices[i], value))
			return _(field->choice_labels[i]);
	return NULL;
}

void record_show_money(struct buf *ret, int64_t amount)
{
	text_money(ret, amount);
	buf_add_str(ret, _(" đ"));
}

static void show_date(struct buf *ret, const char *value)
{
	struct date date;

	if (date_read(value, &date))
		date_print_short(ret, &date);
	else
		buf_add_str(ret, value);
}

/* 2026-11-22T20:30:00+07:00 → "22/11/2026 20:30". */
static void show_time(struct buf *ret, const char *value)
{
	char day[sizeof("YYYY-MM-DD")];

	snprintf(day, sizeof(day), "%s", value);
	show_date(ret, day);
	if (strlen(value) >= 16)
		buf_printf(ret, " %.5s", value + 11);
}

/* Memory is sold by powers of two and disks by powers of ten; a part on the shelf is either. A
 * whole number of 256 MiB is memory: no disk has such a size. */
static void show_number(struct buf *ret, const struct field *field, const struct fact_def *def,
			int64_t number)
{
	bool is_memory = str_eq(def->unit, "B") && number % (INT64_C(1) << 28) == 0;
	const char *key = is_memory ? "memory.installed" : field->fact;

	fact_show_brief(ret, (double)number, def->unit, key);
}

void record_show_value(struct buf *ret, const struct field *field, const char *value)
{
	const struct fact_def *def = field->fact ? fact_def_find(field->fact) : NULL;
	const struct record_kind *kind = field->is_kind && value ? record_kind_find(value) : NULL;
	const char *label;
	int64_t number;

	if (!value)
		return;
	label = kind ? _(kind->label) : record_choice_label(field, value);
	if (def && str_to_i64(value, &number))
		show_number(ret, field, def, number);
	else if (field->is_hundredths && str_to_i64(value, &number))
		mark_print(ret, number);
	else if (field->type == FIELD_MONEY && str_to_i64(value, &number))
		record_show_money(ret, number);
	else if (field->type == FIELD_DATE)
		show_date(ret, value);
	else if (field->type == FIELD_TIME)
		show_time(ret, value);
	else if (field->type == FIELD_BOOL)
		buf_add_str(ret, str_eq(value, "1") ? _("có") : _("không"));
	else
		buf_add_str(ret, label ? label : value);
}

bool record_field_is_exported(const struct field *field, bool with_personal)
{
	return with_personal || field->privacy != PRIVACY_PERSONAL;
}

const struct field *record_field_find(const struct record_kind *kind, const char *name)
{
	for (size_t i = 0; i < kind->field_count; i++)
		if (str_eq(kind->fields[i].name, name))
			return &kind->fields[i];
	return NULL;
}

static const char *value_in(const struct record_change *change, const char *const *values,
			    const char *name)
{
	const struct field *field = record_field_find(change->kind, name);

	return field && values ? values[field - change->kind->fields] : NULL;
}

const char *record_after(const struct record_change *change, const char *name)
{
	return value_in(change, change->after, name);
}

const char *record_before(const struct record_change *change, const char *name)
{
	return value_in(change, change->before, name);
}

bool record_changes(const struct record_change *change, const char *name)
{
	const char *before = record_before(change, name), *after = record_after(change, name);

	return before || after ? !str_eq(before, after) : false;
}

const char *record_forgets(const struct field *field)
{
	if (field->privacy != PRIVACY_PERSONAL && !field->forgotten)
		return NULL;
	return field->required ? RECORD_FORGOTTEN : "";
}
