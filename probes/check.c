/* What every guided test says, and how. */
#include "check.h"

#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

bool check_is_laptop(const struct snapshot *snapshot)
{
	return str_eq(snapshot->device.kind, "laptop") || str_eq(snapshot->device.kind, "tablet");
}

bool check_says(const struct snapshot *snapshot, const char *key)
{
	const struct fact *fact = snapshot_fact(snapshot, key);

	if (!fact || fact->state != FACT_KNOWN)
		return false;
	return fact->type == FACT_BOOL ? fact->yes : fact->type == FACT_INT && fact->num > 0;
}

bool check_wants(const struct check_ctx *ctx, const char *part)
{
	for (const char *const *name = ctx->parts; *name; name++)
		if (str_eq(*name, part))
			return true;
	return false;
}

/* Whoever listens shows a line as soon as it is whole. */
static void tell(const struct check_line *line)
{
	AUTO(buf_done) struct buf text = {0};

	check_line_print(&text, line);
	fwrite(text.data, 1, text.len, stdout);
	fflush(stdout);
	/* Nobody is there any more to hear how it ends. */
	if (ferror(stdout))
		_exit(EXIT_IO);
}

void check_say(const char *fmt, ...)
{
	char text[512];
	va_list args;

	va_start(args, fmt);
	vsnprintf(text, sizeof(text), fmt, args);
	va_end(args);
	tell(&(const struct check_line){CHECK_SAY, {text}});
}

void check_row(unsigned row, const char *text)
{
	char number[16];

	snprintf(number, sizeof(number), "%u", row);
	tell(&(const struct check_line){CHECK_ROW, {number, text}});
}

void check_left(int64_t ms)
{
	char number[32];
	const int64_t seconds = ms < 0 ? 0 : (ms + 999) / 1000;

	snprintf(number, sizeof(number), "%lld", (long long)seconds);
	tell(&(const struct check_line){CHECK_LEFT, {number}});
}

void check_field(const char *field)
{
	tell(&(const struct check_line){CHECK_FIELD, {field}});
}

void check_ask(const char *fmt, ...)
{
	char text[512];
	va_list args;

	va_start(args, fmt);
	vsnprintf(text, sizeof(text), fmt, args);
	va_end(args);
	tell(&(const struct check_line){CHECK_ASK, {text}});
}

static const char *value_word(enum check_value value)
{
	static const char *const words[] = {"ok", "bad", "not-done", "absent"};

	return words[value];
}

void check_if(const struct check_ctx *ctx, bool yes, const char *part, enum check_value value,
	      const char *reason)
{
	if (check_wants(ctx, part))
		tell(&(const struct check_line){yes ? CHECK_YES : CHECK_NO,
						{part, value_word(value), reason}});
}

void check_result(const struct check_ctx *ctx, const char *part, enum check_value value,
		  const char *fmt, ...)
{
	char text[512];
	va_list args;

	va_start(args, fmt);
	vsnprintf(text, sizeof(text), fmt, args);
	va_end(args);
	if (check_wants(ctx, part))
		tell(&(const struct check_line){CHECK_RESULT, {part, value_word(value), text}});
}

void check_results(const struct check_ctx *ctx, enum check_value value, const char *reason)
{
	for (const char *const *part = ctx->parts; *part; part++)
		check_result(ctx, *part, value, "%s", reason);
}

void check_wait_for_answer(void)
{
	for (;;)
		pause();
}

void check_sleep(unsigned ms)
{
	const struct timespec time = {.tv_sec = ms / 1000, .tv_nsec = (long)(ms % 1000) * 1000000};

	nanosleep(&time, NULL);
}
