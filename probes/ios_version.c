/* Version numbers of iOS. */
#include "ios_priv.h"

#include <ctype.h>
#include <stdlib.h>

#define VERSION_PARTS_MAX 4
#define VERSION_DIGITS_MAX 3

bool ios_version_is(const char *version)
{
	for (int part = 0; part < VERSION_PARTS_MAX; part++) {
		int digits = 0;

		while (isdigit((unsigned char)*version)) {
			version++;
			digits++;
		}
		if (!digits || digits > VERSION_DIGITS_MAX)
			return false;
		if (!*version)
			return true;
		if (*version++ != '.')
			return false;
	}
	return false;
}

static long take_part(const char **version)
{
	char *end;
	long part = strtol(*version, &end, 10);

	*version = *end == '.' ? end + 1 : end;
	return part;
}

int ios_version_compare(const char *a, const char *b)
{
	while (*a || *b) {
		long left = take_part(&a), right = take_part(&b);

		if (left != right)
			return left < right ? -1 : 1;
	}
	return 0;
}
