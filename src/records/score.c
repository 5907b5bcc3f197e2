/* Points that one judge gave one entry by one criterion. A correction is a new row that names the
 * one it takes the place of, and says why. */
#include "records_priv.h"

static const struct field fields[] = {
	{.name = "entry", .label = N_("Bài dự thi"), .type = FIELD_REF, .ref = "entry",
	 .required = true, .read_only = true},
	{.name = "judge", .label = N_("Giám khảo"), .type = FIELD_REF, .ref = "judge",
	 .required = true, .read_only = true},
	{.name = "criterion", .label = N_("Tiêu chí"), .type = FIELD_REF, .ref = "criterion",
	 .required = true, .read_only = true},
	{.name = "points", .label = N_("Điểm"), .type = FIELD_INT, .is_hundredths = true,
	 .required = true, .read_only = true},
	{.name = "replaces", .label = N_("Thay dòng"), .type = FIELD_REF, .ref = "score",
	 .read_only = true},
	{.name = "reason", .label = N_("Lý do sửa"), .type = FIELD_TEXT,
	 .privacy = PRIVACY_INTERNAL, .read_only = true},
	{.name = "by", .label = N_("Người ghi"), .type = FIELD_REF, .ref = "member",
	 .read_only = true},
	{.name = "at", .label = N_("Lúc"), .type = FIELD_TIME, .required = true,
	 .read_only = true},
};

static const char *const list_columns[] = {"entry", "judge", "criterion", "points", "at", NULL};

const struct record_kind record_score = {
	.name = "score",
	.label = N_("Điểm chấm"),
	.label_many = N_("Điểm chấm"),
	.fields = fields,
	.field_count = ARRAY_LEN(fields),
	.list_columns = list_columns,
	.append_only = true,
	.readers = ROLE_LEAD,
};
