/*
 * The frame: a stack of screens, one poll(2) for the keyboard, the signals and the probes at work.
 * Nothing in the loop waits for hardware, and an idle bench does not wake up.
 */
#include "frame_priv.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/signalfd.h>
#include <unistd.h>

#define TICK_MS 500
#define QUIET_MS 120
/* Should the end of what is pasted get lost, keys are keys again after this. */
#define PASTE_MS 500

const struct screen *screen_find(const char *name)
{
	for (size_t i = 0; i < screen_table_count; i++)
		if (str_eq(screen_table[i]->name, name))
			return screen_table[i];
	return NULL;
}

/* ---- the stack ------------------------------------------------------------------------------- */

static void send_event(struct ui *ui, const struct ui_event *event);

static void drop(struct ui *ui)
{
	struct layer *layer = &ui->frame->stack[ui->frame->depth - 1];

	if (layer->screen->leave)
		layer->screen->leave(ui, layer->state);
	free(layer->state);
	*layer = (struct layer){0};
	ui->frame->depth--;
	ui->frame->idle_wanted = false;
	ui->frame->dirty = true;
}

static int push(struct ui *ui, const char *name, const char *argument, struct err *err)
{
	struct ui_frame *frame = ui->frame;
	struct layer layer = {.screen = screen_find(name)};
	int r;

	if (!layer.screen)
		return err_set(err, ENOENT, _("%s: không có màn hình này"), name);
	if (frame->depth == UI_DEPTH)
		return err_set(err, ENOSPC, _("đã mở quá nhiều màn hình; bấm Esc để về"));
	layer.state = calloc(1, layer.screen->state_size ? layer.screen->state_size : 1);
	if (!layer.state)
		return err_set(err, ENOMEM, _("hết bộ nhớ"));
	frame->stack[frame->depth++] = layer;
	frame->idle_wanted = false;
	frame->dirty = true;
	r = layer.screen->enter ? layer.screen->enter(ui, layer.state, argument, err) : 0;
	if (r < 0)
		drop(ui);
	return r;
}

void ui_open(struct ui *ui, const char *screen_name, const char *argument)
{
	struct err err;

	if (push(ui, screen_name, argument, &err) < 0)
		ui_say(ui, STYLE_FAIL, "%s", err.text);
}

void ui_back(struct ui *ui)
{
	if (ui->frame->depth > 1) {
		drop(ui);
		frame_send(ui, REQ_RETURN);
	}
}

void frame_clear(struct ui *ui)
{
	while (ui->frame->depth > 1)
		drop(ui);
	frame_send(ui, REQ_RETURN);
}

bool ui_replace(struct ui *ui, const char *screen_name, const char *argument)
{
	struct ui_frame *frame = ui->frame;
	struct layer top;
	struct err err;
	bool idle_wanted;

	if (push(ui, screen_name, argument, &err) < 0) {
		ui_say(ui, STYLE_FAIL, "%s", err.text);
		return false;
	}
	top = frame->stack[frame->depth - 1];
	frame->stack[frame->depth - 1] = frame->stack[frame->depth - 2];
	frame->stack[frame->depth - 2] = top;
	idle_wanted = frame->idle_wanted;
	drop(ui);
	frame->idle_wanted = idle_wanted;
	return true;
}

/* ---- what is said ---------------------------------------------------------------------------- */

static void keep_said(struct ui_frame *frame, enum ui_style style, const char *fmt, va_list args)
	__attribute__((format(printf, 3, 0)));

static void keep_said(struct ui_frame *frame, enum ui_style style, const char *fmt, va_list args)
{
	struct said *said = &frame->said[frame->said_count++ % UI_SAID_MAX];

	said->style = style;
	vsnprintf(said->text, sizeof(said->text), fmt, args);
	frame->dirty = true;
}

void ui_say(struct ui *ui, enum ui_style style, const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	keep_said(ui->frame, style, fmt, args);
	va_end(args);
	ui->frame->said_now = ui->frame->said_count;
}

void frame_log(struct ui *ui, enum ui_style style, const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	keep_said(ui->frame, style, fmt, args);
	va_end(args);
}

