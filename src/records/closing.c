/* A month's figures as they stood when it was closed. What comes in later stands as an adjustment
 * in the month it comes. */
#include "records_priv.h"

static const struct field fields[] = {
	{.name = "month", .label = N_("Tháng"), .type = FIELD_CODE, .required = true,
	 .hint = N_("năm-tháng, như 2026-11"), .searched = true},
	{.name = "programme", .label = N_("Chương trình"), .type = FIELD_REF, .ref = "programme"},
	{.name = "closed_at", .label = N_("Chốt lúc"), .type = FIELD_TIME, .required = true},
	{.name = "closed_by", .label = N_("Người chốt"), .type = FIELD_REF, .ref = "member"},
	{.name = "figures", .label = N_("Số liệu"), .type = FIELD_JSON, .required = true},
	{.name = "sha256", .label = N_("Mã kiểm"), .type = FIELD_CODE, .required = true},
};

static const char *const list_columns[] = {"month", "closed_at", "closed_by", NULL};

const struct record_kind record_closing = {
	.name = "closing",
	.label = N_("Chốt tháng"),
	.label_many = N_("Chốt tháng"),
	.fields = fields,
	.field_count = ARRAY_LEN(fields),
	.list_columns = list_columns,
	.title = "month",
	.append_only = true,
	.readers = ROLE_BENCH,
};
