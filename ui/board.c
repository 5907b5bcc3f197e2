/* Drawing the bench board: one row a slot, whatever stands in it. */
#include "board_priv.h"

#include <string.h>

#define COLUMN_WORD 10
#define COLUMN_TAG 28
#define COLUMN_DEVICE 37
#define WIDTH_KIND 12
#define WIDTH_PLACE 8
#define WIDTH_SAVED 9
#define WIDE_COLUMNS 100 /* from here on there is room for the kind */

static enum ui_style row_style(bool selected, enum ui_style style)
{
	return selected ? STYLE_SELECTED : style;
}

static int name_column(const struct canvas *canvas)
{
	return COLUMN_DEVICE + (canvas_columns(canvas) >= WIDE_COLUMNS ? WIDTH_KIND : 0);
}

void board_head(struct canvas *canvas, int row)
{
	int columns = canvas_columns(canvas);

	canvas_text(canvas, row, 1, 0, STYLE_DIM, _("Ô, cổng"));
	canvas_text(canvas, row, COLUMN_WORD, 0, STYLE_DIM, _("Kết luận"));
	canvas_text(canvas, row, COLUMN_TAG, 0, STYLE_DIM, _("Mã"));
	if (columns >= WIDE_COLUMNS)
		canvas_text(canvas, row, COLUMN_DEVICE, 0, STYLE_DIM, _("Loại"));
	canvas_text(canvas, row, name_column(canvas), 0, STYLE_DIM, _("Máy"));
	canvas_text(canvas, row, columns - WIDTH_SAVED, 0, STYLE_DIM, _("Lưu"));
}

static void draw_probing(struct canvas *canvas, int row, const struct slot *slot, bool selected)
{
	enum ui_style style = row_style(selected, STYLE_NORMAL);
	int room = canvas_columns(canvas) - COLUMN_TAG;
	int bar = room > 60 ? 32 : 22;

	canvas_text(canvas, row, COLUMN_WORD, 0, style, _("đang dò"));
	if (slot->on_hub && !slot->steps) {
		canvas_text(canvas, row, COLUMN_TAG, 0, style, slot_link(slot)->name);
		return;
	}
	canvas_bar(canvas, row, COLUMN_TAG, bar, slot->step, slot->steps);
	canvas_printf(canvas, row, COLUMN_TAG + bar, 0, style, " %u/%u %s%s%s", slot->step,
		      slot->steps, slot->on_hub ? slot_link(slot)->name : "",
		      slot->on_hub && *slot->step_label ? ": " : "", slot->step_label);
}

static void draw_waiting(struct canvas *canvas, int row, const struct slot *slot, bool selected)
{
	const struct slot_link *link = slot_link(slot);
	const char *hint = slot->is_gone ? "" : link->hint;

	canvas_printf(canvas, row, COLUMN_WORD, 0,
		      row_style(selected, slot->is_gone ? STYLE_DIM : STYLE_REVIEW), "%s %s",
		      slot->is_gone ? "-" : "?",
		      slot->is_gone ? _("đã rút") : ui_link_label(link->state));
	canvas_printf(canvas, row, COLUMN_TAG, 0, row_style(selected, STYLE_NORMAL), "%s%s%s",
		      link->name, *link->name && *hint ? ": " : "", hint);
}

/* All that can be measured is good enough: the rest is for people, once it is in the book. */
static bool can_be_taken(const struct slot *slot)
{
	return slot->on_hub && !slot->is_gone && !slot->is_saved && !slot->err.code &&
	       slot->verdict.gate != GATE_LOCKED && slot_passes(slot);
}

static const char *saved_word(const struct slot *slot)
{
	if (slot->on_hub && slot->is_gone)
		return _("đã rút");
	if (slot->verdict.gate == GATE_LOCKED)
		return slot->is_saved ? _("bị chặn") : _("CÓ KHOÁ");
	if (can_be_taken(slot))
		return _("nhận được");
	if (!slot->is_saved)
		return slot->on_hub && !slot->err.code ? _("chưa nhận") : _("CHƯA LƯU");
	if (slot->saved.match == STORE_ASK)
		return _("cần hỏi");
	return slot->saved.match == STORE_SAME ? _("đã biết") : _("đã lưu");
}

