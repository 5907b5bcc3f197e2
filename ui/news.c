/* What became of the slots is said once, whichever screen is on top. */
#include "frame_priv.h"

static void tell_done(struct ui *ui, size_t number, const struct slot *slot)
{
	AUTO(buf_done) struct buf name = {0}, word = {0};

	snapshot_show_name(&name, &slot->snapshot);
	ui_verdict_text(&word, slot->verdict.word);
	if (slot->is_saved && slot->saved.match == STORE_ASK)
		ui_say(ui, STYLE_REVIEW, _("Ô %zu: %s có thể là máy đã biết; bấm Enter để trả lời"),
		       number, slot->saved.tag);
	else if (slot->is_saved)
		ui_say(ui, ui_verdict_style(slot->verdict.word), _("Ô %zu: %s %s: %s, đã lưu"),
		       number, slot->saved.tag, buf_text(&name), buf_text(&word));
	else
		ui_say(ui, STYLE_FAIL, _("Ô %zu: %s, CHƯA LƯU: %s"), number, buf_text(&word),
		       slot->err.text);
}

void frame_news(struct ui *ui)
{
	for (size_t i = 0; i < BENCH_SLOTS; i++) {
		const struct slot *slot = &ui->bench->slots[i];

		if (slot->state == ui->frame->seen[i])
			continue;
		ui->frame->seen[i] = slot->state;
		if (slot->state == SLOT_DONE)
			tell_done(ui, i + 1, slot);
		else if (slot->state == SLOT_FAILED)
			ui_say(ui, STYLE_FAIL, _("Ô %zu: %s"), i + 1, slot->err.text);
	}
}
