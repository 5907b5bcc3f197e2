/* The plugin that draws: papers page by page, by the margins of Nghị định 30/2020 (annex I). Labels
 * are in press_label.c. */
#include "press_priv.h"

#include "text.h"

#include <cairo-pdf.h>
#include <errno.h>
#include <stdio.h>

#define A4_SHORT (210 * PRESS_MM)
#define A4_LONG (297 * PRESS_MM)
#define MARGIN_TOP (20 * PRESS_MM)
#define MARGIN_BOTTOM (20 * PRESS_MM)
#define MARGIN_LEFT (30 * PRESS_MM)
#define MARGIN_RIGHT (15 * PRESS_MM)
#define NUMBER_Y (10 * PRESS_MM)
#define NUMBER_SIZE 13.0
#define RULE_WIDTH 0.6
#define QR_MODULE (1.2 * PRESS_MM)
#define FRAME (9 * PRESS_MM)
#define FRAME_WIDTH 2.4
#define FRAME_GAP (1.6 * PRESS_MM)
#define FRAMED_MARGIN (19 * PRESS_MM)
#define SIDE_LINES 8 /* of a text beside others: these can not go on over pages */

static cairo_status_t write_pdf(void *closure, const unsigned char *data, unsigned len)
{
	buf_add(closure, data, len);
	return CAIRO_STATUS_SUCCESS;
}

cairo_surface_t *press_pdf(struct buf *ret, double wide, double high, const char *title,
			   const char *created)
{
	cairo_surface_t *surface = cairo_pdf_surface_create_for_stream(write_pdf, ret, wide, high);

	cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_TITLE, title);
	cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATOR, "hotroit");
	cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE, created);
	return surface;
}

int press_finish(cairo_surface_t *surface, struct err *err)
{
	cairo_status_t status;

	cairo_surface_finish(surface);
	status = cairo_surface_status(surface);
	cairo_surface_destroy(surface);
	if (status == CAIRO_STATUS_SUCCESS)
		return 0;
	return err_set(err, EIO, "không vẽ được trang giấy: %s", cairo_status_to_string(status));
}

/* "2", centred over every page but the first. */
static void draw_number(struct page *page)
{
	AUTO(arena_done) struct arena arena = {0};
	struct paper_text text = {.text = arena_printf(&arena, "%u", page->number),
				  .size = NUMBER_SIZE,
				  .align = ALIGN_CENTRE};
	struct press_text set = press_set(page->press, &arena, &text, page->right - page->left);

	press_text(page->press, &set, page->left, NUMBER_Y);
}

static void rectangle(struct page *page, double from_edge, double width)
{
	cairo_set_line_width(page->press->cr, width);
	cairo_rectangle(page->press->cr, from_edge, from_edge, page->wide - 2 * from_edge,
			page->high - 2 * from_edge);
	cairo_stroke(page->press->cr);
}

static void draw_frame(struct page *page)
{
	rectangle(page, FRAME, FRAME_WIDTH);
	rectangle(page, FRAME + FRAME_GAP, RULE_WIDTH);
}

void page_break(struct page *page)
{
	cairo_show_page(page->press->cr);
	page->y = page->top;
	page->number++;
	if (page->framed)
		draw_frame(page);
	else
		draw_number(page);
}

static void draw_paragraph(struct page *page, const struct paper_text *text)
{
	AUTO(arena_done) struct arena arena = {0};
	struct press_text set = press_set(page->press, &arena, text, page->right - page->left);

	page->y += text->above;
	if (text->keep > 0 && page->y > page->top &&
	    page->y + (double)set.line_count * set.line_height + text->keep > page->bottom)
		page_break(page);
	for (size_t i = 0; i < set.line_count; i++) {
		if (page->y + set.line_height > page->bottom)
			page_break(page);
		press_line(page->press, &set, i, page->left, page->y);
		page->y += set.line_height;
	}
}

