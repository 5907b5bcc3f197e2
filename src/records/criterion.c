/* What a judge gives points for, and how much of the whole it makes. */
#include "records_priv.h"

#include <errno.h>

#define MOST_MAX 1000

static const struct field fields[] = {
	{.name = "contest", .label = N_("Cuộc thi"), .type = FIELD_REF, .ref = "contest",
	 .required = true},
	{.name = "code", .label = N_("Mã tiêu chí"), .type = FIELD_CODE, .required = true,
	 .hint = N_("ngắn, như y-tuong: tên cột của phiếu điểm")},
	{.name = "name", .label = N_("Tiêu chí"), .type = FIELD_TEXT, .required = true,
	 .searched = true},
	{.name = "weight", .label = N_("Trọng số %"), .type = FIELD_INT, .required = true,
	 .hint = N_("các tiêu chí cộng lại là 100")},
	{.name = "most", .label = N_("Điểm cao nhất"), .type = FIELD_INT, .required = true,
	 .hint = N_("như 10")},
};

static int check(const struct record_change *change, struct err *err)
{
	const char *weight = record_after(change, "weight"), *most = record_after(change, "most");
	int64_t number;

	if (!weight || !str_to_i64(weight, &number) || number < 1 || number > 100)
		return err_set(err, EINVAL, _("weight: trọng số từ 1 đến 100"));
	if (!most || !str_to_i64(most, &number) || number < 1 || number > MOST_MAX)
		return err_set(err, EINVAL, _("most: điểm cao nhất từ 1 đến %d"), MOST_MAX);
	return 0;
}

static const char *const list_columns[] = {"contest", "code", "name", "weight", "most", NULL};

const struct record_kind record_criterion = {
	.name = "criterion",
	.label = N_("Tiêu chí chấm"),
	.label_many = N_("Tiêu chí chấm"),
	.fields = fields,
	.field_count = ARRAY_LEN(fields),
	.list_columns = list_columns,
	.title = "name",
	.handle = "code",
	.within = "contest",
	.writers = ROLE_LEAD,
	.check = check,
};
