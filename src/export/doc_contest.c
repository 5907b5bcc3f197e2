/* Papers of a contest. See export_contest.h. */
#include "export_contest.h"
#include "export_priv.h"

#include <string.h>

static const struct paper_column public_columns[] = {
	{"STT", 12, ALIGN_CENTRE, CELL_COUNT}, {"Bảng", 22, ALIGN_LEFT, CELL_TEXT},
	{"Giải", 28, ALIGN_LEFT, CELL_TEXT},   {"Họ và tên", 52, ALIGN_LEFT, CELL_TEXT},
	{"Lớp", 16, ALIGN_CENTRE, CELL_TEXT},  {"Đơn vị", 55, ALIGN_LEFT, CELL_TEXT},
};

static const struct paper_column result_columns[] = {
	{"STT", 12, ALIGN_CENTRE, CELL_COUNT}, {"Bảng", 22, ALIGN_LEFT, CELL_TEXT},
	{"Hạng", 12, ALIGN_CENTRE, CELL_TEXT}, {"Giải", 25, ALIGN_LEFT, CELL_TEXT},
	{"Họ và tên", 42, ALIGN_LEFT, CELL_TEXT}, {"Lớp", 14, ALIGN_CENTRE, CELL_TEXT},
	{"Đơn vị", 45, ALIGN_LEFT, CELL_TEXT}, {"Mã bài", 24, ALIGN_CENTRE, CELL_TEXT},
	{"Tên tác phẩm", 45, ALIGN_LEFT, CELL_TEXT}, {"Điểm", 16, ALIGN_RIGHT, CELL_TEXT},
};

static const struct paper_column entry_columns[] = {
	{"Mã bài", 24, ALIGN_CENTRE, CELL_TEXT}, {"Họ và tên", 40, ALIGN_LEFT, CELL_TEXT},
	{"Ngày sinh", 24, ALIGN_CENTRE, CELL_DAY}, {"Lớp", 14, ALIGN_CENTRE, CELL_TEXT},
	{"Trường", 40, ALIGN_LEFT, CELL_TEXT}, {"Bảng", 20, ALIGN_LEFT, CELL_TEXT},
	{"Hạng mục", 30, ALIGN_LEFT, CELL_TEXT}, {"Tên tác phẩm", 42, ALIGN_LEFT, CELL_TEXT},
	{"Nhận lúc", 28, ALIGN_CENTRE, CELL_TIME}, {"Trạng thái", 22, ALIGN_LEFT, CELL_TEXT},
	{"Điểm cần xem", 40, ALIGN_LEFT, CELL_TEXT},
};

static const struct paper_column count_columns[] = {
	{"", 60, ALIGN_LEFT, CELL_TEXT},      {"Bài nhận", 20, ALIGN_RIGHT, CELL_COUNT},
	{"Lượt người", 22, ALIGN_RIGHT, CELL_COUNT}, {"Hợp lệ", 18, ALIGN_RIGHT, CELL_COUNT},
	{"Không nhận", 24, ALIGN_RIGHT, CELL_COUNT}, {"Chờ xét", 18, ALIGN_RIGHT, CELL_COUNT},
};

static const struct paper_column reason_columns[] = {
	{"Điểm phải xem lại", 120, ALIGN_LEFT, CELL_TEXT},
	{"Số bài", 20, ALIGN_RIGHT, CELL_COUNT},
};

static const struct paper_column budget_columns[] = {
	{"STT", 12, ALIGN_CENTRE, CELL_COUNT}, {"Nội dung chi", 70, ALIGN_LEFT, CELL_TEXT},
	{"Số tiền (đồng)", 40, ALIGN_RIGHT, CELL_TEXT}, {"Ghi chú", 40, ALIGN_LEFT, CELL_TEXT},
};

#define LIST_SIZE 9.5 /* eleven columns on a sheet */

static void add_public(struct paper *paper, const struct contest_result *list, size_t count)
{
	struct paper_table *table =
		paper_table(paper, public_columns, ARRAY_LEN(public_columns), count);

	for (size_t i = 0; i < count; i++) {
		const char **cell = table->cells + i * ARRAY_LEN(public_columns);

		cell[0] = paper_number(&paper->arena, (int64_t)i + 1);
		cell[1] = list[i].division;
		cell[2] = list[i].prize;
		cell[3] = list[i].name;
		cell[4] = list[i].class_name;
		cell[5] = list[i].unit;
	}
}

static void add_results(struct paper *paper, const struct contest_result *list, size_t count)
{
	struct paper_table *table =
		paper_table(paper, result_columns, ARRAY_LEN(result_columns), count);

	table->size = LIST_SIZE;
	for (size_t i = 0; i < count; i++) {
		const char **cell = table->cells + i * ARRAY_LEN(result_columns);

		cell[0] = paper_number(&paper->arena, (int64_t)i + 1);
		cell[1] = list[i].division;
		cell[2] = list[i].place;
		cell[3] = list[i].prize;
		cell[4] = list[i].name;
		cell[5] = list[i].class_name;
		cell[6] = list[i].unit;
		cell[7] = list[i].tag;
		cell[8] = list[i].title;
		cell[9] = list[i].score;
	}
}

int export_contest_results(struct buf *ret, const struct contest_results *results,
			   struct err *err)
{
	AUTO(paper_done) struct paper paper = {.landscape = !results->is_public};

