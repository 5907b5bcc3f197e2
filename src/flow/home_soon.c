/* What the year's calendar has for these weeks, for the first screen. */
#include "flow_course.h"
#include "home_priv.h"

#include <string.h>

static int count(const struct home_reading *reading, const char *kind, const char *field,
		 uint64_t *ret, struct err *err)
{
	const struct store_filter filter = {.name = field, .test = STORE_IS_NOT};

	return store_count_where(reading->store, record_kind_find(kind), field ? &filter : NULL,
				 field ? 1 : 0, ret, err);
}

static void take_lines(struct home *home, char *lines)
{
	char *rest = NULL;
	size_t room = 0;

	for (const char *at = lines; *at; at++)
		room += *at == '\n';
	home->soon = arena_alloc(&home->arena, (room + 1) * sizeof(*home->soon));
	for (char *line = strtok_r(lines, "\n", &rest); line; line = strtok_r(NULL, "\n", &rest))
		home->soon[home->soon_count++] = arena_str(&home->arena, line);
}

/* The plans are read only where a programme names one, or something was begun. */
int home_read_soon(const struct home_reading *reading, struct err *err)
{
	AUTO(flow_plans_done) struct plan_library library = {0};
	AUTO(calendar_done) struct calendar calendar = {.year = 0};
	AUTO(buf_done) struct buf lines = {0};
	uint64_t linked = 0, sessions = 0, contests = 0;
	int r = count(reading, "programme", "plan", &linked, err);

	if (r == 0)
		r = count(reading, "session", NULL, &sessions, err);
	if (r == 0)
		r = count(reading, "contest", NULL, &contests, err);
	if (r == 0 && linked)
		r = flow_plans_load(&library, NULL, err);
	if (r < 0 || (!linked && !sessions && !contests))
		return r;
	r = flow_calendar(&calendar, reading->store, &library, 0, reading->now, err);
	if (r < 0)
		return r;
	calendar_say_soon(&lines, &calendar);
	if (lines.len)
		take_lines(reading->home, lines.data);
	return 0;
}
