/* Finds the root file system in a mount table. */
#include "mounts.h"

#include <string.h>

#define MOUNTS_FIELDS_MAX 24

struct field {
	const char *at;
	size_t len;
};

static size_t split(const char *line, const char *end, struct field fields[MOUNTS_FIELDS_MAX])
{
	size_t count = 0;

	while (line < end && count < MOUNTS_FIELDS_MAX) {
		const char *stop = memchr(line, ' ', (size_t)(end - line));

		if (!stop)
			stop = end;
		if (stop > line)
			fields[count++] = (struct field){line, (size_t)(stop - line)};
		line = stop + 1;
	}
	return count;
}

static bool field_is(const struct field *field, const char *text)
{
	return field->len == strlen(text) && memcmp(field->at, text, field->len) == 0;
}

static void copy(char *ret, size_t size, const struct field *field)
{
	size_t len = field->len < size ? field->len : size - 1;

	memcpy(ret, field->at, len);
	ret[len] = '\0';
}

static bool parse_line(struct root_mount *ret, const char *line, const char *end)
{
	struct field fields[MOUNTS_FIELDS_MAX];
	size_t count, dash = 6;

	if (memchr(line, '\0', (size_t)(end - line)))
		return false;
	count = split(line, end, fields);
	/* "27 1 254:0 / / rw,relatime shared:1 - ext4 /dev/vda rw", any number of tags */
	while (dash < count && !field_is(&fields[dash], "-"))
		dash++;
	if (dash + 2 < count) {
		if (!field_is(&fields[4], "/"))
			return false;
		copy(ret->device, sizeof(ret->device), &fields[2]);
		copy(ret->type, sizeof(ret->type), &fields[dash + 1]);
		copy(ret->source, sizeof(ret->source), &fields[dash + 2]);
		return true;
	}
	/* "/dev/vda / ext4 rw,relatime 0 0" */
	if (count < 3 || !field_is(&fields[1], "/"))
		return false;
	ret->device[0] = '\0';
	copy(ret->source, sizeof(ret->source), &fields[0]);
	copy(ret->type, sizeof(ret->type), &fields[2]);
	return true;
}

bool mounts_root(struct root_mount *ret, const char *text, size_t len)
{
	const char *end = text + len;
	bool found = false;

	while (text < end) {
		const char *stop = memchr(text, '\n', (size_t)(end - text));

		if (!stop)
			stop = end;
		if (parse_line(ret, text, stop))
			found = true;
		text = stop + 1;
	}
	return found;
}
