/*
 * Bench slots: each may have one probe at work as a child. The screen never waits for one: it is
 * told when bytes arrive, and takes in what is there.
 */
#include "flow_priv.h"

#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define SLOT_SAID_MAX (4u << 20) /* bytes of each of its pipes */

void slot_clear(struct slot *slot)
{
	proc_stop(&slot->proc);
	buf_done(&slot->out);
	buf_done(&slot->note);
	snapshot_done(&slot->snapshot);
	verdict_done(&slot->verdict);
	*slot = (struct slot){.proc = {.pid = -1, .out = -1, .note = -1}, .read_rank = -1};
}

void bench_init(struct bench *bench, struct store *store, const struct plan *plan)
{
	*bench = (struct bench){
		.store = store, .plan = plan, .hub.proc = {.pid = -1, .out = -1, .note = -1}};
	for (size_t i = 0; i < BENCH_SLOTS; i++)
		slot_clear(&bench->slots[i]);
	stick_in_init(&bench->stick, store, plan);
	stick_in_init(&bench->lan, store, plan);
}

void bench_done(struct bench *bench)
{
	hub_done(&bench->hub);
	stick_in_done(&bench->stick);
	stick_in_done(&bench->lan);
	for (size_t i = 0; i < BENCH_SLOTS; i++)
		slot_clear(&bench->slots[i]);
}

int bench_probe(struct bench *bench, size_t slot_number, const char *device_id, struct err *err)
{
	struct slot *slot = &bench->slots[slot_number];
	struct probe_command command;
	int r = probe_command_init(&command, device_id, bench->root, err);

	if (r < 0)
		return r;
	slot_clear(slot);
	snprintf(slot->device_id, sizeof(slot->device_id), "%s", device_id);
	slot->started_ms = clock_mono_ms();
	r = proc_start(&slot->proc, command.argv, err);
	if (r < 0)
		return r;
	slot->state = SLOT_PROBING;
	return 0;
}

/* Takes in what the child has said. True when something came. */
static bool listen_to(struct slot *slot)
{
	bool came = proc_take(&slot->proc.out, SLOT_SAID_MAX, &slot->out);

	return proc_take(&slot->proc.note, SLOT_SAID_MAX, &slot->note) || came;
}

/* "@ 3/12 memory" lines move the bar; any other line is kept as the probe's complaint. */
static void read_progress(struct slot *slot)
{
	char *line = slot->note.data;

	while (line) {
		char *end = strchr(line, '\n');
		unsigned done, total;
		char label[64] = "";

		if (!end)
			break;
		*end = '\0';
		if (sscanf(line, "@ %u/%u %63[^\n]", &done, &total, label) >= 2) {
			slot->step = done;
			slot->steps = total;
			snprintf(slot->step_label, sizeof(slot->step_label), "%s",
				 text_said(label));
		} else if (*line && !slot->err.code) {
			err_set(&slot->err, EIO, "%s", text_said(line));
		}
		line = end + 1;
	}
	if (line && line != slot->note.data) {
		size_t rest = slot->note.len - (size_t)(line - slot->note.data);

		memmove(slot->note.data, line, rest + 1);
		slot->note.len = rest;
	}
}

static void slot_fail(struct slot *slot)
{
	proc_stop(&slot->proc);
	slot->state = SLOT_FAILED;
}

static const char *serial_of(const struct slot *slot)
{
	const struct fact *fact = snapshot_fact(&slot->snapshot, "device.serial");

	return fact && fact->state == FACT_KNOWN && fact->type == FACT_TEXT ? fact->text : NULL;
}

/* Phones of one make may share a serial: two that are plugged in at once are never one device,
 * whatever the book makes of their serial. NULL: let it decide. */
static const char *which_device(const struct bench *bench, const struct slot *slot)
{
	const char *serial = serial_of(slot);

	for (size_t i = 0; i < BENCH_SLOTS && serial; i++) {
		const struct slot *other = &bench->slots[i];

		if (other == slot || !other->on_hub || other->is_gone || !other->is_saved ||
		    !str_eq(serial_of(other), serial))
			continue;
		if (*slot->saved.device_id)
			return slot->saved.device_id;
		return str_eq(slot->kept_id, slot->device_id) ? slot->kept_device : "new";
	}
	return NULL;
}

int slot_keep(struct bench *bench, struct slot *slot, const char *device, struct err *err)
{
	struct snapshot snapshot;
	struct verdict verdict;
	struct err later;
	int r;

	if (!bench->store)
		return err_set(err, EROFS, _("không mở được sổ thiết bị; xem hotroit doctor"));
	if (flow_is_sim(&slot->snapshot))
		return sim_take(bench, slot, err);
	r = store_save_snapshot(bench->store, &slot->snapshot, &slot->verdict, device, &slot->saved,
				err);
	slot->is_saved = r == 0;
	/* It is in the book whatever becomes of this. */
	if (r < 0 || slot->saved.match != STORE_SAME ||
	    flow_judge_device(bench->store, bench->plan, slot->saved.device_id, ASSESS_INTAKE,
			      &snapshot, &verdict, &later) < 0)
		return r;
	/* Inspections of an earlier day count. */
	r = store_save_verdict(bench->store, slot->saved.device_id, &verdict, err);
	snapshot_done(&slot->snapshot);
	verdict_done(&slot->verdict);
	slot->snapshot = snapshot;
	slot->verdict = verdict;
	return r;
}

