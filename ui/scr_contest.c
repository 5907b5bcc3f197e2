/* A contest's desk: its numbers, what is to be done next, the entries that wait for the board. */
#include "screen.h"

#include "flow_contest.h"

#include <errno.h>
#include <stdio.h>

enum {
	REQ_SCORES = REQ_OWN,
	REQ_RANKING,
	REQ_RECORD,
	REQ_CHECK,
	REQ_JUDGE,
	REQ_PRINT,
	REQ_CERTIFICATES,
	REQ_REPORT,
	REQ_PANEL,
	REQ_CRITERIA,
	REQ_DIVISIONS,
	REQ_ENTRIES,
};

#define HEAD_ROWS 6
#define TAG_WIDTH 9
#define STATE_WIDTH 13
#define DIVISION_WIDTH 9
#define UNIT_WIDTH 20

struct state {
	char id[UUID_TEXT_MAX];
	struct contest_desk desk;
	struct arena arena; /* of the flaws */
	struct contest_flaw *flaws;
	size_t count;
	struct ui_list list;
};

static int read_again(struct ui *ui, struct state *state, struct err *err)
{
	struct contest_desk desk;
	int r = flow_contest_desk(&desk, ui->store, state->id, err);

	if (r < 0)
		return r;
	flow_contest_desk_done(&state->desk);
	state->desk = desk;
	arena_done(&state->arena);
	state->count = 0;
	return flow_contest_flaws(ui->store, state->id, &state->arena, &state->flaws,
				  &state->count, err);
}

static void show(struct ui *ui, struct state *state)
{
	struct err err;

	if (read_again(ui, state, &err) < 0)
		ui_say(ui, STYLE_FAIL, "%s", err.text);
}

static int enter(struct ui *ui, void *data, const char *argument, struct err *err)
{
	struct state *state = data;
	const struct record_kind *kind = record_kind_find("entrant");

	if (!ui->store)
		return err_set(err, ENOENT, _("không mở được sổ; xem hotroit doctor"));
	if (!ui_may_read(ui, kind))
		return err_set(err, EPERM, _("%s: bạn không được xem; đổi người làm (F4)"),
			       _(kind->label_many));
	snprintf(state->id, sizeof(state->id), "%s", argument ? argument : "");
	return read_again(ui, state, err);
}

static void leave(struct ui *ui, void *data)
{
	struct state *state = data;

	(void)ui;
	flow_contest_desk_done(&state->desk);
	arena_done(&state->arena);
}

static const char *heading(struct ui *ui, const void *data)
{
	const struct state *state = data;

	(void)ui;
	return state->desk.name;
}

/* ---- drawing --------------------------------------------------------------------------------- */

static void draw_head(const struct contest_desk *desk, struct canvas *canvas)
{
	canvas_printf(canvas, 0, 1, 0, STYLE_TITLE, "%s  %s", desk->tag, desk->state_label);
	canvas_printf(canvas, 1, 1, 0, STYLE_NORMAL,
		      _("Bài: %llu   hợp lệ %llu   chờ BTC %llu (muộn %llu)   không nhận %llu"),
		      (unsigned long long)desk->entries, (unsigned long long)desk->accepted,
		      (unsigned long long)desk->undecided, (unsigned long long)desk->late,
		      (unsigned long long)desk->rejected);
	canvas_printf(canvas, 2, 1, 0, STYLE_NORMAL,
		      _("Người: %llu   giám khảo %zu   tiêu chí %zu   thiếu điểm %llu   giải %llu"),
		      (unsigned long long)desk->people, desk->judge_count, desk->criterion_count,
		      (unsigned long long)desk->missing_scores, (unsigned long long)desk->prizes);
	canvas_text(canvas, 3, 1, 0, STYLE_REVIEW, desk->todo);
	canvas_line(canvas, 4, 0, canvas_columns(canvas));
}

