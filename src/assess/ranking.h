/*
 * Ranking by whole numbers: weighted means compared exactly, equal ones shown as equal, prizes
 * given only where no equal one would go without. Pure.
 */
#ifndef HOTROIT_RANKING_H
#define HOTROIT_RANKING_H

#include "model.h"

struct rank_criterion {
	int64_t weight, most; /* per cent; the highest mark in whole points */
};

#define RANK_SCALE_MAX 1000000

/* The least number that every criterion's most divides; 0: larger than RANK_SCALE_MAX. */
int64_t rank_scale(const struct rank_criterion *criteria, size_t count);
/* What POINTS (hundredths) by a criterion add to one judge's sum. Full marks in criteria that make
 * 100 % add up to 10000 × SCALE. */
int64_t rank_share(const struct rank_criterion *criterion, int64_t points, int64_t scale);
/* A mean as it is shown: hundredths of 100 points, rounded half up. */
int64_t rank_shown(int64_t sum, int64_t judges, int64_t scale);

#define RANK_NO_PRIZE SIZE_MAX

/* One that is ranked: by SUM / JUDGES, then where these are equal by the board's POSITION. */
struct rank_item {
	size_t of; /* the caller's own */
	int64_t sum, judges; /* judges: at least 1 */
	int64_t position; /* from 1; 0: the board has said nothing */
	/* What comes of it. */
	size_t place; /* from 1; equal ones share theirs, and the next comes after all of them */
	bool is_tied;
	size_t prize; /* index of a cap, or RANK_NO_PRIZE */
	/* Not all of those that are equal have room in one kind of prize: the board decides. */
	bool is_contested;
};

/* Puts ITEMS in order, the first before all, and gives prizes: CAPS[0] of the highest, and so on.
 * What is contested gets none, and its room is kept for it. */
void rank_make(struct rank_item *items, size_t count, const int64_t *caps, size_t cap_count);

#endif
