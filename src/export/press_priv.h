/*
 * The press: type on a Cairo surface. Text is set word by word and a word is shaped by Pango once,
 * however often a table repeats it. Only the fonts named here are known to it, so that what it
 * draws does not hang on what else is installed or on anybody's fontconfig.
 */
#ifndef HOTROIT_PRESS_PRIV_H
#define HOTROIT_PRESS_PRIV_H

#include "export_priv.h"

#include <fontconfig/fontconfig.h>
#include <pango/pangocairo.h>

#define PRESS_MM (72.0 / 25.4) /* points in a millimetre */
#define PRESS_STYLES 16 /* sizes and faces in one document */

struct press_style {
	double size;
	unsigned face;
};

/* Glyphs of one font that were added and not yet shown: to Cairo a call costs more than what it
 * shows, so a row of a table is one. */
struct press_run {
	PangoFont *font; /* lent by a word; NULL: nothing is waiting */
	struct buf text, glyphs, clusters; /* of cairo_glyph_t, cairo_text_cluster_t */
};

/* Start from {0}. */
struct press {
	cairo_t *cr;
	FcConfig *fonts;
	PangoFontMap *map;
	PangoContext *context;
	GHashTable *words; /* by style and letters */
	struct press_style styles[PRESS_STYLES];
	size_t style_count;
	struct press_run run;
};

struct press_word;

struct press_line {
	size_t first, count; /* of the words */
	double width;
	bool last; /* of its paragraph: not stretched */
};

/* A text in lines. Dies with its arena, its words with the press. */
struct press_text {
	const struct press_word **words;
	struct press_line *lines;
	size_t word_count, line_count;
	double width, indent, gap, size;
	double line_height;
	enum align align;
};

/* Draws on SURFACE, SCALE units of it to a point. -ENOENT: the fonts are not installed. */
int press_open(struct press *press, cairo_surface_t *surface, double scale,
	       struct err *err) MUST_USE;
void press_done(struct press *press);
/* Sets TEXT into lines of at most WIDTH; align, size, face and indent are the text's. */
struct press_text press_set(struct press *press, struct arena *arena, const struct paper_text *text,
			    double width);
/* Adds a line of it, its top left at x, y, to what the next press_show() draws. */
void press_add_line(struct press *press, const struct press_text *text, size_t line, double x,
		    double y);
void press_show(struct press *press);
/* Draws a line of it at once. */
void press_line(struct press *press, const struct press_text *text, size_t line, double x,
		double y);
/* Draws all of it from y down; returns the y below it. */
double press_text(struct press *press, const struct press_text *text, double x, double y);

/* The page a paper is being drawn on. */
struct page {
	struct press *press;
	bool framed; /* instead of numbered */
	double wide, high; /* of the paper */
	double left, right, top, bottom; /* of the type area */
	double y; /* where the next thing goes */
	unsigned number;
	double behind; /* room that the last row of a table leaves for what stands below it */
};

void page_break(struct page *page);
void page_table(struct page *page, const struct paper_table *table);
void page_chart(struct page *page, const struct paper_chart *chart);

/* The two kinds of label drawing, for the plugin's table. */
int press_labels(struct buf *ret, const struct label_drawing *labels, size_t count,
		 enum label_sheet sheet, struct err *err);
int press_dots(struct label_dots *ret, const struct label_drawing *label, struct err *err);
/* A PDF surface that appends to RET. */
cairo_surface_t *press_pdf(struct buf *ret, double wide, double high, const char *title,
			   const char *created);
/* Draws a code, MODULE points to a module, its top left at x, y. */
void press_qr(cairo_t *cr, const struct qr *qr, double module, double x, double y);
/* Ends the surface: what it says went wrong, if anything. */
int press_finish(cairo_surface_t *surface, struct err *err) MUST_USE;

#endif
