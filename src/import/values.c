/*
 * Cells of lists that people wrote, as values that fields take. What can be read in two ways is
 * refused with the cure; what a spreadsheet is known to have changed is put back, and counted.
 */
#include "names_priv.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#define DIGITS "0123456789"

const char *import_value(const char *cell)
{
	if (*cell == '\'' && cell[1] && strchr("=+-@\t\r'", cell[1]))
		cell++;
	return *cell ? cell : NULL;
}

/* ---- numbers ------------------------------------------------------------- */

/* "1,21201E+11": the digits behind are lost. */
static bool is_scientific(const char *text)
{
	size_t digits = strspn(text, DIGITS), more;

	if (!digits || digits > 2)
		return false;
	text += digits;
	if (*text == '.' || *text == ',')
		text += 1 + strspn(text + 1, DIGITS);
	/* "6E1" is a class. */
	if (!str_starts(text, "E+") && !str_starts(text, "e+"))
		return false;
	text += 2;
	more = strspn(text, DIGITS);
	return more > 0 && !text[more];
}

static int refuse_scientific(const struct field *field, const char *text, struct err *err)
{
	return err_set(err, EINVAL,
		       _("%s: «%.20s» đã mất chữ số; trong bảng tính đổi cột thành Văn bản (Text), "
			 "gõ lại số"),
		       field->name, text);
}

/* The digits of TEXT where there is nothing else than DIGITS and signs between; else false. */
static bool take_digits(const char *text, const char *between, char ret[32])
{
	size_t len = 0;

	for (; *text; text++) {
		if (strchr(between, *text))
			continue;
		if (!strchr(DIGITS, *text) || len + 1 == 32)
			return false;
		ret[len++] = *text;
	}
	ret[len] = '\0';
	return len > 0;
}

/* What stands between the digits of a code, "001.312.000.123": not the point of 131200012.5. */
static const char *between_digits(const char *text)
{
	size_t digits = strspn(text, DIGITS);
	bool is_grouped = digits <= 3;

	if (!strchr(text, '.'))
		return " ";
	for (; text[digits] == '.'; is_grouped &= digits == 3) {
		text += digits + 1;
		digits = strspn(text, DIGITS);
	}
	return is_grouped ? "." : "";
}

static int read_code(struct buf *ret, const struct field *field,
		     const struct import_digits *digits, const char *text,
		     struct import_notes *notes, struct err *err)
{
	char number[32];
	size_t len;

	if (is_scientific(text))
		return refuse_scientific(field, text, err);
	for (; digits && digits->field && !str_eq(digits->field, field->name); digits++)
		;
	/* The mark by which a spreadsheet keeps digits as text. */
	if (digits && digits->field && *text == '\'')
		text++;
	if (!digits || !digits->field || !take_digits(text, between_digits(text), number)) {
		buf_add_str(ret, text);
		return 0;
	}
	len = strlen(number);
	if (len == 9 && digits->whole == 12)
		return err_set(err, EINVAL,
			       _("%s: 9 chữ số là CMND cũ; ghi số định danh 12 chữ số, hoặc để "
				 "trống"),
			       field->name);
	/* A spreadsheet would have dropped that zero too. */
	if (len < digits->whole && *number == '0')
		return err_set(err, EINVAL,
			       _("%s: «%.20s» có %zu chữ số và còn số 0 ở đầu: mất chữ số ở chỗ "
				 "khác, xem lại giấy tờ"),
			       field->name, text, len);
	if (len >= digits->least && len < digits->whole) {
		notes->digits++;
		for (size_t i = len; i < digits->whole; i++)
			buf_add_char(ret, '0');
	}
	buf_add_str(ret, number);
	return 0;
}

static int read_phone(struct buf *ret, const struct field *field, const char *text,
		      struct import_notes *notes, struct err *err)
{
	char number[32], now[PHONE_TEXT_MAX];
	size_t start = ret->len, len;

	if (is_scientific(text))
		return refuse_scientific(field, text, err);
	if (!take_digits(text, " .-()", number)) {
		buf_add_str(ret, text);
		return 0;
	}
	len = strlen(number);
	if (len == 11 && str_starts(number, "84")) {
		buf_add_char(ret, '+');
	} else if ((len == 9 && strchr("35789", *number)) ||
		   (len == 10 && strchr("12", *number))) {
		notes->phones++;
		buf_add_char(ret, '0');
	}
	buf_add_str(ret, number);
	if (ret->data[start] == '0' && phone_read(ret->data + start, now))
		notes->old_phones += strlen(now) < ret->len - start;
	return 0;
}

