/* A judge's sheet for spreadsheets, and back: by codes, without a name. */
#include "contest_priv.h"
#include "import.h"

#include <errno.h>
#include <limits.h>
#include <unistd.h>

#define SHEET_FAULTS_MAX 50 /* told one by one up to here */

static const char *const sheet_heads[] = {N_("Mã chấm"), N_("Tên tác phẩm"), N_("Bảng"),
					  N_("Hạng mục")};
#define SHEET_REASON N_("Lý do sửa")

/* The sheet as a table: the heads are its first row. */
struct cells {
	struct arena arena;
	const char **list;
	size_t rows, columns;
};

static void cells_done(struct cells *cells)
{
	arena_done(&cells->arena);
}

static void fill_heads(struct cells *cells, const struct rows *criteria)
{
	for (size_t i = 0; i < ARRAY_LEN(sheet_heads); i++)
		cells->list[i] = sheet_heads[i];
	for (size_t i = 0; i < criteria->count; i++)
		cells->list[ARRAY_LEN(sheet_heads) + i] =
			arena_str(&cells->arena, row_get(&criteria->list[i], "code"));
	cells->list[cells->columns - 1] = SHEET_REASON;
	cells->rows = 1;
}

static void fill_line(struct cells *cells, const struct contest_line *line)
{
	const char **cell = cells->list + cells->rows++ * cells->columns;

	*cell++ = line->blind;
	*cell++ = line->title;
	*cell++ = line->division;
	*cell++ = line->category;
	for (size_t i = 0; i < cells->columns - ARRAY_LEN(sheet_heads) - 1; i++)
		*cell++ = line->points[i];
}

static int fill_cells(struct cells *cells, struct store *store, const char *contest,
		      const char *judge, struct err *err)
{
	AUTO(scoring_done) struct scoring scoring = {0};
	struct contest_line *lines = NULL;
	size_t count = 0;
	int r = scoring_begin(&scoring, store, contest, judge, err);

	if (r == 0)
		r = flow_contest_lines(store, contest, judge, &cells->arena, &lines, &count, err);
	if (r < 0)
		return r;
	cells->columns = ARRAY_LEN(sheet_heads) + scoring.book.criteria.count + 1;
	cells->list = arena_alloc(&cells->arena,
				  (count + 1) * cells->columns * sizeof(*cells->list));
	fill_heads(cells, &scoring.book.criteria);
	for (size_t i = 0; i < count; i++)
		if (!lines[i].kept_off)
			fill_line(cells, &lines[i]);
	return 0;
}

static void print_csv(struct buf *ret, const struct cells *cells)
{
	buf_add_str(ret, "\xef\xbb\xbf");
	for (size_t i = 0; i < cells->rows * cells->columns; i++) {
		export_csv_cell(ret, cells->list[i], i % cells->columns == 0);
		if ((i + 1) % cells->columns == 0)
			buf_add_str(ret, "\r\n");
	}
}

int flow_contest_sheet(struct store *store, const char *contest, const char *judge,
		       struct buf *ret_csv, struct err *err)
{
	AUTO(cells_done) struct cells cells = {0};
	int r = fill_cells(&cells, store, contest, judge, err);

	if (r == 0)
		print_csv(ret_csv, &cells);
	return r;
}

static int fill_workbook(const struct cells *cells, const char *file, struct err *err)
{
	AUTO(arena_done) struct arena arena = {0};
	struct xlsx_column *columns = arena_alloc(&arena, cells->columns * sizeof(*columns));
	const struct xlsx_look look = {
		.name = N_("Phiếu điểm"), .columns = columns, .column_count = cells->columns};
	AUTO(xlsx_done) struct xlsx *xlsx = NULL;
	int r;

	for (size_t i = 0; i < cells->columns; i++)
		columns[i] = (struct xlsx_column){cells->list[i], CELL_TEXT};
	r = xlsx_open(&xlsx, file, &look, err);
	for (size_t i = 1; i < cells->rows && r == 0; i++)
		r = xlsx_row(xlsx, cells->list + i * cells->columns, false, err);
	return r < 0 ? r : xlsx_close(&xlsx, err);
}

static int write_workbook(const struct cells *cells, const char *file, bool force,
			  struct err *err)
{
	char temporary[PATH_MAX];
	int fd, r = file_temporary(&fd, temporary, file, FLOW_FILE_ALL, force, err);

	if (r < 0)
		return r;
	close(fd);
	r = fill_workbook(cells, temporary, err);
	if (r == 0)
		r = file_give_name(temporary, file, force, err);
	if (r < 0)
		unlink(temporary);
	return r;
}

int flow_contest_sheet_file(struct store *store, const char *contest, const char *judge,
			    const char *file, bool force, struct err *err)
{
	AUTO(cells_done) struct cells cells = {0};
	AUTO(buf_done) struct buf csv = {0};
	int r = fill_cells(&cells, store, contest, judge, err);

	if (r < 0)
		return r;
	if (str_ends(file, ".xlsx"))
		return write_workbook(&cells, file, force, err);
	print_csv(&csv, &cells);
	return flow_write_file(file, &csv, FLOW_FILE_ALL, force, err);
}

/* What a column of a sheet is. */
struct sheet_column {
	const char *criterion; /* its code; NULL: none */
	bool is_code, is_reason;
};

