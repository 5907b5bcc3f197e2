/* The tasks of the plans: where each stands, what it may cost and what was spent; below, the phases
 * of the one selected and whether the sums agree. From here to the targets and the movement. */
#include "screen.h"

#include <errno.h>
#include <string.h>

enum {
	REQ_TARGETS = REQ_OWN,
	REQ_MOVEMENT,
	REQ_SPENDINGS,
	REQ_PLANS,
};

#define NUMBER_WIDTH 3
#define STATE_WIDTH 8
#define BAR_WIDTH 9
#define MONEY_WIDTH 10
#define FOOT_ROWS 3
#define MORE_ROWS 8 /* below that, on a screen of TALL_ROWS */
#define TALL_ROWS 30
#define PERCENT 100

struct state {
	struct plan_library library;
	struct task_board board;
	struct ui_list list;
};

static int read_board(struct ui *ui, struct state *state, struct err *err)
{
	AUTO(flow_tasks_done) struct task_board board = {0};
	int r = flow_tasks(&board, ui->store, NULL, err);

	if (r < 0)
		return r;
	flow_tasks_done(&state->board);
	state->board = board;
	board = (struct task_board){0};
	return 0;
}

static int enter(struct ui *ui, void *data, const char *argument, struct err *err)
{
	struct state *state = data;
	int r = ui_check_read(ui, record_kind_find("task"), err);

	(void)argument;
	if (r == 0)
		r = flow_plans_load(&state->library, NULL, err);
	return r < 0 ? r : read_board(ui, state, err);
}

static void leave(struct ui *ui, void *data)
{
	struct state *state = data;

	(void)ui;
	flow_tasks_done(&state->board);
	flow_plans_done(&state->library);
}

/* ---- drawing --------------------------------------------------------------------------------- */

struct columns {
	int name, state, bar, budget, spent; /* where each begins */
	int name_width;
};

static struct columns columns_of(const struct canvas *canvas)
{
	int end = canvas_columns(canvas);
	struct columns columns = {.name = NUMBER_WIDTH + 2, .spent = end - MONEY_WIDTH};

	columns.budget = columns.spent - MONEY_WIDTH - 1;
	columns.bar = columns.budget - BAR_WIDTH - 1;
	columns.state = columns.bar - STATE_WIDTH - 1;
	columns.name_width = columns.state - columns.name - 1;
	return columns;
}

static void draw_money(struct canvas *canvas, int row, int column, enum ui_style style,
		       int64_t amount)
{
	AUTO(buf_done) struct buf text = {0};

	if (amount)
		flow_millions(&text, amount);
	else
		buf_add_char(&text, '-');
	canvas_text(canvas, row, column + MONEY_WIDTH - text_width(buf_text(&text)), 0, style,
		    buf_text(&text));
}

static void draw_right(struct canvas *canvas, int column, const char *text)
{
	canvas_text(canvas, 0, column + MONEY_WIDTH - text_width(text), 0, STYLE_TITLE, text);
}

static void draw_head(struct canvas *canvas, const struct columns *columns)
{
	canvas_text(canvas, 0, 1, 0, STYLE_TITLE, _("Số"));
	canvas_text(canvas, 0, columns->name, columns->name_width, STYLE_TITLE,
		    _("Nhiệm vụ (triệu đồng)"));
	canvas_text(canvas, 0, columns->state, STATE_WIDTH, STYLE_TITLE, _("Đang ở"));
	canvas_text(canvas, 0, columns->bar, BAR_WIDTH, STYLE_TITLE, _("Tiến độ"));
	draw_right(canvas, columns->budget, _("Kinh phí"));
	draw_right(canvas, columns->spent, _("Đã chi"));
	canvas_line(canvas, 1, 0, 0);
}

