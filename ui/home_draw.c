/* Drawing the first screen: numbers with small bars, what to do first, the menu. */
#include "home_view_priv.h"

#include <stdio.h>
#include <string.h>

#define TILE_ROWS ((HOME_TILES + 1) / 2)
#define LABEL_WIDTH 23
#define NUMBER_WIDTH 5
#define BAR_FULL 4 /* a bar is full at this many, or at the largest number there is */
#define MONTH_BAR_WIDTH 10

/* "22:00" today, "24/11 08:00" another day. */
static void add_time(struct buf *ret, const char *time, const char *now)
{
	if (strncmp(time, now, strlen("YYYY-MM-DD")) != 0)
		buf_printf(ret, "%.2s/%.2s ", time + 8, time + 5);
	buf_printf(ret, "%.5s", time + 11);
}

static void draw_duty(const struct home *home, struct canvas *canvas, int row)
{
	AUTO(buf_done) struct buf text = {0};
	char now[CLOCK_TEXT_MAX];

	clock_text(now);
	for (size_t i = 0; i < home->duty_count; i++) {
		const struct home_duty *duty = &home->duty[i];

		buf_printf(&text, i ? "; " : _("Trực: "));
		if (!duty->is_now)
			buf_printf(&text, _("tiếp theo %s từ "), duty->name);
		else
			buf_printf(&text, _("%s đến "), duty->name);
		add_time(&text, duty->is_now ? duty->to : duty->from, now);
	}
	if (!home->duty_count)
		buf_add_str(&text, _("Trực: chưa xếp ai (r: Lịch trực)"));
	canvas_text(canvas, row, 1, 0, STYLE_NORMAL, buf_text(&text));
}

/* "F12: chờ gửi 12, cần chọn 2": what the sync has for people, at the right end of the row. Returns
 * the columns it leaves. */
static int draw_sync(const struct home *home, struct canvas *canvas, int row)
{
	int columns = canvas_columns(canvas), width;
	AUTO(buf_done) struct buf text = {0};

	if (home->sync_conflicts)
		buf_printf(&text, _(", cần chọn %zu"), home->sync_conflicts);
	if (home->kits_shared)
		buf_printf(&text, _(", giữ trùng %zu"), home->kits_shared);
	if (home->sync_refused)
		buf_printf(&text, _(", bị từ chối %zu"), home->sync_refused);
	if (home->sync_waiting)
		buf_printf(&text, _(", chờ gửi %lld"), (long long)home->sync_waiting);
	if (home->is_sync_failing)
		buf_add_str(&text, _(", chưa nối được"));
	if (!text.len)
		return columns;
	width = text_width(buf_text(&text)) + 3;
	canvas_printf(canvas, row, columns - width, 0,
		      home->sync_conflicts || home->kits_shared || home->sync_refused
			      ? STYLE_REVIEW
			      : STYLE_NORMAL,
		      "F12:%s", buf_text(&text) + 1);
	return columns - width;
}

static void draw_plugged(const struct ui *ui, struct canvas *canvas, int row, int columns)
{
	size_t count = 0;

	for (size_t i = 0; ui->bench && i < BENCH_SLOTS; i++) {
		const struct slot *slot = &ui->bench->slots[i];

		count += slot->on_hub ? !slot->is_gone : slot->state != SLOT_EMPTY;
	}
	if (count)
		canvas_printf(canvas, row, 1, columns - 2, STYLE_REVIEW,
			      _("%zu máy đang cắm: F5 để xem kết quả dò"), count);
	else
		canvas_text(canvas, row, 1, columns - 2, STYLE_DIM,
			    columns == canvas_columns(canvas)
				    ? _("Chưa cắm máy nào; F5: dò máy này, hoặc cắm máy bằng cáp "
					"USB")
				    : _("Chưa cắm máy nào; F5: dò máy này"));
}

/* ---- numbers --------------------------------------------------------------------------------- */

