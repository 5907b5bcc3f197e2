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
	REQ_PAPER,
	REQ_ATTACH,
};

#define HEAD_ROWS 1

struct state {
	struct record_view view;
	struct record_lines lines;
	struct ui_list list;
	bool all; /* also the empty fields */
	bool is_placed; /* the selection was put where something is to be done */
	const struct flow_choice *asked; /* Enter takes this step */
	bool undo_asked;
	char heading[160];
};

/* ---- the selection --------------------------------------------------------------------------- */

static const struct record_line *selected(const struct state *state)
{
	return &state->lines.list[state->list.selected];
}

static bool is_stop(const struct state *state, size_t at)
{
	return state->lines.list[at].type != LINE_BLANK && state->lines.list[at].type != LINE_TITLE;
}

/* Titles and blanks are passed over, in the direction of the move. */
static void find_stop(struct state *state, bool up)
{
	struct ui_list *list = &state->list;

	while (up && list->selected && !is_stop(state, list->selected))
		list->selected--;
	while (list->selected + 1 < state->lines.count && !is_stop(state, list->selected))
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

static bool is_device(const struct state *state)
{
	return str_eq(state->view.kind->name, "device");
}

/* The screen that works with records of this kind beyond their fields, by F3; or NULL. */
static const char *work_screen(const struct state *state)
{
	const char *kind = state->view.kind->name;

	return str_eq(kind, "handover") || str_eq(kind, "roster") ? kind : NULL;
}

static void draw_head(const struct state *state, struct canvas *canvas)
{
	const char *keys_too = is_device(state)     ? _("F3: kết luận  F6: kiểm tra tay")
			       : work_screen(state) ? _("F3: bảng các em")
						    : "";

	if (*state->view.state)
		canvas_printf(canvas, 0, 1, 0, STYLE_NORMAL, _("Đang ở: %s"), state->view.state);
	if (*keys_too)
		canvas_text(canvas, 0, canvas_columns(canvas) - text_width(keys_too) - 1, 0,
			    STYLE_DIM, keys_too);
}

static void draw(struct ui *ui, void *data, struct canvas *canvas)
{
	struct state *state = data;
	int bottom = canvas_rows(canvas) - RECORD_DETAIL_ROWS, row = HEAD_ROWS;

	(void)ui;
	record_lines_make(&state->lines, &state->view, canvas_columns(canvas));
	ui_list_fit(&state->list, state->lines.count, (size_t)(bottom - HEAD_ROWS));
	if (!state->is_placed) {
		find_stop(state, false);
		state->is_placed = true;
	}
	draw_head(state, canvas);
	for (size_t i = state->list.top; i < state->lines.count && row < bottom; i++, row++)
		record_line_draw(&state->view, &state->lines.list[i], canvas, row,
				 i == state->list.selected);
	if (state->lines.count)
		record_line_detail(&state->view, selected(state), canvas, bottom);
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
	} else if (choice->param_count || choice->is_final || waives) {
		buf_printf(&argument, "do %s %s %s", choice->action, state->view.kind->name,
			   state->view.id);
		ui_open(ui, "form", buf_text(&argument));
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

/* ---- papers ---------------------------------------------------------------------------------- */

/* Which paper a kind has, and the field that says of what; NULL: the paper is of all rows. */
static const struct {
	const char *kind, *paper, *of;
} papers[] = {
	{"repair", "repair-sheet", "tag"},
	{"wipe", "wipe-certificate", "device"},
	{"liquidation", "liquidation-minutes", "tag"},
	{"fund", "fund-book", NULL},
	{"roster", "handover-list", "tag"},
	{"handover", "handover-minutes", "tag"},
	{"kit", "kit-receipt", "tag"},
};

struct paper_of {
	struct store *store;
	const char *field;
	struct buf tag;
};

static int take_tag(void *user, const struct record_kind *kind, const struct record *record)
{
	struct paper_of *of = user;
	const struct field *field = record_field_find(kind, of->field);

	store_show_value(of->store, field, record_value(kind, record, of->field), &of->tag);
	return 0;
}

static void print_paper(struct ui *ui, const struct state *state)
{
	const struct record_kind *kind = state->view.kind;
	struct paper_of of = {.store = ui->store};
	struct err err;
	size_t i = 0;

	if (is_device(state) || str_eq(kind->name, "donation")) {
		ui_open(ui, "label", state->view.id);
		return;
	}
	if (str_eq(kind->name, "attachment")) {
		record_save_file(ui, state->view.id);
		return;
	}
	while (i < ARRAY_LEN(papers) && !str_eq(papers[i].kind, kind->name))
		i++;
	if (i == ARRAY_LEN(papers)) {
		ui_say(ui, STYLE_NORMAL, _("%s: không có giấy tờ để in"), _(kind->label));
		return;
	}
	of.field = papers[i].of;
	if (of.field && store_get(ui->store, kind, state->view.id, take_tag, &of, &err) < 0)
		ui_say(ui, STYLE_FAIL, "%s", err.text);
	else
		ui_print_paper(ui, papers[i].paper, buf_text(&of.tag));
	buf_done(&of.tag);
}

/* ---- keys ------------------------------------------------------------------------------------ */

/* The record that a field of the line refers to. */
static void open_reference(struct ui *ui, const struct state *state, const struct record_line *line)
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
	const struct record_line *line = selected(state);
	AUTO(buf_done) struct buf argument = {0};

	if (!state->lines.count)
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
	ui_open(ui, "form", buf_text(&argument));
}

static void attach(struct ui *ui, const struct state *state)
{
	AUTO(buf_done) struct buf argument = {0};

	buf_printf(&argument, "%s %s", state->view.kind->name, state->view.id);
	ui_open(ui, "attach", buf_text(&argument));
}

/* What only a device has, or a list or a day. */
static void open_device(struct ui *ui, const struct state *state, int request)
{
	if (work_screen(state) && request == REQ_VERDICT)
		ui_open(ui, work_screen(state), state->view.id);
	else if (!is_device(state))
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
		ui_say(ui, STYLE_REVIEW,
		       _("Hoàn tác bước cuối: Enter để làm, phím khác để thôi"));
		return true;
	case REQ_VERDICT:
	case REQ_INSPECT:
		open_device(ui, state, event->request);
		return true;
	case REQ_PAPER:
		print_paper(ui, state);
		return true;
	case REQ_ATTACH:
		attach(ui, state);
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
	if (!ui_list_move(&state->list, event->request, state->lines.count))
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
	{REQ_OPEN, "Enter", N_("Chọn"), N_("làm việc đang chọn, hoặc mở bản ghi mà dòng chỉ tới")},
	{REQ_EDIT, "F2 e", N_("Sửa"), N_("sửa các mục của bản ghi này")},
	{REQ_VERDICT, "F3 k", NULL, N_("thiết bị: kết luận, lý do; danh sách, buổi trao: các em")},
	{REQ_UNDO, "u", N_("Hoàn tác"), N_("hoàn tác bước cuối, nếu bước đó cho phép")},
	{REQ_ALL, "F7 t", NULL, N_("hiện cả các mục còn trống, hoặc thôi")},
	{REQ_INSPECT, "F6 i", NULL, N_("thiết bị: ghi kết quả kiểm tra bằng mắt và tay")},
	{REQ_PAPER, "F12 p", N_("In"), N_("in giấy tờ: tem, biên nhận, phiếu, biên bản, sổ quỹ")},
	{REQ_ATTACH, "F8 d", NULL, N_("đính kèm ảnh hay giấy tờ; F12 ở tệp kèm: ghi ra thư mục")},
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
