/* Tables on paper: cells wrap, heads come again on every page, a row is split only when no page
 * can hold it. */
#include "press_priv.h"

#define CELL_SIZE 11.0
#define CELL_PAD 3.0
#define FRAME_WIDTH 0.5
#define HEAD_LINES 6 /* at most, so that a page always has room for rows */
#define LEAST_LINES 2 /* of a split row on a page */

struct row {
	struct press_text *cells;
	size_t lines; /* of the highest cell */
};

struct table {
	struct page *page;
	const struct paper_table *data;
	double *edges; /* column_count + 1 of them */
	struct arena arena;
	struct row head;
	struct buf rules; /* double: where the rows on this page begin, and the last one ends */
};

static struct row row_set(struct table *table, struct arena *arena, const char *const *cells,
			  unsigned face, bool centred)
{
	const struct paper_column *columns = table->data->columns;
	size_t count = table->data->column_count;
	struct row row = {.cells = arena_alloc(arena, count * sizeof(*row.cells))};

	for (size_t i = 0; i < count; i++) {
		struct paper_text text = {
			.text = cells[i] ? cells[i] : "",
			.size = table->data->size > 0 ? table->data->size : CELL_SIZE,
			.face = face,
			.align = centred ? ALIGN_CENTRE : columns[i].align,
		};

		row.cells[i] = press_set(table->page->press, arena, &text,
					 table->edges[i + 1] - table->edges[i] - 2 * CELL_PAD);
		if (row.cells[i].line_count > row.lines)
			row.lines = row.cells[i].line_count;
	}
	return row;
}

/* Lines that fit between y and the page's end. */
static size_t lines_that_fit(const struct page *page, double line_height, double y)
{
	double room = page->bottom - y - 2 * CELL_PAD;

	return room > 0 ? (size_t)(room / line_height) : 0;
}

static void add_rule(struct table *table, double y)
{
	buf_add(&table->rules, &y, sizeof(y));
}

/* Frames the rows on this page: each line once, and not each cell, which costs more than all its
 * letters do. */
static void frame_end(struct table *table)
{
	const double *rules = (const double *)(const void *)table->rules.data;
	size_t count = table->rules.len / sizeof(*rules), columns = table->data->column_count;
	cairo_t *cr = table->page->press->cr;

	if (!count)
		return;
	cairo_set_line_width(cr, FRAME_WIDTH);
	for (size_t i = 0; i < count; i++) {
		/* As wide as the upright ones at its ends reach. */
		cairo_move_to(cr, table->edges[0] - FRAME_WIDTH / 2, rules[i]);
		cairo_line_to(cr, table->edges[columns] + FRAME_WIDTH / 2, rules[i]);
	}
	for (size_t i = 0; i <= columns; i++) {
		cairo_move_to(cr, table->edges[i], rules[0]);
		cairo_line_to(cr, table->edges[i], rules[count - 1]);
	}
	cairo_stroke(cr);
	buf_clear(&table->rules);
}

/* Draws COUNT lines of a row from line FROM. */
static void row_draw(struct table *table, const struct row *row, size_t from, size_t count)
{
	struct page *page = table->page;
	double height = (double)count * row->cells[0].line_height + 2 * CELL_PAD;

	if (!table->rules.len)
		add_rule(table, page->y);
	for (size_t i = 0; i < table->data->column_count; i++) {
		const struct press_text *cell = &row->cells[i];

		for (size_t line = from; line < from + count && line < cell->line_count; line++)
			press_add_line(page->press, cell, line, table->edges[i] + CELL_PAD,
				       page->y + CELL_PAD +
					       (double)(line - from) * cell->line_height);
	}
	press_show(page->press);
	page->y += height;
	add_rule(table, page->y);
}

static void head_draw(struct table *table)
{
	if (table->head.lines)
		row_draw(table, &table->head, 0, table->head.lines);
}

