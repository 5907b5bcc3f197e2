/*
 * Between the last check and the pupil, and for what a pupil brought in: what was found since, and
 * what no child is given however long ago it was found.
 */
#include "device_priv.h"

#include <errno.h>
#include <string.h>

/* The final check that let the device pass. */
struct checked {
	const char *id; /* of the step, whose time is in it; "": there was none */
	bool is_waived;
	struct arena *arena;
};

static int take_check(void *user, const struct record_kind *kind, const struct record *record)
{
	struct checked *checked = user;

	if (!str_eq(record_value(kind, record, "action"), "qc"))
		return 0;
	checked->id = arena_str(checked->arena, record->id);
	checked->is_waived = record_value(kind, record, "waiver") != NULL;
	return 1;
}

/* What is known of it beside its own record. */
struct known {
	struct snapshot snapshot; /* the newest */
	bool is_probed;
	bool is_newer; /* than the final check */
	struct facts inspections;
	struct checked checked;
};

static void known_done(struct known *known)
{
	snapshot_done(&known->snapshot);
	facts_done(&known->inspections);
}

static int read_known(struct known *ret, struct store *store, struct arena *arena,
		      const struct row *device, struct err *err)
{
	const struct store_filter of_device = {.name = "subject", .value = device->id};
	const struct store_query query = {.filters = &of_device, .filter_count = 1};
	char snapshot[UUID_TEXT_MAX] = "";
	int r = store_latest_snapshot_id(store, device->id, snapshot, err);

	ret->checked = (struct checked){.id = "", .arena = arena};
	ret->is_probed = r == 0;
	if (r == 0)
		r = flow_stored_snapshot(store, device->id, &ret->snapshot, err);
	if (r == 0 || r == -ENOENT)
		r = store_inspections(store, device->id, &ret->inspections, err);
	if (r == 0)
		r = store_list(store, record_kind_find("step"), &query, take_check, &ret->checked,
			       err);
	/* Ids are in the order of time. */
	ret->is_newer = ret->is_probed && strcmp(snapshot, ret->checked.id) > 0;
	return r;
}

static const char *battery_doubt(const struct row *device, const struct known *known)
{
	const char *battery = row_get(device, "battery_safety");
	const struct fact *looked = facts_find(&known->inspections, "check.battery_safe");

	if (str_eq(battery, "removed"))
		return NULL;
	if (!battery || (str_eq(battery, "unknown") && !str_eq(row_get(device, "kind"), "desktop")))
		return _("nhìn pin có phồng không (battery_safety=)");
	if (!looked && known->is_probed)
		looked = snapshot_fact(&known->snapshot, "check.battery_safe");
	if (str_eq(battery, "swollen") ||
	    (looked && looked->state == FACT_KNOWN && str_eq(looked->text, "bad")))
		return _("pin phồng: tháo pin, để riêng (battery_safety=removed)");
	return NULL;
}

/* Brought back, and not through the final check again: what locks it may be the family's own. */
static bool is_a_pupils(const struct row *device)
{
	const char *state = row_get(device, "state");

	return str_eq(state, "returned") || str_eq(state, "triage") || str_eq(state, "testing");
}

/* A PC that tells nothing of its BIOS password starts all the same; a phone that may be locked
 * does not. */
static bool may_be_locked(const struct verdict *verdict, const struct snapshot *snapshot)
{
	bool is_pc = str_eq(snapshot->device.transport, "host");
	bool is_seen = false;

	for (size_t i = 0; i < verdict->lock_count; i++)
		is_seen |= str_eq(verdict->locks[i].fact, "lock.firmware_password") &&
			   verdict->locks[i].state == LOCK_POSSIBLE;
	return verdict->gate == GATE_UNREAD && (!is_pc || is_seen);
}

/* What is not clear counts where it was found since the final check. */
static void find_lock(struct device_doubt *ret, const struct row *device, const struct known *known)
{
	AUTO(verdict_done) struct verdict verdict = {0};
	const struct assess_request request = {.snapshot = &known->snapshot};

	if (!known->is_probed)
		return;
	assess_locks(&verdict, &request);
	if (verdict.gate == GATE_LOCKED && is_a_pupils(device))
		*ret = (struct device_doubt){_("máy có khoá: nhờ gia đình đăng xuất tài khoản, bỏ "
					       "mật khẩu, rồi dò lại"), true};
	else if (verdict.gate == GATE_LOCKED)
		*ret = (struct device_doubt){_("máy còn khoá: in giấy đề nghị bên tặng gỡ (hotroit "
					       "slip), rồi dò lại"), false};
	else if (known->is_newer && may_be_locked(&verdict, &known->snapshot))
		*ret = (struct device_doubt){_("lần dò sau cùng chưa rõ máy có khoá không: mở khoá "
					       "màn hình, dò lại"), true};
}

