/*
 * What stands between the phone and its next owner: accounts left on it, a manager that comes back
 * after a reset, a boot loader that may or may not be unlocked. Looked at, never got round.
 */
#include "android_priv.h"

#include <stdio.h>
#include <string.h>

/* Accounts whose owner is asked for after a reset. */
static bool locks_the_phone(const char *type)
{
	static const char *const types[] = {
		"com.google",          "com.google.work",       "com.osp.app.signin",
		"com.xiaomi",          "com.huawei.hwid",       "com.hihonor.id",
		"com.oppo.usercenter", "com.heytap.usercenter", "com.bbk.account",
		"com.oneplus.account", "com.meizu.account"};

	for (size_t i = 0; i < ARRAY_LEN(types); i++)
		if (str_eq(types[i], type))
			return true;
	return false;
}

struct accounts {
	uint64_t counted; /* what Android says, over all users of the phone */
	uint64_t listed;
	bool asked, locking;
};

static struct accounts count_accounts(struct span text)
{
	struct accounts accounts = {0};
	struct span line;
	char value[ANDROID_VALUE_MAX];
	uint64_t count;

	while (android_line(&text, &line)) {
		if (android_field(line, "type", value, sizeof(value))) {
			accounts.listed++;
			accounts.locking |= locks_the_phone(value);
		} else if (android_field_u64(line, "accounts", &count) && count < 1000) {
			accounts.asked = true;
			accounts.counted += count;
		}
	}
	return accounts;
}

/* dumpsys gives a service ten seconds, then says so: what it had not told yet is not known. */
static bool was_cut_short(struct span text)
{
	uint64_t yes;

	return android_field_u64(text, "timeout", &yes);
}

static void read_accounts(const struct android *android)
{
	struct accounts accounts;
	struct span text;
	char source[64];
	uint64_t count;

	if (!android_section(android->answer, "account", &text))
		return;
	accounts = count_accounts(text);
	count = accounts.counted > accounts.listed ? accounts.counted : accounts.listed;
	(void)snprintf(source, sizeof(source), "dumpsys account: %u", (unsigned)count);
	if (count)
		facts_text(android->facts, "lock.account",
			   accounts.locking || accounts.listed < count ? "present" : "possible",
			   source);
	else if (accounts.asked && !was_cut_short(text))
		facts_text(android->facts, "lock.account", "none", source);
	else
		facts_unreadable(android->facts, "lock.account",
				 _("không đếm được tài khoản: xem Cài đặt > Tài khoản"));
}

static bool prop_is(const struct android *android, const char *key, const char *wanted)
{
	char value[ANDROID_VALUE_MAX];

	return android_prop(android->prop, key, value, sizeof(value)) && str_eq(value, wanted);
}

static void read_manager(const struct android *android)
{
	struct facts *facts = android->facts;
	struct span policy;
	uint64_t yes;

	/* Knox Guard is how a shop locks a phone that is not paid off. */
	if (prop_is(android, "ro.device_owner", "true") ||
	    prop_is(android, "ro.organization_owned", "true") ||
	    prop_is(android, "knox.kg.state", "Active") ||
	    prop_is(android, "knox.kg.state", "Locked")) {
		facts_text(facts, "lock.mdm", "present", "getprop");
		return;
	}
	if (!android->prop.len || !android_section(android->answer, "policy", &policy))
		return;
	if (android_field_u64(policy, "device", &yes))
		facts_text(facts, "lock.mdm", "present", "dumpsys device_policy");
	else if (android_field_u64(policy, "profile", &yes))
		facts_text(facts, "lock.mdm", "possible", "dumpsys device_policy");
	else if (android_field_u64(policy, "state", &yes) && !was_cut_short(policy))
		facts_text(facts, "lock.mdm", "none", "dumpsys device_policy");
	else
		facts_unreadable(facts, "lock.mdm",
				 _("máy không cho biết: xem Cài đặt > Quản trị thiết bị"));
}

static void read_unlock(const struct android *android)
{
	struct facts *facts = android->facts;

	if (!android->prop.len)
		return;
	if (prop_is(android, "sys.oem_unlock_allowed", "1"))
		facts_bool(facts, "lock.oem_unlock", true, "getprop");
	else if (prop_is(android, "sys.oem_unlock_allowed", "0"))
		facts_bool(facts, "lock.oem_unlock", false, "getprop");
	else
		facts_unreadable(facts, "lock.oem_unlock", _("máy không cho biết"));
}

void android_read_locks(const struct android *android)
{
	read_accounts(android);
	read_manager(android);
	read_unlock(android);
}
