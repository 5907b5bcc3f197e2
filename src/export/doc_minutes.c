/* Biên bản bàn giao thiết bị: who gives what to whom, what a coordinator let pass, signed by both;
 * and the receipt that the family of one pupil keeps. */
#include "export_priv.h"

#define BOTH_KEEP "lập thành 02 bản có giá trị như nhau, mỗi bên giữ 01 bản."

static const struct paper_column columns[] = {
	{"STT", 7, ALIGN_CENTRE, CELL_COUNT},        {"Tên thiết bị", 20, ALIGN_LEFT, CELL_TEXT},
	{"Mã, số sê-ri", 18, ALIGN_LEFT, CELL_TEXT}, {"ĐVT", 8, ALIGN_CENTRE, CELL_TEXT},
	{"SL", 6, ALIGN_CENTRE, CELL_COUNT},         {"Tình trạng", 13, ALIGN_LEFT, CELL_TEXT},
	{"Phụ kiện", 17, ALIGN_LEFT, CELL_TEXT},     {"Ghi chú", 20, ALIGN_LEFT, CELL_TEXT},
};

#define COLUMNS ARRAY_LEN(columns)

/* The tag stands on the label, the serial on the device. */
static const char *code_of(struct arena *arena, const struct handover_item *item)
{
	if (!item->serial)
		return item->tag;
	return arena_printf(arena, "%s\nS/N %s", item->tag ? item->tag : "", item->serial);
}

static void add_items(struct paper *paper, const struct handover_item *items, size_t count)
{
	struct paper_table *table = paper_table(paper, columns, COLUMNS, count);
	struct arena *arena = &paper->arena;

	for (size_t i = 0; i < count; i++) {
		const char **cell = table->cells + i * COLUMNS;

		cell[0] = paper_number(arena, (int64_t)i + 1);
		cell[1] = items[i].name;
		cell[2] = code_of(arena, &items[i]);
		cell[3] = "chiếc";
		cell[4] = "1";
		cell[5] = items[i].condition;
		cell[6] = items[i].accessories;
		cell[7] = items[i].note;
	}
	table->total = arena_alloc(arena, COLUMNS * sizeof(*table->total));
	table->total[1] = "Cộng";
	table->total[4] = paper_number(arena, (int64_t)count);
}

static void add_party(struct paper *paper, const char *heading, const struct handover_party *party)
{
	paper_heading(paper, heading);
	paper_field(paper, "Đơn vị", party->unit);
	paper_field(paper, "Đại diện (ông, bà)", party->name);
	paper_field(paper, "Chức vụ", party->title);
}

static void add_waivers(struct paper *paper, const struct handover_minutes *minutes)
{
	if (!minutes->waiver_count)
		return;
	paper_heading(paper, "IV. Tiêu chí được miễn");
	for (size_t i = 0; i < minutes->waiver_count; i++)
		paper_field(paper, arena_printf(&paper->arena, "Mã %s", minutes->waivers[i].tag),
			    minutes->waivers[i].text);
}

int export_handover_minutes(struct buf *ret, const struct handover_minutes *minutes,
			    struct err *err)
{
	/* The bodies of a joint paper give together and sign each for itself. */
	bool is_joint = minutes->head.style == PAPER_JOINT;
	const struct paper_signer signers[] = {
		{"ĐẠI DIỆN BÊN NHẬN", minutes->receiver.name},
		{is_joint ? NULL : "ĐẠI DIỆN BÊN GIAO", minutes->giver.name},
	};
	AUTO(paper_done) struct paper paper = {0};

	paper_begin(&paper, &minutes->head, "BIÊN BẢN BÀN GIAO THIẾT BỊ",
		    "Thiết bị hỗ trợ học tập cho học sinh");
	paper_say(&paper, "Hôm nay, ngày %s, tại %s, chúng tôi gồm:",
		  paper_day(&paper.arena, minutes->head.date, "………"),
		  minutes->venue ? minutes->venue : "…………………………");
	add_party(&paper, "I. Bên giao", &minutes->giver);
	add_party(&paper, "II. Bên nhận", &minutes->receiver);
	paper_heading(&paper, "III. Nội dung bàn giao");
	paper_say(&paper, "Bên giao đã bàn giao, bên nhận đã nhận đủ các thiết bị sau để trao cho "
			  "học sinh có tên trong danh sách kèm theo:");
	add_items(&paper, minutes->items, minutes->item_count);
	add_waivers(&paper, minutes);
	paper_say(&paper, "Hai bên đã kiểm tra: thiết bị lên đến màn hình chính, đủ phụ kiện như "
			  "đã ghi. Biên bản được " BOTH_KEEP);
	paper_sign(&paper, &minutes->head, signers, ARRAY_LEN(signers));
	return paper_print(ret, &paper, err);
}

/* ---- one kit --------------------------------------------------------------------------------- */

static void add_pupil(struct paper *paper, const struct kit_receipt *receipt)
{
	paper_field(paper, "Học sinh", receipt->pupil);
	paper_field(paper, "Lớp", receipt->class_name);
	paper_field(paper, "Trường", receipt->school);
	paper_field(paper, "Cha mẹ, người giám hộ", receipt->guardian);
	paper_field(paper, "Người ký nhận",
		    receipt->receiver && receipt->relation
			    ? arena_printf(&paper->arena, "%s (%s)", receipt->receiver,
					   receipt->relation)
			    : receipt->receiver);
}

static void add_kit(struct paper *paper, const struct kit_receipt *receipt)
{
	struct handover_item items[2] = {receipt->device};
	size_t count = receipt->device.tag ? 1 : 0;

	if (receipt->sim)
		items[count++] = (struct handover_item){
			.name = "SIM dữ liệu",
			.tag = receipt->sim,
			.note = receipt->sim_until
					? arena_printf(&paper->arena, "dùng đến hết %s",
						       paper_day(&paper->arena, receipt->sim_until,
								 "………"))
					: NULL,
		};
	add_items(paper, items, count);
}

int export_kit_receipt(struct buf *ret, const struct kit_receipt *receipt, struct err *err)
{
	const struct paper_signer signers[] = {
		{"NGƯỜI NHẬN", receipt->receiver},
		{"NGƯỜI TRAO", receipt->giver},
	};
	AUTO(paper_done) struct paper paper = {0};

	paper_begin(&paper, &receipt->head, "BIÊN NHẬN THIẾT BỊ",
		    receipt->code ? arena_printf(&paper.arena, "Mã bộ: %s", receipt->code) : NULL);
	add_pupil(&paper, receipt);
	add_kit(&paper, receipt);
	if (receipt->is_guided)
		paper_say(&paper, "Gia đình và học sinh đã được hướng dẫn sử dụng.");
	paper_say(&paper,
		  "Thiết bị được trao tặng để học sinh học tập. Khi hỏng hoặc không dùng nữa, gia "
		  "đình báo cho người trao hoặc nhà trường để được sửa chữa hoặc chuyển cho em "
		  "khác. Biên nhận được " BOTH_KEEP);
	paper_sign(&paper, &receipt->head, signers, ARRAY_LEN(signers));
	return paper_print(ret, &paper, err);
}
