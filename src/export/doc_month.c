/* Báo cáo tháng, báo cáo năm: sections with their tables and charts. */
#include "month_parts_priv.h"

#include <string.h>

static const struct paper_column columns[] = {
	{"Chỉ số", 58, ALIGN_LEFT, CELL_TEXT},
	{"Số liệu", 26, ALIGN_RIGHT, CELL_TEXT},
	{"Chỉ tiêu", 16, ALIGN_RIGHT, CELL_TEXT}};

#define COLUMNS ARRAY_LEN(columns)

static void add_table(struct paper *paper, const struct month_pack *pack, size_t first, size_t end)
{
	struct paper_table *table = paper_table(paper, columns, COLUMNS, end - first);
	struct arena *arena = &paper->arena;

	for (size_t i = first; i < end; i++) {
		const struct month_figure *figure = pack->figures[i];
		const char **cell = table->cells + (i - first) * COLUMNS;

		cell[0] = arena_printf(arena, "%s%s", figure->is_part ? "– " : "",
				       month_label_text(arena, figure));
		cell[1] = month_value_text(arena, figure);
		cell[2] = figure->target ? month_number_text(arena, figure->target) : NULL;
	}
}

/* A single bar tells nothing that the table does not, unless there is a target. */
static void add_chart(struct paper *paper, const struct month_pack *pack, size_t first,
		      size_t count)
{
	double longest = (double)month_longest(pack, first, count);
	struct paper_chart *chart;

	if (count < 2 && !pack->figures[first]->target)
		return;
	chart = paper_chart(paper, month_chart_title(pack, first), count);
	for (size_t i = 0; i < count; i++) {
		const struct month_figure *figure = pack->figures[first + i];

		chart->bars[i] = (struct paper_bar){
			.label = month_label_text(&paper->arena, figure),
			.value = month_value_text(&paper->arena, figure),
			.length = figure->value > 0 ? (double)figure->value / longest : 0,
			.target = (double)figure->target / longest,
		};
	}
}

/* A figure with a target, then the parts of each figure. */
static void add_charts(struct paper *paper, const struct month_pack *pack, size_t first, size_t end)
{
	for (size_t i = first; i < end;) {
		size_t parts = month_part_group(pack, i);

		if (parts || (pack->figures[i]->target && pack->figures[i]->is_known))
			add_chart(paper, pack, i, parts ? parts : 1);
		i += parts ? parts : 1;
	}
}

#define STAGES_MAX 6

static void add_pupils(struct paper *paper, const struct month_pack *pack, size_t first, size_t end)
{
	static const char all[] = "Tất cả";
	size_t stages = month_stages(pack, first, end), rows = 0;
	struct arena *arena = &paper->arena;
	struct paper_column *heads = arena_alloc(arena, (STAGES_MAX + 1) * sizeof(*heads));
	struct paper_table *table;

	stages = stages < STAGES_MAX ? stages : STAGES_MAX;
	heads[0] = (struct paper_column){"Hoàn cảnh, xã", 34, ALIGN_LEFT, CELL_TEXT};
	for (size_t k = 0; k < stages; k++)
		heads[k + 1] = (struct paper_column){pack->figures[first + k]->label, 13,
						     ALIGN_RIGHT, CELL_TEXT};
	table = paper_table(paper, heads, stages + 1, end - first);
	for (size_t i = first; i < end; i++) {
		const struct month_figure *row = pack->figures[i];
		const char **cell = table->cells + rows * (stages + 1);

		if (i > first && month_is_about(pack->figures[i - 1], row))
			continue;
		cell[0] = row->of ? row->of : all;
		for (size_t k = 0; k < stages; k++) {
			const struct month_figure *one =
				month_stage(pack, row, pack->figures[first + k]);

			cell[k + 1] = month_number_text(arena, one ? one->value : 0);
		}
		rows++;
	}
	table->row_count = rows;
	add_chart(paper, pack, first, stages);
}

