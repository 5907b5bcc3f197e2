/* What is known of one device, whatever names it goes by; and the answers of who says that two are
 * one, or are not. */
#include "store_priv.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

int device_latest_snapshot(struct store *store, const char *device, char ret_id[UUID_TEXT_MAX],
			   struct buf *ret_text, struct err *err)
{
	AUTO(sql_done) struct query query = {0};
	int r = sql_query(&query, store, err,
			  DEVICE_GROUP "SELECT id, text FROM snapshot WHERE device IN grp "
				   "ORDER BY taken_at DESC, n DESC LIMIT 1",
			  "t", device);

	if (r == 0)
		r = sql_step(&query, err);
	if (r == 0)
		return err_set(err, ENOENT, _("thiết bị này chưa được dò; chạy «hotroit probe»"));
	if (r < 0)
		return r;
	snprintf(ret_id, UUID_TEXT_MAX, "%s", sql_text(&query, 0));
	if (ret_text)
		buf_add_str(ret_text, sql_text(&query, 1));
	return 0;
}

int store_latest_snapshot(struct store *store, const char *device_id, struct buf *ret_json,
			  struct err *err)
{
	AUTO(reading_done) struct reading reading = {0};
	char device[UUID_TEXT_MAX], snapshot[UUID_TEXT_MAX];
	int r = reading_begin(&reading, store, err);

	if (r == 0)
		r = record_resolve(store, record_kind_find("device"), device_id, device, err);
	return r < 0 ? r : device_latest_snapshot(store, device, snapshot, ret_json, err);
}

int store_latest_snapshot_id(struct store *store, const char *device_id,
			     char ret_id[UUID_TEXT_MAX], struct err *err)
{
	AUTO(reading_done) struct reading reading = {0};
	char device[UUID_TEXT_MAX];
	int r = reading_begin(&reading, store, err);

	if (r == 0)
		r = record_resolve(store, record_kind_find("device"), device_id, device, err);
	return r < 0 ? r : device_latest_snapshot(store, device, ret_id, NULL, err);
}

int store_snapshot(struct store *store, const char *id, struct buf *ret_json, struct err *err)
{
	AUTO(sql_done) struct query query = {0};
	int r = sql_query(&query, store, err, "SELECT text FROM snapshot WHERE id = ?1", "t", id);

	if (r == 0)
		r = sql_step(&query, err);
	if (r == 0)
		return err_set(err, ENOENT, _("bản dò này không còn trong sổ"));
	if (r < 0)
		return r;
	buf_add_str(ret_json, sql_text(&query, 0));
	return 0;
}

static int add_answers(struct store *store, const char *device, struct facts *facts,
		       struct err *err)
{
	AUTO(sql_done) struct query query = {0};
	/* Later answers replace earlier ones, in the order they were given. */
	int r = sql_query(&query, store, err,
			  DEVICE_GROUP "SELECT what, result, \"by\", at FROM inspection "
				   "WHERE device IN grp ORDER BY n",
			  "t", device);

	while (r >= 0 && (r = sql_step(&query, err)) > 0) {
		AUTO(buf_done) struct buf source = {0};

		buf_printf(&source, "%s, %s", sql_text(&query, 2), sql_text(&query, 3));
		facts_text(facts, facts_key(facts, "check.%s", sql_text(&query, 0)),
			   sql_text(&query, 1), buf_text(&source));
	}
	return r;
}

static int add_kind(struct store *store, const char *device, struct facts *facts, struct err *err)
{
	AUTO(sql_done) struct query query = {0};
	int r = sql_query(&query, store, err,
			  "SELECT kind FROM device WHERE id = ?1 AND kind_by = 'person' "
			  "AND kind IS NOT NULL",
			  "t", device);

	if (r == 0)
		r = sql_step(&query, err);
	if (r > 0)
		facts_text(facts, "device.kind", sql_text(&query, 0), _("người kiểm tra"));
	return r < 0 ? r : 0;
}

