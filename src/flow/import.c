/* A table from outside becomes records: the reader's rows, the kind's fields, one transaction. */
#include "flow.h"
#include "import.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#define ROWS_MAX 2000000u
#define ROUNDS_MAX 16 /* over rows that refer to rows of the same file */
#define PROGRESS_EVERY 256

struct row_place {
	uint64_t place, line;
};

struct taking {
	struct table_reader *reader;
	const struct record_kind *kind;
	struct import_columns columns;
	struct store_import *import;
	const char *names[IMPORT_COLUMNS_MAX];
	size_t name_count;
	struct buf places;
	struct row_place *rows; /* in PLACES: those still to be taken in */
	size_t row_count;
	struct flow_import result;
	flow_progress_fn progress;
	void *user;
};

void flow_import_done(struct flow_import *import)
{
	arena_done(&import->arena);
}

static void taking_done(struct taking *taking)
{
	store_import_done(&taking->import);
	table_reader_done(&taking->reader);
	buf_done(&taking->places);
	flow_import_done(&taking->result);
}

/* ---- refusals ------------------------------------------------------------ */

static void refuse(struct taking *taking, uint64_t line, size_t column, const char *text)
{
	struct flow_import *result = &taking->result;

	if (result->refused++ < FLOW_IMPORT_TOLD)
		result->told[result->told_count++] = (struct flow_refusal){
			.line = line, .column = column, .text = arena_str(&result->arena, text)};
}

/* The column of the field that the text begins with, "amount: …". */
static size_t column_of(const struct taking *taking, const char *text)
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

static int by_line(const void *a, const void *b)
{
	const struct flow_refusal *first = a, *second = b;

	return first->line < second->line ? -1 : first->line > second->line;
}

/* ---- the file ------------------------------------------------------------ */

static int add_place(struct taking *taking, const struct table_row *row, struct err *err)
{
	if (taking->row_count == ROWS_MAX)
		return err_set(err, EFBIG, _("tệp quá %u dòng; chia thành nhiều tệp"), ROWS_MAX);
	buf_add(&taking->places, &(struct row_place){row->place, row->line},
		sizeof(struct row_place));
	taking->rows = (struct row_place *)(void *)taking->places.data;
	taking->row_count++;
	return 0;
}

/* The head, then where each row stands: what is to be done is known, and nothing is held. */
static int read_through(struct taking *taking, struct err *err)
{
	struct table_row row;
	int r = taking->reader->next(taking->reader, &row, err);

	if (r == 0)
		return err_set(err, EINVAL, _("tệp trống; dòng đầu ghi tên các mục"));
	if (r > 0)
		r = import_columns_read(&taking->columns, taking->kind, &row, err);
	if (r < 0)
		return r;
	for (size_t i = 0; i < taking->columns.count; i++)
		if (taking->columns.fields[i])
			taking->names[taking->name_count++] = taking->columns.fields[i]->name;
	while (r >= 0 && (r = taking->reader->next(taking->reader, &row, err)) > 0)
		r = add_place(taking, &row, err);
	return r;
}

static void turn_round(struct taking *taking)
{
	for (size_t i = 0, j = taking->row_count; i + 1 < j; i++) {
		const struct row_place first = taking->rows[i];

		taking->rows[i] = taking->rows[--j];
		taking->rows[j] = first;
	}
}

/* ---- rows ---------------------------------------------------------------- */

/* The row's id and values, in the order of the names. */
static int split(const struct taking *taking, const struct table_row *row, const char **ret_id,
		 const char **ret_values, struct err *err)
{
	const struct import_columns *columns = &taking->columns;
	size_t count = 0;

	if (row->count < columns->count)
		return err_set(err, EINVAL, _("chỉ có %zu ô, đầu bảng có %zu cột"), row->count,
			       columns->count);
	*ret_id = NULL;
	for (size_t i = 0; i < row->count; i++) {
		const char *value = import_value(row->cells[i]);

		if (i < columns->count && columns->fields[i])
			ret_values[count++] = value;
		else if (i == columns->id_at)
			*ret_id = value;
		else if (value)
			return err_set(err, EINVAL, _("cột %zu không có tên ở đầu bảng"), i + 1);
	}
	return 0;
}

