/* The movement of a year: activities by area and month, and the units in their places. */
#include "screen.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

enum {
	REQ_EARLIER = REQ_OWN,
	REQ_LATER,
	REQ_ACTIVITIES,
	REQ_REVIEWS,
};

#define MONTH_WIDTH 3
#define TOTAL_WIDTH 6
#define BAR_WIDTH 16
#define BAR_FROM_COLUMNS 110 /* of the screen: then there is room for bars */
#define UNITS_ROW (MOVEMENT_AREAS + 4)
#define PLACE_WIDTH 5
#define WORDS_WIDTH 40

struct state {
	struct movement movement;
	struct ui_list list; /* over the units */
};

static int read_year(struct ui *ui, struct state *state, const char *year, struct err *err)
{
	AUTO(flow_movement_done) struct movement movement = {0};
	int r = flow_movement(&movement, ui->store, year, err);

	if (r < 0)
		return r;
	flow_movement_done(&state->movement);
	state->movement = movement;
	movement = (struct movement){0};
	return 0;
}

static int enter(struct ui *ui, void *data, const char *argument, struct err *err)
{
	char now[CLOCK_TEXT_MAX];
	int r = ui_check_read(ui, record_kind_find("activity"), err);

	clock_text(now);
	now[strlen("2026")] = '\0';
	return r < 0 ? r : read_year(ui, data, argument ? argument : now, err);
}

static void leave(struct ui *ui, void *data)
{
	(void)ui;
	flow_movement_done(&((struct state *)data)->movement);
}

static void turn(struct ui *ui, struct state *state, int by)
{
	int64_t year = 0;
	char text[24];
	struct err err;

	if (!str_to_i64(state->movement.year, &year))
		return;
	snprintf(text, sizeof(text), "%lld", (long long)year + by);
	if (read_year(ui, state, text, &err) < 0)
		ui_say(ui, STYLE_FAIL, "%s", err.text);
}

/* ---- drawing --------------------------------------------------------------------------------- */

static int64_t largest(const struct movement *movement)
{
	int64_t most = 1;

	for (size_t i = 0; i < MOVEMENT_AREAS; i++)
		most = movement->areas[i].total > most ? movement->areas[i].total : most;
	return most;
}

static void draw_area(const struct movement *movement, struct canvas *canvas, int row, size_t at)
{
	const struct movement_area *area = &movement->areas[at];
	bool has_bars = canvas_columns(canvas) >= BAR_FROM_COLUMNS;
	int end = canvas_columns(canvas) - (has_bars ? BAR_WIDTH + 1 : 0);
	int months = end - TOTAL_WIDTH - MOVEMENT_MONTHS * MONTH_WIDTH;
	AUTO(buf_done) struct buf label = {0};

	if (at)
		buf_printf(&label, "%zu %s", at, area->label ? area->label : "");
	else
		buf_add_str(&label, _("Chưa ghi nội dung"));
	canvas_text(canvas, row, 1, months - 1, STYLE_NORMAL, buf_text(&label));
	for (int i = 0; i < MOVEMENT_MONTHS; i++)
		if (area->months[i])
			canvas_printf(canvas, row, months + i * MONTH_WIDTH, MONTH_WIDTH,
				      STYLE_NORMAL, "%*lld", MONTH_WIDTH,
				      (long long)area->months[i]);
	canvas_printf(canvas, row, end - TOTAL_WIDTH, TOTAL_WIDTH, STYLE_NORMAL, "%*lld",
		      TOTAL_WIDTH, (long long)area->total);
	if (has_bars)
		canvas_bar(canvas, row, end + 1, BAR_WIDTH, (unsigned)area->total,
			   (unsigned)largest(movement));
}

static void draw_areas(const struct movement *movement, struct canvas *canvas)
{
	bool has_bars = canvas_columns(canvas) >= BAR_FROM_COLUMNS;
	int end = canvas_columns(canvas) - (has_bars ? BAR_WIDTH + 1 : 0);
	int months = end - TOTAL_WIDTH - MOVEMENT_MONTHS * MONTH_WIDTH;

	canvas_printf(canvas, 0, 1, months - 1, STYLE_TITLE, _("Năm %s: %lld hoạt động"),
		      movement->year, (long long)movement->total);
	for (int i = 0; i < MOVEMENT_MONTHS; i++)
		canvas_printf(canvas, 0, months + i * MONTH_WIDTH, MONTH_WIDTH, STYLE_TITLE, "%*d",
			      MONTH_WIDTH, i + 1);
	canvas_text(canvas, 0, end - text_width(_("Cộng")), 0, STYLE_TITLE, _("Cộng"));
	canvas_line(canvas, 1, 0, 0);
	for (size_t i = 1; i <= MOVEMENT_AREAS; i++)
		draw_area(movement, canvas, 1 + (int)i, i % MOVEMENT_AREAS);
}

