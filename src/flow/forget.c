/* The yearly sweep: whose support ended long enough ago. */
#include "recipient_priv.h"

#include <errno.h>
#include <stdio.h>

struct searching {
	flow_over_fn fn;
	void *user;
};

static int take_one(void *user, const struct record_kind *kind, const struct record *record)
{
	struct searching *searching = user;
	const struct flow_over over = {
		.id = record->id,
		.tag = record_value(kind, record, "tag"),
		.ended = record_value(kind, record, "support_ended"),
	};

	searching->fn(searching->user, &over);
	return 0;
}

int flow_due_to_forget(struct store *store, flow_over_fn fn, void *user, struct err *err)
{
	static const char *const states[] = {"closed", "declined", "withdrawn"};
	struct searching searching = {.fn = fn, .user = user};
	char now[CLOCK_TEXT_MAX], day[DATE_TEXT_MAX], last[DATE_TEXT_MAX];
	struct date date;
	int r = 0;

	store_now(store, now);
	snprintf(day, sizeof(day), "%.10s", now);
	if (!date_read(day, &date))
		return err_set(err, EINVAL, _("đồng hồ máy chưa đúng; chỉnh lại rồi thử"));
	date = date_after_months(&date, -RECIPIENT_MONTHS_KEPT);
	date = date_after_days(&date, 1);
	date_print(&date, last);
	for (size_t i = 0; r == 0 && i < ARRAY_LEN(states); i++) {
		const struct store_filter filters[] = {
			{.name = "state", .value = states[i]},
			{.name = "support_ended", .test = STORE_BELOW, .value = last},
		};
		const struct store_query query = {.filters = filters,
						  .filter_count = ARRAY_LEN(filters)};

		r = store_list(store, record_kind_find("recipient"), &query, take_one, &searching,
			       err);
	}
	return r;
}

struct listed {
	struct arena arena;
	const char **ids;
	size_t count, room;
};

static void listed_done(struct listed *listed)
{
	arena_done(&listed->arena);
}

static void keep_id(void *user, const struct flow_over *over)
{
	struct listed *listed = user;

	if (listed->count == listed->room) {
		const char **ids;

		listed->room = listed->room ? listed->room * 2 : 64;
		ids = arena_alloc(&listed->arena, listed->room * sizeof(*ids));
		for (size_t i = 0; i < listed->count; i++)
			ids[i] = listed->ids[i];
		listed->ids = ids;
	}
	listed->ids[listed->count++] = arena_str(&listed->arena, over->id);
}

int flow_forget_due(struct store *store, struct buf *ret_said, struct err *err)
{
	AUTO(listed_done) struct listed listed = {0};
	int r = flow_due_to_forget(store, keep_id, &listed, err);

	for (size_t i = 0; r == 0 && i < listed.count; i++) {
		const struct flow_step step = {.action = "forget", .id = listed.ids[i]};

		r = flow_do(store, NULL, record_kind_find("recipient"), &step, ret_said, err);
		if (r == 0)
			buf_add_char(ret_said, '\n');
	}
	return r;
}
