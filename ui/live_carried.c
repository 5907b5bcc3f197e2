/* How it stands with the stick: what packaging/live/carry says of the files that go there. */
#include "live_priv.h"

#include <stdio.h>
#include <string.h>

#define SAVED "saved "

bool live_carried_read(struct live_carried *carried, const struct ui *ui)
{
	struct live_carried before = *carried;
	AUTO(buf_done) struct buf text = {0}, clean = {0};

	if (root_read_host(ui->carried, LIVE_CARRIED_MAX, &text) < 0)
		buf_clear(&text);
	text_clean(&clean, buf_text(&text), text.len, LIVE_CARRIED_MAX - 1);
	snprintf(carried->said, sizeof(carried->said), "%s", buf_text(&clean));
	return !str_eq(before.said, carried->said);
}

bool live_carried_is_writing(const struct live_carried *carried)
{
	return str_eq(carried->said, "writing");
}

const char *live_carried_saved(const struct live_carried *carried)
{
	return str_starts(carried->said, SAVED) ? carried->said + strlen(SAVED) : NULL;
}

void live_carried_draw(const struct live_carried *carried, struct canvas *canvas, int row)
{
	AUTO(buf_done) struct buf text = {0};
	const char *saved = live_carried_saved(carried);

	if (saved)
		buf_printf(&text, _("● ĐÃ LƯU ra USB: hotroit/%s"), saved);
	else if (live_carried_is_writing(carried))
		buf_add_str(&text, _("Đang ghi ra USB, đừng rút…"));
	else if (str_eq(carried->said, "failed"))
		buf_add_str(&text, _("X CHƯA LƯU: USB đầy, hỏng hoặc bị khoá ghi; cắm USB khác"));
	else
		buf_add_str(&text, _("? CHƯA LƯU: chưa thấy USB của hotroit; cắm vào, máy tự ghi"));
	canvas_wrap(canvas, row, 1, canvas_columns(canvas) - 2, LIVE_CARRIED_ROWS,
		    saved ? STYLE_PASS : STYLE_REVIEW, buf_text(&text));
}
