/* What was bought out of the fund. */
#include "records_priv.h"

#include <errno.h>

static const char *const states[] = {"planned", "bought", "cancelled", NULL};
static const char *const state_labels[] = {N_("Dự kiến"), N_("Đã mua"), N_("Đã huỷ"), NULL};

static const struct field fields[] = {
	{.name = "tag", .label = N_("Mã đợt mua"), .type = FIELD_CODE, .read_only = true,
	 .searched = true},
	{.name = "bought_on", .label = N_("Ngày mua"), .type = FIELD_DATE, .required = true},
	{.name = "what", .label = N_("Mua gì"), .type = FIELD_TEXT,
	 .hint = N_("như SSD SATA 120 GB"), .required = true, .searched = true},
	{.name = "quantity", .label = N_("Số lượng"), .type = FIELD_INT},
	{.name = "amount", .label = N_("Số tiền"), .type = FIELD_MONEY,
	 .hint = N_("đồng, tổng cả đợt mua"), .required = true},
	{.name = "seller", .label = N_("Bên bán"), .type = FIELD_TEXT, .privacy = PRIVACY_INTERNAL,
	 .searched = true},
	{.name = "invoice", .label = N_("Số hoá đơn"), .type = FIELD_CODE, .searched = true},
	{.name = "bought_by", .label = N_("Người mua"), .type = FIELD_REF, .ref = "member"},
	{.name = "approved_by", .label = N_("Người duyệt"), .type = FIELD_REF, .ref = "member"},
	{.name = "state", .label = N_("Trạng thái"), .type = FIELD_CHOICE, .choices = states,
	 .choice_labels = state_labels, .read_only = true, .derived = true},
	{.name = "note", .label = N_("Ghi chú"), .type = FIELD_TEXT, .searched = true},
};

/* Bought is only what the fund book has paid for: a step says so. */
static const char *derive(const struct record_change *change, const char *name,
			  struct arena *arena)
{
	(void)name;
	(void)arena;
	return change->before ? NULL : "planned";
}

static int check(const struct record_change *change, struct err *err)
{
	int r = rule_positive(change, "quantity", err);

	if (r == 0)
		r = rule_positive(change, "amount", err);
	/* The fund book has entered it, and that line stays. */
	if (r == 0 && str_eq(record_before(change, "state"), "bought") &&
	    record_changes(change, "amount"))
		r = err_set(err, EINVAL, _("amount: đã chi quỹ; ghi sai thì đảo dòng chi"));
	return r;
}

static const char *const list_columns[] = {
	"tag", "bought_on", "what", "quantity", "amount", "state", NULL};

const struct record_kind record_purchase = {
	.name = "purchase",
	.label = N_("Đợt mua"),
	.label_many = N_("Đợt mua"),
	.fields = fields,
	.field_count = ARRAY_LEN(fields),
	.list_columns = list_columns,
	.writers = ROLE_LEAD,
	.derive = derive,
	.check = check,
};
