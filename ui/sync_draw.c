/* Drawing the sync screen: how it stands in words, then what a person is to look at. */
#include "sync_view_priv.h"

#include <string.h>

#define ITEM_ROWS 4 /* with a blank one behind */
#define TROUBLE_ROWS 3

/* How long ago TIME was: "3 giờ trước". Appended. */
static void sync_ago(struct buf *ret, const char *time)
{
	int64_t then, minutes;

	if (!time_read(time, &then)) {
		buf_printf(ret, "%.16s", time);
		return;
	}
	minutes = (clock_unix_ms() / 1000 - then) / 60;
	if (minutes < 0)
		buf_printf(ret, "%.16s", time);
	else if (minutes < 1)
		buf_add_str(ret, _("vừa xong"));
	else if (minutes < 60)
		buf_printf(ret, _("%lld phút trước"), (long long)minutes);
	else if (minutes < 48 * 60)
		buf_printf(ret, _("%lld giờ trước"), (long long)minutes / 60);
	else
		buf_printf(ret, _("%lld ngày trước"), (long long)minutes / (24 * 60));
}

/* ---- how it stands --------------------------------------------------------------------------- */

static void draw_done(const struct sync_view *view, struct canvas *canvas, int row)
{
	const char *at = view->link.done_at;
	AUTO(buf_done) struct buf text = {0};

	if (!*at) {
		canvas_text(canvas, row, 1, 0, STYLE_NORMAL, _("Chưa đồng bộ lần nào."));
		return;
	}
	buf_add_str(&text, _("Đồng bộ xong: "));
	sync_ago(&text, at);
	if (strlen(at) >= strlen("2000-01-01T00:00"))
		buf_printf(&text, " (%.2s/%.2s %.5s)", at + 8, at + 5, at + 11);
	canvas_text(canvas, row, 1, 0, STYLE_NORMAL, buf_text(&text));
}

static void draw_waiting(const struct sync_view *view, struct canvas *canvas, int row)
{
	if (view->waiting)
		canvas_printf(canvas, row, 1, 0, STYLE_NORMAL, _("Chờ gửi: %lld thay đổi (%s)"),
			      (long long)view->waiting, view->waiting_kinds);
	else
		canvas_text(canvas, row, 1, 0, STYLE_NORMAL, _("Không có gì chờ gửi."));
}

static void draw_running(const struct sync_job *job, struct canvas *canvas, int row)
{
	if (!job->total && !job->fetched) {
		canvas_text(canvas, row, 1, 0, STYLE_REVIEW, _("Đang nối với máy chủ…"));
		return;
	}
	canvas_printf(canvas, row, 1, 0, STYLE_REVIEW,
		      _("Đang chạy: đã gửi %lld/%lld, đã nhận %lld"), (long long)job->sent,
		      (long long)job->total, (long long)job->fetched);
	if (job->total)
		canvas_bar(canvas, row, canvas_columns(canvas) - 22, 20, (unsigned)job->sent,
			   (unsigned)job->total);
}

/* When it goes by itself. */
static void draw_next(const struct sync_view *view, struct canvas *canvas, int row)
{
	int64_t left = sync_next_ms(&view->link, sync_minutes()) - clock_unix_ms();

	if (!sync_minutes())
		canvas_text(canvas, row, 1, 0, STYLE_DIM, _("Không tự đồng bộ; F12: gửi và nhận"));
	else if (left <= 60000)
		canvas_text(canvas, row, 1, 0, STYLE_DIM, _("Sắp tự gửi và nhận; F12: ngay"));
	else
		canvas_printf(canvas, row, 1, 0, STYLE_DIM,
			      _("Tự gửi và nhận sau %lld phút nữa; F12: ngay"),
			      (long long)(left + 59999) / 60000);
}

static int draw_head(const struct ui *ui, const struct sync_view *view, struct canvas *canvas)
{
	int row = 2;

	draw_done(view, canvas, 0);
	draw_waiting(view, canvas, 1);
	if (ui->frame->sync.is_running) {
		draw_running(&ui->frame->sync, canvas, row++);
		return row;
	}
	if (*view->link.trouble)
		row += canvas_wrap(canvas, row, 1, canvas_columns(canvas) - 2, TROUBLE_ROWS,
				   STYLE_FAIL, view->link.trouble);
	if (view->is_joined)
		draw_next(view, canvas, row++);
	return row;
}

