/* The year as the plans that programmes name want it, what was begun for it, and what comes in
 * the next days. */
#include "course_priv.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MONTHS 12

struct drawing {
	struct calendar *calendar;
	struct store *store;
	size_t item_room, date_room;
	const char *now;
	char until[DATE_TEXT_MAX]; /* the first day that is too far */
	int today; /* the year of today */
	int year; /* of the items being added … */
	int only; /* … and, in December for the next one, their month */
};

void calendar_done(struct calendar *calendar)
{
	arena_done(&calendar->arena);
	*calendar = (struct calendar){.year = 0};
}

/* ---- what the plans want --------------------------------------------------------------------- */

static struct calendar_item *add_item(struct drawing *drawing, const struct plan *plan,
				      const struct plan_item *is, int month)
{
	struct calendar *calendar = drawing->calendar;
	struct arena *arena = &calendar->arena;

	if (calendar->item_count == drawing->item_room) {
		struct calendar_item *more;

		drawing->item_room = drawing->item_room ? drawing->item_room * 2 : 16;
		more = arena_alloc(arena, drawing->item_room * sizeof(*more));
		if (calendar->item_count)
			memcpy(more, calendar->items, calendar->item_count * sizeof(*more));
		calendar->items = more;
	}
	calendar->items[calendar->item_count] = (struct calendar_item){
		.month = month,
		.year = drawing->year,
		.is_ours = calendar->plans > 0,
		.plan = arena_str(arena, plan->id),
		.item = arena_str(arena, is->id),
		.clause = arena_str(arena, is->clause),
		.label = arena_str(arena, is->label),
	};
	return &calendar->items[calendar->item_count++];
}

struct beginning {
	const struct drawing *drawing;
	struct calendar_item *item;
};

/* The newest of that year that was not given up. */
static int take_begun(void *user, const struct record_kind *kind, const struct record *record)
{
	struct beginning *beginning = user;
	struct arena *arena = &beginning->drawing->calendar->arena;
	const char *year = record_value(kind, record, "year");
	const char *state = record_value(kind, record, "state");
	int64_t number;

	if (!year || !str_to_i64(year, &number) ||
	    number != beginning->item->year || str_eq(state, "cancelled"))
		return 0;
	beginning->item->record = arena_str(arena, record->id);
	beginning->item->tag = arena_str(arena, record_value(kind, record, "tag"));
	beginning->item->state_label =
		record_choice_label(record_field_find(kind, "state"), state);
	return 1;
}

static int look_up(const struct drawing *drawing, struct calendar_item *item, struct err *err)
{
	const struct store_filter filters[] = {{.name = "plan", .value = item->plan},
					       {.name = "plan_item", .value = item->item}};
	const struct store_query query = {.filters = filters, .filter_count = ARRAY_LEN(filters)};
	struct beginning beginning = {drawing, item};
	const struct record_kind *kind =
		record_kind_find(item->is_contest ? "contest" : "course");

	return store_list(drawing->store, kind, &query, take_begun, &beginning, err);
}

static bool is_wanted(const struct drawing *drawing, const struct plan_yearly *yearly)
{
	return yearly->from_year && drawing->year >= yearly->from_year &&
	       (!drawing->only || drawing->only == yearly->month);
}

static bool is_in_force(const struct drawing *drawing, const struct plan *plan)
{
	char text[DATE_TEXT_MAX];
	struct date last = {.year = drawing->year, .month = MONTHS, .day = 31};
	struct date first = {.year = drawing->year, .month = 1, .day = 1};

	date_print(&last, text);
	if (plan->effective_from && strcmp(plan->effective_from, text) > 0)
		return false;
	date_print(&first, text);
	return !plan->effective_to || strcmp(plan->effective_to, text) >= 0;
}

static int add_plan(struct drawing *drawing, const struct plan *plan, struct err *err)
{
	const struct plan_work *work = &plan->work;
	int r = 0;

	for (size_t i = 0; i < work->course_count && r == 0; i++) {
		const struct plan_course *course = &work->courses[i];

		if (is_wanted(drawing, &course->yearly))
			r = look_up(drawing,
				    add_item(drawing, plan, &course->is, course->yearly.month),
				    err);
	}
	for (size_t i = 0; i < work->contest_count && r == 0; i++) {
		const struct plan_contest *contest = &work->contests[i];
		struct calendar_item *item;

		if (!is_wanted(drawing, &contest->yearly))
			continue;
		item = add_item(drawing, plan, &contest->is, contest->yearly.month);
		item->is_contest = true;
		r = look_up(drawing, item, err);
	}
	return r;
}

