/*
 * The door of a session: a part of a name, a tag or a scanned code, and one Enter; below it who of
 * the course is meant, and who is there.
 */
#include "flow_course.h"
#include "screen.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#define HEAD_ROWS 3
#define NAME_COLUMN 11
#define UNIT_WIDTH 26
#define STATE_WIDTH 14

struct state {
	char session[UUID_TEXT_MAX];
	struct course_desk desk;
	struct ui_entry who;
	const struct course_person **shown;
	size_t shown_count;
	struct ui_list list;
	bool is_moved; /* a line was chosen: Enter means it, not what was typed */
	char reason[UI_ENTRY_MAX]; /* what was said for the session of another day */
	bool is_reason_asked;
	char asked[UI_ENTRY_MAX]; /* about whom */
	int64_t version;
};

/* ---- who is meant ---------------------------------------------------------------------------- */

static bool is_meant(const struct course_person *person, const char *typed)
{
	AUTO(buf_done) struct buf words = {0}, name = {0};
	char *rest = NULL;

	if (strncasecmp(typed, EXPORT_QR_PREFIX, strlen(EXPORT_QR_PREFIX)) == 0)
		typed += strlen(EXPORT_QR_PREFIX);
	text_fold(&words, typed);
	buf_add_char(&name, ' ');
	text_fold(&name, person->name);
	buf_add_char(&name, ' ');
	text_fold(&name, person->tag);
	if (!words.len)
		return true;
	for (char *word = strtok_r(words.data, " ", &rest); word;
	     word = strtok_r(NULL, " ", &rest)) {
		AUTO(buf_done) struct buf begun = {0};

		buf_printf(&begun, " %s", word);
		if (!strstr(buf_text(&name), buf_text(&begun)))
			return false;
	}
	return true;
}

static bool is_off(const char *state)
{
	return str_eq(state, "withdrawn") || str_eq(state, "declined") || str_eq(state, "gone");
}

/* Those who are not there yet come first. */
static void show(struct state *state)
{
	const struct course_desk *desk = &state->desk;

	state->shown_count = 0;
	for (int there = 0; there < 2; there++)
		for (size_t i = 0; i < desk->person_count; i++) {
			const struct course_person *person = &desk->people[i];

			if (person->is_there == (there == 1) &&
			    !is_off(person->state) &&
			    is_meant(person, state->is_reason_asked ? "" : state->who.text))
				state->shown[state->shown_count++] = person;
		}
}

static int read_all(struct ui *ui, struct state *state, struct err *err)
{
	struct course_desk desk = {0};
	int r = store_version(ui->store, &state->version, err);

	if (r == 0)
		r = flow_course_desk_of(&desk, ui->store, state->session, err);
	if (r < 0)
		return r;
	flow_course_desk_done(&state->desk);
	state->desk = desk;
	state->shown = arena_alloc(&state->desk.arena,
				   (desk.person_count + 1) * sizeof(struct course_person *));
	show(state);
	return 0;
}

static int enter(struct ui *ui, void *data, const char *argument, struct err *err)
{
	struct state *state = data;
	int r = ui_check_read(ui, record_kind_find("registration"), err);

	snprintf(state->session, sizeof(state->session), "%s", argument ? argument : "");
	return r < 0 ? r : read_all(ui, state, err);
}

static void leave(struct ui *ui, void *data)
{
	(void)ui;
	flow_course_desk_done(&((struct state *)data)->desk);
}

static const struct course_session *session_of(const struct state *state)
{
	for (size_t i = 0; i < state->desk.session_count; i++)
		if (str_eq(state->desk.sessions[i].id, state->session))
			return &state->desk.sessions[i];
	return NULL;
}

/* ---- drawing --------------------------------------------------------------------------------- */

static void draw_head(const struct state *state, struct canvas *canvas)
{
	const struct course_session *session = session_of(state);
	AUTO(buf_done) struct buf day = {0};
	uint64_t expected = state->desk.registered + state->desk.completed + state->desk.failed;

	if (!session)
		return;
	if (session->day)
		record_show_value(&day,
				  record_field_find(record_kind_find("session"), "day"),
				  session->day);
	canvas_printf(canvas, 0, 1, 0, STYLE_NORMAL, _("%s %s  %lld phút  CÓ MẶT %llu/%llu"),
		      day.len ? buf_text(&day) : _("chưa có ngày"),
		      session->starts ? session->starts : "", (long long)session->minutes,
		      (unsigned long long)session->present, (unsigned long long)expected);
}

static void draw_person(const struct state *state, const struct course_person *person,
			struct canvas *canvas, int row, bool is_selected)
{
	bool is_expected = person->is_there || str_eq(person->state, "registered");
	enum ui_style style = is_selected	 ? STYLE_SELECTED
			      : person->is_there ? STYLE_PASS
			      : is_expected	 ? STYLE_NORMAL
						 : STYLE_DIM;
	int end = canvas_columns(canvas) - STATE_WIDTH, unit = end - UNIT_WIDTH;

	(void)state;
	canvas_text(canvas, row, 0, 0, style, "");
	canvas_text(canvas, row, 1, 1, style, person->is_there ? "●" : "");
	canvas_text(canvas, row, 3, 7, style, person->tag);
	canvas_text(canvas, row, NAME_COLUMN, unit - NAME_COLUMN - 1, style, person->name);
	canvas_text(canvas, row, unit, UNIT_WIDTH - 1, style, person->unit ? person->unit : "");
	canvas_text(canvas, row, end, 0, style,
		    person->is_there ? _("có mặt") : person->state_label);
}

