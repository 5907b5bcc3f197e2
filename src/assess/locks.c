/*
 * Locks gate the path. What the facts say of them, and what its donor is to do on this very device:
 * by maker and system, never by anyone's name. Opening one is the owner's business alone.
 */
#include "assess_priv.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* Which locks a device has to be asked about, by the way it was probed. */
static const struct {
	const char *fact, *transports;
	bool tells_little; /* often no more than a sign can be had: that holds no device back */
} expected[] = {
	{"lock.account", "adb mtp usb", false},
	{"lock.activation", "ios", false},
	{"lock.mdm", "adb ios", false},
	{"lock.sim", "", true},
	{"lock.firmware_password", "host", false},
	{"lock.absolute", "host", true},
};

/* Where the maker's own system keeps the accounts. */
static const struct {
	const char *makers, *ask;
} makers[] = {
	{"samsung",
	 N_("mở Cài đặt → Bảo mật → Tìm thiết bị của tôi: tắt; rồi Cài đặt → Tài khoản và sao lưu "
	    "→ Quản lý tài khoản: gỡ tài khoản Samsung và mọi tài khoản Google")},
	{"xiaomi redmi poco",
	 N_("mở Cài đặt → Tài khoản Xiaomi (Mi): tắt Tìm thiết bị rồi Đăng xuất; sau đó Cài đặt → "
	    "Tài khoản và đồng bộ → Google: gỡ mọi tài khoản")},
	{"oppo realme oneplus",
	 N_("mở Cài đặt, chạm tài khoản ở trên cùng: tắt Tìm thiết bị rồi Đăng xuất; sau đó Cài "
	    "đặt → Người dùng và tài khoản → Google: gỡ mọi tài khoản")},
	{"vivo iqoo",
	 N_("mở Cài đặt → tài khoản vivo: tắt Tìm điện thoại rồi Đăng xuất; sau đó Cài đặt → Người "
	    "dùng và tài khoản → Google: gỡ mọi tài khoản")},
	{"huawei honor",
	 N_("mở Cài đặt, chạm HUAWEI ID ở trên cùng: tắt Tìm thiết bị rồi Đăng xuất; sau đó Cài "
	    "đặt → Người dùng và tài khoản: gỡ mọi tài khoản còn lại")},
};

static const char *const ask_account =
	N_("mở Cài đặt → Tài khoản (có máy ghi \"Mật khẩu và tài khoản\"): chọn từng tài khoản "
	   "Google và tài khoản của hãng, bấm Xóa tài khoản");
static const char *const ask_apple =
	N_("mở Cài đặt, chạm tên ở trên cùng → Tìm: tắt Tìm iPhone (iPad); rồi cuộn xuống cuối, "
	   "bấm Đăng xuất. Không còn cầm máy: vào icloud.com/find, chọn máy, bấm Xóa khỏi tài "
	   "khoản");
static const char *const ask_apple_old =
	N_("mở Cài đặt → iCloud: tắt Tìm iPhone (iPad) rồi bấm Đăng xuất. Không còn cầm máy: vào "
	   "icloud.com/find, chọn máy, bấm Xóa khỏi tài khoản");
static const char *const ask_mdm =
	N_("máy đang do cơ quan, trường học hoặc công ty quản lý: nhờ bộ phận công nghệ thông tin "
	   "nơi đó gỡ máy khỏi hệ thống quản lý (MDM)");
static const char *const ask_mdm_apple =
	N_("máy đang do cơ quan, trường học hoặc công ty quản lý: nhờ bộ phận công nghệ thông tin "
	   "nơi đó gỡ máy khỏi MDM và khỏi Apple School (Business) Manager");
static const char *const ask_sim =
	N_("máy chỉ nhận SIM của một nhà mạng: nhờ nhà mạng đã bán máy mở khoá mạng");
static const char *const ask_firmware =
	N_("bật máy, vào BIOS (thường là phím F2, F10 hoặc Del), nhập mật khẩu cũ rồi đặt mật khẩu "
	   "mới để trống (Set Password), lưu và thoát");
static const char *const ask_absolute =
	N_("nếu máy từng do cơ quan quản lý bằng Absolute (Computrace): nhờ nơi đó gỡ máy khỏi tài "
	   "khoản Absolute");

