/* A technician's answer to one question of the checklist. A later answer counts, none is erased. */
#include "records.h"

#include <errno.h>

static const char *const results[] = {"ok", "bad", "not-done", NULL};
static const char *const result_labels[] = {N_("Tốt"), N_("Hỏng"), N_("Chưa kiểm tra"), NULL};

static const struct field fields[] = {
	{.name = "device", .label = N_("Mã TB"), .type = FIELD_REF, .ref = "device",
	 .required = true},
	{.name = "what", .label = N_("Hạng mục"), .type = FIELD_CODE, .required = true,
	 .searched = true},
	{.name = "result", .label = N_("Kết quả"), .type = FIELD_CHOICE, .choices = results,
	 .choice_labels = result_labels, .required = true},
	{.name = "by", .label = N_("Người làm"), .type = FIELD_TEXT, .privacy = PRIVACY_INTERNAL,
	 .required = true, .searched = true},
	{.name = "at", .label = N_("Lúc"), .type = FIELD_TIME, .required = true,
	 .is_past = true},
	{.name = "note", .label = N_("Ghi chú"), .type = FIELD_TEXT, .searched = true},
};

/* An inspection is of something that plans can ask for. */
static int check(const struct record_change *change, struct err *err)
{
	AUTO(buf_done) struct buf key = {0};

	buf_printf(&key, "check.%s", record_after(change, "what"));
	if (!fact_def_find(buf_text(&key)))
		return err_set(err, EINVAL, _("«%.40s» không phải một hạng mục kiểm tra"),
			       record_after(change, "what"));
	return 0;
}

static const char *const list_columns[] = {"at", "device", "what", "result", "by", NULL};

const struct record_kind record_inspection = {
	.name = "inspection",
	.label = N_("Kiểm tra tay"),
	.label_many = N_("Kiểm tra tay"),
	.fields = fields,
	.field_count = ARRAY_LEN(fields),
	.list_columns = list_columns,
	.append_only = true,
	.writers = ROLE_BENCH,
	.check = check,
};
