/* Finding a record kind and its fields by name. */
#include "records.h"

const struct record_kind *record_kind_find(const char *name)
{
	for (size_t i = 0; i < record_kind_count; i++)
		if (str_eq(record_kind_table[i]->name, name))
			return record_kind_table[i];
	return NULL;
}

static const char *choice_label(const struct field *field, const char *value)
{
	for (size_t i = 0; field->type == FIELD_CHOICE && field->choices[i]; i++)
		if (str_eq(field->choices[i], value))
			return _(field->choice_labels[i]);
	return value;
}

void record_show_value(struct buf *ret, const struct field *field, const char *value)
{
	const struct fact_def *def = field->fact ? fact_def_find(field->fact) : NULL;
	int64_t number;

	if (def && value && str_to_i64(value, &number))
		fact_show_brief(ret, (double)number, def->unit, field->fact);
	else if (value)
		buf_add_str(ret, choice_label(field, value));
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
