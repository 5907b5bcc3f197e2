/*
 * What keeps a device from a step, each in words that say what would satisfy it. Design:
 * domain-refurb, "Guards worth enforcing in code".
 */
#include "device_priv.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

int life_each(const struct life_case *c, const char *kind, const char *field, const char *value,
	      store_row_fn fn, void *user, struct err *err)
{
	const struct store_filter filter = {.name = field, .value = value};
	const struct store_query query = {.filters = &filter, .filter_count = 1};

	return store_list(c->store, record_kind_find(kind), &query, fn, user, err);
}

int device_snapshot_id(struct life_case *c, const char *device, const char **ret_id,
		       struct err *err)
{
	char id[UUID_TEXT_MAX];
	int r = store_latest_snapshot_id(c->store, device, id, err);

	*ret_id = r == 0 ? arena_str(&c->arena, id) : NULL;
	return r == -ENOENT ? 0 : r;
}

/* Puts NEED down and says "not met". */
static int unmet(struct buf *ret_need, const char *need)
{
	buf_add_str(ret_need, need);
	return 0;
}

/* ---- at the counter ------------------------------------------------------ */

static int has_donation(struct life_case *c, struct buf *ret_need, struct err *err)
{
	(void)err;
	return life_value(c, "donation") ||
	       unmet(ret_need, _("ghi đợt ủng hộ (donation=) để có biên nhận"));
}

static int is_looked_over(struct life_case *c, struct buf *ret_need, struct err *err)
{
	const char *media = life_value(c, "media_removed");

	(void)err;
	if (!life_value(c, "accessories"))
		return unmet(ret_need, _("đếm phụ kiện đi kèm (accessories=)"));
	if (!media || str_eq(media, "no"))
		return unmet(ret_need, _("tháo SIM và thẻ nhớ trả bên tặng (media_removed=)"));
	if (life_value(c, "wipe_consent"))
		return 1;
	return unmet(ret_need,
		     str_eq(life_value(c, "state"), "returned")
			     ? _("hỏi người vừa trả máy có cho xoá dữ liệu không (wipe_consent=)")
			     : _("hỏi bên tặng có cho xoá dữ liệu không (wipe_consent=)"));
}

static int battery_is_safe(struct life_case *c, struct buf *ret_need, struct err *err)
{
	const char *battery = life_value(c, "battery_safety");

	(void)err;
	if (!battery)
		return unmet(ret_need, _("nhìn pin có phồng không (battery_safety=)"));
	return !str_eq(battery, "swollen") ||
	       unmet(ret_need, _("pin phồng: tháo pin, để riêng (battery_safety=removed)"));
}

/* ---- locks --------------------------------------------------------------- */

static int never_probed(struct buf *ret_need)
{
	return unmet(ret_need, _("dò cấu hình máy (F5, hoặc hotroit probe --save)"));
}

static int is_unlocked(struct life_case *c, struct buf *ret_need, struct err *err)
{
	const struct verdict *verdict = NULL;
	int r = life_judge(c, ASSESS_INTAKE, &verdict, err);

	if (r < 0)
		return r;
	return !verdict || verdict->gate != GATE_LOCKED ||
	       unmet(ret_need, _("máy còn khoá: in giấy đề nghị bên tặng gỡ (hotroit slip), rồi dò "
				 "lại"));
}

static int locks_are_read(struct life_case *c, struct buf *ret_need, struct err *err)
{
	const struct verdict *verdict = NULL;
	int r = life_judge(c, ASSESS_INTAKE, &verdict, err);

	if (r < 0)
		return r;
	return (verdict && verdict->gate != GATE_UNREAD) ||
	       unmet(ret_need, _("chưa rõ máy có khoá không: mở khoá màn hình, dò lại"));
}

/* ---- repair -------------------------------------------------------------- */

struct repairs {
	bool is_open, is_given_up;
};

static int take_repair(void *user, const struct record_kind *kind, const struct record *record)
{
	struct repairs *repairs = user;
	const char *state = record_value(kind, record, "state");

	if (str_eq(state, "open") || str_eq(state, "waiting-parts"))
		repairs->is_open = true;
	if (str_eq(state, "given-up"))
		repairs->is_given_up = true;
	return 0;
}

