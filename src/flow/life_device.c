/*
 * A device's way from the counter to a pupil, or out: what follows what, and what must hold. The
 * whole cycle stands in the table at the end; design: domain-refurb, "Recommended lifecycle".
 */
#include "device_priv.h"
#include "kit_priv.h"

#include <errno.h>

/* ---- what the steps write ------------------------------------------------ */

static int receive(struct life_case *c, struct err *err)
{
	(void)err;
	if (!life_value(c, "received_at"))
		life_set(c, "received_at", c->now);
	if (!life_value(c, "received_by") && *life_actor(c))
		life_set(c, "received_by", life_actor(c));
	if (!life_value(c, "data_state"))
		life_set(c, "data_state", "unknown");
	if (!life_value(c, "custody"))
		life_set(c, "custody", "bench");
	life_take_params(c);
	return 0;
}

/* The person named, or the one who acts. */
static const char *named_or_actor(const struct life_case *c, const char *param)
{
	const char *named = life_param(c, param);

	return named ? named : *life_actor(c) ? life_actor(c) : NULL;
}

static int open_repair(struct life_case *c, struct err *err)
{
	struct life_write *repair = life_add(c, "repair");
	const char *probed;
	int r = device_snapshot_id(c, c->id, &probed, err);

	life_put(repair, "device", c->id);
	life_put(repair, "opened_at", c->now);
	life_put(repair, "opened_by", *life_actor(c) ? life_actor(c) : NULL);
	life_put(repair, "symptom", life_param(c, "symptom"));
	life_put(repair, "repairer", named_or_actor(c, "repairer"));
	life_put(repair, "request", life_param(c, "request"));
	life_put(repair, "before_snapshot", probed);
	return r;
}

/* A device is as clean as the least clean of its storage units, and only once all are done. */
static const char *data_after(const struct device_wipes *wipes)
{
	return wipes->missing	  ? "present"
	       : wipes->cleared	  ? "cleared"
	       : wipes->purged	  ? "purged"
	       : wipes->destroyed ? "destroyed"
				  : "no-media";
}

struct made_wipe {
	const struct life_case *c;
	bool is_of_this, is_done;
};

static int take_made(void *user, const struct record_kind *kind, const struct record *record)
{
	struct made_wipe *made = user;

	made->is_of_this = str_eq(record_value(kind, record, "device"), made->c->id);
	made->is_done = str_eq(record_value(kind, record, "result"), "ok");
	return 0;
}

static int correct_wipe(struct life_case *c, const char *id, const struct made_wipe *made,
			struct life_write **ret, struct err *err)
{
	if (!made->is_of_this)
		return err_set(err, EINVAL, _("phiếu xoá này đã ghi cho máy khác"));
	if (made->is_done)
		return err_set(err, EEXIST, _("phiếu xoá này đã có trong sổ"));
	*ret = life_change(c, "wipe", id);
	life_put(*ret, "superseded", NULL);
	return 0;
}

/* The record to write: a new one, or of a wiping that the book knows that one. */
static int find_wipe(struct life_case *c, struct life_write **ret, struct err *err)
{
	struct made_wipe made = {.c = c};
	char id[UUID_TEXT_MAX], tag[STORE_TAG_MAX];
	int r;

	if (!c->made_of) {
		*ret = life_add(c, "wipe");
		return 0;
	}
	uuid_of(c->made_of, id);
	r = store_get(c->store, record_kind_find("wipe"), id, take_made, &made, err);
	if (r == 0)
		return correct_wipe(c, id, &made, ret, err);
	if (r == -ENOENT)
		r = store_tag_of(c->store, c->made_of, tag, err);
	if (r < 0)
		return r;
	*ret = life_add_as(c, "wipe", id);
	life_put(*ret, "tag", arena_str(&c->arena, tag));
	return 0;
}

/* Who wrote it by hand, or said who wiped, is no second person for it; a report may tell that. */
static void note_hand(struct life_case *c, const char *wipe)
{
	struct life_write *line;

	if (c->made_of && !c->is_answered)
		return;
	line = life_add(c, "step");
	life_put(line, "kind", "wipe");
	life_put(line, "subject", wipe);
	life_put(line, "action", c->step->action);
	life_put(line, "at", c->now);
	life_put(line, "by", life_actor_or_null(c));
	life_put(line, "by_name", *life_actor(c) ? store_acting(c->store)->name : NULL);
}

