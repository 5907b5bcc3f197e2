/* The forms that were left half filled: to go on with, or to drop. */
#include "argument_priv.h"
#include "form_priv.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

enum { REQ_DROP = REQ_OWN };

#define DRAFTS_MAX 100

struct draft {
	const char *form, *row, *at;
	const char *text; /* as shown */
};

struct state {
	struct arena arena;
	struct ui *ui; /* while the drafts are read */
	struct draft drafts[DRAFTS_MAX];
	size_t count;
	struct ui_list list;
};

/* "Thêm: Bên tặng", "Sửa xong: Phiếu sửa chữa 7K3M2XA". */
static void describe(struct ui *ui, const struct draft *draft, struct buf *ret)
{
	AUTO(argument_done) struct argument form = {0};
	const struct record_kind *kind;
	const char *step = NULL;
	bool is_step;

	argument_read(&form, draft->form);
	is_step = str_eq(form.words[0], "do") && form.words[2];
	kind = record_kind_find(form.words[is_step ? 2 : 0]);
	if (kind && is_step)
		step = flow_step_label(kind, form.words[1]);
	if (!kind) {
		const struct screen *screen = screen_find(draft->form);

		buf_add_str(ret, screen ? _(screen->title) : draft->form);
		return;
	}
	buf_printf(ret, "%s: %s ", step ? step : *draft->row ? _("Sửa") : _("Thêm"),
		   _(kind->label));
	if (*draft->row && store_title(ui->store, kind, draft->row, ret, NULL) < 0)
		buf_add_str(ret, draft->row);
}

static void take_draft(void *user, const char *form, const char *row, const char *at)
{
	struct state *state = user;
	struct draft *draft = &state->drafts[state->count];
	AUTO(buf_done) struct buf text = {0};

	if (state->count == DRAFTS_MAX)
		return;
	draft->form = arena_str(&state->arena, form);
	draft->row = arena_str(&state->arena, row);
	draft->at = arena_str(&state->arena, at);
	describe(state->ui, draft, &text);
	draft->text = arena_str(&state->arena, buf_text(&text));
	state->count++;
}

static int load(struct ui *ui, struct state *state, struct err *err)
{
	arena_done(&state->arena);
	state->count = 0;
	state->ui = ui;
	return store_drafts(ui->store, take_draft, state, err);
}

static int enter(struct ui *ui, void *data, const char *argument, struct err *err)
{
	(void)argument;
	if (!ui->store)
		return err_set(err, ENOENT, _("không mở được sổ; xem hotroit doctor"));
	return load(ui, data, err);
}

static void leave(struct ui *ui, void *data)
{
	(void)ui;
	arena_done(&((struct state *)data)->arena);
}

static void draw(struct ui *ui, void *data, struct canvas *canvas)
{
	static const struct field time = {.type = FIELD_TIME};
	struct state *state = data;
	int row = 0, rows = canvas_rows(canvas);

	(void)ui;
	ui_list_fit(&state->list, state->count, (size_t)rows);
	if (!state->count)
		canvas_text(canvas, 1, 1, 0, STYLE_DIM, _("Không có biểu mẫu nào điền dở."));
	for (size_t i = state->list.top; i < state->count && row < rows; i++, row++) {
		AUTO(buf_done) struct buf at = {0};

		record_show_value(&at, &time, state->drafts[i].at);
		canvas_printf(canvas, row, 0, 0,
			      i == state->list.selected ? STYLE_SELECTED : STYLE_NORMAL, " %s  %s",
			      buf_text(&at), state->drafts[i].text);
	}
}

static void open_draft(struct ui *ui, const struct draft *draft)
{
	AUTO(buf_done) struct buf argument = {0};

	form_draft_argument(draft->form, draft->row, &argument);
	if (argument.len)
		ui_open(ui, "form", buf_text(&argument));
	else
		ui_open(ui, draft->form, *draft->row ? draft->row : NULL);
}

static void drop_draft(struct ui *ui, struct state *state)
{
	const struct draft *draft = &state->drafts[state->list.selected];
	struct err err;
	int r = store_draft_put(ui->store, draft->form, draft->row, NULL, &err);

	if (r == 0)
		r = load(ui, state, &err);
	if (r < 0)
		ui_say(ui, STYLE_FAIL, "%s", err.text);
	else
		ui_say(ui, STYLE_NORMAL, _("Đã bỏ bản nháp"));
}

static bool handle(struct ui *ui, void *data, const struct ui_event *event)
{
	struct state *state = data;
	struct err err;

	switch (event->request) {
	case REQ_RETURN:
		if (load(ui, state, &err) < 0)
			ui_say(ui, STYLE_FAIL, "%s", err.text);
		return true;
	case REQ_OPEN:
		if (state->count)
			open_draft(ui, &state->drafts[state->list.selected]);
		return true;
	case REQ_DROP:
		if (state->count)
			drop_draft(ui, state);
		return true;
	default:
		return ui_list_move(&state->list, event->request, state->count);
	}
}

static const char *hint(struct ui *ui, void *data)
{
	(void)ui;
	return ((const struct state *)data)->count ? _("Enter: điền tiếp; Del: bỏ bản nháp này")
						   : _("Esc để về");
}

static const struct ui_key keys[] = {
	{REQ_OPEN, "Enter", N_("Điền tiếp"), N_("mở biểu mẫu để điền tiếp")},
	{REQ_DROP, "Del", N_("Bỏ"), N_("bỏ bản nháp đang chọn")},
};

const struct screen scr_drafts = {
	.name = "drafts",
	.title = N_("Bản nháp"),
	.keys = keys,
	.key_count = ARRAY_LEN(keys),
	.state_size = sizeof(struct state),
	.enter = enter,
	.leave = leave,
	.draw = draw,
	.handle = handle,
	.hint = hint,
};
