/* Money spent on a task. A line is never changed: a wrong one is reversed by another, which names
 * it and takes as much back (hotroit do reverse). */
#include "records_priv.h"

#include <errno.h>

static const char *const sources[] = {"state", "social", NULL};
static const char *const source_labels[] = {N_("Ngân sách"), N_("Xã hội hoá"), NULL};

static const struct field fields[] = {
	{.name = "task", .label = N_("Nhiệm vụ"), .type = FIELD_REF, .ref = "task",
	 .required = true},
	{.name = "on_date", .label = N_("Ngày chi"), .type = FIELD_DATE, .required = true,
	 .is_past = true},
	{.name = "amount", .label = N_("Số tiền"), .type = FIELD_MONEY, .required = true,
	 .hint = N_("đồng, luôn lớn hơn 0")},
	{.name = "source", .label = N_("Nguồn"), .type = FIELD_CHOICE, .choices = sources,
	 .choice_labels = source_labels, .required = true},
	{.name = "document", .label = N_("Chứng từ"), .type = FIELD_TEXT,
	 .privacy = PRIVACY_INTERNAL, .hint = N_("số và ngày của chứng từ")},
	{.name = "reverses", .label = N_("Đảo dòng"), .type = FIELD_REF, .ref = "spending",
	 .read_only = true},
	{.name = "by", .label = N_("Người ghi"), .type = FIELD_REF, .ref = "member",
	 .by_actor = true, .privacy = PRIVACY_INTERNAL},
	{.name = "note", .label = N_("Diễn giải"), .type = FIELD_TEXT,
	 .privacy = PRIVACY_INTERNAL, .searched = true},
};

/* More than twice what the widest plan here costs in all is a slip of the hand. */
#define AMOUNT_MOST INT64_C(10000000000000)

static int check(const struct record_change *change, struct err *err)
{
	int r = rule_positive(change, "amount", err);

	if (r == 0)
		r = rule_at_most(change, "amount", AMOUNT_MOST, err);
	return r < 0 ? r : rule_year(change, "on_date", err);
}

static const char *const list_columns[] = {
	"on_date", "task", "amount", "source", "reverses", NULL};

const struct record_kind record_spending = {
	.name = "spending",
	.label = N_("Khoản chi"),
	.label_many = N_("Khoản chi nhiệm vụ"),
	.fields = fields,
	.field_count = ARRAY_LEN(fields),
	.list_columns = list_columns,
	.append_only = true,
	.writers = ROLE_COORDINATOR,
	.check = check,
};
