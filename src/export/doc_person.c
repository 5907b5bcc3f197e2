/* Bản sao dữ liệu cá nhân: everything that is kept of one person, for who asks to see it (Luật
 * 91/2025/QH15). */
#include "export_priv.h"

static const struct paper_column columns[] = {
	{"Mục", 1, ALIGN_LEFT, CELL_TEXT},
	{"Nội dung", 3, ALIGN_LEFT, CELL_TEXT},
};

static void add_record(struct paper *paper, const struct person_record *record)
{
	struct paper_table *table;

	paper_heading(paper, record->title);
	table = paper_table(paper, columns, ARRAY_LEN(columns), record->count);
	for (size_t i = 0; i < record->count; i++) {
		table->cells[i * ARRAY_LEN(columns)] = record->values[i].label;
		table->cells[i * ARRAY_LEN(columns) + 1] = record->values[i].value;
	}
}

int export_person(struct buf *ret, const struct person_copy *person, struct err *err)
{
	AUTO(paper_done) struct paper paper = {0};
	const struct paper_signer signers[] = {
		{"NGƯỜI NHẬN BẢN SAO", NULL},
		{"NGƯỜI CẤP", NULL},
	};

	paper_begin(&paper, &person->head, "BẢN SAO DỮ LIỆU CÁ NHÂN", person->about);
	paper_say(&paper,
		  "Bản sao này ghi tất cả những gì sổ của chương trình đang giữ về người nêu trên. "
		  "Người đó, hoặc cha mẹ, người giám hộ, có quyền xin sửa, hạn chế, phản đối, rút "
		  "đồng ý hoặc xóa.");
	for (size_t i = 0; i < person->count; i++)
		add_record(&paper, &person->records[i]);
	paper_sign(&paper, &person->head, signers, ARRAY_LEN(signers));
	return paper_print(ret, &paper, err);
}
