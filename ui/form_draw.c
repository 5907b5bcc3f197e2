/* How a form looks: one field a line, and below the one at hand what helps with it. */
#include "form_priv.h"

#include <string.h>

#define LABEL_COLUMN 1
#define VALUE_COLUMN 17
#define HEAD_ROWS 1
#define HINT_ROWS 2

struct form_drawing {
	struct form *form;
	const struct pick *pick;
	size_t *top; /* the first field shown */
};

static void draw_choice(const struct form_value *value, struct canvas *canvas, int row,
			bool focused)
{
	const char *label = form_choice_label(value->field, value->choice);

	if (focused)
		canvas_printf(canvas, row, VALUE_COLUMN, 0, STYLE_INPUT, "< %s >",
			      *label ? label : _("chưa chọn"));
	else
		canvas_text(canvas, row, VALUE_COLUMN, 0, *label ? STYLE_NORMAL : STYLE_DIM,
			    *label ? label : "-");
}

/* What stands where nothing was typed; the program fills in a required time by itself. */
static const char *empty_text(const struct form *form, const struct field *field)
{
	return !*form->row && field->type == FIELD_TIME && field->required ? _("bây giờ") : "-";
}

static void draw_value(struct ui *ui, const struct form *form, struct form_value *value,
		       struct canvas *canvas, int row, bool focused)
{
	int width = canvas_columns(canvas) - VALUE_COLUMN - 1;
	bool is_empty = !*value->entry.text;

	if (form_is_choice(value->field))
		draw_choice(value, canvas, row, focused);
	else if (focused)
		ui_entry_draw(ui, &value->entry, canvas, row, VALUE_COLUMN, width);
	else
		canvas_text(canvas, row, VALUE_COLUMN, width, is_empty ? STYLE_DIM : STYLE_NORMAL,
			    is_empty ? empty_text(form, value->field) : value->entry.text);
}

static void add_answers(struct buf *ret, const struct field *field)
{
	struct form_value at = {.field = field};
	const char *first = form_next_choice(&at, 1);

	at.choice = first;
	do {
		buf_printf(ret, "%s%s", at.choice == first ? "" : " · ",
			   form_choice_label(field, at.choice));
		at.choice = form_next_choice(&at, 1);
	} while (at.choice && at.choice != first);
}

/* What helps with the field at hand: how it is read, or the answers, or the hint. */
static int draw_help(struct form_drawing *drawing, struct canvas *canvas, int row)
{
	const struct form_value *value = &drawing->form->values[drawing->form->at];
	AUTO(buf_done) struct buf text = {0};

	if (drawing->pick->is_open)
		return pick_draw(drawing->pick, canvas, row, VALUE_COLUMN);
	form_echo(drawing->form, value, &text);
	if (!text.len && value->field->hint)
		buf_add_str(&text, _(value->field->hint));
	if (!text.len && value->field->type == FIELD_REF && !*value->chosen)
		buf_add_str(&text, _("gõ vài chữ để tìm; F3: xem danh sách"));
	if (form_is_choice(value->field)) {
		buf_add_str(&text, text.len ? ": " : "");
		add_answers(&text, value->field);
	}
	return text.len ? canvas_wrap(canvas, row, VALUE_COLUMN,
				      canvas_columns(canvas) - VALUE_COLUMN - 1, HINT_ROWS,
				      STYLE_DIM, buf_text(&text))
			: 0;
}

static int draw_field(struct ui *ui, struct form_drawing *drawing, struct canvas *canvas, int row,
		      size_t i)
{
	struct form_value *value = &drawing->form->values[i];
	bool focused = i == drawing->form->at && !drawing->form->is_offered;
	int top = row;

	canvas_printf(canvas, row, LABEL_COLUMN, VALUE_COLUMN - LABEL_COLUMN - 1,
		      focused ? STYLE_SELECTED : STYLE_NORMAL, "%s%s", _(value->field->label),
		      value->field->required ? " *" : "");
	draw_value(ui, drawing->form, value, canvas, row++, focused);
	if (*value->error && row < canvas_rows(canvas))
		canvas_printf(canvas, row++, VALUE_COLUMN, 0, STYLE_FAIL, "! %s", value->error);
	if (focused && row < canvas_rows(canvas))
		row += draw_help(drawing, canvas, row);
	return row - top;
}

/* Scrolls as far as the field at hand, with what stands below it, needs. */
static void fit(struct form_drawing *drawing, size_t rows)
{
	const struct form *form = drawing->form;
	size_t *top = drawing->top;

	if (form->at < *top)
		*top = form->at;
	for (; *top < form->at; ++*top) {
		size_t used = drawing->pick->is_open ? PICK_ROWS + 1 : HINT_ROWS;

		for (size_t i = *top; i <= form->at; i++)
			used += *form->values[i].error ? 2 : 1;
		if (used <= rows)
			return;
	}
}

void form_draw(struct ui *ui, struct form *form, const struct pick *pick, size_t *top,
	       struct canvas *canvas)
{
	struct form_drawing drawing = {form, pick, top};
	int rows = canvas_rows(canvas), row = HEAD_ROWS;
	size_t i;

	if (form->is_offered)
		canvas_printf(canvas, 0, 1, 0, STYLE_REVIEW,
			      _("Có bản nháp từ %.5s: Enter dùng lại, Del bỏ"),
			      form->draft_at + strlen("YYYY-MM-DDT"));
	fit(&drawing, (size_t)(rows - HEAD_ROWS));
	for (i = *top; i < form->count && row < rows; i++)
		row += draw_field(ui, &drawing, canvas, row, i);
	if (!form->is_offered && (*top || i < form->count))
		canvas_printf(canvas, 0, 1, 0, STYLE_DIM, _("mục %zu trong %zu"), form->at + 1,
			      form->count);
}
