/* Points of the panel: kept row by row, never changed; a correction names what it takes the place
 * of. */
#include "contest_priv.h"
#include "life_priv.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

/* ---- who may judge what -------------------------------------------------------------------- */

/* The newest word on judge and entry, or NULL. */
const struct row *contest_recusal(const struct contest_book *book, const struct row *judge,
				  const struct row *entry)
{
	const struct row *found = NULL;

	for (size_t i = 0; i < book->recusals.count; i++) {
		const struct row *row = &book->recusals.list[i];

		if (str_eq(row_get(row, "judge"), judge->id) &&
		    str_eq(row_get(row, "entry"), entry->id) &&
		    (!found || strcmp(row_get(row, "at"), row_get(found, "at")) >= 0))
			found = row;
	}
	return found;
}

const char *contest_keeps_off(const struct contest_book *book, const struct row *judge,
			      const struct row *entry)
{
	const struct row *recusal = contest_recusal(book, judge, entry), *people;
	const char *unit = row_get(judge, "unit");
	size_t count;
	bool same;

	if (recusal)
		return str_eq(row_get(recusal, "state"), "lifted")
			       ? NULL
			       : record_choice_label(record_field_find(recusal->kind, "why"),
						     row_get(recusal, "why"));
	people = contest_entrants(book, entry->id, &count);
	same = unit && str_eq(row_get(entry, "unit"), unit);
	for (size_t i = 0; i < count; i++) {
		same |= unit && str_eq(row_get(&people[i], "unit"), unit);
		if (text_same_name(row_get(judge, "name"), row_get(&people[i], "name")))
			return _("trùng tên người dự thi");
	}
	return same ? _("cùng đơn vị") : NULL;
}

/* ---- points that stand --------------------------------------------------------------------- */

