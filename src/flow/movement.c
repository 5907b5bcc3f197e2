/* The movement of a year: activities by area, month and unit, and where the units stand. */
#include "flow_priv.h"
#include "movement_priv.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#define AREA_PLAN "bgddt-935"

void flow_movement_done(struct movement *movement)
{
	arena_done(&movement->arena);
	*movement = (struct movement){0};
}

/* ---- what is read ---------------------------------------------------------------------------- */

struct movement_reading {
	struct movement *ret;
	struct store *store;
	struct row *activities, *reviews;
	size_t activity_count, review_count;
};

static void label_areas(struct movement *ret, const struct plan_library *library)
{
	const struct plan *plan = flow_plan_find(library, AREA_PLAN);

	for (size_t i = 0; plan && i < plan->work.area_count; i++) {
		const struct plan_area *area = &plan->work.areas[i];

		if (area->number >= 1 && area->number < MOVEMENT_AREAS)
			ret->areas[area->number].label =
				arena_str(&ret->arena, area->is.label);
	}
}

/* Room for every unit that could be named was made before. */
static struct movement_unit *unit_of(struct movement_reading *reading, const char *id)
{
	struct movement *ret = reading->ret;
	AUTO(buf_done) struct buf name = {0};

	for (size_t i = 0; i < ret->unit_count; i++)
		if (str_eq(ret->units[i].id, id))
			return &ret->units[i];
	if (store_title(reading->store, record_kind_find("unit"), id, &name, NULL) < 0)
		buf_clear(&name);
	ret->units[ret->unit_count] = (struct movement_unit){
		.id = id, .name = arena_str(&ret->arena, buf_text(&name))};
	return &ret->units[ret->unit_count++];
}

/* ---- counting -------------------------------------------------------------------------------- */

static void count_cell(struct movement *ret, const char *unit, size_t area, size_t month)
{
	for (size_t i = 0; i < ret->cell_count; i++) {
		struct movement_cell *cell = &ret->cells[i];

		if (cell->area == area && cell->month == month &&
		    (cell->unit == unit || str_eq(cell->unit, unit))) {
			cell->count++;
			return;
		}
	}
	ret->cells[ret->cell_count++] =
		(struct movement_cell){.unit = unit, .area = area, .month = month, .count = 1};
}

static void count_activity(struct movement_reading *reading, const struct row *activity)
{
	struct movement *ret = reading->ret;
	const char *day = row_get(activity, "on_date"), *unit_id = row_get(activity, "unit");
	int64_t area = row_number(activity, "area");
	int64_t people = row_number(activity, "participants");
	size_t at = area >= 1 && area < MOVEMENT_AREAS ? (size_t)area : 0;
	size_t month = (size_t)(day[5] - '0') * 10 + (size_t)(day[6] - '0');

	if (month < 1 || month > MOVEMENT_MONTHS)
		return;
	ret->areas[at].months[month - 1]++;
	ret->areas[at].total++;
	ret->areas[at].participants += people;
	ret->total++;
	ret->participants += people;
	count_cell(ret, unit_id, at, month);
	if (unit_id) {
		struct movement_unit *unit = unit_of(reading, unit_id);

		unit->areas[at]++;
		unit->total++;
		unit->participants += people;
	}
}

static bool is_of_year(const struct movement *ret, const char *day)
{
	return day && strlen(day) == strlen("2026-11-30") &&
	       strncmp(day, ret->year, strlen(ret->year)) == 0;
}

static void count_activities(struct movement_reading *reading)
{
	struct movement *ret = reading->ret;
	AUTO(arena_done) struct arena arena = {0};
	size_t count = reading->activity_count;
	struct movement_item *items = arena_alloc(&arena, (count + 1) * sizeof(*items));

	for (size_t i = 0; i < count; i++)
		items[i] = (struct movement_item){
			.id = reading->activities[i].id,
			.about = row_get(&reading->activities[i], "about"),
			.on_date = row_get(&reading->activities[i], "on_date"),
			.at = i,
		};
	movement_count_once(items, count);
	for (size_t i = 0; i < count; i++) {
		if (!is_of_year(ret, items[i].on_date))
			continue;
		if (items[i].is_repeat)
			ret->repeats++;
		else
			count_activity(reading, &reading->activities[items[i].at]);
	}
}

