/*
 * One record of any kind: what may be done with it and what is missing, its fields, what refers to
 * it, its history. Opened with "KIND ID".
 */
#include "argument_priv.h"
#include "record_priv.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
	REQ_DIGIT = REQ_OWN,
	REQ_EDIT,
	REQ_ALL,
	REQ_UNDO,
	REQ_VERDICT,
	REQ_INSPECT,
};

#define HEAD_ROWS 1
#define DETAIL_ROWS 3
#define LABEL_WIDTH 14
#define STEP_WIDTH 24

enum line_type { LINE_BLANK, LINE_TITLE, LINE_STEP, LINE_FIELDS, LINE_RELATED, LINE_HISTORY };

struct line {
	enum line_type type;
	const char *text; /* LINE_TITLE */
	size_t at; /* which step, field … */
	bool is_pair; /* LINE_FIELDS: the next field stands beside it */
};

struct state {
	struct record_view view;
	struct line lines[RECORD_LINES_MAX];
	size_t line_count;
	struct ui_list list;
	bool all; /* also the empty fields */
	bool is_placed; /* the selection was put where something is to be done */
	const struct flow_choice *asked; /* Enter takes this step */
	bool undo_asked;
	char heading[160];
};

/* ---- lines ----------------------------------------------------------------------------------- */

static struct line *add_line(struct state *state, enum line_type type, size_t at)
{
	struct line *line = &state->lines[state->line_count];

	if (state->line_count + 1 < RECORD_LINES_MAX)
		state->line_count++;
	*line = (struct line){.type = type, .at = at};
	return line;
}

static void add_part(struct state *state, enum line_type type, size_t count, const char *title)
{
	if (!count)
		return;
	if (state->line_count)
		add_line(state, LINE_BLANK, 0);
	add_line(state, LINE_TITLE, 0)->text = title;
	for (size_t i = 0; i < count && type != LINE_FIELDS; i++)
		add_line(state, type, i);
}

static bool fits_half(const struct state *state, size_t at, int width)
{
	return text_width(state->view.fields[at].value) + LABEL_WIDTH + 2 <= width / 2;
}

/* Two that can be opened do not share a line. */
static bool may_pair(const struct state *state, size_t at, int width)
{
	return at + 1 < state->view.field_count && fits_half(state, at, width) &&
	       fits_half(state, at + 1, width) &&
	       !(state->view.fields[at].ref && state->view.fields[at + 1].ref);
}

static void add_fields(struct state *state, int width)
{
	size_t count = state->view.field_count;

	for (size_t i = 0; i < count; i++) {
		struct line *line = add_line(state, LINE_FIELDS, i);

		line->is_pair = may_pair(state, i, width);
		i += line->is_pair;
	}
}

static void make_lines(struct state *state, int width)
{
	const struct record_view *view = &state->view;

	state->line_count = 0;
	add_part(state, LINE_STEP, view->steps.count, _("Việc làm tiếp"));
	add_part(state, LINE_FIELDS, view->field_count, _("Các mục"));
	add_fields(state, width);
	add_part(state, LINE_RELATED, view->related_count, _("Liên quan"));
	add_part(state, LINE_HISTORY, view->history_count, _("Đã làm"));
}

static const struct line *selected(const struct state *state)
{
	return &state->lines[state->list.selected];
}

static bool is_stop(const struct state *state, size_t at)
{
	return state->lines[at].type != LINE_BLANK && state->lines[at].type != LINE_TITLE;
}

/* Titles and blanks are passed over, in the direction of the move. */
static void find_stop(struct state *state, bool up)
{
	struct ui_list *list = &state->list;

	while (up && list->selected && !is_stop(state, list->selected))
		list->selected--;
	while (list->selected + 1 < state->line_count && !is_stop(state, list->selected))
		list->selected++;
	/* The title above the first line of a part is shown with it. */
	if (up && list->selected == 1)
		list->top = 0;
}

/* ---- opening --------------------------------------------------------------------------------- */

static int load(struct ui *ui, struct state *state, const struct record_kind *kind, const char *id,
		struct err *err)
{
	char own[UUID_TEXT_MAX];
	int r;

	/* What is asked points into what is read anew. */
	state->asked = NULL;
	state->undo_asked = false;
	snprintf(own, sizeof(own), "%s", id);
	r = record_view_load(&state->view, ui, kind, own, state->all, err);
	if (r == 0)
		snprintf(state->heading, sizeof(state->heading), "%s: %s", _(kind->label),
			 state->view.title);
	return r;
}

static void reload(struct ui *ui, struct state *state)
{
	struct err err;

	if (load(ui, state, state->view.kind, state->view.id, &err) < 0)
		ui_say(ui, STYLE_FAIL, "%s", err.text);
}