static void draw_unit(const struct movement_unit *unit, struct canvas *canvas, int row,
		      bool is_selected)
{
	enum ui_style style = is_selected ? STYLE_SELECTED : STYLE_NORMAL;
	int words = canvas_columns(canvas) - WORDS_WIDTH;
	AUTO(buf_done) struct buf text = {0};

	canvas_text(canvas, row, 0, 0, style, "");
	if (unit->is_reviewed)
		canvas_printf(canvas, row, 1, PLACE_WIDTH - 1, style, "%zu", unit->place);
	canvas_text(canvas, row, PLACE_WIDTH, words - PLACE_WIDTH - 1, style, unit->name);
	buf_printf(&text, _("%lld h.động"), (long long)unit->total);
	if (unit->is_reviewed)
		buf_printf(&text, _(", %lld điểm%s%s%s"), (long long)unit->points,
			   unit->is_tied ? _(" đồng hạng") : "", unit->rank ? ", " : "",
			   unit->rank ? unit->rank : "");
	if (unit->reviews > 1)
		buf_printf(&text, _(", %zu đánh giá!"), unit->reviews);
	canvas_text(canvas, row, words, 0, style, buf_text(&text));
}

static void draw(struct ui *ui, void *data, struct canvas *canvas)
{
	struct state *state = data;
	const struct movement *movement = &state->movement;
	size_t rows = (size_t)(canvas_rows(canvas) - UNITS_ROW);

	(void)ui;
	draw_areas(movement, canvas);
	canvas_line(canvas, UNITS_ROW - 2, 0, 0);
	canvas_text(canvas, UNITS_ROW - 1, 1, 0, STYLE_TITLE,
		    movement->unit_count ? _("Hạng Đơn vị") : _("Chưa có đơn vị nào"));
	ui_list_fit(&state->list, movement->unit_count, rows);
	for (size_t i = 0; i < rows && state->list.top + i < movement->unit_count; i++)
		draw_unit(&movement->units[state->list.top + i], canvas, UNITS_ROW + (int)i,
			  state->list.top + i == state->list.selected);
}

/* ---- keys ------------------------------------------------------------------------------------ */

static void open_unit(struct ui *ui, const struct state *state)
{
	AUTO(buf_done) struct buf argument = {0};

	if (!state->movement.unit_count)
		return;
	buf_printf(&argument, "unit %s", state->movement.units[state->list.selected].id);
	ui_open(ui, "record", buf_text(&argument));
}

static bool handle(struct ui *ui, void *data, const struct ui_event *event)
{
	struct state *state = data;

	switch (event->request) {
	case REQ_EARLIER:
		turn(ui, state, -1);
		return true;
	case REQ_LATER:
		turn(ui, state, 1);
		return true;
	case REQ_OPEN:
		open_unit(ui, state);
		return true;
	case REQ_ACTIVITIES:
		ui_open(ui, "list", "activity");
		return true;
	case REQ_REVIEWS:
		ui_open(ui, "list", "evaluation");
		return true;
	case REQ_RETURN:
		turn(ui, state, 0);
		return true;
	default:
		return ui_list_move(&state->list, event->request, state->movement.unit_count);
	}
}

static const char *hint(struct ui *ui, void *data)
{
	(void)ui;
	(void)data;
	return _("h: hoạt động; d: đánh giá đơn vị; trái, phải: đổi năm");
}

static const struct ui_key keys[] = {
	{REQ_OPEN, "Enter", N_("Đơn vị"), N_("mở đơn vị đang chọn")},
	{REQ_ACTIVITIES, "h", N_("Hoạt động"), N_("danh sách hoạt động; ở đó ghi hoạt động mới")},
	{REQ_REVIEWS, "d", N_("Đánh giá"), N_("danh sách đánh giá thi đua của đơn vị")},
	{REQ_EARLIER, "Left -", NULL, N_("xem năm trước")},
	{REQ_LATER, "Right +", NULL, N_("xem năm sau")},
};

const struct screen scr_movement = {
	.name = "movement",
	.title = N_("Phong trào"),
	.keys = keys,
	.key_count = ARRAY_LEN(keys),
	.state_size = sizeof(struct state),
	.enter = enter,
	.leave = leave,
	.draw = draw,
	.handle = handle,
	.hint = hint,
};
