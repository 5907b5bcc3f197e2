/*
 * The cells of a workbook as rows, in a nameless file: a workbook can only be read from its
 * beginning to its end, and rows that refer to later ones are gone back to.
 */
#include "import_priv.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

/* One row in the file; its cells follow, each with its NUL. */
struct kept_row {
	uint64_t line;
	uint32_t bytes;
	uint16_t count, fault_column;
	uint8_t fault;
};

enum row_fault { ROW_FINE, ROW_ERROR, ROW_TOO_LONG, ROW_COLUMNS, ROW_UTF8, ROW_FORMULA };

static const char *const faults[] = {
	[ROW_ERROR] = N_("ô có lỗi công thức (#N/A, #REF!…); sửa trong bảng tính"),
	[ROW_TOO_LONG] = N_("dòng dài quá 1 MB"),
	[ROW_COLUMNS] = N_("quá nhiều cột"),
	[ROW_UTF8] = N_("không phải UTF-8; lưu lại thành .xlsx"),
	[ROW_FORMULA] = N_("ô là công thức chưa tính: mở bằng bảng tính, lưu lại"),
};

struct rows {
	struct table_reader reader;
	FILE *file;
	uint64_t place; /* of the next byte */
	uint64_t count;
	const struct table_source *source; /* while it is read */
	struct kept_row row; /* at work */
	struct buf text;
	size_t starts[IMPORT_COLUMNS_MAX], lens[IMPORT_COLUMNS_MAX];
	const char *cells[IMPORT_COLUMNS_MAX];
};

/* ---- writing ------------------------------------------------------------- */

static int write_failed(struct err *err)
{
	return err_set(err, ENOSPC, _("không ghi được tệp tạm (%s); xem lại chỗ trống ở /tmp"),
		       err_why(errno));
}

static int put_row(struct rows *rows, struct err *err)
{
	struct kept_row *row = &rows->row;
	bool is_kept = true;

	if (!row->count && !row->fault)
		return 0;
	if (rows->count++ == IMPORT_ROWS_MAX)
		return err_set(err, EFBIG, _("tệp quá %u dòng; chia thành nhiều tệp"),
			       IMPORT_ROWS_MAX);
	row->bytes = 0;
	for (size_t i = 0; i < row->count; i++)
		row->bytes += (uint32_t)rows->lens[i] + 1;
	is_kept = fwrite(row, sizeof(*row), 1, rows->file) == 1;
	for (size_t i = 0; is_kept && i < row->count; i++) {
		const char *cell = rows->lens[i] ? rows->text.data + rows->starts[i] : "";

		is_kept = fwrite(cell, 1, rows->lens[i], rows->file) == rows->lens[i] &&
			  fputc('\0', rows->file) != EOF;
	}
	return is_kept ? 0 : write_failed(err);
}

static void begin_row(struct rows *rows, uint64_t line)
{
	rows->row = (struct kept_row){.line = line};
	buf_clear(&rows->text);
	memset(rows->lens, 0, sizeof(rows->lens));
}

static void set_fault(struct rows *rows, enum row_fault fault, uint32_t column)
{
	if (rows->row.fault)
		return;
	rows->row.fault = (uint8_t)fault;
	rows->row.fault_column = fault == ROW_COLUMNS ? 0 : (uint16_t)(column + 1);
}

static int take_cell(void *user, uint32_t row, uint32_t column, const char *text, size_t len,
		     enum sheet_fault fault, struct err *err)
{
	struct rows *rows = user;

	if (rows->row.line != (uint64_t)row + 1) {
		int r = put_row(rows, err);

		if (r < 0)
			return r;
		begin_row(rows, (uint64_t)row + 1);
	}
	if (column >= IMPORT_COLUMNS_MAX) {
		set_fault(rows, ROW_COLUMNS, column);
		return 0;
	}
	if (fault != SHEET_FINE || rows->text.len + len > IMPORT_ROW_MAX) {
		set_fault(rows,
			  fault == SHEET_ERROR	   ? ROW_ERROR
			  : fault == SHEET_FORMULA ? ROW_FORMULA
						   : ROW_TOO_LONG,
			  column);
		return 0;
	}
	if (memchr(text, '\0', len) || !text_is_utf8(text, len)) {
		set_fault(rows, ROW_UTF8, column);
		return 0;
	}
	if (rows->row.count < column + 1)
		rows->row.count = (uint16_t)(column + 1);
	rows->starts[column] = rows->text.len;
	rows->lens[column] = len;
	buf_add(&rows->text, text, len);
	return 0;
}