struct linking {
	struct arena *arena;
	const char *ids[64];
	size_t count;
};

static int take_plan(void *user, const struct record_kind *kind, const struct record *record)
{
	struct linking *linking = user;
	const char *plan = record_value(kind, record, "plan");

	for (size_t i = 0; i < linking->count; i++)
		if (str_eq(linking->ids[i], plan))
			return 0;
	if (plan && linking->count < ARRAY_LEN(linking->ids))
		linking->ids[linking->count++] = arena_str(linking->arena, plan);
	return 0;
}

static bool is_linked(const struct linking *linking, const struct plan *plan)
{
	for (size_t i = 0; i < linking->count; i++)
		if (str_eq(linking->ids[i], plan->id))
			return true;
	return false;
}

static int by_month(const void *a, const void *b)
{
	const struct calendar_item *left = a, *right = b;
	int one = left->month ? left->month : MONTHS + 1;
	int other = right->month ? right->month : MONTHS + 1;

	if (left->year != right->year)
		return left->year - right->year;
	if (one != other)
		return one - other;
	one = strcmp(left->plan, right->plan);
	return one ? one : strcmp(left->item, right->item);
}

/* In December the next month is of the next year. */
static int add_years(struct drawing *drawing, const struct plan *plan, bool is_now, struct err *err)
{
	struct calendar *calendar = drawing->calendar;
	int r;

	drawing->year = calendar->year;
	drawing->only = 0;
	r = is_in_force(drawing, plan) ? add_plan(drawing, plan, err) : 0;
	if (r < 0 || !is_now || calendar->month != MONTHS)
		return r;
	drawing->year++;
	drawing->only = 1;
	return is_in_force(drawing, plan) ? add_plan(drawing, plan, err) : 0;
}

static int add_plans(struct drawing *drawing, const struct plan_library *library, struct err *err)
{
	struct calendar *calendar = drawing->calendar;
	struct linking linking = {.arena = &calendar->arena};
	const struct store_query all = {0};
	int r = store_list(drawing->store, record_kind_find("programme"), &all, take_plan,
			   &linking, err);

	for (size_t i = 0; i < linking.count; i++)
		calendar->plans += flow_plan_find(library, linking.ids[i]) != NULL;
	/* Until one is chosen, all that could be. */
	for (size_t i = 0; i < library->count && r == 0; i++)
		if (!calendar->plans || is_linked(&linking, library->plans[i]))
			r = add_years(drawing, library->plans[i], calendar->year == drawing->today,
				      err);
	if (calendar->item_count)
		qsort(calendar->items, calendar->item_count, sizeof(*calendar->items), by_month);
	return r;
}

/* ---- the next days --------------------------------------------------------------------------- */

static void add_date(struct drawing *drawing, const struct record_kind *kind,
		     const struct record *record, struct calendar_date date)
{
	struct calendar *calendar = drawing->calendar;
	struct arena *arena = &calendar->arena;

	if (calendar->date_count == drawing->date_room) {
		struct calendar_date *more;

		drawing->date_room = drawing->date_room ? drawing->date_room * 2 : 16;
		more = arena_alloc(arena, drawing->date_room * sizeof(*more));
		if (calendar->date_count)
			memcpy(more, calendar->dates, calendar->date_count * sizeof(*more));
		calendar->dates = more;
	}
	date.kind = kind;
	date.id = arena_str(arena, record->id);
	date.tag = arena_str(arena, record_value(kind, record, "tag"));
	date.what = arena_str(arena, date.what);
	date.time = arena_str(arena, date.time);
	date.day = arena_copy(arena, date.day, strlen("YYYY-MM-DD"));
	calendar->dates[calendar->date_count++] = date;
}

static int take_session(void *user, const struct record_kind *kind, const struct record *record)
{
	struct drawing *drawing = user;
	AUTO(buf_done) struct buf course = {0};

	if (str_eq(record_value(kind, record, "cancelled"), "1"))
		return 0;
	store_show_value(drawing->store, record_field_find(kind, "course"),
			 record_value(kind, record, "course"), &course);
	add_date(drawing, kind, record,
		 (struct calendar_date){.day = record_value(kind, record, "day"),
					.time = record_value(kind, record, "starts"),
					.what = buf_text(&course)});
	return 0;
}

