/*
 * A list of pupils at work: who stands on it, how far each has come and what is odd about them;
 * sent, verified and approved as a whole. Opened with the list's id.
 */
#include "screen.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

enum {
	REQ_ADD = REQ_OWN,
	REQ_CONSENT,
	REQ_SEND,
	REQ_VERIFY,
	REQ_APPROVE,
	REQ_GATHER,
	REQ_ROSTER,
};

#define TICK_MS 1000
#define ROWS_MAX 1000
#define HEAD_ROWS 3
#define DETAIL_ROWS 4
#define NUMBER_WIDTH 4
#define CLASS_WIDTH 7
#define NEED_WIDTH 15
#define CONSENT_WIDTH 9
#define STATE_WIDTH 13

struct pupil_row {
	const char *id, *name, *class, *circumstance, *state_text;
	bool has_consent; /* of a guardian, to keep their data */
};

struct roster {
	char id[UUID_TEXT_MAX];
	const char *name, *unit, *unit_text, *state, *state_text, *version;
	bool is_of_school; /* unit is one */
};

struct state {
	struct arena arena; /* the rows' and the list's */
	struct roster roster;
	struct pupil_row *rows;
	size_t count;
	bool is_more; /* than ROWS_MAX */
	size_t proposed, verified, approved; /* and beyond: served */
	struct ui_list list;
	struct buf detail; /* of the pupil detail_id */
	char detail_id[UUID_TEXT_MAX];
	const char *asked; /* the list's step that Enter will take, or NULL */
	int64_t version;
	char heading[160];
};

/* ---- reading --------------------------------------------------------------------------------- */

struct reading_rows {
	struct ui *ui;
	struct state *state;
	struct err *err;
	int result;
};

static int take_pupil(void *user, const struct record_kind *kind, const struct record *record)
{
	struct reading_rows *reading = user;
	struct state *state = reading->state;
	struct pupil_row *row = &state->rows[state->count];
	const char *word = record_value(kind, record, "state");

	if (state->count == ROWS_MAX) {
		state->is_more = true;
		return 1;
	}
	*row = (struct pupil_row){
		.id = arena_str(&state->arena, record->id),
		.name = ui_shown(reading->ui, &state->arena, kind, record, "name"),
		.class = ui_shown(reading->ui, &state->arena, kind, record, "class"),
		.circumstance = ui_shown(reading->ui, &state->arena, kind, record, "circumstance"),
		.state_text = ui_shown(reading->ui, &state->arena, kind, record, "state"),
	};
	state->count++;
	state->proposed += str_eq(word, "proposed");
	state->verified += str_eq(word, "verified");
	state->approved += str_eq(word, "approved") || str_eq(word, "served");
	reading->result = flow_has_consent(reading->ui->store, row->id, "processing", "guardian",
					   &row->has_consent, reading->err);
	return reading->result < 0;
}

static int take_unit(void *user, const struct record_kind *kind, const struct record *record)
{
	*(bool *)user = str_eq(record_value(kind, record, "kind"), "school");
	return 0;
}

static int take_roster(void *user, const struct record_kind *kind, const struct record *record)
{
	struct reading_rows *reading = user;
	struct state *state = reading->state;
	struct arena *arena = &state->arena;

	snprintf(state->roster.id, sizeof(state->roster.id), "%s", record->id);
	state->roster.name = ui_shown(reading->ui, arena, kind, record, "name");
	state->roster.unit = arena_str(arena, record_value(kind, record, "unit"));
	state->roster.unit_text = ui_shown(reading->ui, arena, kind, record, "unit");
	state->roster.state = arena_str(arena, record_value(kind, record, "state"));
	state->roster.state_text = ui_shown(reading->ui, arena, kind, record, "state");
	state->roster.version = ui_shown(reading->ui, arena, kind, record, "version");
	return 0;
}

static int read_rows(struct reading_rows *reading, const char *id)
{
	struct state *state = reading->state;
	struct store *store = reading->ui->store;
	const struct store_filter filter = {.name = "roster", .value = state->roster.id};
	const struct store_query query = {.filters = &filter, .filter_count = 1, .by_title = true};
	int r = store_get(store, record_kind_find("roster"), id, take_roster, reading,
			  reading->err);

	if (r == 0 && state->roster.unit)
		r = store_get(store, record_kind_find("unit"), state->roster.unit, take_unit,
			      &state->roster.is_of_school, reading->err);
	if (r == 0)
		r = store_list(store, record_kind_find("recipient"), &query, take_pupil, reading,
			       reading->err);
	return r < 0 ? r : reading->result;
}

