/* Rows of any kind as a spreadsheet, written while they are read. */
#include "flow_priv.h"

#include "export.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

struct sheet {
	struct store *store;
	const struct record_kind *kind;
	struct xlsx *xlsx;
	struct xlsx_column *columns;
	const struct field **fields; /* that are written, in order */
	size_t count;
	const char **cells;
	struct buf *texts;
	uint64_t rows;
	struct err err;
	int result;
};

/* A number with a unit ("8 GB") is for a person to read; a number without is one. */
static enum cell_type type_of(const struct field *field)
{
	switch (field->type) {
	case FIELD_INT:
		return field->fact ? CELL_TEXT : CELL_COUNT;
	case FIELD_MONEY:
		return CELL_MONEY;
	case FIELD_DATE:
		return CELL_DAY;
	case FIELD_TIME:
		return CELL_TIME;
	default:
		return CELL_TEXT;
	}
}

static void choose_columns(struct sheet *sheet, struct arena *arena, bool with_personal)
{
	size_t most = sheet->kind->field_count;

	sheet->columns = arena_alloc(arena, most * sizeof(*sheet->columns));
	sheet->fields = arena_alloc(arena, most * sizeof(*sheet->fields));
	sheet->cells = arena_alloc(arena, most * sizeof(*sheet->cells));
	sheet->texts = arena_alloc(arena, most * sizeof(*sheet->texts));
	for (size_t i = 0; i < most; i++) {
		const struct field *field = &sheet->kind->fields[i];

		if (!record_field_is_exported(field, with_personal))
			continue;
		sheet->columns[sheet->count] =
			(struct xlsx_column){_(field->label), type_of(field)};
		sheet->fields[sheet->count++] = field;
	}
}

/* As it is kept where the sheet has a form of its own for it. */
static bool is_kept_form(const struct sheet *sheet, size_t column)
{
	return sheet->columns[column].type != CELL_TEXT;
}

static int write_row(void *user, const struct record_kind *kind, const struct record *record)
{
	struct sheet *sheet = user;

	for (size_t i = 0; i < sheet->count; i++) {
		const char *value = record->values[sheet->fields[i] - kind->fields];

		sheet->cells[i] = value;
		if (!value || is_kept_form(sheet, i))
			continue;
		buf_clear(&sheet->texts[i]);
		store_show_value(sheet->store, sheet->fields[i], value, &sheet->texts[i]);
		sheet->cells[i] = buf_text(&sheet->texts[i]);
	}
	sheet->result = xlsx_row(sheet->xlsx, sheet->cells, false, &sheet->err);
	sheet->rows++;
	return sheet->result < 0;
}

static int write_rows(struct sheet *sheet, const struct store_query *query, const char *file,
		      struct err *err)
{
	const struct xlsx_look look = {.name = _(sheet->kind->label_many),
				       .columns = sheet->columns,
				       .column_count = sheet->count};
	int r = xlsx_open(&sheet->xlsx, file, &look, err);

	if (r < 0)
		return r;
	r = store_list(sheet->store, sheet->kind, query, write_row, sheet, err);
	if (r == 0 && sheet->result < 0) {
		*err = sheet->err;
		r = sheet->result;
	}
	if (r < 0) {
		xlsx_done(&sheet->xlsx);
		return r;
	}
	return xlsx_close(&sheet->xlsx, err);
}

int flow_xlsx_list(struct store *store, const struct record_kind *kind,
		   const struct store_query *query, const char *file, bool with_personal,
		   bool force, uint64_t *ret_count, struct err *err)
{
	struct sheet sheet = {.store = store, .kind = kind};
	AUTO(arena_done) struct arena arena = {0};
	char temporary[PATH_MAX];
	int fd, r = file_temporary(&fd, temporary, file,
				   with_personal ? FLOW_FILE_OWNER : FLOW_FILE_ALL, force, err);

	if (r < 0)
		return r;
	close(fd);
	choose_columns(&sheet, &arena, with_personal);
	r = write_rows(&sheet, query, temporary, err);
	for (size_t i = 0; i < sheet.count; i++)
		buf_done(&sheet.texts[i]);
	if (r == 0)
		r = file_give_name(temporary, file, force, err);
	if (r < 0) {
		unlink(temporary);
		return r;
	}
	*ret_count = sheet.rows;
	return 0;
}