/* ---- days ---------------------------------------------------------------- */

/* The longest run of digits, and how many runs there are. */
static size_t most_digits(const char *text, size_t *ret_runs)
{
	size_t most = 0, runs = 0;

	while (*text) {
		size_t digits = strspn(text, DIGITS);

		most = digits > most ? digits : most;
		runs += digits > 0;
		text += digits ? digits : 1;
	}
	*ret_runs = runs;
	return most;
}

/* A day is day, month and year in full. */
static int check_day(const struct field *field, const char *text, struct err *err)
{
	size_t runs, most = most_digits(text, &runs);

	if (runs == 1 && most == 8)
		return 0;
	if (runs == 1 && most == 4)
		return err_set(err, EINVAL, _("%s: «%.40s» chỉ có năm; ghi đủ ngày như 05/10/2012"),
			       field->name, text);
	if (runs != 3)
		return err_set(err, EINVAL,
			       _("%s: «%.40s»: cần đủ ngày, tháng, năm như 05/10/2012"),
			       field->name, text);
	if (most <= 2)
		return err_set(err, EINVAL,
			       _("%s: «%.40s»: năm 2 chữ số có hai cách hiểu; ghi như "
				 "05/10/2012"),
			       field->name, text);
	return 0;
}

#define SERIAL_DIGITS 5 /* 1927 to 2173 */

static int read_day(struct buf *ret, const struct field *field, const char *text, bool is_1904,
		    struct import_notes *notes, struct err *err)
{
	char shown[DATE_TEXT_MAX], kept[SHEET_DAY_MAX];
	const char *time = strpbrk(text, " T");
	AUTO(buf_done) struct buf day = {0};
	struct date date, today;
	uint64_t serial;
	struct err why;
	bool both_ways;
	int r;

	/* "2012-10-05 00:00": the day is meant. */
	buf_add(&day, text, time && strchr(time, ':') ? (size_t)(time - text) : strlen(text));
	text = buf_text(&day);
	if (date_read(text, &date)) {
		date_print(&date, shown);
		buf_add_str(ret, shown);
		return 0;
	}
	if (strlen(text) == SERIAL_DIGITS && str_to_u64(text, 10, &serial) &&
	    sheet_day((double)serial, is_1904, kept)) {
		notes->days++;
		buf_add_str(ret, kept);
		return 0;
	}
	r = check_day(field, text, err);
	if (r < 0)
		return r;
	today = date_today();
	if (date_read_typed(text, &today, &date, &both_ways, &why) < 0)
		return err_set(err, EINVAL, "%s: %s", field->name, why.text);
	date_print(&date, shown);
	buf_add_str(ret, shown);
	return 0;
}

static int refuse_parts(const struct field *field, const char *const *cells, size_t at,
			struct err *err)
{
	char letters[IMPORT_PARTS][IMPORT_LETTER_MAX];

	for (size_t i = 0; i < IMPORT_PARTS; i++)
		import_letter(at + i, letters[i]);
	return err_set(err, EINVAL,
		       _("%s: ô %s «%.20s», %s «%.20s», %s «%.20s»: không thành một ngày; ghi "
			 "ngày, tháng, và năm đủ 4 chữ số"),
		       field->name, letters[0], cells[0], letters[1], cells[1], letters[2],
		       cells[2]);
}

int import_read_parts(struct buf *ret, const struct field *field, const char *const *cells,
		      size_t at, bool is_1904, struct import_notes *notes, struct err *err)
{
	AUTO(buf_done) struct buf joined = {0}, first = {0};
	bool is_more = false, is_day;
	char shown[DATE_TEXT_MAX];
	struct date date;

	text_clean(&first, cells[0], strlen(cells[0]), SIZE_MAX);
	buf_add_str(&joined, buf_text(&first));
	for (size_t i = 1; i < IMPORT_PARTS; i++) {
		AUTO(buf_done) struct buf clean = {0};

		text_clean(&clean, cells[i], strlen(cells[i]), SIZE_MAX);
		buf_printf(&joined, "/%s", buf_text(&clean));
		is_more |= clean.len > 0;
	}
	if (!is_more && !first.len)
		return 0;
	if (!is_more)
		is_day = read_day(ret, field, buf_text(&first), is_1904, notes, NULL) == 0;
	else
		is_day = date_read(buf_text(&joined), &date);
	if (!is_day)
		return refuse_parts(field, cells, at, err);
	if (is_more) {
		date_print(&date, shown);
		buf_add_str(ret, shown);
	}
	return 0;
}

