/*
 * Every machine that was taken in, found while one types. Only one page is ever read, whatever the
 * number of rows; the exact count follows when the keyboard is quiet.
 */
#include "screen.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define COLUMNS_MAX 12
#define HEAD_ROWS 3
#define TEXT_COLUMN_MIN 12
#define PAGE_DEFAULT 32 /* before the first drawing says how many rows there are */

struct row {
	const char *id;
	const char *cells[COLUMNS_MAX]; /* as shown */
};

struct state {
	const struct record_kind *kind;
	size_t fields[COLUMNS_MAX]; /* the shown columns, as indexes of kind->fields */
	size_t column_count, verdict_column;
	struct ui_entry words;
	struct arena arena; /* the page's */
	struct row *rows;
	int widest[COLUMNS_MAX]; /* of the page's cells */
	size_t count, page; /* rows read, and rows that fit */
	bool more; /* there is a row after the page */
	/* Where each page before this one began, so that going back needs no second order. */
	char (*starts)[UUID_TEXT_MAX];
	size_t start_count, start_cap;
	char after[UUID_TEXT_MAX]; /* this page begins after it, or "" */
	struct ui_list list;
	uint64_t total;
	bool total_known;
};

/* ---- reading a page -------------------------------------------------------------------------- */

static const char *show_value(struct arena *arena, const struct field *field, const char *value)
{
	AUTO(buf_done) struct buf text = {0};

	if (field->type == FIELD_INT && str_eq(value, "0"))
		return "";
	record_show_value(&text, field, value);
	return arena_str(arena, buf_text(&text));
}

static const char *show_verdict(struct arena *arena, const char *value)
{
	static const enum verdict_word words[] = {VERDICT_PASS, VERDICT_FAIL, VERDICT_REVIEW};
	AUTO(buf_done) struct buf text = {0};

	for (size_t i = 0; value && i < ARRAY_LEN(words); i++)
		if (str_eq(verdict_word_key(words[i]), value)) {
			ui_verdict_text(&text, words[i]);
			return arena_str(arena, buf_text(&text));
		}
	return "";
}

static int take_row(void *user, const struct record_kind *kind, const struct record *record)
{
	struct state *state = user;
	struct row *row = &state->rows[state->count];

	if (state->count == state->page) {
		state->more = true;
		return 1;
	}
	row->id = arena_str(&state->arena, record->id);
	for (size_t i = 0; i < state->column_count; i++) {
		size_t field = state->fields[i];

		row->cells[i] = i == state->verdict_column
					? show_verdict(&state->arena, record->values[field])
					: show_value(&state->arena, &kind->fields[field],
						     record->values[field]);
	}
	state->count++;
	return 0;
}

static void measure_page(struct state *state)
{
	for (size_t column = 0; column < state->column_count; column++) {
		int most = text_width(_(state->kind->fields[state->fields[column]].label));

		for (size_t i = 0; i < state->count; i++) {
			int width = text_width(state->rows[i].cells[column]);

			if (width > most)
				most = width;
		}
		state->widest[column] = most;
	}
}

static int read_page(struct ui *ui, struct state *state, struct err *err)
{
	const struct store_query query = {
		.words = *state->words.text ? state->words.text : NULL,
		.after_id = *state->after ? state->after : NULL,
		.limit = state->page + 1,
	};

	int r;

	arena_done(&state->arena);
	state->count = 0;
	state->more = false;
	state->rows = arena_alloc(&state->arena, state->page * sizeof(*state->rows));
	r = store_list(ui->store, state->kind, &query, take_row, state, err);
	measure_page(state);
	return r;
}

static void show_page(struct ui *ui, struct state *state)
{
	struct err err;

	if (read_page(ui, state, &err) < 0)
		ui_say(ui, STYLE_FAIL, "%s", err.text);
}

static void show_first_page(struct ui *ui, struct state *state)
{
	state->start_count = 0;
	*state->after = '\0';
	state->list = (struct ui_list){0};
	show_page(ui, state);
}

