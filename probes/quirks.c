/* Looks names and values up in the tables generated from schema/quirks. */
#include "quirks.h"

#include "quirks_priv.h"

#include <ctype.h>
#include <string.h>

struct quirk_cpu quirk_cpu_find(const char *name)
{
	char plain[QUIRK_PLAIN_MAX];

	quirk_plain_cpu(name ? name : "", plain);
	for (size_t i = 0; *plain && i < quirk_cpu_row_count; i++) {
		const struct quirk_cpu_row *row = &quirk_cpu_rows[i];

		if (quirk_match(row->match, plain))
			return (struct quirk_cpu){
				.class = (enum cpu_class)row->class,
				.nominal_hz = row->base_mhz * UINT64_C(1000000),
				.boost_hz = row->boost_mhz * UINT64_C(1000000),
				.fixed_clock = row->fixed,
			};
	}
	return (struct quirk_cpu){.class = CPU_CLASS_UNKNOWN};
}

const char *cpu_class_key(enum cpu_class class)
{
	switch (class) {
	case CPU_CLASS_ABOVE:
		return "above";
	case CPU_CLASS_FLOOR:
		return "floor";
	case CPU_CLASS_BELOW:
		return "below";
	default:
		return "unknown";
	}
}

static bool listed(enum quirk_junk_of of, const char *plain)
{
	for (size_t i = 0; i < quirk_junk_row_count; i++) {
		const struct quirk_junk_row *row = &quirk_junk_rows[i];

		if (row->of != (uint8_t)of)
			continue;
		if (row->prefix ? str_starts(plain, row->value) : str_eq(plain, row->value))
			return true;
	}
	return false;
}

/* "0000", "xxxxxxxx", "fefefefe": nothing but its first STEP characters again and again. */
static bool repeats(const char *plain, size_t step)
{
	size_t len = strlen(plain);

	return len >= step && len % step == 0 && memcmp(plain, plain + step, len - step) == 0;
}

static bool says_nothing(const char *plain)
{
	for (const char *at = plain; *at; at++)
		if (isalnum((unsigned char)*at) || (unsigned char)*at >= 0x80)
			return repeats(plain, 1);
	return true;
}

bool quirk_junk_text(const char *value)
{
	char plain[QUIRK_PLAIN_MAX];

	quirk_plain_value(QUIRK_JUNK_TEXT, value ? value : "", plain);
	return says_nothing(plain) || listed(QUIRK_JUNK_TEXT, plain);
}

bool quirk_junk_serial(const char *value)
{
	char plain[QUIRK_PLAIN_MAX];

	if (quirk_junk_text(value))
		return true;
	quirk_plain_value(QUIRK_JUNK_SERIAL, value, plain);
	return listed(QUIRK_JUNK_SERIAL, plain);
}

bool quirk_junk_uuid(const char *value)
{
	char plain[QUIRK_PLAIN_MAX];

	quirk_plain_value(QUIRK_JUNK_UUID, value ? value : "", plain);
	return says_nothing(plain) || repeats(plain, 2) || listed(QUIRK_JUNK_UUID, plain);
}
