/* A donated machine: what it is called here, what the last probe found, where it stands. */
#include "records.h"

static const char *const kinds[] = {"laptop", "desktop", "tablet", "phone", "other", NULL};
static const char *const kind_labels[] = {N_("Laptop"), N_("Máy bàn"), N_("Máy bảng"),
					  N_("Điện thoại"), N_("Khác"), NULL};
/* Who said the kind: a later probe does not overrule a person. */
static const char *const kind_sources[] = {"probe", "person", NULL};
static const char *const kind_source_labels[] = {N_("Dò cấu hình"), N_("Người"), NULL};
static const char *const verdicts[] = {"pass", "fail", "review", NULL};
static const char *const verdict_labels[] = {N_("Đạt"), N_("Không đạt"), N_("Cần kiểm tra"), NULL};
/* Blocked: a lock that only its donor can open; the verdict of a later probe lifts it. */
static const char *const states[] = {"received", "blocked", NULL};
static const char *const state_labels[] = {N_("Tiếp nhận"), N_("Bị chặn"), NULL};

static const struct field fields[] = {
	{.name = "tag", .label = N_("Mã TB"), .type = FIELD_CODE, .read_only = true,
	 .searched = true},
	{.name = "kind", .label = N_("Loại máy"), .type = FIELD_CHOICE, .choices = kinds,
	 .choice_labels = kind_labels, .said_by = "kind_by"},
	{.name = "kind_by", .label = N_("Loại do"), .type = FIELD_CHOICE, .choices = kind_sources,
	 .choice_labels = kind_source_labels, .read_only = true},
	{.name = "vendor", .label = N_("Hãng"), .type = FIELD_TEXT, .searched = true},
	{.name = "model", .label = N_("Kiểu máy"), .type = FIELD_TEXT, .searched = true},
	{.name = "serial", .label = N_("Số sê-ri"), .type = FIELD_CODE,
	 .privacy = PRIVACY_INTERNAL, .searched = true},
	{.name = "cpu", .label = N_("CPU"), .type = FIELD_TEXT, .searched = true},
	{.name = "memory", .label = N_("RAM"), .type = FIELD_INT, .fact = "memory.installed"},
	{.name = "storage", .label = N_("Ổ cứng"), .type = FIELD_INT, .fact = "storage.largest"},
	{.name = "verdict", .label = N_("Kết luận"), .type = FIELD_CHOICE, .choices = verdicts,
	 .choice_labels = verdict_labels, .read_only = true},
	{.name = "measured_verdict", .label = N_("Đo được"), .type = FIELD_CHOICE,
	 .choices = verdicts, .choice_labels = verdict_labels, .read_only = true},
	{.name = "plan", .label = N_("Kế hoạch"), .type = FIELD_CODE, .read_only = true},
	{.name = "state", .label = N_("Trạng thái"), .type = FIELD_CHOICE, .choices = states,
	 .choice_labels = state_labels, .read_only = true},
	{.name = "note", .label = N_("Ghi chú"), .type = FIELD_TEXT, .searched = true},
};

static const char *const list_columns[] = {"tag", "kind", "vendor", "model", "memory", "storage",
					   "verdict", "state", NULL};

const struct record_kind record_device = {
	.name = "device",
	.label = N_("Thiết bị"),
	.label_many = N_("Thiết bị"),
	.fields = fields,
	.field_count = ARRAY_LEN(fields),
	.list_columns = list_columns,
	.writers = ROLE_BENCH,
};
