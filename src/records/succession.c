/* Which unit went on in which, many to many: a commune of 01/7/2025 took whole old ones and parts
 * of others. */
#include "records_priv.h"

#include <errno.h>

static const struct field fields[] = {
	{.name = "from_unit", .label = N_("Đơn vị cũ"), .type = FIELD_REF, .ref = "unit",
	 .required = true},
	{.name = "to_unit", .label = N_("Đơn vị mới"), .type = FIELD_REF, .ref = "unit",
	 .required = true},
	{.name = "on_date", .label = N_("Từ ngày"), .type = FIELD_DATE,
	 .hint = N_("ngày đơn vị mới hoạt động, như 01/07/2025"), .required = true},
	{.name = "note", .label = N_("Ghi chú"), .type = FIELD_TEXT, .searched = true},
};

static int check(const struct record_change *change, struct err *err)
{
	if (str_eq(record_after(change, "from_unit"), record_after(change, "to_unit")))
		return err_set(err, EINVAL, _("to_unit: đơn vị cũ và đơn vị mới phải khác nhau"));
	return 0;
}

static const char *const list_columns[] = {"from_unit", "to_unit", "on_date", NULL};

const struct record_kind record_succession = {
	.name = "succession",
	.label = N_("Kế thừa đơn vị"),
	.label_many = N_("Kế thừa đơn vị"),
	.fields = fields,
	.field_count = ARRAY_LEN(fields),
	.list_columns = list_columns,
	.writers = ROLE_COORDINATOR,
	.check = check,
};