static int read_again(struct ui *ui, struct state *state, const char *id, struct err *err)
{
	struct reading_rows reading = {.ui = ui, .state = state, .err = err};
	char own[UUID_TEXT_MAX];
	int r = store_read_begin(ui->store, err);

	if (r < 0)
		return r;
	snprintf(own, sizeof(own), "%s", id);
	arena_done(&state->arena);
	state->roster = (struct roster){
		.name = "", .unit_text = "", .state_text = "", .version = ""};
	state->rows = arena_alloc(&state->arena, ROWS_MAX * sizeof(*state->rows));
	state->count = state->proposed = state->verified = state->approved = 0;
	state->is_more = false;
	*state->detail_id = '\0';
	r = store_version(ui->store, &state->version, err);
	if (r == 0)
		r = read_rows(&reading, own);
	store_read_end(ui->store);
	snprintf(state->roster.id, sizeof(state->roster.id), "%s", own);
	snprintf(state->heading, sizeof(state->heading), _("Danh sách: %s"), state->roster.name);
	return r;
}

static const struct pupil_row *selected(const struct state *state)
{
	/* What was read anew may be shorter than what is drawn. */
	return state->list.selected < state->count ? &state->rows[state->list.selected] : NULL;
}

static void show(struct ui *ui, struct state *state)
{
	char id[UUID_TEXT_MAX] = "";
	struct err err;

	if (selected(state))
		snprintf(id, sizeof(id), "%s", selected(state)->id);
	if (read_again(ui, state, state->roster.id, &err) < 0)
		ui_say(ui, STYLE_FAIL, "%s", err.text);
	for (size_t i = 0; i < state->count; i++)
		if (str_eq(state->rows[i].id, id))
			state->list.selected = i;
}

static int enter(struct ui *ui, void *data, const char *argument, struct err *err)
{
	int r = ui_check_read(ui, record_kind_find("recipient"), err);

	return r < 0 ? r : read_again(ui, data, argument ? argument : "", err);
}

static void leave(struct ui *ui, void *data)
{
	struct state *state = data;

	(void)ui;
	buf_done(&state->detail);
	arena_done(&state->arena);
}

/* ---- drawing --------------------------------------------------------------------------------- */

static void draw_head(const struct state *state, struct canvas *canvas)
{
	const struct roster *roster = &state->roster;
	AUTO(buf_done) struct buf text = {0};

	buf_printf(&text, "%s · %s",
		   *roster->unit_text ? roster->unit_text : _("chưa ghi nơi đề xuất"),
		   roster->state_text);
	if (*roster->version)
		buf_printf(&text, _(", bản %s"), roster->version);
	canvas_text(canvas, 0, 1, 0, STYLE_NORMAL, buf_text(&text));
	canvas_printf(canvas, 1, 1, 0, STYLE_TITLE,
		      _("%zu em: chờ xác minh %zu, chờ duyệt %zu, đã duyệt %zu"), state->count,
		      state->proposed, state->verified, state->approved);
}

static void draw_cells(struct canvas *canvas, int row, const char *const cells[6],
		       enum ui_style style, enum ui_style consent)
{
	int width = canvas_columns(canvas), state = width - STATE_WIDTH;
	int leave = state - CONSENT_WIDTH, need = leave - NEED_WIDTH, class = need - CLASS_WIDTH;

	canvas_text(canvas, row, 0, 0, style, "");
	canvas_text(canvas, row, 0, NUMBER_WIDTH - 1, style, cells[0]);
	canvas_text(canvas, row, NUMBER_WIDTH, class - NUMBER_WIDTH - 1, style, cells[1]);
	canvas_text(canvas, row, class, CLASS_WIDTH - 1, style, cells[2]);
	canvas_text(canvas, row, need, NEED_WIDTH - 1, style, cells[3]);
	canvas_text(canvas, row, leave, CONSENT_WIDTH - 1, consent, cells[4]);
	canvas_text(canvas, row, state, 0, style, cells[5]);
}

static void draw_row(const struct pupil_row *pupil, size_t number, struct canvas *canvas, int row,
		     bool is_selected)
{
	enum ui_style style = is_selected ? STYLE_SELECTED : STYLE_NORMAL;
	char position[NUMBER_WIDTH + 20];

	snprintf(position, sizeof(position), "%*zu", NUMBER_WIDTH - 1, number);
	draw_cells(canvas, row,
		   (const char *const[]){position, pupil->name, pupil->class, pupil->circumstance,
					 pupil->has_consent ? _("có") : _("chưa"),
					 pupil->state_text},
		   style, is_selected || pupil->has_consent ? style : STYLE_REVIEW);
}

