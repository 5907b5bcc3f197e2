/* Cameras, and which mobile network the phone can use when 2G and 3G are off. */
#include "android_priv.h"

#include <stdlib.h>
#include <string.h>

void android_read_camera(const struct android *android)
{
	struct facts *facts = android->facts;
	bool front, rear, asked;
	struct span features, camera;
	uint64_t count;

	if (!android_section(android->answer, "features", &features))
		return;
	front = android_feature(features, "android.hardware.camera.front");
	rear = android_feature(features, "android.hardware.camera");
	asked = memmem(features.data, features.len, "feature:", 8) != NULL;
	if (asked)
		facts_bool(facts, "camera.front", front, "pm list features");
	else
		facts_unreadable(facts, "camera.front", _("máy không trả lời pm"));
	if (!android_section(android->answer, "camera", &camera))
		return;
	if ((android_field_u64(camera, "Number of normal camera devices", &count) ||
	     android_field_u64(camera, "Number of camera devices", &count)) &&
	    count <= 16)
		facts_int(facts, "camera.count", (int64_t)count, "dumpsys media.camera");
	else if (asked)
		facts_int(facts, "camera.count", front + rear, "pm list features");
	else
		facts_unreadable(facts, "camera.count", _("máy không cho biết"));
}

/* Android's network modes (RILConstants): the newest generation in each; 0: no such mode. */
static int mode_generation(uint64_t mode)
{
	static const unsigned char table[] = {3, 2, 3, 3, 3, 2, 3, 3, 4, 4, 4, 4, 4, 3, 3, 4, 3,
					      4, 3, 4, 4, 3, 4, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5};

	return mode < sizeof(table) ? table[mode] : 0;
}

/* The newest of the modes the maker set for each SIM; 0 when one of them is not known. */
static int default_generation(const struct android *android)
{
	char text[ANDROID_VALUE_MAX], *rest = text, *word;
	bool unknown = false;
	int newest = 0, generation;
	uint64_t mode;

	if (!android_prop(android->prop, "ro.telephony.default_network", text, sizeof(text)))
		return 0;
	while ((word = strsep(&rest, ","))) {
		generation = str_to_u64(str_trim(word), 10, &mode) ? mode_generation(mode) : 0;
		unknown |= !generation;
		newest = generation > newest ? generation : newest;
	}
	return unknown && newest < 4 ? 0 : newest;
}

/* What it is registered in at this moment: it can do that much at least. */
static int present_generation(const struct android *android)
{
	char text[ANDROID_VALUE_MAX];

	if (!android_prop(android->prop, "gsm.network.type", text, sizeof(text)))
		return 0;
	if (str_starts(text, "NR") || strstr(text, ",NR"))
		return 5;
	return strstr(text, "LTE") ? 4 : 0;
}

static bool says_volte(const struct android *android, struct span features)
{
	static const struct {
		const char *key, *yes;
	} props[] = {
		{"ro.config.hw_volte_on", "true"},
		{"persist.mtk_volte_support", "1"},
		{"persist.vendor.mtk_volte_support", "1"},
		{"persist.dbg.volte_avail_ovr", "1"},
	};
	char text[ANDROID_VALUE_MAX];

	for (size_t i = 0; i < ARRAY_LEN(props); i++)
		if (android_prop(android->prop, props[i].key, text, sizeof(text)) &&
		    str_eq(text, props[i].yes))
			return true;
	return android_feature(features, "android.hardware.telephony.ims");
}

void android_read_cellular(const struct android *android)
{
	struct facts *facts = android->facts;
	struct span features = {"", 0};
	int by_default, present, newest;

	if (!android->prop.len || !android_section(android->answer, "features", &features))
		return;
	if (memmem(features.data, features.len, "feature:", 8) &&
	    !android_feature(features, "android.hardware.telephony")) {
		facts_absent(facts, "cellular.generation", _("máy không có mạng di động"));
		facts_absent(facts, "cellular.volte", _("máy không có mạng di động"));
		return;
	}
	by_default = default_generation(android);
	present = present_generation(android);
	newest = by_default > present ? by_default : present;
	if (newest)
		facts_int(facts, "cellular.generation", newest, "getprop");
	else
		facts_unreadable(facts, "cellular.generation",
				 _("máy không cho biết: tra theo kiểu máy"));
	if (newest && newest < 4)
		facts_bool(facts, "cellular.volte", false, "getprop");
	else if (says_volte(android, features))
		facts_bool(facts, "cellular.volte", true, "getprop");
	else
		facts_unreadable(facts, "cellular.volte", _("máy không cho biết: gọi thử bằng 4G"));
}
