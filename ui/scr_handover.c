/*
 * The day on which devices are given, as a check list: each kit is signed for, or its pupil did not
 * come and another takes the place. Opened with the day's id.
 */
#include "handover_priv.h"
#include "match_pick_priv.h"
#include "steps_priv.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

enum {
	REQ_GIVE = REQ_OWN,
	REQ_ABSENT,
	REQ_REPLACE,
	REQ_GATHER,
	REQ_NEXT_STEP,
	REQ_DAY,
	REQ_PRINT,
};

#define TICK_MS 1000
#define HEAD_ROWS 3
#define DETAIL_ROWS 3
#define NUMBER_WIDTH 4
#define CLASS_WIDTH 7
#define SIM_WIDTH 8
#define STATE_WIDTH 16
#define BAR_WIDTH 14

struct state {
	struct handover_rows day;
	struct ui_list list;
	struct match_pick pick;
	int asked; /* the request that Enter will do; REQ_NONE */
	int64_t version;
	char heading[160];
};

/* ---- reading --------------------------------------------------------------------------------- */

static int read_again(struct ui *ui, struct state *state, const char *id, struct err *err)
{
	char own[UUID_TEXT_MAX];
	int r = store_version(ui->store, &state->version, err);

	snprintf(own, sizeof(own), "%s", id);
	if (r == 0)
		r = handover_rows_read(&state->day, ui, own, err);
	if (r == 0)
		snprintf(state->heading, sizeof(state->heading), _("Buổi trao: %s"),
			 state->day.name);
	return r;
}

static const struct handover_row *selected(const struct state *state)
{
	/* What was read anew may be shorter than what is drawn. */
	return state->list.selected < state->day.count ? &state->day.rows[state->list.selected]
						       : NULL;
}

/* Keeps the selection on its kit. */
static void show(struct ui *ui, struct state *state)
{
	char id[UUID_TEXT_MAX] = "";
	struct err err;

	if (selected(state))
		snprintf(id, sizeof(id), "%s", selected(state)->id);
	if (read_again(ui, state, state->day.id, &err) < 0)
		ui_say(ui, STYLE_FAIL, "%s", err.text);
	for (size_t i = 0; i < state->day.count; i++)
		if (str_eq(state->day.rows[i].id, id))
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
	match_pick_close(&state->pick);
	handover_rows_done(&state->day);
}

/* ---- drawing --------------------------------------------------------------------------------- */

struct columns {
	int name, class, device, sim, state;
};

static struct columns columns_of(const struct canvas *canvas)
{
	int width = canvas_columns(canvas);
	int rest = width - NUMBER_WIDTH - CLASS_WIDTH - SIM_WIDTH - STATE_WIDTH;
	struct columns columns = {.name = NUMBER_WIDTH};

	columns.class = columns.name + rest / 2;
	columns.device = columns.class + CLASS_WIDTH;
	columns.state = width - STATE_WIDTH;
	columns.sim = columns.state - SIM_WIDTH;
	return columns;
}

static void draw_head(const struct handover_rows *day, struct canvas *canvas)
{
	size_t total = day->given + day->reserved;
	int right = canvas_columns(canvas) - BAR_WIDTH - 1;

	canvas_printf(canvas, 0, 1, 0, STYLE_NORMAL, "%s%s%s · %s", day->day,
		      *day->place ? " · " : "", day->place, day->state_text);
	canvas_printf(canvas, 1, 1, right - 2, STYLE_TITLE, _("Đã trao %zu/%zu, còn %zu, vắng %zu"),
		      day->given, total, day->reserved, day->absent);
	canvas_bar(canvas, 1, right, BAR_WIDTH, (unsigned)day->given,
		   (unsigned)(total ? total : 1));
}

static void draw_cells(struct canvas *canvas, int row, const char *const cells[6],
		       enum ui_style style, enum ui_style state)
{
	struct columns at = columns_of(canvas);

	canvas_text(canvas, row, 0, 0, style, "");
	canvas_text(canvas, row, 0, NUMBER_WIDTH - 1, style, cells[0]);
	canvas_text(canvas, row, at.name, at.class - at.name - 1, style, cells[1]);
	canvas_text(canvas, row, at.class, CLASS_WIDTH - 1, style, cells[2]);
	canvas_text(canvas, row, at.device, at.sim - at.device - 1, style, cells[3]);
	canvas_text(canvas, row, at.sim, SIM_WIDTH - 1, style, cells[4]);
	canvas_text(canvas, row, at.state, 0, state, cells[5]);
}