const char *ui_said(const struct ui *ui, size_t index, enum ui_style *ret_style)
{
	const struct ui_frame *frame = ui->frame;
	const struct said *said;

	if (index >= frame->said_count || index >= UI_SAID_MAX)
		return NULL;
	said = &frame->said[(frame->said_count - 1 - index) % UI_SAID_MAX];
	*ret_style = said->style;
	return said->text;
}

void ui_when_idle(struct ui *ui)
{
	ui->frame->idle_wanted = true;
	ui->frame->idle_at = clock_mono_ms() + QUIET_MS;
}

/* ---- events ---------------------------------------------------------------------------------- */

size_t frame_running(const struct ui *ui)
{
	size_t count = 0;

	for (size_t i = 0; ui->bench && i < BENCH_SLOTS; i++)
		count += ui->bench->slots[i].state == SLOT_PROBING;
	return count;
}

/* A probe that is cut off has told nothing yet: ask once before that. */
static void ask_quit(struct ui *ui)
{
	size_t running = frame_running(ui);

	if (!running || ui->frame->quit_asked) {
		ui->frame->quit = true;
		return;
	}
	ui_say(ui, STYLE_REVIEW,
	       _("Đang dò %zu máy: bấm F10 lần nữa để thoát, kết quả dò dở sẽ không được lưu"),
	       running);
	ui->frame->quit_asked = true;
}

static void frame_request(struct ui *ui, int request)
{
	const char *name = ui->frame->stack[ui->frame->depth - 1].screen->name;

	switch (request) {
	case REQ_BACK:
		ui_back(ui);
		break;
	case REQ_QUIT:
		ask_quit(ui);
		break;
	case REQ_HELP:
		if (!str_eq(name, "help"))
			ui_open(ui, "help", NULL);
		break;
	case REQ_SIGN:
		if (!str_eq(name, "who"))
			ui_open(ui, "who", NULL);
		break;
	case REQ_LOG:
		if (!str_eq(name, "log"))
			ui_open(ui, "log", NULL);
		break;
	default:
		break;
	}
}

static void send_event(struct ui *ui, const struct ui_event *event)
{
	struct layer *layer = &ui->frame->stack[ui->frame->depth - 1];

	ui->frame->dirty = true;
	if (!layer->screen->handle || !layer->screen->handle(ui, layer->state, event))
		frame_request(ui, event->request);
}

void frame_send(struct ui *ui, int request)
{
	const struct ui_event event = {.request = request};

	send_event(ui, &event);
}

static bool is_letter(const char *key)
{
	return *key && ((*key & 0x80) || !key[1]);
}

/* Where there is no text field what is pasted is nothing; it is never a command. */
static struct ui_event pasted_event(struct ui *ui, const char *key, bool typing)
{
	struct ui_event event = {.is_pasted = true};

	ui->frame->paste_until = clock_mono_ms() + PASTE_MS;
	if (str_eq(key, "Enter") || str_eq(key, "Tab"))
		key = " ";
	if (typing && is_letter(key)) {
		event.request = REQ_TEXT;
		snprintf(event.text, sizeof(event.text), "%s", key);
	}
	return event;
}

static void frame_key(struct ui *ui, const char *key)
{
	const struct layer *layer = &ui->frame->stack[ui->frame->depth - 1];
	bool typing = layer->screen->wants_text && layer->screen->wants_text(ui, layer->state);
	struct ui_event event = {0};

	if (is_letter(key))
		snprintf(event.text, sizeof(event.text), "%s", key);
	if (str_eq(key, TERM_PASTE_END)) {
		ui->frame->paste_until = 0;
	} else if (str_eq(key, TERM_PASTE) || clock_mono_ms() < ui->frame->paste_until) {
		event = pasted_event(ui, key, typing);
	} else if (typing && is_letter(key)) {
		event.request = REQ_TEXT;
	} else {
		event.request = typing ? keys_text_request(key) : REQ_NONE;
		if (event.request == REQ_NONE)
			event.request = keys_request(layer->screen, key);
	}
	/* What can not be seen can not be meant. */
	if (!frame_fits() && event.request != REQ_QUIT)
		return;
	sign_touch(ui);
	ui->frame->key_at = clock_mono_ms();
	ui->frame->said_now = 0;
	ui->frame->dirty = true;
	if (event.request != REQ_QUIT)
		ui->frame->quit_asked = false;
	if (ui->frame->idle_wanted)
		ui_when_idle(ui);
	if (event.request && keys_hold(ui, layer, event.request))
		send_event(ui, &event);
	ui->frame->said_asked = ui->frame->said_now;
}

