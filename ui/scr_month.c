/*
 * A month's or a year's figures with small bars; Enter on one shows the records behind it, Enter
 * there opens the record. From here either is printed, and a month closed.
 */
#include "trace_priv.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>

enum {
	REQ_EARLIER = REQ_OWN,
	REQ_LATER,
	REQ_PRINT,
	REQ_CLOSE,
	REQ_YEAR,
};

#define LABEL_COLUMN 3
#define BAR_WIDTH 16
#define MONTH_TEXT 8 /* "2026-11" */

/* A line is a section's head, a figure, or something said below it. */
struct line {
	const char *head, *note;
	const struct month_figure *figure;
	const char *month; /* of an adjustment */
	int64_t longest; /* what its bar is measured by; 0: it has none */
};

struct state {
	char month[MONTH_TEXT]; /* or the year: "2026" */
	char left[MONTH_TEXT]; /* the month that a year was opened from; "" none */
	struct month_pack pack;
	struct arena arena; /* of the lines */
	struct line *lines;
	size_t count;
	struct ui_list list;
	struct ui_trace trace;
	bool is_close_asked, is_early_asked; /* early: what is asked says that the month runs */
};

/* ---- reading --------------------------------------------------------------------------------- */

static struct line *add_line(struct state *state)
{
	return &state->lines[state->count++];
}

/* Parts are measured by the largest of them; a figure with a target by that. */
static int64_t longest_of(const struct month_pack *pack, size_t at)
{
	const struct month_figure *figure = pack->figures[at];
	int64_t most = figure->target > figure->value ? figure->target : figure->value;
	size_t len = (size_t)(strrchr(figure->key, '.') - figure->key);

	if (!figure->is_part)
		return figure->target ? most : 0;
	for (size_t i = 0; i < pack->count; i++) {
		const struct month_figure *other = pack->figures[i];

		if (other->is_part && strncmp(other->key, figure->key, len + 1) == 0 &&
		    other->value > most)
			most = other->value;
	}
	return most;
}

static void add_figures(struct state *state)
{
	const struct month_pack *pack = &state->pack;
	int section = -1;

	for (size_t i = 0; i < pack->count; i++) {
		const struct month_figure *figure = pack->figures[i];

		if ((int)figure->section != section)
			add_line(state)->head = _(month_section_titles[figure->section]);
		section = (int)figure->section;
		*add_line(state) = (struct line){
			.figure = figure,
			.longest = strchr(figure->key, '.') ? longest_of(pack, i) : 0};
		if (figure->listing)
			add_line(state)->note = figure->listing;
	}
}

static void make_lines(struct state *state)
{
	const struct month_pack *pack = &state->pack;
	size_t most = 2 * pack->count + pack->adjustment_count + 2 * MONTH_SECTIONS + 2;

	arena_done(&state->arena);
	state->lines = arena_alloc(&state->arena, most * sizeof(*state->lines));
	state->count = 0;
	add_figures(state);
	for (unsigned i = 0; i < MONTH_SECTIONS; i++)
		if (pack->hidden & MONTH_BIT(i)) {
			add_line(state)->head = _(month_section_titles[i]);
			add_line(state)->note = _("bạn không được xem; đổi người làm (F4)");
		}
	if (pack->adjustment_count)
		add_line(state)->head = _("Điều chỉnh các tháng đã chốt");
	for (size_t i = 0; i < pack->adjustment_count; i++)
		*add_line(state) = (struct line){.figure = &pack->adjustments[i].figure,
						 .month = pack->adjustments[i].month};
}

static int read_month(struct ui *ui, struct state *state, const char *month, struct err *err)
{
	AUTO(month_done) struct month_pack pack = {0};
	char now[CLOCK_TEXT_MAX];
	int r;

	clock_text(now);
	r = flow_month(&pack, ui->store, ui->plan, month, now, err);
	if (r < 0)
		return r;
	month_done(&state->pack);
	state->pack = pack;
	pack = (struct month_pack){0};
	snprintf(state->month, sizeof(state->month), "%.7s", state->pack.period);
	make_lines(state);
	return 0;
}

static void read_again(struct ui *ui, struct state *state, const char *month)
{
	struct err err;

	if (read_month(ui, state, month, &err) < 0)
		ui_say(ui, STYLE_FAIL, "%s", err.text);
}

static int enter(struct ui *ui, void *data, const char *argument, struct err *err)
{
	char now[CLOCK_TEXT_MAX];

	if (!ui->store)
		return err_set(err, ENOENT, _("không mở được sổ; xem hotroit doctor"));
	clock_text(now);
	now[MONTH_TEXT - 1] = '\0';
	return read_month(ui, data, argument ? argument : now, err);
}

static void leave(struct ui *ui, void *data)
{
	struct state *state = data;

	(void)ui;
	month_done(&state->pack);
	ui_trace_end(&state->trace);
	arena_done(&state->arena);
}

static bool is_year(const struct state *state)
{
	return strlen(state->month) == strlen("2026");
}