static void draw_line(struct canvas *canvas, int row, const struct task_line *line,
		      bool is_selected)
{
	const struct field *state = record_field_find(record_kind_find("task"), "state");
	const struct columns columns = columns_of(canvas);
	enum ui_style style = is_selected ? STYLE_SELECTED : STYLE_NORMAL;
	enum ui_style odd = line->parts != line->budget ? STYLE_REVIEW : style;

	canvas_text(canvas, row, 0, 0, style, "");
	canvas_printf(canvas, row, 1, NUMBER_WIDTH, style, "%lld", (long long)line->number);
	canvas_text(canvas, row, columns.name, columns.name_width, style, line->name);
	canvas_text(canvas, row, columns.state, STATE_WIDTH, style,
		    record_choice_label(state, line->state));
	canvas_bar(canvas, row, columns.bar, BAR_WIDTH, (unsigned)line->progress, PERCENT);
	draw_money(canvas, row, columns.budget, is_selected ? style : odd, line->budget);
	draw_money(canvas, row, columns.spent,
		   line->budget && line->spent > line->budget ? STYLE_FAIL : style, line->spent);
}

static void tell_phases(struct buf *text, const struct task_line *line)
{
	for (size_t i = 0; i < line->phase_count; i++) {
		const struct task_phase *phase = &line->phases[i];

		buf_printf(text, "%s%s: ", i ? "; " : "", phase->period ? phase->period : "?");
		if (phase->budget)
			flow_millions(text, phase->budget);
		else
			buf_add_char(text, '-');
		buf_add_str(text, _(", chi "));
		flow_millions(text, phase->spent);
	}
	if (line->phase_count && line->spent_outside) {
		buf_add_str(text, _("; ngoài giai đoạn: "));
		flow_millions(text, line->spent_outside);
	}
	if (line->parts != line->budget) {
		buf_add_str(text, _("; cộng lại "));
		flow_millions(text, line->parts);
		buf_add_str(text, _(", lệch "));
		flow_millions(text, line->budget - line->parts);
	}
}

/* The plan of all of them, to be told what it states; NULL: they are of several. */
static const struct plan *plan_of(const struct state *state)
{
	const struct task_board *board = &state->board;

	for (size_t i = 1; i < board->count; i++)
		if (!str_eq(board->lines[i].plan, board->lines[0].plan))
			return NULL;
	return flow_plan_find(&state->library, board->lines[0].plan);
}

static void tell_sums(struct buf *text, const struct task_sums *sums)
{
	buf_add_str(text, _("Cộng "));
	flow_millions(text, sums->budget);
	if (sums->odd_count) {
		buf_add_str(text, _("; các giai đoạn "));
		flow_millions(text, sums->parts);
		buf_add_str(text, _(", lệch "));
		flow_millions(text, sums->budget - sums->parts);
	}
	buf_add_str(text, _("; đã chi "));
	flow_millions(text, sums->spent);
}

/* Where there is room: how the selected one is to be read, and what the plan itself says. */
static void draw_more(const struct state *state, struct canvas *canvas, int row)
{
	const struct task_line *line = &state->board.lines[state->list.selected];
	int columns = canvas_columns(canvas) - 2;
	AUTO(buf_done) struct buf sums = {0};

	if (line->reading)
		row += canvas_wrap(canvas, row, 1, columns, 2, STYLE_DIM, line->reading);
	flow_tasks_sums(&sums, &state->board, plan_of(state));
	for (const char *at = buf_text(&sums); *at; at += strcspn(at, "\n") + 1) {
		AUTO(buf_done) struct buf one = {0};

		buf_add(&one, at, strcspn(at, "\n"));
		row += canvas_wrap(canvas, row, 1, columns, 2, STYLE_REVIEW, buf_text(&one));
	}
}

static void draw_foot(const struct state *state, struct canvas *canvas, int row)
{
	AUTO(buf_done) struct buf phases = {0}, sums = {0};

	canvas_line(canvas, row, 0, 0);
	tell_phases(&phases, &state->board.lines[state->list.selected]);
	canvas_text(canvas, row + 1, 1, 0, STYLE_NORMAL, buf_text(&phases));
	tell_sums(&sums, &state->board.sums);
	canvas_text(canvas, row + 2, 1, 0,
		    state->board.sums.odd_count ? STYLE_REVIEW : STYLE_NORMAL, buf_text(&sums));
	if (canvas_rows(canvas) - row > FOOT_ROWS)
		draw_more(state, canvas, row + FOOT_ROWS);
}

