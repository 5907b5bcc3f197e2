/* Calendar days: read as Vietnam and as ISO 8601 write them, and counted in months. */
#include "model.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#define YEAR_MIN 1900
#define YEAR_MAX 2999

int date_month_length(int year, int month)
{
	static const int lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
	bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);

	return month == 2 && leap ? 29 : lengths[month - 1];
}

/* Takes LEAST to MOST digits off the text at *AT. */
static bool take_number(const char **at, int least, int most, int *ret)
{
	int count = 0;

	*ret = 0;
	for (; count < most && isdigit((unsigned char)**at); count++, (*at)++)
		*ret = *ret * 10 + (**at - '0');
	return count >= least;
}

static bool take_char(const char **at, char c)
{
	if (**at != c)
		return false;
	(*at)++;
	return true;
}

bool date_read(const char *text, struct date *ret)
{
	bool is_iso = strspn(text, "0123456789") == strlen("YYYY");
	const char *at = text;
	struct date date;
	bool read;

	if (is_iso)
		read = take_number(&at, 4, 4, &date.year) && take_char(&at, '-') &&
		       take_number(&at, 2, 2, &date.month) && take_char(&at, '-') &&
		       take_number(&at, 2, 2, &date.day);
	else
		read = take_number(&at, 1, 2, &date.day) && take_char(&at, '/') &&
		       take_number(&at, 1, 2, &date.month) && take_char(&at, '/') &&
		       take_number(&at, 4, 4, &date.year);
	if (!read || *at || date.year < YEAR_MIN || date.year > YEAR_MAX || date.month < 1 ||
	    date.month > 12 || date.day < 1 || date.day > date_month_length(date.year, date.month))
		return false;
	*ret = date;
	return true;
}

void date_print(const struct date *date, char ret[DATE_TEXT_MAX])
{
	snprintf(ret, DATE_TEXT_MAX, "%04d-%02d-%02d", date->year, date->month, date->day);
}

int date_compare(const struct date *a, const struct date *b)
{
	if (a->year != b->year)
		return a->year < b->year ? -1 : 1;
	if (a->month != b->month)
		return a->month < b->month ? -1 : 1;
	return a->day == b->day ? 0 : a->day < b->day ? -1 : 1;
}

struct date date_after_months(const struct date *start, int months)
{
	int count = start->year * 12 + start->month - 1 + months;
	struct date end = {.year = count / 12, .month = count % 12 + 1, .day = start->day};
	int last = date_month_length(end.year, end.month);

	if (end.day > last)
		end.day = last;
	return end;
}

bool time_read(const char *text, int64_t *ret_unix)
{
	char day[sizeof("YYYY-MM-DD")];
	unsigned hour = 0, minute = 0, second = 0, east_hour = 0, east_minute = 0;
	char sign = '+';
	int len = 0, east;
	struct date date;
	struct tm tm = {0};

	snprintf(day, sizeof(day), "%s", text);
	if (strlen(day) + 1 != sizeof(day) || day[4] != '-' || !date_read(day, &date))
		return false;
	if (text[10] && (sscanf(text + 10, "T%2u:%2u:%2u%c%2u:%2u%n", &hour, &minute, &second,
				&sign, &east_hour, &east_minute, &len) != 6 ||
			 len != 15 || text[10 + len]))
		return false;
	if (hour > 23 || minute > 59 || second > 59 || (sign != '+' && sign != '-') ||
	    east_hour > 14 || east_minute > 59)
		return false;
	tm.tm_year = date.year - 1900;
	tm.tm_mon = date.month - 1;
	tm.tm_mday = date.day;
	east = (int)(east_hour * 60 + east_minute) * 60;
	*ret_unix = (int64_t)timegm(&tm) + hour * 3600 + minute * 60 + second -
		    (sign == '-' ? -east : east);
	return true;
}
