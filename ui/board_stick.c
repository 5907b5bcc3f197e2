/* What comes home from live sticks, above the board: by hand, and over the network. */
#include "board_priv.h"

static void draw_stick(struct canvas *canvas, int row, const struct bench *bench)
{
	const struct bench_stick *stick = &bench->sticks[0];
	const struct stick_in *in = &bench->stick;
	AUTO(buf_done) struct buf sum = {0};

	stick_in_sum(in, &sum);
	if (in->is_running)
		canvas_printf(canvas, row, 1, 0, STYLE_REVIEW,
			      _("Đang nhận từ USB: %s. Đừng rút ra"), buf_text(&sum));
	else
		canvas_printf(canvas, row, 1, 0, STYLE_PASS,
			      _("USB %s (%s). u: nhận vào sổ; y: ghi máy nào được xoá"),
			      *stick->name ? stick->name : "USB", stick->part);
}

/* "482 913": read over a table and typed. The address tells several benches apart. */
static void draw_lan(struct canvas *canvas, int row, const struct stick_in *in)
{
	AUTO(buf_done) struct buf sum = {0};
	bool has_more = in->tally.bad || in->tally.asked;

	stick_in_sum(in, &sum);
	if (!*in->code)
		canvas_text(canvas, row, 1, 0, STYLE_DIM, _("Nhận qua mạng: đang mở…"));
	else
		canvas_printf(canvas, row, 1, 0, *in->place ? STYLE_PASS : STYLE_REVIEW,
			      has_more ? _("Mạng: mã %.3s %s, %s: %s. F9: lý do")
				       : _("Mạng: mã %.3s %s, %s: %s. m: thôi"),
			      in->code, in->code + 3,
			      *in->place ? in->place : _("bàn chưa có dây mạng"), buf_text(&sum));
}

static void draw_questions(struct canvas *canvas, int row, size_t count)
{
	canvas_printf(canvas, row, 1, 0, STYLE_REVIEW,
		      _("? %zu câu hỏi về máy, phiếu xoá cần người trả lời. h: trả lời"), count);
}

int board_sticks(struct ui *ui, struct canvas *canvas, int row)
{
	const struct bench *bench = ui->bench;
	size_t asked = stick_in_questions(&bench->stick) + stick_in_questions(&bench->lan);

	if (bench->stick_count || bench->stick.is_running)
		draw_stick(canvas, row++, bench);
	if (bench->lan.is_running)
		draw_lan(canvas, row++, &bench->lan);
	if (asked)
		draw_questions(canvas, row++, asked);
	return row;
}
