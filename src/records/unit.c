/* A place or body that a programme works with: a commune, a school, a Đoàn body. Its code is
 * kept as text: communes have five digits since 01/7/2025, and no code is used twice. */
#include "records_priv.h"

#include <errno.h>
#include <string.h>

static const char *const kinds[] = {
	"province", "district", "commune", "school", "cluster", "body", "company", NULL};
static const char *const kind_labels[] = {
	N_("Tỉnh, TP"), N_("Huyện (cũ)"), N_("Xã, phường"), N_("Trường học"), N_("Cụm Đoàn"),
	N_("Cơ quan"), N_("Doanh nghiệp"), NULL};
static const char *const levels[] = {"mn", "th", "thcs", "thpt", "gdtx", NULL};
static const char *const level_labels[] = {
	N_("Mầm non"), N_("Tiểu học"), N_("THCS"), N_("THPT"), N_("GDTX"), NULL};

static const struct field fields[] = {
	{.name = "name", .label = N_("Tên đơn vị"), .type = FIELD_TEXT,
	 .hint = N_("tên đầy đủ, như xã Phù Đổng, Trường THCS Phù Đổng"), .required = true,
	 .searched = true},
	{.name = "kind", .label = N_("Loại đơn vị"), .type = FIELD_CHOICE, .choices = kinds,
	 .choice_labels = kind_labels},
	{.name = "code", .label = N_("Mã quốc gia"), .type = FIELD_CODE,
	 .hint = N_("tỉnh 2 chữ số, xã phường 5 chữ số, giữ số 0 ở đầu"), .searched = true},
	{.name = "parent", .label = N_("Thuộc"), .type = FIELD_REF, .ref = "unit"},
	{.name = "level", .label = N_("Cấp học"), .type = FIELD_CHOICE, .choices = levels,
	 .choice_labels = level_labels, .hint = N_("chỉ ghi cho trường học")},
	{.name = "valid_from", .label = N_("Từ ngày"), .type = FIELD_DATE,
	 .hint = N_("ngày đơn vị bắt đầu có, như 01/07/2025")},
	{.name = "valid_to", .label = N_("Đến hết"), .type = FIELD_DATE,
	 .hint = N_("ngày cuối cùng còn đơn vị; để trống nếu đang còn")},
	{.name = "address", .label = N_("Địa chỉ"), .type = FIELD_TEXT, .searched = true},
	{.name = "note", .label = N_("Ghi chú"), .type = FIELD_TEXT, .searched = true},
};

static bool is_number(const char *text, size_t len)
{
	return strlen(text) == len && strspn(text, "0123456789") == len;
}

static int check(const struct record_change *change, struct err *err)
{
	const char *kind = record_after(change, "kind"), *code = record_after(change, "code");

	if (code && str_eq(kind, "province") && !is_number(code, 2))
		return err_set(err, EINVAL, _("code: mã tỉnh có 2 chữ số, như 01"));
	if (code && str_eq(kind, "commune") && !is_number(code, 5))
		return err_set(err, EINVAL, _("code: mã xã phường có 5 chữ số, như 00565"));
	if (record_after(change, "level") && kind && !str_eq(kind, "school"))
		return err_set(err, EINVAL, _("level: chỉ ghi cho trường học; bỏ trống mục này"));
	return rule_in_order(change, "valid_from", "valid_to", err);
}

static const char *const list_columns[] = {"name", "kind", "code", "parent", "valid_to", NULL};

const struct record_kind record_unit = {
	.name = "unit",
	.label = N_("Đơn vị"),
	.label_many = N_("Đơn vị"),
	.fields = fields,
	.field_count = ARRAY_LEN(fields),
	.list_columns = list_columns,
	.title = "name",
	.handle = "code",
	.writers = ROLE_COORDINATOR,
	.check = check,
};
