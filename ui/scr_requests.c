/*
 * The requests that are not settled, sorted by what is due: not reached yet and the longest ago
 * first, then those at work. Searching and the settled ones are the general list's.
 */
#include "screen.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
	REQ_NEW = REQ_OWN,
	REQ_ALL,
};

#define TICK_MS 1000
#define ROWS_MAX 2000
#define TAG_COLUMN 1
#define DUE_COLUMN 10
#define STATE_COLUMN 29
#define TEXT_COLUMN 44

struct request_row {
	const char *id, *tag, *due, *state, *text, *assigned;
	int rank; /* not reached, at work, waiting */
	int64_t received;
	bool is_overdue;
};

struct state {
	struct arena arena;
	struct request_row *rows;
	size_t count;
	bool is_more; /* than ROWS_MAX */
	struct ui_list list;
	struct ui *ui; /* while it is read */
	int64_t version, minute;
};

/* ---- reading --------------------------------------------------------------------------------- */

static int rank_of(const char *state)
{
	return str_eq(state, "open") ? 0 : str_eq(state, "contacted") ? 1 : 2;
}

static int compare(const void *a, const void *b)
{
	const struct request_row *one = a, *other = b;

	if (one->rank != other->rank)
		return one->rank - other->rank;
	if (one->received != other->received)
		return one->received < other->received ? -1 : 1;
	return strcmp(one->id, other->id);
}

static int take(void *user, const struct record_kind *kind, const struct record *record)
{
	struct state *state = user;
	struct request_row *row = &state->rows[state->count];
	const char *received = record_value(kind, record, "received_at");
	AUTO(buf_done) struct buf due = {0};
	struct request_clock clock;

	if (state->count == ROWS_MAX) {
		state->is_more = true;
		return 1;
	}
	flow_request_clock(&clock, record, state->ui->plan, clock_unix_ms() / 1000);
	request_clock_show_due(&due, &clock);
	*row = (struct request_row){
		.id = arena_str(&state->arena, record->id),
		.tag = ui_shown(state->ui, &state->arena, kind, record, "tag"),
		.due = arena_str(&state->arena, buf_text(&due)),
		.state = ui_shown(state->ui, &state->arena, kind, record, "state"),
		.text = ui_shown(state->ui, &state->arena, kind, record, "symptom"),
		.assigned = ui_shown(state->ui, &state->arena, kind, record, "assigned"),
		.rank = rank_of(record_value(kind, record, "state")),
		.is_overdue = clock.contact == CONTACT_OVERDUE,
	};
	/* What can not be said to be late comes last of its rank. */
	if (clock.contact == CONTACT_UNSURE || !received || !time_read(received, &row->received))
		row->received = INT64_MAX;
	state->count++;
	return 0;
}

static int read_rows(struct ui *ui, struct state *state, struct err *err)
{
	const struct store_filter filter = {
		.name = "state", .test = STORE_IS_NOT, .value = "resolved"};
	const struct store_query query = {.filters = &filter, .filter_count = 1};
	int r = store_version(ui->store, &state->version, err);

	arena_done(&state->arena);
	state->rows = arena_alloc(&state->arena, ROWS_MAX * sizeof(*state->rows));
	state->count = 0;
	state->is_more = false;
	state->ui = ui;
	state->minute = clock_unix_ms() / 60000;
	if (r == 0)
		r = store_list(ui->store, record_kind_find("request"), &query, take, state, err);
	qsort(state->rows, state->count, sizeof(*state->rows), compare);
	return r;
}

/* Keeps the selection on its request, wherever that goes. */
static void read_again(struct ui *ui, struct state *state)
{
	char id[UUID_TEXT_MAX] = "";
	struct err err;

	if (state->count)
		snprintf(id, sizeof(id), "%s", state->rows[state->list.selected].id);
	if (read_rows(ui, state, &err) < 0)
		ui_say(ui, STYLE_FAIL, "%s", err.text);
	for (size_t i = 0; i < state->count; i++)
		if (str_eq(state->rows[i].id, id))
			state->list.selected = i;
}

static int enter(struct ui *ui, void *data, const char *argument, struct err *err)
{
	int r = ui_check_read(ui, record_kind_find("request"), err);

	(void)argument;
	return r < 0 ? r : read_rows(ui, data, err);
}

static void leave(struct ui *ui, void *data)
{
	(void)ui;
	arena_done(&((struct state *)data)->arena);
}

/* ---- drawing --------------------------------------------------------------------------------- */

