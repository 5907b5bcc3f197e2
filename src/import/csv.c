/*
 * CSV (RFC 4180, and what spreadsheets make of it). Debian's libcsv was looked at: it has no bound
 * on a cell that does not end, and tells neither where a row begins nor which quote is amiss; so
 * this is our own. It holds one row and one block of the file, whatever the file holds.
 */
#include "import_priv.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define BLOCK_SIZE 65536u
#define END (-1)

struct csv {
	struct table_reader reader;
	int fd;
	char separator; /* '\0': no row was read yet */
	uint64_t place, line; /* of the next byte */
	uint64_t block_place; /* where the block stands in the file */
	size_t block_len;
	int error; /* errno of a read that failed */
	char block[BLOCK_SIZE];
	struct buf text; /* the row's cells, each with its NUL */
	size_t count, starts[IMPORT_COLUMNS_MAX];
	const char *cells[IMPORT_COLUMNS_MAX];
	const char *fault;
	size_t fault_column;
};

/* ---- bytes --------------------------------------------------------------- */

static bool load_block(struct csv *csv)
{
	ssize_t got;

	if (csv->place >= csv->block_place && csv->place < csv->block_place + csv->block_len)
		return true;
	do
		got = pread(csv->fd, csv->block, BLOCK_SIZE, (off_t)csv->place);
	while (got < 0 && errno == EINTR);
	if (got < 0)
		csv->error = errno;
	csv->block_place = csv->place;
	csv->block_len = got > 0 ? (size_t)got : 0;
	return got > 0;
}

static int peek(struct csv *csv)
{
	return load_block(csv) ? (unsigned char)csv->block[csv->place - csv->block_place] : END;
}

static int take(struct csv *csv)
{
	int c = peek(csv);

	if (c == END)
		return END;
	csv->place++;
	if (c == '\n' || (c == '\r' && peek(csv) != '\n'))
		csv->line++;
	return c;
}

/* ---- cells --------------------------------------------------------------- */

static void set_fault(struct csv *csv, const char *fault, size_t column)
{
	if (csv->fault)
		return;
	csv->fault = fault;
	csv->fault_column = column;
}

/* A byte of the last cell, while there is room; what is too long is passed over to its end. */
static void put(struct csv *csv, int c)
{
	if (csv->text.len >= IMPORT_ROW_MAX)
		set_fault(csv, _("dòng dài quá 1 MB; xem lại dấu ngoặc kép"), 0);
	else if (c == '\0')
		set_fault(csv, _("có byte 0; lưu lại thành CSV UTF-8"), csv->count);
	else
		buf_add_char(&csv->text, (char)c);
}

static void begin_cell(struct csv *csv)
{
	if (csv->count == IMPORT_COLUMNS_MAX) {
		set_fault(csv, _("quá nhiều cột"), 0);
		return;
	}
	csv->starts[csv->count++] = csv->text.len;
}

static void end_cell(struct csv *csv)
{
	size_t start = csv->starts[csv->count - 1];

	if (!text_is_utf8(buf_text(&csv->text) + start, csv->text.len - start))
		set_fault(csv, _("không phải UTF-8; lưu lại thành CSV UTF-8"), csv->count);
	if (csv->text.len < IMPORT_ROW_MAX)
		buf_add_char(&csv->text, '\0');
}

static bool is_row_end(int c)
{
	return c == '\n' || c == '\r' || c == END;
}

static int take_row_end(struct csv *csv, int c)
{
	if (c == '\r' && peek(csv) == '\n')
		take(csv);
	return c;
}

/* Behind the opening quote: all to the closing one, where "" stands for one quote. */
static void take_quoted(struct csv *csv)
{
	for (;;) {
		int c = take(csv);

		if (c == END) {
			set_fault(csv, _("dấu ngoặc kép mở ở đây không đóng lại"), csv->count);
			return;
		}
		if (c == '"') {
			if (peek(csv) != '"')
				return;
			take(csv);
		}
		put(csv, c);
	}
}

/* The byte that ended the cell: a separator, or the end of the row. */
static int take_cell(struct csv *csv)
{
	bool was_quoted = peek(csv) == '"';
	int c;

	begin_cell(csv);
	if (was_quoted) {
		take(csv);
		take_quoted(csv);
	}
	for (;;) {
		c = take(csv);
		if (is_row_end(c) || c == csv->separator)
			break;
		if (was_quoted)
			set_fault(csv, _("còn chữ sau dấu ngoặc kép đóng"), csv->count);
		put(csv, c);
	}
	end_cell(csv);
	return take_row_end(csv, c);
}

/* ---- rows ---------------------------------------------------------------- */

#define ROWS_COUNTED 30

static const char candidates[] = ";,\t";

#define CANDIDATES (sizeof(candidates) - 1)

