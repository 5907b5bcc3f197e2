/* A division of a contest: who takes part in it, and how many prizes of each kind it has. */
#include "records_priv.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

static const struct field fields[] = {
	{.name = "contest", .label = N_("Cuộc thi"), .type = FIELD_REF, .ref = "contest",
	 .required = true},
	{.name = "code", .label = N_("Mã bảng"), .type = FIELD_CODE, .required = true,
	 .hint = N_("ngắn, như a")},
	{.name = "name", .label = N_("Bảng"), .type = FIELD_TEXT, .required = true,
	 .hint = N_("như Bảng A"), .searched = true},
	{.name = "audience", .label = N_("Đối tượng"), .type = FIELD_CODE,
	 .hint = N_("như hs-thpt doan-vien; để trống: ai cũng được")},
	{.name = "first_prizes", .label = N_("Giải nhất"), .type = FIELD_INT},
	{.name = "second_prizes", .label = N_("Giải nhì"), .type = FIELD_INT},
	{.name = "third_prizes", .label = N_("Giải ba"), .type = FIELD_INT},
	{.name = "consolations", .label = N_("Khuyến khích"), .type = FIELD_INT},
	{.name = "collectives", .label = N_("Giải tập thể"), .type = FIELD_INT},
};

static int check_audience(const char *words, struct err *err)
{
	while (*(words += strspn(words, " "))) {
		size_t len = strcspn(words, " ");
		char word[32];

		snprintf(word, sizeof(word), "%.*s", (int)len, words);
		if (len >= sizeof(word) || !audience_label(word))
			return err_set(err, EINVAL,
				       _("audience: không có đối tượng «%.20s»; như hs-th hs-thcs "
					 "hs-thpt gv-th doan-vien"), word);
		words += len;
	}
	return 0;
}

static int check(const struct record_change *change, struct err *err)
{
	static const char *const counts[] = {"first_prizes", "second_prizes", "third_prizes",
					     "consolations", "collectives"};
	const char *audience = record_after(change, "audience");
	int r = audience ? check_audience(audience, err) : 0;

	for (size_t i = 0; r == 0 && i < ARRAY_LEN(counts); i++)
		r = rule_not_negative(change, counts[i], err);
	return r;
}

static const char *const list_columns[] = {
	"contest", "code", "name", "audience", "first_prizes", "consolations", NULL};

const struct record_kind record_division = {
	.name = "division",
	.label = N_("Bảng thi"),
	.label_many = N_("Bảng thi"),
	.fields = fields,
	.field_count = ARRAY_LEN(fields),
	.list_columns = list_columns,
	.title = "name",
	.handle = "code",
	.within = "contest",
	.writers = ROLE_LEAD,
	.check = check,
};
