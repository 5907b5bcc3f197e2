/* A whole paper in the form that is asked for; PDF is drawn by the plugin, cell by cell as a person
 * reads them. */
#include "export_priv.h"

#include "text.h"

#include <string.h>

const char *paper_cell(struct arena *arena, enum cell_type type, const char *cell)
{
	AUTO(buf_done) struct buf text = {0};
	int64_t number;

	if (!cell || !*cell || type == CELL_TEXT || type == CELL_COUNT)
		return cell;
	if (type == CELL_DAY)
		return paper_day(arena, cell, cell);
	if (type == CELL_TIME && strlen(cell) >= 16)
		return arena_printf(arena, "%s %.5s", paper_day(arena, cell, "…"), cell + 11);
	if (type != CELL_MONEY || !str_to_i64(cell, &number))
		return cell;
	text_money(&text, number);
	return arena_str(arena, buf_text(&text));
}

static void show_row(struct paper *paper, const struct paper_table *table, const char **row)
{
	for (size_t i = 0; row && i < table->column_count; i++)
		row[i] = paper_cell(&paper->arena, table->columns[i].type, row[i]);
}

static int print_pdf(struct buf *ret, struct paper *paper, struct err *err)
{
	const struct plug_paper *plug;
	int r = plug_paper_open(&plug, err);

	if (r < 0)
		return r;
	for (struct paper_block *block = paper->first; block; block = block->next) {
		const struct paper_table *table = &block->table;

		for (size_t i = 0; block->kind == BLOCK_TABLE && i < table->row_count; i++)
			show_row(paper, table, table->cells + i * table->column_count);
		show_row(paper, table, table->total);
	}
	return plug->paper(ret, paper, err);
}

int paper_print(struct buf *ret, struct paper *paper, struct err *err)
{
	switch (paper->head->format) {
	case PAPER_XLSX:
		return paper_xlsx(ret, paper, err);
	case PAPER_CSV:
		return paper_csv(ret, paper, err);
	case PAPER_JSON:
		paper_json(ret, paper);
		return 0;
	case PAPER_PDF:
		break;
	}
	return print_pdf(ret, paper, err);
}
