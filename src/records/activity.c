/* Something that was done for the movement, of one of the areas that units compete in. A course or
 * a contest counts by an activity that names it, once however many name it. */
#include "records_priv.h"

#include <errno.h>

#define AREAS 7

static const char *const kinds[] = {
	"training", "contest", "seminar", "pilot", "media", "other", NULL};
static const char *const kind_labels[] = {
	N_("Tập huấn"), N_("Cuộc thi"), N_("Hội thảo"), N_("Thí điểm"), N_("Truyền thông"),
	N_("Khác"), NULL};

static const struct field fields[] = {
	{.name = "tag", .label = N_("Mã hoạt động"), .type = FIELD_CODE, .read_only = true,
	 .searched = true},
	{.name = "name", .label = N_("Hoạt động"), .type = FIELD_TEXT, .required = true,
	 .searched = true},
	{.name = "kind", .label = N_("Loại"), .type = FIELD_CHOICE, .choices = kinds,
	 .choice_labels = kind_labels, .required = true},
	{.name = "on_date", .label = N_("Ngày"), .type = FIELD_DATE, .required = true,
	 .is_past = true},
	{.name = "unit", .label = N_("Đơn vị"), .type = FIELD_REF, .ref = "unit"},
	{.name = "programme", .label = N_("Chương trình"), .type = FIELD_REF, .ref = "programme"},
	{.name = "plan", .label = N_("Kế hoạch"), .type = FIELD_CODE, .searched = true},
	{.name = "plan_item", .label = N_("Mục kế hoạch"), .type = FIELD_CODE},
	{.name = "area", .label = N_("Nội dung TĐ"), .type = FIELD_INT,
	 .hint = N_("nội dung thi đua 1 đến 7; xem hotroit plan show bgddt-935")},
	{.name = "about", .label = N_("Mã khoá, thi"), .type = FIELD_CODE,
	 .hint = N_("mã khoá học hay cuộc thi mà hoạt động này là: chỉ tính một lần")},
	{.name = "participants", .label = N_("Số người dự"), .type = FIELD_INT},
	{.name = "result", .label = N_("Kết quả"), .type = FIELD_TEXT,
	 .privacy = PRIVACY_INTERNAL, .searched = true},
	{.name = "note", .label = N_("Ghi chú"), .type = FIELD_TEXT, .privacy = PRIVACY_INTERNAL,
	 .searched = true},
};

static int check(const struct record_change *change, struct err *err)
{
	const char *area = record_after(change, "area");
	int64_t number;

	if (area && (!str_to_i64(area, &number) || number < 1 || number > AREAS))
		return err_set(err, EINVAL, _("area: nội dung thi đua đánh số 1 đến 7"));
	if (rule_year(change, "on_date", err) < 0)
		return -EINVAL;
	return rule_not_negative(change, "participants", err);
}

static const char *const list_columns[] = {
	"tag", "on_date", "name", "kind", "area", "unit", NULL};

const struct record_kind record_activity = {
	.name = "activity",
	.label = N_("Hoạt động"),
	.label_many = N_("Hoạt động phong trào"),
	.fields = fields,
	.field_count = ARRAY_LEN(fields),
	.list_columns = list_columns,
	.title = "name",
	.writers = ROLE_LEAD,
	.check = check,
};
