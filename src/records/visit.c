/* A look after a device that was given: planned for three months on, or when somebody calls. */
#include "records_priv.h"

static const char *const results[] = {
	"works", "needs-help", "needs-repair", "not-used", "not-found", NULL};
static const char *const result_labels[] = {
	N_("Dùng tốt"), N_("Cần hướng dẫn"), N_("Cần sửa"), N_("Không dùng"), N_("Không gặp"),
	NULL};
static const char *const states[] = {"due", "done", "cancelled", NULL};
static const char *const state_labels[] = {N_("Đến hẹn"), N_("Đã thăm"), N_("Đã huỷ"), NULL};

static const struct field fields[] = {
	{.name = "kit", .label = N_("Bộ máy"), .type = FIELD_REF, .ref = "kit", .required = true,
	 .is_part = true},
	{.name = "due", .label = N_("Hẹn ngày"), .type = FIELD_DATE, .required = true},
	{.name = "assigned", .label = N_("Giao cho"), .type = FIELD_REF, .ref = "member"},
	{.name = "state", .label = N_("Trạng thái"), .type = FIELD_CHOICE, .choices = states,
	 .choice_labels = state_labels, .read_only = true},
	{.name = "done_at", .label = N_("Thăm lúc"), .type = FIELD_TIME, .read_only = true},
	{.name = "done_by", .label = N_("Người thăm"), .type = FIELD_REF, .ref = "member",
	 .read_only = true},
	{.name = "result", .label = N_("Kết quả"), .type = FIELD_CHOICE, .choices = results,
	 .choice_labels = result_labels},
	{.name = "note", .label = N_("Ghi chú"), .type = FIELD_TEXT, .privacy = PRIVACY_PERSONAL},
};

static const char *const list_columns[] = {"due", "kit", "assigned", "state", "result", NULL};

const struct record_kind record_visit = {
	.name = "visit",
	.label = N_("Thăm sau trao"),
	.label_many = N_("Thăm sau trao"),
	.fields = fields,
	.field_count = ARRAY_LEN(fields),
	.list_columns = list_columns,
	.apart = true,
	.writers = ROLE_BENCH,
	.readers = ROLE_BENCH,
};
