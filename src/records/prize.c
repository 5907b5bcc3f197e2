/* A prize of a contest: an entry's, or a unit's for taking part. Its code is on the certificate. */
#include "records_priv.h"

static const char *const ranks[] = {
	"first", "second", "third", "consolation", "collective", NULL};
static const char *const rank_labels[] = {
	N_("Giải Nhất"), N_("Giải Nhì"), N_("Giải Ba"), N_("Khuyến khích"), N_("Giải Tập thể"),
	NULL};
static const char *const states[] = {"proposed", "awarded", "dropped", "revoked", NULL};
static const char *const state_labels[] = {
	N_("Dự kiến"), N_("Đã trao"), N_("Không trao"), N_("Đã thu hồi"), NULL};

static const struct field fields[] = {
	{.name = "contest", .label = N_("Cuộc thi"), .type = FIELD_REF, .ref = "contest",
	 .required = true, .read_only = true},
	{.name = "division", .label = N_("Bảng"), .type = FIELD_REF, .ref = "division",
	 .required = true, .read_only = true},
	{.name = "category", .label = N_("Hạng mục"), .type = FIELD_REF, .ref = "category",
	 .read_only = true},
	{.name = "entry", .label = N_("Bài dự thi"), .type = FIELD_REF, .ref = "entry",
	 .read_only = true},
	{.name = "unit", .label = N_("Đơn vị"), .type = FIELD_REF, .ref = "unit",
	 .read_only = true},
	{.name = "rank", .label = N_("Giải"), .type = FIELD_CHOICE, .choices = ranks,
	 .choice_labels = rank_labels, .required = true, .read_only = true},
	{.name = "score", .label = N_("Điểm"), .type = FIELD_INT, .is_hundredths = true,
	 .read_only = true},
	{.name = "state", .label = N_("Trạng thái"), .type = FIELD_CHOICE, .choices = states,
	 .choice_labels = state_labels, .read_only = true},
	{.name = "code", .label = N_("Mã tra cứu"), .type = FIELD_CODE, .read_only = true,
	 .searched = true},
	{.name = "number", .label = N_("Số vào sổ"), .type = FIELD_CODE, .read_only = true},
	{.name = "awarded_at", .label = N_("Trao lúc"), .type = FIELD_TIME, .read_only = true},
	{.name = "reason", .label = N_("Lý do"), .type = FIELD_TEXT, .read_only = true,
	 .privacy = PRIVACY_INTERNAL},
};

static const char *const list_columns[] = {
	"contest", "division", "rank", "entry", "unit", "state", NULL};

const struct record_kind record_prize = {
	.name = "prize",
	.label = N_("Giải thưởng"),
	.label_many = N_("Giải thưởng"),
	.fields = fields,
	.field_count = ARRAY_LEN(fields),
	.list_columns = list_columns,
};
