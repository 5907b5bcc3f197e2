/*
 * SIMs: what was written of one, or read of it by a modem, judged and kept. Their numbers are
 * people's: nothing here tells more of them than the last digits.
 */
#include "flow_priv.h"

#include <stdio.h>
#include <string.h>

static const struct record_kind *sim_kind(void)
{
	return record_kind_find("sim");
}

static struct sim sim_of(const struct record_kind *kind, const struct record *record)
{
	return (struct sim){
		.iccid = record_value(kind, record, "iccid"),
		.operator_id = record_value(kind, record, "operator"),
		.generation = record_value(kind, record, "generation"),
		.daily_quota_mb = record_value(kind, record, "daily_quota_mb"),
		.activated = record_value(kind, record, "activated"),
		.expires = record_value(kind, record, "expires"),
		.handover = record_value(kind, record, "handover_planned"),
	};
}

/* ---- twins ----------------------------------------------------------------------------------- */

/* Looks through the book for another SIM of the same card or telephone number. */
struct twins {
	char id[UUID_TEXT_MAX]; /* the one that is not its own twin */
	char iccid[64], phone[64]; /* "" none */
	struct buf *warnings; /* a line for each; NULL: only the first card is looked for */
	char found[UUID_TEXT_MAX]; /* the first with the same card */
};

static int look_at(void *user, const struct record_kind *kind, const struct record *record)
{
	struct twins *twins = user;
	const char *tag = record_value(kind, record, "tag");
	const char *phone = record_value(kind, record, "phone");
	bool same_card = iccid_same(twins->iccid, record_value(kind, record, "iccid"));

	if (str_eq(twins->id, record->id))
		return 0;
	if (same_card && !*twins->found)
		snprintf(twins->found, sizeof(twins->found), "%s", record->id);
	if (!twins->warnings)
		return *twins->found != '\0';
	if (same_card)
		buf_printf(twins->warnings,
			   _("trùng ICCID với SIM %s: có thể ghi một SIM hai lần\n"), tag);
	if (*twins->phone && str_eq(twins->phone, phone))
		buf_printf(twins->warnings,
			   _("trùng số thuê bao với SIM %s: xem lại hai SIM\n"), tag);
	return 0;
}

static int find_twins(struct store *store, struct twins *twins, struct err *err)
{
	static const struct store_query all = {0};

	return *twins->iccid || *twins->phone
		       ? store_list(store, sim_kind(), &all, look_at, twins, err)
		       : 0;
}

/* ---- a SIM in the book ----------------------------------------------------------------------- */

struct reading_sim {
	struct facts facts;
	struct twins twins;
};

static int read_sim(void *user, const struct record_kind *kind, const struct record *record)
{
	struct reading_sim *reading = user;
	struct twins *twins = &reading->twins;
	const struct sim sim = sim_of(kind, record);
	const char *phone = record_value(kind, record, "phone");

	sim_facts(&reading->facts, &sim);
	sim_warnings(twins->warnings, &sim);
	snprintf(twins->id, sizeof(twins->id), "%s", record->id);
	snprintf(twins->iccid, sizeof(twins->iccid), "%s", sim.iccid ? sim.iccid : "");
	snprintf(twins->phone, sizeof(twins->phone), "%s", phone ? phone : "");
	return 0;
}

int flow_judge_sim(struct store *store, const struct plan *plan, const char *id,
		   struct snapshot *ret_snapshot, struct verdict *ret_verdict,
		   struct buf *ret_warnings, struct err *err)
{
	struct reading_sim reading = {.twins.warnings = ret_warnings};
	struct assess_request request = {.plan = plan, .snapshot = ret_snapshot};
	int r = store_get(store, sim_kind(), id, read_sim, &reading, err);

	if (r == 0)
		r = find_twins(store, &reading.twins, err);
	if (r < 0) {
		facts_done(&reading.facts);
		return r;
	}
	*ret_snapshot = (struct snapshot){
		.facts = reading.facts,
		.device = {.id = "sim", .kind = "sim", .transport = "typed"},
	};
	snapshot_freeze(ret_snapshot);
	assess(ret_verdict, &request);
	return 0;
}

int flow_settle_sim(struct store *store, const struct plan *plan, const char *id,
		    struct buf *ret_warnings, struct err *err)
{
	AUTO(snapshot_done) struct snapshot snapshot = {0};
	AUTO(verdict_done) struct verdict verdict = {0};
	int r = flow_judge_sim(store, plan, id, &snapshot, &verdict, ret_warnings, err);

	return r < 0 ? r : store_save_sim_verdict(store, id, &verdict, err);
}

/* ---- a SIM in a modem ------------------------------------------------------------------------ */

bool flow_is_sim(const struct snapshot *snapshot)
{
	return str_eq(snapshot->device.kind, "sim");
}

bool flow_holds_card(const struct snapshot *snapshot)
{
	const struct fact *sims = snapshot_fact(snapshot, "sim.count");
	const struct fact *card = snapshot_fact(snapshot, "card.present");

	return (sims && sims->state == FACT_KNOWN && sims->num > 0) ||
	       (card && card->state == FACT_KNOWN && card->yes);
}

