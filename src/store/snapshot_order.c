/*
 * Which of a machine's snapshots is the later one. What was taken here counts as taken when it came.
 * One that was brought counts by its own clock where that can be believed, else by when it came: so
 * column taken_at, unlike the text's own, is in the order of what is true of the machine.
 */
#include "store_priv.h"

#include <stdio.h>
#include <string.h>

#define FORM "0000-00-00T00:00:00+07:00" /* as clock_text() writes; other zones are not compared */
#define LEAST "2021-01-01" /* the year of the first plan that machines are judged by */

static bool has_form(const char *text)
{
	for (size_t i = 0; i < sizeof(FORM); i++) {
		bool digit = i < 19 && FORM[i] == '0';

		if (digit ? text[i] < '0' || text[i] > '9' : text[i] != FORM[i])
			return false;
	}
	return true;
}

static bool is_believed(const struct snapshot *snapshot, const struct store_brought *brought,
			const char *now)
{
	const char *at = snapshot->taken_at;

	return brought && brought->clock_ok && at && has_form(at) && strcmp(at, LEAST) > 0 &&
	       strcmp(at, now) <= 0;
}

/* The newest that the book has of the device: a probe, or a step that ended its life; "": none. */
static int newest(struct store *store, const char *device, char ret[CLOCK_TEXT_MAX],
		  struct err *err)
{
	AUTO(sql_done) struct query query = {0};
	int r = sql_query(&query, store, err,
			  DEVICE_GROUP
			  "SELECT max(at) FROM (SELECT max(taken_at) AS at FROM snapshot WHERE "
			  "device IN grp UNION ALL SELECT max(step.at) FROM step JOIN device ON "
			  "device.id = step.subject WHERE device.id = ?1 AND device.state IN "
			  DEVICE_OVER ")",
			  "t", device);

	if (r == 0)
		r = sql_step(&query, err);
	if (r >= 0)
		snprintf(ret, CLOCK_TEXT_MAX, "%s",
			 r && sql_text(&query, 0) ? sql_text(&query, 0) : "");
	return r < 0 ? r : 0;
}

int snapshot_order(struct store *store, const struct snapshot *snapshot,
		   const struct store_brought *brought, const char *device,
		   char ret_at[CLOCK_TEXT_MAX], bool *ret_late, struct err *err)
{
	char now[CLOCK_TEXT_MAX], before[CLOCK_TEXT_MAX] = "";
	bool own;
	int r = *device ? newest(store, device, before, err) : 0;

	if (r < 0)
		return r;
	store_now(store, now);
	own = is_believed(snapshot, brought, now) ||
	      (!brought && snapshot->taken_at && has_form(snapshot->taken_at));
	snprintf(ret_at, CLOCK_TEXT_MAX, "%s", own ? snapshot->taken_at : now);
	*ret_late = brought && own && strcmp(before, ret_at) > 0;
	if (!*ret_late && strcmp(before, ret_at) > 0)
		snprintf(ret_at, CLOCK_TEXT_MAX, "%s", before);
	return 0;
}
