/* A plan at work: which minimum specification holds, for whom, from when. */
#include "records_priv.h"

static const struct field fields[] = {
	{.name = "name", .label = N_("Tên"), .type = FIELD_TEXT,
	 .hint = N_("như Máy tính cũ – Tri thức mới"), .required = true, .searched = true},
	{.name = "plan", .label = N_("Kế hoạch"), .type = FIELD_CODE,
	 .hint = N_("tên tệp kế hoạch, như gia-lam-2021; xem hotroit plan"), .searched = true},
	{.name = "unit", .label = N_("Đơn vị"), .type = FIELD_REF, .ref = "unit"},
	{.name = "starts", .label = N_("Bắt đầu"), .type = FIELD_DATE,
	 .hint = N_("như 05/10/2021")},
	{.name = "ends", .label = N_("Kết thúc"), .type = FIELD_DATE,
	 .hint = N_("để trống nếu chưa định ngày")},
	{.name = "wipe_policy", .label = N_("Cách xoá"), .type = FIELD_TEXT,
	 .hint = N_("cách xoá dữ liệu được chấp nhận, in trên giấy xác nhận")},
	{.name = "note", .label = N_("Ghi chú"), .type = FIELD_TEXT, .searched = true},
};

static int check(const struct record_change *change, struct err *err)
{
	return rule_in_order(change, "starts", "ends", err);
}

static const char *const list_columns[] = {"name", "plan", "unit", "starts", "ends", NULL};

const struct record_kind record_programme = {
	.name = "programme",
	.label = N_("Chương trình"),
	.label_many = N_("Chương trình"),
	.fields = fields,
	.field_count = ARRAY_LEN(fields),
	.list_columns = list_columns,
	.title = "name",
	.writers = ROLE_COORDINATOR,
	.check = check,
};
