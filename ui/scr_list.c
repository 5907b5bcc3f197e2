/*
 * The list of any kind of record, found while one types: "device", "repair state=open". Only one
 * page is ever read; the exact count follows when the keyboard is quiet.
 */
#include "list_priv.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

enum {
	REQ_NEW = REQ_OWN,
	REQ_EDIT,
};

#define HEAD_ROWS 3

struct state {
	struct list_page page;
	struct ui_entry words;
	struct ui_list list;
	uint64_t total;
	bool total_known;
	char heading[160];
};

/* ---- opening --------------------------------------------------------------------------------- */

/* "Phiếu sửa chữa: Đang sửa". */
static void make_heading(struct ui *ui, struct state *state)
{
	AUTO(buf_done) struct buf text = {0};
	const struct list_page *page = &state->page;

	buf_add_str(&text, _(page->kind->label_many));
	for (size_t i = 0; i < page->given.pair_count; i++) {
		const struct store_filter *filter = &page->given.pairs[i];
		const struct field *field = record_field_find(page->kind, filter->name);

		buf_add_str(&text, i ? ", " : ": ");
		if (!field || filter->test != STORE_IS)
			buf_printf(&text, "%s…", field ? _(field->label) : filter->name);
		else if (!filter->value)
			buf_printf(&text, _("chưa có %s"), _(field->label));
		else
			store_show_value(ui->store, field, filter->value, &text);
	}
	snprintf(state->heading, sizeof(state->heading), "%s", buf_text(&text));
}

static int enter(struct ui *ui, void *data, const char *argument, struct err *err)
{
	struct state *state = data;
	int r;

	if (!ui->store)
		return err_set(err, ENOENT, _("không mở được sổ thiết bị; xem hotroit doctor"));
	r = page_begin(&state->page, ui, argument, err);
	if (r < 0)
		return r;
	make_heading(ui, state);
	ui_when_idle(ui);
	return page_read(&state->page, ui, "", err);
}

static void leave(struct ui *ui, void *data)
{
	(void)ui;
	page_done(&((struct state *)data)->page);
}

/* Calls READ, which is one of page_*; what goes wrong is said. */
static void show(struct ui *ui, struct state *state,
		 int (*read)(struct list_page *page, struct ui *ui, const char *words,
			     struct err *err))
{
	struct err err;

	if (read(&state->page, ui, state->words.text, &err) < 0)
		ui_say(ui, STYLE_FAIL, "%s", err.text);
}

/* ---- drawing --------------------------------------------------------------------------------- */

static enum ui_style cell_style(const struct list_page *page, size_t column, const char *cell)
{
	if (column != page->verdict_column)
		return STYLE_NORMAL;
	return str_starts(cell, "●")   ? STYLE_PASS
	       : str_starts(cell, "X") ? STYLE_FAIL
				       : STYLE_REVIEW;
}

static void draw_row(const struct list_page *page, struct canvas *canvas, int row,
		     const int *widths, const struct list_row *cells, bool selected)
{
	int column = 1;

	canvas_text(canvas, row, 0, 0, selected ? STYLE_SELECTED : STYLE_NORMAL, "");
	for (size_t i = 0; i < page->column_count; i++) {
		const struct field *field = &page->kind->fields[page->fields[i]];
		const char *cell = cells ? cells->cells[i] : _(field->label);
		enum ui_style style = selected ? STYLE_SELECTED
				      : cells  ? cell_style(page, i, cell)
					       : STYLE_DIM;

		if (!widths[i])
			continue;
		if (*cell)
			canvas_text(canvas, row, column, widths[i], style, cell);
		column += widths[i] + 2;
	}
}

static bool is_device(const struct state *state)
{
	return str_eq(state->page.kind->name, "device");
}

static void draw_count(const struct state *state, struct canvas *canvas)
{
	bool is_cut = state->page.given.pair_count && *state->words.text &&
		      state->total == PAGE_COUNT_MAX;
	char text[64];

	if (state->total_known)
		snprintf(text, sizeof(text), is_device(state) ? _("%s%llu máy") : _("%s%llu dòng"),
			 is_cut ? "≥ " : "", (unsigned long long)state->total);
	else
		snprintf(text, sizeof(text), "%s", _("đang đếm…"));
	canvas_text(canvas, 0, canvas_columns(canvas) - text_width(text) - 1, 0, STYLE_DIM, text);
}

static const char *empty_text(const struct state *state)
{
	if (*state->words.text)
		return is_device(state)
			       ? _("Không có máy nào như vậy; xoá bớt chữ để tìm rộng hơn.")
			       : _("Không có dòng nào như vậy; xoá bớt chữ để tìm rộng hơn.");
	if (state->page.given.pair_count)
		return _("Không có dòng nào như vậy.");
	return is_device(state) ? _("Chưa nhận máy nào; Esc để về bàn rồi bấm F5 để dò.")
				: _("Chưa có dòng nào; F7 để thêm.");
}

