/* Who gives: a person, a company, a school. People are never shown in lists for the public unless
 * they said yes. */
#include "records_priv.h"

#include <errno.h>
#include <string.h>

static const char *const kinds[] = {
	"person", "company", "school", "body", "telecom", "other", NULL};
static const char *const kind_labels[] = {
	N_("Cá nhân"), N_("Doanh nghiệp"), N_("Trường học"), N_("Cơ quan"), N_("Nhà mạng"),
	N_("Khác"), NULL};
static const char *const answers[] = {"yes", "no", "not-asked", NULL};
static const char *const answer_labels[] = {N_("Có"), N_("Không"), N_("Chưa hỏi"), NULL};

static const struct field fields[] = {
	{.name = "name", .label = N_("Tên"), .type = FIELD_TEXT, .privacy = PRIVACY_INTERNAL,
	 .hint = N_("họ tên người tặng hoặc tên đơn vị"), .required = true, .searched = true},
	{.name = "kind", .label = N_("Loại"), .type = FIELD_CHOICE, .choices = kinds,
	 .choice_labels = kind_labels, .required = true},
	{.name = "contact", .label = N_("Người liên hệ"), .type = FIELD_TEXT,
	 .privacy = PRIVACY_PERSONAL, .hint = N_("ai trả lời thay cho đơn vị tặng"),
	 .searched = true},
	{.name = "phone", .label = N_("Điện thoại"), .type = FIELD_PHONE,
	 .privacy = PRIVACY_PERSONAL, .searched = true},
	{.name = "email", .label = N_("E-mail"), .type = FIELD_TEXT, .privacy = PRIVACY_PERSONAL,
	 .hint = N_("như lan@example.vn"), .searched = true},
	{.name = "address", .label = N_("Địa chỉ"), .type = FIELD_TEXT,
	 .privacy = PRIVACY_PERSONAL},
	{.name = "unit", .label = N_("Đơn vị"), .type = FIELD_REF, .ref = "unit"},
	{.name = "thanks", .label = N_("Nêu tên"), .type = FIELD_CHOICE, .choices = answers,
	 .choice_labels = answer_labels,
	 .hint = N_("bên tặng có cho nêu tên khi cảm ơn trước công chúng không")},
	{.name = "note", .label = N_("Ghi chú"), .type = FIELD_TEXT, .searched = true},
};

/* Only what can not be an address at all is refused. */
static bool email_may_be(const char *text)
{
	const char *at = strchr(text, '@');

	return at && at != text && at[1] && !strchr(at + 1, '@') && !strchr(text, ' ');
}

static int check(const struct record_change *change, struct err *err)
{
	const char *email = record_after(change, "email");

	if (email && !email_may_be(email))
		return err_set(err, EINVAL, _("email: cần dạng tên@nơi, như lan@example.vn"));
	return 0;
}

static const char *const list_columns[] = {"name", "kind", "unit", "thanks", NULL};

const struct record_kind record_donor = {
	.name = "donor",
	.label = N_("Bên tặng"),
	.label_many = N_("Bên tặng"),
	.fields = fields,
	.field_count = ARRAY_LEN(fields),
	.list_columns = list_columns,
	.title = "name",
	.writers = ROLE_BENCH,
	.readers = ROLE_BENCH,
	.check = check,
};
