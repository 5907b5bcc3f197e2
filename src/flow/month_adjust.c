/* What came into a closed month later: the difference between what the book says of it now and what
 * was reported, told in the report of a month after it. */
#include "month_priv.h"

#include <stdlib.h>
#include <string.h>

/* What is older than that is history. */
#define MONTHS_BACK 12

/* A month that was closed: as it was reported since, and as it is. */
struct looking_back {
	const char *month;
	struct month_pack told, now;
};

static void back_done(struct looking_back *back)
{
	month_done(&back->told);
	month_done(&back->now);
}

/* ---- sets of records ----------------------------------------------------- */

static int by_text(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static const char **sorted(struct arena *arena, const char *const *ids, size_t count)
{
	const char **copy = arena_alloc(arena, (count + 1) * sizeof(*copy));

	if (count) {
		memcpy(copy, ids, count * sizeof(*copy));
		qsort(copy, count, sizeof(*copy), by_text);
	}
	return copy;
}

/* Those of ONE that are not in OTHER, both sorted; copied to ARENA. */
static const char **less(struct arena *arena, const char *const *one, size_t count,
			 const char *const *other, size_t other_count, size_t *ret_count)
{
	const char **left = arena_alloc(arena, (count + 1) * sizeof(*left));
	size_t at = 0;

	*ret_count = 0;
	for (size_t i = 0; i < count; i++) {
		while (at < other_count && strcmp(other[at], one[i]) < 0)
			at++;
		if (at == other_count || strcmp(other[at], one[i]) != 0)
			left[(*ret_count)++] = arena_str(arena, one[i]);
	}
	return left;
}

/* ---- what was told so far ------------------------------------------------ */

static struct month_figure *told_figure(struct month_pack *pack, const char *key)
{
	for (size_t i = 0; i < pack->count; i++)
		if (str_eq(pack->figures[i]->key, key))
			return pack->figures[i];
	return NULL;
}

/* An adjustment that a later month was closed with counts as reported. */
static void count_in(struct month_pack *told, const struct month_adjustment *one)
{
	struct arena *arena = &told->arena;
	struct month_figure *figure = told_figure(told, one->figure.key);
	const char **before, **gone, **kept;
	size_t kept_count = 0;

	if (!figure) {
		struct month_figure **figures =
			arena_alloc(arena, (told->count + 1) * sizeof(struct month_figure *));

		if (told->count)
			memcpy(figures, told->figures,
			       told->count * sizeof(struct month_figure *));
		figure = arena_alloc(arena, sizeof(*figure));
		*figure = one->figure;
		figure->key = arena_str(arena, one->figure.key);
		figure->value = 0;
		figure->record_count = 0;
		figures[told->count++] = figure;
		told->figures = figures;
	}
	figure->value += one->figure.value;
	before = sorted(arena, figure->records, figure->record_count);
	gone = sorted(arena, one->removed, one->removed_count);
	kept = less(arena, before, figure->record_count, gone, one->removed_count, &kept_count);
	figure->records = arena_alloc(arena, (kept_count + one->figure.record_count + 1) *
						     sizeof(*figure->records));
	for (size_t i = 0; i < kept_count; i++)
		figure->records[i] = kept[i];
	for (size_t i = 0; i < one->figure.record_count; i++)
		figure->records[kept_count + i] = arena_str(arena, one->figure.records[i]);
	figure->record_count = kept_count + one->figure.record_count;
}

static int count_in_later(const struct month_work *work, struct looking_back *back,
			  struct err *err)
{
	const struct book_table *closings = &work->book->tables[BOOK_CLOSING];

	for (size_t i = 0; i < closings->count; i++) {
		AUTO(month_done) struct month_pack later = {0};
		const struct book_row *row = &closings->rows[i];
		const char *month = row->cells[CLOSING_MONTH];
		int r;

		if (strcmp(month, back->month) <= 0 || strcmp(month, work->pack->period) >= 0 ||
		    book_closing(work->book, month) != row)
			continue;
		r = month_read_closing(&later, row, err);
		if (r < 0)
			return r;
		for (size_t k = 0; k < later.adjustment_count; k++)
			if (str_eq(later.adjustments[k].month, back->month))
				count_in(&back->told, &later.adjustments[k]);
	}
	return 0;
}

/* ---- the difference ------------------------------------------------------ */

static void add_one(struct month_work *work, const struct looking_back *back, const char *key)
{
	static const struct month_figure nothing = {0};
	const struct month_figure *told = month_find(&back->told, key);
	const struct month_figure *now = month_find(&back->now, key);
	const struct month_figure *like = now ? now : told;
	struct month_pack *pack = work->pack;
	struct arena *arena = &pack->arena;
	struct month_adjustment *one = &pack->adjustments[pack->adjustment_count];
	const char **before, **after;

	told = told ? told : &nothing;
	now = now ? now : &nothing;
	before = sorted(arena, told->records, told->record_count);
	after = sorted(arena, now->records, now->record_count);
	*one = (struct month_adjustment){.month = arena_str(arena, back->month)};
	one->figure = (struct month_figure){
		.section = like->section, .key = arena_str(arena, key),
		.of = arena_str(arena, like->of), .label = arena_str(arena, like->label),
		.unit = arena_str(arena, like->unit), .kind = arena_str(arena, like->kind),
		.how = like->how, .is_known = true, .is_flow = true,
		.value = now->value - told->value};
	one->figure.records = less(arena, after, now->record_count, before, told->record_count,
				   &one->figure.record_count);
	one->removed = less(arena, before, told->record_count, after, now->record_count,
			    &one->removed_count);
	/* A closing that was too large for its records tells by its number alone. */
	if (told->value && !told->record_count && told->is_flow) {
		one->figure.record_count = 0;
		one->removed_count = 0;
	}
	if (one->figure.value || one->figure.record_count || one->removed_count)
		pack->adjustment_count++;
}

static void add_difference(struct month_work *work, const struct looking_back *back)
{
	struct month_pack *pack = work->pack;
	size_t most = pack->adjustment_count + back->told.count + back->now.count;
	struct month_adjustment *room = arena_alloc(&pack->arena, (most + 1) * sizeof(*room));

	if (pack->adjustment_count)
		memcpy(room, pack->adjustments, pack->adjustment_count * sizeof(*room));
	pack->adjustments = room;
	for (size_t i = 0; i < back->now.count; i++)
		if (back->now.figures[i]->is_flow &&
		    !(pack->hidden & MONTH_BIT(back->now.figures[i]->section)))
			add_one(work, back, back->now.figures[i]->key);
	for (size_t i = 0; i < back->told.count; i++)
		if (back->told.figures[i]->is_flow &&
		    !month_find(&back->now, back->told.figures[i]->key) &&
		    !(pack->hidden & MONTH_BIT(back->told.figures[i]->section)))
			add_one(work, back, back->told.figures[i]->key);
}

static int look_back(struct month_work *work, const struct book_row *closing, struct err *err)
{
	AUTO(back_done) struct looking_back back = {.month = closing->cells[CLOSING_MONTH]};
	struct month_work then;
	int r = month_read_closing(&back.told, closing, err);

	if (r == 0)
		r = count_in_later(work, &back, err);
	if (r == 0)
		r = month_work_begin(&then, work->book, &back.now, back.month, work->now, err);
	if (r == 0)
		r = month_work_out(&then, err);
	if (r == 0)
		add_difference(work, &back);
	return r;
}

int month_adjust(struct month_work *work, struct err *err)
{
	struct date month;
	int r = 0;

	if (strlen(work->pack->period) != strlen("2026-11") || !date_read(work->from, &month))
		return 0;
	for (int i = 0; r == 0 && i < MONTHS_BACK; i++) {
		const struct book_row *closing;
		char text[DATE_TEXT_MAX];

		month = date_after_days(&month, -1);
		month.day = 1;
		date_print(&month, text);
		text[strlen("2026-11")] = '\0';
		closing = book_closing(work->book, text);
		if (closing)
			r = look_back(work, closing, err);
	}
	return r;
}