static void draw_row(const struct handover_row *kit, size_t number, struct canvas *canvas, int row,
		     bool is_selected)
{
	static const char *const symbols[] = {[KIT_RESERVED] = "  ", [KIT_GIVEN] = "● ",
					      [KIT_ABSENT] = "X ", [KIT_REPLACED] = "- "};
	static const enum ui_style styles[] = {[KIT_RESERVED] = STYLE_NORMAL,
					       [KIT_GIVEN] = STYLE_PASS,
					       [KIT_ABSENT] = STYLE_REVIEW,
					       [KIT_REPLACED] = STYLE_DIM};
	enum ui_style style = is_selected ? STYLE_SELECTED : STYLE_NORMAL;
	char position[NUMBER_WIDTH + 20], state[48];

	snprintf(position, sizeof(position), "%*zu", NUMBER_WIDTH - 1, number);
	snprintf(state, sizeof(state), "%s%s", symbols[kit->mark],
		 kit->mark == KIT_REPLACED ? _("Đã có em thay") : kit->state_text);
	draw_cells(canvas, row,
		   (const char *const[]){position, kit->name, kit->class, kit->device_text,
					 kit->sim_text, state},
		   style, is_selected ? style : styles[kit->mark]);
}

static void draw_detail(const struct handover_row *kit, struct canvas *canvas, int row)
{
	AUTO(buf_done) struct buf text = {0};

	buf_printf(&text, _("Bộ %s"), kit->tag);
	if (kit->guardian)
		buf_printf(&text, _(" · giám hộ: %s"), kit->guardian);
	if (*kit->phone)
		buf_printf(&text, " · %s", kit->phone);
	canvas_line(canvas, row, 0, 0);
	canvas_text(canvas, row + 1, 1, 0, STYLE_NORMAL, buf_text(&text));
	canvas_text(canvas, row + 2, 1, 0, STYLE_DIM, kit->reason);
}

static void draw(struct ui *ui, void *data, struct canvas *canvas)
{
	struct state *state = data;
	const struct handover_rows *day = &state->day;
	int bottom = canvas_rows(canvas) - DETAIL_ROWS, row = HEAD_ROWS;

	(void)ui;
	if (state->pick.is_open) {
		match_pick_draw(&state->pick, canvas);
		return;
	}
	draw_head(day, canvas);
	ui_list_fit(&state->list, day->count, (size_t)(bottom - HEAD_ROWS));
	if (!day->count) {
		canvas_text(canvas, HEAD_ROWS, 1, 0, STYLE_DIM,
			    _("Chưa có bộ máy nào. F7: gom các bộ đã ghép cho nơi này."));
		return;
	}
	draw_cells(canvas, 2,
		   (const char *const[]){_("TT"), _("Học sinh"), _("Lớp"), _("Thiết bị"), _("SIM"),
					 _("Trạng thái")},
		   STYLE_DIM, STYLE_DIM);
	for (size_t i = state->list.top; i < day->count && row < bottom; i++, row++)
		draw_row(&day->rows[i], i + 1, canvas, row, i == state->list.selected);
	draw_detail(&day->rows[state->list.selected], canvas, bottom);
}

/* ---- one kit --------------------------------------------------------------------------------- */

/* A name that looks like a field of the form would fill that one. */
static bool is_plain(const char *name)
{
	return name && !strpbrk(name, "=<>!");
}

/* Who signs is taken to be the guardian; what was shown and done on the spot nobody can know
 * beforehand. */
static void give(struct ui *ui, const struct handover_row *kit)
{
	AUTO(steps_done) struct steps steps = {0};
	AUTO(buf_done) struct buf argument = {0};
	const struct flow_choice *choice;
	struct err err;

	if (kit->mark != KIT_RESERVED) {
		ui_say(ui, STYLE_REVIEW, _("%s: «%s» rồi"), kit->name, kit->state_text);
		return;
	}
	if (steps_load(&steps, ui, record_kind_find("kit"), kit->id, &err) < 0) {
		ui_say(ui, STYLE_FAIL, "%s", err.text);
		return;
	}
	choice = steps_find(&steps, "hand-over");
	if (!choice || (choice->need && !steps_may_waive(ui, choice))) {
		ui_say(ui, STYLE_FAIL, _("%s: chưa trao được: %s"), kit->name,
		       choice ? choice->need : _("đổi người làm (F4)"));
		return;
	}
	buf_printf(&argument, "do hand-over kit %s", kit->id);
	if (kit->relation)
		buf_printf(&argument, " received_as=%s", kit->relation);
	if (is_plain(kit->guardian))
		buf_printf(&argument, " received_by=%s", kit->guardian);
	ui_open(ui, "form", buf_text(&argument));
}

