/* A moment, and a yes or no, as people write them. */
#include "model.h"

#include <stdio.h>
#include <string.h>

/* ":MM" or ":SS" at *AT; *RET stays where there is none. */
static bool read_part(const char **at, unsigned *ret)
{
	unsigned value;
	int len = 0;

	if (**at != ':')
		return true;
	if (sscanf(*at, ":%2u%n", &value, &len) != 1 || len != 3 || value > 59 ||
	    strspn(*at + 1, "0123456789") != 2)
		return false;
	*ret = value;
	*at += len;
	return true;
}

/* "23:59", "23:59:59", "8:05". */
static bool read_clock(const char *text, unsigned *ret_seconds)
{
	size_t digits = strspn(text, "0123456789");
	unsigned hour, minute = 0, second = 0;
	const char *at = text + digits;

	if (digits < 1 || digits > 2 || *at != ':' || sscanf(text, "%2u", &hour) != 1 || hour > 23)
		return false;
	if (!read_part(&at, &minute) || !read_part(&at, &second) || *at)
		return false;
	*ret_seconds = (hour * 60 + minute) * 60 + second;
	return true;
}

bool moment_read(const char *text, int of_day, char ret[CLOCK_TEXT_MAX])
{
	char day[DATE_TEXT_MAX], whole[CLOCK_TEXT_MAX];
	size_t len = strcspn(text, " T");
	unsigned seconds = of_day < 0 ? 0 : (unsigned)of_day;
	struct date date;
	int64_t unix_time;

	if (text[len] == 'T' && strlen(text) > len + 9 && time_read(text, &unix_time)) {
		clock_text_at(unix_time * 1000, ret);
		return true;
	}
	if (len >= sizeof(day))
		return false;
	snprintf(day, sizeof(day), "%.*s", (int)len, text);
	text += len;
	if (!date_read(day, &date) || (*text ? !read_clock(text + 1, &seconds) : of_day < 0))
		return false;
	date_print(&date, day);
	snprintf(whole, sizeof(whole), "%sT%02u:%02u:%02u+07:00", day, seconds / 3600,
		 seconds / 60 % 60, seconds % 60);
	if (!time_read(whole, &unix_time))
		return false;
	snprintf(ret, CLOCK_TEXT_MAX, "%s", whole);
	return true;
}

bool yes_read(const char *text, bool *ret)
{
	static const char *const yes[] = {"1", "x", "co", "yes", "true", "dung"};
	static const char *const no[] = {"0", "khong", "no", "false", "sai"};
	AUTO(buf_done) struct buf word = {0};

	text_fold(&word, text);
	for (size_t i = 0; i < ARRAY_LEN(yes); i++)
		if (str_eq(buf_text(&word), yes[i])) {
			*ret = true;
			return true;
		}
	for (size_t i = 0; i < ARRAY_LEN(no); i++)
		if (str_eq(buf_text(&word), no[i])) {
			*ret = false;
			return true;
		}
	return false;
}
