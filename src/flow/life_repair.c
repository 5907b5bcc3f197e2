/* A repair order: parts come off the shelf for it, or are waited for; it ends fixed or given up.
 * Its device goes along. */
#include "device_priv.h"

#include <errno.h>

/* The device follows its repair, from where the repair had put it. */
static void move_device(struct life_case *c, const char *from, const char *to)
{
	struct life_write *device = life_change(c, "device", life_value(c, "device"));

	life_put(device, "state", to);
	if (device) {
		device->expect_name = "state";
		device->expect_value = from;
	}
}

static const char *device_stands(const struct life_case *c)
{
	return str_eq(life_value(c, "state"), "waiting-parts") ? "waiting-parts" : "repair";
}

static int wait_parts(struct life_case *c, struct err *err)
{
	(void)err;
	life_take_params(c);
	move_device(c, "repair", "waiting-parts");
	return 0;
}

static int resume(struct life_case *c, struct err *err)
{
	(void)err;
	move_device(c, "waiting-parts", "repair");
	return 0;
}

static void set_repairer(struct life_case *c)
{
	if (!life_value(c, "repairer") && !life_param(c, "repairer") && *life_actor(c))
		life_set(c, "repairer", life_actor(c));
}

static int let_go(void *user, const struct record_kind *kind, const struct record *record)
{
	struct life_case *c = user;
	struct life_write *part;

	if (!str_eq(record_value(kind, record, "state"), "reserved"))
		return 0;
	part = life_change(c, kind->name, record->id);
	if (!part)
		return 1; /* it can still be let go by hand */
	life_put(part, "state", "on-shelf");
	life_put(part, "repair", NULL);
	part->expect_name = "state";
	part->expect_value = "reserved";
	return 0;
}

/* What goes with the end of a repair, whichever it is: parts kept for it are free again. */
static int close_repair(struct life_case *c, const char *to, struct err *err)
{
	life_take_params(c);
	set_repairer(c);
	life_set(c, "closed_at", c->now);
	move_device(c, device_stands(c), to);
	return life_each(c, "part", "repair", c->id, let_go, c, err);
}

/* A probe made since the repair was opened shows what became of it; otherwise the next one will. */
static int set_after(struct life_case *c, struct err *err)
{
	const char *probed;
	int r = device_snapshot_id(c, life_value(c, "device"), &probed, err);

	if (r < 0)
		return r;
	if (probed && !str_eq(probed, life_value(c, "before_snapshot")))
		life_set(c, "after_snapshot", probed);
	else if (probed)
		buf_add_str(&c->remark, _("dò lại máy để so trước và sau sửa"));
	return 0;
}

static int finish(struct life_case *c, struct err *err)
{
	int r;

	if (str_eq(life_param(c, "result"), "not-fixed"))
		return err_set(err, EINVAL, _("không sửa được thì dùng bước give-up, ghi vì sao"));
	r = close_repair(c, "testing", err);
	return r < 0 ? r : set_after(c, err);
}

static int give_up(struct life_case *c, struct err *err)
{
	life_set(c, "result", "not-fixed");
	return close_repair(c, "triage", err);
}

/* ---- parts --------------------------------------------------------------- */

struct part_found {
	struct arena arena;
	const char *id, *state, *repair, *condition;
};

static void part_found_done(struct part_found *part)
{
	arena_done(&part->arena);
}

static int take_found(void *user, const struct record_kind *kind, const struct record *record)
{
	struct part_found *part = user;

	part->id = arena_str(&part->arena, record->id);
	part->state = arena_str(&part->arena, record_value(kind, record, "state"));
	part->repair = arena_str(&part->arena, record_value(kind, record, "repair"));
	part->condition = arena_str(&part->arena, record_value(kind, record, "condition"));
	return 0;
}

/* Where the part is, in words: "đang «Đã dùng» ở phiếu SC7". */
static int part_elsewhere(const struct life_case *c, const struct part_found *part,
			  struct err *err)
{
	const struct record_kind *kind = record_kind_find("part");
	AUTO(buf_done) struct buf title = {0}, state = {0}, repair = {0};