int store_inspections(struct store *store, const char *device_id, struct facts *ret_facts,
		      struct err *err)
{
	AUTO(facts_done) struct facts facts = {0};
	AUTO(reading_done) struct reading reading = {0};
	char device[UUID_TEXT_MAX];
	int r = reading_begin(&reading, store, err);

	if (r == 0)
		r = record_resolve(store, record_kind_find("device"), device_id, device, err);
	if (r == 0)
		r = add_answers(store, device, &facts, err);
	if (r == 0)
		r = add_kind(store, device, &facts, err);
	if (r < 0)
		return r;
	*ret_facts = facts;
	facts = (struct facts){0};
	return 0;
}

/* ---- two that are one ---------------------------------------------------- */

static int keep_answer(struct store *store, const char *device, const char *other, bool same,
		       struct err *err)
{
	char now[CLOCK_TEXT_MAX], id[UUID_TEXT_MAX];

	clock_text(now);
	uuid_new(id);
	return sql_run(store, err,
		       "INSERT INTO device_alias (id, created_at, device, other, same) "
		       "VALUES (?1, ?2, ?3, ?4, ?5)",
		       "tttti", id, now, device, other, (int64_t)same);
}

/* The row that goes on shows what the newest probe of either found; what a person wrote stays. */
static int take_over(struct store *store, const char *device, const char *other, struct err *err)
{
	char now[CLOCK_TEXT_MAX];
	int r;

	clock_text(now);
	r = sql_run(store, err,
		    "UPDATE device SET updated_at = ?3, (vendor, model, serial, cpu, memory, "
		    "storage, verdict, measured_verdict, plan) = (SELECT coalesce(o.vendor, "
		    "device.vendor), coalesce(o.model, device.model), coalesce(o.serial, "
		    "device.serial), coalesce(o.cpu, device.cpu), coalesce(o.memory, "
		    "device.memory), coalesce(o.storage, device.storage), coalesce(o.verdict, "
		    "device.verdict), coalesce(o.measured_verdict, device.measured_verdict), "
		    "coalesce(o.plan, device.plan) FROM device AS o WHERE o.id = ?2) WHERE id = ?1 "
		    "AND coalesce((SELECT max(taken_at || printf('%020d', n)) FROM snapshot WHERE "
		    "device = ?2), '') > coalesce((SELECT max(taken_at || printf('%020d', n)) "
		    "FROM snapshot WHERE device = ?1), '')",
		    "ttt", device, other, now);
	if (r < 0)
		return r;
	return sql_run(store, err,
		       "UPDATE device SET updated_at = ?3, note = (SELECT note FROM device "
		       "WHERE id = ?2) WHERE id = ?1 AND note IS NULL AND (SELECT note FROM device "
		       "WHERE id = ?2) IS NOT NULL",
		       "ttt", device, other, now);
}

/* From now on OTHER's tag leads to DEVICE. */
static int audit_join(struct store *store, const char *device, const char *other, struct err *err)
{
	AUTO(sql_done) struct query query = {0};
	int r = sql_query(&query, store, err,
			  "SELECT json_object('tag', json_array(o.tag, d.tag)) "
			  "FROM device AS o, device AS d WHERE o.id = ?1 AND d.id = ?2",
			  "tt", other, device);

	if (r == 0)
		r = sql_step(&query, err);
	return r <= 0 ? r : audit_line(store, "device", other, "set", sql_text(&query, 0), err);
}

static int join(struct store *store, const char *device, const char *other, struct err *err)
{
	const struct record_kind *kind = record_kind_find("device");
	int r = take_over(store, device, other, err);

	if (r == 0)
		r = keep_answer(store, device, other, true, err);
	if (r == 0)
		r = audit_join(store, device, other, err);
	if (r == 0)
		r = search_drop(store, kind, other, err);
	return r < 0 ? r : search_put(store, kind, device, err);
}

/* OTHER is the next life of DEVICE. */
static int follow_on(struct store *store, const char *device, const char *other, struct err *err)
{
	static const char *const names[] = {"former"};
	const struct values values = {.names = names, .values = &device, .count = 1};

	return record_update(store, record_kind_find("device"), other, &values, err);
}

