/*
 * hotroit-xls FILE [SHEET]: the cells of a workbook of Excel 97 to 2003, by FreeXL, as tool_priv.h
 * says. A program of its own, because FreeXL can be led out of its memory by a file made for that:
 * here it can neither write a file nor start a program, nor outlive its deadline, and what called
 * it goes on. Exit: 0; 64 usage; 74 nobody reads; 77 it can not be confined.
 */
#include "tool_priv.h"

#include "sheet_priv.h"
#include "text.h"

#include <limits.h>
#include <freexl.h>
#include <math.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#define SECONDS_MAX 60

/* Nothing of what a person may do otherwise is needed here. */
static bool confine(void)
{
	static const struct {
		__rlimit_resource_t what;
		rlim_t most;
	} limits[] = {
		{RLIMIT_CPU, SECONDS_MAX}, {RLIMIT_FSIZE, 0}, {RLIMIT_NPROC, 0}, {RLIMIT_CORE, 0},
	};

	/* Under sudo a child has the rights of root again: for good as the person who called. */
	user_step_back();
	if (setresgid(getegid(), getegid(), getegid()) < 0 ||
	    setresuid(geteuid(), geteuid(), geteuid()) < 0 ||
	    prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) < 0)
		return false;
	for (size_t i = 0; i < ARRAY_LEN(limits); i++) {
		const struct rlimit limit = {limits[i].most, limits[i].most};

		if (setrlimit(limits[i].what, &limit) < 0)
			return false;
	}
	return true;
}

static void book_done(const void **book)
{
	if (*book)
		freexl_close(*book);
}

static int say(enum tool_outcome outcome, bool is_1904, int code)
{
	const struct tool_head head = {outcome, is_1904, code};

	return fwrite(&head, sizeof(head), 1, stdout) == 1 ? EXIT_PASS : EXIT_IO;
}

/* FreeXL does not tell which sheets are hidden: the first one is taken. */
static bool choose_sheet(const void *book, const char *sheet, struct buf *ret_known)
{
	AUTO(buf_done) struct buf wanted = {0};
	unsigned count = 0;

	if (sheet)
		text_fold(&wanted, sheet);
	if (freexl_get_info(book, FREEXL_BIFF_SHEET_COUNT, &count) != FREEXL_OK)
		count = 0;
	for (unsigned i = 0; i < count && i <= USHRT_MAX; i++) {
		AUTO(buf_done) struct buf folded = {0};
		const char *name = NULL;

		if (freexl_get_worksheet_name(book, (unsigned short)i, &name) != FREEXL_OK || !name)
			continue;
		text_fold(&folded, name);
		if (!sheet || str_eq(buf_text(&folded), buf_text(&wanted)))
			return freexl_select_active_worksheet(book, (unsigned short)i) ==
			       FREEXL_OK;
		buf_printf(ret_known, "%s%s", ret_known->len ? ", " : "", name);
	}
	return false;
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

static void give_rows(const void *book, unsigned rows, unsigned short columns)
{
	AUTO(buf_done) struct buf number = {0};

	for (unsigned row = 0; row < rows; row++)
		for (unsigned short column = 0; column < columns; column++) {
			struct tool_cell cell = {.row = row, .column = column};
			FreeXL_CellValue value;
			const char *text;

			if (freexl_get_cell_value(book, row, column, &value) != FREEXL_OK)
				continue;
			text = show(&value, &number);
			if (!text || !*text)
				continue;
			cell.len = (uint32_t)strlen(text);
			fwrite(&cell, sizeof(cell), 1, stdout);
			fwrite(text, 1, cell.len, stdout);
		}
}

static int read_book(const char *file, const char *sheet)
{
	AUTO(book_done) const void *book = NULL;
	AUTO(buf_done) struct buf known = {0};
	unsigned password = 0, mode = 0, rows = 0;
	unsigned short columns = 0;
	int code = freexl_open(file, &book), r;

	if (code != FREEXL_OK)
		return say(TOOL_BROKEN, false, code);
	if (freexl_get_info(book, FREEXL_BIFF_PASSWORD, &password) == FREEXL_OK &&
	    password == FREEXL_BIFF_OBFUSCATED)
		return say(TOOL_PASSWORD, false, 0);
	if (!choose_sheet(book, sheet, &known)) {
		r = say(TOOL_NO_SHEET, false, 0);
		fwrite(buf_text(&known), 1, known.len, stdout);
		return r;
	}
	code = freexl_worksheet_dimensions(book, &rows, &columns);
	if (code != FREEXL_OK)
		return say(TOOL_BROKEN, false, code);
	r = say(TOOL_FINE,
		freexl_get_info(book, FREEXL_BIFF_DATEMODE, &mode) == FREEXL_OK &&
			mode == FREEXL_BIFF_DATEMODE_1904,
		0);
	give_rows(book, rows, columns);
	return r;
}

int main(int argc, char **argv)
{
	int r;

	if (argc < 2 || argc > 3)
		return EXIT_USAGE;
	if (!confine())
		return EXIT_NOT_PERMITTED;
	r = read_book(argv[1], argc > 2 ? argv[2] : NULL);
	return fflush(stdout) == 0 && !ferror(stdout) ? r : EXIT_IO;
}