/* The scores of an entry: they stand together. */
static const struct row *scores_of(const struct contest_book *book, const char *entry,
				   size_t *ret_count)
{
	size_t low = 0, high = book->scores.count, end;

	while (low < high) {
		size_t middle = (low + high) / 2;

		if (strcmp(row_get(&book->scores.list[middle], "entry"), entry) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	for (end = low; end < book->scores.count &&
			str_eq(row_get(&book->scores.list[end], "entry"), entry);)
		end++;
	*ret_count = end - low;
	return book->scores.list + low;
}

static bool is_replaced(const struct row *rows, size_t count, const char *id)
{
	for (size_t i = 0; i < count; i++)
		if (str_eq(row_get(&rows[i], "replaces"), id))
			return true;
	return false;
}

const struct row *contest_score(const struct contest_book *book, const char *entry,
				const char *judge, const char *criterion, bool *ret_twice)
{
	const struct row *found = NULL, *rows;
	size_t count;

	*ret_twice = false;
	rows = scores_of(book, entry, &count);
	for (size_t i = 0; i < count; i++) {
		if (!str_eq(row_get(&rows[i], "judge"), judge) ||
		    !str_eq(row_get(&rows[i], "criterion"), criterion) ||
		    is_replaced(rows, count, rows[i].id))
			continue;
		if (found && !str_eq(row_get(found, "points"), row_get(&rows[i], "points")))
			*ret_twice = true;
		found = &rows[i];
	}
	return *ret_twice ? NULL : found;
}

/* *RET_CAN: somebody may give points to the entry. */
static size_t missing_of(const struct contest_book *book, const struct row *entry,
			 const struct row *judge, const struct row *criterion, bool *ret_can)
{
	size_t missing = 0;
	bool twice;

	for (size_t i = 0; i < book->judges.count; i++) {
		const struct row *of = &book->judges.list[i];

		if (!judge_is_scoring(of) || contest_keeps_off(book, of, entry))
			continue;
		*ret_can = true;
		for (size_t j = 0; j < book->criteria.count && (!judge || judge == of); j++)
			if (!criterion || criterion == &book->criteria.list[j])
				missing += !contest_score(book, entry->id, of->id,
							  book->criteria.list[j].id, &twice);
	}
	return missing;
}

size_t contest_missing(const struct contest_book *book, const struct row *judge,
		       const struct row *criterion)
{
	size_t missing = 0;

	for (size_t i = 0; i < book->entries.count; i++) {
		bool can_score = false;

		if (!entry_is_accepted(&book->entries.list[i]))
			continue;
		missing += missing_of(book, &book->entries.list[i], judge, criterion, &can_score);
		/* Nobody may: it would be in no ranking, and nobody told. */
		if (!can_score && !judge)
			missing += criterion ? 1 : book->criteria.count;
	}
	return missing;
}

/* ---- keeping points ------------------------------------------------------------------------ */

#define SCORE_PARTS (CONTEST_ENTRIES | CONTEST_ENTRANTS | CONTEST_PANEL | CONTEST_SCORES)

void scoring_done(struct scoring *scoring)
{
	contest_book_done(&scoring->book);
}

int scoring_begin(struct scoring *scoring, struct store *store, const char *contest,
			 const char *judge, struct err *err)
{
	int r = store_may_write(store, record_kind_find("entry"), err);

	if (r == 0)
		r = contest_book_read(&scoring->book, store, contest, SCORE_PARTS, err);
	if (r < 0)
		return r;
	store_now(store, scoring->now);
	scoring->judge = rows_called(&scoring->book.judges, judge);
	if (!scoring->judge)
		return err_set(err, ENOENT, _("cuộc thi không có giám khảo «%.40s»; xem hotroit "
					      "list judge"), judge);
	if (!judge_is_scoring(scoring->judge))
		return err_set(err, EPERM, _("%s không ở Ban Giám khảo: không chấm điểm"),
			       row_get(scoring->judge, "code"));
	return 0;
}

int scoring_check(const struct scoring *scoring, struct err *err)
{
	if (contest_is(&scoring->book, "judging"))
		return 0;
	if (contest_is(&scoring->book, "draft") || contest_is(&scoring->book, "open"))
		return err_set(err, EPERM, _("chưa đến lúc chấm: hotroit contest judge trước"));
	return err_set(err, EPERM, _("điểm đã chốt: BTC mở lại (hotroit do reopen) mới sửa được"));
}

int scoring_entry(const struct scoring *scoring, const char *word, const struct row **ret,
		      struct err *err)
{
	const struct row *entry = contest_entry(&scoring->book, word);
	const char *off;

	if (!entry || !entry_is_accepted(entry))
		return err_set(err, ENOENT, _("không có bài «%.20s» để chấm trong cuộc thi này"),
			       word);
	off = contest_keeps_off(&scoring->book, scoring->judge, entry);
	if (off)
		return err_set(err, EPERM,
			       _("%s không chấm bài %s (%s): người khác chấm, hoặc BTC cho phép: "
				 "hotroit contest recuse, rồi do lift"),
			       row_get(scoring->judge, "code"), word, off);
	*ret = entry;
	return 0;
}

static int write_score(struct scoring *scoring, const struct row *entry,
		       const struct row *criterion, int64_t points, const struct row *before,
		       const char *reason, struct err *err)
{
	static const char *const names[] = {"entry", "judge", "criterion", "points", "replaces",
					    "reason", "by", "at"};
	const char *actor = store_acting(scoring->book.store)->member;
	char number[24];
	const char *const values[] = {
		entry->id, scoring->judge->id, criterion->id, number, before ? before->id : NULL,
		before ? reason : NULL, *actor ? actor : NULL, scoring->now};
	const struct store_write write = {.kind = record_kind_find("score"), .is_new = true,
					  .names = names, .values = values,
					  .count = ARRAY_LEN(names)};

	snprintf(number, sizeof(number), "%lld", (long long)points);
	scoring->kept++;
	return store_write_all(scoring->book.store, &write, 1, err);
}

/* Where two benches gave some apart, the new one takes the place of them all, one by one. */
static int replace_all(struct scoring *scoring, const struct row *entry,
		       const struct row *criterion, int64_t points, const char *reason,
		       struct err *err)
{
	size_t count;
	const struct row *rows = scores_of(&scoring->book, entry->id, &count);
	int r = 0;

	for (size_t i = 0; i < count && r == 0; i++)
		if (str_eq(row_get(&rows[i], "judge"), scoring->judge->id) &&
		    str_eq(row_get(&rows[i], "criterion"), criterion->id) &&
		    !is_replaced(rows, count, rows[i].id))
			r = write_score(scoring, entry, criterion, points, &rows[i], reason, err);
	return r;
}

int scoring_keep(struct scoring *scoring, const struct row *entry,
		     const struct contest_mark *mark, const char *reason, struct err *err)
{
	const struct row *criterion = rows_called(&scoring->book.criteria, mark->criterion);
	const struct row *stands;
	AUTO(buf_done) struct buf shown = {0};
	int64_t points, most;
	bool twice;

	if (!criterion)
		return err_set(err, EINVAL, _("không có tiêu chí «%.40s»; xem hotroit list "
					      "criterion"), mark->criterion);
	most = row_number(criterion, "most");
	if (!mark_read(mark->points, &points) || points > most * 100)
		return err_set(err, EINVAL, _("%s: «%.20s»: điểm từ 0 đến %lld, như 8,25"),
			       row_get(criterion, "code"), mark->points, (long long)most);
	stands = contest_score(&scoring->book, entry->id, scoring->judge->id, criterion->id,
			       &twice);
	if (stands && row_number(stands, "points") == points)
		return 0;
	if (!stands && !twice)
		return write_score(scoring, entry, criterion, points, NULL, NULL, err);
	if (!reason || !*reason) {
		mark_print(&shown, stands ? row_number(stands, "points") : 0);
		return err_set(err, EEXIST,
			       _("%s: đã có điểm %s; sửa thì ghi lý do (reason=…)"),
			       row_get(criterion, "code"),
			       twice ? _("khác nhau") : buf_text(&shown));
	}
	return replace_all(scoring, entry, criterion, points, reason, err);
}

int flow_contest_score(struct store *store, const struct contest_marks *marks,
		       struct buf *ret_said, struct err *err)
{
	AUTO(store_hold_done) struct store_hold hold = {0};
	AUTO(scoring_done) struct scoring scoring = {0};
	const struct row *entry = NULL;
	int r = store_hold_begin(&hold, store, err);

	if (r == 0)
		r = scoring_begin(&scoring, store, marks->contest, marks->judge, err);
	if (r == 0)
		r = scoring_check(&scoring, err);
	if (r == 0)
		r = scoring_entry(&scoring, marks->entry, &entry, err);
	for (size_t i = 0; i < marks->count && r == 0; i++)
		r = scoring_keep(&scoring, entry, &marks->list[i], marks->reason, err);
	if (r == 0)
		r = store_hold_keep(&hold, err);
	if (r == 0)
		buf_printf(ret_said, _("%s chấm bài %s: ghi %zu điểm"),
			   row_get(scoring.judge, "code"), marks->entry, scoring.kept);
	return r;
}
