/* What stands around every screen: title, message line, key bar; and the one line that is shown
 * instead while the window is too small. */
#include "frame_priv.h"

#include <stdio.h>

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

static void paint_title(struct canvas *canvas, struct ui *ui, const struct layer *layer)
{
	AUTO(buf_done) struct buf right = {0};
	AUTO(buf_done) struct buf left = {0};
	const struct screen *screen = layer->screen;
	int width, room;

	buf_printf(&left, " hotroit │ %s ",
		   screen->heading ? screen->heading(ui, layer->state) : _(screen->title));
	canvas_text(canvas, 0, 0, 0, STYLE_TITLE, buf_text(&left));
	sign_text(&right, ui);
	if (ui->frame->typing)
		buf_printf(&right, "%s │ ", ui->frame->typing);
	if (ui->plan)
		buf_add_str(&right, ui->plan->number ? ui->plan->number : ui->plan->id);
	if (!ui->carried)
		buf_printf(&right, " │ %s ", ui->store ? _("có lưu") : _("KHÔNG LƯU"));
	width = text_width(buf_text(&right));
	/* The right part gives way: what this screen is must be seen. */
	room = canvas->columns - text_width(buf_text(&left));
	if (width > room)
		width = room;
	canvas_text(canvas, 0, canvas->columns - width, width, STYLE_TITLE, buf_text(&right));
}

static void paint_message(struct canvas *canvas, struct ui *ui, const struct layer *layer)
{
	enum ui_style style = STYLE_DIM;
	const char *text = NULL;

	if (ui->frame->said_now)
		text = ui_said(ui, ui->frame->said_count - ui->frame->said_now, &style);
	else if (layer->screen->hint)
		text = layer->screen->hint(ui, layer->state);
	canvas_text(canvas, canvas->rows - 2, 1, 0, style, text ? text : "");
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
	} else {
		ui->frame->typing = NULL;
		layer->screen->draw(ui, layer->state, &body);
		paint_title(&canvas, ui, layer);
		paint_message(&canvas, ui, layer);
		keys_bar(&canvas, canvas.rows - 1, layer->screen, ui->frame->depth > 1);
	}
	term_show();
}
