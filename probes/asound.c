/* Reads ALSA's PCM list line by line. */
#include "asound.h"

#include <string.h>

#define ASOUND_LINE_MAX 512

static bool holds_any(const char *line, const char *const *words)
{
	for (; *words; words++)
		if (strcasestr(line, *words))
			return true;
	return false;
}

static void parse_line(struct asound_pcms *ret, const char *line)
{
	static const char *const unreal[] = {"loopback", "dummy", NULL};
	static const char *const digital[] = {"hdmi",   "displayport", "iec958", "spdif",
					      "s/pdif", " digital",    NULL};

	if (holds_any(line, unreal))
		return;
	if (strstr(line, ": capture "))
		ret->input = true;
	if (!strstr(line, ": playback "))
		return;
	if (holds_any(line, digital))
		ret->digital_output = true;
	else
		ret->output = true;
}

void asound_parse(struct asound_pcms *ret, const char *text, size_t len)
{
	const char *end = text + len;

	*ret = (struct asound_pcms){0};
	while (text < end) {
		const char *stop = memchr(text, '\n', (size_t)(end - text));
		char line[ASOUND_LINE_MAX];

		if (!stop)
			stop = end;
		/* An overlong line is no PCM. */
		if ((size_t)(stop - text) < sizeof(line)) {
			memcpy(line, text, (size_t)(stop - text));
			line[stop - text] = '\0';
			parse_line(ret, line);
		}
		text = stop + 1;
	}
}
