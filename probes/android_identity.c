/* Who made it, what it is called, its serial number, and whether it is a phone at all. */
#include "android_priv.h"
#include "quirks.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* Android calls a screen a tablet's from this width on, in units of 1/160 inch. */
#define TABLET_WIDTH_DP 600

static bool first_prop(const struct android *android, const char *const *keys, char *ret,
		       size_t size)
{
	for (; *keys; keys++)
		if (android_prop(android->prop, *keys, ret, size) && !quirk_junk_text(ret))
			return true;
	return false;
}

static void read_vendor(const struct android *android)
{
	static const char *const keys[] = {"ro.product.manufacturer",
					   "ro.product.vendor.manufacturer", "ro.product.brand",
					   NULL};
	char vendor[ANDROID_VALUE_MAX];

	if (first_prop(android, keys, vendor, sizeof(vendor)))
		facts_text(android->facts, "device.vendor", vendor, "getprop");
	else
		facts_absent(android->facts, "device.vendor", _("máy không ghi tên hãng"));
}

/* "Redmi Note 4 (2016102)": people know the first, repair shops the second. */
static void read_model(const struct android *android)
{
	static const char *const names[] = {"ro.product.marketname",
					    "ro.product.odm.marketname",
					    "ro.product.vendor.marketname",
					    "ro.config.marketing_name",
					    "ro.vendor.oplus.market.name",
					    "ro.vivo.market.name",
					    "ro.vendor.product.display",
					    "ro.semc.product.name",
					    "ro.display.name",
					    NULL};
	static const char *const models[] = {"ro.product.model", "ro.product.vendor.model",
					     "ro.product.device", NULL};
	char name[ANDROID_VALUE_MAX], model[ANDROID_VALUE_MAX];
	bool has_name = first_prop(android, names, name, sizeof(name));
	bool has_model = first_prop(android, models, model, sizeof(model));
	AUTO(buf_done) struct buf text = {0};

	if (!has_name && !has_model) {
		facts_absent(android->facts, "device.model", _("máy không ghi kiểu máy"));
		return;
	}
	buf_add_str(&text, has_name ? name : model);
	if (has_name && has_model && !strcasestr(name, model))
		buf_printf(&text, " (%s)", model);
	facts_text(android->facts, "device.model", buf_text(&text), "getprop");
}

static void read_serial(const struct android *android)
{
	static const char *const keys[] = {"ro.serialno", "ro.boot.serialno"};
	char serial[ANDROID_VALUE_MAX];

	for (size_t i = 0; i < ARRAY_LEN(keys); i++) {
		if (!android_prop(android->prop, keys[i], serial, sizeof(serial)) ||
		    quirk_junk_serial(serial))
			continue;
		facts_text(android->facts, "device.serial", serial, "getprop");
		return;
	}
	facts_absent(android->facts, "device.serial", _("không có số sê-ri dùng được"));
}

/* Is WORD one of the comma-separated words of LIST? */
static bool has_word(const char *list, const char *word)
{
	size_t len = strlen(word);

	for (const char *at = list; *at; at += strcspn(at, ","), at += *at == ',')
		if (strcspn(at, ",") == len && strncmp(at, word, len) == 0)
			return true;
	return false;
}

static bool is_other(const struct android *android, const char *words, struct span features)
{
	static const char *const chars[] = {"watch", "tv", "automotive", "car", "embedded"};
	static const char *const types[] = {
		"android.hardware.type.watch",      "android.hardware.type.television",
		"android.hardware.type.automotive", "android.hardware.type.embedded",
		"android.hardware.type.pc",         "android.software.leanback"};
	char emulated[8];

	for (size_t i = 0; i < ARRAY_LEN(chars); i++)
		if (has_word(words, chars[i]))
			return true;
	for (size_t i = 0; i < ARRAY_LEN(types); i++)
		if (android_feature(features, types[i]))
			return true;
	return (android_prop(android->prop, "ro.kernel.qemu", emulated, sizeof(emulated)) ||
		android_prop(android->prop, "ro.boot.qemu", emulated, sizeof(emulated))) &&
	       str_eq(emulated, "1");
}

/* The shorter side of the screen in dp; 0 when it can not be told. */
static unsigned long screen_width(const struct android *android)
{
	char size[64], density_text[16], *rest;
	struct span screen;
	unsigned long width, height;
	uint64_t density;

	if (!android_section(android->answer, "screen", &screen) ||
	    !android_field(screen, "Physical size", size, sizeof(size)) ||
	    !android_prop(android->prop, "ro.sf.lcd_density", density_text, sizeof(density_text)) ||
	    !str_to_u64(density_text, 10, &density) || density < 72 || density > 1000)
		return 0;
	width = strtoul(size, &rest, 10);
	if (*rest != 'x' || !isdigit((unsigned char)rest[1]))
		return 0;
	height = strtoul(rest + 1, NULL, 10);
	if (!width || !height || width > 20000 || height > 20000)
		return 0;
	return (width < height ? width : height) * 160 / density;
}

static void read_kind(const struct android *android)
{
	char words[ANDROID_VALUE_MAX] = "";
	struct span features;

	if (!android_section(android->answer, "features", &features))
		return;
	(void)android_prop(android->prop, "ro.build.characteristics", words, sizeof(words));
	if (is_other(android, words, features))
		facts_text(android->facts, "device.kind", "other", "getprop, pm list features");
	else if (has_word(words, "tablet"))
		facts_text(android->facts, "device.kind", "tablet", "getprop");
	else if (screen_width(android) >= TABLET_WIDTH_DP)
		facts_text(android->facts, "device.kind", "tablet", "wm size");
	else if (android_feature(features, "android.hardware.telephony"))
		facts_text(android->facts, "device.kind", "phone", "pm list features");
	else
		facts_unreadable(android->facts, "device.kind",
				 _("không rõ điện thoại hay máy bảng: nhìn máy rồi chọn"));
}

void android_read_identity(const struct android *android)
{
	if (!android->prop.len)
		return;
	read_vendor(android);
	read_model(android);
	read_serial(android);
	read_kind(android);
}
