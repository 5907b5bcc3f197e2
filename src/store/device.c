/* Devices, their snapshots and verdicts: one probe is kept whole in one transaction. */
#include "store_priv.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#define DEVICE_FIELDS_MAX 16
#define DEVICE_NEW "new"
#define REPAIRS_MAX 16 /* of one device, shown by one probe */

static const struct record_kind *device_kind(void)
{
	return record_kind_find("device");
}

/* ---- the device's own row ------------------------------------------------ */

/* Fields to write, and the texts they stand in. */
struct device_row {
	struct arena arena;
	const char *names[DEVICE_FIELDS_MAX], *values[DEVICE_FIELDS_MAX];
	size_t count;
};

static void device_row_done(struct device_row *row)
{
	arena_done(&row->arena);
}

static void row_add(struct device_row *row, const char *name, const char *value)
{
	if (!value || row->count == DEVICE_FIELDS_MAX)
		return;
	row->names[row->count] = name;
	row->values[row->count++] = arena_str(&row->arena, value);
}

/* The first known fact of KEYS. One that was not read this time leaves what an earlier probe
 * found. */
static void row_add_fact(struct device_row *row, const char *name, const struct snapshot *snapshot,
			 const char *const *keys)
{
	for (; *keys; keys++) {
		const struct fact *fact = snapshot_said(snapshot, *keys);
		char number[24];

		if (!fact || fact->state != FACT_KNOWN)
			continue;
		snprintf(number, sizeof(number), "%lld", (long long)fact->num);
		row_add(row, name, fact->type == FACT_TEXT ? fact->text : number);
		return;
	}
}

static void row_add_snapshot(struct device_row *row, const struct snapshot *snapshot)
{
	static const struct {
		const char *name;
		const char *keys[4];
	} taken[] = {
		{"vendor", {"device.vendor"}},
		{"model", {"device.model"}},
		{"serial", {"device.serial"}},
		{"cpu", {"cpu.model"}},
		{"memory", {"memory.nominal", "memory.installed", "memory.usable"}},
		{"storage", {"storage.largest", "storage.total"}},
	};

	for (size_t i = 0; i < ARRAY_LEN(taken); i++)
		row_add_fact(row, taken[i].name, snapshot, taken[i].keys);
}

static void row_add_verdict(struct device_row *row, const struct verdict *verdict)
{
	row_add(row, "verdict", verdict_word_key(verdict->word));
	row_add(row, "measured_verdict", verdict_word_key(verdict->measured));
	row_add(row, "plan", verdict->plan->id);
}

/* A locked device goes no further; one that proves open again goes on where it stood. What was not
 * read this time changes nothing. */
static int row_add_state(struct device_row *row, struct store *store, const char *id,
			 const struct verdict *verdict, struct err *err)
{
	int64_t received = 1, blocked = 0;
	int r = 0;

	if (*id)
		r = sql_number(store, &received, err,
			       "SELECT state = 'received' FROM device WHERE id = ?1", "t", id);
	if (r == 0 && *id)
		r = sql_number(store, &blocked, err,
			       "SELECT state = 'blocked' FROM device WHERE id = ?1", "t", id);
	if (r == 0 && received && verdict->gate == GATE_LOCKED)
		row_add(row, "state", "blocked");
	else if (r == 0 && blocked && verdict->gate == GATE_OPEN)
		row_add(row, "state", "received");
	return r;
}

static void row_add_kind(struct device_row *row, const struct snapshot *snapshot)
{
	const struct fact *typed = snapshot_typed(snapshot, "device.kind");

	if (!snapshot->device.kind && typed)
		row_add(row, "kind", typed->text);
	if (!snapshot->device.kind)
		return;
	row_add(row, "kind", snapshot->device.kind);
	row_add(row, "kind_by", "probe");
}

static int row_insert(struct store *store, struct device_row *row, char ret_id[UUID_TEXT_MAX],
		      struct err *err)
{
	struct values values = {.names = row->names, .values = row->values};
	char tag[STORE_TAG_MAX];
	int r = tag_draw(store, tag, err);

	if (r < 0)
		return r;
	row_add(row, "tag", tag);
	values.count = row->count;
	*ret_id = '\0';
	return record_insert(store, device_kind(), &values, ret_id, err);
}

