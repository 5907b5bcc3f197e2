/* Targets: what the plans want to be reached, how far it is; Enter shows the records behind it. */
#include "trace_priv.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

enum {
	REQ_EARLIER = REQ_OWN,
	REQ_LATER,
};

#define MONTH_TEXT 8
#define BAR_COLUMN 3
#define BAR_WIDTH 26
#define LINE_ROWS 3 /* of one target: its name, its bar, a blank */

struct state {
	struct plan_library library;
	struct targets targets;
	struct ui_list list;
	struct ui_trace trace;
};

static void read_month(struct ui *ui, struct state *state, const char *month)
{
	AUTO(flow_targets_done) struct targets targets = {0};
	char now[CLOCK_TEXT_MAX];
	struct err err;

	clock_text(now);
	if (flow_targets(&targets, ui->store, ui->plan, month, now, &err) < 0) {
		ui_say(ui, STYLE_FAIL, "%s", err.text);
		return;
	}
	flow_targets_done(&state->targets);
	state->targets = targets;
	targets = (struct targets){0};
}

static int enter(struct ui *ui, void *data, const char *argument, struct err *err)
{
	struct state *state = data;
	char now[CLOCK_TEXT_MAX], month[MONTH_TEXT];
	int r;

	if (!ui->store)
		return err_set(err, ENOENT, _("không mở được sổ; xem hotroit doctor"));
	r = flow_plans_load(&state->library, NULL, err);
	if (r < 0)
		return r;
	clock_text(now);
	snprintf(month, sizeof(month), "%.7s", argument ? argument : now);
	return flow_targets(&state->targets, ui->store, ui->plan, month, now, err);
}

static void leave(struct ui *ui, void *data)
{
	struct state *state = data;

	(void)ui;
	ui_trace_end(&state->trace);
	flow_targets_done(&state->targets);
	flow_plans_done(&state->library);
}

static void turn(struct ui *ui, struct state *state, int by)
{
	char first[DATE_TEXT_MAX], text[DATE_TEXT_MAX];
	struct date day;

	snprintf(first, sizeof(first), "%.7s-01", state->targets.month);
	if (!date_read(first, &day))
		return;
	/* A day of the month before, or one of the month after. */
	day = date_after_days(&day, by < 0 ? -1 : 31);
	date_print(&day, text);
	text[MONTH_TEXT - 1] = '\0';
	read_month(ui, state, text);
}

/* ---- drawing --------------------------------------------------------------------------------- */

static enum ui_style style_of(enum target_word word)
{
	if (word == TARGET_MET)
		return STYLE_PASS;
	return word == TARGET_MISSED ? STYLE_FAIL : STYLE_REVIEW;
}

static void draw_target(struct canvas *canvas, int row, const struct target_line *line,
			bool is_selected)
{
	enum ui_style style = is_selected ? STYLE_SELECTED : STYLE_NORMAL;
	static const char *const symbols[] = {
		[TARGET_MET] = "●", [TARGET_MISSED] = "X", [TARGET_HIDDEN] = "?",
		[TARGET_UNKNOWN] = "?"};
	AUTO(buf_done) struct buf text = {0};
	int value = line->value > 0 ? (int)line->value : 0;

	buf_printf(&text, "%s (%s)", line->label, line->clause);
	canvas_text(canvas, row, 0, 0, style, "");
	canvas_text(canvas, row, 1, 0, style, buf_text(&text));
	buf_clear(&text);
	if (line->needed > 0) {
		canvas_bar(canvas, row + 1, BAR_COLUMN, BAR_WIDTH, (unsigned)value,
			   (unsigned)line->needed);
		buf_printf(&text, "%lld / %lld %s  ", (long long)line->value,
			   (long long)line->needed, line->unit);
	}
	canvas_text(canvas, row + 1, BAR_COLUMN + BAR_WIDTH + 1, 0, STYLE_NORMAL, buf_text(&text));
	canvas_printf(canvas, row + 1,
		      BAR_COLUMN + BAR_WIDTH + 1 + text_width(buf_text(&text)), 0,
		      style_of(line->word), "%s %s", symbols[line->word],
		      flow_target_label(line->word));
}

static void draw(struct ui *ui, void *data, struct canvas *canvas)
{
	struct state *state = data;
	const struct targets *targets = &state->targets;
	size_t rows = (size_t)(canvas_rows(canvas) - 2) / LINE_ROWS;
	const struct target_line *first;

	(void)ui;
	if (state->trace.figure) {
		ui_trace_draw(&state->trace, canvas);
		return;
	}
	ui_list_fit(&state->list, targets->count, rows);
	first = targets->count ? &targets->lines[state->list.selected] : NULL;
	canvas_printf(canvas, 0, 1, 0, STYLE_TITLE, _("Tháng %s%s%s%s%s"), targets->month,
		      first ? "  " : "", first ? first->plan : "",
		      first && first->programme ? ": " : "",
		      first && first->programme ? first->programme : "");
	canvas_line(canvas, 1, 0, 0);
	if (!targets->count)
		canvas_wrap(canvas, 2, 1, canvas_columns(canvas) - 2, 2, STYLE_NORMAL,
			    _("Các chương trình trong sổ theo kế hoạch không đặt chỉ tiêu."));
	for (size_t i = 0; i < rows && state->list.top + i < targets->count; i++)
		draw_target(canvas, 2 + (int)i * LINE_ROWS, &targets->lines[state->list.top + i],
			    state->list.top + i == state->list.selected);
}

/* ---- keys ------------------------------------------------------------------------------------ */

static void begin_trace(struct ui *ui, struct state *state)
{
	const struct target_line *line =
		state->targets.count ? &state->targets.lines[state->list.selected] : NULL;

	if (line && line->figure)
		ui_trace_begin(ui, &state->trace, flow_plan_find(&state->library, line->plan),
			       state->targets.month, line->figure);
}

static bool handle(struct ui *ui, void *data, const struct ui_event *event)
{
	struct state *state = data;

	if (state->trace.figure)
		return ui_trace_handle(ui, &state->trace, event);
	switch (event->request) {
	case REQ_EARLIER:
		turn(ui, state, -1);
		return true;
	case REQ_LATER:
		turn(ui, state, 1);
		return true;
	case REQ_OPEN:
		begin_trace(ui, state);
		return true;
	case REQ_RETURN:
		read_month(ui, state, state->targets.month);
		return true;
	default:
		return ui_list_move(&state->list, event->request, state->targets.count);
	}
}

static const char *hint(struct ui *ui, void *data)
{
	const struct state *state = data;

	(void)ui;
	if (state->trace.figure)
		return _("Bản ghi làm nên số này, theo sổ hôm nay. Enter: mở; Esc: về");
	return _("Enter: xem bản ghi làm nên số đang chọn; trái, phải: đổi tháng");
}

static const struct ui_key keys[] = {
	{REQ_OPEN, "Enter", N_("Bản ghi"), N_("xem các bản ghi làm nên chỉ tiêu đang chọn")},
	{REQ_EARLIER, "Left -", NULL, N_("xem tháng trước")},
	{REQ_LATER, "Right +", NULL, N_("xem tháng sau")},
};

const struct screen scr_targets = {
	.name = "targets",
	.title = N_("Chỉ tiêu"),
	.keys = keys,
	.key_count = ARRAY_LEN(keys),
	.state_size = sizeof(struct state),
	.enter = enter,
	.leave = leave,
	.draw = draw,
	.handle = handle,
	.hint = hint,
};
