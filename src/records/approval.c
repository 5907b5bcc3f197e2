/* What one body decided on one pupil: as many as the plan asks for make an approval. */
#include "records_priv.h"

static const char *const decisions[] = {"approved", "declined", NULL};
static const char *const decision_labels[] = {N_("Duyệt"), N_("Không duyệt"), NULL};

static const struct field fields[] = {
	{.name = "recipient", .label = N_("Học sinh"), .type = FIELD_REF, .ref = "recipient",
	 .required = true, .is_part = true},
	{.name = "roster", .label = N_("Danh sách"), .type = FIELD_REF, .ref = "roster"},
	{.name = "body", .label = N_("Cơ quan duyệt"), .type = FIELD_CODE, .required = true,
	 .hint = N_("như doan, giao-duc: tên trong kế hoạch")},
	{.name = "decision", .label = N_("Quyết định"), .type = FIELD_CHOICE, .choices = decisions,
	 .choice_labels = decision_labels, .required = true},
	{.name = "at", .label = N_("Lúc"), .type = FIELD_TIME, .required = true},
	{.name = "by", .label = N_("Người ghi"), .type = FIELD_REF, .ref = "member"},
	{.name = "document", .label = N_("Văn bản"), .type = FIELD_TEXT,
	 .privacy = PRIVACY_INTERNAL, .hint = N_("số và ngày của văn bản duyệt, nếu có")},
	{.name = "note", .label = N_("Lý do"), .type = FIELD_TEXT, .privacy = PRIVACY_PERSONAL},
};

static const char *const list_columns[] = {"recipient", "body", "decision", "at", NULL};

const struct record_kind record_approval = {
	.name = "approval",
	.label = N_("Lần duyệt"),
	.label_many = N_("Lần duyệt"),
	.fields = fields,
	.field_count = ARRAY_LEN(fields),
	.list_columns = list_columns,
	.apart = true,
	.append_only = true,
	.readers = ROLE_LEAD,
};
