/* Who comes where, and who wins what. */
#include "contest_priv.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

static const char *const ranks[] = {"first", "second", "third", "consolation"};
static const char *const rank_fields[] = {"first_prizes", "second_prizes", "third_prizes",
					  "consolations"};
#define RANKS ARRAY_LEN(ranks)

void flow_contest_ranking_done(struct contest_ranking *ranking)
{
	arena_done(&ranking->arena);
}

int64_t contest_room(const struct row *division, const char *rank)
{
	for (size_t i = 0; i < RANKS; i++)
		if (str_eq(ranks[i], rank))
			return row_number(division, rank_fields[i]);
	return str_eq(rank, "collective") ? row_number(division, "collectives") : 0;
}

bool prize_stands(const struct row *prize)
{
	const char *state = row_get(prize, "state");

	return str_eq(state, "proposed") || str_eq(state, "awarded");
}

static bool is_by_category(const struct contest_book *book)
{
	return str_eq(row_get(&book->contest, "prize_by"), "category");
}

size_t contest_prizes_of(const struct contest_book *book, const char *division,
			 const char *category, const char *rank)
{
	bool by_category = is_by_category(book) && !str_eq(rank, "collective");
	size_t count = 0;

	for (size_t i = 0; i < book->prizes.count; i++) {
		const struct row *prize = &book->prizes.list[i];

		count += prize_stands(prize) && str_eq(row_get(prize, "rank"), rank) &&
			 str_eq(row_get(prize, "division"), division) &&
			 (!by_category || str_eq(row_get(prize, "category"), category));
	}
	return count;
}

bool contest_over(const struct contest_book *book, struct buf *ret)
{
	for (size_t i = 0; i < book->prizes.count; i++) {
		const struct row *prize = &book->prizes.list[i];
		const struct row *division =
			rows_find(&book->divisions, row_get(prize, "division"));
		const char *rank = row_get(prize, "rank");
		size_t count = contest_prizes_of(book, row_get(prize, "division"),
						 row_get(prize, "category"), rank);

		if (!prize_stands(prize) || !division ||
		    count <= (size_t)contest_room(division, rank))
			continue;
		buf_printf(ret, _("%s có %zu giải %s, nhiều nhất là %lld: bỏ bớt (do drop)"),
			   row_get(division, "name"), count,
			   record_choice_label(record_field_find(prize->kind, "rank"), rank),
			   (long long)contest_room(division, rank));
		return true;
	}
	return false;
}

/* ---- sums ---------------------------------------------------------------------------------- */

struct weighing {
	const struct contest_book *book;
	struct rank_criterion *criteria;
	int64_t scale;
};

/* One judge's sum; false while some of it is missing. */
static bool add_judge(const struct weighing *weighing, const struct row *entry,
		      const struct row *judge, int64_t *sum)
{
	const struct contest_book *book = weighing->book;
	int64_t own = 0;
	bool twice;

	for (size_t i = 0; i < book->criteria.count; i++) {
		const struct row *score = contest_score(book, entry->id, judge->id,
							book->criteria.list[i].id, &twice);

		if (!score)
			return false;
		own += rank_share(&weighing->criteria[i], row_number(score, "points"),
				  weighing->scale);
	}
	*sum += own;
	return true;
}

static void weigh(const struct weighing *weighing, const struct row *entry,
		  struct rank_item *item)
{
	const struct rows *judges = &weighing->book->judges;

	for (size_t i = 0; i < judges->count; i++)
		if (judge_is_scoring(&judges->list[i]) &&
		    !contest_keeps_off(weighing->book, &judges->list[i], entry) &&
		    add_judge(weighing, entry, &judges->list[i], &item->sum))
			item->judges++;
}

/* The newest word of the board on the entry or unit. */
static int64_t position_of(const struct contest_book *book, const char *division,
			   const char *field, const char *id)
{
	const struct row *found = NULL;

	for (size_t i = 0; i < book->rulings.count; i++) {
		const struct row *row = &book->rulings.list[i];

		if (str_eq(row_get(row, field), id) &&
		    str_eq(row_get(row, "division"), division) &&
		    (!found || strcmp(row_get(row, "at"), row_get(found, "at")) >= 0))
			found = row;
	}
	return found ? row_number(found, "position") : 0;
}

/* ---- one set ------------------------------------------------------------------------------- */

static const struct row *prize_of(const struct contest_book *book, const char *division,
				  const char *field, const char *id)
{
	for (size_t i = 0; i < book->prizes.count; i++)
		if (prize_stands(&book->prizes.list[i]) &&
		    str_eq(row_get(&book->prizes.list[i], field), id) &&
		    str_eq(row_get(&book->prizes.list[i], "division"), division))
			return &book->prizes.list[i];
	return NULL;
}

