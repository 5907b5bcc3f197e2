/* One line to find anything by: the likeliest rows of every book that hold the words. A scanned tag
 * opens its record at once. */
#include "screen.h"

#include <errno.h>
#include <stdio.h>

#define HEAD_ROWS 2
#define ROWS_OF_KIND 8
#define COLUMN_TITLE 17
#define COLUMN_DETAIL 42

struct row {
	const struct record_kind *kind;
	const char *id, *title, *detail;
};

struct state {
	struct ui_entry words;
	struct arena arena; /* the rows' */
	struct buf rows; /* struct row */
	struct ui_list list;
	bool is_found; /* the rows are those of the words */
};

static const struct row *row_at(const struct state *state, size_t i)
{
	return (const struct row *)(const void *)state->rows.data + i;
}

static size_t count(const struct state *state)
{
	return state->rows.len / sizeof(struct row);
}

/* ---- finding --------------------------------------------------------------------------------- */

struct finding_rows {
	struct state *state;
	struct store *store;
};

/* What its book's list shows of it, but for what it is called by. */
static const char *show_detail(const struct finding_rows *finding, const struct record_kind *kind,
			       const struct record *record, const char *title)
{
	AUTO(buf_done) struct buf detail = {0};

	for (const char *const *name = kind->list_columns; *name; name++) {
		const struct field *field = record_field_find(kind, *name);
		AUTO(buf_done) struct buf value = {0};

		store_show_value(finding->store, field, record->values[field - kind->fields],
				 &value);
		if (value.len && !str_eq(buf_text(&value), title))
			buf_printf(&detail, "%s%s", detail.len ? " · " : "", buf_text(&value));
	}
	return arena_str(&finding->state->arena, buf_text(&detail));
}

static int take_row(void *user, const struct record_kind *kind, const struct record *record)
{
	const struct finding_rows *finding = user;
	struct arena *arena = &finding->state->arena;
	AUTO(buf_done) struct buf title = {0};
	struct row row;

	if (store_title(finding->store, kind, record->id, &title, NULL) < 0)
		return 0;
	row = (struct row){
		.kind = kind,
		.id = arena_str(arena, record->id),
		.title = arena_str(arena, buf_text(&title)),
		.detail = show_detail(finding, kind, record, buf_text(&title)),
	};
	buf_add(&finding->state->rows, &row, sizeof(row));
	return 0;
}

static void find(struct ui *ui, struct state *state)
{
	struct finding_rows finding = {state, ui->store};
	struct err err;

	arena_done(&state->arena);
	buf_clear(&state->rows);
	state->list = (struct ui_list){0};
	state->is_found = true;
	if (*state->words.text && store_search(ui->store, state->words.text, ROWS_OF_KIND, take_row,
					       &finding, &err) < 0)
		ui_say(ui, STYLE_FAIL, "%s", err.text);
}

static int enter(struct ui *ui, void *data, const char *argument, struct err *err)
{
	(void)data;
	(void)argument;
	return ui->store ? 0
			 : err_set(err, ENOENT, _("không mở được sổ thiết bị; xem hotroit doctor"));
}

static void leave(struct ui *ui, void *data)
{
	struct state *state = data;

	(void)ui;
	buf_done(&state->rows);
	arena_done(&state->arena);
}

/* ---- drawing --------------------------------------------------------------------------------- */

static void draw_row(const struct row *row, struct canvas *canvas, int at, bool is_selected)
{
	enum ui_style style = is_selected ? STYLE_SELECTED : STYLE_NORMAL;

	canvas_text(canvas, at, 0, 0, style, "");
	canvas_text(canvas, at, 1, COLUMN_TITLE - 2, is_selected ? style : STYLE_DIM,
		    _(row->kind->label));
	canvas_text(canvas, at, COLUMN_TITLE, COLUMN_DETAIL - COLUMN_TITLE - 2, style, row->title);
	canvas_text(canvas, at, COLUMN_DETAIL, 0, style, row->detail);
}

static void draw(struct ui *ui, void *data, struct canvas *canvas)
{
	struct state *state = data;
	int row = HEAD_ROWS;

	ui_list_fit(&state->list, count(state), (size_t)(canvas_rows(canvas) - HEAD_ROWS));
	ui_entry_draw_labelled(ui, &state->words, canvas, 0, _(" Tìm"));
	for (size_t i = state->list.top; i < count(state) && row < canvas_rows(canvas); i++, row++)
		draw_row(row_at(state, i), canvas, row, i == state->list.selected);
	if (state->is_found && *state->words.text && !count(state))
		canvas_text(canvas, row + 1, 1, 0, STYLE_REVIEW,
			    _("Không có dòng nào như vậy; xoá bớt chữ để tìm rộng hơn."));
}

/* ---- keys ------------------------------------------------------------------------------------ */

/* A scanner sends its Enter before the words could be looked for. */
static void open_selected(struct ui *ui, struct state *state)
{
	AUTO(buf_done) struct buf argument = {0};
	const struct row *row;

	if (!state->is_found)
		find(ui, state);
	if (!count(state))
		return;
	row = row_at(state, state->list.selected);
	buf_printf(&argument, "%s %s", row->kind->name, row->id);
	ui_open(ui, "record", buf_text(&argument));
}

static bool handle(struct ui *ui, void *data, const struct ui_event *event)
{
	struct state *state = data;
	/* Home and End are the list's. */
	bool is_list = event->request == REQ_HOME || event->request == REQ_END;

	switch (is_list ? ENTRY_PASSED : ui_entry_handle(ui, &state->words, event)) {
	case ENTRY_CHANGED:
		state->is_found = false;
		ui_when_idle(ui);
		return true;
	case ENTRY_USED:
		return true;
	case ENTRY_PASSED:
		break;
	}
	switch (event->request) {
	case REQ_IDLE:
	case REQ_RETURN:
		find(ui, state);
		return true;
	case REQ_OPEN:
		open_selected(ui, state);
		return true;
	default:
		return ui_list_move(&state->list, event->request, count(state));
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
	const struct state *state = data;

	(void)ui;
	return count(state) ? _("Mỗi sổ hiện vài dòng khớp nhất; gõ thêm để hẹp lại, Enter để xem")
			    : _("Quét hoặc gõ mã, tên, hiện tượng … (có dấu hay không đều được)");
}

static const struct ui_key keys[] = {
	{REQ_OPEN, "Enter", N_("Xem"), N_("xem dòng đang chọn và việc làm được với nó")},
};

const struct screen scr_find = {
	.name = "find",
	.title = N_("Tìm trong mọi sổ"),
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
