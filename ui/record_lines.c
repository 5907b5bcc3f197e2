/* The lines of a record's screen: its steps, its fields two by two, what follows from them, what
 * refers to it, its history. */
#include "record_priv.h"

#include <stdio.h>

#define LABEL_WIDTH 14
#define STEP_WIDTH 24

/* ---- making them ----------------------------------------------------------------------------- */

static struct record_line *add_line(struct record_lines *lines, enum record_line_type type,
				    size_t at)
{
	struct record_line *line = &lines->list[lines->count];

	if (lines->count + 1 < RECORD_LINES_MAX)
		lines->count++;
	*line = (struct record_line){.type = type, .at = at};
	return line;
}

static void add_title(struct record_lines *lines, const char *title)
{
	if (lines->count)
		add_line(lines, LINE_BLANK, 0);
	add_line(lines, LINE_TITLE, 0)->text = title;
}

static void add_part(struct record_lines *lines, enum record_line_type type, size_t count,
		     const char *title)
{
	if (count)
		add_title(lines, title);
	for (size_t i = 0; i < count; i++)
		add_line(lines, type, i);
}

static bool fits_half(const struct record_view *view, size_t at, int width)
{
	return text_width(view->fields[at].value) + LABEL_WIDTH + 2 <= width / 2;
}

/* Two that can be opened do not share a line. */
static bool may_pair(const struct record_view *view, size_t at, int width)
{
	return at + 1 < view->field_count && fits_half(view, at, width) &&
	       fits_half(view, at + 1, width) &&
	       !(view->fields[at].ref && view->fields[at + 1].ref);
}

static void add_fields(struct record_lines *lines, const struct record_view *view, int width)
{
	if (view->field_count)
		add_title(lines, _("Các mục"));
	for (size_t i = 0; i < view->field_count; i++) {
		struct record_line *line = add_line(lines, LINE_FIELDS, i);

		line->is_pair = may_pair(view, i, width);
		i += line->is_pair;
	}
}

static void add_more(struct record_lines *lines, const struct record_view *view)
{
	for (size_t i = 0; i < view->more_count; i++)
		if (view->more[i][0] == ' ')
			add_line(lines, LINE_MORE, i);
		else
			add_title(lines, view->more[i]);
}

void record_lines_make(struct record_lines *ret, const struct record_view *view, int width)
{
	ret->count = 0;
	add_part(ret, LINE_STEP, view->steps.count, _("Việc làm tiếp"));
	add_fields(ret, view, width);
	add_more(ret, view);
	add_part(ret, LINE_RELATED, view->related_count, _("Liên quan"));
	add_part(ret, LINE_HISTORY, view->history_count, _("Đã làm"));
}

/* ---- drawing them ---------------------------------------------------------------------------- */

static void draw_step(const struct flow_choice *choice, struct canvas *canvas, int row, size_t at,
		      bool is_selected)
{
	enum ui_style style = is_selected    ? STYLE_SELECTED
			      : choice->need ? STYLE_DIM
					     : STYLE_NORMAL;
	char digit[2] = {at < 9 && !choice->need ? (char)('1' + at) : '-', '\0'};

	canvas_text(canvas, row, 0, 0, style, "");
	canvas_text(canvas, row, 2, 1, is_selected || choice->need ? style : STYLE_KEY, digit);
	canvas_printf(canvas, row, 4, choice->need ? STEP_WIDTH : 0, style, "%s%s", choice->label,
		      choice->param_count && !choice->need ? " …" : "");
	if (choice->need)
		canvas_printf(canvas, row, 4 + STEP_WIDTH + 1, 0, style, _("thiếu: %s"),
			      choice->need);
}

static void draw_field(const struct record_view *view, struct canvas *canvas, int row, int column,
		       int width, size_t at, bool is_selected)
{
	enum ui_style label = is_selected ? STYLE_SELECTED : STYLE_DIM;
	enum ui_style style = is_selected ? STYLE_SELECTED : STYLE_NORMAL;

	canvas_text(canvas, row, column, LABEL_WIDTH, label, view->fields[at].label);
	canvas_text(canvas, row, column + LABEL_WIDTH + 1, width - LABEL_WIDTH - 1,
		    view->fields[at].is_hidden ? label : style, view->fields[at].value);
}

static void draw_fields(const struct record_view *view, const struct record_line *line,
			struct canvas *canvas, int row, bool is_selected)
{
	int width = canvas_columns(canvas), half = width / 2;

	canvas_text(canvas, row, 0, 0, is_selected ? STYLE_SELECTED : STYLE_NORMAL, "");
	draw_field(view, canvas, row, 2, (line->is_pair ? half : width) - 3, line->at, is_selected);
	if (line->is_pair)
		draw_field(view, canvas, row, half + 1, width - half - 2, line->at + 1,
			   is_selected);
}

void record_line_draw(const struct record_view *view, const struct record_line *line,
		      struct canvas *canvas, int row, bool is_selected)
{
	enum ui_style style = is_selected ? STYLE_SELECTED : STYLE_NORMAL;

	switch (line->type) {
	case LINE_BLANK:
		break;
	case LINE_TITLE:
		canvas_text(canvas, row, 1, 0, STYLE_DIM, line->text);
		break;
	case LINE_STEP:
		draw_step(&view->steps.list[line->at], canvas, row, line->at, is_selected);
		break;
	case LINE_FIELDS:
		draw_fields(view, line, canvas, row, is_selected);
		break;
	case LINE_MORE:
		canvas_text(canvas, row, 0, 0, style, view->more[line->at]);
		break;
	case LINE_RELATED:
		canvas_printf(canvas, row, 0, 0, style, "  %s: %llu (%s)",
			      _(view->related[line->at].kind->label_many),
			      (unsigned long long)view->related[line->at].count,
			      _(view->related[line->at].field->label));
		break;
	case LINE_HISTORY:
		canvas_printf(canvas, row, 0, 0, style, "  %s", view->history[line->at]);
		break;
	}
}

void record_line_detail(const struct record_view *view, const struct record_line *line,
			struct canvas *canvas, int row)
{
	AUTO(buf_done) struct buf text = {0};

	canvas_line(canvas, row, 0, 0);
	if (line->type == LINE_STEP && view->steps.list[line->at].need)
		buf_printf(&text, _("Còn thiếu: %s"), view->steps.list[line->at].need);
	else if (line->type == LINE_HISTORY)
		buf_add_str(&text, view->history[line->at]);
	else if (line->type == LINE_MORE)
		buf_add_str(&text, view->more[line->at]);
	else if (line->type == LINE_FIELDS)
		for (size_t i = line->at; i <= line->at + line->is_pair; i++)
			buf_printf(&text, "%s%s: %s", i > line->at ? "; " : "",
				   view->fields[i].label, view->fields[i].value);
	canvas_wrap(canvas, row + 1, 1, canvas_columns(canvas) - 2, RECORD_DETAIL_ROWS - 1,
		    STYLE_NORMAL, buf_text(&text));
}
