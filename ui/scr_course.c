/* One course: its sessions, who is registered, who came, and what is to be done next. */
#include "flow_course.h"
#include "screen.h"

#include <errno.h>
#include <stdio.h>

enum {
	REQ_CHECKIN = REQ_OWN,
	REQ_REGISTER,
	REQ_PEOPLE,
	REQ_RECORD,
	REQ_LIST,
	REQ_AWARDS,
	REQ_LABELS,
	REQ_SESSION,
	REQ_ADD_SESSION,
};

#define HEAD_ROWS 4

struct state {
	struct course_desk desk;
	struct ui_list list; /* over the sessions */
	int64_t version;
	char id[UUID_TEXT_MAX];
};

/* ---- reading --------------------------------------------------------------------------------- */

static int read_all(struct ui *ui, struct state *state, struct err *err)
{
	struct course_desk desk;
	int r = store_version(ui->store, &state->version, err);

	if (r == 0)
		r = flow_course_desk(&desk, ui->store, state->id, NULL, err);
	if (r < 0)
		return r;
	flow_course_desk_done(&state->desk);
	state->desk = desk;
	return 0;
}

static int enter(struct ui *ui, void *data, const char *argument, struct err *err)
{
	struct state *state = data;
	int r = ui_check_read(ui, record_kind_find("registration"), err);

	snprintf(state->id, sizeof(state->id), "%s", argument ? argument : "");
	return r < 0 ? r : read_all(ui, state, err);
}

static void leave(struct ui *ui, void *data)
{
	(void)ui;
	flow_course_desk_done(&((struct state *)data)->desk);
}

static const char *heading(struct ui *ui, const void *data)
{
	(void)ui;
	return ((const struct state *)data)->desk.name;
}

/* ---- drawing --------------------------------------------------------------------------------- */

static void draw_head(const struct course_desk *desk, struct canvas *canvas)
{
	AUTO(buf_done) struct buf quota = {0};

	canvas_printf(canvas, 0, 1, 0, STYLE_NORMAL,
		      _("%s  %s; cả khoá %lld phút, cần dự %lld phút"), desk->tag,
		      desk->state_label, (long long)desk->minutes, (long long)desk->needed);
	if (desk->quota)
		buf_printf(&quota, _(" (%lld chỗ)"), (long long)desk->quota);
	canvas_printf(canvas, 1, 1, 0, STYLE_NORMAL,
		      _("Đăng ký %llu%s, chờ chỗ %llu, chờ xét %llu, đã rút %llu"),
		      (unsigned long long)desk->registered, buf_text(&quota),
		      (unsigned long long)desk->waiting, (unsigned long long)desk->asked,
		      (unsigned long long)desk->withdrawn);
	if (desk->completed || desk->failed)
		canvas_printf(canvas, 2, 1, 0, STYLE_NORMAL, _("Hoàn thành %llu, chưa đạt %llu"),
			      (unsigned long long)desk->completed,
			      (unsigned long long)desk->failed);
}

static void draw_session(const struct course_session *session, struct canvas *canvas, int row,
			 bool is_selected)
{
	enum ui_style style = is_selected	    ? STYLE_SELECTED
			      : session->is_cancelled ? STYLE_DIM
						      : STYLE_NORMAL;
	AUTO(buf_done) struct buf day = {0};

	if (session->day)
		record_show_value(&day,
				  record_field_find(record_kind_find("session"), "day"),
				  session->day);
	canvas_text(canvas, row, 0, 0, style, "");
	canvas_text(canvas, row, 1, 8, style, session->tag);
	canvas_text(canvas, row, 10, 11, style, day.len ? buf_text(&day) : _("chưa có"));
	canvas_text(canvas, row, 22, 6, style, session->starts ? session->starts : "");
	canvas_printf(canvas, row, 29, 10, style, _("%lld phút"), (long long)session->minutes);
	canvas_printf(canvas, row, 40, 13, style, _("có mặt %llu"),
		      (unsigned long long)session->present);
	canvas_text(canvas, row, 54, 0, style,
		    session->is_cancelled ? _("đã huỷ")
		    : session->is_today	  ? _("HÔM NAY")
		    : session->topic	  ? session->topic
					  : "");
}

static void draw_asked(const struct course_desk *desk, struct canvas *canvas, int row)
{
	for (size_t i = 0; i < desk->person_count && row < canvas_rows(canvas); i++) {
		const struct course_person *person = &desk->people[i];

		if (str_eq(person->state, "asked"))
			canvas_printf(canvas, row++, 1, 0, STYLE_REVIEW, "%s  %s: %s", person->tag,
				      person->name, person->flaws ? person->flaws : "");
	}
}