/* What is odd about the selected pupil, looked up once. */
static void draw_detail(struct ui *ui, struct state *state, struct canvas *canvas, int row)
{
	const struct pupil_row *pupil = &state->rows[state->list.selected];
	AUTO(arena_done) struct arena arena = {0};
	char *rest = NULL;
	struct err err;

	if (!str_eq(state->detail_id, pupil->id)) {
		buf_clear(&state->detail);
		if (flow_more(ui->store, ui->plan, record_kind_find("recipient"), pupil->id,
			      &state->detail, &err) < 0)
			buf_add_str(&state->detail, err.text);
		snprintf(state->detail_id, sizeof(state->detail_id), "%s", pupil->id);
	}
	canvas_line(canvas, row++, 0, 0);
	for (char *line = strtok_r(arena_str(&arena, buf_text(&state->detail)), "\n", &rest);
	     line && row < canvas_rows(canvas); line = strtok_r(NULL, "\n", &rest))
		canvas_text(canvas, row++, 1, 0, STYLE_NORMAL, line);
}

static void draw(struct ui *ui, void *data, struct canvas *canvas)
{
	struct state *state = data;
	int bottom = canvas_rows(canvas) - DETAIL_ROWS, row = HEAD_ROWS;

	draw_head(state, canvas);
	ui_list_fit(&state->list, state->count, (size_t)(bottom - HEAD_ROWS));
	if (!state->count) {
		canvas_text(canvas, HEAD_ROWS, 1, 0, STYLE_DIM,
			    _("Chưa có em nào. F7: thêm từng em; F12: gom các em vừa nhập."));
		return;
	}
	draw_cells(canvas, 2,
		   (const char *const[]){_("TT"), _("Học sinh"), _("Lớp"), _("Hoàn cảnh"),
					 _("Đồng ý"), _("Trạng thái")},
		   STYLE_DIM, STYLE_DIM);
	for (size_t i = state->list.top; i < state->count && row < bottom; i++, row++)
		draw_row(&state->rows[i], i + 1, canvas, row, i == state->list.selected);
	draw_detail(ui, state, canvas, bottom);
}

/* ---- the list's steps ------------------------------------------------------------------------ */

static void ask(struct ui *ui, struct state *state, const char *action)
{
	state->asked = action;
	ui_say(ui, STYLE_REVIEW, _("%s: Enter để làm, phím khác để thôi"),
	       flow_step_label(record_kind_find("roster"), action));
}

static void take_step(struct ui *ui, struct state *state, const char *action)
{
	const struct flow_step step = {.action = action, .id = state->roster.id};
	AUTO(buf_done) struct buf said = {0};
	const char *remark;
	struct err err;

	if (flow_do(ui->store, ui->plan, record_kind_find("roster"), &step, &said, &err) < 0) {
		ui_say(ui, STYLE_FAIL, "%s", err.text);
		return;
	}
	/* Which list it was stands above. */
	remark = strstr(buf_text(&said), "; ");
	ui_say(ui, STYLE_PASS, "%s: %s", flow_step_label(record_kind_find("roster"), action),
	       remark ? remark + 2 : state->roster.state_text);
	show(ui, state);
}

/* The answer to what was asked: true when it was taken for one. */
static bool answer(struct ui *ui, struct state *state, int request)
{
	const char *asked = state->asked;

	state->asked = NULL;
	if (!asked || request != REQ_OPEN)
		return asked && request == REQ_BACK;
	take_step(ui, state, asked);
	return true;
}

/* ---- forms ----------------------------------------------------------------------------------- */

/* Who stands on the list goes to its school. */
static void add_pupil(struct ui *ui, const struct roster *roster)
{
	AUTO(buf_done) struct buf argument = {0};

	if (!str_eq(roster->state, "draft")) {
		ui_say(ui, STYLE_REVIEW,
		       _("Danh sách đã gửi thì giữ nguyên: F2, «Lập bản mới» rồi thêm ở bản đó"));
		return;
	}
	buf_printf(&argument, "add recipient roster=%s", roster->id);
	if (roster->is_of_school)
		buf_printf(&argument, " school=%s", roster->unit);
	ui_open(ui, "form", buf_text(&argument));
}

