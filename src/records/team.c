/* A team of helpers, of one of the three kinds that the plan names. */
#include "records_priv.h"

static const char *const kinds[] = {"thanh-nien-it", "giao-vien-it", "ho-tro-it", NULL};
static const char *const kind_labels[] = {
	N_("Thanh niên IT"), N_("Giáo viên IT"), N_("Hỗ trợ IT"), NULL};

static const struct field fields[] = {
	{.name = "name", .label = N_("Tên tổ, đội"), .type = FIELD_TEXT,
	 .hint = N_("như Thanh niên IT xã Phù Đổng"), .required = true, .searched = true},
	{.name = "kind", .label = N_("Loại"), .type = FIELD_CHOICE, .choices = kinds,
	 .choice_labels = kind_labels, .required = true},
	{.name = "unit", .label = N_("Đơn vị"), .type = FIELD_REF, .ref = "unit"},
	{.name = "programme", .label = N_("Chương trình"), .type = FIELD_REF, .ref = "programme"},
	{.name = "founded", .label = N_("Thành lập"), .type = FIELD_DATE},
	{.name = "ended", .label = N_("Giải thể"), .type = FIELD_DATE},
	{.name = "note", .label = N_("Ghi chú"), .type = FIELD_TEXT, .searched = true},
};

static int check(const struct record_change *change, struct err *err)
{
	return rule_in_order(change, "founded", "ended", err);
}

static const char *const list_columns[] = {"name", "kind", "unit", "founded", "ended", NULL};

const struct record_kind record_team = {
	.name = "team",
	.label = N_("Tổ, đội"),
	.label_many = N_("Tổ, đội"),
	.fields = fields,
	.field_count = ARRAY_LEN(fields),
	.list_columns = list_columns,
	.title = "name",
	.writers = ROLE_COORDINATOR,
	.check = check,
};
