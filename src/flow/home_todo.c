/* The things to do now, the most pressing first, and who is there to do them. */
#include "home_priv.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define DUTY_ROWS_MAX 500

/* ---- the first few by time ------------------------------------------------------------------- */

/* Where the row belongs among the first few; HOME_TODO_EACH: it does not. */
static size_t place_of(const struct home_first *first, int64_t since)
{
	size_t at = first->count;

	while (at && since < first->since[at - 1])
		at--;
	return at;
}

void home_first_put(struct home_first *first, int64_t since, const struct home_todo *todo)
{
	struct arena *arena = &first->reading->home->arena;
	size_t at = place_of(first, since), move;

	if (at == HOME_TODO_EACH)
		return;
	first->count += first->count < HOME_TODO_EACH;
	move = first->count - 1 - at;
	memmove(&first->todo[at + 1], &first->todo[at], move * sizeof(*first->todo));
	memmove(&first->since[at + 1], &first->since[at], move * sizeof(*first->since));
	first->since[at] = since;
	first->todo[at] = (struct home_todo){
		.queue = first->queue,
		.kind = todo->kind,
		.id = arena_str(arena, todo->id),
		.title = arena_str(arena, todo->title ? todo->title : ""),
		.when = arena_str(arena, todo->when),
		.what = arena_str(arena, todo->what ? todo->what : ""),
	};
}

void home_first_keep(const struct home_first *first)
{
	struct home *home = first->reading->home;

	for (size_t i = 0; i < first->count && home->todo_count < HOME_TODO_MAX; i++)
		home->todo[home->todo_count++] = first->todo[i];
}

static void put(struct home_first *first, int64_t since, const struct record_kind *kind,
		const struct record *record, const char *when)
{
	const struct home_todo todo = {
		.kind = kind,
		.id = record->id,
		.title = record_value(kind, record, "tag"),
		.when = when,
		.what = record_value(kind, record, first->what_field),
	};

	home_first_put(first, since, &todo);
}

/* ---- requests -------------------------------------------------------------------------------- */

static int take_request(void *user, const struct record_kind *kind, const struct record *record)
{
	struct home_first *first = user;
	const struct home_reading *reading = first->reading;
	const char *received = record_value(kind, record, "received_at");
	AUTO(buf_done) struct buf due = {0};
	struct request_clock clock;
	int64_t since = 0;

	flow_request_clock(&clock, record, reading->plan, reading->now_s);
	if (reading->home->is_clock_wrong)
		clock.contact = CONTACT_UNSURE;
	first->queue = clock.contact == CONTACT_OVERDUE ? HOME_OVERDUE : HOME_UNREACHED;
	reading->home->queues[first->queue]++;
	/* One whose times can not be comes behind those that can be late. */
	if (clock.contact == CONTACT_UNSURE || !received || !time_read(received, &since))
		since = INT64_MAX;
	request_clock_show_due(&due, &clock);
	put(first, since, kind, record, buf_text(&due));
	return 0;
}

/* ---- devices and repairs --------------------------------------------------------------------- */

static int take_waiting(void *user, const struct record_kind *kind, const struct record *record)
{
	struct home_first *first = user;
	const char *at = record_value(kind, record, first->time_field);
	AUTO(buf_done) struct buf when = {0};
	int64_t since = INT64_MAX, now = first->reading->now_s;

	if (!time_read(at ? at : record->created_at, &since))
		since = INT64_MAX;
	/* Of a device only its coming is known here, not since when it stands where it stands. */
	if (first->queue == HOME_PARTS && since <= now && !first->reading->home->is_clock_wrong) {
		buf_add_str(&when, _("mở "));
		time_span_show(&when, now - since);
	}
	put(first, since, kind, record, buf_text(&when));
	return 0;
}

static int read_first(struct home_first *first, const char *kind, const char *state,
		      struct err *err)
{
	const struct store_filter filter = {.name = "state", .value = state};
	bool is_request = str_eq(kind, "request");
	/* Each request counts as late or not: all are read. */
	const struct store_query query = {
		.filters = &filter, .filter_count = 1, .limit = is_request ? 0 : HOME_TODO_ROWS};
	int r = store_list(first->reading->store, record_kind_find(kind), &query,
			   is_request ? take_request : take_waiting, first, err);

	if (r == 0)
		home_first_keep(first);
	return r;
}

/* ---- blocked for long ------------------------------------------------------------------------ */

struct blocked {
	const struct home_reading *reading;
	char before[CLOCK_TEXT_MAX];
	uint64_t recent;
	int result;
	struct err *err;
};

static int take_still_blocked(void *user, const struct record_kind *kind,
			      const struct record *record)
{
	struct blocked *blocked = user;
	const char *came = record_value(kind, record, "received_at");

	blocked->recent += str_eq(record_value(kind, record, "state"), "blocked") &&
			   strcmp(came ? came : record->created_at, blocked->before) < 0;
	return 1;
}

static void take_recent(void *user, const char *subject, uint64_t count)
{
	struct blocked *blocked = user;

	(void)count;
	if (blocked->result == 0)
		blocked->result = store_get(blocked->reading->store, record_kind_find("device"),
					    subject, take_still_blocked, blocked, blocked->err);
}

/* Those that came long ago, without those that only a step of late has blocked: the judge blocks
 * without a step, when it first sees a device. */