static enum ui_style saved_style(const struct slot *slot)
{
	if (slot->verdict.gate == GATE_LOCKED || (!slot->is_saved && slot->err.code))
		return STYLE_FAIL;
	if (can_be_taken(slot))
		return STYLE_PASS;
	return slot->on_hub || slot->is_saved ? STYLE_NORMAL : STYLE_FAIL;
}

/* What was read may be only a part, by a lesser way: say what is in the way of the rest. */
static void add_link(struct buf *ret, const struct slot *slot)
{
	const struct slot_link *link = slot_link(slot);

	if (link && !slot->is_gone && *link->state && !str_eq(link->state, "device") &&
	    !flow_is_sim(&slot->snapshot))
		buf_printf(ret, " – %s", ui_link_label(link->state));
}

static void draw_done(struct canvas *canvas, int row, const struct slot *slot, bool selected)
{
	AUTO(buf_done) struct buf word = {0}, name = {0};
	enum ui_style style = row_style(selected, STYLE_NORMAL);
	int columns = canvas_columns(canvas), from = name_column(canvas);

	ui_verdict_text(&word, slot->verdict.word);
	snapshot_show_name(&name, &slot->snapshot);
	add_link(&name, slot);
	canvas_text(canvas, row, COLUMN_WORD, COLUMN_TAG - COLUMN_WORD,
		    row_style(selected, ui_verdict_style(slot->verdict.word)), buf_text(&word));
	canvas_text(canvas, row, COLUMN_TAG, COLUMN_DEVICE - COLUMN_TAG, style,
		    slot->is_saved ? slot->saved.tag : "-");
	if (from > COLUMN_DEVICE)
		canvas_text(canvas, row, COLUMN_DEVICE, WIDTH_KIND, style,
			    ui_kind_is_known(&slot->verdict)
				    ? slot->verdict.profile->label
				    : ui_kind_label(slot->snapshot.device.kind));
	canvas_text(canvas, row, from, columns - from - WIDTH_SAVED - 1, style, buf_text(&name));
	canvas_text(canvas, row, columns - WIDTH_SAVED - 1, 1, style, "");
	canvas_text(canvas, row, columns - WIDTH_SAVED, 0, row_style(selected, saved_style(slot)),
		    saved_word(slot));
}

/* The end of a long port path tells more than its beginning. */
static void draw_place(struct ui *ui, struct canvas *canvas, int row, const struct slot *slot,
		       enum ui_style style)
{
	const char *port = slot->port;

	canvas_text(canvas, row, 0, 0, style, "");
	if (!*port)
		canvas_printf(canvas, row, 1, WIDTH_PLACE, style, "%2zu",
			      (size_t)(slot - ui->bench->slots) + 1);
	else if (strlen(port) > WIDTH_PLACE)
		canvas_printf(canvas, row, 1, WIDTH_PLACE, style, "…%s",
			      port + strlen(port) - WIDTH_PLACE + 1);
	else
		canvas_text(canvas, row, 1, WIDTH_PLACE, style, port);
}