static int row_update(struct store *store, const struct device_row *row, const char *id,
		      struct err *err)
{
	const struct values values = {.names = row->names, .values = row->values,
				      .count = row->count};

	return record_update(store, device_kind(), id, &values, err);
}

static int person_said_kind(struct store *store, const char *id, int64_t *ret_yes, struct err *err)
{
	return sql_number(store, ret_yes, err,
			  "SELECT kind_by IS 'person' FROM device WHERE id = ?1", "t", id);
}

/* ---- saving -------------------------------------------------------------- */

struct saving {
	struct store *store;
	const struct snapshot *snapshot;
	const struct verdict *verdict; /* or NULL */
	const struct store_brought *brought; /* NULL: taken here and now */
	char taken_at[CLOCK_TEXT_MAX]; /* as far as it is believed */
	bool is_late; /* the book knows of a later one: this is history only */
	struct buf text;
	char sha256[65];
	struct store_saved saved;
};

static void saving_done(struct saving *saving)
{
	buf_done(&saving->text);
}

/* Was this very text kept before? Sets the ids when it was. */
static int find_kept(struct saving *saving, bool *ret_found, struct err *err)
{
	AUTO(sql_done) struct query query = {0};
	struct store_saved *saved = &saving->saved;
	char device[UUID_TEXT_MAX];
	int r = sql_query(&query, saving->store, err,
			  "SELECT id, device FROM snapshot WHERE sha256 = ?1 ORDER BY n DESC", "t",
			  saving->sha256);

	*ret_found = false;
	while (r >= 0 && !*ret_found && (r = sql_step(&query, err)) > 0) {
		snprintf(device, sizeof(device), "%s", sql_text(&query, 1));
		r = device_follow_aliases(saving->store, device, err);
		if (r < 0 || (*saved->device_id && !str_eq(saved->device_id, device)))
			continue;
		memcpy(saved->device_id, device, sizeof(device));
		snprintf(saved->snapshot_id, UUID_TEXT_MAX, "%s", sql_text(&query, 0));
		saved->match = STORE_SAME;
		*ret_found = true;
	}
	return r < 0 ? r : 0;
}

static int fill_tags(struct saving *saving, struct err *err)
{
	struct store_saved *saved = &saving->saved;

	for (size_t i = 0; i <= saved->candidate_count; i++) {
		AUTO(sql_done) struct query query = {0};
		const char *id = i ? saved->candidates[i - 1] : saved->device_id;
		char *tag = i ? saved->candidate_tags[i - 1] : saved->tag;
		int r = sql_query(&query, saving->store, err,
				  "SELECT tag FROM device WHERE id = ?1", "t", id);

		if (r == 0)
			r = sql_step(&query, err);
		if (r < 0)
			return r;
		snprintf(tag, STORE_TAG_MAX, "%s", r ? sql_text(&query, 0) : "");
	}
	return 0;
}

/* Whose snapshot is it? Leaves device_id empty for a new device. */
static int find_device(struct saving *saving, struct err *err)
{
	struct store_saved *saved = &saving->saved;
	struct identity_match match;
	int r = identity_find(saving->store, saving->snapshot, &match, err);

	if (r < 0)
		return r;
	saved->match = match.match;
	if (match.match == STORE_SAME) {
		memcpy(saved->device_id, match.ids[0], UUID_TEXT_MAX);
		return 0;
	}
	saved->candidate_count = match.count;
	memcpy(saved->candidates, match.ids, sizeof(saved->candidates));
	return 0;
}

/* What is gone for good does not come back to life: what came again begins anew. */
static int begin_life(struct saving *saving, struct err *err)
{
	struct store_saved *saved = &saving->saved;
	bool over = false;
	int r = *saved->device_id ? device_is_over(saving->store, saved->device_id, &over, err) : 0;

	if (r < 0 || !over)
		return r;
	memcpy(saved->former, saved->device_id, sizeof(saved->former));
	*saved->device_id = '\0';
	saved->match = STORE_NEW;
	return 0;
}

static int note_before(struct saving *saving, struct err *err)
{
	struct store_saved *saved = &saving->saved;
	AUTO(sql_done) struct query query = {0};
	int r = sql_query(&query, saving->store, err,
			  "SELECT measured_verdict FROM device WHERE id = ?1", "t",
			  saved->device_id);

	if (r == 0)
		r = sql_step(&query, err);
	if (r > 0 && sql_text(&query, 0))
		snprintf(saved->before_verdict, sizeof(saved->before_verdict), "%s",
			 sql_text(&query, 0));
	return r < 0 ? r : 0;
}

