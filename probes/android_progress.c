/* How far a phone has come with its script, told by the headings of the sections it has begun. */
#include "android_priv.h"

#include <string.h>

#define SEPARATOR '\036'
#define HEADING_MAX 16

const struct android_step android_steps[] = {
	{"kernel", N_("nhân Linux")}, {"boot", N_("hệ thống")},
	{"cpu", N_("CPU")},           {"cores", N_("CPU")},
	{"prop", N_("hệ điều hành")}, {"memory", N_("RAM")},
	{"df", N_("bộ nhớ trống")},   {"battery", N_("pin")},
	{"power", N_("pin")},         {"account", N_("tài khoản")},
	{"policy", N_("quản lý")},    {"screen", N_("màn hình")},
	{"features", N_("tính năng")}, {"camera", N_("camera")},
	{"gauge", N_("độ chai pin")},
};
const unsigned android_step_count = ARRAY_LEN(android_steps);

/* The step that the heading NAME begins; android_step_count where it is the end of all, and 0 for
 * a name that is none of ours. */
static unsigned step_of(const char *name, size_t len)
{
	unsigned step = 0;

	while (len && name[len - 1] == '\r')
		len--;
	if (len == 3 && memcmp(name, "end", 3) == 0)
		return android_step_count;
	while (step < android_step_count && (strlen(android_steps[step].section) != len ||
					     memcmp(android_steps[step].section, name, len) != 0))
		step++;
	return step < android_step_count ? step : 0;
}

bool android_progress(struct android_progress *progress, const void *answer, size_t len)
{
	const char *at = answer, *end = at + len;
	unsigned before = progress->step;

	at += progress->scanned;
	while (at < end && (at = memchr(at, SEPARATOR, (size_t)(end - at)))) {
		size_t left = (size_t)(end - at - 1);
		const char *stop = memchr(at + 1, '\n', left < HEADING_MAX ? left : HEADING_MAX);
		unsigned step;

		/* Its end may still come. */
		if (!stop && left < HEADING_MAX) {
			progress->scanned = (size_t)(at - (const char *)answer);
			return progress->step != before;
		}
		step = stop ? step_of(at + 1, (size_t)(stop - at - 1)) : 0;
		if (step > progress->step)
			progress->step = step;
		at++;
	}
	progress->scanned = len;
	return progress->step != before;
}
