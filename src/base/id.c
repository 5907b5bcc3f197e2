/* Time, UUIDs (RFC 9562, versions 7 and 8) and SHA-256 (libmd). */
#include "base.h"

#include <ctype.h>
#include <libintl.h>
#include <sha256.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <time.h>

#define VIETNAM_OFFSET_S (7 * 3600)

void clock_text_at(int64_t unix_ms, char ret[CLOCK_TEXT_MAX])
{
	time_t local = (time_t)(unix_ms / 1000) + VIETNAM_OFFSET_S;
	struct tm tm;

	gmtime_r(&local, &tm);
	strftime(ret, CLOCK_TEXT_MAX, "%Y-%m-%dT%H:%M:%S+07:00", &tm);
}

void clock_text(char ret[CLOCK_TEXT_MAX])
{
	clock_text_at(clock_unix_ms(), ret);
}

static int64_t clock_ms(clockid_t clock)
{
	struct timespec ts;

	clock_gettime(clock, &ts);
	return (int64_t)ts.tv_sec * 1000 + ts.tv_nsec / 1000000;
}

int64_t clock_unix_ms(void)
{
	return clock_ms(CLOCK_REALTIME);
}

int64_t clock_mono_ms(void)
{
	return clock_ms(CLOCK_MONOTONIC);
}

static void print_uuid(unsigned char b[16], unsigned version, char ret[UUID_TEXT_MAX])
{
	static const char digits[] = "0123456789abcdef";
	int at = 0;

	b[6] = (unsigned char)((b[6] & 0x0f) | version << 4);
	b[8] = (unsigned char)((b[8] & 0x3f) | 0x80);
	for (int i = 0; i < 16; i++) {
		if (i == 4 || i == 6 || i == 8 || i == 10)
			ret[at++] = '-';
		ret[at++] = digits[b[i] >> 4];
		ret[at++] = digits[b[i] & 0x0f];
	}
	ret[at] = '\0';
}

void uuid_new(char ret[UUID_TEXT_MAX])
{
	uint64_t ms = (uint64_t)clock_unix_ms();
	unsigned char b[16];

	if (getrandom(b, sizeof(b), 0) != (ssize_t)sizeof(b)) {
		fputs(gettext("hotroit: không lấy được số ngẫu nhiên từ hệ thống\n"), stderr);
		exit(EXIT_IO);
	}
	for (int i = 0; i < 6; i++)
		b[i] = (unsigned char)(ms >> (40 - 8 * i));
	print_uuid(b, 7, ret);
}

void uuid_of(const char *name, char ret[UUID_TEXT_MAX])
{
	unsigned char b[SHA256_DIGEST_LENGTH];
	SHA2_CTX context;

	SHA256Init(&context);
	SHA256Update(&context, (const uint8_t *)name, strlen(name));
	SHA256Final(b, &context);
	/* As those of version 7 begin in this century: nobody takes a tag for its beginning. */
	b[0] = 0;
	print_uuid(b, 8, ret);
}

bool uuid_is(const char *text)
{
	if (strlen(text) != UUID_TEXT_MAX - 1)
		return false;
	for (int i = 0; i < UUID_TEXT_MAX - 1; i++) {
		bool dash = i == 8 || i == 13 || i == 18 || i == 23;

		if (dash ? text[i] != '-' : !isxdigit((unsigned char)text[i]))
			return false;
	}
	return true;
}

void sha256_hex(const void *data, size_t len, char ret[65])
{
	SHA256Data(data, len, ret);
}