	if (store_title(c->store, kind, part->id, &title, NULL) < 0)
		buf_add_str(&title, part->id);
	record_show_value(&state, record_field_find(kind, "state"), part->state);
	if (part->repair)
		store_show_value(c->store, record_field_find(kind, "repair"), part->repair,
				 &repair);
	if (!repair.len)
		return err_set(err, EPERM, _("linh kiện %s đang «%s»: lấy cái khác"),
			       buf_text(&title), buf_text(&state));
	return err_set(err, EPERM, _("linh kiện %s đang «%s», phiếu %s: lấy cái khác"),
		       buf_text(&title), buf_text(&state), buf_text(&repair));
}

static int use_part(struct life_case *c, struct err *err)
{
	AUTO(part_found_done) struct part_found part = {0};
	struct life_write *write;
	bool is_kept;
	int r = store_get(c->store, record_kind_find("part"), life_param(c, "part"), take_found,
			  &part, err);

	if (r < 0)
		return r;
	is_kept = str_eq(part.state, "reserved") && str_eq(part.repair, c->id);
	if (!is_kept && !str_eq(part.state, "on-shelf"))
		return part_elsewhere(c, &part, err);
	if (str_eq(part.condition, "bad"))
		return err_set(err, EPERM, _("linh kiện này ghi là hỏng: lấy cái khác"));
	write = life_change(c, "part", part.id);
	life_put(write, "state", "used");
	life_put(write, "repair", c->id);
	life_put(write, "device", life_value(c, "device"));
	/* One that is kept for us may have been let go meanwhile, and kept for another. */
	write->expect_name = is_kept ? "repair" : "state";
	write->expect_value = is_kept ? arena_str(&c->arena, c->id) : "on-shelf";
	return 0;
}

static int put_back(struct life_case *c, struct err *err)
{
	AUTO(part_found_done) struct part_found part = {0};
	struct life_write *write;
	int r = store_get(c->store, record_kind_find("part"), life_param(c, "part"), take_found,
			  &part, err);

	if (r == 0 && (!str_eq(part.state, "used") || !str_eq(part.repair, c->id)))
		r = err_set(err, EPERM, _("linh kiện này không dùng cho phiếu này"));
	if (r < 0)
		return r;
	write = life_change(c, "part", part.id);
	life_put(write, "state", "on-shelf");
	life_put(write, "repair", NULL);
	life_put(write, "device", NULL);
	write->expect_name = "repair";
	write->expect_value = arena_str(&c->arena, c->id);
	return 0;
}

static const struct field part_param[] = {
	{.name = "part", .label = N_("Linh kiện"), .type = FIELD_REF, .ref = "part",
	 .required = true, .hint = N_("mã linh kiện trên kệ")},
};

static const struct life_step steps[] = {
	{.action = "use-part", .label = N_("Lấy linh kiện trên kệ"), .from = "open waiting-parts",
	 .roles = ROLE_BENCH, .params = part_param, .param_count = ARRAY_LEN(part_param),
	 .apply = use_part},
	{.action = "put-back", .label = N_("Trả linh kiện lên kệ"), .from = "open waiting-parts",
	 .roles = ROLE_BENCH, .params = part_param, .param_count = ARRAY_LEN(part_param),
	 .apply = put_back},
	{.action = "wait-parts", .label = N_("Chờ linh kiện"), .from = "open",
	 .to = "waiting-parts", .roles = ROLE_BENCH, .asks = "waiting_for!", .apply = wait_parts},
	{.action = "resume", .label = N_("Sửa tiếp"), .from = "waiting-parts", .to = "open",
	 .roles = ROLE_BENCH, .apply = resume},
	{.action = "finish", .label = N_("Sửa xong"), .from = "open waiting-parts", .to = "done",
	 .roles = ROLE_BENCH, .apply = finish,
	 .asks = "diagnosis action! minutes cost result! repairer note"},
	{.action = "give-up", .label = N_("Không sửa được"), .from = "open waiting-parts",
	 .to = "given-up", .roles = ROLE_BENCH, .apply = give_up,
	 .asks = "barrier! diagnosis action minutes cost repairer note"},
};

const struct life life_repair = {
	.kind = "repair",
	.steps = steps,
	.count = ARRAY_LEN(steps),
};