/* ---- the loop -------------------------------------------------------------------------------- */

static void take_signal(struct ui *ui)
{
	struct signalfd_siginfo info;

	while (read(ui->frame->signals, &info, sizeof(info)) == (ssize_t)sizeof(info)) {
		if (info.ssi_signo == SIGWINCH)
			term_resized();
		else
			ui->frame->quit = true;
		ui->frame->dirty = true;
	}
}

bool ui_is_stopped(struct ui *ui)
{
	char key[TERM_KEY_MAX];
	bool is_stopped = false;

	while (term_key(key)) {
		sign_touch(ui);
		is_stopped |= str_eq(key, "Esc");
	}
	take_signal(ui);
	frame_paint(ui);
	return is_stopped || ui->frame->quit;
}

/* Milliseconds until the screen on top is to look at the time again; -1: it does not. */
static int tick_in_ms(const struct ui *ui)
{
	int64_t left = ui->frame->tick_at - clock_mono_ms();

	if (!ui->frame->stack[ui->frame->depth - 1].screen->tick_ms)
		return -1;
	return left < 0 ? 0 : (int)left;
}

/* Nothing is painted unless the screen has something new. */
static void tick(struct ui *ui)
{
	const struct ui_event event = {.request = REQ_TICK};
	struct layer *layer = &ui->frame->stack[ui->frame->depth - 1];

	ui->frame->tick_at = clock_mono_ms() + layer->screen->tick_ms;
	if (layer->screen->handle(ui, layer->state, &event))
		ui->frame->dirty = true;
}

static int wait_ms(const struct ui *ui)
{
	int limit = frame_running(ui) ? TICK_MS : -1;
	int due = ui->bench ? bench_wait_ms(ui->bench) : -1;
	int64_t left = ui->frame->idle_at - clock_mono_ms();
	int next = tick_in_ms(ui);

	if (due >= 0 && (limit < 0 || due < limit))
		limit = due;
	due = sign_wait_ms(ui);
	if (due >= 0 && (limit < 0 || due < limit))
		limit = due;
	if (next >= 0 && (limit < 0 || next < limit))
		limit = next;
	due = sync_job_wait_ms(ui);
	if (due >= 0 && (limit < 0 || due < limit))
		limit = due;
	if (!ui->frame->idle_wanted)
		return limit;
	if (left < 0)
		left = 0;
	return limit < 0 || left < limit ? (int)left : limit;
}

/* Takes in what the children have said, and tells of it. */
static void poll_bench(struct ui *ui)
{
	bool changed;

	/* Before and after: a probe may begin and end between two looks. */
	frame_news(ui);
	changed = bench_poll(ui->bench);
	frame_news(ui);
	if (changed || frame_running(ui))
		frame_send(ui, REQ_TICK);
}

