/*
 * A pupil who may be given a device: who they are, why they need one, and how far the approval has
 * come. As little as the plan's forms need; no ethnicity, no picture of an ID.
 */
#include "records_priv.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

static const char *const sexes[] = {"female", "male", NULL};
static const char *const sex_labels[] = {N_("Nữ"), N_("Nam"), NULL};
/* In the order of need that lists of 2021 used. */
static const char *const circumstances[] = {
	"poor", "near-poor", "orphan", "disabled", "hardship", "none", NULL};
static const char *const circumstance_labels[] = {
	N_("Hộ nghèo"), N_("Hộ cận nghèo"), N_("Mồ côi"), N_("Khuyết tật"), N_("Khó khăn khác"),
	N_("Không"), NULL};
static const char *const relations[] = {
	"father", "mother", "grandparent", "sibling", "relative", "guardian", NULL};
static const char *const relation_labels[] = {
	N_("Cha"), N_("Mẹ"), N_("Ông, bà"), N_("Anh, chị"), N_("Họ hàng"), N_("Giám hộ"), NULL};
static const char *const networks[] = {"wired", "wifi", "none", NULL};
static const char *const network_labels[] = {N_("Dây mạng"), N_("Wi-Fi"), N_("Không có"), NULL};
static const char *const wishes[] = {"any", "laptop", "desktop", "tablet", "phone", NULL};
static const char *const wish_labels[] = {
	N_("Bất kỳ máy nào"), N_("Laptop"), N_("Máy bàn"), N_("Máy bảng"), N_("Điện thoại"),
	NULL};
static const char *const owned[] = {"none", "shared", "broken", "own", NULL};
static const char *const owned_labels[] = {
	N_("Không có"), N_("Dùng chung"), N_("Có, đã hỏng"), N_("Có máy riêng"), NULL};
/* Served: holds a device; closed: the support has ended; gone: anonymised, only counts are left. */
static const char *const states[] = {
	"draft", "proposed", "verified", "approved", "served", "declined", "withdrawn", "closed",
	"gone", NULL};
static const char *const state_labels[] = {
	N_("Đang lập"), N_("Đề xuất"), N_("Đã xác minh"), N_("Đã duyệt"), N_("Đã nhận"),
	N_("Không duyệt"), N_("Đã rút"), N_("Hết hỗ trợ"), N_("Đã ẩn danh"), NULL};