static void step(struct ui *ui, struct state *state, const char *kind, const char *id,
		 const char *action)
{
	const struct flow_step of = {.action = action, .id = id};
	AUTO(buf_done) struct buf said = {0};
	struct err err;
	int r = flow_do(ui->store, ui->plan, record_kind_find(kind), &of, &said, &err);

	show(ui, state);
	if (r < 0)
		ui_say(ui, STYLE_FAIL, "%s", err.text);
	else if (str_eq(action, "gather"))
		ui_say(ui, STYLE_PASS, _("Đã gom: buổi này có %zu bộ"), state->day.count);
	else if (str_eq(action, "no-show"))
		ui_say(ui, STYLE_PASS, _("Đã ghi vắng; F3: chọn em khác cho máy này"));
	else
		ui_say(ui, STYLE_PASS, "%s", buf_text(&said));
}

/* ---- somebody else for the device ------------------------------------------------------------ */

static void choose_pupil(struct ui *ui, struct state *state, const struct handover_row *kit)
{
	struct match_wish wish = {.device = kit->device, .unit = state->day.unit};
	bool is_wide = false;
	struct err err;
	int r;

	if (kit->mark != KIT_ABSENT || !kit->device) {
		ui_say(ui, STYLE_REVIEW, kit->mark == KIT_REPLACED
						 ? _("%s: máy này đã có em khác nhận thay")
						 : _("%s: ghi vắng (F6) trước, rồi chọn em thay"),
		       kit->name);
		return;
	}
	r = match_pick_open(&state->pick, ui, &wish, &err);
	if (r == -ENOENT || (r == 0 && state->pick.matches.count == 1 &&
			     str_eq(state->pick.matches.rows[0].recipient, kit->recipient))) {
		wish.unit = NULL;
		is_wide = true;
		r = match_pick_open(&state->pick, ui, &wish, &err);
	}
	if (r < 0) {
		ui_say(ui, STYLE_REVIEW, "%s: %s", kit->device_text, err.text);
		return;
	}
	state->pick.of_pupils = true;
	match_pick_put_last(&state->pick.matches, kit->recipient);
	snprintf(state->pick.title, sizeof(state->pick.title),
		 is_wide ? _("%s: em nào nhận thay? (không còn em ở nơi này)")
			 : _("%s: em nào nhận thay?"),
		 kit->device_text);
}

static void replace(struct ui *ui, struct state *state)
{
	struct match *match = match_pick_chosen(&state->pick);
	AUTO(buf_done) struct buf said = {0};
	struct err err;

	match->handover = state->day.id;
	match->substitutes = selected(state)->id;
	if (flow_match_take(ui->store, ui->plan, match, &said, &err) < 0)
		ui_say(ui, STYLE_FAIL, "%s", err.text);
	else
		ui_say(ui, STYLE_PASS, _("%s nhận thay; F5 khi ký nhận"), match->name);
	match_pick_close(&state->pick);
	show(ui, state);
}

/* ---- the day --------------------------------------------------------------------------------- */

static const char *next_step(const struct state *state)
{
	return str_eq(state->day.state, "planned") ? "start"
	       : str_eq(state->day.state, "open")  ? "finish"
						   : NULL;
}

static void ask(struct ui *ui, struct state *state, int request)
{
	const struct handover_row *kit = selected(state);
	const char *next = next_step(state);

	if (request == REQ_NEXT_STEP && !next) {
		ui_say(ui, STYLE_NORMAL, _("Buổi này: %s"), state->day.state_text);
		return;
	}
	if (request == REQ_ABSENT && (!kit || kit->mark != KIT_RESERVED)) {
		ui_say(ui, STYLE_REVIEW, _("Chỉ bộ đang giữ chỗ mới ghi vắng được"));
		return;
	}
	state->asked = request;
	if (request == REQ_ABSENT)
		ui_say(ui, STYLE_REVIEW, _("%s vắng mặt: Enter để ghi, phím khác để thôi"),
		       kit->name);
	else
		ui_say(ui, STYLE_REVIEW, _("%s: Enter để làm, phím khác để thôi"),
		       flow_step_label(record_kind_find("handover"), next));
}