static void rank_units(struct movement_reading *reading)
{
	AUTO(arena_done) struct arena arena = {0};
	struct movement_place *places =
		arena_alloc(&arena, (reading->review_count + 1) * sizeof(*places));
	size_t count = 0;

	for (size_t i = 0; i < reading->review_count; i++) {
		const struct row *row = &reading->reviews[i];

		if (str_eq(row_get(row, "year"), reading->ret->year))
			places[count++] = (struct movement_place){
				.id = row->id, .unit = row_get(row, "unit"),
				.created_at = row->created_at,
				.points = row_number(row, "points"), .at = i};
	}
	movement_rank(places, count);
	for (size_t i = 0; i < count && places[i].place; i++) {
		const struct row *row = &reading->reviews[places[i].at];
		struct movement_unit *unit = unit_of(reading, places[i].unit);

		unit->is_reviewed = true;
		unit->points = places[i].points;
		unit->place = places[i].place;
		unit->is_tied = places[i].is_tied;
		unit->reviews = places[i].same;
		unit->rank = row_get(row, "rank");
		unit->body = row_get(row, "body");
	}
}

static int by_place(const void *a, const void *b)
{
	const struct movement_unit *one = a, *other = b;

	if (one->is_reviewed != other->is_reviewed)
		return one->is_reviewed ? -1 : 1;
	if (one->place != other->place)
		return one->place < other->place ? -1 : 1;
	if (one->total != other->total)
		return one->total > other->total ? -1 : 1;
	return strcmp(one->id, other->id);
}

static int by_cell(const void *a, const void *b)
{
	const struct movement_cell *one = a, *other = b;
	int r = strcmp(one->unit ? one->unit : "", other->unit ? other->unit : "");

	if (r == 0 && one->area != other->area)
		return one->area < other->area ? -1 : 1;
	if (r == 0 && one->month != other->month)
		return one->month < other->month ? -1 : 1;
	return r;
}

/* ---- all of it ------------------------------------------------------------------------------- */

static int read_rows(struct movement_reading *reading, struct err *err)
{
	struct arena *arena = &reading->ret->arena;
	int r = row_list(&reading->activities, &reading->activity_count, reading->store, arena,
			 "activity", NULL, NULL, err);

	return r < 0 ? r
		     : row_list(&reading->reviews, &reading->review_count, reading->store, arena,
				"evaluation", NULL, NULL, err);
}

static void work_out(struct movement_reading *reading)
{
	struct movement *ret = reading->ret;
	size_t units = reading->activity_count + reading->review_count + 1;

	ret->units = arena_alloc(&ret->arena, units * sizeof(*ret->units));
	ret->cells = arena_alloc(&ret->arena,
				 (reading->activity_count + 1) * sizeof(*ret->cells));
	count_activities(reading);
	rank_units(reading);
	if (ret->unit_count)
		qsort(ret->units, ret->unit_count, sizeof(*ret->units), by_place);
	if (ret->cell_count)
		qsort(ret->cells, ret->cell_count, sizeof(*ret->cells), by_cell);
}

int flow_movement(struct movement *ret, struct store *store, const char *year, struct err *err)
{
	AUTO(flow_movement_done) struct movement movement = {0};
	AUTO(flow_plans_done) struct plan_library library = {0};
	struct movement_reading reading = {.ret = &movement, .store = store};
	int r;

	if (strlen(year) != strlen("2026") || strspn(year, "0123456789") != strlen(year))
		return err_set(err, EINVAL, _("«%.20s»: ghi năm như 2026"), year);
	memcpy(movement.year, year, strlen("2026"));
	r = flow_plans_load(&library, NULL, err);
	if (r < 0)
		return r;
	label_areas(&movement, &library);
	r = store_read_begin(store, err);
	if (r < 0)
		return r;
	r = read_rows(&reading, err);
	if (r == 0)
		work_out(&reading);
	store_read_end(store);
	if (r < 0)
		return r;
	*ret = movement;
	movement = (struct movement){0};
	return 0;
}