static void wait_and_handle(struct ui *ui)
{
	int fds[BENCH_FDS];
	struct pollfd polls[2 + ARRAY_LEN(fds)] = {
		{.fd = STDIN_FILENO, .events = POLLIN},
		{.fd = ui->frame->signals, .events = POLLIN},
	};
	size_t count = ui->bench ? bench_fds(ui->bench, fds, ARRAY_LEN(fds)) : 0;
	bool is_due = frame_running(ui) > 0 || (ui->bench && bench_wait_ms(ui->bench) == 0);
	char key[TERM_KEY_MAX];

	for (size_t i = 0; i < count; i++)
		polls[2 + i] = (struct pollfd){.fd = fds[i], .events = POLLIN};
	if (poll(polls, 2 + count, wait_ms(ui)) < 0 && errno != EINTR)
		ui->frame->quit = true;
	for (size_t i = 0; i < count; i++)
		is_due |= polls[2 + i].revents != 0;
	while (!ui->frame->quit && term_key(key))
		frame_key(ui, key);
	/* The terminal went away without a SIGHUP reaching us. */
	if (polls[0].revents & (POLLHUP | POLLERR | POLLNVAL))
		ui->frame->quit = true;
	take_signal(ui);
	if (is_due)
		poll_bench(ui);
	if (sign_wait_ms(ui) == 0)
		sign_lock(ui);
	if (sync_job_wait_ms(ui) == 0)
		sync_job_poll(ui);
	if (tick_in_ms(ui) == 0)
		tick(ui);
	if (ui->frame->idle_wanted && ui->frame->idle_at <= clock_mono_ms()) {
		ui->frame->idle_wanted = false;
		frame_send(ui, REQ_IDLE);
	}
}

/* Blocks the signals that the loop reads for itself. */
static int take_signals(struct ui *ui, sigset_t *ret_before, struct err *err)
{
	sigset_t signals;

	sigemptyset(&signals);
	sigaddset(&signals, SIGINT);
	sigaddset(&signals, SIGTERM);
	sigaddset(&signals, SIGHUP);
	sigaddset(&signals, SIGWINCH);
	sigprocmask(SIG_BLOCK, &signals, ret_before);
	ui->frame->signals = signalfd(-1, &signals, SFD_CLOEXEC | SFD_NONBLOCK);
	if (ui->frame->signals < 0)
		return err_set(err, errno, "signalfd: %s", err_why(errno));
	return 0;
}

/* Telex, unless an input method is there already, or Vietnamese can not be shown. */
static void choose_typing(struct ui *ui)
{
	static const char *const names[] = {"GTK_IM_MODULE", "QT_IM_MODULE", "XMODIFIERS"};
	static const char *const methods[] = {"ibus", "fcitx", "unikey", "scim", "uim"};
	const char *term = getenv("TERM");
	bool is_console = term && str_starts(term, "linux");
	bool is_served = text_lang() != TEXT_VI || text_output() != TEXT_UTF8;

	for (size_t i = 0; i < ARRAY_LEN(names) && !is_console; i++) {
		const char *value = getenv(names[i]);

		for (size_t j = 0; value && j < ARRAY_LEN(methods); j++)
			is_served |= strstr(value, methods[j]) != NULL;
	}
	ui->typing = is_served ? TYPING_OFF : TYPING_TELEX;
}

static int run(struct ui *ui, const char *screen_name, struct err *err)
{
	struct ui_frame *frame = ui->frame;
	const char *blank = strchr(screen_name, ' ');
	char name[UI_NAME_MAX];
	int r;

	snprintf(name, sizeof(name), "%.*s", (int)strcspn(screen_name, " "), screen_name);
	r = push(ui, name, blank ? blank + 1 : NULL, err);
	if (r < 0)
		return r;
	r = term_start(err);
	while (r == 0 && !frame->quit) {
		if (frame->dirty) {
			frame->dirty = false;
			frame_paint(ui);
		}
		wait_and_handle(ui);
	}
	while (frame->depth)
		drop(ui);
	term_stop();
	return r;
}

int ui_run(struct ui *ui, const char *screen_name, struct err *err)
{
	sigset_t before;
	int r;

	sign_name(ui);
	choose_typing(ui);
	ui->frame = calloc(1, sizeof(*ui->frame));
	if (!ui->frame)
		return err_set(err, ENOMEM, _("hết bộ nhớ"));
	sign_touch(ui);
	for (size_t i = 0; ui->bench && i < BENCH_SLOTS; i++)
		ui->frame->seen[i] = ui->bench->slots[i].state;
	sync_job_begin(ui);
	r = take_signals(ui, &before, err);
	if (r == 0) {
		r = run(ui, screen_name, err);
		close(ui->frame->signals);
	}
	sigprocmask(SIG_SETMASK, &before, NULL);
	sync_job_end(ui);
	free(ui->frame);
	ui->frame = NULL;
	return r;
}
