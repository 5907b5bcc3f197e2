/* Labels: one drawing for label printers (PDF), sheets to cut (PDF) and thermal printers (dots).
 * The QR's modules are seven dots of such a printer, so that no edge falls inside a dot. */
#include "press_priv.h"

#include <errno.h>

#define DOTS_PER_MM 8
#define DOT (PRESS_MM / DOTS_PER_MM) /* in points */
#define LABEL_WIDE (50 * PRESS_MM)
#define LABEL_HIGH (30 * PRESS_MM)
#define MODULE (7 * DOT)
#define QR_X (28 * DOT)
#define QR_Y (46 * DOT)
#define TEXT_X (200 * DOT)
#define TEXT_WIDE (186 * DOT)
#define TEXT_Y (42 * DOT)
#define TAG_SIZE 18.0
#define CROP ((50 * DOTS_PER_MM - LABEL_DOTS_WIDE) / 2.0 * DOT) /* left out at either side */

#define SHEET_COLUMNS 4
#define SHEET_ROWS 9
#define SHEET_WIDE (210 * PRESS_MM)
#define SHEET_HIGH (297 * PRESS_MM)
#define CUT_WIDTH 0.25
#define BLACK_BELOW 128 /* of the picture's 256 greys */

void press_qr(cairo_t *cr, const struct qr *qr, double module, double x, double y)
{
	cairo_antialias_t before = cairo_get_antialias(cr);

	cairo_set_antialias(cr, CAIRO_ANTIALIAS_NONE);
	for (int row = 0; row < QR_SIDE; row++)
		for (int column = 0; column < QR_SIDE; column++)
			if (qr->dark[row][column])
				cairo_rectangle(cr, x + column * module, y + row * module, module,
						module);
	cairo_fill(cr);
	cairo_set_antialias(cr, before);
}

/* Draws at most LINES lines of TEXT; returns the y below them. */
static double draw_words(struct press *press, const char *text, double size, unsigned face,
			 size_t lines, double x, double y)
{
	AUTO(arena_done) struct arena arena = {0};
	struct paper_text words = {.text = text, .size = size, .face = face};
	struct press_text set = press_set(press, &arena, &words, TEXT_WIDE);

	if (set.line_count > lines)
		set.line_count = lines;
	return press_text(press, &set, x, y);
}

/* The tag in the largest type that keeps it on one line. */
static double draw_tag(struct press *press, const char *tag, double x, double y)
{
	AUTO(arena_done) struct arena arena = {0};
	struct paper_text words = {.text = tag, .size = TAG_SIZE, .face = FACE_BOLD | FACE_SANS};
	struct press_text set = press_set(press, &arena, &words, 10 * TEXT_WIDE);
	double width = set.lines[0].width;
	double size = width > TEXT_WIDE ? TAG_SIZE * TEXT_WIDE / width : TAG_SIZE;

	/* Half points: few sizes for all tags. */
	return draw_words(press, tag, (int)(size * 2) / 2.0, words.face, 1, x, y);
}

static void draw_label(struct press *press, const struct label_drawing *label, double x, double y)
{
	double at = y + TEXT_Y;

	press_qr(press->cr, &label->qr, MODULE, x + QR_X, y + QR_Y);
	at = draw_tag(press, label->tag, x + TEXT_X, at) + 2;
	at = draw_words(press, label->kind, 9, FACE_BOLD | FACE_SANS, 2, x + TEXT_X, at);
	at = draw_words(press, label->date, 8, FACE_SANS, 1, x + TEXT_X, at);
	draw_words(press, label->team, 7, FACE_SANS, 2, x + TEXT_X, at);
}

