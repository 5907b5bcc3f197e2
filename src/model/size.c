/*
 * Sizes as people write them on a label. RAM is counted by 1024 and disks by 1000, under the same
 * letters; a module's size is a power of two, and small.
 */
#include "model.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

#define MODULE_GB_MOST 64
#define SIZE_MOST INT64_C(1000000000000000)

static const struct {
	const char *name;
	int64_t decimal, binary;
} units[] = {
	{"MB", 1000000, INT64_C(1) << 20},	  {"GB", 1000000000, INT64_C(1) << 30},
	{"TB", 1000000000000, INT64_C(1) << 40}, {"MiB", 0, INT64_C(1) << 20},
	{"GiB", 0, INT64_C(1) << 30},		  {"TiB", 0, INT64_C(1) << 40},
};

/* "1,5" in hundredths. Three digits behind the point would be read by some as thousands. */
static const char *read_hundredths(const char *p, int64_t *ret)
{
	int64_t value = 0;
	int decimals = 0;

	if (!isdigit((unsigned char)*p))
		return NULL;
	for (; isdigit((unsigned char)*p); p++) {
		if (value > SIZE_MOST / 1000)
			return NULL;
		value = value * 10 + (*p - '0');
	}
	value *= 100;
	if (*p == '.' || *p == ',')
		for (p++, decimals = 10; isdigit((unsigned char)*p) && decimals; p++) {
			value += (*p - '0') * decimals;
			decimals /= 10;
		}
	if (p[-1] == '.' || p[-1] == ',' || isdigit((unsigned char)*p))
		return NULL;
	*ret = value;
	return p;
}

/* Is it a size that modules have, and disks hardly? */
static bool is_module(int64_t bytes)
{
	return bytes <= MODULE_GB_MOST * (INT64_C(1) << 30) && (bytes & (bytes - 1)) == 0;
}

bool size_read(const char *text, bool is_memory, int64_t *ret_bytes)
{
	int64_t hundredths, unit;
	const char *p = read_hundredths(text, &hundredths);

	if (!p)
		return false;
	if (!*p && hundredths % 100 == 0) {
		*ret_bytes = hundredths / 100;
		return true;
	}
	p += strspn(p, " ");
	for (size_t i = 0; i < ARRAY_LEN(units); i++) {
		if (strcasecmp(p, units[i].name) != 0)
			continue;
		if (hundredths > SIZE_MOST / units[i].binary * 100)
			return false;
		unit = units[i].binary;
		if (units[i].decimal && !is_memory &&
		    (hundredths % 100 || !is_module(hundredths / 100 * unit)))
			unit = units[i].decimal;
		*ret_bytes = hundredths * (unit / 100) + hundredths * (unit % 100) / 100;
		return true;
	}
	return false;
}
