/* The live stick's one screen: what this machine is, whether it passes and why, and whether the
 * snapshot is on the stick. ui->answer becomes one of LIVE_*. */
#include "frame_priv.h"
#include "live_priv.h"
#include "view_priv.h"

#include <stdio.h>
#include <string.h>

#define TOP 3
#define ALONE_MS 30000

enum {
	REQ_AGAIN = REQ_OWN,
	REQ_OFF,
	REQ_REBOOT,
	REQ_TESTS,
	REQ_WIPE,
	REQ_SEND,
};

struct state {
	struct view view;
	struct ui_list list;
	size_t *order; /* findings, what keeps it from passing first */
	struct arena arena;
	int64_t shown_at; /* clock_mono_ms */
	bool was_tried; /* the tests were opened once */
	int asked; /* the request that would lose what is on no stick, and was asked about */
	struct live_carried carried;
	struct live_sent sent;
};

/* ---- what is worth reading first ------------------------------------------------------------- */

static int weight(const struct finding *finding)
{
	bool by_hand = finding->rule->how == RULE_INSPECTED;

	switch (finding->outcome) {
	case OUTCOME_FAIL:
		return finding->rule->level == RULE_MANDATORY ? 0 : 2;
	case OUTCOME_UNKNOWN:
		return by_hand ? 4 : 1;
	case OUTCOME_PASS:
		return 3;
	case OUTCOME_NOT_APPLICABLE:
		break;
	}
	return 5;
}

static void sort(struct state *state)
{
	const struct verdict *verdict = state->view.verdict;
	size_t at = 0;

	state->order = arena_alloc(&state->arena, (verdict->count + 1) * sizeof(*state->order));
	for (int w = 0; w <= 5; w++)
		for (size_t i = 0; i < verdict->count; i++)
			if (weight(&verdict->findings[i]) == w)
				state->order[at++] = i;
}

static int enter(struct ui *ui, void *data, const char *argument, struct err *err)
{
	AUTO(buf_done) struct buf tests = {0};
	struct state *state = data;
	int r = view_load(&state->view, ui, argument, err);

	if (r < 0)
		return r;
	snprintf(state->view.tag, sizeof(state->view.tag), "%s", _("Máy này:"));
	sort(state);
	live_carried_read(&state->carried, ui);
	live_sent_read(&state->sent, ui);
	live_tests_sum(&tests, state->view.snapshot);
	state->was_tried = tests.len > 0;
	state->shown_at = clock_mono_ms();
	return 0;
}

static void leave(struct ui *ui, void *data)
{
	(void)ui;
	view_done(&((struct state *)data)->view);
	arena_done(&((struct state *)data)->arena);
}

/* ---- drawing --------------------------------------------------------------------------------- */

/* Where the columns begin; the last one takes the rest. */
struct columns {
	int label, required, measured, why;
};

static struct columns columns_for(int width)
{
	if (width < 110)
		return (struct columns){13, 26, 40, 59};
	if (width < 150)
		return (struct columns){13, 29, 52, 84};
	return (struct columns){13, 40, 76, 106};
}

static void draw_finding(struct canvas *canvas, int row, const struct finding *finding,
			 bool selected)
{
	AUTO(buf_done) struct buf outcome = {0};
	struct columns at = columns_for(canvas_columns(canvas));
	enum ui_style style = selected ? STYLE_SELECTED : STYLE_NORMAL;
	const char *why = finding->advice ? finding->advice : finding->reason;
	bool passes = finding->outcome == OUTCOME_PASS;

	ui_finding_text(&outcome, finding);
	canvas_text(canvas, row, 0, 0, style, "");
	canvas_text(canvas, row, 1, 12, selected ? style : ui_finding_style(finding),
		    buf_text(&outcome));
	canvas_text(canvas, row, at.label, at.required - at.label - 1, style, finding->rule->label);
	canvas_text(canvas, row, at.required, at.measured - at.required - 1, style,
		    finding->rule->required);
	canvas_text(canvas, row, at.measured, at.why - at.measured - 1, style,
		    finding->measured ? finding->measured : "-");
	canvas_text(canvas, row, at.why, 0, style, passes || !why ? "" : why);
}

static void draw(struct ui *ui, void *data, struct canvas *canvas)
{
	struct state *state = data;
	const struct verdict *verdict = state->view.verdict;
	AUTO(buf_done) struct buf tests = {0}, sent = {0};
	int bottom = canvas_rows(canvas) - LIVE_CARRIED_ROWS - 1, row = TOP;

	(void)ui;
	live_tests_sum(&tests, state->view.snapshot);
	live_sent_sum(&sent, &state->sent);
	bottom -= (tests.len > 0) + (sent.len > 0);
	view_head(&state->view, canvas);
	view_notice(&state->view, canvas);
	ui_list_fit(&state->list, verdict->count, (size_t)(bottom - row));
	for (size_t i = state->list.top; i < verdict->count && row < bottom; i++)
		draw_finding(canvas, row++, &verdict->findings[state->order[i]],
			     i == state->list.selected);
	canvas_line(canvas, bottom, 0, 0);
	if (tests.len)
		canvas_text(canvas, ++bottom, 1, 0, STYLE_NORMAL, buf_text(&tests));
	if (sent.len)
		canvas_text(canvas, ++bottom, 1, 0, live_sent_style(&state->sent), buf_text(&sent));
	live_carried_draw(&state->carried, canvas, bottom + 1);
}

