/* Biên nhận tài trợ: what a donor gave, on what terms, and what may become of the data on it. */
#include "export_priv.h"

static const struct paper_column columns[] = {
	{"STT", 6, ALIGN_CENTRE, CELL_COUNT},
	{"Mã", 17, ALIGN_CENTRE, CELL_TEXT}, /* the widest letters in one line */
	{"Tên thiết bị", 20, ALIGN_LEFT, CELL_TEXT},
	{"Số lượng", 8, ALIGN_CENTRE, CELL_COUNT},
	{"Tình trạng", 17, ALIGN_LEFT, CELL_TEXT},
	{"Phụ kiện", 15, ALIGN_LEFT, CELL_TEXT},
	{"Giá trị ước tính (đồng)", 15, ALIGN_RIGHT, CELL_MONEY},
};

#define COLUMNS ARRAY_LEN(columns)

static int add_items(struct paper *paper, const struct receipt *receipt, struct err *err)
{
	struct paper_table *table = paper_table(paper, columns, COLUMNS, receipt->item_count);
	struct arena *arena = &paper->arena;
	unsigned long count = 0;
	int64_t value = 0;

	for (size_t i = 0; i < receipt->item_count; i++) {
		const struct receipt_item *item = &receipt->items[i];
		const char **cell = table->cells + i * COLUMNS;
		int r = paper_add(&value, item->value, err);

		if (r < 0)
			return r;
		count += item->count;
		cell[0] = arena_printf(arena, "%zu", i + 1);
		cell[1] = item->tag;
		cell[2] = item->name;
		cell[3] = arena_printf(arena, "%u", item->count);
		cell[4] = item->condition;
		cell[5] = item->accessories;
		cell[6] = item->value ? paper_number(arena, item->value) : NULL;
	}
	table->total = arena_alloc(arena, COLUMNS * sizeof(*table->total));
	table->total[2] = "Cộng";
	table->total[3] = arena_printf(arena, "%lu", count);
	table->total[6] = value ? paper_number(arena, value) : NULL;
	return 0;
}

static const char *consent_words(enum wipe_answer consent)
{
	switch (consent) {
	case WIPE_AGREED:
		return "Bên tặng đồng ý để bên nhận xoá toàn bộ dữ liệu trên thiết bị; dữ liệu đã "
		       "xoá không lấy lại được.";
	case WIPE_REFUSED:
		return "Bên tặng không đồng ý để bên nhận xoá dữ liệu trên thiết bị.";
	case WIPE_DONE_BY_DONOR:
		return "Bên tặng đã tự xoá dữ liệu trước khi giao thiết bị.";
	case WIPE_NOT_ASKED:
		break;
	}
	return "Bên tặng đánh dấu vào ô chọn:  [   ] đồng ý để bên nhận xoá toàn bộ dữ liệu trên "
	       "thiết bị   [   ] không đồng ý.";
}

static int add_body(struct paper *paper, const struct receipt *receipt, struct err *err)
{
	const struct paper_signer signers[] = {
		{"BÊN TẶNG", receipt->donor},
		{"NGƯỜI NHẬN", receipt->receiver},
	};
	int r = 0;

	paper_field(paper, "Bên tặng", receipt->donor);
	paper_field(paper, "Địa chỉ", receipt->donor_address);
	paper_field(paper, "Liên hệ", receipt->donor_contact);
	paper_field(paper, "Người nhận", receipt->receiver);
	paper_field(paper, "Mục đích",
		    receipt->purpose ? receipt->purpose
				     : "sửa chữa, nâng cấp, cài đặt để trao tặng học sinh có "
				       "hoàn cảnh khó khăn");
	if (receipt->item_count) {
		paper_heading(paper, "Thiết bị đã nhận");
		r = add_items(paper, receipt, err);
	}
	if (receipt->money)
		paper_amount(paper, "Số tiền đã nhận", receipt->money);
	if (receipt->note)
		paper_field(paper, "Điều kiện của bên tặng", receipt->note);
	if (receipt->item_count)
		paper_field(paper, "Dữ liệu trên thiết bị", consent_words(receipt->consent));
	paper_say(paper, "Biên nhận được lập thành 02 bản có giá trị như nhau, mỗi bên giữ 01 bản. "
			 "Trân trọng cảm ơn tấm lòng của bên tặng.");
	paper_sign(paper, &receipt->head, signers, ARRAY_LEN(signers));
	return r;
}

int export_receipt(struct buf *ret, const struct receipt *receipt, struct err *err)
{
	AUTO(paper_done) struct paper paper = {0};
	int64_t money = 0;
	int r = paper_add(&money, receipt->money, err);

	if (r < 0)
		return r;
	paper_begin(&paper, &receipt->head, "BIÊN NHẬN TÀI TRỢ",
		    "Về việc tiếp nhận ủng hộ cho học sinh");
	r = add_body(&paper, receipt, err);
	return r < 0 ? r : paper_print(ret, &paper, err);
}
