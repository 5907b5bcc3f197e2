/* Ranking by whole numbers. See ranking.h. */
#include "ranking.h"

#include <stdlib.h>

static int64_t common_divisor(int64_t a, int64_t b)
{
	while (b) {
		int64_t rest = a % b;

		a = b;
		b = rest;
	}
	return a;
}

int64_t rank_scale(const struct rank_criterion *criteria, size_t count)
{
	int64_t scale = 1;

	for (size_t i = 0; i < count; i++) {
		int64_t most = criteria[i].most > 0 ? criteria[i].most : 1;

		if (most > RANK_SCALE_MAX)
			return 0;
		scale = scale / common_divisor(scale, most) * most;
		if (scale > RANK_SCALE_MAX)
			return 0;
	}
	return scale;
}

int64_t rank_share(const struct rank_criterion *criterion, int64_t points, int64_t scale)
{
	return criterion->weight * points * (scale / criterion->most);
}

int64_t rank_shown(int64_t sum, int64_t judges, int64_t scale)
{
	int64_t whole = judges * scale;

	return whole ? (2 * sum + whole) / (2 * whole) : 0;
}

/* -1, 0, 1 as the first stands before, beside or behind the second. */
static int compare(const struct rank_item *a, const struct rank_item *b)
{
	int64_t left = a->sum * b->judges, right = b->sum * a->judges;

	if (left != right)
		return left > right ? -1 : 1;
	if (a->position == b->position)
		return 0;
	/* Whom the board has not placed stands behind those that it has. */
	if (!a->position || !b->position)
		return a->position ? -1 : 1;
	return a->position < b->position ? -1 : 1;
}

/* Equal ones stand in the caller's order, so that the same is shown every time. */
static int by_rank(const void *a, const void *b)
{
	const struct rank_item *left = a, *right = b;
	int order = compare(left, right);

	return order ? order : (left->of > right->of) - (left->of < right->of);
}

/* Which prize is the one at PLACE, from 0. */
static size_t prize_at(size_t place, const int64_t *caps, size_t cap_count)
{
	for (size_t i = 0; i < cap_count; i++) {
		size_t room = caps[i] > 0 ? (size_t)caps[i] : 0;

		if (place < room)
			return i;
		place -= room;
	}
	return RANK_NO_PRIZE;
}

void rank_make(struct rank_item *items, size_t count, const int64_t *caps, size_t cap_count)
{
	size_t end;

	if (!count)
		return;
	qsort(items, count, sizeof(*items), by_rank);
	for (size_t first = 0; first < count; first = end) {
		size_t prize = prize_at(first, caps, cap_count);
		bool is_contested;

		end = first + 1;
		while (end < count && !compare(&items[first], &items[end]))
			end++;
		is_contested = prize_at(end - 1, caps, cap_count) != prize;
		for (size_t i = first; i < end; i++) {
			items[i].place = first + 1;
			items[i].is_tied = end - first > 1;
			items[i].is_contested = is_contested;
			items[i].prize = is_contested ? RANK_NO_PRIZE : prize;
		}
	}
}
