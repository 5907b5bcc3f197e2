/* What a person is told of a table that is taken in: rows, columns, texts. */
#include "flow_priv.h"
#include "recipient_priv.h"
#include "taking_priv.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define CELL_SHOWN 80 /* bytes of a sample */

/* ---- the report ---------------------------------------------------------- */

static void put_cell(FILE *file, const char *text, const char *end)
{
	/* Or a spreadsheet takes it for a formula. */
	fputs(strchr("=+-@\t\r", *text) && *text ? "\"'" : "\"", file);
	for (; *text; text++) {
		if (*text == '"')
			fputc('"', file);
		fputc(*text, file);
	}
	fprintf(file, "\"%s", end);
}

/* Others have no business in it: a reason may name a pupil. It gets its name when it is whole. */
int import_report_open(struct taking *taking, struct err *err)
{
	const char *name = taking->request->report;
	int fd, r;

	if (!name)
		return 0;
	r = file_temporary(&fd, taking->report_part, name, FLOW_FILE_OWNER, true, err);
	if (r < 0)
		return r;
	taking->report = fdopen(fd, "w");
	if (!taking->report) {
		close(fd);
		unlink(taking->report_part);
		return err_set(err, ENOMEM, _("%s: không ghi được (%s)"), name, err_why(errno));
	}
	fputs("\xef\xbb\xbf", taking->report);
	put_cell(taking->report, _("dòng"), ";");
	put_cell(taking->report, _("cột"), ";");
	put_cell(taking->report, _("tên cột"), ";");
	put_cell(taking->report, _("lý do"), "\r\n");
	return 0;
}

int import_report_close(struct taking *taking, struct err *err)
{
	const char *name = taking->request->report;
	FILE *file = STEAL(taking->report);
	bool is_whole = !file || !ferror(file);

	if (!file)
		return 0;
	if (fclose(file) != 0)
		is_whole = false;
	if (is_whole)
		return file_give_name(taking->report_part, name, true, err);
	unlink(taking->report_part);
	return err_set(err, EIO, _("%s: không ghi hết được; xem lại chỗ trống"), name);
}

/* ---- rows ---------------------------------------------------------------- */

static const char *head_of(const struct taking *taking, size_t column)
{
	return column && column <= taking->head.row.count ? taking->head.row.cells[column - 1] : "";
}

static struct flow_told tell(struct taking *taking, uint64_t line, size_t column,
			     const char *text)
{
	struct flow_import *result = &taking->result;
	char letter[IMPORT_LETTER_MAX] = "";

	if (column)
		import_letter(column - 1, letter);
	return (struct flow_told){
		.line = line, .column = column, .letter = arena_str(&result->arena, letter),
		.head = arena_str(&result->arena, head_of(taking, column)),
		.text = arena_str(&result->arena, text)};
}

/* TEXT without the "birth_date: " that a command would need: the column is named beside it. */
static const char *without_field(const struct taking *taking, size_t column, const char *text)
{
	const struct field *field = NULL;
	size_t len;

	if (column && column <= taking->columns.count)
		field = taking->columns.fields[column - 1];
	if (!field || !str_starts(text, field->name))
		return text;
	len = strlen(field->name);
	return str_starts(text + len, ": ") ? text + len + 2 : text;
}

void import_refuse(struct taking *taking, uint64_t line, size_t column, const char *text)
{
	struct flow_import *result = &taking->result;

	text = without_field(taking, column, text);
	if (result->refused++ < FLOW_IMPORT_TOLD)
		result->told[result->told_count++] = tell(taking, line, column, text);
	if (taking->report) {
		char letter[IMPORT_LETTER_MAX] = "";

		if (column)
			import_letter(column - 1, letter);
		fprintf(taking->report, "%llu;", (unsigned long long)line);
		put_cell(taking->report, letter, ";");
		put_cell(taking->report, head_of(taking, column), ";");
		put_cell(taking->report, text, "\r\n");
	}
}

void import_differ(struct taking *taking, uint64_t line, const char *text)
{
	struct flow_import *result = &taking->result;

	if (result->differing++ < FLOW_IMPORT_TOLD)
		result->differ[result->differ_count++] = tell(taking, line, 0, text);
}

void import_odd(struct taking *taking, uint64_t line, const char *const *values)
{
	const struct record_kind *kind = taking->kind;
	struct flow_import *result = &taking->result;
	AUTO(arena_done) struct arena arena = {0};
	AUTO(buf_done) struct buf text = {0};
	const char **spread;

	if (!str_eq(kind->name, "recipient"))
		return;
	spread = arena_alloc(&arena, kind->field_count * sizeof(*spread));
	for (size_t i = 0; i < taking->name_count; i++)
		spread[record_field_find(kind, taking->names[i]) - kind->fields] = values[i];
	recipient_odd(&text, spread);
	if (!text.len || result->odd++ >= FLOW_IMPORT_TOLD)
		return;
	text.data[--text.len] = '\0'; /* a line each: here they stand in one */
	for (char *end = text.data; (end = strchr(end, '\n'));)
		*end = ';';
	result->odds[result->odd_count++] = tell(taking, line, 0, buf_text(&text));
}

