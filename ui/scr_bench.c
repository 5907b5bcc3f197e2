/* The bench board: one row a slot, filled while its probe runs. */
#include "view_priv.h"

#include <stdio.h>

enum {
	REQ_PROBE = REQ_OWN,
	REQ_FIND,
};

struct state {
	struct ui_list list;
};

#define COLUMN_WORD 5
#define COLUMN_TAG 22
#define COLUMN_KIND 31
#define COLUMN_DEVICE 43
#define WIDTH_SAVED 9
/* From this height on the selected slot's reasons have room below the board. */
#define ROWS_FOR_REASONS 5

static enum ui_style row_style(bool selected, enum ui_style style)
{
	return selected ? STYLE_SELECTED : style;
}

static void draw_probing(struct canvas *canvas, int row, const struct slot *slot, bool selected)
{
	int room = canvas_columns(canvas) - COLUMN_TAG;
	int bar = room > 60 ? 32 : 22;

	canvas_text(canvas, row, COLUMN_WORD, 0, row_style(selected, STYLE_NORMAL), _("đang dò"));
	canvas_bar(canvas, row, COLUMN_TAG, bar, slot->step, slot->steps);
	canvas_printf(canvas, row, COLUMN_TAG + bar, 0, row_style(selected, STYLE_NORMAL),
		      " %u/%u %s", slot->step, slot->steps, slot->step_label);
}

static const char *saved_word(const struct slot *slot)
{
	if (!slot->is_saved)
		return _("CHƯA LƯU");
	if (slot->saved.match == STORE_ASK)
		return _("cần hỏi");
	return slot->saved.match == STORE_SAME ? _("đã biết") : _("đã lưu");
}

static void draw_done(struct canvas *canvas, int row, const struct slot *slot, bool selected)
{
	AUTO(buf_done) struct buf word = {0}, name = {0};
	int columns = canvas_columns(canvas);

	ui_verdict_text(&word, slot->verdict.word);
	snapshot_show_name(&name, &slot->snapshot);
	canvas_text(canvas, row, COLUMN_WORD, COLUMN_TAG - COLUMN_WORD,
		    row_style(selected, ui_verdict_style(slot->verdict.word)), buf_text(&word));
	canvas_text(canvas, row, COLUMN_TAG, COLUMN_KIND - COLUMN_TAG,
		    row_style(selected, STYLE_NORMAL), slot->is_saved ? slot->saved.tag : "-");
	canvas_text(canvas, row, COLUMN_KIND, COLUMN_DEVICE - COLUMN_KIND,
		    row_style(selected, STYLE_NORMAL),
		    ui_kind_is_known(&slot->verdict) ? slot->verdict.profile->label
						     : ui_kind_label(slot->snapshot.device.kind));
	canvas_text(canvas, row, COLUMN_DEVICE, columns - COLUMN_DEVICE - WIDTH_SAVED - 1,
		    row_style(selected, STYLE_NORMAL), buf_text(&name));
	canvas_text(canvas, row, columns - WIDTH_SAVED - 1, 1, row_style(selected, STYLE_NORMAL),
		    "");
	canvas_text(canvas, row, columns - WIDTH_SAVED, 0,
		    row_style(selected, slot->is_saved ? STYLE_NORMAL : STYLE_FAIL),
		    saved_word(slot));
}

static void draw_slot(struct canvas *canvas, int row, size_t number, const struct slot *slot,
		      bool selected)
{
	canvas_printf(canvas, row, 0, 0, row_style(selected, STYLE_NORMAL), " %2zu", number + 1);
	switch (slot->state) {
	case SLOT_EMPTY:
		canvas_text(canvas, row, COLUMN_WORD, 0, row_style(selected, STYLE_DIM),
			    selected ? _("trống: bấm F5 để dò máy này vào đây") : _("trống"));
		break;
	case SLOT_PROBING:
		draw_probing(canvas, row, slot, selected);
		break;
	case SLOT_DONE:
		draw_done(canvas, row, slot, selected);
		break;
	case SLOT_FAILED:
		canvas_text(canvas, row, COLUMN_WORD, 0, row_style(selected, STYLE_FAIL),
			    _("X KHÔNG DÒ ĐƯỢC"));
		canvas_text(canvas, row, COLUMN_TAG, 0, row_style(selected, STYLE_NORMAL),
			    slot->err.text);
		break;
	}
}

/* What keeps the selected machine from passing, where there is room for it. */
static void draw_reasons(struct canvas *canvas, int row, const struct slot *slot)
{
	const struct verdict *verdict = &slot->verdict;
	int last = canvas_rows(canvas);

	canvas_line(canvas, row++, 0, 0);
	if (slot->state == SLOT_FAILED)
		canvas_wrap(canvas, row, 1, 0, last - row, STYLE_NORMAL, slot->err.text);
	if (slot->state != SLOT_DONE)
		return;
	for (size_t i = 0; i < verdict->count && row < last; i++) {
		AUTO(buf_done) struct buf outcome = {0};
		const struct finding *finding = &verdict->findings[i];
		const char *todo = finding->advice ? finding->advice : finding->reason;

		if (finding->outcome != OUTCOME_FAIL && finding->outcome != OUTCOME_UNKNOWN)
			continue;
		ui_finding_text(&outcome, finding);
		canvas_text(canvas, row, 5, 13, ui_finding_style(finding), buf_text(&outcome));
		canvas_text(canvas, row, 19, 15, STYLE_NORMAL, finding->rule->label);
		canvas_text(canvas, row, 35, 0, STYLE_NORMAL, todo ? todo : "");
		row++;
	}
}

