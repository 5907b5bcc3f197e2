/* Danh sách học sinh nhận thiết bị: for those who give, with what the form of 2021 asks for; and
 * for the public, where it holds a name, a class and a school and nothing else. */
#include "export_priv.h"

#include <string.h>

#define WIDE_SIZE 9.0 /* fifteen columns on a sheet */

static const struct paper_column columns[] = {
	{"STT", 10, ALIGN_CENTRE, CELL_COUNT},
	{"Họ và tên", 27, ALIGN_LEFT, CELL_TEXT},
	{"Ngày sinh", 21, ALIGN_CENTRE, CELL_DAY},
	{"Lớp", 11, ALIGN_CENTRE, CELL_TEXT},
	{"Trường", 21, ALIGN_LEFT, CELL_TEXT},
	{"Địa chỉ", 25, ALIGN_LEFT, CELL_TEXT},
	{"Hoàn cảnh", 15, ALIGN_LEFT, CELL_TEXT},
	{"Cha mẹ, người giám hộ", 24, ALIGN_LEFT, CELL_TEXT},
	{"Số điện thoại", 22, ALIGN_CENTRE, CELL_TEXT},
	{"Loại thiết bị", 16, ALIGN_LEFT, CELL_TEXT},
	{"Mã thiết bị", 28, ALIGN_CENTRE, CELL_TEXT}, /* a tag of the widest letters */
	{"SIM", 28, ALIGN_CENTRE, CELL_TEXT},
	{"Ngày nhận", 21, ALIGN_CENTRE, CELL_DAY},
	{"Ký nhận", 20, ALIGN_CENTRE, CELL_TEXT},
	{"Ghi chú", 15, ALIGN_LEFT, CELL_TEXT},
};

static const struct paper_column public_columns[] = {
	{"STT", 10, ALIGN_CENTRE, CELL_COUNT},
	{"Họ và tên", 60, ALIGN_LEFT, CELL_TEXT},
	{"Lớp", 20, ALIGN_CENTRE, CELL_TEXT},
	{"Trường", 70, ALIGN_LEFT, CELL_TEXT},
};

#define COLUMNS ARRAY_LEN(columns)
#define PUBLIC_COLUMNS ARRAY_LEN(public_columns)

static void fill_row(const char **cell, const struct handover_pupil *pupil)
{
	const char *const values[] = {
		pupil->name,           pupil->born,         pupil->class_name, pupil->school,
		pupil->address,        pupil->circumstance, pupil->guardian,   pupil->phone,
		pupil->device,         pupil->tag,          pupil->sim,        pupil->given,
		NULL /* to sign in */, pupil->note,
	};

	memcpy(cell + 1, values, sizeof(values));
}

static void add_total(struct paper *paper, struct paper_table *table,
		      const struct handover_list *list)
{
	struct arena *arena = &paper->arena;
	size_t devices = 0, sims = 0;

	for (size_t i = 0; i < list->count; i++) {
		devices += list->pupils[i].tag != NULL;
		sims += list->pupils[i].sim != NULL;
	}
	table->total = arena_alloc(arena, COLUMNS * sizeof(*table->total));
	table->total[1] = arena_printf(arena, "Cộng: %zu học sinh", list->count);
	table->total[9] = arena_printf(arena, "%zu máy", devices);
	table->total[11] = arena_printf(arena, "%zu SIM", sims);
}

static void add_all(struct paper *paper, const struct handover_list *list)
{
	struct paper_table *table = paper_table(paper, columns, COLUMNS, list->count);

	table->size = WIDE_SIZE;
	for (size_t i = 0; i < list->count; i++) {
		const char **cell = table->cells + i * COLUMNS;

		cell[0] = paper_number(&paper->arena, (int64_t)i + 1);
		fill_row(cell, &list->pupils[i]);
	}
	add_total(paper, table, list);
	paper_say(paper, "Danh sách có dữ liệu cá nhân của trẻ em: chỉ dùng để trao thiết bị, "
			 "không công bố, không gửi ra ngoài những người được giao việc này.");
}

static void add_public(struct paper *paper, const struct handover_list *list)
{
	struct paper_table *table = paper_table(paper, public_columns, PUBLIC_COLUMNS, list->count);

	for (size_t i = 0; i < list->count; i++) {
		const char **cell = table->cells + i * PUBLIC_COLUMNS;

		cell[0] = paper_number(&paper->arena, (int64_t)i + 1);
		cell[1] = list->pupils[i].name;
		cell[2] = list->pupils[i].class_name;
		cell[3] = list->pupils[i].school;
	}
	paper_say(paper, "Danh sách có %zu học sinh.", list->count);
}

int export_handover_list(struct buf *ret, const struct handover_list *list, struct err *err)
{
	static const struct paper_signer maker = {"NGƯỜI LẬP", NULL};
	AUTO(paper_done) struct paper paper = {.landscape = !list->is_public};

	paper_begin(&paper, &list->head, "DANH SÁCH HỌC SINH NHẬN THIẾT BỊ", list->about);
	if (list->is_public)
		add_public(&paper, list);
	else
		add_all(&paper, list);
	paper_sign(&paper, &list->head, &maker, 1);
	return paper_print(ret, &paper, err);
}
