/* Which activities count, and who stands where. */
#include "flow_priv.h"
#include "movement_priv.h"

#include <stdlib.h>
#include <string.h>

static int compare(const char *a, const char *b)
{
	return strcmp(a ? a : "", b ? b : "");
}

static int by_about(const void *a, const void *b)
{
	const struct movement_item *one = a, *other = b;
	int r = compare(one->about, other->about);

	if (r == 0)
		r = compare(one->on_date, other->on_date);
	return r ? r : compare(one->id, other->id);
}

void movement_count_once(struct movement_item *items, size_t count)
{
	if (count)
		qsort(items, count, sizeof(*items), by_about);
	for (size_t i = 1; i < count; i++)
		items[i].is_repeat =
			items[i].about && str_eq(items[i].about, items[i - 1].about);
}

static int by_unit(const void *a, const void *b)
{
	const struct movement_place *one = a, *other = b;
	int r = compare(one->unit, other->unit);

	if (r == 0)
		r = compare(other->created_at, one->created_at);
	return r ? r : compare(other->id, one->id);
}

/* Those that do not count go last. */
static int by_points(const void *a, const void *b)
{
	const struct movement_place *one = a, *other = b;

	if (!one->same != !other->same)
		return one->same ? -1 : 1;
	if (one->points != other->points)
		return one->points > other->points ? -1 : 1;
	return compare(one->unit, other->unit);
}

static void find_newest(struct movement_place *places, size_t count)
{
	struct movement_place *newest = NULL;

	for (size_t i = 0; i < count; i++) {
		places[i].same = 0;
		if (!newest || !str_eq(newest->unit, places[i].unit))
			newest = &places[i];
		newest->same++;
	}
}

void movement_rank(struct movement_place *places, size_t count)
{
	if (!count)
		return;
	qsort(places, count, sizeof(*places), by_unit);
	find_newest(places, count);
	qsort(places, count, sizeof(*places), by_points);
	for (size_t i = 0; i < count && places[i].same; i++) {
		bool tied = i && places[i].points == places[i - 1].points;

		places[i].place = tied ? places[i - 1].place : i + 1;
		places[i].is_tied = tied;
		if (tied)
			places[i - 1].is_tied = true;
	}
}
