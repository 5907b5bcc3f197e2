/* Prizes as they are kept: what the ranking gives, what the board gives otherwise, within their
 * numbers. */
#include "contest_priv.h"
#include "life_priv.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#define PRIZE_PARTS (CONTEST_ALL & ~CONTEST_FILES)

int contest_open_ranked(struct contest_book *book, struct store *store, const char *contest,
			struct err *err)
{
	int r = store_may_write(store, record_kind_find("entry"), err);

	if (r == 0)
		r = contest_book_read(book, store, contest, PRIZE_PARTS, err);
	if (r < 0)
		return r;
	if (contest_is(book, "ranked"))
		return 0;
	if (contest_is(book, "published") || contest_is(book, "closed"))
		return err_set(err, EPERM, _("đã công bố kết quả: giải không đổi nữa"));
	return err_set(err, EPERM, _("chốt điểm trước khi xếp giải: hotroit do rank"));
}

struct giving {
	const char *division, *category, *entry, *unit, *rank, *reason;
	int64_t score;
	bool is_scored;
};

static int give(struct store *store, const struct contest_book *book, const struct giving *giving,
		struct err *err)
{
	static const char *const names[] = {"contest", "division", "category", "entry", "unit",
					    "rank", "score", "reason"};
	char score[24];
	const char *const values[] = {book->contest.id, giving->division, giving->category,
				      giving->entry, giving->unit, giving->rank,
				      giving->unit ? NULL : score, giving->reason};
	const struct store_write write = {.kind = record_kind_find("prize"), .is_new = true,
					  .names = names, .values = values,
					  .count = ARRAY_LEN(names)};

	snprintf(score, sizeof(score), "%lld", (long long)giving->score);
	return store_write_all(store, &write, 1, err);
}

/* What the board once took away it does not get back by itself. */
static bool was_dropped(const struct contest_book *book, const char *field, const char *id,
			const char *division)
{
	for (size_t i = 0; i < book->prizes.count; i++) {
		const struct row *prize = &book->prizes.list[i];

		if (!prize_stands(prize) && str_eq(row_get(prize, field), id) &&
		    str_eq(row_get(prize, "division"), division))
			return true;
	}
	return false;
}

static int give_place(struct store *store, const struct contest_book *book,
		      const struct contest_set *set, struct contest_place *place, size_t given,
		      struct err *err)
{
	const char *field = set->is_collective ? "unit" : "entry";
	const struct row *division = rows_find(&book->divisions, set->division);
	const struct row *entry = set->is_collective ? NULL : contest_entry_by_id(book, place->id);
	struct giving giving = {
		.division = set->division, .rank = place->prize, .score = place->score,
		.category = entry ? row_get(entry, "category") : NULL,
		.entry = entry ? place->id : NULL, .unit = entry ? NULL : place->id};

	if (!place->prize || place->is_given ||
	    was_dropped(book, field, place->id, set->division) ||
	    contest_prizes_of(book, set->division, giving.category, place->prize) + given >=
		    (size_t)contest_room(division, place->prize))
		return 0;
	return give(store, book, &giving, err) < 0 ? -err->code : 1;
}

/* From the first place down; what the board gave by its own word takes room, too. */
static int give_set(struct store *store, const struct contest_book *book,
		    const struct contest_set *set, size_t *given, struct err *err)
{
	const char *rank = NULL;
	size_t of_rank = 0;

	for (size_t i = 0; i < set->count; i++) {
		struct contest_place *place = &set->places[i];
		int r;

		if (!str_eq(place->prize, rank))
			of_rank = 0;
		rank = place->prize;
		r = give_place(store, book, set, place, of_rank, err);
		if (r < 0)
			return r;
		of_rank += r > 0;
		*given += r > 0;
	}
	return 0;
}

static bool share_person(const struct contest_book *book, const char *entry, const char *other)
{
	size_t count, other_count;
	const struct row *people = contest_entrants(book, entry, &count);
	const struct row *others = contest_entrants(book, other, &other_count);

	for (size_t i = 0; i < count; i++)
		for (size_t j = 0; j < other_count; j++)
			if (contest_same_person(&people[i], &others[j], true))
				return true;
	return false;
}

