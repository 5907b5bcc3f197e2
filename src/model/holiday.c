/* Working days: weekends, the holidays of the law (schema/holidays/vn.json), and the days that this
 * bench's coordinator listed besides. */
#include "holiday_priv.h"

#include <stdio.h>
#include <string.h>

#define OWN_FILE "holidays.txt"
#define OWN_BYTES_MAX 65536
#define WEEKDAY_OF_EPOCH 4 /* 1970-01-01 was a Thursday; Sunday is 0 */

bool holiday_year_is_known(int year)
{
	char text[DATE_TEXT_MAX];

	snprintf(text, sizeof(text), "%04d-", year);
	for (size_t i = 0; holidays_listed[i]; i++)
		if (str_starts(holidays_listed[i], text))
			return true;
	return false;
}

void holiday_read_own(struct buf *ret)
{
	char folder[PATH_MAX];
	struct root root;
	struct err err;

	if (path_data("", folder, sizeof(folder)) < 0 || root_open(&root, folder, &err) < 0)
		return;
	/* Most benches have none. */
	if (root_read(&root, OWN_FILE, OWN_BYTES_MAX, ret) < 0)
		buf_clear(ret);
	root_done(&root);
}

static bool is_weekend(const char *day)
{
	int64_t at;
	int weekday;

	if (!time_read(day, &at))
		return false;
	weekday = (int)((at / 86400 + WEEKDAY_OF_EPOCH) % 7);
	return weekday == 0 || weekday == 6;
}

static bool is_listed(const char *const *list, const char *day)
{
	for (; *list; list++)
		if (str_eq(*list, day))
			return true;
	return false;
}

/* At the beginning of a line; what else the line says is its own business. */
static bool is_own(const char *own, const char *day)
{
	for (const char *at = own; at && (at = strstr(at, day)); at++)
		if (at == own || at[-1] == '\n')
			return true;
	return false;
}

bool date_is_day_off(const struct date *date, const char *own)
{
	char day[DATE_TEXT_MAX];

	date_print(date, day);
	return is_weekend(day) || is_listed(holidays_yearly, day + strlen("YYYY-")) ||
	       is_listed(holidays_listed, day) || is_own(own, day);
}

struct date date_after_working_days(const struct date *start, int days, const char *own)
{
	struct date date = *start;

	while (days > 0) {
		date = date_after_days(&date, 1);
		days -= !date_is_day_off(&date, own);
	}
	return date;
}
