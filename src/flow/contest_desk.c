/* What a contest's desk shows: how far it is, and what is to be done next. */
#include "contest_priv.h"
#include "life_priv.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

void flow_contest_desk_done(struct contest_desk *desk)
{
	arena_done(&desk->arena);
}

static void count_entries(struct contest_desk *desk, const struct contest_book *book)
{
	desk->entries = book->entries.count;
	for (size_t i = 0; i < book->entries.count; i++) {
		const char *state = row_get(&book->entries.list[i], "state");

		desk->accepted += str_eq(state, "accepted");
		desk->late += str_eq(state, "late");
		desk->undecided += str_eq(state, "late") || str_eq(state, "flawed") ||
				   str_eq(state, "received");
		desk->rejected += str_eq(state, "rejected") || str_eq(state, "withdrawn");
	}
	for (size_t i = 0; i < book->prizes.count; i++)
		desk->prizes += prize_stands(&book->prizes.list[i]);
	desk->people = book->entrants.count;
}

static void take_panel(struct contest_desk *desk, const struct contest_book *book)
{
	struct arena *arena = &desk->arena;
	size_t judges = book->judges.count + 1, criteria = book->criteria.count + 1;

	desk->judges = arena_alloc(arena, judges * sizeof(*desk->judges));
	desk->judge_names = arena_alloc(arena, judges * sizeof(*desk->judge_names));
	desk->criteria = arena_alloc(arena, criteria * sizeof(*desk->criteria));
	desk->criterion_names = arena_alloc(arena, criteria * sizeof(*desk->criterion_names));
	desk->most = arena_alloc(arena, criteria * sizeof(*desk->most));
	for (size_t i = 0; i < book->judges.count; i++) {
		const struct row *judge = &book->judges.list[i];

		if (!judge_is_scoring(judge))
			continue;
		desk->judges[desk->judge_count] = arena_str(arena, row_get(judge, "code"));
		desk->judge_names[desk->judge_count++] = arena_str(arena, row_get(judge, "name"));
	}
	for (size_t i = 0; i < book->criteria.count; i++) {
		const struct row *criterion = &book->criteria.list[i];

		desk->criteria[i] = arena_str(arena, row_get(criterion, "code"));
		desk->criterion_names[i] = arena_str(arena, row_get(criterion, "name"));
		desk->most[i] = row_number(criterion, "most");
	}
	desk->criterion_count = book->criteria.count;
}

static enum contest_next next_of_open(const struct contest_desk *desk)
{
	if (desk->undecided)
		return NEXT_DECIDE;
	if (!desk->entries)
		return NEXT_ENTER;
	return desk->judge_count && desk->criterion_count ? NEXT_JUDGE : NEXT_PANEL;
}

static enum contest_next next_step(const struct contest_desk *desk)
{
	if (str_eq(desk->state, "draft"))
		return NEXT_OPEN;
	if (str_eq(desk->state, "open"))
		return next_of_open(desk);
	if (str_eq(desk->state, "judging") && desk->undecided)
		return NEXT_DECIDE;
	if (str_eq(desk->state, "judging"))
		return desk->missing_scores ? NEXT_SCORE : NEXT_RANK;
	if (str_eq(desk->state, "ranked"))
		return desk->ties ? NEXT_RULE : desk->prizes ? NEXT_PUBLISH : NEXT_AWARD;
	return str_eq(desk->state, "published") ? NEXT_PAPERS : NEXT_OVER;
}

static const char *const todos[] = {
	[NEXT_OPEN] = N_("Xem lại bảng, hạn nộp, giải, tiêu chí; rồi mở nhận bài"),
	[NEXT_DECIDE] = N_("Quyết định từng bài còn vướng: nhận hoặc không nhận"),
	[NEXT_ENTER] = N_("Nhập danh sách bài dự thi"),
	[NEXT_PANEL] = N_("Ghi giám khảo và tiêu chí, rồi bắt đầu chấm"),
	[NEXT_JUDGE] = N_("Hết hạn nộp thì bắt đầu chấm"),
	[NEXT_SCORE] = N_("Giám khảo chấm tiếp: phiếu điểm hoặc màn hình chấm"),
	[NEXT_RANK] = N_("Đủ điểm: chốt điểm"),
	[NEXT_RULE] = N_("BTC xếp thứ tự những bài, đơn vị bằng nhau"),
	[NEXT_AWARD] = N_("Ghi giải theo bảng xếp"),
	[NEXT_PUBLISH] = N_("Xem lại giải rồi công bố"),
	[NEXT_PAPERS] = N_("In kết quả, giấy chứng nhận, báo cáo; xong thì kết thúc"),
};

int flow_contest_desk(struct contest_desk *ret, struct store *store, const char *contest,
		      struct err *err)
{
	AUTO(contest_book_done) struct contest_book book = {0};
	struct contest_ranking ranking = {0};
	struct contest_desk desk = {.id = NULL};
	int r = contest_book_read(&book, store, contest, CONTEST_ALL & ~CONTEST_FILES, err);