static int repairs_are_closed(struct life_case *c, struct buf *ret_need, struct err *err)
{
	struct repairs repairs = {0};
	int r = life_each(c, "repair", "device", c->id, take_repair, &repairs, err);

	if (r < 0)
		return r;
	return !repairs.is_open || unmet(ret_need, _("còn phiếu sửa chữa chưa xong"));
}

/* ---- data ---------------------------------------------------------------- */

static int may_be_wiped(struct life_case *c, struct buf *ret_need, struct err *err)
{
	(void)err;
	return str_eq(life_value(c, "wipe_consent"), "yes") ||
	       unmet(ret_need, _("bên tặng chưa đồng ý xoá dữ liệu (wipe_consent=yes)"));
}

static int is_wiped(struct life_case *c, struct buf *ret_need, struct err *err)
{
	struct device_wipes wipes = {0};
	int r = device_wipes(c, NULL, &wipes, err);

	if (r < 0 || !wipes.missing)
		return r < 0 ? r : 1;
	buf_printf(ret_need, _("còn %zu ổ chưa có phiếu xoá dữ liệu%s%s (hotroit do erase)"),
		   wipes.missing, *wipes.names ? ": " : "", wipes.names);
	return 0;
}

/* What two benches wrote apart may say more together than is so: the records decide. */
static int data_is_closed(struct life_case *c, struct buf *ret_need, struct err *err)
{
	const char *data = life_value(c, "data_state");

	if (str_eq(data, "destroyed") || str_eq(data, "no-media"))
		return 1;
	if (str_eq(data, "cleared") || str_eq(data, "purged"))
		return is_wiped(c, ret_need, err);
	return unmet(ret_need, _("xoá dữ liệu hoặc tháo ổ trước (hotroit do erase)"));
}

/* ---- the final check ----------------------------------------------------- */

/* Who else took part: the orders' fields say what was written there, the history who wrote it. */
struct hands {
	const struct life_case *c;
	bool by_actor;
	int result;
	struct err *err;
};

static int take_hand(void *user, const struct record_kind *kind, const struct record *record)
{
	struct hands *hands = user;

	hands->by_actor |= str_eq(record_value(kind, record, "by"), life_actor(hands->c)) &&
			   !str_eq(record_value(kind, record, "action"), "put-back");
	return hands->by_actor;
}

static int take_order(void *user, const struct record_kind *kind, const struct record *record)
{
	struct hands *hands = user;

	hands->by_actor |= str_eq(record_value(kind, record, "repairer"), life_actor(hands->c));
	hands->result = life_each(hands->c, "step", "subject", record->id, take_hand, hands,
				  hands->err);
	return hands->by_actor || hands->result < 0;
}

static int is_another_person(struct life_case *c, struct buf *ret_need, struct err *err)
{
	struct device_wipes wipes = {0};
	struct hands hands = {.c = c, .err = err};
	int r;

	if (!*life_actor(c))
		return unmet(ret_need, _("cho biết ai kiểm tra: đăng nhập (F4, hoặc --who)"));
	r = device_wipes(c, NULL, &wipes, err);
	if (r == 0)
		r = life_each(c, "repair", "device", c->id, take_order, &hands, err);
	if (r == 0)
		r = hands.result;
	if (r < 0)
		return r;
	return (!wipes.by_actor && !hands.by_actor) ||
	       unmet(ret_need, _("người kiểm tra cuối phải khác người sửa và người xoá"));
}

static int meets_the_standard(struct life_case *c, struct buf *ret_need, struct err *err)
{
	const struct verdict *verdict = NULL;
	int r = life_judge(c, ASSESS_FINAL, &verdict, err);

	if (r < 0)
		return r;
	if (!verdict)
		return never_probed(ret_need);
	if (verdict->word == VERDICT_PASS)
		return 1;
	buf_printf(ret_need, "%s:", verdict_word_label(verdict->word));
	for (size_t i = 0, said = 0; i < verdict->count; i++) {
		const struct finding *finding = &verdict->findings[i];

		if (finding->rule->level != RULE_MANDATORY ||
		    (finding->outcome != OUTCOME_FAIL && finding->outcome != OUTCOME_UNKNOWN))
			continue;
		buf_printf(ret_need, "%s %s", said++ ? "," : "", _(finding->rule->label));
	}
	return 0;
}

