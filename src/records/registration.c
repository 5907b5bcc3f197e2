/* A person of a course. What is odd about them stands with them until a lead decides. */
#include "records_priv.h"

static const char *const states[] = {
	"asked", "registered", "waiting", "completed", "not-completed", "withdrawn", "declined",
	"gone", NULL};
static const char *const state_labels[] = {
	N_("Chờ xét"), N_("Đã đăng ký"), N_("Chờ chỗ"), N_("Hoàn thành"), N_("Chưa đạt"),
	N_("Đã rút"), N_("Từ chối"), N_("Đã ẩn danh"), NULL};

static const struct field fields[] = {
	{.name = "tag", .label = N_("Mã học viên"), .type = FIELD_CODE, .read_only = true,
	 .searched = true},
	{.name = "course", .label = N_("Khoá học"), .type = FIELD_REF, .ref = "course",
	 .required = true},
	{.name = "name", .label = N_("Họ tên"), .type = FIELD_TEXT, .privacy = PRIVACY_PERSONAL,
	 .required = true, .searched = true},
	{.name = "birth_date", .label = N_("Ngày sinh"), .type = FIELD_DATE,
	 .privacy = PRIVACY_PERSONAL},
	{.name = "audience", .label = N_("Đối tượng"), .type = FIELD_CHOICE,
	 .choices = audience_words, .choice_labels = audience_labels},
	{.name = "unit", .label = N_("Đơn vị"), .type = FIELD_REF, .ref = "unit",
	 .hint = N_("trường, Đoàn cơ sở: giờ học tính cho nơi này")},
	{.name = "class", .label = N_("Lớp, chức vụ"), .type = FIELD_TEXT,
	 .privacy = PRIVACY_INTERNAL, .forgotten = true},
	{.name = "phone", .label = N_("Điện thoại"), .type = FIELD_PHONE,
	 .privacy = PRIVACY_PERSONAL, .searched = true, .unsettled = true},
	{.name = "member", .label = N_("Thành viên"), .type = FIELD_REF, .ref = "member",
	 .hint = N_("tình nguyện viên có trong sổ")},
	{.name = "registered_at", .label = N_("Đăng ký lúc"), .type = FIELD_TIME,
	 .read_only = true},
	{.name = "state", .label = N_("Trạng thái"), .type = FIELD_CHOICE, .choices = states,
	 .choice_labels = state_labels, .read_only = true},
	{.name = "flaws", .label = N_("Điểm cần xem"), .type = FIELD_TEXT,
	 .privacy = PRIVACY_INTERNAL, .read_only = true, .forgotten = true},
	{.name = "reason", .label = N_("Lý do xét"), .type = FIELD_TEXT,
	 .privacy = PRIVACY_INTERNAL, .read_only = true, .forgotten = true},
	{.name = "attended", .label = N_("Phút đã dự"), .type = FIELD_INT, .read_only = true},
	{.name = "code", .label = N_("Mã tra cứu"), .type = FIELD_CODE, .read_only = true,
	 .searched = true},
	{.name = "number", .label = N_("Số vào sổ"), .type = FIELD_CODE, .read_only = true},
	{.name = "completed_on", .label = N_("Ngày cấp"), .type = FIELD_DATE, .read_only = true},
	{.name = "note", .label = N_("Ghi chú"), .type = FIELD_TEXT, .privacy = PRIVACY_PERSONAL,
	 .unsettled = true},
};

static const char *const list_columns[] = {"tag", "name", "unit", "course", "state", NULL};

static const char *const same_person[] = {"course", "name", "unit", "birth_date", "phone", NULL};
static const char *const *const same[] = {same_person, NULL};

const struct record_kind record_registration = {
	.name = "registration",
	.label = N_("Học viên"),
	.label_many = N_("Học viên"),
	.fields = fields,
	.field_count = ARRAY_LEN(fields),
	.list_columns = list_columns,
	.title = "name",
	.same = same,
	.part_of = "course",
	.is_people = true,
	.apart = true,
	.writers = ROLE_LEAD,
	.readers = ROLE_LEAD,
};
