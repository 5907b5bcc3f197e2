/* What is wrong, and what is open, in the plans of one's own: read again while they are edited. */
#include "scroll_priv.h"

#include <stdio.h>

enum {
	REQ_AGAIN = REQ_OWN,
};

struct state {
	struct scroll scroll; /* first, so that its functions take the state */
	char id[PLAN_ID_MAX + 1]; /* "": all of them */
};

static int read_again(struct state *state, struct err *err)
{
	struct scroll scroll = {.list = state->scroll.list};
	int r = flow_plan_told_own(&scroll.text, *state->id ? state->id : NULL, err);

	if (r < 0)
		return r;
	scroll_begin(&scroll);
	buf_done(&state->scroll.text);
	state->scroll = scroll;
	return 0;
}

static int enter(struct ui *ui, void *data, const char *argument, struct err *err)
{
	struct state *state = data;

	(void)ui;
	snprintf(state->id, sizeof(state->id), "%s", argument ? argument : "");
	return read_again(state, err);
}

static bool handle(struct ui *ui, void *data, const struct ui_event *event)
{
	struct err err;

	if (event->request != REQ_AGAIN)
		return scroll_handle(ui, data, event);
	if (read_again(data, &err) < 0)
		ui_say(ui, STYLE_FAIL, "%s", err.text);
	else
		ui_say(ui, STYLE_NORMAL, _("Đã đọc lại tệp"));
	return true;
}

static const char *hint(struct ui *ui, void *data)
{
	(void)ui;
	(void)data;
	return _("Sửa tệp bằng trình soạn thảo, lưu, rồi F5 kiểm tra lại; Esc để về");
}

static const struct ui_key keys[] = {
	{REQ_AGAIN, "F5 k", N_("Kiểm tra lại"), N_("đọc lại tệp vừa sửa, kiểm tra lại")},
};

const struct screen scr_plan_check = {
	.name = "plan_check",
	.title = N_("Kiểm tra kế hoạch"),
	.keys = keys,
	.key_count = ARRAY_LEN(keys),
	.state_size = sizeof(struct state),
	.enter = enter,
	.leave = scroll_leave,
	.draw = scroll_draw_text,
	.handle = handle,
	.hint = hint,
};
