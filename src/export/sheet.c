/* Spreadsheets: a cell of CSV, and a workbook that the plugin writes row by row. */
#include "export_priv.h"

#include "model.h"
#include "text.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define CELL_MAX 4096 /* bytes; Excel takes 32767 letters */
#define EXACT_MAX 9007199254740992 /* 2^53: a spreadsheet's numbers hold no more digits */

void export_csv_cell(struct buf *ret, const char *text, bool first)
{
	if (!first)
		buf_add_char(ret, ';');
	if (!text)
		return;
	buf_add_char(ret, '"');
	if (strchr("=+-@\t\r'", *text) && *text)
		buf_add_char(ret, '\'');
	/* What no bench writes, a forged one may have: nothing that commands a terminal. */
	for (; *text; text++) {
		if (*text == '"')
			buf_add_char(ret, '"');
		buf_add_char(ret, (unsigned char)*text < ' ' ? ' ' : *text);
	}
	buf_add_char(ret, '"');
}

/* ---- a workbook ------------------------------------------------------------------------------ */

struct xlsx {
	const struct plug_xlsx *plug;
	void *workbook;
	const struct xlsx_column *columns;
	size_t column_count;
	struct xlsx_cell *cells; /* of one row */
	struct buf *texts;
};

static void xlsx_free(struct xlsx *xlsx)
{
	for (size_t i = 0; i < xlsx->column_count; i++)
		buf_done(&xlsx->texts[i]);
	free(xlsx->texts);
	free(xlsx->cells);
	free(xlsx);
}

int xlsx_open(struct xlsx **ret, const char *file, const struct xlsx_look *look, struct err *err)
{
	const void *table;
	const struct plug_xlsx *plug;
	void *workbook;
	struct xlsx *xlsx;
	int fd, r = plugin_open("xlsx", "plug_xlsx", &table, err);

	if (r < 0)
		return r;
	plug = table;
	/* The library would say only at the end, and on standard error, that it can not write. */
	fd = open(file, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
	if (fd < 0)
		return err_set(err, errno, "%s: không ghi được (%s)", file, err_why(errno));
	close(fd);
	r = plug->open(&workbook, file, look, err);
	if (r < 0)
		return r;
	xlsx = calloc(1, sizeof(*xlsx));
	if (!xlsx)
		abort();
	*xlsx = (struct xlsx){
		.plug = plug,
		.workbook = workbook,
		.columns = look->columns,
		.column_count = look->column_count,
		.cells = calloc(look->column_count + 1, sizeof(*xlsx->cells)),
		.texts = calloc(look->column_count + 1, sizeof(*xlsx->texts)),
	};
	if (!xlsx->cells || !xlsx->texts)
		abort();
	*ret = xlsx;
	return 0;
}

/* Spreadsheets count days from 1900 on. */
static bool read_day(struct xlsx_cell *cell, const char *text)
{
	char day[DATE_TEXT_MAX];
	struct date date;

	snprintf(day, sizeof(day), "%.10s", text);
	if (!date_read(day, &date) || date.year < 1900)
		return false;
	cell->type = CELL_DAY;
	cell->year = date.year;
	cell->month = date.month;
	cell->day = date.day;
	return true;
}

/* "…T20:30:00+07:00": as it stands, every bench keeps the time of Vietnam. */
static void read_clock(struct xlsx_cell *cell, const char *text)
{
	int64_t unix_time;

	if (strlen(text) < 16 || !time_read(text, &unix_time))
		return;
	cell->type = CELL_TIME;
	cell->hour = (text[11] - '0') * 10 + text[12] - '0';
	cell->minute = (text[14] - '0') * 10 + text[15] - '0';
}

static void set_cell(struct xlsx_cell *cell, struct buf *clean, enum cell_type type,
		     const char *text)
{
	int64_t number;

	*cell = (struct xlsx_cell){.type = CELL_TEXT};
	if (!text || !*text)
		return;
	buf_clear(clean);
	text_clean(clean, text, strlen(text), CELL_MAX);
	cell->text = buf_text(clean);
	if (type == CELL_DAY || type == CELL_TIME) {
		if (read_day(cell, text) && type == CELL_TIME)
			read_clock(cell, text);
	} else if ((type == CELL_COUNT || type == CELL_MONEY) && str_to_i64(text, &number) &&
		   number <= EXACT_MAX && number >= -EXACT_MAX) {
		cell->type = type;
		cell->number = (double)number;
	}
}

int xlsx_sheet(struct xlsx *xlsx, const struct xlsx_look *look, struct err *err)
{
	if (look->column_count != xlsx->column_count)
		return err_set(err, EINVAL, "bảng tính: các trang phải cùng số cột");
	xlsx->columns = look->columns;
	return xlsx->plug->sheet(xlsx->workbook, look, err);
}

int xlsx_row(struct xlsx *xlsx, const char *const *cells, bool is_total, struct err *err)
{
	for (size_t i = 0; i < xlsx->column_count; i++)
		set_cell(&xlsx->cells[i], &xlsx->texts[i], xlsx->columns[i].type, cells[i]);
	return xlsx->plug->row(xlsx->workbook, xlsx->cells, xlsx->column_count, is_total, err);
}

int xlsx_close(struct xlsx **xlsx, struct err *err)
{
	struct xlsx *it = STEAL(*xlsx);
	int r = it->plug->close(it->workbook, err);

	xlsx_free(it);
	return r;
}

void xlsx_done(struct xlsx **xlsx)
{
	struct err ignored;

	if (*xlsx && xlsx_close(xlsx, &ignored) < 0)
		log_debug("a workbook was given up");
}