/* The record as it will be. */
static const struct row *written_wipe(struct life_case *c, const struct life_write *wipe)
{
	struct row *row = arena_alloc(&c->arena, sizeof(*row));
	const char **values =
		arena_alloc(&c->arena, (wipe->kind->field_count + 1) * sizeof(*values));

	for (size_t i = 0; i < wipe->count; i++)
		values[record_field_find(wipe->kind, wipe->names[i]) - wipe->kind->fields] =
			wipe->values[i];
	*row = (struct row){.kind = wipe->kind, .id = wipe->id, .created_at = c->now,
			    .values = values};
	return row;
}

static int record_wipe(struct life_case *c, struct err *err)
{
	static const char *const kept[] = {"disk", "medium", "level", "method", "result", "tool",
					   "started_at", "verify_method", "sample_hash",
					   "override_reason", "note"};
	struct life_write *wipe = NULL;
	bool ok = str_eq(life_param(c, "result"), "ok");
	struct device_wipes wipes = {0};
	int r = find_wipe(c, &wipe, err);

	if (r < 0)
		return r;
	if (!named_or_actor(c, "wiped_by"))
		return err_set(err, EINVAL, _("wiped_by: cho biết ai xoá, hoặc đăng nhập (F4)"));
	life_put(wipe, "device", c->id);
	life_put(wipe, "wiped_by", named_or_actor(c, "wiped_by"));
	life_put(wipe, "finished_at", !ok || life_param(c, "finished_at")
					      ? life_param(c, "finished_at")
					      : c->now);
	for (size_t i = 0; i < ARRAY_LEN(kept); i++)
		life_put(wipe, kept[i], life_param(c, kept[i]));
	r = device_wipes(c, written_wipe(c, wipe), &wipes, err);
	if (r < 0)
		return r;
	note_hand(c, wipe->id);
	life_set(c, "data_state", data_after(&wipes));
	return 0;
}

/* The verdict of the final check is the one that stands in the book. */
static int pass_check(struct life_case *c, struct err *err)
{
	const struct verdict *verdict = NULL;
	int r = life_judge(c, ASSESS_FINAL, &verdict, err);

	if (r == 0 && verdict)
		r = store_save_verdict(c->store, c->id, verdict, err);
	if (r < 0)
		return r;
	life_set(c, "tests_state", "pass");
	life_set(c, "custody", "shelf");
	return 0;
}

static int fail_check(struct life_case *c, struct err *err)
{
	(void)err;
	life_set(c, "tests_state", "fail");
	return 0;
}

/* From now on the device is a pupil's: the kit says whose, and carries the rest of the way. */
static int reserve(struct life_case *c, struct err *err)
{
	int r = kit_may_be(c, err);

	if (r == 0)
		r = kit_begin(c, "device", err);
	return r < 0 ? r : kit_note(c, err);
}

static int hand_over(struct life_case *c, struct err *err)
{
	life_set(c, "custody", "student");
	return life_happened(c, life_param(c, "given_at"), err);
}

static int supersede(void *user, const struct record_kind *kind, const struct record *record)
{
	if (!str_eq(record_value(kind, record, "superseded"), "1"))
		life_put(life_change(user, kind->name, record->id), "superseded", "1");
	return 0;
}

/* Whose data is on it now has agreed to nothing yet. */
static int come_back(struct life_case *c, struct err *err)
{
	life_set(c, "wipe_consent", NULL);
	life_set(c, "custody", "bench");
	life_set(c, "data_state", "unknown");
	life_set(c, "tests_state", "not-run");
	return life_each(c, "wipe", "device", c->id, supersede, c, err);
}

static int go_away(struct life_case *c, struct err *err)
{
	(void)err;
	life_set(c, "custody", str_eq(c->step->to, "given-back") ? "donor" : "gone");
	return 0;
}

static int take_part(struct life_case *c, struct err *err)
{
	struct life_write *part = life_add(c, "part");

	(void)err;
	for (size_t i = 0; i < c->asked_count; i++)
		life_put(part, c->asked[i].name, c->params[i]);
	life_put(part, "from_device", c->id);
	return 0;
}

