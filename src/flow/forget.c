/* Whose data are to be forgotten by now: the yearly sweep. */
#include "forgetting_priv.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

int forget_is_time(struct life_case *c, const char *ended, const char *waiting,
		   struct buf *ret_need)
{
	struct date from, until, today;

	if (!ended || !date_read(ended, &from) || !date_read(life_today(c), &today)) {
		buf_add_str(ret_need, waiting);
		return 0;
	}
	until = date_after_months(&from, PERSON_MONTHS_KEPT);
	if (date_compare(&today, &until) >= 0)
		return 1;
	buf_add_str(ret_need, _("giữ đến hết "));
	date_print_short(ret_need, &until);
	buf_add_str(ret_need, _("; có đề nghị xoá thì bỏ qua, kèm lý do"));
	return 0;
}

/* ---- contests, courses ----------------------------------------------------------------------- */

/* What was given up is over when that was written; else on the day in FIELD. */
static int whole_ended(struct store *store, struct arena *arena, const struct row *whole,
		       const char *field, const char **ret_day, struct err *err)
{
	const char *over = row_get(whole, field);
	struct row *steps = NULL;
	size_t count = 0;
	int r;

	*ret_day = over ? arena_printf(arena, "%.10s", over) : NULL;
	if (!str_eq(row_get(whole, "state"), "cancelled"))
		return 0;
	r = row_list(&steps, &count, store, arena, "step", "subject", whole->id, err);
	if (r == 0 && count)
		*ret_day = arena_printf(arena, "%.10s", row_get(&steps[count - 1], "at"));
	return r;
}

static int contest_ended(struct store *store, struct arena *arena, const struct row *contest,
			 const char **ret_day, struct err *err)
{
	return whole_ended(store, arena, contest, "published_at", ret_day, err);
}

int course_ended(struct store *store, struct arena *arena, const struct row *course,
		 const char **ret_day, struct err *err)
{
	return whole_ended(store, arena, course, "completed_at", ret_day, err);
}

int entrant_ended(struct store *store, struct arena *arena, const char *entry,
		  const char **ret_day, struct err *err)
{
	struct row row = {0}, contest = {0};
	int r = row_read(&row, store, arena, "entry", entry, err);

	if (r == 0)
		r = row_read(&contest, store, arena, "contest", row_get(&row, "contest"), err);
	return r < 0 ? r : contest_ended(store, arena, &contest, ret_day, err);
}

/* ---- whose time has come --------------------------------------------------------------------- */

struct searching {
	flow_over_fn fn;
	void *user;
};

static int take_one(void *user, const struct record_kind *kind, const struct record *record)
{
	struct searching *searching = user;
	const struct flow_over over = {
		.kind = kind->name,
		.id = record->id,
		.tag = record_value(kind, record, "tag"),
		.ended = record_value(kind, record, "support_ended"),
	};

	searching->fn(searching->user, &over);
	return 0;
}

static int find_pupils(struct store *store, const char *before, struct searching *searching,
		       struct err *err)
{
	static const char *const states[] = {"closed", "declined", "withdrawn"};
	int r = 0;

	for (size_t i = 0; r == 0 && i < ARRAY_LEN(states); i++) {
		const struct store_filter filters[] = {
			{.name = "state", .value = states[i]},
			{.name = "support_ended", .test = STORE_BELOW, .value = before},
		};
		const struct store_query query = {.filters = filters,
						  .filter_count = ARRAY_LEN(filters)};

		r = store_list(store, record_kind_find("recipient"), &query, take_one, searching,
			       err);
	}
	return r;
}

static int find_entrants_of(struct store *store, struct arena *arena, const struct row *contest,
			    const char *ended, const struct searching *searching, struct err *err)
{
	struct row *entries = NULL;
	size_t count = 0;
	int r = row_list(&entries, &count, store, arena, "entry", "contest", contest->id, err);

	for (size_t i = 0; r == 0 && i < count; i++) {
		const struct store_filter filters[] = {
			{.name = "entry", .value = entries[i].id},
			{.name = "state", .value = "kept"}};
		struct row *people = NULL;
		size_t found = 0;

		r = row_list_where(&people, &found, store, arena, "entrant", filters,
				   ARRAY_LEN(filters), err);
		for (size_t j = 0; r == 0 && j < found; j++)
			searching->fn(searching->user,
				      &(struct flow_over){.kind = "entrant", .id = people[j].id,
							  .tag = row_get(&entries[i], "tag"),
							  .ended = ended});
	}
	return r;
}

