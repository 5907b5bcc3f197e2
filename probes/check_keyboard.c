/*
 * Every key pressed once. The keyboard is taken for us alone meanwhile, so that no key does
 * anything: Esc twice, or a while without a key, gives it back.
 */
#include "check.h"
#include "keyboard.h"

#include <string.h>
#include <sys/ioctl.h>

#define FIRST_MS 25000
#define IDLE_MS 15000
#define STEP_MS 200
#define ESC_TWICE_MS 1000
#define NAMES_MOST 12

struct work {
	struct evdevs devices;
	struct keyboard boards[EVDEV_MAX];
	int64_t until;
	int64_t esc_at; /* when Esc was pressed last with no other key after it; 0: not */
	bool is_over;
};

/* On a laptop the keys to be tried are those wired in: a keyboard that was plugged in for help must
 * not stand in for them, and stays free to answer with. */
static void leave_out_plugged(struct evdevs *devices)
{
	size_t inside = 0, kept = 0;

	for (size_t i = 0; i < devices->count; i++)
		inside += evdev_is_inside(&devices->list[i].bits);
	if (!inside)
		return;
	for (size_t i = 0; i < devices->count; i++) {
		struct evdevs one = {.count = 1, .list = {devices->list[i]}};

		if (evdev_is_inside(&devices->list[i].bits))
			devices->list[kept++] = devices->list[i];
		else
			evdev_close(&one);
	}
	devices->count = kept;
}

static void grab(const struct evdevs *devices, int on)
{
	for (size_t i = 0; i < devices->count; i++)
		/* Without it the keys are still heard, only others hear them, too. */
		if (devices->list[i].fd >= 0 && ioctl(devices->list[i].fd, EVIOCGRAB, on) < 0)
			log_debug("EVIOCGRAB refused");
}

/* A key that was down before we listened gives no sign of it while another is pressed. */
static void take_held(struct work *work)
{
	for (size_t i = 0; i < work->devices.count; i++) {
		unsigned char *down = work->boards[i].down;
		int fd = work->devices.list[i].fd;

		if (fd >= 0 && ioctl(fd, EVIOCGKEY(sizeof(work->boards[i].down)), down) < 0)
			log_debug("EVIOCGKEY refused");
	}
}

static void draw(const struct keyboard *board)
{
	for (unsigned row = 0; row < KEYBOARD_ROWS; row++) {
		AUTO(buf_done) struct buf text = {0};

		keyboard_row(&text, board, row);
		check_row(2 * row, buf_text(&text));
	}
}

static void take_key(struct work *work, struct keyboard *board, const struct input_event *event)
{
	int64_t now = clock_mono_ms();

	keyboard_event(board, event->code, event->value);
	if (event->value != 1)
		return;
	work->until = now + IDLE_MS;
	if (event->code != KEY_ESC) {
		work->esc_at = 0;
	} else {
		work->is_over = work->esc_at && now - work->esc_at < ESC_TWICE_MS;
		work->esc_at = now;
	}
	draw(board);
	if (keyboard_judge(board) == KEYBOARD_WHOLE)
		work->is_over = true;
}

static void listen(struct work *work)
{
	struct input_event event;

	work->until = clock_mono_ms() + FIRST_MS;
	while (!work->is_over && clock_mono_ms() < work->until) {
		int at = evdev_wait(&work->devices, STEP_MS);

		if (at < 0)
			check_left(work->until - clock_mono_ms());
		while (at >= 0 && evdev_read(&work->devices.list[at], &event))
			if (event.type == EV_KEY)
				take_key(work, &work->boards[at], &event);
	}
	/* The last key goes up again before one that is still down counts as stuck. */
	for (int64_t end = clock_mono_ms() + 1500; clock_mono_ms() < end;) {
		int at = evdev_wait(&work->devices, STEP_MS);

		while (at >= 0 && evdev_read(&work->devices.list[at], &event))
			if (event.type == EV_KEY)
				keyboard_event(&work->boards[at], event.code, event.value);
	}
}

