/* What goes with a device: charger, mouse, headset. A charger is matched by the rating on its
 * label, not by its plug. */
#include "records_priv.h"

#include <errno.h>
#include <string.h>

static const char *const kinds[] = {
	"charger", "mouse", "keyboard", "headset", "webcam", "wifi", "cable", "bag", "kit", "other",
	NULL};
static const char *const kind_labels[] = {
	N_("Sạc"), N_("Chuột"), N_("Bàn phím"), N_("Tai nghe"), N_("Webcam"), N_("USB Wi-Fi"),
	N_("Cáp"), N_("Túi"), N_("Bộ"), N_("Khác"), NULL};
static const char *const conditions[] = {"ok", "bad", "untested", NULL};
static const char *const condition_labels[] = {N_("Tốt"), N_("Hỏng"), N_("Chưa thử"), NULL};
static const char *const states[] = {"on-shelf", "with-device", "handed-over", "discarded", NULL};
static const char *const state_labels[] = {
	N_("Trên kệ"), N_("Kèm máy"), N_("Đã trao"), N_("Đã bỏ"), NULL};

static const struct field fields[] = {
	{.name = "tag", .label = N_("Mã phụ kiện"), .type = FIELD_CODE, .read_only = true,
	 .searched = true},
	{.name = "kind", .label = N_("Loại"), .type = FIELD_CHOICE, .choices = kinds,
	 .choice_labels = kind_labels, .required = true},
	{.name = "model", .label = N_("Kiểu"), .type = FIELD_TEXT,
	 .hint = N_("chữ và số in trên nhãn"), .searched = true},
	{.name = "rating", .label = N_("Thông số"), .type = FIELD_CODE,
	 .hint = N_("dòng OUTPUT trên nhãn sạc, như 19.5V 3.42A"), .searched = true},
	{.name = "connector", .label = N_("Đầu cắm"), .type = FIELD_TEXT,
	 .hint = N_("như tròn 5.5×2.5, vuông Lenovo, USB-C"), .searched = true},
	{.name = "device", .label = N_("Thiết bị"), .type = FIELD_REF, .ref = "device",
	 .hint = N_("máy mà phụ kiện này đi kèm")},
	{.name = "donation", .label = N_("Đợt ủng hộ"), .type = FIELD_REF, .ref = "donation"},
	{.name = "condition", .label = N_("Tình trạng"), .type = FIELD_CHOICE,
	 .choices = conditions, .choice_labels = condition_labels},
	{.name = "state", .label = N_("Trạng thái"), .type = FIELD_CHOICE, .choices = states,
	 .choice_labels = state_labels},
	{.name = "shelf", .label = N_("Kệ"), .type = FIELD_CODE, .hint = N_("như A3"),
	 .searched = true},
	{.name = "note", .label = N_("Ghi chú"), .type = FIELD_TEXT, .searched = true},
};

#define VOLTS_MAX 60
#define AMPERES_MAX 15
#define WATTS_MAX 330

/* A number with a point or a comma, in thousandths; NULL when there is none. */
static const char *read_number(const char *p, long *ret_milli)
{
	long milli = 0, unit = 1000;
	const char *start = p;

	for (; *p >= '0' && *p <= '9' && milli < 1000000; p++)
		milli = milli * 10 + (*p - '0') * 1000;
	if (p == start)
		return NULL;
	if (*p == '.' || *p == ',')
		for (p++; *p >= '0' && *p <= '9'; p++) {
			unit /= 10;
			milli += (*p - '0') * unit;
		}
	*ret_milli = milli;
	return p;
}

/* "V", "A", "mA" or "W" after what no charger exceeds; NULL otherwise. */
static const char *read_unit(const char *p, long milli)
{
	p += strspn(p, " ");
	if (milli <= 0)
		return NULL;
	if (*p == 'V' && milli <= VOLTS_MAX * 1000)
		return p + 1;
	if (*p == 'A' && milli <= AMPERES_MAX * 1000)
		return p + 1;
	if (*p == 'W' && milli <= WATTS_MAX * 1000)
		return p + 1;
	return str_starts(p, "mA") && milli / 1000 <= AMPERES_MAX * 1000 ? p + 2 : NULL;
}

/* "19.5V 3.42A", "19,5 V / 3,42 A", "5-20V 3.25A", "65W". */
static bool rating_is(const char *p)
{
	static const char between[] = " /;~-";
	long milli;

	while (p && *p) {
		p = read_number(p, &milli);
		if (p && *p == '-' && p[1] >= '0' && p[1] <= '9')
			p = read_number(p + 1, &milli);
		if (p)
			p = read_unit(p, milli);
		if (p)
			p += strspn(p, between);
	}
	return p;
}

static int check(const struct record_change *change, struct err *err)
{
	const char *rating = record_after(change, "rating");

	if (rating && rating[0] >= '0' && rating[0] <= '9' && !rating_is(rating))
		return err_set(err, EINVAL,
			       _("rating: ghi vôn và ampe như trên nhãn, 19.5V 3.42A"));
	return 0;
}

static const char *const list_columns[] = {
	"tag", "kind", "rating", "model", "condition", "state", "shelf", NULL};

const struct record_kind record_accessory = {
	.name = "accessory",
	.label = N_("Phụ kiện"),
	.label_many = N_("Phụ kiện"),
	.fields = fields,
	.field_count = ARRAY_LEN(fields),
	.list_columns = list_columns,
	.writers = ROLE_BENCH,
	.check = check,
};
