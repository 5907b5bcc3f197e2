/* Money in whole đồng, read as people write it. */
#include "text.h"

#include <ctype.h>
#include <errno.h>
#include <string.h>

#define BILLION 1000000000

static const struct {
	const char *name; /* folded */
	int64_t worth;
} units[] = {
	/* The longer name first where one begins with the other. */
	{"nghin", 1000},    {"ngan", 1000},  {"ng", 1000},    {"k", 1000},
	{"trieu", 1000000}, {"tr", 1000000}, {"ty", BILLION}, {"ti", BILLION},
};

/* Takes what stands for the currency off the end. */
static void cut_currency(char *text)
{
	static const char *const names[] = {"dong", "vnd", "₫", "d"};

	for (size_t i = 0; i < ARRAY_LEN(names); i++)
		if (str_ends(text, names[i])) {
			text[strlen(text) - strlen(names[i])] = '\0';
			break;
		}
	str_trim(text);
}

/* A number as it stands there: digits, and what separates them. */
struct figure {
	int64_t whole, fraction; /* fraction in units of 1 / scale */
	int64_t scale;
};

enum reading { READ_OK, READ_NOT, READ_UNCLEAR, READ_LARGE };

static bool add_digit(int64_t *number, char digit)
{
	return !__builtin_mul_overflow(*number, 10, number) &&
	       !__builtin_add_overflow(*number, digit - '0', number);
}

static size_t digits_at(const char *text)
{
	return strspn(text, "0123456789");
}

static enum reading take_digits(const char **at, int64_t *number)
{
	for (; isdigit((unsigned char)**at); (*at)++)
		if (!add_digit(number, **at))
			return READ_LARGE;
	return READ_OK;
}

static bool is_group(const char *at, char separator)
{
	return separator && *at == separator && digits_at(at + 1) == 3;
}

/* "1500000", "1.500.000", "1,5". With one group only, "1.500", it can be both. */
static enum reading take_figure(const char **at, struct figure *ret, bool *ret_both)
{
	struct figure figure = {.scale = 1};
	size_t first = digits_at(*at), groups = 0;
	enum reading reading;
	char separator;

	if (!first)
		return READ_NOT;
	reading = take_digits(at, &figure.whole);
	separator = **at && strchr("., ", **at) ? **at : '\0';
	for (; reading == READ_OK && first <= 3 && is_group(*at, separator); groups++) {
		(*at)++;
		reading = take_digits(at, &figure.whole);
	}
	if (reading == READ_OK && !groups && separator && separator != ' ') {
		(*at)++;
		if (!digits_at(*at) || digits_at(*at) > 9)
			return READ_NOT;
		for (; isdigit((unsigned char)**at); (*at)++, figure.scale *= 10)
			add_digit(&figure.fraction, **at);
	}
	*ret_both = groups == 1 && separator != ' ';
	*ret = figure;
	return reading;
}

static int64_t take_unit(const char **at)
{
	const char *name = *at + strspn(*at, " ");

	for (size_t i = 0; i < ARRAY_LEN(units); i++)
		if (str_starts(name, units[i].name)) {
			*at = name + strlen(units[i].name);
			*at += strspn(*at, " ");
			return units[i].worth;
		}
	return 0;
}

static enum reading add_amount(int64_t *total, const struct figure *figure, int64_t worth)
{
	int64_t whole, part;

	if (__builtin_mul_overflow(figure->whole, worth, &whole) ||
	    __builtin_mul_overflow(figure->fraction, worth, &part))
		return READ_LARGE;
	if (part % figure->scale)
		return READ_UNCLEAR;
	if (__builtin_add_overflow(*total, whole, total) ||
	    __builtin_add_overflow(*total, part / figure->scale, total) || *total > TEXT_MONEY_MAX)
		return READ_LARGE;
	return READ_OK;
}

/* "2tr5": the digits behind a unit go on with it. */
static enum reading take_tail(const char **at, int64_t worth, int64_t *total)
{
	struct figure tail = {.scale = 1};
	size_t count = digits_at(*at);

	if (!count || count > 3 || (*at)[count])
		return READ_OK;
	for (; isdigit((unsigned char)**at); (*at)++, tail.scale *= 10)
		add_digit(&tail.fraction, **at);
	return add_amount(total, &tail, worth);
}

static enum reading read_money(const char *at, int64_t *ret)
{
	int64_t total = 0, worth, last = INT64_MAX;
	enum reading reading = READ_OK;
	struct figure figure;
	bool both;

	do {
		reading = take_figure(&at, &figure, &both);
		if (reading != READ_OK)
			return reading;
		worth = take_unit(&at);
		if ((worth && both) || (!worth && figure.scale > 1))
			return READ_UNCLEAR;
		if (worth >= last || (!worth && last != INT64_MAX))
			return READ_NOT;
		reading = add_amount(&total, &figure, worth ? worth : 1);
		if (reading == READ_OK && worth)
			reading = take_tail(&at, worth, &total);
		last = worth;
	} while (reading == READ_OK && *at && worth);
	if (reading == READ_OK && *at)
		reading = READ_NOT;
	*ret = total;
	return reading;
}

int text_money_read(const char *text, int64_t *ret, struct err *err)
{
	AUTO(buf_done) struct buf shown = {0}, folded = {0};
	enum reading reading = READ_NOT;
	int64_t amount = 0;

	text_clean(&shown, text, strlen(text), 60);
	text_fold(&folded, buf_text(&shown));
	if (folded.len) {
		cut_currency(folded.data);
		reading = read_money(folded.data, &amount);
	}
	if (reading == READ_OK) {
		*ret = amount;
		return 0;
	}
	if (!folded.len)
		return err_set(err, EINVAL,
			       _("chưa ghi số tiền; ghi như 1.500.000 hoặc 1,5 triệu"));
	if (folded.data[0] == '-')
		return err_set(err, EINVAL, _("\"%s\": số tiền không được âm"), buf_text(&shown));
	if (reading == READ_LARGE)
		return err_set(err, ERANGE, _("\"%s\": số tiền lớn quá"), buf_text(&shown));
	if (reading == READ_UNCLEAR)
		return err_set(err, EINVAL,
			       _("\"%s\": chưa rõ là bao nhiêu đồng; ghi như 1.500.000 "
				 "hoặc 1,5 triệu"),
			       buf_text(&shown));
	return err_set(err, EINVAL,
		       _("\"%s\": không đọc được số tiền; ghi như 1.500.000 hoặc 1,5 triệu"),
		       buf_text(&shown));
}
