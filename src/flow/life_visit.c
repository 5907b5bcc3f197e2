/* A look after a device: what is wrong becomes a request for help at once. */
#include "life_priv.h"

struct held {
	const char *device;
	struct arena *arena;
};

static int take_device(void *user, const struct record_kind *kind, const struct record *record)
{
	struct held *held = user;

	held->device = arena_str(held->arena, record_value(kind, record, "device"));
	return 0;
}

static int ask_for_help(struct life_case *c, struct err *err)
{
	struct held held = {.arena = &c->arena};
	struct life_write *request;
	int r = store_get(c->store, record_kind_find("kit"), life_value(c, "kit"), take_device,
			  &held, err);

	if (r < 0)
		return r;
	request = life_add(c, "request");
	life_put(request, "received_at", c->now);
	life_put(request, "requester", _("thăm sau trao"));
	life_put(request, "device", held.device);
	life_put(request, "channel", "visit");
	/* What was noted may be about the family: it stays with the visit. */
	life_put(request, "symptom",
		 record_choice_label(record_field_find(c->kind, "result"),
				     life_param(c, "result")));
	buf_add_str(&c->remark, _("đã mở yêu cầu hỗ trợ"));
	return 0;
}

static int visited(struct life_case *c, struct err *err)
{
	const char *result = life_param(c, "result");

	life_take_params(c);
	life_set(c, "done_at", c->now);
	life_set(c, "done_by", *life_actor(c) ? life_actor(c) : NULL);
	return str_eq(result, "needs-help") || str_eq(result, "needs-repair") ? ask_for_help(c, err)
									       : 0;
}

static const struct life_step steps[] = {
	{.action = "visit", .label = N_("Ghi đã thăm"), .from = "due", .to = "done",
	 .roles = ROLE_BENCH, .asks = "result! note", .apply = visited},
	{.action = "cancel", .label = N_("Không thăm nữa"), .from = "due", .to = "cancelled",
	 .roles = ROLE_LEAD, .is_undoable = true},
};

const struct life life_visit = {
	.kind = "visit",
	.steps = steps,
	.count = ARRAY_LEN(steps),
};
