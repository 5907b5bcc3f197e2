/* The plugin that writes workbooks, with libxlsxwriter in its constant-memory mode: a row goes to a
 * temporary file as soon as the next one begins. */
#include "export_priv.h"

#include "text.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <xlsxwriter.h>

#define WIDTH_LEAST 5 /* letters */
#define WIDTH_MOST 45
#define WIDTH_DAY 12
#define WIDTH_TIME 17
#define NAME_LETTERS 31 /* of a sheet's name, as Excel allows */
#define A4 9
/* Without a day of its own a file would tell when it was made: it bears that of its format. */
#define NO_DAY 315532800

struct workbook {
	lxw_workbook *book;
	lxw_worksheet *sheet;
	lxw_format *head, *bold, *text, *count, *money, *day, *time;
	lxw_row_t row, heads; /* the next row; that of the heads */
	size_t columns;
	int *widths;
	enum cell_type *types;
	char *name;
};

static lxw_format *new_format(struct workbook *it, const char *number, bool is_bold)
{
	lxw_format *format = workbook_add_format(it->book);

	format_set_font_name(format, "Times New Roman");
	format_set_font_size(format, 12);
	format_set_align(format, LXW_ALIGN_VERTICAL_TOP);
	if (number)
		format_set_num_format(format, number);
	if (is_bold)
		format_set_bold(format);
	return format;
}

static void make_formats(struct workbook *it)
{
	it->bold = new_format(it, NULL, true);
	it->text = new_format(it, "@", false);
	it->count = new_format(it, "0", false);
	it->money = new_format(it, "#,##0", false);
	it->day = new_format(it, "dd/mm/yyyy", false);
	it->time = new_format(it, "dd/mm/yyyy hh:mm", false);
	it->head = new_format(it, NULL, true);
	format_set_text_wrap(it->head);
	format_set_align(it->head, LXW_ALIGN_CENTER);
	format_set_bottom(it->head, LXW_BORDER_THIN);
}

static void note_width(struct workbook *it, size_t column, int width)
{
	if (width > it->widths[column])
		it->widths[column] = width;
}

/* What is said over the table, and its heads, which stay in sight and come again on every page. */
static void write_heads(struct workbook *it, const struct xlsx_look *look)
{
	for (size_t i = 0; i < look->line_count; i++)
		worksheet_write_string(it->sheet, it->row++, 0, look->lines[i], it->bold);
	it->row += look->line_count ? 1 : 0;
	it->heads = it->row++;
	for (size_t i = 0; i < look->column_count; i++) {
		worksheet_write_string(it->sheet, it->heads, (lxw_col_t)i, look->columns[i].head,
				       it->head);
		note_width(it, i, text_width(look->columns[i].head));
		it->types[i] = look->columns[i].type;
	}
	worksheet_freeze_panes(it->sheet, it->row, 0);
	worksheet_repeat_rows(it->sheet, it->heads, it->heads);
	worksheet_set_landscape(it->sheet);
	worksheet_set_paper(it->sheet, A4);
	worksheet_fit_to_pages(it->sheet, 1, 0);
}

static void set_created(struct workbook *it, const struct xlsx_look *look)
{
	lxw_doc_properties properties = {.created = NO_DAY};
	struct tm day = {0};

	if (look->created && strptime(look->created, "%Y-%m-%d", &day) && timegm(&day) > 0)
		properties.created = timegm(&day);
	workbook_set_properties(it->book, &properties);
}

static char *sheet_name(const char *name)
{
	AUTO(buf_done) struct buf cut = {0};
	char *copy;

	text_fit(&cut, name, NAME_LETTERS, false);
	copy = strdup(buf_text(&cut));
	/* Letters that no sheet's name may hold. */
	for (char *at = copy; at && (at = strpbrk(at, "[]:*?/\\'"));)
		*at = ' ';
	return copy;
}

static void workbook_done(struct workbook *it)
{
	free(it->widths);
	free(it->types);
	free(it->name);
	free(it);
}

static int cannot(lxw_error error, struct err *err)
{
	return err_set(err, EIO, "không ghi được bảng tính: %s", lxw_strerror(error));
}

