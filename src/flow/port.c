/*
 * Ports: what the watch tells, put into slots. The slot is the port, so two phones with one serial
 * are two slots, one phone seen in two ways is one, and an empty port remembers who stood there.
 */
#include "flow_priv.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

static int rank_of(const char *transport)
{
	static const struct {
		const char *transport;
		enum link_rank rank;
	} ranks[] = {{"adb", LINK_FULL}, {"ios", LINK_FULL}, {"mtp", LINK_MTP}, {"usb", LINK_USB}};

	for (size_t i = 0; i < ARRAY_LEN(ranks); i++)
		if (str_eq(ranks[i].transport, transport))
			return (int)ranks[i].rank;
	return -1;
}

static int best_rank(const struct slot *slot)
{
	for (int rank = LINK_RANKS - 1; rank >= 0; rank--)
		if (slot->links[rank].is_there)
			return rank;
	return -1;
}

const struct slot_link *slot_link(const struct slot *slot)
{
	int rank = best_rank(slot);

	if (!slot->on_hub)
		return NULL;
	for (int i = LINK_RANKS - 1; rank < 0 && i >= 0; i--)
		if (*slot->links[i].id)
			rank = i;
	return &slot->links[rank < 0 ? 0 : rank];
}

static struct slot *find_slot(struct bench *bench, const struct watch_event *event)
{
	for (size_t i = 0; i < BENCH_SLOTS; i++) {
		struct slot *slot = &bench->slots[i];

		if (!slot->on_hub)
			continue;
		if (*event->port && str_eq(slot->port, event->port))
			return slot;
		for (int rank = 0; rank < LINK_RANKS; rank++)
			if (!*event->port && str_eq(slot->links[rank].id, event->id))
				return slot;
	}
	return NULL;
}

/* A free slot; when there is none, that of a port which stands empty. */
static struct slot *make_slot(struct bench *bench, const struct watch_event *event)
{
	struct slot *found = NULL;
	struct err err;

	for (size_t i = 0; i < BENCH_SLOTS && (!found || found->state != SLOT_EMPTY); i++) {
		struct slot *slot = &bench->slots[i];

		if (slot->state == SLOT_EMPTY || (!found && slot->on_hub && slot->is_gone))
			found = slot;
	}
	if (!found) {
		err_set(&err, ENOSPC, _("đã đủ %d ô: rút bớt máy, thoát và mở lại"), BENCH_SLOTS);
		hub_trouble(&bench->hub, &err);
		return NULL;
	}
	slot_clear(found);
	found->on_hub = true;
	snprintf(found->port, sizeof(found->port), "%s", event->port);
	return found;
}

/* "Samsung SM-A125F, mã RYCMYCR: ĐẠT": what is left of a device when the next one comes. */
static void remember(struct slot *slot)
{
	const struct slot_link *link = slot_link(slot);
	const struct fact *model = snapshot_said(&slot->snapshot, "device.model");
	bool has_model = model && model->state == FACT_KNOWN && model->type == FACT_TEXT;
	AUTO(buf_done) struct buf text = {0}, cut = {0};

	if (!*link->name && !has_model)
		return;
	buf_add_str(&text, has_model ? model->text : link->name);
	if (slot->is_saved)
		buf_printf(&text, _(", mã %s"), slot->saved.tag);
	if (slot->verdict.plan)
		buf_printf(&text, ": %s", verdict_word_label(slot->verdict.word));
	text_clean(&cut, buf_text(&text), text.len, sizeof(slot->before) - 1);
	snprintf(slot->before, sizeof(slot->before), "%s", buf_text(&cut));
}

/* Another device, or the same one plugged in again: nothing that was read may be taken for it. */
static void forget(struct slot *slot, bool is_same)
{
	if (!is_same)
		remember(slot);
	if (slot->is_saved && slot->read_rank == LINK_FULL) {
		memcpy(slot->kept_id, slot->links[LINK_FULL].id, sizeof(slot->kept_id));
		memcpy(slot->kept_device, slot->saved.device_id, sizeof(slot->kept_device));
	}
	slot->comings++;
	slot->is_saved = false;
	slot->saved = (struct store_saved){0};
	snapshot_done(&slot->snapshot);
	verdict_done(&slot->verdict);
	slot->err = (struct err){0};
	slot->read_rank = -1;
	for (int rank = 0; rank < LINK_RANKS; rank++)
		if (!slot->links[rank].is_there)
			slot->links[rank] = (struct slot_link){0};
}

