/* A part on the shelf: bought, given, or taken out of a machine. */
#include "records_priv.h"

#include <errno.h>
#include <string.h>

static const char *const kinds[] = {
	"ram", "disk", "battery", "screen", "keyboard", "charger", "wifi", "camera", "fan", "board",
	"other", NULL};
static const char *const kind_labels[] = {
	N_("RAM"), N_("Ổ cứng"), N_("Pin"), N_("Màn hình"), N_("Bàn phím"), N_("Sạc"), N_("Wi-Fi"),
	N_("Camera"), N_("Quạt"), N_("Bo mạch"), N_("Khác"), NULL};
static const char *const forms[] = {
	"so-dimm", "dimm", "2.5", "3.5", "m2", "msata", "emmc", "other", NULL};
static const char *const form_labels[] = {
	N_("SO-DIMM"), N_("DIMM"), N_("2,5 inch"), N_("3,5 inch"), N_("M.2"), N_("mSATA"),
	N_("eMMC"), N_("Khác"), NULL};
static const char *const conditions[] = {"ok", "bad", "untested", NULL};
static const char *const condition_labels[] = {N_("Tốt"), N_("Hỏng"), N_("Chưa thử"), NULL};
static const char *const states[] = {"on-shelf", "reserved", "used", "discarded", NULL};
static const char *const state_labels[] = {
	N_("Trên kệ"), N_("Giữ chỗ"), N_("Đã dùng"), N_("Đã bỏ"), NULL};

static const struct field fields[] = {
	{.name = "tag", .label = N_("Mã linh kiện"), .type = FIELD_CODE, .read_only = true,
	 .searched = true},
	{.name = "kind", .label = N_("Loại"), .type = FIELD_CHOICE, .choices = kinds,
	 .choice_labels = kind_labels, .required = true},
	{.name = "spec", .label = N_("Thông số"), .type = FIELD_TEXT,
	 .hint = N_("như DDR3 2 GB SO-DIMM, SSD SATA 120 GB"), .searched = true},
	{.name = "type", .label = N_("Chuẩn"), .type = FIELD_CODE,
	 .hint = N_("RAM: ddr2 ddr3 ddr3l ddr4; ổ: sata nvme ide; chữ thường"), .searched = true},
	{.name = "size", .label = N_("Dung lượng"), .type = FIELD_INT,
	 .hint = N_("như 2 GB, 512 MB, 120 GB, 1 TB"),
	 .fact = "disk.1.size"},
	{.name = "form", .label = N_("Cỡ"), .type = FIELD_CHOICE, .choices = forms,
	 .choice_labels = form_labels},
	{.name = "condition", .label = N_("Tình trạng"), .type = FIELD_CHOICE,
	 .choices = conditions, .choice_labels = condition_labels},
	{.name = "state", .label = N_("Trạng thái"), .type = FIELD_CHOICE, .choices = states,
	 .choice_labels = state_labels, .read_only = true},
	{.name = "shelf", .label = N_("Kệ"), .type = FIELD_CODE, .hint = N_("như A3"),
	 .searched = true},
	{.name = "from_device", .label = N_("Lấy từ máy"), .type = FIELD_REF, .ref = "device"},
	{.name = "donation", .label = N_("Đợt ủng hộ"), .type = FIELD_REF, .ref = "donation"},
	{.name = "purchase", .label = N_("Đợt mua"), .type = FIELD_REF, .ref = "purchase"},
	{.name = "repair", .label = N_("Dùng ở phiếu"), .type = FIELD_REF, .ref = "repair",
	 .read_only = true},
	{.name = "device", .label = N_("Dùng cho máy"), .type = FIELD_REF, .ref = "device",
	 .read_only = true},
	{.name = "cost", .label = N_("Chi phí"), .type = FIELD_MONEY,
	 .hint = N_("đồng; giá mua linh kiện này")},
	{.name = "note", .label = N_("Ghi chú"), .type = FIELD_TEXT, .searched = true},
};

static int check(const struct record_change *change, struct err *err)
{
	const char *type = record_after(change, "type");
	int r = rule_positive(change, "size", err);

	if (r == 0)
		r = rule_not_negative(change, "cost", err);
	if (r < 0)
		return r;
	/* Matched letter by letter against what a probe calls it. */
	if (type && type[strspn(type, "abcdefghijklmnopqrstuvwxyz0123456789-")])
		return err_set(err, EINVAL, _("type: viết liền, chữ thường không dấu, như ddr3"));
	return 0;
}

static const char *const list_columns[] = {
	"tag", "kind", "spec", "size", "condition", "state", "shelf", NULL};

const struct record_kind record_part = {
	.name = "part",
	.label = N_("Linh kiện"),
	.label_many = N_("Linh kiện"),
	.fields = fields,
	.field_count = ARRAY_LEN(fields),
	.list_columns = list_columns,
	.writers = ROLE_BENCH,
	.check = check,
};
