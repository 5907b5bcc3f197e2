/* The slip for the donor of a locked device, as it would be printed. */
#include "scroll_priv.h"

static int enter(struct ui *ui, void *data, const char *argument, struct err *err)
{
	struct scroll *scroll = data;
	int r = flow_slip(&scroll->text, ui->store, ui->plan, argument, err);

	if (r < 0)
		return r;
	scroll_begin(scroll);
	return 0;
}

static void draw(struct ui *ui, void *data, struct canvas *canvas)
{
	(void)ui;
	scroll_draw(data, canvas, (canvas_columns(canvas) - FLOW_SLIP_COLUMNS) / 2, false);
}

static const char *hint(struct ui *ui, void *data)
{
	(void)ui;
	(void)data;
	return _("In phiếu: hotroit slip MÃ | lp. Esc để về");
}

const struct screen scr_slip = {
	.name = "slip",
	.title = N_("Phiếu đề nghị mở khoá"),
	.state_size = sizeof(struct scroll),
	.enter = enter,
	.leave = scroll_leave,
	.draw = draw,
	.handle = scroll_handle,
	.hint = hint,
};
