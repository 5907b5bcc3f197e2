/* A disk on the wiping's screen: what it is, and what becomes or became of it. */
#include "live_wipe_priv.h"

static const char *level_label(const char *level)
{
	return str_eq(level, "purge") ? _("Xoá sâu") : str_eq(level, "clear") ? _("Xoá") : "";
}

/* What becomes, or became, of the disk, and how it is to be shown. */
static enum ui_style said_of(const struct live_disk *disk, struct buf *ret)
{
	if (str_eq(disk->result, "ok")) {
		buf_add_str(ret, _("● ĐÃ XOÁ, đã đọc lại kiểm chứng"));
		if (str_eq(disk->hidden, "???"))
			buf_add_str(ret, _("; vùng ẩn: không hỏi được ổ"));
		return STYLE_PASS;
	}
	if (*disk->result) {
		buf_printf(ret, "%s%s%s",
			   str_eq(disk->result, "failed") ? _("X CHƯA XOÁ ĐƯỢC")
							  : _("? KHÔNG RÕ: coi như chưa xoá"),
			   *disk->note ? ": " : "", disk->note);
		return STYLE_FAIL;
	}
	if (*disk->why) {
		buf_printf(ret, _("không đụng tới: %s"), disk->why);
		return STYLE_DIM;
	}
	if (disk->left_out) {
		buf_add_str(ret, _("để nguyên, không xoá"));
		return STYLE_DIM;
	}
	buf_printf(ret, "%s: %s", level_label(disk->level), disk->method);
	if (str_eq(disk->state, "frozen"))
		buf_add_str(ret,
			    _("; BIOS khoá lệnh xoá (frozen): rút, cắm lại dây ổ rồi vào lại"));
	if (str_eq(disk->state, "locked"))
		buf_add_str(ret, _("; ổ có mật khẩu: nhờ bên tặng gỡ trong BIOS"));
	if (str_eq(disk->hidden, "yes"))
		buf_add_str(ret, _("; có vùng ẩn (HPA/DCO): bấm F6 để mở"));
	return STYLE_NORMAL;
}

int live_disk_draw(const struct live_disk *disk, struct canvas *canvas, int row, bool is_at)
{
	AUTO(buf_done) struct buf head = {0}, said = {0};
	bool taken = live_disk_taken(disk);
	enum ui_style style;

	buf_printf(&head, "%s %s  %s  ", taken ? "[x]" : *disk->why ? "   " : "[ ]", disk->name,
		   disk->label);
	fact_show_number(&head, (double)disk->bytes, "B", "disk.0.size");
	buf_printf(&head, "  %s", disk->medium);
	if (*disk->hidden && !*disk->why)
		buf_printf(&head, "  HPA/DCO: %s", disk->hidden);
	style = is_at ? STYLE_SELECTED : taken ? STYLE_NORMAL : STYLE_DIM;
	canvas_text(canvas, row, 1, 0, style, buf_text(&head));
	style = said_of(disk, &said);
	return 1 + canvas_wrap(canvas, row + 1, 4, canvas_columns(canvas) - 5, LIVE_DISK_ROWS,
			       style, buf_text(&said));
}