static void draw_flaw(struct canvas *canvas, int row, enum ui_style style,
		      const struct contest_flaw *flaw)
{
	int at = 1;

	canvas_text(canvas, row, 0, 0, style, "");
	canvas_text(canvas, row, at, TAG_WIDTH - 1, style, flaw->tag);
	at += TAG_WIDTH;
	canvas_text(canvas, row, at, STATE_WIDTH - 1, style, flaw->state_label);
	at += STATE_WIDTH;
	canvas_text(canvas, row, at, DIVISION_WIDTH - 1, style,
		    flaw->division ? flaw->division : "");
	at += DIVISION_WIDTH;
	canvas_text(canvas, row, at, UNIT_WIDTH - 1, style, flaw->unit ? flaw->unit : "");
	canvas_text(canvas, row, at + UNIT_WIDTH, 0, style, flaw->flaws);
}

static void draw(struct ui *ui, void *data, struct canvas *canvas)
{
	const struct contest_flaw head = {.tag = _("Mã bài"), .state_label = _("Trạng thái"),
					  .division = _("Bảng"), .unit = _("Đơn vị"),
					  .flaws = _("Điểm cần xem")};
	struct state *state = data;
	size_t rows = (size_t)(canvas_rows(canvas) - HEAD_ROWS);

	(void)ui;
	ui_list_fit(&state->list, state->count, rows);
	draw_head(&state->desk, canvas);
	if (!state->count) {
		canvas_text(canvas, HEAD_ROWS - 1, 1, 0, STYLE_DIM,
			    _("Không có bài nào chờ BTC quyết định."));
		return;
	}
	draw_flaw(canvas, HEAD_ROWS - 1, STYLE_DIM, &head);
	for (size_t i = state->list.top; i < state->count && i < state->list.top + rows; i++)
		draw_flaw(canvas, HEAD_ROWS + (int)(i - state->list.top),
			  i == state->list.selected ? STYLE_SELECTED : STYLE_NORMAL,
			  &state->flaws[i]);
}

/* ---- keys ------------------------------------------------------------------------------------ */

static void open_record(struct ui *ui, const char *kind, const char *id)
{
	AUTO(buf_done) struct buf argument = {0};

	buf_printf(&argument, "%s %s", kind, id);
	ui_open(ui, "record", buf_text(&argument));
}

/* The list of KIND, of this contest only: F7 there adds to it. */
static void open_list(struct ui *ui, const struct state *state, const char *kind)
{
	AUTO(buf_done) struct buf argument = {0};

	buf_printf(&argument, "%s contest=%s", kind, state->id);
	ui_open(ui, "list", buf_text(&argument));
}

static void check(struct ui *ui, struct state *state)
{
	struct contest_taken taken;
	struct err err;

	if (flow_contest_check(ui->store, state->id, &taken, NULL, &err) < 0)
		ui_say(ui, STYLE_FAIL, "%s", err.text);
	else
		ui_say(ui, STYLE_PASS, _("Đã xem lại: hợp lệ %llu, chờ BTC %llu"),
		       (unsigned long long)taken.accepted,
		       (unsigned long long)taken.late + taken.flawed);
	show(ui, state);
}

static void judge(struct ui *ui, struct state *state)
{
	AUTO(buf_done) struct buf said = {0};
	struct err err;

	if (flow_contest_judge(ui->store, state->id, &said, &err) < 0)
		ui_say(ui, STYLE_FAIL, "%s", err.text);
	else
		ui_say(ui, STYLE_PASS, "%s",
		       said.len ? buf_text(&said) : _("Đang chấm; bài mới đã có mã chấm"));
	show(ui, state);
}

/* The requests that open something of the contest. */
static bool open_part(struct ui *ui, const struct state *state, int request)
{
	static const struct {
		int request;
		const char *screen, *list, *paper;
	} parts[] = {
		{REQ_SCORES, "contest_score", NULL, NULL},
		{REQ_RANKING, "contest_rank", NULL, NULL},
		{REQ_PANEL, NULL, "judge", NULL},
		{REQ_CRITERIA, NULL, "criterion", NULL},
		{REQ_DIVISIONS, NULL, "division", NULL},
		{REQ_ENTRIES, NULL, "entry", NULL},
		{REQ_PRINT, NULL, NULL, "contest-results"},
		{REQ_CERTIFICATES, NULL, NULL, "contest-certificates"},
		{REQ_REPORT, NULL, NULL, "contest-report"},
	};

	for (size_t i = 0; i < ARRAY_LEN(parts); i++) {
		if (parts[i].request != request)
			continue;
		if (parts[i].screen)
			ui_open(ui, parts[i].screen, state->id);
		else if (parts[i].list)
			open_list(ui, state, parts[i].list);
		else
			ui_print_paper(ui, parts[i].paper, state->desk.tag);
		return true;
	}
	return false;
}

