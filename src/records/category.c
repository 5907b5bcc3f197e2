/* What is handed in to a contest, or a field of it: tranh, video clip, giao thông thông minh. */
#include "records_priv.h"

static const struct field fields[] = {
	{.name = "contest", .label = N_("Cuộc thi"), .type = FIELD_REF, .ref = "contest",
	 .required = true},
	{.name = "code", .label = N_("Mã hạng mục"), .type = FIELD_CODE, .required = true,
	 .hint = N_("ngắn, như tranh")},
	{.name = "name", .label = N_("Hạng mục"), .type = FIELD_TEXT, .required = true,
	 .searched = true},
	{.name = "needs_file", .label = N_("Cần tệp bài"), .type = FIELD_BOOL,
	 .hint = N_("có hay không; để trống: như cuộc thi")},
};

static const char *const list_columns[] = {"contest", "code", "name", NULL};

const struct record_kind record_category = {
	.name = "category",
	.label = N_("Hạng mục thi"),
	.label_many = N_("Hạng mục thi"),
	.fields = fields,
	.field_count = ARRAY_LEN(fields),
	.list_columns = list_columns,
	.title = "name",
	.handle = "code",
	.within = "contest",
	.writers = ROLE_LEAD,
};