int store_same_device(struct store *store, const char *device, const char *other, bool same,
		      struct err *err)
{
	AUTO(txn_done) struct txn txn = {0};
	const struct record_kind *kind = record_kind_find("device");
	char first[UUID_TEXT_MAX], second[UUID_TEXT_MAX];
	bool over = false;
	int r = store_may_write(store, kind, err);

	if (r == 0)
		r = txn_begin(&txn, store, err);
	if (r == 0)
		r = record_resolve(store, kind, device, first, err);
	if (r == 0)
		r = record_resolve(store, kind, other, second, err);
	if (r < 0)
		return r;
	if (str_eq(first, second))
		return same ? 0
			    : err_set(err, EINVAL,
				      _("hai mã này đã được ghi là một máy; không tách lại được"));
	r = device_is_over(store, first, &over, err);
	if (r == 0)
		r = !same  ? keep_answer(store, first, second, false, err)
		    : over ? follow_on(store, first, second, err)
			   : join(store, first, second, err);
	if (r == 0)
		r = search_settle(store, err);
	return r < 0 ? r : txn_commit(&txn, err);
}

/* ---- taken in with a sticker, and not probed yet -------------------------- */

#define UNPROBED_MAX 500

/* DEVICE: a full id. */
static int find_unprobed(struct store *store, const char *device, char (*ret)[UUID_TEXT_MAX],
			 size_t max, size_t *ret_count, struct err *err)
{
	AUTO(sql_done) struct query query = {0};
	int r = sql_query(&query, store, err,
			  "SELECT d.id FROM device AS d JOIN device AS own ON own.id = ?1 "
			  "WHERE d.state IN ('received', 'triage') AND d.donation IS NOT NULL "
			  "AND d.id <> ?1 AND d.kind IS NOT 'phone' AND d.kind IS NOT 'tablet' "
			  "AND coalesce(upper(d.serial) = upper(own.serial), 1) "
			  "AND NOT EXISTS (SELECT 1 FROM snapshot WHERE device = d.id) "
			  "AND NOT EXISTS (SELECT 1 FROM device_alias WHERE other = d.id "
			  "AND (same = 1 OR device = ?1)) "
			  "AND NOT EXISTS (SELECT 1 FROM device_alias WHERE device = d.id "
			  "AND (same = 1 OR other = ?1)) "
			  "ORDER BY d.serial IS NULL, d.n DESC LIMIT ?2",
			  "ti", device, (int64_t)max);

	*ret_count = 0;
	while (r >= 0 && (r = sql_step(&query, err)) > 0)
		snprintf(ret[(*ret_count)++], UUID_TEXT_MAX, "%s", sql_text(&query, 0));
	return r;
}

int store_unprobed(struct store *store, const char *device, char (*ret)[UUID_TEXT_MAX],
		   size_t max, size_t *ret_count, struct err *err)
{
	AUTO(reading_done) struct reading reading = {0};
	char id[UUID_TEXT_MAX];
	int r = reading_begin(&reading, store, err);

	if (r == 0)
		r = record_resolve(store, record_kind_find("device"), device, id, err);
	return r < 0 ? r : find_unprobed(store, id, ret, max, ret_count, err);
}

int store_none_of_unprobed(struct store *store, const char *device, struct err *err)
{
	AUTO(txn_done) struct txn txn = {0};
	const struct record_kind *kind = record_kind_find("device");
	char id[UUID_TEXT_MAX], others[UNPROBED_MAX][UUID_TEXT_MAX];
	size_t count = 0;
	int r = store_may_write(store, kind, err);

	if (r == 0)
		r = txn_begin(&txn, store, err);
	if (r == 0)
		r = record_resolve(store, kind, device, id, err);
	if (r == 0)
		r = find_unprobed(store, id, others, UNPROBED_MAX, &count, err);
	for (size_t i = 0; r == 0 && i < count; i++)
		r = keep_answer(store, others[i], id, false, err);
	return r < 0 ? r : txn_commit(&txn, err);
}