static void draw(struct ui *ui, void *data, struct canvas *canvas)
{
	struct state *state = data;
	struct list_page *page = &state->page;
	size_t rows = (size_t)canvas_rows(canvas) - HEAD_ROWS;
	int widths[LIST_COLUMNS_MAX], row = HEAD_ROWS;

	if (rows != page->size) {
		page->size = rows;
		show(ui, state, page_read);
	}
	ui_list_fit(&state->list, page->count, rows);
	ui_entry_draw_labelled(ui, &state->words, canvas, 0, _(" Tìm"));
	draw_count(state, canvas);
	page_measure(page, canvas_columns(canvas), widths);
	draw_row(page, canvas, 2, widths, NULL, false);
	for (size_t i = 0; i < page->count; i++, row++)
		draw_row(page, canvas, row, widths, &page->rows[i], i == state->list.selected);
	if (!page->count)
		canvas_text(canvas, row + 1, 1, 0, STYLE_REVIEW, empty_text(state));
}

/* ---- keys ------------------------------------------------------------------------------------ */

static bool move(struct ui *ui, struct state *state, int request)
{
	struct list_page *page = &state->page;
	bool at_end = page->count && state->list.selected == page->count - 1;

	switch (request) {
	case REQ_DOWN:
	case REQ_PAGE_DOWN:
		if (!page->more || (!at_end && request == REQ_DOWN))
			break;
		show(ui, state, page_next);
		state->list.selected = 0;
		return true;
	case REQ_UP:
	case REQ_PAGE_UP:
		if (!page->start_count || (state->list.selected && request == REQ_UP))
			break;
		show(ui, state, page_previous);
		state->list.selected = page->count ? page->count - 1 : 0;
		return true;
	case REQ_HOME:
		state->list = (struct ui_list){0};
		show(ui, state, page_first);
		return true;
	default:
		break;
	}
	return ui_list_move(&state->list, request, page->count);
}

static void count_all(struct ui *ui, struct state *state)
{
	struct err err;

	if (page_total(&state->page, ui, state->words.text, &state->total, &err) < 0)
		ui_say(ui, STYLE_FAIL, "%s", err.text);
	else
		state->total_known = true;
}

/* What was there may have changed. */
static void show_again(struct ui *ui, struct state *state)
{
	state->total_known = false;
	show(ui, state, page_read);
	ui_when_idle(ui);
}

static void open_selected(struct ui *ui, const struct state *state, const char *screen,
			  const char *verb)
{
	AUTO(buf_done) struct buf argument = {0};

	if (!state->page.count)
		return;
	buf_printf(&argument, "%s%s %s", verb, state->page.kind->name,
		   state->page.rows[state->list.selected].id);
	ui_open(ui, screen, buf_text(&argument));
}

/* A new row begins as what the list is filtered by. */
static void open_new(struct ui *ui, const struct state *state)
{
	const struct list_page *page = &state->page;
	AUTO(buf_done) struct buf argument = {0};

	/* A contest comes from a plan, with its parts. */
	if (str_eq(page->kind->name, "contest")) {
		ui_open(ui, "contest_new", NULL);
		return;
	}
	buf_printf(&argument, "add %s", page->kind->name);
	for (size_t i = 0; i < page->given.pair_count; i++)
		if (page->given.pairs[i].test == STORE_IS && page->given.pairs[i].value)
			buf_printf(&argument, " %s=%s", page->given.pairs[i].name,
				   page->given.pairs[i].value);
	ui_open(ui, "form", buf_text(&argument));
}

static bool handle_request(struct ui *ui, struct state *state, int request)
{
	switch (request) {
	case REQ_IDLE:
		count_all(ui, state);
		return true;
	case REQ_RETURN:
		show_again(ui, state);
		return true;
	case REQ_OPEN:
		open_selected(ui, state, "record", "");
		return true;
	case REQ_EDIT:
		open_selected(ui, state, "form", "set ");
		return true;
	case REQ_NEW:
		open_new(ui, state);
		return true;
	default:
		return move(ui, state, request);
	}
}

static bool handle(struct ui *ui, void *data, const struct ui_event *event)
{
	struct state *state = data;
	/* Home and End are the list's. */
	bool is_list = event->request == REQ_HOME || event->request == REQ_END;

	switch (is_list ? ENTRY_PASSED : ui_entry_handle(ui, &state->words, event)) {
	case ENTRY_CHANGED:
		state->list = (struct ui_list){0};
		state->total_known = false;
		show(ui, state, page_first);
		ui_when_idle(ui);
		return true;
	case ENTRY_USED:
		return true;
	default:
		return handle_request(ui, state, event->request);
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
	return is_device(data)
		       ? _("Gõ mã, hãng, kiểu máy (có dấu hay không đều được); Enter để xem máy")
		       : _("Gõ vài chữ để tìm (có dấu hay không đều được); Enter để xem");
}

static const char *heading(struct ui *ui, const void *data)
{
	(void)ui;
	return ((const struct state *)data)->heading;
}

static const struct ui_key keys[] = {
	{REQ_OPEN, "Enter", N_("Xem"), N_("xem dòng đang chọn và việc làm được với nó")},
	{REQ_EDIT, "F2 ^O", N_("Sửa"), N_("sửa các mục của dòng đang chọn")},
	{REQ_NEW, "F7 ^N", N_("Thêm"), N_("thêm một dòng mới bằng biểu mẫu")},
};

const struct screen scr_list = {
	.name = "list",
	.title = N_("Danh sách"),
	.heading = heading,
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
