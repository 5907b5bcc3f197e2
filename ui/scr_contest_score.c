/* One judge's sheet on the screen: a line an entry by its code, a column a criterion. */
#include "screen.h"

#include "flow_contest.h"

#include <errno.h>
#include <stdio.h>

enum {
	REQ_NEXT = REQ_OWN,
	REQ_PREVIOUS,
	REQ_OTHER_JUDGE,
	REQ_GAP,
	REQ_RECUSE,
};

/* What is being typed. */
enum ask {
	ASK_MARK,
	ASK_CHANGE, /* why the points are others now */
	ASK_OFF, /* why the judge keeps off the entry: a number */
	ASK_OFF_NOTE,
	ASK_LIFT, /* why the board lets them judge it */
};

#define HEAD_ROWS 2
#define FOOT_ROWS 2
#define CODE_WIDTH 7
#define MARK_WIDTH 9
#define MARK_MAX 10 /* bytes typed */

struct state {
	char id[UUID_TEXT_MAX];
	struct contest_desk desk;
	struct arena arena; /* of the lines */
	struct contest_line *lines;
	size_t count, judge, criterion;
	struct ui_list list;
	struct ui_entry mark, reason;
	enum ask asks;
	size_t off; /* the reason to keep off */
};

/* ---- reading --------------------------------------------------------------------------------- */

static int read_lines(struct ui *ui, struct state *state, struct err *err)
{
	arena_done(&state->arena);
	state->count = 0;
	return flow_contest_lines(ui->store, state->id, state->desk.judges[state->judge],
				  &state->arena, &state->lines, &state->count, err);
}

static int enter(struct ui *ui, void *data, const char *argument, struct err *err)
{
	struct state *state = data;
	int r;

	if (!ui->store)
		return err_set(err, ENOENT, _("không mở được sổ; xem hotroit doctor"));
	snprintf(state->id, sizeof(state->id), "%s", argument ? argument : "");
	r = flow_contest_desk(&state->desk, ui->store, state->id, err);
	if (r < 0)
		return r;
	if (!state->desk.judge_count || !state->desk.criterion_count)
		return err_set(err, EPERM, _("ghi giám khảo và tiêu chí chấm trước"));
	state->mark.is_code = true;
	state->mark.max = MARK_MAX;
	return read_lines(ui, state, err);
}

static void leave(struct ui *ui, void *data)
{
	struct state *state = data;

	(void)ui;
	flow_contest_desk_done(&state->desk);
	arena_done(&state->arena);
}

/* ---- drawing --------------------------------------------------------------------------------- */

static int marks_at(const struct state *state, const struct canvas *canvas)
{
	int width = (int)state->desk.criterion_count * MARK_WIDTH;
	int at = canvas_columns(canvas) - width;

	return at < CODE_WIDTH + 10 ? CODE_WIDTH + 10 : at;
}

static void draw_line(const struct state *state, struct canvas *canvas, int row,
		      const struct contest_line *line, bool is_selected)
{
	enum ui_style style = is_selected ? STYLE_SELECTED
			      : line->kept_off ? STYLE_DIM
					       : STYLE_NORMAL;
	int at = marks_at(state, canvas);

	canvas_text(canvas, row, 0, 0, style, "");
	canvas_text(canvas, row, 1, CODE_WIDTH - 1, style, line->blind);
	canvas_text(canvas, row, 1 + CODE_WIDTH, at - CODE_WIDTH - 2, style,
		    line->title ? line->title : "");
	if (line->kept_off) {
		canvas_text(canvas, row, at, 0, style, line->kept_off);
		return;
	}
	for (size_t i = 0; i < state->desk.criterion_count; i++)
		canvas_text(canvas, row, at + (int)i * MARK_WIDTH, MARK_WIDTH - 1,
			    is_selected && i == state->criterion ? STYLE_INPUT : style,
			    line->points[i] ? line->points[i] : "·");
}

static void draw_head(const struct state *state, struct canvas *canvas)
{
	int at = marks_at(state, canvas);

	canvas_printf(canvas, 0, 1, 0, STYLE_TITLE, _("%s: %s (F7: giám khảo khác)"),
		      state->desk.judges[state->judge], state->desk.judge_names[state->judge]);
	canvas_text(canvas, 1, 1, 0, STYLE_DIM, _("Mã"));
	canvas_text(canvas, 1, 1 + CODE_WIDTH, at - CODE_WIDTH - 2, STYLE_DIM, _("Tác phẩm"));
	for (size_t i = 0; i < state->desk.criterion_count; i++)
		canvas_text(canvas, 1, at + (int)i * MARK_WIDTH, MARK_WIDTH - 1, STYLE_DIM,
			    state->desk.criteria[i]);
}

