/* What every screen says the same way. A verdict is a symbol and a word, never a colour alone. */
#include "screen.h"

#include <errno.h>

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

const struct field *ui_kind_field(void)
{
	return record_field_find(record_kind_find("device"), "kind");
}

const char *ui_kind_label(const char *kind)
{
	bool is_known = kind && record_choice_label(ui_kind_field(), kind);

	if (str_eq(kind, "sim"))
		return _("SIM");
	return is_known ? fact_word_label("device.kind", kind) : _("chưa rõ");
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

/* The states of a link, short for the board; what to do in each its source says. */
static const struct {
	const char *state, *label;
} link_states[] = {
	{"device", N_("đang đọc")},
	{"connecting", N_("đang nối")},
	{"unauthorized", N_("chưa cho phép")},
	{"authorizing", N_("chờ cho phép")},
	{"offline", N_("ngoại tuyến")},
	{"unreadable", N_("không đọc được")},
	{"no-permissions", N_("thiếu quyền USB")},
	{"recovery", N_("khôi phục")},
	{"sideload", N_("chờ cập nhật")},
	{"rescue", N_("cứu hộ")},
	{"bootloader", N_("fastboot")},
	{"host", N_("nối ngược chiều")},
	{"detached", N_("đang bị giữ")},
	{"passcode", N_("khoá màn hình")},
	{"trust", N_("chờ tin cậy")},
	{"denied", N_("không tin cậy")},
	{"host-unknown", N_("chưa tin cậy")},
	{"escrow-locked", N_("khoá màn hình")},
	{"find-my", N_("bị Tìm khoá")},
	{"managed", N_("tổ chức quản lý")},
	{"wireless", N_("nối qua Wi-Fi")},
	{"refused", N_("từ chối kết nối")},
	{"adb", N_("chờ adb")},
	{"ios", N_("chờ usbmuxd")},
	{"mtp-only", N_("chưa gỡ lỗi USB")},
	{"ptp-only", N_("chưa gỡ lỗi USB")},
	{"charging-only", N_("chỉ sạc")},
	{"fastboot", N_("fastboot")},
	{"dfu", N_("DFU")},
	{"edl", N_("EDL")},
	{"mtk-preloader", N_("đang tắt nguồn")},
	{"download", N_("Download")},
	{"modem", N_("USB Dcom")},
	{"card-reader", N_("đầu đọc thẻ")},
	{"over-current", N_("quá dòng")},
	{"hub-overload", N_("hub thiếu điện")},
	{"no-endpoints", N_("quá tải USB")},
	{"bad-cable", N_("cáp, cổng lỗi")},
	{"not-responding", N_("không trả lời")},
};

const char *ui_link_label(const char *state)
{
	for (size_t i = 0; i < ARRAY_LEN(link_states); i++)
		if (str_eq(link_states[i].state, state))
			return _(link_states[i].label);
	return *state ? state : _("chưa rõ");
}

bool ui_may_see(const struct ui *ui, const struct field *field)
{
	unsigned role = store_acting(ui->store)->role;

	return (!field->readers || role & field->readers) &&
	       (field->privacy != PRIVACY_PERSONAL || role & ROLE_LEAD);
}

bool ui_may_read(const struct ui *ui, const struct record_kind *kind)
{
	return !kind->readers || store_acting(ui->store)->role & kind->readers;
}

int ui_check_read(const struct ui *ui, const struct record_kind *kind, struct err *err)
{
	if (!ui->store)
		return err_set(err, ENOENT, _("không mở được sổ; xem hotroit doctor"));
	if (!ui_may_read(ui, kind))
		return err_set(err, EPERM, _("%s: bạn không được xem; đổi người làm (F4)"),
			       _(kind->label_many));
	return 0;
}

const char *ui_shown(const struct ui *ui, struct arena *arena, const struct record_kind *kind,
		     const struct record *record, const char *name)
{
	const char *value = record_value(kind, record, name);
	AUTO(buf_done) struct buf text = {0};

	if (value)
		store_show_value(ui->store, record_field_find(kind, name), value, &text);
	return arena_str(arena, buf_text(&text));
}
