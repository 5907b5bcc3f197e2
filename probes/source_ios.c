/*
 * The source of iPhones and iPads. usbmuxd tells which are there; each is asked by a child
 * (hotroit-probe --device ios:UDID), since libimobiledevice blocks and a device may hang. One that
 * waits for its user is asked again when usbmuxd says it is paired, and otherwise a few times,
 * seldom: every pairing that is refused costs about a second of CPU. The libraries are loaded only
 * when usbmuxd runs, which it does while an Apple device is plugged in.
 */
#include "ios.h"
#include "plug_ios.h"
#include "source.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define SLOTS_MAX 64
#define BUSY_MAX 4 /* children that may be at work at one time */
/* Pairing costs a second or so of CPU. A child that takes longer only waits for its device, and its
 * place is another's: several phones that hang hold up none that answer. */
#define BUSY_MS 2500
#define CHILD_DEADLINE_MS (IOS_DEADLINE_MS + 2000)
#define CHILD_OUTPUT_MAX (256u << 10)
#define CHILD_END_MS 5 /* its pipe may close a moment before it has ended */
#define AGAIN_MS 30000
#define AGAIN_MAX 10
#define MUXD_LOOK_MS 500 /* between looks for a usbmuxd that does not run */

struct slot {
	bool used;
	bool due; /* to be asked as soon as there is room */
	char udid[IOS_UDID_MAX];
	char port[ARRIVAL_PORT_MAX];
	enum ios_link link; /* what the last answer said */
	struct proc proc;
	bool closed; /* the child has closed its output */
	struct buf output;
	int64_t deadline;
	int64_t again_at; /* 0: not by the clock */
	unsigned asked;
};

struct ios_state {
	struct watcher *watcher;
	const struct root *root;
	const struct plug_ios *plug; /* NULL: not needed yet */
	struct ios_watch *watch;
	int events;
	bool listed, broken;
	int64_t look_at; /* when to look for usbmuxd again */
	char program[PATH_MAX];
	struct slot slots[SLOTS_MAX];
};

static bool is_asking(const struct slot *slot)
{
	return slot->proc.pid > 0;
}

static int64_t busy_until(const struct slot *slot)
{
	return slot->deadline - CHILD_DEADLINE_MS + BUSY_MS;
}

static bool is_busy(const struct slot *slot)
{
	return is_asking(slot) && clock_mono_ms() < busy_until(slot);
}

static void say(struct ios_state *state, const struct slot *slot, const char *word,
		const char *hint, const char *name)
{
	struct arrival arrival = {.transport = "ios", .state = word, .hint = hint ? _(hint) : NULL};

	snprintf(arrival.id, sizeof(arrival.id), "ios:%s", slot->udid);
	snprintf(arrival.port, sizeof(arrival.port), "%s", slot->port);
	snprintf(arrival.name, sizeof(arrival.name), "%s", name);
	watcher_say(state->watcher, &arrival);
}

static bool is_wanted(const struct ios_state *state, const struct slot *slot)
{
	char id[ARRIVAL_ID_MAX];

	snprintf(id, sizeof(id), "ios:%s", slot->udid);
	return watcher_wants(state->watcher, id);
}

static struct slot *slot_of(struct ios_state *state, const char *udid)
{
	for (size_t i = 0; i < SLOTS_MAX; i++)
		if (state->slots[i].used && str_eq(state->slots[i].udid, udid))
			return &state->slots[i];
	return NULL;
}

static void stop_asking(struct slot *slot)
{
	proc_stop(&slot->proc);
	slot->proc = (struct proc){.pid = -1, .out = -1, .note = -1};
	buf_clear(&slot->output);
	slot->closed = false;
}

static void arrive(struct ios_state *state, const char *udid)
{
	struct slot *slot = slot_of(state, udid);

	if (slot)
		return;
	for (size_t i = 0; i < SLOTS_MAX && !slot; i++)
		if (!state->slots[i].used)
			slot = &state->slots[i];
	if (!slot)
		return;
	buf_done(&slot->output);
	*slot = (struct slot){.used = true, .proc = {.pid = -1, .out = -1, .note = -1}};
	snprintf(slot->udid, sizeof(slot->udid), "%s", udid);
	ios_port(state->root, udid, slot->port, sizeof(slot->port));
	slot->due = is_wanted(state, slot);
	say(state, slot, "connecting", NULL, "iPhone/iPad");
}

static void leave(struct ios_state *state, struct slot *slot)
{
	char id[ARRIVAL_ID_MAX];

	snprintf(id, sizeof(id), "ios:%s", slot->udid);
	stop_asking(slot);
	slot->used = false;
	watcher_gone(state->watcher, id, slot->port);
}