static void add_section(struct paper *paper, const struct month_pack *pack, size_t first,
			size_t end)
{
	enum month_section section = pack->figures[first]->section;

	paper_heading(paper, arena_printf(&paper->arena, "%d. %s",
					  month_section_number(pack, section),
					  month_section_titles[section]));
	if (section == MONTH_PUPILS) {
		add_pupils(paper, pack, first, end);
		return;
	}
	add_table(paper, pack, first, end);
	add_charts(paper, pack, first, end);
	for (size_t i = first; i < end; i++)
		if (pack->figures[i]->listing)
			paper_field(paper, pack->figures[i]->label, pack->figures[i]->listing);
	if (section == MONTH_FUND && month_find(pack, "fund.closing"))
		paper_amount(paper, "Tồn quỹ cuối kỳ", month_find(pack, "fund.closing")->value);
}

static void add_hidden(struct paper *paper, const struct month_pack *pack)
{
	for (enum month_section i = 0; i < MONTH_SECTIONS; i++)
		if (pack->hidden & MONTH_BIT(i))
			paper_say(paper, "Phần %d (%s): người lập không được xem.",
				  month_section_number(pack, i), month_section_titles[i]);
}

static void add_adjustments(struct paper *paper, const struct month_pack *pack)
{
	static const struct paper_column heads[] = {{"Tháng", 16, ALIGN_CENTRE, CELL_TEXT},
						    {"Chỉ số", 56, ALIGN_LEFT, CELL_TEXT},
						    {"Chênh lệch", 28, ALIGN_RIGHT, CELL_TEXT}};
	struct paper_table *table;

	if (!pack->adjustment_count)
		return;
	paper_heading(paper, "Điều chỉnh các tháng đã chốt");
	table = paper_table(paper, heads, ARRAY_LEN(heads), pack->adjustment_count);
	for (size_t i = 0; i < pack->adjustment_count; i++) {
		const struct month_adjustment *one = &pack->adjustments[i];
		const char **cell = table->cells + i * ARRAY_LEN(heads);
		const char *section = month_section_titles[one->figure.section];

		cell[0] = one->month;
		cell[1] = arena_printf(&paper->arena, "%s – %s", section,
				       month_label_text(&paper->arena, &one->figure));
		cell[2] = month_change_text(&paper->arena, &one->figure);
	}
}

static const char doan_role[] = "TM. BAN THƯỜNG VỤ\nBÍ THƯ";
static const char state_role[] = "THỦ TRƯỞNG ĐƠN VỊ";

int export_month_pdf(struct buf *ret, const struct month_pack *pack, const struct paper_head *head,
		     struct err *err)
{
	static const struct paper_signer writer = {"NGƯỜI LẬP", NULL};
	AUTO(paper_done) struct paper paper = {0};
	struct paper_head signed_head = *head;

	signed_head.signers[0].role = head->style == PAPER_STATE ? state_role : doan_role;
	signed_head.signers[1].role = state_role;
	paper_begin(&paper, head, "BÁO CÁO",
		    arena_printf(&paper.arena, "Kết quả tiếp nhận, sửa chữa, trao tặng %s",
				 month_about(pack, &paper.arena)));
	paper_say(&paper, "%s.", month_standing_text(pack, &paper.arena));
	for (size_t i = 0; i < pack->count; i = month_section_end(pack, i))
		add_section(&paper, pack, i, month_section_end(pack, i));
	add_hidden(&paper, pack);
	add_adjustments(&paper, pack);
	if (pack->sha256)
		paper_field(&paper, "Mã kiểm của số liệu đã chốt (SHA-256)", pack->sha256);
	paper_conclude(&paper, "Trên đây là báo cáo kết quả thực hiện của đơn vị./.");
	paper_sign(&paper, &signed_head, &writer, 1);
	return paper_print(ret, &paper, err);
}