	paper_begin(&paper, &results->head, "KẾT QUẢ CUỘC THI", results->about);
	if (results->is_public)
		add_public(&paper, results->list, results->count);
	else
		add_results(&paper, results->list, results->count);
	if (!results->is_public)
		paper_say(&paper, "Bảng có tên người dự thi, trong đó có trẻ em: chỉ dùng cho Ban "
				  "Tổ chức, không công bố.");
	paper_sign(&paper, &results->head, NULL, 0);
	return paper_print(ret, &paper, err);
}

int export_contest_entries(struct buf *ret, const struct contest_entries *entries,
			   struct err *err)
{
	AUTO(paper_done) struct paper paper = {.landscape = true};
	struct paper_table *table;

	paper_begin(&paper, &entries->head, "DANH SÁCH BÀI DỰ THI", entries->about);
	table = paper_table(&paper, entry_columns, ARRAY_LEN(entry_columns), entries->count);
	table->size = LIST_SIZE;
	for (size_t i = 0; i < entries->count; i++) {
		const char **cell = table->cells + i * ARRAY_LEN(entry_columns);
		const struct contest_entrant *it = &entries->list[i];
		const char *const values[] = {it->tag, it->name, it->born, it->class_name,
					      it->unit, it->division, it->category, it->title,
					      it->received, it->state, it->flaws};

		for (size_t j = 0; j < ARRAY_LEN(values); j++)
			cell[j] = values[j];
	}
	paper_say(&paper, "Danh sách có dữ liệu cá nhân, trong đó có trẻ em: chỉ dùng cho Ban Tổ "
			  "chức, không công bố.");
	return paper_print(ret, &paper, err);
}

/* ---- the report ------------------------------------------------------------------------------ */

/* HEAD: what is counted by. */
static void add_counts(struct paper *paper, const char *heading, const char *head,
		       const struct contest_count *list, size_t count)
{
	struct arena *arena = &paper->arena;
	struct paper_column *columns = arena_alloc(arena, sizeof(count_columns));
	struct paper_table *table;

	if (!count)
		return;
	memcpy(columns, count_columns, sizeof(count_columns));
	columns[0].head = head;
	paper_heading(paper, heading);
	table = paper_table(paper, columns, ARRAY_LEN(count_columns), count);
	for (size_t i = 0; i < count; i++) {
		const char **cell = table->cells + i * ARRAY_LEN(count_columns);

		cell[0] = list[i].name;
		cell[1] = paper_number(arena, (int64_t)list[i].entries);
		cell[2] = paper_number(arena, (int64_t)list[i].people);
		cell[3] = paper_number(arena, (int64_t)list[i].accepted);
		cell[4] = paper_number(arena, (int64_t)list[i].rejected);
		cell[5] = paper_number(arena, (int64_t)list[i].waiting);
	}
}

static void add_reasons(struct paper *paper, const struct contest_report *report)
{
	struct paper_table *table;

	paper_heading(paper, "2. Bài phải xem lại");
	if (!report->reason_count) {
		paper_say(paper, "Không có bài nào phải xem lại.");
		return;
	}
	table = paper_table(paper, reason_columns, ARRAY_LEN(reason_columns),
			    report->reason_count);
	for (size_t i = 0; i < report->reason_count; i++) {
		table->cells[2 * i] = report->reasons[i].text;
		table->cells[2 * i + 1] =
			paper_number(&paper->arena, (int64_t)report->reasons[i].count);
	}
}

/* Nobody's sums are known here: lines to write on. */
static void add_budget(struct paper *paper)
{
	static const char *const lines[] = {"Giải thưởng", "Chấm thi", "Tổ chức, truyền thông",
					    "Khác"};
	struct paper_table *table = paper_table(paper, budget_columns,
						ARRAY_LEN(budget_columns), ARRAY_LEN(lines));

	for (size_t i = 0; i < ARRAY_LEN(lines); i++) {
		const char **cell = table->cells + i * ARRAY_LEN(budget_columns);

		cell[0] = paper_number(&paper->arena, (int64_t)i + 1);
		cell[1] = lines[i];
		cell[2] = "…………………";
	}
}

int export_contest_report(struct buf *ret, const struct contest_report *report, struct err *err)
{
	AUTO(paper_done) struct paper paper = {.landscape = false};

	paper_begin(&paper, &report->head, "BÁO CÁO KẾT QUẢ CUỘC THI", report->about);
	paper_field(&paper, "Kính gửi", report->to);
	paper_field(&paper, "Cuộc thi", report->name);
	paper_note(&paper, "Chủ đề", report->theme);
	paper_field(&paper, "Nhận bài", report->window);
	paper_field(&paper, "Quyết định lập Ban Tổ chức", report->board);
	paper_field(&paper, "Quyết định lập Ban Giám khảo", report->panel);
	add_counts(&paper, "1. Bài dự thi theo bảng", "Bảng", report->divisions,
		   report->division_count);
	add_counts(&paper, "Theo hạng mục", "Hạng mục", report->categories, report->category_count);
	add_counts(&paper, "Theo đơn vị", "Đơn vị", report->units, report->unit_count);
	add_reasons(&paper, report);
	paper_heading(&paper, "3. Kết quả");
	add_public(&paper, report->prizes, report->prize_count);
	paper_heading(&paper, "4. Kinh phí");
	add_budget(&paper);
	paper_conclude(&paper, "Trên đây là báo cáo kết quả Cuộc thi, kính trình xem xét./.");
	paper_sign(&paper, &report->head, NULL, 0);
	return paper_print(ret, &paper, err);
}
