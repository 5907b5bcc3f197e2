/* Giấy chứng nhận, giấy khen: a framed page each, with a code by which it can be looked up. */
#include "export_award.h"
#include "export_priv.h"

#include <errno.h>

#define NAME_SIZE 26.0
#define REASON_SIZE 16.0
#define UNIT_SIZE 14.0
#define REASON_LINES 3
#define OTHER_LINES 2

static const struct paper_column columns[] = {
	{"STT", 10, ALIGN_CENTRE, CELL_COUNT},
	{"Trao cho", 40, ALIGN_LEFT, CELL_TEXT},
	{"Đơn vị", 40, ALIGN_LEFT, CELL_TEXT},
	{"Lý do", 60, ALIGN_LEFT, CELL_TEXT},
	{"Chi tiết", 40, ALIGN_LEFT, CELL_TEXT},
	{"Số vào sổ", 15, ALIGN_CENTRE, CELL_TEXT},
	{"Mã tra cứu", 25, ALIGN_CENTRE, CELL_TEXT},
};

static void add_table(struct paper *paper, const struct awards *awards)
{
	struct paper_table *table;

	paper_begin(paper, &awards->head, awards->title, NULL);
	table = paper_table(paper, columns, ARRAY_LEN(columns), awards->count);
	for (size_t i = 0; i < awards->count; i++) {
		const char **cell = table->cells + i * ARRAY_LEN(columns);
		const struct award *award = &awards->list[i];

		cell[0] = paper_number(&paper->arena, (int64_t)i + 1);
		cell[1] = award->name;
		cell[2] = award->unit;
		cell[3] = award->reason;
		cell[4] = award->detail;
		cell[5] = award->number;
		cell[6] = award->code;
	}
}

static void add_centred(struct paper *paper, const char *text, double size, unsigned face,
			size_t most)
{
	if (text && *text)
		paper_line(paper, &(struct paper_text){.text = text,
						       .size = size,
						       .face = face,
						       .align = ALIGN_CENTRE,
						       .above = 9,
						       .most = most});
}

static int add_page(struct paper *paper, const struct awards *awards, const struct award *award,
		    struct err *err)
{
	const char *number = award->number && *award->number ? award->number : "…………";

	paper_page(paper, &awards->head, awards->title);
	add_centred(paper, "Trao cho", UNIT_SIZE, FACE_ITALIC, 1);
	add_centred(paper, award->name, NAME_SIZE, FACE_BOLD, OTHER_LINES);
	add_centred(paper, award->unit, UNIT_SIZE, FACE_PLAIN, OTHER_LINES);
	add_centred(paper, award->reason, REASON_SIZE, FACE_PLAIN, REASON_LINES);
	add_centred(paper, award->detail, UNIT_SIZE, FACE_ITALIC, OTHER_LINES);
	return paper_foot(paper, award->code,
			  arena_printf(&paper->arena, "Mã tra cứu: %s\nSố vào sổ: %s",
				       award->code, number),
			  err);
}

int export_awards(struct buf *ret, const struct awards *awards, struct err *err)
{
	bool is_pdf = awards->head.format == PAPER_PDF;
	AUTO(paper_done) struct paper paper = {.landscape = is_pdf, .framed = is_pdf};
	int r = 0;

	if (!awards->count)
		return err_set(err, EINVAL, "chưa có ai để cấp giấy");
	if (!is_pdf)
		add_table(&paper, awards);
	for (size_t i = 0; i < awards->count && is_pdf && r == 0; i++)
		r = add_page(&paper, awards, &awards->list[i], err);
	return r < 0 ? r : paper_print(ret, &paper, err);
}
