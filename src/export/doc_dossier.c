/* Hồ sơ thiết bị: what it is, how it was judged and why, all that happened to it, and its code. */
#include "export_priv.h"

#define DOSSIER_SIZE 10.0

static const struct paper_column findings[] = {
	{"Điều khoản", 14, ALIGN_CENTRE, CELL_TEXT}, {"Tiêu chí", 25, ALIGN_LEFT, CELL_TEXT},
	{"Mức yêu cầu", 22, ALIGN_LEFT, CELL_TEXT},  {"Đo được", 25, ALIGN_LEFT, CELL_TEXT},
	{"Kết quả", 14, ALIGN_LEFT, CELL_TEXT},
};
static const struct paper_column history[] = {
	{"Lúc", 20, ALIGN_CENTRE, CELL_TIME},     {"Việc", 25, ALIGN_LEFT, CELL_TEXT},
	{"Từ", 17, ALIGN_LEFT, CELL_TEXT},        {"Sang", 17, ALIGN_LEFT, CELL_TEXT},
	{"Người làm", 21, ALIGN_LEFT, CELL_TEXT},
};
static const struct paper_column repairs[] = {
	{"Mã phiếu", 17, ALIGN_CENTRE, CELL_TEXT},  {"Hiện tượng", 24, ALIGN_LEFT, CELL_TEXT},
	{"Nguyên nhân", 22, ALIGN_LEFT, CELL_TEXT}, {"Cách xử lý", 23, ALIGN_LEFT, CELL_TEXT},
	{"Kết quả", 14, ALIGN_LEFT, CELL_TEXT},
};
static const struct paper_column wipes[] = {
	{"Ổ", 26, ALIGN_LEFT, CELL_TEXT},           {"Mức xoá", 12, ALIGN_LEFT, CELL_TEXT},
	{"Phương pháp", 27, ALIGN_LEFT, CELL_TEXT}, {"Xong lúc", 17, ALIGN_CENTRE, CELL_TIME},
	{"Người xoá", 18, ALIGN_LEFT, CELL_TEXT},
};
static const struct paper_column kits[] = {
	{"Mã bộ", 20, ALIGN_CENTRE, CELL_TEXT},    {"Mã học sinh", 20, ALIGN_CENTRE, CELL_TEXT},
	{"Trạng thái", 20, ALIGN_LEFT, CELL_TEXT}, {"Trao lúc", 20, ALIGN_CENTRE, CELL_TIME},
	{"Hết lúc", 20, ALIGN_CENTRE, CELL_TIME},
};

static void add_table(struct paper *paper, const char *heading, const struct paper_column *columns,
		      const struct dossier_table *from)
{
	struct paper_table *table;

	if (!from->count)
		return;
	paper_heading(paper, heading);
	table = paper_table(paper, columns, DOSSIER_COLUMNS, from->count);
	table->size = DOSSIER_SIZE;
	for (size_t i = 0; i < from->count * DOSSIER_COLUMNS; i++)
		table->cells[i] = from->rows[i / DOSSIER_COLUMNS][i % DOSSIER_COLUMNS];
}

int export_dossier(struct buf *ret, const struct dossier *dossier, struct err *err)
{
	AUTO(paper_done) struct paper paper = {0};
	int r;

	paper_begin(&paper, &dossier->head, "HỒ SƠ THIẾT BỊ",
		    dossier->tag ? arena_printf(&paper.arena, "Mã thiết bị: %s", dossier->tag)
				 : NULL);
	r = paper_qr(&paper, dossier->tag, err);
	if (r < 0)
		return r;
	for (size_t i = 0; i < dossier->identity_count; i++)
		paper_note(&paper, dossier->identity[i].label, dossier->identity[i].value);
	paper_heading(&paper, "Đối chiếu tiêu chuẩn tối thiểu");
	paper_field(&paper, "Kết luận", dossier->verdict ? dossier->verdict : "chưa đối chiếu");
	if (dossier->findings.count)
		add_table(&paper, "Từng tiêu chí", findings, &dossier->findings);
	add_table(&paper, "Sửa chữa", repairs, &dossier->repairs);
	add_table(&paper, "Xoá dữ liệu", wipes, &dossier->wipes);
	add_table(&paper, "Trao tặng", kits, &dossier->kits);
	add_table(&paper, "Lịch sử", history, &dossier->history);
	paper_sign(&paper, &dossier->head, NULL, 0);
	return paper_print(ret, &paper, err);
}
