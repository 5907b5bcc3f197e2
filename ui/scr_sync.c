/* The sync in words: last success, what waits, what was refused, and what a person is to choose. */
#include "screen.h"

#include <errno.h>
#include <sys/wait.h>

enum { REQ_START = REQ_OWN, REQ_MINE, REQ_THEIRS };

#define TICK_MS 500
#define CONFLICTS_MAX 200
#define CONFLICT_ROWS 3 /* of the screen */

struct conflict {
	const char *id, *title, *kept, *lost;
	bool is_kept_mine;
};

struct state {
	struct arena arena;
	struct store *store; /* while the lines are read */
	struct store_link link;
	int64_t waiting, version;
	size_t refused;
	struct conflict conflicts[CONFLICTS_MAX];
	size_t count;
	struct ui_list list;
	struct proc proc; /* the round at work */
	bool is_running;
};

/* ---- reading --------------------------------------------------------------------------------- */

static void count_refused(void *user, const struct store_refused *refused)
{
	(void)refused;
	((struct state *)user)->refused++;
}

static const char *show(struct state *state, const struct field *field, const char *value)
{
	AUTO(buf_done) struct buf text = {0};

	if (value && field)
		store_show_value(state->store, field, value, &text);
	else
		buf_add_str(&text, value ? value : _("(trống)"));
	return arena_str(&state->arena, buf_text(&text));
}

static int take_conflict(void *user, const struct store_conflict *found)
{
	struct state *state = user;
	const struct record_kind *kind = record_kind_find(found->kind);
	const struct field *field = kind ? record_field_find(kind, found->field) : NULL;
	struct conflict *conflict = &state->conflicts[state->count];
	AUTO(buf_done) struct buf title = {0};

	buf_printf(&title, "%s ", kind ? _(kind->label) : found->kind);
	if (!kind || store_title(state->store, kind, found->row, &title, NULL) < 0)
		buf_printf(&title, "%.8s", found->row);
	buf_printf(&title, ", %s", field ? _(field->label) : found->field);
	conflict->id = arena_str(&state->arena, found->id);
	conflict->title = arena_str(&state->arena, buf_text(&title));
	conflict->kept = show(state, field, found->kept);
	conflict->lost = show(state, field, found->lost);
	conflict->is_kept_mine = str_eq(found->kept_by, state->link.role);
	return ++state->count == CONFLICTS_MAX;
}

static int load(struct ui *ui, struct state *state, struct err *err)
{
	int r;

	arena_done(&state->arena);
	state->count = state->refused = 0;
	state->store = ui->store;
	r = store_version(ui->store, &state->version, err);
	if (r == 0)
		r = store_sync_link(ui->store, &state->link, err);
	if (r == 0)
		r = store_sync_waiting(ui->store, &state->waiting, err);
	if (r == 0)
		r = store_sync_refused(ui->store, count_refused, state, err);
	return r < 0 ? r : store_conflicts(ui->store, take_conflict, state, err);
}

static int enter(struct ui *ui, void *data, const char *argument, struct err *err)
{
	struct state *state = data;

	(void)argument;
	state->proc = (struct proc){.pid = -1, .out = -1, .note = -1};
	if (!ui->store)
		return err_set(err, ENOENT, _("không mở được sổ; xem hotroit doctor"));
	return load(ui, state, err);
}

/* A round that is left goes no further; the next one takes up where it was. */
static void leave(struct ui *ui, void *data)
{
	struct state *state = data;

	(void)ui;
	if (state->is_running)
		proc_stop(&state->proc);
	arena_done(&state->arena);
}

/* ---- drawing --------------------------------------------------------------------------------- */

static int draw_head(const struct state *state, struct canvas *canvas)
{
	const struct store_link *link = &state->link;
	int row = 0;

	if (*link->done_at)
		canvas_printf(canvas, row++, 1, 0, STYLE_NORMAL, _("Đồng bộ xong lần cuối: %.16s"),
			      link->done_at);
	else
		canvas_text(canvas, row++, 1, 0, STYLE_NORMAL, _("Chưa đồng bộ lần nào."));
	canvas_printf(canvas, row++, 1, 0, STYLE_NORMAL, _("Chờ gửi: %lld thay đổi"),
		      (long long)state->waiting);
	if (state->refused)
		canvas_printf(canvas, row++, 1, 0, STYLE_REVIEW,
			      _("Không chuyển được: %zu; xem «hotroit sync --status»"),
			      state->refused);
	if (state->is_running)
		canvas_text(canvas, row++, 1, 0, STYLE_REVIEW, _("Đang gửi và nhận…"));
	else if (*link->trouble)
		row += canvas_wrap(canvas, row, 1, canvas_columns(canvas) - 2, 3, STYLE_FAIL,
				   link->trouble);
	canvas_line(canvas, row, 0, 0);
	return row + 1;
}