static uint64_t bar_full(const struct home *home, size_t queue)
{
	bool is_tile = queue < HOME_TILES;
	size_t end = is_tile ? HOME_TILES : HOME_QUEUES;
	uint64_t most = BAR_FULL;

	for (size_t i = is_tile ? 0 : HOME_TILES; i < end; i++)
		if (home->queues[i] > most)
			most = home->queues[i];
	return most;
}

/* One is seen, too, beside a thousand. */
static void draw_bar(struct canvas *canvas, int row, int column, int width, uint64_t count,
		     uint64_t full)
{
	unsigned cells = (unsigned)width - 2;

	canvas_bar(canvas, row, column, width, (unsigned)((count * cells + full - 1) / full),
		   cells);
}

void home_draw_tile(const struct home *home, struct canvas *canvas, int row, int column, int width,
		    size_t queue)
{
	uint64_t count = home->queues[queue];
	enum ui_style style = !count                  ? STYLE_DIM
			      : queue == HOME_OVERDUE ? STYLE_FAIL
						      : STYLE_NORMAL;
	size_t number = queue < HOME_TILES ? queue : queue - HOME_TILES;
	char digit[2] = {(char)('1' + number), '\0'};

	canvas_text(canvas, row, column + 1, 1, STYLE_KEY, digit);
	canvas_text(canvas, row, column + 3, LABEL_WIDTH, style, _(home_queue_kinds[queue].label));
	canvas_printf(canvas, row, column + 3 + LABEL_WIDTH, NUMBER_WIDTH, style, "%*llu",
		      NUMBER_WIDTH, (unsigned long long)count);
	draw_bar(canvas, row, column + 4 + LABEL_WIDTH + NUMBER_WIDTH,
		 width - LABEL_WIDTH - NUMBER_WIDTH - 6, count, bar_full(home, queue));
}

static void draw_tiles(const struct home *home, struct canvas *canvas, int row)
{
	int half = canvas_columns(canvas) / 2;

	for (size_t i = 0; i < HOME_TILES; i++)
		home_draw_tile(home, canvas, row + (int)(i % TILE_ROWS), i < TILE_ROWS ? 0 : half,
			       half, i);
}

static int draw_target(const struct home *home, struct canvas *canvas, int row)
{
	char text[96];
	int width;

	snprintf(text, sizeof(text), _("Trao tháng %d: %llu/%lld máy"), home->month,
		 (unsigned long long)home->month_devices, (long long)home->month_target);
	width = text_width(text);
	canvas_text(canvas, row, 1, width, STYLE_NORMAL, text);
	canvas_bar(canvas, row, width + 2, MONTH_BAR_WIDTH, (unsigned)home->month_devices,
		   (unsigned)home->month_target);
	return width + 2 + MONTH_BAR_WIDTH;
}

/* What follows the month's target on its line, or stands alone. */
static void add_rest(struct buf *text, const struct home *home)
{
	const struct field *amount = record_field_find(record_kind_find("fund"), "amount");
	char number[32];

	if (home->is_fund_known) {
		snprintf(number, sizeof(number), "%lld", (long long)home->fund);
		buf_add_str(text, _(" │ Quỹ "));
		record_show_value(text, amount, number);
	}
	if (home->backup_days < 0)
		buf_add_str(text, _(" │ chưa sao lưu"));
	else if (home->backup_days >= HOME_BACKUP_DAYS)
		buf_printf(text, _(" │ sao lưu đã %d ngày"), home->backup_days);
}

static void draw_month(const struct home *home, struct canvas *canvas, int row)
{
	AUTO(buf_done) struct buf text = {0};
	int column = 1;

	if (home->is_clock_wrong)
		buf_add_str(&text, _("ĐỒNG HỒ MÁY SAI: chưa tính được hạn và tháng"));
	else if (home->month_target)
		column = draw_target(home, canvas, row);
	else
		buf_printf(&text, _("Trao tháng %d: %llu máy"), home->month,
			   (unsigned long long)home->month_devices);
	if (!home->is_clock_wrong)
		buf_printf(&text, _(", %llu SIM"), (unsigned long long)home->month_sims);
	add_rest(&text, home);
	canvas_text(canvas, row, column, 0, home->is_clock_wrong ? STYLE_REVIEW : STYLE_NORMAL,
		    buf_text(&text));
}

