/* The contests of the book: which there are and how far each is. */
#include "screen.h"

#include <errno.h>
#include <stdio.h>

enum {
	REQ_NEW = REQ_OWN,
};

#define CONTESTS_MAX 200
#define HEAD_ROWS 1
#define TAG_WIDTH 9
#define YEAR_WIDTH 6
#define STATE_WIDTH 15

struct contest_line {
	const char *id, *tag, *name, *year, *state;
};

struct state {
	struct arena arena;
	struct contest_line lines[CONTESTS_MAX];
	size_t count;
	struct ui_list list;
	struct ui *ui; /* while it is read */
};

static int take(void *user, const struct record_kind *kind, const struct record *record)
{
	struct state *state = user;
	struct contest_line *line = &state->lines[state->count];
	const char *year = record_value(kind, record, "year");
	AUTO(buf_done) struct buf shown = {0};

	if (state->count == CONTESTS_MAX)
		return 1;
	record_show_value(&shown, record_field_find(kind, "state"),
			  record_value(kind, record, "state"));
	line->id = arena_str(&state->arena, record->id);
	line->tag = arena_str(&state->arena, record_value(kind, record, "tag"));
	line->name = arena_str(&state->arena, record_value(kind, record, "name"));
	line->year = year ? arena_str(&state->arena, year) : "";
	line->state = arena_str(&state->arena, buf_text(&shown));
	state->count++;
	return 0;
}

static int read_again(struct ui *ui, struct state *state, struct err *err)
{
	const struct store_query query = {.limit = CONTESTS_MAX};

	arena_done(&state->arena);
	state->count = 0;
	return store_list(ui->store, record_kind_find("contest"), &query, take, state, err);
}

static int enter(struct ui *ui, void *data, const char *argument, struct err *err)
{
	(void)argument;
	if (!ui->store)
		return err_set(err, ENOENT, _("không mở được sổ; xem hotroit doctor"));
	return read_again(ui, data, err);
}

static void leave(struct ui *ui, void *data)
{
	struct state *state = data;

	(void)ui;
	arena_done(&state->arena);
}

static void draw_line(struct canvas *canvas, int row, enum ui_style style,
		      const struct contest_line *line)
{
	int columns = canvas_columns(canvas), name = 1 + TAG_WIDTH + YEAR_WIDTH;
	int state = columns - STATE_WIDTH;

	canvas_text(canvas, row, 0, 0, style, "");
	canvas_text(canvas, row, 1, TAG_WIDTH - 1, style, line->tag);
	canvas_text(canvas, row, 1 + TAG_WIDTH, YEAR_WIDTH - 1, style, line->year);
	canvas_text(canvas, row, name, state - name - 1, style, line->name);
	canvas_text(canvas, row, state, 0, style, line->state);
}

static void draw(struct ui *ui, void *data, struct canvas *canvas)
{
	const struct contest_line head = {NULL, _("Mã"), _("Cuộc thi"), _("Năm"),
					  _("Trạng thái")};
	struct state *state = data;
	size_t rows = (size_t)(canvas_rows(canvas) - HEAD_ROWS);

	(void)ui;
	ui_list_fit(&state->list, state->count, rows);
	draw_line(canvas, 0, STYLE_DIM, &head);
	if (!state->count)
		canvas_text(canvas, 1, 1, 0, STYLE_DIM, _("Chưa có cuộc thi nào."));
	for (size_t i = state->list.top; i < state->count && i < state->list.top + rows; i++)
		draw_line(canvas, HEAD_ROWS + (int)(i - state->list.top),
			  i == state->list.selected ? STYLE_SELECTED : STYLE_NORMAL,
			  &state->lines[i]);
}

static bool handle(struct ui *ui, void *data, const struct ui_event *event)
{
	struct state *state = data;
	struct err err;

	if (event->request == REQ_RETURN) {
		if (read_again(ui, state, &err) < 0)
			ui_say(ui, STYLE_FAIL, "%s", err.text);
		return true;
	}
	if (event->request == REQ_OPEN && state->list.selected < state->count) {
		ui_open(ui, "contest", state->lines[state->list.selected].id);
		return true;
	}
	if (event->request == REQ_NEW) {
		ui_open(ui, "contest_new", NULL);
		return true;
	}
	return ui_list_move(&state->list, event->request, state->count);
}

static const char *hint(struct ui *ui, void *data)
{
	const struct state *state = data;

	(void)ui;
	return state->count ? _("Enter: mở bàn làm việc của cuộc thi")
			    : _("F7: lập cuộc thi theo một kế hoạch");
}

static const struct ui_key keys[] = {
	{REQ_OPEN, "Enter", N_("Mở"), N_("mở bàn làm việc của cuộc thi đang chọn")},
	{REQ_NEW, "F7 n", N_("Lập mới"), N_("lập một cuộc thi theo kế hoạch")},
};

const struct screen scr_contests = {
	.name = "contests",
	.title = N_("Cuộc thi"),
	.keys = keys,
	.key_count = ARRAY_LEN(keys),
	.state_size = sizeof(struct state),
	.enter = enter,
	.leave = leave,
	.draw = draw,
	.handle = handle,
	.hint = hint,
};
