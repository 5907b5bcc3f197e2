/* What a person typed of a device, put beside what was measured of it, judged and kept. */
#include "flow_priv.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void flow_who(char *ret, size_t size)
{
	const char *name = getenv("SUDO_USER");

	if (!name || !*name)
		name = getenv("LOGNAME");
	snprintf(ret, size, "%s", name ? name : "");
}

/* The pages of a phone are what is typed; a computer can always be probed. */
static int check_transport(const struct snapshot *snapshot, struct err *err)
{
	if (!str_eq(snapshot->device.transport, "host"))
		return 0;
	return err_set(err, EINVAL,
		       _("chỉ nhập tay cho điện thoại, máy bảng; máy tính thì dò lại"));
}

bool slot_takes_typing(const struct slot *slot)
{
	/* A SIM is written in its own record, not as a phone's facts. */
	if (flow_is_sim(&slot->snapshot))
		return false;
	return slot->state == SLOT_DONE ||
	       (slot->on_hub && (slot->state == SLOT_WAITING || slot->state == SLOT_FAILED));
}

static void card_of_link(struct snapshot *ret, const struct slot *slot)
{
	const struct slot_link *link = slot_link(slot);
	struct snapshot card = {.probe_version = HOTROIT_VERSION};
	struct arena *arena = &card.facts.arena;
	char now[CLOCK_TEXT_MAX];

	clock_text(now);
	facts_text(&card.facts, "link.state", link->state, "USB");
	card.taken_at = arena_str(arena, now);
	card.device.id = arena_str(arena, link->id);
	card.device.transport =
		arena_printf(arena, "%.*s", (int)strcspn(link->id, ":"), link->id);
	card.device.port = *slot->port ? arena_str(arena, slot->port) : NULL;
	snapshot_freeze(&card);
	*ret = card;
}

void slot_card(struct snapshot *ret, const struct slot *slot)
{
	AUTO(buf_done) struct buf text = {0};
	struct err err;

	snapshot_print(&text, &slot->snapshot);
	if (!slot->snapshot.device.id ||
	    snapshot_parse(ret, buf_text(&text), text.len, slot->device_id, &err) < 0)
		card_of_link(ret, slot);
}

/* A question that is open stays so, whatever is typed meanwhile. */
static int keep_again(struct bench *bench, struct slot *slot, struct err *err)
{
	const struct store_saved before = slot->saved;
	int r = slot_keep(bench, slot, before.device_id, err);

	if (before.match == STORE_ASK) {
		slot->saved.match = STORE_ASK;
		slot->saved.candidate_count = before.candidate_count;
		memcpy(slot->saved.candidates, before.candidates, sizeof(before.candidates));
		memcpy(slot->saved.candidate_tags, before.candidate_tags,
		       sizeof(before.candidate_tags));
	}
	return r;
}

int bench_type(struct bench *bench, struct slot *slot, const struct facts *typed, struct err *err)
{
	AUTO(snapshot_done) struct snapshot card = {0};
	struct assess_request request = {.plan = bench->plan, .snapshot = &slot->snapshot};
	int r;

	if (!bench->plan || !slot_takes_typing(slot))
		return err_set(err, EINVAL, _("ô này chưa có máy nào để nhập"));
	slot_card(&card, slot);
	r = check_transport(&card, err);
	if (r == 0 && bench->store)
		r = store_may_write(bench->store, record_kind_find("device"), err);
	if (r < 0)
		return r;
	snapshot_set_typed(&card, typed);
	snapshot_done(&slot->snapshot);
	verdict_done(&slot->verdict);
	slot->snapshot = card;
	card = (struct snapshot){0};
	slot->state = SLOT_DONE;
	slot->err = (struct err){0};
	assess(&slot->verdict, &request);
	/* Also when the last try to keep it failed: it is in the book since before. */
	r = *slot->saved.device_id ? keep_again(bench, slot, err) : bench_take(bench, slot, err);
	if (r < 0)
		slot->err = *err;
	return r;
}

int flow_type(struct store *store, const struct plan *plan, const char *device_id,
	      const struct facts *typed, struct err *err)
{
	AUTO(snapshot_done) struct snapshot snapshot = {0};
	AUTO(verdict_done) struct verdict verdict = {0};
	AUTO(facts_done) struct facts inspections = {0};
	const struct assess_request request = {
		.plan = plan, .snapshot = &snapshot, .inspections = &inspections};
	struct store_saved saved;
	int r = store_may_write(store, record_kind_find("device"), err);

	if (r == 0)
		r = flow_stored_snapshot(store, device_id, &snapshot, err);
	if (r == 0)
		r = check_transport(&snapshot, err);
	if (r == 0)
		r = store_inspections(store, device_id, &inspections, err);
	if (r < 0)
		return r;
	snapshot_set_typed(&snapshot, typed);
	assess(&verdict, &request);
	return store_save_snapshot(store, &snapshot, &verdict, device_id, &saved, err);
}