static int add_sheet(struct workbook *it, const struct xlsx_look *look, struct err *err)
{
	free(it->name);
	it->name = sheet_name(look->name);
	if (!it->name)
		abort();
	it->sheet = workbook_add_worksheet(it->book, it->name);
	if (!it->sheet)
		return cannot(LXW_ERROR_CREATING_XLSX_FILE, err);
	it->row = 0;
	memset(it->widths, 0, it->columns * sizeof(*it->widths));
	write_heads(it, look);
	return 0;
}

static int open_book(void **ret_workbook, const char *file, const struct xlsx_look *look,
		     struct err *err)
{
	lxw_workbook_options options = {.constant_memory = LXW_TRUE, .use_zip64 = LXW_FALSE};
	struct workbook *it = calloc(1, sizeof(*it));
	int r;

	if (!it)
		abort();
	it->columns = look->column_count;
	it->widths = calloc(look->column_count + 1, sizeof(*it->widths));
	it->types = calloc(look->column_count + 1, sizeof(*it->types));
	if (!it->widths || !it->types)
		abort();
	it->book = workbook_new_opt(file, &options);
	if (!it->book) {
		workbook_done(it);
		return cannot(LXW_ERROR_CREATING_XLSX_FILE, err);
	}
	make_formats(it);
	set_created(it, look);
	r = add_sheet(it, look, err);
	if (r < 0) {
		lxw_workbook_free(it->book);
		workbook_done(it);
		return r;
	}
	*ret_workbook = it;
	return 0;
}

static lxw_error write_cell(struct workbook *it, lxw_col_t column, const struct xlsx_cell *cell,
			    bool is_total)
{
	lxw_datetime moment = {.year = cell->year,
			       .month = cell->month,
			       .day = cell->day,
			       .hour = cell->hour,
			       .min = cell->minute};

	switch (cell->type) {
	case CELL_COUNT:
		return worksheet_write_number(it->sheet, it->row, column, cell->number,
					      is_total ? it->bold : it->count);
	case CELL_MONEY:
		return worksheet_write_number(it->sheet, it->row, column, cell->number, it->money);
	case CELL_DAY:
		return worksheet_write_datetime(it->sheet, it->row, column, &moment, it->day);
	case CELL_TIME:
		return worksheet_write_datetime(it->sheet, it->row, column, &moment, it->time);
	case CELL_TEXT:
		break;
	}
	return worksheet_write_string(it->sheet, it->row, column, cell->text,
				      is_total ? it->bold : it->text);
}

static int write_row(void *workbook, const struct xlsx_cell *cells, size_t count, bool is_total,
		     struct err *err)
{
	struct workbook *it = workbook;

	if (it->row >= XLSX_ROWS_MAX)
		return err_set(err, ENOSPC, "một bảng tính chỉ chứa %d dòng: lọc bớt hoặc dùng CSV",
			       XLSX_ROWS_MAX);
	for (size_t i = 0; i < count; i++) {
		lxw_error error;

		if (!cells[i].text)
			continue;
		error = write_cell(it, (lxw_col_t)i, &cells[i], is_total);
		if (error != LXW_NO_ERROR)
			return cannot(error, err);
		note_width(it, i, text_width(cells[i].text) + 1);
	}
	it->row++;
	return 0;
}

static void set_widths(struct workbook *it)
{
	for (size_t i = 0; i < it->columns; i++) {
		int width = it->widths[i] < WIDTH_LEAST  ? WIDTH_LEAST
			    : it->widths[i] > WIDTH_MOST ? WIDTH_MOST
							 : it->widths[i];

		if (it->types[i] == CELL_DAY)
			width = WIDTH_DAY;
		if (it->types[i] == CELL_TIME)
			width = WIDTH_TIME;
		worksheet_set_column(it->sheet, (lxw_col_t)i, (lxw_col_t)i, width + 1, NULL);
	}
}

static int next_sheet(void *workbook, const struct xlsx_look *look, struct err *err)
{
	set_widths(workbook);
	return add_sheet(workbook, look, err);
}

static int close_book(void *workbook, struct err *err)
{
	struct workbook *it = workbook;
	lxw_error error;

	set_widths(it);
	error = workbook_close(it->book);
	workbook_done(it);
	return error == LXW_NO_ERROR ? 0 : cannot(error, err);
}

extern const struct plug_xlsx plug_xlsx;
const struct plug_xlsx plug_xlsx = {
	.open = open_book,
	.sheet = next_sheet,
	.row = write_row,
	.close = close_book,
};
