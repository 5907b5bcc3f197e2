/* What became of the slots is said once, whichever screen is on top. Of the ports' slots only the
 * log hears one by one: twenty phones at once would leave nobody a message line to read. */
#include "frame_priv.h"

#include <string.h>

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

static void log_port(struct ui *ui, const struct slot *slot)
{
	const struct slot_link *link = slot_link(slot);
	AUTO(buf_done) struct buf place = {0}, name = {0}, word = {0};

	ui_slot_place(&place, ui->bench, slot);
	if (slot->state == SLOT_DONE) {
		snapshot_show_name(&name, &slot->snapshot);
		ui_verdict_text(&word, slot->verdict.word);
		frame_log(ui, ui_verdict_style(slot->verdict.word), _("%s: %s: %s"),
			  buf_text(&place), buf_text(&name), buf_text(&word));
	} else if (slot->state == SLOT_FAILED) {
		frame_log(ui, STYLE_FAIL, "%s: %s", buf_text(&place), slot->err.text);
	} else if (slot->state == SLOT_WAITING && !slot->is_gone) {
		frame_log(ui, STYLE_REVIEW, "%s: %s. %s", buf_text(&place),
			  ui_link_label(link->state), link->hint);
	}
}

/* The last one is done: hands that were elsewhere are called back. */
static void tell_all_done(struct ui *ui)
{
	size_t words[] = {[VERDICT_PASS] = 0, [VERDICT_FAIL] = 0, [VERDICT_REVIEW] = 0};
	size_t count = 0, locked = 0;

	for (size_t i = 0; i < BENCH_SLOTS; i++) {
		const struct slot *slot = &ui->bench->slots[i];

		if (!slot->on_hub || slot->state != SLOT_DONE || slot->is_gone)
			continue;
		words[slot->verdict.measured]++;
		locked += slot->verdict.gate == GATE_LOCKED;
		count++;
	}
	if (count)
		ui_say(ui, STYLE_NORMAL,
		       _("Đọc xong %zu máy: phần đo %zu đạt, %zu không đạt, %zu chưa rõ; %zu còn "
			 "khoá"),
		       count, words[VERDICT_PASS], words[VERDICT_FAIL], words[VERDICT_REVIEW],
		       locked);
	term_bell();
}

static void tell_watch(struct ui *ui)
{
	const struct hub *hub = &ui->bench->hub;

	if (hub->err.code && hub->troubles != ui->frame->troubles)
		ui_say(ui, STYLE_REVIEW, "%s", hub->err.text);
	ui->frame->troubles = hub->troubles;
}

/* One by one for the log; the sum for everybody. */
static void tell_lines(struct ui *ui, struct stick_in *in)
{
	char *rest = in->said.len ? in->said.data : NULL, *line;

	while ((line = strsep(&rest, "\n")))
		if (*line)
			frame_log(ui, STYLE_REVIEW, "%s", line);
	buf_clear(&in->said);
}

/* Off a stick they come with its end; over the network at any time. */
static void tell_lan(struct ui *ui)
{
	size_t count = stick_in_questions(&ui->bench->lan);

	tell_lines(ui, &ui->bench->lan);
	if (count > ui->frame->lan_questions) {
		ui_say(ui, STYLE_REVIEW, _("Có phiếu xoá đến qua mạng: ở bàn kiểm tra bấm h"));
		term_bell();
	}
	ui->frame->lan_questions = count;
}

static void tell_end(struct ui *ui, const struct stick_in *in)
{
	AUTO(buf_done) struct buf sum = {0};

	stick_in_sum(in, &sum);
	if (in->err.code)
		ui_say(ui, STYLE_FAIL, "%s", in->err.text);
	else if (stick_in_questions(in))
		ui_say(ui, STYLE_REVIEW, _("USB: %s; ở bàn kiểm tra bấm h"), buf_text(&sum));
	else if (in->tally.bad + in->tally.asked)
		ui_say(ui, STYLE_REVIEW, _("USB: %s; F9 xem từng tệp"), buf_text(&sum));
	else
		ui_say(ui, STYLE_PASS, _("USB: %s; rút ra được"), buf_text(&sum));
}

static void tell_stick(struct ui *ui)
{
	struct stick_in *in = &ui->bench->stick;

	tell_lan(ui);
	tell_lines(ui, in);
	if (ui->frame->stick_running && !in->is_running)
		tell_end(ui, in);
	ui->frame->stick_running = in->is_running;
	if (ui->frame->stick_comings != ui->bench->stick_comings)
		ui_say(ui, STYLE_NORMAL, _("Có USB của hotroit: ở bàn kiểm tra bấm u để nhận"));
	ui->frame->stick_comings = ui->bench->stick_comings;
}

void frame_news(struct ui *ui)
{
	size_t running = frame_running(ui);

	for (size_t i = 0; i < BENCH_SLOTS; i++) {
		const struct slot *slot = &ui->bench->slots[i];

		if (slot->state == ui->frame->seen[i])
			continue;
		ui->frame->seen[i] = slot->state;
		if (slot->on_hub)
			log_port(ui, slot);
		else if (slot->state == SLOT_DONE)
			tell_done(ui, i + 1, slot);
		else if (slot->state == SLOT_FAILED)
			ui_say(ui, STYLE_FAIL, _("Ô %zu: %s"), i + 1, slot->err.text);
	}
	if (!running && ui->frame->running)
		tell_all_done(ui);
	ui->frame->running = running;
	tell_stick(ui);
	/* Last: trouble that came in the same bite must not be covered by good news. */
	tell_watch(ui);
}
