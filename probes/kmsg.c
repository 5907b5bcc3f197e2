/* Reads the kernel's log; what it quotes was said by whatever was plugged in. */
#include "kmsg.h"

#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

int kmsg_open(const struct root *root)
{
	return root_openat(root, "dev/kmsg", O_RDONLY | O_NONBLOCK | O_NOCTTY);
}

ssize_t kmsg_read(int fd, char data[KMSG_RECORD_MAX])
{
	ssize_t got;

	/* EPIPE: the oldest ones are gone; the next read gives the oldest that is left. */
	do
		got = read(fd, data, KMSG_RECORD_MAX);
	while (got < 0 && (errno == EPIPE || errno == EINTR));
	return got < 0 ? -errno : got;
}

/* ---- one record --------------------------------------------------------------------------- */

/* The number before the character STOP; *AT goes behind that. */
static bool take_number(const char **at, const char *end, char stop, uint64_t *ret)
{
	const char *found = memchr(*at, stop, (size_t)(end - *at));
	size_t len = found ? (size_t)(found - *at) : 0;
	char digits[24];

	if (!len || len >= sizeof(digits))
		return false;
	memcpy(digits, *at, len);
	digits[len] = '\0';
	if (!str_to_u64(digits, 10, ret))
		return false;
	*at = found + 1;
	return true;
}

static int hex_digit(char c)
{
	return isdigit((unsigned char)c) ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* "\x0a" → the byte; false: it is no such escape. */
static bool take_escape(const char *at, const char *end, char *ret)
{
	int high = end - at < 4 ? -1 : hex_digit(at[2]), low = high < 0 ? -1 : hex_digit(at[3]);

	if (high < 0 || low < 0 || at[0] != '\\' || at[1] != 'x')
		return false;
	*ret = (char)(high * 16 + low);
	return true;
}

static void unescape(const char *at, const char *end, char *ret, size_t size)
{
	size_t len = 0;

	while (at < end && len + 1 < size) {
		char c = *at;
		bool is_escape = take_escape(at, end, &c);

		/* A NUL byte would hide what follows. */
		ret[len++] = c ? c : '?';
		at += is_escape ? 4 : 1;
	}
	ret[len] = '\0';
}

static bool read_head(const char *at, const char *end, struct kmsg_record *ret)
{
	const char *text = memchr(at, ';', (size_t)(end - at));
	uint64_t priority, sequence, usec;

	if (!text || !take_number(&at, text, ',', &priority) ||
	    !take_number(&at, text, ',', &sequence) || !take_number(&at, text, ',', &usec) ||
	    priority > UINT16_MAX || usec > INT64_MAX)
		return false;
	*ret = (struct kmsg_record){.priority = (unsigned)priority, .usec = (int64_t)usec};
	unescape(text + 1, end, ret->text, sizeof(ret->text));
	return true;
}

static void read_more(const char *at, const char *end, struct kmsg_record *ret)
{
	const struct {
		const char *key;
		char *into;
		size_t size;
	} known[] = {
		{" SUBSYSTEM=", ret->subsystem, sizeof(ret->subsystem)},
		{" DEVICE=", ret->device, sizeof(ret->device)},
	};

	for (size_t i = 0; i < ARRAY_LEN(known); i++) {
		size_t len = strlen(known[i].key);

		if ((size_t)(end - at) > len && memcmp(at, known[i].key, len) == 0)
			unescape(at + len, end, known[i].into, known[i].size);
	}
}

static const char *take_line(const char **at, size_t *left, const char **ret_end)
{
	const char *line = *at, *end = memchr(line, '\n', *left);
	size_t len = end ? (size_t)(end - line) + 1 : *left;

	*ret_end = end ? end : line + *left;
	*at += len;
	*left -= len;
	return line;
}

bool kmsg_next(const char **at, size_t *left, struct kmsg_record *ret)
{
	struct kmsg_record record;
	const char *line, *end;
	bool found = false;

	while (!found && *left) {
		line = take_line(at, left, &end);
		found = read_head(line, end, &record);
	}
	while (found && *left && **at == ' ') {
		line = take_line(at, left, &end);
		read_more(line, end, &record);
	}
	if (found)
		*ret = record;
	return found;
}
