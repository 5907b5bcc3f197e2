/*
 * A request for help and its two clocks: received → first contact within 24 clock hours is the
 * plan's target; resolved is timed apart, and only waiting for parts stops that second clock.
 */
#include "life_priv.h"

#include <errno.h>

/* Whatever is done first counts as having reached the person. */
static void contact_now(struct life_case *c)
{
	if (life_value(c, "first_contact_at"))
		return;
	life_set(c, "first_contact_at", c->now);
	life_set(c, "first_contact_by", life_actor_or_null(c));
	if (!life_value(c, "assigned") && !life_param(c, "assigned"))
		life_set(c, "assigned", life_actor_or_null(c));
}

static int contact(struct life_case *c, struct err *err)
{
	(void)err;
	life_take_params(c);
	contact_now(c);
	return 0;
}

static int wait_parts(struct life_case *c, struct err *err)
{
	(void)err;
	contact_now(c);
	life_set(c, "waiting_since", c->now);
	return 0;
}

/* The minutes of waiting that are over go on the record. */
static int stop_waiting(struct life_case *c, struct err *err)
{
	const char *since = life_value(c, "waiting_since");
	const char *before = life_value(c, "waited_minutes");
	int64_t from = 0, to = 0, waited = 0;

	(void)err;
	if (!since)
		return 0;
	if (before && !str_to_i64(before, &waited))
		waited = 0;
	if (time_read(since, &from) && time_read(c->now, &to) && to > from)
		waited += (to - from) / 60;
	life_set(c, "waited_minutes", arena_printf(&c->arena, "%lld", (long long)waited));
	life_set(c, "waiting_since", NULL);
	return 0;
}

static int resolve(struct life_case *c, struct err *err)
{
	contact_now(c);
	life_take_params(c);
	life_set(c, "resolved_at", c->now);
	return stop_waiting(c, err);
}

static int reopen(struct life_case *c, struct err *err)
{
	(void)err;
	life_set(c, "resolved_at", NULL);
	return 0;
}

static const struct life_step steps[] = {
	{.action = "contact", .label = N_("Đã liên hệ"), .from = "open", .to = "contacted",
	 .roles = ROLE_BENCH, .asks = "assigned note", .apply = contact},
	{.action = "wait", .label = N_("Chờ linh kiện"), .from = "open contacted",
	 .to = "waiting-parts", .roles = ROLE_BENCH, .apply = wait_parts},
	{.action = "go-on", .label = N_("Có linh kiện, làm tiếp"), .from = "waiting-parts",
	 .to = "contacted", .roles = ROLE_BENCH, .apply = stop_waiting},
	{.action = "resolve", .label = N_("Đã xử lý xong"), .from = "open contacted waiting-parts",
	 .to = "resolved", .roles = ROLE_BENCH, .asks = "resolution! note", .apply = resolve},
	{.action = "reopen", .label = N_("Mở lại"), .from = "resolved", .to = "contacted",
	 .roles = ROLE_BENCH, LIFE_ASKS_WHY, .apply = reopen},
};

const struct life life_request = {
	.kind = "request",
	.steps = steps,
	.count = ARRAY_LEN(steps),
};