static void add_consent(struct ui *ui, const struct pupil_row *pupil)
{
	AUTO(buf_done) struct buf argument = {0};
	char now[CLOCK_TEXT_MAX];

	clock_text(now);
	buf_printf(&argument,
		   "add consent recipient=%s purpose=processing given_by=guardian given_on=%.10s",
		   pupil->id, now);
	ui_open(ui, "form", buf_text(&argument));
}

static void open_one(struct ui *ui, const char *screen, const char *words, const char *id)
{
	AUTO(buf_done) struct buf argument = {0};

	buf_printf(&argument, "%s %s", words, id);
	ui_open(ui, screen, buf_text(&argument));
}

/* ---- keys ------------------------------------------------------------------------------------ */

static bool handle_own(struct ui *ui, struct state *state, int request)
{
	switch (request) {
	case REQ_RETURN:
		show(ui, state);
		return true;
	case REQ_ADD:
		add_pupil(ui, &state->roster);
		return true;
	case REQ_SEND:
		ask(ui, state, "send");
		return true;
	case REQ_VERIFY:
		ask(ui, state, "verify");
		return true;
	case REQ_GATHER:
		ask(ui, state, "gather");
		return true;
	case REQ_APPROVE:
		open_one(ui, "form", "do approve roster", state->roster.id);
		return true;
	case REQ_ROSTER:
		open_one(ui, "record", "roster", state->roster.id);
		return true;
	default:
		break;
	}
	if (selected(state) && request == REQ_OPEN)
		open_one(ui, "record", "recipient", selected(state)->id);
	else if (selected(state) && request == REQ_CONSENT)
		add_consent(ui, selected(state));
	else
		return ui_list_move(&state->list, request, state->count);
	return true;
}

static bool is_old(struct ui *ui, const struct state *state)
{
	int64_t version = state->version;

	return store_version(ui->store, &version, NULL) < 0 || version != state->version;
}

static bool handle(struct ui *ui, void *data, const struct ui_event *event)
{
	struct state *state = data;

	if (event->request == REQ_TICK) {
		if (!is_old(ui, state))
			return false;
		show(ui, state);
		return true;
	}
	return answer(ui, state, event->request) || handle_own(ui, state, event->request);
}

static const char *hint(struct ui *ui, void *data)
{
	const struct state *state = data;

	(void)ui;
	if (state->is_more)
		return _("Nhiều quá, chỉ hiện một phần; các bước vẫn làm cho cả danh sách");
	if (str_eq(state->roster.state, "draft"))
		return _("F7: thêm em; F3: ghi giấy đồng ý; F8: gửi khi đủ");
	if (state->proposed)
		return _("F5: xác minh mọi em đủ giấy tờ; em còn vướng được để lại và nêu tên");
	if (state->verified)
		return _("F6: ghi một cơ quan đã duyệt cả danh sách, hoặc chỉ vài em");
	return _("Enter: hồ sơ em đang chọn; F2: bản ghi của danh sách, p ở đó: in");
}

static const char *heading(struct ui *ui, const void *data)
{
	(void)ui;
	return ((const struct state *)data)->heading;
}

static const struct ui_key keys[] = {
	{REQ_SEND, "F8 x", N_("Gửi"), N_("gửi: mọi em được đề xuất, danh sách giữ nguyên")},
	{REQ_VERIFY, "F5 k", N_("Xác minh"), N_("xác minh mọi em không còn vướng gì")},
	{REQ_APPROVE, "F6 d", N_("Duyệt"), N_("ghi một cơ quan duyệt cả danh sách, hoặc vài em")},
	{REQ_ADD, "F7 n", N_("Thêm"), N_("thêm một em, trường đã điền sẵn")},
	{REQ_CONSENT, "F3 y", N_("Phiếu"), N_("ghi giấy đồng ý của cha mẹ em đang chọn")},
	{REQ_GATHER, "F12 m", NULL, N_("gom các em của nơi này chưa ở danh sách nào")},
	{REQ_OPEN, "Enter", NULL, N_("xem hồ sơ của em đang chọn")},
	{REQ_ROSTER, "F2 e", NULL, N_("bản ghi của danh sách: sửa, lập bản mới, đóng")},
};

const struct screen scr_roster = {
	.name = "roster",
	.title = N_("Danh sách đề xuất"),
	.heading = heading,
	.keys = keys,
	.key_count = ARRAY_LEN(keys),
	.state_size = sizeof(struct state),
	.tick_ms = TICK_MS,
	.enter = enter,
	.leave = leave,
	.draw = draw,
	.handle = handle,
	.hint = hint,
};
