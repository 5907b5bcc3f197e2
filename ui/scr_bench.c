/* The bench board: one row a slot, filled while its device is read. */
#include "board_priv.h"
#include "view_priv.h"

#include <limits.h>
#include <stdio.h>
#include <string.h>

enum {
	REQ_PROBE = REQ_OWN,
	REQ_FIND,
	REQ_TAKE, /* into the book */
	REQ_TAKE_ALL,
	REQ_SORT,
	REQ_SLIP,
	REQ_INTAKE,
	REQ_FORM,
	REQ_STICK,
	REQ_LAN,
	REQ_ORDERS,
	REQ_QUESTIONS,
};

struct state {
	struct ui_list list; /* over the rows as sorted */
	size_t slot; /* the selected one: it stays so wherever its row goes */
	enum bench_sort sort;
	bool hint_below; /* it had no room on the message line */
};

/* From this height on there is room below the board for all about the selected slot. */
#define ROWS_FOR_DETAILS 5
#define HINT_ROWS 3

static size_t sort_rows(const struct ui *ui, struct state *state, size_t rows[BENCH_SLOTS])
{
	size_t count = bench_order(ui->bench, state->sort, rows);

	state->list.selected = 0;
	for (size_t i = 0; i < count; i++)
		if (rows[i] == state->slot)
			state->list.selected = i;
	state->slot = rows[state->list.selected];
	return count;
}

static struct slot *selected_slot(struct ui *ui, const struct state *state)
{
	return &ui->bench->slots[state->slot];
}

static void draw(struct ui *ui, void *data, struct canvas *canvas)
{
	struct state *state = data;
	size_t rows[BENCH_SLOTS], count = sort_rows(ui, state, rows);
	const struct slot *slot = selected_slot(ui, state);
	const char *hint = board_hint(slot);
	int row = 1 + board_sticks(ui, canvas, 0), bottom = canvas_rows(canvas);

	if (bottom >= row + BENCH_BOARD + ROWS_FOR_DETAILS)
		bottom = row + (count > BENCH_BOARD && bottom > 40 ? (int)count : BENCH_BOARD);
	else if (text_width(hint) > canvas_columns(canvas) - 2)
		bottom -= 1 + HINT_ROWS;
	state->hint_below = slot->on_hub && bottom < canvas_rows(canvas);
	ui_list_fit(&state->list, count, (size_t)(bottom - row));
	board_head(canvas, row - 1);
	for (size_t i = state->list.top; i < count && row < bottom; i++)
		board_row(ui, canvas, row++, &ui->bench->slots[rows[i]],
			  i == state->list.selected);
	if (bottom < canvas_rows(canvas))
		board_details(canvas, bottom, slot);
}

/* ---- this machine ---------------------------------------------------------------------------- */

/* The selected slot, or the first free one: what stands somewhere is not dropped by chance. */
static size_t slot_for_probe(const struct bench *bench, size_t selected)
{
	const struct slot *slots = bench->slots;

	if (!slots[selected].on_hub && slots[selected].state != SLOT_DONE)
		return selected;
	for (size_t i = 0; i < BENCH_SLOTS; i++)
		if (slots[i].state == SLOT_EMPTY)
			return i;
	return BENCH_SLOTS;
}

static void probe(struct ui *ui, struct state *state)
{
	size_t number = slot_for_probe(ui->bench, state->slot);
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
	if (number == BENCH_SLOTS) {
		ui_say(ui, STYLE_FAIL, _("Không còn ô trống; rút bớt máy, thoát và mở lại"));
		return;
	}
	state->slot = number;
	if (bench_probe(ui->bench, number, "host", &err) < 0)
		ui_say(ui, STYLE_FAIL, "%s", err.text);
}

/* ---- into the book --------------------------------------------------------------------------- */

/* Keeps one and says so, as its own line in the log. */
static bool take(struct ui *ui, struct slot *slot)
{
	AUTO(buf_done) struct buf name = {0};
	struct err err;

	if (bench_take(ui->bench, slot, &err) < 0) {
		slot->err = err;
		ui_say(ui, STYLE_FAIL, _("%s: CHƯA LƯU: %s"), slot->device_id, err.text);
		return false;
	}
	snapshot_show_name(&name, &slot->snapshot);
	if (slot->verdict.gate == GATE_LOCKED)
		ui_say(ui, STYLE_FAIL, _("%s %s còn khoá: ghi vào diện bị chặn; p xem phiếu"),
		       slot->saved.tag, buf_text(&name));
	else if (slot->saved.match == STORE_ASK)
		ui_say(ui, STYLE_REVIEW, _("%s %s có thể là máy đã biết; bấm Enter để trả lời"),
		       slot->saved.tag, buf_text(&name));
	else if (flow_holds_card(&slot->snapshot))
		ui_say(ui, STYLE_REVIEW, _("Đã nhận %s %s; lấy SIM, thẻ nhớ ra trả người tặng"),
		       slot->saved.tag, buf_text(&name));
	else
		ui_say(ui, STYLE_PASS, _("Đã nhận %s %s"), slot->saved.tag, buf_text(&name));
	return true;
}