static int enter(struct ui *ui, void *data, const char *text, struct err *err)
{
	AUTO(argument_done) struct argument given = {0};
	const struct record_kind *kind;

	argument_read(&given, text);
	kind = record_kind_find(given.words[0]);
	if (!ui->store)
		return err_set(err, ENOENT, _("không mở được sổ; xem hotroit doctor"));
	if (!kind || !given.words[1])
		return err_set(err, EINVAL, _("«%.60s»: không có bản ghi này"), text);
	return load(ui, data, kind, given.words[1], err);
}

static void leave(struct ui *ui, void *data)
{
	(void)ui;
	record_view_done(&((struct state *)data)->view);
}

/* ---- drawing --------------------------------------------------------------------------------- */

static void draw_step(const struct state *state, struct canvas *canvas, int row, size_t at,
		      bool is_selected)
{
	const struct flow_choice *choice = &state->view.steps.list[at];
	enum ui_style style = is_selected      ? STYLE_SELECTED
			      : choice->need ? STYLE_DIM
					       : STYLE_NORMAL;
	char digit[2] = {at < 9 && !choice->need ? (char)('1' + at) : '-', '\0'};

	canvas_text(canvas, row, 0, 0, style, "");
	canvas_text(canvas, row, 2, 1, is_selected || choice->need ? style : STYLE_KEY, digit);
	canvas_printf(canvas, row, 4, choice->need ? STEP_WIDTH : 0, style, "%s%s", choice->label,
		      choice->param_count && !choice->need ? " …" : "");
	if (choice->need)
		canvas_printf(canvas, row, 4 + STEP_WIDTH + 1, 0, style, _("thiếu: %s"), choice->need);
}

static void draw_one_field(const struct state *state, struct canvas *canvas, int row, int column,
			   int width, size_t at, bool is_selected)
{
	enum ui_style label = is_selected ? STYLE_SELECTED : STYLE_DIM;
	enum ui_style style = is_selected ? STYLE_SELECTED : STYLE_NORMAL;

	canvas_text(canvas, row, column, LABEL_WIDTH, label, state->view.fields[at].label);
	canvas_text(canvas, row, column + LABEL_WIDTH + 1, width - LABEL_WIDTH - 1,
		    state->view.fields[at].is_hidden ? label : style, state->view.fields[at].value);
}

static void draw_line(const struct state *state, struct canvas *canvas, int row,
		      const struct line *line, bool is_selected)
{
	enum ui_style style = is_selected ? STYLE_SELECTED : STYLE_NORMAL;
	int width = canvas_columns(canvas), half = width / 2;

	switch (line->type) {
	case LINE_TITLE:
		canvas_text(canvas, row, 1, 0, STYLE_DIM, line->text);
		break;
	case LINE_STEP:
		draw_step(state, canvas, row, line->at, is_selected);
		break;
	case LINE_FIELDS:
		canvas_text(canvas, row, 0, 0, style, "");
		draw_one_field(state, canvas, row, 2, (line->is_pair ? half : width) - 3, line->at,
			       is_selected);
		if (line->is_pair)
			draw_one_field(state, canvas, row, half + 1, width - half - 2, line->at + 1,
				       is_selected);
		break;
	case LINE_RELATED:
		canvas_printf(canvas, row, 0, 0, style, "  %s: %llu (%s)",
			      _(state->view.related[line->at].kind->label_many),
			      (unsigned long long)state->view.related[line->at].count,
			      _(state->view.related[line->at].field->label));
		break;
	case LINE_HISTORY:
		canvas_printf(canvas, row, 0, 0, style, "  %s", state->view.history[line->at]);
		break;
	default:
		break;
	}
}

/* The whole of what the selected line may have had to cut. */
static void draw_detail(const struct state *state, struct canvas *canvas, int row)
{
	const struct record_view *view = &state->view;
	const struct line *line = selected(state);
	AUTO(buf_done) struct buf text = {0};

	canvas_line(canvas, row, 0, 0);
	if (line->type == LINE_STEP && view->steps.list[line->at].need)
		buf_printf(&text, _("Còn thiếu: %s"), view->steps.list[line->at].need);
	else if (line->type == LINE_HISTORY)
		buf_add_str(&text, view->history[line->at]);
	else if (line->type == LINE_FIELDS)
		for (size_t i = line->at; i <= line->at + line->is_pair; i++)
			buf_printf(&text, "%s%s: %s", i > line->at ? "; " : "",
				   view->fields[i].label, view->fields[i].value);
	canvas_wrap(canvas, row + 1, 1, canvas_columns(canvas) - 2, DETAIL_ROWS - 1, STYLE_NORMAL,
		    buf_text(&text));
}

