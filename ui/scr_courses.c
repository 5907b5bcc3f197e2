/* The courses: what the year's calendar asks for these weeks, then every course and where it is. */
#include "screen.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

enum {
	REQ_NEW = REQ_OWN,
	REQ_ALL,
	REQ_CALENDAR,
};

#define SOON_MAX 4
#define TAG_COLUMN 1
#define DAY_COLUMN 10
#define NAME_COLUMN 22
#define STATE_WIDTH 16

struct course_line {
	const char *id, *tag, *day, *name, *state;
	int rank; /* at work first, what is over last */
};

struct state {
	struct arena arena;
	const char *soon[SOON_MAX];
	size_t soon_count, soon_more;
	struct course_line *lines;
	size_t count, room;
	struct ui_list list;
	int64_t version;
};

/* ---- reading --------------------------------------------------------------------------------- */

struct reading {
	struct ui *ui;
	struct state *state;
};

static int rank_of(const char *state)
{
	static const char *const order[] = {
		"running", "open", "planned", "done", "closed", "cancelled"};
	int rank = 0;

	while (rank < (int)ARRAY_LEN(order) && !str_eq(order[rank], state))
		rank++;
	return rank;
}

static int take_line(void *user, const struct record_kind *kind, const struct record *record)
{
	struct reading *reading = user;
	struct state *state = reading->state;
	struct arena *arena = &state->arena;

	if (state->count == state->room) {
		struct course_line *more;

		state->room = state->room ? state->room * 2 : 32;
		more = arena_alloc(arena, state->room * sizeof(*more));
		if (state->count)
			memcpy(more, state->lines, state->count * sizeof(*more));
		state->lines = more;
	}
	state->lines[state->count++] = (struct course_line){
		.id = arena_str(arena, record->id),
		.tag = ui_shown(reading->ui, arena, kind, record, "tag"),
		.day = ui_shown(reading->ui, arena, kind, record, "starts"),
		.name = ui_shown(reading->ui, arena, kind, record, "name"),
		.state = ui_shown(reading->ui, arena, kind, record, "state"),
		.rank = rank_of(record_value(kind, record, "state")),
	};
	return 0;
}

/* By rank; within one as the store gave them. */
static void sort(struct state *state)
{
	for (size_t i = 1; i < state->count; i++) {
		struct course_line line = state->lines[i];
		size_t at = i;

		for (; at && state->lines[at - 1].rank > line.rank; at--)
			state->lines[at] = state->lines[at - 1];
		state->lines[at] = line;
	}
}

static int read_soon(struct ui *ui, struct state *state, struct err *err)
{
	AUTO(home_done) struct home home = {0};
	char now[CLOCK_TEXT_MAX];
	int r;

	clock_text(now);
	r = flow_home(&home, ui->store, ui->plan, now, err);
	for (size_t i = 0; r == 0 && i < home.soon_count && i < SOON_MAX; i++)
		state->soon[state->soon_count++] = arena_str(&state->arena, home.soon[i]);
	state->soon_more = home.soon_count - state->soon_count;
	return r;
}

static int read_all(struct ui *ui, struct state *state, struct err *err)
{
	const struct store_query all = {0};
	struct reading reading = {ui, state};
	int r = store_version(ui->store, &state->version, err);

	arena_done(&state->arena);
	state->lines = NULL;
	state->count = state->room = state->soon_count = state->soon_more = 0;
	if (r == 0)
		r = store_list(ui->store, record_kind_find("course"), &all, take_line, &reading,
			       err);
	sort(state);
	return r < 0 ? r : read_soon(ui, state, err);
}

static int enter(struct ui *ui, void *data, const char *argument, struct err *err)
{
	(void)argument;
	if (!ui->store)
		return err_set(err, ENOENT, _("không mở được sổ; xem hotroit doctor"));
	return read_all(ui, data, err);
}

static void leave(struct ui *ui, void *data)
{
	(void)ui;
	arena_done(&((struct state *)data)->arena);
}

/* ---- drawing --------------------------------------------------------------------------------- */

