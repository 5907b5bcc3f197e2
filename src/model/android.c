/* Android's versions and their API levels (source.android.com, "Codenames, tags, and build
 * numbers"). */
#include "model.h"

#include <ctype.h>
#include <stdlib.h>

const struct android_release android_releases[] = {
	{7, 2, 1},   {8, 2, 2},   {10, 2, 3},  {11, 3, 0},  {12, 3, 1},  {13, 3, 2},  {15, 4, 0},
	{16, 4, 1},  {17, 4, 2},  {18, 4, 3},  {19, 4, 4},  {20, 4, 4},  {21, 5, 0},  {22, 5, 1},
	{23, 6, 0},  {24, 7, 0},  {25, 7, 1},  {26, 8, 0},  {27, 8, 1},  {28, 9, 0},  {29, 10, 0},
	{30, 11, 0}, {31, 12, 0}, {32, 12, 0}, {33, 13, 0}, {34, 14, 0}, {35, 15, 0}, {36, 16, 0},
};
const size_t android_release_count = ARRAY_LEN(android_releases);

#define MAJOR_MAX 30 /* more is a slip of the hand for years to come */

unsigned android_sdk_of(const char *release)
{
	const struct android_release *newest = &android_releases[ARRAY_LEN(android_releases) - 1];
	unsigned long major, minor = 0;
	char *rest;

	if (!isdigit((unsigned char)*release))
		return 0;
	major = strtoul(release, &rest, 10);
	if (rest[0] == '.' && isdigit((unsigned char)rest[1]))
		minor = strtoul(rest + 1, NULL, 10);
	else if (*rest || major < 5)
		return 0;
	for (size_t i = 0; i < ARRAY_LEN(android_releases); i++)
		if (android_releases[i].major == major &&
		    (major >= 9 || android_releases[i].minor == minor))
			return android_releases[i].sdk;
	/* Newer than this table: its level is no lower than the newest here. */
	return major > newest->major && major <= MAJOR_MAX ? newest->sdk : 0;
}
