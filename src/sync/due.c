/* When a bench syncs by itself. */
#include "sync.h"

#include <stdlib.h>

#define MINUTE_MS INT64_C(60000)
#define MINUTES 15
#define MINUTES_MAX 1440
#define BACK_OFF_MINUTES_MAX 60

unsigned sync_minutes(void)
{
	const char *text = getenv("HOTROIT_SYNC");
	uint64_t minutes = MINUTES;

	if (text && (!str_to_u64(text, 10, &minutes) || minutes > MINUTES_MAX))
		minutes = MINUTES;
	return (unsigned)minutes;
}

/* Another number for each bench and each round, and the same whenever it is asked: FNV-1a. */
static uint32_t draw(const struct store_link *link)
{
	const char *const texts[] = {link->bench_epoch, link->tried_at};
	uint32_t hash = 2166136261u;

	for (size_t i = 0; i < ARRAY_LEN(texts); i++)
		for (const char *p = texts[i]; *p; p++)
			hash = (hash ^ (unsigned char)*p) * 16777619u;
	return hash;
}

static unsigned back_off_minutes(unsigned failures)
{
	unsigned minutes = 1;

	while (--failures && minutes < BACK_OFF_MINUTES_MAX)
		minutes *= 2;
	return minutes < BACK_OFF_MINUTES_MAX ? minutes : BACK_OFF_MINUTES_MAX;
}

int64_t sync_next_ms(const struct store_link *link, unsigned minutes)
{
	int64_t tried, pause, now = clock_unix_ms();

	if (!*link->tried_at || !time_read(link->tried_at, &tried))
		return now;
	tried *= 1000;
	/* A clock that was set back must not make us wait for years. */
	if (tried > now)
		return now;
	pause = (link->failures ? back_off_minutes(link->failures) : minutes) * MINUTE_MS;
	return tried + pause + draw(link) % (pause / 4 + 1);
}
