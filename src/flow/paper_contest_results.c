/* Who won a contest: by the ranking while it is open, by the prizes once they are awarded. */
#include "paper_contest_priv.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#define NOT_PUBLISHED N_("(không nêu tên)")

void gathered_done(struct gathered *all)
{
	flow_contest_ranking_done(&all->ranking);
	contest_book_done(&all->book);
}

int gathered_read(struct gathered *all, struct desk *desk, const char *id, struct err *err)
{
	int r = contest_book_read(&all->book, desk->store, id, CONTEST_ALL, err);

	return r < 0 ? r : contest_rank(&all->ranking, &all->book, err);
}

/* ---- who it is ------------------------------------------------------------------------------- */

static bool is_grown_up(const struct row *entrant)
{
	static const char *const words[] = {"phu-huynh", "lanh-dao", "tnv"};
	const char *audience = row_get(entrant, "audience");

	for (size_t i = 0; audience && i < ARRAY_LEN(words); i++)
		if (str_eq(audience, words[i]))
			return true;
	return audience && (str_starts(audience, "gv-") ||
			    (str_eq(audience, "doan-vien") && !row_get(entrant, "class")));
}

/* A child is named where both the child and the guardian agree; silence is no leave. */
static bool may_be_named(const struct row *entrant)
{
	return !str_eq(row_get(entrant, "state"), "gone") &&
	       str_eq(row_get(entrant, "agrees"), "1") &&
	       (is_grown_up(entrant) || str_eq(row_get(entrant, "guardian_agrees"), "1"));
}

static void add_part(struct buf *ret, const char *part)
{
	if (part && !strstr(buf_text(ret), part))
		buf_printf(ret, "%s%s", ret->len ? ", " : "", part);
}

static void fill_people(struct desk *desk, struct gathered *all, struct contest_result *ret,
			const struct row *entry)
{
	AUTO(buf_done) struct buf names = {0}, classes = {0}, units = {0};
	bool is_named = true;
	size_t count;
	const struct row *people = contest_entrants(&all->book, entry->id, &count);

	for (size_t i = 0; i < count; i++) {
		const char *unit = desk_show(desk, &people[i], "unit");

		is_named &= !desk->wish.is_public || may_be_named(&people[i]);
		add_part(&names, row_get(&people[i], "name"));
		add_part(&classes, row_get(&people[i], "class"));
		add_part(&units, unit ? unit : desk_show(desk, entry, "unit"));
	}
	if (!is_named) {
		all->held_back++;
		ret->name = NOT_PUBLISHED;
		return;
	}
	ret->name = arena_str(&desk->arena, buf_text(&names));
	ret->class_name = arena_str(&desk->arena, buf_text(&classes));
	ret->unit = arena_str(&desk->arena, buf_text(&units));
}

static const char *mark_text(struct desk *desk, int64_t mark)
{
	AUTO(buf_done) struct buf text = {0};

	mark_print(&text, mark);
	return arena_str(&desk->arena, buf_text(&text));
}

/* ---- results --------------------------------------------------------------------------------- */

const char *contest_rank_word(const char *rank)
{
	const struct field *field = record_field_find(record_kind_find("prize"), "rank");

	for (size_t i = 0; rank && field->choices[i]; i++)
		if (str_eq(field->choices[i], rank))
			return field->choice_labels[i];
	return NULL;
}

static void add_result(struct desk *desk, struct gathered *all, const struct contest_set *set,
		       const struct contest_place *place, struct contest_result *ret)
{
	struct arena *arena = &desk->arena;
	const struct row *entry = set->is_collective ? NULL
						     : contest_entry_by_id(&all->book, place->id);

	*ret = (struct contest_result){
		.division = set->category_name ? arena_printf(arena, "%s, %s", set->division_name,
							      set->category_name)
					       : arena_str(arena, set->division_name),
		.place = arena_printf(arena, "%zu%s", place->place, place->is_tied ? "=" : ""),
		.prize = place->is_given ? contest_rank_word(place->prize) : NULL,
	};
	if (!entry) {
		ret->unit = arena_str(arena, place->title);
		ret->score = arena_printf(arena, N_("%lld người"), (long long)place->score);
		return;
	}
	fill_people(desk, all, ret, entry);
	ret->tag = arena_str(arena, place->tag);
	ret->title = arena_str(arena, place->title);
	ret->score = mark_text(desk, place->score);
}