static void draw_row(struct canvas *canvas, int row, const struct request_row *request,
		     bool is_selected)
{
	enum ui_style style = is_selected ? STYLE_SELECTED : STYLE_NORMAL;
	int right = canvas_columns(canvas) - (text_width(request->assigned) + 2);

	canvas_text(canvas, row, 0, 0, style, "");
	canvas_text(canvas, row, TAG_COLUMN, DUE_COLUMN - TAG_COLUMN - 1, style, request->tag);
	canvas_text(canvas, row, DUE_COLUMN, STATE_COLUMN - DUE_COLUMN - 1,
		    request->is_overdue && !is_selected ? STYLE_FAIL : style, request->due);
	canvas_text(canvas, row, STATE_COLUMN, TEXT_COLUMN - STATE_COLUMN - 1, style,
		    request->state);
	canvas_text(canvas, row, TEXT_COLUMN, right - TEXT_COLUMN, style, request->text);
	canvas_text(canvas, row, right + 1, 0, style, request->assigned);
}

static void draw(struct ui *ui, void *data, struct canvas *canvas)
{
	struct state *state = data;
	size_t rows = (size_t)canvas_rows(canvas) - 1;
	int row = 1;

	(void)ui;
	ui_list_fit(&state->list, state->count, rows);
	canvas_text(canvas, 0, TAG_COLUMN, 0, STYLE_DIM, _("Mã"));
	canvas_text(canvas, 0, DUE_COLUMN, 0, STYLE_DIM, _("Hạn liên hệ"));
	canvas_text(canvas, 0, STATE_COLUMN, 0, STYLE_DIM, _("Trạng thái"));
	canvas_text(canvas, 0, TEXT_COLUMN, 0, STYLE_DIM, _("Hiện tượng"));
	if (!state->count)
		canvas_text(canvas, 2, 1, 0, STYLE_DIM,
			    _("Không có yêu cầu nào đang chờ. F7: ghi yêu cầu mới."));
	for (size_t i = state->list.top; i < state->count && rows-- > 0; i++)
		draw_row(canvas, row++, &state->rows[i], i == state->list.selected);
}

/* ---- keys ------------------------------------------------------------------------------------ */

static void open_request(struct ui *ui, const struct state *state)
{
	AUTO(buf_done) struct buf argument = {0};

	if (!state->count)
		return;
	buf_printf(&argument, "request %s", state->rows[state->list.selected].id);
	ui_open(ui, "record", buf_text(&argument));
}

/* It came in now, unless the one who types knows better. */
static void open_new(struct ui *ui)
{
	AUTO(buf_done) struct buf argument = {0};
	char now[CLOCK_TEXT_MAX];

	clock_text(now);
	buf_printf(&argument, "add request received_at=%s", now);
	ui_open(ui, "form", buf_text(&argument));
}

static bool is_old(struct ui *ui, const struct state *state)
{
	int64_t version = state->version;

	return store_version(ui->store, &version, NULL) < 0 || version != state->version ||
	       clock_unix_ms() / 60000 != state->minute;
}

static bool handle(struct ui *ui, void *data, const struct ui_event *event)
{
	struct state *state = data;

	switch (event->request) {
	case REQ_TICK:
		if (!is_old(ui, state))
			return false;
		read_again(ui, state);
		return true;
	case REQ_RETURN:
		read_again(ui, state);
		return true;
	case REQ_OPEN:
		open_request(ui, state);
		return true;
	case REQ_NEW:
		open_new(ui);
		return true;
	case REQ_ALL:
		ui_open(ui, "list", "request");
		return true;
	default:
		return ui_list_move(&state->list, event->request, state->count);
	}
}

static const char *hint(struct ui *ui, void *data)
{
	const struct state *state = data;

	(void)ui;
	if (state->is_more)
		return _("Nhiều quá, chỉ hiện phần mới nhất; F3: tìm trong mọi yêu cầu");
	return _("Quá hạn ở trên cùng; Enter: mở rồi bấm số của việc đã làm");
}

static const struct ui_key keys[] = {
	{REQ_OPEN, "Enter", N_("Mở"), N_("mở yêu cầu đang chọn, ghi đã liên hệ hoặc đã xong")},
	{REQ_NEW, "F7 n", N_("Thêm"), N_("ghi một yêu cầu mới, nhận ngay bây giờ")},
	{REQ_ALL, "F3 /", N_("Mọi yêu cầu"), N_("mọi yêu cầu, cả đã xong; tìm khi gõ")},
};

const struct screen scr_requests = {
	.name = "requests",
	.title = N_("Yêu cầu hỗ trợ"),
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