void import_skip(struct taking *taking, uint64_t line, const char *why)
{
	struct flow_import *result = &taking->result;

	if (result->skipped++ < FLOW_IMPORT_TOLD)
		result->skips[result->skip_count++] = tell(taking, line, 0, why);
}

static int by_line(const void *a, const void *b)
{
	const struct flow_told *first = a, *second = b;

	return first->line < second->line ? -1 : first->line > second->line;
}

void import_sort_told(struct flow_import *result)
{
	qsort(result->told, result->told_count, sizeof(*result->told), by_line);
	qsort(result->differ, result->differ_count, sizeof(*result->differ), by_line);
	qsort(result->odds, result->odd_count, sizeof(*result->odds), by_line);
}

/* ---- columns ------------------------------------------------------------- */

static const char *cut(struct arena *arena, const char *text)
{
	AUTO(buf_done) struct buf clean = {0};

	text_clean(&clean, text, strlen(text), CELL_SHOWN);
	return clean.len ? arena_str(arena, buf_text(&clean)) : NULL;
}

/* As a person reads the value; the cell itself where it will be refused. */
static const char *sample_of(struct taking *taking, const struct field *field, const char *cell)
{
	AUTO(buf_done) struct buf value = {0}, shown = {0};
	struct import_notes notes = {0};

	if (taking->columns.id_at != SIZE_MAX || !field ||
	    import_read(&value, taking->kind, field, cell, taking->reader->is_1904, &notes,
			NULL) < 0)
		return cut(&taking->result.arena, cell);
	if (value.len)
		record_show_value(&shown, field, buf_text(&value));
	return cut(&taking->result.arena, buf_text(&shown));
}

static struct flow_import_column *list_columns(struct taking *taking)
{
	struct flow_import *result = &taking->result;
	const struct import_columns *columns = &taking->columns;
	struct flow_import_column *list =
		arena_alloc(&result->arena, (columns->count + 1) * sizeof(*list));

	for (size_t i = 0; i < columns->count; i++) {
		char letter[IMPORT_LETTER_MAX];

		import_letter(i, letter);
		list[i] = (struct flow_import_column){
			.letter = arena_str(&result->arena, letter),
			.head = cut(&result->arena, taking->head.row.cells[i]),
			.field = columns->fields[i],
			.is_id = i == columns->id_at,
		};
	}
	result->columns = list;
	result->column_count = columns->count;
	result->head_line = taking->head.row.line;
	return list;
}

int import_show_columns(struct taking *taking, struct err *err)
{
	struct flow_import_column *list = list_columns(taking);
	size_t *rows = &taking->result.sample_rows;

	for (size_t n = 0; n < taking->row_count && n < FLOW_IMPORT_SAMPLES; n++) {
		struct table_row row;
		int r;

		taking->reader->seek(taking->reader, taking->rows[n].place, taking->rows[n].line);
		r = taking->reader->next(taking->reader, &row, err);
		if (r < 0)
			return r;
		for (size_t i = 0; r > 0 && !row.fault && i < row.count &&
				   i < taking->columns.count; i++)
			list[i].samples[*rows] =
				sample_of(taking, list[i].field, row.cells[i]);
		*rows += r > 0 && !row.fault;
	}
	return 0;
}

/* ---- texts --------------------------------------------------------------- */

static void add_samples(struct taking *taking, const struct table_row *row,
			enum text_charset charset)
{
	struct flow_import *result = &taking->result;
	struct arena *arena = &result->arena;

	for (size_t i = 0; i < row->count && result->sample_count < FLOW_IMPORT_SAMPLES; i++) {
		AUTO(buf_done) struct buf after = {0};

		text_from_legacy(&after, charset, row->cells[i]);
		if (str_eq(buf_text(&after), row->cells[i]))
			continue;
		result->samples[result->sample_count++] = (struct flow_import_sample){
			.before = cut(arena, row->cells[i]), .after = cut(arena, buf_text(&after))};
		return; /* one a row: five rows tell more than five cells */
	}
}

int import_show_samples(struct taking *taking, enum text_charset charset, struct err *err)
{
	struct table_row row;
	int r = 0;

	for (size_t n = 0; n < taking->row_count && r >= 0 &&
			   taking->result.sample_count < FLOW_IMPORT_SAMPLES; n++) {
		taking->reader->seek(taking->reader, taking->rows[n].place, taking->rows[n].line);
		r = taking->reader->next(taking->reader, &row, err);
		if (r > 0 && !row.fault)
			add_samples(taking, &row, charset);
	}
	return r < 0 ? r : 0;
}
