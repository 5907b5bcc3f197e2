/* Days, moments, telephone numbers and sizes, as they are kept and as people type them. */
#ifndef HOTROIT_DATE_H
#define HOTROIT_DATE_H

#include "base.h"

#define DATE_TEXT_MAX 16
#define PHONE_TEXT_MAX 16

struct date {
	int year, month, day;
};

/* "22/11/2026" or "2026-11-22"; false for a day there is not, such as 31/02. */
bool date_read(const char *text, struct date *ret) MUST_USE;
void date_print(const struct date *date, char ret[DATE_TEXT_MAX]); /* YYYY-MM-DD */
/* "2026-11-22T20:30:00+07:00", or the day alone for its beginning in UTC → seconds since 1970;
 * false for a moment there is not. */
bool time_read(const char *text, int64_t *ret_unix) MUST_USE;
int date_compare(const struct date *a, const struct date *b); /* as strcmp */
/* The last day of a term of MONTHS (not negative) that is counted from START, by the Civil Code
 * (articles 147, 148): START itself does not count; the term ends with the corresponding day, or
 * with the last day of a month that has no such day. */
struct date date_after_months(const struct date *start, int months);
int date_month_length(int year, int month); /* days; MONTH from 1 to 12 */
struct date date_today(void); /* in Vietnam, as the clock of this machine says */
struct date date_after_days(const struct date *start, int days); /* days may be negative */
/* Weekends, public holidays (schema/holidays) and what stands in OWN, a text with a day
 * (YYYY-MM-DD) at the beginning of a line; or NULL. */
bool date_is_day_off(const struct date *date, const char *own);
/* START does not count (Civil Code, article 147). */
struct date date_after_working_days(const struct date *start, int days, const char *own);
/* Of which years are the holidays known that follow the moon? */
bool holiday_year_is_known(int year);
/* What the coordinator of this bench listed: holidays.txt beside its data; empty without one. */
void holiday_read_own(struct buf *ret);
/* What a person types: 5/10/2026 · 05-10-26 · 5.10 (this year) · 051026 · 5 tháng 10 năm 2026 ·
 * 2026-10-05 · hôm nay · hôm qua. The day comes first; *ret_both_ways: another may read it month
 * first, so show it in words. -EINVAL with one line for what is no day, or far from TODAY. */
int date_read_typed(const char *text, const struct date *today, struct date *ret,
		    bool *ret_both_ways, struct err *err) MUST_USE;
/* "14/11/2024 23:59", "2024-11-14 23:59:59", ISO 8601 with its offset: the moment in Vietnam, as it
 * is kept, with +07:00. A day alone is its second OF_DAY; below 0: it is none. False: no moment. */
bool moment_read(const char *typed, int of_day, char ret[CLOCK_TEXT_MAX]) MUST_USE;
/* "14h30", "14:30", "14 giờ": minutes since midnight. */
int time_read_typed(const char *text, int *ret_minutes, struct err *err) MUST_USE;
void date_print_short(struct buf *ret, const struct date *date); /* appends 05/10/2026 */
void date_print_words(struct buf *ret, const struct date *date); /* 5 tháng 10 năm 2026 */
/* "+84 163 123 45 67" → "0331234567": digits alone, numbers of before 2018 as they are today.
 * False for what can be no Vietnamese number. */
bool phone_read(const char *typed, char ret[PHONE_TEXT_MAX]) MUST_USE;
/* "2 GB", "512 MB", "1,5 TB", or plain bytes. RAM counts by 1024, a disk by 1000; where it may be
 * either, a power of two as modules have is RAM. False for what is no size. */
bool size_read(const char *text, bool is_memory, int64_t *ret_bytes) MUST_USE;

#endif