static bool is_untaken(const struct slot *slot)
{
	return slot->on_hub && slot->state == SLOT_DONE && !slot->is_saved;
}

static void take_selected(struct ui *ui, struct state *state)
{
	struct slot *slot = selected_slot(ui, state);

	if (is_untaken(slot))
		take(ui, slot);
	else if (slot->is_saved)
		ui_say(ui, STYLE_NORMAL, _("Máy này đã ở trong sổ: mã %s"), slot->saved.tag);
	else
		ui_say(ui, STYLE_NORMAL, _("Ô này chưa đọc được máy nào để nhận"));
}

static void take_all(struct ui *ui, struct state *state)
{
	size_t rows[BENCH_SLOTS], count = sort_rows(ui, state, rows);
	size_t taken = 0, blocked = 0, lost = 0;

	for (size_t i = 0; i < count; i++) {
		struct slot *slot = &ui->bench->slots[rows[i]];

		if (!is_untaken(slot) || !slot_passes(slot))
			continue;
		if (!take(ui, slot))
			lost++;
		else if (slot->verdict.gate == GATE_LOCKED)
			blocked++;
		else
			taken++;
	}
	if (taken + blocked + lost == 0)
		ui_say(ui, STYLE_NORMAL, _("Chưa có thêm máy nào đạt phần đo được"));
	else
		ui_say(ui, lost ? STYLE_FAIL : STYLE_NORMAL,
		       _("Đã nhận %zu máy, bị chặn vì còn khoá %zu, không lưu được %zu; F9: từng "
			 "máy"),
		       taken, blocked, lost);
}

static void open_slip(struct ui *ui, const struct state *state)
{
	const struct slot *slot = selected_slot(ui, state);

	if (slot->state == SLOT_DONE && slot->is_saved)
		ui_open(ui, "slip", slot->saved.device_id);
	else
		ui_say(ui, STYLE_NORMAL, _("Nhận máy vào sổ (F2) trước: phiếu ghi mã của máy"));
}

/* ---- looking --------------------------------------------------------------------------------- */

/* The message line may be too short for it; the log shows it whole. */
static void tell_whole(struct ui *ui, enum ui_style style, const char *text)
{
	ui_say(ui, style, "%s", text);
	ui_open(ui, "log", NULL);
}

static void open_slot(struct ui *ui, const struct state *state)
{
	const struct slot *slot = selected_slot(ui, state);
	char where[32];

	snprintf(where, sizeof(where), "slot:%zu", state->slot);
	if (slot->state == SLOT_DONE)
		ui_open(ui, "verdict", where);
	else if (slot->state == SLOT_FAILED)
		tell_whole(ui, STYLE_FAIL, slot->err.text);
	else if (slot->state == SLOT_WAITING && *board_hint(slot))
		tell_whole(ui, STYLE_REVIEW, board_hint(slot));
	else if (slot->state == SLOT_PROBING)
		ui_say(ui, STYLE_NORMAL, _("Đang dò; xem được khi dò xong"));
	else
		ui_say(ui, STYLE_NORMAL, _("Ô này trống: bấm F5 để dò máy này vào đây"));
}

static void take_stick(struct ui *ui)
{
	struct err err;

	if (!ui->bench->stick_count)
		ui_say(ui, STYLE_REVIEW, _("Cắm USB của hotroit vào máy này trước"));
	else if (bench_take_stick(ui->bench, &err) < 0)
		ui_say(ui, STYLE_REVIEW, "%s", err.text);
}

/* What may not be wiped, and why, is for the log: it opens where there is such. */
static void tell_orders(struct ui *ui, const struct buf *said)
{
	const char *first_end = strchr(buf_text(said), '\n'), *line = first_end;

	while (line) {
		const char *end = strchr(++line, '\n');

		ui_say(ui, STYLE_REVIEW, "%.*s", end ? (int)(end - line) : INT_MAX, line);
		line = end;
	}
	ui_say(ui, STYLE_PASS, "%.*s", first_end ? (int)(first_end - buf_text(said)) : INT_MAX,
	       buf_text(said));
	if (first_end)
		ui_open(ui, "log", NULL);
}

static void write_orders(struct ui *ui)
{
	AUTO(buf_done) struct buf said = {0};
	char path[128];
	struct err err;

	if (!ui->bench->stick_count || !ui->store) {
		ui_say(ui, STYLE_REVIEW, _("Cắm USB của hotroit vào máy này trước"));
		return;
	}
	snprintf(path, sizeof(path), "/dev/%s", ui->bench->sticks[0].part);
	if (flow_stick_orders(ui->store, path, &said, &err) < 0)
		ui_say(ui, STYLE_FAIL, "%s", err.text);
	else
		tell_orders(ui, &said);
}

