/* Why a machine passes or not, and what a person says to that. */
#include "verdict_priv.h"

#include <stdio.h>
#include <string.h>

enum {
	REQ_INSPECT = REQ_OWN,
	REQ_FACTS,
	REQ_SAME, /* the machine is the one that was asked about … */
	REQ_OTHER, /* … or another one */
	REQ_SLIP,
	REQ_FORM,
	REQ_RECORD,
};

struct state {
	struct verdict_view verdict;
	char where[UUID_TEXT_MAX + 8];
};

static int enter(struct ui *ui, void *data, const char *argument, struct err *err)
{
	struct state *state = data;

	snprintf(state->where, sizeof(state->where), "%s", argument);
	return verdict_view_begin(&state->verdict, ui, state->where, err);
}

static void leave(struct ui *ui, void *data)
{
	(void)ui;
	verdict_view_done(&((struct state *)data)->verdict);
}

static void draw(struct ui *ui, void *data, struct canvas *canvas)
{
	(void)ui;
	verdict_view_draw(&((struct state *)data)->verdict, canvas);
}

static void answer(struct ui *ui, struct state *state, bool same)
{
	struct slot *slot = state->verdict.view.slot;
	struct store_saved *saved;
	struct err err;

	if (!view_is_asked(&state->verdict.view))
		return;
	saved = &slot->saved;
	if (store_same_device(ui->store, saved->candidates[0], saved->device_id, same, &err) < 0) {
		ui_say(ui, STYLE_FAIL, "%s", err.text);
		return;
	}
	if (same) {
		snprintf(saved->device_id, sizeof(saved->device_id), "%s", saved->candidates[0]);
		snprintf(saved->tag, sizeof(saved->tag), "%s", saved->candidate_tags[0]);
		saved->match = STORE_SAME;
		view_judge_slot(ui, slot);
		ui_say(ui, STYLE_NORMAL, _("Đã ghi: đây là máy %s"), saved->tag);
	} else {
		saved->candidate_count--;
		memmove(saved->candidates[0], saved->candidates[1],
			saved->candidate_count * sizeof(saved->candidates[0]));
		memmove(saved->candidate_tags[0], saved->candidate_tags[1],
			saved->candidate_count * sizeof(saved->candidate_tags[0]));
		saved->match = saved->candidate_count ? STORE_ASK : STORE_NEW;
		ui_say(ui, STYLE_NORMAL, _("Đã ghi: %s là máy khác"), saved->tag);
	}
	if (verdict_view_load(&state->verdict, ui, state->where, &err) < 0)
		ui_say(ui, STYLE_FAIL, "%s", err.text);
}

static void tell_unsaved(struct ui *ui, const struct slot *slot)
{
	if (slot->is_saved)
		ui_say(ui, STYLE_NORMAL, _("SIM: ghi bằng lệnh hotroit set sim %s MỤC=GIÁ TRỊ…"),
		       slot->saved.tag);
	else if (slot->err.code)
		ui_say(ui, STYLE_FAIL, _("Máy chưa được lưu nên chưa ghi kiểm tra được: %s"),
		       slot->err.text);
	else
		ui_say(ui, STYLE_REVIEW, _("Máy chưa được nhận vào sổ: về bàn (Esc) rồi bấm F2"));
}

static void open_record(struct ui *ui, const struct view *view)
{
	AUTO(buf_done) struct buf argument = {0};

	buf_printf(&argument, "device %s", view->device_id);
	if (*view->device_id)
		ui_replace(ui, "record", buf_text(&argument));
	else
		tell_unsaved(ui, view->slot);
}

static bool handle(struct ui *ui, void *data, const struct ui_event *event)
{
	struct state *state = data;
	struct err err;

	switch (event->request) {
	case REQ_FACTS:
		state->verdict.show_facts = !state->verdict.show_facts;
		return true;
	case REQ_INSPECT:
		if (*state->verdict.view.device_id)
			ui_open(ui, "inspect", state->verdict.view.device_id);
		else
			tell_unsaved(ui, state->verdict.view.slot);
		return true;
	case REQ_SLIP:
		if (*state->verdict.view.device_id)
			ui_open(ui, "slip", state->verdict.view.device_id);
		else
			tell_unsaved(ui, state->verdict.view.slot);
		return true;
	case REQ_FORM:
		ui_open(ui, "typed", state->where);
		return true;
	case REQ_RECORD:
		open_record(ui, &state->verdict.view);
		return true;
	case REQ_SAME:
	case REQ_OTHER:
		answer(ui, state, event->request == REQ_SAME);
		return true;
	case REQ_RETURN:
		if (verdict_view_load(&state->verdict, ui, state->where, &err) < 0)
			ui_say(ui, STYLE_FAIL, "%s", err.text);
		return true;
	default:
		return verdict_view_move(&state->verdict, event->request);
	}
}

static const char *hint(struct ui *ui, void *data)
{
	const struct state *state = data;

	(void)ui;
	if (view_is_asked(&state->verdict.view))
		return _("Trả lời câu hỏi trước: F7 đúng máy đó, F8 máy khác");
	if (state->verdict.show_facts)
		return _("f: về bảng kết luận");
	if (!ui_kind_is_known(state->verdict.view.verdict))
		return _("F6 rồi k: chọn loại máy để biết áp tiêu chuẩn nào");
	if (verdict_view_is_untried(&state->verdict))
		return _("Còn mục chưa kiểm tra tay: bấm F6");
	return _("Lên xuống để xem từng tiêu chí; Esc để về bàn");
}

static const struct ui_key keys[] = {
	{REQ_INSPECT, "F6 i", N_("Kiểm tra tay"), N_("ghi kết quả kiểm tra bằng mắt và tay")},
	{REQ_FACTS, "f", N_("Dữ kiện"), N_("mọi dữ kiện đo được, nguồn và lý do thiếu")},
	{REQ_FORM, "F5 k", NULL, N_("điều máy không cho đọc: tự xem trên máy rồi nhập tay")},
	{REQ_RECORD, "F3 h", N_("Hồ sơ"), N_("việc làm tiếp với máy này và lịch sử của nó")},
	{REQ_SLIP, "F12 p", NULL, N_("phiếu đề nghị người tặng mở khoá máy này")},
	{REQ_SAME, "F7 s", NULL, N_("trả lời: đúng là máy đã nhận trước đây")},
	{REQ_OTHER, "F8 m", NULL, N_("trả lời: là một máy khác")},
};

const struct screen scr_verdict = {
	.name = "verdict",
	.title = N_("Kết luận"),
	.keys = keys,
	.key_count = ARRAY_LEN(keys),
	.state_size = sizeof(struct state),
	.enter = enter,
	.leave = leave,
	.draw = draw,
	.handle = handle,
	.hint = hint,
};