static bool handle(struct ui *ui, void *data, const struct ui_event *event)
{
	struct state *state = data;

	switch (event->request) {
	case REQ_RETURN:
		show(ui, state);
		return true;
	case REQ_OPEN:
		if (state->list.selected < state->count)
			open_record(ui, "entry", state->flaws[state->list.selected].id);
		return true;
	case REQ_RECORD:
		open_record(ui, "contest", state->id);
		return true;
	case REQ_CHECK:
		check(ui, state);
		return true;
	case REQ_JUDGE:
		judge(ui, state);
		return true;
	default:
		return open_part(ui, state, event->request) ||
		       ui_list_move(&state->list, event->request, state->count);
	}
}

static const char *const next_hints[] = {
	[NEXT_OVER] = N_("F3: hồ sơ và các bước của cuộc thi"),
	[NEXT_OPEN] = N_("a: bảng thi, m: giám khảo, t: tiêu chí; F3 rồi bấm số: mở nhận bài"),
	[NEXT_DECIDE] = N_("Enter: mở bài, rồi bấm số của «nhận» hoặc «không nhận»"),
	[NEXT_ENTER] = N_("Nhập từ bảng tính: hotroit contest import; e rồi F7: từng bài"),
	[NEXT_PANEL] = N_("m rồi F7: thêm giám khảo; t rồi F7: thêm tiêu chí; c: bắt đầu chấm"),
	[NEXT_JUDGE] = N_("c: bắt đầu chấm"),
	[NEXT_SCORE] = N_("F5: ghi điểm của từng giám khảo"),
	[NEXT_RANK] = N_("F3 rồi bấm số của «Chốt điểm»"),
	[NEXT_RULE] = N_("F6: xếp hạng; ở đó F6 tới chỗ bằng nhau, F5 ghi BTC xếp trước"),
	[NEXT_AWARD] = N_("F6: xếp hạng; ở đó F8 ghi giải"),
	[NEXT_PUBLISH] = N_("F6: xem lại giải; ở đó F11 công bố"),
	[NEXT_PAPERS] = N_("F7: kết quả, n: giấy chứng nhận, b: báo cáo; F3: kết thúc"),
};

static const char *hint(struct ui *ui, void *data)
{
	(void)ui;
	return _(next_hints[((const struct state *)data)->desk.next]);
}

static const struct ui_key keys[] = {
	{REQ_OPEN, "Enter", N_("Mở"), N_("mở bài đang chọn: nhận, không nhận, với lý do")},
	{REQ_RECORD, "F3 h", N_("Hồ sơ"), N_("hồ sơ cuộc thi và các bước của nó")},
	{REQ_SCORES, "F5 d", N_("Chấm"), N_("ghi điểm của từng giám khảo")},
	{REQ_RANKING, "F6 x", N_("Xếp hạng"), N_("bảng xếp hạng, chỗ bằng nhau, giải")},
	{REQ_PRINT, "F7 k", N_("In"), N_("in kết quả, nội bộ")},
	{REQ_CHECK, "F8 l", NULL, N_("xem lại mọi bài chưa quyết định")},
	{REQ_PANEL, "m", NULL, N_("Ban Giám khảo, Ban Tổ chức: xem, thêm (F7)")},
	{REQ_CRITERIA, "t", NULL, N_("tiêu chí chấm: xem, thêm (F7)")},
	{REQ_DIVISIONS, "a", NULL, N_("bảng thi và số giải của từng bảng")},
	{REQ_ENTRIES, "e", NULL, N_("mọi bài dự thi")},
	{REQ_JUDGE, "c", NULL, N_("bắt đầu chấm: đặt mã chấm cho bài hợp lệ")},
	{REQ_CERTIFICATES, "n", NULL, N_("in giấy chứng nhận, mỗi người một trang")},
	{REQ_REPORT, "b", NULL, N_("in báo cáo kết quả")},
};

const struct screen scr_contest = {
	.name = "contest",
	.title = N_("Cuộc thi"),
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