static int keep_device(struct saving *saving, struct err *err)
{
	AUTO(device_row_done) struct device_row row = {0};
	struct store_saved *saved = &saving->saved;
	int64_t by_person = 0;
	int r = 0;

	if (*saved->former)
		row_add(&row, "former", saved->former);
	row_add_snapshot(&row, saving->snapshot);
	if (saving->verdict)
		row_add_verdict(&row, saving->verdict);
	if (saving->verdict)
		r = row_add_state(&row, saving->store, saved->device_id, saving->verdict, err);
	if (r == 0 && *saved->device_id)
		r = person_said_kind(saving->store, saved->device_id, &by_person, err);
	if (r < 0)
		return r;
	if (!by_person)
		row_add_kind(&row, saving->snapshot);
	return *saved->device_id ? row_update(saving->store, &row, saved->device_id, err)
				 : row_insert(saving->store, &row, saved->device_id, err);
}

static int keep_snapshot(struct saving *saving, struct err *err)
{
	const struct snapshot *snapshot = saving->snapshot;
	struct store_saved *saved = &saving->saved;
	char now[CLOCK_TEXT_MAX];
	int r;

	store_now(saving->store, now);
	uuid_new(saved->snapshot_id);
	r = sql_run(saving->store, err,
		    "INSERT INTO snapshot (id, created_at, device, taken_at, kind, sha256, text) "
		    "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
		    "ttttttt", saved->snapshot_id, now, saved->device_id,
		    saving->taken_at, snapshot->device.kind,
		    saving->sha256, saving->text.data);
	return r < 0 ? r : identity_keep(saving->store, snapshot, saved->device_id, err);
}

/* What is probed first after a repair was closed shows what became of it. */
static int show_repairs(struct saving *saving, struct err *err)
{
	static const char *const name = "after_snapshot";
	const char *id = saving->saved.snapshot_id;
	const struct values values = {.names = &name, .values = &id, .count = 1};
	AUTO(arena_done) struct arena arena = {0};
	const char *repairs[REPAIRS_MAX];
	size_t count = 0;
	AUTO(sql_done) struct query query = {0};
	int r = sql_query(&query, saving->store, err,
			  "SELECT id FROM repair WHERE device = ?1 AND after_snapshot IS NULL "
			  "AND closed_at IS NOT NULL ORDER BY n DESC",
			  "t", saving->saved.device_id);

	while (r >= 0 && count < REPAIRS_MAX && (r = sql_step(&query, err)) > 0)
		repairs[count++] = arena_str(&arena, sql_text(&query, 0));
	for (size_t i = 0; i < count && r >= 0; i++) {
		char full[UUID_TEXT_MAX];

		snprintf(full, sizeof(full), "%s", repairs[i]);
		r = record_update(saving->store, record_kind_find("repair"), full, &values, err);
	}
	return r < 0 ? r : 0;
}

/* The same verdict given again for the same snapshot is kept once. */
static int keep_verdict(struct store *store, const char *device, const char *snapshot,
			const struct verdict *verdict, struct err *err)
{
	AUTO(buf_done) struct buf outcomes = {0};
	char now[CLOCK_TEXT_MAX], id[UUID_TEXT_MAX];

	clock_text(now);
	uuid_new(id);
	verdict_print_outcomes(&outcomes, verdict);
	return sql_run(store, err,
		       "INSERT INTO verdict (id, created_at, device, snapshot, plan, plan_sha256, "
		       "verdict, measured_verdict, outcomes) "
		       "SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9 "
		       "WHERE (?5, ?6, ?7, ?8, ?9) IS NOT (SELECT plan, plan_sha256, verdict, "
		       "measured_verdict, outcomes FROM verdict WHERE snapshot = ?4 "
		       "ORDER BY n DESC LIMIT 1)",
		       "ttttttttt", id, now, device, snapshot, verdict->plan->id,
		       verdict->plan->sha256, verdict_word_key(verdict->word),
		       verdict_word_key(verdict->measured), buf_text(&outcomes));
}