/* The word itself, which outlives the book. */
static const char *rank_of(const struct row *prize)
{
	const struct field *field = record_field_find(prize->kind, "rank");
	size_t i = 0;

	while (field->choices[i] && !str_eq(field->choices[i], row_get(prize, "rank")))
		i++;
	return field->choices[i];
}

static void fill_place(struct contest_place *place, const struct contest_book *book,
		       const struct contest_set *set, const struct rank_item *item,
		       struct arena *arena)
{
	const char *field = set->is_collective ? "unit" : "entry";
	const struct row *prize = prize_of(book, set->division, field, place->id);
	const char *won = item->prize == RANK_NO_PRIZE ? NULL
			  : set->is_collective	       ? "collective"
						       : ranks[item->prize];

	place->place = item->place;
	place->judges = (size_t)item->judges;
	place->position = item->position;
	place->is_tied = item->is_tied;
	/* What was given by the board's word is decided. */
	place->is_contested = item->is_contested && !prize;
	place->is_given = prize != NULL;
	place->prize_id = prize ? arena_str(arena, prize->id) : NULL;
	place->prize = prize ? rank_of(prize) : won;
}

static bool is_of_set(const struct contest_set *set, const struct row *entry)
{
	return entry_is_accepted(entry) && str_eq(row_get(entry, "division"), set->division) &&
	       (!set->category || str_eq(row_get(entry, "category"), set->category));
}

/* Those with the very same marks, whatever the board said of them. */
static void find_equals(const struct rank_item *items, struct contest_set *set)
{
	size_t end;

	for (size_t first = 0; first < set->count; first = end) {
		end = first + 1;
		while (end < set->count && items[end].sum * items[first].judges ==
						   items[first].sum * items[end].judges)
			end++;
		for (size_t i = first; i < end; i++) {
			set->places[i].group = first;
			set->places[i].equals = end - first;
		}
	}
}

static void finish_set(struct contest_ranking *ranking, const struct contest_book *book,
		       struct contest_set *set, struct rank_item *items,
		       const struct contest_place *found)
{
	const struct row *division = rows_find(&book->divisions, set->division);
	int64_t caps[RANKS];
	size_t caps_count = set->is_collective ? 1 : RANKS;

	for (size_t i = 0; i < caps_count; i++) {
		caps[i] = contest_room(division, set->is_collective ? "collective" : ranks[i]);
		set->room += caps[i] > 0 ? (size_t)caps[i] : 0;
	}
	rank_make(items, set->count, caps, caps_count);
	set->places = arena_alloc(&ranking->arena, (set->count + 1) * sizeof(*set->places));
	for (size_t i = 0; i < set->count; i++) {
		set->places[i] = found[items[i].of];
		fill_place(&set->places[i], book, set, &items[i], &ranking->arena);
		set->contested += set->places[i].is_contested;
	}
	find_equals(items, set);
	ranking->contested += set->contested;
}

static void rank_set(struct contest_ranking *ranking, const struct weighing *weighing,
		     struct contest_set *set)
{
	const struct contest_book *book = weighing->book;
	size_t most = book->entries.count + 1;
	struct rank_item *items = arena_alloc(&ranking->arena, most * sizeof(*items));
	struct contest_place *found = arena_alloc(&ranking->arena, most * sizeof(*found));

	for (size_t i = 0; i < book->entries.count; i++) {
		const struct row *entry = &book->entries.list[i];
		struct rank_item item = {.of = set->count};

		if (!is_of_set(set, entry))
			continue;
		weigh(weighing, entry, &item);
		if (!item.judges)
			continue;
		item.position = position_of(book, set->division, "entry", entry->id);
		found[set->count] = (struct contest_place){
			.id = arena_str(&ranking->arena, entry->id),
			.tag = arena_str(&ranking->arena, row_get(entry, "tag")),
			.title = arena_str(&ranking->arena, row_get(entry, "title")),
			.blind = arena_str(&ranking->arena, row_get(entry, "blind")),
			.unit = row_show(entry, book->store, &ranking->arena, "unit"),
			.score = rank_shown(item.sum, item.judges, weighing->scale),
		};
		items[set->count++] = item;
	}
	finish_set(ranking, book, set, items, found);
}

/* ---- the collective one -------------------------------------------------------------------- */

struct participant {
	const struct row *entrant;
	const char *unit;
};

/* Everybody of the division with a valid entry, each once. */
static size_t find_people(const struct contest_book *book, const char *division,
			  struct participant *ret)
{
	size_t count = 0;

