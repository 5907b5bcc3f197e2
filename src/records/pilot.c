/* A school that tries something first, by the numbers of a plan. */
#include "records_priv.h"

static const char *const states[] = {"proposed", "running", "ended", "cancelled", NULL};
static const char *const state_labels[] = {
	N_("Đề nghị"), N_("Đang thí điểm"), N_("Đã kết thúc"), N_("Đã huỷ"), NULL};

static const struct field fields[] = {
	{.name = "tag", .label = N_("Mã thí điểm"), .type = FIELD_CODE, .read_only = true,
	 .searched = true},
	{.name = "plan", .label = N_("Kế hoạch"), .type = FIELD_CODE, .required = true,
	 .searched = true},
	{.name = "plan_item", .label = N_("Mục kế hoạch"), .type = FIELD_CODE, .required = true,
	 .hint = N_("như thi-diem-ai; xem hotroit plan show")},
	{.name = "programme", .label = N_("Chương trình"), .type = FIELD_REF, .ref = "programme"},
	{.name = "school", .label = N_("Trường"), .type = FIELD_REF, .ref = "unit",
	 .required = true},
	{.name = "content", .label = N_("Nội dung"), .type = FIELD_TEXT,
	 .hint = N_("như AI, Coding, Blockchain"), .searched = true},
	{.name = "starts", .label = N_("Từ ngày"), .type = FIELD_DATE},
	{.name = "ends", .label = N_("Đến hết"), .type = FIELD_DATE},
	{.name = "state", .label = N_("Trạng thái"), .type = FIELD_CHOICE, .choices = states,
	 .choice_labels = state_labels, .read_only = true},
	{.name = "waiver", .label = N_("Lý do vượt"), .type = FIELD_TEXT, .read_only = true,
	 .privacy = PRIVACY_INTERNAL},
	{.name = "note", .label = N_("Ghi chú"), .type = FIELD_TEXT, .privacy = PRIVACY_INTERNAL,
	 .searched = true},
};

static int check(const struct record_change *change, struct err *err)
{
	return rule_in_order(change, "starts", "ends", err);
}

static const char *const list_columns[] = {
	"tag", "school", "plan_item", "starts", "state", NULL};

const struct record_kind record_pilot = {
	.name = "pilot",
	.label = N_("Trường thí điểm"),
	.label_many = N_("Trường thí điểm"),
	.fields = fields,
	.field_count = ARRAY_LEN(fields),
	.list_columns = list_columns,
	.writers = ROLE_COORDINATOR,
	.check = check,
};
