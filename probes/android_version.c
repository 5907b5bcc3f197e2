/*
 * Is the phone so new as its build.prop says? Refurbishers of a bad kind raise the number there;
 * the kernel, the class path and the forgotten fingerprint still tell.
 */
#include "android_priv.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#define SDK_FLOOR 19 /* Android 4.4: the plan's floor, and conscrypt's first release */

struct numbers {
	unsigned long major, minor;
};

/* "4.4.2" → 4, 4; false when it does not begin with a number. */
static bool parse_release(const char *text, struct numbers *ret)
{
	char *rest;

	if (!isdigit((unsigned char)*text))
		return false;
	*ret = (struct numbers){.major = strtoul(text, &rest, 10)};
	if (rest[0] == '.' && isdigit((unsigned char)rest[1]))
		ret->minor = strtoul(rest + 1, NULL, 10);
	return ret->major < 1000 && ret->minor < 1000;
}

static bool is_older(struct numbers a, struct numbers b)
{
	return a.major < b.major || (a.major == b.major && a.minor < b.minor);
}

static bool release_fits_sdk(unsigned sdk, struct numbers release)
{
	for (size_t i = 0; i < android_release_count; i++)
		if (android_releases[i].sdk == sdk)
			return release.major == android_releases[i].major &&
			       (sdk >= 28 || release.minor == android_releases[i].minor);
	return sdk < 15 ? release.major <= 4 : release.major > 16;
}

/* "brand/product/device:4.2.2/JDQ39/…": what the build said of itself when it was signed. */
static bool fingerprint_is_older(const struct android *android,
				 const struct android_version *version, struct numbers claimed)
{
	static const struct numbers floor = {4, 4};
	char text[ANDROID_VALUE_MAX], *release;
	struct numbers signed_as;

	if (!android_prop(android->prop, "ro.build.fingerprint", text, sizeof(text)) ||
	    !(release = strchr(text, ':')) || !parse_release(release + 1, &signed_as))
		return false;
	return is_older(signed_as, version->custom ? floor : claimed);
}

/* The class path comes from the boot image, which editing build.prop does not change. */
static bool class_path_is_older(const struct android *android, unsigned sdk)
{
	static const struct {
		unsigned since;
		const char *jar, *other;
	} jars[] = {
		{SDK_FLOOR, "conscrypt.jar", "conscrypt.jar"},
		{21, "core-libart.jar", "core-oj.jar"},
		{24, "core-oj.jar", "core-oj.jar"},
	};
	struct span boot;

	if (!android_section(android->answer, "boot", &boot) ||
	    !memmem(boot.data, boot.len, ".jar", 4))
		return false;
	for (size_t i = 0; i < ARRAY_LEN(jars); i++)
		if (sdk >= jars[i].since &&
		    !memmem(boot.data, boot.len, jars[i].jar, strlen(jars[i].jar)) &&
		    !memmem(boot.data, boot.len, jars[i].other, strlen(jars[i].other)))
			return true;
	return false;
}

static bool kernel_release(const struct android *android, struct numbers *ret)
{
	static const char banner[] = "Linux version ";
	char text[512];
	struct span kernel, line;

	if (!android_section(android->answer, "kernel", &kernel))
		return false;
	while (android_line(&kernel, &line)) {
		if (!android_text(line, text, sizeof(text)))
			continue;
		if (parse_release(text, ret) ||
		    (str_starts(text, banner) && parse_release(text + strlen(banner), ret)))
			return true;
	}
	return false;
}

/* Older than any kernel this Android was ever made to run on, by a maker or by hobbyists. */
static bool kernel_is_older(const struct android *android, unsigned sdk)
{
	static const struct {
		unsigned since;
		struct numbers least;
	} floors[] = {{SDK_FLOOR, {3, 0}}, {29, {3, 4}}, {33, {4, 4}}};
	struct numbers kernel;

	if (!kernel_release(android, &kernel))
		return false;
	for (size_t i = 0; i < ARRAY_LEN(floors); i++)
		if (sdk >= floors[i].since && is_older(kernel, floors[i].least))
			return true;
	return false;
}

bool android_version_is_believable(const struct android *android,
				   const struct android_version *version)
{
	struct numbers claimed;

	return parse_release(version->release, &claimed) &&
	       release_fits_sdk(version->sdk, claimed) &&
	       !fingerprint_is_older(android, version, claimed) &&
	       !class_path_is_older(android, version->sdk) &&
	       !kernel_is_older(android, version->sdk);
}
