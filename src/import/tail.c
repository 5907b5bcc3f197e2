/* What stands below a list: its total, the place and day, who signs; no record, though a name may
 * be read from it. */
#include "columns_priv.h"

#include <string.h>

#define SIGNERS_MOST 3 /* cells of a row of signatures */
#define BEHIND_MOST 2 /* cells of a row below them: names, "(đã ký)" */

/* As text_fold() gives it, with nothing, a ":" or a number behind. */
static const char *const totals[] = {"tong cong", "tong so", "tong", "cong"};
/* As it is written, whatever is behind: no family is called so. */
static const char *const sums[] = {"Tổng cộng",     "TỔNG CỘNG",     "Tổng số",
				   "TỔNG SỐ",       "Cộng tổng số",  "Ấn định",
				   "ẤN ĐỊNH",       "Danh sách này", "Danh sách trên",
				   "Danh sách gồm", "Danh sách có",  "Bằng chữ"};
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

static bool is_blank(const char *cell)
{
	return cell[strspn(cell, " \t\r\n")] == '\0';
}

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

/* Tống Công is a pupil, "Tổng cộng" is not; "tong cong" may be either. */
static bool is_total(const char *cell, const char *folded)
{
	AUTO(buf_done) struct buf nfc = {0};
	bool is_marked;

	text_nfc(&nfc, cell);
	if (begins(buf_text(&nfc), sums, ARRAY_LEN(sums)))
		return true;
	is_marked = str_starts(buf_text(&nfc), "Tổng") || str_starts(buf_text(&nfc), "TỔNG") ||
		    str_starts(buf_text(&nfc), "Cộng") || str_starts(buf_text(&nfc), "CỘNG");
	for (size_t i = 0; i < ARRAY_LEN(totals); i++) {
		const char *rest = folded + strlen(totals[i]);

		if (!str_starts(folded, totals[i]) || !(is_marked || is_plain(cell)))
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

		if (is_blank(cell))
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

const char *import_tail(const struct table_row *row, bool *is_behind)
{
	AUTO(cells_done) struct cells cells = {.filled = 0};
	const char *folded, *why = NULL;

	read_cells(&cells, row);
	folded = buf_text(&cells.first);
	if (!cells.filled)
		return NULL;
	if (is_total_row(&cells))
		return _("dòng tổng");
	if (cells.filled <= SIGNERS_MOST &&
	    (begins(folded, signers, ARRAY_LEN(signers)) || is_place_and_day(folded)))
		why = _("chỗ ký tên");
	else if (*is_behind && cells.filled <= BEHIND_MOST)
		why = _("dưới chỗ ký tên");
	*is_behind |= why != NULL;
	return why;
}
