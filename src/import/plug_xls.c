/* The plugin over FreeXL: workbooks of Excel 97 to 2003 and before. It holds the whole sheet, which
 * such a file keeps to 65536 rows. */
#include "sheet_priv.h"

#include "text.h"

#include <errno.h>
#include <freexl.h>
#include <math.h>
#include <string.h>
#include <sys/stat.h>

#define FILE_MAX ((off_t)128 << 20)

extern const struct plug_sheet plug_xls;

static void book_done(const void **book)
{
	if (*book)
		freexl_close(*book);
}

static int open_book(int fd, const void **ret_book, struct err *err)
{
	char path[64];
	unsigned password = 0;
	struct stat info;
	int code;

	if (fstat(fd, &info) < 0 || info.st_size > FILE_MAX)
		return err_set(err, EFBIG, _("tệp .xls quá lớn; lưu lại thành .xlsx hoặc CSV"));
	snprintf(path, sizeof(path), "/proc/self/fd/%d", fd);
	code = freexl_open(path, ret_book);
	if (code != FREEXL_OK)
		return err_set(err, EBADMSG,
			       _("không đọc được tệp .xls này (%d): hỏng, hoặc có mật khẩu; mở ra, "
				 "lưu lại thành .xlsx"),
			       code);
	if (freexl_get_info(*ret_book, FREEXL_BIFF_PASSWORD, &password) == FREEXL_OK &&
	    password == FREEXL_BIFF_OBFUSCATED)
		return err_set(err, EBADMSG, _("tệp .xls có mật khẩu; bỏ mật khẩu rồi lưu lại"));
	return 0;
}

/* FreeXL does not tell which sheets are hidden: the first one is taken. */
static int choose_sheet(const void *book, const char *sheet, struct err *err)
{
	AUTO(buf_done) struct buf known = {0}, wanted = {0};
	unsigned count = 0;

	if (sheet)
		text_fold(&wanted, sheet);
	if (freexl_get_info(book, FREEXL_BIFF_SHEET_COUNT, &count) != FREEXL_OK)
		count = 0;
	for (unsigned short i = 0; i < count; i++) {
		AUTO(buf_done) struct buf folded = {0};
		const char *name = NULL;

		if (freexl_get_worksheet_name(book, i, &name) != FREEXL_OK || !name)
			continue;
		text_fold(&folded, name);
		if (!sheet || str_eq(buf_text(&folded), buf_text(&wanted)))
			return freexl_select_active_worksheet(book, i) == FREEXL_OK
				       ? 0
				       : err_set(err, EBADMSG, _("không đọc được trang tính này"));
		buf_printf(&known, "%s%s", known.len ? ", " : "", name);
	}
	return sheet_missing(sheet, buf_text(&known), err);
}

/* NULL: nothing there. NUMBER: room for one. */
static const char *show(const FreeXL_CellValue *value, struct buf *number)
{
	double real = value->value.double_value;

	buf_clear(number);
	switch (value->type) {
	case FREEXL_CELL_INT:
		buf_printf(number, "%d", value->value.int_value);
		return buf_text(number);
	case FREEXL_CELL_DOUBLE:
		buf_printf(number, real == floor(real) && fabs(real) < 1e15 ? "%.0f" : "%.15g",
			   real);
		return buf_text(number);
	case FREEXL_CELL_TEXT:
	case FREEXL_CELL_SST_TEXT:
		return value->value.text_value;
	case FREEXL_CELL_DATE:
	case FREEXL_CELL_DATETIME:
	case FREEXL_CELL_TIME:
		/* Seconds are no part of what sheet_priv.h promises. */
		buf_printf(number, "%.16s", value->value.text_value);
		return buf_text(number);
	default:
		return NULL;
	}
}

static int give_rows(const void *book, const struct sheet_sink *sink, struct err *err)
{
	AUTO(buf_done) struct buf number = {0};
	unsigned short columns = 0;
	unsigned rows = 0;
	int r = 0;

	if (freexl_worksheet_dimensions(book, &rows, &columns) != FREEXL_OK)
		return err_set(err, EBADMSG, _("không đọc được trang tính này"));
	for (unsigned row = 0; r == 0 && row < rows; row++)
		for (unsigned short column = 0; r == 0 && column < columns; column++) {
			FreeXL_CellValue value;
			const char *text;

			if (freexl_get_cell_value(book, row, column, &value) != FREEXL_OK)
				continue;
			text = show(&value, &number);
			if (text && *text)
				r = sink->cell(sink->user, row, column, text, strlen(text),
					       strlen(text) > SHEET_CELL_MAX ? SHEET_TOO_LONG
									     : SHEET_FINE,
					       err);
		}
	return r;
}

static int read_sheet(int fd, const char *sheet, const struct sheet_sink *sink, bool *ret_is_1904,
		      struct err *err)
{
	AUTO(book_done) const void *book = NULL;
	unsigned mode = 0;
	int r = open_book(fd, &book, err);

	if (r == 0)
		r = choose_sheet(book, sheet, err);
	if (r == 0)
		r = give_rows(book, sink, err);
	if (r == 0)
		*ret_is_1904 = freexl_get_info(book, FREEXL_BIFF_DATEMODE, &mode) == FREEXL_OK &&
			       mode == FREEXL_BIFF_DATEMODE_1904;
	return r;
}

const struct plug_sheet plug_xls = {.read = read_sheet};
