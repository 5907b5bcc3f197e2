/*
 * Wiping on the live stick: the disks and what would be done to each, the machine's tag, the
 * donor's consent or a reason, who does it, the tag again; then how far it is, and what came of it.
 */
#include "live_priv.h"
#include "live_wipe_priv.h"

#include <stdio.h>
#include <string.h>

#define TAG_BYTES 33
#define BY_BYTES 49
#define REASON_BYTES 201
#define TOP 2

enum {
	REQ_UNHIDE = REQ_OWN,
	REQ_STOP,
	REQ_CHOOSE,
};

enum step { STEP_DISKS, STEP_TAG, STEP_REASON, STEP_BY, STEP_CONFIRM, STEP_RUN, STEP_DONE };

struct state {
	struct live_wipe wipe;
	enum step step;
	struct ui_entry entry;
	size_t at, top; /* in the list */
	size_t shown; /* that many of the first disks have been on the screen */
	char tag[TAG_BYTES], by[BY_BYTES], reason[REASON_BYTES];
	struct live_word word;
	struct live_carried carried;
	bool unhide;
	enum { STOP_NOT, STOP_ASKED, STOP_SENT } stop;
};

static const struct snapshot *machine(const struct ui *ui)
{
	return &ui->bench->slots[0].snapshot;
}

static void go(struct state *state, enum step step)
{
	state->step = step;
	state->entry = (struct ui_entry){.is_code = step == STEP_TAG || step == STEP_CONFIRM ||
						    step == STEP_BY};
	state->entry.max = step == STEP_REASON ? REASON_BYTES : step == STEP_BY ? BY_BYTES
										 : TAG_BYTES;
}

static int enter(struct ui *ui, void *data, const char *argument, struct err *err)
{
	struct state *state = data;

	(void)argument;
	live_wipe_init(&state->wipe, ui->carried);
	live_wipe_word(&state->wipe, "", machine(ui), &state->word);
	return live_wipe_list(&state->wipe, err);
}

static void leave(struct ui *ui, void *data)
{
	(void)ui;
	live_wipe_done(&((struct state *)data)->wipe);
}

/* ---- drawing --------------------------------------------------------------------------------- */

static void draw_disks(struct state *state, struct canvas *canvas, int row, int bottom)
{
	const int each = 1 + LIVE_DISK_ROWS;
	size_t count = state->wipe.count, i;
	size_t fit = bottom - row >= each ? (size_t)((bottom - row) / each) : 1;

	if (state->at < state->top)
		state->top = state->at;
	if (state->at >= state->top + fit)
		state->top = state->at - fit + 1;
	for (i = state->top; i < count && i < state->top + fit; i++)
		row += live_disk_draw(&state->wipe.disks[i], canvas, row, i == state->at);
	if (state->shown < i)
		state->shown = i;
	if (count > fit && state->step != STEP_CONFIRM)
		canvas_printf(canvas, 1, 1, 0, STYLE_REVIEW,
			      _("Ổ %zu–%zu trên %zu: ↑ ↓ để xem hết"), state->top + 1, i, count);
}

/* What the tag is typed again for. */
static void draw_taken(const struct state *state, struct canvas *canvas)
{
	AUTO(buf_done) struct buf text = {0};

	buf_printf(&text, _("Sẽ xoá %zu ổ:"), live_wipe_count(&state->wipe));
	for (size_t i = 0; i < state->wipe.count; i++)
		if (live_disk_taken(&state->wipe.disks[i]))
			buf_printf(&text, " %s", state->wipe.disks[i].name);
	canvas_text(canvas, 1, 1, 0, STYLE_FAIL, buf_text(&text));
}

