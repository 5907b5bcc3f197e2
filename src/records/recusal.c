/* A judge keeps off an entry: a relative's, of their own school. Whoever answers may lift it. */
#include "records_priv.h"

static const char *const reasons[] = {"relative", "same-unit", "taught", "other", NULL};
static const char *const reason_labels[] = {
	N_("Người thân"), N_("Cùng đơn vị"), N_("Đã hướng dẫn"), N_("Lý do khác"), NULL};
static const char *const states[] = {"stands", "lifted", NULL};
static const char *const state_labels[] = {N_("Không chấm"), N_("Được chấm"), NULL};

static const struct field fields[] = {
	{.name = "judge", .label = N_("Giám khảo"), .type = FIELD_REF, .ref = "judge",
	 .required = true},
	{.name = "entry", .label = N_("Bài dự thi"), .type = FIELD_REF, .ref = "entry",
	 .required = true},
	{.name = "why", .label = N_("Vì sao"), .type = FIELD_CHOICE, .choices = reasons,
	 .choice_labels = reason_labels, .required = true},
	{.name = "state", .label = N_("Trạng thái"), .type = FIELD_CHOICE, .choices = states,
	 .choice_labels = state_labels, .read_only = true},
	{.name = "at", .label = N_("Lúc"), .type = FIELD_TIME, .required = true},
	{.name = "by", .label = N_("Người ghi"), .type = FIELD_REF, .ref = "member",
	 .by_actor = true},
	{.name = "note", .label = N_("Ghi chú"), .type = FIELD_TEXT, .privacy = PRIVACY_INTERNAL},
};

static const char *const list_columns[] = {"judge", "entry", "why", "state", NULL};

const struct record_kind record_recusal = {
	.name = "recusal",
	.label = N_("Không chấm bài"),
	.label_many = N_("Không chấm bài"),
	.fields = fields,
	.field_count = ARRAY_LEN(fields),
	.list_columns = list_columns,
	.part_of = "entry",
	.writers = ROLE_LEAD,
	.readers = ROLE_LEAD,
};
