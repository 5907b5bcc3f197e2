/* The guided tests of the live stick: the list of what was found, and the test under way. */
#include "live_priv.h"
#include "frame_priv.h"

#include <stdio.h>
#include <string.h>

#define PICTURE_TOP 3
#define ASKED_TOP (PICTURE_TOP + CHECK_ROWS + 1)
#define ASKED_ROWS 2
#define GRID "\u253c" /* a cross that touches its neighbours */

enum {
	REQ_YES = REQ_OWN,
	REQ_NO,
	REQ_BAD,
	REQ_STOP,
};

/* ---- how it stands --------------------------------------------------------------------------- */

static const char *value_of(const struct fact *fact)
{
	if (!fact)
		return NULL;
	return fact->state == FACT_KNOWN ? fact->text : "absent";
}

static const char *value_label(const char *value)
{
	if (!value)
		return "";
	if (str_eq(value, "ok"))
		return _("● tốt");
	if (str_eq(value, "bad"))
		return _("X hỏng");
	return str_eq(value, "absent") ? _("- không có") : _("? chưa thử");
}

static enum ui_style value_style(const char *value)
{
	if (!value || str_eq(value, "absent"))
		return STYLE_NORMAL;
	if (str_eq(value, "ok"))
		return STYLE_PASS;
	return str_eq(value, "bad") ? STYLE_FAIL : STYLE_REVIEW;
}

/* What it rests on, without where and when. */
static void add_reason(struct buf *ret, const struct fact *fact)
{
	const char *text = !fact ? NULL : fact->state == FACT_KNOWN ? fact->source : fact->reason;
	const char *end = text ? strstr(text, " (USB, ") : NULL;

	if (text)
		buf_add(ret, text, end ? (size_t)(end - text) : strlen(text));
}

void live_tests_sum(struct buf *ret, const struct snapshot *snapshot)
{
	size_t ok = 0, bad = 0, open = 0;

	for (size_t i = 0; i < snapshot->facts.count; i++) {
		const struct fact *fact = &snapshot->facts.list[i];

		if (!str_starts(fact->key, "check.") || fact->state != FACT_KNOWN)
			continue;
		ok += str_eq(value_of(fact), "ok");
		bad += str_eq(value_of(fact), "bad");
		open += str_eq(value_of(fact), "not-done");
	}
	if (ok + bad + open)
		buf_printf(ret, _("Đã thử: %zu tốt, %zu hỏng, %zu chưa thử được (F6: xem)"), ok,
			   bad, open);
}

/* ---- drawing --------------------------------------------------------------------------------- */

static void draw_part(const struct live_state *state, struct canvas *canvas, int row, size_t part)
{
	AUTO(buf_done) struct buf reason = {0};
	const struct fact *fact = live_tests_fact(state, part);
	bool selected = state->mode == LIVE_LIST ? part == state->cursor.selected
						 : part == state->at;
	enum ui_style style = selected ? STYLE_SELECTED : STYLE_NORMAL;

	add_reason(&reason, fact);
	canvas_text(canvas, row, 0, 0, style, "");
	canvas_text(canvas, row, 1, 12, style, state->list.parts[part].label);
	canvas_text(canvas, row, 14, 12, selected ? style : value_style(value_of(fact)),
		    value_label(value_of(fact)));
	canvas_text(canvas, row, 27, 0, style, buf_text(&reason));
}

static void draw_list(struct live_state *state, struct canvas *canvas)
{
	int rows = canvas_rows(canvas) - ASKED_ROWS - 1, row = 0;

	ui_list_fit(&state->cursor, state->list.part_count, (size_t)rows);
	for (size_t i = state->cursor.top; i < state->list.part_count && row < rows; i++)
		draw_part(state, canvas, row++, i);
	if (state->mode == LIVE_THERE && state->at < state->list.part_count)
		canvas_wrap(canvas, ASKED_TOP, 1, 0, ASKED_ROWS, STYLE_REVIEW,
			    state->list.parts[state->at].question);
}

/* Letters between CHECK_MARKs stand out. */
static void draw_row(struct canvas *canvas, int row, const char *text)
{
	int column = 1;
	bool marked = false;

	while (*text) {
		size_t len = strcspn(text, (const char[]){CHECK_MARK, '\0'});
		AUTO(buf_done) struct buf piece = {0};

		buf_add(&piece, text, len);
		if (len)
			canvas_text(canvas, row, column, text_width(buf_text(&piece)),
				    marked ? STYLE_SELECTED : STYLE_NORMAL, buf_text(&piece));
		column += len ? text_width(buf_text(&piece)) : 0;
		text += len + (text[len] == CHECK_MARK);
		marked = !marked;
	}
}

static void draw_run(const struct live_state *state, struct canvas *canvas)
{
	const struct check_run *run = &state->run;
	const struct check_list *list = &state->list;

	canvas_printf(canvas, 0, 1, 0, STYLE_NORMAL, "%zu/%zu  %s", state->at + 1,
		      list->test_count, list->tests[state->at].label);
	canvas_wrap(canvas, 1, 1, 0, 2, STYLE_NORMAL, run->said);
	for (int i = 0; i < CHECK_ROWS; i++)
		draw_row(canvas, PICTURE_TOP + i, run->rows[i]);
	canvas_line(canvas, ASKED_TOP - 1, 0, 0);
	if (state->mode == LIVE_QUESTION)
		canvas_wrap(canvas, ASKED_TOP, 1, 0, ASKED_ROWS, STYLE_REVIEW, run->question);
	else if (run->left)
		canvas_printf(canvas, ASKED_TOP, 1, 0, STYLE_NORMAL,
			      _("tự đi tiếp sau %u giây nếu không có gì mới"), run->left);
}

