/* What stands below a list: its total, the place and day, who signs; and the headings of its parts.
 * No record, though a name may be read from it. */
#include "columns_priv.h"

#include <string.h>

#define DIGITS "0123456789"
#define SIGNERS_MOST 3 /* cells of a row of signatures */
#define BEHIND_MOST 2 /* cells of a row below them: names, "(đã ký)" */

/* As text_fold() gives it, with nothing, a ":" or a number behind. */
static const char *const totals[] = {"tong cong", "tong so", "tong", "cong"};
/* Whatever is behind. */
static const char *const sums[] = {"tong cong", "tong so", "cong tong so"};
static const char *const closings[] = {"an dinh danh sach", "danh sach nay", "danh sach tren",
				       "danh sach gom",     "danh sach co",  "bang chu:"};
static const char *const signers[] = {"nguoi lap",
				      "nguoi lam don",
				      "nguoi tong hop",
				      "lap bieu",
				      "lap bang",
				      "hieu truong",
				      "pho hieu truong",
				      "kt. hieu truong",
				      "ban giam hieu",
				      "bgh",
				      "thu truong",
				      "xac nhan cua",
				      "dai dien",
				      "tm. ",
				      "t/m ",
				      "tong phu trach",
				      "giao vien chu nhiem",
				      "gvcn",
				      "bi thu",
				      "ke toan",
				      "chu tich",
				      "pho chu tich",
				      "noi nhan:",
				      "ky ten",
				      "ky, ",
				      "ky va ghi ro",
				      "ban chi huy",
				      "tieu ban"};

/* Lớp, Khối, Trường: of the classes of a school, the schools of a commune. */
static const struct {
	const char *marked, *plain;
} headings[] = {{"L\xe1\xbb\x9aP", "LOP"},
		{"KH\xe1\xbb\x90I", "KHOI"},
		{"TR\xc6\xaf\xe1\xbb\x9cNG", "TRUONG"}};

static bool is_plain(const char *cell)
{
	while (*cell && (unsigned char)*cell < 0x80)
		cell++;
	return !*cell;
}

static bool begins(const char *folded, const char *const *words, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (str_starts(folded, words[i]))
			return true;
	return false;
}

/* "Tổng", "Cộng", with these very marks: families are called Tống and Công. */
static bool is_marked(const char *cell)
{
	AUTO(buf_done) struct buf nfc = {0};
	char first, last;

	text_nfc(&nfc, cell);
	if (nfc.len < 4 || memcmp(nfc.data + 1, "\xe1\xbb", 2) != 0)
		return false;
	first = nfc.data[0];
	last = nfc.data[3];
	return ((first == 'T' || first == 't') && (last == '\x94' || last == '\x95')) ||
	       ((first == 'C' || first == 'c') && (last == '\x98' || last == '\x99'));
}

/* Without any marks "tong cong" may be either. */
static bool is_total(const char *cell, const char *folded)
{
	bool marked = is_marked(cell);

	if (begins(folded, closings, ARRAY_LEN(closings)) ||
	    (marked && begins(folded, sums, ARRAY_LEN(sums))))
		return true;
	for (size_t i = 0; (marked || is_plain(cell)) && i < ARRAY_LEN(totals); i++) {
		const char *rest = folded + strlen(totals[i]);

		if (!str_starts(folded, totals[i]))
			continue;
		rest += strspn(rest, " ");
		if (!*rest || strchr(":(0123456789", *rest))
			return true;
	}
	return false;
}

/* "Phù Đổng, ngày 5 tháng 10 năm 2026". */
static bool is_place_and_day(const char *folded)
{
	const char *day = strstr(folded, "ngay "), *month = day ? strstr(day, " thang ") : NULL;

	return month && strstr(month, " nam ");
}

static bool is_number(const char *cell)
{
	return cell[strspn(cell, "0123456789 .,%")] == '\0';
}

struct cells {
	size_t filled, numbers;
	struct buf first; /* folded, without the "(" or "-" before it */
	const char *first_cell;
};

static void cells_done(struct cells *cells)
{
	buf_done(&cells->first);
}

