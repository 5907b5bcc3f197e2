/* A row of a table as the values of a record. */
#include "taking_priv.h"

#include <errno.h>
#include <string.h>

size_t import_column_of(const struct taking *taking, const char *text)
{
	for (size_t i = 0; i < taking->columns.count; i++) {
		const char *name = taking->columns.fields[i] ? taking->columns.fields[i]->name
				   : i == taking->columns.id_at ? "id"
								: NULL;

		if (name && str_starts(text, name) && text[strlen(name)] == ':')
			return i + 1;
	}
	return 0;
}

/* Behind what is there of the row already: where the value begins; SIZE_MAX: it is empty. */
static int read_cell(struct taking *taking, const struct field *field, const char *cell,
		     size_t *ret_start, struct err *err)
{
	size_t start = taking->cells.len;
	int r = 0;

	if (taking->columns.id_at == SIZE_MAX)
		r = import_read(&taking->cells, taking->kind, field, cell,
				taking->reader->is_1904, &taking->notes, err);
	else if (import_value(cell))
		buf_add_str(&taking->cells, import_value(cell));
	if (r < 0)
		return r;
	*ret_start = taking->cells.len > start ? start : SIZE_MAX;
	buf_add_char(&taking->cells, '\0');
	return 0;
}

/* Do the day, the month and the year of a date stand from this column on? */
static bool is_parted(const struct import_columns *columns, size_t at)
{
	return at + 1 < columns->count && columns->is_more[at + 1] &&
	       columns->fields[at] == columns->fields[at + 1] &&
	       columns->fields[at]->type == FIELD_DATE;
}

static int read_parts(struct taking *taking, const struct table_row *row, size_t at,
		      size_t *ret_start, struct err *err)
{
	size_t start = taking->cells.len;
	const char *cells[IMPORT_PARTS];
	int r;

	for (size_t i = 0; i < IMPORT_PARTS; i++)
		cells[i] = at + i < row->count ? row->cells[at + i] : "";
	r = import_read_parts(&taking->cells, taking->columns.fields[at], cells, at,
			      taking->reader->is_1904, &taking->notes, err);
	if (r < 0)
		return r;
	*ret_start = taking->cells.len > start ? start : SIZE_MAX;
	buf_add_char(&taking->cells, '\0');
	return 0;
}

/* "Nguyễn Văn" and "An" of two columns, wherever they stand. */
static void join(struct taking *taking, size_t *start, size_t more)
{
	AUTO(buf_done) struct buf both = {0};

	if (more == SIZE_MAX)
		return;
	if (*start == SIZE_MAX) {
		*start = more;
		return;
	}
	buf_printf(&both, "%s %s", taking->cells.data + *start, taking->cells.data + more);
	*start = taking->cells.len;
	buf_add(&taking->cells, both.data, both.len + 1);
}

static int refuse_extra(size_t at, struct err *err)
{
	char letter[IMPORT_LETTER_MAX];

	import_letter(at, letter);
	return err_set(err, EINVAL,
		       _("cột %s không có tên ở đầu bảng: --skip %s để bỏ, hoặc --map %s=MỤC"),
		       letter, letter, letter);
}

struct splitting {
	size_t starts[IMPORT_COLUMNS_MAX];
	size_t count;
	const char *id;
};

static size_t find_name(const struct taking *taking, const char *name)
{
	size_t i = 0;

	while (!str_eq(taking->names[i], name))
		i++;
	return i;
}

static int split_cell(struct taking *taking, const struct table_row *row, size_t at,
		      struct splitting *splitting, struct err *err)
{
	const struct import_columns *columns = &taking->columns;
	const struct field *field = at < columns->count ? columns->fields[at] : NULL;
	const char *cell = at < row->count ? row->cells[at] : "";
	size_t start = SIZE_MAX;
	int r;

	if (at < columns->count && columns->is_skipped[at])
		return 0;
	if (at == columns->id_at) {
		splitting->id = import_value(cell);
		return 0;
	}
	if (!field)
		return import_value(cell) ? refuse_extra(at, err) : 0;
	if (columns->is_more[at] && field->type == FIELD_DATE)
		return 0; /* was read with the first */
	r = is_parted(columns, at) ? read_parts(taking, row, at, &start, err)
				   : read_cell(taking, field, cell, &start, err);
	if (r < 0)
		return r;
	if (columns->is_more[at])
		join(taking, &splitting->starts[find_name(taking, field->name)], start);
	else
		splitting->starts[splitting->count++] = start;
	return 0;
}

/* A list of people ends where its last cells are empty; an export is as wide as its head. */
static int check_width(const struct taking *taking, const struct table_row *row, struct err *err)
{
	const struct import_columns *columns = &taking->columns;

	if (row->count >= columns->count || taking->reader->is_ragged)
		return 0;
	return err_set(err, EINVAL, _("chỉ có %zu ô, đầu bảng có %zu cột"), row->count,
		       columns->count);
}

int import_split(struct taking *taking, const struct table_row *row, const char **ret_id,
		 const char **ret_values, struct err *err)
{
	const struct import_columns *columns = &taking->columns;
	size_t width = row->count > columns->count ? row->count : columns->count;
	struct splitting splitting = {.count = 0};
	bool any = false;
	int r = check_width(taking, row, err);

	buf_clear(&taking->cells);
	for (size_t i = 0; r == 0 && i < width; i++)
		r = split_cell(taking, row, i, &splitting, err);
	if (r < 0)
		return r;
	for (size_t i = 0; i < splitting.count; i++) {
		bool is_empty = splitting.starts[i] == SIZE_MAX;

		any |= !is_empty;
		ret_values[i] = is_empty ? NULL : taking->cells.data + splitting.starts[i];
	}
	*ret_id = splitting.id;
	return any || splitting.id ? 0 : 1;
}
