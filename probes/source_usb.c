/*
 * The USB bus itself: what stands in each port and in which mode, whatever it lets be read. A phone
 * that shows nothing but its files, and a modem, are asked by a child (hotroit-probe --device
 * mtp:PORT or usb:PORT), since libmtp and serial ports block. Keyboards, disks and
 * hubs are told of when they come, but not at the start.
 */
#include "modem.h"
#include "mtp.h"
#include "plug_udev.h"
#include "source.h"
#include "usb_class.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define SLOTS_MAX 256
#define CHILDREN_MAX 4
#define CHILD_OUTPUT_MAX (256u << 10)
/* A phone shows its memory once its user unlocks it, a SIM takes a while: neither says so. */
#define AGAIN_MS 10000
#define AGAIN_MAX 12
#define CHILD_END_MS 5 /* its pipe may close a moment before it has ended */
/* A device is there a moment before it is switched on; one that stays so found no room. */
#define CONFIGURE_MS 1500
#define MAINS_MA 100 /* what a hub without a supply of its own has for each port */

struct slot {
	struct arrival arrival;
	const struct usb_state *state;
	int64_t look_at; /* 0: nothing to wait for */
	bool due; /* to be asked by a child as soon as there is room */
	unsigned asked; /* times */
	int64_t again_at; /* to be asked again; 0: no */
	struct proc proc;
	struct buf output;
	int64_t deadline;
};

struct usb {
	struct watcher *watcher;
	const struct plug_udev *plug;
	struct udev_watch *watch;
	int events;
	bool started; /* what was there from the start is told */
	char program[PATH_MAX];
	struct slot *slots[SLOTS_MAX];
	size_t count;
};

static bool is_asking(const struct slot *slot)
{
	return slot->proc.pid > 0;
}

/* ---- the slots ---------------------------------------------------------------------------- */

static struct slot *slot_find(const struct usb *usb, const char *port)
{
	for (size_t i = 0; i < usb->count; i++)
		if (str_eq(usb->slots[i]->arrival.port, port))
			return usb->slots[i];
	return NULL;
}

static struct slot *slot_new(struct usb *usb, const char *port)
{
	struct slot *slot = usb->count < SLOTS_MAX ? calloc(1, sizeof(*slot)) : NULL;

	if (!slot)
		return NULL;
	slot->proc = (struct proc){.pid = -1, .out = -1, .note = -1};
	snprintf(slot->arrival.port, sizeof(slot->arrival.port), "%s", port);
	usb->slots[usb->count++] = slot;
	return slot;
}

static void stop_asking(struct slot *slot)
{
	proc_stop(&slot->proc);
	slot->proc = (struct proc){.pid = -1, .out = -1, .note = -1};
	buf_clear(&slot->output);
	slot->due = false;
	slot->again_at = 0;
}

static void slot_free(struct slot *slot)
{
	stop_asking(slot);
	buf_done(&slot->output);
	free(slot);
}

static void leave(struct usb *usb, const char *port)
{
	for (size_t i = 0; i < usb->count; i++) {
		struct slot *slot = usb->slots[i];

		if (!str_eq(slot->arrival.port, port))
			continue;
		if (slot->state)
			watcher_gone(usb->watcher, slot->arrival.id, slot->arrival.port);
		slot_free(slot);
		usb->slots[i] = usb->slots[--usb->count];
		return;
	}
}

static void say(struct usb *usb, struct slot *slot, const struct usb_state *state, const char *hint)
{
	struct arrival *arrival = &slot->arrival;
	const char *transport = state->kind == USB_MTP ? "mtp" : "usb";

	/* Asked in another way than before, it is another device to those who look on. */
	if (slot->state && !str_eq(transport, arrival->transport)) {
		stop_asking(slot);
		slot->asked = 0;
		watcher_gone(usb->watcher, arrival->id, arrival->port);
	}
	slot->state = state;
	arrival->transport = transport;
	arrival->state = state->word;
	arrival->hint = hint;
	snprintf(arrival->id, sizeof(arrival->id), "%s:%s", transport, arrival->port);
	watcher_say(usb->watcher, arrival);
	if ((state->kind == USB_MTP || state->kind == USB_MODEM) && !slot->asked)
		slot->due = watcher_wants(usb->watcher, arrival->id);
}

/* ---- what is seen ------------------------------------------------------------------------- */

/* Why a device that is there was not switched on. */
static const char *unconfigured(const struct udev_usb *seen, const struct usb_device *device)
{
	return !seen->hub_is_fed && device->power_ma > MAINS_MA ? "hub-overload" : "no-endpoints";
}