static void take_event(struct ios_state *state, const struct ios_event *event)
{
	struct slot *slot = slot_of(state, event->udid);

	switch (event->what) {
	case IOS_EVENT_ADD:
		arrive(state, event->udid);
		break;
	case IOS_EVENT_REMOVE:
		if (slot)
			leave(state, slot);
		break;
	case IOS_EVENT_PAIRED:
		/* Our own child's pairing is told too. */
		if (slot && !is_asking(slot) && slot->link != IOS_LINK_PAIRED)
			slot->due = is_wanted(state, slot);
		break;
	case IOS_EVENT_LISTED:
		state->listed = true;
		break;
	}
}

/* Hands the snapshot over and decides whether to ask again. */
static void answer(struct ios_state *state, struct slot *slot, struct snapshot *snapshot)
{
	const struct fact *link = snapshot_fact(snapshot, "link.state");
	const struct fact *model = snapshot_fact(snapshot, "device.model");
	const struct ios_link_def *def;

	slot->link =
		link && link->state == FACT_KNOWN ? ios_link_find(link->text) : IOS_LINK_REFUSED;
	def = &ios_links[slot->link];
	slot->again_at = def->again && slot->asked < AGAIN_MAX ? clock_mono_ms() + AGAIN_MS : 0;
	say(state, slot, def->state, def->hint,
	    model && model->state == FACT_KNOWN ? model->text : "iPhone/iPad");
	watcher_answer(state->watcher, snapshot);
}

static void answer_silent(struct ios_state *state, struct slot *slot)
{
	static const struct ios_answer silent = {.link = IOS_LINK_SILENT};
	struct snapshot snapshot;

	stop_asking(slot);
	ios_snapshot(&snapshot, slot->udid, slot->port, &silent);
	answer(state, slot, &snapshot);
}

static void answer_child(struct ios_state *state, struct slot *slot)
{
	struct snapshot snapshot;
	struct err err;
	int r = snapshot_parse(&snapshot, buf_text(&slot->output), slot->output.len, "ios", &err);

	if (r < 0) {
		log_debug("ios: the child's answer is unusable: %s", err.text);
		answer_silent(state, slot);
		return;
	}
	stop_asking(slot);
	answer(state, slot, &snapshot);
}

static void ask(struct ios_state *state, struct slot *slot)
{
	char id[ARRIVAL_ID_MAX];
	const char *argv[] = {state->program,
			      "--device",
			      id,
			      "--root",
			      state->root->path,
			      "--lang",
			      text_lang() == TEXT_EN ? "en" : "vi",
			      NULL};

	snprintf(id, sizeof(id), "ios:%s", slot->udid);
	slot->due = false;
	slot->again_at = 0;
	slot->asked++;
	slot->deadline = clock_mono_ms() + CHILD_DEADLINE_MS;
	if (proc_start(&slot->proc, argv, NULL) < 0)
		answer_silent(state, slot);
}

/* Takes what the child wrote; what it complains of is only for people who call it by hand. */
static void read_child(struct slot *slot)
{
	char block[16384];
	ssize_t got;

	while (read(slot->proc.note, block, sizeof(block)) > 0)
		;
	while (!slot->closed && slot->output.len <= CHILD_OUTPUT_MAX) {
		got = read(slot->proc.out, block, sizeof(block));
		if (got < 0)
			return;
		if (got == 0)
			slot->closed = true;
		buf_add(&slot->output, block, (size_t)got);
	}
}

static void step_slot(struct ios_state *state, struct slot *slot)
{
	int status;

	if (!is_asking(slot)) {
		if (slot->again_at && clock_mono_ms() >= slot->again_at) {
			slot->again_at = 0;
			slot->due = true;
		}
		return;
	}
	read_child(slot);
	if (slot->output.len > CHILD_OUTPUT_MAX || clock_mono_ms() >= slot->deadline)
		answer_silent(state, slot);
	else if (slot->closed && proc_ended(&slot->proc, &status))
		answer_child(state, slot);
}

static bool muxd_runs(const struct root *root)
{
	return getenv("USBMUXD_SOCKET_ADDRESS") || root_exists(root, "run/usbmuxd");
}

static int begin(struct ios_state *state, struct err *err)
{
	const void *table;
	int r = plugin_open("ios", "plug_ios", &table, err);

	if (r == 0)
		r = path_beside("hotroit-probe", state->program, sizeof(state->program));
	if (r < 0)
		return r;
	r = ((const struct plug_ios *)table)->watch_open(&state->watch, &state->events);
	if (r < 0)
		return err_set(err, -r, "usbmuxd: %s", strerror(-r));
	state->plug = table;
	return 0;
}

