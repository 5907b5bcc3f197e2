/* Who works at the bench, and as what. */
#include "records_priv.h"

#include <errno.h>
#include <string.h>

/* In the order of the bits of enum role. */
static const char *const roles[] = {"viewer", "volunteer", "teacher", "coordinator", NULL};
static const char *const role_labels[] = {
	N_("Người xem"), N_("TNV"), N_("Giáo viên"), N_("Điều phối"), NULL};

unsigned role_read(const char *word)
{
	for (unsigned i = 0; roles[i]; i++)
		if (str_eq(roles[i], word))
			return 1u << i;
	return ROLE_VIEWER;
}

const char *role_label(unsigned role)
{
	for (unsigned i = 0; roles[i]; i++)
		if (role == 1u << i)
			return _(role_labels[i]);
	return "";
}

static const struct field fields[] = {
	{.name = "name", .label = N_("Họ tên"), .type = FIELD_TEXT, .privacy = PRIVACY_INTERNAL,
	 .required = true, .searched = true},
	{.name = "short", .label = N_("Tên ngắn"), .type = FIELD_CODE, .privacy = PRIVACY_INTERNAL,
	 .hint = N_("gõ khi đổi người: chữ thường không dấu và số, như lan2"), .searched = true},
	{.name = "team", .label = N_("Tổ, đội"), .type = FIELD_REF, .ref = "team"},
	{.name = "role", .label = N_("Vai trò"), .type = FIELD_CHOICE, .choices = roles,
	 .choice_labels = role_labels, .required = true},
	{.name = "phone", .label = N_("Điện thoại"), .type = FIELD_PHONE,
	 .privacy = PRIVACY_PERSONAL, .searched = true},
	{.name = "skills", .label = N_("Kỹ năng"), .type = FIELD_TEXT,
	 .hint = N_("như thay màn hình, cài Windows, Android"), .searched = true},
	{.name = "left", .label = N_("Thôi từ ngày"), .type = FIELD_DATE,
	 .hint = N_("ngày đầu tiên không còn làm; để trống nếu đang làm")},
	{.name = "note", .label = N_("Ghi chú"), .type = FIELD_TEXT, .searched = true},
};

#define SHORT_MAX 12

/* Typed at every change of hands, on whatever keyboard stands there. */
static bool short_is_easy(const char *text)
{
	size_t len = strspn(text, "abcdefghijklmnopqrstuvwxyz0123456789");

	return len <= SHORT_MAX && !text[len] && text[0] >= 'a';
}

static int check(const struct record_change *change, struct err *err)
{
	const char *name = record_after(change, "short");

	if (name && !short_is_easy(name))
		return err_set(err, EINVAL,
			       _("short: tối đa %d chữ thường không dấu hoặc số, chữ đứng đầu"),
			       SHORT_MAX);
	return 0;
}

static const char *const list_columns[] = {"name", "short", "role", "team", "left", NULL};

const struct record_kind record_member = {
	.name = "member",
	.label = N_("Thành viên"),
	.label_many = N_("Thành viên"),
	.fields = fields,
	.field_count = ARRAY_LEN(fields),
	.list_columns = list_columns,
	.title = "name",
	.is_people = true,
	.handle = "short",
	.writers = ROLE_COORDINATOR,
	.check = check,
};
