/* What can be said of a SIM from what is printed on it and what was written about its plan. */
#include "assess.h"

#include <ctype.h>
#include <string.h>

#define ICCID_MAX 32
#define ICCID_DIGITS_MIN 18
#define ICCID_SHOWN 4 /* of its digits, the last */
#define MB 1000000
/* Below, the number was GB, not MB; above, KB or bytes: no plan gives that much a day. */
#define QUOTA_MB_MIN 50
#define QUOTA_MB_MAX 50000

/* ---- operators and card numbers ------------------------------------------ */

/* TEXT without the blanks and dashes that only group it. False when it is too long. */
static bool take_group(const char *text, char ret[ICCID_MAX])
{
	size_t len = 0;

	for (; *text; text++) {
		if (*text == ' ' || *text == '-')
			continue;
		if (len + 1 == ICCID_MAX)
			return false;
		ret[len++] = *text;
	}
	ret[len] = '\0';
	return true;
}

const struct sim_operator *sim_operator_find(const char *id)
{
	for (size_t i = 0; i < sim_operator_count; i++)
		if (str_eq(sim_operators[i].id, id))
			return &sim_operators[i];
	return NULL;
}

const struct sim_operator *sim_operator_by_network(const char *network)
{
	char digits[ICCID_MAX] = "";

	for (size_t i = 0; take_group(network, digits) && i < sim_operator_count; i++)
		if (str_eq(sim_operators[i].network, digits))
			return &sim_operators[i];
	return NULL;
}

const struct sim_operator *sim_operator_by_iccid(const char *iccid)
{
	char digits[ICCID_MAX] = "";

	for (size_t i = 0; take_group(iccid, digits) && i < sim_operator_count; i++)
		if (sim_operators[i].iccid && str_starts(digits, sim_operators[i].iccid))
			return &sim_operators[i];
	return NULL;
}

/* Luhn: from the right, every second digit doubled and its digits added. */
static bool check_digit_fits(const char *digits, size_t len)
{
	int sum = 0;

	for (size_t i = 0; i < len; i++) {
		int digit = digits[len - 1 - i] - '0';

		if (i % 2)
			digit = digit * 2 > 9 ? digit * 2 - 9 : digit * 2;
		sum += digit;
	}
	return sum % 10 == 0;
}

/* The same without the F that only fills up 19 digits. */
static bool take_iccid(const char *text, char ret[ICCID_MAX])
{
	size_t len;

	if (!take_group(text, ret))
		return false;
	len = strlen(ret);
	if (len == 20 && toupper((unsigned char)ret[len - 1]) == 'F')
		ret[len - 1] = '\0';
	return true;
}

bool iccid_same(const char *a, const char *b)
{
	char digits[2][ICCID_MAX] = {"", ""};

	return a && b && take_iccid(a, digits[0]) && take_iccid(b, digits[1]) && *digits[0] &&
	       str_eq(digits[0], digits[1]);
}

enum iccid_fault iccid_check(const char *iccid)
{
	char digits[ICCID_MAX] = "";
	size_t len;

	if (!take_iccid(iccid, digits))
		return ICCID_LENGTH;
	len = strlen(digits);
	if (strspn(digits, "0123456789") != len)
		return ICCID_NOT_DIGITS;
	if (len != 19 && len != 20)
		return ICCID_LENGTH;
	if (!str_starts(digits, "89"))
		return ICCID_NO_TELECOM;
	return check_digit_fits(digits, len) ? ICCID_GOOD : ICCID_CHECK_DIGIT;
}

/* ---- facts --------------------------------------------------------------- */

int sim_months_left(const struct date *handover, const struct date *expires)
{
	int months = (expires->year - handover->year) * 12 + expires->month - handover->month;
	struct date end;

	if (months <= 0)
		return 0;
	end = date_after_months(handover, months);
	return date_compare(&end, expires) <= 0 ? months : months - 1;
}

static void add_quota(struct facts *facts, const char *daily_quota_mb)
{
	int64_t quota;

	if (!daily_quota_mb)
		facts_unreadable(facts, "sim.daily_quota", _("chưa ghi dung lượng mỗi ngày"));
	else if (!str_to_i64(daily_quota_mb, &quota) || quota < 0 || quota > QUOTA_MB_MAX)
		facts_unreadable(facts, "sim.daily_quota",
				 _("dung lượng ghi sai: ghi bằng MB, 2 GB là 2000"));
	else
		facts_int(facts, "sim.daily_quota", quota * MB, _("ghi tay"));
}

