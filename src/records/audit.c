/* Who wrote what, when and where. Values of personal fields do not stand here. */
#include "records.h"

static const char *const ops[] = {"add", "set", "remove", "give", "restore", NULL};
static const char *const op_labels[] = {
	N_("Thêm"), N_("Sửa"), N_("Bỏ"), N_("Cấp bản sao"), N_("Khôi phục"),
	NULL};

static const struct field fields[] = {
	{.name = "at", .label = N_("Lúc"), .type = FIELD_TIME, .required = true, .read_only = true},
	{.name = "who", .label = N_("Ai"), .type = FIELD_REF, .ref = "member", .read_only = true},
	{.name = "who_name", .label = N_("Tên"), .type = FIELD_TEXT, .privacy = PRIVACY_INTERNAL,
	 .read_only = true, .searched = true},
	{.name = "bench", .label = N_("Bàn"), .type = FIELD_CODE, .read_only = true},
	{.name = "kind", .label = N_("Loại bản ghi"), .type = FIELD_CODE, .required = true,
	 .read_only = true, .is_kind = true},
	{.name = "row", .label = N_("Bản ghi"), .type = FIELD_CODE, .required = true,
	 .read_only = true, .searched = true},
	{.name = "op", .label = N_("Việc"), .type = FIELD_CHOICE, .choices = ops,
	 .choice_labels = op_labels, .read_only = true},
	{.name = "changes", .label = N_("Thay đổi"), .type = FIELD_JSON,
	 .privacy = PRIVACY_INTERNAL, .read_only = true},
};

static const char *const list_columns[] = {"at", "who_name", "op", "kind", "row", NULL};

const struct record_kind record_audit = {
	.name = "audit",
	.label = N_("Nhật ký"),
	.label_many = N_("Nhật ký"),
	.fields = fields,
	.field_count = ARRAY_LEN(fields),
	.list_columns = list_columns,
	.append_only = true,
	.readers = ROLE_LEAD,
};
