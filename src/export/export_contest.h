/* Papers of a contest: who won, what was handed in, the report to who ordered it. */
#ifndef HOTROIT_EXPORT_CONTEST_H
#define HOTROIT_EXPORT_CONTEST_H

#include "export.h"

struct contest_result {
	const char *division, *place, *prize, *name, *class_name, *unit;
	/* the rest is not printed where the list is public */
	const char *tag, *title, *score;
};

struct contest_results {
	struct paper_head head;
	bool is_public; /* winners, their class and unit, nothing else */
	const char *about;
	const struct contest_result *list;
	size_t count;
};

int export_contest_results(struct buf *ret, const struct contest_results *results,
			   struct err *err) MUST_USE;

/* A person of an entry. */
struct contest_entrant {
	const char *tag, *name, *born, *class_name, *unit, *division, *category, *title;
	const char *received, *state, *flaws;
};

struct contest_entries {
	struct paper_head head;
	const char *about;
	const struct contest_entrant *list;
	size_t count;
};

int export_contest_entries(struct buf *ret, const struct contest_entries *entries,
			   struct err *err) MUST_USE;

struct contest_count {
	const char *name;
	size_t entries, people, accepted, rejected, waiting;
};

struct contest_reason {
	const char *text;
	size_t count;
};

struct contest_report {
	struct paper_head head;
	const char *about, *name, *theme, *to, *window, *board, *panel;
	const struct contest_count *divisions, *categories, *units;
	size_t division_count, category_count, unit_count;
	const struct contest_reason *reasons; /* what the board had to look at */
	size_t reason_count;
	const struct contest_result *prizes;
	size_t prize_count;
};

int export_contest_report(struct buf *ret, const struct contest_report *report,
			  struct err *err) MUST_USE;

#endif
