/* Which system, which version of it, whose build, and whether the boot chain was verified. */
#include "android_priv.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

static bool prop(const struct android *android, const char *key, char *ret)
{
	return android_prop(android->prop, key, ret, ANDROID_VALUE_MAX);
}

/* Systems that run Android's programs but are not what the plan calls Android. */
static bool is_fork(const struct android *android, const char **ret_name, char *ret_version)
{
	static const struct {
		const char *key, *name;
	} forks[] = {
		{"hw_sc.build.platform.version", "HarmonyOS"},
		{"hw_sc.build.os.version", "HarmonyOS"},
		{"ro.build.version.harmony", "HarmonyOS"},
		{"ro.build.version.harmonyos", "HarmonyOS"},
		{"ro.build.version.fireos", "Fire OS"},
		{"ro.moz.ril.numclients", "KaiOS"},
	};
	char device[ANDROID_VALUE_MAX];

	for (size_t i = 0; i < ARRAY_LEN(forks); i++)
		if (prop(android, forks[i].key, ret_version)) {
			*ret_name = forks[i].name;
			return true;
		}
	if (!prop(android, "ro.product.device", device) || !str_ends(device, "_cheets"))
		return false;
	*ret_name = "ChromeOS";
	ret_version[0] = '\0';
	return true;
}

/* true, and what is known of it, when this is not the maker's own build. */
static bool read_custom(const struct android *android)
{
	static const char *const keys[] = {"ro.lineage.version", "ro.cm.version", "ro.modversion"};
	struct facts *facts = android->facts;
	char value[ANDROID_VALUE_MAX], name[ANDROID_VALUE_MAX + 16];

	for (size_t i = 0; i < ARRAY_LEN(keys); i++) {
		if (!prop(android, keys[i], value))
			continue;
		(void)snprintf(name, sizeof(name), "%s%s", i == 0 ? "LineageOS " : "", value);
		facts_text(facts, "os.custom", name, "getprop");
		return true;
	}
	if (!prop(android, "ro.build.tags", value))
		facts_unreadable(facts, "os.custom", _("máy không cho biết"));
	else if (strstr(value, "test-keys"))
		facts_text(facts, "os.custom", "test-keys", "getprop");
	else if (prop(android, "ro.boot.verifiedbootstate", value) &&
		 strcasecmp(value, "green") != 0)
		facts_unreadable(facts, "os.custom",
				 _("máy đã mở khoá khởi động, có thể không phải bản của hãng"));
	else
		facts_absent(facts, "os.custom", _("bản của hãng"));
	return false;
}

static void read_patch(const struct android *android)
{
	static const char shape[] = "dddd-dd-dd";
	char value[ANDROID_VALUE_MAX];
	size_t i = 0;

	if (!prop(android, "ro.build.version.security_patch", value)) {
		facts_absent(android->facts, "os.security_patch",
			     _("máy quá cũ, không ghi bản vá bảo mật"));
		return;
	}
	while (shape[i] &&
	       (shape[i] == 'd' ? isdigit((unsigned char)value[i]) != 0 : value[i] == shape[i]))
		i++;
	if (shape[i] || value[i])
		facts_unreadable(android->facts, "os.security_patch",
				 _("ngày bản vá không đúng dạng"));
	else
		facts_text(android->facts, "os.security_patch", value, "getprop");
}

static void read_version(const struct android *android, const char *fork, const char *fork_version,
			 bool custom)
{
	struct facts *facts = android->facts;
	char release[ANDROID_VALUE_MAX] = "", sdk_text[ANDROID_VALUE_MAX];
	struct android_version version = {.release = release, .custom = custom};
	const char *why = NULL;
	uint64_t sdk = 0;

	if (!prop(android, "ro.build.version.release", release) ||
	    !prop(android, "ro.build.version.sdk", sdk_text) || !str_to_u64(sdk_text, 10, &sdk) ||
	    !sdk || sdk > 99) {
		why = _("máy không cho biết bản Android: xem Cài đặt > Giới thiệu");
	} else {
		version.sdk = (unsigned)sdk;
		if (!android_version_is_believable(android, &version))
			why = _("bản Android tự khai mâu thuẫn, có thể bị sửa: tra theo kiểu máy");
	}
	if (why) {
		facts_unreadable(facts, "os.sdk", why);
		facts_unreadable(facts, "os.version", why);
	} else {
		facts_int(facts, "os.sdk", (int64_t)sdk, "getprop");
		facts_text(facts, "os.version", release, "getprop");
	}
	if (fork && fork_version[0])
		facts_text(facts, "os.version", fork_version, "getprop");
	else if (fork)
		facts_unreadable(facts, "os.version", _("máy không cho biết"));
}

static void read_boot(const struct android *android)
{
	static const char *const states[] = {"green", "yellow", "orange", "red"};
	char value[ANDROID_VALUE_MAX];

	facts_unreadable(android->facts, "boot.verified", _("máy không cho biết"));
	if (!prop(android, "ro.boot.verifiedbootstate", value))
		return;
	for (char *c = value; *c; c++)
		*c = (char)tolower((unsigned char)*c);
	for (size_t i = 0; i < ARRAY_LEN(states); i++)
		if (str_eq(states[i], value))
			facts_text(android->facts, "boot.verified", states[i], "getprop");
}

void android_read_os(const struct android *android)
{
	char version[ANDROID_VALUE_MAX] = "", sdk[ANDROID_VALUE_MAX];
	const char *fork = NULL;
	bool custom;

	if (!android->prop.len)
		return;
	if (is_fork(android, &fork, version))
		facts_text(android->facts, "os.name", fork, "getprop");
	else if (prop(android, "ro.build.version.sdk", sdk))
		facts_text(android->facts, "os.name", "Android", "getprop");
	else
		facts_unreadable(android->facts, "os.name",
				 _("máy không cho biết: xem Cài đặt > Giới thiệu"));
	custom = read_custom(android);
	read_patch(android);
	read_version(android, fork, version, custom);
	read_boot(android);
}
