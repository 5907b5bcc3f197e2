/* The rules that several kinds have in common. */
#include "records_priv.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

/* Sums of what is kept must stay far from where 64 bits end. */
#define NUMBER_MOST INT64_C(1000000000000000)

int rule_needs(const struct record_change *change, const char *name, struct err *err)
{
	return record_after(change, name)
		       ? 0
		       : err_set(err, EINVAL, _("%s: còn thiếu; thêm %s=…"), name, name);
}

static int at_least(const struct record_change *change, const char *name, int64_t least,
		    struct err *err)
{
	const char *value = record_after(change, name);
	int64_t number;

	if (!value)
		return 0;
	if (!str_to_i64(value, &number) || number > NUMBER_MOST)
		return err_set(err, EINVAL, _("%s: không phải một số dùng được"), name);
	if (number >= least)
		return 0;
	return err_set(err, EINVAL, least > 0 ? _("%s: phải lớn hơn 0") : _("%s: không được âm"),
		       name);
}

int rule_positive(const struct record_change *change, const char *name, struct err *err)
{
	return at_least(change, name, 1, err);
}

int rule_not_negative(const struct record_change *change, const char *name, struct err *err)
{
	return at_least(change, name, 0, err);
}

/* Seconds, so that two times with different offsets compare; false for what is neither a day nor
 * a time as they are kept. */
static bool moment_read(const char *text, int64_t *ret)
{
	char day[sizeof("YYYY-MM-DD")];
	int hour = 0, minute = 0, second = 0, east_hour = 0, east_minute = 0, east;
	char sign = '+';
	struct date date;
	struct tm tm = {0};

	snprintf(day, sizeof(day), "%s", text);
	if (!date_read(day, &date))
		return false;
	if (strlen(text) + 1 > sizeof(day) &&
	    sscanf(text + 10, "T%2d:%2d:%2d%c%2d:%2d", &hour, &minute, &second, &sign, &east_hour,
		   &east_minute) != 6)
		return false;
	tm.tm_year = date.year - 1900;
	tm.tm_mon = date.month - 1;
	tm.tm_mday = date.day;
	east = (east_hour * 60 + east_minute) * 60;
	*ret = (int64_t)timegm(&tm) + hour * 3600 + minute * 60 + second -
	       (sign == '-' ? -east : east);
	return true;
}

static int in_order(const struct record_change *change, const char *first, const char *then,
		    int64_t gap, struct err *err)
{
	const char *from = record_after(change, first), *to = record_after(change, then);
	int64_t start, end;

	if (!from || !to || (moment_read(from, &start) && moment_read(to, &end) &&
			     end - start >= gap))
		return 0;
	return err_set(err, EINVAL, _("%s: phải sau %s"), then, first);
}

int rule_in_order(const struct record_change *change, const char *first, const char *then,
		  struct err *err)
{
	return in_order(change, first, then, 0, err);
}

int rule_before(const struct record_change *change, const char *first, const char *then,
		struct err *err)
{
	return in_order(change, first, then, 1, err);
}
