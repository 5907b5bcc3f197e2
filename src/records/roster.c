/* A list of pupils that one Liên đội or school puts forward, and its versions: a list that was sent
 * is not written over; the next version follows it. */
#include "records_priv.h"

#include <errno.h>

static const char *const states[] = {"draft", "sent", "replaced", "closed", NULL};
static const char *const state_labels[] = {
	N_("Đang lập"), N_("Đã gửi"), N_("Có bản mới"), N_("Đã đóng"), NULL};

static const struct field fields[] = {
	{.name = "tag", .label = N_("Mã danh sách"), .type = FIELD_CODE, .read_only = true,
	 .searched = true},
	{.name = "name", .label = N_("Tên danh sách"), .type = FIELD_TEXT, .required = true,
	 .hint = N_("như THCS Phù Đổng, đợt 11/2026"), .searched = true},
	{.name = "unit", .label = N_("Nơi đề xuất"), .type = FIELD_REF, .ref = "unit",
	 .hint = N_("Liên đội, nhà trường")},
	{.name = "programme", .label = N_("Chương trình"), .type = FIELD_REF, .ref = "programme"},
	{.name = "version", .label = N_("Bản số"), .type = FIELD_INT, .read_only = true},
	{.name = "previous", .label = N_("Bản trước"), .type = FIELD_REF, .ref = "roster",
	 .read_only = true},
	{.name = "state", .label = N_("Trạng thái"), .type = FIELD_CHOICE, .choices = states,
	 .choice_labels = state_labels, .read_only = true},
	{.name = "sent_at", .label = N_("Gửi lúc"), .type = FIELD_TIME, .read_only = true},
	{.name = "sent_by", .label = N_("Người gửi"), .type = FIELD_REF, .ref = "member",
	 .read_only = true},
	{.name = "note", .label = N_("Ghi chú"), .type = FIELD_TEXT, .searched = true},
};

/* The head of a list stands with its lines. */
static int check(const struct record_change *change, struct err *err)
{
	static const char *const head[] = {"name", "unit", "programme"};

	if (!change->before || str_eq(record_before(change, "state"), "draft"))
		return 0;
	for (size_t i = 0; i < ARRAY_LEN(head); i++)
		if (record_changes(change, head[i]))
			return err_set(err, EINVAL, _("%s: danh sách đã gửi không đổi: lập bản mới "
						      "(revise)"), head[i]);
	return 0;
}

static const char *const list_columns[] = {"tag", "name", "unit", "version", "state", NULL};

const struct record_kind record_roster = {
	.name = "roster",
	.label = N_("Danh sách HS"),
	.label_many = N_("Danh sách đề xuất"),
	.fields = fields,
	.field_count = ARRAY_LEN(fields),
	.list_columns = list_columns,
	.title = "name",
	.writers = ROLE_LEAD,
	.check = check,
};
