/*
 * How a workbook is read: the reader of its format (xls.c; the plugin plug_book.c) gives the cells
 * of one sheet, row by row, to the room, which keeps them (rows.c).
 */
#ifndef HOTROIT_SHEET_PRIV_H
#define HOTROIT_SHEET_PRIV_H

#include "base.h"

#include <stdio.h>

#define SHEET_CELL_MAX (128u << 10) /* bytes: what a spreadsheet can hold, 32767 letters */

/* SHEET_FORMULA: no spreadsheet has worked it out, so that its value is nowhere. */
enum sheet_fault { SHEET_FINE, SHEET_ERROR, SHEET_TOO_LONG, SHEET_FORMULA };

struct sheet_sink {
	/* One cell that is not empty, or has a fault; ROW and COLUMN from 0, TEXT as UTF-8 without NUL, a day as
	 * YYYY-MM-DD, a time behind it as HH:MM. A cell of the row before may not come again. */
	int (*cell)(void *user, uint32_t row, uint32_t column, const char *text, size_t len,
		    enum sheet_fault fault, struct err *err);
	/* Asked now and then while the file is read, also before its first cell: -ECANCELED. */
	int (*go_on)(void *user, struct err *err);
	void *user;
};

/* FD: the whole file. SHEET: the name of one, or NULL: the first that is not hidden.
 * *ret_is_1904: a day that no style shows as one is counted from 1904. -EBADMSG, -EFBIG; -EINVAL:
 * no such sheet. */
typedef int (*sheet_read_fn)(int fd, const char *sheet, const struct sheet_sink *sink,
			     bool *ret_is_1904, struct err *err);

/* Exported as plug_book. */
struct plug_sheet {
	sheet_read_fn read;
};

#define SHEET_DAY_MAX sizeof("YYYY-MM-DD HH:MM")

/* The day, and the minute where there is one, that a spreadsheet keeps as the number SERIAL. False
 * for what is none from 1900 to 2999. */
bool sheet_day(double serial, bool is_1904, char ret[SHEET_DAY_MAX]) MUST_USE;
/* A nameless file for reading and writing. */
int sheet_temporary(FILE **ret_file, struct err *err) MUST_USE;
void sheet_file_done(FILE **file);
/* "không có trang …", naming those that there are (a comma between them). */
int sheet_missing(const char *sheet, const char *known, struct err *err);

#endif