static void show_next_page(struct ui *ui, struct state *state)
{
	if (state->start_count == state->start_cap) {
		size_t cap = state->start_cap ? state->start_cap * 2 : 64;
		void *grown = realloc(state->starts, cap * sizeof(*state->starts));

		if (!grown)
			return;
		state->starts = grown;
		state->start_cap = cap;
	}
	memcpy(state->starts[state->start_count++], state->after, UUID_TEXT_MAX);
	snprintf(state->after, sizeof(state->after), "%s", state->rows[state->count - 1].id);
	state->list.selected = 0;
	show_page(ui, state);
}

static void show_previous_page(struct ui *ui, struct state *state)
{
	memcpy(state->after, state->starts[--state->start_count], UUID_TEXT_MAX);
	show_page(ui, state);
	state->list.selected = state->count ? state->count - 1 : 0;
}

/* ---- the screen ------------------------------------------------------------------------------ */

static int enter(struct ui *ui, void *data, const char *argument, struct err *err)
{
	struct state *state = data;

	(void)argument;
	if (!ui->store)
		return err_set(err, ENOENT, _("không mở được sổ thiết bị; xem hotroit doctor"));
	state->kind = record_kind_find("device");
	state->page = PAGE_DEFAULT;
	state->verdict_column = COLUMNS_MAX;
	for (size_t i = 0; state->kind->list_columns[i] && state->column_count < COLUMNS_MAX; i++) {
		const struct field *field =
			record_field_find(state->kind, state->kind->list_columns[i]);

		if (str_eq(field->name, "verdict"))
			state->verdict_column = state->column_count;
		state->fields[state->column_count++] = (size_t)(field - state->kind->fields);
	}
	ui_when_idle(ui);
	return read_page(ui, state, err);
}

static void leave(struct ui *ui, void *data)
{
	struct state *state = data;

	(void)ui;
	arena_done(&state->arena);
	free(state->starts);
}

static bool gives_way(const struct state *state, size_t column)
{
	return state->kind->fields[state->fields[column]].type == FIELD_TEXT;
}

static int total_width(const struct state *state, const int *widths, int most)
{
	int total = 1;

	for (size_t i = 0; i < state->column_count; i++)
		if (widths[i])
			total += 2 + (gives_way(state, i) && widths[i] > most ? most : widths[i]);
	return total;
}

/* Columns as wide as what they hold. Where that is too much the last ones are left out (0), never
 * the verdict; then free text gives way. */
static void measure(const struct state *state, int room, int *ret_widths)
{
	int most = room;

	for (size_t i = 0; i < state->column_count; i++)
		ret_widths[i] = state->widest[i];
	for (size_t i = state->column_count; i-- > 1;)
		if (i != state->verdict_column &&
		    total_width(state, ret_widths, TEXT_COLUMN_MIN) > room)
			ret_widths[i] = 0;
	while (most > 1 && total_width(state, ret_widths, most) > room)
		most--;
	for (size_t i = 0; i < state->column_count; i++)
		if (gives_way(state, i) && ret_widths[i] > most)
			ret_widths[i] = most;
}

static enum ui_style cell_style(const struct state *state, size_t column, const char *cell)
{
	if (column != state->verdict_column)
		return STYLE_NORMAL;
	return str_starts(cell, "●")   ? STYLE_PASS
	       : str_starts(cell, "X") ? STYLE_FAIL
				       : STYLE_REVIEW;
}

static void draw_row(const struct state *state, struct canvas *canvas, int row, const int *widths,
		     const struct row *cells, bool selected)
{
	int column = 1;

	canvas_text(canvas, row, 0, 0, selected ? STYLE_SELECTED : STYLE_NORMAL, "");
	for (size_t i = 0; i < state->column_count; i++) {
		const struct field *field = &state->kind->fields[state->fields[i]];
		const char *cell = cells ? cells->cells[i] : _(field->label);
		enum ui_style style = selected ? STYLE_SELECTED
				      : cells  ? cell_style(state, i, cell)
					       : STYLE_DIM;

		if (!widths[i])
			continue;
		if (*cell)
			canvas_text(canvas, row, column, widths[i], style, cell);
		column += widths[i] + 2;
	}
}

