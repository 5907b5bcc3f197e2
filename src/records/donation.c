/* One coming-in: who gave what, when, into whose hands; what the receipt is printed from. */
#include "records_priv.h"

#include <errno.h>

static const char *const kinds[] = {
	"devices", "sims", "money", "bandwidth", "equipment", "mixed", NULL};
static const char *const kind_labels[] = {
	N_("Thiết bị"), N_("SIM"), N_("Tiền"), N_("Đường truyền"), N_("Thiết bị mạng"),
	N_("Nhiều loại"), NULL};
static const char *const answers[] = {"yes", "no", "not-asked", NULL};
static const char *const answer_labels[] = {N_("Có"), N_("Không"), N_("Chưa hỏi"), NULL};
static const char *const states[] = {"open", "closed", NULL};
static const char *const state_labels[] = {N_("Đang nhận"), N_("Đã nhận đủ"), NULL};

static const struct field fields[] = {
	{.name = "tag", .label = N_("Mã ủng hộ"), .type = FIELD_CODE, .read_only = true,
	 .searched = true},
	{.name = "donor", .label = N_("Bên tặng"), .type = FIELD_REF, .ref = "donor",
	 .required = true, .is_part = true},
	{.name = "kind", .label = N_("Loại"), .type = FIELD_CHOICE, .choices = kinds,
	 .choice_labels = kind_labels, .required = true},
	{.name = "received_at", .label = N_("Nhận lúc"), .type = FIELD_TIME, .required = true,
	 .is_past = true},
	{.name = "received_by", .label = N_("Người nhận"), .type = FIELD_REF, .ref = "member",
	 .by_actor = true},
	{.name = "quantity", .label = N_("Số lượng"), .type = FIELD_INT,
	 .hint = N_("số thiết bị hoặc SIM, không tính phụ kiện")},
	{.name = "amount", .label = N_("Số tiền"), .type = FIELD_MONEY,
	 .hint = N_("đồng, như 5000000; chỉ ghi tiền nhận được")},
	{.name = "value_estimate", .label = N_("Giá ước tính"), .type = FIELD_MONEY,
	 .hint = N_("đồng; giá trị hiện vật do hai bên ước tính")},
	{.name = "description", .label = N_("Mô tả"), .type = FIELD_TEXT,
	 .hint = N_("như 3 laptop kèm sạc, 2 chuột"), .searched = true},
	{.name = "wipe_consent", .label = N_("Cho xoá DL"), .type = FIELD_CHOICE,
	 .choices = answers, .choice_labels = answer_labels,
	 .hint = N_("hỏi rõ: có cho xoá hết dữ liệu cũ không")},
	{.name = "pledge", .label = N_("Hứa tặng"), .type = FIELD_REF, .ref = "pledge"},
	{.name = "programme", .label = N_("Chương trình"), .type = FIELD_REF, .ref = "programme"},
	{.name = "team", .label = N_("Tổ, đội"), .type = FIELD_REF, .ref = "team"},
	{.name = "state", .label = N_("Trạng thái"), .type = FIELD_CHOICE, .choices = states,
	 .choice_labels = state_labels, .read_only = true},
	{.name = "note", .label = N_("Ghi chú"), .type = FIELD_TEXT, .searched = true},
};

static int check(const struct record_change *change, struct err *err)
{
	const char *kind = record_after(change, "kind");
	bool is_money = str_eq(kind, "money");
	int r = rule_positive(change, "quantity", err);

	if (r == 0)
		r = rule_positive(change, "amount", err);
	if (r == 0)
		r = rule_not_negative(change, "value_estimate", err);
	if (r == 0 && is_money)
		r = rule_needs(change, "amount", err);
	if (r < 0)
		return r;
	/* The fund book has entered it, and that line stays. */
	if (str_eq(record_before(change, "state"), "closed") && record_changes(change, "amount"))
		return err_set(err, EINVAL,
			       _("amount: đợt này đã đóng; ghi sai thì mở lại (reopen) rồi sửa"));
	if (!is_money && !str_eq(kind, "mixed") && record_after(change, "amount"))
		return err_set(err, EINVAL,
			       _("amount: chỉ ghi cho tiền; hiện vật ghi vào value_estimate"));
	return 0;
}

static const char *const list_columns[] = {
	"tag", "received_at", "donor", "kind", "quantity", "amount", "state", NULL};

const struct record_kind record_donation = {
	.name = "donation",
	.label = N_("Đợt ủng hộ"),
	.label_many = N_("Đợt ủng hộ"),
	.fields = fields,
	.field_count = ARRAY_LEN(fields),
	.list_columns = list_columns,
	.writers = ROLE_BENCH,
	.check = check,
};