/* A text of a side, set. */
struct side_text {
	const struct paper_text *text;
	struct press_text set;
};

struct side {
	struct side_text *texts;
	size_t count;
	double width, height;
};

static struct side set_side(struct page *page, struct arena *arena, const struct paper_text *first,
			    double width)
{
	struct side side = {.width = width};

	for (const struct paper_text *text = first; text; text = text->next)
		side.count++;
	side.texts = arena_alloc(arena, side.count * sizeof(*side.texts) + 1);
	for (size_t i = 0; i < side.count; i++, first = first->next) {
		struct side_text *it = &side.texts[i];

		it->text = first;
		it->set = press_set(page->press, arena, first, width);
		if (it->set.line_count > (first->most ? first->most : SIDE_LINES))
			it->set.line_count = first->most ? first->most : SIDE_LINES;
		side.height += first->above + (double)it->set.line_count * it->set.line_height;
	}
	return side;
}

static void draw_rule(struct page *page, const struct side_text *it, double x, double y)
{
	double length = it->set.lines[it->set.line_count - 1].width * it->text->rule;
	double from = x + (it->set.width - length) / 2;

	cairo_set_line_width(page->press->cr, RULE_WIDTH);
	cairo_move_to(page->press->cr, from, y + 2);
	cairo_line_to(page->press->cr, from + length, y + 2);
	cairo_stroke(page->press->cr);
}

static void draw_side(struct page *page, const struct side *side, double x, double spare)
{
	double y = page->y;

	for (size_t i = 0; i < side->count; i++) {
		const struct side_text *it = &side->texts[i];

		if (it->text->at_foot)
			y += spare;
		y = press_text(page->press, &it->set, x, y + it->text->above);
		if (it->text->rule > 0)
			draw_rule(page, it, x, y);
	}
}

/* The sides of a block, set; their height. */
static double set_sides(struct page *page, struct arena *arena, const struct paper_block *block,
			struct side sides[PAPER_SIDES])
{
	double highest = 0, sum = 0;

	for (size_t i = 0; i < block->side_count; i++)
		sum += block->shares[i];
	for (size_t i = 0; i < block->side_count; i++) {
		double width = (page->right - page->left) * block->shares[i] / sum;

		sides[i] = set_side(page, arena, block->sides[i], width);
		if (sides[i].height > highest)
			highest = sides[i].height;
	}
	return highest;
}

static void draw_sides(struct page *page, const struct paper_block *block)
{
	AUTO(arena_done) struct arena arena = {0};
	struct side sides[PAPER_SIDES] = {{0}};
	double highest = set_sides(page, &arena, block, sides), x = page->left;

	page->y += block->text.above;
	if (page->y + highest > page->bottom && page->y > page->top)
		page_break(page);
	if (block->at_foot)
		page->y = page->bottom - highest;
	if (block->qr)
		press_qr(page->press->cr, block->qr, QR_MODULE,
			 x + (sides[0].width - QR_SIDE * QR_MODULE) / 2, page->y);
	for (size_t i = 0; i < block->side_count; i++) {
		draw_side(page, &sides[i], x, highest - sides[i].height);
		x += sides[i].width;
	}
	page->y += highest;
}

static double sides_height(struct page *page, const struct paper_block *block)
{
	AUTO(arena_done) struct arena arena = {0};
	struct side sides[PAPER_SIDES] = {{0}};

	return block->text.above + set_sides(page, &arena, block, sides);
}

/* Everybody who signs from here on, and who gets the paper: it stands on one page. */
static double signing_height(struct page *page, const struct paper_block *block)
{
	double height = 0;

	for (; block && block->kind == BLOCK_SIDES; block = block->next)
		height += sides_height(page, block);
	return height;
}

static double text_height(struct page *page, const struct paper_block *block)
{
	AUTO(arena_done) struct arena arena = {0};
	struct press_text set = press_set(page->press, &arena, &block->text,
					  page->right - page->left);

	return block->text.above + (double)set.line_count * set.line_height;
}

