/* One record as its screen shows it: read once, then drawn by lines. */
#ifndef HOTROIT_RECORD_PRIV_H
#define HOTROIT_RECORD_PRIV_H

#include "steps_priv.h"

#define RECORD_FIELDS_MAX 80
#define RECORD_RELATED_MAX 48
#define RECORD_HISTORY_MAX 60
#define RECORD_MORE_MAX 80
#define RECORD_LINES_MAX \
	(RECORD_FIELDS_MAX + STEPS_MAX + RECORD_RELATED_MAX + RECORD_HISTORY_MAX + \
	 2 * RECORD_MORE_MAX + 8)

struct record_view {
	struct arena arena;
	const struct record_kind *kind;
	char id[UUID_TEXT_MAX];
	const char *title, *state; /* state: as a person reads it; "" where there is none */
	struct {
		const char *label, *value;
		const char *kind, *ref; /* the record it refers to; NULL: none */
		bool is_hidden; /* of people: the one who acts may not read it */
	} fields[RECORD_FIELDS_MAX];
	size_t field_count;
	struct steps steps;
	struct {
		const struct record_kind *kind;
		const struct field *field; /* the one that refers here */
		uint64_t count;
	} related[RECORD_RELATED_MAX];
	size_t related_count;
	const char *history[RECORD_HISTORY_MAX]; /* newest first */
	size_t history_count;
	const char *more[RECORD_MORE_MAX]; /* flow_more(): an indented line belongs to a title */
	size_t more_count;
};

/* ALL: also the fields that are empty. Called again it reads anew; on an error what was there
 * stays. */
int record_view_load(struct record_view *view, struct ui *ui, const struct record_kind *kind,
		     const char *id, bool all, struct err *err) MUST_USE;
void record_view_done(struct record_view *view);
/* Writes the content of an attachment into the folder that the program was started in, and says how
 * that went (scr_attach.c). */
void record_save_file(struct ui *ui, const char *id);

/* ---- record_lines.c -------------------------------------------------------------------------- */

enum record_line_type {
	LINE_BLANK,
	LINE_TITLE,
	LINE_STEP,
	LINE_FIELDS,
	LINE_MORE,
	LINE_RELATED,
	LINE_HISTORY,
};

struct record_line {
	enum record_line_type type;
	const char *text; /* LINE_TITLE */
	size_t at; /* which step, field … */
	bool is_pair; /* LINE_FIELDS: the next field stands beside it */
};

struct record_lines {
	struct record_line list[RECORD_LINES_MAX];
	size_t count;
};

#define RECORD_DETAIL_ROWS 3

void record_lines_make(struct record_lines *ret, const struct record_view *view, int width);
void record_line_draw(const struct record_view *view, const struct record_line *line,
		      struct canvas *canvas, int row, bool is_selected);
/* A rule at ROW, and below it the whole of what the line may have had to cut. */
void record_line_detail(const struct record_view *view, const struct record_line *line,
			struct canvas *canvas, int row);

#endif
