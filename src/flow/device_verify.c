/* The wipings of a device that wait for a second person, taken together (life_wipe.c). */
#include "device_priv.h"

static int find_waiting(struct life_case *c, struct row **ret, size_t *ret_count, struct err *err)
{
	const struct store_filter filters[] = {
		{.name = "device", .value = c->id},
		{.name = "result", .value = "ok"},
		{.name = "verified_at", .value = NULL},
	};

	return row_list_where(ret, ret_count, c->store, &c->arena, "wipe", filters,
			      ARRAY_LEN(filters), err);
}

/* Is one of them for whoever acts? */
static int may_verify(struct life_case *c, struct buf *ret_need, struct err *err)
{
	struct row *rows = NULL;
	size_t count = 0;
	int r = find_waiting(c, &rows, &count, err);

	for (size_t i = 0; r == 0 && i < count; i++) {
		buf_clear(ret_need);
		r = life_could(c, "wipe", rows[i].id, "verify", ret_need, err);
	}
	if (r == 0 && !ret_need->len)
		buf_add_str(ret_need, _("không có ổ nào chờ soát"));
	return r;
}

const struct life_guard guard_to_verify = {"to-verify", false, may_verify};

static int verify(struct life_case *c, const struct row *wipe, struct err *err)
{
	const char *name = "verify_method", *method = life_param(c, name);
	const struct flow_step step = {.action = "verify", .id = wipe->id, .names = &name,
				       .values = &method,
				       .count = method && !row_get(wipe, name)};

	return life_also(c, "wipe", &step, err);
}

int device_verify(struct life_case *c, struct err *err)
{
	struct row *rows = NULL;
	size_t count = 0;
	int r = find_waiting(c, &rows, &count, err);

	for (size_t i = 0; r == 0 && i < count; i++) {
		AUTO(buf_done) struct buf need = {0};

		r = life_could(c, "wipe", rows[i].id, "verify", &need, err);
		if (r > 0)
			r = verify(c, &rows[i], err);
	}
	return r;
}
