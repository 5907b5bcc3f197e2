/* The cells of one sheet, as they come. A cell without a reference follows the one before it. */
#include "xlsx_priv.h"

#include "text.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#define ROWS_MAX 1048576u /* of the format */
#define COLUMNS_MAX 16384u

enum cell_type { CELL_NUMBER, CELL_SHARED, CELL_TEXT, CELL_BOOL, CELL_ERROR };

struct sheet {
	const struct xlsx_book *book;
	const struct xlsx_strings *strings;
	const struct sheet_sink *sink;
	uint64_t row, column; /* from 1; of the last cell */
	enum cell_type type;
	bool is_day;
	struct buf text; /* what stands in v, or is */
	bool in_value, in_sound, is_too_long, is_formula;
};

static void sheet_done(struct sheet *sheet)
{
	buf_done(&sheet->text);
}

/* "AB12" → 28, and 12 where it is told. False for what is no reference. */
static bool read_reference(const char *text, uint64_t *ret_column, uint64_t *ret_row)
{
	uint64_t column = 0;

	for (; *text >= 'A' && *text <= 'Z' && column <= COLUMNS_MAX; text++)
		column = column * 26 + (uint64_t)(*text - 'A') + 1;
	if (!column || column > COLUMNS_MAX || !str_to_u64(text, 10, ret_row))
		return false;
	*ret_column = column;
	return true;
}

static int out_of_place(struct err *err)
{
	return err_set(err, EBADMSG, _("tệp .xlsx bị hỏng (ô sai chỗ); mở ra, lưu lại"));
}

static int begin_row(struct sheet *sheet, const char **attributes, struct err *err)
{
	const char *number = xlsx_attribute(attributes, "r");
	uint64_t before = sheet->row;

	sheet->row++;
	sheet->column = 0;
	if (number && !str_to_u64(number, 10, &sheet->row))
		return out_of_place(err);
	return sheet->row <= before || sheet->row > ROWS_MAX ? out_of_place(err) : 0;
}

static enum cell_type read_type(const char *type)
{
	static const struct {
		const char *name;
		enum cell_type type;
	} types[] = {
		{"s", CELL_SHARED}, {"str", CELL_TEXT}, {"inlineStr", CELL_TEXT},
		{"b", CELL_BOOL},   {"e", CELL_ERROR},	{"d", CELL_TEXT},
	};

	for (size_t i = 0; i < ARRAY_LEN(types); i++)
		if (str_eq(types[i].name, type))
			return types[i].type;
	return CELL_NUMBER;
}

static int begin_cell(struct sheet *sheet, const char **attributes, struct err *err)
{
	const char *reference = xlsx_attribute(attributes, "r");
	const char *style = xlsx_attribute(attributes, "s");
	uint64_t column = sheet->column + 1, row = sheet->row, number;

	if (reference && !read_reference(reference, &column, &row))
		return out_of_place(err);
	if (row != sheet->row || column <= sheet->column || column > COLUMNS_MAX)
		return out_of_place(err);
	sheet->column = column;
	sheet->type = read_type(xlsx_attribute(attributes, "t"));
	sheet->is_day = style && str_to_u64(style, 10, &number) &&
			number < sheet->book->styles.len &&
			sheet->book->styles.data[number] != 0;
	sheet->is_too_long = sheet->is_formula = false;
	buf_clear(&sheet->text);
	return 0;
}

static int on_start(void *user, const char *name, const char **attributes, struct err *err)
{
	struct sheet *sheet = user;

	if (str_eq(name, "row"))
		return begin_row(sheet, attributes, err);
	if (str_eq(name, "c"))
		return begin_cell(sheet, attributes, err);
	sheet->in_sound |= str_eq(name, "rPh");
	sheet->is_formula |= str_eq(name, "f");
	sheet->in_value = (str_eq(name, "v") || str_eq(name, "t")) && !sheet->in_sound;
	return 0;
}

static void on_text(void *user, const char *text, size_t len)
{
	struct sheet *sheet = user;

	if (sheet->in_value)
		xlsx_add(&sheet->text, text, len, &sheet->is_too_long);
}

/* A formula that gives no text says so by its type. */
static enum sheet_fault fault_of(const struct sheet *sheet, size_t len)
{
	if (sheet->type == CELL_ERROR)
		return SHEET_ERROR;
	if (sheet->is_formula && !len && sheet->type != CELL_TEXT)
		return SHEET_FORMULA;
	return sheet->is_too_long ? SHEET_TOO_LONG : SHEET_FINE;
}

static int give(struct sheet *sheet, const char *text, size_t len, struct err *err)
{
	enum sheet_fault fault = fault_of(sheet, len);

	if (!len && fault == SHEET_FINE)
		return 0;
	return sheet->sink->cell(sheet->sink->user, (uint32_t)sheet->row - 1,
				 (uint32_t)sheet->column - 1, text, len, fault, err);
}

/* A whole number in full, however it is written: "1.21201000123E+11". */
static int give_number(struct sheet *sheet, struct err *err)
{
	char shown[32], day[SHEET_DAY_MAX], *end = NULL;
	const char *text = buf_text(&sheet->text);
	double number = strtod(text, &end);

	if (!*text || *end || !isfinite(number))
		return give(sheet, text, sheet->text.len, err);
	if (sheet->is_day && number > 0 && number < 1) {
		int minutes = (int)(number * 24 * 60 + 0.5);

		snprintf(shown, sizeof(shown), "%02d:%02d", minutes / 60, minutes % 60);
		return give(sheet, shown, strlen(shown), err);
	}
	if (sheet->is_day && sheet_day(number, sheet->book->is_1904, day))
		return give(sheet, day, strlen(day), err);
	if (number != floor(number) || fabs(number) >= 1e15 || !strpbrk(text, ".eE"))
		return give(sheet, text, sheet->text.len, err);
	snprintf(shown, sizeof(shown), "%.0f", number);
	return give(sheet, shown, strlen(shown), err);
}

static int end_cell(struct sheet *sheet, struct err *err)
{
	const char *text = buf_text(&sheet->text);
	size_t len = sheet->text.len;
	uint64_t number;

	if (sheet->type == CELL_NUMBER)
		return give_number(sheet, err);
	if (sheet->type != CELL_SHARED || !len)
		return give(sheet, text, len, err);
	if (!str_to_u64(text, 10, &number) || !xlsx_string(sheet->strings, number, &text, &len))
		return out_of_place(err);
	return give(sheet, text, len, err);
}

static int on_end(void *user, const char *name, struct err *err)
{
	struct sheet *sheet = user;

	sheet->in_value = false;
	if (str_eq(name, "rPh"))
		sheet->in_sound = false;
	return str_eq(name, "c") ? end_cell(sheet, err) : 0;
}

int xlsx_sheet_read(const struct xlsx_book *book, const struct xlsx_strings *strings,
		    struct xlsx *xlsx, const struct sheet_sink *sink, struct err *err)
{
	AUTO(sheet_done) struct sheet sheet = {.book = book, .strings = strings, .sink = sink};
	const struct xlsx_reader reader = {
		.start = on_start, .end = on_end, .text = on_text, .user = &sheet};
	int r = xlsx_read_part(xlsx, book->part, &reader, err);

	return r == -ENOENT ? err_set(err, EBADMSG, _("tệp .xlsx thiếu trang tính; mở ra, lưu lại"))
			    : r;
}