static const struct field fields[] = {
	{.name = "tag", .label = N_("Mã HS"), .type = FIELD_CODE, .read_only = true,
	 .searched = true},
	{.name = "name", .label = N_("Họ tên"), .type = FIELD_TEXT, .privacy = PRIVACY_PERSONAL,
	 .required = true, .searched = true, .approved = true},
	{.name = "birth_date", .label = N_("Ngày sinh"), .type = FIELD_DATE,
	 .privacy = PRIVACY_PERSONAL, .approved = true},
	{.name = "sex", .label = N_("Giới tính"), .type = FIELD_CHOICE, .choices = sexes,
	 .choice_labels = sex_labels, .privacy = PRIVACY_PERSONAL, .approved = true},
	{.name = "personal_id", .label = N_("Số ĐDCN"), .type = FIELD_CODE,
	 .privacy = PRIVACY_PERSONAL, .searched = true, .approved = true,
	 .hint = N_("12 chữ số, giữ số 0 ở đầu; để trống nếu chưa có")},
	{.name = "school", .label = N_("Trường"), .type = FIELD_REF, .ref = "unit",
	 .approved = true},
	{.name = "class", .label = N_("Lớp"), .type = FIELD_CODE, .privacy = PRIVACY_INTERNAL,
	 .forgotten = true, .approved = true,
	 .hint = N_("như 6A2; khối lấy từ số ở đầu")},
	{.name = "grade", .label = N_("Khối"), .type = FIELD_INT, .derived = true,
	 .hint = N_("1 đến 12")},
	{.name = "unit", .label = N_("Xã, phường"), .type = FIELD_REF, .ref = "unit",
	 .hint = N_("nơi ở: Đoàn cơ sở nơi đó xác minh")},
	{.name = "address", .label = N_("Địa chỉ"), .type = FIELD_TEXT,
	 .privacy = PRIVACY_PERSONAL, .hint = N_("thôn, tổ, số nhà")},
	{.name = "circumstance", .label = N_("Hoàn cảnh"), .type = FIELD_CHOICE,
	 .choices = circumstances, .choice_labels = circumstance_labels,
	 .privacy = PRIVACY_INTERNAL, .approved = true},
	{.name = "certificate_year", .label = N_("Giấy CN năm"), .type = FIELD_INT,
	 .privacy = PRIVACY_INTERNAL, .forgotten = true,
	 .hint = N_("năm ghi trên giấy chứng nhận hộ nghèo")},
	{.name = "guardian", .label = N_("Giám hộ"), .type = FIELD_TEXT,
	 .privacy = PRIVACY_PERSONAL, .hint = N_("họ tên cha, mẹ hoặc người giám hộ"),
	 .searched = true},
	{.name = "guardian_relation", .label = N_("Là gì của HS"), .type = FIELD_CHOICE,
	 .choices = relations, .choice_labels = relation_labels, .privacy = PRIVACY_PERSONAL},
	{.name = "phone", .label = N_("Điện thoại"), .type = FIELD_PHONE,
	 .privacy = PRIVACY_PERSONAL, .hint = N_("của cha mẹ, người giám hộ"), .searched = true},
	{.name = "network", .label = N_("Mạng ở nhà"), .type = FIELD_CHOICE, .choices = networks,
	 .choice_labels = network_labels,
	 .hint = N_("Wi-Fi: máy bàn phải có thu Wi-Fi; không có: cần SIM")},
	{.name = "wish", .label = N_("Cần máy gì"), .type = FIELD_CHOICE, .choices = wishes,
	 .choice_labels = wish_labels},
	{.name = "has_device", .label = N_("Máy ở nhà"), .type = FIELD_CHOICE, .choices = owned,
	 .choice_labels = owned_labels, .hint = N_("máy mà em đang học")},
	{.name = "household", .label = N_("Nhà chung với"), .type = FIELD_REF, .ref = "recipient",
	 .forgotten = true,
	 .hint = N_("anh chị em đã có trong sổ, nếu ở chung nhà")},
	{.name = "roster", .label = N_("Danh sách"), .type = FIELD_REF, .ref = "roster"},
	{.name = "state", .label = N_("Trạng thái"), .type = FIELD_CHOICE, .choices = states,
	 .choice_labels = state_labels, .read_only = true},
	{.name = "proposed_at", .label = N_("Đề xuất lúc"), .type = FIELD_TIME, .read_only = true},
	{.name = "proposed_by", .label = N_("Người đề xuất"), .type = FIELD_REF, .ref = "member",
	 .read_only = true},
	{.name = "verified_at", .label = N_("Xác minh lúc"), .type = FIELD_TIME,
	 .read_only = true},
	{.name = "verified_by", .label = N_("Ai xác minh"), .type = FIELD_REF, .ref = "member",
	 .read_only = true},
	{.name = "approved_at", .label = N_("Duyệt lúc"), .type = FIELD_TIME, .read_only = true},
	{.name = "served_at", .label = N_("Nhận máy lúc"), .type = FIELD_TIME, .read_only = true},
	{.name = "support_ended", .label = N_("Hết hỗ trợ"), .type = FIELD_DATE,
	 .read_only = true},
	{.name = "note", .label = N_("Ghi chú"), .type = FIELD_TEXT, .privacy = PRIVACY_PERSONAL},
	{.name = "approved_as", .label = N_("Mã bản duyệt"), .type = FIELD_CODE,
	 .privacy = PRIVACY_INTERNAL, .read_only = true, .forgotten = true},
};

#define PERSONAL_ID_DIGITS 12

