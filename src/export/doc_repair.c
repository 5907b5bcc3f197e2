/* Phiếu sửa chữa: what was wrong, what was done with which parts, and what came of it. */
#include "export_priv.h"

static const struct paper_column columns[] = {
	{"STT", 6, ALIGN_CENTRE, CELL_COUNT},
	{"Linh kiện", 34, ALIGN_LEFT, CELL_TEXT},
	{"Nguồn", 28, ALIGN_LEFT, CELL_TEXT},
	{"Số lượng", 10, ALIGN_CENTRE, CELL_COUNT},
	{"Chi phí (đồng)", 18, ALIGN_RIGHT, CELL_MONEY},
};

#define COLUMNS ARRAY_LEN(columns)

static int add_parts(struct paper *paper, const struct repair_sheet *sheet, int64_t *cost,
		     struct err *err)
{
	struct paper_table *table = paper_table(paper, columns, COLUMNS, sheet->part_count);
	struct arena *arena = &paper->arena;

	for (size_t i = 0; i < sheet->part_count; i++) {
		const struct repair_part *part = &sheet->parts[i];
		const char **cell = table->cells + i * COLUMNS;
		int r = paper_add(cost, part->cost, err);

		if (r < 0)
			return r;
		cell[0] = arena_printf(arena, "%zu", i + 1);
		cell[1] = part->name;
		cell[2] = part->origin;
		cell[3] = arena_printf(arena, "%u", part->count);
		cell[4] = paper_number(arena, part->cost);
	}
	table->total = arena_alloc(arena, COLUMNS * sizeof(*table->total));
	table->total[1] = "Cộng";
	table->total[4] = paper_number(arena, *cost);
	return 0;
}

static void add_work(struct paper *paper, const struct repair_sheet *sheet)
{
	paper_field(paper, "Mã thiết bị", sheet->tag);
	paper_field(paper, "Thiết bị", sheet->device);
	paper_field(paper, "Người báo", sheet->reporter);
	paper_field(paper, "Thời điểm nhận yêu cầu", sheet->received);
	paper_field(paper, "Thời điểm tiếp cận", sheet->contacted);
	paper_field(paper, "Thời điểm hoàn thành", sheet->finished);
	paper_field(paper, "Hiện tượng", sheet->symptom);
	paper_field(paper, "Nguyên nhân", sheet->diagnosis);
	paper_field(paper, "Cách xử lý", sheet->action);
	paper_field(paper, "Kết quả", sheet->result);
	if (sheet->barrier)
		paper_field(paper, "Vướng mắc", sheet->barrier);
	paper_field(paper, "Thời gian làm",
		    sheet->minutes ? arena_printf(&paper->arena, "%u phút", sheet->minutes) : NULL);
}

int export_repair_sheet(struct buf *ret, const struct repair_sheet *sheet, struct err *err)
{
	AUTO(paper_done) struct paper paper = {0};
	const struct paper_signer signers[] = {
		{"NGƯỜI BÁO", sheet->reporter},
		{"NGƯỜI THỰC HIỆN", sheet->technician},
	};
	int64_t cost = 0;

	paper_begin(&paper, &sheet->head, "PHIẾU SỬA CHỮA",
		    sheet->code ? arena_printf(&paper.arena, "Mã phiếu: %s", sheet->code) : NULL);
	add_work(&paper, sheet);
	if (sheet->part_count) {
		int r;

		paper_heading(&paper, "Linh kiện đã dùng");
		r = add_parts(&paper, sheet, &cost, err);
		if (r < 0)
			return r;
		paper_amount(&paper, "Tổng chi phí", cost);
	}
	paper_sign(&paper, &sheet->head, signers, ARRAY_LEN(signers));
	return paper_print(ret, &paper, err);
}