/* The words behind a table and the signatures behind them; 0: none, or too much to be moved. */
static double height_behind(struct page *page, const struct paper_block *block)
{
	double height = 0;

	for (block = block->next; block && block->kind == BLOCK_TEXT; block = block->next)
		height += text_height(page, block);
	if (!block || !block->signers)
		return 0;
	height += signing_height(page, block);
	return height < (page->bottom - page->top) * 2 / 3 ? height : 0;
}

/* Signatures alone on a page could be put under anything: the words before them go along. */
static bool goes_along(const struct paper_block *block)
{
	return block->kind == BLOCK_TEXT &&
	       (block->text.with_next || (block->next && block->next->signers));
}

static void keep_together(struct page *page, const struct paper_block *block)
{
	double needed = 0;

	if (!block->signers && !goes_along(block))
		return;
	for (; block && goes_along(block); block = block->next)
		needed += text_height(page, block);
	if (block && block->signers)
		needed += signing_height(page, block);
	else if (block && block->kind == BLOCK_TEXT)
		needed += text_height(page, block);
	if (page->y > page->top && page->y + needed > page->bottom &&
	    needed < page->bottom - page->top)
		page_break(page);
}

/* Beside what follows it: short fields, which leave the right edge free. */
static void draw_code(struct page *page, const struct qr *qr)
{
	double side = QR_SIDE * QR_MODULE;

	if (page->y + side > page->bottom)
		page_break(page);
	press_qr(page->press->cr, qr, QR_MODULE, page->right - side, page->y);
}

static void draw_block(struct page *page, const struct paper_block *block)
{
	keep_together(page, block);
	if (block->kind == BLOCK_TEXT) {
		draw_paragraph(page, &block->text);
	} else if (block->kind == BLOCK_PAGE) {
		page_break(page);
	} else if (block->kind == BLOCK_QR) {
		draw_code(page, block->qr);
	} else if (block->kind == BLOCK_SIDES) {
		draw_sides(page, block);
	} else {
		page->y += block->text.above;
		page->behind = height_behind(page, block);
		if (block->kind == BLOCK_TABLE)
			page_table(page, &block->table);
		else
			page_chart(page, &block->chart);
	}
}

static int draw_paper(struct buf *ret, const struct paper *paper, struct err *err)
{
	AUTO(buf_done) struct buf pdf = {0};
	double wide = paper->landscape ? A4_LONG : A4_SHORT;
	double high = paper->landscape ? A4_SHORT : A4_LONG;
	cairo_surface_t *surface = press_pdf(&pdf, wide, high, paper->title, paper->created);
	AUTO(press_done) struct press press = {0};
	struct page page = {.press = &press,
			    .framed = paper->framed,
			    .wide = wide,
			    .high = high,
			    .left = paper->framed ? FRAMED_MARGIN : MARGIN_LEFT,
			    .right = wide - (paper->framed ? FRAMED_MARGIN : MARGIN_RIGHT),
			    .top = MARGIN_TOP,
			    .bottom = high - MARGIN_BOTTOM,
			    .y = MARGIN_TOP,
			    .number = 1};
	int opened = press_open(&press, surface, 1, err);
	int r;

	if (opened == 0 && paper->framed)
		draw_frame(&page);
	for (const struct paper_block *block = paper->first; block && opened == 0;
	     block = block->next)
		draw_block(&page, block);
	r = press_finish(surface, opened < 0 ? NULL : err);
	if (opened < 0 || r < 0)
		return opened < 0 ? opened : r;
	buf_add(ret, pdf.data, pdf.len);
	return 0;
}

extern const struct plug_paper plug_paper;
const struct plug_paper plug_paper = {
	.paper = draw_paper,
	.labels = press_labels,
	.dots = press_dots,
};
