/* One step of a life cycle, as it was taken: the history of a device, a repair, a request. */
#include "records.h"

static const struct field fields[] = {
	{.name = "kind", .label = N_("Loại bản ghi"), .type = FIELD_CODE, .required = true,
	 .read_only = true, .is_kind = true},
	{.name = "subject", .label = N_("Bản ghi"), .type = FIELD_CODE, .required = true,
	 .read_only = true, .searched = true},
	{.name = "action", .label = N_("Việc"), .type = FIELD_CODE, .required = true,
	 .read_only = true, .searched = true},
	{.name = "from_state", .label = N_("Từ"), .type = FIELD_CODE, .read_only = true},
	{.name = "to_state", .label = N_("Sang"), .type = FIELD_CODE, .read_only = true},
	{.name = "at", .label = N_("Lúc"), .type = FIELD_TIME, .required = true, .read_only = true},
	{.name = "by", .label = N_("Người làm"), .type = FIELD_REF, .ref = "member",
	 .read_only = true},
	{.name = "by_name", .label = N_("Tên người làm"), .type = FIELD_TEXT,
	 .privacy = PRIVACY_INTERNAL, .read_only = true, .searched = true},
	{.name = "waiver", .label = N_("Miễn tiêu chí"), .type = FIELD_TEXT,
	 .privacy = PRIVACY_INTERNAL, .read_only = true, .searched = true},
	{.name = "note", .label = N_("Ghi chú"), .type = FIELD_TEXT, .read_only = true,
	 .searched = true},
	{.name = "undoes", .label = N_("Hoàn lại bước"), .type = FIELD_CODE, .read_only = true},
};

static const char *const list_columns[] = {
	"at", "kind", "action", "from_state", "to_state", "by_name", NULL};

const struct record_kind record_step = {
	.name = "step",
	.label = N_("Bước"),
	.label_many = N_("Lịch sử bước"),
	.fields = fields,
	.field_count = ARRAY_LEN(fields),
	.list_columns = list_columns,
	.append_only = true,
};