static int draw_soon(const struct state *state, struct canvas *canvas)
{
	int row = 0;

	for (size_t i = 0; i < state->soon_count; i++, row++)
		canvas_text(canvas, row, 1, 0, STYLE_REVIEW, state->soon[i]);
	if (state->soon_more)
		canvas_printf(canvas, row++, 1, 0, STYLE_DIM,
			      _("và %zu dòng nữa: F8 Lịch năm"), state->soon_more);
	return row;
}

static void draw_line(const struct course_line *line, struct canvas *canvas, int row,
		      bool is_selected)
{
	enum ui_style style = is_selected ? STYLE_SELECTED : STYLE_NORMAL;
	int state = canvas_columns(canvas) - STATE_WIDTH;

	canvas_text(canvas, row, 0, 0, style, "");
	canvas_text(canvas, row, TAG_COLUMN, DAY_COLUMN - TAG_COLUMN - 1, style, line->tag);
	canvas_text(canvas, row, DAY_COLUMN, NAME_COLUMN - DAY_COLUMN - 1, style, line->day);
	canvas_text(canvas, row, NAME_COLUMN, state - NAME_COLUMN - 1, style, line->name);
	canvas_text(canvas, row, state, 0, style, line->state);
}

static void draw(struct ui *ui, void *data, struct canvas *canvas)
{
	struct state *state = data;
	int row = draw_soon(state, canvas), end = canvas_rows(canvas);

	(void)ui;
	canvas_line(canvas, row, 0, 0);
	canvas_printf(canvas, row, 1, text_width(_(" Khoá học ")), STYLE_DIM, _(" Khoá học "));
	ui_list_fit(&state->list, state->count, (size_t)(end - row - 1));
	if (!state->count)
		canvas_text(canvas, row + 1, 3, 0, STYLE_DIM,
			    _("Chưa có khoá nào: F7 chọn khoá của kế hoạch."));
	for (size_t i = state->list.top; i < state->count && ++row < end; i++)
		draw_line(&state->lines[i], canvas, row, i == state->list.selected);
}

/* ---- keys ------------------------------------------------------------------------------------ */

static bool refresh(struct ui *ui, struct state *state, bool is_tick)
{
	int64_t version = state->version;
	struct err err;

	if (is_tick && store_version(ui->store, &version, NULL) == 0 && version == state->version)
		return false;
	if (read_all(ui, state, &err) < 0)
		ui_say(ui, STYLE_FAIL, "%s", err.text);
	return true;
}

static bool handle(struct ui *ui, void *data, const struct ui_event *event)
{
	struct state *state = data;

	switch (event->request) {
	case REQ_TICK:
	case REQ_RETURN:
		return refresh(ui, state, event->request == REQ_TICK);
	case REQ_OPEN:
		if (state->list.selected < state->count)
			ui_open(ui, "course", state->lines[state->list.selected].id);
		return true;
	case REQ_NEW:
		ui_open(ui, "course-new", NULL);
		return true;
	case REQ_CALENDAR:
		ui_open(ui, "calendar", NULL);
		return true;
	case REQ_ALL:
		ui_open(ui, "list", "registration");
		return true;
	default:
		return ui_list_move(&state->list, event->request, state->count);
	}
}

static const char *hint(struct ui *ui, void *data)
{
	const struct state *state = data;

	(void)ui;
	return state->count ? _("Enter: mở khoá đang chọn")
			    : _("F7: lập theo kế hoạch để có sẵn buổi, đối tượng, số giờ");
}

static const struct ui_key keys[] = {
	{REQ_OPEN, "Enter", N_("Mở"), N_("mở khoá đang chọn: buổi học, người học, điểm danh")},
	{REQ_NEW, "F7 ^N", N_("Khoá mới"), N_("lập khoá của kế hoạch, hoặc khoá khác")},
	{REQ_CALENDAR, "F8 l", N_("Lịch năm"), N_("việc các kế hoạch định mỗi năm, đã lập gì")},
	{REQ_ALL, "F2 h", N_("Học viên"), N_("mọi học viên của mọi khoá")},
};

const struct screen scr_courses = {
	.name = "courses",
	.title = N_("Khoá học, hội thảo"),
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
