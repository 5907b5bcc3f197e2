/* Who is on duty. */
#include "flow.h"

#include <errno.h>

struct roster {
	struct store *store;
	int64_t at;
	flow_duty_fn fn;
	void *user;
	int result;
	struct err *err;
};

static bool covers(const struct record_kind *kind, const struct record *record, int64_t at)
{
	int64_t from, to;

	/* Compared as moments: a time may have been kept in another zone. */
	return time_read(record_value(kind, record, "from_time"), &from) &&
	       time_read(record_value(kind, record, "to_time"), &to) && from <= at && at < to;
}

static int take_duty(void *user, const struct record_kind *kind, const struct record *record)
{
	struct roster *roster = user;
	const char *member = record_value(kind, record, "member");
	AUTO(buf_done) struct buf name = {0};

	if (!covers(kind, record, roster->at))
		return 0;
	roster->result = store_title(roster->store, record_kind_find("member"), member, &name,
				     roster->err);
	if (roster->result < 0)
		return 1;
	roster->fn(roster->user, member, buf_text(&name), record_value(kind, record, "to_time"));
	return 0;
}

int flow_on_duty(struct store *store, const char *at, flow_duty_fn fn, void *user, struct err *err)
{
	struct roster roster = {.store = store, .fn = fn, .user = user, .err = err};
	const struct store_query query = {0};
	int r;

	if (!time_read(at, &roster.at))
		return err_set(err, EINVAL, _("%.40s: không phải một lúc"), at);
	r = store_list(store, record_kind_find("duty"), &query, take_duty, &roster, err);
	return r < 0 ? r : roster.result;
}
