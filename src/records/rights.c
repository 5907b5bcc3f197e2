/* What a person asked about their own data, and by when the law wants it done (Law 91/2025/QH15,
 * Decree 356/2025/NĐ-CP). */
#include "records_priv.h"

#include <errno.h>
#include <stdio.h>

static const char *const asked[] = {
	"access", "correct", "withdraw", "restrict", "object", "erase", "complain", NULL};
static const char *const asked_labels[] = {
	N_("Xem, sao chép"), N_("Sửa"), N_("Rút đồng ý"), N_("Hạn chế"), N_("Phản đối"),
	N_("Xoá"), N_("Khiếu nại"), NULL};
static const char *const states[] = {"open", "answered", "extended", "done", "refused", NULL};
static const char *const state_labels[] = {
	N_("Mới nhận"), N_("Đã trả lời"), N_("Đã gia hạn"), N_("Đã làm xong"), N_("Từ chối"), NULL};

static const struct field fields[] = {
	{.name = "tag", .label = N_("Mã đề nghị"), .type = FIELD_CODE, .read_only = true,
	 .searched = true},
	{.name = "recipient", .label = N_("Về học sinh"), .type = FIELD_REF, .ref = "recipient",
	 .is_part = true},
	{.name = "donor", .label = N_("Về bên tặng"), .type = FIELD_REF, .ref = "donor",
	 .is_part = true},
	{.name = "asked", .label = N_("Xin việc gì"), .type = FIELD_CHOICE, .choices = asked,
	 .choice_labels = asked_labels, .required = true},
	{.name = "requester", .label = N_("Người đề nghị"), .type = FIELD_TEXT,
	 .privacy = PRIVACY_PERSONAL, .required = true},
	{.name = "received_at", .label = N_("Nhận lúc"), .type = FIELD_TIME, .required = true,
	 .is_past = true},
	{.name = "involves_others", .label = N_("Có bên thứ ba"), .type = FIELD_BOOL,
	 .hint = N_("có nơi khác giữ dữ liệu ấy: hạn dài hơn")},
	{.name = "answer_due", .label = N_("Hạn trả lời"), .type = FIELD_DATE, .read_only = true,
	 .derived = true},
	{.name = "due", .label = N_("Hạn làm xong"), .type = FIELD_DATE, .read_only = true,
	 .derived = true},
	{.name = "state", .label = N_("Trạng thái"), .type = FIELD_CHOICE, .choices = states,
	 .choice_labels = state_labels, .read_only = true},
	{.name = "answered_at", .label = N_("Trả lời lúc"), .type = FIELD_TIME,
	 .read_only = true},
	{.name = "done_at", .label = N_("Xong lúc"), .type = FIELD_TIME, .read_only = true},
	{.name = "handled_by", .label = N_("Người xử lý"), .type = FIELD_REF, .ref = "member",
	 .by_actor = true},
	{.name = "outcome", .label = N_("Đã làm gì"), .type = FIELD_TEXT,
	 .privacy = PRIVACY_INTERNAL},
};

#define ANSWER_DAYS 2 /* working days */

/* Calendar days to carry it out. */
static int days_for(const char *what, bool involves_others)
{
	bool stops = str_eq(what, "withdraw") || str_eq(what, "restrict") ||
		     str_eq(what, "object");

	return involves_others ? 20 : stops ? 15 : 10;
}

/* A term that ends on a day off ends with the next working day (Civil Code art. 148). */
static struct date working_day_from(struct date date, const char *own)
{
	return date_is_day_off(&date, own) ? date_after_working_days(&date, 1, own) : date;
}

/* An extension stands, whatever is mended afterwards. */
static const char *derive(const struct record_change *change, const char *name,
			  struct arena *arena)
{
	const char *received = record_after(change, "received_at");
	char day[DATE_TEXT_MAX], text[DATE_TEXT_MAX];
	AUTO(buf_done) struct buf own = {0};
	struct date date;
	bool is_new = !change->before;

	if (!is_new && !record_changes(change, "received_at") && !record_changes(change, "asked") &&
	    !record_changes(change, "involves_others"))
		return NULL;
	if (!received || (!is_new && str_eq(record_before(change, "state"), "extended")))
		return NULL;
	snprintf(day, sizeof(day), "%.10s", received);
	if (!date_read(day, &date))
		return NULL;
	holiday_read_own(&own);
	if (str_eq(name, "answer_due"))
		date = date_after_working_days(&date, ANSWER_DAYS, buf_text(&own));
	else
		date = working_day_from(
			date_after_days(&date,
					days_for(record_after(change, "asked"),
						 str_eq(record_after(change, "involves_others"),
							"1"))),
			buf_text(&own));
	date_print(&date, text);
	return arena_str(arena, text);
}

static int check(const struct record_change *change, struct err *err)
{
	if (!record_after(change, "recipient") == !record_after(change, "donor"))
		return err_set(err, EINVAL,
			       _("recipient: ghi em học sinh, hoặc donor: bên tặng; chỉ một"));
	return 0;
}

static const char *const list_columns[] = {
	"tag", "asked", "received_at", "answer_due", "due", "state", NULL};

const struct record_kind record_rights = {
	.name = "rights",
	.label = N_("Đề nghị DL"),
	.label_many = N_("Đề nghị về dữ liệu"),
	.fields = fields,
	.field_count = ARRAY_LEN(fields),
	.list_columns = list_columns,
	.apart = true,
	.writers = ROLE_LEAD,
	.readers = ROLE_LEAD,
	.derive = derive,
	.check = check,
};
