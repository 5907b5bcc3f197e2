/* What a person asked about their own data, and by when the law wants it done (Law 91/2025/QH15,
 * Decree 356/2025/NĐ-CP). */
#include "records_priv.h"

static const char *const asked[] = {
	"access", "correct", "withdraw", "restrict", "object", "erase", "complain", NULL};
static const char *const asked_labels[] = {
	N_("Xem, sao chép"), N_("Sửa"), N_("Rút đồng ý"), N_("Hạn chế"), N_("Phản đối"),
	N_("Xoá"), N_("Khiếu nại"), NULL};
static const char *const states[] = {"open", "answered", "extended", "done", "refused", NULL};
static const char *const state_labels[] = {
	N_("Mới nhận"), N_("Đã trả lời"), N_("Đã gia hạn"), N_("Đã làm xong"), N_("Từ chối"), NULL};

static const struct field fields[] = {
	{.name = "tag", .label = N_("Mã đề nghị"), .type = FIELD_CODE, .read_only = true,
	 .searched = true},
	{.name = "recipient", .label = N_("Về học sinh"), .type = FIELD_REF, .ref = "recipient"},
	{.name = "donor", .label = N_("Về bên tặng"), .type = FIELD_REF, .ref = "donor"},
	{.name = "asked", .label = N_("Xin việc gì"), .type = FIELD_CHOICE, .choices = asked,
	 .choice_labels = asked_labels, .required = true},
	{.name = "requester", .label = N_("Người đề nghị"), .type = FIELD_TEXT,
	 .privacy = PRIVACY_PERSONAL, .required = true},
	{.name = "received_at", .label = N_("Nhận lúc"), .type = FIELD_TIME, .required = true},
	{.name = "involves_others", .label = N_("Có bên thứ ba"), .type = FIELD_BOOL,
	 .hint = N_("có nơi khác giữ dữ liệu ấy: hạn dài hơn")},
	{.name = "answer_due", .label = N_("Hạn trả lời"), .type = FIELD_DATE, .read_only = true},
	{.name = "due", .label = N_("Hạn làm xong"), .type = FIELD_DATE, .read_only = true},
	{.name = "state", .label = N_("Trạng thái"), .type = FIELD_CHOICE, .choices = states,
	 .choice_labels = state_labels, .read_only = true},
	{.name = "answered_at", .label = N_("Trả lời lúc"), .type = FIELD_TIME,
	 .read_only = true},
	{.name = "done_at", .label = N_("Xong lúc"), .type = FIELD_TIME, .read_only = true},
	{.name = "handled_by", .label = N_("Người xử lý"), .type = FIELD_REF, .ref = "member",
	 .by_actor = true},
	{.name = "outcome", .label = N_("Đã làm gì"), .type = FIELD_TEXT,
	 .privacy = PRIVACY_INTERNAL},
};

static const char *const list_columns[] = {
	"tag", "asked", "received_at", "answer_due", "due", "state", NULL};

const struct record_kind record_rights = {
	.name = "rights",
	.label = N_("Đề nghị DL"),
	.label_many = N_("Đề nghị về dữ liệu"),
	.fields = fields,
	.field_count = ARRAY_LEN(fields),
	.list_columns = list_columns,
	.writers = ROLE_LEAD,
	.readers = ROLE_LEAD,
};