static const struct contest_place *place_of_prize(const struct gathered *all, const char *prize)
{
	for (size_t i = 0; i < all->ranking.count; i++)
		for (size_t j = 0; j < all->ranking.sets[i].count; j++)
			if (str_eq(all->ranking.sets[i].places[j].prize_id, prize))
				return &all->ranking.sets[i].places[j];
	return NULL;
}

/* In the order of the register. */
static int by_number(const void *a, const void *b)
{
	const char *left = row_get(a, "number"), *right = row_get(b, "number");
	long first = left ? strtol(left, NULL, 10) : 0, then = right ? strtol(right, NULL, 10) : 0;

	return (first > then) - (first < then);
}

void gathered_sort_prizes(struct gathered *all)
{
	if (all->book.prizes.count)
		qsort(all->book.prizes.list, all->book.prizes.count,
		      sizeof(*all->book.prizes.list), by_number);
}

/* As it was awarded, whatever the ranking would make of it today. */
static void add_prize(struct desk *desk, struct gathered *all, const struct row *prize,
		      struct contest_result *ret)
{
	struct arena *arena = &desk->arena;
	const struct row *entry = contest_entry_by_id(&all->book, row_get(prize, "entry"));
	const struct contest_place *place = place_of_prize(all, prize->id);
	bool by_category = str_eq(row_get(&all->book.contest, "prize_by"), "category") && entry;
	const char *category = by_category ? desk_show(desk, prize, "category") : NULL;
	const char *division = desk_show(desk, prize, "division");

	*ret = (struct contest_result){
		.division = category ? arena_printf(arena, "%s, %s", division, category) : division,
		.place = place ? arena_printf(arena, "%zu%s", place->place,
					      place->is_tied ? "=" : "")
			       : NULL,
		.prize = contest_rank_word(row_get(prize, "rank")),
	};
	if (!entry) {
		ret->unit = desk_show(desk, prize, "unit");
		if (place)
			ret->score = arena_printf(arena, N_("%lld người"),
						  (long long)place->score);
		return;
	}
	fill_people(desk, all, ret, entry);
	ret->tag = row_get(entry, "tag");
	ret->title = row_get(entry, "title");
	ret->score = mark_text(desk, row_number(prize, "score"));
}

static bool is_published(const struct gathered *all)
{
	return contest_is(&all->book, "published") || contest_is(&all->book, "closed");
}

/* What was awarded first, in the order of the register; the others, and what is not awarded yet, in
 * the order of the ranking. */
size_t gathered_results(struct gathered *all, struct desk *desk, bool only_winners,
			struct contest_result **ret)
{
	const struct rows *prizes = &all->book.prizes;
	size_t most = prizes->count + 1, count = 0;

	for (size_t i = 0; i < all->ranking.count; i++)
		most += all->ranking.sets[i].count;
	*ret = arena_alloc(&desk->arena, most * sizeof(**ret));
	gathered_sort_prizes(all);
	for (size_t i = 0; i < prizes->count; i++)
		if (str_eq(row_get(&prizes->list[i], "state"), "awarded"))
			add_prize(desk, all, &prizes->list[i], &(*ret)[count++]);
	for (size_t i = 0; i < all->ranking.count; i++) {
		const struct contest_set *set = &all->ranking.sets[i];

		for (size_t j = 0; j < set->count; j++)
			if (is_published(all) ? !only_winners && !set->places[j].is_given
					      : !only_winners || set->places[j].is_given)
				add_result(desk, all, set, &set->places[j], &(*ret)[count++]);
	}
	return count;
}

int paper_contest_results(struct buf *ret, struct desk *desk, const char *id, struct err *err)
{
	AUTO(gathered_done) struct gathered all = {0};
	struct contest_results results = {.is_public = desk->wish.is_public};
	struct contest_result *list = NULL;
	int r = gathered_read(&all, desk, id, err);

	if (r == 0)
		r = contest_paper_head(&results.head, desk, &all.book, "TB", err);
	if (r < 0)
		return r;
	if (results.is_public && !is_published(&all))
		return err_set(err, EPERM, _("chưa công bố kết quả: hotroit do publish trước"));
	results.count = gathered_results(&all, desk, results.is_public, &list);
	results.list = list;
	results.about = row_get(&all.book.contest, "name");
	if (!results.count)
		return err_set(err, EPERM, _("chưa có bài nào được xếp hạng"));
	if (all.held_back)
		buf_printf(&desk->said,
			   _("%zu giải không nêu tên: chưa đủ đồng ý của người dự thi và giám "
			     "hộ\n"), all.held_back);
	return export_contest_results(ret, &results, err);
}