static void row_place(struct table *table, const struct row *row)
{
	struct page *page = table->page;
	double line_height = row->cells[0].line_height;
	double head =
		table->head.lines ? (double)table->head.lines * line_height + 2 * CELL_PAD : 0;
	size_t of_page = lines_that_fit(page, line_height, page->top + head);
	size_t done = 0;

	while (done < row->lines) {
		size_t left = row->lines - done;
		size_t fit = lines_that_fit(page, line_height, page->y);

		if (fit < left && (left <= of_page || fit < LEAST_LINES)) {
			frame_end(table);
			page_break(page);
			head_draw(table);
			fit = of_page;
		}
		row_draw(table, row, done, left < fit ? left : fit);
		done += left < fit ? left : fit;
	}
}

static void edges_set(struct table *table)
{
	const struct paper_table *data = table->data;
	double sum = 0, x = table->page->left;

	table->edges = arena_alloc(&table->arena, (data->column_count + 1) * sizeof(*table->edges));
	for (size_t i = 0; i < data->column_count; i++)
		sum += data->columns[i].share;
	for (size_t i = 0; i < data->column_count; i++) {
		table->edges[i] = x;
		x += (table->page->right - table->page->left) * data->columns[i].share / sum;
	}
	table->edges[data->column_count] = x;
}

static void head_set(struct table *table)
{
	size_t count = table->data->column_count;
	const char **heads = arena_alloc(&table->arena, count * sizeof(*heads));

	for (size_t i = 0; i < count; i++)
		heads[i] = table->data->columns[i].head;
	table->head = row_set(table, &table->arena, heads, FACE_BOLD, true);
	if (table->head.lines > HEAD_LINES)
		table->head.lines = HEAD_LINES;
}

static double row_height(const struct row *row)
{
	return (double)row->lines * row->cells[0].line_height + 2 * CELL_PAD;
}

static double cells_height(struct table *table, const char *const *cells, unsigned face)
{
	AUTO(arena_done) struct arena arena = {0};
	struct row row = row_set(table, &arena, cells, face, false);

	return row_height(&row);
}

/* Signatures without a row above them could be put under anything: the last row, the total and
 * what stands below go to one page, and the head, where that is the only row. */
static void end_keep(struct table *table)
{
	const struct paper_table *data = table->data;
	struct page *page = table->page;
	double head = table->head.lines ? row_height(&table->head) : 0;
	double needed = page->behind + CELL_PAD;
	bool is_only = data->row_count < 2;

	if (page->behind <= 0)
		return;
	if (data->row_count)
		needed += cells_height(table,
				       data->cells + (data->row_count - 1) * data->column_count,
				       FACE_PLAIN);
	if (data->total)
		needed += cells_height(table, data->total, FACE_BOLD);
	if (page->y + needed + (is_only ? head : 0) <= page->bottom ||
	    page->top + head + needed > page->bottom)
		return;
	frame_end(table);
	page_break(page);
	if (!is_only)
		head_draw(table);
}

static void cells_place(struct table *table, const char *const *cells, unsigned face)
{
	AUTO(arena_done) struct arena arena = {0};
	struct row row = row_set(table, &arena, cells, face, false);

	row_place(table, &row);
}

void page_table(struct page *page, const struct paper_table *data)
{
	struct table table = {.page = page, .data = data};

	edges_set(&table);
	head_set(&table);
	/* A head alone at the foot of a page helps nobody. */
	if (lines_that_fit(page, table.head.cells[0].line_height, page->y) <
	    table.head.lines + LEAST_LINES)
		page_break(page);
	if (data->row_count < 2)
		end_keep(&table);
	head_draw(&table);
	for (size_t i = 0; i < data->row_count; i++) {
		if (i > 0 && i == data->row_count - 1)
			end_keep(&table);
		cells_place(&table, data->cells + i * data->column_count, FACE_PLAIN);
	}
	if (data->total)
		cells_place(&table, data->total, FACE_BOLD);
	frame_end(&table);
	page->y += CELL_PAD;
	buf_done(&table.rules);
	arena_done(&table.arena);
}
