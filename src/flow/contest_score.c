/* Points of the panel: kept row by row, never changed; a correction names what it takes the place
 * of. */
#include "contest_priv.h"
#include "import.h"
#include "life_priv.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#define SHEET_FAULTS_MAX 50 /* told one by one up to here */

/* ---- who may judge what -------------------------------------------------------------------- */

/* The newest word on judge and entry, or NULL. */
static const struct row *find_recusal(const struct contest_book *book, const struct row *judge,
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

static bool is_own(const struct row *judge, const struct row *person)
{
	AUTO(buf_done) struct buf left = {0}, right = {0};

	text_name_key(&left, row_get(judge, "name"));
	text_name_key(&right, row_get(person, "name"));
	return str_eq(buf_text(&left), buf_text(&right));
}

const char *contest_keeps_off(const struct contest_book *book, const struct row *judge,
			      const struct row *entry)
{
	const struct row *recusal = find_recusal(book, judge, entry), *people;
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
		if (is_own(judge, &people[i]))
			return _("trùng tên người dự thi");
	}
	return same ? _("cùng đơn vị với bài") : NULL;
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

size_t contest_missing(const struct contest_book *book)
{
	size_t missing = 0;
	bool twice;

	for (size_t i = 0; i < book->entries.count; i++) {
		const struct row *entry = &book->entries.list[i];

		for (size_t j = 0; j < book->judges.count && entry_is_accepted(entry); j++) {
			const struct row *judge = &book->judges.list[j];

			if (!judge_is_scoring(judge) || contest_keeps_off(book, judge, entry))
				continue;
			for (size_t k = 0; k < book->criteria.count; k++)
				missing += !contest_score(book, entry->id, judge->id,
							  book->criteria.list[k].id, &twice);
		}
	}
	return missing;
}

/* ---- keeping points ------------------------------------------------------------------------ */

#define SCORE_PARTS (CONTEST_ENTRIES | CONTEST_ENTRANTS | CONTEST_PANEL | CONTEST_SCORES)

struct scoring {
	struct contest_book book;
	const struct row *judge;
	size_t kept;
	char now[CLOCK_TEXT_MAX];
};

static void scoring_done(struct scoring *scoring)
{
	contest_book_done(&scoring->book);
}

static int scoring_begin(struct scoring *scoring, struct store *store, const char *contest,
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

static int check_open(const struct scoring *scoring, struct err *err)
{
	if (contest_is(&scoring->book, "judging"))
		return 0;
	if (contest_is(&scoring->book, "draft") || contest_is(&scoring->book, "open"))
		return err_set(err, EPERM, _("chưa đến lúc chấm: hotroit contest judge trước"));
	return err_set(err, EPERM, _("điểm đã chốt: BTC mở lại (hotroit do reopen) mới sửa được"));
}

static int find_entry(const struct scoring *scoring, const char *word, const struct row **ret,
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

static int keep_mark(struct scoring *scoring, const struct row *entry,
		     const struct contest_mark *mark, const char *reason, struct err *err)
{
	const struct row *criterion = rows_called(&scoring->book.criteria, mark->criterion), *stands;
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
			       row_get(criterion, "code"), twice ? _("khác nhau") : buf_text(&shown));
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
		r = check_open(&scoring, err);
	if (r == 0)
		r = find_entry(&scoring, marks->entry, &entry, err);
	for (size_t i = 0; i < marks->count && r == 0; i++)
		r = keep_mark(&scoring, entry, &marks->list[i], marks->reason, err);
	if (r == 0)
		r = store_hold_keep(&hold, err);
	if (r == 0)
		buf_printf(ret_said, _("%s chấm bài %s: ghi %zu điểm"),
			   row_get(scoring.judge, "code"), marks->entry, scoring.kept);
	return r;
}

int flow_contest_recuse(struct store *store, const struct contest_recusal *recusal,
			struct buf *ret_said, struct err *err)
{
	static const char *const names[] = {"judge", "entry", "why", "note"};
	AUTO(scoring_done) struct scoring scoring = {0};
	char id[UUID_TEXT_MAX];
	const struct row *entry;
	int r = scoring_begin(&scoring, store, recusal->contest, recusal->judge, err);

	if (r < 0)
		return r;
	entry = contest_entry(&scoring.book, recusal->entry);
	if (!entry)
		return err_set(err, ENOENT, _("cuộc thi không có bài «%.20s»"), recusal->entry);
	r = store_add(store, record_kind_find("recusal"), names,
		      (const char *const[]){scoring.judge->id, entry->id, recusal->why,
					    recusal->note},
		      ARRAY_LEN(names), id, err);
	if (r == 0)
		buf_printf(ret_said, _("%s không chấm bài %s; cho chấm lại: hotroit do lift %.13s"),
			   row_get(scoring.judge, "code"), recusal->entry, id);
	return r;
}

/* ---- sheets -------------------------------------------------------------------------------- */

static const char *const sheet_heads[] = {N_("Mã chấm"), N_("Tên tác phẩm"), N_("Bảng"),
					  N_("Hạng mục")};
#define SHEET_REASON N_("Lý do sửa")

int flow_contest_sheet(struct store *store, const char *contest, const char *judge,
		       struct buf *ret_csv, struct err *err)
{
	AUTO(scoring_done) struct scoring scoring = {0};
	AUTO(arena_done) struct arena arena = {0};
	struct contest_line *lines = NULL;
	size_t count = 0;
	int r = scoring_begin(&scoring, store, contest, judge, err);

	if (r == 0)
		r = flow_contest_lines(store, contest, judge, &arena, &lines, &count, err);
	if (r < 0)
		return r;
	buf_add_str(ret_csv, "\xef\xbb\xbf");
	for (size_t i = 0; i < ARRAY_LEN(sheet_heads); i++)
		export_csv_cell(ret_csv, sheet_heads[i], i == 0);
	for (size_t i = 0; i < scoring.book.criteria.count; i++)
		export_csv_cell(ret_csv, row_get(&scoring.book.criteria.list[i], "code"), false);
	export_csv_cell(ret_csv, SHEET_REASON, false);
	buf_add_str(ret_csv, "\r\n");
	for (size_t i = 0; i < count; i++) {
		if (lines[i].kept_off)
			continue;
		export_csv_cell(ret_csv, lines[i].blind, true);
		export_csv_cell(ret_csv, lines[i].title, false);
		export_csv_cell(ret_csv, lines[i].division, false);
		export_csv_cell(ret_csv, lines[i].category, false);
		for (size_t j = 0; j < scoring.book.criteria.count; j++)
			export_csv_cell(ret_csv, lines[i].points[j], false);
		export_csv_cell(ret_csv, NULL, false);
		buf_add_str(ret_csv, "\r\n");
	}
	return 0;
}

/* What a column of a sheet is. */
struct sheet_column {
	const char *criterion; /* its code; NULL: none */
	bool is_code, is_reason;
};

struct sheet {
	struct scoring scoring;
	struct table_reader *reader;
	struct sheet_column columns[IMPORT_COLUMNS_MAX];
	size_t count, faults;
	struct buf *said;
};

static void sheet_done(struct sheet *sheet)
{
	table_reader_done(&sheet->reader);
	scoring_done(&sheet->scoring);
}

static bool is_head(const char *cell, const char *head)
{
	AUTO(buf_done) struct buf left = {0}, right = {0};

	text_fold(&left, cell);
	text_fold(&right, head);
	return str_eq(buf_text(&left), buf_text(&right));
}

static int read_heads(struct sheet *sheet, struct err *err)
{
	struct table_row row;
	bool has_code = false;
	int r = sheet->reader->next(sheet->reader, &row, err);

	if (r < 0)
		return r;
	if (r == 0 || row.fault || row.count > IMPORT_COLUMNS_MAX)
		return err_set(err, EBADMSG, _("phiếu điểm không có dòng tên cột đọc được"));
	sheet->count = row.count;
	for (size_t i = 0; i < row.count; i++) {
		struct sheet_column *column = &sheet->columns[i];
		const struct row *criterion =
			rows_called(&sheet->scoring.book.criteria, row.cells[i]);
		bool is_known = !*row.cells[i];

		column->criterion = criterion ? row_get(criterion, "code") : NULL;
		column->is_code = is_head(row.cells[i], sheet_heads[0]);
		column->is_reason = is_head(row.cells[i], SHEET_REASON);
		has_code |= column->is_code;
		for (size_t j = 0; j < ARRAY_LEN(sheet_heads); j++)
			is_known |= is_head(row.cells[i], sheet_heads[j]);
		if (!criterion && !column->is_reason && !is_known)
			return err_set(err, EINVAL,
				       _("cột «%.40s»: không phải tiêu chí của cuộc thi"),
				       row.cells[i]);
	}
	return has_code ? 0
			: err_set(err, EINVAL, _("phiếu điểm cần cột «%s»"), _(sheet_heads[0]));
}

static void say_fault(struct sheet *sheet, uint64_t line, const char *text)
{
	if (sheet->faults++ < SHEET_FAULTS_MAX)
		buf_printf(sheet->said, _("dòng %llu: %s\n"), (unsigned long long)line, text);
}

static const char *cell_of(const struct sheet *sheet, const struct table_row *row, size_t at)
{
	const char *value = at < row->count && at < sheet->count ? import_value(row->cells[at])
								 : NULL;

	return value ? value : "";
}

/* A refused cell is told and costs no other; trouble of the machine ends it. */
static int take_line(struct sheet *sheet, const struct table_row *row, struct err *err)
{
	const char *code = "", *reason = NULL;
	const struct row *entry = NULL;
	int r;

	for (size_t i = 0; i < sheet->count; i++) {
		if (sheet->columns[i].is_code)
			code = cell_of(sheet, row, i);
		if (sheet->columns[i].is_reason)
			reason = cell_of(sheet, row, i);
	}
	r = row->fault ? err_set(err, EINVAL, "%s", row->fault)
		       : find_entry(&sheet->scoring, code, &entry, err);
	if (r < 0) {
		say_fault(sheet, row->line, err->text);
		return 0;
	}
	for (size_t i = 0; i < sheet->count; i++) {
		const struct contest_mark mark = {sheet->columns[i].criterion,
						  cell_of(sheet, row, i)};

		if (!mark.criterion || !*mark.points)
			continue;
		r = keep_mark(&sheet->scoring, entry, &mark, reason, err);
		if (r == -EINVAL || r == -EEXIST)
			say_fault(sheet, row->line, err->text);
		else if (r < 0)
			return r;
	}
	return 0;
}

static int take_lines(struct sheet *sheet, struct err *err)
{
	struct table_row row;
	int r;

	while ((r = sheet->reader->next(sheet->reader, &row, err)) > 0) {
		r = take_line(sheet, &row, err);
		if (r < 0)
			return r;
	}
	if (r == 0 && sheet->faults)
		return err_set(err, EINVAL,
			       _("%zu ô không nhận được: chưa ghi gì; sửa phiếu rồi nhập lại"),
			       sheet->faults);
	return r;
}

int flow_contest_scores(struct store *store, const struct contest_marks *whose, const char *file,
			struct buf *ret_said, struct err *err)
{
	const struct table_source source = {.file = file, .is_charset_known = true};
	AUTO(store_hold_done) struct store_hold hold = {0};
	AUTO(sheet_done) struct sheet sheet = {.said = ret_said};
	int r = table_open(&sheet.reader, &source, err);

	if (r == 0)
		r = store_hold_begin(&hold, store, err);
	if (r == 0)
		r = scoring_begin(&sheet.scoring, store, whose->contest, whose->judge, err);
	if (r == 0)
		r = check_open(&sheet.scoring, err);
	if (r == 0)
		r = read_heads(&sheet, err);
	if (r == 0)
		r = take_lines(&sheet, err);
	if (r == 0)
		r = store_hold_keep(&hold, err);
	if (r == 0)
		buf_printf(ret_said, _("%s: ghi %zu điểm"), whose->judge, sheet.scoring.kept);
	return r;
}