static void draw(struct ui *ui, void *data, struct canvas *canvas)
{
	struct state *state = data;
	const struct course_desk *desk = &state->desk;
	int row = HEAD_ROWS, half = canvas_rows(canvas) * 2 / 3;

	(void)ui;
	draw_head(desk, canvas);
	canvas_line(canvas, HEAD_ROWS - 1, 0, 0);
	canvas_printf(canvas, HEAD_ROWS - 1, 1, text_width(_(" Buổi học ")), STYLE_DIM,
		      _(" Buổi học "));
	ui_list_fit(&state->list, desk->session_count, (size_t)(half - row));
	if (!desk->session_count)
		canvas_text(canvas, row++, 3, 0, STYLE_DIM,
			    _("Chưa có buổi nào: F11 thêm buổi."));
	for (size_t i = state->list.top; i < desk->session_count && row < half; i++, row++)
		draw_session(&desk->sessions[i], canvas, row, i == state->list.selected);
	if (desk->asked) {
		canvas_line(canvas, row, 0, 0);
		canvas_printf(canvas, row, 1, text_width(_(" Chờ xét ")), STYLE_DIM,
			      _(" Chờ xét "));
		draw_asked(desk, canvas, row + 1);
	}
}

/* ---- keys ------------------------------------------------------------------------------------ */

static void open_with(struct ui *ui, const char *screen, const char *words, const char *id)
{
	AUTO(buf_done) struct buf argument = {0};

	buf_printf(&argument, "%s%s", words, id);
	ui_open(ui, screen, buf_text(&argument));
}

static const struct course_session *selected(const struct state *state)
{
	return state->list.selected < state->desk.session_count
		       ? &state->desk.sessions[state->list.selected]
		       : NULL;
}

static bool open_own(struct ui *ui, const struct state *state, int request)
{
	const struct course_session *session = selected(state);

	switch (request) {
	case REQ_OPEN:
	case REQ_CHECKIN:
		if (session)
			ui_open(ui, "checkin", session->id);
		return true;
	case REQ_REGISTER:
		open_with(ui, "form", "add registration course=", state->desk.id);
		return true;
	case REQ_PEOPLE:
		open_with(ui, "list", "registration course=", state->desk.id);
		return true;
	case REQ_RECORD:
		open_with(ui, "record", "course ", state->desk.id);
		return true;
	case REQ_SESSION:
		if (session)
			open_with(ui, "record", "session ", session->id);
		return true;
	case REQ_ADD_SESSION:
		open_with(ui, "form", "add session course=", state->desk.id);
		return true;
	case REQ_LIST:
		ui_print_paper(ui, "attendance-list", state->desk.id);
		return true;
	case REQ_AWARDS:
		ui_print_paper(ui, "course-certificates", state->desk.id);
		return true;
	case REQ_LABELS:
		ui_print_paper(ui, "course-labels", state->desk.id);
		return true;
	default:
		return false;
	}
}

static bool handle(struct ui *ui, void *data, const struct ui_event *event)
{
	struct state *state = data;
	int64_t version = state->version;
	struct err err;

	if (event->request == REQ_TICK && store_version(ui->store, &version, NULL) == 0 &&
	    version == state->version)
		return false;
	if (event->request == REQ_TICK || event->request == REQ_RETURN) {
		if (read_all(ui, state, &err) < 0)
			ui_say(ui, STYLE_FAIL, "%s", err.text);
		return true;
	}
	return open_own(ui, state, event->request) ||
	       ui_list_move(&state->list, event->request, state->desk.session_count);
}

static const char *hint(struct ui *ui, void *data)
{
	(void)ui;
	return ((const struct state *)data)->desk.todo;
}

static const struct ui_key keys[] = {
	{REQ_CHECKIN, "F5 Enter", N_("Điểm danh"), N_("điểm danh buổi đang chọn")},
	{REQ_REGISTER, "F7 n", N_("Đăng ký"), N_("ghi một người vào khoá")},
	{REQ_PEOPLE, "F2 h", N_("Học viên"), N_("mọi người của khoá: nhận, cho rút, xem chi tiết")},
	{REQ_RECORD, "F6 k", N_("Khoá"), N_("hồ sơ khoá: mở đăng ký, xét hoàn thành, huỷ, sửa")},
	{REQ_ADD_SESSION, "F11 b", NULL, N_("thêm một buổi học")},
	{REQ_SESSION, "s", NULL, N_("mở buổi đang chọn: sửa ngày, giờ, người dạy, huỷ buổi")},
	{REQ_LIST, "F8 p", NULL, N_("in danh sách để ký tên từng buổi")},
	{REQ_LABELS, "t", NULL, N_("in thẻ QR của học viên, theo thứ tự danh sách ký tên")},
	{REQ_AWARDS, "F12 c", NULL, N_("in giấy chứng nhận của người hoàn thành")},
};

const struct screen scr_course = {
	.name = "course",
	.title = N_("Khoá học"),
	.heading = heading,
	.keys = keys,
	.key_count = ARRAY_LEN(keys),
	.state_size = sizeof(struct state),
	.tick_ms = 1000,
	.enter = enter,
	.leave = leave,
	.draw = draw,
	.handle = handle,
	.hint = hint,
};
