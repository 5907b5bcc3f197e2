/* A donated machine: what it is called here, what the last probe found, where it stands. */
#include "records_priv.h"

#include <errno.h>
#include <string.h>

static const char *const kinds[] = {"laptop", "desktop", "tablet", "phone", "other", NULL};
static const char *const kind_labels[] = {N_("Laptop"), N_("Máy bàn"), N_("Máy bảng"),
					  N_("Điện thoại"), N_("Khác"), NULL};
/* Who said the kind: a later probe does not overrule a person. */
static const char *const kind_sources[] = {"probe", "person", NULL};
static const char *const kind_source_labels[] = {N_("Dò cấu hình"), N_("Người"), NULL};
static const char *const verdicts[] = {"pass", "fail", "review", NULL};
static const char *const verdict_labels[] = {N_("Đạt"), N_("Không đạt"), N_("Cần kiểm tra"), NULL};
/* Blocked: a lock that only its donor can open; the verdict of a later probe lifts it. */
static const char *const states[] = {
	"received", "triage", "blocked", "repair", "waiting-parts", "testing", "wiping", "qc",
	"ready", "reserved", "handed-over", "in-use", "returned", "stripped", "liquidating",
	"liquidated", "recycled", "given-back", "lost", "end-of-life", NULL};
static const char *const state_labels[] = {
	N_("Tiếp nhận"), N_("Phân loại"), N_("Chờ gỡ khoá"), N_("Sửa chữa"), N_("Chờ linh kiện"),
	N_("Kiểm tra"), N_("Xoá, cài đặt"), N_("Kiểm tra cuối"), N_("Chờ trao"), N_("Giữ chỗ"),
	N_("Đã trao"), N_("Đang dùng"), N_("Trả lại"), N_("Lấy linh kiện"), N_("Chờ thanh lý"),
	N_("Đã thanh lý"), N_("Đã tái chế"), N_("Hoàn trả"), N_("Thất lạc"), N_("Hỏng hẳn"), NULL};
/* Facets beside the state, each known by itself. */
static const char *const conditions[] = {"new", "used", "broken", NULL};
static const char *const condition_labels[] = {N_("Mới"), N_("Đã dùng"), N_("Hỏng"), NULL};
static const char *const answers[] = {"yes", "no", "not-asked", NULL};
static const char *const answer_labels[] = {N_("Có"), N_("Không"), N_("Chưa hỏi"), NULL};
static const char *const removals[] = {"yes", "none", "no", NULL};
static const char *const removal_labels[] = {N_("Đã tháo"), N_("Không có"), N_("Chưa tháo"), NULL};
static const char *const battery_states[] = {"ok", "swollen", "removed", "unknown", NULL};
static const char *const battery_state_labels[] = {
	N_("An toàn"), N_("Phồng"), N_("Đã tháo"), N_("Chưa rõ"), NULL};
static const char *const data_states[] = {
	"unknown", "present", "wiping", "cleared", "purged", "destroyed", "no-media", NULL};
static const char *const data_state_labels[] = {
	N_("Chưa rõ"), N_("Còn dữ liệu"), N_("Đang xoá"), N_("Đã xoá"), N_("Đã xoá sâu"),
	N_("Đã huỷ ổ"), N_("Không có ổ"), NULL};
static const char *const tests_states[] = {"not-run", "partial", "pass", "fail", NULL};
static const char *const tests_state_labels[] = {
	N_("Chưa kiểm tra"), N_("Chưa đủ"), N_("Đạt"), N_("Không đạt"), NULL};
static const char *const places[] = {"bench", "shelf", "school", "student", "donor", "gone", NULL};
static const char *const place_labels[] = {
	N_("Bàn làm việc"), N_("Trên kệ"), N_("Nhà trường"), N_("Học sinh"), N_("Bên tặng"),
	N_("Không còn giữ"), NULL};
static const char *const boots[] = {"yes", "no", "not-tried", NULL};
static const char *const boot_labels[] = {N_("Lên được"), N_("Không lên"), N_("Chưa thử"), NULL};

