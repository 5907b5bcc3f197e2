/* What stands around every screen: title, message line, key bar; and the one line that is shown
 * instead while the window is too small. */
#include "frame_priv.h"

#include <stdio.h>
#include <string.h>

static struct canvas whole(void)
{
	struct canvas canvas = {0};

	term_size(&canvas.rows, &canvas.columns);
	return canvas;
}

bool frame_fits(void)
{
	struct canvas canvas = whole();

	return canvas.rows >= UI_MIN_ROWS && canvas.columns >= UI_MIN_COLUMNS;
}

/* The right part of the title, without its last FEWER pieces: the plan goes before the mode of
 * typing, and who acts stays longest. That nothing is kept is always said. */
static void title_right(struct buf *ret, struct ui *ui, int fewer)
{
	buf_clear(ret);
	if (fewer < 4)
		sign_text(ret, ui);
	if (ui->frame->typing && fewer < 3)
		buf_printf(ret, "%s │ ", ui->frame->typing);
	if (ui->plan && fewer < 2)
		buf_printf(ret, "%s │ ", ui->plan->number ? ui->plan->number : ui->plan->id);
	if (!ui->store && !ui->carried)
		buf_printf(ret, "%s ", _("KHÔNG LƯU"));
	else if (ui->store && fewer < 1)
		buf_printf(ret, "%s ", _("có lưu"));
	else if (ret->len) /* the last piece needs no rule behind it */
		ret->data[ret->len -= strlen("│ ")] = '\0';
}

static void paint_title(struct canvas *canvas, struct ui *ui, const struct layer *layer)
{
	AUTO(buf_done) struct buf right = {0};
	AUTO(buf_done) struct buf left = {0};
	const struct screen *screen = layer->screen;
	int width, room, fewer = 0;

	buf_printf(&left, " hotroit │ %s ",
		   screen->heading ? screen->heading(ui, layer->state) : _(screen->title));
	canvas_text(canvas, 0, 0, 0, STYLE_TITLE, buf_text(&left));
	/* The right part gives way, a piece at a time: what this screen is must be seen. */
	room = canvas->columns - text_width(buf_text(&left));
	do
		title_right(&right, ui, fewer);
	while (text_width(buf_text(&right)) > room && fewer++ < 4);
	width = text_width(buf_text(&right));
	if (width > 0 && width <= canvas->columns)
		canvas_text(canvas, 0, canvas->columns - width, width, STYLE_TITLE,
			    buf_text(&right));
}

/* What answers a key and does not fit its line takes the one above it, too; what comes by itself
 * covers nothing that stands there. */
static void paint_message(struct canvas *canvas, struct ui *ui, const struct layer *layer)
{
	enum ui_style style = STYLE_DIM;
	const char *text = NULL;
	int row = canvas->rows - 2;

	if (ui->frame->said_now)
		text = ui_said(ui, ui->frame->said_count - ui->frame->said_now, &style);
	else if (layer->screen->hint)
		text = layer->screen->hint(ui, layer->state);
	if (!text)
		text = "";
	if (ui->frame->said_now && ui->frame->said_now == ui->frame->said_asked &&
	    text_width(text) > canvas->columns - 1)
		canvas_text(canvas, --row, 0, 0, style, "");
	canvas_wrap(canvas, row, 1, 0, canvas->rows - 1 - row, style, text);
}

void frame_paint(struct ui *ui)
{
	const struct layer *layer = &ui->frame->stack[ui->frame->depth - 1];
	struct canvas canvas = whole();
	struct canvas body = {1, 0, canvas.rows - 3, canvas.columns};

	term_clear();
	if (!frame_fits()) {
		canvas_printf(&canvas, 0, 0, 0, STYLE_NORMAL,
			      _("Cửa sổ nhỏ quá (%d×%d), cần 80×24"), canvas.columns, canvas.rows);
	} else if (layer->screen->is_bare && layer->screen->is_bare(layer->state)) {
		layer->screen->draw(ui, layer->state, &canvas);
	} else {
		ui->frame->typing = NULL;
		layer->screen->draw(ui, layer->state, &body);
		paint_title(&canvas, ui, layer);
		paint_message(&canvas, ui, layer);
		keys_bar(ui, &canvas, canvas.rows - 1);
	}
	term_show();
}