/* Whether somebody may win twice is the board's to say. */
static void tell_twice(const struct contest_book *book, const struct contest_set *set,
		       struct buf *ret_said)
{
	for (size_t i = 0; i < set->count && !set->is_collective; i++)
		for (size_t j = 0; j < i && set->places[i].prize; j++)
			if (set->places[j].prize &&
			    share_person(book, set->places[i].id, set->places[j].id))
				buf_printf(ret_said,
					   _("\nBài %s và %s cùng một người, đều có giải: BTC xem "
					     "lại (do drop)"),
					   set->places[j].tag, set->places[i].tag);
}

static int give_all(struct store *store, const struct contest_book *book, struct buf *ret_said,
		    struct err *err)
{
	struct contest_ranking ranking = {0};
	size_t given = 0;
	int r = contest_rank(&ranking, book, err);

	/* Of another bench a judge or an entry may have come since. */
	if (r == 0 && ranking.missing)
		r = err_set(err, EPERM, _("còn thiếu %zu điểm: mở lại rồi chấm đủ (hotroit do "
				       "reopen)"),
			    ranking.missing);
	for (size_t i = 0; i < ranking.count && r == 0; i++)
		r = give_set(store, book, &ranking.sets[i], &given, err);
	if (r == 0)
		buf_printf(ret_said, _("Ghi %zu giải dự kiến"), given);
	if (r == 0 && ranking.contested)
		buf_printf(ret_said, _("; %zu bài, đơn vị bằng nhau chờ BTC xếp (contest rule)"),
			   ranking.contested);
	for (size_t i = 0; i < ranking.count && r == 0; i++)
		tell_twice(book, &ranking.sets[i], ret_said);
	flow_contest_ranking_done(&ranking);
	return r;
}

int flow_contest_prizes(struct store *store, const char *contest, struct buf *ret_said,
			struct err *err)
{
	AUTO(store_hold_done) struct store_hold hold = {0};
	AUTO(contest_book_done) struct contest_book book = {0};
	int r = store_hold_begin(&hold, store, err);

	if (r == 0)
		r = contest_open_ranked(&book, store, contest, err);
	if (r == 0)
		r = give_all(store, &book, ret_said, err);
	return r < 0 ? r : store_hold_keep(&hold, err);
}

/* ---- by the board's word ------------------------------------------------------------------- */

int contest_find_whose(struct contest_book *book, const struct contest_award *award,
		       struct contest_whose *ret, struct err *err)
{
	struct row unit = {0};
	const struct row *entry = award->entry ? contest_entry(book, award->entry) : NULL;
	const struct row *division;

	if (!award->entry == !award->unit)
		return err_set(err, EINVAL, _("ghi một bài (entry=…) hoặc một đơn vị (unit=…)"));
	if (award->entry && (!entry || !entry_is_accepted(entry)))
		return err_set(err, ENOENT, _("không có bài hợp lệ «%.20s» trong cuộc thi này"),
			       award->entry);
	if (award->unit) {
		int r = row_read(&unit, book->store, &book->arena, "unit", award->unit, err);

		if (r < 0)
			return r;
	}
	division = entry ? rows_find(&book->divisions, row_get(entry, "division"))
			 : rows_called(&book->divisions, award->division ? award->division : "");
	if (!division)
		return err_set(err, EINVAL, _("ghi bảng thi: division=a"));
	*ret = (struct contest_whose){
		.division = division->id, .category = entry ? row_get(entry, "category") : NULL,
		.entry = entry ? entry->id : NULL, .unit = unit.id};
	return 0;
}

/* The rank by its key or as it is called. */
static int find_rank(const char *word, const char **ret, struct err *err)
{
	const struct field *field = record_field_find(record_kind_find("prize"), "rank");
	AUTO(buf_done) struct buf wanted = {0};

	text_fold(&wanted, word);
	for (size_t i = 0; field->choices[i]; i++) {
		AUTO(buf_done) struct buf label = {0};

		text_fold(&label, field->choice_labels[i]);
		if (str_eq(field->choices[i], word) ||
		    str_eq(buf_text(&label), buf_text(&wanted))) {
			*ret = field->choices[i];
			return 0;
		}
	}
	return err_set(err, EINVAL,
		       _("rank: «%.20s»: chọn first, second, third, consolation, collective"),
		       word);
}