static void turn_year(struct ui *ui, struct state *state, int by)
{
	char text[24];
	int64_t year;

	if (!str_to_i64(state->month, &year))
		return;
	snprintf(text, sizeof(text), "%04lld", (long long)year + by);
	*state->left = '\0';
	read_again(ui, state, text);
}

/* From a month to its year, and back to it; from another year to its last month. */
static void change_length(struct ui *ui, struct state *state)
{
	char text[MONTH_TEXT];

	if (!is_year(state)) {
		memcpy(state->left, state->month, sizeof(state->left));
		snprintf(text, sizeof(text), "%.4s", state->month);
	} else if (*state->left) {
		memcpy(text, state->left, sizeof(text));
	} else {
		snprintf(text, sizeof(text), "%.4s-12", state->month);
	}
	state->list = (struct ui_list){0};
	read_again(ui, state, text);
}

static void turn(struct ui *ui, struct state *state, int by)
{
	struct date day = {.day = 1};
	char first[DATE_TEXT_MAX], text[DATE_TEXT_MAX];

	if (is_year(state)) {
		turn_year(ui, state, by);
		return;
	}
	snprintf(first, sizeof(first), "%.7s-01", state->month);
	if (!date_read(first, &day))
		return;
	/* A day of the month before, or one of the month after. */
	day = date_after_days(&day, by < 0 ? -1 : 31);
	date_print(&day, text);
	text[MONTH_TEXT - 1] = '\0';
	read_again(ui, state, text);
}

static void begin_trace(struct ui *ui, struct state *state)
{
	const struct line *line = state->count ? &state->lines[state->list.selected] : NULL;

	if (line && line->figure && line->figure->kind)
		ui_trace_begin(ui, &state->trace, ui->plan,
			       line->month ? line->month : state->month, line->figure->key);
}

/* ---- drawing --------------------------------------------------------------------------------- */

static void draw_bar(struct canvas *canvas, int row, const struct line *line)
{
	int column = canvas_columns(canvas) - BAR_WIDTH;
	int64_t value = line->figure->value;

	/* đồng do not fit a bar's numbers: both are made small. */
	while (line->longest && value > INT_MAX)
		value /= 1000;
	if (line->longest > 0 && line->longest <= INT_MAX && value >= 0)
		canvas_bar(canvas, row, column, BAR_WIDTH, (unsigned)value,
			   (unsigned)line->longest);
}

static void draw_figure(struct canvas *canvas, int row, const struct line *line,
			enum ui_style style)
{
	const struct month_figure *figure = line->figure;
	AUTO(buf_done) struct buf label = {0}, value = {0};
	int indent = figure->is_part ? 2 : 0;
	int end = canvas_columns(canvas) - BAR_WIDTH - 1;

	if (line->month)
		buf_printf(&label, "%s ", line->month);
	month_label(&label, figure, MONTH_SHOWN);
	if (line->month && figure->value > 0)
		buf_add_char(&value, '+');
	month_value(&value, figure, MONTH_SHOWN);
	if (figure->target && figure->is_known)
		buf_printf(&value, " / %lld", (long long)figure->target);
	canvas_text(canvas, row, 0, 0, style, "");
	canvas_text(canvas, row, LABEL_COLUMN + indent,
		    end - text_width(buf_text(&value)) - LABEL_COLUMN - indent - 1, style,
		    buf_text(&label));
	canvas_text(canvas, row, end - text_width(buf_text(&value)), 0, style, buf_text(&value));
	draw_bar(canvas, row, line);
}

static void draw_line(struct canvas *canvas, int row, const struct line *line, bool is_selected)
{
	enum ui_style style = is_selected ? STYLE_SELECTED : STYLE_NORMAL;

	if (line->figure)
		draw_figure(canvas, row, line, style);
	else if (line->head)
		canvas_text(canvas, row, 1, 0, is_selected ? style : STYLE_TITLE, line->head);
	else
		canvas_text(canvas, row, LABEL_COLUMN + 2, 0, is_selected ? style : STYLE_DIM,
			    line->note);
}

static void draw(struct ui *ui, void *data, struct canvas *canvas)
{
	struct state *state = data;
	size_t rows = (size_t)(canvas_rows(canvas) - 2);
	AUTO(buf_done) struct buf standing = {0};

	(void)ui;
	if (state->trace.figure) {
		ui_trace_draw(&state->trace, canvas);
		return;
	}
	month_standing(&standing, &state->pack, MONTH_SHOWN);
	canvas_printf(canvas, 0, 1, 0, STYLE_TITLE, "%s: %s", state->month, buf_text(&standing));
	canvas_line(canvas, 1, 0, 0);
	ui_list_fit(&state->list, state->count, rows);
	for (size_t i = 0; i < rows && state->list.top + i < state->count; i++)
		draw_line(canvas, 2 + (int)i, &state->lines[state->list.top + i],
			  state->list.top + i == state->list.selected);
}

/* ---- keys ------------------------------------------------------------------------------------ */

