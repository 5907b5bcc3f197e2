/* What a list of people for a course holds in a row. No table has such rows. */
#include "flow_course.h"

static const struct field fields[] = {
	{.name = "name", .label = N_("Họ tên"), .type = FIELD_TEXT, .privacy = PRIVACY_PERSONAL,
	 .required = true},
	{.name = "birth_date", .label = N_("Ngày sinh"), .type = FIELD_DATE,
	 .privacy = PRIVACY_PERSONAL},
	{.name = "audience", .label = N_("Đối tượng"), .type = FIELD_CHOICE,
	 .choices = audience_words, .choice_labels = audience_labels},
	{.name = "unit", .label = N_("Đơn vị"), .type = FIELD_TEXT},
	{.name = "class", .label = N_("Lớp, chức vụ"), .type = FIELD_TEXT},
	{.name = "phone", .label = N_("Điện thoại"), .type = FIELD_PHONE,
	 .privacy = PRIVACY_PERSONAL},
	{.name = "member", .label = N_("Thành viên"), .type = FIELD_REF, .ref = "member",
	 .hint = N_("tình nguyện viên có trong sổ")},
	{.name = "note", .label = N_("Ghi chú"), .type = FIELD_TEXT, .privacy = PRIVACY_PERSONAL},
};

static const char *const list_columns[] = {"name", "unit", "audience", NULL};

const struct record_kind course_row = {
	.name = "course_row",
	.label = N_("Học viên"),
	.label_many = N_("Học viên"),
	.fields = fields,
	.field_count = ARRAY_LEN(fields),
	.list_columns = list_columns,
	.title = "name",
	.writers = ROLE_LEAD,
	.readers = ROLE_LEAD,
};
