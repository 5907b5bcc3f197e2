/* A person of a contest entry. To publish a child's name both the child and the guardian agree. */
#include "records_priv.h"

#include <errno.h>

static const char *const states[] = {"kept", "gone", NULL};
static const char *const state_labels[] = {N_("Còn giữ"), N_("Đã ẩn danh"), NULL};

static const struct field fields[] = {
	{.name = "entry", .label = N_("Bài dự thi"), .type = FIELD_REF, .ref = "entry",
	 .required = true},
	{.name = "name", .label = N_("Họ tên"), .type = FIELD_TEXT, .privacy = PRIVACY_PERSONAL,
	 .required = true, .searched = true},
	{.name = "birth_date", .label = N_("Ngày sinh"), .type = FIELD_DATE,
	 .privacy = PRIVACY_PERSONAL, .is_past = true},
	{.name = "audience", .label = N_("Đối tượng"), .type = FIELD_CHOICE,
	 .choices = audience_words, .choice_labels = audience_labels,
	 .hint = N_("để trống: theo cấp học của trường")},
	{.name = "class", .label = N_("Lớp"), .type = FIELD_CODE, .privacy = PRIVACY_INTERNAL,
	 .forgotten = true, .hint = N_("như 6A2")},
	{.name = "unit", .label = N_("Trường"), .type = FIELD_REF, .ref = "unit",
	 .hint = N_("trường, Đoàn cơ sở; để trống: của bài")},
	{.name = "phone", .label = N_("Điện thoại"), .type = FIELD_PHONE, .unsettled = true,
	 .privacy = PRIVACY_PERSONAL},
	{.name = "agrees", .label = N_("Cho nêu tên"), .type = FIELD_BOOL, .unsettled = true,
	 .hint = N_("chính người dự thi đồng ý công bố tên")},
	{.name = "guardian_agrees", .label = N_("Giám hộ cho"), .type = FIELD_BOOL,
	 .unsettled = true,
	 .hint = N_("cha mẹ hoặc người giám hộ của học sinh đồng ý công bố")},
	{.name = "evidence", .label = N_("Bằng chứng"), .type = FIELD_TEXT, .unsettled = true,
	 .privacy = PRIVACY_INTERNAL, .forgotten = true,
	 .hint = N_("phiếu đồng ý ở đâu")},
	{.name = "state", .label = N_("Trạng thái"), .type = FIELD_CHOICE, .choices = states,
	 .choice_labels = state_labels, .read_only = true},
};

static int check(const struct record_change *change, struct err *err)
{
	if (!str_eq(record_before(change, "state"), "gone"))
		return 0;
	return err_set(err, EPERM, _("người này đã được ẩn danh: không ghi gì thêm"));
}

static const char *const list_columns[] = {"name", "class", "unit", "entry", NULL};

const struct record_kind record_entrant = {
	.name = "entrant",
	.label = N_("Người dự thi"),
	.label_many = N_("Người dự thi"),
	.fields = fields,
	.field_count = ARRAY_LEN(fields),
	.list_columns = list_columns,
	.check = check,
	.title = "name",
	.part_of = "entry",
	.is_people = true,
	.apart = true,
	.writers = ROLE_LEAD,
	.readers = ROLE_LEAD,
};
