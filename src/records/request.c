/* A call for help, with two clocks: to the first contact, and to the end without the wait for
 * parts. */
#include "records_priv.h"

static const char *const channels[] = {"phone", "zalo", "visit", "school", "other", NULL};
static const char *const channel_labels[] = {
	N_("Điện thoại"), N_("Zalo"), N_("Đến tận nơi"), N_("Nhà trường"), N_("Khác"), NULL};
static const char *const states[] = {"open", "contacted", "waiting-parts", "resolved", NULL};
static const char *const state_labels[] = {
	N_("Mới nhận"), N_("Đã tiếp cận"), N_("Chờ linh kiện"), N_("Xong"), NULL};

static const struct field fields[] = {
	{.name = "tag", .label = N_("Mã yêu cầu"), .type = FIELD_CODE, .read_only = true,
	 .searched = true},
	{.name = "received_at", .label = N_("Nhận lúc"), .type = FIELD_TIME, .required = true,
	 .is_past = true},
	{.name = "requester", .label = N_("Người gọi"), .type = FIELD_TEXT,
	 .privacy = PRIVACY_PERSONAL, .hint = N_("ai cần giúp, như chị Hoa, phụ huynh em An"),
	 .required = true, .searched = true},
	{.name = "phone", .label = N_("Điện thoại"), .type = FIELD_PHONE,
	 .privacy = PRIVACY_PERSONAL, .searched = true},
	{.name = "device", .label = N_("Thiết bị"), .type = FIELD_REF, .ref = "device"},
	{.name = "unit", .label = N_("Đơn vị"), .type = FIELD_REF, .ref = "unit"},
	{.name = "channel", .label = N_("Báo qua"), .type = FIELD_CHOICE, .choices = channels,
	 .choice_labels = channel_labels},
	{.name = "symptom", .label = N_("Hiện tượng"), .type = FIELD_TEXT,
	 .hint = N_("như không vào được mạng, quên mật khẩu"), .required = true, .searched = true},
	{.name = "assigned", .label = N_("Giao cho"), .type = FIELD_REF, .ref = "member"},
	{.name = "first_contact_at", .label = N_("Tiếp cận lúc"), .type = FIELD_TIME,
	 .read_only = true},
	{.name = "first_contact_by", .label = N_("Người liên hệ"), .type = FIELD_REF,
	 .ref = "member", .read_only = true},
	{.name = "waiting_since", .label = N_("Chờ LK từ"), .type = FIELD_TIME, .read_only = true},
	{.name = "waited_minutes", .label = N_("Phút chờ LK"), .type = FIELD_INT,
	 .read_only = true},
	{.name = "resolved_at", .label = N_("Xong lúc"), .type = FIELD_TIME, .read_only = true},
	{.name = "resolution", .label = N_("Cách xử lý"), .type = FIELD_TEXT, .searched = true},
	{.name = "state", .label = N_("Trạng thái"), .type = FIELD_CHOICE, .choices = states,
	 .choice_labels = state_labels, .read_only = true},
	{.name = "repair", .label = N_("Phiếu SC"), .type = FIELD_REF, .ref = "repair",
	 .read_only = true},
	{.name = "note", .label = N_("Ghi chú"), .type = FIELD_TEXT, .searched = true},
};

static int check(const struct record_change *change, struct err *err)
{
	int r = rule_in_order(change, "received_at", "first_contact_at", err);

	if (r == 0)
		r = rule_not_negative(change, "waited_minutes", err);
	return r < 0 ? r : rule_in_order(change, "received_at", "resolved_at", err);
}

static const char *const list_columns[] = {
	"tag", "received_at", "symptom", "device", "assigned", "state", NULL};

const struct record_kind record_request = {
	.name = "request",
	.label = N_("Yêu cầu hỗ trợ"),
	.label_many = N_("Yêu cầu hỗ trợ"),
	.fields = fields,
	.field_count = ARRAY_LEN(fields),
	.list_columns = list_columns,
	.writers = ROLE_BENCH,
	.readers = ROLE_BENCH,
	.check = check,
};
