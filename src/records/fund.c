/* The fund book. A line is never changed: a wrong one is reversed by another, and each seals the
 * line before it. */
#include "records_priv.h"

#include <errno.h>

static const char *const kinds[] = {
	"cash-donation", "liquidation", "purchase", "repair-cost", "opening", "other-in",
	"other-out", "reversal", NULL};
static const char *const kind_labels[] = {
	N_("Ủng hộ tiền"), N_("Thanh lý"), N_("Mua sắm"), N_("Sửa chữa"), N_("Đầu kỳ"),
	N_("Thu khác"), N_("Chi khác"), N_("Bút toán đảo"), NULL};
static const char *const directions[] = {"in", "out", NULL};
static const char *const direction_labels[] = {N_("Thu"), N_("Chi"), NULL};

static const struct field fields[] = {
	{.name = "at", .label = N_("Ngày"), .type = FIELD_DATE, .required = true},
	{.name = "kind", .label = N_("Khoản"), .type = FIELD_CHOICE, .choices = kinds,
	 .choice_labels = kind_labels, .required = true},
	{.name = "direction", .label = N_("Thu/Chi"), .type = FIELD_CHOICE, .choices = directions,
	 .choice_labels = direction_labels, .read_only = true, .derived = true},
	{.name = "amount", .label = N_("Số tiền"), .type = FIELD_MONEY,
	 .hint = N_("đồng, luôn lớn hơn 0; thu hay chi do khoản quyết định"), .required = true},
	{.name = "description", .label = N_("Diễn giải"), .type = FIELD_TEXT,
	 .hint = N_("như Mua 2 SSD 120 GB cho phiếu SC"), .required = true, .searched = true},
	{.name = "party", .label = N_("Nộp/nhận"), .type = FIELD_TEXT, .privacy = PRIVACY_INTERNAL,
	 .hint = N_("ai nộp tiền hoặc nhận tiền"), .searched = true},
	{.name = "voucher", .label = N_("Số chứng từ"), .type = FIELD_CODE,
	 .hint = N_("số phiếu thu, phiếu chi hoặc hoá đơn"), .searched = true},
	{.name = "donation", .label = N_("Đợt ủng hộ"), .type = FIELD_REF, .ref = "donation"},
	{.name = "liquidation", .label = N_("Lô thanh lý"), .type = FIELD_REF,
	 .ref = "liquidation"},
	{.name = "purchase", .label = N_("Đợt mua"), .type = FIELD_REF, .ref = "purchase"},
	{.name = "repair", .label = N_("Phiếu SC"), .type = FIELD_REF, .ref = "repair"},
	{.name = "reverses", .label = N_("Đảo dòng"), .type = FIELD_REF, .ref = "fund",
	 .hint = N_("dòng ghi sai cần đảo")},
	{.name = "by", .label = N_("Người ghi"), .type = FIELD_REF, .ref = "member",
	 .read_only = true},
	{.name = "chain", .label = N_("Sổ"), .type = FIELD_CODE, .read_only = true},
	{.name = "number", .label = N_("Dòng số"), .type = FIELD_INT, .read_only = true},
	{.name = "prev", .label = N_("Dấu trước"), .type = FIELD_CODE, .read_only = true},
	{.name = "hash", .label = N_("Dấu dòng"), .type = FIELD_CODE, .read_only = true},
};

/* What each item needs to name, and which way its money goes; a reversal goes against its line. */
static const struct {
	const char *kind, *direction, *needs;
} items[] = {
	{"cash-donation", "in", NULL},       {"liquidation", "in", "liquidation"},
	{"purchase", "out", "purchase"},     {"repair-cost", "out", "repair"},
	{"opening", "in", NULL},             {"other-in", "in", NULL},
	{"other-out", "out", NULL},          {"reversal", NULL, "reverses"},
};

static const char *derive(const struct record_change *change, const char *name,
			  struct arena *arena)
{
	(void)name;
	(void)arena;
	for (size_t i = 0; i < ARRAY_LEN(items); i++)
		if (str_eq(record_after(change, "kind"), items[i].kind))
			return items[i].direction;
	return NULL;
}

static int check_item(const struct record_change *change, const char *needs, const char *direction,
		      struct err *err)
{
	const char *written = record_after(change, "direction");
	int r = needs ? rule_needs(change, needs, err) : 0;

	if (r < 0)
		return r;
	if (!written)
		return err_set(err, EINVAL,
			       _("direction: bút toán đảo dùng «hotroit do reverse» với dòng sai"));
	if (direction && !str_eq(written, direction))
		return err_set(err, EINVAL, _("direction: khoản này không đi theo chiều đó"));
	return 0;
}

static int check(const struct record_change *change, struct err *err)
{
	const char *kind = record_after(change, "kind");
	int r = rule_positive(change, "amount", err);

	for (size_t i = 0; r == 0 && i < ARRAY_LEN(items); i++)
		if (str_eq(kind, items[i].kind))
			r = check_item(change, items[i].needs, items[i].direction, err);
	if (r == 0 && record_after(change, "reverses") && !str_eq(kind, "reversal"))
		r = err_set(err, EINVAL, _("reverses: chỉ bút toán đảo mới ghi dòng bị đảo"));
	return r;
}

static const char *const list_columns[] = {
	"number", "at", "kind", "direction", "amount", "description", NULL};

const struct record_kind record_fund = {
	.name = "fund",
	.label = N_("Sổ quỹ"),
	.label_many = N_("Sổ quỹ"),
	.fields = fields,
	.field_count = ARRAY_LEN(fields),
	.list_columns = list_columns,
	.append_only = true,
	.is_chained = true,
	.writers = ROLE_LEAD,
	.derive = derive,
	.check = check,
};