static void name_slot(struct slot *slot, const struct udev_usb *seen, const char *vendor)
{
	AUTO(buf_done) struct buf name = {0}, clean = {0};
	const char *maker = *seen->maker ? seen->maker : vendor ? vendor : "";

	/* Many repeat their name in the product's. */
	if (!str_starts(seen->name, maker))
		buf_printf(&name, "%s ", maker);
	buf_add_str(&name, seen->name);
	text_clean(&clean, buf_text(&name), name.len, ARRIVAL_NAME_MAX - 1);
	snprintf(slot->arrival.name, sizeof(slot->arrival.name), "%s", buf_text(&clean));
}

static void take_device(struct usb *usb, const struct udev_usb *seen)
{
	struct slot *slot = slot_find(usb, seen->port);
	const struct usb_state *state;
	struct usb_device device;
	const char *maker, *hint;

	if (usb_descriptors_read(&device, seen->descriptors, seen->len) < 0)
		return;
	device.name = seen->name;
	device.says_mtp = seen->says_mtp;
	device.says_ptp = seen->says_ptp;
	state = usb_classify(&device);
	if (!slot && (usb->started || state->kind != USB_ORDINARY || !seen->configured))
		slot = slot_new(usb, seen->port);
	if (!slot)
		return;
	if (seen->configured) {
		slot->look_at = 0;
	} else if (!slot->look_at) {
		/* Just there: it speaks only once it is switched on, and that tells of it again. */
		slot->look_at = clock_mono_ms() + CONFIGURE_MS;
		return;
	} else if (slot->look_at == INT64_MAX || clock_mono_ms() >= slot->look_at) {
		slot->look_at = INT64_MAX;
		state = usb_state_find(unconfigured(seen, &device));
	} else {
		return;
	}
	maker = *seen->maker && !str_eq(brand_steps(seen->maker), brand_steps(NULL))
			? seen->maker
			: usb_vendor_name(device.vendor);
	name_slot(slot, seen, usb_vendor_name(device.vendor));
	hint = state->hint ? _(state->hint) : state->kind == USB_MTP ? brand_steps(maker) : NULL;
	say(usb, slot, state, hint);
}

static void take_over_current(struct usb *usb, const struct udev_usb *seen)
{
	const struct usb_state *state = usb_state_find("over-current");
	char port[ARRIVAL_PORT_MAX];
	struct slot *slot;

	if (!usb_port_of(seen->port, port, sizeof(port)))
		return;
	slot = slot_find(usb, port);
	if (!slot)
		slot = slot_new(usb, port);
	if (slot)
		say(usb, slot, state, _(state->hint));
}

static void take(void *user, const struct udev_usb *seen)
{
	struct usb *usb = user;

	if (seen->what == UDEV_HERE)
		take_device(usb, seen);
	else if (seen->what == UDEV_GONE)
		leave(usb, seen->port);
	else if (seen->what == UDEV_OVER_CURRENT)
		take_over_current(usb, seen);
}

/* ---- asking by a child -------------------------------------------------------------------- */

static bool is_modem(const struct slot *slot)
{
	return slot->state->kind == USB_MODEM;
}

static bool is_known(const struct snapshot *snapshot, const char *key)
{
	const struct fact *fact = snapshot_fact(snapshot, key);

	return fact && fact->state == FACT_KNOWN;
}

static void answer(struct usb *usb, struct slot *slot, const char *why)
{
	struct snapshot snapshot;
	struct err err;

	if (!why && snapshot_parse(&snapshot, buf_text(&slot->output), slot->output.len,
				   slot->arrival.id, &err) < 0)
		why = _("không trả lời; rút ra, cắm lại");
	if (why && is_modem(slot))
		modem_snapshot(&snapshot, slot->arrival.port, NULL, why);
	else if (why)
		mtp_snapshot(&snapshot, slot->arrival.port, NULL, why);
	stop_asking(slot);
	if (!is_known(&snapshot, is_modem(slot) ? "sim.0.state" : "storage.total") &&
	    slot->asked < AGAIN_MAX)
		slot->again_at = clock_mono_ms() + AGAIN_MS;
	watcher_answer(usb->watcher, &snapshot);
}

static void ask(struct usb *usb, struct slot *slot)
{
	const char *argv[] = {usb->program,
			      "--device",
			      slot->arrival.id,
			      "--lang",
			      text_lang() == TEXT_EN ? "en" : "vi",
			      NULL};

	slot->due = false;
	slot->asked++;
	slot->deadline =
		clock_mono_ms() + (is_modem(slot) ? MODEM_DEADLINE_MS : MTP_DEADLINE_MS);
	if (proc_start(&slot->proc, argv, NULL) < 0)
		answer(usb, slot, _("không mở được chương trình dò; cài lại gói"));
}

