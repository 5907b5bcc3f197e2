/* That somebody sat in a session, and for how long; taken back by a step, never changed. */
#include "records_priv.h"

static const char *const hows[] = {"typed", "qr", "list", NULL};
static const char *const how_labels[] = {N_("Gõ tên"), N_("Quét mã"), N_("Theo tờ ký"), NULL};
static const char *const states[] = {"counted", "void", NULL};
static const char *const state_labels[] = {N_("Được tính"), N_("Đã bỏ"), NULL};

static const struct field fields[] = {
	{.name = "session", .label = N_("Buổi học"), .type = FIELD_REF, .ref = "session",
	 .required = true, .read_only = true},
	{.name = "registration", .label = N_("Học viên"), .type = FIELD_REF,
	 .ref = "registration", .required = true, .read_only = true},
	{.name = "minutes", .label = N_("Số phút"), .type = FIELD_INT, .required = true,
	 .read_only = true},
	{.name = "how", .label = N_("Cách ghi"), .type = FIELD_CHOICE, .choices = hows,
	 .choice_labels = how_labels, .required = true, .read_only = true},
	{.name = "at", .label = N_("Ghi lúc"), .type = FIELD_TIME, .required = true,
	 .read_only = true},
	{.name = "by", .label = N_("Người ghi"), .type = FIELD_REF, .ref = "member",
	 .read_only = true},
	{.name = "state", .label = N_("Trạng thái"), .type = FIELD_CHOICE, .choices = states,
	 .choice_labels = state_labels, .read_only = true},
	{.name = "reason", .label = N_("Lý do"), .type = FIELD_TEXT, .privacy = PRIVACY_INTERNAL,
	 .read_only = true},
};

static const char *const list_columns[] = {
	"session", "registration", "minutes", "how", "at", "state", NULL};

const struct record_kind record_attendance = {
	.name = "attendance",
	.label = N_("Điểm danh"),
	.label_many = N_("Điểm danh"),
	.fields = fields,
	.field_count = ARRAY_LEN(fields),
	.list_columns = list_columns,
	.readers = ROLE_LEAD,
};
