/* The first screen: what is to be done now, who is on duty, and the way to everything else. */
#include "home_view_priv.h"

#include <stdio.h>
#include <string.h>

enum {
	REQ_QUEUE = REQ_OWN,
	REQ_AREA,
	REQ_BENCH,
	REQ_FIND,
	REQ_UNDO,
	REQ_SYNC,
	REQ_MONTH,
	REQ_PLANS,
	REQ_PUPILS,
	REQ_COURSES,
	REQ_TASKS,
};

#define TICK_MS 1000

struct state {
	struct home home;
	bool is_read; /* home holds what the book had at this version and minute */
	int64_t version, minute;
	struct ui_list list; /* over home.todo */
	bool is_undo_asked;
	char undo_kind[32], undo_id[UUID_TEXT_MAX];
};

/* ---- reading --------------------------------------------------------------------------------- */

/* True when there was something new: the book changed, or the minute did. */
static bool read_again(struct ui *ui, struct state *state)
{
	int64_t minute = clock_unix_ms() / 60000, version = 0;
	char now[CLOCK_TEXT_MAX];
	struct home home;
	struct err err;
	int r;

	if (!ui->store)
		return false;
	r = store_version(ui->store, &version, &err);
	if (r == 0 && state->is_read && version == state->version && minute == state->minute)
		return false;
	clock_text(now);
	if (r == 0)
		r = flow_home(&home, ui->store, ui->plan, now, &err);
	state->minute = minute;
	state->version = version;
	state->is_read = true;
	if (r < 0) {
		ui_say(ui, STYLE_FAIL, "%s", err.text);
		return true;
	}
	home_done(&state->home);
	state->home = home;
	return true;
}

static int enter(struct ui *ui, void *data, const char *argument, struct err *err)
{
	(void)argument;
	(void)err;
	read_again(ui, data);
	return 0;
}

static void leave(struct ui *ui, void *data)
{
	(void)ui;
	home_done(&((struct state *)data)->home);
}

static void draw(struct ui *ui, void *data, struct canvas *canvas)
{
	struct state *state = data;

	home_draw(ui, &state->home, &state->list, canvas);
}

/* ---- the last step, taken back --------------------------------------------------------------- */

struct last {
	struct state *state;
	char action[40];
	bool is_undone;
};

static int take_last(void *user, const struct record_kind *kind, const struct record *record)
{
	struct last *last = user;
	struct state *state = last->state;

	snprintf(state->undo_kind, sizeof(state->undo_kind), "%s",
		 record_value(kind, record, "kind"));
	snprintf(state->undo_id, sizeof(state->undo_id), "%s",
		 record_value(kind, record, "subject"));
	snprintf(last->action, sizeof(last->action), "%s", record_value(kind, record, "action"));
	return 1;
}

/* The newest step of whoever acts. */
static void ask_undo(struct ui *ui, struct state *state)
{
	const char *member = store_acting(ui->store)->member;
	const struct store_filter by = {.name = "by", .value = *member ? member : NULL};
	const struct store_query query = {.filters = &by, .filter_count = 1, .limit = 1};
	AUTO(buf_done) struct buf title = {0};
	struct last last = {.state = state};
	const struct record_kind *kind;
	const char *label;
	struct err err;
	int r = store_list(ui->store, record_kind_find("step"), &query, take_last, &last, &err);

	kind = *last.action ? record_kind_find(state->undo_kind) : NULL;
	label = kind ? flow_step_label(kind, last.action) : NULL;
	if (r == 0 && kind)
		r = store_title(ui->store, kind, state->undo_id, &title, &err);
	if (r < 0)
		ui_say(ui, STYLE_FAIL, "%s", err.text);
	else if (!label || str_eq(last.action, "undo"))
		ui_say(ui, STYLE_NORMAL, "%s",
		       label ? _("Bước cuối đã được hoàn tác") : _("Chưa có bước nào để hoàn tác"));
	else
		ui_say(ui, STYLE_REVIEW,
		       _("Hoàn tác «%s» của %s %s: Enter để làm, phím khác để thôi"), label,
		       _(kind->label), buf_text(&title));
	state->is_undo_asked = r == 0 && label && !str_eq(last.action, "undo");
}

static void undo(struct ui *ui, struct state *state)
{
	AUTO(buf_done) struct buf said = {0};
	struct err err;

	if (flow_undo(ui->store, record_kind_find(state->undo_kind), state->undo_id, &said, &err) <
	    0)
		ui_say(ui, STYLE_FAIL, "%s", err.text);
	else
		ui_say(ui, STYLE_NORMAL, "%s", buf_text(&said));
	read_again(ui, state);
}

/* ---- keys ------------------------------------------------------------------------------------ */

static void open_todo(struct ui *ui, const struct state *state)
{
	const struct home *home = &state->home;
	AUTO(buf_done) struct buf argument = {0};

	if (!home->todo_count)
		return;
	buf_printf(&argument, "%s %s", home->todo[state->list.selected].kind->name,
		   home->todo[state->list.selected].id);
	ui_open(ui, "record", buf_text(&argument));
}