static void print(struct ui *ui, const struct state *state)
{
	AUTO(buf_done) struct buf data = {0};
	char file[32];
	struct err err;

	if (flow_month_pdf(&data, ui->store, &state->pack, &(struct flow_paper_wish){0}, &err) <
	    0) {
		ui_say(ui, STYLE_FAIL, "%s", err.text);
		return;
	}
	snprintf(file, sizeof(file), "%s-%s.pdf", is_year(state) ? "year" : "month", state->month);
	ui_print(ui, file, &data, flow_month_file_for(&state->pack));
}

static void close_month(struct ui *ui, struct state *state)
{
	AUTO(buf_done) struct buf said = {0};
	char now[CLOCK_TEXT_MAX];
	struct err err;

	store_now(ui->store, now);
	if (flow_month_close(ui->store, ui->plan, state->month, now, state->is_early_asked, &said,
			     &err) < 0) {
		ui_say(ui, STYLE_FAIL, "%s", err.text);
		return;
	}
	ui_say(ui, STYLE_PASS, _("Đã chốt tháng %s; ghi thêm sẽ là điều chỉnh tháng sau"),
	       state->month);
	read_again(ui, state, state->month);
}

/* What is frozen before its month is over will be short for ever. */
static void ask_to_close(struct ui *ui, struct state *state)
{
	char now[CLOCK_TEXT_MAX];

	store_now(ui->store, now);
	state->is_close_asked = !state->pack.frozen;
	state->is_early_asked = flow_month_is_running(state->month, now);
	if (state->pack.frozen)
		ui_say(ui, STYLE_REVIEW, _("Tháng này đã chốt"));
}

static bool handle_asked(struct ui *ui, struct state *state, const struct ui_event *event)
{
	state->is_close_asked = false;
	if (event->request == REQ_OPEN)
		close_month(ui, state);
	return event->request == REQ_OPEN || event->request == REQ_BACK;
}

static bool handle(struct ui *ui, void *data, const struct ui_event *event)
{
	struct state *state = data;

	if (state->trace.figure)
		return ui_trace_handle(ui, &state->trace, event);
	if (state->is_close_asked && event->request != REQ_TICK)
		return handle_asked(ui, state, event);
	switch (event->request) {
	case REQ_EARLIER:
		turn(ui, state, -1);
		return true;
	case REQ_LATER:
		turn(ui, state, 1);
		return true;
	case REQ_OPEN:
		begin_trace(ui, state);
		return true;
	case REQ_PRINT:
		print(ui, state);
		return true;
	case REQ_CLOSE:
		ask_to_close(ui, state);
		return true;
	case REQ_YEAR:
		change_length(ui, state);
		return true;
	case REQ_RETURN:
		read_again(ui, state, state->month);
		return true;
	default:
		return ui_list_move(&state->list, event->request, state->count);
	}
}

static const char *hint(struct ui *ui, void *data)
{
	const struct state *state = data;

	(void)ui;
	if (state->is_close_asked && state->is_early_asked)
		return _("CHƯA HẾT THÁNG. Vẫn chốt, số liệu giữ mãi? Enter: chốt; Esc: thôi");
	if (state->is_close_asked)
		return _("Chốt tháng này, giữ số liệu mãi như đang có? Enter: chốt; Esc: thôi");
	if (state->trace.figure)
		return _("Bản ghi làm nên số này, theo sổ hôm nay. Enter: mở; Esc: về");
	if (is_year(state))
		return _("Enter: xem bản ghi làm nên số đang chọn; trái, phải: đổi năm");
	return _("Enter: xem bản ghi làm nên số đang chọn; trái, phải: đổi tháng");
}

static const char *heading(struct ui *ui, const void *data)
{
	(void)ui;
	return is_year(data) ? _("Báo cáo năm") : _("Báo cáo tháng");
}

/* A year is not closed: its months are. */
static bool has_key(struct ui *ui, const void *data, int request)
{
	(void)ui;
	return request != REQ_CLOSE || !is_year(data);
}

static const struct ui_key keys[] = {
	{REQ_OPEN, "Enter", N_("Bản ghi"), N_("xem các bản ghi làm nên số đang chọn")},
	{REQ_YEAR, "F6 n", N_("Tháng/Năm"), N_("số liệu cả năm; bấm lần nữa: về tháng")},
	{REQ_EARLIER, "Left -", NULL, N_("xem tháng, năm trước")},
	{REQ_LATER, "Right +", NULL, N_("xem tháng, năm sau")},
	{REQ_PRINT, "p", N_("In"), N_("in báo cáo tháng, năm ra PDF và máy in")},
	{REQ_CLOSE, "F8 9", N_("Chốt"), N_("chốt số liệu tháng này; việc của điều phối")},
};

const struct screen scr_month = {
	.name = "month",
	.title = N_("Báo cáo tháng"),
	.heading = heading,
	.keys = keys,
	.key_count = ARRAY_LEN(keys),
	.state_size = sizeof(struct state),
	.enter = enter,
	.leave = leave,
	.draw = draw,
	.handle = handle,
	.hint = hint,
	.has_key = has_key,
};