/* The one that was typed on: a socket for a keyboard looks like a keyboard, too. */
static const struct keyboard *busiest(const struct work *work)
{
	const struct keyboard *found = &work->boards[0];

	for (size_t i = 1; i < work->devices.count; i++)
		if (work->boards[i].count > found->count)
			found = &work->boards[i];
	return found;
}

static void ask(const struct check_ctx *ctx, const char *question, const char *if_yes,
		enum check_value value, const char *if_no)
{
	check_ask("%s", question);
	check_if(ctx, true, "keyboard", CHECK_BAD, if_yes);
	check_if(ctx, false, "keyboard", value, if_no);
	check_wait_for_answer();
}

static void tell(const struct check_ctx *ctx, const struct keyboard *board)
{
	AUTO(buf_done) struct buf names = {0}, text = {0}, bad = {0};

	if (keyboard_stuck(&names, board, NAMES_MOST)) {
		check_result(ctx, "keyboard", CHECK_BAD, _("phím kẹt: %s"), buf_text(&names));
		return;
	}
	keyboard_missing(&names, board, NAMES_MOST);
	buf_printf(&bad, _("phím không ăn: %s"), buf_text(&names));
	switch (keyboard_judge(board)) {
	case KEYBOARD_WHOLE:
		check_result(ctx, "keyboard", CHECK_OK, _("mọi phím đều ăn"));
		break;
	case KEYBOARD_DEAD:
		ask(ctx, _("Không phím nào ăn. Đã bấm rồi mà bàn phím không trả lời?"),
		    _("không phím nào ăn"), CHECK_NOT_DONE, _("chưa ai bấm phím"));
		break;
	case KEYBOARD_BROKEN:
		buf_printf(&text, _("Chưa thấy: %s. Đã bấm mà không ăn?"), buf_text(&names));
		ask(ctx, buf_text(&text), buf_text(&bad), CHECK_NOT_DONE,
		    _("chưa bấm hết các phím"));
		break;
	case KEYBOARD_UNSURE:
		buf_printf(&text, _("Chưa thấy: %s. Máy có phím đó mà bấm (cả với Fn) không ăn?"),
			   buf_text(&names));
		if (!keyboard_tried_functions(board)) {
			ask(ctx, buf_text(&text), buf_text(&bad), CHECK_NOT_DONE,
			    _("chưa bấm phím F1…F12 nào"));
			break;
		}
		buf_clear(&names);
		buf_add_str(&names, _("mọi phím đều ăn, máy không có: "));
		keyboard_missing(&names, board, NAMES_MOST);
		ask(ctx, buf_text(&text), buf_text(&bad), CHECK_OK, buf_text(&names));
		break;
	}
}

static void run(const struct check_ctx *ctx)
{
	struct work work = {0};

	evdev_open(&work.devices, ctx->root, 1u << EVDEV_KEYBOARD);
	if (check_is_laptop(ctx->snapshot))
		leave_out_plugged(&work.devices);
	if (!work.devices.count) {
		check_results(ctx, CHECK_NOT_DONE,
			      _("máy không thấy bàn phím nào: cắm lại, thử lại"));
		return;
	}
	for (size_t i = 0; i < work.devices.count; i++)
		keyboard_init(&work.boards[i], work.devices.list[i].bits.key);
	check_say("%s", _("Bấm lần lượt từng phím; phím ăn thì sáng lên. Esc hai lần: xong"));
	draw(&work.boards[0]);
	grab(&work.devices, 1);
	take_held(&work);
	listen(&work);
	grab(&work.devices, 0);
	tell(ctx, busiest(&work));
	evdev_close(&work.devices);
}

static enum check_presence presence(const struct snapshot *snapshot)
{
	return check_says(snapshot, "keyboard.present") ? CHECK_HAS : CHECK_UNSURE;
}

static const struct check_part parts[] = {
	{"keyboard", N_("Bàn phím"), N_("Máy này có bàn phím không?"), presence},
};

const struct check check_keyboard = {
	.name = "keyboard",
	.label = N_("Bàn phím"),
	.by_hand = true,
	.takes_keys = true,
	.parts = parts,
	.part_count = ARRAY_LEN(parts),
	.run = run,
};
