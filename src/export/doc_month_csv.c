/* The month's figures as rows for spreadsheets: CSV, and a workbook of a sheet a section. Both are
 * made of the same cells. */
#include "month_parts_priv.h"

#include <string.h>

#define COLUMNS 8
#define CSV_COLUMNS (COLUMNS - 1) /* without when it was worked out */
#define AT CSV_COLUMNS

static const struct xlsx_column columns[COLUMNS] = {
	{"Tháng", CELL_TEXT},   {"Phần", CELL_TEXT},     {"Mã số liệu", CELL_TEXT},
	{"Chỉ số", CELL_TEXT},  {"Giá trị", CELL_COUNT}, {"Đơn vị", CELL_TEXT},
	{"Chỉ tiêu", CELL_COUNT}, {"Tính lúc", CELL_TIME},
};

/* What one figure says; empty where there is nothing to say. */
static void fill_cells(struct arena *arena, const char *cells[COLUMNS],
		       const struct month_pack *pack, const struct month_figure *figure,
		       const char *month)
{
	cells[0] = month;
	cells[1] = month_section_titles[figure->section];
	cells[2] = figure->key;
	cells[3] = month_label_text(arena, figure);
	cells[4] = figure->is_known ? paper_number(arena, figure->value) : NULL;
	cells[5] = figure->unit;
	cells[6] = figure->target ? paper_number(arena, figure->target) : NULL;
	cells[AT] = pack->at;
}

static const char *month_adjusted(struct arena *arena, const struct month_adjustment *one)
{
	return arena_printf(arena, "điều chỉnh %s", one->month);
}

/* ---- CSV ------------------------------------------------------------------------------------- */

/* Quoted; what a spreadsheet would take for a formula begins with an apostrophe. */
static void add_cell(struct buf *ret, const char *text)
{
	buf_add_char(ret, '"');
	if (*text && strchr("=+-@\t\r", *text))
		buf_add_char(ret, '\'');
	for (const char *c = text; *c; c++) {
		if (*c == '"')
			buf_add_char(ret, '"');
		buf_add_char(ret, *c);
	}
	buf_add_char(ret, '"');
}

static void add_line(struct buf *ret, const char *const cells[COLUMNS])
{
	for (size_t i = 0; i < CSV_COLUMNS; i++) {
		if (!cells)
			add_cell(ret, columns[i].head);
		else if (columns[i].type == CELL_TEXT)
			add_cell(ret, cells[i]);
		else
			buf_add_str(ret, cells[i] ? cells[i] : "");
		buf_add_str(ret, i + 1 < CSV_COLUMNS ? ";" : "\r\n");
	}
}

void export_month_csv(struct buf *ret, const struct month_pack *pack)
{
	AUTO(arena_done) struct arena arena = {0};
	const char *cells[COLUMNS];

	buf_add_str(ret, "\xef\xbb\xbf");
	add_line(ret, NULL);
	for (size_t i = 0; i < pack->count; i++) {
		fill_cells(&arena, cells, pack, pack->figures[i], pack->period);
		add_line(ret, cells);
	}
	for (size_t i = 0; i < pack->adjustment_count; i++) {
		fill_cells(&arena, cells, pack, &pack->adjustments[i].figure,
			   month_adjusted(&arena, &pack->adjustments[i]));
		add_line(ret, cells);
	}
}

/* ---- the workbook ---------------------------------------------------------------------------- */

struct book {
	const struct month_pack *pack;
	struct xlsx *xlsx;
	struct arena arena;
};

static void book_done(struct book *book)
{
	xlsx_done(&book->xlsx);
	arena_done(&book->arena);
}

#define LINES 3

/* The sheet's own words; money has its own form, so the fund's numbers are of that type. */
static struct xlsx_look look_of(struct book *book, const char *name, bool is_money, bool is_hidden,
				const char *lines[LINES])
{
	struct xlsx_column *heads = arena_alloc(&book->arena, sizeof(columns));

	memcpy(heads, columns, sizeof(columns));
	heads[4].type = heads[6].type = is_money ? CELL_MONEY : CELL_COUNT;
	lines[0] = arena_printf(&book->arena, "%s, %s", name,
				month_about(book->pack, &book->arena));
	lines[1] = month_standing_text(book->pack, &book->arena);
	lines[2] = "Phần này người xuất tệp không được xem";
	return (struct xlsx_look){.name = name,
				  .created = book->pack->at,
				  .lines = lines,
				  .line_count = is_hidden ? LINES : LINES - 1,
				  .columns = heads,
				  .column_count = COLUMNS};
}

static int begin_sheet(struct book *book, const char *file, const struct xlsx_look *look,
		       struct err *err)
{
	return book->xlsx ? xlsx_sheet(book->xlsx, look, err)
			  : xlsx_open(&book->xlsx, file, look, err);
}

static int add_row(struct book *book, const struct month_figure *figure, const char *month,
		   struct err *err)
{
	const char *cells[COLUMNS];

	fill_cells(&book->arena, cells, book->pack, figure, month);
	return xlsx_row(book->xlsx, cells, false, err);
}

/* The sections that every report has, and those of which there are figures. */
static bool has_section(const struct month_pack *pack, enum month_section section)
{
	for (size_t i = 0; i < pack->count; i++)
		if (pack->figures[i]->section == section)
			return true;
	return section < MONTH_TRAINING;
}

static int add_section(struct book *book, const char *file, enum month_section section,
		       struct err *err)
{
	const struct month_pack *pack = book->pack;
	const char *lines[LINES];
	const struct xlsx_look look =
		look_of(book, month_section_titles[section], section == MONTH_FUND,
			pack->hidden & MONTH_BIT(section), lines);
	int r = begin_sheet(book, file, &look, err);

	for (size_t i = 0; i < pack->count && r == 0; i++)
		if (pack->figures[i]->section == section)
			r = add_row(book, pack->figures[i], pack->period, err);
	return r;
}

static int add_adjustments(struct book *book, const char *file, struct err *err)
{
	const struct month_pack *pack = book->pack;
	const char *lines[LINES];
	const struct xlsx_look look = look_of(book, "Điều chỉnh", false, false, lines);
	int r = pack->adjustment_count ? begin_sheet(book, file, &look, err) : 0;

	for (size_t i = 0; i < pack->adjustment_count && r == 0; i++)
		r = add_row(book, &pack->adjustments[i].figure,
			    month_adjusted(&book->arena, &pack->adjustments[i]), err);
	return r;
}

static int write_book(const char *file, const void *data, struct err *err)
{
	AUTO(book_done) struct book book = {.pack = data};
	int r = 0;

	for (enum month_section i = 0; i < MONTH_SECTIONS && r == 0; i++)
		if (has_section(book.pack, i))
			r = add_section(&book, file, i, err);
	if (r == 0)
		r = add_adjustments(&book, file, err);
	return r < 0 ? r : xlsx_close(&book.xlsx, err);
}

int export_month_xlsx(struct buf *ret, const struct month_pack *pack, struct err *err)
{
	return xlsx_gather(ret, write_book, pack, err);
}