/* ---- choices ------------------------------------------------------------- */

static bool is_folded(const char *folded, const char *name)
{
	AUTO(buf_done) struct buf other = {0};

	import_fold_head(&other, name);
	return str_eq(folded, buf_text(&other));
}

static const char *find_choice(const struct field *field, const struct import_names *names,
			       const char *folded)
{
	for (const struct import_word *word = names ? names->words : NULL; word && word->field;
	     word++)
		if (str_eq(word->field, field->name) && str_eq(word->word, folded))
			return word->value;
	for (size_t i = 0; field->choices[i]; i++)
		if (str_eq(field->choices[i], folded) ||
		    is_folded(folded, field->choice_labels[i]) ||
		    is_folded(folded, _(field->choice_labels[i])))
			return field->choices[i];
	return NULL;
}

static int read_choice(struct buf *ret, const struct field *field,
		       const struct import_names *names, const char *text, struct err *err)
{
	AUTO(buf_done) struct buf folded = {0}, known = {0};
	const char *choice;

	/* Most cells are one of these as they stand: nothing is folded for them. */
	for (size_t i = 0; field->choices[i]; i++)
		if (str_eq(field->choices[i], text) || str_eq(field->choice_labels[i], text)) {
			buf_add_str(ret, field->choices[i]);
			return 0;
		}
	import_fold_head(&folded, text);
	choice = find_choice(field, names, buf_text(&folded));
	if (choice) {
		buf_add_str(ret, choice);
		return 0;
	}
	for (size_t i = 0; field->choices[i]; i++)
		buf_printf(&known, "%s%s", i ? ", " : "", _(field->choice_labels[i]));
	return err_set(err, EINVAL, _("%s: «%.40s»: không có giá trị này; ghi một trong: %.300s"),
		       field->name, text, buf_text(&known));
}

static void read_yes(struct buf *ret, const char *text)
{
	bool is_yes;

	buf_add_str(ret, !yes_read(text, &is_yes) ? text : is_yes ? "1" : "0");
}

/* ---- one cell ------------------------------------------------------------ */

static bool is_name(const struct import_names *names, const struct field *field)
{
	for (size_t i = 0; names && names->people[i]; i++)
		if (str_eq(names->people[i], field->name))
			return true;
	return false;
}

static void read_text(struct buf *ret, const struct field *field, const struct import_names *names,
		      const char *text, struct import_notes *notes)
{
	size_t start = ret->len;

	if (!is_name(names, field)) {
		buf_add_str(ret, text);
		return;
	}
	text_case_name(ret, text);
	notes->names += !str_eq(buf_text(ret) + start, text);
}

int import_read(struct buf *ret, const struct record_kind *kind, const struct field *field,
		const char *cell, bool is_1904, struct import_notes *notes, struct err *err)
{
	const struct import_names *names = import_names_find(kind->name);
	AUTO(buf_done) struct buf clean = {0};
	const char *text = import_value(cell);

	if (!text)
		return 0;
	text_clean(&clean, text, strlen(text), SIZE_MAX);
	text = buf_text(&clean);
	/* How lists write that there is nothing. */
	if (!*text || str_eq(text, "-") || str_eq(text, "–"))
		return 0;
	switch (field->type) {
	case FIELD_CODE:
		return read_code(ret, field, names ? names->digits : NULL, text, notes, err);
	case FIELD_PHONE:
		return read_phone(ret, field, text, notes, err);
	case FIELD_DATE:
		return read_day(ret, field, text, is_1904, notes, err);
	case FIELD_CHOICE:
		return read_choice(ret, field, names, text, err);
	case FIELD_BOOL:
		read_yes(ret, text);
		return 0;
	case FIELD_TEXT:
		read_text(ret, field, names, text, notes);
		return 0;
	default:
		buf_add_str(ret, text);
		return 0;
	}
}
