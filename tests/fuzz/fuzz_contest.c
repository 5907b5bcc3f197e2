/* What lists and judges write: when an entry came, a mark, the code of a certificate. */
#include "flow_contest.h"

#include <stdlib.h>
#include <string.h>

/* What was read must read the same again. */
static void check_mark(const char *text)
{
	AUTO(buf_done) struct buf shown = {0};
	int64_t mark, again;

	if (!mark_read(text, &mark))
		return;
	mark_print(&shown, mark);
	if (mark < 0 || !mark_read(buf_text(&shown), &again) || again != mark)
		abort();
}

static void check_time(const char *text)
{
	char time[CLOCK_TEXT_MAX], again[CLOCK_TEXT_MAX];

	if (flow_contest_time(text, time) &&
	    (!flow_contest_time(time, again) || strcmp(time, again) != 0))
		abort();
}

static void check_code(const char *text)
{
	char code[AWARD_CODE_MAX], again[AWARD_CODE_MAX];

	if (flow_award_read(text, code) &&
	    (!flow_award_read(code, again) || strcmp(code, again) != 0))
		abort();
}

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size);

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
	AUTO(arena_done) struct arena arena = {0};
	const char *text = arena_copy(&arena, (const char *)data, size);

	check_mark(text);
	check_time(text);
	check_code(text);
	return 0;
}
