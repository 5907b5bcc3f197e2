/* A part of a task's time, and what it may cost. */
#include "records_priv.h"

static const struct field fields[] = {
	{.name = "task", .label = N_("Nhiệm vụ"), .type = FIELD_REF, .ref = "task",
	 .required = true},
	{.name = "position", .label = N_("Giai đoạn"), .type = FIELD_INT, .required = true,
	 .hint = N_("1, 2 …")},
	{.name = "period", .label = N_("Thời gian in"), .type = FIELD_CODE,
	 .hint = N_("đúng như kế hoạch in, như 2022 - 230")},
	{.name = "starts", .label = N_("Từ ngày"), .type = FIELD_DATE},
	{.name = "ends", .label = N_("Đến hết"), .type = FIELD_DATE},
	{.name = "printed", .label = N_("In trong KH"), .type = FIELD_CODE},
	{.name = "budget", .label = N_("Kinh phí"), .type = FIELD_MONEY},
	{.name = "note", .label = N_("Ghi chú"), .type = FIELD_TEXT, .privacy = PRIVACY_INTERNAL},
};

static int check(const struct record_change *change, struct err *err)
{
	int r = rule_positive(change, "position", err);

	if (r == 0)
		r = rule_not_negative(change, "budget", err);
	return r < 0 ? r : rule_in_order(change, "starts", "ends", err);
}

static const char *const list_columns[] = {"task", "position", "starts", "ends", "budget", NULL};

const struct record_kind record_phase = {
	.name = "phase",
	.label = N_("Giai đoạn"),
	.label_many = N_("Giai đoạn nhiệm vụ"),
	.fields = fields,
	.field_count = ARRAY_LEN(fields),
	.list_columns = list_columns,
	.writers = ROLE_COORDINATOR,
	.check = check,
};