	if (r < 0)
		return r;
	desk.id = arena_str(&desk.arena, book.contest.id);
	desk.tag = arena_str(&desk.arena, row_get(&book.contest, "tag"));
	desk.name = arena_str(&desk.arena, row_get(&book.contest, "name"));
	desk.state = arena_str(&desk.arena, row_get(&book.contest, "state"));
	desk.state_label = record_choice_label(record_field_find(book.contest.kind, "state"),
					       desk.state);
	count_entries(&desk, &book);
	take_panel(&desk, &book);
	if (contest_is(&book, "judging"))
		desk.missing_scores = contest_missing(&book, NULL, NULL);
	if (contest_is(&book, "ranked") && contest_rank(&ranking, &book, err) == 0)
		desk.ties = ranking.contested;
	flow_contest_ranking_done(&ranking);
	desk.next = next_step(&desk);
	desk.todo = todos[desk.next] ? _(todos[desk.next]) : "";
	desk.flaw_count = contest_flaw_kinds(&book, true, &desk.arena, &desk.flaws);
	*ret = desk;
	return 0;
}

/* ---- a judge's lines ----------------------------------------------------------------------- */

static int by_blind(const void *a, const void *b)
{
	return strcmp(((const struct contest_line *)a)->blind,
		      ((const struct contest_line *)b)->blind);
}

static const char *name_of(const struct rows *rows, const char *id, struct arena *arena)
{
	const struct row *row = rows_find(rows, id);

	return row ? arena_str(arena, row_get(row, "name")) : NULL;
}

static void fill_line(struct contest_line *line, const struct contest_book *book,
		      const struct row *judge, const struct row *entry, struct arena *arena)
{
	const char *off = contest_keeps_off(book, judge, entry);
	const char *code = row_get(entry, "blind");
	bool twice;

	*line = (struct contest_line){
		.id = arena_str(arena, entry->id),
		.blind = arena_str(arena, code ? code : row_get(entry, "tag")),
		.title = arena_str(arena, row_get(entry, "title")),
		.division = name_of(&book->divisions, row_get(entry, "division"), arena),
		.category = name_of(&book->categories, row_get(entry, "category"), arena),
		.kept_off = arena_str(arena, off),
		.points = arena_alloc(arena, (book->criteria.count + 1) * sizeof(*line->points)),
	};
	for (size_t i = 0; i < book->criteria.count; i++) {
		const struct row *score = contest_score(book, entry->id, judge->id,
							book->criteria.list[i].id, &twice);
		AUTO(buf_done) struct buf mark = {0};

		if (score)
			mark_print(&mark, row_number(score, "points"));
		line->points[i] = score ? arena_str(arena, buf_text(&mark)) : NULL;
	}
}

int flow_contest_lines(struct store *store, const char *contest, const char *judge,
		       struct arena *arena, struct contest_line **ret, size_t *ret_count,
		       struct err *err)
{
	AUTO(contest_book_done) struct contest_book book = {0};
	struct contest_line *lines;
	const struct row *row;
	size_t count = 0;
	int r = contest_book_read(&book, store, contest, CONTEST_ALL & ~CONTEST_FILES, err);

	if (r < 0)
		return r;
	row = rows_called(&book.judges, judge);
	if (!row)
		return err_set(err, ENOENT, _("cuộc thi không có giám khảo «%.40s»"), judge);
	lines = arena_alloc(arena, (book.entries.count + 1) * sizeof(*lines));
	for (size_t i = 0; i < book.entries.count; i++)
		if (entry_is_accepted(&book.entries.list[i]))
			fill_line(&lines[count++], &book, row, &book.entries.list[i], arena);
	qsort(lines, count, sizeof(*lines), by_blind);
	*ret = lines;
	*ret_count = count;
	return 0;
}

/* ---- the panel begins ---------------------------------------------------------------------- */

/* More rows than a step may write: each gets its code by itself, all of them in one hold. */
static int give_codes(struct store *store, struct contest_book *book, struct err *err)
{
	static const char *const names[] = {"blind"};
	int r = 0;

	for (size_t i = 0; i < book->entries.count && r == 0; i++) {
		struct row *entry = &book->entries.list[i];
		char code[CONTEST_BLIND_MAX];
		const char *const values[] = {code};
		const struct store_write write = {.kind = entry->kind, .id = entry->id,
						  .names = names, .values = values, .count = 1};

		if (!entry_is_accepted(entry) || row_get(entry, "blind"))
			continue;
		contest_blind(book, code);
		r = store_write_all(store, &write, 1, err);
		contest_keep_blind(book, entry, code);
	}
	return r;
}

int flow_contest_judge(struct store *store, const char *contest, struct buf *ret_said,
		       struct err *err)
{
	AUTO(contest_book_done) struct contest_book book = {0};
	AUTO(store_hold_done) struct store_hold hold = {0};
	struct flow_step step = {.action = "judge", .id = contest};
	int r = store_may_write(store, record_kind_find("entry"), err);

	if (r == 0)
		r = store_hold_begin(&hold, store, err);
	if (r == 0)
		r = contest_book_read(&book, store, contest, CONTEST_ENTRIES, err);
	if (r == 0 && !contest_is(&book, "open") && !contest_is(&book, "judging"))
		r = err_set(err, EPERM, _("cuộc thi chưa mở nhận bài, hoặc đã chốt điểm"));
	if (r == 0)
		r = give_codes(store, &book, err);
	if (r == 0)
		r = store_hold_keep(&hold, err);
	store_hold_done(&hold);
	if (r < 0 || contest_is(&book, "judging"))
		return r;
	step.id = book.contest.id;
	return flow_do(store, NULL, book.contest.kind, &step, ret_said, err);
}