static int go_on(void *user, struct err *err)
{
	const struct rows *rows = user;
	const struct table_source *source = rows->source;

	if (!source->is_stopped || !source->is_stopped(source->user, rows->count))
		return 0;
	return err_set(err, ECANCELED, _("đã dừng: không dòng nào được ghi vào sổ"));
}

/* ---- reading ------------------------------------------------------------- */

static bool take(struct rows *rows, void *into, size_t len)
{
	if (fread(into, 1, len, rows->file) != len)
		return false;
	rows->place += len;
	return true;
}

static bool row_is_empty(const struct rows *rows)
{
	for (size_t i = 0; i < rows->row.count; i++)
		if (*rows->cells[i])
			return false;
	return !rows->row.fault;
}

/* 1, 0 at the end, or -EIO. */
static int read_row(struct rows *rows)
{
	struct kept_row *row = &rows->row;
	char *cells;

	if (!take(rows, row, sizeof(*row)))
		return ferror(rows->file) ? -EIO : 0;
	buf_clear(&rows->text);
	cells = malloc((size_t)row->bytes + 1);
	if (!cells || !take(rows, cells, row->bytes)) {
		free(cells);
		return -EIO;
	}
	buf_add(&rows->text, cells, row->bytes);
	buf_add_char(&rows->text, '\0');
	free(cells);
	cells = rows->text.data;
	for (size_t i = 0; i < row->count; i++) {
		rows->cells[i] = cells;
		cells += strlen(cells) + 1;
	}
	return 1;
}

static int rows_next(struct table_reader *reader, struct table_row *ret_row, struct err *err)
{
	struct rows *rows = (struct rows *)reader;

	for (;;) {
		uint64_t place = rows->place;
		int r = read_row(rows);

		if (r < 0)
			return err_set(err, EIO, _("không đọc được tệp (%s)"), err_why(errno));
		if (r == 0)
			return 0;
		if (row_is_empty(rows))
			continue;
		*ret_row = (struct table_row){
			.line = rows->row.line, .place = place, .cells = rows->cells,
			.count = rows->row.count, .fault_column = rows->row.fault_column,
			.fault = rows->row.fault ? _(faults[rows->row.fault]) : NULL};
		return 1;
	}
}

static void rows_seek(struct table_reader *reader, uint64_t place, uint64_t line)
{
	struct rows *rows = (struct rows *)reader;

	(void)line;
	if (rows->place == place)
		return;
	if (fseeko(rows->file, (off_t)place, SEEK_SET) < 0)
		log_debug("no way back in a temporary file");
	rows->place = place;
}

static void rows_done(struct table_reader *reader)
{
	struct rows *rows = (struct rows *)reader;

	sheet_file_done(&rows->file);
	buf_done(&rows->text);
	free(rows);
}

int rows_reader_open(struct table_reader **ret_reader, sheet_read_fn read, int fd,
		     const struct table_source *source, struct err *err)
{
	AUTO(table_reader_done) struct table_reader *reader = NULL;
	struct rows *rows = calloc(1, sizeof(*rows));
	int r;

	if (!rows)
		return err_set(err, ENOMEM, _("hết bộ nhớ"));
	reader = &rows->reader;
	*reader = (struct table_reader){.next = rows_next, .seek = rows_seek, .done = rows_done,
					.is_ragged = true};
	rows->source = source;
	r = sheet_temporary(&rows->file, err);
	if (r == 0) {
		const struct sheet_sink sink = {.cell = take_cell, .go_on = go_on, .user = rows};

		r = read(fd, source->sheet, &sink, &reader->is_1904, err);
	}
	if (r == 0)
		r = put_row(rows, err);
	if (r == 0 && fflush(rows->file) != 0)
		r = write_failed(err);
	if (r < 0)
		return r;
	rewind(rows->file);
	*ret_reader = STEAL(reader);
	return 0;
}
