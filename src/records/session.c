/* One sitting of a course: when, where, how long, who teaches. */
#include "records_priv.h"

#include <errno.h>
#include <string.h>

static const struct field fields[] = {
	{.name = "tag", .label = N_("Mã buổi"), .type = FIELD_CODE, .read_only = true,
	 .searched = true},
	{.name = "course", .label = N_("Khoá học"), .type = FIELD_REF, .ref = "course",
	 .required = true},
	{.name = "day", .label = N_("Ngày"), .type = FIELD_DATE},
	{.name = "starts", .label = N_("Giờ bắt đầu"), .type = FIELD_CODE,
	 .hint = N_("như 08:00, 13:30")},
	{.name = "minutes", .label = N_("Số phút"), .type = FIELD_INT, .required = true},
	{.name = "place", .label = N_("Nơi học"), .type = FIELD_TEXT,
	 .hint = N_("để trống: như của khoá")},
	{.name = "topic", .label = N_("Nội dung"), .type = FIELD_TEXT, .searched = true,
	 .unsettled = true},
	{.name = "trainer", .label = N_("Người dạy"), .type = FIELD_REF, .ref = "member",
	 .hint = N_("nếu có trong sổ")},
	{.name = "trainer_name", .label = N_("Báo cáo viên"), .type = FIELD_TEXT,
	 .privacy = PRIVACY_INTERNAL, .hint = N_("họ tên người dạy của nơi khác")},
	{.name = "organisation", .label = N_("Bên dạy"), .type = FIELD_TEXT,
	 .hint = N_("cơ quan của người dạy; để trống: như của khoá")},
	{.name = "cancelled", .label = N_("Đã huỷ"), .type = FIELD_BOOL},
	{.name = "note", .label = N_("Ghi chú"), .type = FIELD_TEXT, .unsettled = true},
};

#define DAY_MINUTES 1440

/* "08:00", on a clock of 24 hours. */
static bool is_clock(const char *text)
{
	static const char shape[] = "00:00";

	if (strlen(text) != strlen(shape))
		return false;
	for (size_t i = 0; shape[i]; i++)
		if (shape[i] == ':' ? text[i] != ':' : text[i] < '0' || text[i] > '9')
			return false;
	return strncmp(text, "24", 2) < 0 && text[3] < '6';
}

static int check(const struct record_change *change, struct err *err)
{
	const char *starts = record_after(change, "starts");
	const char *minutes = record_after(change, "minutes");
	int64_t number;
	int r = rule_positive(change, "minutes", err);

	if (r == 0)
		r = rule_year(change, "day", err);
	if (r < 0)
		return r;
	if (minutes && str_to_i64(minutes, &number) && number > DAY_MINUTES)
		return err_set(err, EINVAL, _("minutes: một buổi không quá 24 giờ (1440 phút)"));
	if (starts && !is_clock(starts))
		return err_set(err, EINVAL, _("starts: giờ ghi như 08:00, 13:30"));
	return 0;
}

static const char *const list_columns[] = {
	"tag", "course", "day", "starts", "minutes", "topic", NULL};

const struct record_kind record_session = {
	.name = "session",
	.label = N_("Buổi học"),
	.label_many = N_("Buổi học"),
	.fields = fields,
	.field_count = ARRAY_LEN(fields),
	.list_columns = list_columns,
	.part_of = "course",
	.writers = ROLE_LEAD,
	.check = check,
};
