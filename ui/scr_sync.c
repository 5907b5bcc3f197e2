/* The sync in words: last success, what waits, what a person is to choose or mend, and joining. */
#include "sync_view_priv.h"

#include <errno.h>
#include <glob.h>
#include <string.h>

enum { REQ_START = REQ_OWN, REQ_STOP, REQ_MINE, REQ_THEIRS, REQ_JOIN };

#define TICK_MS 500
#define VALUE_COLUMNS 20
#define BUNDLE_MAX (1u << 20)

struct state {
	struct sync_view view;
	struct ui_list list;
	int64_t minute; /* of the clock, when last drawn */
	int asked; /* REQ_MINE, REQ_THEIRS: Enter chooses it for good */
	bool is_joining;
	struct ui_entry file;
};

static int enter(struct ui *ui, void *data, const char *argument, struct err *err)
{
	struct state *state = data;

	(void)argument;
	if (!ui->store)
		return err_set(err, ENOENT, _("không mở được sổ; xem hotroit doctor"));
	return sync_view_load(&state->view, ui, err);
}

static void leave(struct ui *ui, void *data)
{
	(void)ui;
	sync_view_done(&((struct state *)data)->view);
}

static void draw(struct ui *ui, void *data, struct canvas *canvas)
{
	struct state *state = data;

	sync_view_draw(ui, &state->view, &state->list, canvas);
	if (state->is_joining)
		ui_entry_draw_labelled(ui, &state->file, canvas, canvas_rows(canvas) - 1,
				       _("Tệp nối"));
}

static void load(struct ui *ui, struct state *state)
{
	struct err err;

	if (sync_view_load(&state->view, ui, &err) < 0)
		ui_say(ui, STYLE_FAIL, "%s", err.text);
}

/* ---- joining --------------------------------------------------------------------------------- */

/* A stick that is plugged in has most likely one of them. */
static void find_bundle(struct ui_entry *entry)
{
	static const char *const places[] = {"/media/*/*.hotroit", "/media/*/*/*.hotroit",
					     "/run/media/*/*/*.hotroit", "/mnt/*.hotroit",
					     "/mnt/*/*.hotroit"};
	glob_t found = {0};

	for (size_t i = 0; i < ARRAY_LEN(places); i++)
		if (glob(places[i], i ? GLOB_APPEND : 0, NULL, &found) != 0)
			continue;
	ui_entry_set(entry, found.gl_pathc ? found.gl_pathv[0] : "/media/");
	globfree(&found);
}

static int read_bundle(const char *path, struct buf *ret, struct err *err)
{
	struct root root;
	int r;

	if (*path != '/')
		return err_set(err, EINVAL, _("gõ đủ đường dẫn, như /media/usb/ban-1.hotroit"));
	r = root_open(&root, "/", err);
	if (r < 0)
		return r;
	r = root_read(&root, path + 1, BUNDLE_MAX, ret);
	root_done(&root);
	return r < 0 ? err_set(err, -r, _("%.200s: không đọc được (%s)"), path, err_why(-r)) : 0;
}

static void join(struct ui *ui, struct state *state)
{
	AUTO(buf_done) struct buf bundle = {0};
	struct err err;
	int r = read_bundle(state->file.text, &bundle, &err);

	if (r == 0)
		r = sync_join(store_file(ui->store), buf_text(&bundle), bundle.len, &err);
	if (bundle.data)
		explicit_bzero(bundle.data, bundle.len);
	if (r < 0) {
		ui_say(ui, STYLE_FAIL, "%s", err.text);
		return;
	}
	state->is_joining = false;
	load(ui, state);
	ui_say(ui, STYLE_NORMAL, _("Đã nối. Xoá tệp trên USB; F12: gửi và nhận lần đầu"));
}

static bool handle_joining(struct ui *ui, struct state *state, const struct ui_event *event)
{
	if (event->request == REQ_TICK)
		return false;
	if (ui_entry_handle(ui, &state->file, event) != ENTRY_PASSED)
		return true;
	if (event->request == REQ_OPEN)
		join(ui, state);
	else if (event->request == REQ_BACK)
		state->is_joining = false;
	else
		return false;
	return true;
}

/* Also when it is joined: a file for a wrong server, or one that was revoked, is replaced here. */
static void ask_join(struct state *state)
{
	state->file = (struct ui_entry){.is_code = true};
	find_bundle(&state->file);
	state->is_joining = true;
}

/* ---- choosing -------------------------------------------------------------------------------- */

static const struct sync_item *selected(const struct state *state)
{
	return state->view.count ? &state->view.items[state->list.selected] : NULL;
}

static void ask_choice(struct ui *ui, struct state *state, int request)
{
	const struct sync_item *item = selected(state);
	AUTO(buf_done) struct buf value = {0};

	if (!item || !item->id)
		return;
	state->asked = request;
	text_fit(&value, request == REQ_MINE ? item->mine : item->theirs, VALUE_COLUMNS, false);
	ui_say(ui, STYLE_REVIEW, _("Lấy «%s», không hoàn tác được: Enter để chọn, Esc để thôi"),
	       buf_text(&value));
}

