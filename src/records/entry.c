/* What was handed in to a contest. Whose it is stands apart (entrant): a judge sees only this. */
#include "records_priv.h"

static const char *const kinds[] = {"individual", "group", NULL};
static const char *const kind_labels[] = {N_("Cá nhân"), N_("Nhóm"), NULL};
static const char *const states[] = {
	"received", "late", "flawed", "accepted", "rejected", "withdrawn", NULL};
static const char *const state_labels[] = {
	N_("Đã nhận"), N_("Nộp muộn"), N_("Cần xem lại"), N_("Hợp lệ"), N_("Không nhận"),
	N_("Đã rút"), NULL};

static const struct field fields[] = {
	{.name = "tag", .label = N_("Mã bài"), .type = FIELD_CODE, .read_only = true,
	 .searched = true},
	{.name = "contest", .label = N_("Cuộc thi"), .type = FIELD_REF, .ref = "contest",
	 .required = true},
	{.name = "division", .label = N_("Bảng"), .type = FIELD_REF, .ref = "division"},
	{.name = "category", .label = N_("Hạng mục"), .type = FIELD_REF, .ref = "category"},
	{.name = "title", .label = N_("Tên tác phẩm"), .type = FIELD_TEXT,
	 .privacy = PRIVACY_INTERNAL, .searched = true},
	{.name = "kind", .label = N_("Cá nhân/nhóm"), .type = FIELD_CHOICE, .choices = kinds,
	 .choice_labels = kind_labels},
	{.name = "unit", .label = N_("Đơn vị"), .type = FIELD_REF, .ref = "unit",
	 .hint = N_("trường, Đoàn cơ sở gửi bài")},
	{.name = "received_at", .label = N_("Nhận lúc"), .type = FIELD_TIME, .required = true,
	 .is_past = true},
	{.name = "received_by", .label = N_("Người nhận"), .type = FIELD_REF, .ref = "member",
	 .by_actor = true},
	{.name = "source_key", .label = N_("Số của tệp"), .type = FIELD_CODE,
	 .hint = N_("số của bài trong danh sách nhận được")},
	{.name = "blind", .label = N_("Mã chấm"), .type = FIELD_CODE, .read_only = true,
	 .searched = true},
	{.name = "state", .label = N_("Trạng thái"), .type = FIELD_CHOICE, .choices = states,
	 .choice_labels = state_labels, .read_only = true},
	{.name = "flaws", .label = N_("Điểm cần xem"), .type = FIELD_TEXT,
	 .privacy = PRIVACY_INTERNAL, .read_only = true},
	{.name = "reason", .label = N_("Lý do BTC"), .type = FIELD_TEXT,
	 .privacy = PRIVACY_INTERNAL, .read_only = true},
	{.name = "note", .label = N_("Ghi chú"), .type = FIELD_TEXT, .privacy = PRIVACY_INTERNAL,
	 .forgotten = true, .unsettled = true},
};

static int check(const struct record_change *change, struct err *err)
{
	return rule_year(change, "received_at", err);
}

static const char *const list_columns[] = {
	"tag", "contest", "division", "unit", "received_at", "state", NULL};

const struct record_kind record_entry = {
	.name = "entry",
	.label = N_("Bài dự thi"),
	.label_many = N_("Bài dự thi"),
	.fields = fields,
	.field_count = ARRAY_LEN(fields),
	.list_columns = list_columns,
	.part_of = "contest",
	.writers = ROLE_LEAD,
	.files_settle = true,
	.check = check,
};