/* Thin lines to cut along, over the whole sheet. */
static void draw_cuts(cairo_t *cr)
{
	double left = (SHEET_WIDE - SHEET_COLUMNS * LABEL_WIDE) / 2;
	double top = (SHEET_HIGH - SHEET_ROWS * LABEL_HIGH) / 2;

	cairo_set_line_width(cr, CUT_WIDTH);
	for (int i = 0; i <= SHEET_COLUMNS; i++) {
		cairo_move_to(cr, left + i * LABEL_WIDE, top);
		cairo_line_to(cr, left + i * LABEL_WIDE, top + SHEET_ROWS * LABEL_HIGH);
	}
	for (int i = 0; i <= SHEET_ROWS; i++) {
		cairo_move_to(cr, left, top + i * LABEL_HIGH);
		cairo_line_to(cr, left + SHEET_COLUMNS * LABEL_WIDE, top + i * LABEL_HIGH);
	}
	cairo_stroke(cr);
}

static void draw_sheets(struct press *press, const struct label_drawing *labels, size_t count)
{
	double left = (SHEET_WIDE - SHEET_COLUMNS * LABEL_WIDE) / 2;
	double top = (SHEET_HIGH - SHEET_ROWS * LABEL_HIGH) / 2;

	for (size_t i = 0; i < count; i++) {
		size_t place = i % (SHEET_COLUMNS * SHEET_ROWS);
		size_t row = place / SHEET_COLUMNS, column = place % SHEET_COLUMNS;

		if (place == 0 && i)
			cairo_show_page(press->cr);
		if (place == 0)
			draw_cuts(press->cr);
		draw_label(press, &labels[i], left + (double)column * LABEL_WIDE,
			   top + (double)row * LABEL_HIGH);
	}
}

static void draw_roll(struct press *press, const struct label_drawing *labels, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (i)
			cairo_show_page(press->cr);
		draw_label(press, &labels[i], 0, 0);
	}
}

int press_labels(struct buf *ret, const struct label_drawing *labels, size_t count,
		 enum label_sheet sheet, struct err *err)
{
	AUTO(buf_done) struct buf pdf = {0};
	bool a4 = sheet == LABEL_A4;
	cairo_surface_t *surface = press_pdf(&pdf, a4 ? SHEET_WIDE : LABEL_WIDE,
					     a4 ? SHEET_HIGH : LABEL_HIGH, labels[0].tag, "");
	AUTO(press_done) struct press press = {0};
	int opened = press_open(&press, surface, 1, err);
	int r;

	if (opened == 0)
		(a4 ? draw_sheets : draw_roll)(&press, labels, count);
	r = press_finish(surface, opened < 0 ? NULL : err);
	if (opened < 0 || r < 0)
		return opened < 0 ? opened : r;
	buf_add(ret, pdf.data, pdf.len);
	return 0;
}

/* Grey paper to black dots. */
static void take_dots(struct label_dots *ret, cairo_surface_t *picture)
{
	const unsigned char *pixels = cairo_image_surface_get_data(picture); /* NULL: it failed */
	size_t stride = (size_t)cairo_image_surface_get_stride(picture);

	*ret = (struct label_dots){0};
	for (size_t y = 0; pixels && y < LABEL_DOTS_HIGH; y++)
		for (size_t x = 0; x < LABEL_DOTS_WIDE; x++)
			if (pixels[y * stride + x] >= BLACK_BELOW)
				ret->row[y][x / 8] |= (unsigned char)(0x80 >> x % 8);
}

int press_dots(struct label_dots *ret, const struct label_drawing *label, struct err *err)
{
	/* Alpha alone: what is drawn is ink. */
	cairo_surface_t *picture =
		cairo_image_surface_create(CAIRO_FORMAT_A8, LABEL_DOTS_WIDE, LABEL_DOTS_HIGH);
	AUTO(press_done) struct press press = {0};
	int r = press_open(&press, picture, 1 / DOT, err);
	int finished;

	if (r == 0) {
		draw_label(&press, label, -CROP, 0);
		cairo_surface_flush(picture);
		take_dots(ret, picture);
	}
	finished = press_finish(picture, r < 0 ? NULL : err);
	return r < 0 ? r : finished;
}
