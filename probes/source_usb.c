/*
 * The USB bus itself: what stands in each port and in which mode. A phone that shows only its files,
 * and a modem, are asked by a child (--device mtp:PORT or usb:PORT): libmtp and serial ports block.
 * Keyboards, disks and hubs are told of when they come, but not at the start.
 */
#include "modem.h"
#include "mtp.h"
#include "source.h"
#include "usb_fault.h"
#include "usb_seen.h"
#include "usb_snapshot.h"
#include "usb_stick.h"

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
/* Nobody says when a device that never spoke is pulled out: so long a fault is taken for one of
 * now. The kernel tries anew, and complains anew, only when something is plugged in. */
#define FAULT_MS 120000

struct slot {
	struct arrival arrival;
	const struct usb_state *state;
	const char *vendor; /* static; NULL: not known */
	const struct usb_state *fault; /* what the kernel said of the port; NULL: nothing */
	int64_t fault_end;
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
	const struct root *root;
	const struct plug_udev *plug;
	struct udev_watch *watch;
	int events;
	struct usb_log log;
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
	bool is_news = slot->state != state;
	struct snapshot snapshot;

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
	if ((state->kind == USB_MTP ||
	     (state->kind == USB_MODEM && modem_is_at(usb->root, arrival->port))) && !slot->asked)
		slot->due = watcher_wants(usb->watcher, arrival->id);
	if (state->kind == USB_OTHER && is_news && watcher_wants(usb->watcher, arrival->id)) {
		usb_snapshot(&snapshot, arrival->port, state->word, slot->vendor, hint);
		watcher_answer(usb->watcher, &snapshot);
	}
}

/* ---- what is seen ------------------------------------------------------------------------- */

static void take_device(struct usb *usb, const struct udev_usb *seen)
{
	struct slot *slot = slot_find(usb, seen->port);
	const struct usb_state *state;
	struct usb_device device;

	if (usb_seen_read(&device, seen) < 0)
		return;
	state = usb_classify(&device);
	if (!slot && (usb->started || state->kind != USB_ORDINARY || !seen->configured))
		slot = slot_new(usb, seen->port);
	if (!slot)
		return;
	slot->vendor = usb_phone_maker(device.vendor);
	if (seen->configured) {
		slot->look_at = 0;
		slot->fault = NULL;
	} else if (!slot->look_at) {
		/* Just there: it speaks only once it is switched on, and that tells of it again. */
		slot->look_at = clock_mono_ms() + CONFIGURE_MS;
		return;
	} else if (slot->look_at == INT64_MAX || clock_mono_ms() >= slot->look_at) {
		slot->look_at = INT64_MAX;
		state = slot->fault && !usb_fault_on_wire(slot->fault)
				? slot->fault
				: usb_seen_unconfigured(usb->root, seen, &device);
	} else {
		return;
	}
	usb_seen_name(slot->arrival.name, sizeof(slot->arrival.name), seen, device.vendor);
	say(usb, slot, state, usb_seen_hint(seen, device.vendor, state));
}

/* ---- what never came to be a device -------------------------------------------------------- */

/* Does what stands at its port work all the same? It was only reset, or is itself the hub that
 * complains. One that is switched off will be gone in a moment. */
static bool works(const struct usb *usb, const struct usb_fault *fault)
{
	struct udev_usb seen;

	return (!usb_fault_cut_off(fault->state) || !usb->started) &&
	       usb->plug->look(usb->watch, fault->port, &seen) && seen.configured;
}

/* A hub that is pulled out complains of all its ports. */
static bool has_hub(const struct usb *usb, const char *port)
{
	const char *last = strrchr(port, '.');
	char hub[ARRIVAL_PORT_MAX];
	struct udev_usb seen;

	snprintf(hub, sizeof(hub), "%.*s", last ? (int)(last - port) : 0, port);
	return !last || usb->plug->look(usb->watch, hub, &seen);
}

static void take_fault(struct usb *usb, const struct usb_fault *fault, int64_t age_ms)
{
	struct slot *slot = slot_find(usb, fault->port);

	if (age_ms >= FAULT_MS || !has_hub(usb, fault->port) || works(usb, fault))
		return;
	if (!slot)
		slot = slot_new(usb, fault->port);
	if (!slot)
		return;
	slot->fault_end = clock_mono_ms() + FAULT_MS - age_ms;
	/* It is what the kernel says in the end, whatever the reason was. */
	if (slot->fault && str_eq(fault->state->word, "not-responding"))
		return;
	slot->fault = fault->state;
	/* Of what was before only the end is told. */
	if (usb->started)
		say(usb, slot, fault->state, _(fault->state->hint));
}

static void take_over_current(void *user, const char *port)
{
	struct usb_fault fault = {.state = usb_state_find("over-current")};

	snprintf(fault.port, sizeof(fault.port), "%s", port);
	take_fault(user, &fault, 0);
}

static void read_log(struct usb *usb)
{
	struct usb_fault fault;
	int64_t age;

	/* Its clock goes a little differently: what comes while we watch is of now. */
	while (usb_log_next(&usb->log, &fault, &age))
		take_fault(usb, &fault, usb->started ? 0 : age);
}

/* A port that was switched off loses its device, and stays in that state. With a hub goes all that
 * was said of its ports. */