static void draw_grid(struct canvas *canvas)
{
	AUTO(buf_done) struct buf line = {0};

	for (int i = 0; i < canvas_columns(canvas); i++)
		buf_add_str(&line, GRID);
	for (int row = 0; row < canvas_rows(canvas); row++)
		canvas_text(canvas, row, 0, 0, STYLE_BLACK, buf_text(&line));
}

static void draw_field(const struct live_state *state, struct canvas *canvas)
{
	static const struct {
		const char *name;
		enum ui_style style;
	} styles[] = {{"red", STYLE_RED},
		      {"green", STYLE_GREEN},
		      {"blue", STYLE_BLUE},
		      {"white", STYLE_WHITE},
		      {"black", STYLE_BLACK}};
	const char *field = state->run.fields[state->field];

	if (str_eq(field, "grid")) {
		draw_grid(canvas);
		return;
	}
	for (size_t i = 0; i < ARRAY_LEN(styles); i++)
		for (int row = 0; str_eq(styles[i].name, field) && row < canvas_rows(canvas); row++)
			canvas_text(canvas, row, 0, 0, styles[i].style, "");
}

static void draw(struct ui *ui, void *data, struct canvas *canvas)
{
	struct live_state *state = data;

	(void)ui;
	if (state->mode == LIVE_FIELD)
		draw_field(state, canvas);
	else if (state->mode == LIVE_RUN || state->mode == LIVE_QUESTION)
		draw_run(state, canvas);
	else
		draw_list(state, canvas);
}

static bool is_bare(const void *data)
{
	return ((const struct live_state *)data)->mode == LIVE_FIELD;
}

/* ---- keys ------------------------------------------------------------------------------------ */

static bool handle_list(struct ui *ui, struct live_state *state, int request)
{
	if (request == REQ_OPEN)
		live_tests_again(ui, state, state->cursor.selected);
	else if (request == REQ_BAD)
		live_tests_say_bad(ui, state, state->cursor.selected);
	else
		return ui_list_move(&state->cursor, request, state->list.part_count);
	return true;
}

static bool handle(struct ui *ui, void *data, const struct ui_event *event)
{
	struct live_state *state = data;

	if (event->request == REQ_TICK)
		return live_tests_tick(ui, state);
	if (state->mode == LIVE_LIST)
		return handle_list(ui, state, event->request);
	switch (event->request) {
	case REQ_OPEN:
		live_tests_next_field(state);
		return true;
	case REQ_YES:
		live_tests_answer(ui, state, ANSWER_YES);
		return true;
	case REQ_NO:
		live_tests_answer(ui, state, ANSWER_NO);
		return true;
	case REQ_BACK:
		live_tests_skip(ui, state);
		return true;
	case REQ_STOP:
		live_tests_stop(ui, state);
		return true;
	default:
		return false;
	}
}

/* Its keys are the ones that are tried. */
static bool has_no_keys(const struct live_state *state)
{
	return state->mode == LIVE_RUN && state->list.tests[state->at].takes_keys;
}

/* Enter answers nothing: some questions ask for a fault, and who is in a hurry presses it. */
static bool has_key(struct ui *ui, const void *data, int request)
{
	const struct live_state *state = data;

	(void)ui;
	switch (request) {
	case REQ_OPEN:
		return state->mode == LIVE_LIST || state->mode == LIVE_FIELD;
	case REQ_YES:
	case REQ_NO:
		return state->mode == LIVE_THERE || state->mode == LIVE_QUESTION;
	case REQ_BAD:
		return state->mode == LIVE_LIST;
	case REQ_STOP:
		return state->mode != LIVE_LIST && !has_no_keys(state);
	default:
		return !has_no_keys(state);
	}
}

static const char *hint(struct ui *ui, void *data)
{
	const struct live_state *state = data;

	(void)ui;
	switch (state->mode) {
	case LIVE_THERE:
	case LIVE_QUESTION:
		return _("c: có    k: không    Esc: bỏ qua, không ai trả lời thì tự đi tiếp");
	case LIVE_RUN:
		return has_no_keys(state) ? _("Phím nào cũng đang được thử; Esc hai lần thì xong")
					  : _("Esc: bỏ qua bài này    F2: dừng, xem kết quả");
	case LIVE_FIELD:
	case LIVE_LIST:
		break;
	}
	return _("Enter: thử lại dòng này    h: hỏng    Esc: về kết luận");
}

static int enter(struct ui *ui, void *data, const char *argument, struct err *err)
{
	(void)argument;
	return live_tests_begin(ui, data, err);
}

static void leave(struct ui *ui, void *data)
{
	live_tests_end(ui, data);
}

static const struct ui_key keys[] = {
	{REQ_OPEN, "Enter Space", N_("Thử lại"), N_("thử lại dòng này; đầy màu: màu tiếp theo")},
	{REQ_YES, "c y", N_("Có"), N_("trả lời câu hỏi: có")},
	{REQ_NO, "k n", N_("Không"), N_("trả lời câu hỏi: không")},
	{REQ_BAD, "h", N_("Hỏng"), N_("ở danh sách: người kiểm tra thấy hỏng")},
	{REQ_STOP, "F2 d", N_("Dừng"), N_("dừng, xem kết quả đã có")},
};

const struct screen scr_live_tests = {
	.name = "live-tests",
	.title = N_("Thử máy"),
	.keys = keys,
	.key_count = ARRAY_LEN(keys),
	.state_size = sizeof(struct live_state),
	.enter = enter,
	.leave = leave,
	.draw = draw,
	.handle = handle,
	.hint = hint,
	.tick_ms = 60,
	.is_bare = is_bare,
	.has_key = has_key,
};
