/* Finding a record kind and its fields by name. */
#include "records.h"

const struct record_kind *record_kind_find(const char *name)
{
	for (size_t i = 0; i < record_kind_count; i++)
		if (str_eq(record_kind_table[i]->name, name))
			return record_kind_table[i];
	return NULL;
}

const char *record_value_label(const struct field *field, const char *value)
{
	for (size_t i = 0; value && field->type == FIELD_CHOICE && field->choices[i]; i++)
		if (str_eq(field->choices[i], value))
			return _(field->choice_labels[i]);
	return value ? value : "";
}

const struct field *record_field_find(const struct record_kind *kind, const char *name)
{
	for (size_t i = 0; i < kind->field_count; i++)
		if (str_eq(kind->fields[i].name, name))
			return &kind->fields[i];
	return NULL;
}