static int ios_open(void **ret_state, struct watcher *watcher, const struct root *root,
		    struct err *err)
{
	struct ios_state *state;
	int r;

	if (!muxd_runs(root) && !root_exists(root, "usr/sbin/usbmuxd"))
		return err_set(err, ENOTSUP, "%s", _("chưa có usbmuxd: cài gói usbmuxd"));
	state = calloc(1, sizeof(*state));
	if (!state)
		return err_set(err, ENOMEM, "%s", _("hết bộ nhớ"));
	state->watcher = watcher;
	state->root = root;
	r = muxd_runs(root) ? begin(state, err) : 0;
	if (r < 0) {
		free(state);
		return r;
	}
	*ret_state = state;
	return 0;
}

/* usbmuxd comes with the first device. */
static void look_for_muxd(struct ios_state *state)
{
	struct err err;

	if (state->plug || state->broken || clock_mono_ms() < state->look_at)
		return;
	state->look_at = clock_mono_ms() + MUXD_LOOK_MS;
	if (!muxd_runs(state->root) || begin(state, &err) == 0)
		return;
	state->broken = true;
	watcher_trouble(state->watcher, err.text);
}

static size_t ios_fds(void *of, struct pollfd *ret_fds, size_t max)
{
	struct ios_state *state = of;
	size_t count = 0;

	if (state->plug && count < max)
		ret_fds[count++] = (struct pollfd){.fd = state->events, .events = POLLIN};
	for (size_t i = 0; i < SLOTS_MAX; i++) {
		const struct slot *slot = &state->slots[i];

		if (is_asking(slot) && !slot->closed && count < max)
			ret_fds[count++] = (struct pollfd){.fd = slot->proc.out, .events = POLLIN};
	}
	return count;
}

/* When this slot has something to do by the clock; -1: never. */
static int64_t slot_time(const struct slot *slot)
{
	if (!slot->used)
		return -1;
	if (is_asking(slot) && slot->closed)
		return clock_mono_ms() + CHILD_END_MS;
	if (is_asking(slot))
		return is_busy(slot) ? busy_until(slot) : slot->deadline;
	return slot->again_at ? slot->again_at : -1;
}

static int ios_wait_ms(void *of)
{
	const struct ios_state *state = of;
	int64_t first = state->plug || state->broken ? -1 : state->look_at;
	int64_t now = clock_mono_ms();

	for (size_t i = 0; i < SLOTS_MAX; i++) {
		int64_t at = slot_time(&state->slots[i]);

		if (at >= 0 && (first < 0 || at < first))
			first = at;
	}
	if (first < 0)
		return -1;
	return first > now ? (int)(first - now) : 0;
}

/* There are few descriptors and none of them blocks, so each is simply tried. */
static void ios_step(void *of, const struct pollfd *fds, size_t count)
{
	struct ios_state *state = of;
	struct ios_event event;
	size_t busy = 0;

	(void)fds;
	(void)count;
	look_for_muxd(state);
	while (state->plug && state->plug->watch_next(state->watch, &event))
		take_event(state, &event);
	for (size_t i = 0; i < SLOTS_MAX; i++) {
		if (state->slots[i].used)
			step_slot(state, &state->slots[i]);
		busy += is_busy(&state->slots[i]);
	}
	for (size_t i = 0; i < SLOTS_MAX && busy < BUSY_MAX; i++) {
		if (!state->slots[i].used || !state->slots[i].due)
			continue;
		ask(state, &state->slots[i]);
		busy += is_busy(&state->slots[i]);
	}
}

static bool ios_settled(void *of)
{
	const struct ios_state *state = of;

	for (size_t i = 0; i < SLOTS_MAX; i++)
		if (state->slots[i].used && (state->slots[i].due || is_asking(&state->slots[i])))
			return false;
	return state->listed || !state->plug;
}

static void ios_close(void *of)
{
	struct ios_state *state = of;

	for (size_t i = 0; i < SLOTS_MAX; i++) {
		stop_asking(&state->slots[i]);
		buf_done(&state->slots[i].output);
	}
	if (state->plug)
		state->plug->watch_close(state->watch);
	free(state);
}

extern const struct source source_ios;
const struct source source_ios = {
	.name = "ios",
	.open = ios_open,
	.fds = ios_fds,
	.wait_ms = ios_wait_ms,
	.step = ios_step,
	.settled = ios_settled,
	.close = ios_close,
};