int bench_take(struct bench *bench, struct slot *slot, struct err *err)
{
	return slot_keep(bench, slot, which_device(bench, slot), err);
}

static void slot_finish(struct bench *bench, struct slot *slot)
{
	const struct assess_request request = {.plan = bench->plan, .snapshot = &slot->snapshot};

	proc_stop(&slot->proc);
	if (snapshot_parse(&slot->snapshot, buf_text(&slot->out), slot->out.len, slot->device_id,
			   &slot->err) < 0) {
		slot->state = SLOT_FAILED;
		return;
	}
	slot->state = SLOT_DONE;
	slot->err = (struct err){0};
	if (bench->plan)
		assess(&slot->verdict, &request);
	if (bench->plan && bench->store)
		slot->is_saved = bench_take(bench, slot, &slot->err) == 0;
}

static bool slot_poll(struct bench *bench, struct slot *slot)
{
	bool changed = listen_to(slot);
	int status;

	read_progress(slot);
	if (proc_ended(&slot->proc, &status)) {
		/* What it wrote last may have come in after the first look. */
		listen_to(slot);
		read_progress(slot);
		if (status == 0)
			slot_finish(bench, slot);
		else if (probe_failed(status, slot->err.code ? slot->err.text : "", &slot->err) < 0)
			slot_fail(slot);
		return true;
	}
	if (snapshot_is_whole(buf_text(&slot->out))) {
		slot_finish(bench, slot);
		return true;
	}
	if (clock_mono_ms() - slot->started_ms > BENCH_PROBE_DEADLINE_MS) {
		err_set(&slot->err, ETIMEDOUT,
			_("máy không trả lời sau %d giây; rút ra cắm lại rồi dò lại"),
			BENCH_PROBE_DEADLINE_MS / 1000);
		slot_fail(slot);
		return true;
	}
	return changed;
}

bool bench_poll(struct bench *bench)
{
	bool changed = hub_poll(bench);

	changed |= stick_in_poll(&bench->stick);
	changed |= stick_in_poll(&bench->lan);
	for (size_t i = 0; i < BENCH_SLOTS; i++)
		if (bench->slots[i].state == SLOT_PROBING && !bench->slots[i].on_hub)
			changed |= slot_poll(bench, &bench->slots[i]);
	return changed;
}

static size_t add_fds(const struct proc *proc, int *ret_fds, size_t count, size_t max)
{
	if (proc->out >= 0 && count < max)
		ret_fds[count++] = proc->out;
	if (proc->note >= 0 && count < max)
		ret_fds[count++] = proc->note;
	return count;
}

int flow_probe(struct snapshot *ret_snapshot, const char *device_id, const char *root,
	       struct err *err)
{
	AUTO(bench_done) struct bench bench;
	struct slot *slot = &bench.slots[0];
	int r;

	bench_init(&bench, NULL, NULL);
	bench.root = root;
	r = bench_probe(&bench, 0, device_id, err);
	if (r < 0)
		return r;
	while (slot->state == SLOT_PROBING) {
		struct pollfd fds[2];
		int raw[2];
		size_t count = bench_fds(&bench, raw, ARRAY_LEN(raw));

		for (size_t i = 0; i < count; i++)
			fds[i] = (struct pollfd){.fd = raw[i], .events = POLLIN};
		/* With its pipes closed it is about to end: look again soon. */
		poll(fds, count, count ? 200 : 1);
		bench_poll(&bench);
	}
	if (slot->state == SLOT_FAILED)
		return err_set(err, slot->err.code ? slot->err.code : EIO, "%s", slot->err.text);
	*ret_snapshot = slot->snapshot;
	slot->snapshot = (struct snapshot){0};
	if (flow_is_sim(ret_snapshot))
		flow_complete_sim(ret_snapshot);
	return 0;
}

size_t bench_fds(const struct bench *bench, int *ret_fds, size_t max)
{
	size_t count = add_fds(&bench->hub.proc, ret_fds, 0, max);

	count += stick_in_fds(&bench->stick, ret_fds + count, max - count);
	count += stick_in_fds(&bench->lan, ret_fds + count, max - count);
	for (size_t i = 0; i < BENCH_SLOTS; i++)
		if (bench->slots[i].state == SLOT_PROBING)
			count = add_fds(&bench->slots[i].proc, ret_fds, count, max);
	return count;
}

int bench_wait_ms(const struct bench *bench)
{
	const int waits[] = {hub_wait_ms(&bench->hub), stick_in_wait_ms(&bench->stick),
			     stick_in_wait_ms(&bench->lan)};
	int least = -1;

	for (size_t i = 0; i < ARRAY_LEN(waits); i++)
		if (waits[i] >= 0 && (least < 0 || waits[i] < least))
			least = waits[i];
	return least;
}
