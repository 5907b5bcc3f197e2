/* Takes an Android answer apart and lets each reader find its facts in it. */
#include "android_priv.h"

#include <string.h>

#define SEPARATOR '\036'

const char *const android_keys[] = {
	"battery.0.cycles", "battery.0.health",  "battery.0.level", "boot.verified",
	"camera.count",     "camera.front",      "card.present",    "cellular.generation",
	"cellular.volte",   "cpu.64bit",        "cpu.arch",          "cpu.clock.max",   "cpu.cores",
	"cpu.model",        "device.kind",       "device.model",    "device.serial",
	"device.vendor",    "lock.account",      "lock.mdm",        "lock.oem_unlock",
	"lock.sim",         "sim.count",
	"memory.installed", "memory.nominal",    "memory.usable",   "os.custom",
	"os.name",          "os.sdk",            "os.security_patch", "os.version",
	"storage.free",     "storage.total",     NULL};

bool android_line(struct span *text, struct span *ret_line)
{
	const char *stop;
	size_t len;

	if (!text->len)
		return false;
	stop = memchr(text->data, '\n', text->len);
	len = stop ? (size_t)(stop - text->data) : text->len;
	*ret_line = (struct span){text->data, len};
	while (ret_line->len && ret_line->data[ret_line->len - 1] == '\r')
		ret_line->len--;
	len += stop != NULL;
	text->data += len;
	text->len -= len;
	return true;
}

bool android_text(struct span line, char *ret, size_t size)
{
	char *start;

	if (line.len >= size || memchr(line.data, '\0', line.len))
		return false;
	memcpy(ret, line.data, line.len);
	ret[line.len] = '\0';
	start = str_trim(ret);
	memmove(ret, start, strlen(start) + 1);
	return true;
}

/* How long the heading "NAME\n" at TEXT is; 0 when it is another one. Old terminals put one CR
 * before the end of line, and some two. */
static size_t heading_len(const char *text, size_t left, const char *name)
{
	size_t len = strlen(name);

	if (left <= len || memcmp(text, name, len) != 0)
		return 0;
	while (len < left && text[len] == '\r')
		len++;
	return len < left && text[len] == '\n' ? len + 1 : 0;
}

bool android_section(struct span answer, const char *name, struct span *ret)
{
	const char *end = answer.data + answer.len;
	const char *at = answer.data, *close;
	size_t len;

	while (at < end && (at = memchr(at, SEPARATOR, (size_t)(end - at)))) {
		at++;
		len = heading_len(at, (size_t)(end - at), name);
		if (!len)
			continue;
		at += len;
		close = at < end ? memchr(at, SEPARATOR, (size_t)(end - at)) : NULL;
		if (!close)
			return false;
		*ret = (struct span){at, (size_t)(close - at)};
		return true;
	}
	return false;
}

/* The value in "[KEY]: [value]", or false when the line is another one. */
static bool prop_line(struct span line, const char *key, struct span *ret)
{
	size_t len = strlen(key);

	if (line.len < len + 6 || line.data[0] != '[' || memcmp(line.data + 1, key, len) != 0 ||
	    memcmp(line.data + 1 + len, "]: [", 4) != 0 || line.data[line.len - 1] != ']')
		return false;
	*ret = (struct span){line.data + len + 5, line.len - len - 6};
	return true;
}

bool android_prop(struct span prop, const char *key, char *ret, size_t size)
{
	struct span line, value, first = {0};
	char text[ANDROID_VALUE_MAX];

	while (android_line(&prop, &line)) {
		if (!prop_line(line, key, &value))
			continue;
		if (!first.data)
			first = value;
		else if (first.len != value.len || memcmp(first.data, value.data, value.len) != 0)
			return false;
	}
	if (!first.data || !android_text(first, text, sizeof(text)) || !text[0] ||
	    strlen(text) >= size)
		return false;
	memcpy(ret, text, strlen(text) + 1);
	return true;
}

bool android_field(struct span text, const char *name, char *ret, size_t size)
{
	size_t len = strlen(name);
	struct span line;

	while (android_line(&text, &line)) {
		while (line.len && (line.data[0] == ' ' || line.data[0] == '\t'))
			line.data++, line.len--;
		if (line.len <= len || memcmp(line.data, name, len) != 0)
			continue;
		line.data += len, line.len -= len;
		while (line.len && (line.data[0] == ' ' || line.data[0] == '\t'))
			line.data++, line.len--;
		if (!line.len || line.data[0] != ':')
			continue;
		return android_text((struct span){line.data + 1, line.len - 1}, ret, size);
	}
	return false;
}

bool android_field_u64(struct span text, const char *name, uint64_t *ret)
{
	char value[32];

	return android_field(text, name, value, sizeof(value)) && str_to_u64(value, 10, ret);
}

bool android_feature(struct span features, const char *name)
{
	struct span line;
	char text[ANDROID_VALUE_MAX];

	while (android_line(&features, &line)) {
		if (!android_text(line, text, sizeof(text)) || !str_starts(text, "feature:"))
			continue;
		text[strcspn(text, "=")] = '\0';
		if (str_eq(text + strlen("feature:"), name))
			return true;
	}
	return false;
}

void android_read(struct facts *facts, const void *answer, size_t len, const char *why)
{
	static void (*const readers[])(const struct android *) = {
		android_read_identity, android_read_os,       android_read_cpu,
		android_read_memory,   android_read_storage,  android_read_battery,
		android_read_camera,   android_read_cellular, android_read_sims,
		android_read_locks,
	};
	struct android android = {.facts = facts};

	if (len > ANDROID_ANSWER_MAX)
		len = ANDROID_ANSWER_MAX;
	android.answer = (struct span){len ? answer : "", len};
	for (size_t i = 0; android_keys[i]; i++)
		facts_unreadable(facts, android_keys[i], why);
	if (!android_section(android.answer, "prop", &android.prop))
		android.prop = (struct span){"", 0};
	for (size_t i = 0; i < ARRAY_LEN(readers); i++)
		readers[i](&android);
}
