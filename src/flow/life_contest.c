/* A contest's way: prepared, open for entries, judged, ranked, announced. */
#include "contest_priv.h"
#include "life_priv.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

static int unmet(struct buf *ret_need, const char *need)
{
	buf_add_str(ret_need, need);
	return 0;
}

static int read_book(struct life_case *c, struct contest_book *book, unsigned parts,
		     struct err *err)
{
	return contest_book_read(book, c->store, c->id, parts, err);
}

/* ---- guards -------------------------------------------------------------- */

static int is_prepared(struct life_case *c, struct buf *ret_need, struct err *err)
{
	AUTO(contest_book_done) struct contest_book book = {0};
	int r = read_book(c, &book, 0, err);

	if (r < 0)
		return r;
	if (!book.divisions.count)
		return unmet(ret_need, _("ghi bảng thi (hotroit add division)"));
	return life_value(c, "deadline") != NULL ||
	       unmet(ret_need, _("ghi hạn nộp vào mục «Nhận trước» (deadline)"));
}

static int is_decided(struct life_case *c, struct buf *ret_need, struct err *err)
{
	static const char *const open[] = {"received", "late", "flawed"};
	uint64_t all = 0;
	int r = 0;

	for (size_t i = 0; i < ARRAY_LEN(open) && r == 0; i++) {
		const struct store_filter filters[] = {
			{.name = "contest", .value = c->id}, {.name = "state", .value = open[i]}};
		uint64_t count = 0;

		r = store_count_where(c->store, record_kind_find("entry"), filters,
				      ARRAY_LEN(filters), &count, err);
		all += count;
	}
	if (r == 0 && all)
		buf_printf(ret_need, _("còn %llu bài chờ BTC quyết định (accept, reject)"),
			   (unsigned long long)all);
	return r < 0 ? r : !all;
}

static int has_panel(struct life_case *c, struct buf *ret_need, struct err *err)
{
	AUTO(contest_book_done) struct contest_book book = {0};
	size_t judges = 0;
	int r = read_book(c, &book, CONTEST_PANEL, err);

	for (size_t i = 0; i < book.judges.count; i++)
		judges += judge_is_scoring(&book.judges.list[i]);
	if (r < 0 || judges)
		return r < 0 ? r : 1;
	return unmet(ret_need, _("ghi Ban Giám khảo (hotroit add judge)"));
}

static int has_criteria(struct life_case *c, struct buf *ret_need, struct err *err)
{
	AUTO(contest_book_done) struct contest_book book = {0};
	int64_t weights = 0;
	int r = read_book(c, &book, 0, err);

	for (size_t i = 0; i < book.criteria.count; i++)
		weights += row_number(&book.criteria.list[i], "weight");
	if (r < 0 || weights == 100)
		return r < 0 ? r : 1;
	buf_printf(ret_need, _("trọng số các tiêu chí cộng lại phải là 100, nay là %lld"),
		   (long long)weights);
	return 0;
}

static int has_codes(struct life_case *c, struct buf *ret_need, struct err *err)
{
	AUTO(contest_book_done) struct contest_book book = {0};
	size_t accepted = 0, coded = 0;
	int r = read_book(c, &book, CONTEST_ENTRIES, err);

	for (size_t i = 0; i < book.entries.count; i++) {
		accepted += entry_is_accepted(&book.entries.list[i]);
		coded += entry_is_accepted(&book.entries.list[i]) &&
			 row_get(&book.entries.list[i], "blind");
	}
	if (r < 0)
		return r;
	if (!accepted)
		return unmet(ret_need, _("chưa có bài hợp lệ nào"));
	return coded == accepted ||
	       unmet(ret_need, _("bài chưa có mã chấm: dùng hotroit contest judge"));
}

static void add_missing(struct buf *ret, const char *head, const struct row *of, size_t count,
			bool *is_first)
{
	if (!count)
		return;
	buf_printf(ret, "%s%s %zu", *is_first ? head : ", ", row_get(of, "code"), count);
	*is_first = false;
}

/* "giám khảo gk1 8, gk2 4; tiêu chí y-tuong 12" */
static void tell_missing(const struct contest_book *book, struct buf *ret)
{
	bool is_first = true;

	for (size_t i = 0; i < book->judges.count; i++)
		add_missing(ret, _(": giám khảo "), &book->judges.list[i],
			    contest_missing(book, &book->judges.list[i], NULL), &is_first);
	is_first = true;
	for (size_t i = 0; i < book->criteria.count; i++)
		add_missing(ret, _("; tiêu chí "), &book->criteria.list[i],
			    contest_missing(book, NULL, &book->criteria.list[i]), &is_first);
}

static int is_scored(struct life_case *c, struct buf *ret_need, struct err *err)
{
	AUTO(contest_book_done) struct contest_book book = {0};
	int r = read_book(c, &book,
			  CONTEST_ENTRIES | CONTEST_ENTRANTS | CONTEST_PANEL | CONTEST_SCORES, err);
	size_t missing = r < 0 ? 0 : contest_missing(&book, NULL, NULL);

	if (missing) {
		buf_printf(ret_need, _("còn thiếu %zu điểm"), missing);
		tell_missing(&book, ret_need);
		buf_add_str(ret_need, _("; bài mà mọi giám khảo phải tránh thì thêm giám khảo "
					"(hotroit contest status)"));
	}
	return r < 0 ? r : !missing;
}

