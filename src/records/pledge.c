/* What was promised and has not all come yet. */
#include "records_priv.h"

static const char *const gifts[] = {"devices", "sims", "money", "bandwidth", "equipment", NULL};
static const char *const gift_labels[] = {
	N_("Thiết bị"), N_("SIM"), N_("Tiền"), N_("Đường truyền"), N_("Thiết bị mạng"), NULL};
static const char *const states[] = {"promised", "received", "lapsed", NULL};
static const char *const state_labels[] = {N_("Đã hứa"), N_("Đã nhận"), N_("Không thành"), NULL};

static const struct field fields[] = {
	{.name = "tag", .label = N_("Mã hứa tặng"), .type = FIELD_CODE, .read_only = true,
	 .searched = true},
	{.name = "donor", .label = N_("Bên tặng"), .type = FIELD_REF, .ref = "donor",
	 .required = true, .is_part = true},
	{.name = "what", .label = N_("Tặng gì"), .type = FIELD_CHOICE, .choices = gifts,
	 .choice_labels = gift_labels, .required = true},
	{.name = "quantity", .label = N_("Số lượng"), .type = FIELD_INT},
	{.name = "amount", .label = N_("Số tiền"), .type = FIELD_MONEY,
	 .hint = N_("đồng, như 5000000")},
	{.name = "promised", .label = N_("Hứa ngày"), .type = FIELD_DATE},
	{.name = "due", .label = N_("Hẹn ngày"), .type = FIELD_DATE,
	 .hint = N_("ngày bên tặng hẹn giao")},
	{.name = "state", .label = N_("Trạng thái"), .type = FIELD_CHOICE, .choices = states,
	 .choice_labels = state_labels, .read_only = true},
	{.name = "donation", .label = N_("Đợt ủng hộ"), .type = FIELD_REF, .ref = "donation"},
	{.name = "note", .label = N_("Ghi chú"), .type = FIELD_TEXT, .searched = true},
};

static int check(const struct record_change *change, struct err *err)
{
	int r = rule_positive(change, "quantity", err);

	if (r == 0)
		r = rule_positive(change, "amount", err);
	if (r == 0 && str_eq(record_after(change, "what"), "money"))
		r = rule_needs(change, "amount", err);
	return r < 0 ? r : rule_in_order(change, "promised", "due", err);
}

static const char *const list_columns[] = {
	"tag", "donor", "what", "quantity", "amount", "due", "state", NULL};

const struct record_kind record_pledge = {
	.name = "pledge",
	.label = N_("Hứa tặng"),
	.label_many = N_("Hứa tặng"),
	.fields = fields,
	.field_count = ARRAY_LEN(fields),
	.list_columns = list_columns,
	.writers = ROLE_BENCH,
	.check = check,
};
