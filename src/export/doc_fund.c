/* Sổ quỹ: every entry of a period with the balance after it. */
#include "export_priv.h"

#include <errno.h>

static const struct paper_column columns[] = {
	{"Ngày", 13, ALIGN_CENTRE, CELL_DAY},
	{"Chứng từ", 13, ALIGN_LEFT, CELL_TEXT},
	{"Nội dung", 32, ALIGN_LEFT, CELL_TEXT},
	{"Thu (đồng)", 14, ALIGN_RIGHT, CELL_MONEY},
	{"Chi (đồng)", 14, ALIGN_RIGHT, CELL_MONEY},
	{"Tồn (đồng)", 14, ALIGN_RIGHT, CELL_MONEY},
};

#define COLUMNS ARRAY_LEN(columns)

struct sums {
	int64_t in, out, balance;
};

/* The totals after one line more. */
static int sums_add(struct sums *sums, const struct fund_line *line, struct err *err)
{
	int r = paper_add(&sums->in, line->in, err);

	if (r == 0)
		r = paper_add(&sums->out, line->out, err);
	if (r == 0)
		r = paper_add(&sums->balance, line->in, err);
	if (r == 0 && __builtin_sub_overflow(sums->balance, line->out, &sums->balance))
		r = err_set(err, EINVAL, "tổng số tiền quá lớn");
	return r;
}

static void opening_row(struct paper *paper, const char **cell, int64_t opening)
{
	cell[2] = "Số dư đầu kỳ";
	cell[5] = paper_number(&paper->arena, opening);
}

static int add_lines(struct paper *paper, const struct fund_book *book, struct sums *sums,
		     struct err *err)
{
	struct paper_table *table = paper_table(paper, columns, COLUMNS, book->line_count + 1);
	struct arena *arena = &paper->arena;

	opening_row(paper, table->cells, book->opening);
	for (size_t i = 0; i < book->line_count; i++) {
		const struct fund_line *line = &book->lines[i];
		const char **cell = table->cells + (i + 1) * COLUMNS;
		int r = sums_add(sums, line, err);

		if (r < 0)
			return r;
		cell[0] = line->date;
		cell[1] = line->voucher;
		cell[2] = line->content;
		cell[3] = line->in ? paper_number(arena, line->in) : NULL;
		cell[4] = line->out ? paper_number(arena, line->out) : NULL;
		cell[5] = paper_number(arena, sums->balance);
	}
	table->total = arena_alloc(arena, COLUMNS * sizeof(*table->total));
	table->total[2] = "Cộng";
	table->total[3] = paper_number(arena, sums->in);
	table->total[4] = paper_number(arena, sums->out);
	table->total[5] = paper_number(arena, sums->balance);
	return 0;
}

int export_fund_book(struct buf *ret, const struct fund_book *book, struct err *err)
{
	static const struct paper_signer signers[] = {{"NGƯỜI GHI SỔ", NULL},
						      {"PHỤ TRÁCH QUỸ", NULL}};
	AUTO(paper_done) struct paper paper = {0};
	struct sums sums = {.balance = book->opening};
	int r;

	paper_begin(&paper, &book->head, "SỔ QUỸ",
		    arena_printf(&paper.arena, "Từ ngày %s đến ngày %s",
				 paper_day(&paper.arena, book->from, "………"),
				 paper_day(&paper.arena, book->to, "………")));
	r = add_lines(&paper, book, &sums, err);
	if (r < 0)
		return r;
	paper_amount(&paper, "Số dư cuối kỳ", sums.balance);
	if (book->proof)
		paper_field(&paper, "Mã kiểm chứng của sổ (SHA-256)", book->proof);
	paper_sign(&paper, &book->head, signers, ARRAY_LEN(signers));
	return paper_print(ret, &paper, err);
}
