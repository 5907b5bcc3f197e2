/* A repair order: what was wrong, what was done, what stood in the way. */
#include "records_priv.h"

#include <errno.h>

static const char *const states[] = {"open", "waiting-parts", "done", "given-up", NULL};
static const char *const state_labels[] = {
	N_("Đang sửa"), N_("Chờ linh kiện"), N_("Xong"), N_("Hỏng hẳn"), NULL};
static const char *const results[] = {"fixed", "partly", "not-fixed", NULL};
static const char *const result_labels[] = {
	N_("Sửa được"), N_("Sửa một phần"), N_("Không được"), NULL};
static const char *const barriers[] = {
	"no-part", "too-dear", "no-way-to-open", "no-info", "no-tool", "locked", "no-charger",
	"nobody-knows", NULL};
static const char *const barrier_labels[] = {
	N_("Không có LK"), N_("Quá đắt"), N_("Không mở được"), N_("Thiếu hướng dẫn"),
	N_("Thiếu dụng cụ"), N_("Còn khoá"), N_("Thiếu sạc"), N_("Không ai biết"), NULL};

static const struct field fields[] = {
	{.name = "tag", .label = N_("Mã phiếu SC"), .type = FIELD_CODE, .read_only = true,
	 .searched = true},
	{.name = "device", .label = N_("Thiết bị"), .type = FIELD_REF, .ref = "device",
	 .required = true},
	{.name = "opened_at", .label = N_("Mở lúc"), .type = FIELD_TIME, .required = true,
	 .is_past = true},
	{.name = "opened_by", .label = N_("Người mở"), .type = FIELD_REF, .ref = "member"},
	{.name = "symptom", .label = N_("Hiện tượng"), .type = FIELD_TEXT,
	 .hint = N_("như bật không lên, màn hình sọc"), .required = true, .searched = true},
	{.name = "diagnosis", .label = N_("Nguyên nhân"), .type = FIELD_TEXT,
	 .hint = N_("như RAM lỏng, ổ cứng hỏng"), .searched = true},
	{.name = "action", .label = N_("Cách xử lý"), .type = FIELD_TEXT,
	 .hint = N_("như thay RAM, vệ sinh quạt"), .searched = true},
	{.name = "repairer", .label = N_("Người sửa"), .type = FIELD_REF, .ref = "member"},
	{.name = "minutes", .label = N_("Số phút"), .type = FIELD_INT,
	 .hint = N_("tổng thời gian làm, tính bằng phút")},
	{.name = "cost", .label = N_("Chi phí"), .type = FIELD_MONEY,
	 .hint = N_("đồng, như 150000")},
	{.name = "state", .label = N_("Trạng thái"), .type = FIELD_CHOICE, .choices = states,
	 .choice_labels = state_labels, .read_only = true},
	{.name = "result", .label = N_("Kết quả"), .type = FIELD_CHOICE, .choices = results,
	 .choice_labels = result_labels},
	{.name = "barrier", .label = N_("Vướng vì"), .type = FIELD_CHOICE, .choices = barriers,
	 .choice_labels = barrier_labels, .hint = N_("vì sao không sửa được")},
	{.name = "waiting_for", .label = N_("Chờ gì"), .type = FIELD_TEXT,
	 .hint = N_("như bàn phím X201, DDR3 2 GB"), .searched = true},
	{.name = "closed_at", .label = N_("Xong lúc"), .type = FIELD_TIME, .read_only = true},
	{.name = "before_snapshot", .label = N_("Dò trước sửa"), .type = FIELD_CODE,
	 .read_only = true},
	{.name = "after_snapshot", .label = N_("Dò sau sửa"), .type = FIELD_CODE,
	 .read_only = true},
	{.name = "request", .label = N_("Yêu cầu HT"), .type = FIELD_REF, .ref = "request"},
	{.name = "note", .label = N_("Ghi chú"), .type = FIELD_TEXT, .searched = true},
};

/* Who repaired what decides who may look it over at the end. */
static int check_closed(const struct record_change *change, struct err *err)
{
	const char *state = change->before ? record_before(change, "state") : NULL;
	bool closed = str_eq(state, "done") || str_eq(state, "given-up");

	if (!closed || (!record_changes(change, "repairer") && !record_changes(change, "device")))
		return 0;
	return err_set(err, EINVAL, _("%s: phiếu đã đóng, không đổi được; ghi thêm ở note"),
		       record_changes(change, "device") ? "device" : "repairer");
}

static int check(const struct record_change *change, struct err *err)
{
	int r = check_closed(change, err);

	if (r == 0)
		r = rule_not_negative(change, "minutes", err);
	if (r == 0)
		r = rule_not_negative(change, "cost", err);
	if (r == 0 && str_eq(record_after(change, "result"), "not-fixed"))
		r = rule_needs(change, "barrier", err);
	return r < 0 ? r : rule_in_order(change, "opened_at", "closed_at", err);
}

static const char *const list_columns[] = {
	"tag", "opened_at", "device", "symptom", "repairer", "state", NULL};

const struct record_kind record_repair = {
	.name = "repair",
	.label = N_("Phiếu sửa chữa"),
	.label_many = N_("Phiếu sửa chữa"),
	.fields = fields,
	.field_count = ARRAY_LEN(fields),
	.list_columns = list_columns,
	.writers = ROLE_BENCH,
	.check = check,
};