struct sheet {
	struct scoring scoring;
	struct table_reader *reader;
	struct sheet_column columns[IMPORT_COLUMNS_MAX];
	size_t count, faults;
	struct buf *said;
};

static void sheet_done(struct sheet *sheet)
{
	table_reader_done(&sheet->reader);
	scoring_done(&sheet->scoring);
}

static bool is_head(const char *cell, const char *head)
{
	AUTO(buf_done) struct buf left = {0}, right = {0};

	text_fold(&left, cell);
	text_fold(&right, head);
	return str_eq(buf_text(&left), buf_text(&right));
}

static int read_heads(struct sheet *sheet, struct err *err)
{
	struct table_row row;
	bool has_code = false;
	int r = sheet->reader->next(sheet->reader, &row, err);

	if (r < 0)
		return r;
	if (r == 0 || row.fault || row.count > IMPORT_COLUMNS_MAX)
		return err_set(err, EBADMSG, _("phiếu điểm không có dòng tên cột đọc được"));
	sheet->count = row.count;
	for (size_t i = 0; i < row.count; i++) {
		struct sheet_column *column = &sheet->columns[i];
		const struct row *criterion =
			rows_called(&sheet->scoring.book.criteria, row.cells[i]);
		bool is_known = !*row.cells[i];

		column->criterion = criterion ? row_get(criterion, "code") : NULL;
		column->is_code = is_head(row.cells[i], sheet_heads[0]);
		column->is_reason = is_head(row.cells[i], SHEET_REASON);
		has_code |= column->is_code;
		for (size_t j = 0; j < ARRAY_LEN(sheet_heads); j++)
			is_known |= is_head(row.cells[i], sheet_heads[j]);
		if (!criterion && !column->is_reason && !is_known)
			return err_set(err, EINVAL,
				       _("cột «%.40s»: không phải tiêu chí của cuộc thi"),
				       row.cells[i]);
	}
	return has_code ? 0
			: err_set(err, EINVAL, _("phiếu điểm cần cột «%s»"), _(sheet_heads[0]));
}

static void say_fault(struct sheet *sheet, uint64_t line, const char *text)
{
	if (sheet->faults++ < SHEET_FAULTS_MAX)
		buf_printf(sheet->said, _("dòng %llu: %s\n"), (unsigned long long)line, text);
}

static const char *cell_of(const struct sheet *sheet, const struct table_row *row, size_t at)
{
	const char *value = at < row->count && at < sheet->count ? import_value(row->cells[at])
								 : NULL;

	return value ? value : "";
}

/* A refused cell is told and costs no other; trouble of the machine ends it. */
static int take_line(struct sheet *sheet, const struct table_row *row, struct err *err)
{
	const char *code = "", *reason = NULL;
	const struct row *entry = NULL;
	int r;

	for (size_t i = 0; i < sheet->count; i++) {
		if (sheet->columns[i].is_code)
			code = cell_of(sheet, row, i);
		if (sheet->columns[i].is_reason)
			reason = cell_of(sheet, row, i);
	}
	r = row->fault ? err_set(err, EINVAL, "%s", row->fault)
		       : scoring_entry(&sheet->scoring, code, &entry, err);
	if (r < 0) {
		say_fault(sheet, row->line, err->text);
		return 0;
	}
	for (size_t i = 0; i < sheet->count; i++) {
		const struct contest_mark mark = {sheet->columns[i].criterion,
						  cell_of(sheet, row, i)};

		if (!mark.criterion || !*mark.points)
			continue;
		r = scoring_keep(&sheet->scoring, entry, &mark, reason, err);
		if (r == -EINVAL || r == -EEXIST)
			say_fault(sheet, row->line, err->text);
		else if (r < 0)
			return r;
	}
	return 0;
}

static int take_lines(struct sheet *sheet, struct err *err)
{
	struct table_row row;
	int r;

	while ((r = sheet->reader->next(sheet->reader, &row, err)) > 0) {
		r = take_line(sheet, &row, err);
		if (r < 0)
			return r;
	}
	if (r == 0 && sheet->faults)
		return err_set(err, EINVAL,
			       _("%zu ô không nhận được: chưa ghi gì; sửa phiếu rồi nhập lại"),
			       sheet->faults);
	return r;
}

int flow_contest_scores(struct store *store, const struct contest_marks *whose, const char *file,
			struct buf *ret_said, struct err *err)
{
	const struct table_source source = {.file = file, .is_charset_known = true};
	AUTO(store_hold_done) struct store_hold hold = {0};
	AUTO(sheet_done) struct sheet sheet = {.said = ret_said};
	int r = table_open(&sheet.reader, &source, err);

	if (r == 0)
		r = store_hold_begin(&hold, store, err);
	if (r == 0)
		r = scoring_begin(&sheet.scoring, store, whose->contest, whose->judge, err);
	if (r == 0)
		r = scoring_check(&sheet.scoring, err);
	if (r == 0)
		r = read_heads(&sheet, err);
	if (r == 0)
		r = take_lines(&sheet, err);
	if (r == 0)
		r = store_hold_keep(&hold, err);
	if (r == 0)
		buf_printf(ret_said, _("%s: ghi %zu điểm"), whose->judge, sheet.scoring.kept);
	return r;
}