static int count_blocked(const struct home_reading *reading, struct err *err)
{
	struct blocked blocked = {.reading = reading, .err = err};
	const struct store_filter filters[] = {
		{.name = "at", .test = STORE_FROM, .value = blocked.before},
		{.name = "kind", .value = "device"},
		{.name = "to_state", .value = "blocked"},
	};
	uint64_t count = 0;
	int r = home_count_older(reading, "blocked", HOME_BLOCKED_DAYS, &count, err);

	home_days_before(reading, HOME_BLOCKED_DAYS, blocked.before);
	if (r == 0)
		r = store_tally(reading->store, record_kind_find("step"), "subject", filters,
				ARRAY_LEN(filters), take_recent, &blocked, err);
	if (r == 0)
		r = blocked.result;
	reading->home->queues[HOME_BLOCKED] = count > blocked.recent ? count - blocked.recent : 0;
	return r;
}

/* For one who may not read requests: how many there are. */
static int count_requests(const struct home_reading *reading, struct err *err)
{
	const struct record_kind *request = record_kind_find("request");
	int64_t hours = plan_target(reading->plan, TARGET_CONTACT_HOURS);
	char before[CLOCK_TEXT_MAX];
	const struct store_filter filters[] = {
		{.name = "state", .value = "open"},
		{.name = "received_at", .test = STORE_BELOW, .value = before},
		{.name = "received_at", .test = STORE_FROM, .value = "2020"},
	};
	uint64_t open = 0, overdue = 0;
	int r = store_count_where(reading->store, request, filters, 1, &open, err);

	clock_text_at((reading->now_s - (hours ? hours : REQUEST_TARGET_HOURS) * 3600) * 1000,
		      before);
	if (r == 0 && !reading->home->is_clock_wrong)
		r = store_count_where(reading->store, request, filters, ARRAY_LEN(filters),
				      &overdue, err);
	reading->home->queues[HOME_OVERDUE] = overdue;
	reading->home->queues[HOME_UNREACHED] = open - overdue;
	return r;
}

static int read_requests(struct home_first *requests, struct err *err)
{
	const struct home_reading *reading = requests->reading;

	if (store_may_read(reading->store, record_kind_find("request"), NULL) < 0)
		return count_requests(reading, err);
	return read_first(requests, "request", "open", err);
}

int home_read_todo(const struct home_reading *reading, struct err *err)
{
	struct home_first requests = {.reading = reading, .what_field = "symptom"};
	struct home_first parts = {.reading = reading,
			      .queue = HOME_PARTS,
			      .time_field = "opened_at",
			      .what_field = "waiting_for"};
	struct home_first checks = {.reading = reading,
			       .queue = HOME_QC,
			       .time_field = "received_at",
			       .what_field = "model"};
	struct home_first ready = {.reading = reading,
			      .queue = HOME_READY,
			      .time_field = "received_at",
			      .what_field = "model"};
	int r = read_requests(&requests, err);

	if (r == 0 && !reading->home->is_clock_wrong)
		r = home_read_pupils(reading, err);
	if (r == 0)
		r = read_first(&parts, "repair", "waiting-parts", err);
	if (r == 0)
		r = read_first(&checks, "device", "qc", err);
	if (r == 0)
		r = read_first(&ready, "device", "ready", err);
	return r < 0 || reading->home->is_clock_wrong ? r : count_blocked(reading, err);
}

/* ---- who is on duty -------------------------------------------------------------------------- */

struct duties {
	const struct home_reading *reading;
	struct home_duty next;
	int64_t next_from;
};

static struct home_duty read_duty(const struct home_reading *reading,
				  const struct record_kind *kind, const struct record *record)
{
	struct arena *arena = &reading->home->arena;

	return (struct home_duty){
		.member = arena_str(arena, record_value(kind, record, "member")),
		.from = arena_str(arena, record_value(kind, record, "from_time")),
		.to = arena_str(arena, record_value(kind, record, "to_time")),
	};
}

static int take_duty(void *user, const struct record_kind *kind, const struct record *record)
{
	struct duties *duties = user;
	struct home *home = duties->reading->home;
	int64_t from, to, now = duties->reading->now_s;

	if (!time_read(record_value(kind, record, "from_time"), &from) ||
	    !time_read(record_value(kind, record, "to_time"), &to) || to <= now)
		return 0;
	/* One place is kept for who comes next. */
	if (from <= now && home->duty_count < HOME_DUTY_MAX - 1) {
		home->duty[home->duty_count] = read_duty(duties->reading, kind, record);
		home->duty[home->duty_count++].is_now = true;
	} else if (from > now && (!duties->next.member || from < duties->next_from)) {
		duties->next = read_duty(duties->reading, kind, record);
		duties->next_from = from;
	}
	return 0;
}

int home_read_duty(const struct home_reading *reading, struct err *err)
{
	char from[CLOCK_TEXT_MAX];
	const struct store_filter filter = {.name = "to_time", .test = STORE_FROM, .value = from};
	const struct store_query query = {
		.filters = &filter, .filter_count = 1, .limit = DUTY_ROWS_MAX};
	struct duties duties = {.reading = reading};
	struct home *home = reading->home;
	int r;

	/* A day before: times of another zone compare otherwise as text. */
	home_days_before(reading, 1, from);
	r = store_list(reading->store, record_kind_find("duty"), &query, take_duty, &duties, err);
	if (duties.next.member)
		home->duty[home->duty_count++] = duties.next;
	for (size_t i = 0; r == 0 && i < home->duty_count; i++) {
		AUTO(buf_done) struct buf name = {0};

		r = store_title(reading->store, record_kind_find("member"), home->duty[i].member,
				&name, err);
		home->duty[i].name = arena_str(&home->arena, buf_text(&name));
	}
	return r;
}