static void draw_head(const struct state *state, struct canvas *canvas)
{
	static const char *const heads[] = {
		[STEP_DISKS] = N_("Xem kỹ: mọi dữ liệu trên các ổ dưới đây sẽ mất hẳn"),
		[STEP_TAG] = N_("1/4 Gõ mã máy, như trên tem"),
		[STEP_REASON] = N_("2/4 Chưa có đồng ý của bên tặng: ghi lý do, được in trên giấy"),
		[STEP_BY] = N_("3/4 Ai xoá? Tên ngắn; người soát sau này phải là người khác"),
		[STEP_CONFIRM] = N_("4/4 GÕ LẠI MÃ MÁY ĐỂ XOÁ; Esc để thôi"),
		[STEP_RUN] = N_("ĐANG XOÁ: đừng tắt máy, đừng rút nguồn"),
		[STEP_DONE] = N_("Kết quả"),
	};
	const char *text = _(heads[state->step]);

	if (state->step == STEP_DISKS && state->wipe.busy)
		text = _("Đang hỏi các ổ…");
	else if (state->step == STEP_DISKS && !live_wipe_count(&state->wipe))
		text = _("Không có ổ nào được chọn và xoá được ở đây");
	else if (state->step == STEP_RUN && state->stop == STOP_ASKED)
		text = _("DỪNG XOÁ? Ổ coi như chưa xoá. F8 lần nữa: dừng; Esc: xoá tiếp");
	else if (state->step == STEP_RUN && state->stop == STOP_SENT)
		text = _("ĐANG DỪNG: chờ ổ trả lời, đừng tắt máy");
	canvas_text(canvas, 0, 1, 0,
		    state->step == STEP_CONFIRM || state->step == STEP_RUN ? STYLE_FAIL
									    : STYLE_TITLE,
		    text);
}

/* What the power would leave of it, if it went now. */
static void draw_begun(const struct state *state, struct canvas *canvas, int row)
{
	if (live_carried_saved(&state->carried))
		canvas_text(canvas, row, 1, 0, STYLE_NORMAL,
			    _("● Phiếu «đang xoá dở» đã ra USB; mất điện thì bàn vẫn biết"));
	else
		canvas_text(canvas, row, 1, 0, STYLE_REVIEW,
			    _("? Phiếu «đang xoá dở» chưa ra USB: cắm vào; mất điện là mất dấu"));
}

static void draw_running(const struct state *state, struct canvas *canvas, int row)
{
	const struct live_wipe *wipe = &state->wipe;
	int64_t seconds = (clock_mono_ms() - wipe->began) / 1000;
	unsigned permille = wipe->total ? (unsigned)((double)wipe->at * 1000 / (double)wipe->total)
					: 0;
	long long left;

	if (permille > 1000)
		permille = 1000;
	canvas_printf(canvas, row, 1, 0, STYLE_NORMAL, _("Ổ %u/%u: %s"), wipe->number, wipe->of,
		      wipe->doing);
	canvas_bar(canvas, row + 1, 1, 40, permille, 1000);
	left = permille ? (long long)seconds * (1000 - permille) / permille : 0;
	if (permille && seconds > 10)
		canvas_printf(canvas, row + 1, 43, 0, STYLE_NORMAL, _("%u%%, còn khoảng %lld phút"),
			      permille / 10, left / 60 + 1);
	else
		canvas_printf(canvas, row + 1, 43, 0, STYLE_NORMAL, _("%lld giây"),
			      (long long)seconds);
}

static void draw(struct ui *ui, void *data, struct canvas *canvas)
{
	static const char *const labels[] = {[STEP_TAG] = N_(" Mã máy"),
					     [STEP_REASON] = N_(" Lý do"),
					     [STEP_BY] = N_(" Người xoá"),
					     [STEP_CONFIRM] = N_(" Gõ lại mã")};
	struct state *state = data;
	int bottom = canvas_rows(canvas) - (state->step == STEP_RUN ? 4 : 3);

	draw_head(state, canvas);
	draw_disks(state, canvas, TOP, bottom);
	if (state->step == STEP_CONFIRM)
		draw_taken(state, canvas);
	canvas_line(canvas, bottom, 0, 0);
	if (state->step >= STEP_TAG && state->step <= STEP_CONFIRM) {
		ui_entry_draw_labelled(ui, &state->entry, canvas, bottom + 1,
				       _(labels[state->step]));
		live_word_draw(&state->word, state->step == STEP_TAG ? NULL : state->tag, canvas,
			       bottom + 2);
	} else if (state->step == STEP_RUN) {
		draw_running(state, canvas, bottom + 1);
		if (*state->wipe.begun)
			draw_begun(state, canvas, bottom + 3);
	} else if (state->step == STEP_DONE) {
		const char *text =
			*state->wipe.report
				? _("Phiếu xoá tự ghi ra USB; về bàn, người khác soát rồi in giấy")
				: _("Dừng đột ngột: phiếu ghi là đang xoá dở, coi như chưa xoá");

		canvas_text(canvas, bottom + 1, 1, 0, STYLE_NORMAL, text);
		live_carried_draw(&state->carried, canvas, bottom + 2);
	}
}