static const struct field fields[] = {
	{.name = "tag", .label = N_("Mã TB"), .type = FIELD_CODE, .read_only = true,
	 .searched = true},
	{.name = "kind", .label = N_("Loại máy"), .type = FIELD_CHOICE, .choices = kinds,
	 .choice_labels = kind_labels, .said_by = "kind_by"},
	{.name = "kind_by", .label = N_("Loại do"), .type = FIELD_CHOICE, .choices = kind_sources,
	 .choice_labels = kind_source_labels, .read_only = true},
	{.name = "vendor", .label = N_("Hãng"), .type = FIELD_TEXT, .searched = true},
	{.name = "model", .label = N_("Kiểu máy"), .type = FIELD_TEXT, .searched = true},
	{.name = "serial", .label = N_("Số sê-ri"), .type = FIELD_CODE,
	 .privacy = PRIVACY_INTERNAL, .searched = true},
	{.name = "cpu", .label = N_("CPU"), .type = FIELD_TEXT, .searched = true},
	{.name = "memory", .label = N_("RAM"), .type = FIELD_INT, .fact = "memory.installed"},
	{.name = "storage", .label = N_("Ổ cứng"), .type = FIELD_INT, .fact = "storage.largest"},
	{.name = "verdict", .label = N_("Kết luận"), .type = FIELD_CHOICE, .choices = verdicts,
	 .choice_labels = verdict_labels, .read_only = true},
	{.name = "measured_verdict", .label = N_("Đo được"), .type = FIELD_CHOICE,
	 .choices = verdicts, .choice_labels = verdict_labels, .read_only = true},
	{.name = "plan", .label = N_("Kế hoạch"), .type = FIELD_CODE, .read_only = true},
	{.name = "state", .label = N_("Trạng thái"), .type = FIELD_CHOICE, .choices = states,
	 .choice_labels = state_labels, .read_only = true},
	{.name = "note", .label = N_("Ghi chú"), .type = FIELD_TEXT, .searched = true},
	{.name = "donation", .label = N_("Đợt ủng hộ"), .type = FIELD_REF, .ref = "donation"},
	{.name = "condition", .label = N_("Tình trạng"), .type = FIELD_CHOICE,
	 .choices = conditions, .choice_labels = condition_labels},
	{.name = "received_at", .label = N_("Nhận lúc"), .type = FIELD_TIME,
	 .is_past = true},
	{.name = "received_by", .label = N_("Người nhận"), .type = FIELD_REF, .ref = "member"},
	{.name = "accessories", .label = N_("Phụ kiện"), .type = FIELD_TEXT,
	 .hint = N_("đếm rõ, như 1 sạc, 1 chuột, 1 túi"), .searched = true},
	{.name = "wipe_consent", .label = N_("Cho xoá DL"), .type = FIELD_CHOICE,
	 .choices = answers, .choice_labels = answer_labels,
	 .hint = N_("bên tặng có cho xoá hết dữ liệu cũ không")},
	{.name = "media_removed", .label = N_("Tháo SIM, thẻ"), .type = FIELD_CHOICE,
	 .choices = removals, .choice_labels = removal_labels,
	 .hint = N_("SIM và thẻ nhớ phải trả lại bên tặng")},
	{.name = "battery_safety", .label = N_("Pin an toàn"), .type = FIELD_CHOICE,
	 .choices = battery_states, .choice_labels = battery_state_labels,
	 .hint = N_("nhìn và sờ: phồng, rò, nóng thì để riêng, không sạc")},
	{.name = "data_state", .label = N_("Dữ liệu"), .type = FIELD_CHOICE, .choices = data_states,
	 .choice_labels = data_state_labels, .read_only = true},
	{.name = "tests_state", .label = N_("Kiểm tra"), .type = FIELD_CHOICE,
	 .choices = tests_states, .choice_labels = tests_state_labels, .read_only = true},
	{.name = "custody", .label = N_("Nơi giữ"), .type = FIELD_CHOICE, .choices = places,
	 .choice_labels = place_labels, .read_only = true},
	{.name = "former", .label = N_("Lần trước"), .type = FIELD_REF, .ref = "device",
	 .read_only = true},
	{.name = "team", .label = N_("Tổ, đội"), .type = FIELD_REF, .ref = "team"},
	{.name = "liquidation", .label = N_("Lô thanh lý"), .type = FIELD_REF, .ref = "liquidation",
	 .read_only = true},
	{.name = "waiver", .label = N_("Miễn tiêu chí"), .type = FIELD_TEXT,
	 .privacy = PRIVACY_INTERNAL, .read_only = true},
	{.name = "photo", .label = N_("Ảnh"), .type = FIELD_TEXT,
	 .hint = N_("đường dẫn tới tệp ảnh; không bắt buộc")},
	{.name = "value_estimate", .label = N_("Giá ước tính"), .type = FIELD_MONEY,
	 .hint = N_("đồng; ghi trên biên nhận nếu bên tặng cần")},
	{.name = "boots", .label = N_("Khởi động"), .type = FIELD_CHOICE, .choices = boots,
	 .choice_labels = boot_labels, .hint = N_("bấm nguồn: có lên hình không")},
	{.name = "imei", .label = N_("IMEI"), .type = FIELD_CODE, .privacy = PRIVACY_PERSONAL,
	 .hint = N_("chỉ khi cần, như hỏi nhà mạng: gõ *#06# trên máy")},
};

#define IMEI_MIN 14 /* without its check digit */
#define IMEI_MAX 16 /* with the software's version */

static int check(const struct record_change *change, struct err *err)
{
	const char *imei = record_after(change, "imei");
	size_t digits = imei ? strspn(imei, "0123456789") : IMEI_MIN;

	if (digits < IMEI_MIN || digits > IMEI_MAX || (imei && imei[digits]))
		return err_set(err, EINVAL, _("imei: cần 15 chữ số, như *#06# trên máy hiện"));
	return rule_not_negative(change, "value_estimate", err);
}

static const char *const list_columns[] = {"tag", "kind", "vendor", "model", "memory", "storage",
					   "verdict", "state", NULL};

const struct record_kind record_device = {
	.name = "device",
	.label = N_("Thiết bị"),
	.label_many = N_("Thiết bị"),
	.fields = fields,
	.field_count = ARRAY_LEN(fields),
	.list_columns = list_columns,
	.writers = ROLE_BENCH,
	.check = check,
};