/* What a coordinator let pass at the final check stays so until the device is probed anew. */
static const char *verdict_doubt(const struct row *device, const struct known *known)
{
	const char *verdict = row_get(device, "verdict");

	if (str_eq(row_get(device, "condition"), "broken"))
		return _("máy ghi là hỏng: chuyển sửa, hoặc sửa lại Tình trạng");
	if (!verdict || str_eq(verdict, "pass") || (known->checked.is_waived && !known->is_newer))
		return NULL;
	return str_eq(verdict, "fail")
		       ? _("lần dò, kiểm tra sau cùng KHÔNG ĐẠT: chuyển sửa")
		       : _("lần dò sau cùng CẦN KIỂM TRA: dò và xem tay lại");
}

/* Where it stands, nothing of that can be done. */
static const char *from_there(struct arena *arena, const struct row *device, const char *why)
{
	const char *state = row_get(device, "state");

	if (str_eq(state, "ready"))
		return arena_printf(arena, _("%s; đưa về phân loại (hotroit do recheck)"), why);
	if (str_eq(state, "reserved"))
		return arena_printf(
			arena, _("%s; bỏ giữ chỗ, đưa về phân loại (hotroit do release, recheck)"),
			why);
	return why;
}

int device_still_good(struct store *store, struct arena *arena, const struct row *device,
		      struct device_doubt *ret, struct err *err)
{
	AUTO(known_done) struct known known = {0};
	struct device_doubt doubt = {0};
	int r = read_known(&known, store, arena, device, err);

	if (r < 0)
		return r;
	ret->why = battery_doubt(device, &known);
	ret->is_waivable = false;
	if (ret->why)
		return 0;
	/* What a pupil brought in goes back to that pupil with what is on it. */
	if (!is_a_pupils(device))
		r = device_wipe_doubt(store, arena, device->id, &doubt.why, err);
	if (r < 0)
		return r;
	if (!doubt.why)
		find_lock(&doubt, device, &known);
	if (!doubt.why)
		doubt = (struct device_doubt){verdict_doubt(device, &known), true};
	if (doubt.why)
		doubt.why = from_there(arena, device, doubt.why);
	*ret = doubt;
	return 0;
}

static int check(struct life_case *c, bool is_waivable, struct buf *ret_need, struct err *err)
{
	const struct row device = {.kind = c->kind, .id = c->id, .values = c->values};
	struct device_doubt doubt = {0};
	int r = device_still_good(c->store, &c->arena, &device, &doubt, err);

	if (r < 0 || !doubt.why || doubt.is_waivable != is_waivable)
		return r < 0 ? r : 1;
	buf_add_str(ret_need, doubt.why);
	return 0;
}

static int is_safe(struct life_case *c, struct buf *ret_need, struct err *err)
{
	return check(c, false, ret_need, err);
}

static int is_still_good(struct life_case *c, struct buf *ret_need, struct err *err)
{
	return check(c, true, ret_need, err);
}

/* Of the reading that the final check goes by. */
static int is_clear_of_locks(struct life_case *c, struct buf *ret_need, struct err *err)
{
	const struct row device = {.kind = c->kind, .id = c->id, .values = c->values};
	AUTO(known_done) struct known known = {0};
	struct device_doubt doubt = {0};
	int r = read_known(&known, c->store, &c->arena, &device, err);

	if (r < 0)
		return r;
	known.is_newer = true;
	find_lock(&doubt, &device, &known);
	if (doubt.why && doubt.is_waivable)
		buf_add_str(ret_need, doubt.why);
	return !ret_need->len;
}

const struct life_guard guard_locks_clear = {"lock-doubt", true, is_clear_of_locks};
const struct life_guard guard_safe = {"safe", false, is_safe};
const struct life_guard guard_still_good = {"still-good", true, is_still_good};