/* What two people approve is the list they saw. */
static int check_draft(void *user, const struct record_kind *kind, const struct record *record)
{
	*(bool *)user = str_eq(record_value(kind, record, "state"), "draft") &&
			!record_value(kind, record, "approved_by_1");
	return 0;
}

static int join_batch(struct life_case *c, struct err *err)
{
	bool is_draft = false;
	int r = store_get(c->store, record_kind_find("liquidation"), life_param(c, "liquidation"),
			  check_draft, &is_draft, err);

	if (r == 0 && !is_draft)
		r = err_set(err, EPERM, _("lô thanh lý này đã có người duyệt: lập lô khác"));
	if (r == 0)
		life_take_params(c);
	return r;
}

static int leave_batch(struct life_case *c, struct err *err)
{
	(void)err;
	life_set(c, "liquidation", NULL);
	return 0;
}

/* ---- the table ----------------------------------------------------------- */

static const struct life_step steps[] = {
	{.action = "receive", .label = N_("Ghi tiếp nhận"), .from = "received",
	 .roles = ROLE_BENCH, .apply = receive,
	 .asks = "donation accessories media_removed battery_safety wipe_consent condition "
		 "photo"},
	{.action = "triage", .label = N_("Phân loại"), .from = "received returned",
	 .to = "triage", .roles = ROLE_BENCH, .is_undoable = true,
	 .guards = LIFE_GUARDS(&guard_donation, &guard_intake, &guard_battery)},
	{.action = "block", .label = N_("Chờ gỡ khoá"), .from = "received triage",
	 .to = "blocked", .roles = ROLE_BENCH, .is_undoable = true, .is_aside = true},
	{.action = "unblock", .label = N_("Đã gỡ khoá"), .from = "blocked", .to = "triage",
	 .roles = ROLE_BENCH, .guards = LIFE_GUARDS(&guard_unlocked)},
	{.action = "repair", .label = N_("Đưa vào sửa chữa"),
	 .from = "triage testing wiping qc returned", .to = "repair", .roles = ROLE_BENCH,
	 .is_aside = true, .asks_of = "repair", .asks = "symptom! repairer request",
	 .apply = open_repair,
	 .guards = LIFE_GUARDS(&guard_battery, &guard_unlocked)},
	{.action = "test", .label = N_("Kiểm tra, dò lại"), .from = "triage repair",
	 .to = "testing", .roles = ROLE_BENCH, .is_undoable = true,
	 .guards = LIFE_GUARDS(&guard_repairs_closed)},
	{.action = "wipe", .label = N_("Xoá dữ liệu, cài đặt"), .from = "triage repair testing",
	 .to = "wiping", .roles = ROLE_BENCH, .is_undoable = true,
	 .guards = LIFE_GUARDS(&guard_repairs_closed, &guard_battery, &guard_unlocked,
			  &guard_locks_read, &guard_wipe_consent)},
	{.action = "erase", .label = N_("Ghi một ổ đã xoá"),
	 .from = "triage blocked repair waiting-parts testing wiping stripped",
	 .roles = ROLE_BENCH, .asks_of = "wipe", .apply = record_wipe,
	 .asks = "disk! medium! level! method! result! tool wiped_by started_at finished_at "
		 "verify_method sample_hash override_reason note",
	 .guards = LIFE_GUARDS(&guard_wipe_consent)},
	{.action = "check", .label = N_("Chuyển kiểm tra cuối"), .from = "wiping", .to = "qc",
	 .roles = ROLE_BENCH, .is_undoable = true, .guards = LIFE_GUARDS(&guard_wiped)},
	{.action = "qc", .label = N_("Kiểm tra cuối: đạt"), .from = "qc", .to = "ready",
	 .roles = ROLE_BENCH, .apply = pass_check,
	 .guards = LIFE_GUARDS(&guard_other_person, &guard_safe, &guard_wiped,
			  &guard_repairs_closed, &guard_locks_clear, &guard_standard,
			  &guard_charger)},
	{.action = "qc-fail", .label = N_("Kiểm tra cuối: làm lại"), .from = "qc",
	 .to = "triage", .roles = ROLE_BENCH, LIFE_ASKS_WHY, .apply = fail_check},
	{.action = "reserve", .label = N_("Giữ chỗ"), .from = "ready", .to = "reserved",
	 .roles = ROLE_LEAD, .asks_of = "kit", .apply = reserve,
	 .guards = LIFE_GUARDS(&guard_safe, &guard_still_good),
	 .asks = "recipient! sim handover reserved_until substitutes note"},
	{.action = "release", .label = N_("Bỏ giữ chỗ"), .from = "reserved", .to = "ready",
	 .roles = ROLE_LEAD, .via = "kit"},
	{.action = "recheck", .label = N_("Đưa về phân loại"), .from = "ready", .to = "triage",
	 .roles = ROLE_BENCH, LIFE_ASKS_WHY},
	{.action = "hand-over", .label = N_("Trao tặng"), .from = "reserved",
	 .to = "handed-over", .roles = ROLE_LEAD, .apply = hand_over, .via = "kit",
	 .asks_of = "kit", .asks = KIT_ASKS_SIGNING,
	 .guards = LIFE_GUARDS(&guard_safe, &guard_still_good, &guard_repairs_closed)},
	{.action = "use", .label = N_("Đang dùng tốt"), .from = "handed-over", .to = "in-use",
	 .roles = ROLE_BENCH, .is_undoable = true},
	{.action = "return", .label = N_("Nhận lại từ học sinh"), .from = "handed-over in-use",
	 .to = "returned", .roles = ROLE_BENCH, LIFE_ASKS_WHY, .apply = come_back, .via = "kit"},
	{.action = "hand-back", .label = N_("Trả lại học sinh đó"),
	 .from = "returned triage testing", .to = "in-use", .roles = ROLE_BENCH,
	 .apply = hand_over, .is_rare = true, .via = "kit",
	 .guards = LIFE_GUARDS(&guard_same_pupil, &guard_repairs_closed, &guard_safe,
			  &guard_still_good)},
	{.action = "lose", .label = N_("Thất lạc"),
	 .from = "triage ready reserved handed-over in-use", .to = "lost", .roles = ROLE_LEAD,
	 LIFE_ASKS_WHY, .apply = go_away, .via = "kit"},
	{.action = "find", .label = N_("Tìm thấy lại"), .from = "lost", .to = "returned",
	 .roles = ROLE_BENCH, LIFE_ASKS_WHY, .apply = come_back},
	{.action = "give-back", .label = N_("Hoàn trả bên tặng"),
	 .from = "received triage blocked repair waiting-parts testing", .to = "given-back",
	 .roles = ROLE_BENCH, LIFE_ASKS_WHY, .apply = go_away,
	 .guards = LIFE_GUARDS(&guard_repairs_closed)},
	{.action = "strip", .label = N_("Lấy linh kiện"),
	 .from = "triage blocked testing returned end-of-life", .to = "stripped",
	 .roles = ROLE_BENCH,
	 .guards = LIFE_GUARDS(&guard_repairs_closed, &guard_fails, &guard_data_closed)},
	{.action = "retire", .label = N_("Hỏng hẳn"), .from = "triage testing returned",
	 .to = "end-of-life", .roles = ROLE_BENCH, LIFE_ASKS_WHY},
	{.action = "liquidate", .label = N_("Đưa vào lô thanh lý"),
	 .from = "triage blocked testing returned stripped end-of-life", .to = "liquidating",
	 .roles = ROLE_BENCH, .asks = "liquidation!", .apply = join_batch,
	 .guards = LIFE_GUARDS(&guard_repairs_closed, &guard_fails, &guard_hopeless,
			  &guard_data_closed)},
	{.action = "keep", .label = N_("Rút khỏi lô thanh lý"), .from = "liquidating",
	 .to = "triage", .roles = ROLE_BENCH, .apply = leave_batch},
	{.action = "harvest", .label = N_("Ghi linh kiện lấy ra"), .from = "stripped repair",
	 .roles = ROLE_BENCH, .asks_of = "part", .apply = take_part,
	 .suggest = device_suggest_harvest,
	 .asks = "kind! spec type size form condition shelf"},
	{.action = "verify", .label = N_("Soát các ổ đã xoá"), .roles = ROLE_BENCH,
	 .asks_of = "wipe", .asks = "verify_method", .is_rare = true, .apply = device_verify,
	 .guards = LIFE_GUARDS(&guard_to_verify)},
};

const struct life life_device = {
	.kind = "device",
	.steps = steps,
	.count = ARRAY_LEN(steps),
};