static int find_entrants(struct store *store, const char *before, struct searching *searching,
			 struct err *err)
{
	AUTO(arena_done) struct arena arena = {0};
	struct row *contests = NULL;
	size_t count = 0;
	int r = row_list(&contests, &count, store, &arena, "contest", NULL, NULL, err);

	for (size_t i = 0; r == 0 && i < count; i++) {
		const char *ended = NULL;

		r = contest_ended(store, &arena, &contests[i], &ended, err);
		if (r == 0 && ended && strcmp(ended, before) < 0)
			r = find_entrants_of(store, &arena, &contests[i], ended, searching, err);
	}
	return r;
}

static int find_learners_of(struct store *store, struct arena *arena, const struct row *course,
			    const char *ended, const struct searching *searching, struct err *err)
{
	struct row *people = NULL;
	size_t count = 0;
	int r = row_list(&people, &count, store, arena, "registration", "course", course->id, err);

	for (size_t i = 0; r == 0 && i < count; i++)
		if (!str_eq(row_get(&people[i], "state"), "gone"))
			searching->fn(searching->user,
				      &(struct flow_over){.kind = "registration",
							  .id = people[i].id,
							  .tag = row_get(&people[i], "tag"),
							  .ended = ended});
	return r;
}

static int find_learners(struct store *store, const char *before, struct searching *searching,
			 struct err *err)
{
	AUTO(arena_done) struct arena arena = {0};
	struct row *courses = NULL;
	size_t count = 0;
	int r = row_list(&courses, &count, store, &arena, "course", NULL, NULL, err);

	for (size_t i = 0; r == 0 && i < count; i++) {
		const char *ended = NULL;

		r = course_ended(store, &arena, &courses[i], &ended, err);
		if (r == 0 && ended && strcmp(ended, before) < 0)
			r = find_learners_of(store, &arena, &courses[i], ended, searching, err);
	}
	return r;
}

int flow_due_to_forget(struct store *store, flow_over_fn fn, void *user, struct err *err)
{
	struct searching searching = {.fn = fn, .user = user};
	char now[CLOCK_TEXT_MAX], day[DATE_TEXT_MAX], last[DATE_TEXT_MAX];
	struct date date;
	int r;

	store_now(store, now);
	snprintf(day, sizeof(day), "%.10s", now);
	if (!date_read(day, &date))
		return err_set(err, EINVAL, _("đồng hồ máy chưa đúng; chỉnh lại rồi thử"));
	date = date_after_months(&date, -PERSON_MONTHS_KEPT);
	date = date_after_days(&date, 1);
	date_print(&date, last);
	r = find_pupils(store, last, &searching, err);
	if (r == 0)
		r = find_entrants(store, last, &searching, err);
	return r < 0 ? r : find_learners(store, last, &searching, err);
}

struct due {
	const char *kind, *id, *tag;
};

struct listed {
	struct arena arena;
	struct due *list;
	size_t count, room;
};

static void listed_done(struct listed *listed)
{
	arena_done(&listed->arena);
}

static void keep_one(void *user, const struct flow_over *over)
{
	struct listed *listed = user;

	if (listed->count == listed->room) {
		struct due *more;

		listed->room = listed->room ? listed->room * 2 : 64;
		more = arena_alloc(&listed->arena, listed->room * sizeof(*more));
		for (size_t i = 0; i < listed->count; i++)
			more[i] = listed->list[i];
		listed->list = more;
	}
	listed->list[listed->count++] = (struct due){
		arena_str(&listed->arena, over->kind), arena_str(&listed->arena, over->id),
		arena_str(&listed->arena, over->tag)};
}

/* Somebody has to look first. */
static int tell_undecided(const struct due *due, struct buf *ret_said, const struct err *why)
{
	buf_printf(ret_said, _("%s: để lại; %s\n"), due->tag, why->text);
	return 0;
}

int flow_forget_due(struct store *store, struct buf *ret_said, struct err *err)
{
	AUTO(listed_done) struct listed listed = {0};
	int r = flow_due_to_forget(store, keep_one, &listed, err);

	for (size_t i = 0; r == 0 && i < listed.count; i++) {
		const struct flow_step step = {.action = "forget", .id = listed.list[i].id};

		r = flow_do(store, NULL, record_kind_find(listed.list[i].kind), &step, ret_said,
			    err);
		if (r == -EPERM)
			r = tell_undecided(&listed.list[i], ret_said, err);
		else if (r == 0)
			buf_add_char(ret_said, '\n');
	}
	return r;
}