/* How often each stands in the row outside quotes; false at the end. */
static bool count_row(struct csv *csv, size_t counts[CANDIDATES], size_t *seen)
{
	bool quoted = false;
	int c = take(csv);

	if (c == END)
		return false;
	for (; c != END && (quoted || !is_row_end(c)) && *seen < IMPORT_ROW_MAX; ++*seen) {
		const char *found = c ? strchr(candidates, c) : NULL;

		if (c == '"')
			quoted = !quoted;
		else if (found && !quoted)
			counts[found - candidates]++;
		c = take(csv);
	}
	take_row_end(csv, c);
	return true;
}

/* In how many rows candidate I stands equally often, at best; *ret_times: how often. */
static size_t rows_alike(size_t counts[][CANDIDATES], size_t rows, size_t i, size_t *ret_times)
{
	size_t most = 0;

	for (size_t row = 0; row < rows; row++) {
		size_t times = counts[row][i], alike = 0;

		for (size_t other = 0; times && other < rows; other++)
			alike += counts[other][i] == times;
		if (alike > most || (alike == most && alike && times > *ret_times)) {
			most = alike;
			*ret_times = times;
		}
	}
	return most;
}

/* Whichever stands in most rows equally often: titles have none, and texts have it at will. ";"
 * where there is none. */
static char guess_separator(struct csv *csv)
{
	size_t counts[ROWS_COUNTED][CANDIDATES] = {0}, rows = 0, seen = 0;
	size_t best = 0, best_rows = 0, best_times = 0;
	const uint64_t place = csv->place, line = csv->line;

	while (rows < ROWS_COUNTED && seen < IMPORT_ROW_MAX && count_row(csv, counts[rows], &seen))
		rows++;
	csv->place = place;
	csv->line = line;
	for (size_t i = 0; i < CANDIDATES; i++) {
		size_t times = 0, alike = rows_alike(counts, rows, i, &times);

		if (alike > best_rows || (alike == best_rows && times > best_times)) {
			best = i;
			best_rows = alike;
			best_times = times;
		}
	}
	return candidates[best];
}

static bool row_is_empty(const struct csv *csv)
{
	if (csv->fault)
		return false;
	for (size_t i = 0; i < csv->count; i++)
		if (*csv->cells[i])
			return false;
	return true;
}

static void read_row(struct csv *csv)
{
	buf_clear(&csv->text);
	csv->count = 0;
	csv->fault = NULL;
	csv->fault_column = 0;
	while (take_cell(csv) == csv->separator)
		;
	buf_add_char(&csv->text, '\0');
	for (size_t i = 0; i < csv->count; i++)
		csv->cells[i] = csv->text.data + csv->starts[i];
}

static int csv_next(struct table_reader *reader, struct table_row *ret_row, struct err *err)
{
	struct csv *csv = (struct csv *)reader;

	if (!csv->separator)
		csv->separator = guess_separator(csv);
	while (peek(csv) != END) {
		struct table_row row = {.line = csv->line, .place = csv->place};

		read_row(csv);
		if (csv->error)
			break;
		if (row_is_empty(csv))
			continue;
		row.cells = csv->cells;
		row.count = csv->count;
		row.fault = csv->fault;
		row.fault_column = csv->fault_column;
		*ret_row = row;
		return 1;
	}
	return csv->error ? err_set(err, EIO, _("không đọc được tệp (%s)"), err_why(csv->error))
			  : 0;
}

static void csv_seek(struct table_reader *reader, uint64_t place, uint64_t line)
{
	struct csv *csv = (struct csv *)reader;

	csv->place = place;
	csv->line = line;
}

static void csv_done(struct table_reader *reader)
{
	struct csv *csv = (struct csv *)reader;

	close(csv->fd);
	buf_done(&csv->text);
	free(csv);
}

/* ---- opening ------------------------------------------------------------- */

int csv_reader_new(struct table_reader **ret_reader, int fd, struct err *err)
{
	struct csv *csv = calloc(1, sizeof(*csv));
	char mark[3];

	if (!csv)
		return err_set(err, ENOMEM, _("hết bộ nhớ"));
	csv->fd = fd;
	csv->line = 1;
	csv->reader.next = csv_next;
	csv->reader.seek = csv_seek;
	csv->reader.done = csv_done;
	if (pread(fd, mark, sizeof(mark), 0) == sizeof(mark) && !memcmp(mark, "\xef\xbb\xbf", 3))
		csv->place = sizeof(mark);
	*ret_reader = &csv->reader;
	return 0;
}

int csv_reader_open(struct table_reader **ret_reader, const char *file, struct err *err)
{
	int fd = bytes_open(file, err);
	int r = fd < 0 ? fd : csv_reader_new(ret_reader, fd, err);

	if (r < 0 && fd >= 0)
		close(fd);
	return r;
}
