/* A file that belongs to another record: a photo, a signed paper, a contest entry. The row says
 * what it is; its content is kept by its hash beside the rows. Corrected by attaching another. */
#include "records.h"

static const char *const medias[] = {"jpeg", "png", "webp", "pdf", "text", "xlsx", "docx", "zip",
				     "other", NULL};
static const char *const media_labels[] = {
	N_("Ảnh JPEG"), N_("Ảnh PNG"), N_("Ảnh WebP"), N_("PDF"), N_("Văn bản"), N_("Bảng tính"),
	N_("Văn bản Word"), N_("Tệp nén"), N_("Tệp khác"), NULL};

/* A file's name and what is said of it may name a child. */
static const struct field fields[] = {
	{.name = "kind", .label = N_("Loại bản ghi"), .type = FIELD_CODE, .required = true,
	 .read_only = true, .is_kind = true},
	{.name = "subject", .label = N_("Bản ghi"), .type = FIELD_CODE, .required = true,
	 .read_only = true},
	{.name = "name", .label = N_("Tên tệp"), .type = FIELD_TEXT, .privacy = PRIVACY_PERSONAL,
	 .required = true, .read_only = true, .searched = true},
	{.name = "media", .label = N_("Dạng tệp"), .type = FIELD_CHOICE, .choices = medias,
	 .choice_labels = media_labels, .required = true, .read_only = true},
	{.name = "bytes", .label = N_("Số byte"), .type = FIELD_INT, .required = true,
	 .read_only = true},
	{.name = "sha256", .label = N_("SHA-256"), .type = FIELD_CODE, .privacy = PRIVACY_INTERNAL,
	 .required = true, .read_only = true},
	{.name = "at", .label = N_("Lúc"), .type = FIELD_TIME, .required = true, .read_only = true},
	{.name = "note", .label = N_("Ghi chú"), .type = FIELD_TEXT, .privacy = PRIVACY_PERSONAL,
	 .searched = true},
};

static const char *const list_columns[] = {"at", "kind", "media", "bytes", NULL};

const struct record_kind record_attachment = {
	.name = "attachment",
	.label = N_("Tệp kèm"),
	.label_many = N_("Tệp kèm"),
	.fields = fields,
	.field_count = ARRAY_LEN(fields),
	.list_columns = list_columns,
	.append_only = true,
	.readers = ROLE_BENCH,
};
