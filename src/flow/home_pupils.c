/* What waits on a pupil's way to a device, and what is due after it: numbers and things to do. */
#include "home_priv.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define DAY_S 86400

static bool may_see(const struct home_reading *reading, enum home_queue queue)
{
	return !reading->home->is_hidden[queue];
}

static const char *today(const struct home_reading *reading, char ret[DATE_TEXT_MAX])
{
	snprintf(ret, DATE_TEXT_MAX, "%.10s", reading->now);
	return ret;
}

/* Days from today to DAY, less than 0 when it has passed; false: it is no day. */
static bool days_until(const struct home_reading *reading, const char *day, int *ret)
{
	char then[CLOCK_TEXT_MAX], now[CLOCK_TEXT_MAX];
	int64_t until, from;

	if (!day)
		return false;
	snprintf(then, sizeof(then), "%.10sT00:00:00+07:00", day);
	snprintf(now, sizeof(now), "%.10sT00:00:00+07:00", reading->now);
	if (!time_read(then, &until) || !time_read(now, &from))
		return false;
	*ret = (int)((until - from) / DAY_S);
	return true;
}

static void say_due(struct buf *ret, int days)
{
	if (days < 0)
		buf_printf(ret, _("quá %d ngày"), -days);
	else if (days > 0)
		buf_printf(ret, _("còn %d ngày"), days);
	else
		buf_add_str(ret, _("hôm nay"));
}

/* ---- counts ---------------------------------------------------------------------------------- */

static int count_where(const struct home_reading *reading, enum home_queue queue,
		       const struct store_filter *filters, size_t count, struct err *err)
{
	return store_count_where(reading->store, record_kind_find(home_queue_kinds[queue].of),
				 filters, count, &reading->home->queues[queue], err);
}

static int count_state(const struct home_reading *reading, enum home_queue queue, const char *state,
		       struct err *err)
{
	const struct store_filter filter = {.name = "state", .value = state};

	return may_see(reading, queue) ? count_where(reading, queue, &filter, 1, err) : 0;
}

/* Who is approved waits, but for those for whom a device is kept. */
static int count_waiting(const struct home_reading *reading, struct err *err)
{
	const struct store_filter filters[] = {
		{.name = "state", .value = "reserved"},
		{.name = "device", .test = STORE_IS_NOT, .value = NULL},
	};
	uint64_t *waiting = &reading->home->queues[HOME_APPROVED], kept = 0;
	int r = count_state(reading, HOME_APPROVED, "approved", err);

	if (r == 0)
		r = store_count_where(reading->store, record_kind_find("kit"), filters,
				      ARRAY_LEN(filters), &kept, err);
	*waiting -= kept < *waiting ? kept : *waiting;
	return r;
}

static int count_due(const struct home_reading *reading, enum home_queue queue, const char *state,
		     const char *field, const char *before, struct err *err)
{
	const struct store_filter filters[] = {
		{.name = "state", .value = state},
		{.name = field, .test = STORE_BELOW, .value = before},
	};

	return may_see(reading, queue)
		       ? count_where(reading, queue, filters, ARRAY_LEN(filters), err)
		       : 0;
}

/* The first day that is not today. */
static const char *tomorrow(const struct home_reading *reading, char ret[CLOCK_TEXT_MAX])
{
	home_days_before(reading, -1, ret);
	ret[strlen("YYYY-MM-DD")] = '\0';
	return ret;
}

int home_count_pupils(const struct home_reading *reading, struct err *err)
{
	char day[DATE_TEXT_MAX], next[CLOCK_TEXT_MAX];
	struct home *home = reading->home;
	int r;

	for (size_t i = 0; i < HOME_QUEUES; i++)
		home->is_hidden[i] =
			home_queue_kinds[i].of &&
			store_may_read(reading->store, record_kind_find(home_queue_kinds[i].of),
				       NULL) < 0;
	r = count_state(reading, HOME_PROPOSED, "proposed", err);
	if (r == 0)
		r = count_state(reading, HOME_VERIFIED, "verified", err);
	if (r == 0)
		r = count_waiting(reading, err);
	if (r < 0 || home->is_clock_wrong)
		return r;
	r = count_due(reading, HOME_PAST, "reserved", "reserved_until", today(reading, day), err);
	return r < 0 ? r
		     : count_due(reading, HOME_VISITS, "due", "due", tomorrow(reading, next), err);
}

