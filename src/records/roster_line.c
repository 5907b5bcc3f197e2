/* Who stood on a list when it was sent, in its order. */
#include "records_priv.h"

static const struct field fields[] = {
	{.name = "roster", .label = N_("Danh sách"), .type = FIELD_REF, .ref = "roster",
	 .required = true},
	{.name = "position", .label = N_("Số thứ tự"), .type = FIELD_INT, .required = true},
	{.name = "recipient", .label = N_("Học sinh"), .type = FIELD_REF, .ref = "recipient",
	 .required = true, .is_part = true},
};

static const char *const list_columns[] = {"roster", "position", "recipient", NULL};

const struct record_kind record_roster_line = {
	.name = "roster_line",
	.label = N_("Dòng danh sách"),
	.label_many = N_("Dòng danh sách"),
	.fields = fields,
	.field_count = ARRAY_LEN(fields),
	.list_columns = list_columns,
	.append_only = true,
	.readers = ROLE_LEAD,
};
