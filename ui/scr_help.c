/* Help, from the key tables themselves: what is bound is what is told. */
#include "frame_priv.h"

struct state {
	struct ui_list list;
	const struct screen *about;
};

static int enter(struct ui *ui, void *data, const char *argument, struct err *err)
{
	struct state *state = data;

	(void)ui;
	(void)err;
	state->about = screen_find(argument);
	return 0;
}

/* The keys that hold on the screen: its own, a text field's where it has one, the frame's. */
static const struct ui_key *key_at(const struct state *state, size_t index)
{
	size_t own = state->about->key_count;
	size_t text = state->about->wants_text ? text_key_count : 0;

	if (index < own)
		return &state->about->keys[index];
	index -= own;
	if (index < text)
		return &text_keys[index];
	index -= text;
	return index < frame_key_count ? &frame_keys[index] : NULL;
}

static size_t count_keys(const struct state *state)
{
	size_t count = 0;

	while (key_at(state, count))
		count++;
	return count;
}

static void draw(struct ui *ui, void *data, struct canvas *canvas)
{
	struct state *state = data;
	size_t count = count_keys(state);
	int row = 2;

	(void)ui;
	ui_list_fit(&state->list, count, (size_t)canvas_rows(canvas) - 2);
	canvas_printf(canvas, 0, 1, 0, STYLE_NORMAL, _("Phím của màn hình: %s"),
		      _(state->about->title));
	for (size_t i = state->list.top; i < count && row < canvas_rows(canvas); i++, row++) {
		const struct ui_key *key = key_at(state, i);
		enum ui_style style = i == state->list.selected ? STYLE_SELECTED : STYLE_NORMAL;

		canvas_printf(canvas, row, 0, 18, style, "  %s", key->keys);
		canvas_text(canvas, row, 18, 0, style, _(key->help));
	}
}

static bool handle(struct ui *ui, void *data, const struct ui_event *event)
{
	struct state *state = data;

	(void)ui;
	return ui_list_move(&state->list, event->request, count_keys(state));
}

static const char *hint(struct ui *ui, void *data)
{
	(void)ui;
	(void)data;
	return _("Mỗi phím F có phím chữ thay thế; ^G là Ctrl+G. Esc để về");
}

const struct screen scr_help = {
	.name = "help",
	.title = N_("Trợ giúp"),
	.state_size = sizeof(struct state),
	.enter = enter,
	.draw = draw,
	.handle = handle,
	.hint = hint,
};