static bool has_prize(const struct contest_book *book, const struct giving *giving)
{
	const char *field = giving->entry ? "entry" : "unit";

	for (size_t i = 0; i < book->prizes.count; i++)
		if (prize_stands(&book->prizes.list[i]) &&
		    str_eq(row_get(&book->prizes.list[i], "division"), giving->division) &&
		    str_eq(row_get(&book->prizes.list[i], field),
			   giving->entry ? giving->entry : giving->unit))
			return true;
	return false;
}

static int check_room(const struct contest_book *book, const struct giving *giving,
		      struct err *err)
{
	const struct row *division = rows_find(&book->divisions, giving->division);
	size_t count = contest_prizes_of(book, giving->division, giving->category, giving->rank);
	const char *label = record_choice_label(
		record_field_find(record_kind_find("prize"), "rank"), giving->rank);

	if (str_eq(giving->rank, "collective") != (giving->unit != NULL))
		return err_set(err, EINVAL,
			       _("giải tập thể trao cho đơn vị, giải khác trao cho bài thi"));
	if (has_prize(book, giving))
		return err_set(err, EPERM,
			       _("đã có giải rồi: bỏ giải kia trước (hotroit do drop)"));
	if (count < (size_t)contest_room(division, giving->rank))
		return 0;
	return err_set(err, EPERM,
		       _("%s: %s đã đủ %lld giải theo kế hoạch; bỏ bớt một giải (do drop), hoặc "
			 "sửa số giải của bảng"),
		       row_get(division, "name"), label,
		       (long long)contest_room(division, giving->rank));
}

static void find_score(const struct contest_book *book, struct giving *giving)
{
	struct contest_ranking ranking = {0};
	struct err err;

	if (contest_rank(&ranking, book, &err) < 0)
		return;
	for (size_t i = 0; i < ranking.count; i++)
		for (size_t j = 0; j < ranking.sets[i].count; j++)
			if (str_eq(ranking.sets[i].places[j].id, giving->entry)) {
				giving->score = ranking.sets[i].places[j].score;
				giving->is_scored = true;
			}
	flow_contest_ranking_done(&ranking);
}

int flow_contest_award(struct store *store, const struct contest_award *award,
		       struct buf *ret_said, struct err *err)
{
	AUTO(store_hold_done) struct store_hold hold = {0};
	AUTO(contest_book_done) struct contest_book book = {0};
	struct contest_whose whose = {0};
	struct giving giving = {.reason = award->reason};
	int r = store_hold_begin(&hold, store, err);

	if (r == 0)
		r = contest_open_ranked(&book, store, award->contest, err);
	if (r == 0 && (!award->reason || !*award->reason))
		r = err_set(err, EINVAL, _("BTC trao khác bảng xếp: ghi lý do (reason=…)"));
	if (r == 0)
		r = contest_find_whose(&book, award, &whose, err);
	giving.division = whose.division;
	giving.category = whose.category;
	giving.entry = whose.entry;
	giving.unit = whose.unit;
	if (r == 0)
		r = find_rank(award->rank ? award->rank : "", &giving.rank, err);
	if (r == 0)
		r = check_room(&book, &giving, err);
	if (r < 0)
		return r;
	if (giving.entry)
		find_score(&book, &giving);
	if (giving.entry && !giving.is_scored)
		return err_set(err, EPERM,
			       _("bài «%.20s» chưa có điểm: thêm giám khảo, hoặc gỡ loại trừ "
				 "(do lift)"),
			       award->entry);
	r = give(store, &book, &giving, err);
	if (r == 0)
		buf_add_str(ret_said, _("Đã ghi giải dự kiến"));
	return r < 0 ? r : store_hold_keep(&hold, err);
}