bool slot_passes(const struct slot *slot)
{
	if (flow_is_sim(&slot->snapshot))
		return str_eq(snapshot_text(&slot->snapshot, "sim.0.state"), "ready") &&
		       snapshot_text(&slot->snapshot, "sim.0.iccid");
	return slot->verdict.measured == VERDICT_PASS;
}

/* Who the card is of: the network's number on it says more than the card's own. */
static const struct sim_operator *operator_of(const struct snapshot *snapshot)
{
	const char *network = snapshot_text(snapshot, "sim.0.operator");
	const char *iccid = snapshot_text(snapshot, "sim.0.iccid");
	const struct sim_operator *carrier = network ? sim_operator_by_network(network) : NULL;

	return carrier || !iccid ? carrier : sim_operator_by_iccid(iccid);
}

void flow_complete_sim(struct snapshot *snapshot)
{
	const struct sim_operator *carrier = operator_of(snapshot);
	const struct sim sim = {
		.iccid = snapshot_text(snapshot, "sim.0.iccid"),
		.operator_id = carrier ? carrier->id : NULL,
		.source = "AT",
	};

	sim_facts(&snapshot->facts, &sim);
	snapshot_freeze(snapshot);
}

/* What the modem read, as fields. A 3G modem shows every card as 3G: only 4G and more is proof. */
struct read_fields {
	const char *names[3], *values[3];
	size_t count;
};

static void add_field(struct read_fields *fields, const char *name, const char *value)
{
	if (!value)
		return;
	fields->names[fields->count] = name;
	fields->values[fields->count++] = value;
}

static struct read_fields fields_of(const struct snapshot *snapshot)
{
	const struct fact *generation = snapshot_fact(snapshot, "sim.0.generation");
	const struct sim_operator *carrier = operator_of(snapshot);
	struct read_fields fields = {0};

	add_field(&fields, "iccid", snapshot_text(snapshot, "sim.0.iccid"));
	add_field(&fields, "operator", carrier ? carrier->id : NULL);
	if (generation && generation->state == FACT_KNOWN && generation->num >= 4)
		add_field(&fields, "generation", generation->num == 4 ? "4g" : "5g");
	return fields;
}

struct known_sim {
	struct read_fields *fields;
	struct store_saved *saved;
};

/* What people wrote stands: only what is empty is filled. */
static int keep_written(void *user, const struct record_kind *kind, const struct record *record)
{
	struct known_sim *known = user;
	struct read_fields left = {0};
	const char *tag = record_value(kind, record, "tag");

	for (size_t i = 0; i < known->fields->count; i++)
		if (!record_value(kind, record, known->fields->names[i]))
			add_field(&left, known->fields->names[i], known->fields->values[i]);
	*known->fields = left;
	snprintf(known->saved->tag, sizeof(known->saved->tag), "%s", tag ? tag : "");
	return 0;
}

static int keep_sim(struct store *store, const struct snapshot *snapshot,
		    struct store_saved *saved, struct err *err)
{
	struct read_fields fields = fields_of(snapshot);
	struct known_sim known = {.fields = &fields, .saved = saved};
	const char *iccid = snapshot_text(snapshot, "sim.0.iccid");
	struct twins twins = {0};
	int r;

	snprintf(twins.iccid, sizeof(twins.iccid), "%s", iccid ? iccid : "");
	r = find_twins(store, &twins, err);
	if (r < 0)
		return r;
	saved->match = *twins.found ? STORE_SAME : STORE_NEW;
	memcpy(saved->device_id, twins.found, sizeof(saved->device_id));
	if (saved->match == STORE_NEW)
		r = store_add(store, sim_kind(), fields.names, fields.values, fields.count,
			      saved->device_id, err);
	if (r == 0)
		r = store_get(store, sim_kind(), saved->device_id, keep_written, &known, err);
	if (r == 0 && fields.count)
		r = store_set(store, sim_kind(), saved->device_id, fields.names, fields.values,
			      fields.count, err);
	return r;
}

int flow_take_sim(struct store *store, const struct plan *plan, const struct snapshot *snapshot,
		  struct store_saved *ret_saved, struct err *err)
{
	AUTO(buf_done) struct buf warnings = {0};
	struct store_saved saved = {0};
	int r = keep_sim(store, snapshot, &saved, err);

	if (r == 0)
		r = flow_settle_sim(store, plan, saved.device_id, &warnings, err);
	if (r == 0)
		*ret_saved = saved;
	return r;
}

int sim_take(struct bench *bench, struct slot *slot, struct err *err)
{
	AUTO(snapshot_done) struct snapshot stored = {0};
	AUTO(verdict_done) struct verdict judged = {0};
	AUTO(buf_done) struct buf warnings = {0};
	const struct assess_request request = {.plan = bench->plan, .snapshot = &slot->snapshot};
	int r = flow_take_sim(bench->store, bench->plan, &slot->snapshot, &slot->saved, err);

	slot->is_saved = r == 0;
	if (r == 0)
		r = flow_judge_sim(bench->store, bench->plan, slot->saved.device_id, &stored,
				   &judged, &warnings, err);
	if (r < 0)
		return r;
	facts_merge(&slot->snapshot.facts, &stored.facts);
	snapshot_freeze(&slot->snapshot);
	verdict_done(&slot->verdict);
	assess(&slot->verdict, &request);
	return 0;
}
