/* What the board decides of equal ones: which comes before which, and why. */
#include "contest_priv.h"

#include <errno.h>

/* The place of WHOSE, and its set. */
static const struct contest_place *find_place(const struct contest_ranking *ranking,
					      const struct contest_whose *whose,
					      const struct contest_set **ret_set)
{
	const char *id = whose->entry ? whose->entry : whose->unit;

	for (size_t i = 0; i < ranking->count; i++) {
		const struct contest_set *set = &ranking->sets[i];

		if (set->is_collective != !whose->entry || !str_eq(set->division, whose->division))
			continue;
		for (size_t j = 0; j < set->count; j++)
			if (str_eq(set->places[j].id, id)) {
				*ret_set = set;
				return &set->places[j];
			}
	}
	return NULL;
}

static int check_position(const struct contest_set *set, const struct contest_place *place,
			  int64_t position, struct err *err)
{
	if (position < 0 || position > (int64_t)place->equals)
		return err_set(err, EINVAL,
			       _("position: có %zu bằng nhau: ghi từ 1 đến %zu; 0 là bỏ xếp"),
			       place->equals, place->equals);
	for (size_t i = place->group; position && i < place->group + place->equals; i++) {
		const struct contest_place *other = &set->places[i];

		if (other != place && other->position == position)
			return err_set(err, EINVAL,
				       _("position: %s đã được xếp thứ %lld; bỏ xếp trước "
					 "(position=0)"),
				       other->tag ? other->tag : other->title,
				       (long long)position);
	}
	return 0;
}

static int check_tie(const struct contest_book *book, const struct contest_whose *whose,
		     const char *position, struct err *err)
{
	AUTO(flow_contest_ranking_done) struct contest_ranking ranking = {0};
	const struct contest_place *place;
	const struct contest_set *set;
	int64_t number;
	int r = contest_rank(&ranking, book, err);

	if (r < 0)
		return r;
	place = find_place(&ranking, whose, &set);
	if (!place)
		return err_set(err, EPERM, _("không có trong bảng xếp hạng của bảng thi này"));
	if (place->equals < 2)
		return err_set(err, EPERM,
			       _("không bằng ai: BTC chỉ xếp thứ tự những bài, đơn vị bằng nhau"));
	if (!str_to_i64(position, &number))
		return err_set(err, EINVAL, _("position: ghi một số như 1"));
	return check_position(set, place, number, err);
}

static int keep(struct store *store, const struct contest_book *book,
		const struct contest_whose *whose, const char *position, const char *reason,
		struct err *err)
{
	static const char *const names[] = {"contest", "division", "entry", "unit", "position",
					    "reason", "by", "at"};
	const char *actor = store_acting(store)->member;
	char now[CLOCK_TEXT_MAX];
	const char *const values[] = {book->contest.id, whose->division, whose->entry, whose->unit,
				      position, reason, *actor ? actor : NULL, now};
	const struct store_write write = {.kind = record_kind_find("ruling"), .is_new = true,
					  .names = names, .values = values,
					  .count = ARRAY_LEN(names)};

	store_now(store, now);
	return store_write_all(store, &write, 1, err);
}

int flow_contest_rule(struct store *store, const struct contest_award *about,
		      const char *position, struct buf *ret_said, struct err *err)
{
	AUTO(store_hold_done) struct store_hold hold = {0};
	AUTO(contest_book_done) struct contest_book book = {0};
	struct contest_whose whose = {0};
	int r = store_hold_begin(&hold, store, err);

	if (r == 0)
		r = contest_open_ranked(&book, store, about->contest, err);
	if (r == 0)
		r = contest_find_whose(&book, about, &whose, err);
	if (r == 0)
		r = check_tie(&book, &whose, position, err);
	if (r == 0)
		r = keep(store, &book, &whose, position, about->reason, err);
	if (r == 0 && str_eq(position, "0"))
		buf_add_str(ret_said, _("Đã bỏ thứ tự BTC xếp"));
	else if (r == 0)
		buf_printf(ret_said, _("BTC xếp thứ %s: đã ghi"), position);
	return r < 0 ? r : store_hold_keep(&hold, err);
}