static bool open_place(struct ui *ui, const struct state *state, const struct ui_event *event)
{
	const struct home_place *place = NULL;

	switch (event->request) {
	case REQ_QUEUE:
		place = home_queue_place((size_t)(*event->text - '1'));
		break;
	case REQ_AREA:
		place = home_place_find(home_areas, home_area_count, event->text);
		break;
	case REQ_BENCH:
		ui_open(ui, "bench", NULL);
		return true;
	case REQ_FIND:
		ui_open(ui, "find", NULL);
		return true;
	case REQ_PUPILS:
		ui_open(ui, "desk", NULL);
		return true;
	case REQ_COURSES:
		ui_open(ui, "courses", NULL);
		return true;
	case REQ_SYNC:
		ui_open(ui, "sync", NULL);
		return true;
	case REQ_MONTH:
		ui_open(ui, "month", NULL);
		return true;
	case REQ_PLANS:
		ui_open(ui, "plans", NULL);
		return true;
	case REQ_TASKS:
		ui_open(ui, "tasks", NULL);
		return true;
	case REQ_OPEN:
		open_todo(ui, state);
		return true;
	default:
		return false;
	}
	if (place)
		ui_open(ui, place->screen, place->argument);
	return true;
}

static bool handle(struct ui *ui, void *data, const struct ui_event *event)
{
	struct state *state = data;

	/* Another may act now, who sees less of it. */
	if (event->request == REQ_RETURN)
		state->is_read = false;
	if (event->request == REQ_TICK || event->request == REQ_RETURN)
		return read_again(ui, state);
	if (state->is_undo_asked) {
		state->is_undo_asked = false;
		if (event->request == REQ_OPEN) {
			undo(ui, state);
			return true;
		}
		if (event->request == REQ_BACK)
			return true;
	}
	if (event->request == REQ_UNDO && ui->store) {
		ask_undo(ui, state);
		return true;
	}
	return open_place(ui, state, event) ||
	       ui_list_move(&state->list, event->request, state->home.todo_count);
}

static const char *hint(struct ui *ui, void *data)
{
	const struct state *state = data;

	if (!ui->store)
		return _("Không mở được sổ: chạy hotroit doctor; F5: vẫn dò máy được");
	if (state->home.is_clock_wrong)
		return _("Đồng hồ máy sai: đặt lại giờ của máy này, rồi mở lại hotroit");
	if (state->home.is_empty)
		return _("Bấm chữ ở đầu dòng muốn mở; F1: mọi phím");
	if (!state->home.todo_count)
		return _("Không có việc gấp. Bấm số hoặc chữ để mở; F1: mọi phím");
	return _("Enter: mở việc đang chọn; số và chữ ở đầu mục: mở mục đó");
}

/* Without a book only the machine at hand is there, and the plans. */
static bool has_key(struct ui *ui, const void *data, int request)
{
	(void)data;
	return ui->store || request < REQ_OWN || request == REQ_BENCH || request == REQ_PLANS;
}

static const struct ui_key keys[] = {
	{REQ_PUPILS, "F2 ^P", N_("Học sinh"),
	 N_("học sinh: xét duyệt, ghép máy, buổi trao, thăm hỏi")},
	{REQ_FIND, "F3 /", N_("Tìm"), N_("tìm trong mọi sổ; quét mã để mở ngay")},
	{REQ_BENCH, "F5 0", N_("Máy"), N_("bàn kiểm tra: dò máy này và các máy đang cắm")},
	{REQ_MONTH, "F7 ^R", N_("Tháng"), N_("số liệu từng tháng; in, chốt báo cáo tháng")},
	{REQ_SYNC, "F12 ^N", N_("Gửi"), N_("đồng bộ: gửi và nhận với máy chủ của chương trình")},
	{REQ_UNDO, "F8 9", NULL, N_("hoàn tác bước cuối của mình, nếu bước đó cho phép")},
	{REQ_OPEN, "Enter", NULL, N_("mở việc đang chọn trong «Làm trước»")},
	{REQ_PLANS, "^L", NULL, N_("kế hoạch: tiêu chuẩn, cuộc thi, khoá học, nhiệm vụ")},
	{REQ_COURSES, "F6 ^T", NULL, N_("khoá học, hội thảo: lịch năm, đăng ký, điểm danh")},
	{REQ_TASKS, "F11 ^V", NULL, N_("nhiệm vụ, chỉ tiêu, phong trào: đến đâu, chi bao nhiêu")},
	{REQ_QUEUE, "1 2 3 4 5 6 7 8", NULL, N_("mở danh sách của ô có số đó")},
	{REQ_AREA, HOME_AREA_KEYS, NULL, N_("mở sổ có chữ đó ở đầu")},
};

const struct screen scr_home = {
	.name = "home",
	.title = N_("Hôm nay"),
	.keys = keys,
	.key_count = ARRAY_LEN(keys),
	.state_size = sizeof(struct state),
	.tick_ms = TICK_MS,
	.enter = enter,
	.leave = leave,
	.draw = draw,
	.handle = handle,
	.hint = hint,
	.has_key = has_key,
};
