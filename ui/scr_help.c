/* Help, from the key tables themselves: what is bound is what is told. */
#include "frame_priv.h"

#define KEYS_MAX 64

struct state {
	struct ui_list list;
	const struct screen *about;
	const struct ui_key *keys[KEYS_MAX];
	size_t count;
};

static void add_keys(struct ui *ui, struct state *state, const struct layer *layer,
		     const struct ui_key *keys, size_t count)
{
	for (size_t i = 0; i < count && state->count < KEYS_MAX; i++)
		if (keys_hold(ui, layer, keys[i].request))
			state->keys[state->count++] = &keys[i];
}

/* What holds on the screen below: its own keys, a text field's where there is one, the frame's. */
static int enter(struct ui *ui, void *data, const char *argument, struct err *err)
{
	const struct layer *layer = &ui->frame->stack[ui->frame->depth - 2];
	struct state *state = data;

	(void)argument;
	(void)err;
	state->about = layer->screen;
	add_keys(ui, state, layer, layer->screen->keys, layer->screen->key_count);
	if (layer->screen->wants_text && layer->screen->wants_text(ui, layer->state))
		add_keys(ui, state, layer, text_keys, text_key_count);
	add_keys(ui, state, layer, frame_keys, frame_key_count);
	return 0;
}

static void draw(struct ui *ui, void *data, struct canvas *canvas)
{
	struct state *state = data;
	int row = 2;

	(void)ui;
	ui_list_fit(&state->list, state->count, (size_t)canvas_rows(canvas) - 2);
	canvas_printf(canvas, 0, 1, 0, STYLE_NORMAL, _("Phím của màn hình: %s"),
		      _(state->about->title));
	for (size_t i = state->list.top; i < state->count && row < canvas_rows(canvas); i++) {
		const struct ui_key *key = state->keys[i];
		enum ui_style style = i == state->list.selected ? STYLE_SELECTED : STYLE_NORMAL;

		canvas_printf(canvas, row, 0, 18, style, "  %s", key->keys);
		canvas_text(canvas, row++, 18, 0, style, _(key->help));
	}
}

static bool handle(struct ui *ui, void *data, const struct ui_event *event)
{
	struct state *state = data;

	(void)ui;
	return ui_list_move(&state->list, event->request, state->count);
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