/* ---- keys ------------------------------------------------------------------------------------ */

static bool end(struct ui *ui, enum live_answer answer)
{
	ui->answer = (int)answer;
	ui->frame->quit = true;
	return true;
}

/* What is on no stick goes with the machine's power: asked once before that. */
static bool end_power(struct ui *ui, struct state *state, int request, enum live_answer answer)
{
	live_carried_read(&state->carried, ui);
	if (live_carried_saved(&state->carried) || state->asked == request)
		return end(ui, answer);
	state->asked = request;
	ui_say(ui, STYLE_REVIEW,
	       _("CHƯA LƯU hết ra USB, tắt là mất: cắm USB vào chờ ghi, hay bấm lần nữa để tắt"));
	return true;
}

static void open_tests(struct ui *ui, struct state *state)
{
	state->was_tried = true;
	ui_open(ui, "live-tests", NULL);
}

/* Where the keyboard is dead, or nobody is there, what can be tried without hands is. */
static bool tick(struct ui *ui, struct state *state)
{
	bool changed = live_carried_read(&state->carried, ui);

	changed |= live_sent_read(&state->sent, ui);
	if (ui->tests && !state->was_tried && !ui->frame->key_at &&
	    !live_carried_is_writing(&state->carried) &&
	    clock_mono_ms() - state->shown_at > ALONE_MS)
		open_tests(ui, state);
	return changed;
}

static bool handle(struct ui *ui, void *data, const struct ui_event *event)
{
	struct state *state = data;

	if (event->request != REQ_TICK && event->request != state->asked)
		state->asked = REQ_NONE;
	switch (event->request) {
	case REQ_TICK:
		return tick(ui, state);
	case REQ_RETURN:
		sort(state);
		return true;
	case REQ_TESTS:
		open_tests(ui, state);
		return true;
	case REQ_OPEN:
		ui_open(ui, "live-verdict", "slot:0");
		return true;
	case REQ_WIPE:
		ui_open(ui, "live-wipe", NULL);
		return true;
	case REQ_SEND:
		return end(ui, LIVE_SEND);
	case REQ_AGAIN:
		return end(ui, LIVE_AGAIN);
	case REQ_OFF:
		return end_power(ui, state, REQ_OFF, LIVE_OFF);
	case REQ_REBOOT:
		return end_power(ui, state, REQ_REBOOT, LIVE_REBOOT);
	case REQ_QUIT:
		return end_power(ui, state, REQ_QUIT, LIVE_NEXT);
	default:
		return ui_list_move(&state->list, event->request, state->view.verdict->count);
	}
}

static const char *hint(struct ui *ui, void *data)
{
	const struct state *state = data;

	(void)ui;
	if (live_carried_saved(&state->carried))
		return _("Rút USB được rồi: cắm vào bàn làm việc, hay F12 gửi qua mạng, để vào sổ");
	return _("Lên xuống để xem từng tiêu chí, Enter xem kỹ");
}

static const struct ui_key keys[] = {
	{REQ_OPEN, "Enter", N_("Xem"), N_("từng tiêu chí: quy định, số đo, vì sao; f: dữ kiện")},
	{REQ_AGAIN, "F5 d", N_("Dò lại"), N_("dò lại máy này từ đầu")},
	{REQ_TESTS, "F6 k", N_("Thử"), N_("thử bàn phím, loa, webcam, Wi-Fi… từng thứ một")},
	{REQ_WIPE, "F11 x", N_("Xoá ổ"), N_("xoá dữ liệu trên các ổ của máy này")},
	{REQ_SEND, "F12 m", NULL, N_("gửi về bàn làm việc qua dây mạng, theo mã 6 số của bàn")},
	{REQ_OFF, "F8 t", N_("Tắt"), N_("ghi nốt ra USB rồi tắt máy")},
	{REQ_REBOOT, "F7 r", NULL, N_("ghi nốt ra USB rồi khởi động lại")},
};

const struct screen scr_live = {
	.name = "live",
	.title = N_("Máy này"),
	.keys = keys,
	.key_count = ARRAY_LEN(keys),
	.state_size = sizeof(struct state),
	.enter = enter,
	.leave = leave,
	.draw = draw,
	.handle = handle,
	.hint = hint,
	.tick_ms = 500,
};