static void take_removal(struct usb *usb, const char *port)
{
	struct slot *slot = slot_find(usb, port);
	size_t len = strlen(port);

	if (slot && slot->fault && usb_fault_cut_off(slot->fault))
		slot->look_at = 0;
	else
		leave(usb, port);
	for (size_t i = usb->count; i-- > 0;) {
		const char *other = usb->slots[i]->arrival.port;

		if (usb->slots[i]->fault && str_starts(other, port) && other[len] == '.')
			leave(usb, other);
	}
}

static void end_faults(struct usb *usb)
{
	int64_t now = clock_mono_ms();
	struct udev_usb seen;

	for (size_t i = usb->count; i-- > 0;) {
		struct slot *slot = usb->slots[i];

		if (!slot->fault || slot->fault_end > now)
			continue;
		slot->fault = NULL;
		if (usb->plug->look(usb->watch, slot->arrival.port, &seen))
			take_device(usb, &seen);
		else
			leave(usb, slot->arrival.port);
	}
}

static void take(void *user, const struct udev_usb *seen)
{
	struct usb *usb = user;
	char port[ARRIVAL_PORT_MAX];

	if (seen->what == UDEV_HERE)
		take_device(usb, seen);
	else if (seen->what == UDEV_GONE)
		take_removal(usb, seen->port);
	else if (seen->what == UDEV_OVER_CURRENT && usb_port_of(seen->port, port, sizeof(port)))
		take_over_current(usb, port);
	else
		usb_stick_take(usb->watcher, seen);
}

/* ---- asking by a child -------------------------------------------------------------------- */

static bool is_answered(const struct slot *slot, const struct snapshot *snapshot)
{
	const char *key = slot->state->kind == USB_MODEM ? "sim.0.state" : "storage.total";
	const struct fact *fact = snapshot_fact(snapshot, key);

	return fact && fact->state == FACT_KNOWN;
}

static void answer(struct usb *usb, struct slot *slot, const char *why)
{
	const struct arrival *arrival = &slot->arrival;
	const struct buf *said = &slot->output;
	struct snapshot snapshot;

	if (!why && snapshot_parse(&snapshot, buf_text(said), said->len, arrival->id, NULL) < 0)
		why = _("không trả lời; rút ra, cắm lại");
	if (why && slot->state->kind == USB_MODEM)
		modem_snapshot(&snapshot, arrival->port, NULL, why);
	else if (why)
		mtp_snapshot(&snapshot, arrival->port, arrival->state, NULL, why);
	stop_asking(slot);
	if (!is_answered(slot, &snapshot) && slot->asked < AGAIN_MAX)
		slot->again_at = clock_mono_ms() + AGAIN_MS;
	watcher_answer(usb->watcher, &snapshot);
}

static void ask(struct usb *usb, struct slot *slot)
{
	const char *lang = text_lang() == TEXT_EN ? "en" : "vi";
	const char *argv[] = {usb->program, "--device", slot->arrival.id, "--lang", lang, NULL};

	slot->due = false;
	slot->asked++;
	slot->deadline = clock_mono_ms() + MTP_DEADLINE_MS;
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
	usb->root = root;
	usb->plug = table;
	if (path_beside("hotroit-probe", usb->program, sizeof(usb->program)) < 0 ||
	    usb->plug->watch_open(&usb->watch, &usb->events) < 0) {
		free(usb);
		return err_set(err, EIO,
			       "không theo dõi được việc cắm rút; udev có đang chạy không?");
	}
	r = usb_log_open(&usb->log, root);
	if (r == -EPERM || r == -EACCES)
		watcher_note(watcher,
			     _("chưa báo được cáp hỏng: chạy bằng sudo để đọc nhật ký nhân"));
	/* Only now, with the ear open, nothing that comes meanwhile is missed. */
	usb->plug->list(usb->watch, take, usb);
	read_log(usb);
	usb_ports_over_current(root, take_over_current, usb);
	usb->started = true;
	for (size_t i = 0; i < usb->count; i++)
		if (usb->slots[i]->fault)
			say(usb, usb->slots[i], usb->slots[i]->fault,
			    _(usb->slots[i]->fault->hint));
	*ret_state = usb;
	return 0;
}

static void usb_close(void *state)
{
	struct usb *usb = state;

	for (size_t i = 0; i < usb->count; i++)
		slot_free(usb->slots[i]);
	usb_log_close(&usb->log);
	usb->plug->watch_close(usb->watch);
	free(usb);
}

static size_t usb_fds(void *state, struct pollfd *ret_fds, size_t max)
{
	const struct usb *usb = state;
	size_t count = 0;

	if (count < max)
		ret_fds[count++] = (struct pollfd){.fd = usb->events, .events = POLLIN};
	if (count < max && usb->log.fd >= 0)
		ret_fds[count++] = (struct pollfd){.fd = usb->log.fd, .events = POLLIN};
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
	if (slot->fault && slot->fault_end < at)
		at = slot->fault_end;
	if (!is_asking(slot))
		return at;
	end = slot->proc.out < 0 ? clock_mono_ms() + CHILD_END_MS : slot->deadline;
	return end < at ? end : at;
}

static int usb_wait_ms(void *state)
{
	const struct usb *usb = state;
	int64_t first = INT64_MAX, now = clock_mono_ms();

	for (size_t i = 0; i < usb->count; i++)
		if (slot_time(usb->slots[i]) < first)
			first = slot_time(usb->slots[i]);
	return first == INT64_MAX ? -1 : first > now ? (int)(first - now) : 0;
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
	read_log(usb);
	end_faults(usb);
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