	for (size_t i = 0; i < book->entrants.count; i++) {
		const struct row *entrant = &book->entrants.list[i];
		const struct row *entry = contest_entry_by_id(book, row_get(entrant, "entry"));
		const char *unit = row_get(entrant, "unit");
		bool is_new = true;

		unit = unit ? unit : row_get(entry, "unit");
		if (!unit || !entry_is_accepted(entry) ||
		    !str_eq(row_get(entry, "division"), division))
			continue;
		for (size_t j = 0; j < count && is_new; j++)
			is_new = !str_eq(ret[j].unit, unit) ||
				 !contest_same_person(ret[j].entrant, entrant, false);
		if (is_new)
			ret[count++] = (struct participant){entrant, unit};
	}
	return count;
}

static void add_unit(struct contest_ranking *ranking, const struct contest_book *book,
		     struct contest_set *set, struct rank_item *items,
		     struct contest_place *found, const char *unit)
{
	AUTO(buf_done) struct buf name = {0};
	size_t at = 0;

	while (at < set->count && !str_eq(found[at].id, unit))
		at++;
	if (at == set->count) {
		store_show_value(book->store, record_field_find(record_kind_find("entry"), "unit"),
				 unit, &name);
		found[at].id = arena_str(&ranking->arena, unit);
		found[at].title = arena_str(&ranking->arena, buf_text(&name));
		items[at] = (struct rank_item){
			.of = at, .judges = 1,
			.position = position_of(book, set->division, "unit", unit)};
		set->count++;
	}
	items[at].sum++;
	found[at].score++;
}

static void rank_units(struct contest_ranking *ranking, const struct contest_book *book,
		       struct contest_set *set)
{
	size_t most = book->entrants.count + 1;
	struct participant *people = arena_alloc(&ranking->arena, most * sizeof(*people));
	struct rank_item *items = arena_alloc(&ranking->arena, most * sizeof(*items));
	struct contest_place *found = arena_alloc(&ranking->arena, most * sizeof(*found));
	size_t count = find_people(book, set->division, people);

	for (size_t i = 0; i < count; i++)
		add_unit(ranking, book, set, items, found, people[i].unit);
	finish_set(ranking, book, set, items, found);
}

/* ---- all of them --------------------------------------------------------------------------- */

static struct contest_set *add_set(struct contest_ranking *ranking, const struct row *division,
				   const struct row *category)
{
	struct contest_set *set = &ranking->sets[ranking->count++];
	struct arena *arena = &ranking->arena;

	*set = (struct contest_set){
		.division = arena_str(arena, division->id),
		.division_name = arena_str(arena, row_get(division, "name")),
		.category = category ? arena_str(arena, category->id) : NULL,
		.category_name = category ? arena_str(arena, row_get(category, "name")) : NULL,
	};
	return set;
}

static void rank_division(struct contest_ranking *ranking, const struct weighing *weighing,
			  const struct row *division)
{
	const struct contest_book *book = weighing->book;
	struct contest_set *set;

	for (size_t i = 0; is_by_category(book) && i < book->categories.count; i++)
		rank_set(ranking, weighing, add_set(ranking, division, &book->categories.list[i]));
	if (!is_by_category(book) || !book->categories.count)
		rank_set(ranking, weighing, add_set(ranking, division, NULL));
	if (row_number(division, "collectives") < 1)
		return;
	set = add_set(ranking, division, NULL);
	set->is_collective = true;
	rank_units(ranking, book, set);
}

int contest_rank(struct contest_ranking *ret, const struct contest_book *book, struct err *err)
{
	struct contest_ranking ranking = {.missing = contest_missing(book, NULL, NULL),
					  .is_final = contest_is(book, "published") ||
						      contest_is(book, "closed")};
	struct weighing weighing = {.book = book};
	size_t count = book->criteria.count;

	weighing.criteria = arena_alloc(&ranking.arena, (count + 1) * sizeof(*weighing.criteria));
	for (size_t i = 0; i < count; i++)
		weighing.criteria[i] = (struct rank_criterion){
			row_number(&book->criteria.list[i], "weight"),
			row_number(&book->criteria.list[i], "most")};
	weighing.scale = rank_scale(weighing.criteria, count);
	if (!weighing.scale) {
		flow_contest_ranking_done(&ranking);
		return err_set(err, EINVAL, _("điểm cao nhất của các tiêu chí không quy về nhau "
					      "được: dùng số tròn như 10, 20, 100"));
	}
	ranking.sets = arena_alloc(&ranking.arena,
				   (book->divisions.count * (book->categories.count + 2) + 1) *
					   sizeof(*ranking.sets));
	for (size_t i = 0; i < book->divisions.count && count; i++)
		rank_division(&ranking, &weighing, &book->divisions.list[i]);
	*ret = ranking;
	return 0;
}

int flow_contest_rank(struct contest_ranking *ret, struct store *store, const char *contest,
		      struct err *err)
{
	AUTO(contest_book_done) struct contest_book book = {0};
	int r = contest_book_read(&book, store, contest, CONTEST_ALL & ~CONTEST_FILES, err);

	return r < 0 ? r : contest_rank(ret, &book, err);
}