static void add_months(struct facts *facts, const struct sim *sim)
{
	struct date handover, expires;

	if (!sim->expires || !date_read(sim->expires, &expires))
		facts_unreadable(facts, "sim.months_left", _("chưa ghi ngày hết hạn"));
	else if (!sim->handover || !date_read(sim->handover, &handover))
		facts_unreadable(facts, "sim.months_left", _("chưa ghi ngày dự kiến trao"));
	else
		facts_int(facts, "sim.months_left", sim_months_left(&handover, &expires),
			  _("tính từ ngày trao"));
}

/* "SIM …0127": enough to find the card in the hand, too little for anybody else. */
static void add_model(struct facts *facts, const struct sim *sim, const char *source)
{
	char digits[ICCID_MAX] = "";
	size_t len = sim->iccid && take_iccid(sim->iccid, digits) ? strlen(digits) : 0;

	if (len >= ICCID_DIGITS_MIN && strspn(digits, "0123456789") == len)
		facts_text(facts, "device.model",
			   facts_key(facts, "SIM …%s", digits + len - ICCID_SHOWN), source);
	else
		facts_text(facts, "device.model", "SIM", source);
}

void sim_facts(struct facts *facts, const struct sim *sim)
{
	const struct sim_operator *carrier = sim_operator_find(sim->operator_id);
	const char *source = sim->source ? sim->source : _("ghi tay");

	facts_text(facts, "device.kind", "sim", source);
	if (carrier)
		facts_text(facts, "device.vendor", carrier->label, source);
	add_model(facts, sim, source);
	add_quota(facts, sim->daily_quota_mb);
	add_months(facts, sim);
}

/* ---- warnings ------------------------------------------------------------ */

static void warn_of_iccid(struct buf *ret, const struct sim *sim)
{
	static const char *const faults[] = {
		[ICCID_NOT_DIGITS] = N_("ICCID có ký tự không phải số: xem lại mặt thẻ"),
		[ICCID_NO_TELECOM] = N_("ICCID không bắt đầu bằng 89: xem lại mặt thẻ"),
		[ICCID_LENGTH] = N_("ICCID không đủ 19–20 số: thẻ in thiếu hoặc gõ sót"),
		[ICCID_CHECK_DIGIT] = N_("ICCID sai số kiểm tra cuối: xem lại từng số trên thẻ"),
	};
	enum iccid_fault fault = iccid_check(sim->iccid);
	const struct sim_operator *carrier = sim_operator_by_iccid(sim->iccid);

	if (fault != ICCID_GOOD)
		buf_printf(ret, "%s\n", _(faults[fault]));
	if (carrier && sim->operator_id && !str_eq(carrier->id, sim->operator_id))
		buf_printf(ret, _("ICCID là của %s, khác nhà mạng đã ghi: xem lại thẻ\n"),
			   carrier->label);
}

static void warn_of_dates(struct buf *ret, const struct sim *sim)
{
	struct date activated, expires, handover;

	if (!sim->expires || !date_read(sim->expires, &expires))
		return;
	if (sim->activated && date_read(sim->activated, &activated) &&
	    date_compare(&expires, &activated) < 0)
		buf_add_str(ret, _("hết hạn trước cả ngày kích hoạt: xem lại hai ngày\n"));
	if (sim->handover && date_read(sim->handover, &handover) &&
	    date_compare(&expires, &handover) < 0)
		buf_add_str(ret, _("hết hạn trước cả ngày trao: gia hạn, hoặc xem lại hai ngày\n"));
}

void sim_warnings(struct buf *ret, const struct sim *sim)
{
	const struct sim_operator *carrier = sim_operator_find(sim->operator_id);
	int64_t quota;

	if (sim->iccid)
		warn_of_iccid(ret, sim);
	if (carrier && carrier->doubtful)
		buf_printf(ret, _("%s: nhà mạng ảo, mã mạng cần kiểm lại; hỏi vùng phủ nơi nhận\n"),
			   carrier->label);
	if (str_eq(sim->generation, "2g"))
		buf_add_str(ret, _("SIM chỉ có 2G: sóng 2G đã tắt, đổi sang SIM 4G\n"));
	if (str_eq(sim->generation, "3g"))
		buf_add_str(ret, _("SIM chỉ có 3G: sóng 3G tắt vào 9/2028, nên đổi sang SIM 4G\n"));
	if (sim->daily_quota_mb && str_to_i64(sim->daily_quota_mb, &quota) &&
	    (quota < QUOTA_MB_MIN || quota > QUOTA_MB_MAX))
		buf_add_str(ret, _("dung lượng ghi bằng MB, 2 GB là 2000: xem lại con số\n"));
	warn_of_dates(ret, sim);
}