static void draw_conflict(const struct conflict *conflict, struct canvas *canvas, int row,
			  bool is_selected)
{
	const char *mine = conflict->is_kept_mine ? conflict->kept : conflict->lost;
	const char *theirs = conflict->is_kept_mine ? conflict->lost : conflict->kept;

	canvas_text(canvas, row, 1, 0, is_selected ? STYLE_SELECTED : STYLE_NORMAL,
		    conflict->title);
	canvas_printf(canvas, row + 1, 3, 0, STYLE_NORMAL, _("của bạn: %s"), mine);
	canvas_printf(canvas, row + 2, 3, 0, STYLE_NORMAL, _("của nơi khác: %s"), theirs);
}

static void draw(struct ui *ui, void *data, struct canvas *canvas)
{
	struct state *state = data;
	int row = draw_head(state, canvas);
	int rows = (canvas_rows(canvas) - row) / CONFLICT_ROWS;

	(void)ui;
	ui_list_fit(&state->list, state->count, rows > 0 ? (size_t)rows : 1);
	if (!state->count)
		canvas_text(canvas, row, 1, 0, STYLE_DIM, _("Không có chỗ nào ghi khác nhau."));
	for (size_t i = state->list.top; i < state->count && rows-- > 0; i++) {
		draw_conflict(&state->conflicts[i], canvas, row, i == state->list.selected);
		row += CONFLICT_ROWS;
	}
}

/* ---- a round --------------------------------------------------------------------------------- */

static void start(struct ui *ui, struct state *state)
{
	char program[512];
	const char *const argv[] = {program, "sync", "--db", store_file(ui->store), NULL};
	struct err err;
	int r = path_beside("hotroit", program, sizeof(program));

	if (state->is_running)
		return;
	r = r < 0 ? err_set(&err, ENOENT, _("hotroit: không tìm thấy; cài lại gói"))
		  : proc_start(&state->proc, argv, &err);
	state->is_running = r == 0;
	if (r < 0)
		ui_say(ui, STYLE_FAIL, "%s", err.text);
}

static bool follow(struct ui *ui, struct state *state)
{
	int status = 0;
	bool failed;

	proc_take(&state->proc.out, 0, NULL);
	proc_take(&state->proc.note, 0, NULL);
	if (!proc_ended(&state->proc, &status))
		return true;
	proc_stop(&state->proc);
	state->is_running = false;
	failed = !WIFEXITED(status) || WEXITSTATUS(status) != EXIT_PASS;
	ui_say(ui, failed ? STYLE_FAIL : STYLE_NORMAL, "%s",
	       failed ? _("Đồng bộ không xong; không mất gì, thử lại sau") : _("Đồng bộ xong"));
	return true;
}

static void choose(struct ui *ui, struct state *state, bool mine)
{
	const struct conflict *conflict = &state->conflicts[state->list.selected];
	struct err err;
	int r;

	if (!state->count)
		return;
	r = store_conflict_settle(ui->store, conflict->id, conflict->is_kept_mine != mine, &err);
	if (r == 0)
		r = load(ui, state, &err);
	if (r < 0)
		ui_say(ui, STYLE_FAIL, "%s", err.text);
	else
		ui_say(ui, STYLE_NORMAL, _("Đã chọn; gửi đi ở lần đồng bộ tới"));
}

/* Half a second has gone by: is there anything new to show? */
static bool tick(struct ui *ui, struct state *state)
{
	bool changed = state->is_running && follow(ui, state);
	int64_t version = 0;
	struct err err;

	if (store_version(ui->store, &version, &err) == 0 && version == state->version)
		return changed;
	if (load(ui, state, &err) < 0)
		ui_say(ui, STYLE_FAIL, "%s", err.text);
	return true;
}

static bool handle(struct ui *ui, void *data, const struct ui_event *event)
{
	struct state *state = data;

	switch (event->request) {
	case REQ_TICK:
	case REQ_RETURN:
		return tick(ui, state);
	case REQ_START:
		start(ui, state);
		return true;
	case REQ_MINE:
	case REQ_THEIRS:
		choose(ui, state, event->request == REQ_MINE);
		return true;
	default:
		return ui_list_move(&state->list, event->request, state->count);
	}
}

static const char *hint(struct ui *ui, void *data)
{
	(void)ui;
	return ((const struct state *)data)->count
		       ? _("c: lấy của bạn; n: lấy của nơi khác; F12: gửi và nhận")
		       : _("F12: gửi và nhận. Không có mạng vẫn làm việc được");
}

static const struct ui_key keys[] = {
	{REQ_START, "F12 ^N", N_("Gửi, nhận"), N_("gửi và nhận với máy chủ của chương trình")},
	{REQ_MINE, "c", N_("Của bạn"), N_("lấy giá trị của bàn này")},
	{REQ_THEIRS, "n", N_("Nơi khác"), N_("lấy giá trị của nơi khác")},
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
};
