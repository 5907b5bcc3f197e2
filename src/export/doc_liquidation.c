/* Biên bản thanh lý, after form 02-TSCĐ: the board, the devices beyond repair, what they fetched.
 * Given things have no price of purchase: their estimated value stands in its place. */
#include "export_priv.h"

static const struct paper_column columns[] = {
	{"STT", 6, ALIGN_CENTRE, CELL_COUNT},
	{"Mã", 17, ALIGN_CENTRE, CELL_TEXT},
	{"Tên thiết bị", 20, ALIGN_LEFT, CELL_TEXT},
	{"Năm SX", 8, ALIGN_CENTRE, CELL_TEXT},
	{"Tình trạng", 19, ALIGN_LEFT, CELL_TEXT},
	{"Giá trị ước tính (đồng)", 15, ALIGN_RIGHT, CELL_MONEY},
	{"Giá trị thu hồi (đồng)", 15, ALIGN_RIGHT, CELL_MONEY},
};

#define COLUMNS ARRAY_LEN(columns)

static int add_items(struct paper *paper, const struct liquidation_minutes *minutes,
		     int64_t *proceeds, struct err *err)
{
	struct paper_table *table = paper_table(paper, columns, COLUMNS, minutes->item_count);
	struct arena *arena = &paper->arena;
	int64_t estimate = 0;

	for (size_t i = 0; i < minutes->item_count; i++) {
		const struct liquidation_item *item = &minutes->items[i];
		const char **cell = table->cells + i * COLUMNS;
		int r = paper_add(&estimate, item->estimate, err);

		if (r == 0)
			r = paper_add(proceeds, item->proceeds, err);
		if (r < 0)
			return r;
		cell[0] = arena_printf(arena, "%zu", i + 1);
		cell[1] = item->tag;
		cell[2] = item->name;
		cell[3] = item->year;
		cell[4] = item->condition;
		cell[5] = item->estimate ? paper_number(arena, item->estimate) : NULL;
		cell[6] = paper_number(arena, item->proceeds);
	}
	table->total = arena_alloc(arena, COLUMNS * sizeof(*table->total));
	table->total[2] = "Cộng";
	table->total[5] = estimate ? paper_number(arena, estimate) : NULL;
	table->total[6] = paper_number(arena, *proceeds);
	return 0;
}

static void add_board(struct paper *paper, const struct liquidation_minutes *minutes)
{
	paper_heading(paper, "I. Ban thanh lý gồm");
	for (size_t i = 0; i < minutes->board_count; i++)
		paper_field(paper,
			    arena_printf(&paper->arena, "%zu. %s", i + 1,
					 minutes->board[i].role ? minutes->board[i].role
								: "Thành viên"),
			    minutes->board[i].name);
}

int export_liquidation_minutes(struct buf *ret, const struct liquidation_minutes *minutes,
			       struct err *err)
{
	AUTO(paper_done) struct paper paper = {0};
	int64_t proceeds = 0, expenses = 0;
	int r = paper_add(&expenses, minutes->expenses, err);

	if (r < 0)
		return r;
	paper_begin(&paper, &minutes->head, "BIÊN BẢN THANH LÝ",
		    "Thiết bị hỏng không thể sửa chữa, thay thế");
	paper_field(&paper, "Căn cứ", minutes->legal_basis);
	paper_field(&paper, "Thời gian",
		    arena_printf(&paper.arena, "%s, ngày %s",
				 minutes->time ? minutes->time : "……… giờ ………",
				 paper_day(&paper.arena, minutes->head.date, "………")));
	paper_field(&paper, "Địa điểm", minutes->venue);
	add_board(&paper, minutes);
	paper_heading(&paper, "II. Thiết bị thanh lý");
	r = add_items(&paper, minutes, &proceeds, err);
	if (r < 0)
		return r;
	paper_heading(&paper, "III. Kết quả");
	paper_field(&paper, "Bên mua", minutes->buyer);
	paper_amount(&paper, "Giá trị thu hồi", proceeds);
	paper_amount(&paper, "Chi phí thanh lý", expenses);
	paper_amount(&paper, "Nộp vào quỹ", proceeds - expenses);
	paper_say(&paper,
		  "Các thành viên thống nhất nội dung trên và cùng ký tên. Số tiền thu được "
		  "nộp vào quỹ của chương trình để mua bổ sung thiết bị mới.");
	paper_sign(&paper, &minutes->head, minutes->board, minutes->board_count);
	return paper_print(ret, &paper, err);
}
