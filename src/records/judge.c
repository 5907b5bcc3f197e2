/* Who sits on a contest's board or panel, from which organisation and by which decision. */
#include "records_priv.h"

static const char *const roles[] = {
	"board-head", "board", "panel-head", "panel", "secretary", NULL};
static const char *const role_labels[] = {
	N_("Trưởng BTC"), N_("Ban Tổ chức"), N_("Trưởng BGK"), N_("Giám khảo"), N_("Thư ký"),
	NULL};

static const struct field fields[] = {
	{.name = "contest", .label = N_("Cuộc thi"), .type = FIELD_REF, .ref = "contest",
	 .required = true},
	{.name = "name", .label = N_("Họ tên"), .type = FIELD_TEXT, .privacy = PRIVACY_INTERNAL,
	 .required = true, .searched = true},
	{.name = "code", .label = N_("Mã giám khảo"), .type = FIELD_CODE, .required = true,
	 .hint = N_("ngắn, như gk1: tên của phiếu điểm")},
	{.name = "member", .label = N_("Thành viên"), .type = FIELD_REF, .ref = "member"},
	{.name = "organisation", .label = N_("Cơ quan"), .type = FIELD_TEXT, .unsettled = true,
	 .hint = N_("như Thành Đoàn, Trung tâm VHTT&TT")},
	{.name = "unit", .label = N_("Đơn vị"), .type = FIELD_REF, .ref = "unit",
	 .hint = N_("nếu có trong sổ: không chấm bài của đơn vị mình")},
	{.name = "role", .label = N_("Vai trò"), .type = FIELD_CHOICE, .choices = roles,
	 .choice_labels = role_labels, .required = true},
	{.name = "decision", .label = N_("Quyết định"), .type = FIELD_TEXT, .unsettled = true,
	 .hint = N_("số quyết định; để trống: như ghi ở cuộc thi")},
	{.name = "decided_on", .label = N_("Ngày QĐ"), .type = FIELD_DATE, .unsettled = true},
};

static const char *const list_columns[] = {
	"contest", "code", "name", "organisation", "role", NULL};

const struct record_kind record_judge = {
	.name = "judge",
	.label = N_("Giám khảo, BTC"),
	.label_many = N_("Ban giám khảo"),
	.fields = fields,
	.field_count = ARRAY_LEN(fields),
	.list_columns = list_columns,
	.title = "name",
	.handle = "code",
	.within = "contest",
	.is_people = true,
	.writers = ROLE_LEAD,
	.readers = ROLE_LEAD,
};
