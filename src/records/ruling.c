/* What the board decided where marks or counts are equal: which comes before which, and why. The
 * newest one of an entry or unit holds. */
#include "records_priv.h"

#include <errno.h>

static const struct field fields[] = {
	{.name = "contest", .label = N_("Cuộc thi"), .type = FIELD_REF, .ref = "contest",
	 .required = true, .read_only = true},
	{.name = "division", .label = N_("Bảng"), .type = FIELD_REF, .ref = "division",
	 .required = true, .read_only = true},
	{.name = "entry", .label = N_("Bài dự thi"), .type = FIELD_REF, .ref = "entry",
	 .read_only = true},
	{.name = "unit", .label = N_("Đơn vị"), .type = FIELD_REF, .ref = "unit",
	 .read_only = true, .hint = N_("cho giải tập thể")},
	{.name = "position", .label = N_("Xếp thứ"), .type = FIELD_INT, .required = true,
	 .read_only = true,
	 .hint = N_("trong những bài, đơn vị bằng nhau: 1 đứng trước; 0: bỏ xếp")},
	{.name = "reason", .label = N_("Lý do"), .type = FIELD_TEXT, .required = true,
	 .read_only = true, .privacy = PRIVACY_INTERNAL},
	{.name = "document", .label = N_("Văn bản"), .type = FIELD_TEXT,
	 .privacy = PRIVACY_INTERNAL, .hint = N_("số và ngày của biên bản họp BTC, nếu có")},
	{.name = "by", .label = N_("Người ghi"), .type = FIELD_REF, .ref = "member",
	 .by_actor = true},
	{.name = "at", .label = N_("Lúc"), .type = FIELD_TIME, .required = true},
};

static int check(const struct record_change *change, struct err *err)
{
	if (!record_after(change, "entry") == !record_after(change, "unit"))
		return err_set(err, EINVAL, _("entry: ghi một bài (giải cá nhân) hoặc một đơn vị "
					      "(giải tập thể)"));
	return rule_not_negative(change, "position", err);
}

static const char *const list_columns[] = {
	"contest", "division", "entry", "unit", "position", "at", NULL};

const struct record_kind record_ruling = {
	.name = "ruling",
	.label = N_("BTC xếp thứ tự"),
	.label_many = N_("BTC xếp thứ tự"),
	.fields = fields,
	.field_count = ARRAY_LEN(fields),
	.list_columns = list_columns,
	.append_only = true,
	.writers = ROLE_LEAD,
	.readers = ROLE_LEAD,
	.check = check,
};
