/* Vietnamese telephone numbers, as they are dialled today. */
#include "model.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

/* The 11-digit mobile numbers of before 2018: the beginning changed, the last seven digits did
 * not. */
static const struct {
	const char *old, *now;
} changed[] = {
	{"0120", "070"}, {"0121", "079"}, {"0122", "077"}, {"0126", "076"}, {"0128", "078"},
	{"0123", "083"}, {"0124", "084"}, {"0125", "085"}, {"0127", "081"}, {"0129", "082"},
	{"0162", "032"}, {"0163", "033"}, {"0164", "034"}, {"0165", "035"}, {"0166", "036"},
	{"0167", "037"}, {"0168", "038"}, {"0169", "039"}, {"0186", "056"}, {"0188", "058"},
	{"0199", "059"},
};

#define PHONE_OLD_LEN 11

/* The digits alone, +84 first as 0. False for what else there is, or too much. */
static bool take_digits(const char *typed, char ret[PHONE_TEXT_MAX])
{
	bool abroad = *typed == '+';
	size_t len = 0;

	for (const char *p = typed + abroad; *p; p++) {
		if (strchr(" .-()", *p))
			continue;
		if (!isdigit((unsigned char)*p) || len + 1 == PHONE_TEXT_MAX)
			return false;
		ret[len++] = *p;
	}
	ret[len] = '\0';
	if (!abroad)
		return true;
	if (!str_starts(ret, "84"))
		return false;
	memmove(ret + 1, ret + 2, len - 1);
	ret[0] = '0';
	return true;
}

bool phone_read(const char *typed, char ret[PHONE_TEXT_MAX])
{
	char number[PHONE_TEXT_MAX];
	size_t len;

	if (!take_digits(typed, number))
		return false;
	len = strlen(number);
	if (*number != '0' || len < PHONE_OLD_LEN - 1 || len > PHONE_OLD_LEN)
		return false;
	for (size_t i = 0; len == PHONE_OLD_LEN && i < ARRAY_LEN(changed); i++) {
		if (!str_starts(number, changed[i].old))
			continue;
		snprintf(ret, PHONE_TEXT_MAX, "%s%s", changed[i].now, number + 4);
		return true;
	}
	memcpy(ret, number, sizeof(number));
	return true;
}
