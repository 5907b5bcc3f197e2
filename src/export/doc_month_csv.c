/* The month's figures as rows for a spreadsheet. */
#include "export.h"

#include <string.h>

/* Quoted; what a spreadsheet would take for a formula begins with an apostrophe. */
static void add_cell(struct buf *ret, const char *text, const char *end)
{
	buf_add_char(ret, '"');
	if (*text && strchr("=+-@\t\r", *text))
		buf_add_char(ret, '\'');
	for (const char *c = text; *c; c++) {
		if (*c == '"')
			buf_add_char(ret, '"');
		buf_add_char(ret, *c);
	}
	buf_add_char(ret, '"');
	buf_add_str(ret, end);
}

static void add_number(struct buf *ret, bool is_known, int64_t value, const char *end)
{
	if (is_known)
		buf_printf(ret, "%lld", (long long)value);
	buf_add_str(ret, end);
}

static void add_figure(struct buf *ret, const struct month_figure *figure, const char *month)
{
	AUTO(buf_done) struct buf label = {0};

	month_label(&label, figure, MONTH_PRINTED);
	add_cell(ret, month, ";");
	add_cell(ret, month_section_titles[figure->section], ";");
	add_cell(ret, figure->key, ";");
	add_cell(ret, buf_text(&label), ";");
	add_number(ret, figure->is_known, figure->value, ";");
	add_cell(ret, figure->unit, ";");
	add_number(ret, figure->target != 0, figure->target, "\r\n");
}

void export_month_csv(struct buf *ret, const struct month_pack *pack)
{
	static const char *const heads[] = {"Tháng", "Phần",   "Mã số liệu",
					    "Chỉ số", "Giá trị", "Đơn vị",
					    "Chỉ tiêu"};

	buf_add_str(ret, "\xef\xbb\xbf");
	for (size_t i = 0; i < ARRAY_LEN(heads); i++)
		add_cell(ret, heads[i], i + 1 < ARRAY_LEN(heads) ? ";" : "\r\n");
	for (size_t i = 0; i < pack->count; i++)
		add_figure(ret, pack->figures[i], pack->period);
	for (size_t i = 0; i < pack->adjustment_count; i++) {
		AUTO(buf_done) struct buf month = {0};

		buf_printf(&month, "điều chỉnh %s", pack->adjustments[i].month);
		add_figure(ret, &pack->adjustments[i].figure, buf_text(&month));
	}
}
