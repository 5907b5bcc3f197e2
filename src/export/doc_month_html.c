/* The month's report as one page that opens from a file: no script, nothing from elsewhere. */
#include "month_parts_priv.h"

#include "text.h"

#include <string.h>

static const char style[] =
	"body{font:16px/1.5 'Liberation Serif','Times New Roman',serif;max-width:52em;"
	"margin:2em auto;padding:0 1em;color:#111;background:#fff}"
	"h1{font-size:1.5em;margin-bottom:0}h2{font-size:1.15em;margin:1.6em 0 .4em}"
	"table{border-collapse:collapse;width:100%}"
	"th,td{border:1px solid #999;padding:.25em .5em;text-align:left}"
	"td.n,th.n{text-align:right;white-space:nowrap}tr.part td:first-child{padding-left:1.6em}"
	"svg{width:100%;height:auto;margin:.6em 0}svg text{font-size:13px}"
	"p.note{color:#444}code{word-break:break-all}"
	"@media print{body{margin:0}h2{break-after:avoid}tr{break-inside:avoid}}";

static void add_escaped(struct buf *ret, const char *text)
{
	for (const char *c = text ? text : ""; *c; c++)
		switch (*c) {
		case '&': buf_add_str(ret, "&amp;"); break;
		case '<': buf_add_str(ret, "&lt;"); break;
		case '>': buf_add_str(ret, "&gt;"); break;
		case '"': buf_add_str(ret, "&quot;"); break;
		case '\'': buf_add_str(ret, "&#39;"); break;
		default: buf_add_char(ret, *c);
		}
}

static void add_cell(struct buf *ret, const char *open, const char *text, const char *close)
{
	buf_add_str(ret, open);
	add_escaped(ret, text);
	buf_add_str(ret, close);
}

static void add_number(struct buf *ret, const char *text)
{
	add_cell(ret, "<td class=\"n\">", text, "</td>");
}

static void add_table(struct buf *ret, struct arena *arena, const struct month_pack *pack,
		      size_t first, size_t end)
{
	buf_add_str(ret, "<table><tr><th>Chỉ số</th><th class=\"n\">Số liệu</th>"
			 "<th class=\"n\">Chỉ tiêu</th></tr>\n");
	for (size_t i = first; i < end; i++) {
		const struct month_figure *figure = pack->figures[i];

		buf_add_str(ret, figure->is_part ? "<tr class=\"part\">" : "<tr>");
		add_cell(ret, "<td>", month_label_text(arena, figure), "</td>");
		add_number(ret, month_value_text(arena, figure));
		add_number(ret, figure->target ? month_number_text(arena, figure->target) : "");
		buf_add_str(ret, "</tr>\n");
	}
	buf_add_str(ret, "</table>\n");
}

#define WIDE 720
#define BARS_AT 260
#define BARS_WIDE 320
#define BAR_ROW 24

static void add_bar(struct buf *ret, struct arena *arena, const struct month_figure *figure,
		    int64_t longest, int top)
{
	int64_t value = figure->value > 0 ? figure->value : 0;
	int length = (int)((double)value * BARS_WIDE / (double)longest);
	int target = (int)((double)figure->target * BARS_WIDE / (double)longest);
	int end = target > length ? target : length;

	buf_printf(ret, "<text x=\"%d\" y=\"%d\" text-anchor=\"end\">", BARS_AT - 8, top + 16);
	add_escaped(ret, month_label_text(arena, figure));
	buf_printf(ret, "</text><rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"14\" "
			"fill=\"url(#h)\" stroke=\"#333\"/>", BARS_AT, top + 5, length);
	if (figure->target)
		buf_printf(ret, "<line x1=\"%d\" x2=\"%d\" y1=\"%d\" y2=\"%d\" stroke=\"#000\" "
				"stroke-width=\"2\" stroke-dasharray=\"4 2\"/>",
			   BARS_AT + target, BARS_AT + target, top + 1, top + 23);
	buf_printf(ret, "<text x=\"%d\" y=\"%d\">", BARS_AT + end + 8, top + 16);
	add_escaped(ret, month_value_text(arena, figure));
	buf_add_str(ret, "</text>\n");
}

static void add_chart(struct buf *ret, struct arena *arena, const struct month_pack *pack,
		      size_t first, size_t count)
{
	int64_t longest = month_longest(pack, first, count);

	if (count < 2 && !pack->figures[first]->target)
		return;
	add_cell(ret, "<p class=\"note\">", month_chart_title(pack, first), "</p>\n");
	buf_printf(ret,
		   "<svg role=\"img\" viewBox=\"0 0 %d %d\"><defs><pattern id=\"h\" width=\"5\" "
			"height=\"5\" patternUnits=\"userSpaceOnUse\" "
			"patternTransform=\"rotate(45)\"><rect width=\"5\" height=\"5\" "
			"fill=\"#e6e6e6\"/><line x1=\"0\" y1=\"0\" x2=\"0\" y2=\"5\" "
			"stroke=\"#666\" stroke-width=\"1.5\"/></pattern></defs>\n",
		   WIDE, (int)count * BAR_ROW + 4);
	for (size_t i = 0; i < count; i++)
		add_bar(ret, arena, pack->figures[first + i], longest, (int)i * BAR_ROW);
	buf_add_str(ret, "</svg>\n");
}

