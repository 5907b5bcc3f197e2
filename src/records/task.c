/* A task of a plan with its money: the plan's numbers copied, as printed and as read, and how far
 * it is. What it may cost in each of its phases is the kind phase, what was spent spending. */
#include "records_priv.h"

#include <errno.h>

#define PERCENT 100

static const char *const states[] = {"not-started", "doing", "done", "stopped", NULL};
static const char *const state_labels[] = {
	N_("Chưa làm"), N_("Đang làm"), N_("Đã xong"), N_("Đã dừng"), NULL};

static const struct field fields[] = {
	{.name = "tag", .label = N_("Mã nhiệm vụ"), .type = FIELD_CODE, .read_only = true,
	 .searched = true},
	{.name = "plan", .label = N_("Kế hoạch"), .type = FIELD_CODE, .searched = true},
	{.name = "plan_item", .label = N_("Mục kế hoạch"), .type = FIELD_CODE},
	{.name = "programme", .label = N_("Chương trình"), .type = FIELD_REF, .ref = "programme"},
	{.name = "section", .label = N_("Nhóm"), .type = FIELD_CODE,
	 .hint = N_("như kế hoạch đánh số: I, II")},
	{.name = "number", .label = N_("Số thứ tự"), .type = FIELD_INT},
	{.name = "name", .label = N_("Nhiệm vụ"), .type = FIELD_TEXT, .required = true,
	 .searched = true},
	{.name = "lead", .label = N_("Chủ trì"), .type = FIELD_TEXT, .searched = true},
	{.name = "coordinators", .label = N_("Phối hợp"), .type = FIELD_TEXT,
	 .hint = N_("cách nhau bằng dấu chấm phẩy"), .searched = true},
	{.name = "starts", .label = N_("Bắt đầu"), .type = FIELD_DATE},
	{.name = "ends", .label = N_("Kết thúc"), .type = FIELD_DATE},
	{.name = "printed", .label = N_("In trong KH"), .type = FIELD_CODE,
	 .hint = N_("kinh phí đúng như kế hoạch in, kể cả chỗ in sai")},
	{.name = "budget", .label = N_("Kinh phí"), .type = FIELD_MONEY},
	{.name = "state_percent", .label = N_("Ngân sách %"), .type = FIELD_INT,
	 .hint = N_("phần ngân sách nhà nước; còn lại là xã hội hoá")},
	{.name = "progress", .label = N_("Tiến độ %"), .type = FIELD_INT, .read_only = true,
	 .hint = N_("0 đến 100")},
	{.name = "state", .label = N_("Trạng thái"), .type = FIELD_CHOICE, .choices = states,
	 .choice_labels = state_labels, .read_only = true},
	{.name = "reading", .label = N_("Cách hiểu"), .type = FIELD_TEXT,
	 .hint = N_("khi kế hoạch in sai hoặc không khớp: hiểu thế nào")},
	{.name = "note", .label = N_("Ghi chú"), .type = FIELD_TEXT, .privacy = PRIVACY_INTERNAL,
	 .searched = true},
};

static int check_percent(const struct record_change *change, const char *name, struct err *err)
{
	const char *value = record_after(change, name);
	int64_t number;

	if (!value || (str_to_i64(value, &number) && number >= 0 && number <= PERCENT))
		return 0;
	return err_set(err, EINVAL, _("%s: là số phần trăm, từ 0 đến 100"), name);
}

static int check(const struct record_change *change, struct err *err)
{
	int r = check_percent(change, "state_percent", err);

	if (r == 0)
		r = check_percent(change, "progress", err);
	if (r == 0)
		r = rule_not_negative(change, "budget", err);
	return r < 0 ? r : rule_in_order(change, "starts", "ends", err);
}

static const char *const list_columns[] = {
	"tag", "number", "name", "state", "progress", "budget", NULL};

const struct record_kind record_task = {
	.name = "task",
	.label = N_("Nhiệm vụ"),
	.label_many = N_("Nhiệm vụ"),
	.fields = fields,
	.field_count = ARRAY_LEN(fields),
	.list_columns = list_columns,
	.title = "name",
	.writers = ROLE_COORDINATOR,
	.check = check,
};