static int take_charger(void *user, const struct record_kind *kind, const struct record *record)
{
	bool *found = user;

	if (str_eq(record_value(kind, record, "kind"), "charger") &&
	    !str_eq(record_value(kind, record, "condition"), "bad"))
		*found = true;
	return *found;
}

static int has_charger(struct life_case *c, struct buf *ret_need, struct err *err)
{
	bool found = str_eq(life_value(c, "kind"), "desktop");
	int r = found ? 0 : life_each(c, "accessory", "device", c->id, take_charger, &found, err);

	if (r < 0)
		return r;
	return found || unmet(ret_need, _("ghép sạc có nhãn hợp máy (accessory kind=charger)"));
}

/* ---- the way out --------------------------------------------------------- */

static int does_fail(struct life_case *c, struct buf *ret_need, struct err *err)
{
	(void)err;
	return str_eq(life_value(c, "verdict"), "fail") ||
	       unmet(ret_need, _("kết luận phải là «Không đạt»"));
}

static int is_hopeless(struct life_case *c, struct buf *ret_need, struct err *err)
{
	struct repairs repairs = {0};
	int r = life_each(c, "repair", "device", c->id, take_repair, &repairs, err);

	if (r < 0)
		return r;
	return repairs.is_given_up ||
	       unmet(ret_need, _("cần phiếu sửa chữa ghi «không sửa được» (hotroit do give-up)"));
}

struct holding {
	bool is_decided, is_theirs;
	bool has_kit, is_awaited; /* one that was brought back and waits to be given again */
};

static int take_kit(void *user, const struct record_kind *kind, const struct record *record)
{
	struct holding *holding = user;

	holding->has_kit = true;
	holding->is_awaited |= str_eq(record_value(kind, record, "state"), "returned");
	return 0;
}

static int take_handing(void *user, const struct record_kind *kind, const struct record *record)
{
	struct holding *holding = user;
	const char *action = record_value(kind, record, "action");

	holding->is_theirs = str_eq(action, "hand-over");
	holding->is_decided = holding->is_theirs || str_eq(action, "qc");
	return holding->is_decided;
}

/* What a pupil brought in goes back to that pupil with what is on it; to nobody else. */
static int is_still_theirs(struct life_case *c, struct buf *ret_need, struct err *err)
{
	struct holding holding = {0};
	int r = life_each(c, "step", "subject", c->id, take_handing, &holding, err);

	if (r < 0)
		return r;
	if (!holding.is_theirs)
		return unmet(ret_need, _("máy này không còn là của học sinh nào"));
	r = life_each(c, "kit", "device", c->id, take_kit, &holding, err);
	if (r < 0)
		return r;
	return !holding.has_kit || holding.is_awaited ||
	       unmet(ret_need, _("bộ máy của em đã kết thúc: kiểm tra lại rồi giữ chỗ cho em"));
}

const struct life_guard guard_same_pupil = {"same-pupil", false, is_still_theirs};
const struct life_guard guard_donation = {"donation", true, has_donation};
const struct life_guard guard_intake = {"intake", true, is_looked_over};
const struct life_guard guard_battery = {"battery", false, battery_is_safe};
const struct life_guard guard_unlocked = {"lock", false, is_unlocked};
const struct life_guard guard_locks_read = {"lock-unread", true, locks_are_read};
const struct life_guard guard_repairs_closed = {"repair", false, repairs_are_closed};
const struct life_guard guard_wipe_consent = {"consent", true, may_be_wiped};
const struct life_guard guard_wiped = {"wiped", false, is_wiped};
const struct life_guard guard_other_person = {"other-person", false, is_another_person};
const struct life_guard guard_standard = {"standard", true, meets_the_standard};
const struct life_guard guard_charger = {"charger", true, has_charger};
const struct life_guard guard_fails = {"fails", true, does_fail};
const struct life_guard guard_hopeless = {"hopeless", false, is_hopeless};
const struct life_guard guard_data_closed = {"data", false, data_is_closed};