/* "6A2" is of grade 6, "12A" of 12. */
static const char *derive(const struct record_change *change, const char *name,
			  struct arena *arena)
{
	static const char *const grades[] = {
		"1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12"};
	const char *of = record_after(change, "class");
	size_t digits = of ? strspn(of, "0123456789") : 0;

	(void)arena;
	if (!str_eq(name, "grade"))
		return NULL;
	for (size_t i = 0; i < ARRAY_LEN(grades); i++)
		if (strlen(grades[i]) == digits && strncmp(of, grades[i], digits) == 0)
			return grades[i];
	return NULL;
}

void recipient_mark(const char *const *values, char ret[RECIPIENT_MARK_MAX])
{
	AUTO(buf_done) struct buf text = {0};
	char sha256[65];

	for (size_t i = 0; i < ARRAY_LEN(fields); i++)
		if (fields[i].approved)
			buf_printf(&text, "%s=%s\n", fields[i].name, values[i] ? values[i] : "");
	sha256_hex(buf_text(&text), text.len, sha256);
	snprintf(ret, RECIPIENT_MARK_MAX, "%s", sha256);
}

bool recipient_mark_is(const char *approved, const char *const *values)
{
	char mark[RECIPIENT_MARK_MAX];
	size_t len;

	if (!approved)
		return false;
	recipient_mark(values, mark);
	len = strcspn(approved, "-");
	return len == strlen(mark) && strncmp(approved, mark, len) == 0;
}

/* From the verification on it stands as others have seen it; a correction brings its own code. */
static int check_approved(const struct record_change *change, struct err *err)
{
	static const char *const open[] = {"draft", "proposed", "declined", "withdrawn"};
	const char *state = record_before(change, "state");
	bool is_open = !state;

	for (size_t i = 0; i < ARRAY_LEN(open); i++)
		is_open |= str_eq(state, open[i]);
	if (is_open)
		return 0;
	is_open = recipient_mark_is(record_after(change, "approved_as"), change->after);
	for (size_t i = 0; !is_open && i < ARRAY_LEN(fields); i++)
		if (fields[i].approved && record_changes(change, fields[i].name))
			return err_set(err, EPERM,
				       _("%s: đã xác minh, duyệt: ghi đính chính kèm lý do "
					 "(correct), hoặc dừng để duyệt lại (suspend)"),
				       fields[i].name);
	return 0;
}

static int check(const struct record_change *change, struct err *err)
{
	const char *id = record_after(change, "personal_id");
	const char *grade = record_after(change, "grade");
	int64_t number;

	if (str_eq(record_before(change, "state"), "gone"))
		return err_set(err, EPERM, _("em này đã được ẩn danh: không ghi gì thêm"));
	if (id && (strlen(id) != PERSONAL_ID_DIGITS ||
		   strspn(id, "0123456789") != PERSONAL_ID_DIGITS))
		return err_set(err, EINVAL, _("personal_id: cần đúng 12 chữ số, giữ số 0 ở đầu"));
	if (grade && (!str_to_i64(grade, &number) || number < 1 || number > 12))
		return err_set(err, EINVAL, _("grade: khối từ 1 đến 12"));
	if (check_approved(change, err) < 0)
		return -EPERM;
	return rule_positive(change, "certificate_year", err);
}

static const char *const list_columns[] = {
	"tag", "name", "class", "school", "circumstance", "state", NULL};

static const char *const same_id[] = {"personal_id", NULL};
static const char *const same_person[] = {"name", "birth_date", "school", NULL};
static const char *const *const same[] = {same_id, same_person, NULL};

const struct record_kind record_recipient = {
	.name = "recipient",
	.label = N_("Học sinh nhận"),
	.label_many = N_("Học sinh nhận"),
	.fields = fields,
	.field_count = ARRAY_LEN(fields),
	.list_columns = list_columns,
	.title = "name",
	.same = same,
	.is_people = true,
	.apart = true,
	.writers = ROLE_LEAD,
	.readers = ROLE_LEAD,
	.derive = derive,
	.check = check,
};