/* ---- things to do ---------------------------------------------------------------------------- */

static void put(struct home_first *first, const struct record_kind *kind,
		const struct record *record, const char *title, int days)
{
	const struct field *field = record_field_find(kind, first->what_field);
	const char *value = record_value(kind, record, first->what_field);
	AUTO(buf_done) struct buf when = {0}, what = {0};
	struct home_todo todo = {.kind = kind, .id = record->id, .title = title};

	say_due(&when, days);
	if (value)
		store_show_value(first->reading->store, field, value, &what);
	todo.when = buf_text(&when);
	todo.what = buf_text(&what);
	home_first_put(first, days, &todo);
}

static int take_kit(void *user, const struct record_kind *kind, const struct record *record)
{
	struct home_first *first = user;
	int days;

	if (days_until(first->reading, record_value(kind, record, first->time_field), &days))
		put(first, kind, record, record_value(kind, record, "tag"), days);
	return 0;
}

/* A visit is called by its kit. */
static int take_visit(void *user, const struct record_kind *kind, const struct record *record)
{
	struct home_first *first = user;
	AUTO(buf_done) struct buf title = {0};
	int days;

	store_show_value(first->reading->store, record_field_find(kind, "kit"),
			 record_value(kind, record, "kit"), &title);
	if (days_until(first->reading, record_value(kind, record, first->time_field), &days))
		put(first, kind, record, buf_text(&title), days);
	return 0;
}

static int read_due(struct home_first *first, const char *state, const char *before,
		    store_row_fn fn, struct err *err)
{
	const struct store_filter filters[] = {
		{.name = "state", .value = state},
		{.name = first->time_field, .test = STORE_BELOW, .value = before},
	};
	const struct store_query query = {.filters = filters, .filter_count = ARRAY_LEN(filters),
					  .limit = HOME_TODO_ROWS};
	int r;

	if (!may_see(first->reading, first->queue))
		return 0;
	r = store_list(first->reading->store, record_kind_find(home_queue_kinds[first->queue].of),
		       &query, fn, first, err);
	if (r == 0)
		home_first_keep(first);
	return r;
}

/* First an answer is due, then the thing itself. Without any day it is due now. */
static int take_rights(void *user, const struct record_kind *kind, const struct record *record)
{
	struct home_first *first = user;
	bool is_new = str_eq(record_value(kind, record, "state"), "open");
	const char *answer = is_new ? record_value(kind, record, "answer_due") : NULL;
	int days = 0;

	if (days_until(first->reading, answer ? answer : record_value(kind, record, "due"),
		       &days) &&
	    days > HOME_RIGHTS_DAYS)
		return 0;
	first->reading->home->queues[HOME_RIGHTS]++;
	put(first, kind, record, record_value(kind, record, "tag"), days);
	return 0;
}

static int read_rights(const struct home_reading *reading, struct err *err)
{
	static const char *const states[] = {"open", "answered", "extended"};
	struct home_first first = {
		.reading = reading, .queue = HOME_RIGHTS, .what_field = "asked"};
	int r = 0;

	for (size_t i = 0; r == 0 && may_see(reading, HOME_RIGHTS) && i < ARRAY_LEN(states); i++) {
		const struct store_filter filter = {.name = "state", .value = states[i]};
		const struct store_query query = {.filters = &filter, .filter_count = 1};

		r = store_list(reading->store, record_kind_find("rights"), &query, take_rights,
			       &first, err);
	}
	if (r == 0)
		home_first_keep(&first);
	return r;
}

int home_read_pupils(const struct home_reading *reading, struct err *err)
{
	struct home_first past = {.reading = reading, .queue = HOME_PAST,
				  .time_field = "reserved_until", .what_field = "device"};
	struct home_first visits = {.reading = reading, .queue = HOME_VISITS, .time_field = "due",
				    .what_field = "assigned"};
	char day[DATE_TEXT_MAX], next[CLOCK_TEXT_MAX];
	int r = read_rights(reading, err);

	if (r == 0)
		r = read_due(&past, "reserved", today(reading, day), take_kit, err);
	return r < 0 ? r : read_due(&visits, "due", tomorrow(reading, next), take_visit, err);
}
