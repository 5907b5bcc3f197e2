/*
 * records: what a bench keeps, declared once. Each kind is one file here (its fields and its own
 * rules) and one migration in schema/. Lists, forms, search, export and the command line are
 * generic over these descriptors; a test compares them with the schema.
 */
#ifndef HOTROIT_RECORDS_H
#define HOTROIT_RECORDS_H

#include "model.h"

struct record_kind {
	const char *name; /* KIND on the command line, and the table: "device" */
	const char *label, *label_many; /* Vietnamese */
	const struct field *fields; /* without id, created_at, updated_at: every kind has them */
	size_t field_count;
	const char *const *list_columns; /* NULL-terminated: what a list shows, in order */
	bool append_only; /* corrected by a new row, never changed */
};

/* The generated table. */
extern const struct record_kind *const record_kind_table[];
extern const size_t record_kind_count;
const struct record_kind *record_kind_find(const char *name);
/* A field's value as a person reads it, appended: the label of a choice, a number in its unit. */
void record_show_value(struct buf *ret, const struct field *field, const char *value);
/* Does the field go into an export (JSON, CSV)? A personal one only where it was asked for. */
bool record_field_is_exported(const struct field *field, bool with_personal);
const struct field *record_field_find(const struct record_kind *kind, const char *name);

#endif