static void draw(struct ui *ui, void *data, struct canvas *canvas)
{
	struct state *state = data;
	int columns = canvas_columns(canvas), row = 1;
	bool reasons = canvas_rows(canvas) >= 1 + BENCH_SLOTS + ROWS_FOR_REASONS;

	ui_list_fit(&state->list, BENCH_SLOTS, (size_t)canvas_rows(canvas) - 1);
	canvas_text(canvas, 0, 1, 0, STYLE_DIM, _(" Ô"));
	canvas_text(canvas, 0, COLUMN_WORD, 0, STYLE_DIM, _("Kết luận"));
	canvas_text(canvas, 0, COLUMN_TAG, 0, STYLE_DIM, _("Mã"));
	canvas_text(canvas, 0, COLUMN_KIND, 0, STYLE_DIM, _("Loại"));
	canvas_text(canvas, 0, COLUMN_DEVICE, 0, STYLE_DIM, _("Máy"));
	canvas_text(canvas, 0, columns - WIDTH_SAVED, 0, STYLE_DIM, _("Lưu"));
	for (size_t i = state->list.top; i < BENCH_SLOTS && row < canvas_rows(canvas); i++)
		draw_slot(canvas, row++, i, &ui->bench->slots[i], i == state->list.selected);
	if (reasons)
		draw_reasons(canvas, row, &ui->bench->slots[state->list.selected]);
}

/* The selected slot, or the first free one: what stands somewhere is not dropped by chance. */
static size_t slot_for_probe(const struct bench *bench, size_t selected)
{
	for (size_t i = 0; bench->slots[selected].state == SLOT_DONE && i < BENCH_SLOTS; i++)
		if (bench->slots[i].state == SLOT_EMPTY)
			return i;
	return selected;
}

static void probe(struct ui *ui, struct state *state)
{
	size_t number = slot_for_probe(ui->bench, state->list.selected);
	struct err err;

	for (size_t i = 0; i < BENCH_SLOTS; i++) {
		const struct slot *slot = &ui->bench->slots[i];

		if (slot->state == SLOT_PROBING && str_eq(slot->device_id, "host")) {
			ui_say(ui, STYLE_NORMAL, _("Ô %zu đang dò máy này rồi; đợi một chút"),
			       i + 1);
			return;
		}
		/* The same machine again goes where it stood. */
		if ((slot->state == SLOT_DONE || slot->state == SLOT_FAILED) &&
		    str_eq(slot->device_id, "host"))
			number = i;
	}
	state->list.selected = number;
	if (bench_probe(ui->bench, number, "host", &err) < 0)
		ui_say(ui, STYLE_FAIL, "%s", err.text);
}

/* The message line may be too short for it; the log shows it whole. */
static void tell_failure(struct ui *ui, const struct slot *slot)
{
	ui_say(ui, STYLE_FAIL, "%s", slot->err.text);
	ui_open(ui, "log", NULL);
}

static void open_slot(struct ui *ui, const struct state *state)
{
	const struct slot *slot = &ui->bench->slots[state->list.selected];
	char where[32];

	snprintf(where, sizeof(where), "slot:%zu", state->list.selected);
	if (slot->state == SLOT_DONE)
		ui_open(ui, "verdict", where);
	else if (slot->state == SLOT_FAILED)
		tell_failure(ui, slot);
	else if (slot->state == SLOT_PROBING)
		ui_say(ui, STYLE_NORMAL, _("Đang dò; xem được khi dò xong"));
	else
		ui_say(ui, STYLE_NORMAL, _("Ô này trống: bấm F5 để dò máy này vào đây"));
}

static bool handle(struct ui *ui, void *data, const struct ui_event *event)
{
	struct state *state = data;

	switch (event->request) {
	case REQ_PROBE:
		probe(ui, state);
		return true;
	case REQ_OPEN:
		open_slot(ui, state);
		return true;
	case REQ_FIND:
		ui_open(ui, "devices", NULL);
		return true;
	default:
		return ui_list_move(&state->list, event->request, BENCH_SLOTS);
	}
}

static const char *hint(struct ui *ui, void *data)
{
	const struct state *state = data;
	const struct slot *slot = &ui->bench->slots[state->list.selected];

	switch (slot->state) {
	case SLOT_PROBING:
		return _("Đang dò; trong lúc đó vẫn xem được các ô khác");
	case SLOT_DONE:
		if (!slot->is_saved && slot->err.code)
			return slot->err.text;
		return _("Enter: xem vì sao, kiểm tra tay và việc cần làm");
	case SLOT_FAILED:
		return _("F5: dò lại. Enter: đọc trọn lỗi");
	case SLOT_EMPTY:
		break;
	}
	return _("Cắm máy cần kiểm tra rồi bấm F5 để dò; F3 để tìm máy đã nhận");
}

static const struct ui_key keys[] = {
	{REQ_PROBE, "F5 d", N_("Dò"),
	 N_("dò máy này vào ô đang chọn hoặc ô trống; dò lại: vào ô cũ")},
	{REQ_OPEN, "Enter", N_("Xem"), N_("xem kết luận và lý do của ô đang chọn")},
	{REQ_FIND, "F3 /", N_("Tìm máy"), N_("danh sách mọi máy đã nhận, tìm khi gõ")},
};

const struct screen scr_bench = {
	.name = "bench",
	.title = N_("Bàn kiểm tra"),
	.keys = keys,
	.key_count = ARRAY_LEN(keys),
	.state_size = sizeof(struct state),
	.draw = draw,
	.handle = handle,
	.hint = hint,
};
