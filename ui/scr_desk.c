/* The pupils' screen: what waits on their way to a device, the lists and days at hand, and the way
 * to every book that is about them. */
#include "home_view_priv.h"

#include <errno.h>
#include <stdio.h>

enum {
	REQ_QUEUE = REQ_OWN,
	REQ_AREA,
	REQ_NEW,
};

#define TICK_MS 1000
#define LINES_MAX 60
#define TILES (HOME_QUEUES - HOME_TILES)
#define TILE_ROWS (TILES / 2)
#define KIND_COLUMN 1
#define WHEN_COLUMN 14
#define TITLE_COLUMN 26
#define STATE_WIDTH 13
#define COUNT_WIDTH 14

/* A list or a day that is not over. */
struct desk_line {
	const char *screen;
	const struct record_kind *kind;
	const char *id, *when, *title, *state, *count;
};

struct state {
	struct home home;
	struct arena arena; /* the lines' */
	struct desk_line lines[LINES_MAX];
	size_t count;
	struct ui_list list;
	int64_t version, minute;
};

/* ---- reading --------------------------------------------------------------------------------- */

struct reading_lines {
	struct ui *ui;
	struct state *state;
	const char *screen;
	struct err *err;
	int result;
};

static int count_kits(const struct reading_lines *reading, const char *id, const char *state,
		      uint64_t *ret)
{
	const struct store_filter filters[] = {
		{.name = "handover", .value = id}, {.name = "state", .value = state}};

	return store_count_where(reading->ui->store, record_kind_find("kit"), filters,
				 ARRAY_LEN(filters), ret, reading->err);
}

/* "đã trao 7/12": what came back later was given that day, too. */
static int say_given(const struct reading_lines *reading, const char *id, struct buf *ret)
{
	static const char *const states[] = {"given", "returned", "lost", "reserved"};
	uint64_t counts[ARRAY_LEN(states)] = {0}, given;
	int r = 0;

	for (size_t i = 0; r == 0 && i < ARRAY_LEN(states); i++)
		r = count_kits(reading, id, states[i], &counts[i]);
	given = counts[0] + counts[1] + counts[2];
	buf_printf(ret, _("đã trao %llu/%llu"), (unsigned long long)given,
		   (unsigned long long)given + counts[3]);
	return r;
}

static int say_pupils(const struct reading_lines *reading, const char *id, struct buf *ret)
{
	const struct store_filter filter = {.name = "roster", .value = id};
	uint64_t count = 0;
	int r = store_count_where(reading->ui->store, record_kind_find("recipient"), &filter, 1,
				  &count, reading->err);

	buf_printf(ret, _("%llu em"), (unsigned long long)count);
	return r;
}

static int take_line(void *user, const struct record_kind *kind, const struct record *record)
{
	struct reading_lines *reading = user;
	struct state *state = reading->state;
	struct desk_line *line = &state->lines[state->count];
	bool is_day = str_eq(kind->name, "handover");
	AUTO(buf_done) struct buf when = {0}, count = {0}, word = {0};

	if (state->count == LINES_MAX)
		return 1;
	reading->result = is_day ? say_given(reading, record->id, &count)
				 : say_pupils(reading, record->id, &count);
	if (is_day)
		record_show_value(&when, record_field_find(kind, "on_date"),
				  record_value(kind, record, "on_date"));
	record_show_value(&word, record_field_find(kind, "state"),
			  record_value(kind, record, "state"));
	*line = (struct desk_line){
		.screen = reading->screen,
		.kind = kind,
		.id = arena_str(&state->arena, record->id),
		.when = arena_str(&state->arena, buf_text(&when)),
		.title = arena_str(&state->arena, record_value(kind, record, "name")),
		.state = arena_str(&state->arena, buf_text(&word)),
		.count = arena_str(&state->arena, buf_text(&count)),
	};
	state->count++;
	return reading->result < 0;
}

static int read_lines(struct reading_lines *reading, const char *kind, const char *word)
{
	const struct store_filter filter = {.name = "state", .value = word};
	const struct store_query query = {.filters = &filter, .filter_count = 1,
					  .limit = LINES_MAX};
	int r;

	reading->screen = kind;
	r = store_list(reading->ui->store, record_kind_find(kind), &query, take_line, reading,
		       reading->err);
	return r < 0 ? r : reading->result;
}

static int read_all(struct ui *ui, struct state *state, struct err *err)
{
	static const char *const places[][2] = {
		{"handover", "open"}, {"handover", "planned"}, {"roster", "sent"},
		{"roster", "draft"}};
	struct reading_lines reading = {.ui = ui, .state = state, .err = err};
	char now[CLOCK_TEXT_MAX];
	struct home home;
	int r = store_version(ui->store, &state->version, err);

	clock_text(now);
	state->minute = clock_unix_ms() / 60000;
	if (r == 0)
		r = flow_home(&home, ui->store, ui->plan, now, err);
	if (r < 0)
		return r;
	home_done(&state->home);
	state->home = home;
	arena_done(&state->arena);
	state->count = 0;
	for (size_t i = 0; r == 0 && i < ARRAY_LEN(places); i++)
		r = read_lines(&reading, places[i][0], places[i][1]);
	return r;
}