static bool has_word(const char *words, const char *word)
{
	size_t len = strlen(word);

	for (; len && *words; words += strcspn(words, " "), words += strspn(words, " "))
		if (strcspn(words, " ") == len && strncasecmp(words, word, len) == 0)
			return true;
	return false;
}

static bool is_apple(const struct judging *judging)
{
	const char *name = fact_word(judge_fact(judging, "os.name"));

	return str_eq(judging->request->snapshot->device.transport, "ios") ||
	       str_eq(name, "iOS") || str_eq(name, "iPadOS");
}

/* Until iOS 10.2 the account stood under iCloud. */
static const char *apple_account(const struct judging *judging)
{
	const char *version = fact_word(judge_fact(judging, "os.version"));
	long major = version ? strtol(version, NULL, 10) : 0;

	return major > 0 && major < 11 ? ask_apple_old : ask_apple;
}

/* "Samsung Electronics" is Samsung; the vendor's first word decides. */
static const char *android_account(const struct judging *judging)
{
	const char *vendor = fact_word(judge_fact(judging, "device.vendor"));
	char word[32] = "";

	if (vendor && strcspn(vendor, " ") < sizeof(word))
		snprintf(word, sizeof(word), "%.*s", (int)strcspn(vendor, " "), vendor);
	for (size_t i = 0; i < ARRAY_LEN(makers); i++)
		if (has_word(makers[i].makers, word))
			return makers[i].ask;
	return ask_account;
}

static const char *ask_for(const struct judging *judging, const char *fact)
{
	bool apple = is_apple(judging);

	if (str_eq(fact, "lock.activation") || (apple && str_eq(fact, "lock.account")))
		return apple_account(judging);
	if (str_eq(fact, "lock.account"))
		return android_account(judging);
	if (str_eq(fact, "lock.mdm"))
		return apple ? ask_mdm_apple : ask_mdm;
	if (str_eq(fact, "lock.sim"))
		return ask_sim;
	return str_eq(fact, "lock.absolute") ? ask_absolute : ask_firmware;
}

/* False: there is no such lock. A word that this bench does not know is not read as "none". */
static bool find_state(const struct fact *fact, bool wanted, enum lock_state *ret)
{
	const char *word = fact_word(fact);

	if (str_eq(word, "none") || (fact && fact->state == FACT_ABSENT) || (!fact && !wanted))
		return false;
	*ret = str_eq(word, "present")	  ? LOCK_PRESENT
	       : str_eq(word, "possible") ? LOCK_POSSIBLE
					  : LOCK_UNREAD;
	return true;
}

/* What a person saw weighs as far as it warns: "none" typed is no check that opens a device's way,
 * and "present" against a probe's "none" is a sign. */
static bool find_lock(const struct judging *judging, struct verdict *verdict, bool wanted,
		      struct lock *ret)
{
	const struct fact *fact = judge_fact(judging, ret->fact);
	const struct fact *typed = snapshot_typed(judging->request->snapshot, ret->fact);

	if (typed && fact == typed && verdict->gate == GATE_OPEN)
		verdict->gate = GATE_UNREAD;
	if (find_state(fact, wanted, &ret->state))
		return true;
	ret->state = LOCK_POSSIBLE;
	return str_eq(fact_word(typed), "present");
}

void judge_locks(struct judging *judging, struct verdict *verdict)
{
	const char *transport = judging->request->snapshot->device.transport;
	/* A SIM comes by USB as phones do, and has no account to sign out of. */
	bool is_card = str_eq(judging->request->snapshot->device.kind, "sim");

	verdict->gate = GATE_OPEN;
	verdict->locks =
		arena_alloc(&verdict->arena, ARRAY_LEN(expected) * sizeof(*verdict->locks));
	for (size_t i = 0; i < ARRAY_LEN(expected); i++) {
		struct lock lock = {.fact = expected[i].fact};
		bool wanted = transport && !is_card && has_word(expected[i].transports, transport);

		if (!find_lock(judging, verdict, wanted, &lock))
			continue;
		if (lock.state == LOCK_PRESENT)
			verdict->gate = GATE_LOCKED;
		else if (!expected[i].tells_little && verdict->gate == GATE_OPEN)
			verdict->gate = GATE_UNREAD;
		lock.ask = _(ask_for(judging, lock.fact));
		verdict->locks[verdict->lock_count++] = lock;
	}
}