static void choose(struct ui *ui, struct state *state, bool mine)
{
	const struct sync_item *item = selected(state);
	struct err err;

	if (!item || !item->id)
		return;
	if (store_conflict_settle(ui->store, item->id, item->is_kept_mine != mine, &err) < 0) {
		ui_say(ui, STYLE_FAIL, "%s", err.text);
		return;
	}
	load(ui, state);
	ui_say(ui, STYLE_NORMAL, _("Đã chọn; gửi đi ở lần đồng bộ tới"));
}

static void open_row(struct ui *ui, const struct state *state)
{
	const struct sync_item *item = selected(state);
	AUTO(buf_done) struct buf argument = {0};

	if (!item || !item->kind)
		return;
	buf_printf(&argument, "%s %s", item->kind, item->row);
	ui_open(ui, "record", buf_text(&argument));
}

/* ---- keys ------------------------------------------------------------------------------------ */

/* Is there anything new to show? */
static bool tick(struct ui *ui, struct state *state)
{
	int64_t version = 0, minute = clock_unix_ms() / 60000;
	bool changed = ui->frame->sync.is_running || minute != state->minute;

	state->minute = minute;
	if (store_version(ui->store, &version, NULL) == 0 && version == state->view.version)
		return changed;
	load(ui, state);
	return true;
}

/* What was asked is answered by the next key, whichever it is. */
static bool answer(struct ui *ui, struct state *state, const struct ui_event *event)
{
	int asked = state->asked;

	state->asked = REQ_NONE;
	if (event->request == REQ_OPEN)
		choose(ui, state, asked == REQ_MINE);
	return event->request == REQ_OPEN || event->request == REQ_BACK;
}

static bool act(struct ui *ui, struct state *state, const struct ui_event *event)
{
	switch (event->request) {
	case REQ_START:
		if (state->view.is_joined)
			sync_job_start(ui);
		else
			ask_join(state);
		return true;
	case REQ_STOP:
		sync_job_stop(ui);
		return true;
	case REQ_MINE:
	case REQ_THEIRS:
		ask_choice(ui, state, event->request);
		return true;
	case REQ_JOIN:
		ask_join(state);
		return true;
	case REQ_OPEN:
		open_row(ui, state);
		return true;
	default:
		return ui_list_move(&state->list, event->request, state->view.count);
	}
}

static bool handle(struct ui *ui, void *data, const struct ui_event *event)
{
	struct state *state = data;

	if (state->is_joining && event->request != REQ_RETURN)
		return handle_joining(ui, state, event);
	if (event->request == REQ_TICK || event->request == REQ_RETURN)
		return tick(ui, state);
	if (state->asked && answer(ui, state, event))
		return true;
	return act(ui, state, event);
}

static const char *hint(struct ui *ui, void *data)
{
	const struct state *state = data;
	const struct sync_item *item = selected(state);

	if (state->is_joining)
		return state->view.is_joined
			       ? _("Bàn đã nối. Enter: nối lại bằng tệp này; Esc: thôi")
			       : _("Enter: nối; Esc: thôi");
	if (ui->frame->sync.is_running)
		return _("Cứ làm việc khác, việc này tự chạy tiếp; d: dừng");
	if (!state->view.is_joined)
		return _("j: nối bàn với chương trình");
	if (item && item->id)
		return _("c: lấy của bạn; n: lấy của nơi khác; Enter: mở bản ghi");
	if (item && item->kind)
		return _("Enter: mở bản ghi để sửa; F12: gửi và nhận");
	return _("F12: gửi và nhận. Không có mạng vẫn làm việc được");
}

static bool wants_text(struct ui *ui, const void *data)
{
	(void)ui;
	return ((const struct state *)data)->is_joining;
}

static const struct ui_key keys[] = {
	{REQ_START, "F12 ^N", N_("Gửi, nhận"), N_("gửi và nhận ngay với máy chủ của chương trình")},
	{REQ_STOP, "d", N_("Dừng"), N_("dừng lần đang chạy; phần còn lại đi ở lần sau")},
	{REQ_MINE, "c", N_("Của bạn"), N_("hai nơi ghi khác nhau: lấy giá trị của bàn này")},
	{REQ_THEIRS, "n", N_("Nơi khác"), N_("hai nơi ghi khác nhau: lấy giá trị của nơi khác")},
	{REQ_OPEN, "Enter", NULL, N_("mở bản ghi đang chọn, để sửa rồi lưu lại")},
	{REQ_JOIN, "j", NULL, N_("nối bàn bằng tệp nối trên USB, hoặc nối lại bằng tệp mới")},
};

const struct screen scr_sync = {
	.name = "sync",
	.title = N_("Đồng bộ"),
	.keys = keys,
	.key_count = ARRAY_LEN(keys),
	.state_size = sizeof(struct state),
	.tick_ms = TICK_MS,
	.enter = enter,
	.leave = leave,
	.draw = draw,
	.handle = handle,
	.hint = hint,
	.wants_text = wants_text,
};