static void draw(struct ui *ui, void *data, struct canvas *canvas)
{
	struct state *state = data;
	int row = HEAD_ROWS, end = canvas_rows(canvas);

	draw_head(state, canvas);
	ui_entry_draw_labelled(ui, &state->who, canvas, 1,
			       state->is_reason_asked ? _(" Lý do") : _(" Mã, tên"));
	ui_list_fit(&state->list, state->shown_count, (size_t)(end - row));
	for (size_t i = state->list.top; i < state->shown_count && row < end; i++, row++)
		draw_person(state, state->shown[i], canvas, row,
			    state->is_moved && i == state->list.selected);
	if (!state->shown_count)
		canvas_text(canvas, row, 1, 0, STYLE_REVIEW,
			    _("Chưa ai của khoá có tên như vậy; F7: ghi người này vào khoá."));
}

/* ---- keys ------------------------------------------------------------------------------------ */

enum {
	REQ_REGISTER = REQ_OWN,
	REQ_PRINT,
};

static void read_again(struct ui *ui, struct state *state)
{
	struct err err;

	if (read_all(ui, state, &err) < 0)
		ui_say(ui, STYLE_FAIL, "%s", err.text);
}

static void set_entry(struct state *state, const char *text)
{
	ui_entry_set(&state->who, text);
	state->list = (struct ui_list){0};
	state->is_moved = false;
}

/* What needs a reason is asked for it once; it then holds for whoever comes next, too. */
static void check_in(struct ui *ui, struct state *state, const char *who)
{
	const struct course_checkin checkin = {
		.session = state->session, .who = who,
		.reason = *state->reason ? state->reason : NULL};
	struct course_checked checked;
	struct err err;
	int r = flow_course_checkin(ui->store, &checkin, &checked, &err);

	if (r == 0) {
		ui_say(ui, STYLE_PASS, _("%s: có mặt (%llu/%llu)"), checked.name,
		       (unsigned long long)checked.present, (unsigned long long)checked.expected);
		set_entry(state, "");
	} else {
		ui_say(ui, STYLE_FAIL, "%s", err.text);
	}
	if (r == -EACCES && !*state->reason) {
		snprintf(state->asked, sizeof(state->asked), "%s", who);
		state->is_reason_asked = true;
		set_entry(state, "");
	}
	read_again(ui, state);
}

static void take_enter(struct ui *ui, struct state *state)
{
	char who[UI_ENTRY_MAX];

	if (state->is_reason_asked) {
		state->is_reason_asked = false;
		snprintf(state->reason, sizeof(state->reason), "%s", state->who.text);
		snprintf(who, sizeof(who), "%s", state->asked);
		set_entry(state, who);
		if (*state->reason)
			check_in(ui, state, who);
		else
			show(state);
		return;
	}
	if (state->is_moved && state->list.selected < state->shown_count)
		snprintf(who, sizeof(who), "%s", state->shown[state->list.selected]->tag);
	else
		snprintf(who, sizeof(who), "%s", state->who.text);
	if (*who)
		check_in(ui, state, who);
}

static void open_form(struct ui *ui, const struct state *state)
{
	AUTO(buf_done) struct buf argument = {0};

	buf_printf(&argument, "add registration course=%s", state->desk.id);
	ui_open(ui, "form", buf_text(&argument));
}

/* The first press only goes to the list. */
static bool move(struct state *state, int request)
{
	bool was_moved = state->is_moved;

	state->is_moved = true;
	return !was_moved || ui_list_move(&state->list, request, state->shown_count);
}

static bool handle(struct ui *ui, void *data, const struct ui_event *event)
{
	struct state *state = data;
	int64_t version = state->version;

	switch (ui_entry_handle(ui, &state->who, event)) {
	case ENTRY_CHANGED:
		state->list = (struct ui_list){0};
		state->is_moved = false;
		show(state);
		return true;
	case ENTRY_USED:
		return true;
	case ENTRY_PASSED:
		break;
	}
	switch (event->request) {
	case REQ_TICK:
		if (store_version(ui->store, &version, NULL) == 0 && version == state->version)
			return false;
		read_again(ui, state);
		return true;
	case REQ_RETURN:
		read_again(ui, state);
		return true;
	case REQ_OPEN:
		take_enter(ui, state);
		return true;
	case REQ_REGISTER:
		open_form(ui, state);
		return true;
	case REQ_PRINT:
		ui_print_paper(ui, "attendance-list", state->session);
		return true;
	case REQ_DOWN:
	case REQ_UP:
		return move(state, event->request);
	default:
		return ui_list_move(&state->list, event->request, state->shown_count);
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
	return state->is_reason_asked
		       ? _("Ghi lý do, như: theo tờ ký tên; rồi Enter. Để trống: thôi")
		       : _("Quét thẻ hoặc gõ vài chữ của tên, Enter: có mặt; ↓ để chọn khi trùng");
}

static const struct ui_key keys[] = {
	{REQ_OPEN, "Enter", N_("Có mặt"), N_("ghi người được gõ, quét hoặc chọn là có mặt")},
	{REQ_REGISTER, "F7 ^N", N_("Đăng ký"), N_("ghi vào khoá một người chưa đăng ký")},
	{REQ_PRINT, "F8 ^O", N_("In"), N_("in danh sách ký tên của buổi này")},
};

const struct screen scr_checkin = {
	.name = "checkin",
	.title = N_("Điểm danh"),
	.keys = keys,
	.key_count = ARRAY_LEN(keys),
	.state_size = sizeof(struct state),
	.tick_ms = 1000,
	.enter = enter,
	.leave = leave,
	.draw = draw,
	.handle = handle,
	.hint = hint,
	.wants_text = wants_text,
};