static void read_cells(struct cells *ret, const struct table_row *row)
{
	for (size_t i = 0; i < row->count; i++) {
		const char *cell = row->cells[i];

		if (cell_is_blank(cell))
			continue;
		if (!ret->filled++) {
			ret->first_cell = cell + strspn(cell, " (-*");
			text_fold(&ret->first, ret->first_cell);
			continue;
		}
		ret->numbers += is_number(cell);
	}
}

/* A record says more in words beside its name; a total has sums there, and "35 em" at most: without
 * marks, which may be a name, not even that. */
static bool is_total_row(const struct cells *cells)
{
	size_t words = cells->filled - 1 - cells->numbers;

	return words <= !is_plain(cells->first_cell) &&
	       is_total(cells->first_cell, buf_text(&cells->first));
}

/* "I", "II. Khối 6"; but Vi is a family. */
static bool is_roman(const char *upper)
{
	size_t len = strspn(upper, "IVX");

	return len && strchr(".):-/", upper[len]);
}

/* With these very marks, as families are called Trương; without any before a number. */
static bool is_heading_cell(const char *cell)
{
	AUTO(buf_done) struct buf nfc = {0}, upper = {0};
	const char *text;

	text_nfc(&nfc, cell + strspn(cell, " "));
	text_upper(&upper, buf_text(&nfc));
	text = buf_text(&upper);
	if (is_roman(text))
		return true;
	for (size_t i = 0; i < ARRAY_LEN(headings); i++) {
		size_t marked = strlen(headings[i].marked), plain = strlen(headings[i].plain);

		if (str_starts(text, headings[i].marked) &&
		    strchr(" :" DIGITS, text[marked]))
			return true;
		if (str_starts(text, headings[i].plain) && text[plain] == ' ' &&
		    text[plain + 1] && strchr(DIGITS, text[plain + 1]))
			return true;
	}
	return false;
}

/* "I | Khối 6", and nothing else. */
static bool is_heading(const struct table_row *row)
{
	for (size_t i = 0; i < row->count; i++)
		if (!cell_is_blank(row->cells[i]) && !is_heading_cell(row->cells[i]))
			return false;
	return true;
}

/* A day, a class or number, a circumstance that is known: nobody's name. */
static bool says_more(const struct record_kind *kind, const struct field *field, const char *cell)
{
	AUTO(buf_done) struct buf value = {0};
	struct import_notes notes = {0};

	if (field->type == FIELD_DATE || field->type == FIELD_CODE)
		return strpbrk(cell, DIGITS);
	return field->type == FIELD_CHOICE &&
	       import_read(&value, kind, field, cell, false, &notes, NULL) == 0 && value.len;
}

/* Has the row what it must have, and a number or more than names besides? */
static bool is_record(const struct cells *cells, const struct table_row *row,
		      const struct record_kind *kind, const struct import_columns *columns)
{
	bool more = strspn(cells->first_cell, DIGITS) && is_number(cells->first_cell);
	bool named = false;

	for (size_t i = 0; i < row->count && i < columns->count; i++) {
		const struct field *field = columns->fields[i];

		if (!field || cell_is_blank(row->cells[i]))
			continue;
		named |= field->required;
		more |= says_more(kind, field, row->cells[i]);
	}
	return named && more;
}

const char *import_tail(const struct table_row *row, const struct record_kind *kind,
			const struct import_columns *columns, bool *is_behind)
{
	AUTO(cells_done) struct cells cells = {.filled = 0};
	const char *folded, *why = NULL;

	read_cells(&cells, row);
	folded = buf_text(&cells.first);
	if (!cells.filled)
		return NULL;
	if (is_total_row(&cells))
		return _("dòng tổng");
	if (!row->fault && is_heading(row)) {
		*is_behind = false;
		return _("dòng tiêu đề");
	}
	if (cells.filled <= SIGNERS_MOST &&
	    (begins(folded, signers, ARRAY_LEN(signers)) || is_place_and_day(folded)))
		why = _("chỗ ký tên");
	else if (*is_behind && is_record(&cells, row, kind, columns))
		*is_behind = false;
	else if (*is_behind && cells.filled <= BEHIND_MOST)
		why = _("dưới chỗ ký tên");
	*is_behind |= why != NULL;
	return why;
}