static bool is_device(const struct state *state)
{
	return str_eq(state->view.kind->name, "device");
}

static void draw_head(const struct state *state, struct canvas *canvas)
{
	const char *keys_too = _("F3: kết luận  F6: kiểm tra tay");

	if (*state->view.state)
		canvas_printf(canvas, 0, 1, 0, STYLE_NORMAL, _("Đang ở: %s"), state->view.state);
	if (is_device(state))
		canvas_text(canvas, 0, canvas_columns(canvas) - text_width(keys_too) - 1, 0,
			    STYLE_DIM, keys_too);
}

static void draw(struct ui *ui, void *data, struct canvas *canvas)
{
	struct state *state = data;
	int bottom = canvas_rows(canvas) - DETAIL_ROWS, row = HEAD_ROWS;

	(void)ui;
	make_lines(state, canvas_columns(canvas));
	ui_list_fit(&state->list, state->line_count, (size_t)(bottom - HEAD_ROWS));
	if (!state->is_placed) {
		find_stop(state, false);
		state->is_placed = true;
	}
	draw_head(state, canvas);
	for (size_t i = state->list.top; i < state->line_count && row < bottom; i++, row++)
		draw_line(state, canvas, row, &state->lines[i], i == state->list.selected);
	if (state->line_count)
		draw_detail(state, canvas, bottom);
}

/* ---- steps ----------------------------------------------------------------------------------- */

static void take_step(struct ui *ui, struct state *state, const struct flow_choice *choice)
{
	const struct flow_step step = {.action = choice->action, .id = state->view.id};
	AUTO(buf_done) struct buf said = {0};
	struct err err;

	if (flow_do(ui->store, ui->plan, state->view.kind, &step, &said, &err) < 0)
		ui_say(ui, STYLE_FAIL, "%s", err.text);
	else
		steps_say(ui, state->view.kind, state->view.id, buf_text(&said));
	state->is_placed = false;
	state->list = (struct ui_list){0};
	reload(ui, state);
}

static void choose_step(struct ui *ui, struct state *state, size_t at)
{
	const struct flow_choice *choice = &state->view.steps.list[at];
	AUTO(buf_done) struct buf argument = {0};
	bool waives = steps_may_waive(ui, choice);

	state->asked = NULL;
	if (choice->need && !waives) {
		ui_say(ui, STYLE_REVIEW, choice->is_waivable
						 ? _("%s: còn thiếu %s; điều phối viên miễn được")
						 : _("%s: còn thiếu %s"),
		       choice->label, choice->need);
	} else if (choice->param_count || waives) {
		buf_printf(&argument, "do %s %s %s", choice->action, state->view.kind->name,
			   state->view.id);
		ui_open(ui, "edit", buf_text(&argument));
	} else {
		state->asked = choice;
		ui_say(ui, STYLE_REVIEW, _("%s: Enter để làm, phím khác để thôi"), choice->label);
	}
}

static void choose_digit(struct ui *ui, struct state *state, const char *digit)
{
	size_t at = (size_t)(*digit - '1');

	if (at < state->view.steps.allowed)
		choose_step(ui, state, at);
	else
		ui_say(ui, STYLE_NORMAL, _("Không có việc số %s"), digit);
}

static void undo(struct ui *ui, struct state *state)
{
	AUTO(buf_done) struct buf said = {0};
	struct err err;

	if (flow_undo(ui->store, state->view.kind, state->view.id, &said, &err) < 0)
		ui_say(ui, STYLE_FAIL, "%s", err.text);
	else
		steps_say(ui, state->view.kind, state->view.id, buf_text(&said));
	state->is_placed = false;
	state->list = (struct ui_list){0};
	reload(ui, state);
}

/* The answer to what was asked: true when it was taken for one. */
static bool answer(struct ui *ui, struct state *state, int request)
{
	const struct flow_choice *asked = state->asked;
	bool undo_asked = state->undo_asked;

	state->asked = NULL;
	state->undo_asked = false;
	if (!asked && !undo_asked)
		return false;
	if (request == REQ_OPEN) {
		if (asked)
			take_step(ui, state, asked);
		else
			undo(ui, state);
		return true;
	}
	return request == REQ_BACK;
}

/* ---- keys ------------------------------------------------------------------------------------ */

/* The record that a field of the line refers to. */
static void open_reference(struct ui *ui, const struct state *state, const struct line *line)
{
	AUTO(buf_done) struct buf argument = {0};

	for (size_t i = line->at; i <= line->at + line->is_pair; i++)
		if (state->view.fields[i].ref)
			buf_printf(&argument, "%s %s", state->view.fields[i].kind,
				   state->view.fields[i].ref);
	if (argument.len)
		ui_open(ui, "record", buf_text(&argument));
}