/* ---- steps ----------------------------------------------------------------------------------- */

/* Tags have capitals only; people type as it comes. */
static void read_tag(const struct state *state, char ret[TAG_BYTES])
{
	snprintf(ret, TAG_BYTES, "%s", state->entry.text);
	for (char *p = ret; *p; p++)
		if (*p >= 'a' && *p <= 'z')
			*p = (char)(*p - 'a' + 'A');
}

static void begin_run(struct ui *ui, struct state *state)
{
	char confirmed[TAG_BYTES];
	struct live_wipe_typed typed = {.tag = state->tag,
					.confirmed = confirmed,
					.by = state->by,
					.reason = state->reason,
					.unhide = state->unhide};
	struct err err;

	read_tag(state, confirmed);
	if (!str_eq(confirmed, state->tag)) {
		ui_say(ui, STYLE_FAIL, _("Không giống mã đã gõ; chưa đụng vào ổ nào"));
		return;
	}
	if (live_wipe_run(&state->wipe, &typed, &err) < 0) {
		ui_say(ui, STYLE_FAIL, "%s", err.text);
		return;
	}
	state->stop = STOP_NOT;
	go(state, STEP_RUN);
}

static void take_tag(struct ui *ui, struct state *state)
{
	char before[TAG_BYTES];

	memcpy(before, state->tag, sizeof(before));
	read_tag(state, state->tag);
	live_wipe_word(&state->wipe, state->tag, machine(ui), &state->word);
	if (live_word_refuses(ui, &state->word, state->tag, str_eq(before, state->tag)))
		return;
	state->reason[0] = '\0';
	go(state, state->word.consent == WIPE_CONSENT_YES ? STEP_BY : STEP_REASON);
}

/* Nothing is wiped that was not on the screen. */
static void leave_list(struct ui *ui, struct state *state)
{
	if (state->wipe.busy || !live_wipe_count(&state->wipe))
		return;
	if (state->shown < state->wipe.count)
		ui_say(ui, STYLE_REVIEW, _("Còn ổ chưa xem: bấm ↓ đến hết danh sách"));
	else
		go(state, STEP_TAG);
}

static void choose(struct state *state)
{
	struct live_disk *disk = &state->wipe.disks[state->at];

	if (state->step == STEP_DISKS && !state->wipe.busy && state->at < state->wipe.count &&
	    !*disk->why)
		disk->left_out = !disk->left_out;
}

static void move(struct state *state, bool down)
{
	if (down && state->at + 1 < state->wipe.count)
		state->at++;
	if (!down && state->at)
		state->at--;
}

static void next(struct ui *ui, struct state *state)
{
	if (state->step >= STEP_TAG && state->step <= STEP_CONFIRM && !*state->entry.text) {
		ui_say(ui, STYLE_REVIEW, _("Chưa gõ gì"));
		return;
	}
	switch (state->step) {
	case STEP_DISKS:
		leave_list(ui, state);
		break;
	case STEP_TAG:
		take_tag(ui, state);
		break;
	case STEP_REASON:
		if (!wipe_reason_is(state->entry.text)) {
			ui_say(ui, STYLE_FAIL, _("Lý do ngắn quá: ghi rõ hơn, được in trên giấy"));
			break;
		}
		snprintf(state->reason, sizeof(state->reason), "%s", state->entry.text);
		go(state, STEP_BY);
		break;
	case STEP_BY:
		snprintf(state->by, sizeof(state->by), "%s", state->entry.text);
		go(state, STEP_CONFIRM);
		break;
	case STEP_CONFIRM:
		begin_run(ui, state);
		break;
	case STEP_RUN:
	case STEP_DONE:
		break;
	}
}

/* It ended before it began: what it said of that. */
static void tell_refusal(struct ui *ui, struct state *state)
{
	char *text = state->wipe.said.data;
	static const char prefix[] = "hotroit-wipe: ";

	if (text && str_starts(text, prefix))
		text += sizeof(prefix) - 1;
	if (text)
		text[strcspn(text, "\n")] = '\0';
	ui_say(ui, STYLE_FAIL, "%s", text && *text ? text : _("hotroit-wipe dừng đột ngột"));
}