/* A second time it ends. */
static void listen_on_lan(struct ui *ui)
{
	struct stick_in *lan = &ui->bench->lan;
	AUTO(buf_done) struct buf sum = {0};
	struct err err;

	if (!lan->is_running && stick_in_listen(lan, &err) < 0) {
		ui_say(ui, STYLE_FAIL, "%s", err.text);
	} else if (*lan->code) {
		stick_in_stop(lan);
		stick_in_sum(lan, &sum);
		ui_say(ui, STYLE_NORMAL, _("Thôi nhận qua mạng: %s"), buf_text(&sum));
	}
}

static void open_form(struct ui *ui, const struct state *state)
{
	char where[32];

	snprintf(where, sizeof(where), "slot:%zu", state->slot);
	ui_open(ui, "typed", where);
}

static void change_sort(struct ui *ui, struct state *state)
{
	state->sort = state->sort == BENCH_BY_PORT ? BENCH_BY_VERDICT : BENCH_BY_PORT;
	ui_say(ui, STYLE_NORMAL, "%s",
	       state->sort == BENCH_BY_PORT ? _("Xếp theo cổng") : _("Xếp theo kết luận"));
}

static bool move(struct ui *ui, struct state *state, int request)
{
	size_t rows[BENCH_SLOTS], count = sort_rows(ui, state, rows);

	if (!ui_list_move(&state->list, request, count))
		return false;
	state->slot = rows[state->list.selected];
	return true;
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
		ui_open(ui, "list", "device");
		return true;
	case REQ_INTAKE:
		ui_open(ui, "intake", NULL);
		return true;
	case REQ_TAKE:
		take_selected(ui, state);
		return true;
	case REQ_TAKE_ALL:
		take_all(ui, state);
		return true;
	case REQ_SORT:
		change_sort(ui, state);
		return true;
	case REQ_SLIP:
		open_slip(ui, state);
		return true;
	case REQ_FORM:
		open_form(ui, state);
		return true;
	case REQ_STICK:
		take_stick(ui);
		return true;
	case REQ_ORDERS:
		write_orders(ui);
		return true;
	case REQ_QUESTIONS:
		ui_open(ui, "reports", NULL);
		return true;
	case REQ_LAN:
		listen_on_lan(ui);
		return true;
	default:
		return move(ui, state, event->request);
	}
}

/* Something answers at the port that is a phone, but not in full. */
static bool is_closed(const struct slot *slot)
{
	return slot->on_hub && !slot->is_gone && slot->read_rank < LINK_FULL &&
	       *slot_link(slot)->name &&
	       (slot->state == SLOT_WAITING || slot->state == SLOT_DONE);
}

static const char *hint(struct ui *ui, void *data)
{
	const struct state *state = data;
	const struct slot *slot = selected_slot(ui, state);

	if (!state->hint_below)
		return board_hint(slot);
	return is_closed(slot) ? _("Không làm được như dưới đây? k: tự xem trên máy rồi nhập tay")
			       : _("Enter: xem; F2: nhận máy này; F8: nhận hết máy đạt phần đo");
}

static const struct ui_key keys[] = {
	{REQ_PROBE, "F5 d", N_("Dò"),
	 N_("dò máy này vào ô đang chọn hoặc ô trống; dò lại: vào ô cũ")},
	{REQ_OPEN, "Enter", N_("Xem"), N_("xem kết luận và lý do của ô đang chọn")},
	{REQ_FIND, "F3 /", N_("Tìm máy"), N_("danh sách mọi máy đã nhận, tìm khi gõ")},
	{REQ_TAKE_ALL, "F8 t", N_("Nhận"),
	 N_("nhận mọi máy ở cổng đạt phần đo được; máy có khoá bị chặn")},
	{REQ_INTAKE, "F7 i", N_("Ủng hộ"),
	 N_("ghi bên tặng, máy, phụ kiện vào sổ; in tem và biên nhận")},
	{REQ_SORT, "F6 x", NULL, N_("xếp theo cổng hoặc theo kết luận")},
	{REQ_TAKE, "F2 n", NULL, N_("nhận máy ở ô đang chọn vào sổ, đạt hay chưa")},
	{REQ_FORM, "k", NULL, N_("máy không đọc được: tự xem trên máy rồi nhập tay")},
	{REQ_STICK, "u", NULL, N_("nhận bản dò, phiếu xoá từ USB của hotroit đang cắm")},
	{REQ_ORDERS, "y", NULL, N_("ghi lên USB đó các máy bên tặng đã cho xoá dữ liệu")},
	{REQ_QUESTIONS, "h", NULL, N_("trả lời: máy vừa nhận, phiếu xoá là của máy nào, ai xoá")},
	{REQ_LAN, "m", NULL, N_("nhận từ USB của hotroit qua mạng nội bộ, hoặc thôi")},
	{REQ_SLIP, "F12 p", NULL, N_("phiếu đề nghị người tặng mở khoá máy này")},
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
