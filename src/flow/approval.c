/* What the bodies of a plan decided on a pupil, each since the pupil was last verified. */
#include "date.h"
#include "recipient_priv.h"

#include <string.h>

/* ---- when ---------------------------------------------------------------- */

/* The later of the moment and one that a record tells, SECONDS on; that one may be NULL. */
static void push_on(int64_t *latest, const char *told, int seconds)
{
	int64_t at;

	if (told && time_read(told, &at) && at + seconds > *latest)
		*latest = at + seconds;
}

static const char *moment(struct life_case *c, int64_t unix_s)
{
	char text[CLOCK_TEXT_MAX];

	clock_text_at(unix_s * 1000, text);
	return arena_str(&c->arena, text);
}

static int take_moment(void *user, const struct record_kind *kind, const struct record *record)
{
	push_on(user, record_value(kind, record, "at"), 1);
	return 0;
}

int approval_begin(struct life_case *c, const char **ret_at, struct err *err)
{
	const struct store_filter of_pupil = {.name = "recipient", .value = c->id};
	const struct store_query query = {.filters = &of_pupil, .filter_count = 1};
	int64_t latest = 0;
	int r;

	push_on(&latest, c->now, 0);
	r = store_list(c->store, record_kind_find("approval"), &query, take_moment, &latest, err);
	if (r == 0)
		*ret_at = moment(c, latest);
	return r;
}

/* ---- who ----------------------------------------------------------------- */

static int take_body(void *user, const struct record_kind *kind, const struct record *record)
{
	struct buf *bodies = user;

	buf_printf(bodies, " %s ", record_value(kind, record, "body"));
	return 0;
}

int approval_bodies(struct buf *ret, const struct life_case *c, struct err *err)
{
	const struct store_filter filters[] = {
		{.name = "recipient", .value = c->id},
		{.name = "decision", .value = "approved"},
		{.name = "at", .test = STORE_FROM, .value = life_value(c, "verified_at")},
	};
	const struct store_query query = {.filters = filters, .filter_count = ARRAY_LEN(filters)};

	return store_list(c->store, record_kind_find("approval"), &query, take_body, ret, err);
}

bool approval_has(const struct buf *bodies, const char *body)
{
	AUTO(buf_done) struct buf word = {0};

	buf_printf(&word, " %s ", body);
	return bodies->len && strstr(buf_text(bodies), buf_text(&word));
}

void approval_add(struct life_case *c, const char *body, const char *decision)
{
	struct life_write *line = life_add(c, "approval");
	int64_t latest = 0;

	push_on(&latest, c->now, 0);
	push_on(&latest, life_value(c, "verified_at"), 0);
	life_put(line, "recipient", c->id);
	life_put(line, "roster", life_value(c, "roster"));
	life_put(line, "body", body);
	life_put(line, "decision", decision);
	life_put(line, "at", moment(c, latest));
	life_put(line, "by", life_actor_or_null(c));
	life_put(line, "document", life_param(c, "document"));
	life_put(line, "note", life_param(c, "note"));
}
