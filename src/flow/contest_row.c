/* What a list of entries holds in a row: an entry, and one of its people. No table has such rows. */
#include "flow_contest.h"

static const char *const kinds[] = {"individual", "group", NULL};
static const char *const kind_labels[] = {N_("Cá nhân"), N_("Nhóm"), NULL};

static const struct field fields[] = {
	{.name = "key", .label = N_("Số bài"), .type = FIELD_CODE,
	 .hint = N_("những dòng cùng số là một bài của nhóm")},
	{.name = "title", .label = N_("Tên tác phẩm"), .type = FIELD_TEXT},
	{.name = "division", .label = N_("Bảng"), .type = FIELD_TEXT},
	{.name = "category", .label = N_("Hạng mục"), .type = FIELD_TEXT},
	{.name = "kind", .label = N_("Cá nhân/nhóm"), .type = FIELD_CHOICE, .choices = kinds,
	 .choice_labels = kind_labels},
	{.name = "name", .label = N_("Họ tên"), .type = FIELD_TEXT, .privacy = PRIVACY_PERSONAL,
	 .required = true},
	{.name = "birth_date", .label = N_("Ngày sinh"), .type = FIELD_DATE,
	 .privacy = PRIVACY_PERSONAL},
	{.name = "audience", .label = N_("Đối tượng"), .type = FIELD_CHOICE,
	 .choices = audience_words, .choice_labels = audience_labels},
	{.name = "class", .label = N_("Lớp"), .type = FIELD_CODE},
	{.name = "unit", .label = N_("Trường"), .type = FIELD_TEXT},
	{.name = "phone", .label = N_("Điện thoại"), .type = FIELD_PHONE,
	 .privacy = PRIVACY_PERSONAL},
	{.name = "received_at", .label = N_("Nhận lúc"), .type = FIELD_TEXT,
	 .hint = N_("như 14/11/2024 23:59")},
	{.name = "agrees", .label = N_("Cho nêu tên"), .type = FIELD_BOOL},
	{.name = "guardian_agrees", .label = N_("Giám hộ cho"), .type = FIELD_BOOL},
	{.name = "file", .label = N_("Tệp bài"), .type = FIELD_TEXT,
	 .hint = N_("tên tệp trong thư mục bài")},
	{.name = "note", .label = N_("Ghi chú"), .type = FIELD_TEXT},
};

static const char *const list_columns[] = {"key", "name", "class", "unit", NULL};

const struct record_kind contest_row = {
	.name = "contest_row",
	.label = N_("Bài dự thi"),
	.label_many = N_("Bài dự thi"),
	.fields = fields,
	.field_count = ARRAY_LEN(fields),
	.list_columns = list_columns,
	.title = "name",
	.writers = ROLE_LEAD,
	.readers = ROLE_LEAD,
};