/* 0: taken in or refused; 1: it may refer to a row that comes later. */
static int take_row(struct taking *taking, const struct row_place *place, struct err *err)
{
	const char *values[IMPORT_COLUMNS_MAX], *id = NULL;
	struct table_row row;
	struct err why;
	bool is_new = false;
	int r;

	taking->reader->seek(taking->reader, place->place, place->line);
	r = taking->reader->next(taking->reader, &row, err);
	if (r < 0)
		return r;
	if (r == 0)
		return err_set(err, EIO, _("tệp vừa bị sửa khi đang đọc; làm lại"));
	if (row.fault) {
		refuse(taking, place->line, row.fault_column, row.fault);
		return 0;
	}
	r = split(taking, &row, &id, values, &why);
	if (r == 0)
		r = store_import_row(taking->import, id, values, &is_new, &why);
	if (r == -ENOENT)
		return 1;
	if (r == -ENOSPC || r == -EIO || r == -EBUSY || r == -EROFS) {
		*err = why;
		return r;
	}
	if (r < 0)
		refuse(taking, place->line, column_of(taking, why.text), why.text);
	else
		*(is_new ? &taking->result.added : &taking->result.known) += 1;
	return 0;
}

/* Leaves in the list what may yet find the row that it refers to. */
static int take_round(struct taking *taking, uint64_t total, struct err *err)
{
	size_t left = 0;

	for (size_t i = 0; i < taking->row_count; i++) {
		int r = take_row(taking, &taking->rows[i], err);

		if (r < 0)
			return r;
		if (r > 0)
			taking->rows[left++] = taking->rows[i];
		if (taking->progress && i % PROGRESS_EVERY == 0)
			taking->progress(taking->user, total - taking->row_count + i, total);
	}
	taking->row_count = left;
	return 0;
}

/* What still refers to nothing is refused, in the words of its last attempt. */
static int refuse_rest(struct taking *taking, struct err *err)
{
	for (size_t i = 0; i < taking->row_count; i++) {
		const char *values[IMPORT_COLUMNS_MAX], *id = NULL;
		struct table_row row;
		struct err why = {0};
		bool is_new;
		int r;

		if (taking->result.refused >= FLOW_IMPORT_TOLD) {
			taking->result.refused += taking->row_count - i;
			return 0;
		}
		taking->reader->seek(taking->reader, taking->rows[i].place, taking->rows[i].line);
		r = taking->reader->next(taking->reader, &row, err);
		if (r < 0)
			return r;
		if (r > 0 && split(taking, &row, &id, values, &why) == 0 &&
		    store_import_row(taking->import, id, values, &is_new, &why) == 0)
			continue;
		refuse(taking, taking->rows[i].line, column_of(taking, why.text), why.text);
	}
	return 0;
}

static int take_all(struct taking *taking, struct err *err)
{
	uint64_t total = taking->row_count;
	size_t before = SIZE_MAX;
	int r = 0;

	for (int i = 0; r == 0 && i < ROUNDS_MAX && taking->row_count &&
			taking->row_count < before; i++) {
		before = taking->row_count;
		r = take_round(taking, total, err);
	}
	return r < 0 ? r : refuse_rest(taking, err);
}

int flow_import(struct store *store, const struct record_kind *kind, const char *file, bool dry_run,
		flow_progress_fn progress, void *user, struct flow_import *ret_import,
		struct err *err)
{
	AUTO(taking_done) struct taking taking = {
		.kind = kind, .progress = progress, .user = user};
	struct flow_import *result = &taking.result;
	int r = store_may_write(store, kind, err);

	if (r == 0)
		r = csv_reader_open(&taking.reader, file, err);
	if (r == 0)
		r = read_through(&taking, err);
	if (r < 0)
		return r;
	if (taking.columns.id_at != SIZE_MAX)
		turn_round(&taking);
	r = store_import_begin(&taking.import, store, kind, taking.names,
			       taking.name_count, err);
	if (r == 0)
		r = take_all(&taking, err);
	if (r == 0 && !dry_run && !result->refused)
		r = store_import_keep(taking.import, err);
	if (r < 0)
		return r;
	qsort(result->told, result->told_count, sizeof(*result->told), by_line);
	*ret_import = *result;
	result->arena = (struct arena){0};
	return 0;
}
