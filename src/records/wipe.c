/* One medium of a device wiped: by what means, to what level, how it was looked at afterwards. It
 * says what was done, never that a standard was met. */
#include "records_priv.h"

#include <errno.h>

static const char *const mediums[] = {"hdd", "ssd", "nvme", "emmc", "flash", "phone", "none", NULL};
static const char *const medium_labels[] = {
	N_("HDD"), N_("SSD"), N_("NVMe"), N_("eMMC"), N_("USB, thẻ nhớ"), N_("Điện thoại"),
	N_("Không có ổ"), NULL};
static const char *const levels[] = {"clear", "purge", "destroy", "none", NULL};
static const char *const level_labels[] = {
	N_("Xoá"), N_("Xoá sâu"), N_("Huỷ ổ"), N_("Không xoá"), NULL};
static const char *const results[] = {"ok", "failed", NULL};
static const char *const result_labels[] = {N_("Xong"), N_("Không xong"), NULL};

static const struct field fields[] = {
	{.name = "tag", .label = N_("Mã phiếu xoá"), .type = FIELD_CODE, .read_only = true,
	 .searched = true},
	{.name = "device", .label = N_("Thiết bị"), .type = FIELD_REF, .ref = "device",
	 .required = true},
	{.name = "disk", .label = N_("Ổ"), .type = FIELD_TEXT,
	 .hint = N_("kiểu và 4 số cuối sê-ri, như ST9320325AS …1A2B; «không có ổ» nếu không có"),
	 .required = true, .searched = true},
	{.name = "medium", .label = N_("Loại ổ"), .type = FIELD_CHOICE, .choices = mediums,
	 .choice_labels = medium_labels},
	{.name = "level", .label = N_("Mức xoá"), .type = FIELD_CHOICE, .choices = levels,
	 .choice_labels = level_labels,
	 .hint = N_("ghi đè là Xoá; lệnh xoá của ổ hoặc xoá khoá mã hoá là Xoá sâu")},
	{.name = "method", .label = N_("Cách xoá"), .type = FIELD_TEXT,
	 .hint = N_("như ghi đè 1 lượt, ATA Secure Erase, khôi phục cài đặt gốc"), .required = true,
	 .searched = true},
	{.name = "tool", .label = N_("Công cụ"), .type = FIELD_TEXT,
	 .hint = N_("tên và phiên bản, như nwipe 0.34"), .searched = true},
	{.name = "started_at", .label = N_("Bắt đầu lúc"), .type = FIELD_TIME},
	{.name = "finished_at", .label = N_("Xong lúc"), .type = FIELD_TIME},
	{.name = "wiped_by", .label = N_("Người xoá"), .type = FIELD_REF, .ref = "member",
	 .required = true},
	{.name = "result", .label = N_("Kết quả"), .type = FIELD_CHOICE, .choices = results,
	 .choice_labels = result_labels},
	{.name = "verified_by", .label = N_("Người soát"), .type = FIELD_REF, .ref = "member",
	 .read_only = true},
	{.name = "verified_at", .label = N_("Soát lúc"), .type = FIELD_TIME, .read_only = true},
	{.name = "verify_method", .label = N_("Cách soát"), .type = FIELD_TEXT,
	 .hint = N_("như đọc lại 1000 chỗ ngẫu nhiên")},
	{.name = "sample_hash", .label = N_("Dấu mẫu đọc"), .type = FIELD_CODE,
	 .hint = N_("SHA-256 của mẫu đọc lại sau khi xoá")},
	{.name = "override_reason", .label = N_("Lý do vẫn xoá"), .type = FIELD_TEXT,
	 .hint = N_("vì sao xoá khi bên tặng chưa đồng ý; được in trên giấy")},
	{.name = "note", .label = N_("Ghi chú"), .type = FIELD_TEXT, .searched = true},
	/* Somebody used the device since: what was erased then says nothing of what it holds. */
	{.name = "superseded", .label = N_("Đã dùng lại"), .type = FIELD_BOOL,
	 .read_only = true},
};

static int check_done(const struct record_change *change, struct err *err)
{
	bool has_medium = !str_eq(record_after(change, "medium"), "none");
	int r = rule_needs(change, "finished_at", err);

	if (r == 0)
		r = rule_needs(change, "level", err);
	if (r == 0 && has_medium && str_eq(record_after(change, "level"), "none"))
		return err_set(err, EINVAL, _("level: ổ chưa xoá thì không thể ghi là xong"));
	return r;
}

/* What becomes of one that is done: somebody looks at it, once, and the device is used again. */
static bool may_follow(const struct record_change *change, const char *name)
{
	static const char *const looked[] = {"verified_by", "verified_at", "verify_method"};
	bool follows = str_eq(name, "superseded");

	for (size_t i = 0; i < ARRAY_LEN(looked); i++)
		follows |= str_eq(name, looked[i]) && !record_before(change, name);
	return follows;
}

/* What is written down as done is evidence. */
static int check_frozen(const struct record_change *change, struct err *err)
{
	if (!change->before || !str_eq(record_before(change, "result"), "ok"))
		return 0;
	for (size_t i = 0; i < change->kind->field_count; i++) {
		const char *name = change->kind->fields[i].name;

		if (record_changes(change, name) && !may_follow(change, name))
			return err_set(err, EINVAL,
				       _("%s: phiếu đã xong, không đổi được; lập phiếu khác"),
				       name);
	}
	return 0;
}

static int check(const struct record_change *change, struct err *err)
{
	const char *level = record_after(change, "level"), *by = record_after(change, "wiped_by");
	int r = check_frozen(change, err);

	if (r < 0)
		return r;
	if (str_eq(record_after(change, "medium"), "none") && level && !str_eq(level, "none"))
		return err_set(err, EINVAL, _("level: không có ổ thì mức xoá là none"));
	if (by && str_eq(by, record_after(change, "verified_by")))
		return err_set(err, EINVAL, _("verified_by: người soát phải khác người xoá"));
	if (str_eq(record_after(change, "result"), "ok"))
		r = check_done(change, err);
	if (r == 0)
		r = rule_in_order(change, "started_at", "finished_at", err);
	return r < 0 ? r : rule_in_order(change, "finished_at", "verified_at", err);
}

static const char *const list_columns[] = {
	"tag", "device", "disk", "level", "result", "wiped_by", "finished_at", NULL};

const struct record_kind record_wipe = {
	.name = "wipe",
	.label = N_("Xoá dữ liệu"),
	.label_many = N_("Xoá dữ liệu"),
	.fields = fields,
	.field_count = ARRAY_LEN(fields),
	.list_columns = list_columns,
	.writers = ROLE_BENCH,
	.by_step = "erase",
	.check = check,
};
