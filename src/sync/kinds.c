/* Which tables travel, and how each is merged. */
#include "sync_priv.h"

static const struct field identity_fields[] = {
	{.name = "device", .label = N_("Thiết bị"), .type = FIELD_REF, .ref = "device"},
	{.name = "field", .label = N_("Dấu hiệu"), .type = FIELD_CODE},
	{.name = "value", .label = N_("Giá trị"), .type = FIELD_CODE, .privacy = PRIVACY_INTERNAL},
};
static const struct field alias_fields[] = {
	{.name = "device", .label = N_("Thiết bị"), .type = FIELD_REF, .ref = "device"},
	{.name = "other", .label = N_("Máy kia"), .type = FIELD_REF, .ref = "device"},
	{.name = "same", .label = N_("Là một"), .type = FIELD_BOOL},
};
static const struct field snapshot_fields[] = {
	{.name = "device", .label = N_("Thiết bị"), .type = FIELD_REF, .ref = "device"},
	{.name = "taken_at", .label = N_("Lúc"), .type = FIELD_TIME},
	{.name = "kind", .label = N_("Loại máy"), .type = FIELD_CODE},
	{.name = "sha256", .label = N_("SHA-256"), .type = FIELD_CODE},
	{.name = "text", .label = N_("Cấu hình"), .type = FIELD_JSON, .privacy = PRIVACY_INTERNAL},
};
static const struct field verdict_fields[] = {
	{.name = "device", .label = N_("Thiết bị"), .type = FIELD_REF, .ref = "device"},
	{.name = "snapshot", .label = N_("Bản ghi"), .type = FIELD_REF, .ref = "snapshot"},
	{.name = "plan", .label = N_("Kế hoạch"), .type = FIELD_CODE},
	{.name = "plan_sha256", .label = N_("SHA-256"), .type = FIELD_CODE},
	{.name = "verdict", .label = N_("Kết luận"), .type = FIELD_CODE},
	{.name = "measured_verdict", .label = N_("Đo được"), .type = FIELD_CODE},
	{.name = "outcomes", .label = N_("Tiêu chí"), .type = FIELD_TEXT},
};
/* Two values of one field that two benches wrote apart; made by the server, settled by a person. */
static const struct field conflict_fields[] = {
	{.name = "kind", .label = N_("Loại bản ghi"), .type = FIELD_CODE},
	{.name = "row", .label = N_("Bản ghi"), .type = FIELD_CODE},
	{.name = "field", .label = N_("Mục"), .type = FIELD_CODE},
	{.name = "kept", .label = N_("Đang giữ"), .type = FIELD_TEXT, .privacy = PRIVACY_PERSONAL},
	{.name = "lost", .label = N_("Bị thay"), .type = FIELD_TEXT, .privacy = PRIVACY_PERSONAL},
	{.name = "kept_by", .label = N_("Của bàn"), .type = FIELD_CODE},
	{.name = "lost_by", .label = N_("Bàn kia"), .type = FIELD_CODE},
	{.name = "base", .label = N_("Từ số"), .type = FIELD_INT},
	{.name = "at", .label = N_("Lúc"), .type = FIELD_TIME},
	{.name = "state", .label = N_("Trạng thái"), .type = FIELD_CODE},
	{.name = "choice", .label = N_("Đã chọn"), .type = FIELD_CODE},
	{.name = "decided_by", .label = N_("Người chọn"), .type = FIELD_CODE},
	{.name = "decided_at", .label = N_("Chọn lúc"), .type = FIELD_TIME},
	{.name = "note", .label = N_("Ghi chú"), .type = FIELD_TEXT, .privacy = PRIVACY_INTERNAL},
};

#define BESIDE(kind_name, kind_label, kind_fields) \
	.name = (kind_name), .label = (kind_label), .fields = (kind_fields), \
	.field_count = ARRAY_LEN(kind_fields)

static const struct record_kind beside[] = {
	{BESIDE("device_identity", N_("Dấu hiệu nhận máy"), identity_fields), .append_only = true},
	{BESIDE("device_alias", N_("Trùng máy"), alias_fields), .append_only = true},
	{BESIDE("snapshot", N_("Cấu hình đã đọc"), snapshot_fields), .append_only = true},
	{BESIDE("verdict", N_("Kết luận"), verdict_fields), .append_only = true},
	{BESIDE("conflict", N_("Xung đột"), conflict_fields)},
};

/* Rows of the whole district, changed by a coordinator's bench. */
static const char *const reference_kinds[] = {
	"unit", "succession", "programme", "contest", "division", "course", NULL};

size_t sync_kind_count(void)
{
	return record_kind_count + ARRAY_LEN(beside);
}

const struct record_kind *sync_kind_at(size_t i)
{
	return i < record_kind_count ? record_kind_table[i] : &beside[i - record_kind_count];
}

const char *sync_kind_class(const struct record_kind *kind)
{
	if (str_eq(kind->name, "conflict"))
		return "server";
	for (size_t i = 0; reference_kinds[i]; i++)
		if (str_eq(kind->name, reference_kinds[i]))
			return "reference";
	return kind->append_only ? "append" : "merge";
}

bool sync_first_stays(const struct record_kind *kind, const struct field *field)
{
	/* Money; and who got a device or a prize. */
	return field->type == FIELD_MONEY ||
	       (str_eq(kind->name, "kit") && str_eq(field->name, "recipient")) ||
	       str_eq(kind->name, "prize");
}
