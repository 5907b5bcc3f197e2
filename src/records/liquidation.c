/* Devices let go together: sold, recycled or destroyed, on two approvals; what it brings goes into
 * the fund. */
#include "records_priv.h"

#include <errno.h>

static const char *const methods[] = {"sale", "recycle", "destroy", NULL};
static const char *const method_labels[] = {N_("Bán"), N_("Tái chế"), N_("Tiêu huỷ"), NULL};
static const char *const states[] = {"draft", "approved", "sold", "closed", "cancelled", NULL};
static const char *const state_labels[] = {
	N_("Đang lập"), N_("Đã duyệt"), N_("Đã bán"), N_("Đã xong"), N_("Đã huỷ"), NULL};

static const struct field fields[] = {
	{.name = "tag", .label = N_("Mã lô"), .type = FIELD_CODE, .read_only = true,
	 .searched = true},
	{.name = "name", .label = N_("Tên lô"), .type = FIELD_TEXT,
	 .hint = N_("như Thanh lý quý 4/2026"), .required = true, .searched = true},
	{.name = "basis", .label = N_("Căn cứ"), .type = FIELD_TEXT,
	 .hint = N_("quyết định hoặc quy định làm căn cứ, ghi số và ngày"), .searched = true},
	{.name = "method", .label = N_("Cách làm"), .type = FIELD_CHOICE, .choices = methods,
	 .choice_labels = method_labels},
	{.name = "state", .label = N_("Trạng thái"), .type = FIELD_CHOICE, .choices = states,
	 .choice_labels = state_labels, .read_only = true},
	{.name = "proposed_by", .label = N_("Người đề nghị"), .type = FIELD_REF, .ref = "member"},
	{.name = "approved_by_1", .label = N_("Người duyệt 1"), .type = FIELD_REF, .ref = "member",
	 .read_only = true},
	{.name = "approved_at_1", .label = N_("Duyệt 1 lúc"), .type = FIELD_TIME,
	 .read_only = true},
	{.name = "approved_by_2", .label = N_("Người duyệt 2"), .type = FIELD_REF, .ref = "member",
	 .read_only = true},
	{.name = "approved_at_2", .label = N_("Duyệt 2 lúc"), .type = FIELD_TIME,
	 .read_only = true},
	{.name = "buyer", .label = N_("Bên mua"), .type = FIELD_TEXT, .privacy = PRIVACY_INTERNAL,
	 .searched = true},
	{.name = "amount", .label = N_("Số tiền"), .type = FIELD_MONEY,
	 .hint = N_("đồng thu được")},
	{.name = "settled_on", .label = N_("Quyết toán"), .type = FIELD_DATE,
	 .hint = N_("ngày nhận đủ tiền hoặc giao hết máy")},
	{.name = "note", .label = N_("Ghi chú"), .type = FIELD_TEXT, .searched = true},
};

static int check(const struct record_change *change, struct err *err)
{
	const char *first = record_after(change, "approved_by_1");

	if (first && str_eq(first, record_after(change, "approved_by_2")))
		return err_set(err, EINVAL, _("approved_by_2: cần hai người khác nhau cùng duyệt"));
	return rule_not_negative(change, "amount", err);
}

static const char *const list_columns[] = {"tag", "name", "method", "state", "amount", NULL};

const struct record_kind record_liquidation = {
	.name = "liquidation",
	.label = N_("Lô thanh lý"),
	.label_many = N_("Lô thanh lý"),
	.fields = fields,
	.field_count = ARRAY_LEN(fields),
	.list_columns = list_columns,
	.title = "name",
	.writers = ROLE_COORDINATOR,
	.check = check,
};