static bool is_old(struct ui *ui, const struct state *state)
{
	int64_t version = state->version;

	return store_version(ui->store, &version, NULL) < 0 || version != state->version ||
	       clock_unix_ms() / 60000 != state->minute;
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
	struct state *state = data;

	(void)ui;
	home_done(&state->home);
	arena_done(&state->arena);
}

/* ---- drawing --------------------------------------------------------------------------------- */

static void draw_line(const struct desk_line *line, struct canvas *canvas, int row,
		      bool is_selected)
{
	enum ui_style style = is_selected ? STYLE_SELECTED : STYLE_NORMAL;
	int state = canvas_columns(canvas) - STATE_WIDTH - COUNT_WIDTH - 1;

	canvas_text(canvas, row, 0, 0, style, "");
	canvas_text(canvas, row, KIND_COLUMN, WHEN_COLUMN - KIND_COLUMN - 1, style,
		    str_eq(line->kind->name, "handover") ? _("Buổi trao") : _("Danh sách"));
	canvas_text(canvas, row, WHEN_COLUMN, TITLE_COLUMN - WHEN_COLUMN - 1, style, line->when);
	canvas_text(canvas, row, TITLE_COLUMN, state - TITLE_COLUMN - 1, style, line->title);
	canvas_text(canvas, row, state, STATE_WIDTH - 1, style, line->state);
	canvas_text(canvas, row, state + STATE_WIDTH, 0, style, line->count);
}

static void draw_lines(struct state *state, struct canvas *canvas, int row, int rows)
{
	canvas_line(canvas, row, 0, 0);
	canvas_printf(canvas, row, 1, text_width(_(" Đang làm ")), STYLE_DIM, _(" Đang làm "));
	ui_list_fit(&state->list, state->count, (size_t)rows - 1);
	if (!state->count)
		canvas_text(canvas, row + 1, 3, 0, STYLE_DIM,
			    _("Chưa có danh sách hay buổi trao nào; F7: lập danh sách mới."));
	for (size_t i = state->list.top; i < state->count && ++row && rows-- > 1; i++)
		draw_line(&state->lines[i], canvas, row, i == state->list.selected);
}

static void draw(struct ui *ui, void *data, struct canvas *canvas)
{
	struct state *state = data;
	int menu = canvas_rows(canvas) - DESK_AREA_ROWS - 1, half = canvas_columns(canvas) / 2;

	(void)ui;
	for (int i = 0; i < TILES; i++)
		if (!state->home.is_hidden[HOME_TILES + i])
			home_draw_tile(&state->home, canvas, i % TILE_ROWS,
				       i < TILE_ROWS ? 0 : half, half, HOME_TILES + (size_t)i);
	home_draw_menu(canvas, menu, desk_areas, desk_area_count, DESK_AREA_ROWS);
	draw_lines(state, canvas, TILE_ROWS, menu - TILE_ROWS);
}

/* ---- keys ------------------------------------------------------------------------------------ */

static void open_line(struct ui *ui, const struct state *state)
{
	if (state->list.selected < state->count)
		ui_open(ui, state->lines[state->list.selected].screen,
			state->lines[state->list.selected].id);
}

static void open_place(struct ui *ui, const struct ui_event *event)
{
	const struct home_place *place =
		event->request == REQ_QUEUE
			? home_queue_place(HOME_TILES + (size_t)(*event->text - '1'))
			: home_place_find(desk_areas, desk_area_count, event->text);

	if (place)
		ui_open(ui, place->screen, place->argument);
}

static bool handle(struct ui *ui, void *data, const struct ui_event *event)
{
	struct state *state = data;
	struct err err;

	switch (event->request) {
	case REQ_TICK:
	case REQ_RETURN:
		if (event->request == REQ_TICK && !is_old(ui, state))
			return false;
		if (read_all(ui, state, &err) < 0)
			ui_say(ui, STYLE_FAIL, "%s", err.text);
		return true;
	case REQ_OPEN:
		open_line(ui, state);
		return true;
	case REQ_NEW:
		ui_open(ui, "form", "add roster");
		return true;
	case REQ_QUEUE:
	case REQ_AREA:
		open_place(ui, event);
		return true;
	default:
		return ui_list_move(&state->list, event->request, state->count);
	}
}

static const char *hint(struct ui *ui, void *data)
{
	(void)ui;
	(void)data;
	return _("Enter: mở dòng đang chọn; số và chữ ở đầu mục: mở mục đó");
}

static const struct ui_key keys[] = {
	{REQ_OPEN, "Enter", N_("Mở"), N_("mở danh sách hoặc buổi trao đang chọn")},
	{REQ_NEW, "F7 ^N", N_("Danh sách mới"), N_("lập một danh sách đề xuất mới")},
	{REQ_QUEUE, "1 2 3 4 5 6", NULL, N_("mở những việc đang chờ của ô có số đó")},
	{REQ_AREA, DESK_AREA_KEYS, NULL, N_("mở sổ có chữ đó ở đầu")},
};

const struct screen scr_desk = {
	.name = "desk",
	.title = N_("Học sinh và trao máy"),
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