/* The answer to what was asked: true when it was taken for one. */
static bool answer(struct ui *ui, struct state *state, int request)
{
	int asked = state->asked;

	state->asked = REQ_NONE;
	if (asked == REQ_NONE || request != REQ_OPEN)
		return asked != REQ_NONE && request == REQ_BACK;
	if (asked == REQ_ABSENT && selected(state))
		step(ui, state, "kit", selected(state)->id, "no-show");
	else if (asked == REQ_NEXT_STEP && next_step(state))
		step(ui, state, "handover", state->day.id, next_step(state));
	return true;
}

/* ---- keys ------------------------------------------------------------------------------------ */

static void open_record(struct ui *ui, const char *kind, const char *id)
{
	AUTO(buf_done) struct buf argument = {0};

	buf_printf(&argument, "%s %s", kind, id);
	ui_open(ui, "record", buf_text(&argument));
}

static bool handle_own(struct ui *ui, struct state *state, int request)
{
	const struct handover_row *kit = selected(state);

	switch (request) {
	case REQ_RETURN:
		show(ui, state);
		return true;
	case REQ_ABSENT:
	case REQ_NEXT_STEP:
		ask(ui, state, request);
		return true;
	case REQ_GATHER:
		step(ui, state, "handover", state->day.id, "gather");
		return true;
	case REQ_PRINT:
		ui_print_paper(ui, "handover-minutes", state->day.tag);
		return true;
	case REQ_DAY:
		open_record(ui, "handover", state->day.id);
		return true;
	default:
		break;
	}
	if (kit && request == REQ_OPEN)
		open_record(ui, "kit", kit->id);
	else if (kit && request == REQ_GIVE)
		give(ui, kit);
	else if (kit && request == REQ_REPLACE)
		choose_pupil(ui, state, kit);
	else
		return ui_list_move(&state->list, request, state->day.count);
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
		/* What is asked is about the rows as they are shown. */
		if (state->asked != REQ_NONE || state->pick.is_open || !is_old(ui, state))
			return false;
		show(ui, state);
		return true;
	}
	if (state->pick.is_open) {
		bool is_chosen;
		bool is_used = match_pick_handle(&state->pick, event->request, &is_chosen);

		if (is_chosen)
			replace(ui, state);
		return is_used;
	}
	return answer(ui, state, event->request) || handle_own(ui, state, event->request);
}

static const char *hint(struct ui *ui, void *data)
{
	const struct state *state = data;

	(void)ui;
	if (state->pick.is_open)
		return _("Enter: em đang chọn nhận máy này; Esc: thôi");
	if (state->day.is_more)
		return _("Nhiều quá, chỉ hiện một phần: chia thành nhiều buổi");
	if (str_eq(state->day.state, "planned"))
		return _("F7: gom bộ máy đã ghép; F8: bắt đầu trao");
	if (!state->day.reserved && str_eq(state->day.state, "open"))
		return _("Không còn bộ nào chờ trao: F8 để đóng buổi");
	if (next_step(state) == NULL)
		return _("Buổi đã đóng; p: in biên bản bàn giao");
	return _("F5: ký nhận; F6: vắng; F3: em khác nhận thay; F8: xong buổi");
}

static const char *heading(struct ui *ui, const void *data)
{
	(void)ui;
	return ((const struct state *)data)->heading;
}

static const struct ui_key keys[] = {
	{REQ_GIVE, "F5 k", N_("Ký nhận"), N_("trao bộ đang chọn: ai ký, máy lên chưa")},
	{REQ_ABSENT, "F6 v", N_("Vắng"), N_("em này không đến: máy của em chờ em khác")},
	{REQ_REPLACE, "F3 t", N_("Em thay"), N_("máy của em vắng: chọn em khác nhận thay")},
	{REQ_NEXT_STEP, "F8 x", N_("Bước tiếp"), N_("bắt đầu trao; không còn bộ nào: xong buổi")},
	{REQ_GATHER, "F7 m", NULL, N_("gom các bộ đã ghép cho học sinh của nơi này")},
	{REQ_OPEN, "Enter", NULL, N_("xem bộ máy đang chọn")},
	{REQ_PRINT, "p", NULL, N_("in biên bản bàn giao của buổi này")},
	{REQ_DAY, "F2 e", NULL, N_("xem, sửa buổi trao: ngày, nơi, đại diện")},
};

const struct screen scr_handover = {
	.name = "handover",
	.title = N_("Buổi trao tặng"),
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
