/* A data SIM: what is printed on the card, what its plan gives a day, how long it may be used. */
#include "records.h"

/* Named as in schema/quirks/operators.json. */
static const char *const operators[] = {"viettel", "vinaphone", "mobifone", "vietnamobile",
					"gmobile", "itel", "wintel", "other", NULL};
static const char *const operator_labels[] = {
	N_("Viettel"), N_("VinaPhone"), N_("MobiFone"), N_("Vietnamobile"), N_("Gmobile"),
	N_("iTel"), N_("Wintel"), N_("Khác"), NULL};
static const char *const generations[] = {"2g", "3g", "4g", "5g", NULL};
static const char *const generation_labels[] = {N_("2G"), N_("3G"), N_("4G"), N_("5G"), NULL};
static const char *const states[] = {
	"received", "checked", "bundled", "handed-over", "expired", NULL};
static const char *const state_labels[] = {
	N_("Tiếp nhận"), N_("Đã kiểm tra"), N_("Kèm máy"), N_("Đã trao"), N_("Hết hạn"), NULL};

static const char *const verdicts[] = {"pass", "fail", "review", NULL};
static const char *const verdict_labels[] = {N_("Đạt"), N_("Không đạt"), N_("Cần kiểm tra"), NULL};

static const struct field fields[] = {
	{.name = "tag", .label = N_("Mã SIM"), .type = FIELD_CODE, .read_only = true,
	 .searched = true},
	{.name = "iccid", .label = N_("ICCID"), .type = FIELD_CODE, .privacy = PRIVACY_INTERNAL,
	 .searched = true},
	{.name = "operator", .label = N_("Nhà mạng"), .type = FIELD_CHOICE, .choices = operators,
	 .choice_labels = operator_labels, .searched = true},
	{.name = "phone", .label = N_("Số thuê bao"), .type = FIELD_PHONE,
	 .privacy = PRIVACY_PERSONAL, .searched = true},
	{.name = "daily_quota_mb", .label = N_("MB mỗi ngày"), .type = FIELD_INT},
	{.name = "activated", .label = N_("Kích hoạt"), .type = FIELD_DATE},
	{.name = "expires", .label = N_("Dùng đến hết"), .type = FIELD_DATE},
	{.name = "handover_planned", .label = N_("Dự kiến trao"), .type = FIELD_DATE},
	{.name = "generation", .label = N_("Thế hệ mạng"), .type = FIELD_CHOICE,
	 .choices = generations, .choice_labels = generation_labels},
	{.name = "note", .label = N_("Ghi chú"), .type = FIELD_TEXT, .searched = true},
	{.name = "state", .label = N_("Trạng thái"), .type = FIELD_CHOICE, .choices = states,
	 .choice_labels = state_labels, .read_only = true},
	{.name = "verdict", .label = N_("Kết luận"), .type = FIELD_CHOICE, .choices = verdicts,
	 .choice_labels = verdict_labels, .read_only = true},
	{.name = "measured_verdict", .label = N_("Đo được"), .type = FIELD_CHOICE,
	 .choices = verdicts, .choice_labels = verdict_labels, .read_only = true},
	{.name = "plan", .label = N_("Kế hoạch"), .type = FIELD_CODE, .read_only = true},
	{.name = "donation", .label = N_("Đợt ủng hộ"), .type = FIELD_REF, .ref = "donation"},
	{.name = "team", .label = N_("Tổ, đội"), .type = FIELD_REF, .ref = "team"},
};

static const char *const list_columns[] = {
	"tag", "operator", "daily_quota_mb", "expires", "handover_planned", "generation", "verdict",
	"state", NULL};

const struct record_kind record_sim = {
	.name = "sim",
	.label = N_("SIM dữ liệu"),
	.label_many = N_("SIM dữ liệu"),
	.fields = fields,
	.field_count = ARRAY_LEN(fields),
	.list_columns = list_columns,
	.writers = ROLE_BENCH,
};