static const char *const ask_labels[] = {
	[ASK_CHANGE] = N_("Lý do sửa điểm"),
	[ASK_OFF] = N_("Vì sao không chấm? 1 người thân 2 cùng đơn vị 3 đã hướng dẫn 4 khác"),
	[ASK_OFF_NOTE] = N_("Ghi thêm, hoặc Enter"),
	[ASK_LIFT] = N_("Lý do BTC cho chấm bài này"),
};

static const char *const ask_hints[] = {
	[ASK_MARK] = N_("Gõ điểm như 8,25 rồi Enter; Tab: tiêu chí khác; F11: không chấm bài này"),
	[ASK_CHANGE] = N_("Gõ lý do sửa điểm, Enter để ghi; Esc: giữ điểm cũ"),
	[ASK_OFF] = N_("Gõ một số rồi Enter; Esc: thôi"),
	[ASK_OFF_NOTE] = N_("Enter: ghi giám khảo không chấm bài này; Esc: thôi"),
	[ASK_LIFT] = N_("Gõ lý do rồi Enter: giám khảo được chấm bài này; Esc: thôi"),
};

static void draw_foot(struct ui *ui, struct state *state, struct canvas *canvas)
{
	AUTO(buf_done) struct buf label = {0};
	int row = canvas_rows(canvas) - 1;

	canvas_line(canvas, row - 1, 0, canvas_columns(canvas));
	if (state->asks != ASK_MARK) {
		ui_entry_draw_labelled(ui, &state->reason, canvas, row, _(ask_labels[state->asks]));
		return;
	}
	buf_printf(&label, _("%s (0 đến %lld)"),
		   state->desk.criterion_names[state->criterion],
		   (long long)state->desk.most[state->criterion]);
	ui_entry_draw_labelled(ui, &state->mark, canvas, row, buf_text(&label));
}

static void draw(struct ui *ui, void *data, struct canvas *canvas)
{
	struct state *state = data;
	size_t rows = (size_t)(canvas_rows(canvas) - HEAD_ROWS - FOOT_ROWS);

	ui_list_fit(&state->list, state->count, rows);
	draw_head(state, canvas);
	for (size_t i = state->list.top; i < state->count && i < state->list.top + rows; i++)
		draw_line(state, canvas, HEAD_ROWS + (int)(i - state->list.top),
			  &state->lines[i], i == state->list.selected);
	draw_foot(ui, state, canvas);
}

/* ---- points ---------------------------------------------------------------------------------- */

static const struct contest_line *selected(const struct state *state)
{
	return state->list.selected < state->count ? &state->lines[state->list.selected] : NULL;
}

/* The next criterion; behind the last one the first of the next entry. */
static void go_on(struct state *state)
{
	ui_entry_set(&state->mark, "");
	ui_entry_set(&state->reason, "");
	state->asks = ASK_MARK;
	if (++state->criterion < state->desk.criterion_count)
		return;
	state->criterion = 0;
	if (state->list.selected + 1 < state->count)
		state->list.selected++;
}

static void ask(struct state *state, enum ask what)
{
	ui_entry_set(&state->reason, "");
	state->asks = what;
}

static void keep(struct ui *ui, struct state *state)
{
	const struct contest_line *line = selected(state);
	const struct contest_mark mark = {state->desk.criteria[state->criterion],
					  state->mark.text};
	struct contest_marks marks = {.contest = state->id, .list = &mark, .count = 1,
				      .judge = state->desk.judges[state->judge],
				      .reason = state->asks == ASK_CHANGE ? state->reason.text
									   : NULL};
	AUTO(buf_done) struct buf said = {0};
	struct err err;
	int r;

	if (!line)
		return;
	if (!*state->mark.text) {
		go_on(state);
		return;
	}
	marks.entry = line->blind;
	r = flow_contest_score(ui->store, &marks, &said, &err);
	if (r == -EEXIST) {
		ask(state, ASK_CHANGE);
		ui_say(ui, STYLE_REVIEW, "%s", err.text);
		return;
	}
	if (r == 0)
		r = read_lines(ui, state, &err);
	if (r < 0) {
		ui_say(ui, STYLE_FAIL, "%s", err.text);
		return;
	}
	ui_say(ui, STYLE_PASS, "%s", buf_text(&said));
	go_on(state);
}

/* The first place from here on that has no points. */
static void find_gap(struct ui *ui, struct state *state)
{
	for (size_t i = 0; i < state->count; i++) {
		size_t at = (state->list.selected + i) % state->count;

		for (size_t j = 0; !state->lines[at].kept_off && j < state->desk.criterion_count;
		     j++) {
			if (state->lines[at].points[j])
				continue;
			state->list.selected = at;
			state->criterion = j;
			return;
		}
	}
	ui_say(ui, STYLE_PASS, _("Giám khảo này đã chấm đủ"));
}

