/* A contest is begun: the contests of all plans at hand; Enter makes one for a year, with its
 * divisions, prizes, categories and criteria. */
#include "screen.h"

#include "flow_contest.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#define ITEMS_MAX 100
#define FOOT_ROWS 5
#define YEAR_MAX 5
#define PLAN_WIDTH 18

struct item {
	const struct plan *plan;
	const struct plan_contest *contest;
};

struct state {
	struct plan_library library;
	struct item items[ITEMS_MAX];
	size_t count;
	struct ui_list list;
	struct ui_entry year;
	bool asks_year;
};

static int enter(struct ui *ui, void *data, const char *argument, struct err *err)
{
	struct state *state = data;
	int r = ui_check_read(ui, record_kind_find("contest"), err);

	(void)argument;
	if (r == 0)
		r = flow_plans_load(&state->library, NULL, err);
	if (r < 0)
		return r;
	state->year.is_code = true;
	state->year.max = YEAR_MAX;
	for (size_t i = 0; i < state->library.count; i++) {
		const struct plan *plan = state->library.plans[i];

		for (size_t j = 0; j < plan->work.contest_count && state->count < ITEMS_MAX; j++)
			state->items[state->count++] =
				(struct item){plan, &plan->work.contests[j]};
	}
	return 0;
}

static void leave(struct ui *ui, void *data)
{
	(void)ui;
	flow_plans_done(&((struct state *)data)->library);
}

/* ---- drawing --------------------------------------------------------------------------------- */

static void draw_item(struct canvas *canvas, int row, enum ui_style style, const char *plan,
		      const char *label)
{
	canvas_text(canvas, row, 0, 0, style, "");
	canvas_text(canvas, row, 1, PLAN_WIDTH - 1, style, plan);
	canvas_text(canvas, row, 1 + PLAN_WIDTH, 0, style, label);
}

/* What comes with it. */
static void draw_holds(struct canvas *canvas, int row, const struct plan_contest *contest)
{
	AUTO(buf_done) struct buf before = {0};

	canvas_printf(canvas, row, 1, 0, STYLE_DIM,
		      _("%zu bảng, %zu hạng mục, %zu loại giải, %zu tiêu chí"),
		      contest->division_count, contest->category_count, contest->prize_count,
		      contest->criterion_count);
	if (contest->before)
		record_show_value(&before,
				  record_field_find(record_kind_find("contest"), "deadline"),
				  contest->before);
	canvas_printf(canvas, row + 1, 1, 0, STYLE_DIM, "%s: %s", _("Nhận trước"),
		      before.len ? buf_text(&before) : _("chưa định"));
	if (contest->is.note)
		canvas_wrap(canvas, row + 2, 1, canvas_columns(canvas) - 2, 2, STYLE_NORMAL,
			    contest->is.note);
}

static void draw(struct ui *ui, void *data, struct canvas *canvas)
{
	struct state *state = data;
	int foot = canvas_rows(canvas) - FOOT_ROWS;
	size_t rows = (size_t)(foot - 1);

	ui_list_fit(&state->list, state->count, rows);
	draw_item(canvas, 0, STYLE_DIM, _("Kế hoạch"), _("Cuộc thi"));
	if (!state->count) {
		canvas_text(canvas, 1, 1, 0, STYLE_DIM, _("Chưa có kế hoạch nào có cuộc thi."));
		return;
	}
	for (size_t i = state->list.top; i < state->count && i < state->list.top + rows; i++)
		draw_item(canvas, 1 + (int)(i - state->list.top),
			  i == state->list.selected ? STYLE_SELECTED : STYLE_NORMAL,
			  state->items[i].plan->id, state->items[i].contest->is.label);
	canvas_line(canvas, foot, 0, canvas_columns(canvas));
	if (state->asks_year)
		ui_entry_draw_labelled(ui, &state->year, canvas, foot + 1, _("Năm tổ chức"));
	else
		draw_holds(canvas, foot + 1, state->items[state->list.selected].contest);
}

/* ---- keys ------------------------------------------------------------------------------------ */

static void ask_year(struct state *state)
{
	const struct plan_contest *contest = state->items[state->list.selected].contest;
	const char *day = contest->before ? contest->before : contest->announce;
	char year[YEAR_MAX];

	if (day)
		snprintf(year, sizeof(year), "%.4s", day);
	else
		snprintf(year, sizeof(year), "%d", date_today().year % 10000);
	ui_entry_set(&state->year, year);
	state->asks_year = true;
}

static void make(struct ui *ui, struct state *state)
{
	const struct item *item = &state->items[state->list.selected];
	const char *const names[] = {"year"}, *const values[] = {state->year.text};
	const struct contest_words words = {names, values, 1};
	AUTO(buf_done) struct buf said = {0};
	char id[UUID_TEXT_MAX];
	struct err err;

	if (flow_contest_new(ui->store, item->plan, item->contest->is.id, &words, id, &said,
			     &err) < 0) {
		ui_say(ui, STYLE_FAIL, "%s", err.text);
		return;
	}
	if (!ui_replace(ui, "contest", id))
		return;
	/* What the plan leaves open comes first: the deadline, the criteria. */
	if (said.len)
		ui_say(ui, STYLE_REVIEW, "%.*s", (int)strcspn(said.data, "\n"), said.data);
	else
		ui_say(ui, STYLE_PASS, _("Đã lập cuộc thi theo kế hoạch"));
}

static bool handle_year(struct ui *ui, struct state *state, const struct ui_event *event)
{
	if (ui_entry_handle(ui, &state->year, event) != ENTRY_PASSED)
		return true;
	if (event->request == REQ_OPEN)
		make(ui, state);
	else if (event->request == REQ_BACK)
		state->asks_year = false;
	else
		return event->request >= REQ_OWN;
	return true;
}

static bool handle(struct ui *ui, void *data, const struct ui_event *event)
{
	struct state *state = data;

	if (state->asks_year)
		return handle_year(ui, state, event);
	if (event->request == REQ_OPEN && state->count) {
		ask_year(state);
		return true;
	}
	return ui_list_move(&state->list, event->request, state->count);
}

static bool wants_text(struct ui *ui, const void *data)
{
	(void)ui;
	return ((const struct state *)data)->asks_year;
}

static const char *hint(struct ui *ui, void *data)
{
	const struct state *state = data;

	(void)ui;
	return state->asks_year ? _("Gõ năm rồi Enter: lập cuộc thi; Esc: chọn lại")
				: _("Chọn cuộc thi của kế hoạch, Enter để lập");
}

static const struct ui_key keys[] = {
	{REQ_OPEN, "Enter", N_("Lập"), N_("lập cuộc thi đang chọn, với bảng, giải, hạng mục")},
};

const struct screen scr_contest_new = {
	.name = "contest_new",
	.title = N_("Lập cuộc thi"),
	.keys = keys,
	.key_count = ARRAY_LEN(keys),
	.state_size = sizeof(struct state),
	.enter = enter,
	.leave = leave,
	.draw = draw,
	.handle = handle,
	.hint = hint,
	.wants_text = wants_text,
};
