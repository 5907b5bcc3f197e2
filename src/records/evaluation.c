/* What a board says of a unit's work in a year. */
#include "records_priv.h"

#define POINTS_MOST 10000

static const struct field fields[] = {
	{.name = "unit", .label = N_("Đơn vị"), .type = FIELD_REF, .ref = "unit",
	 .required = true},
	{.name = "year", .label = N_("Năm"), .type = FIELD_INT, .required = true,
	 .is_past = true},
	{.name = "criteria", .label = N_("Tiêu chí"), .type = FIELD_TEXT, .searched = true},
	{.name = "points", .label = N_("Điểm"), .type = FIELD_INT, .required = true},
	{.name = "rank", .label = N_("Xếp loại"), .type = FIELD_TEXT,
	 .hint = N_("như Xuất sắc, Tốt; thứ hạng do máy tính từ điểm")},
	{.name = "body", .label = N_("Cơ quan"), .type = FIELD_TEXT,
	 .hint = N_("như Hội đồng thi đua")},
	{.name = "note", .label = N_("Ghi chú"), .type = FIELD_TEXT, .privacy = PRIVACY_INTERNAL,
	 .searched = true},
};

static int check(const struct record_change *change, struct err *err)
{
	int r = rule_year(change, "year", err);

	if (r == 0)
		r = rule_not_negative(change, "points", err);
	return r < 0 ? r : rule_at_most(change, "points", POINTS_MOST, err);
}

static const char *const same_unit_year[] = {"unit", "year", NULL};
static const char *const *const same[] = {same_unit_year, NULL};
static const char *const list_columns[] = {"year", "unit", "points", "rank", "body", NULL};

const struct record_kind record_evaluation = {
	.name = "evaluation",
	.label = N_("Đánh giá"),
	.label_many = N_("Đánh giá thi đua"),
	.fields = fields,
	.field_count = ARRAY_LEN(fields),
	.list_columns = list_columns,
	.same = same,
	.writers = ROLE_COORDINATOR,
	.check = check,
};