static void draw(struct ui *ui, void *data, struct canvas *canvas)
{
	struct state *state = data;
	const struct task_board *board = &state->board;
	const struct columns columns = columns_of(canvas);
	int foot = canvas_rows(canvas) >= TALL_ROWS ? FOOT_ROWS + MORE_ROWS : FOOT_ROWS;
	size_t rows = (size_t)(canvas_rows(canvas) - 2 - foot);

	(void)ui;
	draw_head(canvas, &columns);
	if (!board->count) {
		canvas_wrap(canvas, 2, 1, canvas_columns(canvas) - 2, 3, STYLE_NORMAL,
			    _("Chưa có nhiệm vụ nào: F7, chọn kế hoạch, F7 để lập."));
		return;
	}
	ui_list_fit(&state->list, board->count, rows);
	for (size_t i = 0; i < rows && state->list.top + i < board->count; i++)
		draw_line(canvas, 2 + (int)i, &board->lines[state->list.top + i],
			  state->list.top + i == state->list.selected);
	draw_foot(state, canvas, canvas_rows(canvas) - foot);
}

/* ---- keys ------------------------------------------------------------------------------------ */

static void open_selected(struct ui *ui, const struct state *state)
{
	AUTO(buf_done) struct buf argument = {0};

	if (!state->board.count)
		return;
	buf_printf(&argument, "task %s", state->board.lines[state->list.selected].id);
	ui_open(ui, "record", buf_text(&argument));
}

static bool handle(struct ui *ui, void *data, const struct ui_event *event)
{
	struct state *state = data;
	struct err err;

	switch (event->request) {
	case REQ_OPEN:
		open_selected(ui, state);
		return true;
	case REQ_TARGETS:
		ui_open(ui, "targets", NULL);
		return true;
	case REQ_PLANS:
		ui_open(ui, "plans", NULL);
		return true;
	case REQ_MOVEMENT:
		ui_open(ui, "movement", NULL);
		return true;
	case REQ_SPENDINGS:
		ui_open(ui, "list", "spending");
		return true;
	case REQ_RETURN:
		if (read_board(ui, state, &err) < 0)
			ui_say(ui, STYLE_FAIL, "%s", err.text);
		return true;
	default:
		return ui_list_move(&state->list, event->request, state->board.count);
	}
}

static const char *hint(struct ui *ui, void *data)
{
	(void)ui;
	(void)data;
	return _("Enter: mở nhiệm vụ để ghi tiến độ, khoản chi; c: chỉ tiêu; t: phong trào");
}

static const struct ui_key keys[] = {
	{REQ_OPEN, "Enter", N_("Mở"), N_("mở nhiệm vụ đang chọn: tiến độ, giai đoạn, khoản chi")},
	{REQ_PLANS, "F7 n", NULL, N_("chọn kế hoạch để lập nhiệm vụ của nó")},
	{REQ_TARGETS, "c", N_("Chỉ tiêu"), N_("chỉ tiêu của các kế hoạch: đạt hay chưa")},
	{REQ_MOVEMENT, "t", N_("Phong trào"), N_("hoạt động theo nội dung, tháng, đơn vị")},
	{REQ_SPENDINGS, "s", N_("Khoản chi"), N_("danh sách khoản chi; ở đó ghi khoản mới")},
};

const struct screen scr_tasks = {
	.name = "tasks",
	.title = N_("Nhiệm vụ"),
	.keys = keys,
	.key_count = ARRAY_LEN(keys),
	.state_size = sizeof(struct state),
	.enter = enter,
	.leave = leave,
	.draw = draw,
	.handle = handle,
	.hint = hint,
};
