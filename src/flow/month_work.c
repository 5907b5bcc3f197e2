/* Figures being gathered, each with the records behind it. */
#include "month_priv.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MONTHS 12
#define UNKNOWN "unknown" /* what nobody said, or a word that the kind does not have */

/* ---- the period ---------------------------------------------------------- */

static bool read_period(struct month_work *work, const char *period)
{
	size_t len = strlen(period);
	struct date from, to;

	if (len == strlen("2026"))
		snprintf(work->from, sizeof(work->from), "%.4s-01-01", period);
	else if (len == strlen("2026-11"))
		snprintf(work->from, sizeof(work->from), "%.7s-01", period);
	if (!date_read(work->from, &from))
		return false;
	to = (struct date){.year = from.year, .month = from.month + 1, .day = 1};
	if (len == strlen("2026") || to.month > MONTHS)
		to = (struct date){.year = from.year + 1, .month = 1, .day = 1};
	date_print(&to, work->to);
	return true;
}

int month_work_begin(struct month_work *ret, const struct month_book *book,
		     struct month_pack *pack, const char *period, const char *now, struct err *err)
{
	struct month_work work = {.book = book, .pack = pack, .now = now};

	if (!time_read(now, &work.now_s))
		return err_set(err, EINVAL, _("đồng hồ máy sai: «%.40s»"), now);
	if (!read_period(&work, period))
		return err_set(err, EINVAL, _("«%.20s»: ghi tháng như 2026-11 hoặc năm như 2026"),
			       period);
	if (strncmp(work.from, now, strlen("2026-11")) > 0)
		return err_set(err, EINVAL, _("%.20s: kỳ này chưa tới"), period);
	pack->period = arena_str(&pack->arena, period);
	pack->at = arena_str(&pack->arena, now);
	*ret = work;
	return 0;
}

bool month_ended(const struct month_work *work, const char *at)
{
	return at && strncmp(at, work->to, strlen(work->to)) < 0;
}

bool month_has(const struct month_work *work, const char *at)
{
	return month_ended(work, at) && strncmp(at, work->from, strlen(work->from)) >= 0;
}

/* ---- figures ------------------------------------------------------------- */

struct month_figure *month_add(struct month_work *work, struct month_figure figure)
{
	struct month_pack *pack = work->pack;
	struct month_figure *kept = arena_alloc(&pack->arena, sizeof(*kept));

	if (pack->count == work->room) {
		size_t room = work->room ? work->room * 2 : 64;
		struct month_figure **figures =
			arena_alloc(&pack->arena, room * sizeof(struct month_figure *));

		if (pack->count)
			memcpy(figures, pack->figures,
			       pack->count * sizeof(struct month_figure *));
		pack->figures = figures;
		work->room = room;
	}
	*kept = figure;
	kept->is_known = true;
	pack->figures[pack->count++] = kept;
	return kept;
}

static void add_part(struct month_work *work, const struct month_figure *of, const char *prefix,
		     const char *choice, const char *label)
{
	month_add(work, (struct month_figure){
				.section = of->section,
				.key = arena_printf(&work->pack->arena, "%s.%s", prefix, choice),
				.label = label,
				.unit = of->unit,
				.how = of->how,
				.kind = of->kind,
				.is_part = true,
				.is_flow = of->is_flow,
			});
}

void month_add_parts(struct month_work *work, const struct month_figure *of, const char *prefix,
		     const struct record_kind *kind, const char *field)
{
	const struct field *choices = record_field_find(kind, field);

	for (size_t i = 0; choices->choices[i]; i++)
		add_part(work, of, prefix, choices->choices[i], choices->choice_labels[i]);
	add_part(work, of, prefix, UNKNOWN, N_("Chưa rõ"));
}

struct month_figure *month_whole(struct month_work *work, const char *key)
{
	for (size_t i = work->pack->count; i-- > 0;)
		if (!work->pack->figures[i]->is_part && str_eq(work->pack->figures[i]->key, key))
			return work->pack->figures[i];
	return NULL;
}

struct month_figure *month_part(struct month_work *work, const char *prefix, const char *word)
{
	size_t len = strlen(prefix);

	for (size_t i = work->pack->count; i-- > 0;) {
		struct month_figure *figure = work->pack->figures[i];

		if (figure->is_part && strncmp(figure->key, prefix, len) == 0 &&
		    figure->key[len] == '.' && str_eq(figure->key + len + 1, word))
			return figure;
	}
	return NULL;
}

struct month_figure *month_choice(struct month_work *work, const char *prefix, const char *choice)
{
	struct month_figure *part = month_part(work, prefix, choice ? choice : UNKNOWN);

	return part ? part : month_part(work, prefix, UNKNOWN);
}

/* The room for records is the next power of two. */
static bool is_full(size_t count)
{
	return (count & (count - 1)) == 0;
}

