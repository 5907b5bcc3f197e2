/* A judge's sheet for spreadsheets, and back: by codes, without a name. */
#include "contest_priv.h"
#include "import.h"

#include <errno.h>

#define SHEET_FAULTS_MAX 50 /* told one by one up to here */

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
		       : scoring_entry(&sheet->scoring, code, &entry, err);
	if (r < 0) {
		say_fault(sheet, row->line, err->text);
		return 0;
	}
	for (size_t i = 0; i < sheet->count; i++) {
		const struct contest_mark mark = {sheet->columns[i].criterion,
						  cell_of(sheet, row, i)};

		if (!mark.criterion || !*mark.points)
			continue;
		r = scoring_keep(&sheet->scoring, entry, &mark, reason, err);
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
		r = scoring_check(&sheet.scoring, err);
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