static void open_line(struct ui *ui, struct state *state)
{
	const struct line *line = selected(state);
	AUTO(buf_done) struct buf argument = {0};

	if (!state->line_count)
		return;
	if (line->type == LINE_STEP) {
		choose_step(ui, state, line->at);
	} else if (line->type == LINE_RELATED) {
		buf_printf(&argument, "%s %s=%s", state->view.related[line->at].kind->name,
			   state->view.related[line->at].field->name, state->view.id);
		ui_open(ui, "list", buf_text(&argument));
	} else if (line->type == LINE_FIELDS) {
		open_reference(ui, state, line);
	}
}

static void edit(struct ui *ui, const struct state *state)
{
	AUTO(buf_done) struct buf argument = {0};

	buf_printf(&argument, "set %s %s", state->view.kind->name, state->view.id);
	ui_open(ui, "edit", buf_text(&argument));
}

/* What only a device has. */
static void open_device(struct ui *ui, const struct state *state, int request)
{
	if (!is_device(state))
		ui_say(ui, STYLE_NORMAL, _("Chỉ thiết bị mới có kết luận và kiểm tra tay"));
	else if (request == REQ_INSPECT)
		ui_open(ui, "inspect", state->view.id);
	else
		ui_replace(ui, "verdict", state->view.id);
}

static bool handle_own(struct ui *ui, struct state *state, const struct ui_event *event)
{
	switch (event->request) {
	case REQ_DIGIT:
		choose_digit(ui, state, event->text);
		return true;
	case REQ_EDIT:
		edit(ui, state);
		return true;
	case REQ_ALL:
		state->all = !state->all;
		reload(ui, state);
		return true;
	case REQ_UNDO:
		state->undo_asked = true;
		ui_say(ui, STYLE_REVIEW, _("Hoàn tác bước cuối: Enter để làm, phím khác để thôi"));
		return true;
	case REQ_VERDICT:
	case REQ_INSPECT:
		open_device(ui, state, event->request);
		return true;
	default:
		return false;
	}
}

static bool handle(struct ui *ui, void *data, const struct ui_event *event)
{
	struct state *state = data;

	if (event->request == REQ_TICK)
		return true;
	if (answer(ui, state, event->request))
		return true;
	switch (event->request) {
	case REQ_RETURN:
		reload(ui, state);
		return true;
	case REQ_OPEN:
		open_line(ui, state);
		return true;
	default:
		break;
	}
	if (handle_own(ui, state, event))
		return true;
	if (!ui_list_move(&state->list, event->request, state->line_count))
		return false;
	find_stop(state, event->request == REQ_UP || event->request == REQ_PAGE_UP);
	return true;
}

static const char *hint(struct ui *ui, void *data)
{
	const struct state *state = data;

	(void)ui;
	if (state->view.steps.allowed)
		return _("Bấm số của việc muốn làm, hoặc chọn dòng rồi Enter");
	if (state->view.steps.count)
		return _("Chưa làm bước nào được: chọn dòng để đọc còn thiếu gì");
	return _("F2: sửa; chọn dòng «Liên quan» rồi Enter để xem");
}

static const char *heading(struct ui *ui, const void *data)
{
	(void)ui;
	return ((const struct state *)data)->heading;
}

static const struct ui_key keys[] = {
	{REQ_OPEN, "Enter", N_("Chọn"), N_("làm việc đang chọn, hoặc mở bản ghi mà dòng đang chọn chỉ tới")},
	{REQ_EDIT, "F2 e", N_("Sửa"), N_("sửa các mục của bản ghi này")},
	{REQ_VERDICT, "F3 k", NULL, N_("thiết bị: kết luận và lý do")},
	{REQ_UNDO, "u", N_("Hoàn tác"), N_("hoàn tác bước cuối, nếu bước đó cho phép")},
	{REQ_ALL, "F7 t", NULL, N_("hiện cả các mục còn trống, hoặc thôi")},
	{REQ_INSPECT, "F6 i", NULL, N_("thiết bị: ghi kết quả kiểm tra bằng mắt và tay")},
	{REQ_DIGIT, "1 2 3 4 5 6 7 8 9", NULL, N_("làm việc có số đó")},
};

const struct screen scr_record = {
	.name = "record",
	.title = N_("Bản ghi"),
	.heading = heading,
	.keys = keys,
	.key_count = ARRAY_LEN(keys),
	.state_size = sizeof(struct state),
	.enter = enter,
	.leave = leave,
	.draw = draw,
	.handle = handle,
	.hint = hint,
};