void month_count(struct month_work *work, struct month_figure *figure, const char *id)
{
	struct arena *arena = &work->pack->arena;
	size_t count = figure->record_count;

	if (is_full(count)) {
		const char **records = arena_alloc(arena, (count ? count * 2 : 1) *
								  sizeof(*records));

		if (count)
			memcpy(records, figure->records, count * sizeof(*records));
		figure->records = records;
	}
	figure->records[figure->record_count++] = arena_str(arena, id);
	figure->value += figure->how == MONTH_COUNT;
}

void month_sum(struct month_work *work, struct month_figure *figure, const char *id, int64_t amount)
{
	size_t count = figure->record_count;

	if (is_full(count)) {
		int64_t *amounts = arena_alloc(&work->pack->arena,
					       (count ? count * 2 : 1) * sizeof(*amounts));

		if (count)
			memcpy(amounts, figure->amounts, count * sizeof(*amounts));
		figure->amounts = amounts;
	}
	figure->amounts[count] = amount;
	month_count(work, figure, id);
	/* Amounts are bounded by TEXT_MONEY_MAX; a book of hostile ones stops at the edge. */
	if (__builtin_add_overflow(figure->value, amount, &figure->value))
		figure->value = amount < 0 ? INT64_MIN : INT64_MAX;
}

void month_share(struct month_figure *figure, int64_t part, int64_t whole)
{
	figure->is_known = whole > 0;
	figure->value = whole > 0 ? (part * 200 + whole) / (2 * whole) : 0;
}

static int by_value(const void *a, const void *b)
{
	const struct month_figure *one = *(struct month_figure *const *)a;
	const struct month_figure *other = *(struct month_figure *const *)b;

	if (one->value != other->value)
		return one->value > other->value ? -1 : 1;
	return strcmp(one->key, other->key);
}

void month_keep_top(struct month_work *work, size_t first, size_t most)
{
	struct month_pack *pack = work->pack;

	if (pack->count > first)
		qsort(pack->figures + first, pack->count - first, sizeof(struct month_figure *),
		      by_value);
	if (pack->count > first + most)
		pack->count = first + most;
}

/* ---- all of it ----------------------------------------------------------- */

static const enum month_kind needs[MONTH_SECTIONS] = {
	[MONTH_HANDED] = BOOK_STEP,	    [MONTH_RECEIVED] = BOOK_DONOR,
	[MONTH_REQUESTS] = BOOK_REQUEST,    [MONTH_VERDICTS] = BOOK_DEVICE,
	[MONTH_COVER] = BOOK_UNIT,	    [MONTH_PUPILS] = BOOK_RECIPIENT,
	[MONTH_FUND] = BOOK_FUND,	    [MONTH_PEOPLE] = BOOK_STEP,
	[MONTH_RANKS] = BOOK_DONOR,	    [MONTH_TASKS] = BOOK_TASK,
	[MONTH_MOVEMENT] = BOOK_ACTIVITY,   [MONTH_TRAINING] = BOOK_REGISTRATION,
	[MONTH_CONTESTS] = BOOK_ENTRY,
};

static int add_section(struct month_work *work, enum month_section section, struct err *err)
{
	if (work->book->tables[needs[section]].is_hidden) {
		work->pack->hidden |= MONTH_BIT(section);
		return 0;
	}
	switch (section) {
	case MONTH_HANDED: month_handed(work); break;
	case MONTH_RECEIVED: month_received(work); break;
	case MONTH_REQUESTS: month_requests(work); break;
	case MONTH_VERDICTS: return month_verdicts(work, err);
	case MONTH_COVER: month_cover(work); break;
	case MONTH_PUPILS: month_pupils(work); break;
	case MONTH_FUND: return month_fund(work, err);
	case MONTH_PEOPLE:
		month_people(work);
		month_training(work);
		break;
	case MONTH_RANKS: month_ranks(work); break;
	case MONTH_TRAINING: month_courses(work); break;
	case MONTH_CONTESTS: month_contests(work); break;
	case MONTH_TASKS: month_tasks(work); break;
	case MONTH_MOVEMENT: month_movement(work); break;
	case MONTH_SECTIONS: break;
	}
	return 0;
}

/* What is nothing of its total needs no line. */
static void leave_out_nothing(struct month_pack *pack)
{
	size_t kept = 0;

	for (size_t i = 0; i < pack->count; i++) {
		const struct month_figure *figure = pack->figures[i];

		if (figure->record_count || figure->target || !(figure->is_part || figure->of))
			pack->figures[kept++] = pack->figures[i];
	}
	pack->count = kept;
}

int month_work_out(struct month_work *work, struct err *err)
{
	int r = 0;

	for (enum month_section i = 0; r == 0 && i < MONTH_SECTIONS; i++)
		r = add_section(work, i, err);
	leave_out_nothing(work->pack);
	return r;
}