static bool is_being_read(const struct slot_link *link)
{
	return str_eq(link->state, "device") || str_eq(link->state, "connecting");
}

/* Something can be judged: what was read, or what a person typed. */
static bool is_judged(const struct slot *slot)
{
	return slot->read_rank >= 0 || snapshot_has_typed(&slot->snapshot);
}

/* What the slot is now, by its links and by what was read. */
static void settle(struct slot *slot)
{
	int rank = best_rank(slot);
	enum slot_state before = slot->state;

	slot->is_gone = rank < 0;
	if (rank >= 0)
		snprintf(slot->device_id, sizeof(slot->device_id), "%s", slot->links[rank].id);
	if (rank > slot->read_rank && is_being_read(&slot->links[rank]))
		slot->state = SLOT_PROBING;
	else
		slot->state = is_judged(slot) ? SLOT_DONE : SLOT_WAITING;
	if (slot->state == SLOT_PROBING && before != SLOT_PROBING)
		slot->started_ms = clock_mono_ms();
	if (slot->state != SLOT_PROBING)
		slot->step = slot->steps = 0;
}

static void take_progress(struct slot *slot, const struct watch_event *event)
{
	if (slot->state != SLOT_PROBING || !str_eq(slot->device_id, event->id))
		return;
	slot->step = event->done;
	slot->steps = event->total;
	snprintf(slot->step_label, sizeof(slot->step_label), "%s", event->step);
}

static void take_link(struct slot *slot, const struct watch_event *event, int rank)
{
	struct slot_link *link = &slot->links[rank];
	bool is_same = str_eq(link->id, event->id);

	/* What was read came by this link, or by a lesser one, and the link was away since. Only a
	 * serial tells a device from the next at the same port. */
	if (slot->is_gone ||
	    (*link->id && rank >= slot->read_rank && (!is_same || !link->is_there)))
		forget(slot, is_same && rank == LINK_FULL);
	snprintf(link->id, sizeof(link->id), "%s", event->id);
	link->is_there = true;
	slot->is_gone = false;
	if (event->what == WATCH_SNAPSHOT)
		return;
	snprintf(link->state, sizeof(link->state), "%s", event->state);
	snprintf(link->hint, sizeof(link->hint), "%s",
		 text_said(event->hint));
	if (*event->name)
		snprintf(link->name, sizeof(link->name), "%s", event->name);
}

/* A phone that does not let itself be read gives a snapshot, too: who it is and how it is linked,
 * and a reason for all the rest. That is a state to be mended, not a device to be judged. */
static bool says_much(const struct snapshot *snapshot)
{
	for (size_t i = 0; i < snapshot->facts.count; i++) {
		const struct fact *fact = &snapshot->facts.list[i];

		if (fact->state == FACT_KNOWN && !str_starts(fact->key, "device.") &&
		    !str_starts(fact->key, "link."))
			return true;
	}
	return false;
}

/* A modem is always read the same way: only the answer says what is to be done. */
static void tell_why(struct slot *slot, const struct snapshot *snapshot)
{
	const struct fact *sim = snapshot_fact(snapshot, "sim.0.state");

	if (sim && sim->reason)
		snprintf(slot->links[LINK_USB].hint, sizeof(slot->links[LINK_USB].hint), "%s",
			 text_said(sim->reason));
}

static void take_snapshot(struct bench *bench, struct slot *slot, struct watch_event *event,
			  int rank)
{
	AUTO(facts_done) struct facts typed = {0};
	bool was_saved = slot->is_saved;
	bool keep = was_saved || (rank == LINK_FULL && str_eq(slot->kept_id, event->id));
	int r;

	if (flow_is_sim(&event->snapshot) && !says_much(&event->snapshot))
		tell_why(slot, &event->snapshot);
	if (rank < slot->read_rank || !says_much(&event->snapshot))
		return;
	/* It is the same phone, read at last: what was typed of it stays beside. */
	snapshot_get_typed(&slot->snapshot, &typed);
	if (typed.count)
		snapshot_set_typed(&event->snapshot, &typed);
	snapshot_done(&slot->snapshot);
	verdict_done(&slot->verdict);
	slot->snapshot = event->snapshot;
	event->snapshot = (struct snapshot){0};
	if (flow_is_sim(&slot->snapshot))
		flow_complete_sim(&slot->snapshot);
	slot->read_rank = rank;
	slot->err = (struct err){0};
	slot->is_saved = false;
	if (bench->plan)
		assess(&slot->verdict, &(const struct assess_request){
					       .plan = bench->plan, .snapshot = &slot->snapshot});
	/* One that is in the book goes on there by itself; one that was only typed has nothing
	 * there by which it could be known again. */
	if (!keep || !bench->plan)
		return;
	r = was_saved && typed.count
		    ? slot_keep(bench, slot, slot->saved.device_id, &slot->err)
		    : bench_take(bench, slot, &slot->err);
	if (r < 0)
		slot->is_saved = false;
}