static void draw_count(const struct state *state, struct canvas *canvas)
{
	char text[64];

	if (state->total_known)
		snprintf(text, sizeof(text), _("%llu máy"), (unsigned long long)state->total);
	else
		snprintf(text, sizeof(text), "%s", _("đang đếm…"));
	canvas_text(canvas, 0, canvas_columns(canvas) - text_width(text) - 1, 0, STYLE_DIM, text);
}

static void draw(struct ui *ui, void *data, struct canvas *canvas)
{
	struct state *state = data;
	size_t rows = (size_t)canvas_rows(canvas) - HEAD_ROWS;
	int widths[COLUMNS_MAX], row = HEAD_ROWS;

	if (rows != state->page) {
		state->page = rows;
		show_page(ui, state);
	}
	ui_list_fit(&state->list, state->count, rows);
	ui_entry_draw_labelled(ui, &state->words, canvas, 0, _(" Tìm"));
	draw_count(state, canvas);
	measure(state, canvas_columns(canvas), widths);
	draw_row(state, canvas, 2, widths, NULL, false);
	for (size_t i = 0; i < state->count; i++, row++)
		draw_row(state, canvas, row, widths, &state->rows[i], i == state->list.selected);
	if (!state->count)
		canvas_text(canvas, row + 1, 1, 0, STYLE_REVIEW,
			    *state->words.text
				    ? _("Không có máy nào như vậy; xoá bớt chữ để tìm rộng hơn.")
				    : _("Chưa nhận máy nào; Esc để về bàn rồi bấm F5 để dò."));
}

static bool move(struct ui *ui, struct state *state, int request)
{
	bool at_end = state->count && state->list.selected == state->count - 1;

	switch (request) {
	case REQ_DOWN:
	case REQ_PAGE_DOWN:
		if (state->more && (at_end || request == REQ_PAGE_DOWN)) {
			show_next_page(ui, state);
			return true;
		}
		break;
	case REQ_UP:
	case REQ_PAGE_UP:
		if (state->start_count && (!state->list.selected || request == REQ_PAGE_UP)) {
			show_previous_page(ui, state);
			return true;
		}
		break;
	case REQ_HOME:
		show_first_page(ui, state);
		return true;
	default:
		break;
	}
	return ui_list_move(&state->list, request, state->count);
}

static void count_all(struct ui *ui, struct state *state)
{
	const char *words = *state->words.text ? state->words.text : NULL;
	struct err err;

	if (store_count(ui->store, state->kind, words, &state->total, &err) < 0)
		ui_say(ui, STYLE_FAIL, "%s", err.text);
	else
		state->total_known = true;
}

static bool handle(struct ui *ui, void *data, const struct ui_event *event)
{
	struct state *state = data;
	/* Home and End are the list's. */
	bool is_list = event->request == REQ_HOME || event->request == REQ_END;

	switch (is_list ? ENTRY_PASSED : ui_entry_handle(ui, &state->words, event)) {
	case ENTRY_CHANGED:
		state->total_known = false;
		show_first_page(ui, state);
		ui_when_idle(ui);
		return true;
	case ENTRY_USED:
		return true;
	case ENTRY_PASSED:
		break;
	}
	switch (event->request) {
	case REQ_IDLE:
		count_all(ui, state);
		return true;
	case REQ_RETURN:
		state->total_known = false;
		show_page(ui, state);
		ui_when_idle(ui);
		return true;
	case REQ_OPEN:
		if (state->count)
			ui_open(ui, "verdict", state->rows[state->list.selected].id);
		return true;
	default:
		return move(ui, state, event->request);
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
	(void)ui;
	(void)data;
	return _("Gõ mã, hãng, kiểu máy (có dấu hay không đều được); Enter để xem máy");
}

static const struct ui_key keys[] = {
	{REQ_OPEN, "Enter", N_("Xem"), N_("xem kết luận của máy đang chọn")},
};

const struct screen scr_devices = {
	.name = "devices",
	.title = N_("Máy đã nhận"),
	.keys = keys,
	.key_count = ARRAY_LEN(keys),
	.state_size = sizeof(struct state),
	.enter = enter,
	.leave = leave,
	.draw = draw,
	.handle = handle,
	.hint = hint,
	.wants_text = wants_text,
};
