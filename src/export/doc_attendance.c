/* Danh sách điểm danh: name, unit, code, and a column to sign in for each session. */
#include "export_course.h"
#include "export_priv.h"

#include <errno.h>
#include <string.h>

static const struct paper_column columns[] = {
	{"STT", 13, ALIGN_CENTRE, CELL_COUNT},
	{"Họ và tên", 45, ALIGN_LEFT, CELL_TEXT},
	{"Đơn vị", 45, ALIGN_LEFT, CELL_TEXT},
	{"Lớp, chức vụ", 25, ALIGN_LEFT, CELL_TEXT},
	{"Mã học viên", 28, ALIGN_CENTRE, CELL_TEXT},
};

#define FIRST ARRAY_LEN(columns)
#define SIGN_SHARE 35

static void add_lines(struct paper *paper, const struct attendance_list *list)
{
	size_t width = FIRST + list->session_count;
	struct paper_column *all = arena_alloc(&paper->arena, width * sizeof(*all));
	struct paper_table *table;

	memcpy(all, columns, sizeof(columns));
	for (size_t i = 0; i < list->session_count; i++)
		all[FIRST + i] = (struct paper_column){list->sessions[i], SIGN_SHARE, ALIGN_CENTRE,
						       CELL_TEXT};
	table = paper_table(paper, all, width, list->count);
	for (size_t i = 0; i < list->count; i++) {
		const char **cell = table->cells + i * width;
		const struct attendance_line *line = &list->lines[i];

		cell[0] = paper_number(&paper->arena, (int64_t)i + 1);
		cell[1] = line->name;
		cell[2] = line->unit;
		cell[3] = line->post;
		cell[4] = line->tag;
		memcpy(cell + FIRST, line->seen, list->session_count * sizeof(*line->seen));
	}
}

int export_attendance(struct buf *ret, const struct attendance_list *list, struct err *err)
{
	static const struct paper_signer maker = {"NGƯỜI ĐIỂM DANH", NULL};
	AUTO(paper_done) struct paper paper = {.landscape = list->session_count > 1};

	if (!list->count)
		return err_set(err, EINVAL, "khoá chưa có ai được nhận vào học");
	if (!list->session_count || list->session_count > ATTENDANCE_SESSIONS_MAX)
		return err_set(err, EINVAL, "khoá chưa có buổi học nào");
	paper_begin(&paper, &list->head, "DANH SÁCH ĐIỂM DANH", list->about);
	add_lines(&paper, list);
	paper_say(&paper, "Danh sách có %zu người; ký vào ô của buổi có mặt.", list->count);
	paper_sign(&paper, &list->head, &maker, 1);
	return paper_print(ret, &paper, err);
}
