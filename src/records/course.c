/* A course or seminar as it is held: begun from a plan's words, which a person then adjusts. */
#include "records_priv.h"

#include <errno.h>
#include <string.h>

static const char *const modes[] = {"onsite", "online", "hybrid", NULL};
static const char *const mode_labels[] = {N_("Trực tiếp"), N_("Trực tuyến"), N_("Kết hợp"), NULL};
static const char *const states[] = {
	"planned", "open", "running", "done", "closed", "cancelled", NULL};
static const char *const state_labels[] = {
	N_("Đang chuẩn bị"), N_("Nhận đăng ký"), N_("Đang học"), N_("Đã xét"), N_("Đã kết thúc"),
	N_("Đã huỷ"), NULL};

static const struct field fields[] = {
	{.name = "tag", .label = N_("Mã khoá"), .type = FIELD_CODE, .read_only = true,
	 .searched = true},
	{.name = "name", .label = N_("Tên khoá"), .type = FIELD_TEXT, .required = true,
	 .searched = true},
	{.name = "programme", .label = N_("Chương trình"), .type = FIELD_REF, .ref = "programme",
	 .unsettled = true},
	{.name = "plan", .label = N_("Kế hoạch"), .type = FIELD_CODE, .searched = true},
	{.name = "plan_item", .label = N_("Mục kế hoạch"), .type = FIELD_CODE},
	{.name = "year", .label = N_("Năm"), .type = FIELD_INT},
	{.name = "audience", .label = N_("Đối tượng"), .type = FIELD_TEXT,
	 .hint = N_("như gv-th gv-thcs tnv, cách nhau một dấu cách; để trống: ai cũng được")},
	{.name = "audience_note", .label = N_("Điều kiện"), .type = FIELD_TEXT},
	{.name = "mode", .label = N_("Hình thức"), .type = FIELD_CHOICE, .choices = modes,
	 .choice_labels = mode_labels},
	{.name = "certifies", .label = N_("Chứng nhận"), .type = FIELD_BOOL,
	 .hint = N_("hội thảo: 0, chỉ ghi ai dự")},
	{.name = "minutes", .label = N_("Tổng phút"), .type = FIELD_INT,
	 .hint = N_("của cả khoá; để trống: cộng các buổi")},
	{.name = "attend_percent", .label = N_("Cần dự (%)"), .type = FIELD_INT,
	 .hint = N_("phần trăm số phút để hoàn thành; để trống: 100")},
	{.name = "quota", .label = N_("Số chỗ"), .type = FIELD_INT,
	 .hint = N_("quá số này thì chờ chỗ; để trống: không giới hạn")},
	{.name = "starts", .label = N_("Khai giảng"), .type = FIELD_DATE},
	{.name = "ends", .label = N_("Bế giảng"), .type = FIELD_DATE},
	{.name = "place", .label = N_("Nơi học"), .type = FIELD_TEXT},
	{.name = "partners", .label = N_("Phối hợp"), .type = FIELD_TEXT},
	{.name = "organisation", .label = N_("Bên dạy"), .type = FIELD_TEXT,
	 .hint = N_("cơ quan của báo cáo viên")},
	{.name = "state", .label = N_("Trạng thái"), .type = FIELD_CHOICE, .choices = states,
	 .choice_labels = state_labels, .read_only = true},
	{.name = "completed_at", .label = N_("Xét lúc"), .type = FIELD_TIME, .read_only = true},
	{.name = "note", .label = N_("Ghi chú"), .type = FIELD_TEXT, .searched = true,
	 .unsettled = true},
};

#define PERCENT_MOST 100
#define MINUTES_MOST 60000
#define QUOTA_MOST 100000

static bool is_audience(const char *word, size_t len)
{
	for (size_t i = 0; audience_words[i]; i++)
		if (strlen(audience_words[i]) == len && strncmp(audience_words[i], word, len) == 0)
			return true;
	return false;
}

static int check_audience(const char *words, struct err *err)
{
	while (words && *words) {
		size_t len = strcspn(words, " ");

		if (len && !is_audience(words, len))
			return err_set(err, EINVAL,
				       _("audience: không có đối tượng «%.*s»; như gv-th tnv"),
				       (int)(len < 40 ? len : 40), words);
		words += len;
		words += strspn(words, " ");
	}
	return 0;
}

static int check_years(const struct record_change *change, struct err *err)
{
	int r = rule_year(change, "year", err);

	if (r == 0)
		r = rule_year(change, "starts", err);
	return r < 0 ? r : rule_year(change, "ends", err);
}

static int check_numbers(const struct record_change *change, struct err *err)
{
	static const struct {
		const char *name;
		int64_t most;
	} numbers[] = {{"minutes", MINUTES_MOST},
		       {"attend_percent", PERCENT_MOST},
		       {"quota", QUOTA_MOST}};
	int r = 0;

	for (size_t i = 0; r == 0 && i < ARRAY_LEN(numbers); i++) {
		r = rule_positive(change, numbers[i].name, err);
		if (r == 0)
			r = rule_at_most(change, numbers[i].name, numbers[i].most, err);
	}
	return r;
}

static int check(const struct record_change *change, struct err *err)
{
	int r = check_audience(record_after(change, "audience"), err);

	if (r == 0)
		r = check_numbers(change, err);
	if (r == 0)
		r = check_years(change, err);
	return r < 0 ? r : rule_in_order(change, "starts", "ends", err);
}

static const struct record_settled settled[] = {
	{"done", N_("khoá đã xét: mở lại trước (hotroit do reopen)")},
	{"closed", N_("khoá đã kết thúc: hoàn tác rồi mở lại trước (hotroit do undo, reopen)")},
	{0},
};

static const char *const list_columns[] = {"tag", "name", "year", "starts", "state", NULL};

const struct record_kind record_course = {
	.name = "course",
	.label = N_("Khoá học"),
	.label_many = N_("Khoá học"),
	.fields = fields,
	.field_count = ARRAY_LEN(fields),
	.list_columns = list_columns,
	.title = "name",
	.handle = "tag",
	.settled = settled,
	.writers = ROLE_LEAD,
	.check = check,
};