static void step_slot(struct usb *usb, struct slot *slot)
{
	int64_t now = clock_mono_ms();
	struct udev_usb seen;
	int status;

	if (slot->look_at && slot->look_at <= now) {
		if (usb->plug->look(usb->watch, slot->arrival.port, &seen))
			take_device(usb, &seen);
		/* Nothing came of it: it is on its way out. */
		if (slot->look_at && slot->look_at <= now)
			slot->look_at = INT64_MAX;
	}
	if (slot->again_at && slot->again_at <= now) {
		slot->again_at = 0;
		slot->due = true;
	}
	if (!is_asking(slot))
		return;
	proc_take(&slot->proc.note, 0, NULL);
	proc_take(&slot->proc.out, CHILD_OUTPUT_MAX, &slot->output);
	if (slot->output.len > CHILD_OUTPUT_MAX || clock_mono_ms() >= slot->deadline)
		answer(usb, slot, _("quá 20 giây không trả lời; mở khoá máy, cắm lại"));
	else if (slot->proc.out < 0 && proc_ended(&slot->proc, &status))
		answer(usb, slot, NULL);
}

/* ---- the source --------------------------------------------------------------------------- */

static int usb_open(void **ret_state, struct watcher *watcher, const struct root *root,
		    struct err *err)
{
	struct usb *usb;
	const void *table;
	int r;

	if (!root->is_host)
		return -ENOTSUP;
	r = plugin_open("udev", "plug_udev", &table, err);
	if (r < 0)
		return r;
	usb = calloc(1, sizeof(*usb));
	if (!usb)
		return err_set(err, ENOMEM, "usb: hết bộ nhớ");
	usb->watcher = watcher;
	usb->plug = table;
	if (path_beside("hotroit-probe", usb->program, sizeof(usb->program)) < 0 ||
	    usb->plug->watch_open(&usb->watch, &usb->events) < 0) {
		free(usb);
		return err_set(err, EIO,
			       "không theo dõi được việc cắm rút; udev có đang chạy không?");
	}
	/* Only now, with the ear open, nothing that comes meanwhile is missed. */
	usb->plug->list(usb->watch, take, usb);
	usb->started = true;
	*ret_state = usb;
	return 0;
}

static void usb_close(void *state)
{
	struct usb *usb = state;

	for (size_t i = 0; i < usb->count; i++)
		slot_free(usb->slots[i]);
	usb->plug->watch_close(usb->watch);
	free(usb);
}

static size_t usb_fds(void *state, struct pollfd *ret_fds, size_t max)
{
	const struct usb *usb = state;
	size_t count = 0;

	if (count < max)
		ret_fds[count++] = (struct pollfd){.fd = usb->events, .events = POLLIN};
	for (size_t i = 0; i < usb->count && count < max; i++)
		if (is_asking(usb->slots[i]) && usb->slots[i]->proc.out >= 0)
			ret_fds[count++] =
				(struct pollfd){.fd = usb->slots[i]->proc.out, .events = POLLIN};
	return count;
}

/* When this slot has something to do by the clock; INT64_MAX: never. */
static int64_t slot_time(const struct slot *slot)
{
	int64_t at = slot->look_at ? slot->look_at : INT64_MAX, end;

	if (slot->again_at && slot->again_at < at)
		at = slot->again_at;
	if (!is_asking(slot))
		return at;
	end = slot->proc.out < 0 ? clock_mono_ms() + CHILD_END_MS : slot->deadline;
	return end < at ? end : at;
}

static int usb_wait_ms(void *state)
{
	const struct usb *usb = state;
	int64_t first = INT64_MAX, now = clock_mono_ms();

	for (size_t i = 0; i < usb->count; i++) {
		int64_t at = slot_time(usb->slots[i]);

		if (at < first)
			first = at;
	}
	if (first == INT64_MAX)
		return -1;
	return first > now ? (int)(first - now) : 0;
}

/* None of the descriptors blocks, so each is simply tried. */
static void usb_step(void *state, const struct pollfd *fds, size_t count)
{
	struct usb *usb = state;
	struct udev_usb seen;
	size_t asking = 0;

	if (count && fds[0].revents)
		while (usb->plug->watch_next(usb->watch, &seen))
			take(usb, &seen);
	for (size_t i = 0; i < usb->count; i++) {
		step_slot(usb, usb->slots[i]);
		asking += is_asking(usb->slots[i]);
	}
	for (size_t i = 0; i < usb->count && asking < CHILDREN_MAX; i++) {
		if (!usb->slots[i]->due)
			continue;
		ask(usb, usb->slots[i]);
		asking += is_asking(usb->slots[i]);
	}
}

static bool usb_settled(void *state)
{
	const struct usb *usb = state;

	for (size_t i = 0; i < usb->count; i++)
		if (usb->slots[i]->due || is_asking(usb->slots[i]) ||
		    (usb->slots[i]->look_at && usb->slots[i]->look_at != INT64_MAX))
			return false;
	return true;
}

const struct source source_usb = {
	.name = "usb",
	.open = usb_open,
	.fds = usb_fds,
	.wait_ms = usb_wait_ms,
	.step = usb_step,
	.settled = usb_settled,
	.close = usb_close,
};