/* "F2 Học sinh: thăm 1, xác minh 2": what is due and what waits on the pupils' screen, where one
 * may see it. */
static bool draw_pupils(const struct home *home, struct canvas *canvas, int row)
{
	static const struct {
		enum home_queue queue;
		const char *word;
	} waiting[] = {
		{HOME_RIGHTS, N_("đề nghị DL")}, {HOME_PAST, N_("quá hạn")},
		{HOME_VISITS, N_("thăm")},	 {HOME_PROPOSED, N_("xác minh")},
		{HOME_VERIFIED, N_("duyệt")},	 {HOME_APPROVED, N_("ghép")},
	};
	const char *head = _("Học sinh: ");
	AUTO(buf_done) struct buf text = {0};
	bool is_shown = false;

	for (size_t i = 0; i < ARRAY_LEN(waiting); i++) {
		uint64_t count = home->queues[waiting[i].queue];

		is_shown |= !home->is_hidden[waiting[i].queue];
		if (count)
			buf_printf(&text, "%s%s %llu", text.len ? ", " : "", _(waiting[i].word),
				   (unsigned long long)count);
	}
	if (!is_shown)
		return false;
	canvas_text(canvas, row, 1, 2, STYLE_KEY, "F2");
	canvas_text(canvas, row, 4, text_width(head), STYLE_NORMAL, head);
	canvas_text(canvas, row, 4 + text_width(head), 0, text.len ? STYLE_NORMAL : STYLE_DIM,
		    text.len ? buf_text(&text) : _("không có gì đang chờ"));
	return true;
}

/* "F6 Tháng 11 chưa lập: hotroit … – Hội thảo … (+2)":
 * what the year's calendar has for these weeks. */
static bool draw_soon(const struct home *home, struct canvas *canvas, int row)
{
	char more[16] = "";
	int width;

	if (!home->soon_count)
		return false;
	if (home->soon_count > 1)
		snprintf(more, sizeof(more), "(+%zu)", home->soon_count - 1);
	width = canvas_columns(canvas) - (int)strlen(more) - 1;
	canvas_text(canvas, row, 1, 2, STYLE_KEY, "F6");
	canvas_text(canvas, row, 4, width - 5, STYLE_NORMAL, home->soon[0]);
	canvas_text(canvas, row, width, 0, STYLE_NORMAL, more);
	return true;
}

/* ---- what to do first ------------------------------------------------------------------------ */

static const char *queue_word(enum home_queue queue)
{
	switch (queue) {
	case HOME_OVERDUE:
	case HOME_UNREACHED:
		return _("Yêu cầu");
	case HOME_PARTS:
		return _("Chờ linh kiện");
	case HOME_QC:
		return _("Kiểm tra cuối");
	case HOME_PAST:
		return _("Quá hạn giữ");
	case HOME_VISITS:
		return _("Hẹn thăm");
	case HOME_RIGHTS:
		return _("Đề nghị DL");
	default:
		return _("Chờ trao");
	}
}

static void draw_todo(const struct home *home, struct ui_list *list, struct canvas *canvas, int row,
		      int rows)
{
	canvas_line(canvas, row, 0, 0);
	canvas_printf(canvas, row, 1, text_width(_(" Làm trước ")), STYLE_DIM, _(" Làm trước "));
	ui_list_fit(list, home->todo_count, (size_t)rows - 1);
	if (!home->todo_count)
		canvas_text(canvas, row + 1, 3, 0, STYLE_DIM, _("Không có việc nào đang chờ."));
	for (size_t i = list->top; i < home->todo_count && ++row && rows-- > 1; i++) {
		const struct home_todo *todo = &home->todo[i];
		enum ui_style style = i == list->selected ? STYLE_SELECTED : STYLE_NORMAL;
		enum ui_style when = style == STYLE_SELECTED       ? style
				     : todo->queue == HOME_OVERDUE ? STYLE_FAIL
								   : STYLE_NORMAL;

		canvas_text(canvas, row, 0, 0, style, "");
		canvas_text(canvas, row, 3, 14, style, queue_word(todo->queue));
		canvas_text(canvas, row, 18, 9, style, todo->title);
		canvas_text(canvas, row, 28, 20, when, todo->when);
		canvas_text(canvas, row, 49, 0, style, todo->what);
	}
}