static int is_settled(struct life_case *c, struct buf *ret_need, struct err *err)
{
	AUTO(contest_book_done) struct contest_book book = {0};
	struct contest_ranking ranking = {0};
	int r = read_book(c, &book, CONTEST_ALL & ~CONTEST_FILES, err);

	if (r == 0)
		r = contest_rank(&ranking, &book, err);
	if (r == 0 && ranking.contested)
		buf_printf(ret_need, _("%zu bài, đơn vị bằng nhau chờ BTC xếp (contest rule)"),
			   ranking.contested);
	flow_contest_ranking_done(&ranking);
	return r < 0 ? r : !ret_need->len;
}

/* Two benches may have given apart what together is too much. */
static int has_prizes(struct life_case *c, struct buf *ret_need, struct err *err)
{
	AUTO(contest_book_done) struct contest_book book = {0};
	size_t standing = 0;
	int r = read_book(c, &book, CONTEST_PRIZES, err);

	if (r < 0 || contest_over(&book, ret_need))
		return r;
	for (size_t i = 0; i < book.prizes.count; i++)
		standing += prize_stands(&book.prizes.list[i]);
	return standing > 0 || unmet(ret_need, _("chưa ghi giải nào (hotroit contest prizes)"));
}

static const struct life_guard guard_prepared = {"prepared", false, is_prepared};
static const struct life_guard guard_decided = {"decided", false, is_decided};
static const struct life_guard guard_panel = {"panel", false, has_panel};
static const struct life_guard guard_criteria = {"criteria", false, has_criteria};
static const struct life_guard guard_codes = {"codes", false, has_codes};
static const struct life_guard guard_scored = {"scored", false, is_scored};
static const struct life_guard guard_settled = {"settled", true, is_settled};
static const struct life_guard guard_prizes = {"prizes", false, has_prizes};

/* ---- steps --------------------------------------------------------------- */

struct ordered {
	const struct row *prize;
	size_t division;
	ptrdiff_t rank;
	int64_t score;
};

/* By division, from the first prize down; the units' prize is the last of its division. */
static int by_prize(const void *a, const void *b)
{
	const struct ordered *left = a, *right = b;

	if (left->division != right->division)
		return left->division < right->division ? -1 : 1;
	if (left->rank != right->rank)
		return left->rank < right->rank ? -1 : 1;
	return (left->score < right->score) - (left->score > right->score);
}

static size_t order_prizes(const struct contest_book *book, struct ordered *ret)
{
	size_t count = 0;

	for (size_t i = 0; i < book->prizes.count; i++) {
		const struct row *prize = &book->prizes.list[i];
		const struct row *division =
			rows_find(&book->divisions, row_get(prize, "division"));
		const struct field *field = record_field_find(prize->kind, "rank");
		ptrdiff_t rank = 0;

		if (!prize_stands(prize))
			continue;
		while (field->choices[rank] && !str_eq(field->choices[rank],
						       row_get(prize, "rank")))
			rank++;
		ret[count++] = (struct ordered){
			prize, division ? (size_t)(division - book->divisions.list) : SIZE_MAX,
			rank, row_number(prize, "score")};
	}
	if (count)
		qsort(ret, count, sizeof(*ret), by_prize);
	return count;
}

/* Every prize gets its code and its number in the register; nothing changes from then on. */
static int publish(struct life_case *c, struct err *err)
{
	AUTO(contest_book_done) struct contest_book book = {0};
	struct ordered *prizes;
	size_t count;
	int r = read_book(c, &book, CONTEST_PRIZES, err);

	if (r < 0)
		return r;
	prizes = arena_alloc(&book.arena, (book.prizes.count + 1) * sizeof(*prizes));
	count = order_prizes(&book, prizes);
	for (size_t i = 0; i < count; i++) {
		char *code = arena_alloc(&c->arena, AWARD_CODE_MAX);
		struct life_write *write =
			life_change(c, "prize", arena_str(&c->arena, prizes[i].prize->id));

		flow_award_code(code);
		life_put(write, "state", "awarded");
		life_put(write, "code", code);
		life_put(write, "number",
			 arena_printf(&c->arena, "%02zu/%s", i + 1, life_value(c, "tag")));
		life_put(write, "awarded_at", c->now);
	}
	life_set(c, "published_at", c->now);
	return 0;
}

static const struct life_step steps[] = {
	{.action = "open", .label = N_("Mở nhận bài"), .from = "draft", .to = "open",
	 .roles = ROLE_LEAD, .is_undoable = true, .guards = LIFE_GUARDS(&guard_prepared)},
	{.action = "judge", .label = N_("Bắt đầu chấm"), .from = "open", .to = "judging",
	 .roles = ROLE_LEAD,
	 .guards = LIFE_GUARDS(&guard_decided, &guard_panel, &guard_criteria, &guard_codes)},
	{.action = "rank", .label = N_("Chốt điểm"), .from = "judging", .to = "ranked",
	 .roles = ROLE_LEAD, .is_undoable = true,
	 .guards = LIFE_GUARDS(&guard_decided, &guard_criteria, &guard_scored)},
	{.action = "reopen", .label = N_("Mở lại để sửa điểm"), .from = "ranked", .to = "judging",
	 .roles = ROLE_LEAD, LIFE_ASKS_WHY},
	{.action = "publish", .label = N_("Công bố kết quả"), .from = "ranked", .to = "published",
	 .roles = ROLE_LEAD, .apply = publish,
	 .guards = LIFE_GUARDS(&guard_settled, &guard_prizes)},
	{.action = "finish", .label = N_("Kết thúc cuộc thi"), .from = "published", .to = "closed",
	 .roles = ROLE_LEAD, .is_undoable = true},
	{.action = "cancel", .label = N_("Huỷ cuộc thi"), .from = "draft open judging",
	 .to = "cancelled", .roles = ROLE_LEAD, LIFE_ASKS_WHY},
};

const struct life life_contest = {
	.kind = "contest",
	.steps = steps,
	.count = ARRAY_LEN(steps),
};