static void take_removal(struct slot *slot, const struct watch_event *event)
{
	for (int rank = 0; rank < LINK_RANKS; rank++)
		if (str_eq(slot->links[rank].id, event->id))
			slot->links[rank].is_there = false;
	settle(slot);
}

/* A disk or a keyboard is no business of the board's. */
static bool is_ordinary(const struct watch_event *event)
{
	static const char *const states[] = {"usb", "disk", "hub", "other", ""};

	for (size_t i = 0; i < ARRAY_LEN(states); i++)
		if (event->what != WATCH_SNAPSHOT && str_eq(event->transport, "usb") &&
		    str_eq(event->state, states[i]))
			return true;
	return false;
}

/* Of more sticks than there is room for, those that came last are shown. */
static void take_stick(struct bench *bench, const struct watch_event *event)
{
	const char *part = event->id + strcspn(event->id, ":");
	struct bench_stick *sticks = bench->sticks;
	size_t at = 0;

	part += *part == ':';
	while (at < bench->stick_count && !str_eq(sticks[at].part, part))
		at++;
	if (at < bench->stick_count)
		memmove(&sticks[at], &sticks[at + 1],
			(--bench->stick_count - at) * sizeof(*sticks));
	if (event->what != WATCH_ADD && event->what != WATCH_CHANGE)
		return;
	if (bench->stick_count == BENCH_STICKS)
		bench->stick_count--;
	memmove(&sticks[1], &sticks[0], bench->stick_count++ * sizeof(*sticks));
	snprintf(sticks[0].part, sizeof(sticks[0].part), "%s", part);
	snprintf(sticks[0].name, sizeof(sticks[0].name), "%s", event->name);
	bench->stick_comings++;
}

void port_take(struct bench *bench, struct watch_event *event)
{
	struct slot *slot = find_slot(bench, event);
	int rank = rank_of(event->transport);

	if (str_eq(event->transport, "stick")) {
		take_stick(bench, event);
		return;
	}
	if (event->what == WATCH_REMOVE) {
		if (slot)
			take_removal(slot, event);
		return;
	}
	if (event->what == WATCH_PROGRESS && slot)
		take_progress(slot, event);
	if (rank < 0 || event->what == WATCH_PROGRESS)
		return;
	if (is_ordinary(event)) {
		if (slot)
			take_removal(slot, event);
		return;
	}
	if (!slot)
		slot = make_slot(bench, event);
	if (!slot)
		return;
	take_link(slot, event, rank);
	if (event->what == WATCH_SNAPSHOT)
		take_snapshot(bench, slot, event, rank);
	settle(slot);
}

static void give_up(struct slot *slot, const struct err *why)
{
	slot->state = is_judged(slot) ? SLOT_DONE : SLOT_FAILED;
	slot->err = *why;
}

void port_lost(struct bench *bench, const struct err *why)
{
	bench->stick_count = 0;
	for (size_t i = 0; i < BENCH_SLOTS; i++) {
		struct slot *slot = &bench->slots[i];

		if (!slot->on_hub)
			continue;
		/* The next watch tells anew of all that is there. */
		for (int rank = 0; rank < LINK_RANKS; rank++)
			slot->links[rank].is_there = false;
		if (slot->state == SLOT_PROBING)
			give_up(slot, why);
	}
}

bool port_expire(struct bench *bench)
{
	bool any = false;
	struct err err;

	for (size_t i = 0; i < BENCH_SLOTS; i++) {
		struct slot *slot = &bench->slots[i];

		if (!slot->on_hub || slot->state != SLOT_PROBING ||
		    clock_mono_ms() - slot->started_ms <= BENCH_PROBE_DEADLINE_MS)
			continue;
		err_set(&err, ETIMEDOUT, _("máy không trả lời sau %d giây; rút ra cắm lại"),
			BENCH_PROBE_DEADLINE_MS / 1000);
		give_up(slot, &err);
		any = true;
	}
	return any;
}
