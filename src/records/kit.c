/* What one pupil is given together: a device, its accessories (by accessory.device) and a SIM; from
 * the day it is kept for them to the day it comes back. */
#include "records_priv.h"

static const char *const relations[] = {
	"self", "father", "mother", "grandparent", "sibling", "relative", "guardian", "school",
	NULL};
static const char *const relation_labels[] = {
	N_("Chính em"), N_("Cha"), N_("Mẹ"), N_("Ông, bà"), N_("Anh, chị"), N_("Họ hàng"),
	N_("Giám hộ"), N_("Nhà trường"), NULL};
static const char *const states[] = {
	"reserved", "given", "no-show", "released", "returned", "lost", NULL};
static const char *const state_labels[] = {
	N_("Giữ chỗ"), N_("Đã trao"), N_("Vắng mặt"), N_("Bỏ giữ chỗ"), N_("Đã trả"),
	N_("Mất máy"), NULL};

static const struct field fields[] = {
	{.name = "tag", .label = N_("Mã bộ"), .type = FIELD_CODE, .read_only = true,
	 .searched = true},
	{.name = "recipient", .label = N_("Học sinh"), .type = FIELD_REF, .ref = "recipient",
	 .required = true, .is_part = true},
	{.name = "device", .label = N_("Thiết bị"), .type = FIELD_REF, .ref = "device"},
	{.name = "sim", .label = N_("SIM"), .type = FIELD_REF, .ref = "sim"},
	{.name = "handover", .label = N_("Buổi trao"), .type = FIELD_REF, .ref = "handover"},
	{.name = "state", .label = N_("Trạng thái"), .type = FIELD_CHOICE, .choices = states,
	 .choice_labels = state_labels, .read_only = true},
	{.name = "reason", .label = N_("Vì sao chọn"), .type = FIELD_TEXT,
	 .privacy = PRIVACY_INTERNAL, .readers = ROLE_LEAD, .read_only = true, .forgotten = true},
	{.name = "reserved_at", .label = N_("Giữ chỗ lúc"), .type = FIELD_TIME,
	 .read_only = true},
	{.name = "reserved_by", .label = N_("Người ghép"), .type = FIELD_REF, .ref = "member",
	 .read_only = true},
	{.name = "reserved_until", .label = N_("Giữ đến hết"), .type = FIELD_DATE},
	{.name = "given_at", .label = N_("Trao lúc"), .type = FIELD_TIME, .read_only = true},
	{.name = "given_by", .label = N_("Người trao"), .type = FIELD_REF, .ref = "member",
	 .read_only = true},
	{.name = "received_by", .label = N_("Người ký nhận"), .type = FIELD_TEXT,
	 .privacy = PRIVACY_PERSONAL, .readers = ROLE_LEAD},
	{.name = "received_as", .label = N_("Tư cách ký"), .type = FIELD_CHOICE,
	 .choices = relations, .choice_labels = relation_labels, .privacy = PRIVACY_PERSONAL,
	 .readers = ROLE_LEAD},
	{.name = "guided", .label = N_("Đã hướng dẫn"), .type = FIELD_BOOL},
	{.name = "boots", .label = N_("Lên màn hình"), .type = FIELD_BOOL,
	 .hint = N_("tại chỗ: máy đã lên đến màn hình chính")},
	{.name = "sim_until", .label = N_("SIM dùng đến"), .type = FIELD_DATE, .read_only = true},
	{.name = "substitutes", .label = N_("Thay cho bộ"), .type = FIELD_REF, .ref = "kit",
	 .read_only = true},
	{.name = "ended_at", .label = N_("Hết lúc"), .type = FIELD_TIME, .read_only = true},
	{.name = "note", .label = N_("Ghi chú"), .type = FIELD_TEXT, .privacy = PRIVACY_INTERNAL,
	 .readers = ROLE_LEAD, .forgotten = true},
};

static const char *const list_columns[] = {
	"tag", "recipient", "device", "sim", "handover", "state", NULL};

const struct record_kind record_kit = {
	.name = "kit",
	.label = N_("Bộ máy trao"),
	.label_many = N_("Bộ máy trao"),
	.fields = fields,
	.field_count = ARRAY_LEN(fields),
	.list_columns = list_columns,
	.apart = true,
	.readers = ROLE_BENCH,
};
