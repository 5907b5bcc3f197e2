/* The live stick's table of the verdict: why this machine passes or not, and the way to the tests
 * that are still to be done. */
#include "live_priv.h"
#include "verdict_priv.h"

#include <stdio.h>

enum {
	REQ_TESTS = REQ_OWN,
	REQ_FACTS,
};

struct state {
	struct verdict_view verdict;
	struct live_carried carried;
};

/* True when it stands otherwise with the stick than the head says. */
static bool read_carried(struct ui *ui, struct state *state)
{
	struct view *view = &state->verdict.view;
	bool changed = live_carried_read(&state->carried, ui);

	snprintf(view->tag, sizeof(view->tag), "%s",
		 live_carried_saved(&state->carried) ? _("đã lưu ra USB") : _("chưa lưu"));
	return changed;
}

static int enter(struct ui *ui, void *data, const char *argument, struct err *err)
{
	struct state *state = data;
	int r = verdict_view_begin(&state->verdict, ui, argument, err);

	read_carried(ui, state);
	return r;
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

static bool handle(struct ui *ui, void *data, const struct ui_event *event)
{
	struct state *state = data;

	switch (event->request) {
	case REQ_TICK:
		return read_carried(ui, state);
	case REQ_TESTS:
		ui_open(ui, "live-tests", NULL);
		return true;
	case REQ_FACTS:
		state->verdict.show_facts = !state->verdict.show_facts;
		return true;
	default:
		return verdict_view_move(&state->verdict, event->request);
	}
}

static const char *hint(struct ui *ui, void *data)
{
	const struct state *state = data;

	(void)ui;
	if (state->verdict.show_facts)
		return _("f: về bảng kết luận");
	if (verdict_view_is_untried(&state->verdict))
		return _("Còn mục chưa kiểm tra tay: bấm F6");
	return _("Lên xuống để xem từng tiêu chí; Esc để về");
}

static const struct ui_key keys[] = {
	{REQ_TESTS, "F6 k", N_("Kiểm tra tay"),
	 N_("thử bàn phím, loa, webcam, Wi-Fi… từng thứ một")},
	{REQ_FACTS, "f", N_("Dữ kiện"), N_("mọi dữ kiện đo được, nguồn và lý do thiếu")},
};

const struct screen scr_live_verdict = {
	.name = "live-verdict",
	.title = N_("Kết luận"),
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