static void add_pupils(struct buf *ret, struct arena *arena, const struct month_pack *pack,
		       size_t first, size_t end)
{
	size_t stages = month_stages(pack, first, end);

	buf_add_str(ret, "<table><tr><th>Hoàn cảnh, xã</th>");
	for (size_t k = 0; k < stages; k++)
		add_cell(ret, "<th class=\"n\">", pack->figures[first + k]->label, "</th>");
	buf_add_str(ret, "</tr>\n");
	for (size_t i = first; i < end; i++) {
		const struct month_figure *row = pack->figures[i];

		if (i > first && month_is_about(pack->figures[i - 1], row))
			continue;
		add_cell(ret, "<tr><td>", row->of ? row->of : "Tất cả", "</td>");
		for (size_t k = 0; k < stages; k++) {
			const struct month_figure *one =
				month_stage(pack, row, pack->figures[first + k]);

			add_number(ret, month_number_text(arena, one ? one->value : 0));
		}
		buf_add_str(ret, "</tr>\n");
	}
	buf_add_str(ret, "</table>\n");
	if (stages)
		add_chart(ret, arena, pack, first, stages);
}

static void add_section(struct buf *ret, struct arena *arena, const struct month_pack *pack,
			size_t first, size_t end)
{
	enum month_section section = pack->figures[first]->section;

	buf_printf(ret, "<h2>%d. %s</h2>\n", month_section_number(pack, section),
		   month_section_titles[section]);
	if (section == MONTH_PUPILS) {
		add_pupils(ret, arena, pack, first, end);
		return;
	}
	add_table(ret, arena, pack, first, end);
	for (size_t i = first; i < end;) {
		size_t parts = month_part_group(pack, i);
		const struct month_figure *figure = pack->figures[i];

		if (parts || (figure->target && figure->is_known))
			add_chart(ret, arena, pack, i, parts ? parts : 1);
		if (figure->listing) {
			add_cell(ret, "<p>", figure->label, ": ");
			add_cell(ret, "", figure->listing, "</p>\n");
		}
		i += parts ? parts : 1;
	}
	if (section == MONTH_FUND && month_find(pack, "fund.closing")) {
		AUTO(buf_done) struct buf words = {0};

		text_money_words(&words, month_find(pack, "fund.closing")->value);
		add_cell(ret, "<p>Tồn quỹ bằng chữ: ", buf_text(&words), "</p>\n");
	}
}

static void add_adjustments(struct buf *ret, struct arena *arena, const struct month_pack *pack)
{
	if (!pack->adjustment_count)
		return;
	buf_add_str(ret, "<h2>Điều chỉnh các tháng đã chốt</h2>\n<table><tr><th>Tháng</th>"
			 "<th>Chỉ số</th><th class=\"n\">Chênh lệch</th></tr>\n");
	for (size_t i = 0; i < pack->adjustment_count; i++) {
		const struct month_adjustment *one = &pack->adjustments[i];

		add_cell(ret, "<tr><td>", one->month, "</td>");
		add_cell(ret, "<td>", month_section_titles[one->figure.section], " – ");
		add_cell(ret, "", month_label_text(arena, &one->figure), "</td>");
		add_number(ret, month_change_text(arena, &one->figure));
		buf_add_str(ret, "</tr>\n");
	}
	buf_add_str(ret, "</table>\n");
}

void export_month_html(struct buf *ret, const struct month_pack *pack)
{
	AUTO(arena_done) struct arena arena = {0};
	const char *about = month_about(pack, &arena);

	buf_add_str(ret, "<!DOCTYPE html>\n<html lang=\"vi\"><head><meta charset=\"utf-8\">"
			 "<meta name=\"viewport\" content=\"width=device-width\">");
	add_cell(ret, "<title>Báo cáo ", about, "</title>");
	buf_printf(ret, "<style>%s</style></head><body>\n", style);
	add_cell(ret, "<h1>Báo cáo ", about, "</h1>\n");
	add_cell(ret, "<p class=\"note\">", month_standing_text(pack, &arena), "</p>\n");
	for (size_t i = 0; i < pack->count; i = month_section_end(pack, i))
		add_section(ret, &arena, pack, i, month_section_end(pack, i));
	for (enum month_section i = 0; i < MONTH_SECTIONS; i++)
		if (pack->hidden & MONTH_BIT(i))
			buf_printf(ret, "<p>Phần %d (%s): người lập không được xem.</p>\n",
				   month_section_number(pack, i), month_section_titles[i]);
	add_adjustments(ret, &arena, pack);
	if (pack->sha256)
		add_cell(ret, "<p>Mã kiểm của số liệu đã chốt (SHA-256): <code>", pack->sha256,
			 "</code></p>\n");
	buf_add_str(ret, "</body></html>\n");
}
