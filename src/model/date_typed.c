/* Days and times as people type them, day before month; and as papers write them. */
#include "model.h"

#include <ctype.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>

#define YEAR_LEAST 1900
#define YEARS_AHEAD 50
/* "30" is 2030, "85" is 1985. */
#define SHORT_YEARS_AHEAD 20

struct date date_today(void)
{
	char now[CLOCK_TEXT_MAX];
	struct date today = {0};

	clock_text(now);
	now[strlen("YYYY-MM-DD")] = '\0';
	if (!date_read(now, &today))
		log_debug("the clock shows no day of the calendar");
	return today;
}

struct date date_after_days(const struct date *start, int days)
{
	struct date day = *start;

	for (; days > 0; days--)
		if (++day.day > date_month_length(day.year, day.month)) {
			day.day = 1;
			day.month = day.month % 12 + 1;
			day.year += day.month == 1;
		}
	for (; days < 0; days++)
		if (--day.day < 1) {
			day.month = day.month == 1 ? 12 : day.month - 1;
			day.year -= day.month == 12;
			day.day = date_month_length(day.year, day.month);
		}
	return day;
}

/* ---- reading --------------------------------------------------------------------------------- */

static bool read_word(const char *folded, const struct date *today, struct date *ret)
{
	static const struct {
		const char *word;
		int days;
	} words[] = {
		{"hom nay", 0}, {"hom qua", -1}, {"hom kia", -2}, {"ngay mai", 1}, {"mai", 1},
	};

	for (size_t i = 0; i < ARRAY_LEN(words); i++)
		if (str_eq(folded, words[i].word)) {
			*ret = date_after_days(today, words[i].days);
			return true;
		}
	return false;
}

/* The numbers of "5/10/2026", "5 thang 10 nam 2026" or "051026", and how many digits they had. */
struct numbers {
	int values[3];
	size_t digits[3];
	size_t count;
	bool is_told; /* which one is the month */
};

static size_t separator_len(const char *at, struct numbers *numbers)
{
	static const char *const words[] = {"thang", "nam"};
	size_t blanks = strspn(at, " ");
	const char *word = words[numbers->count > 1];

	if (str_starts(at + blanks, word)) {
		numbers->is_told = true;
		blanks += strlen(word);
	} else if (at[blanks] && strchr("/-.", at[blanks])) {
		blanks++;
	}
	return blanks + strspn(at + blanks, " ");
}

static bool split(const char *at, struct numbers *ret)
{
	struct numbers numbers = {0};

	if (str_starts(at, "ngay "))
		at += strlen("ngay ");
	while (*at) {
		size_t digits = strspn(at, "0123456789");
		uint64_t value = 0;

		if (!digits || digits > 8 || numbers.count == ARRAY_LEN(numbers.values))
			return false;
		for (size_t i = 0; i < digits; i++)
			value = value * 10 + (uint64_t)(*at++ - '0');
		numbers.values[numbers.count] = (int)value;
		numbers.digits[numbers.count++] = digits;
		if (!*at)
			break;
		digits = separator_len(at, &numbers);
		at += digits;
		if (!digits || !*at)
			return false;
	}
	*ret = numbers;
	return true;
}

/* "051026", "05102026": cut as if they had separators. */
static void cut_compact(struct numbers *numbers)
{
	int value = numbers->values[0], years = numbers->digits[0] == 8 ? 10000 : 100;

	if (numbers->count != 1 || (numbers->digits[0] != 6 && numbers->digits[0] != 8))
		return;
	*numbers = (struct numbers){
		.values = {value / years / 100, value / years % 100, value % years},
		.digits = {2, 2, numbers->digits[0] - 4},
		.count = 3,
	};
}

static int full_year(int year, size_t digits, const struct date *today)
{
	if (digits > 2)
		return year;
	return 2000 + year > today->year + SHORT_YEARS_AHEAD ? 1900 + year : 2000 + year;
}

static bool order(struct numbers *numbers, const struct date *today, struct date *ret)
{
	const int *values = numbers->values;
	const size_t *digits = numbers->digits;

	cut_compact(numbers);
	if (numbers->count == 3 && digits[0] == 4 && digits[1] <= 2 && digits[2] <= 2) {
		*ret = (struct date){.year = values[0], .month = values[1], .day = values[2]};
		numbers->is_told = true;
		return true;
	}
	if (numbers->count < 2 || digits[0] > 2 || digits[1] > 2 || digits[2] > 4 || digits[2] == 3)
		return false;
	*ret = (struct date){.day = values[0], .month = values[1], .year = today->year};
	if (numbers->count == 3)
		ret->year = full_year(values[2], digits[2], today);
	return true;
}

