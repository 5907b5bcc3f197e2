/* A contest as it is held: begun from a plan's words and numbers, which a person then adjusts. */
#include "records_priv.h"

#include <errno.h>

static const char *const lates[] = {"board", "refuse", NULL};
static const char *const late_labels[] = {N_("Chờ BTC"), N_("Không nhận"), NULL};
static const char *const sets[] = {"division", "category", NULL};
static const char *const set_labels[] = {N_("Theo bảng"), N_("Theo hạng mục"), NULL};
static const char *const states[] = {
	"draft", "open", "judging", "ranked", "published", "closed", "cancelled", NULL};
static const char *const state_labels[] = {
	N_("Đang chuẩn bị"), N_("Đang nhận bài"), N_("Đang chấm"), N_("Đã chốt điểm"),
	N_("Đã công bố"), N_("Đã kết thúc"), N_("Đã huỷ"), NULL};

static const struct field fields[] = {
	{.name = "tag", .label = N_("Mã cuộc thi"), .type = FIELD_CODE, .read_only = true,
	 .searched = true},
	{.name = "name", .label = N_("Tên cuộc thi"), .type = FIELD_TEXT, .required = true,
	 .searched = true},
	{.name = "programme", .label = N_("Chương trình"), .type = FIELD_REF, .ref = "programme",
	 .unsettled = true},
	{.name = "plan", .label = N_("Kế hoạch"), .type = FIELD_CODE, .searched = true},
	{.name = "plan_item", .label = N_("Mục kế hoạch"), .type = FIELD_CODE},
	{.name = "year", .label = N_("Năm"), .type = FIELD_INT},
	{.name = "theme", .label = N_("Chủ đề"), .type = FIELD_TEXT, .searched = true},
	{.name = "place", .label = N_("Nơi trao giải"), .type = FIELD_TEXT, .unsettled = true},
	{.name = "within", .label = N_("Trên địa bàn"), .type = FIELD_REF, .ref = "unit",
	 .hint = N_("người dự thi thuộc nơi này; để trống: không xét")},
	{.name = "opens", .label = N_("Phát động"), .type = FIELD_DATE},
	{.name = "deadline", .label = N_("Nhận trước"), .type = FIELD_TIME,
	 .hint = N_("bài nhận từ lúc này trở đi là nộp muộn; 2024-11-15T00:00:00+07:00")},
	{.name = "late", .label = N_("Bài nộp muộn"), .type = FIELD_CHOICE, .choices = lates,
	 .choice_labels = late_labels},
	{.name = "announce_on", .label = N_("Ngày công bố"), .type = FIELD_DATE, .unsettled = true},
	{.name = "blind", .label = N_("Chấm giấu tên"), .type = FIELD_BOOL},
	{.name = "needs_file", .label = N_("Cần tệp bài"), .type = FIELD_BOOL,
	 .hint = N_("bài chưa kèm tệp là còn thiếu; ghi không: cuộc thi không nộp tệp")},
	{.name = "prize_by", .label = N_("Bộ giải"), .type = FIELD_CHOICE, .choices = sets,
	 .choice_labels = set_labels},
	{.name = "group_max", .label = N_("Nhóm tối đa"), .type = FIELD_INT,
	 .hint = N_("số người của một bài; 1: chỉ cá nhân")},
	{.name = "board_decision", .label = N_("QĐ lập BTC"), .type = FIELD_TEXT, .unsettled = true,
	 .hint = N_("số và ngày của quyết định thành lập Ban Tổ chức")},
	{.name = "panel_decision", .label = N_("QĐ lập BGK"), .type = FIELD_TEXT, .unsettled = true,
	 .hint = N_("số và ngày của quyết định thành lập Ban Giám khảo")},
	{.name = "report_to", .label = N_("Báo cáo về"), .type = FIELD_TEXT, .unsettled = true},
	{.name = "state", .label = N_("Trạng thái"), .type = FIELD_CHOICE, .choices = states,
	 .choice_labels = state_labels, .read_only = true},
	{.name = "published_at", .label = N_("Công bố lúc"), .type = FIELD_TIME,
	 .read_only = true},
	{.name = "note", .label = N_("Ghi chú"), .type = FIELD_TEXT, .searched = true,
	 .unsettled = true},
};

static int check(const struct record_change *change, struct err *err)
{
	static const char *const years[] = {"year", "opens", "deadline", "announce_on"};
	int r = rule_positive(change, "group_max", err);

	for (size_t i = 0; r == 0 && i < ARRAY_LEN(years); i++)
		r = rule_year(change, years[i], err);
	if (r == 0)
		r = rule_before(change, "opens", "deadline", err);
	return r < 0 ? r : rule_in_order(change, "opens", "announce_on", err);
}

static const struct record_settled settled[] = {
	{"ranked", N_("điểm đã chốt: mở lại trước (hotroit do reopen)")},
	{"published", N_("cuộc thi đã công bố kết quả: không sửa nữa")},
	{"closed", N_("cuộc thi đã kết thúc: không sửa nữa")},
	{0},
};

static const char *const list_columns[] = {"tag", "name", "year", "deadline", "state", NULL};

const struct record_kind record_contest = {
	.name = "contest",
	.label = N_("Cuộc thi"),
	.label_many = N_("Cuộc thi"),
	.fields = fields,
	.field_count = ARRAY_LEN(fields),
	.list_columns = list_columns,
	.title = "name",
	.handle = "tag",
	.settled = settled,
	.writers = ROLE_LEAD,
	.check = check,
};
