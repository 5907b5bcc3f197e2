/* What every screen says the same way. A verdict is a symbol and a word, never a colour alone. */
#include "screen.h"

void ui_verdict_text(struct buf *ret, enum verdict_word word)
{
	static const char *const symbols[] = {
		[VERDICT_PASS] = "●", [VERDICT_FAIL] = "X", [VERDICT_REVIEW] = "?"};

	buf_printf(ret, "%s %s", symbols[word], verdict_word_label(word));
}

enum ui_style ui_verdict_style(enum verdict_word word)
{
	return word == VERDICT_PASS ? STYLE_PASS : word == VERDICT_FAIL ? STYLE_FAIL : STYLE_REVIEW;
}

/* What is only advised does not weigh like what is demanded. */
static bool is_advice(const struct finding *finding)
{
	return finding->outcome == OUTCOME_FAIL && finding->rule->level != RULE_MANDATORY;
}

void ui_finding_text(struct buf *ret, const struct finding *finding)
{
	static const char *const symbols[] = {[OUTCOME_PASS] = "●",
					      [OUTCOME_FAIL] = "X",
					      [OUTCOME_UNKNOWN] = "?",
					      [OUTCOME_NOT_APPLICABLE] = "-"};

	buf_printf(ret, "%s %s", is_advice(finding) ? "!" : symbols[finding->outcome],
		   outcome_label(finding->outcome));
}

enum ui_style ui_finding_style(const struct finding *finding)
{
	static const enum ui_style styles[] = {[OUTCOME_PASS] = STYLE_PASS,
					       [OUTCOME_FAIL] = STYLE_FAIL,
					       [OUTCOME_UNKNOWN] = STYLE_REVIEW,
					       [OUTCOME_NOT_APPLICABLE] = STYLE_DIM};

	return is_advice(finding) ? STYLE_REVIEW : styles[finding->outcome];
}

const char *ui_kind_label(const char *kind)
{
	static const struct {
		const char *kind, *label;
	} kinds[] = {
		{"laptop", N_("laptop")},    {"desktop", N_("máy bàn")}, {"tablet", N_("máy bảng")},
		{"phone", N_("điện thoại")}, {"other", N_("loại khác")},
	};

	for (size_t i = 0; i < ARRAY_LEN(kinds); i++)
		if (str_eq(kinds[i].kind, kind))
			return _(kinds[i].label);
	return _("chưa rõ");
}

bool ui_kind_is_known(const struct verdict *verdict)
{
	for (size_t i = 0; i < verdict->count; i++)
		if (str_eq(verdict->findings[i].rule->facts[0], "device.kind"))
			return verdict->findings[i].outcome == OUTCOME_PASS;
	return verdict->profile != NULL;
}

void ui_slot_place(struct buf *ret, const struct bench *bench, const struct slot *slot)
{
	if (*slot->port)
		buf_printf(ret, _("cổng %s"), slot->port);
	else
		buf_printf(ret, _("ô %zu"), (size_t)(slot - bench->slots) + 1);
}

/* The states of a link: short for the board, and what to do where the source did not say. */
static const struct {
	const char *state, *label, *hint;
} link_states[] = {
	{"device", N_("đang đọc"), NULL},
	{"unauthorized", N_("chưa cho phép"),
	 N_("Mở khoá màn hình điện thoại rồi bấm \"Cho phép\" gỡ lỗi USB")},
	{"authorizing", N_("chờ cho phép"), N_("Bấm \"Cho phép\" trên màn hình điện thoại")},
	{"connecting", N_("đang nối"), NULL},
	{"offline", N_("ngoại tuyến"), N_("Rút ra cắm lại; vẫn vậy thì đổi cáp hoặc đổi cổng")},
	{"no-permissions", N_("thiếu quyền USB"),
	 N_("Chưa có quyền đọc cổng USB này: cài luật udev đi kèm gói hotroit rồi cắm lại")},
	{"recovery", N_("recovery"), N_("Khởi động lại điện thoại vào chế độ thường")},
	{"sideload", N_("sideload"), N_("Khởi động lại điện thoại vào chế độ thường")},
	{"rescue", N_("rescue"), N_("Khởi động lại điện thoại vào chế độ thường")},
	{"bootloader", N_("fastboot"), N_("Khởi động lại điện thoại vào chế độ thường")},
	{"fastboot", N_("fastboot"), N_("Khởi động lại điện thoại vào chế độ thường")},
	{"edl", N_("EDL"), N_("Giữ phím nguồn 15 giây để thoát chế độ nạp của hãng")},
	{"dfu", N_("DFU"), N_("Giữ phím nguồn và phím Home (giảm âm lượng) 10 giây để thoát DFU")},
	{"mtp-only", N_("chưa gỡ lỗi USB"),
	 N_("Bật gỡ lỗi USB: Cài đặt → Giới thiệu điện thoại, bấm Số bản dựng 7 lần; rồi Tuỳ chọn "
	    "nhà phát triển → Gỡ lỗi USB")},
	{"ptp-only", N_("chưa gỡ lỗi USB"),
	 N_("Bật gỡ lỗi USB: Cài đặt → Giới thiệu điện thoại, bấm Số bản dựng 7 lần; rồi Tuỳ chọn "
	    "nhà phát triển → Gỡ lỗi USB")},
	{"charging-only", N_("chỉ sạc"),
	 N_("Đổi cáp (cáp này có thể chỉ sạc), hoặc chọn Truyền tệp ở thông báo USB trên máy")},
	{"hub-overload", N_("hub quá tải"),
	 N_("Cổng này không nhận được máy – quá tải USB: rút bớt máy hoặc chuyển sang hub khác")},
	{"no-endpoints", N_("hub hết chỗ"),
	 N_("Cổng này không nhận được máy – quá tải USB: rút bớt máy hoặc chuyển sang hub khác")},
	{"over-current", N_("quá dòng"),
	 N_("Cổng ngắt vì quá dòng: rút máy ra, đổi cáp, dùng hub có nguồn riêng")},
	{"not-responding", N_("không trả lời"),
	 N_("Cổng thấy máy nhưng máy không trả lời: đổi cáp, cắm thẳng vào máy tính")},
	{"pairing", N_("chờ tin cậy"), N_("Mở khoá iPhone/iPad rồi bấm \"Tin cậy\"")},
	{"locked", N_("khoá màn hình"), N_("Mở khoá màn hình rồi bấm \"Tin cậy\"")},
	{"denied", N_("bị từ chối"), N_("Rút ra cắm lại rồi bấm \"Tin cậy\" trên máy")},
};

const char *ui_link_label(const char *state)
{
	for (size_t i = 0; i < ARRAY_LEN(link_states); i++)
		if (str_eq(link_states[i].state, state))
			return _(link_states[i].label);
	return *state ? state : _("chưa rõ");
}

const char *ui_link_hint(const struct slot_link *link)
{
	if (*link->hint)
		return link->hint;
	for (size_t i = 0; i < ARRAY_LEN(link_states); i++)
		if (str_eq(link_states[i].state, link->state) && link_states[i].hint)
			return _(link_states[i].hint);
	return NULL;
}