/* Says what is wrong with a day that was read but is none. */
static int check(const char *shown, const struct date *date, const struct date *today,
		 struct err *err)
{
	int most = today->year + YEARS_AHEAD;

	if (date->month < 1 || date->month > 12)
		return err_set(err, EINVAL,
			       _("\"%s\": không có tháng %d; ghi ngày trước, tháng sau: "
				 "25/12/2026"),
			       shown, date->month);
	if (date->year < YEAR_LEAST || date->year > most)
		return err_set(err, EINVAL, _("\"%s\": năm %d xa quá; nhận từ năm %d đến %d"),
			       shown, date->year, YEAR_LEAST, most);
	if (date->day < 1 || date->day > date_month_length(date->year, date->month))
		return err_set(err, EINVAL, _("\"%s\": tháng %d năm %d chỉ có từ ngày 1 đến %d"),
			       shown, date->month, date->year,
			       date_month_length(date->year, date->month));
	return 0;
}

int date_read_typed(const char *text, const struct date *today, struct date *ret,
		    bool *ret_both_ways, struct err *err)
{
	AUTO(buf_done) struct buf shown = {0}, folded = {0};
	struct numbers numbers = {.is_told = true};
	struct date date;
	int r;

	text_clean(&shown, text, strlen(text), 60);
	text_fold(&folded, buf_text(&shown));
	if (!folded.len)
		return err_set(err, EINVAL, _("chưa ghi ngày; ghi như 05/10/2026 hoặc hôm nay"));
	if (!read_word(buf_text(&folded), today, &date) &&
	    (!split(buf_text(&folded), &numbers) || !order(&numbers, today, &date)))
		return err_set(err, EINVAL,
			       _("\"%s\": không đọc được ngày; ghi như 05/10/2026 hoặc hôm nay"),
			       buf_text(&shown));
	r = check(buf_text(&shown), &date, today, err);
	if (r < 0)
		return r;
	*ret = date;
	*ret_both_ways = !numbers.is_told && date.day <= 12 && date.day != date.month;
	return 0;
}

/* Takes one or two digits below LIMIT. */
static bool take_below(const char **at, int limit, int *ret)
{
	size_t digits = strspn(*at, "0123456789");

	*ret = 0;
	if (!digits || digits > 2)
		return false;
	while (digits--)
		*ret = *ret * 10 + (*(*at)++ - '0');
	return *ret < limit;
}

int time_read_typed(const char *text, int *ret_minutes, struct err *err)
{
	AUTO(buf_done) struct buf shown = {0}, folded = {0};
	static const char *const separators[] = {"gio", "g", "h", ":"};
	int hours = 0, minutes = 0;
	bool is_read, is_split = false, is_colon = false;
	const char *at;

	text_clean(&shown, text, strlen(text), 60);
	text_fold(&folded, buf_text(&shown));
	at = buf_text(&folded);
	is_read = take_below(&at, 24, &hours);
	at += strspn(at, " ");
	for (size_t i = 0; i < ARRAY_LEN(separators) && !is_split; i++)
		if (str_starts(at, separators[i])) {
			at += strlen(separators[i]);
			is_split = true;
			is_colon = *separators[i] == ':';
		}
	at += strspn(at, " ");
	/* "14h" is enough. */
	if (*at || is_colon)
		is_read = is_read && take_below(&at, 60, &minutes);
	if (!is_read || !is_split || *at)
		return err_set(err, EINVAL,
			       _("\"%s\": không đọc được giờ; ghi như 14h30 hoặc 14:30"),
			       buf_text(&shown));
	*ret_minutes = hours * 60 + minutes;
	return 0;
}

/* ---- printing -------------------------------------------------------------------------------- */

void date_print_short(struct buf *ret, const struct date *date)
{
	buf_printf(ret, "%02d/%02d/%04d", date->day, date->month, date->year);
}

void date_print_words(struct buf *ret, const struct date *date)
{
	buf_printf(ret, _("%d tháng %d năm %d"), date->day, date->month, date->year);
}
