/* Charts on paper: lying bars with their numbers, hatched so that a black and white copy tells as
 * much; a target is a broken line across its bar. */
#include "press_priv.h"

#define BAR_SIZE 11.0 /* of the type */
#define BAR_ROW 19.0
#define BAR_HEIGHT 11.0
#define BAR_GAP 6.0
#define LABEL_SHARE 0.36
#define VALUE_SHARE 0.2
#define HATCH_GAP 4.0

static void draw_word(struct page *page, const char *text, unsigned face, enum align align,
		      double x, double width, double y)
{
	AUTO(arena_done) struct arena arena = {0};
	const struct paper_text line = {
		.text = text, .size = BAR_SIZE, .face = face, .align = align};
	struct press_text set = press_set(page->press, &arena, &line, width);

	if (set.line_count)
		press_line(page->press, &set, 0, x, y);
}

static void draw_hatched(cairo_t *cr, double x, double y, double width)
{
	cairo_save(cr);
	cairo_rectangle(cr, x, y, width, BAR_HEIGHT);
	cairo_set_source_rgb(cr, 0.9, 0.9, 0.9);
	cairo_fill_preserve(cr);
	cairo_clip(cr);
	cairo_set_source_rgb(cr, 0.35, 0.35, 0.35);
	cairo_set_line_width(cr, 0.6);
	for (int i = 0; i * HATCH_GAP < width + BAR_HEIGHT; i++) {
		double at = x - BAR_HEIGHT + i * HATCH_GAP;

		cairo_move_to(cr, at, y + BAR_HEIGHT);
		cairo_line_to(cr, at + BAR_HEIGHT, y);
	}
	cairo_stroke(cr);
	cairo_restore(cr);
	cairo_set_line_width(cr, 0.7);
	cairo_rectangle(cr, x, y, width, BAR_HEIGHT);
	cairo_stroke(cr);
}

static void draw_target(cairo_t *cr, double x, double y)
{
	static const double dashes[] = {3, 2};

	cairo_save(cr);
	cairo_set_dash(cr, dashes, 2, 0);
	cairo_set_line_width(cr, 1.2);
	cairo_move_to(cr, x, y - 3);
	cairo_line_to(cr, x, y + BAR_HEIGHT + 3);
	cairo_stroke(cr);
	cairo_restore(cr);
}

static void draw_bar(struct page *page, const struct paper_bar *bar)
{
	double width = page->right - page->left, label = width * LABEL_SHARE;
	double room = width * (1 - LABEL_SHARE - VALUE_SHARE) - BAR_GAP;
	double x = page->left + label + BAR_GAP, y = page->y + (BAR_ROW - BAR_HEIGHT) / 2;
	double end = x + room * bar->length;

	draw_word(page, bar->label, FACE_PLAIN, ALIGN_RIGHT, page->left, label, page->y + 1);
	if (bar->length > 0)
		draw_hatched(page->press->cr, x, y, room * bar->length);
	if (bar->target > 0)
		draw_target(page->press->cr, x + room * bar->target, y);
	if (bar->target > bar->length)
		end = x + room * bar->target;
	draw_word(page, bar->value, FACE_PLAIN, ALIGN_LEFT, end + BAR_GAP,
		  width * VALUE_SHARE - BAR_GAP, page->y + 1);
	page->y += BAR_ROW;
}

void page_chart(struct page *page, const struct paper_chart *chart)
{
	double height = (double)(chart->count + 1) * BAR_ROW;
	bool fits_a_page = height < page->bottom - page->top;

	if (fits_a_page && page->y + height > page->bottom)
		page_break(page);
	draw_word(page, chart->title, FACE_ITALIC, ALIGN_LEFT, page->left,
		  page->right - page->left, page->y);
	page->y += BAR_ROW;
	for (size_t i = 0; i < chart->count; i++) {
		if (page->y + BAR_ROW > page->bottom)
			page_break(page);
		draw_bar(page, &chart->bars[i]);
	}
	page->y += BAR_GAP;
}