static void draw_unjoined(struct canvas *canvas, int row)
{
	static const char *const lines[] = {
		N_("Bàn chưa nối với chương trình. Vẫn làm việc được; mọi thay đổi chờ ở đây."),
		"",
		N_("Để nối:"),
		N_("  1. Xin người quản trị tệp nối của bàn này (tên như ban-1.hotroit)."),
		N_("  2. Chép vào USB, cắm vào máy này."),
		N_("  3. Bấm j, chỉ tệp, Enter. Xong thì xoá tệp trên USB: trong đó có mật khẩu."),
	};

	for (size_t i = 0; i < ARRAY_LEN(lines); i++)
		canvas_text(canvas, row + (int)i, 1, 0, STYLE_NORMAL,
			    *lines[i] ? _(lines[i]) : "");
}

/* ---- what a person is to look at ------------------------------------------------------------- */

static void draw_conflict(const struct sync_item *item, struct canvas *canvas, int row)
{
	AUTO(buf_done) struct buf ago = {0};

	sync_ago(&ago, item->when ? item->when : "");
	canvas_printf(canvas, row + 1, 3, 0, STYLE_NORMAL, _("của %s%s: %s"),
		      item->whose ? item->whose : _("bạn"),
		      item->is_kept_mine ? _(" (đang giữ)") : "", item->mine);
	canvas_printf(canvas, row + 2, 3, 0, STYLE_NORMAL, _("của %s%s, %s: %s"),
		      item->who ? item->who : _("nơi khác"),
		      item->is_kept_mine ? "" : _(" (đang giữ)"), buf_text(&ago), item->theirs);
}

/* Also a kit that is kept twice: both say why, and what to do. */
static void draw_refused(const struct sync_item *item, struct canvas *canvas, int row)
{
	canvas_printf(canvas, row + 1, 3, 0, STYLE_REVIEW,
		      item->is_kit  ? "%s"
		      : item->is_in ? _("không nhận được: %s")
				    : _("không gửi được: %s"),
		      item->why);
	canvas_printf(canvas, row + 2, 3, 0, STYLE_NORMAL, _("cần làm: %s"), item->cure);
}

static void draw_item(const struct sync_item *item, struct canvas *canvas, int row,
		      bool is_selected)
{
	canvas_text(canvas, row, 1, 0, is_selected ? STYLE_SELECTED : STYLE_NORMAL, item->title);
	if (item->id)
		draw_conflict(item, canvas, row);
	else
		draw_refused(item, canvas, row);
}

static void draw_rule(const struct sync_view *view, struct canvas *canvas, int row)
{
	AUTO(buf_done) struct buf text = {0};

	buf_printf(&text, _(" Cần chọn: %zu │ Không chuyển được: %zu "), view->conflicts,
		   view->count - view->conflicts);
	canvas_line(canvas, row, 0, 0);
	canvas_text(canvas, row, 1, text_width(buf_text(&text)), STYLE_DIM, buf_text(&text));
}

void sync_view_draw(const struct ui *ui, const struct sync_view *view, struct ui_list *list,
		    struct canvas *canvas)
{
	int row = draw_head(ui, view, canvas), rows;

	if (!view->is_joined && !view->count) {
		draw_unjoined(canvas, row + 1);
		return;
	}
	draw_rule(view, canvas, row++);
	rows = (canvas_rows(canvas) - row + 1) / ITEM_ROWS;
	ui_list_fit(list, view->count, rows > 0 ? (size_t)rows : 1);
	if (!view->count)
		canvas_text(canvas, row, 1, 0, STYLE_DIM,
			    _("Hai nơi không ghi khác nhau ở đâu; mọi thứ đều chuyển được."));
	for (size_t i = list->top; i < view->count && rows-- > 0; i++) {
		draw_item(&view->items[i], canvas, row, i == list->selected);
		row += ITEM_ROWS;
	}
}