static bool tick(struct ui *ui, struct state *state)
{
	bool was_busy = state->wipe.busy, changed = live_wipe_take(&state->wipe);

	changed = live_carried_read(&state->carried, ui) || changed;
	if (!was_busy || state->wipe.busy)
		return changed || state->step == STEP_RUN;
	if (state->step == STEP_RUN)
		go(state, *state->wipe.begun ? STEP_DONE : STEP_DISKS);
	if (state->wipe.failed && !*state->wipe.report)
		tell_refusal(ui, state);
	return true;
}

/* Hours of work are not given up by one key. */
static void stop(struct state *state)
{
	if (state->stop == STOP_NOT) {
		state->stop = STOP_ASKED;
		return;
	}
	state->stop = STOP_SENT;
	live_wipe_stop(&state->wipe);
}

static bool handle(struct ui *ui, void *data, const struct ui_event *event)
{
	struct state *state = data;
	bool typing = state->step >= STEP_TAG && state->step <= STEP_CONFIRM;

	if (typing && ui_entry_handle(ui, &state->entry, event) != ENTRY_PASSED)
		return true;
	switch (event->request) {
	case REQ_TICK:
		return tick(ui, state);
	case REQ_OPEN:
		next(ui, state);
		return true;
	case REQ_UP:
	case REQ_DOWN:
		move(state, event->request == REQ_DOWN);
		return true;
	case REQ_CHOOSE:
		choose(state);
		return true;
	case REQ_UNHIDE:
		state->unhide = !state->unhide;
		ui_say(ui, STYLE_REVIEW, state->unhide ? _("Sẽ mở vùng ẩn (HPA) trước khi xoá")
						       : _("Không mở vùng ẩn"));
		return true;
	case REQ_STOP:
		stop(state);
		return true;
	case REQ_BACK:
		if (state->stop != STOP_ASKED || state->step != STEP_RUN)
			return false;
		state->stop = STOP_NOT;
		return true;
	default:
		return false;
	}
}

static const char *hint(struct ui *ui, void *data)
{
	const struct state *state = data;

	(void)ui;
	switch (state->step) {
	case STEP_DISKS:
		return live_wipe_count(&state->wipe) ? _("Enter: tiếp tục; Esc: thôi, không xoá")
						     : _("Esc để về");
	case STEP_RUN:
		return _("Để máy tự làm; ổ lớn mất vài giờ. F8: dừng");
	case STEP_DONE:
		return state->wipe.failed ? _("Ổ chưa xoá được: tháo ra, huỷ ổ hoặc thử lại")
					  : _("Esc để về, chờ dòng ĐÃ LƯU rồi rút USB");
	default:
		return _("Gõ rồi Enter; Esc để thôi, không xoá");
	}
}

static bool has_key(struct ui *ui, const void *data, int request)
{
	const struct state *state = data;

	(void)ui;
	switch (request) {
	case REQ_OPEN:
		return state->step < STEP_RUN;
	case REQ_CHOOSE:
	case REQ_UNHIDE:
		return state->step == STEP_DISKS;
	case REQ_STOP:
		return state->step == STEP_RUN && state->stop != STOP_SENT;
	case REQ_BACK:
		return state->step != STEP_RUN || state->stop == STOP_ASKED;
	default:
		return true;
	}
}

static bool wants_text(struct ui *ui, const void *data)
{
	const struct state *state = data;

	(void)ui;
	return state->step >= STEP_TAG && state->step <= STEP_CONFIRM;
}

static const struct ui_key keys[] = {
	{REQ_OPEN, "Enter", N_("Tiếp"), N_("bước kế tiếp; chỉ xoá sau khi gõ lại mã máy")},
	{REQ_CHOOSE, "Space", N_("Chọn"), N_("xoá ổ này, hoặc để nguyên")},
	{REQ_UNHIDE, "F6 h", N_("Vùng ẩn"), N_("mở vùng ẩn (HPA) của ổ trước khi xoá, hoặc thôi")},
	{REQ_STOP, "F8 s", N_("Dừng"), N_("dừng khi đang xoá: ổ coi như chưa xoá")},
};

const struct screen scr_live_wipe = {
	.name = "live-wipe",
	.title = N_("Xoá dữ liệu"),
	.keys = keys,
	.key_count = ARRAY_LEN(keys),
	.state_size = sizeof(struct state),
	.enter = enter,
	.leave = leave,
	.draw = draw,
	.handle = handle,
	.hint = hint,
	.tick_ms = 500,
	.wants_text = wants_text,
	.has_key = has_key,
};