/* What is received before midnight is received on the day before. */
static int take_contest(void *user, const struct record_kind *kind, const struct record *record)
{
	struct drawing *drawing = user;
	const char *deadline = record_value(kind, record, "deadline");
	char time[] = "00:00";

	if (!str_eq(record_value(kind, record, "state"), "open"))
		return 0;
	memcpy(time, deadline + strlen("YYYY-MM-DDT"), strlen(time));
	add_date(drawing, kind, record,
		 (struct calendar_date){.day = deadline, .time = time,
					.what = record_value(kind, record, "name")});
	return 0;
}

static int by_day(const void *a, const void *b)
{
	const struct calendar_date *left = a, *right = b;
	int order = strcmp(left->day, right->day);

	if (order == 0)
		order = strcmp(left->time ? left->time : "", right->time ? right->time : "");
	return order ? order : strcmp(left->id, right->id);
}

static int add_between(struct drawing *drawing, const char *kind, const char *field,
		       store_row_fn fn, struct err *err)
{
	char today[DATE_TEXT_MAX];
	const struct store_filter filters[] = {
		{.name = field, .test = STORE_FROM, .value = today},
		{.name = field, .test = STORE_BELOW, .value = drawing->until}};
	const struct store_query query = {.filters = filters, .filter_count = ARRAY_LEN(filters)};

	snprintf(today, sizeof(today), "%.10s", drawing->now);
	return store_list(drawing->store, record_kind_find(kind), &query, fn, drawing, err);
}

static int add_dates(struct drawing *drawing, struct err *err)
{
	struct calendar *calendar = drawing->calendar;
	char text[DATE_TEXT_MAX];
	struct date today, until;
	int r;

	snprintf(text, sizeof(text), "%.10s", drawing->now);
	if (!date_read(text, &today))
		return err_set(err, EINVAL, _("đồng hồ máy sai: «%.40s»"), drawing->now);
	until = date_after_days(&today, CALENDAR_DAYS + 1);
	date_print(&until, drawing->until);
	calendar->month = today.month;
	drawing->today = today.year;
	if (!calendar->year)
		calendar->year = today.year;
	calendar->is_now = calendar->year == today.year;
	r = add_between(drawing, "session", "day", take_session, err);
	if (r == 0)
		r = add_between(drawing, "contest", "deadline", take_contest, err);
	if (calendar->date_count)
		qsort(calendar->dates, calendar->date_count, sizeof(*calendar->dates), by_day);
	return r;
}

/* ---- all of it ------------------------------------------------------------------------------- */

int flow_calendar(struct calendar *ret, struct store *store, const struct plan_library *library,
		  int year, const char *now, struct err *err)
{
	AUTO(calendar_done) struct calendar calendar = {.year = year};
	struct drawing drawing = {.calendar = &calendar, .store = store, .now = now};
	int r;

	if (strlen(now) < sizeof("YYYY-MM-DD"))
		return err_set(err, EINVAL, _("đồng hồ máy sai: «%.40s»"), now);
	r = store_read_begin(store, err);
	if (r < 0)
		return r;
	r = add_dates(&drawing, err);
	if (r == 0)
		r = add_plans(&drawing, library, err);
	store_read_end(store);
	if (r == 0) {
		*ret = calendar;
		calendar = (struct calendar){.year = 0};
	}
	return r;
}

/* Of the year of today. */
bool calendar_is_due(const struct calendar *calendar, const struct calendar_item *item)
{
	int ahead = item->month + (item->year - calendar->year) * MONTHS - calendar->month;

	return item->month && !item->record && (ahead == 0 || ahead == 1);
}

void calendar_say_soon(struct buf *ret, const struct calendar *calendar)
{
	for (size_t i = 0; i < calendar->item_count; i++) {
		const struct calendar_item *item = &calendar->items[i];

		if (item->is_ours && calendar_is_due(calendar, item))
			/* The command comes first: what it is for may be cut. */
			buf_printf(ret, _("Tháng %d chưa lập: hotroit %s new %s %s – %s\n"),
				   item->month, item->is_contest ? "contest" : "course",
				   item->plan, item->item, item->label);
	}
	for (size_t i = 0; i < calendar->date_count; i++) {
		const struct calendar_date *date = &calendar->dates[i];
		AUTO(buf_done) struct buf day = {0};

		record_show_value(&day, record_field_find(record_kind_find("session"), "day"),
				  date->day);
		buf_printf(ret, "%s %s  %s %s  %s\n", buf_text(&day),
			   date->time ? date->time : "     ",
			   str_eq(date->kind->name, "session") ? _("Buổi học") : _("Hạn nộp"),
			   date->tag, date->what);
	}
}
