/*
 * The quirk tables' rows and the plain form in which they are written and looked up. Shared by
 * quirks.c and by the host tool gen_quirks.c, so that the build checks what the probe will do.
 */
#ifndef HOTROIT_QUIRKS_PRIV_H
#define HOTROIT_QUIRKS_PRIV_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define QUIRK_PLAIN_MAX 128

struct quirk_cpu_row {
	const char *match;
	uint16_t base_mhz, boost_mhz; /* 0: not known */
	uint8_t class; /* enum cpu_class */
	bool fixed;
};

enum quirk_junk_of { QUIRK_JUNK_TEXT, QUIRK_JUNK_SERIAL, QUIRK_JUNK_UUID };

struct quirk_junk_row {
	const char *value; /* in plain form */
	uint8_t of; /* enum quirk_junk_of */
	bool prefix;
};

/* Generated from schema/quirks. */
extern const struct quirk_cpu_row quirk_cpu_rows[];
extern const size_t quirk_cpu_row_count;
extern const struct quirk_junk_row quirk_junk_rows[];
extern const size_t quirk_junk_row_count;

/* A CPU name as the table writes it: lower case, (R) (TM) (C) and brackets dropped, "@" a word of
 * its own, one blank between words, without the words that say nothing (intel, amd, cpu …).
 * Empty when NAME does not fit: a cut name could match the wrong row. */
void quirk_plain_cpu(const char *name, char ret[QUIRK_PLAIN_MAX]);
/* A text, serial or UUID as the junk table writes it: lower case, blanks squeezed; UUIDs without
 * hyphens. Cut when it does not fit. */
void quirk_plain_value(enum quirk_junk_of of, const char *value, char ret[QUIRK_PLAIN_MAX]);
/* Does PATTERN match whole words from the start of PLAIN? "#" is a digit, "*" a word's rest. */
bool quirk_match(const char *pattern, const char *plain);

#endif