/* ---- keeping off ----------------------------------------------------------------------------- */

static void ask_recuse(struct state *state)
{
	const struct contest_line *line = selected(state);

	if (line)
		ask(state, line->kept_off ? ASK_LIFT : ASK_OFF);
}

static void choose_off(struct ui *ui, struct state *state)
{
	int64_t number;

	if (!str_to_i64(state->reason.text, &number) || number < 1 || number > 4) {
		ui_say(ui, STYLE_REVIEW, _("Gõ một số từ 1 đến 4"));
		return;
	}
	state->off = (size_t)number - 1;
	ask(state, ASK_OFF_NOTE);
}

static void recuse(struct ui *ui, struct state *state)
{
	static const char *const reasons[] = {"relative", "same-unit", "taught", "other"};
	const struct contest_line *line = selected(state);
	const struct contest_recusal recusal = {
		.contest = state->id, .judge = state->desk.judges[state->judge],
		.entry = line ? line->id : "", .why = reasons[state->off],
		.note = state->reason.text};
	AUTO(buf_done) struct buf said = {0};
	struct err err;
	int r = state->asks == ASK_LIFT
			? flow_contest_lift(ui->store, &recusal, &said, &err)
			: flow_contest_recuse(ui->store, &recusal, &said, &err);

	if (r == 0)
		ui_say(ui, STYLE_PASS, "%s",
		       state->asks == ASK_LIFT ? _("Giám khảo được chấm bài này")
					       : _("Giám khảo không chấm bài này"));
	if (r == 0) {
		ask(state, ASK_MARK);
		r = read_lines(ui, state, &err);
	}
	if (r < 0)
		ui_say(ui, STYLE_FAIL, "%s", err.text);
}

static void answer(struct ui *ui, struct state *state)
{
	switch (state->asks) {
	case ASK_OFF:
		choose_off(ui, state);
		return;
	case ASK_OFF_NOTE:
	case ASK_LIFT:
		recuse(ui, state);
		return;
	default:
		keep(ui, state);
	}
}

/* ---- keys ------------------------------------------------------------------------------------ */

static void other_judge(struct ui *ui, struct state *state)
{
	struct err err;

	state->judge = (state->judge + 1) % state->desk.judge_count;
	if (read_lines(ui, state, &err) < 0)
		ui_say(ui, STYLE_FAIL, "%s", err.text);
}

static bool handle(struct ui *ui, void *data, const struct ui_event *event)
{
	struct state *state = data;
	struct ui_entry *entry = state->asks == ASK_MARK ? &state->mark : &state->reason;

	if (ui_entry_handle(ui, entry, event) != ENTRY_PASSED)
		return true;
	switch (event->request) {
	case REQ_OPEN:
		answer(ui, state);
		return true;
	case REQ_BACK:
		if (state->asks == ASK_MARK)
			return false;
		ask(state, ASK_MARK);
		return true;
	case REQ_RECUSE:
		ask_recuse(state);
		return true;
	case REQ_NEXT:
		state->criterion = (state->criterion + 1) % state->desk.criterion_count;
		return true;
	case REQ_PREVIOUS:
		state->criterion = (state->criterion + state->desk.criterion_count - 1) %
				   state->desk.criterion_count;
		return true;
	case REQ_OTHER_JUDGE:
		other_judge(ui, state);
		return true;
	case REQ_GAP:
		find_gap(ui, state);
		return true;
	default:
		return state->asks == ASK_MARK &&
		       ui_list_move(&state->list, event->request, state->count);
	}
}

static bool wants_text(struct ui *ui, const void *data)
{
	(void)ui;
	(void)data;
	return true;
}

static const char *hint(struct ui *ui, void *data)
{
	const struct state *state = data;

	(void)ui;
	return _(ask_hints[state->asks]);
}

static const struct ui_key keys[] = {
	{REQ_OPEN, "Enter", N_("Ghi"), N_("ghi điểm đã gõ, sang ô tiếp theo")},
	{REQ_NEXT, "Tab", N_("Tiêu chí"), N_("sang tiêu chí tiếp theo của bài này")},
	{REQ_PREVIOUS, "S-Tab", NULL, N_("về tiêu chí trước")},
	{REQ_OTHER_JUDGE, "F7 ^P", N_("Giám khảo"), N_("sang phiếu của giám khảo khác")},
	{REQ_RECUSE, "F11 ^R", N_("Tránh"),
	 N_("giám khảo không chấm bài này, hoặc BTC cho chấm lại")},
	{REQ_GAP, "F8 ^N", NULL, N_("tới ô chưa có điểm tiếp theo")},
};

const struct screen scr_contest_score = {
	.name = "contest_score",
	.title = N_("Chấm điểm"),
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