static int save(struct saving *saving, const char *device, struct err *err)
{
	struct store_saved *saved = &saving->saved;
	bool insist = str_eq(device, DEVICE_NEW), kept = false;
	int r = 0;

	if (device && !insist) {
		saved->match = STORE_SAME;
		r = record_resolve(saving->store, device_kind(), device, saved->device_id, err);
	}
	if (r == 0 && !insist)
		r = find_kept(saving, &kept, err);
	if (r == 0 && !device && !kept)
		r = find_device(saving, err);
	if (r == 0 && !kept)
		r = snapshot_order(saving->store, saving->snapshot, saving->brought,
				   saved->device_id, saving->taken_at, &saving->is_late, err);
	if (r == 0)
		r = note_before(saving, err);
	saved->is_known = kept;
	saved->is_late = saving->is_late;
	saved->is_clock_ok = str_eq(saving->taken_at, saving->snapshot->taken_at);
	/* Brought a second time it tells nothing new of the device, which went on since. */
	if (r < 0 || (kept && saving->brought))
		return r < 0 ? r : fill_tags(saving, err);
	if (r == 0 && !kept && !saving->is_late)
		r = begin_life(saving, err);
	if (r == 0 && !saving->is_late)
		r = keep_device(saving, err);
	if (r == 0 && !kept)
		r = keep_snapshot(saving, err);
	if (r == 0 && !kept && !saving->is_late)
		r = show_repairs(saving, err);
	if (r == 0 && saving->verdict && !saving->is_late)
		r = keep_verdict(saving->store, saved->device_id, saved->snapshot_id,
				 saving->verdict, err);
	return r < 0 ? r : fill_tags(saving, err);
}

static int save_all(struct saving *saving, const char *device, struct store_saved *ret_saved,
		    struct err *err)
{
	AUTO(txn_done) struct txn txn = {0};
	int r;

	snapshot_print(&saving->text, saving->snapshot);
	sha256_hex(saving->text.data, saving->text.len, saving->sha256);
	r = txn_begin(&txn, saving->store, err);
	if (r == 0)
		r = save(saving, device, err);
	if (r == 0)
		r = search_settle(saving->store, err);
	if (r == 0)
		r = txn_commit(&txn, err);
	if (r == 0)
		*ret_saved = saving->saved;
	return r;
}

int store_save_snapshot(struct store *store, const struct snapshot *snapshot,
			const struct verdict *verdict, const char *device,
			struct store_saved *ret_saved, struct err *err)
{
	AUTO(saving_done) struct saving saving = {
		.store = store, .snapshot = snapshot, .verdict = verdict};

	return save_all(&saving, device, ret_saved, err);
}

int store_bring_snapshot(struct store *store, const struct snapshot *snapshot,
			 const struct verdict *verdict, const struct store_brought *brought,
			 struct store_saved *ret_saved, struct err *err)
{
	AUTO(saving_done) struct saving saving = {
		.store = store, .snapshot = snapshot, .verdict = verdict, .brought = brought};

	return save_all(&saving, brought->device, ret_saved, err);
}

int store_recognise(struct store *store, const struct snapshot *snapshot,
		    struct store_saved *ret, struct err *err)
{
	AUTO(reading_done) struct reading reading = {0};
	struct saving saving = {.store = store, .snapshot = snapshot};
	int r = reading_begin(&reading, store, err);

	if (r == 0)
		r = find_device(&saving, err);
	if (r == 0)
		r = fill_tags(&saving, err);
	if (r == 0)
		*ret = saving.saved;
	return r;
}

int store_save_verdict(struct store *store, const char *device_id, const struct verdict *verdict,
		       struct err *err)
{
	AUTO(txn_done) struct txn txn = {0};
	AUTO(device_row_done) struct device_row row = {0};
	char device[UUID_TEXT_MAX] = "", snapshot[UUID_TEXT_MAX] = "";
	int r = txn_begin(&txn, store, err);

	if (r == 0)
		r = record_resolve(store, device_kind(), device_id, device, err);
	if (r == 0)
		r = device_latest_snapshot(store, device, snapshot, NULL, err);
	if (r < 0)
		return r;
	row_add_verdict(&row, verdict);
	r = row_add_state(&row, store, device, verdict, err);
	if (r == 0)
		r = row_update(store, &row, device, err);
	if (r == 0)
		r = keep_verdict(store, device, snapshot, verdict, err);
	if (r == 0)
		r = search_settle(store, err);
	return r < 0 ? r : txn_commit(&txn, err);
}
