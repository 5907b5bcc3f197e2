/* Who answers requests, from when to when. */
#include "records_priv.h"

static const struct field fields[] = {
	{.name = "member", .label = N_("Người trực"), .type = FIELD_REF, .ref = "member",
	 .required = true},
	{.name = "team", .label = N_("Tổ, đội"), .type = FIELD_REF, .ref = "team"},
	{.name = "from_time", .label = N_("Từ lúc"), .type = FIELD_TIME, .required = true},
	{.name = "to_time", .label = N_("Đến lúc"), .type = FIELD_TIME, .required = true},
	{.name = "note", .label = N_("Ghi chú"), .type = FIELD_TEXT, .searched = true},
};

static int check(const struct record_change *change, struct err *err)
{
	return rule_before(change, "from_time", "to_time", err);
}

static const char *const list_columns[] = {"from_time", "to_time", "member", "team", NULL};

const struct record_kind record_duty = {
	.name = "duty",
	.label = N_("Lịch trực"),
	.label_many = N_("Lịch trực"),
	.fields = fields,
	.field_count = ARRAY_LEN(fields),
	.list_columns = list_columns,
	.writers = ROLE_LEAD,
	.check = check,
};
