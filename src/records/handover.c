/* A day on which devices are given: where, by whom, to whom; its kits name it. */
#include "records_priv.h"

static const char *const states[] = {"planned", "open", "closed", "cancelled", NULL};
static const char *const state_labels[] = {
	N_("Đã lên lịch"), N_("Đang trao"), N_("Đã xong"), N_("Đã huỷ"), NULL};

static const struct field fields[] = {
	{.name = "tag", .label = N_("Mã buổi trao"), .type = FIELD_CODE, .read_only = true,
	 .searched = true},
	{.name = "name", .label = N_("Tên buổi trao"), .type = FIELD_TEXT, .required = true,
	 .hint = N_("như Trao máy tại THCS Phù Đổng"), .searched = true},
	{.name = "on_date", .label = N_("Ngày trao"), .type = FIELD_DATE, .required = true},
	{.name = "place", .label = N_("Nơi trao"), .type = FIELD_TEXT, .searched = true},
	{.name = "unit", .label = N_("Đơn vị nhận"), .type = FIELD_REF, .ref = "unit",
	 .hint = N_("trường hoặc xã nơi trao")},
	{.name = "programme", .label = N_("Chương trình"), .type = FIELD_REF, .ref = "programme"},
	{.name = "giver", .label = N_("Đại diện giao"), .type = FIELD_TEXT,
	 .privacy = PRIVACY_INTERNAL},
	{.name = "giver_title", .label = N_("Chức vụ giao"), .type = FIELD_TEXT},
	{.name = "receiver", .label = N_("Đại diện nhận"), .type = FIELD_TEXT,
	 .privacy = PRIVACY_INTERNAL},
	{.name = "receiver_title", .label = N_("Chức vụ nhận"), .type = FIELD_TEXT},
	{.name = "state", .label = N_("Trạng thái"), .type = FIELD_CHOICE, .choices = states,
	 .choice_labels = state_labels, .read_only = true},
	{.name = "closed_at", .label = N_("Xong lúc"), .type = FIELD_TIME, .read_only = true},
	{.name = "note", .label = N_("Ghi chú"), .type = FIELD_TEXT, .searched = true},
};

static const char *const list_columns[] = {"tag", "on_date", "name", "unit", "state", NULL};

const struct record_kind record_handover = {
	.name = "handover",
	.label = N_("Buổi trao tặng"),
	.label_many = N_("Buổi trao tặng"),
	.fields = fields,
	.field_count = ARRAY_LEN(fields),
	.list_columns = list_columns,
	.title = "name",
	.writers = ROLE_LEAD,
};
