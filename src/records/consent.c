/* Leave that somebody gave, for one purpose, and on what paper it stands. Silence is none. */
#include "records_priv.h"

#include <errno.h>

static const char *const purposes[] = {"processing", "publishing", NULL};
static const char *const purpose_labels[] = {N_("Xử lý dữ liệu"), N_("Công bố"), NULL};
/* To publish anything of a child from 7 on, both must agree. */
static const char *const givers[] = {"guardian", "child", NULL};
static const char *const giver_labels[] = {N_("Giám hộ"), N_("Học sinh"), NULL};
static const char *const states[] = {"given", "withdrawn", NULL};
static const char *const state_labels[] = {N_("Đồng ý"), N_("Đã rút"), NULL};

static const struct field fields[] = {
	{.name = "recipient", .label = N_("Học sinh"), .type = FIELD_REF, .ref = "recipient",
	 .required = true, .is_part = true},
	{.name = "purpose", .label = N_("Cho việc"), .type = FIELD_CHOICE, .choices = purposes,
	 .choice_labels = purpose_labels, .required = true},
	{.name = "given_by", .label = N_("Ai đồng ý"), .type = FIELD_CHOICE, .choices = givers,
	 .choice_labels = giver_labels, .required = true},
	{.name = "giver", .label = N_("Họ tên"), .type = FIELD_TEXT, .privacy = PRIVACY_PERSONAL},
	{.name = "given_on", .label = N_("Ngày"), .type = FIELD_DATE, .required = true},
	{.name = "evidence", .label = N_("Bằng chứng"), .type = FIELD_TEXT,
	 .privacy = PRIVACY_INTERNAL, .required = true, .forgotten = true,
	 .hint = N_("như phiếu đồng ý số 12, cặp hồ sơ lớp 6A")},
	{.name = "state", .label = N_("Trạng thái"), .type = FIELD_CHOICE, .choices = states,
	 .choice_labels = state_labels, .read_only = true},
	{.name = "withdrawn_at", .label = N_("Rút lúc"), .type = FIELD_TIME, .read_only = true},
	{.name = "recorded_by", .label = N_("Người ghi"), .type = FIELD_REF, .ref = "member",
	 .by_actor = true},
};

/* What somebody gave leave for is what they signed: it does not become another's, or for more. */
static int check(const struct record_change *change, struct err *err)
{
	static const char *const signed_for[] = {"recipient", "purpose", "given_by"};

	for (size_t i = 0; change->before && i < ARRAY_LEN(signed_for); i++)
		if (record_changes(change, signed_for[i]))
			return err_set(err, EINVAL, _("%s: giấy đã ký không đổi: rút (revoke), "
						      "ghi giấy khác"), signed_for[i]);
	return 0;
}

static const char *const list_columns[] = {
	"recipient", "purpose", "given_by", "given_on", "state", NULL};

const struct record_kind record_consent = {
	.name = "consent",
	.label = N_("Đồng ý dữ liệu"),
	.label_many = N_("Đồng ý dữ liệu"),
	.fields = fields,
	.field_count = ARRAY_LEN(fields),
	.list_columns = list_columns,
	.apart = true,
	.writers = ROLE_LEAD,
	.readers = ROLE_LEAD,
	.check = check,
};