void board_row(struct ui *ui, struct canvas *canvas, int row, const struct slot *slot,
	       bool selected)
{
	draw_place(ui, canvas, row, slot, row_style(selected, STYLE_NORMAL));
	switch (slot->state) {
	case SLOT_EMPTY:
		canvas_text(canvas, row, COLUMN_WORD, 0, row_style(selected, STYLE_DIM),
			    selected ? _("trống: bấm F5 để dò máy này vào đây") : _("trống"));
		break;
	case SLOT_PROBING:
		draw_probing(canvas, row, slot, selected);
		break;
	case SLOT_WAITING:
		draw_waiting(canvas, row, slot, selected);
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

/* ---- the next step --------------------------------------------------------------------------- */

static const char *sim_hint(const struct slot *slot)
{
	const char *state = snapshot_text(&slot->snapshot, "sim.0.state");

	if (str_eq(state, "pin"))
		return _("SIM đòi mã PIN: hỏi người tặng, tắt PIN trên điện thoại; F2: vẫn nhận");
	if (str_eq(state, "puk"))
		return _("SIM bị khoá PUK: hỏi nhà mạng, hoặc đổi SIM; F2: vẫn nhận");
	if (str_eq(state, "locked"))
		return _("USB này chỉ nhận SIM của nhà mạng khác: đọc SIM bằng USB khác");
	if (!slot->is_saved)
		return _("F2: nhận SIM này vào sổ; rồi ghi dung lượng và hạn dùng");
	return slot->verdict.word == VERDICT_PASS
		       ? _("SIM đạt: rút ra, dán mã, cất cùng máy sẽ trao")
		       : _("Ghi nốt: hotroit set sim MÃ daily_quota_mb=… expires=…; Enter: xem");
}

static const char *done_hint(const struct slot *slot)
{
	const struct slot_link *link = slot_link(slot);
	const char *hint = link && !slot->is_gone ? link->hint : "";

	if (!slot->is_saved && slot->err.code)
		return slot->err.text;
	if (slot->is_saved && slot->saved.match == STORE_ASK)
		return _("Có thể là máy đã biết: bấm Enter để trả lời");
	if (slot->verdict.gate == GATE_LOCKED)
		return slot->is_saved
			       ? _("Máy còn khoá: bấm p xem phiếu đề nghị người tặng mở khoá")
			       : _("Máy còn khoá: F2 ghi vào diện bị chặn, rồi p xem phiếu cho "
				   "người tặng");
	if (flow_is_sim(&slot->snapshot))
		return sim_hint(slot);
	if (slot->is_saved && flow_holds_card(&slot->snapshot))
		return _("Lấy SIM và thẻ nhớ trong máy ra, trả lại người tặng");
	if (*hint)
		return hint;
	if (!link || slot->is_saved)
		return _("Enter: xem vì sao, kiểm tra tay và việc cần làm");
	return slot->verdict.measured == VERDICT_PASS
		       ? _("Phần đo được đã đạt: F2 nhận máy này, F8 nhận hết các máy như vậy")
		       : _("Enter: xem vì sao chưa đạt; F2: vẫn nhận máy này");
}

const char *board_hint(const struct slot *slot)
{
	switch (slot->state) {
	case SLOT_PROBING:
		return slot->on_hub && *slot_link(slot)->hint
			       ? slot_link(slot)->hint
			       : _("Đang dò; trong lúc đó vẫn xem được các ô khác");
	case SLOT_DONE:
		return done_hint(slot);
	case SLOT_WAITING:
		return slot->is_gone ? _("Máy đã rút; cắm lại vào cổng này để đọc")
				     : slot_link(slot)->hint;
	case SLOT_FAILED:
		return slot->on_hub ? slot->err.text : _("F5: dò lại. Enter: đọc trọn lỗi");
	case SLOT_EMPTY:
		break;
	}
	return _("Cắm máy cần kiểm tra rồi bấm F5 để dò; F3 để tìm máy đã nhận");
}

/* ---- below the board ------------------------------------------------------------------------- */

static int draw_locks(struct canvas *canvas, int row, const struct verdict *verdict)
{
	for (size_t i = 0; i < verdict->lock_count && row < canvas_rows(canvas); i++) {
		const struct lock *lock = &verdict->locks[i];
		const struct fact_def *def = fact_def_find(lock->fact);

		canvas_printf(canvas, row, 5, 29,
			      lock->state == LOCK_PRESENT ? STYLE_FAIL : STYLE_REVIEW, "%s %s: %s",
			      lock->state == LOCK_PRESENT ? "X" : "?",
			      def ? _(def->label) : lock->fact, lock_state_label(lock->state));
		if (lock->state != LOCK_UNREAD)
			canvas_text(canvas, row, 35, 0, STYLE_NORMAL, lock->ask);
		row++;
	}
	return row;
}

static void draw_findings(struct canvas *canvas, int row, const struct verdict *verdict)
{
	for (size_t i = 0; i < verdict->count && row < canvas_rows(canvas); i++) {
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

void board_details(struct canvas *canvas, int row, const struct slot *slot)
{
	const char *hint = board_hint(slot);

	canvas_line(canvas, row++, 0, 0);
	if (slot->state == SLOT_FAILED)
		hint = slot->err.text;
	if (*hint && (slot->on_hub || slot->state == SLOT_FAILED))
		row += canvas_wrap(canvas, row, 1, 0, canvas_rows(canvas) - row, STYLE_NORMAL,
				   hint);
	if (*slot->before && row < canvas_rows(canvas))
		canvas_printf(canvas, row++, 1, 0, STYLE_DIM, _("Trước đó ở cổng này: %s"),
			      slot->before);
	if (slot->state != SLOT_DONE)
		return;
	row = draw_locks(canvas, row, &slot->verdict);
	draw_findings(canvas, row, &slot->verdict);
}
