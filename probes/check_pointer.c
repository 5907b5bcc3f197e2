/* The mouse of a desktop, the touchpad (or stick) of a laptop: moved every way, clicked. */
#include "check.h"
#include "pointer.h"

#include <sys/ioctl.h>

#define IDLE_MS 20000
#define STEP_MS 200

struct work {
	struct evdevs devices;
	struct pointer pointers[EVDEV_MAX];
};

static int reach(int fd, unsigned axis)
{
	struct input_absinfo info = {0};

	if (ioctl(fd, EVIOCGABS(axis), &info) < 0 || info.minimum > info.maximum ||
	    info.minimum < -1000000 || info.maximum > 1000000)
		return 0;
	return info.maximum - info.minimum;
}

static void begin(struct pointer *ret, const struct evdev *device)
{
	*ret = (struct pointer){
		.kind = device->kind,
		.has_right = evdev_has(device->bits.key, BTN_RIGHT) &&
			     !evdev_has(device->bits.prop, INPUT_PROP_BUTTONPAD),
	};
	if (evdev_has(device->bits.abs, ABS_X)) {
		ret->reach[0] = reach(device->fd, ABS_X);
		ret->reach[1] = reach(device->fd, ABS_Y);
	}
}

/* A mouse that was plugged in must not stand in for a laptop's touchpad. */
static void keep(struct evdevs *devices, bool touchpad)
{
	size_t kept = 0;

	for (size_t i = 0; i < devices->count && touchpad; i++) {
		struct evdevs one = {.count = 1, .list = {devices->list[i]}};

		if (devices->list[i].kind == EVDEV_TOUCHPAD ||
		    evdev_is_inside(&devices->list[i].bits))
			devices->list[kept++] = devices->list[i];
		else
			evdev_close(&one);
	}
	if (touchpad)
		devices->count = kept;
}

static void draw(const struct pointer *pointer)
{
	static const char *const arrows[] = {N_("→"), N_("←"), N_("↓"), N_("↑")};
	AUTO(buf_done) struct buf text = {0};

	for (unsigned i = 0; i < ARRAY_LEN(arrows); i++)
		buf_printf(&text, " %s %s ", pointer_went(pointer, i) ? "●" : "░", _(arrows[i]));
	buf_printf(&text, "  %s %s", pointer->left ? "●" : "░", _("nút trái"));
	if (pointer->has_right)
		buf_printf(&text, "   %s %s", pointer->right ? "●" : "░", _("nút phải"));
	check_row(1, buf_text(&text));
}

static const struct pointer *listen(struct work *work)
{
	int64_t until = clock_mono_ms() + IDLE_MS;
	struct pointer *last = &work->pointers[0];
	struct input_event event;

	while (clock_mono_ms() < until && !pointer_is_whole(last)) {
		int at = evdev_wait(&work->devices, STEP_MS);

		check_left(until - clock_mono_ms());
		while (at >= 0 && evdev_read(&work->devices.list[at], &event)) {
			last = &work->pointers[at];
			pointer_event(last, &event);
			until = clock_mono_ms() + IDLE_MS;
		}
		if (at >= 0)
			draw(last);
	}
	return last;
}

static void tell(const struct check_ctx *ctx, const char *part, const struct pointer *pointer)
{
	AUTO(buf_done) struct buf missing = {0}, bad = {0};

	if (pointer_is_whole(pointer)) {
		check_result(ctx, part, CHECK_OK, "%s", _("đi mọi hướng, nút ăn"));
		return;
	}
	pointer_missing(&missing, pointer);
	buf_printf(&bad, _("không ăn: %s"), buf_text(&missing));
	check_ask(_("Chưa thấy: %s. Đã thử mà không ăn?"), buf_text(&missing));
	check_if(ctx, true, part, CHECK_BAD, buf_text(&bad));
	check_if(ctx, false, part, CHECK_NOT_DONE, _("chưa thử hết"));
	check_wait_for_answer();
}

static void none_found(const struct check_ctx *ctx, const char *part)
{
	check_ask("%s", _("Không thấy chuột hay bàn rê của máy. Máy có mà không chạy?"));
	check_if(ctx, true, part, CHECK_BAD, _("có, nhưng máy không thấy"));
	check_if(ctx, false, part, CHECK_ABSENT, _("máy không có"));
	check_wait_for_answer();
}

static void run(const struct check_ctx *ctx)
{
	const char *part = ctx->parts[0];
	struct work work = {0};

	evdev_open(&work.devices, ctx->root, 1u << EVDEV_MOUSE | 1u << EVDEV_TOUCHPAD);
	keep(&work.devices, check_wants(ctx, "touchpad"));
	if (!work.devices.count)
		none_found(ctx, part);
	for (size_t i = 0; i < work.devices.count; i++)
		begin(&work.pointers[i], &work.devices.list[i]);
	check_say("%s", _("Di chuột (ngón tay) đủ bốn hướng, bấm từng nút"));
	draw(&work.pointers[0]);
	tell(ctx, part, listen(&work));
	evdev_close(&work.devices);
}

static enum check_presence has_pointer(const struct snapshot *snapshot, bool laptop)
{
	if (check_is_laptop(snapshot) != laptop)
		return CHECK_NONE;
	return check_says(snapshot, "pointer.present") ? CHECK_HAS : CHECK_UNSURE;
}

static enum check_presence has_touchpad(const struct snapshot *snapshot)
{
	return has_pointer(snapshot, true);
}

static enum check_presence has_mouse(const struct snapshot *snapshot)
{
	return has_pointer(snapshot, false);
}

static const struct check_part parts[] = {
	{"touchpad", N_("Bàn rê"), N_("Máy này có bàn rê không?"), has_touchpad},
	{"mouse", N_("Chuột"), N_("Máy này có chuột không?"), has_mouse},
};

const struct check check_pointer = {
	.name = "pointer",
	.label = N_("Chuột, bàn rê"),
	.by_hand = true,
	.parts = parts,
	.part_count = ARRAY_LEN(parts),
	.run = run,
};