void home_draw_menu(struct canvas *canvas, int row, const struct home_place *places, size_t count,
		    int rows)
{
	int columns = ((int)count + rows - 1) / rows;
	int width = canvas_columns(canvas) / columns;

	canvas_line(canvas, row, 0, 0);
	canvas_printf(canvas, row, 1, text_width(_(" Mở ")), STYLE_DIM, _(" Mở "));
	for (size_t i = 0; i < count; i++) {
		int at = row + 1 + (int)i % rows;
		int column = (int)i / rows * width;

		canvas_text(canvas, at, column + 1, 1, STYLE_KEY, places[i].key);
		canvas_text(canvas, at, column + 3, width - 4, STYLE_NORMAL, _(places[i].label));
	}
}

static void draw_beginning(struct canvas *canvas, int row)
{
	static const char *const lines[] = {
		N_("Sổ còn trống. Bắt đầu như sau:"),
		N_("  n  Tiếp nhận: ghi bên tặng và máy họ vừa mang đến, in tem mã."),
		N_("  F5 Bàn kiểm tra: cắm máy vào, xem đạt tiêu chuẩn hay còn thiếu gì."),
		N_("  y  Yêu cầu: ghi lại khi ai đó gọi nhờ hỗ trợ; v: thêm thành viên."),
	};

	for (size_t i = 0; i < ARRAY_LEN(lines); i++)
		canvas_text(canvas, row + (int)i, 2, 0, STYLE_NORMAL, _(lines[i]));
}

/* The keys for which the bar has no room, in the line above the menu. */
static void draw_further(const struct ui *ui, struct canvas *canvas, int row)
{
	static const struct {
		const char *key, *label;
		bool needs_book;
	} keys[] = {{"F6", N_("Khoá học"), true},
		    {"F11", N_("Nhiệm vụ"), true},
		    {"^L", N_("Kế hoạch"), false}};
	int at = 1 + text_width(_(" Mở ")) + 1;

	for (size_t i = 0; i < ARRAY_LEN(keys); i++) {
		int width = text_width(keys[i].key), label = text_width(_(keys[i].label));

		if (keys[i].needs_book && !ui->store)
			continue;
		canvas_text(canvas, row, at, 1, STYLE_NORMAL, " ");
		canvas_text(canvas, row, at + 1, width, STYLE_KEY, keys[i].key);
		canvas_printf(canvas, row, at + 1 + width, label + 2, STYLE_NORMAL, " %s ",
			      _(keys[i].label));
		at += 1 + width + label + 2;
	}
}

void home_draw(struct ui *ui, const struct home *home, struct ui_list *list, struct canvas *canvas)
{
	int menu = canvas_rows(canvas) - HOME_AREA_ROWS - 1, row = 2 + TILE_ROWS;

	draw_plugged(ui, canvas, 1, draw_sync(home, canvas, 1));
	home_draw_menu(canvas, menu, home_areas, home_area_count, HOME_AREA_ROWS);
	draw_further(ui, canvas, menu);
	if (!ui->store)
		return;
	if (home->is_empty) {
		draw_beginning(canvas, 3);
		return;
	}
	draw_duty(home, canvas, 0);
	draw_tiles(home, canvas, 2);
	draw_month(home, canvas, row);
	row += draw_pupils(home, canvas, row + 1);
	row += draw_soon(home, canvas, row + 1);
	draw_todo(home, list, canvas, row + 1, menu - row - 1);
}
