/* A repair order: parts come off the shelf for it, or are waited for; it ends fixed or given up.
 * Its device goes along. */
#include "life_priv.h"

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

static int finish(struct life_case *c, struct err *err)
{
	if (str_eq(life_param(c, "result"), "not-fixed"))
		return err_set(err, EINVAL, _("không sửa được thì dùng bước give-up, ghi vì sao"));
	life_take_params(c);
	set_repairer(c);
	life_set(c, "closed_at", c->now);
	move_device(c, device_stands(c), "testing");
	return 0;
}

static int give_up(struct life_case *c, struct err *err)
{
	(void)err;
	life_take_params(c);
	set_repairer(c);
	life_set(c, "result", "not-fixed");
	life_set(c, "closed_at", c->now);
	move_device(c, device_stands(c), "triage");
	return 0;
}

/* ---- parts --------------------------------------------------------------- */

static int use_part(struct life_case *c, struct err *err)
{
	struct life_write *part = life_change(c, "part", life_param(c, "part"));

	(void)err;
	life_put(part, "state", "used");
	life_put(part, "repair", c->id);
	life_put(part, "device", life_value(c, "device"));
	part->expect_name = "state";
	part->expect_value = "on-shelf";
	return 0;
}

struct owner {
	const char *repair;
	bool is_ours;
};

static int take_owner(void *user, const struct record_kind *kind, const struct record *record)
{
	struct owner *owner = user;

	owner->is_ours = str_eq(record_value(kind, record, "repair"), owner->repair);
	return 0;
}

static int put_back(struct life_case *c, struct err *err)
{
	struct life_write *part;
	struct owner owner = {.repair = c->id};
	int r = store_get(c->store, record_kind_find("part"), life_param(c, "part"), take_owner,
			  &owner, err);

	if (r == 0 && !owner.is_ours)
		r = err_set(err, EPERM, _("linh kiện này không dùng cho phiếu này"));
	if (r < 0)
		return r;
	part = life_change(c, "part", life_param(c, "part"));
	life_put(part, "state", "on-shelf");
	life_put(part, "repair", NULL);
	life_put(part, "device", NULL);
	part->expect_name = "state";
	part->expect_value = "used";
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
